"""clock-weights: weights of a net that counts ones and begins again at 0.

The net of threshold units is run, and what it says is judged.
"""

import itertools

import numpy as np

from course.checks.base.compare import Tolerance, close
from course.checks.base.core import Case, Check, Verdict
from course.checks.recurrence._shared import weight_arrays

LARGEST = 12
TOLERANCE = Tolerance(relative=0.0, absolute=1e-6)  # of counts up to 11, sums of units that are on


def _cases(rng):
    odd, even = rng.choice([5, 7, 9, 11]), rng.choice([4, 6, 8, 10])
    return [_case(rng, int(n)) for n in (2, 3, odd, even, LARGEST)]


def _case(rng, n):
    readings = [[1] * (3 * n + 1), [1] * (n - 1) + [0, 0, 1, 0, 1], [0, 0, 0, 1, 0]]
    readings += [rng.integers(0, 2, length).tolist() for length in (8, 40, 500)]
    asks = f"weights of a net that counts the ones and begins again at 0 after {n - 1}"
    return Case((n,), (n, readings), asks)


def _judge(case, outcome):
    names, shapes = ("U", "W", "V", "b"), ((1, None), (None, None), (None, 1), (None,))
    arrays, message = weight_arrays(outcome.value, names, shapes)
    if message:
        return Verdict(False, message)
    n, readings = case.expected
    u, w, v, b = arrays
    units = [_units(bits, u, w, b) for bits in readings]
    said = [(states @ v)[:, 0] for states in units]
    counts = [list(itertools.accumulate(bits)) for bits in readings]
    right = [[count % n for count in ones] for ones in counts]
    short = readings[:-1]  # enough to tell what the mistake was
    ways = {  # what would make it right
        "b is added, so a threshold of 0.5 is a bias of -0.5": (u, w, v, -b),
        "a sum of exactly 0 does not switch a unit on: put the threshold between two counts": (
            u, w, v, b + 0.5,
        ),
        "every unit comes on one count too early: lower b by 1": (u, w, v, b - 1),
        "every unit comes on one count too late: raise b by 1": (u, w, v, b + 1),
        "the output has the wrong sign: flip the sign of V": (u, w, -v, b),
        "U has to be 1 for every unit: each has to look at what is read": (np.ones_like(u), w, v, b),
        "W[i, j] leads from unit i to unit j, since s stands to the left of W: yours is transposed": (
            u, w.T, v, b,
        ),
        "W has the wrong sign": (u, -w, v, b),
    }  # fmt: skip
    parts = {  # the same, where one array as a whole is to be made anew
        "U, W and V are right: in b, let the units switch on at 1, at 2, and so on": (
            u, w, v, -(np.arange(len(b)) + 0.5),
        ),
        "U, V and b are right, W is not: every unit has to look at the count so far, s V": (
            u, v @ np.ones((1, len(w))), v, b,
        ),
    }  # fmt: skip

    def mended(ways):
        return [
            hint
            for hint, net in ways.items()
            if _agree([_count(x, *net) for x in short], right[:-1])
        ]

    passed = _agree(said, right)
    patterns = _patterns(readings, counts, n)
    hints = mended(ways)
    hints += [hint for hint, rows in patterns.items() if _agree(said, rows)]
    hints += mended(parts)
    facts = {
        "no unit is ever switched on": not any(states.any() for states in units),
        "the output is always 0: V has to read the count from the units": not any(
            row.any() for row in said
        ),
        "the units are right, but V reads them wrongly": _readable(units, right),
        "up to n - 1 it is right; at n the output has to be 0 again: look at the last entry of V, and at "
        "the last row of W": all(
            abs(value - count) < 1e-6
            for row, ones in zip(said, counts, strict=True)
            for value, count in zip(row, ones, strict=True)
            if count < n
        ),
    }
    hints += [hint for hint, holds in facts.items() if holds]
    counted = np.append(np.ones(len(w) - 1), 1 - len(w))[:, None]
    hints += mended(
        {
            "U and b are right: with two units on, V has to read 2, so each counts 1; and W follows V": (
                u, counted @ np.ones((1, len(w))), counted, b,
            )
        }
    )  # fmt: skip
    return Verdict(passed, _first_wrong(readings, said, right), tuple(hints))


