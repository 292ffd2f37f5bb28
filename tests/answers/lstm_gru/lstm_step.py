"""Answers to lstm-step."""

import math

import numpy as np

from tests.answers import Bank
from tests.answers.lstm_gru._shared import sigmoid

bank = Bank("lstm-step")
right, mistake = bank.right, bank.mistake


@right
def lstm_by_formulas(x, h, c, weights):
    def squashed(gate, function):
        w, u, b = weights[gate]
        return function(w @ h + u @ x + b)

    f, i, o = squashed("f", sigmoid), squashed("i", sigmoid), squashed("o", sigmoid)
    c = f * c + i * squashed("C", np.tanh)
    return o * np.tanh(c), c


@right
def lstm_joined(x, h, c, weights):
    """One matrix for [h, x], as in lectures 4 and 5."""
    both = np.concatenate([h, x])
    sums = {g: np.hstack([w, u]).dot(both) + b for g, (w, u, b) in weights.items()}
    c = sigmoid(sums["f"]) * c + sigmoid(sums["i"]) * np.tanh(sums["C"])
    return [sigmoid(sums["o"]) * np.tanh(c), c]


@right
def lstm_number_by_number(x, h, c, weights):
    def gate(name, unit):
        w, u, b = weights[name]
        total = b[unit]
        for k in range(len(h)):
            total += w[unit, k] * h[k]
        for k in range(len(x)):
            total += u[unit, k] * x[k]
        return math.tanh(total) if name == "C" else 1 / (1 + math.exp(-total))

    cells, outputs = [], []
    for unit in range(len(h)):
        cells.append(gate("f", unit) * c[unit] + gate("i", unit) * gate("C", unit))
        outputs.append(gate("o", unit) * math.tanh(cells[-1]))
    return outputs, cells


@right
def lstm_by_keras(x, h, c, weights):
    from keras import layers

    cell = layers.LSTMCell(len(h), dtype="float64")
    cell.build((1, len(x)))
    w, u, b = zip(*(weights[gate] for gate in "ifCo"), strict=True)
    cell.set_weights([np.vstack(u).T, np.vstack(w).T, np.hstack(b)])
    h, (_, c) = cell(x[None], [h[None], c[None]])
    return np.ravel(h), np.ravel(c)


def lstm(x, h, c, weights, names="fiCo", new=np.tanh, gate=sigmoid, out=np.tanh, turn=(), bias=1):
    """The step with one thing changed; f, i, C, o are what `names` says."""

    def value(name, function):
        w, u, b = weights[name]
        w = w.T if "W" in turn else w
        u = u.T if "U" in turn else u
        return function(w @ h + u @ x + bias * b)

    f, i, g, o = (value(n, new if k == 2 else gate) for k, n in enumerate(names))
    c = f * c + i * g
    return o * out(c), c


@mistake("f multiplies the old C")
def lstm_f_and_i_swapped(x, h, c, weights):
    return lstm(x, h, c, weights, "ifCo")


@mistake("f makes C and o makes h")
def lstm_f_and_o_swapped(x, h, c, weights):
    return lstm(x, h, c, weights, "oiCf")


@mistake("i makes C and o makes h")
def lstm_i_and_o_swapped(x, h, c, weights):
    return lstm(x, h, c, weights, "foCi")


@mistake("the candidate uses tanh, not sigma")
def lstm_sigmoid_everywhere(x, h, c, weights):
    return lstm(x, h, c, weights, new=sigmoid)


@mistake("the gates use sigma, not tanh")
def lstm_tanh_everywhere(x, h, c, weights):
    return lstm(x, h, c, weights, gate=np.tanh)


@mistake("every sum goes through")
def lstm_nothing_squashed(x, h, c, weights):
    return lstm(x, h, c, weights, new=np.array, gate=np.array)


@mistake("the tanh is missing")
def lstm_without_tanh(x, h, c, weights):
    return lstm(x, h, c, weights, out=np.array)


@mistake("the biases are missing")
def lstm_without_bias(x, h, c, weights):
    return lstm(x, h, c, weights, bias=0)


@mistake("the matrix W is transposed")
def lstm_w_transposed(x, h, c, weights):
    return lstm(x, h, c, weights, turn="W")


