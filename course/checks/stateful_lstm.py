"""Checks of lab 05_stateful_lstm.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
"""

import math

import numpy as np

from course.checks.base.core import Case, Check

# state numbers: Keras counts


def _state_cases(rng):
    drawn = [int(number) for number in rng.integers(3, 12, 4)]
    return [
        _state_case(5, [7]),
        _state_case(1, [3, 4]),
        _state_case(20, [16, 16, 8]),
        _state_case(drawn[0], [2 * drawn[1], *drawn[2:]]),
    ]


def _state_case(rows, units):
    import keras
    from keras import layers

    net = keras.Sequential([keras.Input(batch_shape=(rows, 3, 2))])
    for count in units:
        net.add(layers.LSTM(count, stateful=True, return_sequences=True))
    right = int(sum(math.prod(state.shape) for layer in net.layers for state in layer.states))
    total, depth = sum(units), len(units)
    mistakes = {
        "an LSTM keeps two vectors, h and C": rows * total,
        "every row of a batch has a state of its own": 2 * total,
        "two vectors for every unit of every row: both are forgotten": total,
        "all layers keep a state, not only the last one": 2 * rows * units[-1],
        "all layers keep a state, not only the first one": 2 * rows * units[0],
        "all layers keep a state, not only the largest one": 2 * rows * max(units),
        "add the units of the layers, do not multiply them": 2 * rows * math.prod(units),
        "the four gates are weights; kept are only h and C": 4 * rows * total,
        "h and C have one number a unit, not one a layer": 2 * rows * depth,
        "a state per row: multiply by rows, do not add them": rows + 2 * total,
        "count numbers, not arrays": 2 * depth,
        "these are the layers one by one: return their sum": [2 * rows * count for count in units],
        "h and C are vectors, not matrices: the units do not come squared": (
            2 * rows * sum(count**2 for count in units)
        ),
        "the number of rows counts once": 2 * rows**2 * total,
    }
    return Case((rows, units), right, "a whole number, as Keras counts it", mistakes)


state_numbers = Check("state-numbers", 1, _state_cases, seconds=20.0)


# window start: sizes first, then the length


def _start_cases(rng):
    rows, steps, batches = (int(number) for number in rng.permutation([3, 5, 7]))
    return [
        _start_case(4, 3, 5, rest=0, batch=3, row=2),
        _start_case(6, 2, 4, rest=0, batch=3, row=0),
        _start_case(2, 5, 3, rest=7, batch=0, row=1),
        _start_case(rows, steps, batches, rest=rows + 1, batch=1, row=2),
        _start_case(rows, steps, batches, rest=rows * steps - 1, batch=batches - 1, row=rows - 1),
    ]


def _start_case(rows, steps, batches, rest, batch, row):
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
        "batch and row are exchanged": (batch * batches + row) * steps,
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


window_start = Check("window-start", 1, _start_cases)


# unfold: from the series to the outputs


def _unfold_cases(rng):
    return [
        _unfold_case(rng, batches=5, rows=4, steps=3, units=1),
        _unfold_case(rng, batches=2, rows=3, steps=4, units=2),
        _unfold_case(rng, batches=4, rows=2, steps=1, units=3),
        _unfold_case(rng, batches=3, rows=1, steps=5, units=1),
    ]


