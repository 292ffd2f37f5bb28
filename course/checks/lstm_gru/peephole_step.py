"""peephole-step: one step of an LSTM with peepholes.

Gates and cells come first, then the biases that lead to them.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.lstm_gru import _shared
from course.checks.lstm_gru._shared import differs_from_pair, sigmoid


def _cases(rng):
    return _shared.steps_of_lstm(rng, _case)


def _case(rng, *, n, m, order="fiCo", is_first=False):
    """order: of the gates in the dictionary. is_first: h and C are 0."""
    x, h, c = rng.uniform(-2, 2, n), rng.uniform(-0.9, 0.9, m), rng.uniform(-2, 2, m)
    c[0] = rng.choice((-1, 1)) * rng.uniform(1.2, 2)
    if is_first:
        h, c = np.zeros(m), np.zeros(m)
    f, i, o = rng.uniform(0.1, 0.9, (3, m))
    new = rng.choice((-1, 1), m) * rng.uniform(0.2, 0.9, m)
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
        w = rng.uniform(-1, 1, (m, sum(map(len, parts))))
        weights[gate] = (w, sums[gate] - w @ np.concatenate(parts))

    def look(gate, parts, times=1, matrix=lambda w: w):
        """The sum of a gate that sees other parts."""
        w, b = weights[gate]
        return matrix(w) @ np.concatenate(parts) + times * b

    def states(join=lambda cell, h, x: (cell, h, x), *, names="fio", at_output=None, **other):
        """h and C where gates see other parts, have other weights or are others themselves.

        at_output: what the output gate sees in place of the new C. other: f, i, new, o, and what `look` takes.
        """
        own = {gate: other.pop(gate) for gate in ("f", "i", "new", "o") if gate in other}
        f, i = (sigmoid(look(name, join(c, h, x), **other)) for name in names[:2])
        f, i = own.get("f", f), own.get("i", i)
        after = f * c + i * own.get("new", new)
        seen = after if at_output is None else at_output
        o = own.get("o", sigmoid(look(names[2], join(seen, h, x), **other)))
        return o * np.tanh(after), after

    def own_peepholes(w):
        return np.concatenate([np.diag(np.diag(w)), w[:, m:]], axis=1)

    def blind(gate, cell=c):
        """A gate that does not see the cell."""
        return sigmoid(look(gate, (0 * cell, h, x)))

    def new_of(*parts, times=1):
        return np.tanh(look("C", parts, times))

    nothing, all_open = np.zeros(m), np.ones(m)
    mistakes = {
        "the output gate looks at the new C": states(at_output=c),
        "the output gate looks at the new C, not at tanh of it": states(at_output=np.tanh(after)),
        "the output gate looks at the new C, not at the candidate": states(at_output=new),
        "the gates look at C itself, not at tanh(C)": (
            states(lambda cell, h, x: (np.tanh(cell), h, x))
        ),
        "the vector is [C, h, x], not [h, C, x]": states(lambda cell, h, x: (h, cell, x)),
        "the vector is [C, h, x], not [h, x, C]": states(lambda cell, h, x: (h, x, cell)),
        "the vector is [C, h, x], not [C, x, h]": states(lambda cell, h, x: (cell, x, h)),
        "the vector is [C, h, x], not [x, h, C]": states(lambda cell, h, x: (x, h, cell)),
        "the vector is [C, h, x], not [x, C, h]": states(lambda cell, h, x: (x, cell, h)),
        "the candidate sees [h, x], not [x, h]": states(new=new_of(x, h)),
        "the vectors are [C, h, x] and [h, x]: h comes before x in both": (
            states(lambda cell, h, x: (cell, x, h), new=new_of(x, h))
        ),
        "the gates do not see C: the first columns of W meet it": (
            states(lambda cell, h, x: (0 * cell, h, x))
        ),
        "the gates do not see h: the columns after those of C meet it": (
            states(lambda cell, h, x: (cell, 0 * h, x))
        ),
        "the gates do not see x: the last columns of W meet it": (
            states(lambda cell, h, x: (cell, h, 0 * x))
        ),
        "the first columns of W meet C, not h": states(lambda cell, h, x: (h, h, x)),
        "the columns after those of C meet h, not C once more": (
            states(lambda cell, h, x: (cell, cell, x))
        ),
        "C and h stand side by side in the vector: they are not added": (
            states(lambda cell, h, x: (cell, cell + h, x))
        ),
        "the candidate sees h, not C": states(new=new_of(c, x)),
        "every gate sees all cells here, not only its own": states(matrix=own_peepholes),
        "only f and i look at C here: o does as well": states(o=blind("o")),
        "only o looks at C here: f and i do as well": states(f=blind("f"), i=blind("i")),
        "only i and o look at C here: f does as well": states(f=blind("f")),
        "only f and o look at C here: i does as well": states(i=blind("i")),
        "the biases are missing": states(times=0, new=new_of(h, x, times=0)),
        "the biases are added twice": states(times=2, new=new_of(h, x, times=2)),
        "the biases are added, not subtracted": states(times=-1, new=new_of(h, x, times=-1)),
        "the gates have biases as well, not only the candidate": states(times=0),
        "the candidate has a bias as well": states(new=new_of(h, x, times=0)),
        "the candidate uses tanh, not sigma": states(new=sigmoid(sums["C"])),
        "the candidate goes through tanh": states(new=sums["C"]),
        "the gates use sigma, not tanh": (
            states(**{gate: np.tanh(sums[gate]) for gate in "fi"}, o=np.tanh(
                look("o", (np.tanh(sums["f"]) * c + np.tanh(sums["i"]) * new, h, x))
            ))
        ),
        "the output gate goes through sigma, not tanh": states(o=np.tanh(sums["o"])),
        "f keeps: multiply the old C by f, not by 1 - f": states(f=1 - f),
        "i lets in: multiply the candidate by i, not by 1 - i": states(i=1 - i),
        "o lets out: multiply tanh(C) by o, not by 1 - o": states(o=1 - o),
        "the input gate has weights of its own: it is not 1 - f": states(i=1 - f),
        "f multiplies the old C, i the candidate: they are swapped": states(names="ifo"),
        "f makes C and o makes h: they are swapped": states(names="oif"),
        "i makes C and o makes h: they are swapped": states(names="foi"),
        "the input gate has weights of its own, not those of the forget gate": states(names="ffo"),
        "the forget gate has weights of its own, not those of the input gate": states(names="iio"),
        "the output gate has weights of its own, not those of the forget gate": states(names="fif"),
        "the output gate has weights of its own, not those of the input gate": states(names="fii"),
        "the input gate has weights of its own, not those of the output gate": states(names="foo"),
        "the forget gate has weights of its own, not those of the output gate": states(names="oio"),
        "each gate has weights of its own: all three are those of f": states(names="fff"),
        "each gate has weights of its own: all three are those of i": states(names="iii"),
        "each gate has weights of its own: all three are those of o": states(names="ooo"),
        "h is o times tanh(C): the tanh is missing": (o * after, after),
        "h is o times tanh(C): the output gate is missing": (np.tanh(after), after),
        "h is o times tanh(C): o and the tanh are missing": (after, after),
        "h is o times tanh(C), not sigma(C)": (o * sigmoid(after), after),
        "h is o times tanh(C), not tanh of the product": (np.tanh(o * after), after),
        "h is made from the new C, not from the old one": (o * np.tanh(c), after),
        "h is made from the new C, not from the candidate": (o * np.tanh(new), after),
        "the old C is returned: return the new one": (right[0], c),
        "the old h is returned: return the new one": (h, after),
        "the candidate is returned in place of C": (right[0], new),
        "the output gate is returned in place of h": (o, after),
        "return h first, then C": right[::-1],
        "return both, h and C": right[0],
        "return both, h and C, and not only C": right[1],
        "the old C, times f, is part of the new C": states(f=nothing),
        "the candidate, times i, is part of the new C": states(i=nothing),
        "the candidate goes through the input gate": states(i=all_open),
        "the old C goes through the forget gate": states(f=all_open),
        "neither gate is used for the new C: it is f * C + i * candidate": (
            states(f=all_open, i=all_open)
        ),
    }  # fmt: skip
    asks = f"h and C after the step, each of shape ({m},)"
    return Case((x, h, c, weights), right, asks, mistakes)


def _by_place(x, h, c, weights):
    """A mistaken answer, which raises where the weights of the candidate stand in another place."""
    (w_f, b_f), (w_i, b_i), (w_new, b_new), (w_o, b_o) = weights.values()
    seen = np.concatenate([c, h, x])
    f, i = sigmoid(w_f @ seen + b_f), sigmoid(w_i @ seen + b_i)
    after = f * c + i * np.tanh(w_new @ seen[len(c) :] + b_new)
    return sigmoid(w_o @ np.concatenate([after, h, x]) + b_o) * np.tanh(after), after


peephole_step = Check(
    "peephole-step",
    2,
    _cases,
    compare=differs_from_pair,
    tolerance=_shared.STEP,
    mistakes={"take the gates by name: their order in the dictionary may change": _by_place},
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
