"""Answers to read-documents."""

import numpy as np

from tests.answers import Bank

bank = Bank("read-documents")
right, mistake = bank.right, bank.mistake


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


@right
def read_with_a_stateful_layer(windows, begins, weights):
    """A stateful layer reads windows of one step; its states are overwritten where documents begin."""
    from keras import layers

    batches, rows, steps, inputs = windows.shape
    layer = layers.LSTM(len(weights[1]), stateful=True)
    layer.build((rows, 1, inputs))
    layer.set_weights(weights)
    outputs = []
    for window, starts in zip(windows, begins):
        read = []
        for step in range(steps):
            for state in layer.states:
                state.assign(np.where(starts[:, step, None], 0.0, state))
            read.append(np.asarray(layer(window[:, step : step + 1])))
        outputs.append(np.stack(read, axis=1))
    return np.array(outputs)


@right
def read_row_by_row(windows, begins, weights):
    """Plain loops over rows and steps; vectors of a single row."""
    batches, rows, steps, _ = windows.shape
    kernel, recurrent, bias = (np.asarray(weight, "float64") for weight in weights)
    units = len(recurrent)
    outputs = np.empty((batches, rows, steps, units))
    for row in range(rows):
        for batch in range(batches):
            for step in range(steps):
                if begins[batch, row, step]:
                    h, c = np.zeros(units), np.zeros(units)
                z = windows[batch, row, step] @ kernel + h @ recurrent + bias
                i, f, o = (1 / (1 + np.exp(-z[k * units : (k + 1) * units])) for k in (0, 1, 3))
                c = f * c + i * np.tanh(z[2 * units : 3 * units])
                h = o * np.tanh(c)
                outputs[batch, row, step] = h
    return outputs


@right
def read_with_own_layer_of_keras(windows, begins, weights):
    """The beginnings are one more input; a cell around the cell takes them off again."""
    import keras
    from keras import layers, ops

    units = len(weights[1])

    class ResettingCell(layers.Layer):
        def __init__(self):
            super().__init__()
            self.cell = layers.LSTMCell(units)
            self.state_size = self.cell.state_size

        def build(self, shape):
            self.cell.build((shape[0], shape[-1] - 1))

        def call(self, inputs, states):
            kept = 1 - inputs[:, -1:]
            return self.cell(inputs[:, :-1], [state * kept for state in states])

    stream = np.concatenate(windows, axis=1)
    starts = np.concatenate(begins, axis=1)[..., None].astype("float32")
    reader = layers.RNN(ResettingCell(), return_sequences=True)
    reader.build((len(stream), None, stream.shape[2] + 1))
    reader.set_weights(weights)
    read = reader(ops.concatenate([stream, starts], axis=2))
    return keras.ops.convert_to_numpy(ops.stack(ops.split(read, len(windows), axis=1)))


@right
def read_in_lists(windows, begins, weights):
    """Lists of arrays, no array is made in advance."""
    rows, units = windows.shape[1], weights[1].shape[0]
    states = [(np.zeros(units), np.zeros(units))] * rows
    outputs = []
    for window, starts in zip(windows, begins):
        of_rows = []
        for row in range(rows):
            of_steps = []
            for x, start in zip(window[row], starts[row]):
                h, c = (0 * states[row][0], 0 * states[row][1]) if start else states[row]
                i, f, g, o = np.split(x @ weights[0] + h @ weights[1] + weights[2], 4)
                c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
                h = np.tanh(c) / (1 + np.exp(-o))
                states[row] = h, c
                of_steps.append(h)
            of_rows.append(of_steps)
        outputs.append(of_rows)
    return outputs


def cell_by_cell(
    windows, begins, weights, formula, kept=lambda begins, batch, step: ~begins[batch, :, step]
):
    """An LSTM whose step is `formula(z_i, z_f, z_c, z_o, h, c) -> h, c`."""
    batches, rows, steps, _ = windows.shape
    h = c = np.zeros((rows, len(weights[1])), "float32")
    outputs = []
    for batch in range(batches):
        outputs.append([])
        for step in range(steps):
            keep = np.asarray(kept(begins, batch, step)).reshape(-1, 1)
            h, c = h * keep, c * keep
            z = windows[batch, :, step] @ weights[0] + h @ weights[1] + weights[2]
            h, c = formula(*np.split(z, 4, axis=1), h, c)
            outputs[-1].append(h)
    return np.array(outputs).swapaxes(1, 2)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@mistake("not o times C")
