"""Answers to peephole-step."""

import numpy as np

from tests.answers import Bank
from tests.answers.lstm_gru._shared import sigmoid

bank = Bank("peephole-step")
right, mistake = bank.right, bank.mistake


@right
def peephole_by_formulas(x, h, c, weights):
    def gate(name, *parts):
        w, b = weights[name]
        return w @ np.concatenate(parts) + b

    f, i = sigmoid(gate("f", c, h, x)), sigmoid(gate("i", c, h, x))
    c = f * c + i * np.tanh(gate("C", h, x))
    return sigmoid(gate("o", c, h, x)) * np.tanh(c), c


@right
def peephole_cut_in_three(x, h, c, weights):
    m = len(h)

    def squashed(name, cell):
        w, b = weights[name]
        return sigmoid(w[:, :m] @ cell + w[:, m : 2 * m] @ h + w[:, 2 * m :] @ x + b)

    w, b = weights["C"]
    after = squashed("f", c) * c + squashed("i", c) * np.tanh(w[:, :m] @ h + w[:, m:] @ x + b)
    return np.stack([squashed("o", after) * np.tanh(after), after])


@right
def peephole_with_tensorflow(x, h, c, weights):
    import tensorflow as tf

    def total(name, *parts):
        w, b = weights[name]
        return tf.linalg.matvec(w, tf.concat(parts, 0)) + b

    c = tf.sigmoid(total("f", c, h, x)) * c + tf.sigmoid(total("i", c, h, x)) * tf.tanh(
        total("C", h, x)
    )
    return tf.sigmoid(total("o", c, h, x)) * tf.tanh(c), c


def peephole(x, h, c, weights, parts=lambda c, h, x: (c, h, x), names="fiCo", see="new", **other):
    """The step with one thing changed."""
    new, squash, out = (other.get(key, np.tanh) for key in ("new", "squash", "out"))
    gate, bias = other.get("gate", sigmoid), other.get("bias", 1)

    def total(name, *parts):
        w, b = weights[name]
        return w @ np.concatenate(parts) + bias * b

    f, i = (gate(total(name, *parts(c, h, x))) for name in names[:2])
    after = f * c + i * new(total("C", h, x))
    o = gate(total("o", *parts(after if see == "new" else c, h, x)))
    return o * out(after), after


@mistake("looks at the new C")
def peephole_o_sees_the_old_c(x, h, c, weights):
    return peephole(x, h, c, weights, see="old")


@mistake("not [h, C, x]")
def peephole_h_first(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (h, c, x))


@mistake("not [h, x, C]")
def peephole_c_last(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (h, x, c))


@mistake("not [x, h, C]")
def peephole_x_first(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (x, h, c))


@mistake("not at tanh(C)")
def peephole_at_tanh(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (np.tanh(c), h, x))


@mistake("the gates do not see C")
def peephole_without_peephole(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (0 * c, h, x))


@mistake("not only its own")
def peephole_diagonal(x, h, c, weights):
    """As Gers and Schmidhuber, and as course.layers.peephole."""
    m = len(h)
    own = {
        gate: (np.hstack([np.diag(w.diagonal()), w[:, m:]]), b) if gate != "C" else (w, b)
        for gate, (w, b) in weights.items()
    }
    return peephole(x, h, c, own)


@mistake("meet C, not h")
def peephole_at_h(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (h, h, x))


@mistake("f and i look at C here")
def peephole_of_f_and_i_only(x, h, c, weights):
    f_and_i = peephole(x, h, c, weights)[1]
    w, b = weights["o"]
    o = sigmoid(w[:, len(h) :] @ np.concatenate([h, x]) + b)
    return o * np.tanh(f_and_i), f_and_i


@mistake("only o looks at C here")
def peephole_of_o_only(x, h, c, weights):
    blind = {
        gate: (np.hstack([0 * w[:, : len(h)], w[:, len(h) :]]), b) if gate in "fi" else (w, b)
        for gate, (w, b) in weights.items()
    }
    return peephole(x, h, c, blind)


@mistake("the biases are missing")
def peephole_without_bias(x, h, c, weights):
    return peephole(x, h, c, weights, bias=0)


@mistake("the candidate uses tanh, not sigma")
def peephole_sigmoid_everywhere(x, h, c, weights):
    return peephole(x, h, c, weights, new=sigmoid)


@mistake("f multiplies the old C")
def peephole_f_and_i_swapped(x, h, c, weights):
    return peephole(x, h, c, weights, names="ifCo")


@mistake("the tanh is missing")
def peephole_without_tanh(x, h, c, weights):
    return peephole(x, h, c, weights, out=np.array)


@mistake("h first, then C")
def peephole_c_and_h(x, h, c, weights):
    return peephole(x, h, c, weights)[::-1]


@mistake("h and C, and not only C")
def peephole_only_c(x, h, c, weights):
    return peephole(x, h, c, weights)[1]


@mistake("take the gates by name")
def peephole_gates_by_place(x, h, c, weights):
    return peephole(x, h, c, dict(zip("fiCo", weights.values(), strict=True)))


@mistake("not two")
def peephole_only_a_wrong_h(x, h, c, weights):
    return 2 * peephole(x, h, c, weights)[0]


@mistake("return both")
def peephole_only_h(x, h, c, weights):
    return peephole(x, h, c, weights)[0]


@mistake("mismatch")
def peephole_candidate_peeps_too(x, h, c, weights):
    w, b = weights["C"]
    return np.tanh(w @ np.concatenate([c, h, x]) + b), c


