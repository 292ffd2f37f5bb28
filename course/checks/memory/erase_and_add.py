"""erase-and-add: what a write head does to a memory.

The right answer is made number by number.
"""

import functools
import math

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.memory._shared import all_quiet, one_hot, shares

# float32: four roundings of numbers up to 10; what cancels in 1 - w e is at most 6e-8 of them
ROUNDING = Tolerance(relative=1e-5, of_largest=1e-6, absolute=1e-9)


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def vector(count):
        return rng.uniform(0.5, 3, count).round(2) * rng.choice([-1, 1], count)

    def gates(count):
        return rng.permutation(np.linspace(0.1, 0.9, count)).round(2)

    few, more = size(2, 4), size(5, 8)
    memory = np.array([[1.0, 2, 3], [4, 5, 6]])
    return [
        _case(memory, one_hot(1, 2), np.ones(3), np.array([7.0, 8, 9])),  # a row is replaced
        _case(vector((more, few)), shares(rng, more), gates(few), vector(few)),
        _case(vector((few, more)), shares(rng, few), np.ones(more), vector(more)),
        _case(vector((more, few)), shares(rng, more), np.zeros(few), vector(few)),
        _case(vector((4, more)), shares(rng, 4), gates(more), np.zeros(more)),
        _case(vector((more, 4)), one_hot(size(1, more - 1), more), gates(4), vector(4)),
        _case(vector((5, 5)), shares(rng, 5), gates(5), vector(5)),
        _case(
            vector((more, more)),
            shares(rng, more, zeros=2),
            rng.permutation([0, 1, *gates(more - 2)]),
            vector(more),
        ),
        _case(np.full((9, few), 1e-6), shares(rng, 9), gates(few), vector(few)),
        _case(vector((1, more)), np.ones(1), gates(more), vector(more)),
        _case(vector((more, 1)), shares(rng, more), gates(2)[:1], vector(1)),
        _case(vector((few, few)), np.zeros(few), gates(few), vector(few)),
        _case(vector((3, 4)), shares(rng, 3) * 0.5, gates(4), vector(4)),
    ]


def _case(memory, weights, erase, add):
    right = np.zeros(memory.shape)
    for row, weight in enumerate(weights.tolist()):
        for column, (gone, new) in enumerate(zip(erase.tolist(), add.tolist(), strict=True)):
            old = float(memory[row, column])
            right[row, column] = math.fsum([old, -old * weight * gone, new * weight])
    asks = f"a memory of shape {right.shape}"
    looked_at = np.repeat(weights[:, None] > 0, len(add), axis=1)
    places = {
        "in rows that the head looks at": looked_at,
        "in rows that the head does not look at": ~looked_at,
    }
    return Case((memory, weights, erase, add), right, asks, places=places)


def _parts(kept, added):
    """The mistaken answer that keeps and adds something else; both take (m, w, e, a), with w as a column."""

    def answer(memory, weights, erase, add):
        inputs = memory, weights[:, None], erase, add
        return kept(*inputs) + added(*inputs)

    return answer


def _kept(m, w, e, a):
    return m - m * w * e


def _added(m, w, e, a):
    return w * a


def _changed(change):
    """The mistaken answer that changes the arguments."""
    return lambda *inputs: _parts(_kept, _added)(*change(*inputs))


def _hard(weights):
    return one_hot(weights.argmax(), len(weights)) * (weights.max() > 0)


def _transposed(memory, weights, erase, add):
    """Rows and columns are exchanged: numpy does not mind where there are as many of both."""
    return memory * (1 - weights * erase[:, None]) + weights * add[:, None]


