"""Tapes of random bits that a network reads and then writes: once, or as many times as it is told.

A tape is read one vector a step. The channel after the bits is kept for orders: a 1 there says that the
answer starts with the next step (`copy`); or a number, how often the vectors are to be written (`repeats`).
While the answer is due, all inputs are 0. So no vector of a tape is all 0, unless you ask for it: a net whose
controller has no memory of its own could not tell such a vector from the time to answer.
"""

from typing import NamedTuple

import numpy as np

BITS = 6
MOST_REPEATS = 10  # the order says repeats / 10: more would be a number that no net has met


class Tapes(NamedTuple):
    """Some tapes of one length.

    Attributes:
        inputs: float32 array (count, steps, bits + 1).
        targets: float32 array (count, steps, outputs), 0 or 1; all 0 where no answer is due.
        answer: float32 array (count, steps), 1 where an answer is due, else 0: the loss counts nothing else.
    """

    inputs: np.ndarray
    targets: np.ndarray
    answer: np.ndarray


def copy(count, length, *, seed, bits=BITS, blanks=False):
    """Tapes to be written once, from the first vector to the last.

    Args:
        count: int, tapes.
        length: int, vectors of a tape.
        seed: int, or a numpy Generator that is drawn from.
        bits: int, of a vector; all vectors are as likely.
        blanks: whether a vector may be all 0.

    Returns:
        Tapes of 2 length + 1 steps, with `bits` outputs.

    Raises:
        ValueError: a number is below 1, or bits above 30.

    Source: the copy task of Graves, Wayne & Danihelka 2014, section 4.1, which has vectors of 8 bits.
    """
    return _tapes(count, length, 1, seed, bits, blanks)


def repeats(count, length, times, *, seed, bits=BITS, blanks=False):
    """Tapes to be written several times over, and after that one step in which the end is told.

    Args:
        count, length, seed, bits, blanks: as for `copy`.
        times: int, how often the vectors are to be written.

    Returns:
        Tapes of length + 1 + length * times + 1 steps, with bits + 1 outputs: the last one is 1 in the last
        step alone, which says that the net has counted.

    Raises:
        ValueError: a number is below 1, or bits above 30.

    Source: the repeat copy task of Graves, Wayne & Danihelka 2014, section 4.2.
    """
    if times < 1:
        raise ValueError(f"times must be at least 1, got {times}")
    tapes = _tapes(count, length, times, seed, bits, blanks)
    inputs, targets, answer = (
        np.pad(array, ((0, 0), (0, 1), (0, more))[: array.ndim])
        for array, more in zip(tapes, (0, 1, 0), strict=True)
    )
    inputs[:, length, bits] = times / MOST_REPEATS
    targets[:, -1, bits] = 1
    answer[:, -1] = 1
    return Tapes(inputs, targets, answer)


def _tapes(count, length, times, seed, bits, blanks):
    for name, number in (("count", count), ("length", length), ("bits", bits)):
        if number < 1:
            raise ValueError(f"{name} must be at least 1, got {number}")
    if bits > 30:
        raise ValueError(f"bits must be at most 30, got {bits}")
    rng = np.random.default_rng(seed)
    numbers = rng.integers(0 if blanks else 1, 2**bits, (count, length, 1))
    vectors = (numbers >> np.arange(bits) & 1).astype("float32")
    due = length + 1  # the step of the first answer
    steps = due + length * times
    inputs = np.zeros((count, steps, bits + 1), "float32")
    targets, answer = np.zeros((count, steps, bits), "float32"), np.zeros((count, steps), "float32")
    inputs[:, :length, :bits] = vectors
    inputs[:, length, bits] = 1
    targets[:, due:] = np.tile(vectors, (1, times, 1))
    answer[:, due:] = 1
    return Tapes(inputs, targets, answer)
