"""Answers to the exercises of lab 03_lstm_gru."""

import numpy as np

from tests.answers import Bank

bank = Bank()
right, mistake = bank.right, bank.mistake


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# lstm-step


@right("lstm-step")
def lstm_by_formulas(x, h, c, weights):
    def squashed(gate, function):
        w, u, b = weights[gate]
        return function(w @ h + u @ x + b)

    f, i, o = squashed("f", sigmoid), squashed("i", sigmoid), squashed("o", sigmoid)
    c = f * c + i * squashed("C", np.tanh)
    return o * np.tanh(c), c


@right("lstm-step")
def lstm_joined(x, h, c, weights):
    """One matrix for [h, x], as in lectures 4 and 5."""
    both = np.concatenate([h, x])
    sums = {g: np.hstack([w, u]).dot(both) + b for g, (w, u, b) in weights.items()}
    c = sigmoid(sums["f"]) * c + sigmoid(sums["i"]) * np.tanh(sums["C"])
    return [sigmoid(sums["o"]) * np.tanh(c), c]


@right("lstm-step")
def lstm_number_by_number(x, h, c, weights):
    import math

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


@right("lstm-step")
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


@mistake("lstm-step", "f multiplies the old C")
def lstm_f_and_i_swapped(x, h, c, weights):
    return lstm(x, h, c, weights, "ifCo")


@mistake("lstm-step", "f makes C and o makes h")
def lstm_f_and_o_swapped(x, h, c, weights):
    return lstm(x, h, c, weights, "oiCf")


@mistake("lstm-step", "i makes C and o makes h")
def lstm_i_and_o_swapped(x, h, c, weights):
    return lstm(x, h, c, weights, "foCi")


@mistake("lstm-step", "made by tanh, not by sigma")
def lstm_sigmoid_everywhere(x, h, c, weights):
    return lstm(x, h, c, weights, new=sigmoid)


@mistake("lstm-step", "made by sigma, not by tanh")
def lstm_tanh_everywhere(x, h, c, weights):
    return lstm(x, h, c, weights, gate=np.tanh)


@mistake("lstm-step", "every sum goes through")
def lstm_nothing_squashed(x, h, c, weights):
    return lstm(x, h, c, weights, new=np.array, gate=np.array)


@mistake("lstm-step", "the tanh is forgotten")
def lstm_without_tanh(x, h, c, weights):
    return lstm(x, h, c, weights, out=np.array)


@mistake("lstm-step", "the biases are missing")
def lstm_without_bias(x, h, c, weights):
    return lstm(x, h, c, weights, bias=0)


@mistake("lstm-step", "the matrix W is transposed")
def lstm_w_transposed(x, h, c, weights):
    return lstm(x, h, c, weights, turn="W")


@mistake("lstm-step", "both are transposed")
def lstm_both_transposed(x, h, c, weights):
    return lstm(x, h, c, weights, turn="WU")


@mistake("lstm-step", "W meets h and U meets x")
def lstm_w_and_u_swapped(x, h, c, weights):
    return lstm(x, h, c, {g: (u, w, b) for g, (w, u, b) in weights.items()})


@mistake("lstm-step", "not of the old one")
def lstm_h_of_the_old_c(x, h, c, weights):
    _, after = lstm(x, h, c, weights)
    w, u, b = weights["o"]
    return sigmoid(w @ h + u @ x + b) * np.tanh(c), after


@mistake("lstm-step", "the gates look at h, not at C")
def lstm_gates_see_c(x, h, c, weights):
    return lstm(x, c, c, weights)


@mistake("lstm-step", "is part of the new C")
def lstm_without_memory(x, h, c, weights):
    return lstm(x, h, 0 * c, weights)


@mistake("lstm-step", "h first, then C")
def lstm_c_first(x, h, c, weights):
    return lstm(x, h, c, weights)[::-1]


@mistake("lstm-step", "return both")
def lstm_only_h(x, h, c, weights):
    return lstm(x, h, c, weights)[0]


