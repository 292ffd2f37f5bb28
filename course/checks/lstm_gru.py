"""Checks of lab 03_lstm_gru.

Every case is built together with its answer, by Keras or backwards; nothing here turns a student's inputs
into an answer. What mistakes lead to is computed in numpy from the case's own parts.
"""

from functools import cache

import numpy as np

from course.checks.base.core import Case, Check, judge_value

_ZEROS = {
    "kernel_initializer": "zeros",
    "recurrent_initializer": "zeros",
}  # set anyway; these are fast


def _sigmoid(a):
    return 1 / (1 + np.exp(-a))


def _judge_pair(case, outcome):
    """The usual judge; one array in place of h and C is called just that."""
    verdict = judge_value(case, outcome)
    shape = getattr(outcome.value, "shape", ())
    if len(shape) == 1:
        verdict = verdict._replace(message=f"it returned one array of shape ({shape[0]},), not two")
    return verdict


# LSTM step: Keras computes it


def _lstm_cases(rng):
    return [
        _lstm_case(rng, n=2, m=3),
        _lstm_case(rng, n=1, m=2, order="oiCf"),
        _lstm_case(rng, n=3, m=3),
        _lstm_case(rng, n=4, m=1),
    ]


def _lstm_case(rng, *, n, m, order="fiCo"):
    """order: of the gates in the dictionary."""
    from keras import layers

    x, h, c = rng.normal(size=n), rng.uniform(-0.9, 0.9, m), 1.5 * rng.normal(size=m)
    weights = {
        gate: (rng.normal(size=(m, m)), rng.normal(size=(m, n)), rng.normal(size=m))
        for gate in order
    }
    w, u, b = zip(*(weights[gate] for gate in "ifCo"), strict=True)
    cell = layers.LSTMCell(m, dtype="float64", **_ZEROS)
    cell.build((1, n))
    cell.set_weights([np.concatenate(u).T, np.concatenate(w).T, np.concatenate(b)])
    _, right = cell(x[None], [h[None], c[None]])
    right = tuple(np.asarray(state)[0] for state in right)

    def step(*, w_meets=h, u_meets=x, turned=(), biased="fiCo"):
        """The four sums, then their squashed values."""
        sums = {}
        for gate, (own_w, own_u, own_b) in weights.items():
            own_w = own_w.T if "W" in turned else own_w
            own_u = own_u.T if "U" in turned else own_u
            sums[gate] = own_w @ w_meets + own_u @ u_meets + (gate in biased) * own_b
        f, i, o = (_sigmoid(sums[gate]) for gate in "fio")
        return sums, f, i, np.tanh(sums["C"]), o

    def rest(f, i, new, o):
        after = f * c + i * new
        return o * np.tanh(after), after

    def by_place():
        first, second, third, last = (sums[gate] for gate in order)
        return rest(_sigmoid(first), _sigmoid(second), np.tanh(third), _sigmoid(last))

    sums, f, i, new, o = step()
    after = f * c + i * new

    def ending(cell):
        return o * np.tanh(cell), cell

    mistakes = {
        "the candidate is made by tanh, not by sigma": rest(f, i, _sigmoid(sums["C"]), o),
        "the gates are made by sigma, not by tanh": rest(
            np.tanh(sums["f"]), np.tanh(sums["i"]), new, np.tanh(sums["o"])
        ),
        "every sum goes through sigma or tanh": rest(sums["f"], sums["i"], sums["C"], sums["o"]),
        "h is o times tanh(C): the tanh is forgotten": (o * after, after),
        "h is made of the new C, not of the old one": (o * np.tanh(c), after),
        "h is o times tanh(C), not tanh of the product": (np.tanh(o * after), after),
        "f multiplies the old C, i the candidate: they are exchanged": rest(i, f, new, o),
        "f makes C and o makes h: they are exchanged": rest(o, i, new, f),
        "i makes C and o makes h: they are exchanged": rest(f, o, new, i),
        "the old C, times f, is part of the new C": (o * np.tanh(i * new), i * new),
        "the candidate goes through the input gate": rest(f, np.ones(m), new, o),
        "the old C goes through the forget gate": rest(np.ones(m), i, new, o),
        "the candidate is added to C, times i, as well": rest(f, i, 0 * new, o),
        "f keeps: multiply the old C by f, not by 1 - f": rest(1 - f, i, new, o),
        "the input gate has weights of its own: it is not 1 - f": rest(f, 1 - f, new, o),
        "the biases are missing": rest(*step(biased="")[1:]),
        "the forget gate has a bias as well": rest(*step(biased="iCo")[1:]),
        "the input gate has a bias as well": rest(*step(biased="fCo")[1:]),
        "the candidate has a bias as well": rest(*step(biased="fio")[1:]),
        "the output gate has a bias as well": rest(*step(biased="fiC")[1:]),
        "b is all of the forget gate's bias: add no other 1 to it": (
            rest(_sigmoid(sums["f"] + 1), i, new, o)
        ),
        "sigma(a) is 1 / (1 + exp(-a)): the sign is wrong": rest(1 - f, 1 - i, new, 1 - o),
        "f multiplies the old C only, not the candidate": ending(f * (c + i * new)),
        "h is o times tanh(C), not sigma(C)": (o * _sigmoid(after), after),
        "the gates are made by sigma, the output gate too": rest(f, i, new, np.tanh(sums["o"])),
        "C is a sum, without a tanh: only h has one": ending(np.tanh(after)),
        "C is a sum, without a tanh: that belongs to h": (o * np.tanh(after), np.tanh(after)),
        "take the gates by name: their order in the dictionary may change": by_place(),
        "the recurrent part, W times h, is missing": rest(*step(w_meets=0 * h)[1:]),
        "the input part, U times x, is missing": rest(*step(u_meets=0 * x)[1:]),
        "the gates look at h, not at C": rest(*step(w_meets=c)[1:]),
        "W @ h, not h @ W: the matrix W is transposed": rest(*step(turned="W")[1:]),
        "return h first, then C": right[::-1],
        "return both, h and C": right[0],
        "return both, h and C, and not only C": right[1],
    }
    if n == m:
        mistakes |= {
            "W meets h and U meets x: they are exchanged": rest(
                *step(w_meets=x, u_meets=h)[1:]
            ),
            "W @ h and U @ x, not h @ W and x @ U: both are transposed": rest(
                *step(turned="WU")[1:]
            ),
        }  # fmt: skip
    asks = f"h and C after the step, each of shape ({m},)"
    return Case((x, h, c, weights), right, asks, mistakes)


