"""Answers to gru-step."""

import numpy as np

from tests.answers import Bank
from tests.answers.lstm_gru._shared import sigmoid

bank = Bank("gru-step")
right, mistake = bank.right, bank.mistake


@right
def gru_by_formulas(x, h, wz, wr, w):
    both = np.concatenate([h, x])
    z, r = sigmoid(wz @ both), sigmoid(wr @ both)
    new = np.tanh(w @ np.concatenate([r * h, x]))
    return (1 - z) * h + z * new


@right
def gru_cut_in_two(x, h, wz, wr, w):
    """The parts of each matrix that meet h and x, by themselves."""
    m = len(h)
    z, r = (sigmoid(matrix[:, :m] @ h + matrix[:, m:] @ x) for matrix in (wz, wr))
    new = np.tanh(w[:, :m] @ (r * h) + w[:, m:] @ x)
    return h + z * (new - h)


@right
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


@right
def gru_with_einsum(x, h, wz, wr, w):
    def meet(matrix, memory):
        return np.einsum("ij,j->i", matrix, np.r_[memory, x])

    z, r = 0.5 + 0.5 * np.tanh(0.5 * np.array([meet(wz, h), meet(wr, h)]))
    return list(np.tanh(meet(w, r * h)) * z + h * (1 - z))


def gru(x, h, wz, wr, w, new=np.tanh, gate=sigmoid, join=lambda h, x: np.r_[h, x]):
    both = join(h, x)
    z, r = gate(wz @ both), gate(wr @ both)
    return z, r, new(w @ join(r * h, x))


@mistake("1 - z from the old h")
def gru_z_as_keras(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w)
    return z * h + (1 - z) * new


@mistake("before the matrix does")
def gru_reset_after(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    m = len(h)
    return (1 - z) * h + z * np.tanh(r * (w[:, :m] @ h) + w[:, m:] @ x)


@mistake("that is Keras' GRU")
def gru_as_keras_has_it(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    m = len(h)
    return z * h + (1 - z) * np.tanh(r * (w[:, :m] @ h) + w[:, m:] @ x)


@mistake("the candidate sees r * h")
def gru_without_reset(x, h, wz, wr, w):
    z, _, _ = gru(x, h, wz, wr, w)
    return (1 - z) * h + z * np.tanh(w @ np.r_[h, x])


@mistake("r multiplies h only")
def gru_reset_of_everything(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    return (1 - z) * h + z * np.tanh(r * (w @ np.r_[h, x]))


@mistake("not by 1 - r")
def gru_reset_upside_down(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    return (1 - z) * h + z * np.tanh(w @ np.r_[(1 - r) * h, x])


@mistake("z and r are swapped")
def gru_z_and_r_swapped(x, h, wz, wr, w):
    return gru_by_formulas(x, h, wr, wz, w)


@mistake("the candidate uses tanh, not sigma")
def gru_sigmoid_candidate(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, new=sigmoid)
    return (1 - z) * h + z * new


@mistake("the candidate goes through tanh")
def gru_linear_candidate(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, new=np.array)
    return (1 - z) * h + z * new


@mistake("the gates use sigma, not tanh")
def gru_tanh_gates(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, gate=np.tanh)
    return (1 - z) * h + z * new


@mistake("h comes first, then x")
def gru_x_first(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, join=lambda h, x: np.r_[x, h])
    return (1 - z) * h + z * new


@mistake("that is the candidate")
def gru_candidate(x, h, wz, wr, w):
    return gru(x, h, wz, wr, w)[2]


@mistake("not multiplied by r again")
def gru_reset_twice(x, h, wz, wr, w):
    z, r, new = gru(x, h, wz, wr, w)
    return (1 - z) * (r * h) + z * new


@mistake("the old h is multiplied by 1 - z")
def gru_old_h_whole(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w)
    return h + z * new


@mistake("no tanh at the end")
def gru_with_tanh_at_the_end(x, h, wz, wr, w):
    return np.tanh(gru_by_formulas(x, h, wz, wr, w))


@mistake("mismatch")
def gru_transposed(x, h, wz, wr, w):
    return gru_by_formulas(x, h, wz.T, wr.T, w.T)
