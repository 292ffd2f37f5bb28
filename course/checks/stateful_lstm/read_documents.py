"""read-documents: the outputs of an LSTM for documents that lie end to end in a folded series.

Documents are drawn one by one, read alone by Keras, then laid end to end.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, [[5, 7], [2, 3, 7], [12]], steps=4, inputs=1, units=2),
        _case(rng, [[1, 6, 2], [4, 5]], steps=3, inputs=2, units=3),
        _case(rng, [[2, 1, 2], [1, 4], [3, 2]], steps=1, inputs=3, units=1),
    ]


def _case(rng, lengths, steps, inputs, units):
    """lengths: of the documents in each row; all rows add up to the same."""
    rows, total = len(lengths), sum(lengths[0])
    stream = rng.normal(size=(rows, total, inputs)).astype("float32")
    begins = np.zeros((rows, total), bool)
    for row, counts in enumerate(lengths):
        begins[row, np.cumsum([0, *counts[:-1]])] = True
    scale = rng.normal(size=(inputs + units + 1, 4 * units)).astype("float32")
    weights = [scale[:inputs], scale[inputs:-1], scale[-1]]
    right = _read_alone(stream, lengths, weights)

    def batches_of(by_row):  # (rows, total, ...) -> (batches, rows, steps, ...)
        return by_row.reshape(rows, -1, steps, *by_row.shape[2:]).swapaxes(0, 1)

    def outputs_reset_at(resets, *, resets_of_c=None, weights=weights, cells=False):
        resets_of_c = resets if resets_of_c is None else resets_of_c
        keep = np.stack([~resets, ~resets_of_c])[..., None]  # (2, rows, total, 1)
        return batches_of(_states(stream, keep=keep, weights=weights)[int(cells)])

    nowhere = np.zeros_like(begins)
    windows = nowhere.copy()
    windows[:, ::steps] = True
    in_window = batches_of(begins)
    late = np.roll(begins, 1, axis=1)
    late[:, 0] = False
    somewhere = np.repeat(in_window.any(axis=2).T, steps, axis=1) & windows
    swapped = [
        np.concatenate([np.split(weight, 4, axis=-1)[gate] for gate in (0, 1, 3, 2)], axis=-1)
        for weight in weights
    ]
    mistakes = {
        "the state must be reset where a document begins": outputs_reset_at(nowhere),
        "keep the state from one window to the next": outputs_reset_at(begins | windows),
        "a window is not a document: reset where `begins` says so, and only there": outputs_reset_at(
            windows
        ),
        "reset only the rows in which a document begins, the others go on": (
            outputs_reset_at(np.broadcast_to(begins.any(axis=0), begins.shape))
        ),
        "reset before the document's first step is read, not after it": outputs_reset_at(late),
        "a document can begin in the middle of a window: look at every step": (
            outputs_reset_at(begins & windows)
        ),
        "reset at the step where the document begins, not at the start of its window": (
            outputs_reset_at(somewhere)
        ),
        "C must be reset too": outputs_reset_at(begins, resets_of_c=nowhere),
        "h must be reset too": outputs_reset_at(nowhere, resets_of_c=begins),
        "the mask is upside down: True means that a document begins": outputs_reset_at(~begins),
        "keep the state from step to step inside a document": outputs_reset_at(~nowhere),
        "Keras stores the gates as i, f, c, o": outputs_reset_at(begins, weights=swapped),
        "the output is h, not C": outputs_reset_at(begins, cells=True),
        "give the outputs the shape (batches, rows, steps, units), as for the windows": right,
        "give all steps of a window, not only its last": batches_of(right)[:, :, -1],
        "rows and batches are swapped": batches_of(right).swapaxes(0, 1),
    }
    asks = f"shape {batches_of(right).shape}, each document as if read alone"
    inputs = (batches_of(stream), batches_of(begins), weights)
    return Case(inputs, batches_of(right), asks, mistakes)


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


read_documents = Check("read-documents", 3, _cases, seconds=30.0)