@mistake("lstm-step", "it is not 1 - f")
def lstm_coupled(x, h, c, weights):
    def value(name, function=sigmoid):
        w, u, b = weights[name]
        return function(w @ h + u @ x + b)

    c = value("f") * c + (1 - value("f")) * value("C", np.tanh)
    return value("o") * np.tanh(c), c


@mistake("lstm-step", "use return")
def lstm_printed(x, h, c, weights):
    print(lstm(x, h, c, weights))


# cell-gradient


@right("cell-gradient")
def gradient_by_recursion(dh, f, o, c):
    gradient = dh * o * (1 - np.tanh(c) ** 2)
    for step in reversed(range(len(c) - 1)):
        gradient[step] += f[step + 1] * gradient[step + 1]
    return gradient


@right("cell-gradient")
def gradient_by_paths(dh, f, o, c):
    """Sum over all later steps of the product of the forget gates on the way."""
    steps = len(c)
    own = dh * o / np.cosh(c) ** 2
    return np.array(
        [
            sum(np.prod(f[start + 1 : end + 1], axis=0) * own[end] for end in range(start, steps))
            for start in range(steps)
        ]
    )


@right("cell-gradient")
def gradient_by_differences(dh, f, o, c):
    """Move every cell a little; what is added at each step stays as it was."""
    steps, units = c.shape
    added = c - f * np.concatenate([0 * c[:1], c[:-1]])

    def loss(bump):
        cell, total = np.zeros(units), 0
        for step in range(steps):
            cell = f[step] * cell + added[step] + bump[step]
            total += (dh[step] * o[step] * np.tanh(cell)).sum()
        return total

    gradient = np.zeros_like(c)
    for place in np.ndindex(steps, units):
        bump = np.zeros_like(c)
        bump[place] = 1e-6
        gradient[place] = (loss(bump) - loss(-bump)) / 2e-6
    return gradient


@right("cell-gradient")
def gradient_by_tensorflow(dh, f, o, c):
    import tensorflow as tf

    added = tf.constant(c - f * np.concatenate([0 * c[:1], c[:-1]]))
    cell, cells = tf.zeros_like(added[0]), []
    with tf.GradientTape() as tape:
        for step in range(len(c)):
            cell = f[step] * cell + added[step]
            tape.watch(cell)
            cells.append(cell)
        loss = tf.add_n([tf.reduce_sum(dh[k] * o[k] * tf.tanh(cells[k])) for k in range(len(c))])
    return np.array([np.asarray(gradient) for gradient in tape.gradient(loss, cells)])


def gradient(own, kept):
    """From the last step to the first: own + kept * what comes after."""
    result, later = np.zeros_like(own), 0
    for step in reversed(range(len(own))):
        result[step] = later = own[step] + kept[step] * later
    return result


def next_step(f):
    return np.concatenate([f[1:], 0 * f[:1]])


@mistake("cell-gradient", "of step t+1, not of step t")
def gradient_with_f_of_this_step(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c) ** 2), f)


@mistake("cell-gradient", "their gradients are missing")
def gradient_of_its_own_step_only(dh, f, o, c):
    return dh * o * (1 - np.tanh(c) ** 2)


@mistake("cell-gradient", "multiplied by the forget gate")
def gradient_without_f(dh, f, o, c):
    own = dh * o * (1 - np.tanh(c) ** 2)
    return own[::-1].cumsum(axis=0)[::-1]


@mistake("cell-gradient", "not by 1 - f")
def gradient_with_one_minus_f(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c) ** 2), 1 - next_step(f))


@mistake("cell-gradient", "derivative of tanh(C) is missing")
def gradient_without_tanh(dh, f, o, c):
    return gradient(dh * o, next_step(f))


@mistake("cell-gradient", "not 1 - C²")
def gradient_with_c_squared(dh, f, o, c):
    return gradient(dh * o * (1 - c**2), next_step(f))


@mistake("cell-gradient", "not its derivative")
def gradient_with_tanh_itself(dh, f, o, c):
    return gradient(dh * o * np.tanh(c), next_step(f))


@mistake("cell-gradient", "the square is missing")
def gradient_without_square(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c)), next_step(f))