@mistake("both are transposed")
def lstm_both_transposed(x, h, c, weights):
    return lstm(x, h, c, weights, turn="WU")


@mistake("W meets h and U meets x")
def lstm_w_and_u_swapped(x, h, c, weights):
    return lstm(x, h, c, {g: (u, w, b) for g, (w, u, b) in weights.items()})


@mistake("not from the old one")
def lstm_h_of_the_old_c(x, h, c, weights):
    _, after = lstm(x, h, c, weights)
    w, u, b = weights["o"]
    return sigmoid(w @ h + u @ x + b) * np.tanh(c), after


@mistake("the gates look at h, not at C")
def lstm_gates_see_c(x, h, c, weights):
    return lstm(x, c, c, weights)


@mistake("is part of the new C")
def lstm_without_memory(x, h, c, weights):
    return lstm(x, h, 0 * c, weights)


@mistake("h first, then C")
def lstm_c_first(x, h, c, weights):
    return lstm(x, h, c, weights)[::-1]


@mistake("h and C, and not only C")
def lstm_only_c(x, h, c, weights):
    return lstm(x, h, c, weights)[1]


@mistake("not two")
def lstm_only_a_wrong_h(x, h, c, weights):
    return 2 * lstm(x, h, c, weights)[0]


@mistake("take the gates by name")
def lstm_gates_by_place(x, h, c, weights):
    return lstm(x, h, c, dict(zip("fiCo", weights.values(), strict=True)))


@mistake("the sign is wrong")
def lstm_sigmoid_upside_down(x, h, c, weights):
    return lstm(x, h, c, weights, gate=lambda a: 1 / (1 + np.exp(a)))


def without_bias(weights, name):
    return {g: (w, u, b * (g != name)) for g, (w, u, b) in weights.items()}


@mistake("the forget gate has a bias")
def lstm_without_the_bias_of_f(x, h, c, weights):
    return lstm(x, h, c, without_bias(weights, "f"))


@mistake("the input gate has a bias")
def lstm_without_the_bias_of_i(x, h, c, weights):
    return lstm(x, h, c, without_bias(weights, "i"))


@mistake("the candidate has a bias")
def lstm_without_the_bias_of_the_candidate(x, h, c, weights):
    return lstm(x, h, c, without_bias(weights, "C"))


@mistake("the output gate has a bias")
def lstm_without_the_bias_of_o(x, h, c, weights):
    return lstm(x, h, c, without_bias(weights, "o"))


@mistake("do not add another 1")
def lstm_forget_bias_again(x, h, c, weights):
    w, u, b = weights["f"]
    return lstm(x, h, c, {**weights, "f": (w, u, b + 1)})


@mistake("f multiplies the old C only")
def lstm_forgets_the_candidate(x, h, c, weights):
    sums = {g: w @ h + u @ x + b for g, (w, u, b) in weights.items()}
    c = sigmoid(sums["f"]) * (c + sigmoid(sums["i"]) * np.tanh(sums["C"]))
    return sigmoid(sums["o"]) * np.tanh(c), c


@mistake("not sigma(C)")
def lstm_sigmoid_of_c(x, h, c, weights):
    return lstm(x, h, c, weights, out=sigmoid)


@mistake("the output gate, too")
def lstm_tanh_in_o(x, h, c, weights):
    _, after = lstm(x, h, c, weights)
    w, u, b = weights["o"]
    return np.tanh(w @ h + u @ x + b) * np.tanh(after), after


@mistake("only h has one")
def lstm_tanh_in_c_and_in_h(x, h, c, weights):
    w, u, b = weights["o"]
    after = np.tanh(lstm(x, h, c, weights)[1])
    return sigmoid(w @ h + u @ x + b) * np.tanh(after), after


@mistake("that belongs to h")
def lstm_tanh_in_c(x, h, c, weights):
    after, c = lstm(x, h, c, weights)
    return after, np.tanh(c)


@mistake("return both")
def lstm_only_h(x, h, c, weights):
    return lstm(x, h, c, weights)[0]


