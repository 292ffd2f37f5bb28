"""lstm-step: one step of an LSTM.

Keras computes what is right.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.lstm_gru import _shared
from course.checks.lstm_gru._shared import ZEROS, differs_from_pair, sigmoid


def _cases(rng):
    return _shared.steps_of_lstm(rng, _case)


def _case(rng, *, n, m, order="fiCo", is_first=False):
    """order: of the gates in the dictionary. is_first: h and C are 0."""
    from keras import layers

    x, h, c = rng.uniform(-2, 2, n), rng.uniform(-0.9, 0.9, m), rng.uniform(-2, 2, m)
    c[0] = rng.choice((-1, 1)) * rng.uniform(1.2, 2)
    if is_first:
        h, c = np.zeros(m), np.zeros(m)
    weights = {
        gate: (rng.uniform(-1, 1, (m, m)), rng.uniform(-1, 1, (m, n)), rng.uniform(-1, 1, m))
        for gate in order
    }
    w, u, b = zip(*(weights[gate] for gate in "ifCo"), strict=True)
    cell = layers.LSTMCell(m, dtype="float64", **ZEROS)
    cell.build((1, n))
    cell.set_weights([np.concatenate(u).T, np.concatenate(w).T, np.concatenate(b)])
    _, right = cell(x[None], [h[None], c[None]])
    right = tuple(np.asarray(state)[0] for state in right)

    def sums(*, names="fiCo", w_meets=h, u_meets=x, turned=False, biased="fiCo", times=1):
        """{gate: its sum}, where a gate has the weights that `names` has in its place."""
        return {
            gate: (own_w.T if turned else own_w) @ w_meets
            + own_u @ u_meets
            + (name in biased) * times * own_b
            for gate, name in zip("fiCo", names, strict=True)
            for own_w, own_u, own_b in [weights[name]]
        }

    def squashed(sums):
        f, i, o = (sigmoid(sums[gate]) for gate in "fio")
        return {"f": f, "i": i, "new": np.tanh(sums["C"]), "o": o}

    def states(**other):
        """h and C where some of f, i, new and o are others."""
        f, i, new, o = ({**gates, **other}[name] for name in ("f", "i", "new", "o"))
        after = f * c + i * new
        return o * np.tanh(after), after

    def states_of(**other):
        return states(**squashed(sums(**other)))

    def states_from(cell):
        return o * np.tanh(cell), cell

    own = sums()
    gates = squashed(own)
    f, i, new, o = gates.values()
    after = f * c + i * new
    kept, added = f * c, i * new
    bare = squashed(sums(biased=""))
    mistakes = {
        "the candidate uses tanh, not sigma": states(new=sigmoid(own["C"])),
        "the gates use sigma, not tanh": states(**{gate: np.tanh(own[gate]) for gate in "fio"}),
        "the gates use sigma, the output gate, too": states(o=np.tanh(own["o"])),
        "the input gate goes through sigma, not tanh": states(i=np.tanh(own["i"])),
        "the forget gate goes through sigma, not tanh": states(f=np.tanh(own["f"])),
        "the candidate goes through tanh": states(new=own["C"]),
        "the input gate and the candidate are swapped": (
            states(i=sigmoid(own["C"]), new=np.tanh(own["i"]))
        ),
        "every sum goes through sigma or tanh": (
            states(f=own["f"], i=own["i"], new=own["C"], o=own["o"])
        ),
        "each gate goes through sigma once, not twice": (
            states(f=sigmoid(f), i=sigmoid(i), o=sigmoid(o))
        ),
        "sigma(a) is 1 / (1 + exp(-a)): the sign is wrong": states(f=1 - f, i=1 - i, o=1 - o),
        "f keeps: multiply the old C by f, not by 1 - f": states(f=1 - f),
        "i lets in: multiply the candidate by i, not by 1 - i": states(i=1 - i),
        "o lets out: multiply tanh(C) by o, not by 1 - o": states(o=1 - o),
        "the input gate has weights of its own: it is not 1 - f": states(i=1 - f),
        "h is o times tanh(C): the tanh is missing": (o * after, after),
        "h is o times tanh(C): the output gate is missing": (np.tanh(after), after),
        "h is o times tanh(C): o and the tanh are missing": (after, after),
        "h is o times tanh(C), not tanh of the product": (np.tanh(o * after), after),
        "h is o times tanh(C), not sigma(C)": (o * sigmoid(after), after),
        "h is o times tanh(C), not their sum": (o + np.tanh(after), after),
        "h is o times tanh(C): the tanh is there twice": (o * np.tanh(np.tanh(after)), after),
        "h is made from the new C, not from the old one": (o * np.tanh(c), after),
        "h is made from the new C, not from the candidate": (o * np.tanh(new), after),
        "h is made from the new C, not from the candidate alone": (o * new, after),
        "h is made from the whole new C: the old C, times f, is part of it": (
            o * np.tanh(added), after
        ),
        "the old C is returned: return the new one": (o * np.tanh(after), c),
        "the candidate is returned in place of C": (o * np.tanh(after), new),
        "the old h is returned: return the new one": (h, after),
        "the output gate is returned in place of h": (o, after),
        "return h and C: that is h twice": (right[0], right[0]),
        "return h first, then C": right[::-1],
        "return both, h and C": right[0],
        "return both, h and C, and not only C": right[1],
        "f multiplies the old C, i the candidate: they are swapped": states(f=i, i=f),
        "f makes C and o makes h: they are swapped": states(f=o, o=f),
        "i makes C and o makes h: they are swapped": states(i=o, o=i),
        "the input gate has weights of its own, not those of the forget gate": states(i=f),
        "the forget gate has weights of its own, not those of the input gate": states(f=i),
        "the output gate has weights of its own, not those of the forget gate": states(o=f),
        "the output gate has weights of its own, not those of the input gate": states(o=i),
        "the input gate has weights of its own, not those of the output gate": states(i=o),
        "the forget gate has weights of its own, not those of the output gate": states(f=o),
        'the candidate has the weights "C", not those of the input gate': (
            states(new=np.tanh(own["i"]))
        ),
        'the candidate has the weights "C", not those of the forget gate': (
            states(new=np.tanh(own["f"]))
        ),
        'the candidate has the weights "C", not those of the output gate': (
            states(new=np.tanh(own["o"]))
        ),
        "each gate has weights of its own: all four sums are those of f": states_of(names="ffff"),
        "each gate has weights of its own: all four sums are those of o": states_of(names="oooo"),
        "take the gates by name: their order in the dictionary may change": states_of(names=order),
        "the old C, times f, is part of the new C": states(f=0 * f),
        "the candidate, times i, is part of the new C": states(i=0 * i),
        "the candidate goes through the input gate": states(i=1 + 0 * i),
        "the old C goes through the forget gate": states(f=1 + 0 * f),
        "neither gate is used for the new C: it is f * C + i * candidate": (
            states(f=1 + 0 * f, i=1 + 0 * i)
        ),
        "f multiplies the old C only, not the candidate": states_from(f * (c + added)),
        "i multiplies the candidate only, not the old C": states_from(i * (kept + new)),
        "the two parts of the new C are added, not multiplied": states_from(kept * added),
        "the two parts of the new C are added, not subtracted": states_from(kept - added),
        "C is a sum, without a tanh: only h has one": states_from(np.tanh(after)),
        "C is a sum, without a tanh: that belongs to h": (o * np.tanh(after), np.tanh(after)),
        "the biases are missing": states_of(biased=""),
        "the biases are added twice": states_of(times=2),
        "the biases are added, not subtracted": states_of(times=-1),
        "the biases are added before sigma and tanh, not after": (
            states(**{
                name: bare[name] + weights[gate][2]
                for name, gate in zip(bare, "fiCo", strict=True)
            })
        ),
        "the forget gate has a bias as well": states_of(biased="iCo"),
        "the input gate has a bias as well": states_of(biased="fCo"),
        "the candidate has a bias as well": states_of(biased="fio"),
        "the output gate has a bias as well": states_of(biased="fiC"),
        "b is the whole of the forget gate's bias: do not add another 1 to it": (
            states(f=sigmoid(own["f"] + 1))
        ),
        "the recurrent part, W times h, is missing": states_of(w_meets=0 * h),
        "the input part, U times x, is missing": states_of(u_meets=0 * x),
        "the gates look at h, not at C": states_of(w_meets=c),
        "every gate looks at the old h: the output gate does not see the new C": (
            states(o=squashed(sums(w_meets=after))["o"])
        ),
        "W @ h, not h @ W: the matrix W is transposed": states_of(turned=True),
    }  # fmt: skip
    asks = f"h and C after the step, each of shape ({m},)"
    return Case((x, h, c, weights), right, asks, mistakes)


def _with_products(multiply):
    """A mistaken answer: W, U, h and x meet in another way, which raises if the sizes do not allow it."""

    def answer(x, h, c, weights):
        sums = {gate: multiply(w, u, h, x) + b for gate, (w, u, b) in weights.items()}
        f, i, o = (sigmoid(sums[gate]) for gate in "fio")
        after = f * c + i * np.tanh(sums["C"])
        return o * np.tanh(after), after

    return answer


lstm_step = Check(
    "lstm-step",
    1,
    _cases,
    compare=differs_from_pair,
    tolerance=_shared.STEP,
    mistakes={
        "W meets h and U meets x: they are swapped": _with_products(
            lambda w, u, h, x: w @ x + u @ h
        ),
        "W @ h and U @ x, not h @ W and x @ U: both are transposed": _with_products(
            lambda w, u, h, x: h @ w + x @ u
        ),
        "W @ h and U @ x are added, not multiplied": _with_products(
            lambda w, u, h, x: (w @ h) * (u @ x)
        ),
        "U @ x, not x @ U: the matrix U is transposed": _with_products(
            lambda w, u, h, x: w @ h + x @ u
        ),
    },
    corners={
        "there is one unit": _shared.has_one_unit,
        "there is one input": _shared.has_one_input,
        "there are as many inputs as units": _shared.is_square,
        "the dictionary has the gates in another order than the text": _shared.is_in_another_order,
        "h and C are 0, as at the first step": _shared.is_start,
        "a cell holds more than 1 or less than -1": lambda x, h, c, weights: np.any(abs(c) > 1),
    },
    axes=("unit",),
    parts=("h", "C"),
)