@mistake("cell-gradient", "the output gate is missing")
def gradient_without_o(dh, f, o, c):
    return gradient(dh * (1 - np.tanh(c) ** 2), next_step(f))


@mistake("cell-gradient", "o and tanh belong to h")
def gradient_through_everything(dh, f, o, c):
    slope = o * (1 - np.tanh(c) ** 2)
    return gradient(dh * slope, next_step(f) * slope)


@mistake("cell-gradient", "go backwards")
def gradient_forwards(dh, f, o, c):
    result = dh * o * (1 - np.tanh(c) ** 2)
    for step in range(1, len(c)):
        result[step] += f[step] * result[step - 1]
    return result


@mistake("cell-gradient", "only the last loss")
def gradient_of_the_last_loss(dh, f, o, c):
    own = dh * o * (1 - np.tanh(c) ** 2)
    own[:-1] = 0
    return gradient(own, next_step(f))


@mistake("cell-gradient", "not only the next one")
def gradient_of_the_next_step_only(dh, f, o, c):
    own = dh * o * (1 - np.tanh(c) ** 2)
    return own + next_step(f) * next_step(own)


@mistake("cell-gradient", "the result is backwards")
def gradient_in_the_order_of_work(dh, f, o, c):
    return gradient_by_recursion(dh, f, o, c)[::-1]


@mistake("cell-gradient", "no sum over them")
def gradient_summed(dh, f, o, c):
    return gradient_by_recursion(dh, f, o, c).sum(axis=1)


@mistake("cell-gradient", "not only for the first")
def gradient_of_the_first_cell(dh, f, o, c):
    return gradient_by_recursion(dh, f, o, c)[0]


@mistake("cell-gradient", "dh is missing")
def gradient_without_dh(dh, f, o, c):
    return gradient(o * (1 - np.tanh(c) ** 2), next_step(f))


@mistake("cell-gradient", "go back to step 0")
def gradient_without_the_first_step(dh, f, o, c):
    own, result = dh * o * (1 - np.tanh(c) ** 2), np.zeros_like(c)
    result[-1] = own[-1]
    for step in range(len(c) - 2, 0, -1):
        result[step] = own[step] + f[step + 1] * result[step + 1]
    return result


@mistake("cell-gradient", "the last step has a dh of its own")
def gradient_without_the_last_dh(dh, f, o, c):
    own, result = dh * o * (1 - np.tanh(c) ** 2), np.zeros_like(c)
    for step in range(len(c) - 2, -1, -1):
        result[step] = own[step] + f[step + 1] * result[step + 1]
    return result


@mistake("cell-gradient", "not dh of the next step")
def gradient_with_the_next_dh(dh, f, o, c):
    return dh * o * (1 - np.tanh(c) ** 2) + next_step(f) * next_step(dh)


@mistake("cell-gradient", "of the same step is not multiplied by f")
def gradient_all_through_f(dh, f, o, c):
    return gradient(f * dh * o * (1 - np.tanh(c) ** 2), next_step(f))


@mistake("cell-gradient", "o belongs to h")
def gradient_through_the_next_o(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c) ** 2), next_step(f * o))


# gru-step


@right("gru-step")
def gru_by_formulas(x, h, wz, wr, w):
    both = np.concatenate([h, x])
    z, r = sigmoid(wz @ both), sigmoid(wr @ both)
    new = np.tanh(w @ np.concatenate([r * h, x]))
    return (1 - z) * h + z * new


@right("gru-step")
def gru_cut_in_two(x, h, wz, wr, w):
    """The parts of each matrix that meet h and x, by themselves."""
    m = len(h)
    z, r = (sigmoid(matrix[:, :m] @ h + matrix[:, m:] @ x) for matrix in (wz, wr))
    new = np.tanh(w[:, :m] @ (r * h) + w[:, m:] @ x)
    return h + z * (new - h)


