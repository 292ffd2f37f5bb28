"""clock-weights: weights of a net that counts ones and begins again at 0.

The net of threshold units is run, and what it says is judged.
"""

import itertools

import numpy as np

from course.checks.base.core import Case, Check, Verdict
from course.checks.recurrence._shared import weight_arrays


def _cases(rng):
    larger = int(rng.choice([6, 7, 9]))
    return [_case(rng, n) for n in (2, 3, larger, 12)]


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
    said = [_count(bits, u, w, v, b) for bits in readings]
    counts = [list(itertools.accumulate(bits)) for bits in readings]
    right = [[count % n for count in ones] for ones in counts]
    ways = {
        "b is added, so a threshold of 0.5 is a bias of -0.5": (u, w, v, -b),
        "a sum of exactly 0 does not switch a unit on: put the threshold between two counts": (
            u, w, v, b + 0.5,
        ),
        "every unit comes on one count too early: lower b by 1": (u, w, v, b - 1),
        "every unit comes on one count too late: raise b by 1": (u, w, v, b + 1),
        "V gives the complement: flip the sign of V": (u, w, -v, b),
        "U is 0 for some unit: every unit has to read the input": (np.ones_like(u), w, v, b),
        "W[i, j] leads from unit i to unit j, since s stands to the left of W: yours is transposed": (
            u, w.T, v, b,
        ),
    }  # fmt: skip
    if np.array_equal(w, w.T):
        ways.popitem()  # the transposed one, the last
    short = readings[:-1]  # enough to tell what the mistake was
    hints = [
        hint
        for hint, weights in ways.items()
        if _agree([_count(bits, *weights) for bits in short], right[:-1])
    ]
    passed = _agree(said, right)
    before = [
        [(value, count) for value, count in zip(row, ones, strict=True) if count < n]
        for row, ones in zip(said, counts, strict=True)
    ]
    found = {
        "y(t) must count x(t), too: it comes one step late": _agree(
            said, [[0, *row[:-1]] for row in right]
        ),
        "that tells odd from even, whatever n is": _agree(
            said, [[count % 2 for count in ones] for ones in counts]
        ),
        "it begins again one too early: the highest count is n - 1": _agree(
            said, [[count % max(n - 1, 1) for count in ones] for ones in counts]
        ),
        "it begins again one too late: the highest count is n - 1": _agree(
            said, [[count % (n + 1) for count in ones] for ones in counts]
        ),
        "it counts all steps: a 0 must not be counted": _agree(
            said, [[(step + 1) % n for step in range(len(ones))] for ones in counts]
        ),
        "it forgets: W must feed the count back": _agree(said, readings),
        "once on, always on: W must switch a unit off again": _agree(
            said, [[min(count, 1) for count in ones] for ones in counts]
        ),
        "it counts down, not up": _agree(said, [[-count % n for count in ones] for ones in counts]),
        "no unit is ever switched on": not any(_units(bits, u, w, b).any() for bits in short),
        "all units have the same threshold: let them switch on at 1, at 2, and so on": (
            len(b) > 1 and np.ptp(b) == 0
        ),
        "the units are right, but V reads them wrongly": _readable(short, right[:-1], u, w, b),
        "up to n - 1 it is right; at n the output must be 0 again: look at the last entry of V, and at "
        "the last row of W": all(
            abs(value - count) < 1e-6 for row in before for value, count in row
        ),
    }
    hints += [hint for hint, explains in found.items() if explains]
    return Verdict(passed, _first_wrong(readings, said, right), tuple(hints))


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


def _agree(said, right):
    return all(np.allclose(row, others, atol=1e-6) for row, others in zip(said, right, strict=True))


def _readable(readings, right, u, w, b):
    """Whether some V would read the right counts from the units."""
    states = np.concatenate([_units(bits, u, w, b) for bits in readings])
    counts = np.concatenate(right)
    v, *_ = np.linalg.lstsq(states, counts, rcond=None)
    return bool(np.allclose(states @ v, counts, atol=1e-6))


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


clock_weights = Check("clock-weights", 3, _cases, judge=_judge)
