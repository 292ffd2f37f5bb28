"""lstm-step: one step of an LSTM.

Keras computes what is right.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.lstm_gru._shared import ZEROS, differs_from_pair, sigmoid


def _cases(rng):
    return [
        _case(rng, n=2, m=3),
        _case(rng, n=1, m=2, order="oiCf"),
        _case(rng, n=3, m=3),
        _case(rng, n=4, m=1),
    ]


def _case(rng, *, n, m, order="fiCo"):
    """order: of the gates in the dictionary."""
    from keras import layers

    x, h, c = rng.normal(size=n), rng.uniform(-0.9, 0.9, m), 1.5 * rng.normal(size=m)
    weights = {
        gate: (rng.normal(size=(m, m)), rng.normal(size=(m, n)), rng.normal(size=m))
        for gate in order
    }
    w, u, b = zip(*(weights[gate] for gate in "ifCo"), strict=True)
    cell = layers.LSTMCell(m, dtype="float64", **ZEROS)
    cell.build((1, n))
    cell.set_weights([np.concatenate(u).T, np.concatenate(w).T, np.concatenate(b)])
    _, right = cell(x[None], [h[None], c[None]])
    right = tuple(np.asarray(state)[0] for state in right)

    def gate_values(*, w_meets=h, u_meets=x, turned=(), biased="fiCo"):
        """The four sums, then their squashed values."""
        sums = {}
        for gate, (own_w, own_u, own_b) in weights.items():
            own_w = own_w.T if "W" in turned else own_w
            own_u = own_u.T if "U" in turned else own_u
            sums[gate] = own_w @ w_meets + own_u @ u_meets + (gate in biased) * own_b
        f, i, o = (sigmoid(sums[gate]) for gate in "fio")
        return sums, f, i, np.tanh(sums["C"]), o

    def new_states(f, i, new, o):
        after = f * c + i * new
        return o * np.tanh(after), after

    def states_by_place():
        first, second, third, last = (sums[gate] for gate in order)
        return new_states(sigmoid(first), sigmoid(second), np.tanh(third), sigmoid(last))

    sums, f, i, new, o = gate_values()
    after = f * c + i * new

    def states_from_cell(cell):
        return o * np.tanh(cell), cell

    mistakes = {
        "the candidate uses tanh, not sigma": new_states(f, i, sigmoid(sums["C"]), o),
        "the gates use sigma, not tanh": new_states(
            np.tanh(sums["f"]), np.tanh(sums["i"]), new, np.tanh(sums["o"])
        ),
        "every sum goes through sigma or tanh": new_states(
            sums["f"], sums["i"], sums["C"], sums["o"]
        ),
        "h is o times tanh(C): the tanh is missing": (o * after, after),
        "h is made from the new C, not from the old one": (o * np.tanh(c), after),
        "h is o times tanh(C), not tanh of the product": (np.tanh(o * after), after),
        "f multiplies the old C, i the candidate: they are swapped": new_states(i, f, new, o),
        "f makes C and o makes h: they are swapped": new_states(o, i, new, f),
        "i makes C and o makes h: they are swapped": new_states(f, o, new, i),
        "the old C, times f, is part of the new C": (o * np.tanh(i * new), i * new),
        "the candidate goes through the input gate": new_states(f, np.ones(m), new, o),
        "the old C goes through the forget gate": new_states(np.ones(m), i, new, o),
        "the candidate is added to C, times i, as well": new_states(f, i, 0 * new, o),
        "f keeps: multiply the old C by f, not by 1 - f": new_states(1 - f, i, new, o),
        "the input gate has weights of its own: it is not 1 - f": new_states(f, 1 - f, new, o),
        "the biases are missing": new_states(*gate_values(biased="")[1:]),
        "the forget gate has a bias as well": new_states(*gate_values(biased="iCo")[1:]),
        "the input gate has a bias as well": new_states(*gate_values(biased="fCo")[1:]),
        "the candidate has a bias as well": new_states(*gate_values(biased="fio")[1:]),
        "the output gate has a bias as well": new_states(*gate_values(biased="fiC")[1:]),
        "b is the whole of the forget gate's bias: do not add another 1 to it": (
            new_states(sigmoid(sums["f"] + 1), i, new, o)
        ),
        "sigma(a) is 1 / (1 + exp(-a)): the sign is wrong": new_states(1 - f, 1 - i, new, 1 - o),
        "f multiplies the old C only, not the candidate": states_from_cell(f * (c + i * new)),
        "h is o times tanh(C), not sigma(C)": (o * sigmoid(after), after),
        "the gates use sigma, the output gate, too": new_states(f, i, new, np.tanh(sums["o"])),
        "C is a sum, without a tanh: only h has one": states_from_cell(np.tanh(after)),
        "C is a sum, without a tanh: that belongs to h": (o * np.tanh(after), np.tanh(after)),
        "take the gates by name: their order in the dictionary may change": states_by_place(),
        "the recurrent part, W times h, is missing": new_states(*gate_values(w_meets=0 * h)[1:]),
        "the input part, U times x, is missing": new_states(*gate_values(u_meets=0 * x)[1:]),
        "the gates look at h, not at C": new_states(*gate_values(w_meets=c)[1:]),
        "W @ h, not h @ W: the matrix W is transposed": new_states(*gate_values(turned="W")[1:]),
        "return h first, then C": right[::-1],
        "return both, h and C": right[0],
        "return both, h and C, and not only C": right[1],
    }
    if n == m:
        mistakes |= {
            "W meets h and U meets x: they are swapped": new_states(
                *gate_values(w_meets=x, u_meets=h)[1:]
            ),
            "W @ h and U @ x, not h @ W and x @ U: both are transposed": new_states(
                *gate_values(turned="WU")[1:]
            ),
        }  # fmt: skip
    asks = f"h and C after the step, each of shape ({m},)"
    return Case((x, h, c, weights), right, asks, mistakes)


lstm_step = Check("lstm-step", 1, _cases, compare=differs_from_pair, parts=("h", "C"))
