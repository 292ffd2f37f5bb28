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