lstm_step = Check("lstm-step", 1, _lstm_cases, judge=_judge_pair)


# cell gradient: derivatives by a step in an imaginary direction, exact to the last digit


def _gradient_cases(rng):
    return [_gradient_case(rng, steps=steps, m=m) for steps, m in ((4, 2), (6, 1), (2, 3), (1, 2))]


def _gradient_case(rng, *, steps, m):
    shape = (steps, m)
    f, o, added = (
        rng.uniform(0.3, 0.95, shape),
        rng.uniform(0.2, 0.9, shape),
        rng.normal(size=shape),
    )
    dh = rng.normal(size=shape)

    def loss_after(changed, unit):
        """Cells in which one unit at one step is moved by a tiny imaginary number."""
        cells, c = [], np.zeros(m, complex)
        for step in range(steps):
            c = f[step] * c + added[step]
            if step == changed:
                c[unit] += 1e-30j
            cells.append(c)
        return np.array(cells)

    right = np.zeros(shape)
    for step in range(steps):
        for unit in range(m):
            cells = loss_after(step, unit)
            right[step, unit] = (dh * o * np.tanh(cells)).sum().imag / 1e-30
    c = loss_after(0, 0).real

    def backwards(own, kept):
        gradient, later = np.zeros(shape), np.zeros(m)
        for step in reversed(range(steps)):
            gradient[step] = later = own[step] + kept[step] * later
        return gradient

    slope = 1 - np.tanh(c) ** 2
    own, ones, nothing = dh * o * slope, np.ones(shape), np.zeros((1, m))
    next_f = np.concatenate([f[1:], nothing])
    forwards = own.copy()
    for step in range(1, steps):
        forwards[step] += f[step] * forwards[step - 1]
    mistakes = {
        "C(t) reaches C(t+1) through the forget gate of step t+1, not of step t": (
            backwards(own, f)
        ),
        "C(t) reaches later steps through C(t+1): their gradients are missing": own,
        "what comes from C(t+1) is multiplied by the forget gate": backwards(own, ones),
        "what comes from C(t+1) is multiplied by f, not by 1 - f": backwards(own, 1 - next_f),
        "what comes from C(t+1) is multiplied by f only: o and tanh belong to h": (
            backwards(own, next_f * o * slope)
        ),
        "the derivative of tanh(C) is missing": backwards(dh * o, next_f),
        "the derivative of tanh(C) is 1 - tanh(C)², not 1 - C²": (
            backwards(dh * o * (1 - c**2), next_f)
        ),
        "that is tanh(C), not its derivative 1 - tanh(C)²": (
            backwards(dh * o * np.tanh(c), next_f)
        ),
        "the derivative of tanh(C) is 1 - tanh(C)²: the square is missing": (
            backwards(dh * o * (1 - np.tanh(c)), next_f)
        ),
        "h is o times tanh(C): the output gate is missing": backwards(dh * slope, next_f),
        "dh is missing: it is where the gradient comes from": backwards(o * slope, next_f),
        "go backwards: C(t) matters to the steps after it": forwards,
        "only the last loss is counted: every step has its own dh": (
            backwards(np.concatenate([0 * own[:-1], own[-1:]]), next_f)
        ),
        "all later steps count, not only the next one": (
            own + next_f * np.concatenate([own[1:], nothing])
        ),
        "first step first: the result is backwards": right[::-1],
        "one row for every step, not only for the first": right[0],
        "one row for every step, not only for the last": right[-1],
        "keep the units apart: no sum over them": right.sum(axis=1),
        "keep the steps apart: no sum over them": right.sum(axis=0),
        "the sign is wrong: this is the derivative itself, not the step downhill": -right,
        "the first step is left out: go back to step 0": (
            np.concatenate([nothing, right[1:]]) if steps > 1 else right
        ),
        "the first step needs what comes from the second one as well": (
            np.concatenate([own[:1], right[1:]])
        ),
        "the last step has a dh of its own, too": (
            backwards(np.concatenate([own[:-1], nothing]), next_f)
        ),
        "carry the gradient of C(t+1) back, not dh of the next step": (
            own + next_f * np.concatenate([dh[1:], nothing])
        ),
        "what comes through h of the same step is not multiplied by f": (
            backwards(own * f, next_f)
        ),
        "what comes from C(t+1) is multiplied by f only: o belongs to h": (
            backwards(own, next_f * np.concatenate([o[1:], nothing]))
        ),
        "the gradients of all later steps are added once more: carry them along once": (
            np.cumsum(right[::-1], axis=0)[::-1]
        ),
    }
    asks = f"dL/dC at each of {steps} steps, shape {shape}"
    return Case((dh, f, o, c), right, asks, mistakes)


