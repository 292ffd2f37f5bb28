"""Questions about scenes, in a closed grammar, and the reasoner that answers them by looking at the things.

how many objects / red objects / squares / red squares are there?
what colour is the square?                        there is one square
what is on top of the red square?                 the shape in the cell right above it, or nothing
is there a red square / a red object / a square?
are there more red objects than blue objects / more squares than circles?
is the red object left of / right of the blue object, the square left of the circle?   not in one column
"""

import functools
import itertools
from typing import NamedTuple

from course.scenes import COLOURS, SHAPES
from course.scenes.things import layout

KINDS = ("count", "colour", "top", "exists", "more", "left", "right")
YES_NO = ("no", "yes")
NUMBERS = tuple(str(number) for number in range(10))
NOTHING = "nothing"
ANSWERS = (*YES_NO, *NUMBERS[:6], *COLOURS, *SHAPES, NOTHING)  # an answer's id is its index


class Phrase(NamedTuple):
    """What a question speaks of; "" stands for any colour or any shape."""

    colour: str = ""
    shape: str = ""

    def fits(self, thing):
        """Whether a Thing is such a one."""
        return self.colour in ("", thing.colour) and self.shape in ("", thing.shape)

    def words(self, plural=False):
        """Such as "red square" or "red objects"."""
        noun = (self.shape or "object") + ("s" if plural else "")
        return f"{self.colour} {noun}".strip()


class Question(NamedTuple):
    """A question of the grammar; `str` gives its text.

    Attributes:
        kind: str, of KINDS.
        first: Phrase.
        second: Phrase, or None where a question speaks of one thing.
    """

    kind: str
    first: Phrase
    second: Phrase | None = None

    def __str__(self):
        one, many = self.first.words(), self.first.words(plural=True)
        other, others = (
            (self.second.words(), self.second.words(plural=True)) if self.second else ("", "")
        )
        return {
            "count": f"how many {many} are there?",
            "colour": f"what colour is the {one}?",
            "top": f"what is on top of the {one}?",
            "exists": f"is there a {one}?",
            "more": f"are there more {many} than {others}?",
            "left": f"is the {one} left of the {other}?",
            "right": f"is the {one} right of the {other}?",
        }[self.kind]

    @property
    def words(self):
        """list of str, without the question mark."""
        return str(self)[:-1].split()


def answer(question, scene):
    """Answer a question by looking.

    Args:
        question: Question.
        scene: tuple of Things.

    Returns:
        str, such as "yes", "3", "red", "square" or "nothing"; None where the question takes for granted what is
        not so: that there is one such thing, or that two stand in different columns. `problem` says which.
    """
    kind, first, second = question
    found = [thing for thing in scene if first.fits(thing)]
    if kind == "count":
        return str(len(found))
    if kind == "exists":
        return YES_NO[bool(found)]
    if kind == "more":
        return YES_NO[len(found) > sum(second.fits(thing) for thing in scene)]
    if len(found) != 1:
        return None
    (thing,) = found
    if kind == "colour":
        return thing.colour
    if kind == "top":
        above = [other.shape for other in scene if _is_right_above(other, thing)]
        return above[-1] if above else NOTHING
    others = [other for other in scene if second.fits(other)]
    if len(others) != 1 or others[0].column == thing.column:
        return None
    return YES_NO[(thing.column < others[0].column) == (kind == "left")]


def _is_right_above(other, thing):
    return other.row == thing.row - 1 and other.column == thing.column


def problem(question, scene):
    """Why a scene gives no answer to a question: a sentence, or "" if it does."""
    if answer(question, scene) is not None:
        return ""
    for phrase in (question.first, question.second):
        found = sum(phrase.fits(thing) for thing in scene) if phrase else 1
        if found != 1:
            many = (
                f"are {found} {phrase.words(plural=True)}" if found else f"is no {phrase.words()}"
            )
            return (
                f"there {many} in this scene, and the question speaks of the one {phrase.words()}"
            )
    return "they stand in the same column, so neither is left or right of the other"


def answers_of(question):
    """The answers with which `balance` asks a question, each equally often: tuple of str.

    In a scene that is drawn otherwise, other numbers may be true.
    """
    colour, shape = question.first
    if question.kind == "count":
        fewest, most = (0, 2) if colour and shape else (0, 3) if colour or shape else (2, 5)
        return NUMBERS[fewest : most + 1]
    if question.kind == "colour":
        return tuple(COLOURS)
    return (*SHAPES, NOTHING) if question.kind == "top" else YES_NO


@functools.cache
def every(kind=None):
    """All questions of the grammar, or those of one kind: tuple of Question, always in the same order."""
    if kind is None:
        return tuple(question for kind in KINDS for question in every(kind))
    colours, shapes = (
        [Phrase(colour) for colour in COLOURS],
        [Phrase(shape=shape) for shape in SHAPES],
    )
    both = [Phrase(colour, shape) for colour in COLOURS for shape in SHAPES]
    asked = {
        "count": [Phrase(), *colours, *shapes, *both],
        "colour": shapes,
        "top": both,
        "exists": [*colours, *shapes, *both],
    }
    if kind in asked:
        return tuple(Question(kind, phrase) for phrase in asked[kind])
    return tuple(
        Question(kind, one, other)
        for phrases in (colours, shapes)
        for one, other in itertools.permutations(phrases, 2)
    )


def askable(scene, kind):
    """The questions of a kind that make sense in a scene: list of Question.

    What is on top of a thing, or left of it, is asked of things that are there once only; "are there more"
    where at least one of the two is there; "how many" and "is there" always.
    """
    if kind in ("count", "exists"):
        return list(every(kind))
    there = {
        phrase
        for _, _, shape, colour in layout(scene)
        for phrase in (Phrase(colour), Phrase("", shape), Phrase(colour, shape))
    }
    if kind == "more":
        return [one for one in every(kind) if one.first in there or one.second in there]
    spoken_of = [question for question in every(kind) if question.first in there]
    return [question for question in spoken_of if answer(question, scene) is not None]
