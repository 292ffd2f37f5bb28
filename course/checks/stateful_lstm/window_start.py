"""window-start: the place in the series of the first point of a window.

The sizes come first, then the length of the series.
"""

import math

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    def three(low, high):  # different numbers
        return (int(number) for number in rng.choice(range(low, high), 3, replace=False))

    rows, steps, batches = three(4, 9)
    more_rows, more_steps, more_batches = three(5, 12)
    few, equal, many = (int(rng.integers(*limits)) for limits in ((3, 6), (3, 20), (900, 1100)))
    return [
        _case(4, 3, 5, rest=0, batch=3, row=2),  # the picture's example
        _case(rows, steps, batches, rest=rows * steps - 1, batch=batches - 1, row=rows - 1),
        _case(more_rows, more_steps, more_batches, rest=more_rows - 1, batch=2, row=3),
        _case(equal, equal, more_batches, rest=0, batch=1, row=equal - 1),
        _case(1, more_steps, batches, rest=1, batch=batches - 2, row=0),
        _case(rows + 1, 1, few, rest=rows - 1, batch=1, row=rows - 1),
        _case(more_rows, steps, 1, rest=0, batch=0, row=more_rows - 1),
        _case(rows, more_steps, more_batches, rest=rows - 1, batch=0, row=0),
        _case(more_rows, rows, many, rest=more_rows * rows - 2, batch=many - few, row=3),
    ]


def _case(rows, steps, batches, rest, batch, row):
    length = rows * batches * steps + rest
    begins = iter(range(0, length, steps))  # windows of the series, one after the other
    grid = [[next(begins) for _ in range(batches)] for _ in range(rows)]
    right = grid[row][batch]
    whole = rows * steps  # points of a batch
    mistakes = {
        "the next window of the series lies in the same row, one batch later": (
            (batch * rows + row) * steps
        ),
        "the points left over lie at the end of the series, not at the end of each row": (
            row * (length // rows) + batch * steps
        ),
        "a row holds whole windows: round down before you multiply by the row": (
            row * length // rows + batch * steps
        ),
        "round the number of batches down before you multiply it by the row": (
            (row * length // whole + batch) * steps
        ),
        "the points left over lie at the end of the series, not at its start": right + rest,
        "a batch that is not full is not used: round down": (
            (row * math.ceil(length / whole) + batch) * steps
        ),
        "count points, not windows": row * batches + batch,
        "batch and row are swapped": (batch * batches + row) * steps,
        "a row holds as many windows as there are batches, not rows": (row * rows + batch) * steps,
        "windows do not overlap: row r begins after all windows of the rows above it": (
            (row + batch) * steps
        ),
        "batches are counted from 0: batch 0 is the first": (row * batches + batch - 1) * steps,
        "rows are counted from 0: no row comes before row 0": (
            ((row - 1) * batches + batch) * steps
        ),
        "that is where the row below has its window": right + batches * steps,
        "that is where the window ends": right + steps,
        "that is the window's last point": right + steps - 1,
        "places are counted from 0: the first point is 0": right + 1,
        "the rows above come before it: is the row used?": batch * steps,
        "the windows to its left come before it: is the batch used?": row * batches * steps,
        "batches: each takes rows times steps points": row * (length // steps) * steps
        + batch * steps,
        "length // rows counts the points of a row, not its windows": (
            (row * (length // rows) + batch) * steps
        ),
        "a window of the batch has steps points, not one": row * batches * steps + batch,
        "a window in the rows above has steps points, not one": row * batches + batch * steps,
    }  # fmt: skip
    asks = "the place of the window's first point"
    return Case((length, rows, steps, batch, row), right, asks, mistakes)


def _left_over(length, rows, steps):
    return length % (rows * steps)


window_start = Check(
    "window-start",
    1,
    _cases,
    tolerance=EXACT,  # places are counted
    corners={
        "there is only one row": lambda length, rows, steps, batch, row: rows == 1,
        "a window has only one point": lambda length, rows, steps, batch, row: steps == 1,
        "there is only one batch": lambda length, rows, steps, batch, row: (
            length < 2 * rows * steps
        ),
        "rows and steps are equal": lambda length, rows, steps, batch, row: rows == steps,
        "no points are left over": lambda length, rows, steps, batch, row: (
            _left_over(length, rows, steps) == 0
        ),
        "as many points are left over as can be": lambda length, rows, steps, batch, row: (
            _left_over(length, rows, steps) == rows * steps - 1 > 0
        ),
        "fewer points are left over than there are rows": lambda length, rows, steps, batch, row: (
            0 < _left_over(length, rows, steps) < rows
        ),
        "a whole window or more is left over": lambda length, rows, steps, batch, row: (
            _left_over(length, rows, steps) >= steps
        ),
        "the window is the first of all": lambda length, rows, steps, batch, row: batch == row == 0,
        "the window is in row 0": lambda length, rows, steps, batch, row: row == 0,
        "the window is in batch 0": lambda length, rows, steps, batch, row: batch == 0,
        "the window is in the last row": lambda length, rows, steps, batch, row: row == rows - 1,
        "the window is in the last batch": lambda length, rows, steps, batch, row: (
            batch == length // (rows * steps) - 1
        ),
        "the series has thousands of points": lambda length, rows, steps, batch, row: length > 5000,
    },
)
