"""Questions about scenes, in a closed grammar, and the reasoner that answers them by looking at the things.

how many objects / red objects / squares / red squares are there?
what colour is the square?                        there is one square
where is the red square / the red object / the square?      its place, such as top left
what is on top of / left of / right of the red square?      the shape in the next cell there, or nothing
is there a red square / a red object / a square?
are there more red objects than blue objects / more squares than circles?
"""

import functools
import itertools
from typing import NamedTuple

from course.scenes import COLOURS, PLACES, SHAPES
from course.scenes.things import layout

BESIDE = {"top": (-1, 0), "left": (0, -1), "right": (0, 1)}  # rows down and columns to the right
KINDS = ("count", "colour", "where", "top", "exists", "more", "left", "right")
YES_NO = ("no", "yes")
NUMBERS = tuple(str(number) for number in range(10))
NOTHING = "nothing"
ANSWERS = (
    *YES_NO,
    *NUMBERS[:6],
    *COLOURS,
    *SHAPES,
    NOTHING,
    *PLACES,
)  # an answer's id is its index


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
        others = self.second.words(plural=True) if self.second else ""
        return {
            "count": f"how many {many} are there?",
            "colour": f"what colour is the {one}?",
            "where": f"where is the {one}?",
            "top": f"what is on top of the {one}?",
            "exists": f"is there a {one}?",
            "more": f"are there more {many} than {others}?",
            "left": f"what is left of the {one}?",
            "right": f"what is right of the {one}?",
        }[self.kind]

    @property
    def words(self):
        """list of str, without the question mark."""
        return str(self)[:-1].split()


def answer(question, scene):
    """Answer a question by looking.

    Args:
        question: Question.
        scene: tuple of Things, at most one in a cell of the grid.

    Returns:
        str, such as "yes", "3", "red", "top left", "square" or "nothing"; None where the question speaks of the
        one such thing and there is none, or more than one. `problem` says it in words.
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
    if kind == "where":
        return thing.place
    down, right = BESIDE[kind]
    cell = (thing.row + down, thing.column + right)
    beside = [other.shape for other in scene if (other.row, other.column) == cell]
    return beside[0] if beside else NOTHING


def problem(question, scene):
    """Why a scene gives no answer to a question: a sentence, or "" if it does."""
    if answer(question, scene) is not None:
        return ""
    one, many = question.first.words(), question.first.words(plural=True)
    found = sum(question.first.fits(thing) for thing in scene)
    there = f"there are {found} {many}" if found else f"there is no {one}"
    return f"{there} in this scene, and the question speaks of the one {one}"


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
    if question.kind == "where":
        return PLACES
    return (*SHAPES, NOTHING) if question.kind in BESIDE else YES_NO


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
        "where": [*colours, *shapes, *both],
        **dict.fromkeys(BESIDE, both),
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

    Where a thing is, what is beside it and what colour it has is asked of what is there once only; "are there
    more" where at least one of the two is there; "how many" and "is there" always.
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