@mistake("it is not 1 - f")
def lstm_coupled(x, h, c, weights):
    def value(name, function=sigmoid):
        w, u, b = weights[name]
        return function(w @ h + u @ x + b)

    c = value("f") * c + (1 - value("f")) * value("C", np.tanh)
    return value("o") * np.tanh(c), c


@mistake("use return")
def lstm_printed(x, h, c, weights):
    print(lstm(x, h, c, weights))


@right
def lstm_in_float32(x, h, c, weights):
    x, h, c = (np.asarray(part, "float32") for part in (x, h, c))
    s = {}
    for gate in weights:
        W, U, b = (np.asarray(part, "float32") for part in weights[gate])
        s[gate] = np.dot(W, h) + np.dot(U, x) + b
    one = np.float32(1)
    c = c / (one + np.exp(-s["f"])) + np.tanh(s["C"]) / (one + np.exp(-s["i"]))
    return np.stack([np.tanh(c) / (one + np.exp(-s["o"])), c])


@right
def lstm_with_tensorflow(x, h, c, weights):
    import tensorflow as tf

    def total(gate):
        W, U, b = (tf.constant(part, tf.float32) for part in weights[gate])
        column = W @ tf.constant(h[:, None], tf.float32) + U @ tf.constant(x[:, None], tf.float32)
        return tf.squeeze(column, 1) + b

    c = tf.sigmoid(total("f")) * tf.constant(c, tf.float32) + tf.sigmoid(total("i")) * tf.tanh(
        total("C")
    )
    return tf.sigmoid(total("o")) * tf.tanh(c), c


@right
def lstm_all_gates_at_once(x, h, c, weights):
    """One tall matrix; a sigmoid is a tanh of half the sum."""
    order = ["i", "f", "o", "C"]
    tall = np.concatenate([np.column_stack(weights[gate]) for gate in order])
    sums = (tall @ np.concatenate([h, x, [1]])).reshape(4, -1)
    sums[:3] /= 2
    i, f, o, new = np.tanh(sums)
    i, f, o = (i + 1) / 2, (f + 1) / 2, (o + 1) / 2
    c *= f
    c += i * new
    return o * np.tanh(c), c


@mistake("the old C is returned")
def lstm_returns_the_c_it_was_given(x, h, c, weights):
    sums = {gate: W @ h + U @ x + b for gate, (W, U, b) in weights.items()}
    f, i, o = sigmoid(sums["f"]), sigmoid(sums["i"]), sigmoid(sums["o"])
    new_c = f * c + i * np.tanh(sums["C"])
    return o * np.tanh(new_c), c


@mistake("the old h is returned")
def lstm_returns_the_h_it_was_given(x, h, c, weights):
    new_h, c = lstm_by_formulas(x, h, c, weights)
    return h, c


@mistake("the biases are added twice")
def lstm_b_on_both_sides(x, h, c, weights):
    def squash(gate, function):
        W, U, b = weights[gate]
        return function((W @ h + b) + (U @ x + b))

    c = squash("f", sigmoid) * c + squash("i", sigmoid) * squash("C", np.tanh)
    return squash("o", sigmoid) * np.tanh(c), c


def lstm_copied(x, h, c, weights, *, f="f", i="i", C="C", o="o"):
    """Copy and paste: each sum takes the arrays of the gate that is named."""
    Wf, Uf, bf = weights[f]
    Wi, Ui, bi = weights[i]
    Wo, Uo, bo = weights[o]
    Wc, Uc, bc = weights[C]
    ft = sigmoid(Wf @ h + Uf @ x + bf)
    it = sigmoid(Wi @ h + Ui @ x + bi)
    ot = sigmoid(Wo @ h + Uo @ x + bo)
    ct = ft * c + it * np.tanh(Wc @ h + Uc @ x + bc)
    return ot * np.tanh(ct), ct


@mistake("not those of the forget gate")
def lstm_i_copied_from_f(x, h, c, weights):
    return lstm_copied(x, h, c, weights, i="f")


@mistake("not those of the forget gate")
def lstm_o_copied_from_f(x, h, c, weights):
    return lstm_copied(x, h, c, weights, o="f")


@mistake("not those of the input gate")
def lstm_o_copied_from_i(x, h, c, weights):
    return lstm_copied(x, h, c, weights, o="i")


