"""Answers to the exercises of lab 05_stateful_lstm."""

import numpy as np

from tests.answers import Bank

bank = Bank()
right, mistake = bank.right, bank.mistake


# state-numbers


@right("state-numbers")
def numbers_by_formula(rows, units):
    return rows * sum(2 * count for count in units)


@right("state-numbers")
def numbers_by_loop(rows, units):
    numbers = 0
    for count in units:
        for _ in ("h", "C"):
            numbers += rows * count
    return numbers


@right("state-numbers")
def numbers_by_numpy(rows, units):
    return 2 * rows * np.sum(units)


@right("state-numbers")
def numbers_by_keras(rows, units):
    import keras

    net = keras.Sequential([keras.Input(batch_shape=(rows, None, 1))])
    for count in units:
        net.add(keras.layers.LSTM(count, stateful=True, return_sequences=True))
    return sum(np.asarray(state).size for layer in net.layers for state in layer.states)


@mistake("state-numbers", "two vectors, h and C")
def numbers_of_h(rows, units):
    return rows * sum(units)


@mistake("state-numbers", "every row")
def numbers_of_one_row(rows, units):
    return 2 * sum(units)


@mistake("state-numbers", "both are forgotten")
def numbers_of_units(rows, units):
    return sum(units)


@mistake("state-numbers", "not only the last one")
def numbers_of_last_layer(rows, units):
    return 2 * rows * units[-1]


@mistake("state-numbers", "not only the first one")
def numbers_of_first_layer(rows, units):
    return 2 * rows * units[0]


@mistake("state-numbers", "not only the first one")
def numbers_returned_too_early(rows, units):
    for count in units:
        return 2 * rows * count


@mistake("state-numbers", "do not multiply them")
def numbers_multiplied(rows, units):
    return int(2 * rows * np.prod(units))


@mistake("state-numbers", "four gates")
def numbers_with_gates(rows, units):
    return 4 * rows * sum(units)


@mistake("state-numbers", "not one a layer")
def numbers_of_layers(rows, units):
    return 2 * rows * len(units)


@mistake("state-numbers", "do not add them")
def numbers_rows_added(rows, units):
    return rows + 2 * sum(units)


@mistake("state-numbers", "return their sum")
def numbers_as_list(rows, units):
    return [2 * rows * count for count in units]


@mistake("state-numbers", "not matrices")
def numbers_squared(rows, units):
    return 2 * rows * sum(count * count for count in units)


@mistake("state-numbers", "whole number")
def numbers_as_float(rows, units):
    return 2.0 * rows * sum(units)


@mistake("state-numbers", "use return")
def numbers_printed(rows, units):
    print(2 * rows * sum(units))


@mistake("state-numbers", "TypeError")
def numbers_of_a_list(rows, units):
    return 2 * rows + units


# window-start


@right("window-start")
def start_by_formula(length, rows, steps, batch, row):
    batches = length // (rows * steps)
    return (row * batches + batch) * steps


@right("window-start")
def start_by_reshape(length, rows, steps, batch, row):
    used = length - length % (rows * steps)
    return np.arange(used).reshape(rows, -1, steps)[row, batch, 0]


@right("window-start")
def start_by_walking(length, rows, steps, batch, row):
    row_length = length // (rows * steps) * steps
    place = 0
    for _ in range(row):
        place += row_length
    for _ in range(batch):
        place += steps
    return place


@mistake("window-start", "one batch later")
def start_batch_after_batch(length, rows, steps, batch, row):
    return (batch * rows + row) * steps