@right("gru-step")
def gru_by_keras(x, h, wz, wr, w):
    """Keras' z is the lecture's 1 - z, so the signs of its weights change."""
    from keras import layers

    m = len(h)
    cell = layers.GRUCell(m, use_bias=False, reset_after=False, dtype="float64")
    cell.build((1, len(x)))
    matrices = [matrix.T for matrix in (-wz, wr, w)]
    kernels = [
        np.hstack([matrix[rows] for matrix in matrices]) for rows in (slice(m, None), slice(m))
    ]
    cell.set_weights(kernels)
    return cell(x[None], [h[None]])[0][0]


@right("gru-step")
def gru_with_einsum(x, h, wz, wr, w):
    def meet(matrix, memory):
        return np.einsum("ij,j->i", matrix, np.r_[memory, x])

    z, r = 0.5 + 0.5 * np.tanh(0.5 * np.array([meet(wz, h), meet(wr, h)]))
    return list(np.tanh(meet(w, r * h)) * z + h * (1 - z))


def gru(x, h, wz, wr, w, new=np.tanh, gate=sigmoid, join=lambda h, x: np.r_[h, x]):
    both = join(h, x)
    z, r = gate(wz @ both), gate(wr @ both)
    return z, r, new(w @ join(r * h, x))


@mistake("gru-step", "1 - z from the old h")
def gru_z_as_keras(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w)
    return z * h + (1 - z) * new


