"""read-documents: the outputs of an LSTM for documents that lie end to end in a folded series.

Where documents begin is drawn first, then Keras reads each of them alone.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


def _cases(rng):
    from keras import layers

    def layer_of(inputs, units):
        # quick to make, as weights are set later; quick to read, as steps are few
        start = {"kernel_initializer": "zeros", "recurrent_initializer": "zeros"}
        layer = layers.LSTM(units, return_sequences=True, unroll=True, **start)
        layer.build((None, None, inputs))
        return layer

    narrow, wide, single = layer_of(1, 2), layer_of(int(rng.integers(4, 6)), 3), layer_of(2, 1)
    first, same = int(rng.integers(4, 7)), int(rng.integers(2, 6))
    return [
        _case(rng, narrow, 4, 4, [[first, first + 1], [2, 8, 9, 10, 13], []]),
        _case(rng, wide, 3, 3, [[same, 6], [same, same + 1], [1, same, 8]]),
        _case(rng, wide, 5, 1, [[1, 2, 4], [3], [2]]),
        _case(rng, single, 2, 5, [[2, 4, 5, first + 2]]),
        _case(rng, narrow, 1, 8, [[first - 2, first, first + 1], [first - 1, first]]),
        _case(rng, single, 5, 2, [[3], [first, 8], [], [first - 1, 7]]),
    ]


def _case(rng, layer, batches, steps, further):
    """further: the steps of each row at which documents begin, but for step 0."""
    rows, total = len(further), batches * steps
    begins = np.zeros((rows, total), bool)
    begins[:, 0] = True
    for row, places in enumerate(further):
        begins[row, places] = True
    weights = [rng.normal(size=weight.shape).astype("float32") for weight in layer.get_weights()]
    stream = rng.normal(size=(rows, total, len(weights[0]))).astype("float32")
    layer.set_weights(weights)
    right = _folded(_read_alone(layer, stream, begins), steps)
    mistakes = {
        **{
            hint: _folded(states, steps)
            for hint, states in _mistaken_states(stream, begins, steps, weights).items()
        },
        **_mistaken_shapes(right),
    }
    asks = f"shape {right.shape}, each document as if read alone"
    inputs = (_folded(stream, steps), _folded(begins, steps), weights)
    return Case(inputs, right, asks, mistakes, _places(begins, steps, right.shape))


def _folded(by_row, steps):
    """(rows, total, ...) -> (batches, rows, steps, ...)"""
    rows, total, *rest = by_row.shape
    return by_row.reshape(rows, total // steps, steps, *rest).swapaxes(0, 1)


def _read_alone(layer, stream, begins):
    """The oracle: Keras reads every document by itself; outputs stand where the document stood."""
    rows, total, inputs = stream.shape
    starts = np.argwhere(begins)  # of each document: row and step
    lengths = np.diff(np.flatnonzero(begins), append=rows * total)
    # zeros after the end of a document are read too, but no longer heard
    alone = np.zeros((len(starts), max(lengths), inputs), "float32")
    for document, (row, step), length in zip(alone, starts, lengths, strict=True):
        document[:length] = stream[row, step : step + length]
    read = np.asarray(layer(alone))
    documents = [outputs[:length] for outputs, length in zip(read, lengths, strict=True)]
    return np.concatenate(documents).reshape(rows, total, -1)


def _mistaken_states(stream, begins, steps, weights):
    """{hint: outputs (rows, total, units)} of answers that reset wrongly or are no LSTM."""
    nowhere = np.zeros_like(begins)
    windows = nowhere.copy()
    windows[:, ::steps] = True
    first_batch = nowhere.copy()
    first_batch[:, :steps] = begins[:, :steps]
    late, early = np.roll(begins, 1, axis=1), np.roll(begins, -1, axis=1)
    late[:, 0] = early[:, -1] = False
    in_window = begins.reshape(len(begins), -1, steps)
    number = in_window.cumsum(axis=2)  # of the beginnings up to this step
    first_of_window = (in_window & (number == 1)).reshape(begins.shape)
    last_of_window = (in_window & (number == number[..., -1:])).reshape(begins.shape)
    any_in_window = in_window.any(axis=2).repeat(steps, axis=1)
    start_of_window = in_window[..., 0].repeat(steps, axis=1)
    any_row = np.broadcast_to(begins.any(axis=0), begins.shape)
    all_rows = np.broadcast_to(begins.all(axis=0), begins.shape)
    resets = {
        "the state must be reset where a document begins": nowhere,
        "keep the state from one window to the next": begins | windows,
        "a window is not a document: reset where `begins` says so, not whole windows": windows,
        "reset only the rows in which a document begins, the others go on": any_row,
        "reset single rows, and look at every step, not only at the first of a window": (
            any_row & windows
        ),
        "reset each row for itself, not only when a document begins in all rows": all_rows,
        "reset before the document's first step is read, not after it": late,
        "reset before the document's first step is read, not one step earlier": early,
        "a document can begin in the middle of a window: look at every step": begins & windows,
        "reset at the step where the document begins, not at the start of its window": (
            any_in_window & windows
        ),
        "reset at the step where the document begins, not at every step of its window": any_in_window,
        "look at `begins` at each step, not only at the first step of the window": start_of_window,
        "documents begin in later batches too": first_batch,
        "more than one document can begin in a window, not only the first": first_of_window,
        "more than one document can begin in a window, not only the last": last_of_window,
        "the mask is upside down: True means that a document begins": ~begins,
        "keep the state from step to step inside a document": ~nowhere,
    }
    resets_of_h_and_c = {
        "C must be reset too": (begins, nowhere),
        "h must be reset too": (nowhere, begins),
        "C is kept from one window to the next, as h is": (begins, begins | windows),
        "h is kept from one window to the next, as C is": (begins | windows, begins),
        **{hint: (places, places) for hint, places in resets.items()},
    }
    places = np.array(list(resets_of_h_and_c.values())).swapaxes(0, 1)
    outputs = dict(zip(resets_of_h_and_c, _states(stream, places, weights)[0], strict=True))
    where = (begins, begins)
    changed = _mistaken_weights(weights)
    kernels, recurrents, biases = map(np.stack, zip(*changed.values(), strict=True))
    of_weights = _states(stream, where, [kernels, recurrents, biases[:, None]])[0]
    outputs |= dict(zip(changed, of_weights, strict=True))
    for hint, cell in _MISTAKEN_CELLS.items():
        outputs[hint] = _states(stream, where, weights, *cell)[0]
    right, outputs["the output is h, not C"] = _states(stream, where, weights)
    outputs["the first step of a document is read too"] = np.where(begins[..., None], 0, right)
    return outputs


def _mistaken_weights(weights):
    kernel, recurrent, bias = weights

    def of_gates(*order):
        return [
            np.concatenate([np.split(weight, 4, axis=-1)[gate] for gate in order], axis=-1)
            for weight in weights
        ]

    side_by_side = np.arange(len(bias)).reshape(-1, 4).T.ravel()
    return {
        "Keras stores the gates as i, f, c, o: o comes last": of_gates(0, 1, 3, 2),
        "Keras stores the gates as i, f, c, o: i comes first, then f": of_gates(1, 0, 2, 3),
        "Keras stores the gates as i, f, c, o: f comes before c": of_gates(0, 2, 1, 3),
        "Keras stores the gates as i, f, c, o: f comes second, o last": of_gates(1, 0, 3, 2),
        "the weights of one gate lie side by side: first all units of i, then all of f": (
            [weight[..., side_by_side] for weight in weights]
        ),
        "the third array is the bias: add it": [kernel, recurrent, 0 * bias],
        "the bias is added once": [kernel, recurrent, 2 * bias],
        "the gates hear h of the step before too, through the second array": (
            [kernel, 0 * recurrent, bias]
        ),
        "the gates hear the input too, through the first array": [0 * kernel, recurrent, bias],
    }


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _new_c(i, f, new, c):
    return f * c + i * np.tanh(new)


def _new_h(o, c, old_c):
    return o * np.tanh(c)


# what makes C of the gates i and f, of the new content and of the old C; what makes h of o, C and the old C
_MISTAKEN_CELLS = {
    "h is o times tanh of C, not o times C": (_new_c, lambda o, c, old_c: o * c),
    "C goes through tanh before it becomes h, the gates through the sigmoid": (
        _new_c, lambda o, c, old_c: o * _sigmoid(c),
    ),
    "h needs the output gate o": (_new_c, lambda o, c, old_c: np.tanh(c)),
    "h is made from the new C, not from the old one": (
        _new_c, lambda o, c, old_c: o * np.tanh(old_c),
    ),
    "tanh belongs around C, not around o times C": (_new_c, lambda o, c, old_c: np.tanh(o * c)),
    "the new content goes through tanh": (lambda i, f, new, c: f * c + i * new, _new_h),
    "the new content goes through tanh, only the gates through the sigmoid": (
        lambda i, f, new, c: f * c + i * _sigmoid(new), _new_h,
    ),
    "the old C is multiplied by f": (lambda i, f, new, c: c + i * np.tanh(new), _new_h),
    "the new content is multiplied by i": (lambda i, f, new, c: f * c + np.tanh(new), _new_h),
    "the old C is missing: the new C is a sum with it, and is handed on to the next step": (
        lambda i, f, new, c: i * np.tanh(new), _new_h,
    ),
    "f says what is kept, not what is forgotten": (
        lambda i, f, new, c: (1 - f) * c + i * np.tanh(new), _new_h,
    ),
    "the old C is multiplied by f, not by i": (
        lambda i, f, new, c: i * c + i * np.tanh(new), _new_h,
    ),
    "the new content is multiplied by i, not by f": (
        lambda i, f, new, c: f * c + f * np.tanh(new), _new_h,
    ),
    "f is a gate of its own, not 1 - i": (
        lambda i, f, new, c: (1 - i) * c + i * np.tanh(new), _new_h,
    ),
    "i is a gate of its own, not 1 - f": (
        lambda i, f, new, c: f * c + (1 - f) * np.tanh(new), _new_h,
    ),
}  # fmt: skip


def _states(stream, resets, weights, c_of=_new_c, h_of=_new_h):
    """h and C of an LSTM at every step; only for the values that mistakes lead to.

    stream (rows, total, inputs), resets of h and of C (rows, total) -> two arrays (rows, total, units).
    Several resets, or several weights, are told apart by one more axis in front, of the results too.
    """
    kernel, recurrent, bias = weights
    resets_of_h, resets_of_c = resets
    h = c = np.zeros((len(stream), recurrent.shape[-2]), "float32")
    states = []
    for step in range(stream.shape[1]):
        h = np.where(resets_of_h[..., step, None], 0, h)
        old_c = np.where(resets_of_c[..., step, None], 0, c)
        i, f, new, o = np.split(stream[:, step] @ kernel + h @ recurrent + bias, 4, axis=-1)
        c = c_of(_sigmoid(i), _sigmoid(f), new, old_c)
        h = h_of(_sigmoid(o), c, old_c)
        states.append((h, c))
    return np.moveaxis(np.array(states, "float32"), 0, -2)


def _mistaken_shapes(right):
    """{hint: the outputs in another order or not all of them}."""
    batches, rows, steps, units = right.shape
    by_row = right.swapaxes(0, 1)
    return {
        "give the outputs the shape (batches, rows, steps, units), as for the windows": (
            by_row.reshape(rows, batches * steps, units)
        ),
        "rows and batches are swapped": by_row,
        "rows and steps are swapped": right.swapaxes(1, 2),
        "fold the steps into windows again, rows before steps": (
            right.swapaxes(1, 2).reshape(batches * steps, rows, units)
        ),
        "reshape does not swap axes: rows and batches have to change places": (
            by_row.reshape(right.shape)
        ),
        "reshape does not swap axes: rows and steps have to change places": (
            right.swapaxes(1, 2).reshape(right.shape)
        ),
        "give all steps of a window, not only its last": right[:, :, -1],
        "give all batches, not only the last": right[-1],
        "give the outputs of all steps, not the last state of each row": right[-1, :, -1],
    }


def _places(begins, steps, shape):
    """Regions of outputs of this shape, {words: bool array}, from begins (rows, total)."""
    step = np.arange(begins.shape[1])
    window = step // steps * steps  # the step at which it begins
    start = np.maximum.accumulate(np.where(begins, step, 0), axis=1)  # of the step's document
    number = begins.cumsum(axis=1)
    before = np.where(window > 0, number[:, window - 1], 0)  # begun before the window
    regions = {
        "at the first step of a document": begins,
        "in documents that begin after the first step of a window": start % steps > 0,
        "in documents that begin in a window in which another one has begun": number - before > 1,
        "in windows into which a document goes on": start < window,
        "in documents after the first one of their row": start > 0,
    }
    return {
        text: np.broadcast_to(_folded(inside, steps)[..., None], shape)
        for text, inside in regions.items()
    }


def _has_single_step(begins):
    """Whether a document ends where it begins: the next one begins a step later, or the row ends."""
    by_row = np.concatenate(begins, axis=1)
    return (by_row & np.append(by_row[:, 1:], by_row[:, :1], axis=1)).any()


read_documents = Check(
    "read-documents",
    3,
    _cases,
    tolerance=Tolerance(absolute=1e-5),  # float32 sums in some 15 steps, each output in -1..1
    corners={
        "there is only one row": lambda windows, begins, weights: windows.shape[1] == 1,
        "there is only one batch": lambda windows, begins, weights: len(windows) == 1,
        "a window has only one step": lambda windows, begins, weights: windows.shape[2] == 1,
        "an input is a single number": lambda windows, begins, weights: windows.shape[3] == 1,
        "there is only one unit": lambda windows, begins, weights: len(weights[1]) == 1,
        "there are as many batches as rows and as steps": lambda windows, begins, weights: (
            len(set(begins.shape)) == 1
        ),
        "two documents begin in a window after the first": lambda windows, begins, weights: (
            begins[1:].sum(axis=2) > 1
        ).any(),
        "three documents begin in one window": lambda windows, begins, weights: (
            begins.sum(axis=2) > 2
        ).any(),
        "a document begins at the last step of a window": lambda windows, begins, weights: (
            begins.shape[2] > 1 and begins[:, :, -1].any()
        ),
        "a document begins at the first step of a later window": lambda windows, begins, weights: (
            begins[1:, :, 0].any()
        ),
        "a document goes on over a whole window": lambda windows, begins, weights: (
            not (begins.any(axis=2).all())
        ),
        "a row holds a single document": lambda windows, begins, weights: (
            begins.sum(axis=(0, 2)) == 1
        ).any(),
        "a document has only one step": lambda windows, begins, weights: _has_single_step(begins),
        "documents begin in all rows at the same step": lambda windows, begins, weights: (
            np.concatenate(begins, axis=1)[:, 1:].all(axis=0).any()
        ),
    },
    axes=("batch", "row", "step", "unit"),
    seconds=30.0,
)
