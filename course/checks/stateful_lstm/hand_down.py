"""hand-down: the states to start an epoch with, from those at the end of the epoch before.

The states to start with come first.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [_case(rng, rows, units) for rows, units in ((4, 2), (6, 5), (1, 3), (3, 1))]


def _case(rng, rows, units):
    kept = rng.uniform(-0.9, 0.9, size=(2, rows, units)).astype("float32")
    kept[1] *= 3  # cell states may leave -1..1
    h, cell = kept
    start = np.zeros_like(kept)
    start[:, 1:] = kept[:, :-1]
    rolled = np.roll(kept, 1, axis=1)
    upwards = np.zeros_like(kept)
    upwards[:, :-1] = kept[:, 1:]
    zeros = np.zeros_like(h)
    mistakes = {
        "nothing was passed on: row r begins where another row has stopped": (h, cell),
        "that is a reset; only row 0 has nothing before it": (zeros, zeros),
        "row 0 is the beginning of the series: it starts from zeros": tuple(rolled),
        "row r continues from row r - 1, not from r + 1": tuple(upwards),
        "row r continues from the row above it, and row 0 from zeros": tuple(
            np.roll(kept, -1, axis=1)
        ),
        "rows are axis 0, units are axis 1: shift along the rows": tuple(np.roll(kept, 1, axis=2)),
        "C is passed on as h is": (start[0], cell),
        "C is passed on as h is, it is not reset": (start[0], zeros),
        "h is passed on as C is": (h, start[1]),
        "h is passed on as C is, it is not reset": (zeros, start[1]),
        "first h, then C": (start[1], start[0]),
        "return two arrays, h and C": start[0],
        "every row continues from the row above it, not all from the last one": (
            np.repeat(h[-1:], rows, axis=0), np.repeat(cell[-1:], rows, axis=0),
        ),
        "each row takes what the row above had: copy before you overwrite": (
            np.repeat(h[:1], rows, axis=0), np.repeat(cell[:1], rows, axis=0),
        ),
        "row 0 starts from zeros, but the other rows continue from the row above them": tuple(
            np.concatenate([start[:, :1], kept[:, 1:]], axis=1)
        ),
        "as many rows as before: the last row's state is passed to no row": (
            np.concatenate([zeros[:1], h]), np.concatenate([zeros[:1], cell]),
        ),
        "as many rows as before: row 0 needs a state too": (h[:-1], cell[:-1]),
        "row 0 starts from zeros, not from its own last state": tuple(
            np.concatenate([kept[:, :1], kept[:, :-1]], axis=1)
        ),
    }  # fmt: skip
    asks = f"h and C of shape {h.shape}, each row's state at its place in the series"
    return Case((h, cell), tuple(start), asks, mistakes)


hand_down = Check("hand-down", 2, _cases)
