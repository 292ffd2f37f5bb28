"""window-start: the place in the series of the first point of a window.

The sizes come first, then the length of the series.
"""

import math

from course.checks.base.core import Case, Check


def _cases(rng):
    rows, steps, batches = (int(number) for number in rng.permutation([3, 5, 7]))
    return [
        _case(4, 3, 5, rest=0, batch=3, row=2),
        _case(6, 2, 4, rest=0, batch=3, row=0),
        _case(2, 5, 3, rest=7, batch=0, row=1),
        _case(rows, steps, batches, rest=rows + 1, batch=1, row=2),
        _case(rows, steps, batches, rest=rows * steps - 1, batch=batches - 1, row=rows - 1),
    ]


def _case(rows, steps, batches, rest, batch, row):
    length = rows * batches * steps + rest
    begins = iter(range(0, length, steps))  # windows of the series, one after the other
    grid = [[next(begins) for _ in range(batches)] for _ in range(rows)]
    right = grid[row][batch]
    mistakes = {
        "the next window of the series lies in the same row, one batch later": (
            (batch * rows + row) * steps
        ),
        "the points left over lie at the end of the series, not at the end of each row": (
            row * (length // rows) + batch * steps
        ),
        "a batch that is not full is not used: round down": (
            (row * math.ceil(length / (rows * steps)) + batch) * steps
        ),
        "count points, not windows": row * batches + batch,
        "batch and row are swapped": (batch * batches + row) * steps,
        "a row holds as many windows as there are batches, not rows": (row * rows + batch) * steps,
        "windows do not overlap: row r begins after all windows of the rows above it": (
            (row + batch) * steps
        ),
        "count from 0: batch 0 is the first": (row * batches + batch - 1) * steps,
        "that is where the window ends": right + steps,
        "that is the window's last point": right + steps - 1,
        "the rows above come before it: is the row used?": batch * steps,
        "the windows to its left come before it: is the batch used?": row * batches * steps,
        "batches: each takes rows times steps points": row * (length // steps) * steps
        + batch * steps,
        "a window has steps points, not one": row * batches * steps + batch,
    }
    asks = "the place of the window's first point"
    return Case((length, rows, steps, batch, row), right, asks, mistakes)


window_start = Check("window-start", 1, _cases)