def _patterns(readings, counts, n):
    """{hint: what a net that makes this mistake says at each step}."""

    def by_ones(change):
        return [[change(count) for count in ones] for ones in counts]

    zeros = [list(itertools.accumulate(1 - bit for bit in bits)) for bits in readings]
    return {
        "y(t) has to count x(t), too: it comes one step late": [
            [0, *(count % n for count in ones[:-1])] for ones in counts
        ],
        "it tells odd from even, whatever n is": by_ones(lambda count: count % 2),
        "it begins again one too early: the highest count is n - 1": by_ones(
            lambda count: count % max(n - 1, 1)
        ),
        "it begins again one too late: the highest count is n - 1": by_ones(
            lambda count: count % (n + 1)
        ),
        "it begins again at 1: after n - 1 comes 0": by_ones(
            lambda count: (count - 1) % max(n - 1, 1) + 1 if count else 0
        ),
        "it never begins again": by_ones(lambda count: count),
        "it stays at n - 1: after n - 1 comes 0": by_ones(lambda count: min(count, n - 1)),
        "it counts from 1, not from 0": by_ones(lambda count: count % n + 1),
        "it counts all steps: a 0 must not be counted": [
            [(step + 1) % n for step in range(len(bits))] for bits in readings
        ],
        "it counts the zeros": [[count % n for count in row] for row in zeros],
        "it forgets: W has to feed the count back": readings,
        "a 0 must not set the count back": [_runs(bits, n) for bits in readings],
        "once on, always on: W has to switch a unit off again": by_ones(
            lambda count: min(count, 1)
        ),
        "it counts down, not up": by_ones(lambda count: -count % n),
    }


def _runs(bits, n):
    """How many ones have been read since the last 0, in a circle."""
    runs = itertools.accumulate(bits, lambda run, bit: (run + 1) * bit)
    return [run % n for run in runs]


def _count(bits, u, w, v, b):
    """What a net of threshold units says after each bit."""
    return (_units(bits, u, w, b) @ v)[:, 0]


def _units(bits, u, w, b):
    """Which units are on after each bit: (steps, units)."""
    s = np.zeros(len(w))
    states = []
    for bit in bits:
        s = (bit * u[0] + s @ w + b > 0).astype(float)
        states.append(s)
    return np.array(states)


def _agree(said, rows):
    return all(
        np.all(close(np.asarray(row, float), np.asarray(others, float), TOLERANCE))
        for row, others in zip(said, rows, strict=True)
    )


def _readable(units, right):
    """Whether some V would read the right counts from the units."""
    states, counts = np.concatenate(units), np.concatenate(right)
    v, *_ = np.linalg.lstsq(states, counts, rcond=None)
    return bool(np.all(close(states @ v, counts.astype(float), TOLERANCE)))


def _first_wrong(readings, said, right):
    """The first place at which the net is wrong, in words, shortest input first."""
    for bits, values, truth in sorted(
        zip(readings, said, right, strict=True), key=lambda entry: len(entry[0])
    ):
        for step, (value, count) in enumerate(zip(values, truth, strict=True)):
            if abs(value - count) > 1e-6:
                read = " ".join(str(bit) for bit in bits[: step + 1][-20:])
                dots = "... " if step >= 20 else ""
                return f"after {dots}{read} it says {value:.3g}"
    return ""


clock_weights = Check(
    "clock-weights",
    3,
    _cases,
    judge=_judge,
    tolerance=TOLERANCE,
    corners={
        "n is 2": lambda n: n == 2,
        "n is 3": lambda n: n == 3,
        "n is an odd number above 3": lambda n: n > 3 and n % 2,
        "n is an even number from 4 to 10": lambda n: 3 < n < LARGEST and not n % 2,
        "n is 12": lambda n: n == LARGEST,
    },
)