def read_without_outer_tanh(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * c, c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("h needs the output gate")
def read_without_output_gate(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("not from the old one")
def read_with_old_c(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        h = sigmoid(o) * np.tanh(c)
        return h, sigmoid(f) * c + sigmoid(i) * np.tanh(g)

    return cell_by_cell(windows, begins, weights, formula)


@mistake("only the gates through the sigmoid")
def read_with_sigmoid_for_tanh(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f) * c + sigmoid(i) * sigmoid(g)
        return sigmoid(o) * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("the new content goes through tanh")
def read_with_raw_content(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f) * c + sigmoid(i) * g
        return sigmoid(o) * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("the old C is multiplied by f")
def read_without_forgetting(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c += sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("multiplied by i")
def read_without_input_gate(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f) * c + np.tanh(g)
        return sigmoid(o) * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("the old C is missing")
def read_without_old_c(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f)
        c = sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("by f, not by i")
def read_with_copied_gate(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        i, f, o = sigmoid(i), sigmoid(i), sigmoid(o)
        c = f * c + i * np.tanh(g)
        return o * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("not what is forgotten")
def read_with_f_upside_down(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = (1 - sigmoid(f)) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("not 1 - i")
def read_with_coupled_gates(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = c + sigmoid(i) * (np.tanh(g) - c)
        return sigmoid(o) * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("is the bias")
def read_without_bias(windows, begins, weights):
    kernel, recurrent, bias = weights
    return read_in_numpy(windows, begins, [kernel, recurrent, np.zeros_like(bias)])


@mistake("added once")
def read_with_bias_twice(windows, begins, weights):
    kernel, recurrent, bias = weights
    return read_in_numpy(windows, begins, [kernel, recurrent, bias + bias])


@mistake("h of the step before")
def read_without_recurrence(windows, begins, weights):
    outputs = np.zeros((*windows.shape[:3], len(weights[1])))
    c = np.zeros((windows.shape[1], len(weights[1])))
    for batch, window in enumerate(windows):
        for step in range(window.shape[1]):
            c[begins[batch, :, step]] = 0
            i, f, g, o = np.split(window[:, step] @ weights[0] + weights[2], 4, axis=1)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            outputs[batch, :, step] = sigmoid(o) * np.tanh(c)
    return outputs


@mistake("i comes first, then f")
def read_with_f_first(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step], gates="fino")


@mistake("f comes second, o last")
def read_in_order_of_the_slides(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step], gates="fion")


@mistake("f comes before c")
def read_with_content_second(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step], gates="info")


@mistake("side by side")
def read_gates_interleaved(windows, begins, weights):
    units = len(weights[1])

    def of_gates(weight):
        return weight.reshape(*weight.shape[:-1], units, 4).swapaxes(-1, -2).reshape(weight.shape)

    return read_in_numpy(windows, begins, [of_gates(weight) for weight in weights])


@mistake("not only when a document begins in all rows")
def read_reset_when_all_begin(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step].all())


@mistake("not one step earlier")
def read_reset_early(windows, begins, weights):
    stream = np.concatenate(begins, axis=1)

    def after(batch, step):
        place = batch * begins.shape[2] + step + 1
        return stream[:, place] if place < stream.shape[1] else False

    return numpy_lstm(windows, weights, after)


@mistake("not only at the first step of the window")
def read_begins_of_first_step(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, 0])


@mistake("not at every step of its window")
def read_reset_in_whole_window(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch].any(axis=1))


@mistake("in later batches too")
def read_begins_of_first_batch(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: begins[0, :, step] if not batch else False
    )


@mistake("not only the first")
def read_first_beginning_of_window(windows, begins, weights):
    def first(batch, step):
        return begins[batch].any(axis=1) & (begins[batch].argmax(axis=1) == step)

    return numpy_lstm(windows, weights, first)


@mistake("not only the last")
def read_last_beginning_of_window(windows, begins, weights):
    def last(batch, step):
        return begins[batch, :, step] & ~begins[batch, :, step + 1 :].any(axis=1)

    return numpy_lstm(windows, weights, last)


@mistake("C is kept from one window to the next")
def read_c_reset_at_windows(windows, begins, weights):
    return numpy_lstm(
        windows, weights,
        lambda batch, step: begins[batch, :, step],
        lambda batch, step: begins[batch, :, step] | (step == 0),
    )  # fmt: skip


@mistake("h is kept from one window to the next")
def read_h_reset_at_windows(windows, begins, weights):
    return numpy_lstm(
        windows, weights,
        lambda batch, step: begins[batch, :, step] | (step == 0),
        lambda batch, step: begins[batch, :, step],
    )  # fmt: skip


@mistake("first step of a document is read too")
def read_zeros_where_a_document_begins(windows, begins, weights):
    outputs = read_in_numpy(windows, begins, weights)
    outputs[begins] = 0
    return outputs


@mistake("rows and steps are swapped")
def read_steps_before_rows(windows, begins, weights):
    return read_in_numpy(windows, begins, weights).transpose(0, 2, 1, 3)


@mistake("rows before steps")
def read_steps_in_one_list(windows, begins, weights):
    read = read_in_numpy(windows, begins, weights)
    return [read[batch, :, step] for batch in range(len(read)) for step in range(read.shape[2])]


@mistake("rows and batches have to change places")
def read_reshaped_by_row(windows, begins, weights):
    read = read_in_numpy(windows, begins, weights)
    return np.concatenate(read, axis=1).reshape(read.shape)


@mistake("rows and steps have to change places")
def read_reshaped_by_step(windows, begins, weights):
    read = read_in_numpy(windows, begins, weights)
    return read.swapaxes(1, 2).reshape(read.shape)


@mistake("not only the last")
def read_only_last_batch(windows, begins, weights):
    return read_in_numpy(windows, begins, weights)[-1]


@mistake("not the last state of each row")
def read_last_states(windows, begins, weights):
    return read_in_numpy(windows, begins, weights)[-1, :, -1]


@mistake("only one row")
def read_with_begins_of_row_0(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, 0, step])