MISTAKES = {
    "erase first, then add: what is added is not erased": lambda m, w, e, a: (
        (m + np.outer(w, a)) * (1 - np.outer(w, e))
    ),
    "what is erased depends on `erase`, too, not only on the weights": _parts(
        lambda m, w, e, a: m * (1 - w), _added
    ),
    "what is erased depends on the weights, too: other rows stay as they are": _parts(
        lambda m, w, e, a: m * (1 - e), _added
    ),
    "what is added depends on the weights, too: other rows get nothing": _parts(
        _kept, lambda m, w, e, a: a + 0 * w
    ),
    "what is erased and what is added depend on the weights, too": _parts(
        lambda m, w, e, a: m * (1 - e), lambda m, w, e, a: a + 0 * w
    ),
    "one factor, 1 - w e: not (1 - w) (1 - e), which erases either by itself": _parts(
        lambda m, w, e, a: m * (1 - w) * (1 - e), _added
    ),
    "multiply the memory by 1 - w e, do not subtract w e from it": _parts(
        lambda m, w, e, a: m - w * e, _added
    ),
    "multiply the memory by 1 - w e, not by w e: 1 in `erase` wipes out": _parts(
        lambda m, w, e, a: m * w * e, _added
    ),
    "1 in `erase` wipes out and 0 keeps, not the other way round": _parts(
        lambda m, w, e, a: m * (1 - w * (1 - e)), _added
    ),
    "the memory loses what is erased: 1 - w e, not 1 + w e": _parts(
        lambda m, w, e, a: m + m * w * e, _added
    ),
    "w a is added, not subtracted": _parts(_kept, lambda m, w, e, a: -w * a),
    "nothing is added": _parts(_kept, lambda m, w, e, a: 0),
    "nothing is erased": _parts(lambda m, w, e, a: m, _added),
    "the old memory is missing: what is not erased stays": _parts(lambda m, w, e, a: 0 * m, _added),
    "that is what is kept and lost: add to the memory, do not return the change alone": _parts(
        lambda m, w, e, a: -m * w * e, _added
    ),
    "`erase` does not hold back what is added": _parts(_kept, lambda m, w, e, a: w * e * a),
    "`erase` does not hold back what is added, and neither does what it leaves": _parts(
        _kept, lambda m, w, e, a: w * (1 - e) * a
    ),
    "`erase` belongs to what is lost: here it is multiplied with what is added": _parts(
        lambda m, w, e, a: m * (1 - w), lambda m, w, e, a: w * e * a
    ),
    "a weight belongs to one row: do not write to all rows with each of them": lambda m, w, e, a: (
        functools.reduce(lambda now, weight: now * (1 - weight * e) + weight * a, w, m)
    ),
    "`add` as it is: no tanh": _changed(lambda m, w, e, a: (m, w, e, np.tanh(a))),
    "`erase` as it is: no sigmoid": _changed(
        lambda m, w, e, a: (m, w, 1 / (1 + np.exp(-e)), a)
    ),
    "w a is added once": _parts(_kept, lambda m, w, e, a: 2 * w * a),
    "a row keeps what it has and gets w a: do not mix by 1 - w": _parts(
        lambda m, w, e, a: (1 - w) * (m - m * w * e), _added
    ),
    "a row belongs to a weight, a column to a number of `erase` and `add`: not the other way round": (
        _transposed
    ),
    "all rows that the head looks at are written, each by its share, not only the first among them": (
        _changed(lambda m, w, e, a: (m, _hard(w), e, a))
    ),
    "the weights as they are: do not divide them by their sum": _changed(
        lambda m, w, e, a: (m, w / w.sum(), e, a)
    ),
    "the weights as they are: no softmax": _changed(
        lambda m, w, e, a: (m, np.exp(w) / np.exp(w).sum(), e, a)
    ),
    "`erase` as it is, a vector: do not take its mean": _changed(
        lambda m, w, e, a: (m, w, np.full(len(e), e.mean()), a)
    ),
    "`erase` as it is: do not round it": _changed(lambda m, w, e, a: (m, w, np.round(e), a)),
    "`erase` and `add` are exchanged": _changed(lambda m, w, e, a: (m, w, a, e)),
    "the weights are how much the head looks at a row, not how little": _changed(
        lambda m, w, e, a: (m, 1 - w, e, a)
    ),
    "the weights as they are, not their squares": _changed(lambda m, w, e, a: (m, w**2, e, a)),
    "a weight belongs to the row of the same number: do not turn them around": _changed(
        lambda m, w, e, a: (m, w[::-1], e, a)
    ),
    "what is erased is erased by the weight once": _parts(
        lambda m, w, e, a: m * (1 - w * e) ** 2, _added
    ),
    "the new memory, not what a head reads from it": lambda m, w, e, a: (
        w @ _parts(_kept, _added)(m, w, e, a)
    ),
}  # fmt: skip

erase_and_add = Check(
    "erase-and-add",
    1,
    _cases,
    tolerance=ROUNDING,
    mistakes=all_quiet(MISTAKES),
    corners={
        "the head looks at one row alone": lambda m, w, e, a: w.max() == 1,
        "the head looks at several rows": lambda m, w, e, a: np.count_nonzero(w) > 1,
        "the head looks at some rows and not at others": lambda m, w, e, a: (
            1 < np.count_nonzero(w) < len(w)
        ),
        "the head looks nowhere": lambda m, w, e, a: not w.any(),
        "weights sum to less than 1": lambda m, w, e, a: w.sum() < 0.99,
        "everything is to be erased": lambda m, w, e, a: (e == 1).all(),
        "nothing is to be erased": lambda m, w, e, a: not e.any(),
        "some numbers are to be kept and others to be wiped out": lambda m, w, e, a: (
            0 in e and 1 in e
        ),
        "nothing is to be added": lambda m, w, e, a: not a.any(),
        "the memory has as many rows as columns": lambda m, w, e, a: m.shape[0] == m.shape[1],
        "the memory has one row": lambda m, w, e, a: m.shape[0] == 1,
        "rows have one number": lambda m, w, e, a: m.shape[1] == 1,
        "the memory is nearly 0": lambda m, w, e, a: abs(m).max() < 1e-5,
    },
    axes=("row", "column"),
)
