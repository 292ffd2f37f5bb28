"""shift-and-sharpen: weights that are moved along a circle and sharpened.

The right answer hands out the weight of each row to the rows that it moves to, one by one.
"""

import math

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.memory._shared import all_quiet, one_hot, shares, soft, weights_differ

# float32: a sum of up to 50 products is wrong by up to 1e-6 of itself, its 20th power by 20 times that
ROUNDING = Tolerance(relative=5e-5, absolute=1e-7)


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def power(low, high):
        return round(float(rng.uniform(low, high)), 2)

    few, more = size(4, 6), size(7, 10)
    return [
        _case(np.array([0.5, 0.3, 0.2, 0]), one_hot(2, 3), 1),
        _case(shares(rng, more), one_hot(0, 3), size(2, 4)),
        _case(one_hot(few - 1, few), shares(rng, 3), power(1.2, 3)),
        _case(one_hot(0, more), shares(rng, 3), power(1.2, 2)),
        _case(shares(rng, more, zeros=2), shares(rng, 3), power(1.5, 4)),
        _case(shares(rng, few), shares(rng, 3), 1),
        _case(shares(rng, more), shares(rng, 5), power(1.1, 3)),
        _case(shares(rng, 12, zeros=5), shares(rng, 7, zeros=2), power(2, 5)),
        _case(shares(rng, more), np.ones(1), power(2, 4)),
        _case(shares(rng, 5), shares(rng, 5), power(1.2, 2)),
        _case(shares(rng, 3), shares(rng, 3), power(1.2, 3)),
        _case(np.ones(1), np.ones(1), power(3, 9)),
        _case(shares(rng, more), _uneven(rng), power(1.2, 3)),
        _case(shares(rng, few + 2), _uneven(rng)[::-1], power(1.2, 3)),
        _case(shares(rng, more), one_hot(size(0, 2), 5), size(2, 5)),
        _case(shares(rng, few + 4), shares(rng, 3), power(11, 19)),
        _case(np.full(50, 0.02), shares(rng, 5), 20),
        _case(shares(rng, 50), shares(rng, 3), 20),
        _case(_blurred(rng, 30), shares(rng, 9), power(4, 8)),
        _case(shares(rng, 2 * size(8, 12)), shares(rng, 3), power(2, 3)),
    ]


def _uneven(rng):
    """Shares whose mean is about 1, while the largest share is that of 2."""
    small = rng.uniform(0.02, 0.06, 3)
    rest = 1 - small.sum()
    return np.array([*small, 0.46 * rest, 0.54 * rest])


def _blurred(rng, rows):
    """Weights around a row in the middle of the circle, with nothing far away from it."""
    near = np.zeros(rows)
    near[rng.integers(9, 12) + np.arange(4)] = rng.permutation([0.1, 0.2, 0.3, 0.4])
    return near


def _case(weights, shift, sharpness):
    rows, reach = len(weights), len(shift) // 2
    came = [[] for _ in range(rows)]
    for row, weight in enumerate(weights.tolist()):
        for place, share in enumerate(shift.tolist()):
            came[(row + place - reach) % rows].append(weight * share)
    totals = [math.fsum(parts) for parts in came]
    high = max(totals)
    heights = [(total / high) ** sharpness for total in totals]
    right = np.array(heights) / math.fsum(heights)
    return Case((weights, shift, sharpness), right, f"{rows} weights that sum to 1")


