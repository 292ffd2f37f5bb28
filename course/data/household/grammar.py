"""The language of the house: sentences and questions as people type them, and as the house says them."""

import difflib
import re
from functools import lru_cache
from typing import NamedTuple

from course.data.household.lexicon import SLOTS, lexicon, vocabulary
from course.data.shared.questions import words_of
from course.errors import CourseError

ARTICLE = r"(?:(?:a|an|the) )?"
NEAR = 0.7  # how alike a known word has to be to be named
QUOTED = 60  # characters of a typed text that an error repeats
ASKING = ("where", "who", "what", "whats", "wheres")
LISTS = {  # what an error calls the words of a slot
    "who": "the animals are",
    "place": "the rooms are",
    "thing": "the things are",
    "kind": "the kinds of animal are",
    "colour": "the colours are",
}


class Event(NamedTuple):
    """A sentence of a story.

    Attributes:
        act: "move", "take", "drop", "kind" or "colour".
        who: the animal, as "Sam".
        what: the room, thing, kind or colour.
        verb: as said, such as "walks into"; "is" for the last two acts.
    """

    act: str
    who: str
    what: str
    verb: str = "is"

    def text(self):
        """The sentence: "Sam picks up an apple."."""
        frame = lexicon()["sentences"][self.act]
        if self.act in ("take", "kind"):
            frame = frame.replace(" a {", f" {article(self.what)} {{")
        slots = {slot: self.what for slot in SLOTS} | {"who": self.who, "verb": self.verb}
        return frame.format(**slots) + "."


class Ask(NamedTuple):
    """A question.

    Attributes:
        about: "person", "holder", "thing", "before" or "colour".
        what: the animal or thing that it is about.
        place: the room of "before", else "".
    """

    about: str
    what: str
    place: str = ""

    def text(self):
        """The question: "Where is Sam?"."""
        return lexicon()["questions"][self.about].format(
            who=self.what, thing=self.what, place=self.place
        )


def article(noun):
    """The article with which a noun is first said."""
    words = lexicon()
    if noun in words["said_with_the"]:
        return "the"
    return "an" if noun in words["said_with_an"] else "a"


def asks(text):
    """Whether a typed text is meant as a question."""
    words = _words(text)
    return text.rstrip().endswith("?") or bool(words) and words[0] in ASKING


def sentence(text):
    """A sentence of a story, as typed: capitals, marks and articles do not matter.

    Args:
        text: str.

    Returns:
        Event.

    Raises:
        CourseError: a word is unknown, or the sentence is outside the grammar; the text says what is
            understood.
    """
    act, slots = _parsed(text, "sentences")
    who, verb = slots.pop("who"), slots.pop("verb", "is")
    (what,) = slots.values()
    return Event(act, who, what, verb)


def question(text):
    """A question, as typed.

    Args:
        text: str.

    Returns:
        Ask.

    Raises:
        CourseError: as `sentence`.
    """
    about, slots = _parsed(text, "questions")
    return Ask(about, slots.get("who") or slots["thing"], slots.get("place", ""))


def examples(forms):
    """The sentences or the questions that are understood, one of each form, as one str.

    Args:
        forms: "sentences" or "questions".
    """
    if forms == "questions":
        asked = [("person", "Sam"), ("holder", "apple"), ("thing", "apple"), ("colour", "Brian")]
        said = [Ask(*ask).text() for ask in (*asked, ("before", "milk", "den"))]
    else:
        verbs = {act: pairs[0][0] for act, pairs in lexicon()["verbs"].items()}
        told = [("move", "Sam", "kitchen"), ("take", "Sam", "apple"), ("drop", "Sam", "apple")]
        told += [("kind", "Brian", "lion"), ("colour", "Brian", "white")]
        said = [Event(*event, verbs.get(event[0], "is")).text() for event in told]
    return " ".join(said)


