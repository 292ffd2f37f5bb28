"""The lectures' seq2seq demo for the terminal: English in, French out.

`course.nets.seq2seq` is the network; here is the conversation.
"""

import difflib
import re
import sys
import unicodedata

from course import runtime
from course.data.sentences.lexicon import load_lexicon
from course.demos.prompt import converse, readable
from course.errors import CourseError
from course.nets import decoding, seq2seq, storage

KEPT = ".?'-"  # marks that its sentences have; the last two only within words
AROUND = re.compile(r"(?<!\w)['-]|['-](?!\w)")
SHORT = (  # forms that it has read only in full
    (re.compile(r"\b(ca)n't\b", re.IGNORECASE), r"\1nnot"),
    (re.compile(r"\b(w)on't\b", re.IGNORECASE), r"\1ill not"),
    (re.compile(r"n't\b", re.IGNORECASE), " not"),
    (re.compile(r"\b(i)'m\b", re.IGNORECASE), r"\1 am"),
    (re.compile(r"\b(you|we|they)'re\b", re.IGNORECASE), r"\1 are"),
    (re.compile(r"\b(he|she|it|that|what|where)'s\b", re.IGNORECASE), r"\1 is"),
)


def read(text, known):
    """A sentence as the network reads it: "SHE ISN'T tired!" -> "she is not tired ."

    Spaces, capitals, quotes and marks of all kinds become those that it knows; words stay.

    Args:
        text: str, as typed.
        known: the words that it has read.

    Returns:
        str; "" if there are no words.
    """
    text = re.sub("[\u2018\u2019\u02bc`\u00b4]", "'", text)
    text = unicodedata.normalize("NFKC", text)  # an ellipsis becomes three dots
    text = AROUND.sub(" ", "".join(map(_mark, text)))
    for pattern, full in SHORT:
        text = pattern.sub(full, text)
    marks = re.search(r"[.!?\s]*\Z", text)[0]
    words = text[: len(text) - len(marks)].split()
    if not words:
        return ""
    sentence = tidy(" ".join([*words, "?" if "?" in marks else "."]))
    return " ".join(_in_its_case(word, known) for word in sentence.split())


def _mark(character):
    """A character as it is, but a space for a mark that no sentence has, and nothing for one without width."""
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    return " " if kind[0] in "PSC" and character not in KEPT else character


def _in_its_case(word, known):
    forms = (word, word.lower(), word.capitalize())
    return next((form for form in forms if form in known), word)


def tidy(text):
    """What a person types, as the network knows sentences: "I drink water." -> "I drink water ."."""
    words = re.sub(r"\s*([.?])\s*$", r" \1", " ".join(text.split())).split()
    words = ["I" if word == "i" else word for word in words]
    names = {*load_lexicon().phrases["name"], "I"}
    if words and words[0] not in names:
        words[0] = words[0][0].lower() + words[0][1:]
    if words and words[-1] not in (".", "?"):
        words.append(".")
    return " ".join(words)


def ask(model, facts, text, width=3):
    """The translation of one sentence, as typed.

    Args:
        model, facts: from `seq2seq.load` or `seq2seq.train`.
        text: str.
        width: of the beam.

    Returns:
        translation, unknown: str, and the list of its words that the network has never read.

    Raises:
        CourseError: nothing to translate, unknown characters, or a text that is too long.
    """
    sentence = read(text, facts["words"])
    if not sentence:
        found = repr(text.strip()[:40]) if text.strip() else "an empty line"
        raise CourseError(f'type an English sentence, as in "I drink water ."; got {found}')
    if len(sentence) > seq2seq.CHARACTERS:
        raise CourseError(
            f"sentences have at most {seq2seq.CHARACTERS} characters; got {len(sentence)}: {sentence[:40]!r}"
        )
    source = seq2seq.encode([sentence], facts["alphabet"], facts["reverse"])
    longest = 2 * seq2seq.CHARACTERS  # French may be longer
    ids, _ = decoding.decode(model, source, width, longest)
    unknown = [word for word in sentence.split() if word not in facts["words"]]
    return decoding.text_of(ids[0, 0], facts["alphabet"]), unknown


def main(question=None, train_anew=False):
    """Translate one sentence, or prompt for them until the input ends.

    Args:
        question: str, or None for a prompt.
        train_anew: train instead of loading; the weights are kept in the cache and used from then on.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the one sentence cannot be read.
    """
    if question is not None:
        readable(question)
    runtime.quiet()
    model, facts = (
        _train_and_keep() if train_anew else storage.own_or_shipped(seq2seq.SHIPPED, seq2seq.load)
    )
    if question is not None:
        print(_answer(model, facts, question))
        return 0
    print(
        f"English sentences of at most {seq2seq.CHARACTERS} characters, translated to French by a network; "
        "Ctrl-D ends."
    )
    print("It knows about 250 words, for example: the old cat sleeps | she is not tired")
    return converse("English: ", lambda line: _answer(model, facts, line))


def _answer(model, facts, question):
    translation, unknown = ask(model, facts, question)
    remarks = []
    sentence = read(question, facts["words"])
    if sentence != tidy(question):
        remarks.append(f"read as: {sentence}")
    if unknown:
        remarks.append(f"it has never read: {', '.join(_with_near(unknown, facts['words']))}")
    return translation + "".join(f"  ({remark})" for remark in remarks)


def _with_near(unknown, known):
    """Unknown words, each with the known ones that it may stand for."""
    for word in unknown:
        forms = (word, word.lower())  # names begin with a capital
        near = [one for form in forms for one in difflib.get_close_matches(form, known, 2, 0.7)]
        near = list(dict.fromkeys(near))
        yield f"{word}, but {' and '.join(near)}" if near else word


def _train_and_keep():
    print(
        f"Training on {seq2seq.PAIRS:,} pairs for {seq2seq.EPOCHS} epochs: a few minutes.",
        file=sys.stderr,
    )
    model, facts = seq2seq.train_with_bar("training", **seq2seq.VARIANTS[seq2seq.SHIPPED])
    storage.keep(seq2seq.SHIPPED, model.get_weights(), facts)
    return model, facts
