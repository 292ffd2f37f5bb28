"""NLVR: what people wrote about drawn boxes, true or false, and the boxes as scenes that we can draw."""

import json
import re
from typing import NamedTuple

import numpy as np

from course.data.fetching import catalogue, local
from course.data.shared import reading
from course.errors import DataError
from course.scenes import SHAPES
from course.scenes.things import Thing, ordered

BOXES = 3  # that a sentence speaks of
SIDE = 100  # of a box, in the file's units
COLOURS = {"black": "black", "yellow": "yellow", "#0099ff": "blue"}  # the file's, and ours
LABELS = {"false": False, "true": True}
IDENTIFIER = re.compile(r"(\d+)-\d+")  # number of the sentence, number of the picture


class Statements(NamedTuple):
    """Sentences about pictures.

    Attributes:
        sentences: list of str, as people wrote them, misspellings too.
        labels: bool array (statements,), whether each is true of its picture.
        boxes: list of tuples of three scenes (`course.scenes`), whose things stand anywhere.
        groups: int array (statements,). Statements of a group have the same sentence and pictures that were
            made together: put a group into one part, or parts leak into each other.
        licence: str.
    """

    sentences: list
    labels: np.ndarray
    boxes: list
    groups: np.ndarray
    licence: str


def load(*, path=None):
    """The development part: 989 statements of 267 groups.

    Args:
        path: a file of the same form, plain or packed. By default dev.json is looked for in COURSE_DATA/nlvr
            and where `course data fetch` puts it.

    Returns:
        Statements in the order of the file. `picture.render(boxes[i])` of `course.scenes` draws three boxes.

    Raises:
        CourseError: there is no such file, it is damaged or not UTF-8, or a line is not such a statement; the
            text names the line and what is wrong with it.

    Source: Suhr et al. 2017, A Corpus of Natural Language for Visual Reasoning.
    """
    path = local.required("nlvr") if path is None else path
    sentences, labels, boxes, groups = [], [], [], []
    for number, line in enumerate(reading.lines(path, "dev.json"), start=1):
        try:
            sentence, label, three, group = _statement(line)
        except _Problem as problem:
            raise DataError(f"{path}, line {number}", problem) from problem
        sentences.append(sentence)
        labels.append(label)
        boxes.append(three)
        groups.append(group)
    licence = catalogue.dataset("nlvr").licence
    return Statements(sentences, np.array(labels), boxes, np.array(groups), licence)


class _Problem(ValueError):
    """What is wrong with a line, in words."""


def _statement(line):
    try:
        entry = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _Problem(
            f"expected one statement as JSON, found {line[:40]!r} ({str(error)[:60]})"
        ) from error
    sentence = _field(entry, "sentence", str, "the statement")
    if not sentence.strip():
        raise _Problem("expected a sentence, found an empty one")
    label = _one_of(LABELS, _field(entry, "label", str, "the statement"), "label")
    group = IDENTIFIER.fullmatch(_field(entry, "identifier", str, "the statement"))
    if not group:
        raise _Problem(f"expected an identifier such as 1572-0, found {entry['identifier']!r:.40}")
    boxes = _field(entry, "structured_rep", list, "the statement")
    if len(boxes) != BOXES:
        raise _Problem(f"expected {BOXES} boxes, found {len(boxes)}")
    return " ".join(sentence.split()), label, tuple(map(_box, boxes)), int(group[1])


def _box(things):
    if not isinstance(things, list):
        raise _Problem(f"expected a box as a list of things, found {things!r:.40}")
    return ordered(_thing(thing) for thing in things)


def _thing(thing):
    """A Thing from the corner and the width that the file has."""
    x, y, width = (
        _field(thing, name, (int, float), "a thing") for name in ("x_loc", "y_loc", "size")
    )
    if not (0 < width <= SIDE and all(0 <= at <= SIDE - width for at in (x, y))):
        raise _Problem(
            f"expected a thing inside its box of {SIDE} by {SIDE}, found one of size {width} at x {x}, y {y}"
        )
    shape = _one_of({name: name for name in SHAPES}, _field(thing, "type", str, "a thing"), "type")
    colour = _one_of(COLOURS, _field(thing, "color", str, "a thing"), "color")
    half = width / 2
    return Thing(shape, colour, (x + half) / SIDE, (y + half) / SIDE, width / SIDE)


def _field(entry, name, kind, whose):
    if not isinstance(entry, dict):
        raise _Problem(f"expected {whose} as fields with values, found {entry!r:.40}")
    if name not in entry:
        raise _Problem(
            f"{whose} has no {name!r}, but {', '.join(map(repr, entry))[:80] or 'nothing'}"
        )
    if not isinstance(entry[name], kind) or isinstance(entry[name], bool):
        wanted = {str: "text", list: "a list"}.get(kind, "a number")
        raise _Problem(f"expected {wanted} as {name!r}, found {entry[name]!r:.40}")
    return entry[name]


def _one_of(known, value, name):
    if value.lower() not in known:
        raise _Problem(f"{name!r} is {' or '.join(known)}, found {value!r:.40}")
    return known[value.lower()]