def _parsed(text, forms):
    """(form, dict of its slots) of a typed text."""
    words = _words(text)
    if not words:
        found = repr(text.strip()[:QUOTED]) if text.strip() else "an empty line"
        raise CourseError(f"type one of these: {examples(forms)} Got {found}")
    said = " ".join(words)
    for form, (strict, _) in _frames(forms).items():
        if found := strict.fullmatch(said):
            return form, {slot: _cased(slot, word) for slot, word in found.groupdict().items()}
    raise CourseError(_problem(said, words, forms))


def _problem(said, words, forms):
    """What is wrong with a text that no frame takes: a word in a slot, unknown words, or the form."""
    shown = said if len(said) <= QUOTED else said[:QUOTED] + "..."
    found = [match for _, loose in _frames(forms).values() if (match := loose.fullmatch(said))]
    if found:  # the last of the best: "Sam is purple" is about colours, after kinds
        wrong = [[pair for pair in match.groupdict().items() if not _is(*pair)] for match in found]
        pairs = min(reversed(wrong), key=len)
        return f"{shown!r}: " + "; ".join(_no_such(*pair) for pair in pairs)
    unknown = [word for word in dict.fromkeys(words) if word not in _known()]
    if unknown:
        named = ", no ".join(_with_near(word, _known()) for word in unknown[:3])
        more = f" and {len(unknown) - 3} more" * (len(unknown) > 3)
        problem = f"there is no {named}{more} in the house's language"
    else:
        problem = f"the words are known, but this is no {forms[:-1]} of the house"
    return f"{shown!r}: {problem}. Understood are such {forms}: {examples(forms)}"


def _no_such(slot, word):
    near = difflib.get_close_matches(word, [entry.lower() for entry in lexicon()[slot]], 1)
    hint = f"did you mean {_cased(slot, near[0])}? " if near else ""
    return f"{word!r} does not fit there: {hint}{LISTS[slot]} {', '.join(lexicon()[slot])}"


def _with_near(word, known):
    near = difflib.get_close_matches(word, known, 1, NEAR)
    return f"{word[:QUOTED]!r}" + (f" (the nearest word is {near[0]!r})" if near else "")


def _words(text):
    """Words as the grammar has them: small letters, its own verbs and spelling, "where's" in full."""
    text = re.sub("[\u2018\u2019\u02bc`\u00b4]", "'", text.lower())
    said = " ".join(words_of(re.sub(r"'s\b", " is", text)))
    said = re.sub(r"^\d+ ", "", said)  # the number of a line
    forms = lexicon()["read_as"]
    return re.sub(_read_as(), lambda found: forms[found[0]], said).split()


@lru_cache(maxsize=1)
def _read_as():
    return re.compile(rf"\b(?:{'|'.join(lexicon()['read_as'])})\b")


@lru_cache(maxsize=1)
def _known():
    return {word: None for word in vocabulary() if word}


def _is(slot, word):
    return slot == "verb" or word in {entry.lower() for entry in lexicon()[slot]}


def _cased(slot, word):
    return word.capitalize() if slot == "who" else word


@lru_cache(maxsize=2)
def _frames(forms):
    """Two patterns for each form: with the words of the house in its slots, and with any words there."""
    return {
        form: (_pattern(form, frame, strict=True), _pattern(form, frame, strict=False))
        for form, frame in lexicon()[forms].items()
    }


def _pattern(form, frame, strict):
    """A frame as a pattern; an article may be another one, or missing."""

    def choices(found):
        slot = found[1]
        if slot == "verb":
            entries = [one for pair in lexicon()["verbs"][form] for one in pair]
        else:
            entries = [entry.lower() for entry in lexicon()[slot]]
        anything = r"\S+" if slot != "verb" and not strict else None
        return f"(?P<{slot}>{anything or '|'.join(map(re.escape, entries))})"

    frame = re.sub(r"\b(?:a|the) (?={)", lambda _: ARTICLE, frame.lower().rstrip("?"))
    return re.compile(re.sub(r"{(\w+)}", choices, frame))