@right
def peephole_in_float32(x, h, c, weights):
    x, h, c = x.astype("f"), h.astype("f"), c.astype("f")
    sums = {}

    def add(gate, seen):
        W, b = weights[gate]
        sums[gate] = np.einsum("ab,b->a", W.astype("f"), np.hstack(seen)) + b.astype("f")

    for gate in "fi":
        add(gate, [c, h, x])
    add("C", [h, x])
    c = c / (1 + np.exp(-sums["f"])) + np.tanh(sums["C"]) / (1 + np.exp(-sums["i"]))
    add("o", [c, h, x])
    return [np.tanh(c) / (1 + np.exp(-sums["o"])), c]


@right
def peephole_number_by_number(x, h, c, weights):
    def total(gate, vector):
        W, b = weights[gate]
        return [
            sum(w * v for w, v in zip(row, vector, strict=True)) + k
            for row, k in zip(W, b, strict=True)
        ]

    seen = [*h, *x]
    f, i, new = total("f", [*c, *seen]), total("i", [*c, *seen]), total("C", seen)
    cells = [sigmoid(f[k]) * c[k] + sigmoid(i[k]) * np.tanh(new[k]) for k in range(len(c))]
    o = total("o", cells + seen)
    return [sigmoid(o[k]) * np.tanh(cells[k]) for k in range(len(c))], cells


@right
def peephole_through_a_usual_lstm(x, h, c, weights):
    """What a gate sees of C is a part of its bias for a usual LSTM."""
    m = len(h)
    usual = {gate: (W[:, -m - len(x) :], b) for gate, (W, b) in weights.items()}
    peeps = {gate: W[:, :m] for gate, (W, _) in weights.items() if gate != "C"}

    def gate(name, more, function=sigmoid):
        W, b = usual[name]
        return function(W @ np.r_[h, x] + (b + more))

    new_c = gate("f", peeps["f"] @ c) * c
    new_c += gate("i", peeps["i"] @ c) * gate("C", 0, np.tanh)
    return gate("o", peeps["o"] @ new_c) * np.tanh(new_c), new_c


@mistake("the old C is returned")
def peephole_returns_the_c_it_was_given(x, h, c, weights):
    new_h, new_c = peephole_by_formulas(x, h, c, weights)
    return new_h, c


@mistake("the old h is returned")
def peephole_returns_the_h_it_was_given(x, h, c, weights):
    new_h, new_c = peephole_by_formulas(x, h, c, weights)
    return h, new_c


@mistake("the biases are added twice")
def peephole_two_biases(x, h, c, weights):
    return peephole(x, h, c, weights, bias=2)


@mistake("not only the candidate")
def peephole_gates_without_bias(x, h, c, weights):
    return peephole(
        x, h, c, {gate: (W, b if gate == "C" else 0 * b) for gate, (W, b) in weights.items()}
    )


@mistake("not those of the forget gate")
def peephole_i_copied_from_f(x, h, c, weights):
    return peephole(x, h, c, {**weights, "i": weights["f"]})


@mistake("not those of the input gate")
def peephole_o_copied_from_i(x, h, c, weights):
    return peephole(x, h, c, {**weights, "o": weights["i"]})


@mistake("all three are those of f")
def peephole_one_gate(x, h, c, weights):
    Wf, bf = weights["f"]
    Wc, bc = weights["C"]
    f = sigmoid(Wf @ np.concatenate([c, h, x]) + bf)
    c = f * c + f * np.tanh(Wc @ np.concatenate([h, x]) + bc)
    o = sigmoid(Wf @ np.concatenate([c, h, x]) + bf)
    return o * np.tanh(c), c


@mistake("not [C, x, h]")
def peephole_x_before_h(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (c, x, h))


@mistake("the candidate sees h, not C")
def peephole_candidate_sees_c(x, h, c, weights):
    W, b = weights["C"]
    m = len(h)
    return peephole(x, h, c, {**weights, "C": (0 * W, b + W[:, :m] @ c + W[:, m:] @ x)})


@mistake("not at tanh of it")
def peephole_o_sees_tanh(x, h, c, weights):
    _, new_c = peephole_by_formulas(x, h, c, weights)
    W, b = weights["o"]
    return sigmoid(W @ np.concatenate([np.tanh(new_c), h, x]) + b) * np.tanh(new_c), new_c


@mistake("f does as well")
def peephole_f_is_blind(x, h, c, weights):
    W, b = weights["f"]
    return peephole(x, h, c, {**weights, "f": (W * (np.arange(W.shape[1]) >= len(h)), b)})


@mistake("not by 1 - f")
def peephole_f_upside_down(x, h, c, weights):
    W, b = weights["f"]
    return peephole(x, h, c, {**weights, "f": (-W, -b)})


@mistake("the gates do not see h")
def peephole_without_h(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (c, 0 * h, x))


@mistake("the candidate, times i, is part of the new C")
def peephole_assigns_for_plus(x, h, c, weights):
    W, b = weights["f"]
    f = 1 / (1 + np.exp(-(W @ np.hstack([c, h, x]) + b)))
    c = f * c
    W, b = weights["o"]
    o = 1 / (1 + np.exp(-(W @ np.hstack([c, h, x]) + b)))
    return o * np.tanh(c), c


@mistake("all three are those of o")
def peephole_last_gate_for_all(x, h, c, weights):
    for gate in ("f", "i", "o"):
        W, b = weights[gate]
    return peephole(x, h, c, {"f": (W, b), "i": (W, b), "o": (W, b), "C": weights["C"]})
