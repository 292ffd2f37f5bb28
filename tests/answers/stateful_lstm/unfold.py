"""Answers to unfold."""

import numpy as np

from tests.answers import Bank

bank = Bank("unfold")
right, mistake = bank.right, bank.mistake


@right
def unfold_by_swapaxes(outputs, rows):
    windows, steps, units = outputs.shape
    by_batch = outputs.reshape(windows // rows, rows, steps, units)
    return by_batch.swapaxes(0, 1).reshape(windows * steps, units)


@right
def unfold_by_slices(outputs, rows):
    return np.concatenate([window for row in range(rows) for window in outputs[row::rows]])


@right
def unfold_by_lists(outputs, rows):
    series = []
    for row in range(rows):
        for window in range(row, len(outputs), rows):
            series.extend(outputs[window].tolist())
    return series


@right
def unfold_by_index(outputs, rows):
    order = np.arange(len(outputs)).reshape(-1, rows).T.ravel()
    return outputs[order].reshape(-1, outputs.shape[2])


@right
def unfold_by_keras(outputs, rows):
    from keras import ops

    by_batch = ops.reshape(outputs, (-1, rows, *outputs.shape[1:]))
    return ops.reshape(ops.transpose(by_batch, (1, 0, 2, 3)), (-1, outputs.shape[2]))


@mistake("still batch after batch")
def unfold_only_reshaped(outputs, rows):
    return outputs.reshape(-1, outputs.shape[2])


@mistake("split into (batches, rows)")
def unfold_split_wrongly(outputs, rows):
    by_row = outputs.reshape(rows, -1, *outputs.shape[1:])
    return by_row.swapaxes(0, 1).reshape(-1, outputs.shape[2])


@mistake("one axis of time")
def unfold_rows_apart(outputs, rows):
    series = unfold_by_swapaxes(outputs, rows)
    return series.reshape(rows, -1, outputs.shape[2])


@mistake("into one axis of time")
def unfold_not_joined(outputs, rows):
    return outputs.reshape(-1, rows, *outputs.shape[1:]).swapaxes(0, 1)


@mistake("swap them, then join")
def unfold_only_split(outputs, rows):
    return outputs.reshape(-1, rows, *outputs.shape[1:])


@mistake("the steps stay together")
def unfold_steps_exchanged(outputs, rows):
    by_batch = outputs.reshape(-1, rows, *outputs.shape[1:])
    return by_batch.swapaxes(0, 2).reshape(-1, outputs.shape[2])


@mistake("not windows and steps")
def unfold_windows_and_steps_exchanged(outputs, rows):
    return outputs.swapaxes(0, 1).reshape(-1, outputs.shape[2])


@mistake("axis of the units")
def unfold_flat(outputs, rows):
    return unfold_by_swapaxes(outputs, rows).ravel()


@mistake("units are axis 1")
def unfold_transposed(outputs, rows):
    return unfold_by_swapaxes(outputs, rows).T


@mistake("not backwards")
def unfold_reversed(outputs, rows):
    return unfold_by_swapaxes(outputs, rows)[::-1]


@mistake("all rows are part")
def unfold_first_row(outputs, rows):
    return outputs[::rows].reshape(-1, outputs.shape[2])


@mistake("last step")
def unfold_last_steps(outputs, rows):
    return np.concatenate([outputs[row::rows, -1] for row in range(rows)])


@mistake("ValueError")
def unfold_wrong_shape(outputs, rows):
    return outputs.reshape(rows, rows + 1, -1)


@mistake("use return")
def unfold_printed(outputs, rows):
    print(unfold_by_swapaxes(outputs, rows))


@right
def unfold_by_copying(outputs, rows):
    windows, steps, units = outputs.shape
    batches = windows // rows
    series = np.zeros((windows * steps, units))
    for row in range(rows):
        for batch in range(batches):
            start = (row * batches + batch) * steps
            series[start : start + steps] = outputs[batch * rows + row]
    return series


@right
def unfold_by_einsum(outputs, rows):
    by_batch = outputs.reshape(-1, rows, *outputs.shape[1:])
    return np.einsum("brsu->rbsu", by_batch).reshape(-1, outputs.shape[-1])


@right
def unfold_by_sorting_windows(outputs, rows):
    order = sorted(range(len(outputs)), key=lambda window: (window % rows, window // rows))
    return [step for window in order for step in outputs[window]]


@right
def unfold_by_splitting(outputs, rows):
    batches = np.split(outputs, len(outputs) // rows)
    by_row = np.concatenate(batches, axis=1)
    return np.vstack(by_row)


@mistake("reshape alone")
def unfold_reshaped_into_rows(outputs, rows):
    return outputs.reshape(rows, -1, outputs.shape[2])


@mistake("batches are still apart")
def unfold_rows_of_a_batch_joined(outputs, rows):
    batches = len(outputs) // rows
    return outputs.reshape(batches, rows * outputs.shape[1], outputs.shape[2])


@mistake("now join windows and steps")
def unfold_windows_sorted(outputs, rows):
    return np.concatenate([outputs[row::rows] for row in range(rows)])


@mistake("batches come before the steps")
def unfold_step_by_step(outputs, rows):
    series = []
    for row in range(rows):
        for step in range(outputs.shape[1]):
            series.extend(outputs[row::rows, step])
    return np.array(series)


@mistake("not rows and steps")
def unfold_steps_before_rows(outputs, rows):
    by_batch = outputs.reshape(-1, rows, *outputs.shape[1:])
    return by_batch.transpose(0, 2, 1, 3).reshape(-1, outputs.shape[2])


@mistake("side by side")
def unfold_rows_stacked_sideways(outputs, rows):
    parts = [outputs[row::rows].reshape(-1, outputs.shape[2]) for row in range(rows)]
    return np.concatenate(parts, axis=1)


@mistake("not only the first")
def unfold_first_unit(outputs, rows):
    return unfold_by_swapaxes(outputs, rows)[:, 0]


@mistake("units are an axis of their own")
def unfold_transposed_and_reshaped(outputs, rows):
    series = unfold_by_swapaxes(outputs, rows)
    return series.T.reshape(series.shape)


@mistake("order of time already")
def unfold_windows_backwards(outputs, rows):
    return unfold_by_swapaxes(outputs[:, ::-1], rows)


@mistake("batch 0 comes first")
def unfold_batches_backwards(outputs, rows):
    by_batch = outputs.reshape(-1, rows, *outputs.shape[1:])[::-1]
    return by_batch.swapaxes(0, 1).reshape(-1, outputs.shape[2])


@mistake("not only batch 0")
def unfold_first_batch(outputs, rows):
    return np.concatenate([outputs[row] for row in range(rows)])


@mistake("the last row is part")
def unfold_without_last_row(outputs, rows):
    parts = [outputs[row::rows].reshape(-1, outputs.shape[2]) for row in range(rows - 1)]
    return np.concatenate(parts or [np.zeros((0, outputs.shape[2]))])


@mistake("the last batch is part")
def unfold_without_last_batch(outputs, rows):
    return unfold_by_swapaxes(outputs[:-rows], rows) if len(outputs) > rows else outputs[:0, 0]


@mistake("begins at window b * rows")
def unfold_batches_for_rows(outputs, rows):
    batches = len(outputs) // rows
    windows = []
    for row in range(rows):
        for batch in range(batches):
            windows.append(outputs[row + batch * batches])
    return np.vstack(windows)


@mistake("not windows and steps")
def unfold_fortran(outputs, rows):
    return outputs.reshape(-1, outputs.shape[2], order="F")


@mistake("only one unit")
def unfold_one_unit_assumed(outputs, rows):
    by_batch = outputs.reshape(-1, rows, outputs.shape[1], 1)
    return by_batch.swapaxes(0, 1).reshape(-1, 1)


@mistake("cannot reshape")
def unfold_sizes_of_the_picture(outputs, rows):
    return outputs.reshape(5, 4, 3, -1).swapaxes(0, 1).reshape(60, -1)


@mistake("two windows are equal")
def unfold_unique(outputs, rows):
    _, first = np.unique(unfold_by_swapaxes(outputs, rows), axis=0, return_index=True)
    return unfold_by_swapaxes(outputs, rows)[np.sort(first)]


@mistake("only one unit")
def unfold_averaged_over_units(outputs, rows):
    return unfold_by_swapaxes(outputs, rows).mean(axis=1, keepdims=True)


@mistake("right points in another order")
def unfold_rolled_by_one_window(outputs, rows):
    return np.roll(unfold_by_swapaxes(outputs, rows), outputs.shape[1], axis=0)


@mistake("only one row")
def unfold_second_row_first(outputs, rows):
    return np.concatenate([outputs[(row + 1) % rows :: rows] for row in range(rows)]).reshape(
        -1, outputs.shape[2]
    )


@mistake("right points in another order")
def unfold_every_second(outputs, rows):
    return np.concatenate([outputs[0::2], outputs[1::2]]).reshape(-1, outputs.shape[2])


@mistake("right points in another order")
def unfold_split_by_steps(outputs, rows):
    steps = outputs.shape[1]
    return (
        outputs.reshape(-1, steps, rows, outputs.shape[2])
        .swapaxes(0, 1)
        .reshape(-1, outputs.shape[2])
    )


@mistake("right numbers in another order")
def unfold_transposed_windows(outputs, rows):
    by_batch = outputs.reshape(-1, rows, outputs.shape[2], outputs.shape[1])
    return by_batch.swapaxes(0, 1).swapaxes(2, 3).reshape(-1, outputs.shape[2])


@mistake("right points in another order")
def unfold_each_row_backwards(outputs, rows):
    return np.concatenate(
        [outputs[row::rows].reshape(-1, outputs.shape[2])[::-1] for row in range(rows)]
    )