cell_gradient = Check("cell-gradient", 2, _gradient_cases)


# GRU step: Keras computes it, with the signs of z turned round, since its z is the lecture's 1 - z


def _gru_cases(rng):
    return [_gru_case(rng, n=n, m=m) for n, m in ((2, 3), (1, 2), (3, 3), (4, 1))]


def _gru_case(rng, *, n, m):
    from keras import layers

    x, h = rng.normal(size=n), rng.uniform(-0.9, 0.9, m)
    wz, wr, wh = rng.normal(size=(3, m, m + n))
    joined = np.concatenate([-wz, wr, wh]).T  # (m + n, 3m): sigma(-a) = 1 - sigma(a)
    cell = layers.GRUCell(m, use_bias=False, reset_after=False, dtype="float64", **_ZEROS)
    cell.build((1, n))
    cell.set_weights([joined[m:], joined[:m]])
    right = np.asarray(cell(x[None], [h[None]])[0])[0]

    def join(first, second):
        return np.concatenate([first, second])

    both = join(h, x)
    z, r = _sigmoid(wz @ both), _sigmoid(wr @ both)
    new = np.tanh(wh @ join(r * h, x))

    def mixed(new, z=z):
        return (1 - z) * h + z * new

    wrong_z, wrong_r = _sigmoid(wz @ join(x, h)), _sigmoid(wr @ join(x, h))
    mistakes = {
        "z takes from the candidate, 1 - z from the old h: they are exchanged": mixed(new, 1 - z),
        "r multiplies h before the matrix does, not after": (
            mixed(np.tanh(r * (wh[:, :m] @ h) + wh[:, m:] @ x))
        ),
        "that is Keras' GRU: exchange z and 1 - z, and multiply h by r before the matrix": (
            mixed(np.tanh(r * (wh[:, :m] @ h) + wh[:, m:] @ x), 1 - z)
        ),
        "the candidate sees r * h, not h": mixed(np.tanh(wh @ both)),
        "r multiplies h only, not x": mixed(np.tanh(r * (wh @ both))),
        "multiply h by r, not by 1 - r": mixed(np.tanh(wh @ join((1 - r) * h, x))),
        "z and r are exchanged": mixed(np.tanh(wh @ join(z * h, x)), r),
        "the candidate is made by tanh, not by sigma": mixed(_sigmoid(wh @ join(r * h, x))),
        "the candidate goes through tanh": mixed(wh @ join(r * h, x)),
        "the gates are made by sigma, not by tanh": mixed(
            np.tanh(wh @ join(np.tanh(wr @ both) * h, x)), np.tanh(wz @ both)
        ),
        "every gate goes through sigma": mixed(
            np.tanh(wh @ join((wr @ both) * h, x)), wz @ both
        ),
        "h comes first, then x: [h, x]": mixed(np.tanh(wh @ join(x, wrong_r * h)), wrong_z),
        "h comes first in the candidate too: [r * h, x]": mixed(np.tanh(wh @ join(x, r * h))),
        "that is the candidate: mix it with the old h": new,
        "the old h is kept by 1 - z, and not multiplied by r again": (
            (1 - z) * r * h + z * new
        ),
        "the old h is multiplied by 1 - z": h + z * new,
        "the old h, times 1 - z, is missing": z * new,
        "the candidate is multiplied by z": (1 - z) * h + new,
        "there is no cell and no tanh at the end: h itself is the memory": np.tanh(mixed(new)),
        "the recurrent part is missing: the gates see h as well": mixed(
            np.tanh(wh @ join(_sigmoid(wr[:, m:] @ x) * h, x)), _sigmoid(wz[:, m:] @ x)
        ),
    }  # fmt: skip
    asks = f"the new h, shape ({m},)"
    return Case((x, h, wz, wr, wh), right, asks, mistakes)


