"""The lectures' sentiment demo for the terminal: a review in, a verdict out, word by word.

`course.nets.sentiment` is the network; here is the conversation.
"""

import os
import re
import sys
import unicodedata

import numpy as np

from course import runtime
from course.demos.prompt import converse, ends, readable
from course.errors import CourseError
from course.nets import sentiment, storage

LONGEST = 50  # words that a person may type; the reviews have at most 25
UNDECIDED = 0.65  # a probability below this is no verdict
MARKS = (",", ".")
TERMINAL_CODE = re.compile("\033\\[[0-9;]*[A-Za-z]")
TAG = re.compile("</?[A-Za-z]+[^<>]*>")  # reviews of IMDB have <br />
MOST_UNKNOWN = 0.5  # share of the words; with more of them the network would be guessing
POSITIVE, NEGATIVE, PLAIN = (
    "\033[34m",
    "\033[33m",
    "\033[0m",
)  # blue, yellow: told apart by everybody


def tidy(text):
    """What a person types, in words as the network knows them: "It ISN'T bad!" -> it, isn't, bad, .

    Args:
        text: str. Signs that are neither letters nor digits nor marks are left out.

    Returns:
        list of str, small letters; marks are words: a comma, or a full stop for all that end a sentence.
    """
    text = unicodedata.normalize("NFC", TAG.sub(" ", TERMINAL_CODE.sub("", text))).lower()
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)  # signs without width
    text = re.sub("[\u2018\u2019\u02bc`\u00b4]", "'", text)  # apostrophes of all kinds
    text = re.sub(r"\b(it|that|this|there|he|she|what)'s\b", r"\1 is", text)
    words = re.findall(r"[^\W_]+(?:['-][^\W_]+)*|[.!?\u2026]+|[,;:\u2013\u2014]", text)
    return [word if word[0].isalnum() else "." if word[0] in ".!?\u2026" else "," for word in words]


def read(model, facts, text):
    """The verdict on a text, as typed.

    Args:
        model, facts: from `sentiment.load` or `sentiment.train`.
        text: str.

    Returns:
        words, chances: the text's words, and a float array: the probability of praise after each.
        unknown: list of the words that the network has never read.

    Raises:
        CourseError: nothing to read, or nothing that the network knows, or a text that is too long.
    """
    words = _split(text)
    unknown = _unknown(words, facts["words"])
    beginnings = sentiment.encode([words[: i + 1] for i in range(len(words))], facts["words"])
    logits = model.predict_on_batch(beginnings)[:, 0]
    return words, 1 / (1 + np.exp(-logits)), unknown


def _split(text):
    """The words of a text; a CourseError if there are none or too many."""
    words = tidy(text)
    if not set(words) - set(MARKS):
        what = f"no word is in {text.strip()[:40]!r}" if text.strip() else "got an empty line"
        raise CourseError(f'type what you think of a film, as in "not bad at all"; {what}')
    if len(words) > LONGEST:
        raise CourseError(
            f"it reads at most {LONGEST} words and marks; got {len(words)}: {text.strip()[:40]!r} ..."
        )
    return words


def _unknown(words, known):
    """Those words that are not known, each once; a CourseError if there are too many."""
    spoken = [word for word in words if word not in MARKS]
    unknown = list(dict.fromkeys(word for word in spoken if word not in set(known)))
    count = sum(word in unknown for word in spoken)
    if count > MOST_UNKNOWN * len(spoken):
        known_part = "it knows none of these words"
        if count < len(spoken):
            known_part = f"it knows {len(spoken) - count} of these {len(spoken)} words, and not"
        raise CourseError(
            f"{known_part}: {_some(unknown)}; it has read short reviews of films in English, such as "
            '"the story is dull but the cast is superb"'
        )
    return unknown


def _some(words):
    """Not more words, nor more of a word, than a line has room for."""
    shown = [word if len(word) <= 20 else f"{word[:20]}..." for word in words[:5]]
    return ", ".join(shown) + (f" and {len(words) - 5} more" if len(words) > 5 else "")


def verdict(chance):
    """A probability of praise in words."""
    if max(chance, 1 - chance) < UNDECIDED:
        return f"undecided ({_percent(chance)} positive)"
    return f"positive, {_percent(chance)}" if chance > 0.5 else f"negative, {_percent(1 - chance)}"


def _percent(chance):
    """No network is certain: more than 99 % is said to be just that."""
    return ">99%" if chance > 0.99 else "<1%" if chance < 0.01 else f"{chance:.0%}"


def picture(words, chances, unknown=(), colour=False, block="█"):
    """One line per word with a bar: to the left blame, to the right praise, after reading this far.

    Args:
        words: list of str.
        chances: float array, the probability of praise after each word.
        unknown: words to mark with "?".
        colour: whether to use the terminal's colours.
        block: the bar's character.

    Returns:
        str.
    """
    half = 20
    names = [f"{word[:20]}?" if word in unknown else word[:20] for word in words]
    width = max(map(len, names))
    lines = [f"{'':{width}}  {'negative':<{half}} {'positive':>{half}}"]
    for name, chance in zip(names, chances, strict=True):
        long = round(abs(chance - 0.5) * 2 * half)
        left, right = ("", block * long) if chance > 0.5 else (block * long, "")
        left, right = f"{left:>{half}}", f"{right:<{half}}"
        if colour:
            left, right = f"{NEGATIVE}{left}{PLAIN}", f"{POSITIVE}{right}{PLAIN}"
        lines.append(f"{name:>{width}}  {left}|{right} {_percent(chance):>4}")
    return "\n".join(lines)


def main(question=None, train_anew=False):
    """Judge one review, or prompt for them until the input ends.

    Args:
        question: str, or None for a prompt.
        train_anew: train instead of loading; the weights are kept in the cache and used from then on.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the one review cannot be read.
    """
    if question is not None:
        _split(readable(question))  # before the seconds that starting takes
    runtime.quiet()
    model, facts = (
        _train_and_keep()
        if train_anew
        else storage.own_or_shipped(sentiment.SHIPPED, sentiment.load)
    )
    if question is not None:
        print(_answer(model, facts, question))
        return 0
    print(f"Reviews of films in English, at most {LONGEST} words, judged by a network; {ends()}.")
    print(
        f"It knows {len(facts['words'])} words, for example: not bad at all | it starts well but ends badly"
    )
    return converse("review: ", lambda line: _answer(model, facts, line))


def _answer(model, facts, question):
    words, chances, unknown = read(model, facts, question)
    lines = [picture(words, chances, unknown, _has_colours(), _block()), verdict(chances[-1])]
    if unknown:
        lines.append(f"(it has never read: {_some(unknown)}; it goes by the other words)")
    return "\n".join(lines)


def _has_colours():
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _block():
    """A full block, unless the terminal's encoding lacks it."""
    try:
        "█".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return "#"
    return "█"


def _train_and_keep():
    print(
        f"Training on {sentiment.REVIEWS:,} reviews for {sentiment.EPOCHS} epochs: about a minute.",
        file=sys.stderr,
    )
    model, facts = sentiment.train_with_bar("training", **sentiment.VARIANTS[sentiment.SHIPPED])
    storage.keep(sentiment.SHIPPED, model.get_weights(), facts)
    return model, facts