def _unfold_case(rng, batches, rows, steps, units):
    series = rng.normal(size=(rows * batches * steps, units)).astype("float32")
    outputs = np.zeros((batches * rows, steps, units), "float32")
    for place, values in enumerate(series):
        window, step = divmod(place, steps)
        row, batch = divmod(window, batches)
        outputs[batch * rows + row, step] = values
    by_row = series.reshape(rows, batches, steps, units)
    by_batch = by_row.swapaxes(0, 1)
    flat = outputs.reshape(-1, units)
    mistakes = {
        "this is still batch after batch: windows of one row must follow each other": flat,
        "predict gives all rows of batch 0 first: split into (batches, rows), not (rows, batches)": (
            outputs.reshape(rows, batches, steps, units).swapaxes(0, 1).reshape(-1, units)
        ),
        "join the rows as well: one axis of time": series.reshape(rows, batches * steps, units),
        "join rows, batches and steps into one axis of time": by_row,
        "batches and rows are two axes: exchange them, then join": by_batch,
        "exchange batches and rows; the steps stay together": (
            by_batch.swapaxes(0, 2).reshape(-1, units)
        ),
        "the steps of a window stay together: exchange rows and batches, not windows and steps": (
            outputs.swapaxes(0, 1).reshape(-1, units)
        ),
        "keep the axis of the units": series.ravel(),
        "time is axis 0, the units are axis 1": series.T,
        "the order of time, not backwards": series[::-1],
        "all rows are part of the series": series[: batches * steps],
        "the last step of a window is not all of it": by_row[:, :, -1].reshape(-1, units),
        "sorting by value loses the order of time": np.sort(series, axis=0),
        "the windows of row 0 come first, then those of row 1": (
            by_row[::-1].reshape(-1, units)
        ),
    }  # fmt: skip
    asks = f"shape {series.shape}, row after row"
    return Case((outputs, rows), series, asks, mistakes)


unfold = Check("unfold", 2, _unfold_cases)


# unknown share: from the shares to weights that lead to them


def _share_cases(rng):
    def falling(count):
        return np.sort(rng.uniform(0.05, 0.95, count))[::-1]

    return [
        _share_case(rng, [0.5], steps=2),  # two equal weights, as in the Keras example
        _share_case(rng, falling(6), steps=4),
        _share_case(rng, falling(2), steps=5),
        _share_case(rng, [0.8, 0.3, 0.3, 0.1], steps=4),
        _share_case(rng, [], steps=3),
    ]


def _share_case(rng, shares, steps):
    """shares: what is still unknown after one input, after two, ..., falling; 0 follows."""
    shares = np.array([*shares, 0.0])
    own = -np.diff(shares, prepend=1.0)  # what each weight takes away
    scale = rng.uniform(1.5, 3)
    weights = scale * np.sqrt(own) * rng.choice([-1, 1], len(own))
    right = _to_length(shares, steps)
    if abs(weights.sum()) < 0.3 * abs(weights).sum():
        weights = abs(weights)  # one of the mistakes divides by their sum
    plain, absolute = weights.sum(), abs(weights).sum()
    unseen = plain - weights.cumsum()
    unseen_absolute = absolute - abs(weights).cumsum()
    mistakes = {
        "that is the share that is known": 1 - right,
        "at position 0 one input has been seen already, at position p there are p + 1": (
            _to_length(np.append(1.0, shares), steps)
        ),
        "one input too many counts as seen: at position p there are p + 1": (
            _to_length(shares[1:], steps)
        ),
        "a share of the variance: do not take the root": np.sqrt(right),
        "variances add, weights do not: square each weight": _to_length(unseen / plain, steps),
        "variances add, sizes of weights do not: square each weight": (
            _to_length(unseen_absolute / absolute, steps)
        ),
        "square each weight first, then add": _to_length((unseen / plain) ** 2, steps),
        "divide by the sum of all squares, not by the square of the sum": right
        * (scale / plain) ** 2,
        "divide by the sum of the squares, not of the weights": right * scale**2 / plain,
        "a share: divide by the variance of the whole target": right * scale**2,
        "divide by the sum of all squares, not by their number": right * scale**2 / len(own),
        "all older inputs are unknown, not only the next older one": _to_length(own[1:], steps),
        "that is the share of the newest input not yet counted": _to_length(own, steps),
        "position 0 comes first": right[::-1],
        "one number for each position, not their average": float(right.mean()),
        "one number for each position, not only the last": float(right[-1]),
        "positions beyond the last weight count too: nothing is unknown there": right[: len(own)],
        "one number for each position, also where there are fewer or more weights": (
            shares if len(shares) != steps else shares[:-1]
        ),
    }  # fmt: skip
    asks = f"{steps} shares in 0..1"
    return Case((weights, steps), right, asks, mistakes)


