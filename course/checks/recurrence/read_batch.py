"""read-batch: the state of each row of a batch after its own last step.

Keras reads the batch with a mask that leaves out the padding.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, [2, 5, 3, 1], inputs=1, units=2),
        _case(rng, [1, 7], inputs=3, units=4),
        _case(rng, [6, 3, 5], inputs=2, units=2, padding=2),
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
        row[length:] = 0
    scale = rng.choice([-1, 1], (inputs + units + 1, units)) * rng.uniform(
        0.3, 0.9, (inputs + units + 1, units)
    )
    u, w, b = np.split(scale.astype("float32"), [inputs, inputs + units])
    b = b[0]
    layer = layers.SimpleRNN(units, unroll=True)
    layer.build((1, None, inputs))
    layer.set_weights([u, w, b])
    right = np.asarray(layer(x, mask=np.arange(steps) < lengths[:, None]))
    as_asked = {"x": x, "u": u, "w": w, "b": b, "f": np.tanh}
    every = _states(**as_asked)  # (steps + 1, rows, units): every[n] is the state after n steps

    def states_after(states, counts):
        return states[counts, np.arange(len(lengths))]

    def changed_states(**changed):
        return states_after(_states(**{**as_asked, **changed}), lengths)

    def states_without(zero):  # as if steps with a zero were padding
        counts = (~zero).sum(axis=1)
        kept = np.zeros_like(x)
        for new, old, dropped, count in zip(kept, x, zero, counts, strict=True):
            new[:count] = old[~dropped]
        return states_after(_states(**{**as_asked, "x": kept}), counts)

    def carried_states():  # from the end of a row into the next one
        s, states = np.zeros(units), []
        for row, length in zip(x, lengths, strict=True):
            for step in row[:length]:
                s = np.tanh(step @ u + s @ w + b)
            states.append(s)
        return np.array(states)

    longest = np.full(len(lengths), steps)
    mistakes = {
        "padding was read: the state of a row must stop changing after its last step": (
            states_after(every, longest)
        ),
        "one step too few: a row of length n has n steps": states_after(every, lengths - 1),
        "one step of padding was read: a row of length n has n steps": (
            states_after(every, np.minimum(lengths + 1, steps))
        ),
        "each row has a length of its own, not that of the shortest row": (
            states_after(every, np.full(len(lengths), lengths.min()))
        ),
        "each row has a length of its own, not that of the first row": (
            states_after(every, np.full(len(lengths), lengths[0]))
        ),
        "after a row's last step its state must be kept, not set to 0": (
            right * (lengths == steps)[:, None]
        ),
        "a zero that is read is not padding: where a row ends, lengths says": states_without(
            (x == 0).all(axis=2)
        ),
        "a row ends where lengths says, whatever numbers are read": states_without(x[:, :, 0] == 0),
        "every row begins with a state of zeros": carried_states(),
        "W is missing: the new state depends on the old one": changed_states(w=np.zeros_like(w)),
        "the bias b is missing": changed_states(b=np.zeros_like(b)),
        "it is tanh, not the sigmoid": changed_states(f=lambda z: 1 / (1 + np.exp(-z))),
        "it is tanh, not relu": changed_states(f=lambda z: np.maximum(z, 0)),
        "tanh is missing": changed_states(f=lambda z: z),
        "the old state stands to the left of W, not to its right: s @ W": changed_states(w=w.T),
        "tanh is the last thing to do: W s(t-1) belongs inside it": (
            states_after(_states(**as_asked, outside=True), lengths)
        ),
        "the bias goes into tanh with the rest": (
            states_after(_states(**{**as_asked, "b": 0 * b}, later=b), lengths)
        ),
        "read from the first step to the last": changed_states(
            x=np.stack([np.roll(row[::-1], n, axis=0) for row, n in zip(x, lengths, strict=True)])
        ),
        "only the state after the last step, not those along the way": every[1:].swapaxes(0, 1),
        "shape (rows, units): a state has one number for each unit": right.T,
        "the state of every row, not only that of the last": right[-1],
    }  # fmt: skip
    asks = f"shape {right.shape}, each row as if read alone and without its padding"
    return Case((x, lengths, u, w, b), right, asks, mistakes)


def _states(*, x, u, w, b, f, outside=False, later=0.0):
    """The states after 0, 1, ... steps, padding included: (steps + 1, rows, units).

    Only for the values that mistakes lead to: where a row ends is for the caller to say.
    """
    s = np.zeros((len(x), len(b)), "float32")
    states = [s]
    for step in range(x.shape[1]):
        new = x[:, step] @ u + b
        s = f(new) + s @ w if outside else f(new + s @ w) + later
        states.append(s)
    return np.stack(states)


read_batch = Check("read-batch", 2, _cases, seconds=20.0)