@mistake("not those of the output gate")
def lstm_f_copied_from_o(x, h, c, weights):
    return lstm_copied(x, h, c, weights, f="o")


@mistake('the candidate has the weights "C"')
def lstm_candidate_copied_from_i(x, h, c, weights):
    return lstm_copied(x, h, c, weights, C="i")


@mistake("all four sums are those of f")
def lstm_one_set(x, h, c, weights):
    return lstm_copied(x, h, c, weights, i="f", C="f", o="f")


@mistake("the output gate is missing")
def lstm_always_released(x, h, c, weights):
    _, c = lstm_by_formulas(x, h, c, weights)
    return np.tanh(c), c


@mistake("the tanh is there twice")
def lstm_squashed_twice(x, h, c, weights):
    return lstm(x, h, c, weights, out=lambda c: np.tanh(np.tanh(c)))


@mistake("goes through sigma once")
def lstm_sigma_twice(x, h, c, weights):
    return lstm(x, h, c, weights, gate=lambda a: sigmoid(sigmoid(a)))


@mistake("added, not multiplied")
def lstm_product_of_parts(x, h, c, weights):
    s = {gate: W @ h + U @ x + b for gate, (W, U, b) in weights.items()}
    c = sigmoid(s["f"]) * c * sigmoid(s["i"]) * np.tanh(s["C"])
    return sigmoid(s["o"]) * np.tanh(c), c


@mistake("not by 1 - i")
def lstm_i_upside_down(x, h, c, weights):
    s = {gate: W @ h + U @ x + b for gate, (W, U, b) in weights.items()}
    c = sigmoid(s["f"]) * c + (1 - sigmoid(s["i"])) * np.tanh(s["C"])
    return sigmoid(s["o"]) * np.tanh(c), c


@mistake("U @ x, not x @ U")
def lstm_x_times_u(x, h, c, weights):
    s = {gate: W @ h + x @ U + b for gate, (W, U, b) in weights.items()}
    c = sigmoid(s["f"]) * c + sigmoid(s["i"]) * np.tanh(s["C"])
    return sigmoid(s["o"]) * np.tanh(c), c


@mistake("does not see the new C")
def lstm_o_sees_the_new_c(x, h, c, weights):
    s = {gate: W @ h + U @ x + b for gate, (W, U, b) in weights.items()}
    c = sigmoid(s["f"]) * c + sigmoid(s["i"]) * np.tanh(s["C"])
    W, U, b = weights["o"]
    return sigmoid(W @ c + U @ x + b) * np.tanh(c), c


@mistake("expected shape")
def lstm_elementwise(x, h, c, weights):
    s = {gate: W * h + (U @ x) + b for gate, (W, U, b) in weights.items()}
    c = sigmoid(s["f"]) * c + sigmoid(s["i"]) * np.tanh(s["C"])
    return sigmoid(s["o"]) * np.tanh(c), c


@mistake("times i, is part of the new C")
def lstm_assigns_for_plus(x, h, c, weights):
    s = {gate: W @ h + U @ x + b for gate, (W, U, b) in weights.items()}
    new_c = sigmoid(s["i"]) * np.tanh(s["C"])
    new_c = sigmoid(s["f"]) * c
    return sigmoid(s["o"]) * np.tanh(new_c), new_c


@mistake("before sigma and tanh, not after")
def lstm_b_outside(x, h, c, weights):
    (Wf, Uf, bf), (Wi, Ui, bi), (Wc, Uc, bc), (Wo, Uo, bo) = (weights[gate] for gate in "fiCo")
    c = (sigmoid(Wf @ h + Uf @ x) + bf) * c + (sigmoid(Wi @ h + Ui @ x) + bi) * (
        np.tanh(Wc @ h + Uc @ x) + bc
    )
    return (sigmoid(Wo @ h + Uo @ x) + bo) * np.tanh(c), c


@mistake("the input gate and the candidate are swapped")
def lstm_i_and_candidate_swapped(x, h, c, weights):
    return lstm(x, h, c, weights, "fCio")


@mistake("the candidate goes through tanh")
def lstm_linear_candidate(x, h, c, weights):
    return lstm(x, h, c, weights, new=np.array)
