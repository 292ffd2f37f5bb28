"""sinusoids: the position vectors of the Transformer, for any positions.

The right answer is the formula, number by number.
"""

import math

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    start = drawn(2, 30)
    return [
        _case(np.arange(3.0), 4),
        _case(start + np.arange(drawn(4, 7)), 2 * drawn(4, 7)),
        _case(rng.uniform(-99, 99, drawn(3, 7)).round(2), 8),
        _case(np.resize(rng.permutation(40)[: drawn(4, 6)] - 9, 7), 6),
        _case(rng.uniform(0, 3, 5).round(3), 2),
        _case(np.array([drawn(1, 99) + 0.25]), 2 * drawn(3, 6)),
        _case(np.resize([start / 2, -start, start / 2, 0], drawn(4, 7)), 10),
        _case(np.sort(rng.uniform(-5, 5, 6).round(1)), 6),
        _case(-np.arange(drawn(4, 6)) - 1, 12),
        _case(rng.uniform(-100, 100, drawn(9, 20)).round(1), 2 * drawn(16, 40)),
    ]


def _case(positions, width):
    positions = np.asarray(positions, float)
    right = np.zeros((len(positions), width))
    for row, position in zip(right, positions.tolist(), strict=True):
        for pair in range(width // 2):
            angle = position / 10_000 ** (2 * pair / width)
            row[2 * pair] = math.sin(angle)
            row[2 * pair + 1] = math.cos(angle)
    asks = f"shape {right.shape}, a sine and its cosine in turns"
    return Case((positions, width), right, asks)


def _of_angles(angles):
    """The table of angles (steps, width / 2) in the right arrangement."""
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(len(angles), -1)


def _angles(positions, width, exponent=None, base=10_000.0):
    """Angles of all pairs; exponent: takes their numbers i and the width, by default 2i / d."""
    pairs = np.arange(width // 2)
    exponents = 2 * pairs / width if exponent is None else exponent(pairs, width)
    return np.outer(positions, base**-exponents)


def _divided(positions, rates):
    with np.errstate(all="ignore"):
        return positions / rates


def _at(change):
    """The mistaken answer for other positions, a function of them."""
    return lambda positions, width: _of_angles(_angles(change(positions), width))


def _rated(exponent=None, base=10_000.0):
    """The mistaken answer with other rates."""
    return lambda positions, width: _of_angles(_angles(positions, width, exponent, base))


def _arranged(change):
    """The mistaken answer that does something else with angles (steps, width / 2)."""
    return lambda positions, width: change(_angles(positions, width))


def _each_its_own(exponent):
    """The mistaken answer in which every column has an angle of its own; exponent: of the columns, for d."""

    def answer(positions, width):
        columns = np.arange(width)
        angles = np.outer(positions, 10_000.0 ** -exponent(columns, width))
        return np.where(columns % 2, np.cos(angles), np.sin(angles))

    return answer


def _turning(change):
    return _arranged(lambda angles: _of_angles(change(angles)))


sinusoids = Check(
    "sinusoids",
    2,
    _cases,
    # float32: 6e-8 of a position up to 100, of its rate and of their product, so 2e-5 of an angle
    tolerance=Tolerance(0.0, absolute=5e-5),
    mistakes={
        "a sine and its cosine have the same angle: the exponent is 2i / d with i the number of the pair, "
        "not of the column": _each_its_own(lambda columns, d: 2 * columns / d),
        "a sine and its cosine have the same angle: columns 2i and 2i + 1 both use 2i / d": _each_its_own(
            lambda columns, d: columns / d
        ),
        "the rates fall too slowly: with i the number of the pair, the exponent is 2i / d, not i / d, and the "
        "base is 10000": _rated(lambda i, d: i / d),
        "the exponent is 2i / d, not 4i / d: i is the number of the pair": _rated(
            lambda i, d: 4 * i / d
        ),
        "the exponent is 2i / d, not 2i / (d - 2): the last rate is not 1 / 10000": _rated(
            lambda i, d: np.linspace(0, 1, len(i))
        ),
        "the exponent is 2i / d, not 2i": _rated(lambda i, d: 2 * i),
        "i counts from 0: the first pair has the position itself as its angle": _rated(
            lambda i, d: 2 * (i + 1) / d
        ),
        "divide the position by 10000^(2i / d), do not multiply": _rated(lambda i, d: -2 * i / d),
        "a power comes before a product: 2i / d is the exponent, put it in brackets": (
            lambda positions, width: _of_angles(
                np.outer(positions, np.arange(width // 2) / (10_000.0**2 * width))
            )
        ),
        "a power comes before a quotient: 2i / d is the exponent, put it in brackets": (
            lambda positions, width: _of_angles(
                np.outer(positions, 10_000.0 ** (-2 * np.arange(width // 2)) / width)
            )
        ),
        "10000 is raised to the power of 2i / d, not multiplied by it": lambda positions, width: (
            _of_angles(_divided(positions[:, None], 10_000.0 * (2 * np.arange(width // 2) / width)))
        ),
        "the base is 10000, not 1000": _rated(base=1_000.0),
        "the base is 10000, not 100000": _rated(base=100_000.0),
        "the base is 10000, not e": _rated(base=math.e),
        "the rates differ from pair to pair: 2i / d is a fraction, do not round it down": _rated(
            lambda i, d: 0 * i
        ),
        "the fastest pair comes first": _arranged(lambda angles: _of_angles(angles[:, ::-1])),
        "sines and cosines take turns: they do not stand in two halves": _arranged(
            lambda angles: np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
        ),
        "sines and cosines take turns, sines first: they do not stand in two halves": _arranged(
            lambda angles: np.concatenate([np.cos(angles), np.sin(angles)], axis=1)
        ),
        "the sine comes first, then its cosine": _arranged(
            lambda angles: np.stack([np.cos(angles), np.sin(angles)], -1).reshape(len(angles), -1)
        ),
        "odd columns are cosines, not sines": _arranged(
            lambda angles: np.repeat(np.sin(angles), 2, axis=1)
        ),
        "even columns are sines, not cosines": _arranged(
            lambda angles: np.repeat(np.cos(angles), 2, axis=1)
        ),
        "use the positions themselves, not their places, counted from 0": _at(
            lambda positions: np.arange(len(positions))
        ),
        "use the positions themselves, not their places, counted from 1": _at(
            lambda positions: np.arange(len(positions)) + 1
        ),
        "use the positions themselves, not how far they are from the first one": _at(
            lambda positions: positions - positions[0]
        ),
        "use the positions themselves, not how far they are from the smallest one": _at(
            lambda positions: positions - positions.min()
        ),
        "use the positions themselves, not all those from the first one on": _at(
            lambda positions: positions[0] + np.arange(len(positions))
        ),
        "positions are taken as they are, without adding 1": _at(lambda positions: positions + 1),
        "positions are taken as they are, without taking 1 from them": _at(
            lambda positions: positions - 1
        ),
        "positions can be fractions: do not cut them off": _at(np.trunc),
        "positions can be fractions: do not round them down": _at(np.floor),
        "positions can be fractions: do not round them": _at(np.round),
        "positions can be negative: keep their signs": _at(abs),
        "rows stand in the order of the positions given: do not sort them": _at(np.sort),
        "rows stand in the order of the positions given, one for each: also where one occurs twice": _at(
            np.unique
        ),
        "an angle is a fraction: do not round it down": _turning(np.floor),
        "angles are in radians: do not turn them into degrees": _turning(np.degrees),
        "angles are in radians: there is nothing to convert": _turning(np.radians),
        "the angle is p / 10000^(2i / d): there is no 2 pi in it": _turning(
            lambda angles: 2 * np.pi * angles
        ),
        "there is nothing to normalise: a row has the length sqrt(d / 2)": _arranged(
            lambda angles: _of_angles(angles) / np.sqrt(angles.shape[1])
        ),
        "return sines and cosines, not their angles": _arranged(
            lambda angles: np.repeat(angles, 2, axis=1)
        ),
        "return sines and cosines side by side, not only the sines": _arranged(np.sin),
    },
    corners={
        "positions are fractions": lambda positions, width: (positions % 1 != 0).any(),
        "positions are negative": lambda positions, width: (positions < 0).any(),
        "the first position is not 0": lambda positions, width: positions[0] != 0,
        "positions are 0, 1, 2, ...": lambda positions, width: (
            positions == np.arange(len(positions))
        ).all(),
        "positions are in no order": lambda positions, width: (
            (np.diff(positions) < 0).any() and (np.diff(positions) > 0).any()
        ),
        "a position occurs twice": lambda positions, width: (
            len(np.unique(positions)) < len(positions)
        ),
        "there is one position": lambda positions, width: len(positions) == 1,
        "there is one pair": lambda positions, width: width == 2,
        "there are many pairs": lambda positions, width: width > 30,
    },
    axes=("position", "column"),
)
