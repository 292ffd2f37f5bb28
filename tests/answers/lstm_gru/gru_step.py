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


@right
def gru_number_by_number(x, h, wz, wr, w):
    seen = [*h, *x]

    def dot(row, vector):
        return sum(a * b for a, b in zip(row, vector, strict=True))

    r = [sigmoid(dot(row, seen)) for row in wr]
    masked = [r[k] * h[k] for k in range(len(h))] + list(x)
    out = []
    for k in range(len(h)):
        z = sigmoid(dot(wz[k], seen))
        out.append(h[k] - z * h[k] + z * np.tanh(dot(w[k], masked)))
    return out


@right
def gru_in_float32(x, h, wz, wr, w):
    x, h, wz, wr, w = (np.float32(part) for part in (x, h, wz, wr, w))
    gates = 1 / (1 + np.exp(-np.stack([wz, wr]) @ np.hstack((h, x))))
    seen = np.hstack((h * gates[1], x))
    return np.average([h, np.tanh(w.dot(seen))], axis=0, weights=[1 - gates[0], gates[0]])


@right
def gru_with_tensorflow(x, h, wz, wr, w):
    import tensorflow as tf

    both = tf.concat([h, x], 0)
    z = tf.sigmoid(tf.tensordot(wz, both, 1))
    r = tf.sigmoid(tf.linalg.matvec(wr, both))
    new = tf.tanh(tf.linalg.matvec(w, tf.concat([r * h, x], axis=-1)))
    return h + z * (new - h)


@mistake("the old h is returned")
def gru_returns_what_it_was_given(x, h, wz, wr, w):
    both = np.concatenate([h, x])
    z, r = sigmoid(wz @ both), sigmoid(wr @ both)
    new = np.tanh(w @ np.concatenate([r * h, x]))
    new_h = (1 - z) * h + z * new
    new_h = h
    return new_h


def gru_copied(x, h, z, r, w):
    """Copy and paste: the matrices of the three sums as given."""
    both = np.append(h, x)
    zt = sigmoid(z @ both)
    rt = sigmoid(r @ both)
    return (1 - zt) * h + zt * np.tanh(w @ np.append(rt * h, x))


@mistake("z * h")
def gru_r_copied_from_z(x, h, wz, wr, w):
    return gru_copied(x, h, wz, wz, w)


@mistake("z mixes the old h and the candidate, not r")
def gru_z_copied_from_r(x, h, wz, wr, w):
    return gru_copied(x, h, wr, wr, w)


@mistake("w, not wz")
def gru_candidate_copied_from_z(x, h, wz, wr, w):
    return gru_copied(x, h, wz, wr, wz)


@mistake("wr, not those of the candidate")
def gru_r_copied_from_the_candidate(x, h, wz, wr, w):
    return gru_copied(x, h, wz, w, w)


@mistake("the sign is wrong")
def gru_sigmoid_without_minus(x, h, wz, wr, w):
    both = np.concatenate([h, x])
    z, r = 1 / (1 + np.exp(wz @ both)), 1 / (1 + np.exp(wr @ both))
    return (1 - z) * h + z * np.tanh(w @ np.concatenate([r * h, x]))


@mistake("only the candidate sees r * h")
def gru_reset_before_z(x, h, wz, wr, w):
    r = sigmoid(wr @ np.r_[h, x])
    seen = np.r_[r * h, x]
    z = sigmoid(wz @ seen)
    return (1 - z) * h + z * np.tanh(w @ seen)


@mistake("the candidate, times z, is missing")
def gru_keeps_only(x, h, wz, wr, w):
    z = sigmoid(wz @ np.r_[h, x])
    return (1 - z) * h


@mistake("not by z")
def gru_same_z_for_both(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w)
    return z * (h + new)


@mistake("not subtracted")
def gru_minus(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w)
    return (1 - z) * h - z * new


@mistake("z goes through sigma, not tanh")
def gru_tanh_for_z(x, h, wz, wr, w):
    z = np.tanh(wz @ np.r_[h, x])
    _, _, new = gru(x, h, wz, wr, w)
    return (1 - z) * h + z * new


@mistake("through sigma once")
def gru_sigma_twice(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w, gate=lambda a: sigmoid(sigmoid(a)))
    return (1 - z) * h + z * new


@mistake("the candidate sees x as well")
def gru_candidate_without_x(x, h, wz, wr, w):
    z, r, _ = gru(x, h, wz, wr, w)
    return (1 - z) * h + z * np.tanh(w[:, : len(h)] @ (r * h))


@mistake("expected shape")
def gru_returns_h_twice(x, h, wz, wr, w):
    new = gru_by_formulas(x, h, wz, wr, w)
    return new, new


@mistake("multiplies the old h only")
def gru_bracket_too_long(x, h, wz, wr, w):
    z, _, new = gru(x, h, wz, wr, w)
    return (1 - z) * (h + z * new)


@mistake("expected shape")
def gru_in_a_row(x, h, wz, wr, w):
    return gru_by_formulas(x, h, wz, wr, w)[None]
