"""Answers to window-start."""

import numpy as np

from tests.answers import Bank

bank = Bank("window-start")
right, mistake = bank.right, bank.mistake


@right
def start_by_formula(length, rows, steps, batch, row):
    batches = length // (rows * steps)
    return (row * batches + batch) * steps


@right
def start_by_reshape(length, rows, steps, batch, row):
    used = length - length % (rows * steps)
    return np.arange(used).reshape(rows, -1, steps)[row, batch, 0]


@right
def start_by_walking(length, rows, steps, batch, row):
    row_length = length // (rows * steps) * steps
    place = 0
    for _ in range(row):
        place += row_length
    for _ in range(batch):
        place += steps
    return place


@mistake("one batch later")
def start_batch_after_batch(length, rows, steps, batch, row):
    return (batch * rows + row) * steps


@mistake("not at the end of each row")
def start_with_left_over_points(length, rows, steps, batch, row):
    return row * (length // rows) + batch * steps


@mistake("round down")
def start_rounded_up(length, rows, steps, batch, row):
    batches = -(-length // (rows * steps))
    return (row * batches + batch) * steps


@mistake("count points")
def start_in_windows(length, rows, steps, batch, row):
    return row * (length // (rows * steps)) + batch


@mistake("are swapped")
def start_exchanged(length, rows, steps, batch, row):
    return (batch * (length // (rows * steps)) + row) * steps


@mistake("as there are batches")
def start_rows_for_batches(length, rows, steps, batch, row):
    return (row * rows + batch) * steps


@mistake("do not overlap")
def start_overlapping(length, rows, steps, batch, row):
    return row * steps + batch * steps


@mistake("batch 0 is the first")
def start_from_one(length, rows, steps, batch, row):
    return (row * (length // (rows * steps)) + batch - 1) * steps


@mistake("where the window ends")
def start_end(length, rows, steps, batch, row):
    return start_by_formula(length, rows, steps, batch, row) + steps


@mistake("last point")
def start_last(length, rows, steps, batch, row):
    return start_by_formula(length, rows, steps, batch, row) + steps - 1


@mistake("is the row used")
def start_without_row(length, rows, steps, batch, row):
    return batch * steps


@mistake("is the batch used")
def start_without_batch(length, rows, steps, batch, row):
    return row * (length // (rows * steps)) * steps


@mistake("rows times steps")
def start_batches_without_rows(length, rows, steps, batch, row):
    return row * (length // steps) * steps + batch * steps


@mistake("not one")
def start_batch_in_points(length, rows, steps, batch, row):
    return row * (length // (rows * steps)) * steps + batch


@mistake("whole number")
def start_as_float(length, rows, steps, batch, row):
    batches = (length - length % (rows * steps)) / (rows * steps)
    return (row * batches + batch) * steps


@mistake("expected a number")
def start_as_range(length, rows, steps, batch, row):
    start = start_by_formula(length, rows, steps, batch, row)
    return list(range(start, start + steps))
