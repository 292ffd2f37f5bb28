"""The lectures' seq2seq demo for the terminal: English in, French out.

`course.nets.seq2seq` is the network, which reads letters; here is the conversation. What is too long for it, or
has a word that only the one that reads whole words (`wordwise`) has learnt, goes to that one, and so does
everything when it is to show where it looked. Other short sentences do not: the network of letters knows
more ways to say things. Of lab 09's unseen sentences that both can read it translates 45 of 45, the other 38.
"""

import difflib
import re
import sys
import textwrap
import unicodedata
from functools import cache

from course import runtime
from course.data.sentences.lexicon import load_lexicon
from course.demos import wordwise
from course.demos.prompt import converse, ends, readable
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
        raise CourseError(_nothing(text))
    if len(sentence) > seq2seq.CHARACTERS:
        raise CourseError(
            f"sentences have at most {seq2seq.CHARACTERS} characters; got {len(sentence)}: {sentence[:40]!r}"
        )
    source = seq2seq.encode([sentence], facts["alphabet"], facts["reverse"])
    longest = 2 * seq2seq.CHARACTERS  # French may be longer
    ids, _ = decoding.decode(model, source, width, longest)
    unknown = [word for word in sentence.split() if word not in facts["words"]]
    return decoding.text_of(ids[0, 0], facts["alphabet"]), unknown


class Translator:
    """Answers typed lines; each network is loaded when a line needs it.

    Args:
        train_anew: train the network that reads letters instead of loading it; its weights are kept in
            the cache and used from then on.
        show: ask the network that reads words, and show where it looked.
    """

    def __init__(self, train_anew=False, show=False):
        self.show = show
        self.letters = _train_and_keep if train_anew else _load
        self.letters, self.by_words = cache(self.letters), cache(wordwise.load)
        (self.by_words if show else self.letters)()

    def answer(self, question):
        """The translation of a line, with remarks, a str.

        Raises:
            CourseError: the line cannot be read.
        """
        model, facts = self.by_words() if self.show else self.letters()
        known = facts["source_words"] if self.show else facts["words"]
        sentence = read(question, known)
        if self.show or len(sentence) > seq2seq.CHARACTERS:
            return self._answer_by_words(question)
        strange = any(word not in known for word in sentence.split())
        if strange and self._has_read_all(question):
            return self._answer_by_words(question)
        translation, unknown = ask(model, facts, question)
        if unknown:
            near = ", ".join(_with_near(unknown, known))
            return translation + _remark(question, sentence) + f"  (it has never read: {near})"
        return translation + _remark(question, sentence)

    def _has_read_all(self, question):
        """Whether the network that reads words can read the line."""
        _, facts = self.by_words()
        sentence = read(question, facts["source_words"])
        return bool(sentence) and wordwise.problem(sentence, facts) is None

    def _answer_by_words(self, question):
        model, facts = self.by_words()
        sentence = read(question, facts["source_words"])
        if not sentence:
            raise CourseError(_nothing(question))
        problem = wordwise.problem(sentence, facts)
        if problem and not self.show:
            raise CourseError(
                f"sentences have at most {seq2seq.CHARACTERS} characters; got {len(sentence)}: "
                f"{sentence[:40]!r}. The network for longer ones {problem}"
            )
        translation, target, source, weights = wordwise.ask(model, facts, sentence)
        said = translation + _remark(question, sentence)
        return f"{said}\n{wordwise.table(target, source, weights)}" if self.show else said


def main(question=None, train_anew=False, show=False):
    """Translate one sentence, or prompt for them until the input ends.

    Args:
        question: str, or None for a prompt.
        train_anew, show: as for Translator.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the one sentence cannot be read.
    """
    if question is not None:
        readable(question)
    runtime.quiet()
    translator = Translator(train_anew, show)
    if question is not None:
        print(translator.answer(question))
        return 0
    if show:
        _, facts = translator.by_words()
        print(
            f"English sentences of at most {wordwise.WORDS} words, translated to French by a network that "
            f"shows\nwhich English word it looked at for each French one; {ends()}. It knows sentences like"
            "\n  Lisa thinks that the tired king does not look for the book because you sleep\nof these words:"
        )
        print(textwrap.fill(" ".join(word for word in facts["source_words"] if word != "."), 80))
    else:
        print(
            f"English sentences of at most {seq2seq.CHARACTERS} characters, translated to French by a "
            f"network; {ends()}."
        )
        print("It knows about 250 words, for example: the old cat sleeps | she is not tired")
    return converse("English: ", translator.answer)


def _load():
    return storage.own_or_shipped(seq2seq.SHIPPED, seq2seq.load)


def _remark(question, sentence):
    return "" if sentence == tidy(question) else f"  (read as: {sentence})"


def _nothing(text):
    found = repr(text.strip()[:40]) if text.strip() else "an empty line"
    return f'type an English sentence, as in "I drink water ."; got {found}'


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
