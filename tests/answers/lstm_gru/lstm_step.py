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
