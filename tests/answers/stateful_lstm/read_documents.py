"""Answers to read-documents."""

import numpy as np

from tests.answers import Bank

bank = Bank("read-documents")
right, mistake = bank.right, bank.mistake


@right
def read_with_cell(windows, begins, weights):
    from keras import layers

    batches, rows, steps, inputs = windows.shape
    units = weights[1].shape[0]
    cell = layers.LSTMCell(units)
    cell.build((rows, inputs))
    cell.set_weights(weights)
    h = c = np.zeros((rows, units), "float32")
    outputs = np.zeros((batches, rows, steps, units), "float32")
    for batch in range(batches):
        for step in range(steps):
            goes_on = 1.0 - begins[batch, :, step, None]
            outputs[batch, :, step], (h, c) = cell(
                windows[batch, :, step], [h * goes_on, c * goes_on]
            )
    return outputs


@right
def read_in_numpy(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step])


@right
def read_with_layer_step_by_step(windows, begins, weights):
    """One LSTM layer, windows of a single step, states handed over with initial_state."""
    from keras import layers

    batches, rows, steps, inputs = windows.shape
    units = len(weights[1])
    layer = layers.LSTM(units, return_state=True)
    layer.build((rows, None, inputs))
    layer.set_weights(weights)
    stream, starts = np.concatenate(windows, axis=1), np.concatenate(begins, axis=1)
    h, c = np.zeros((2, rows, units), "float32")
    outputs = []
    for step in range(batches * steps):
        h, c = (np.where(starts[:, step, None], 0, state) for state in (h, c))
        out, h, c = layer(stream[:, step : step + 1], initial_state=[h, c])
        outputs.append(out)
    by_row = np.stack(outputs, axis=1)
    return np.stack(np.split(by_row, batches, axis=1))


@right
def read_one_by_one(windows, begins, weights):
    """Unfold the rows, read every document alone, fold again."""
    from keras import layers

    batches, rows, steps, inputs = windows.shape
    layer = layers.LSTM(len(weights[1]), return_sequences=True)
    layer.build((1, None, inputs))
    layer.set_weights(weights)
    outputs = []
    for stream, starts in zip(np.concatenate(windows, axis=1), np.concatenate(begins, axis=1)):
        documents = np.split(stream, np.flatnonzero(starts)[1:])
        outputs.append(np.concatenate([layer(document[None])[0] for document in documents]))
    return np.stack(np.split(np.stack(outputs), batches, axis=1))


def numpy_lstm(windows, weights, resets, resets_of_c=None, gates="ifno", cells=False):
    """resets(batch, step) says which rows are reset before a step."""

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    kernel, recurrent, bias = weights
    resets_of_c = resets_of_c or resets
    batches, rows, steps, _ = windows.shape
    h = c = np.zeros((rows, len(recurrent)), "float32")
    outputs = np.zeros((batches, rows, steps, len(recurrent)), "float32")
    for batch in range(batches):
        for step in range(steps):
            h = np.where(np.reshape(resets(batch, step), (-1, 1)), 0, h)
            c = np.where(np.reshape(resets_of_c(batch, step), (-1, 1)), 0, c)
            parts = windows[batch, :, step] @ kernel + h @ recurrent + bias
            gate = dict(zip(gates, np.split(parts, 4, axis=1)))
            c = sigmoid(gate["f"]) * c + sigmoid(gate["i"]) * np.tanh(gate["n"])
            h = sigmoid(gate["o"]) * np.tanh(c)
            outputs[batch, :, step] = c if cells else h
    return outputs


@mistake("must be reset where a document begins")
def read_never_reset(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: False)


@mistake("from one window to the next")
def read_reset_at_every_window_too(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step] | (step == 0))


@mistake("a window is not a document")
def read_reset_at_every_window(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: step == 0)


@mistake("a window is not a document")
def read_each_window_by_a_stateless_layer(windows, begins, weights):
    from keras import layers

    layer = layers.LSTM(len(weights[1]), return_sequences=True)
    layer.build((None, None, windows.shape[3]))
    layer.set_weights(weights)
    return np.stack([layer(window) for window in windows])


@mistake("only the rows in which")
def read_all_rows_reset(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step].any())


@mistake("not after it")
def read_reset_late(windows, begins, weights):
    def before(batch, step):
        if step:
            return begins[batch, :, step - 1]
        return begins[batch - 1, :, -1] if batch else False

    return numpy_lstm(windows, weights, before)


@mistake("in the middle of a window")
def read_reset_at_window_starts_only(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: begins[batch, :, 0] if step == 0 else False
    )


@mistake("not at the start of its window")
def read_reset_whole_windows(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: begins[batch].any(axis=1) if step == 0 else False
    )


@mistake("C must be reset too")
def read_only_h_reset(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: begins[batch, :, step], lambda batch, step: False
    )


@mistake("h must be reset too")
def read_only_c_reset(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: False, lambda batch, step: begins[batch, :, step]
    )


@mistake("upside down")
def read_mask_inverted(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: ~begins[batch, :, step])


@mistake("from step to step")
def read_reset_every_step(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: True)


@mistake("i, f, c, o")
def read_gates_mixed_up(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step], gates="ifon")


@mistake("not C")
def read_returns_cells(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step], cells=True)


@mistake("(batches, rows, steps, units)")
def read_not_folded(windows, begins, weights):
    return np.concatenate(read_in_numpy(windows, begins, weights), axis=1)


@mistake("not only its last")
def read_last_steps(windows, begins, weights):
    return read_in_numpy(windows, begins, weights)[:, :, -1]


@mistake("are swapped")
def read_rows_first(windows, begins, weights):
    return read_in_numpy(windows, begins, weights).swapaxes(0, 1)


@mistake("expected shape")
def read_returns_inputs(windows, begins, weights):
    return windows[0]


@mistake("use return")
def read_printed(windows, begins, weights):
    print(read_in_numpy(windows, begins, weights))
