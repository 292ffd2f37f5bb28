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


@mistake("C comes first in the vector")
def peephole_h_first(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (h, c, x))


@mistake("C comes first in the vector and x last")
def peephole_c_last(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (h, x, c))


@mistake("x comes last")
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
