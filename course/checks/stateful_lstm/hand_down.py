"""hand-down: the states to start an epoch with, from those at the end of the epoch before.

The states to start with come first.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    few, many = sorted(int(number) for number in rng.choice(range(3, 8), 2, replace=False))
    size = int(rng.integers(3, 6))
    return [
        _case(rng, many, few),
        _case(rng, few, many, with_equal_rows=True),
        _case(rng, size, size, with_zeros=True),
        _case(rng, few + 1, 1),
        _case(rng, 2, few),
        _case(rng, 1, many),
    ]


def _case(rng, rows, units, with_equal_rows=False, with_zeros=False):
    start = rng.uniform(-0.9, 0.9, size=(2, rows, units)).astype("float32")
    start[1] *= 3  # cell states may leave -1..1
    start[:, 0] = 0
    last = rng.uniform(-0.9, 0.9, size=(2, 1, units)).astype("float32")
    if with_equal_rows:
        start[:, -2] = start[:, -1]
    if with_zeros:
        start[:, 1] = 0
    kept = np.concatenate([start[:, 1:], last], axis=1)
    h, cell = kept
    zeros, no_row = np.zeros_like(h), np.zeros_like(last)

    def shifted(places):  # without axis: numbers in reading order
        return np.stack([np.roll(state, places) for state in kept])

    def from_zeros(states):
        return np.concatenate([no_row, states[:, 1:]], axis=1)

    rolled = np.roll(kept, 1, axis=1)
    only_row_1 = np.zeros_like(kept)
    only_row_1[:, 1:2] = kept[:, :1]
    mistakes = {
        "nothing was passed on: row r begins where another row has stopped": kept,
        "all rows start from zeros here, and only row 0 may; if you copied row by row, was a row "
        "overwritten before it was read?": (zeros, zeros),
        "row 0 is the beginning of the series: it starts from zeros": rolled,
        "row 0 starts from zeros in C, too": (start[0], rolled[1]),
        "row 0 starts from zeros in h, too": (rolled[0], start[1]),
        "row r continues from row r - 1, not from r + 1": (
            np.concatenate([kept[:, 1:], no_row], axis=1)
        ),
        "row r continues from the row above it, and row 0 from zeros": np.roll(kept, -1, axis=1),
        "row r continues from row r - 1, not from r + 1, and only row 0 has none before it": (
            np.concatenate([kept[:, 1:], kept[:, -1:]], axis=1)
        ),
        "row r continues from row r - 1, not from row r - 2": (
            np.concatenate([no_row, start[:, :-1]], axis=1)
        ),
        "rows are axis 0, units are axis 1: shift along the rows": np.roll(kept, 1, axis=2),
        "rows are axis 0, units are axis 1: the zeros belong to row 0, not to unit 0": (
            np.concatenate([np.zeros_like(kept[:, :, :1]), kept[:, :, :-1]], axis=2)
        ),
        "single numbers moved on by one place, not whole rows: np.roll needs axis=0": shifted(1),
        "row 0 is right, but then single numbers moved on by one place, not whole rows: np.roll "
        "needs axis=0": from_zeros(shifted(1)),
        "C is passed on as h is": (start[0], cell),
        "C is passed on as h is: not only row 0 of it changes": (start[0], from_zeros(kept)[1]),
        "C is passed on as it is, not through tanh": (start[0], np.tanh(start[1])),
        "C is passed on as h is, it is not reset": (start[0], zeros),
        "h is passed on as C is": (h, start[1]),
        "h is passed on as C is, it is not reset": (zeros, start[1]),
        "C comes from C: the second array is made from h again": (start[0], start[0]),
        "h comes from h: the first array is made from C": (start[1], start[1]),
        "first h, then C": (start[1], start[0]),
        "return two arrays, h and C": start[0],
        "every row continues from the row above it, not all from the last one": (
            kept[:, -1:].repeat(rows, axis=1)
        ),
        "each row takes what the row above it had, not what row 0 had; if you copied row by row, "
        "was a row overwritten before it was read?": (kept[:, :1].repeat(rows, axis=1)),
        "every row continues from one row, not from the average of all": (
            kept.mean(axis=1, keepdims=True).repeat(rows, axis=1)
        ),
        "the rows are shifted by one, not put in the opposite order": kept[:, ::-1],
        "row 0 starts from zeros, but the other rows continue from the row above them": (
            from_zeros(kept)
        ),
        "not only row 1 continues from the row above it": only_row_1,
        "the last row continues from the row above it, too": (
            np.concatenate([start[:, :-1], no_row], axis=1)
        ),
        "the last row does not keep its own state": (
            np.concatenate([start[:, :-1], kept[:, -1:]], axis=1)
        ),
        "as many rows as before: the last row's state is passed to no row": (
            np.concatenate([no_row, kept], axis=1)
        ),
        "as many rows as before: row 0 needs a state too": kept[:, :-1],
        "as many rows as before: the first row's state is passed to row 1": kept[:, 1:],
        "put the zeros before the other rows, not after them": (
            np.concatenate([kept[:, :-1], no_row], axis=1)
        ),
        "it is row 0 that starts from zeros, not the last row": (
            np.concatenate([rolled[:, :-1], no_row], axis=1)
        ),
        "row 0 starts from zeros, not from ones": (
            np.concatenate([np.ones_like(no_row), kept[:, :-1]], axis=1)
        ),
        "row 0 starts from zeros, not from its own last state": (
            np.concatenate([kept[:, :1], kept[:, :-1]], axis=1)
        ),
    }
    asks = f"h and C of shape {h.shape}, each row's state at its place in the series"
    return Case((h, cell), tuple(start), asks, mistakes)


hand_down = Check(
    "hand-down",
    2,
    _cases,
    tolerance=EXACT,  # states move, nothing is computed
    corners={
        "there is only one row": lambda h, c: len(h) == 1,
        "there are two rows": lambda h, c: len(h) == 2,
        "there are more than two rows": lambda h, c: len(h) > 2,
        "there is only one unit": lambda h, c: h.shape[1] == 1,
        "there are as many rows as units": lambda h, c: h.shape[0] == h.shape[1],
        "there are more rows than units": lambda h, c: h.shape[0] > h.shape[1],
        "there are more units than rows": lambda h, c: h.shape[0] < h.shape[1],
        "two rows have the same state": lambda h, c: len(np.unique(h, axis=0)) < len(h),
        "row 0 ends with a state of zeros": lambda h, c: not h[0].any(),
        "a number of C is above 1": lambda h, c: (c > 1).any(),
    },
    axes=("row", "unit"),
    parts=("h", "C"),
)
