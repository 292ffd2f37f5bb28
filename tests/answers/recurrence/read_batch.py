"""Answers to read-batch."""

import numpy as np

from tests.answers import Bank

bank = Bank("read-batch")
right, mistake = bank.right, bank.mistake


@right
def read_by_where(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t < lengths[:, None], new, s)
    return s


@right
def read_row_by_row(x, lengths, U, W, b):
    states = []
    for row, length in zip(x, lengths):
        s = np.zeros(len(b))
        for step in row[:length]:
            s = np.tanh(step @ U + s @ W + b)
        states.append(s)
    return states


@right
def read_and_pick(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)), "float32")
    states = []
    for t in range(x.shape[1]):
        s = np.tanh(x[:, t] @ U + s @ W + b)
        states.append(s)
    return np.array(states)[lengths - 1, np.arange(len(x))]


@right
def read_with_one_matrix(x, lengths, U, W, b):
    both = np.vstack([U, W])
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        alive = lengths > t
        s[alive] = np.tanh(np.hstack([x[alive, t], s[alive]]) @ both + b)
    return s


@right
def read_by_keras_mask(x, lengths, U, W, b):
    from keras import layers

    layer = layers.SimpleRNN(len(b))
    layer.build(x.shape)
    layer.set_weights([U, W, b])
    return layer(x, mask=np.arange(x.shape[1]) < lengths[:, None])


@right
def read_recursively(x, lengths, U, W, b):
    def state(row, t):
        return np.tanh(row[t - 1] @ U + state(row, t - 1) @ W + b) if t else np.zeros(len(b))

    return np.array([state(row, length) for row, length in zip(x, lengths)])


@right
def read_with_plain_python(x, lengths, U, W, b):
    import math

    result = []
    for row, length in zip(x.tolist(), lengths.tolist()):
        s = [0.0] * len(b)
        for step in row[:length]:
            sums = [float(bias) for bias in b]
            for place in range(len(sums)):
                sums[place] += sum(n * float(u[place]) for n, u in zip(step, U))
                sums[place] += sum(n * float(w[place]) for n, w in zip(s, W))
            s = [math.tanh(number) for number in sums]
        result.append(s)
    return result


@right
def read_by_blending(x, lengths, U, W, b):
    s = np.zeros((x.shape[0], W.shape[0]), dtype=np.float32)
    projected = np.einsum("rti,iu->rtu", x, U) + b
    mask = (np.arange(x.shape[1])[None, :] < lengths[:, None]).astype(np.float32)
    for t in range(x.shape[1]):
        m = mask[:, t : t + 1]
        s = m * np.tanh(projected[:, t] + s.dot(W)) + (1 - m) * s
    return s


@right
def read_sorted_and_put_back(x, lengths, U, W, b):
    order = np.argsort(lengths)[::-1]
    s = np.zeros((len(x), len(b)))
    for t in range(lengths.max()):
        going = order[lengths[order] > t]
        s[going] = np.tanh(x[going, t] @ U + s[going] @ W + b)
    return s


@mistake("padding was read")
def read_mask_never_applied(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        mask = t < lengths[:, None]
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(mask, new, new)
    return s


@mistake("padding was read")
def read_masked_inputs(x, lengths, U, W, b):
    mask = np.arange(x.shape[1]) < lengths[:, None]
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.tanh((x[:, t] * mask[:, t, None]) @ U + s @ W + b)
    return s


@mistake("padding was read")
def read_padding(x, lengths, U, W, b):
    return read_by_where(x, np.full(len(x), x.shape[1]), U, W, b)


@mistake("one step too few")
def read_too_few(x, lengths, U, W, b):
    return read_by_where(x, lengths - 1, U, W, b)


@mistake("one step of padding was read")
def read_too_many(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t <= lengths[:, None], new, s)
    return s


@mistake("shortest row")
def read_shortest(x, lengths, U, W, b):
    return read_by_where(x, np.full(len(x), min(lengths)), U, W, b)


@mistake("that of the first row")
def read_first_length(x, lengths, U, W, b):
    return read_by_where(x, np.full(len(x), lengths[0]), U, W, b)


@mistake("not set to 0")
def read_zeroed(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.tanh(x[:, t] @ U + s @ W + b) * (t < lengths)[:, None]
    return s


@mistake("the state is lost")
def read_without_w(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, 0 * W, b)


@mistake("bias b is missing")
def read_without_b(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, W, 0 * b)


@mistake("not the sigmoid")
def read_sigmoid(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = 1 / (1 + np.exp(-(x[:, t] @ U + s @ W + b)))
        s = np.where(t < lengths[:, None], new, s)
    return s


@mistake("tanh is missing")
def read_linear(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], x[:, t] @ U + s @ W + b, s)
    return s


@mistake("W is transposed")
def read_transposed(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, W.T, b)


@mistake("belongs inside it")
def read_w_outside(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], np.tanh(x[:, t] @ U + b) + s @ W, s)
    return s


@mistake("goes into tanh with the rest")
def read_b_outside(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], np.tanh(x[:, t] @ U + s @ W) + b, s)
    return s


