"""Answers to step-back."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("step-back")
right, mistake = bank.right, bank.mistake


@right
def back_by_formula(gradient, z, W):
    return W.T @ ((1 - np.tanh(z) ** 2) * gradient)


@right
def back_by_cosh(gradient, z, W):
    return (gradient / np.cosh(z) ** 2) @ W


@right
def back_by_loops(gradient, z, W):
    units = len(z)
    before = [0.0] * units
    for i in range(units):
        h = math.tanh(z[i])
        for j in range(units):
            before[j] += W[i, j] * (1 - h * h) * gradient[i]
    return before


@right
def back_by_matrix(gradient, z, W):
    jacobian = np.diag(1 - np.tanh(z) ** 2) @ W
    return jacobian.T @ gradient


@mistake("tanh has a slope: the gradient")
def back_without_slope(gradient, z, W):
    return W.T @ gradient


@mistake("not 1 - z²")
def back_slope_of_z(gradient, z, W):
    return W.T @ (gradient * (1 - z**2))


@mistake("W is transposed")
def back_not_transposed(gradient, z, W):
    return W @ ((1 - np.tanh(z) ** 2) * gradient)


@mistake("first back through tanh, then through W")
def back_in_wrong_order(gradient, z, W):
    return (1 - np.tanh(z) ** 2) * (W.T @ gradient)


@mistake("then through W transposed")
def back_in_wrong_order_not_transposed(gradient, z, W):
    return (1 - np.tanh(z) ** 2) * (W @ gradient)


@mistake("transposed, and tanh has a slope")
def back_only_w(gradient, z, W):
    return W @ gradient


@mistake("square it")
def back_not_squared(gradient, z, W):
    return W.T @ ((1 - np.tanh(z)) * gradient)


@mistake("the 1 is missing")
def back_square_only(gradient, z, W):
    return W.T @ (np.tanh(z) ** 2 * gradient)


@mistake("not by its value")
def back_by_value(gradient, z, W):
    return W.T @ (np.tanh(z) * gradient)


@mistake("slope of the sigmoid")
def back_through_sigmoid(gradient, z, W):
    h = np.tanh(z)
    return W.T @ (h * (1 - h) * gradient)


@mistake("do not divide")
def back_divided(gradient, z, W):
    return W.T @ (gradient / (1 - np.tanh(z) ** 2))


@mistake("one step further")
def back_to_z(gradient, z, W):
    return (1 - np.tanh(z) ** 2) * gradient


@mistake("tanh is not applied to h again")
def back_tanh_twice(gradient, z, W):
    h = np.tanh(z)
    return W.T @ ((1 - np.tanh(h) ** 2) * gradient)


@mistake("adds to a weight")
def back_as_outer_product(gradient, z, W):
    h = np.tanh(z)
    return np.outer((1 - h**2) * gradient, h)


@mistake("expected shape")
def back_elementwise(gradient, z, W):
    return W.T * ((1 - np.tanh(z) ** 2) * gradient)


@right
def back_by_einsum(gradient, z, W):
    return np.einsum("i,i,ij->j", gradient, 1 - np.tanh(z) ** 2, W)


@right
def back_by_tape(gradient, z, W):
    import tensorflow as tf

    z, W = tf.constant(z, tf.float32), tf.constant(W, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(z)
        h = tf.tanh(z)
    dz = tape.gradient(h, z, tf.constant(gradient, tf.float32))
    return tf.linalg.matvec(W, dz, transpose_a=True)


@right
def back_by_exponentials(gradient, z, W):
    slope = 4 / (np.exp(z) + np.exp(-z)) ** 2
    return np.array(
        [sum(W[i][j] * slope[i] * gradient[i] for i in range(len(z))) for j in range(len(z))]
    )


@right
def back_by_rows(gradient, z, W):
    total = np.zeros(len(z))
    for row, g, one in zip(W, gradient, z):
        total += row * g * (1 - np.tanh(one)) * (1 + np.tanh(one))
    return total.tolist()


@mistake("not inverted")
def back_by_inverse(gradient, z, W):
    return np.linalg.inv(W) @ (gradient * (1 - np.tanh(z) ** 2))


@mistake("not its double")
def back_doubled(gradient, z, W):
    return W.T @ (gradient * (1 - np.tanh(z) * 2))


@mistake("tanh first, then the square")
def back_tanh_of_square(gradient, z, W):
    return W.T @ (gradient * (1 - np.tanh(z**2)))


@mistake("not (1 - tanh(z))²")
def back_bracket_squared(gradient, z, W):
    return np.dot((1 - np.tanh(z)) ** 2 * gradient, W)


@mistake("not 1 + tanh(z)²")
def back_plus(gradient, z, W):
    return np.dot(W.T, gradient * (1 + np.tanh(z) ** 2))


@mistake("wrong sign")
def back_sign(gradient, z, W):
    h = np.tanh(z)
    return W.T @ (gradient * (h * h - 1))


@mistake("not a sigmoid")
def back_of_sigmoid(gradient, z, W):
    s = 1 / (1 + np.exp(-z))
    return W.T @ (s * (1 - s) * gradient)


@mistake("square root of it")
def back_by_cosh_not_squared(gradient, z, W):
    return W.T @ (gradient / np.cosh(z))


@mistake("not twice")
def back_slope_twice(gradient, z, W):
    dz = gradient * (1 - np.tanh(z) ** 2)
    return W.T @ (dz * (1 - np.tanh(z) ** 2))


@mistake("do not add them")
def back_added(gradient, z, W):
    return W.T @ (gradient + 1 - np.tanh(z) ** 2)


@mistake("is missing")
def back_without_gradient(gradient, z, W):
    return W.T @ (1 - np.tanh(z) ** 2)


@mistake("way forward")
def back_forwards(gradient, z, W):
    return np.tanh(W @ gradient)


@mistake("W.T * vector")
def back_not_summed(gradient, z, W):
    dz = gradient * (1 - np.tanh(z) ** 2)
    return np.array([[W[i, j] * dz[i] for i in range(len(z))] for j in range(len(z))])


@mistake("do not add them up")
def back_as_a_number(gradient, z, W):
    return np.sum(W.T @ (gradient * (1 - np.tanh(z) ** 2)))


@mistake("W * vector")
def back_elementwise_not_transposed(gradient, z, W):
    return W * ((1 - np.tanh(z) ** 2) * gradient)


@mistake("not at the gradient")
def back_slope_at_gradient(gradient, z, W):
    return W.T @ (gradient * (1 - np.tanh(gradient) ** 2))


@mistake("does not go through tanh: multiply")
def back_tanh_of_gradient(gradient, z, W):
    return np.dot(np.tanh(gradient), W)


@mistake("to multiply it by")
def back_tanh_at_the_end(gradient, z, W):
    return np.tanh(np.dot(gradient, W))


@mistake("an axis too many")
def back_as_a_column(gradient, z, W):
    return W.T @ (gradient * (1 - np.tanh(z) ** 2))[:, None]


@mistake("wrong")
def back_of_h(gradient, z, W):
    return W.T @ (gradient * (1 - z**2) * np.tanh(z))


@mistake("plus the first argument")
def back_added_to_gradient(gradient, z, W):
    return gradient + W.T @ (gradient * (1 - np.tanh(z) ** 2))


@mistake("there is one unit")
def back_through_diagonal(gradient, z, W):
    return np.diag(W) * gradient * (1 - np.tanh(z) ** 2)


@mistake("last unit")
def back_last_row_missing(gradient, z, W):
    dz = gradient * (1 - np.tanh(z) ** 2)
    return sum((W[i] * dz[i] for i in range(len(z) - 1)), np.zeros(len(z)))


@mistake("there is one unit")
def back_overwritten(gradient, z, W):
    before = np.zeros(len(z))
    for i in range(len(z)):
        for j in range(len(z)):
            before[j] = W[i, j] * gradient[i] * (1 - np.tanh(z[i]) ** 2)
    return before


@mistake("divided by its size")
def back_normalized(gradient, z, W):
    before = W.T @ (gradient * (1 - np.tanh(z) ** 2))
    return before / np.linalg.norm(before)


@mistake("slope of ReLU")
def back_of_relu(gradient, z, W):
    return W.T @ (gradient * (z > 0))


@mistake("multiply the rows")
def back_by_columns(gradient, z, W):
    dz = gradient * (1 - np.tanh(z) ** 2)
    return sum(row * dz for row in W)


@mistake("not by z")
def back_by_z(gradient, z, W):
    return np.dot(W.T, gradient * z)
