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


@mistake("W is missing")
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


@mistake("left of W")
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
