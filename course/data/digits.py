"""Handwritten digits that come with scikit-learn, films made of them, and the names of numbers."""

from typing import NamedTuple

import numpy as np

from course.data.fetching import catalogue

SIZE = 8  # pixels: rows and columns of an image
DARKEST = 16  # ink of a pixel in the source
DIGITS = "zero one two three four five six seven eight nine".split()
TEENS = ("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = [*DIGITS, *TEENS, *TENS, "hundred"]  # all that `in_words` uses


class Digits(NamedTuple):
    """Images of handwritten digits.

    Attributes:
        images: float32 array (count, 8, 8), ink from 0 (none) to 1.
        labels: int array (count,), 0 to 9.
        licence: str.
    """

    images: np.ndarray
    labels: np.ndarray
    licence: str


class Films(NamedTuple):
    """Films: images one after the other.

    Attributes:
        images: float32 array (count, frames, 8, 8).
        labels: int array (count, frames), the digit of every frame.
    """

    images: np.ndarray
    labels: np.ndarray


def load(unseen=300, *, seed):
    """The 1,797 digits of scikit-learn, shuffled and split in two.

    The split is by image: the same 13 people wrote both parts.

    Args:
        unseen: how many images the second part has, 1 to 1,796.
        seed: int, for the shuffle.

    Returns:
        two Digits: to learn from, and to test on.

    Raises:
        ValueError: one part would be empty.

    Source: Alpaydin & Kaynak 1998, Optical Recognition of Handwritten Digits, its test set.
    """
    from sklearn.datasets import load_digits

    source = load_digits()
    count = len(source.target)
    if not 0 < unseen < count:
        raise ValueError(f"of {count} images 1 to {count - 1} can be unseen, got {unseen}")
    order = np.random.default_rng(seed).permutation(count)
    images = (source.images / DARKEST).astype("float32")
    parts = order[:-unseen], order[-unseen:]
    licence = catalogue.dataset("digits").licence
    train, test = (Digits(images[rows], source.target[rows], licence) for rows in parts)
    return train, test


def films(digits, count, frames, *, seed):
    """Put images one after the other, each drawn anew: the same one may come twice.

    Args:
        digits: Digits to draw from.
        count: how many films.
        frames: images a film.
        seed: int.

    Returns:
        Films.

    Raises:
        ValueError: no films, or no frames.
    """
    if count < 1 or frames < 1:
        raise ValueError(f"at least one film of one frame, got {count} films of {frames}")
    drawn = np.random.default_rng(seed).integers(len(digits.labels), size=(count, frames))
    return Films(digits.images[drawn], digits.labels[drawn])


def in_words(number):
    """A number as English words: 342 is three hundred forty two, 70 is seventy.

    Args:
        number: int, 0 to 999.

    Returns:
        list of 1 to 4 str, all of them in WORDS.

    Raises:
        ValueError: the number is out of range.
    """
    if not 0 <= number <= 999:
        raise ValueError(f"numbers from 0 to 999 have words here, got {number}")
    hundreds, rest = divmod(number, 100)
    words = [DIGITS[hundreds], "hundred"] if hundreds else []
    if rest >= 20:
        words.append(TENS[rest // 10 - 2])
        rest %= 10
    if rest or not words:
        words.append((DIGITS + TEENS)[rest])
    return words