def _to_length(values, steps):
    """The first `steps` values, zeros behind."""
    return np.append(values, np.zeros(steps))[:steps]


unknown_share = Check("unknown-share", 2, _share_cases)


# hand down: the states to start with come first


def _hand_cases(rng):
    return [_hand_case(rng, rows, units) for rows, units in ((4, 2), (6, 5), (1, 3), (3, 1))]


def _hand_case(rng, rows, units):
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
        "nothing was handed on: row r begins where another row has stopped": (h, cell),
        "that is a reset; only row 0 has nothing before it": (zeros, zeros),
        "row 0 is the beginning of the series: it starts from zeros": tuple(rolled),
        "row r goes on from row r - 1, not from r + 1": tuple(upwards),
        "row r goes on from the row above it, and row 0 from zeros": tuple(
            np.roll(kept, -1, axis=1)
        ),
        "rows are axis 0, units are axis 1: shift along the rows": tuple(np.roll(kept, 1, axis=2)),
        "C is handed on as h is": (start[0], cell),
        "C is handed on as h is, it is not reset": (start[0], zeros),
        "h is handed on as C is": (h, start[1]),
        "h is handed on as C is, it is not reset": (zeros, start[1]),
        "first h, then C": (start[1], start[0]),
        "return two arrays, h and C": start[0],
        "every row goes on from the row above it, not all from the last one": (
            np.repeat(h[-1:], rows, axis=0), np.repeat(cell[-1:], rows, axis=0),
        ),
        "each row takes what the row above had: copy before you overwrite": (
            np.repeat(h[:1], rows, axis=0), np.repeat(cell[:1], rows, axis=0),
        ),
        "row 0 starts from zeros, but the other rows go on from the row above them": tuple(
            np.concatenate([start[:, :1], kept[:, 1:]], axis=1)
        ),
        "as many rows as before: the last row's state is handed to nobody": (
            np.concatenate([zeros[:1], h]), np.concatenate([zeros[:1], cell]),
        ),
        "as many rows as before: row 0 needs a state too": (h[:-1], cell[:-1]),
        "row 0 starts from zeros, not from its own last state": tuple(
            np.concatenate([kept[:, :1], kept[:, :-1]], axis=1)
        ),
    }  # fmt: skip
    asks = f"h and C of shape {h.shape}, each row's state at its place in the series"
    return Case((h, cell), tuple(start), asks, mistakes)


hand_down = Check("hand-down", 2, _hand_cases)


# read documents: drawn one by one, read alone by Keras, then laid end to end


def _document_cases(rng):
    return [
        _document_case(rng, [[5, 7], [2, 3, 7], [12]], steps=4, inputs=1, units=2),
        _document_case(rng, [[1, 6, 2], [4, 5]], steps=3, inputs=2, units=3),
        _document_case(rng, [[2, 1, 2], [1, 4], [3, 2]], steps=1, inputs=3, units=1),
    ]