@mistake("window-start", "not at the end of each row")
def start_with_left_over_points(length, rows, steps, batch, row):
    return row * (length // rows) + batch * steps


@mistake("window-start", "round down")
def start_rounded_up(length, rows, steps, batch, row):
    batches = -(-length // (rows * steps))
    return (row * batches + batch) * steps


@mistake("window-start", "count points")
def start_in_windows(length, rows, steps, batch, row):
    return row * (length // (rows * steps)) + batch


@mistake("window-start", "are exchanged")
def start_exchanged(length, rows, steps, batch, row):
    return (batch * (length // (rows * steps)) + row) * steps


@mistake("window-start", "as there are batches")
def start_rows_for_batches(length, rows, steps, batch, row):
    return (row * rows + batch) * steps


@mistake("window-start", "do not overlap")
def start_overlapping(length, rows, steps, batch, row):
    return row * steps + batch * steps


@mistake("window-start", "batch 0 is the first")
def start_from_one(length, rows, steps, batch, row):
    return (row * (length // (rows * steps)) + batch - 1) * steps


@mistake("window-start", "where the window ends")
def start_end(length, rows, steps, batch, row):
    return start_by_formula(length, rows, steps, batch, row) + steps


@mistake("window-start", "last point")
def start_last(length, rows, steps, batch, row):
    return start_by_formula(length, rows, steps, batch, row) + steps - 1


@mistake("window-start", "is the row used")
def start_without_row(length, rows, steps, batch, row):
    return batch * steps


@mistake("window-start", "is the batch used")
def start_without_batch(length, rows, steps, batch, row):
    return row * (length // (rows * steps)) * steps


@mistake("window-start", "rows times steps")
def start_batches_without_rows(length, rows, steps, batch, row):
    return row * (length // steps) * steps + batch * steps


@mistake("window-start", "not one")
def start_batch_in_points(length, rows, steps, batch, row):
    return row * (length // (rows * steps)) * steps + batch


@mistake("window-start", "whole number")
def start_as_float(length, rows, steps, batch, row):
    batches = (length - length % (rows * steps)) / (rows * steps)
    return (row * batches + batch) * steps


@mistake("window-start", "expected a number")
def start_as_range(length, rows, steps, batch, row):
    start = start_by_formula(length, rows, steps, batch, row)
    return list(range(start, start + steps))


# unfold


@right("unfold")
def unfold_by_swapaxes(outputs, rows):
    windows, steps, units = outputs.shape
    by_batch = outputs.reshape(windows // rows, rows, steps, units)
    return by_batch.swapaxes(0, 1).reshape(windows * steps, units)


@right("unfold")
def unfold_by_slices(outputs, rows):
    return np.concatenate([window for row in range(rows) for window in outputs[row::rows]])


@right("unfold")
def unfold_by_lists(outputs, rows):
    series = []
    for row in range(rows):
        for window in range(row, len(outputs), rows):
            series.extend(outputs[window].tolist())
    return series


@right("unfold")
def unfold_by_index(outputs, rows):
    order = np.arange(len(outputs)).reshape(-1, rows).T.ravel()
    return outputs[order].reshape(-1, outputs.shape[2])


@right("unfold")
def unfold_by_keras(outputs, rows):
    from keras import ops

    by_batch = ops.reshape(outputs, (-1, rows, *outputs.shape[1:]))
    return ops.reshape(ops.transpose(by_batch, (1, 0, 2, 3)), (-1, outputs.shape[2]))


@mistake("unfold", "still batch after batch")
def unfold_only_reshaped(outputs, rows):
    return outputs.reshape(-1, outputs.shape[2])


@mistake("unfold", "split into (batches, rows)")
def unfold_split_wrongly(outputs, rows):
    by_row = outputs.reshape(rows, -1, *outputs.shape[1:])
    return by_row.swapaxes(0, 1).reshape(-1, outputs.shape[2])


@mistake("unfold", "one axis of time")
def unfold_rows_apart(outputs, rows):
    series = unfold_by_swapaxes(outputs, rows)
    return series.reshape(rows, -1, outputs.shape[2])


@mistake("unfold", "into one axis of time")
def unfold_not_joined(outputs, rows):
    return outputs.reshape(-1, rows, *outputs.shape[1:]).swapaxes(0, 1)


@mistake("unfold", "exchange them, then join")
def unfold_only_split(outputs, rows):
    return outputs.reshape(-1, rows, *outputs.shape[1:])


@mistake("unfold", "the steps stay together")
def unfold_steps_exchanged(outputs, rows):
    by_batch = outputs.reshape(-1, rows, *outputs.shape[1:])
    return by_batch.swapaxes(0, 2).reshape(-1, outputs.shape[2])


@mistake("unfold", "not windows and steps")
def unfold_windows_and_steps_exchanged(outputs, rows):
    return outputs.swapaxes(0, 1).reshape(-1, outputs.shape[2])


@mistake("unfold", "axis of the units")
def unfold_flat(outputs, rows):
    return unfold_by_swapaxes(outputs, rows).ravel()


@mistake("unfold", "units are axis 1")
def unfold_transposed(outputs, rows):
    return unfold_by_swapaxes(outputs, rows).T


@mistake("unfold", "not backwards")
def unfold_reversed(outputs, rows):
    return unfold_by_swapaxes(outputs, rows)[::-1]


@mistake("unfold", "all rows are part")
def unfold_first_row(outputs, rows):
    return outputs[::rows].reshape(-1, outputs.shape[2])


@mistake("unfold", "last step")
def unfold_last_steps(outputs, rows):
    return np.concatenate([outputs[row::rows, -1] for row in range(rows)])


@mistake("unfold", "ValueError")
def unfold_wrong_shape(outputs, rows):
    return outputs.reshape(rows, rows + 1, -1)


@mistake("unfold", "use return")
def unfold_printed(outputs, rows):
    print(unfold_by_swapaxes(outputs, rows))


# unknown-share


@right("unknown-share")
def share_by_sums(weights, steps):
    squares = np.asarray(weights) ** 2
    unseen = [squares[position + 1 :].sum() for position in range(steps)]
    return np.array(unseen) / squares.sum()


@right("unknown-share")
def share_by_cumsum(weights, steps):
    squares = np.zeros(max(steps, len(weights)))
    squares[: len(weights)] = np.square(weights)
    return (1 - squares.cumsum() / squares.sum())[:steps].round(12)


@right("unknown-share")
def share_by_loops(weights, steps):
    total = sum(weight * weight for weight in weights)
    shares = []
    for position in range(steps):
        unknown = 0.0
        for ago, weight in enumerate(weights):
            if ago > position:
                unknown += weight * weight / total
        shares.append(unknown)
    return shares


@mistake("unknown-share", "share that is known")
def share_known(weights, steps):
    return 1 - share_by_sums(weights, steps)


@mistake("unknown-share", "there are p + 1")
def share_one_too_few(weights, steps):
    squares = weights**2
    return np.array([squares[position:].sum() for position in range(steps)]) / squares.sum()


@mistake("unknown-share", "one input too many")
def share_one_too_many(weights, steps):
    squares = weights**2
    return np.array([squares[position + 2 :].sum() for position in range(steps)]) / squares.sum()


@mistake("unknown-share", "do not take the root")
def share_as_error(weights, steps):
    return np.sqrt(share_by_sums(weights, steps))


@mistake("unknown-share", "weights do not: square each weight")
def share_of_weights(weights, steps):
    return np.array([weights[p + 1 :].sum() for p in range(steps)]) / weights.sum()


@mistake("unknown-share", "sizes of weights do not")
def share_of_sizes(weights, steps):
    return share_of_weights(abs(weights), steps)


@mistake("unknown-share", "square each weight first")
def share_squared_late(weights, steps):
    return share_of_weights(weights, steps) ** 2


@mistake("unknown-share", "square of the sum")
def share_of_squared_sum(weights, steps):
    return share_by_sums(weights, steps) * (weights**2).sum() / weights.sum() ** 2


@mistake("unknown-share", "not of the weights")
def share_divided_by_sum(weights, steps):
    return share_by_sums(weights, steps) * (weights**2).sum() / weights.sum()


@mistake("unknown-share", "divide by the variance of the whole target")
def share_undivided(weights, steps):
    return np.array([(weights[p + 1 :] ** 2).sum() for p in range(steps)])


@mistake("unknown-share", "not by their number")
def share_divided_by_count(weights, steps):
    return share_undivided(weights, steps) / len(weights)


@mistake("unknown-share", "not only the next older one")
def share_of_next(weights, steps):
    squares = np.append(weights**2, np.zeros(steps + 1))
    return squares[1 : steps + 1] / squares.sum()


@mistake("unknown-share", "newest input")
def share_of_own(weights, steps):
    squares = np.append(weights**2, np.zeros(steps))
    return squares[:steps] / squares.sum()


@mistake("unknown-share", "position 0 comes first")
def share_reversed(weights, steps):
    return share_by_sums(weights, steps)[::-1]


@mistake("unknown-share", "not their average")
def share_averaged(weights, steps):
    return share_by_sums(weights, steps).mean()


@mistake("unknown-share", "not only the last")
def share_last(weights, steps):
    return share_by_sums(weights, steps)[-1]


@mistake("unknown-share", "expected shape")
def share_per_weight(weights, steps):
    return 1 - np.cumsum(weights**2) / np.sum(weights**2)


@mistake("unknown-share", "IndexError")
def share_out_of_range(weights, steps):
    squares = weights**2
    return np.array([1 - sum(squares[k] for k in range(p + 1)) for p in range(steps)])


# hand-down


@right("hand-down")
def hand_by_concatenate(h, c):
    nothing = np.zeros_like(h[:1])
    return np.concatenate([nothing, h[:-1]]), np.concatenate([nothing, c[:-1]])


@right("hand-down")
def hand_by_roll(h, c):
    states = np.roll([h, c], 1, axis=1)
    states[:, 0] = 0
    return states


@right("hand-down")
def hand_by_loop(h, c):
    started = []
    for state in (h, c):
        start = np.zeros(state.shape)
        for row in range(1, len(state)):
            start[row] = state[row - 1]
        started.append(start)
    return started


@right("hand-down")
def hand_by_matrix(h, c):
    below = np.eye(len(h), k=-1, dtype=h.dtype)
    return below @ h, below @ c


@mistake("hand-down", "nothing was handed on")
def hand_unchanged(h, c):
    return h, c


@mistake("hand-down", "that is a reset")
def hand_reset(h, c):
    return np.zeros_like(h), np.zeros_like(c)


@mistake("hand-down", "it starts from zeros")
def hand_rolled(h, c):
    return np.roll(h, 1, axis=0), np.roll(c, 1, axis=0)


@mistake("hand-down", "not from r + 1")
def hand_upwards(h, c):
    nothing = np.zeros_like(h[:1])
    return np.concatenate([h[1:], nothing]), np.concatenate([c[1:], nothing])


@mistake("hand-down", "from the row above it, and row 0")
def hand_rolled_upwards(h, c):
    return np.roll(h, -1, axis=0), np.roll(c, -1, axis=0)


@mistake("hand-down", "units are axis 1")
def hand_rolled_along_units(h, c):
    return np.roll(h, 1, axis=1), np.roll(c, 1, axis=1)


@mistake("hand-down", "C is handed on as h is")
def hand_only_h(h, c):
    return hand_by_concatenate(h, c)[0], c


@mistake("hand-down", "it is not reset")
def hand_c_reset(h, c):
    return hand_by_concatenate(h, c)[0], np.zeros_like(c)


@mistake("hand-down", "h is handed on as C is")
def hand_only_c(h, c):
    return h, hand_by_concatenate(h, c)[1]


@mistake("hand-down", "first h, then C")
def hand_exchanged(h, c):
    return hand_by_concatenate(c, h)


@mistake("hand-down", "not all from the last one")
def hand_last_to_all(h, c):
    return np.repeat(h[-1:], len(h), axis=0), np.repeat(c[-1:], len(c), axis=0)


@mistake("hand-down", "handed to nobody")
def hand_one_row_more(h, c):
    return np.pad(h, ((1, 0), (0, 0))), np.pad(c, ((1, 0), (0, 0)))


@mistake("hand-down", "row 0 needs a state too")
def hand_one_row_less(h, c):
    return h[:-1], c[:-1]


@mistake("hand-down", "not from its own last state")
def hand_row_0_stays(h, c):
    for state in (h, c):
        state[1:] = state[:-1].copy()
    return h, c


@mistake("hand-down", "tuple of 2 entries")
def hand_one_array(h, c):
    return hand_by_concatenate(h, c)[0].sum()


@mistake("hand-down", "every path end in return")
def hand_in_place(h, c):
    h[1:], c[1:] = h[:-1].copy(), c[:-1].copy()
    h[0] = c[0] = 0


# read-documents


@right("read-documents")
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


@right("read-documents")
def read_in_numpy(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step])


@right("read-documents")
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


@right("read-documents")
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


@mistake("read-documents", "must be reset where a document begins")
def read_never_reset(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: False)


@mistake("read-documents", "from one window to the next")
def read_reset_at_every_window_too(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step] | (step == 0))


@mistake("read-documents", "a window is not a document")
def read_reset_at_every_window(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: step == 0)


@mistake("read-documents", "a window is not a document")
def read_each_window_by_a_stateless_layer(windows, begins, weights):
    from keras import layers

    layer = layers.LSTM(len(weights[1]), return_sequences=True)
    layer.build((None, None, windows.shape[3]))
    layer.set_weights(weights)
    return np.stack([layer(window) for window in windows])


@mistake("read-documents", "only the rows in which")
def read_all_rows_reset(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step].any())


@mistake("read-documents", "not after it")
def read_reset_late(windows, begins, weights):
    def before(batch, step):
        if step:
            return begins[batch, :, step - 1]
        return begins[batch - 1, :, -1] if batch else False

    return numpy_lstm(windows, weights, before)


@mistake("read-documents", "in the middle of a window")
def read_reset_at_window_starts_only(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: begins[batch, :, 0] if step == 0 else False
    )


@mistake("read-documents", "not at the start of its window")
def read_reset_whole_windows(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: begins[batch].any(axis=1) if step == 0 else False
    )


@mistake("read-documents", "C must be reset too")
def read_only_h_reset(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: begins[batch, :, step], lambda batch, step: False
    )


@mistake("read-documents", "h must be reset too")
def read_only_c_reset(windows, begins, weights):
    return numpy_lstm(
        windows, weights, lambda batch, step: False, lambda batch, step: begins[batch, :, step]
    )


@mistake("read-documents", "upside down")
def read_mask_inverted(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: ~begins[batch, :, step])


@mistake("read-documents", "from step to step")
def read_reset_every_step(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: True)


@mistake("read-documents", "i, f, c, o")
def read_gates_mixed_up(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step], gates="ifon")


@mistake("read-documents", "not C")
def read_returns_cells(windows, begins, weights):
    return numpy_lstm(windows, weights, lambda batch, step: begins[batch, :, step], cells=True)


@mistake("read-documents", "(batches, rows, steps, units)")
def read_not_folded(windows, begins, weights):
    return np.concatenate(read_in_numpy(windows, begins, weights), axis=1)


@mistake("read-documents", "not only its last")
def read_last_steps(windows, begins, weights):
    return read_in_numpy(windows, begins, weights)[:, :, -1]


@mistake("read-documents", "are exchanged")
def read_rows_first(windows, begins, weights):
    return read_in_numpy(windows, begins, weights).swapaxes(0, 1)


@mistake("read-documents", "expected shape")
def read_returns_inputs(windows, begins, weights):
    return windows[0]


@mistake("read-documents", "use return")
def read_printed(windows, begins, weights):
    print(read_in_numpy(windows, begins, weights))


@mistake("hand-down", "copy before you overwrite")
def hand_down_in_place(h, c):
    for array in (h, c):
        for row in range(1, len(array)):
            array[row] = array[row - 1]
    return h, c


@mistake("hand-down", "the other rows go on from the row above them")
def hand_down_only_row_0(h, c):
    h[0] = c[0] = 0
    return h, c


@mistake("unknown-share", "beyond the last weight")
def unknown_by_cumsum_cut(weights, steps):
    squares = np.asarray(weights) ** 2
    return (1 - np.cumsum(squares) / squares.sum())[:steps]
