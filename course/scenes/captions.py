"""Captions: what is where, thing by thing in reading order, and how many of a network's facts are true.

    a red square top left , a blue circle middle right

One order alone is right, so that a network can be sure of the next word.
"""

from typing import NamedTuple

import numpy as np

from course.scenes import COLOURS, COLUMNS, ROWS, SHAPES
from course.scenes.things import MOST

WORDS = ("", "<start>", "<end>", "a", ",", *COLOURS, *SHAPES, *ROWS, *COLUMNS)  # an id is an index
PADDING, START, END = 0, 1, 2
LONGEST = 2 + 6 * MOST - 1  # ids of a caption: start and end, five words a thing and commas between
_IDS = {word: number for number, word in enumerate(WORDS)}


class Judged(NamedTuple):
    """Facts in captions, int arrays (captions,). A fact is a thing with its shape, colour and place.

    Attributes:
        right: facts that are true of the scene; one that is said twice counts once.
        said: parts between commas, also those that say no fact.
        true: things in the scene.
    """

    right: np.ndarray
    said: np.ndarray
    true: np.ndarray

    @property
    def all_right(self):
        """bool array: everything that is there was said, once, and nothing else."""
        return (self.right == self.said) & (self.right == self.true)


def caption(scene):
    """The caption of a scene: str, words and commas with spaces between."""
    return " , ".join(f"a {thing.colour} {thing.shape} {thing.place}" for thing in scene)


def facts(scene):
    """What is true in a scene: frozenset of (shape, colour, place)."""
    return frozenset((thing.shape, thing.colour, thing.place) for thing in scene)


def ids(scenes):
    """The captions of scenes as ids of WORDS.

    Args:
        scenes: sequence of scenes with at most 5 things.

    Returns:
        int32 array (scenes, LONGEST): START, the words, END, then 0 on the right.

    Raises:
        ValueError: a scene has more things, which no caption tells.
    """
    coded = np.zeros((len(scenes), LONGEST), "int32")
    for row, scene in zip(coded, scenes, strict=True):
        if len(scene) > MOST:
            raise ValueError(
                f"a caption tells of at most {MOST} things, the scene has {len(scene)}"
            )
        numbers = [START, *(_IDS[word] for word in caption(scene).split()), END]
        row[: len(numbers)] = numbers
    return coded


def text(numbers):
    """The words of one caption up to its end symbol: str.

    Args:
        numbers: int array (length,), with the start symbol or without.
    """
    return " ".join(WORDS[number] for number in _words(numbers))


def judge(scenes, numbers):
    """Hold captions, such as a network's, against the scenes that they are about.

    Args:
        scenes: sequence of scenes.
        numbers: int array (scenes, any length), ids of WORDS; what follows the first END does not count.

    Returns:
        Judged.
    """
    counts = np.zeros((3, len(scenes)), int)
    for index, (scene, row) in enumerate(zip(scenes, numbers, strict=True)):
        parts = text(row).split(",") if _words(row) else []
        claimed = {part.strip() for part in parts}
        true = {caption([thing]) for thing in scene}
        counts[:, index] = len(claimed & true), len(parts), len(true)
    return Judged(*counts)


def _words(numbers):
    """The ids before the end symbol, without those that are no words."""
    numbers = [int(number) for number in numbers]
    end = numbers.index(END) if END in numbers else len(numbers)
    return [number for number in numbers[:end] if number not in (PADDING, START)]
