"""read-batch: the state of each row of a batch after its own last step.

Keras reads the batch with a mask that leaves out the padding.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


def _cases(rng):
    lengths = rng.permutation([1, 2, 3, 5]).tolist()
    longest = int(rng.integers(6, 9))
    return [
        _case(rng, lengths, inputs=1, units=2),
        _case(rng, [1, longest], inputs=3, units=4),
        _case(rng, [3, longest, 2, 5], inputs=2, units=2, padding=2),
        _case(rng, [2, 4, 3], inputs=2, units=3),  # a row for each unit
        _case(rng, [int(rng.integers(3, 6))] * 2, inputs=2, units=3),
        _case(rng, [int(rng.integers(2, 5))], inputs=1, units=3, padding=1),
        _case(rng, [3, 1, 2, 2], inputs=2, units=1),
        _case(rng, [4, 2, 5, 3], inputs=3, units=4, padding=1),
    ]


def _case(rng, lengths, inputs, units, padding=0):
    """padding: steps that no row uses."""
    from keras import layers

    lengths = np.array(lengths)
    steps = lengths.max() + padding
    x = rng.uniform(-1, 1, (len(lengths), steps, inputs)).astype("float32")
    for row, length in zip(x, lengths, strict=True):
        row[0, 0] = 0  # zeros that are read are not padding
        row[length // 2, :] = 0
        row[length - 1, :] *= length % 2  # not even at a row's end
        row[length:] = 0
    scale = rng.choice([-1, 1], (inputs + units + 1, units)) * rng.uniform(
        0.3, 0.9, (inputs + units + 1, units)
    )
    u, w, b = np.split(scale.astype("float32"), [inputs, inputs + units])
    b = b[0]
    layer = layers.SimpleRNN(units, return_sequences=True, unroll=True)
    layer.build((1, None, inputs))
    layer.set_weights([u, w, b])
    is_read = np.arange(steps) < lengths[:, None]
    right = np.asarray(layer(x, mask=is_read))[:, -1]
    states, is_read = np.asarray(layer(x)), is_read[..., None]
    asks = f"shape {right.shape}, each row as if read alone and without its padding"
    places = {
        "in the rows without padding": np.broadcast_to(lengths[:, None] == steps, right.shape),
        "in the rows that read the fewest steps": np.broadcast_to(
            lengths[:, None] == lengths.min(), right.shape
        ),
    }
    mistakes = {  # those that begin with what is right
        "shape (rows, units): a state has one number for each unit": right.T,
        "the state of every row, not only that of the last": right[-1],
        "the state of every row, not only that of the first": right[0],
        "the states of all rows are wanted, not their sum": right.sum(axis=0),
        "the rows in the order in which they came, not sorted by length": (
            right[np.argsort(-lengths, kind="stable")]
        ),
        "after a row's last step its state must be kept, not set to 0": (right * is_read[:, -1]),
        "only the state after the last step, not those along the way": states,
        "only the state after the last step, not the mean of all": (
            (states * is_read).sum(1) / lengths[:, None]
        ),
        "only the state after the last step, not the sum of all": (states * is_read).sum(1),
        "only the state after the last step, not the largest numbers of all": (
            np.where(is_read, states, -np.inf).max(1)
        ),
    }
    return Case((x, lengths, u, w, b), right, asks, mistakes, places)


def _states(step, x, units):
    """The states (steps + 1, rows, units) after 0, 1, ... steps, padding included."""
    states = [np.zeros((len(x), units))]
    for column in x.swapaxes(0, 1):
        states.append(step(column, states[-1]))
    return np.stack(states)


def _computes(step):
    """Each row is read to its end, but with another step: of x(t), s(t-1), U, W, b."""

    def answer(x, lengths, u, w, b):
        states = _states(lambda column, s: step(column, s, u, w, b), x, len(b))
        return states[lengths, np.arange(len(x))]

    return answer


def _stops(after):
    """The steps are right, but a row is read for `after` many: of lengths and the steps of x."""

    def answer(x, lengths, u, w, b):
        states = _states(lambda column, s: np.tanh(column @ u + s @ w + b), x, len(b))
        return states[after(lengths, x.shape[1]), np.arange(len(x))]

    return answer


def _reads(change):
    """Another x is read: `change` makes it, and its lengths, of x and lengths."""

    def answer(x, lengths, u, w, b):
        x, lengths = change(x, lengths)
        states = _states(lambda column, s: np.tanh(column @ u + s @ w + b), x, len(b))
        return states[lengths, np.arange(len(x))]

    return answer


def _without(is_left_out):
    """As if the steps that `is_left_out` says of x were padding."""

    def change(x, lengths):
        kept = ~is_left_out(x)
        read = np.zeros_like(x)
        for new, old, row in zip(read, x, kept, strict=True):
            new[: row.sum()] = old[row]
        return read, kept.sum(axis=1)

    return change


def _up_to_last(is_read):
    """As if a row ended at the last step of which `is_read` holds."""
    return lambda x, lengths: (x, (np.arange(1, x.shape[1] + 1) * is_read(x)).max(axis=1))


def _backwards(x, lengths):
    rows = [np.roll(row[::-1], n, axis=0) for row, n in zip(x, lengths, strict=True)]
    return np.stack(rows), lengths


def _carried_on(x, lengths, u, w, b):
    s, states = np.zeros(len(b)), []
    for row, length in zip(x, lengths, strict=True):
        for column in row[:length]:
            s = np.tanh(column @ u + s @ w + b)
        states.append(s)
    return np.array(states)


def _mask_of_units(x, lengths, u, w, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths, np.tanh(x[:, t] @ u + s @ w + b), s)
    return s


def _kept_while_read(x, lengths, u, w, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], s, np.tanh(x[:, t] @ u + s @ w + b))
    return s


MISTAKES = {
    # where a row ends
    "padding was read: the state of a row must stop changing after its last step": _stops(
        lambda lengths, steps: np.full_like(lengths, steps)
    ),
    "one step too few was read: a row of length n has n steps": _stops(
        lambda lengths, steps: lengths - 1
    ),
    "one step of padding was read: a row of length n has n steps, 0 to n - 1": _stops(
        lambda lengths, steps: np.minimum(lengths + 1, steps)
    ),
    "each row has a length of its own, not that of the shortest row": _stops(
        lambda lengths, steps: np.full_like(lengths, lengths.min())
    ),
    "each row has a length of its own, not that of the longest row": _stops(
        lambda lengths, steps: np.full_like(lengths, lengths.max())
    ),
    "each row has a length of its own, not that of the first row": _stops(
        lambda lengths, steps: np.full_like(lengths, lengths[0])
    ),
    "each row has a length of its own, not that of the last row": _stops(
        lambda lengths, steps: np.full_like(lengths, lengths[-1])
    ),
    "all steps of a row have to be read, not only the first": _stops(
        lambda lengths, steps: np.ones_like(lengths)
    ),
    "the mask is the wrong way round: the state must be kept where the row has ended": _kept_while_read,
    "the mask needs an axis for the units, lengths[:, None]: else it is one of the units": _mask_of_units,
    "a zero that is read is not padding: where a row ends, lengths says": _reads(
        _without(lambda x: (x == 0).all(axis=2))
    ),
    "a row ends where lengths says, whatever numbers are read": _reads(
        _without(lambda x: x[:, :, 0] == 0)
    ),
    "zeros at the end of a row are read, too: where it ends, lengths says": _reads(
        _up_to_last(lambda x: (x != 0).any(axis=2))
    ),
    # in which order and from where
    "the first step of each row has to be read, too": _reads(
        lambda x, lengths: (x[:, 1:], lengths - 1)
    ),
    "read from the first step to the last": _reads(_backwards),
    "the steps come in their order, not from the end of the padding": _reads(
        lambda x, lengths: (x[:, ::-1], lengths)
    ),
    "every row begins with a state of zeros": _carried_on,
    "a row begins with zeros, not with ones": _computes(
        lambda x, s, u, w, b: np.tanh(x @ u + (s + (s == 0)) @ w + b)
    ),
    "s(t) depends on x(t), not on the step before it": _reads(
        lambda x, lengths: (np.roll(x, 1, axis=1), lengths)
    ),
    # the step
    "the state is lost: s(t) depends on s(t-1), through W": _computes(
        lambda x, s, u, w, b: np.tanh(x @ u + b)
    ),
    "the input is lost: s(t) depends on x(t), through U": _computes(
        lambda x, s, u, w, b: np.tanh(np.zeros(len(u)) @ u + s @ w + b)
    ),
    "the bias b is missing": _computes(lambda x, s, u, w, b: np.tanh(x @ u + s @ w)),
    "the bias b is added twice": _computes(lambda x, s, u, w, b: np.tanh(x @ u + s @ w + 2 * b)),
    "b is added, not taken away": _computes(lambda x, s, u, w, b: np.tanh(x @ u + s @ w - b)),
    "it is tanh, not the sigmoid": _computes(
        lambda x, s, u, w, b: 1 / (1 + np.exp(-(x @ u + s @ w + b)))
    ),
    "it is tanh, not relu": _computes(lambda x, s, u, w, b: np.maximum(x @ u + s @ w + b, 0)),
    "tanh is missing": _computes(lambda x, s, u, w, b: x @ u + s @ w + b),
    "tanh is applied twice": _computes(lambda x, s, u, w, b: np.tanh(np.tanh(x @ u + s @ w + b))),
    "W is transposed: the old state stands to its left, s @ W": _computes(
        lambda x, s, u, w, b: np.tanh(x @ u + s @ w.T + b)
    ),
    "the old state goes through W before it is added": _computes(
        lambda x, s, u, w, b: np.tanh(x @ u + s + b)
    ),
    "the new state takes the place of the old one: do not add them": _computes(
        lambda x, s, u, w, b: s + np.tanh(x @ u + s @ w + b)
    ),
    "tanh is the last thing to do: W s(t-1) belongs inside it": _computes(
        lambda x, s, u, w, b: np.tanh(x @ u + b) + s @ w
    ),
    "tanh is the last thing to do: x(t) U belongs inside it": _computes(
        lambda x, s, u, w, b: x @ u + np.tanh(s @ w + b)
    ),
    "tanh is the last thing to do: W s(t-1) and b belong inside it": _computes(
        lambda x, s, u, w, b: np.tanh(x @ u) + s @ w + b
    ),
    "the bias goes into tanh with the rest": _computes(
        lambda x, s, u, w, b: np.tanh(x @ u + s @ w) + b
    ),
    "one tanh of the whole sum, not one for each part": _computes(
        lambda x, s, u, w, b: np.tanh(x @ u) + np.tanh(s @ w) + np.tanh(b)
    ),
}  # fmt: skip


read_batch = Check(
    "read-batch",
    2,
    _cases,
    # states lie between -1 and 1: float32 rounds each by 1e-7, and W makes that a little larger
    tolerance=Tolerance(relative=0.0, absolute=1e-5),
    mistakes=MISTAKES,
    corners={
        "there is only one row": lambda x, lengths, u, w, b: len(x) == 1,
        "there is one input": lambda x, lengths, u, w, b: len(u) == 1,
        "there are several inputs": lambda x, lengths, u, w, b: len(u) > 1,
        "there is one unit": lambda x, lengths, u, w, b: len(b) == 1,
        "there are as many rows as units": lambda x, lengths, u, w, b: len(x) == len(b) > 1,
        "no row has padding": lambda x, lengths, u, w, b: (lengths == x.shape[1]).all(),
        "every row has padding": lambda x, lengths, u, w, b: (lengths < x.shape[1]).all(),
        "the rows have different lengths": lambda x, lengths, u, w, b: len(set(lengths)) > 1,
        "a row has one step": lambda x, lengths, u, w, b: 1 in lengths,
        "two rows have the same length": lambda x, lengths, u, w, b: (
            len(set(lengths)) < len(lengths)
        ),
        "a row ends with zeros that are read": lambda x, lengths, u, w, b: (
            not x[np.arange(len(x)), lengths - 1].any(axis=1).all()
        ),
    },
    axes=("row", "unit"),
    seconds=20.0,
)