gru_step = Check("gru-step", 2, _gru_cases)


# units for a budget: Keras counts a layer, the budget is chosen so that it just fits


def _units_cases(rng):
    n, m = (int(number) for number in rng.integers(5, 30, 2))
    return [
        _units_case("LSTM", inputs=3, units=8, spare=0.0),
        _units_case("LSTM", inputs=n, units=m, spare=1.0),
        _units_case("GRU", inputs=2, units=9, spare=0.0),
        _units_case("GRU", inputs=m, units=n, spare=1.0),
        _units_case("SimpleRNN", inputs=4, units=20, spare=0.0),
        _units_case("SimpleRNN", inputs=7, units=12, spare=1.0),
        _units_case("LSTM", inputs=6, units=2, spare=0.6),
        _units_case("LSTM", inputs=6, units=2, spare=0.77),  # one unit more without biases
        _units_case("LSTM", inputs=40, units=310, spare=0.0),
        _units_case("LSTM", inputs=5, units=0, spare=1.0),
    ]


def _units_case(kind, *, inputs, units, spare):
    """spare: how far the budget is on its way to one unit more, 0 = just enough, 1 = one number short."""
    enough = _counted(kind=kind, inputs=inputs, units=units) if units else 0
    too_much = _counted(kind=kind, inputs=inputs, units=units + 1)
    budget = enough + round(spare * (too_much - 1 - enough))
    sets = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    biases = 2 if kind == "GRU" else 1

    def largest(*, sets=sets, biases=biases, once=0, from_x=inputs, squared=True, below=False):
        """The most units by another formula; once: biases that do not grow with the units."""
        m = 0
        while True:
            more = m + 1
            needed = sets * more * (from_x + (more if squared else 1) + biases) + once
            if needed > budget or (below and needed == budget):
                return m
            m = more

    per_unit = {"SimpleRNN": 1, "LSTM": 3, "GRU": 2}[kind]
    mistakes = {
        "the candidate has weights as well: gates and candidate are four sets, or three": (
            largest(sets=per_unit)
        ),
        "an LSTM has four sets of weights: three gates and the candidate": largest(
            sets=3 if kind == "LSTM" else sets
        ),
        "a GRU has three sets of weights: two gates and the candidate": largest(
            sets=2 if kind == "GRU" else sets
        ),
        "an LSTM has four sets of weights, a GRU three, a SimpleRNN one": largest(
            sets=4, biases=1
        ),
        "a GRU has three sets of weights, not four": largest(sets=4 if kind == "GRU" else sets),
        "a GRU of Keras has two biases for each of its three sets": largest(biases=1),
        "only the GRU has two biases in Keras": largest(biases=2),
        "only the GRU has two biases in Keras: an LSTM has one for each of its sets": largest(
            biases=2 if kind == "LSTM" else biases
        ),
        "a SimpleRNN has biases as well": largest(biases=0 if kind == "SimpleRNN" else biases),
        "every unit has a bias of its own: one for a set is not enough": largest(
            biases=0, once=sets * biases
        ),
        "every unit has a bias of its own: one for a layer is not enough": (
            largest(biases=0, once=1)
        ),
        "the biases are missing": largest(biases=0),
        "the weights that meet h are missing": largest(from_x=inputs - 1, squared=False),
        "the weights that meet x are missing": largest(from_x=0),
        "every unit meets every unit: m * m weights for h": largest(squared=False),
        "the budget itself may be spent: at most, not fewer": largest(below=True),
        "that layer is larger than the budget: round down": units + 1,
        "that layer is sometimes larger than the budget: round down": units + (spare > 0),
        "return the units, not the numbers in the layer": enough,
        "return the units, not what is left of the budget": budget - enough,
        "there is room for one unit more": units - 1,
        "if not even one unit fits, the answer is 0": max(units, 1),
        "SimpleRNN has no gates: one set of weights": largest(
            sets=4 if kind == "SimpleRNN" else sets
        ),
    }  # fmt: skip
    asks = "the most units that the budget allows, as Keras counts"
    return Case((kind, inputs, budget), units, asks, mistakes)