def _document_case(rng, lengths, steps, inputs, units):
    """lengths: of the documents in each row; all rows add up to the same."""
    rows, total = len(lengths), sum(lengths[0])
    stream = rng.normal(size=(rows, total, inputs)).astype("float32")
    begins = np.zeros((rows, total), bool)
    for row, counts in enumerate(lengths):
        begins[row, np.cumsum([0, *counts[:-1]])] = True
    scale = rng.normal(size=(inputs + units + 1, 4 * units)).astype("float32")
    weights = [scale[:inputs], scale[inputs:-1], scale[-1]]
    right = _read_alone(stream, lengths, weights)

    def folded(by_row):  # (rows, total, ...) -> (batches, rows, steps, ...)
        return by_row.reshape(rows, -1, steps, *by_row.shape[2:]).swapaxes(0, 1)

    def kept(resets, *, resets_of_c=None, weights=weights, cells=False):
        resets_of_c = resets if resets_of_c is None else resets_of_c
        keep = np.stack([~resets, ~resets_of_c])[..., None]  # (2, rows, total, 1)
        return folded(_states(stream, keep=keep, weights=weights)[int(cells)])

    nowhere = np.zeros_like(begins)
    windows = nowhere.copy()
    windows[:, ::steps] = True
    in_window = folded(begins)
    late = np.roll(begins, 1, axis=1)
    late[:, 0] = False
    somewhere = np.repeat(in_window.any(axis=2).T, steps, axis=1) & windows
    swapped = [
        np.concatenate([np.split(weight, 4, axis=-1)[gate] for gate in (0, 1, 3, 2)], axis=-1)
        for weight in weights
    ]
    mistakes = {
        "the state must be reset where a document begins": kept(nowhere),
        "keep the state from one window to the next": kept(begins | windows),
        "a window is not a document: reset where `begins` says so, and only there": kept(windows),
        "reset only the rows in which a document begins, the others go on": (
            kept(np.broadcast_to(begins.any(axis=0), begins.shape))
        ),
        "reset before the document's first step is read, not after it": kept(late),
        "a document can begin in the middle of a window: look at every step": (
            kept(begins & windows)
        ),
        "reset at the step where the document begins, not at the start of its window": (
            kept(somewhere)
        ),
        "C must be reset too": kept(begins, resets_of_c=nowhere),
        "h must be reset too": kept(nowhere, resets_of_c=begins),
        "the mask is upside down: True means that a document begins": kept(~begins),
        "keep the state from step to step inside a document": kept(~nowhere),
        "Keras stores the gates as i, f, c, o": kept(begins, weights=swapped),
        "the output is h, not C": kept(begins, cells=True),
        "give the outputs the shape (batches, rows, steps, units), as the windows have": right,
        "give all steps of a window, not only its last": folded(right)[:, :, -1],
        "rows and batches are exchanged": folded(right).swapaxes(0, 1),
    }
    asks = f"shape {folded(right).shape}, each document as if read alone"
    inputs = (folded(stream), folded(begins), weights)
    return Case(inputs, folded(right), asks, mistakes)


def _read_alone(stream, lengths, weights):
    """The oracle: Keras reads every document by itself; outputs stand where the document stood."""
    from keras import layers

    layer = layers.LSTM(weights[1].shape[0], return_sequences=True)
    layer.build((1, None, stream.shape[2]))
    layer.set_weights(weights)
    outputs = np.zeros((*stream.shape[:2], weights[1].shape[0]), "float32")
    longest = max(map(max, lengths))
    places = [
        (row, slice(sum(counts[:number]), sum(counts[: number + 1])))
        for row, counts in enumerate(lengths)
        for number in range(len(counts))
    ]
    alone = np.zeros((len(places), longest, stream.shape[2]), "float32")  # zeros behind: not heard
    for number, (row, place) in enumerate(places):
        alone[number, : place.stop - place.start] = stream[row, place]
    read = np.asarray(layer(alone))
    for number, (row, place) in enumerate(places):
        outputs[row, place] = read[number, : place.stop - place.start]
    return outputs


def _states(stream, *, keep, weights):
    """h and C of an LSTM at every step, with the states multiplied by `keep` before each.

    stream (rows, total, inputs), keep (2, rows, total, 1) -> two arrays (rows, total, units).
    Only for the values that mistakes lead to: which states are kept is for the caller to say.
    """

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    kernel, recurrent, bias = weights
    h = c = np.zeros((len(stream), len(recurrent)), "float32")
    states = []
    for step in range(stream.shape[1]):
        h, c = h * keep[0, :, step], c * keep[1, :, step]
        i, f, new, o = np.split(stream[:, step] @ kernel + h @ recurrent + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(new)
        h = sigmoid(o) * np.tanh(c)
        states.append((h, c))
    return np.moveaxis(np.array(states, "float32"), 0, 2)  # (2, rows, total, units)


read_documents = Check("read-documents", 3, _document_cases, seconds=30.0)
