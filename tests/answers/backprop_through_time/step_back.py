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