@cache
def _counted(*, kind, inputs, units):
    import keras

    layer = getattr(keras.layers, kind)(units)
    layer.build((None, None, inputs))
    return layer.count_params()


units_for = Check("units-for", 2, _units_cases)


# peephole step: gates and cells first, then the biases that lead to them


def _peephole_cases(rng):
    return [
        _peephole_case(rng, n=2, m=3),
        _peephole_case(rng, n=1, m=2, order="oiCf"),
        _peephole_case(rng, n=3, m=3),
        _peephole_case(rng, n=4, m=2),
    ]


def _peephole_case(rng, *, n, m, order="fiCo"):
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
            _sigmoid(matrix(weights[gate][0]) @ np.concatenate(join(cell, h, x)) + biased * weights[gate][1])
            for gate, cell in zip(names, (c, c, at_output), strict=True)
        ]  # fmt: skip

    def rest(f, i, o, new=new):
        return o * np.tanh(f * c + i * new), f * c + i * new

    def late(f, i, join, new=new, **other):
        """The output gate looks at the C that these f and i lead to."""
        cell = f * c + i * new
        o = gates(join, at_output=cell, **other)[2]
        return o * np.tanh(cell), cell

    def usual(cell, h, x):
        return cell, h, x

    def with_order(join):
        f, i, _ = gates(join)
        return late(f, i, join)

    def own_cell_only(w):
        return np.concatenate([np.diag(np.diag(w)), w[:, m:]], axis=1)

    w_new, b_new = weights["C"]
    no_bias = np.tanh(w_new @ np.concatenate([h, x]))
    plain_f, plain_i, _ = gates(usual, biased=False)
    plain_c = plain_f * c + plain_i * no_bias
    plain_o = gates(usual, at_output=plain_c, biased=False)[2]
    places = order.replace("C", "")  # C stays third, since its matrix has fewer columns
    mistakes = {
        "the output gate looks at the new C": rest(f, i, gates(usual, at_output=c)[2]),
        "C comes first in the vector: [C, h, x]": with_order(lambda cell, h, x: (h, cell, x)),
        "C comes first in the vector and x last: [C, h, x]": (
            with_order(lambda cell, h, x: (h, x, cell))
        ),
        "h comes before x: [C, h, x]": with_order(lambda cell, h, x: (cell, x, h)),
        "x comes last: [C, h, x]": with_order(lambda cell, h, x: (x, h, cell)),
        "the gates look at C itself, not at tanh(C)": (
            with_order(lambda cell, h, x: (np.tanh(cell), h, x))
        ),
        "the gates do not see C: the first columns of W meet it": (
            with_order(lambda cell, h, x: (0 * cell, h, x))
        ),
        "every gate sees all cells here, not only its own": late(
            *gates(usual, matrix=own_cell_only)[:2], usual, matrix=own_cell_only
        ),
        "the first columns of W meet C, not h": with_order(lambda cell, h, x: (h, h, x)),
        "only f and i look at C here: o does as well": rest(
            f, i, gates(lambda cell, h, x: (0 * cell, h, x))[2]
        ),
        "only o looks at C here: f and i do as well": late(
            *gates(lambda cell, h, x: (0 * cell, h, x))[:2], usual
        ),
        "the biases are missing": (plain_o * np.tanh(plain_c), plain_c),
        "the candidate is made by tanh, not by sigma": (
            late(f, i, usual, _sigmoid(sums["C"]))
        ),
        "the gates are made by sigma, not by tanh": rest(
            *(np.tanh(sums[gate]) for gate in "fio")
        ),
        "f multiplies the old C, i the candidate: they are exchanged": late(i, f, usual),
        "h is o times tanh(C): the tanh is forgotten": (o * after, after),
        "h is made of the new C, not of the old one": (o * np.tanh(c), after),
        "return h first, then C": right[::-1],
        "return both, h and C": right[0],
        "return both, h and C, and not only C": right[1],
        "take the gates by name: their order in the dictionary may change": late(
            *gates(usual, names=places)[:2], usual, names=places
        ),
        "the old C, times f, is part of the new C": late(0 * f, i, usual),
        "the candidate goes through the input gate": late(f, 1 + 0 * i, usual),
    }  # fmt: skip
    asks = f"h and C after the step, each of shape ({m},)"
    return Case((x, h, c, weights), right, asks, mistakes)


peephole_step = Check("peephole-step", 2, _peephole_cases, judge=_judge_pair)