def _offsets(shift):
    return range(-(len(shift) // 2), len(shift) // 2 + 1)


def _rolled(weights, shift, of=None):
    """Weights moved by shares of offsets; `of` takes the shift and gives others."""
    offsets = _offsets(shift) if of is None else of(shift)
    rolled = [np.roll(weights, by) * share for by, share in zip(offsets, shift, strict=True)]
    return np.sum(rolled, axis=0)


def _powers(moved, sharpness):
    heights = moved**sharpness
    return heights / heights.sum()


def _by(move):
    """The mistaken answer that moves in another way, a function of weights and shift."""
    return lambda w, s, g: _powers(move(w, s), g)


def _then(sharpen):
    """The mistaken answer that does something else with the moved weights, a function of them and gamma."""
    return lambda w, s, g: sharpen(_rolled(w, s), g)


def _lost(weights, shift):
    """What leaves the rows at one end does not come back at the other."""
    moved, rows = np.zeros(len(weights)), len(weights)
    for row in range(rows):
        for by, share in zip(_offsets(shift), shift, strict=True):
            if 0 <= row + by < rows:
                moved[row + by] += weights[row] * share
    return moved


def _lost_at(weights, shift, last):
    """What leaves the rows at one of both ends does not come back, be it the last row or the first."""
    moved, rows = np.zeros(len(weights)), len(weights)
    for row in range(rows):
        for by, share in zip(_offsets(shift), shift, strict=True):
            if (row + by < rows) if last else (row + by >= 0):
                moved[(row + by) % rows] += weights[row] * share
    return moved


def _repeated(weights, shift):
    """The weights of both ends go on for ever."""
    reach, rows = len(shift) // 2, len(weights)
    places = np.subtract.outer(np.arange(rows), np.arange(-reach, reach + 1)).clip(0, rows - 1)
    return weights[places] @ shift


def _held(weights, shift):
    """What leaves the rows at one end stays in the last of them."""
    moved, rows = np.zeros(len(weights)), len(weights)
    for row in range(rows):
        for by, share in zip(_offsets(shift), shift, strict=True):
            moved[min(max(row + by, 0), rows - 1)] += weights[row] * share
    return moved


def _by_index(weights, shift):
    """`shift[j]` for j = -r ... r: a negative index counts from the end."""
    return sum(shift[by] * np.roll(weights, by) for by in _offsets(shift))


def _three_only(weights, shift):
    """A shift of one row at the most, whatever there is."""
    middle = len(shift) // 2
    kept = shift[max(middle - 1, 0) : middle + 2]
    return _rolled(weights, kept)


def _first_three(weights, shift):
    return sum(share * np.roll(weights, by - 1) for by, share in enumerate(shift[:3]))


def _mean_offset(shift):
    return round(float(np.dot(_offsets(shift), shift)))


def _largest(shift):
    return one_hot(np.argmax(shift), len(shift))


MISTAKES = {
    "a shift of 1 takes the weight of a row to the next row, not to the one before it": _by(
        lambda w, s: _rolled(w, s[::-1])
    ),
    "the rows form a circle: what leaves at either end comes back at the other, it is not lost": _by(
        _lost
    ),
    "the rows form a circle: what leaves at one end comes back at the other, it does not stay there": (
        _by(_held)
    ),
    "the rows form a circle: before the first one comes the last one, not the first once more": _by(
        _repeated
    ),
    "the rows form a circle: what goes on from the last row comes to the first, it is not lost": _by(
        lambda w, s: _lost_at(w, s, last=True)
    ),
    "the rows form a circle: what goes back from the first row comes to the last, it is not lost": _by(
        lambda w, s: _lost_at(w, s, last=False)
    ),
    "the first share is that of the shift -r, not of 0": _by(
        lambda w, s: _rolled(w, s, lambda shift: range(len(shift)))
    ),
    "the first share is that of the shift -r, not of 0, and a shift of 1 goes to the next row": _by(
        lambda w, s: _rolled(w, s, lambda shift: range(0, -len(shift), -1))
    ),
    "the first share is that of the shift -r, not of 1": _by(
        lambda w, s: _rolled(w, s, lambda shift: range(1, len(shift) + 1))
    ),
    "the first share is that of the shift -r: there are (2 r + 1) // 2 before the middle": _by(
        lambda w, s: _rolled(w, s, lambda shift: [by - 1 for by in _offsets(shift)])
    ),
    "`shift[j]` with a negative j counts from the end: the middle of `shift` is the share of 0": _by(
        _by_index
    ),
    "there may be more than three shares: r is half of their number, rounded down": _by(
        _three_only
    ),
    "there may be more than three shares: r is not always 1": _by(
        lambda w, s: _rolled(w, s, lambda shift: range(-1, len(shift) - 1))
    ),
    "there may be more than three shares, and these are not the first three": _by(_first_three),
    "all shifts take part, each by its share, not only the largest": _by(
        lambda w, s: _rolled(w, _largest(s))
    ),
    "all shifts take part, each by its share: do not move by their mean": _by(
        lambda w, s: np.roll(w, _mean_offset(s))
    ),
    "the shares as they are: they are no scores, so no softmax": _by(
        lambda w, s: _rolled(w, soft(s))
    ),
    "the weights are not moved at all": _by(lambda w, s: w),
    "one sum over the shifts: do not move again what has moved already": _by(
        lambda w, s: _rolled(_rolled(w, s), s)
    ),
    "a weight goes away from its row: do not add what was there before": _by(
        lambda w, s: w + _rolled(w, s)
    ),
    "the weights as they are: they are no scores, so no softmax": _by(
        lambda w, s: _rolled(soft(w), s)
    ),
    "move first, then sharpen": lambda w, s, g: _rolled(_powers(w, g), s),
    "sharpen what has moved, once: not before it as well": lambda w, s, g: (
        _powers(_rolled(_powers(w, g), s), g)
    ),
    "move first, then sharpen; and divide by the sum at the end": lambda w, s, g: _rolled(w**g, s),
    "sharpen the weights, not the shares of the shifts": lambda w, s, g: _rolled(w, _powers(s, g)),
    "sharpening is missing: these weights have moved only": _then(lambda u, g: u),
    "divide the powers by their sum": _then(lambda u, g: u**g),
    "divide the powers by their sum, not by the largest": _then(lambda u, g: u**g / (u**g).max()),
    "divide the powers by their sum, not by their length": _then(
        lambda u, g: u**g / np.linalg.norm(u**g)
    ),
    "divide the powers by their sum, not by their number": _then(lambda u, g: u**g / len(u)),
    "gamma is a power, not a factor in front of the weights": _then(lambda u, g: g * u),
    "gamma is the power, not 1 / gamma, which blurs": _then(lambda u, g: _powers(u, 1 / g)),
    "gamma is the power, not 1 + gamma": _then(lambda u, g: _powers(u, 1 + g)),
    "gamma is the power, not gamma - 1": _then(lambda u, g: _powers(u, g - 1)),
    "gamma as it is: no 1 + softplus": _then(
        lambda u, g: _powers(u, 1 + np.logaddexp(0, g))
    ),
    "gamma as it is: do not round it": _then(lambda u, g: _powers(u, np.floor(g))),
    "gamma as it is: the power is not always 2": _then(lambda u, g: _powers(u, 2)),
    "gamma may be up to 20: it has no other limit": _then(lambda u, g: _powers(u, min(g, 10))),
    "gamma is the exponent and the weight the base, not the other way round": _then(
        lambda u, g: g**u / (g**u).sum()
    ),
    "a power of the weights, no softmax of gamma times the weights": _then(
        lambda u, g: soft(g * u)
    ),
    "a power of the weights and then the sum: no softmax of the powers": _then(
        lambda u, g: soft(u**g)
    ),
    "sharpening does not take all: only the largest weight is left": _then(
        lambda u, g: one_hot(u.argmax(), len(u))
    ),
    "sharpened weights alone: what was there before sharpening is not multiplied by them": _then(
        lambda u, g: u * _powers(u, g)
    ),
} | {
    f"what you add to the weights is too much: {small:g}": _then(
        lambda u, g, small=small: _powers(u + small, g)
    )
    for small in (0.01, 1e-3, 1e-4)
}  # fmt: skip


def _wraps(by):
    """Whether something goes over the end of the rows in a direction."""

    def holds(w, s, g):
        reach = len(s) // 2
        ends = [
            (w[-j:] if by > 0 else w[:j]).any() and s[reach + by * j] for j in range(1, reach + 1)
        ]
        return any(ends)

    return holds


shift_and_sharpen = Check(
    "shift-and-sharpen",
    2,
    _cases,
    compare=weights_differ,
    tolerance=ROUNDING,
    mistakes=all_quiet(MISTAKES),
    corners={
        "one shift has a share of 1": lambda w, s, g: s.max() == 1 < len(s),
        "several shifts have a share": lambda w, s, g: np.count_nonzero(s) > 1,
        "there is no shift but 0": lambda w, s, g: len(s) == 1,
        "there are more than three shares": lambda w, s, g: len(s) > 3,
        "there are as many shares as rows": lambda w, s, g: len(s) == len(w) > 1,
        "one row has all the weight": lambda w, s, g: w.max() == 1 < len(w),
        "a row has no weight": lambda w, s, g: 0 in w,
        "all rows have the same weight": lambda w, s, g: len(w) > 1 and np.ptp(w) == 0,
        "there is one row": lambda w, s, g: len(w) == 1,
        "there are 50 rows": lambda w, s, g: len(w) == 50,
        "sharpness is 1": lambda w, s, g: g == 1,
        "sharpness is above 1": lambda w, s, g: g > 1,
        "sharpness is a whole number": lambda w, s, g: g == int(g),
        "sharpness is above 10": lambda w, s, g: g > 10,
        "a weight goes from the last row to the first": _wraps(1),
        "a weight goes from the first row to the last": _wraps(-1),
    },
    axes=("row",),
)  # fmt: skip
