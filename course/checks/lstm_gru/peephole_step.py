"""peephole-step: one step of an LSTM with peepholes.

Gates and cells come first, then the biases that lead to them.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.lstm_gru._shared import differs_from_pair, sigmoid


def _cases(rng):
    return [
        _case(rng, n=2, m=3),
        _case(rng, n=1, m=2, order="oiCf"),
        _case(rng, n=3, m=3),
        _case(rng, n=4, m=2),
    ]


def _case(rng, *, n, m, order="fiCo"):
    """order: of the gates in the dictionary."""
    x, h, c = rng.normal(size=n), rng.uniform(-0.9, 0.9, m), 1.5 * rng.normal(size=m)
    f, i, o = rng.uniform(0.1, 0.9, (3, m))
    new = rng.uniform(-0.9, 0.9, m)
    after = f * c + i * new
    right = (o * np.tanh(after), after)
    seen = {"f": (c, h, x), "i": (c, h, x), "C": (h, x), "o": (after, h, x)}
    sums = {"C": np.arctanh(new)}
    sums |= {
        gate: np.log(value) - np.log1p(-value) for gate, value in zip("fio", (f, i, o), strict=True)
    }
    weights = {}
    for gate in order:
        parts = seen[gate]
        w = rng.normal(size=(m, sum(map(len, parts))))
        weights[gate] = (w, sums[gate] - w @ np.concatenate(parts))

    def gates(join, *, at_output=after, biased=True, matrix=lambda w: w, names="fio"):
        """f, i, o with another order of the vector, where `join` takes C, h and x."""
        return [
            sigmoid(matrix(weights[gate][0]) @ np.concatenate(join(cell, h, x)) + biased * weights[gate][1])
            for gate, cell in zip(names, (c, c, at_output), strict=True)
        ]  # fmt: skip

    def new_states(f, i, o, new=new):
        return o * np.tanh(f * c + i * new), f * c + i * new

    def late_states(f, i, join, new=new, **other):
        """The output gate looks at the C that these f and i lead to."""
        cell = f * c + i * new
        o = gates(join, at_output=cell, **other)[2]
        return o * np.tanh(cell), cell

    def usual_order(cell, h, x):
        return cell, h, x

    def states_by_order(join):
        f, i, _ = gates(join)
        return late_states(f, i, join)

    def diagonal_peepholes(w):
        return np.concatenate([np.diag(np.diag(w)), w[:, m:]], axis=1)

    w_new, _ = weights["C"]
    no_bias = np.tanh(w_new @ np.concatenate([h, x]))
    plain_f, plain_i, _ = gates(usual_order, biased=False)
    plain_c = plain_f * c + plain_i * no_bias
    plain_o = gates(usual_order, at_output=plain_c, biased=False)[2]
    places = order.replace("C", "")  # C stays third, since its matrix has fewer columns
    mistakes = {
        "the output gate looks at the new C": new_states(f, i, gates(usual_order, at_output=c)[2]),
        "C comes first in the vector: [C, h, x]": states_by_order(lambda cell, h, x: (h, cell, x)),
        "C comes first in the vector and x last: [C, h, x]": (
            states_by_order(lambda cell, h, x: (h, x, cell))
        ),
        "h comes before x: [C, h, x]": states_by_order(lambda cell, h, x: (cell, x, h)),
        "x comes last: [C, h, x]": states_by_order(lambda cell, h, x: (x, h, cell)),
        "the gates look at C itself, not at tanh(C)": (
            states_by_order(lambda cell, h, x: (np.tanh(cell), h, x))
        ),
        "the gates do not see C: the first columns of W meet it": (
            states_by_order(lambda cell, h, x: (0 * cell, h, x))
        ),
        "every gate sees all cells here, not only its own": late_states(
            *gates(usual_order, matrix=diagonal_peepholes)[:2], usual_order, matrix=diagonal_peepholes
        ),
        "the first columns of W meet C, not h": states_by_order(lambda cell, h, x: (h, h, x)),
        "only f and i look at C here: o does as well": new_states(
            f, i, gates(lambda cell, h, x: (0 * cell, h, x))[2]
        ),
        "only o looks at C here: f and i do as well": late_states(
            *gates(lambda cell, h, x: (0 * cell, h, x))[:2], usual_order
        ),
        "the biases are missing": (plain_o * np.tanh(plain_c), plain_c),
        "the candidate uses tanh, not sigma": (
            late_states(f, i, usual_order, sigmoid(sums["C"]))
        ),
        "the gates use sigma, not tanh": new_states(
            *(np.tanh(sums[gate]) for gate in "fio")
        ),
        "f multiplies the old C, i the candidate: they are swapped": late_states(i, f, usual_order),
        "h is o times tanh(C): the tanh is missing": (o * after, after),
        "h is made from the new C, not from the old one": (o * np.tanh(c), after),
        "return h first, then C": right[::-1],
        "return both, h and C": right[0],
        "return both, h and C, and not only C": right[1],
        "take the gates by name: their order in the dictionary may change": late_states(
            *gates(usual_order, names=places)[:2], usual_order, names=places
        ),
        "the old C, times f, is part of the new C": late_states(0 * f, i, usual_order),
        "the candidate goes through the input gate": late_states(f, 1 + 0 * i, usual_order),
    }  # fmt: skip
    asks = f"h and C after the step, each of shape ({m},)"
    return Case((x, h, c, weights), right, asks, mistakes)


peephole_step = Check("peephole-step", 2, _cases, compare=differs_from_pair, parts=("h", "C"))