@mistake("gru-step", "before the matrix does")
def gru_reset_after(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    m = len(h)
    return (1 - z) * h + z * np.tanh(r * (w[:, :m] @ h) + w[:, m:] @ x)


@mistake("gru-step", "that is Keras' GRU")
def gru_as_keras_has_it(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    m = len(h)
    return z * h + (1 - z) * np.tanh(r * (w[:, :m] @ h) + w[:, m:] @ x)


@mistake("gru-step", "the candidate sees r * h")
def gru_without_reset(x, h, wz, wr, w):
    z, _, _ = gru(x, h, wz, wr, w)
    return (1 - z) * h + z * np.tanh(w @ np.r_[h, x])


@mistake("gru-step", "r multiplies h only")
def gru_reset_of_everything(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    return (1 - z) * h + z * np.tanh(r * (w @ np.r_[h, x]))


@mistake("gru-step", "not by 1 - r")
def gru_reset_upside_down(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    return (1 - z) * h + z * np.tanh(w @ np.r_[(1 - r) * h, x])


@mistake("gru-step", "z and r are exchanged")
def gru_z_and_r_swapped(x, h, wz, wr, w):
    return gru_by_formulas(x, h, wr, wz, w)


@mistake("gru-step", "made by tanh, not by sigma")
def gru_sigmoid_candidate(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, new=sigmoid)
    return (1 - z) * h + z * new


@mistake("gru-step", "the candidate goes through tanh")
def gru_linear_candidate(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, new=np.array)
    return (1 - z) * h + z * new


@mistake("gru-step", "made by sigma, not by tanh")
def gru_tanh_gates(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, gate=np.tanh)
    return (1 - z) * h + z * new


@mistake("gru-step", "h comes first, then x")
def gru_x_first(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, join=lambda h, x: np.r_[x, h])
    return (1 - z) * h + z * new


@mistake("gru-step", "that is the candidate")
def gru_candidate(x, h, wz, wr, w):
    return gru(x, h, wz, wr, w)[2]


@mistake("gru-step", "not multiplied by r again")
def gru_reset_twice(x, h, wz, wr, w):
    z, r, new = gru(x, h, wz, wr, w)
    return (1 - z) * (r * h) + z * new


@mistake("gru-step", "the old h is multiplied by 1 - z")
def gru_old_h_whole(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w)
    return h + z * new


@mistake("gru-step", "no tanh at the end")
def gru_with_tanh_at_the_end(x, h, wz, wr, w):
    return np.tanh(gru_by_formulas(x, h, wz, wr, w))


@mistake("gru-step", "mismatch")
def gru_transposed(x, h, wz, wr, w):
    return gru_by_formulas(x, h, wz.T, wr.T, w.T)


# units-for


@right("units-for")
def units_by_search(kind, inputs, budget):
    sets, biases = {"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 2)}[kind]
    units = 0
    while sets * (units + 1) * (inputs + units + 1 + biases) <= budget:
        units += 1
    return units


@right("units-for")
def units_by_root(kind, inputs, budget):
    """m² + pm = budget / sets, solved for m, rounded down, in whole numbers."""
    import math

    sets = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    p = inputs + (2 if kind == "GRU" else 1)
    return (math.isqrt(p * p + 4 * (budget // sets)) - p) // 2


@right("units-for")
def units_by_keras(kind, inputs, budget):
    """Halve the range again and again; Keras counts."""
    from keras import layers

    fits, too_many = 0, 512
    while too_many - fits > 1:
        units = (fits + too_many) // 2
        layer = getattr(layers, kind)(units)
        layer.build((None, None, inputs))
        if layer.count_params() <= budget:
            fits = units
        else:
            too_many = units
    return fits


@right("units-for")
def units_by_numpy(kind, inputs, budget):
    m = np.arange(1, 2000)
    numbers = {
        "SimpleRNN": inputs * m + m**2 + m,
        "LSTM": 4 * (inputs * m + m**2 + m),
        "GRU": 3 * (inputs * m + m**2 + 2 * m),
    }[kind]
    return (numbers <= budget).sum()


def units(budget, inputs, sets, biases=1, square=True, spend=True):
    m = 0
    while True:
        needed = sets * ((m + 1) * (inputs + biases) + ((m + 1) ** 2 if square else m + 1))
        if needed > budget - (not spend):
            return m
        m += 1


SETS, BIASES = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}, {"SimpleRNN": 1, "LSTM": 1, "GRU": 2}


@mistake("units-for", "the candidate has weights as well")
def units_gates_only(kind, inputs, budget):
    return units(budget, inputs, {"SimpleRNN": 1, "LSTM": 3, "GRU": 2}[kind], BIASES[kind])


@mistake("units-for", "an LSTM has four sets")
def units_always_lstm(kind, inputs, budget):
    return units(budget, inputs, 4)


@mistake("units-for", "not four")
def units_gru_of_four(kind, inputs, budget):
    return units(budget, inputs, 4 if kind == "GRU" else SETS[kind], BIASES[kind])


@mistake("units-for", "two biases for each")
def units_one_bias(kind, inputs, budget):
    return units(budget, inputs, SETS[kind])


@mistake("units-for", "only the GRU")
def units_two_biases(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 2)


@mistake("units-for", "the biases are missing")
def units_no_bias(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 0)


@mistake("units-for", "that meet h are missing")
def units_no_recurrence(kind, inputs, budget):
    return budget // (SETS[kind] * (inputs + BIASES[kind]))


@mistake("units-for", "that meet x are missing")
def units_no_inputs(kind, inputs, budget):
    return units(budget, 0, SETS[kind], BIASES[kind])


@mistake("units-for", "m * m weights")
def units_no_square(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], BIASES[kind], square=False)


@mistake("units-for", "not fewer")
def units_below(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], BIASES[kind], spend=False)


@mistake("units-for", "round down")
def units_one_too_many(kind, inputs, budget):
    return units_by_search(kind, inputs, budget) + 1


@mistake("units-for", "the answer is 0")
def units_at_least_one(kind, inputs, budget):
    return max(1, units_by_search(kind, inputs, budget))


@mistake("units-for", "it returned 49")
def units_below_fifty(kind, inputs, budget):
    return min(49, units_by_search(kind, inputs, budget))


@mistake("units-for", "not to the nearest")
def units_nearest(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return round((np.sqrt(p * p + 4 * budget / SETS[kind]) - p) / 2)


@mistake("units-for", "use // or int()")
def units_not_rounded(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return (np.sqrt(p * p + 4 * budget / SETS[kind]) - p) / 2


@mistake("units-for", "not the numbers in the layer")
def units_numbers(kind, inputs, budget):
    m = units_by_search(kind, inputs, budget)
    return SETS[kind] * m * (m + inputs + BIASES[kind])


# peephole-step


@right("peephole-step")
def peephole_by_formulas(x, h, c, weights):
    def gate(name, *parts):
        w, b = weights[name]
        return w @ np.concatenate(parts) + b

    f, i = sigmoid(gate("f", c, h, x)), sigmoid(gate("i", c, h, x))
    c = f * c + i * np.tanh(gate("C", h, x))
    return sigmoid(gate("o", c, h, x)) * np.tanh(c), c


@right("peephole-step")
def peephole_cut_in_three(x, h, c, weights):
    m = len(h)

    def squashed(name, cell):
        w, b = weights[name]
        return sigmoid(w[:, :m] @ cell + w[:, m : 2 * m] @ h + w[:, 2 * m :] @ x + b)

    w, b = weights["C"]
    after = squashed("f", c) * c + squashed("i", c) * np.tanh(w[:, :m] @ h + w[:, m:] @ x + b)
    return np.stack([squashed("o", after) * np.tanh(after), after])


@right("peephole-step")
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


@mistake("peephole-step", "looks at the new C")
def peephole_o_sees_the_old_c(x, h, c, weights):
    return peephole(x, h, c, weights, see="old")


@mistake("peephole-step", "C comes first in the vector")
def peephole_h_first(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (h, c, x))


@mistake("peephole-step", "C comes first in the vector and x last")
def peephole_c_last(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (h, x, c))


@mistake("peephole-step", "x comes last")
def peephole_x_first(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (x, h, c))


@mistake("peephole-step", "not at tanh(C)")
def peephole_at_tanh(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (np.tanh(c), h, x))


@mistake("peephole-step", "the gates do not see C")
def peephole_without_peephole(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (0 * c, h, x))


@mistake("peephole-step", "not only its own")
def peephole_diagonal(x, h, c, weights):
    """As Gers and Schmidhuber, and as course.layers.peephole."""
    m = len(h)
    own = {
        gate: (np.hstack([np.diag(w.diagonal()), w[:, m:]]), b) if gate != "C" else (w, b)
        for gate, (w, b) in weights.items()
    }
    return peephole(x, h, c, own)


@mistake("peephole-step", "meet C, not h")
def peephole_at_h(x, h, c, weights):
    return peephole(x, h, c, weights, lambda c, h, x: (h, h, x))


@mistake("peephole-step", "f and i look at C here")
def peephole_of_f_and_i_only(x, h, c, weights):
    f_and_i = peephole(x, h, c, weights)[1]
    w, b = weights["o"]
    o = sigmoid(w[:, len(h) :] @ np.concatenate([h, x]) + b)
    return o * np.tanh(f_and_i), f_and_i


@mistake("peephole-step", "only o looks at C here")
def peephole_of_o_only(x, h, c, weights):
    blind = {
        gate: (np.hstack([0 * w[:, : len(h)], w[:, len(h) :]]), b) if gate in "fi" else (w, b)
        for gate, (w, b) in weights.items()
    }
    return peephole(x, h, c, blind)


@mistake("peephole-step", "the biases are missing")
def peephole_without_bias(x, h, c, weights):
    return peephole(x, h, c, weights, bias=0)


@mistake("peephole-step", "made by tanh, not by sigma")
def peephole_sigmoid_everywhere(x, h, c, weights):
    return peephole(x, h, c, weights, new=sigmoid)


@mistake("peephole-step", "f multiplies the old C")
def peephole_f_and_i_swapped(x, h, c, weights):
    return peephole(x, h, c, weights, names="ifCo")


@mistake("peephole-step", "the tanh is forgotten")
def peephole_without_tanh(x, h, c, weights):
    return peephole(x, h, c, weights, out=np.array)


@mistake("peephole-step", "h first, then C")
def peephole_c_and_h(x, h, c, weights):
    return peephole(x, h, c, weights)[::-1]


@mistake("peephole-step", "return both")
def peephole_only_h(x, h, c, weights):
    return peephole(x, h, c, weights)[0]


@mistake("peephole-step", "mismatch")
def peephole_candidate_peeps_too(x, h, c, weights):
    w, b = weights["C"]
    return np.tanh(w @ np.concatenate([c, h, x]) + b), c
