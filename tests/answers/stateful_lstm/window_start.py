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


@right
def start_by_list_of_windows(length, rows, steps, batch, row):
    windows = [place for place in range(0, length - steps + 1, steps)]
    in_a_row = len(windows) // rows
    return windows[row * in_a_row : (row + 1) * in_a_row][batch]


@right
def start_by_rounding_a_float_down(length, rows, steps, batch, row):
    row_length = int(length / (rows * steps)) * steps
    return row * row_length + batch * steps


@right
def start_by_counting_batches(length, rows, steps, batch, row):
    batches = 0
    while length >= rows * steps:
        length -= rows * steps
        batches += 1
    return steps * (batch + batches * row)


@right
def start_by_numpy_floor(length, rows, steps, batch, row):
    return np.ravel_multi_index((row, batch, 0), (rows, length // rows // steps, steps))


@mistake("round the number of batches down before")
def start_divided_too_late(length, rows, steps, batch, row):
    windows_before = row * length // (rows * steps) + batch
    return windows_before * steps


@mistake("round down before you multiply by the row")
def start_row_length_rounded_too_late(length, rows, steps, batch, row):
    return int(row * (length / rows)) + batch * steps


@mistake("not at its start")
def start_after_the_rest(length, rows, steps, batch, row):
    rest = length % (rows * steps)
    return rest + start_by_formula(length, rows, steps, batch, row)


@mistake("no points are left over")
def start_one_point_less(length, rows, steps, batch, row):
    batches = (length - 1) // (rows * steps)
    return row * batches * steps + batch * steps


@mistake("no row comes before row 0")
def start_rows_from_one(length, rows, steps, batch, row):
    row_length = length // (rows * steps) * steps
    return (row - 1) * row_length + batch * steps


@mistake("the row below")
def start_end_of_row(length, rows, steps, batch, row):
    row_length = length // (rows * steps) * steps
    return (row + 1) * row_length + batch * steps


@mistake("the first point is 0")
def start_places_from_one(length, rows, steps, batch, row):
    return start_by_formula(length, rows, steps, batch, row) + 1


@mistake("not its windows")
def start_points_for_windows(length, rows, steps, batch, row):
    batches = length // rows
    return (batches * row + batch) * steps


@mistake("window in the rows above")
def start_rows_in_points(length, rows, steps, batch, row):
    return row * (length // rows // steps) + batch * steps


@mistake("too large")
def start_rounded_to_nearest(length, rows, steps, batch, row):
    batches = round(length / (rows * steps))
    return (row * batches + batch) * steps


@mistake("it returned")
def start_batches_of_the_picture(length, rows, steps, batch, row):
    return (row * 5 + batch) * steps


@mistake("too large")
def start_rest_in_last_row(length, rows, steps, batch, row):
    if row == rows - 1:
        return length - length // (rows * steps) * steps + batch * steps
    return start_by_formula(length, rows, steps, batch, row)


@mistake("too large")
def start_rest_shared_out(length, rows, steps, batch, row):
    return row * (length // rows) + batch * (length // rows // (length // (rows * steps)))


@mistake("too large")
def start_plus_instead_of_times(length, rows, steps, batch, row):
    batches = length // (rows + steps)
    return (row * batches + batch) * steps


@mistake("too large")
def start_without_brackets(length, rows, steps, batch, row):
    batches = length // rows * steps
    return (row * batches + batch) * steps


@mistake("window in the rows above")
def start_without_outer_brackets(length, rows, steps, batch, row):
    batches = length // (rows * steps)
    return row * batches + batch * steps


@mistake("one number is asked")
def start_as_tuple(length, rows, steps, batch, row):
    start = start_by_formula(length, rows, steps, batch, row)
    return start, start + steps


@mistake("only one row")
def start_from_the_end(length, rows, steps, batch, row):
    batches = length // (rows * steps)
    return ((rows - 1 - row) * batches + batch) * steps


@mistake("it returned")
def start_windows_slide(length, rows, steps, batch, row):
    return row * (length // rows) + batch


@mistake("it returned")
def start_in_whole_rows(length, rows, steps, batch, row):
    return batch * rows * steps + row * steps if length % (rows * steps) else row * steps


@mistake("too large")
def start_batch_times_rows(length, rows, steps, batch, row):
    batches = length // (rows * steps)
    return row * batches * steps + batch * rows * steps


@mistake("in row 0")
def start_row_zero_only_is_right(length, rows, steps, batch, row):
    if row == 0:
        return batch * steps
    return row * batch * steps