@mistake("numbers are wrong")
def read_with_begins_transposed(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[step, :, batch])


@mistake("numbers are wrong")
def read_input_zeroed_at_begin(windows, begins, weights):
    return read_in_numpy(windows * ~begins[..., None], begins, weights)


@mistake("after the first one of their row")
def read_state_halved(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c

    def kept(begins, batch, step):
        return np.where(begins[batch, :, step], 0.5, 1.0)

    return cell_by_cell(windows, begins, weights, formula, kept)


@mistake("into which a document goes on")
def read_all_rows_share_a_state(windows, begins, weights):
    outputs = np.zeros((*windows.shape[:3], len(weights[1])))
    h = c = np.zeros(len(weights[1]))
    for batch in range(len(windows)):
        for row in range(windows.shape[1]):
            for step in range(windows.shape[2]):
                if begins[batch, row, step]:
                    h, c = 0 * h, 0 * c
                z = windows[batch, row, step] @ weights[0] + h @ weights[1] + weights[2]
                i, f, g, o = np.split(z, 4)
                c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
                h = outputs[batch, row, step] = sigmoid(o) * np.tanh(c)
    return outputs


@mistake("is 0")
def read_last_row_missing(windows, begins, weights):
    outputs = read_in_numpy(windows, begins, weights)
    outputs[:, -1] = 0
    return outputs


@mistake("is 0")
def read_last_step_missing(windows, begins, weights):
    outputs = read_in_numpy(windows, begins, weights)
    outputs[:, :, -1] = 0
    return outputs


@mistake("into which a document goes on")
def read_windows_from_one_step_before(windows, begins, weights):
    """The state at a window's start is the one before the last step of the window before."""
    batches, rows, steps, _ = windows.shape
    outputs = np.zeros((batches, rows, steps, len(weights[1])))
    kept = np.zeros((2, rows, len(weights[1])))
    for batch in range(batches):
        h, c = kept
        for step in range(steps):
            kept = np.array([h, c])
            goes_on = ~begins[batch, :, step, None]
            h, c = h * goes_on, c * goes_on
            i, f, g, o = np.split(
                windows[batch, :, step] @ weights[0] + h @ weights[1] + weights[2], 4, axis=1
            )
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = outputs[batch, :, step] = sigmoid(o) * np.tanh(c)
    return outputs


@mistake("numbers are wrong")
def read_h_mask_upside_down(windows, begins, weights):
    return numpy_lstm(
        windows,
        weights,
        lambda batch, step: ~begins[batch, :, step],
        lambda batch, step: begins[batch, :, step],
    )


@mistake("numbers are wrong")
def read_hard_sigmoid(windows, begins, weights):
    def hard(x):
        return np.clip(x / 6 + 0.5, 0, 1)

    def formula(i, f, g, o, h, c):
        c = hard(f) * c + hard(i) * np.tanh(g)
        return hard(o) * np.tanh(c), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("running total")
def read_outputs_added_up(windows, begins, weights):
    return read_in_numpy(windows, begins, weights).cumsum(axis=2)


@mistake("could not broadcast")
def read_with_units_of_the_lab(windows, begins, weights):
    read = read_in_numpy(windows, begins, weights)
    outputs = np.zeros((6, 4, 4, 16))
    outputs[: len(read), : read.shape[1], : read.shape[2], : read.shape[3]] = read
    return outputs


@mistake("numbers are wrong")
def read_relu_for_tanh(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f) * c + sigmoid(i) * np.maximum(g, 0)
        return sigmoid(o) * np.maximum(c, 0), c

    return cell_by_cell(windows, begins, weights, formula)


@mistake("not whole windows")
def read_reset_layer_for_a_window(windows, begins, weights):
    from keras import layers

    batches, rows, steps, inputs = windows.shape
    layer = layers.LSTM(len(weights[1]), return_sequences=True, stateful=True)
    layer.build((rows, steps, inputs))
    layer.set_weights(weights)
    outputs = []
    for window, starts in zip(windows, begins):
        if np.any(starts):
            layer.reset_state()
        outputs.append(layer(window).numpy())
    return np.array(outputs)


@mistake("not only at the first of a window")
def read_reset_all_where_a_window_begins_a_document(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: step == 0 and begins[batch, :, 0].any())


@mistake("numbers are wrong")
def read_with_states_exchanged(windows, begins, weights):
    def formula(i, f, g, o, h, c):
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return c, sigmoid(o) * np.tanh(c)

    return cell_by_cell(windows, begins, weights, formula)