@mistake("from the first step to the last")
def read_backwards(x, lengths, U, W, b):
    backwards = np.zeros_like(x)
    for row, length in enumerate(lengths):
        backwards[row, :length] = x[row, :length][::-1]
    return read_by_where(backwards, lengths, U, W, b)


@mistake("not those along the way")
def read_all_states(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    states = []
    for t in range(x.shape[1]):
        s = np.tanh(x[:, t] @ U + s @ W + b)
        states.append(s)
    return np.stack(states, axis=1)


@mistake("not only that of the last")
def read_last_row(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, W, b)[-1]


@mistake("ValueError")
def read_wrong_order(x, lengths, U, W, b):
    return np.tanh(U @ x[:, 0] + b)


@mistake("is not padding")
def read_until_zeros(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where((x[:, t] != 0).any(axis=1, keepdims=True), new, s)
    return s


@mistake("whatever numbers are read")
def read_until_first_zero(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(x[:, t, :1] != 0, np.tanh(x[:, t] @ U + s @ W + b), s)
    return s


@mistake("is not padding")
def read_by_keras_masking(x, lengths, U, W, b):
    from keras import layers

    layer = layers.SimpleRNN(len(b))
    layer.build(x.shape)
    layer.set_weights([U, W, b])
    return layer(layers.Masking()(x))


@mistake("begins with a state of zeros")
def read_state_carried(x, lengths, U, W, b):
    states = []
    s = np.zeros(len(b))
    for row, length in zip(x, lengths):
        for step in row[:length]:
            s = np.tanh(step @ U + s @ W + b)
        states.append(s)
    return states


@mistake("longest row")
def read_to_the_longest(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(max(lengths)):
        s = np.tanh(x[:, t] @ U + s @ W + b)
    return s


@mistake("that of the last row")
def read_last_length(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(lengths[-1]):
        s = np.tanh(x[:, t] @ U + s @ W + b)
    return s


@mistake("wrong way round")
def read_mask_upside_down(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t >= lengths[:, None], new, s)
    return s


@mistake("needs an axis for the units")
def read_mask_without_axis(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t < lengths, new, s)
    return s


@mistake("not only the first")
def read_first_step_only(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    return np.tanh(x[:, 0] @ U + s @ W + b)


@mistake("the first step of each row")
def read_from_the_second(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(1, x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t < lengths[:, None], new, s)
    return s


@mistake("added twice")
def read_two_biases(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh((x[:, t] @ U + b) + (s @ W + b))
        s = np.where(t < lengths[:, None], new, s)
    return s


@mistake("tanh is applied twice")
def read_two_tanhs(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        z = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t < lengths[:, None], np.tanh(z), s)
    return s


@mistake("do not add them")
def read_plus_equals(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        alive = t < lengths
        s[alive] += np.tanh(x[alive, t] @ U + s[alive] @ W + b)
    return s


@mistake("the input is lost")
def read_without_input(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], np.tanh(s @ W + b), s)
    return s


@mistake("goes through W")
def read_without_product(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, np.eye(len(W)), b)


@mistake("not sorted by length")
def read_left_sorted(x, lengths, U, W, b):
    order = sorted(range(len(x)), key=lambda row: -lengths[row])
    return read_by_where(x[order], lengths[order], U, W, b)


@mistake("not the mean of all")
def read_mean(x, lengths, U, W, b):
    means = []
    for row, length in zip(x, lengths):
        s, total = np.zeros(len(b)), 0
        for step in row[:length]:
            s = np.tanh(step @ U + s @ W + b)
            total = total + s
        means.append(total / length)
    return means


@mistake("not relu")
def read_relu(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], np.clip(x[:, t] @ U + s @ W + b, 0, None), s)
    return s


@mistake("one tanh of the whole sum")
def read_tanh_of_parts(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U) + np.tanh(s @ W) + np.tanh(b)
        s = np.where(t < lengths[:, None], new, s)
    return s


@mistake("zeros at the end of a row")
def read_to_last_number(x, lengths, U, W, b):
    ends = [np.flatnonzero(row.any(axis=1)).max(initial=-1) + 1 for row in x]
    return read_by_where(x, np.array(ends), U, W, b)


@mistake("not from the end of the padding")
def read_flipped(x, lengths, U, W, b):
    return read_by_where(np.flip(x, axis=1), lengths, U, W, b)


@mistake("numbers are wrong")
def read_bias_while_padding(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        alive = (t < lengths)[:, None]
        s = np.tanh(x[:, t] @ U + s @ W + b * alive)
    return s


@mistake("numbers are wrong")
def read_cut_after_training(x, lengths, U, W, b):
    return read_by_where(x, np.minimum(lengths, 5), U, W, b)


@mistake("W s(t-1) and b belong inside it")
def read_tanh_of_input(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], np.tanh(x[:, t] @ U) + s @ W + b, s)
    return s


@mistake("not on the step before it")
def read_one_behind(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], np.tanh(x[:, t - 1] @ U + s @ W + b), s)
    return s
