"""Answers to slopes."""

import numpy as np

from tests.answers import Bank

bank = Bank("slopes")
right, mistake = bank.right, bank.mistake


@right
def slopes_by_copies(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        up, down = weights.copy(), weights.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@right
def slopes_put_back(loss, weights, step):
    slopes = np.zeros_like(weights)
    for place, weight in np.ndenumerate(weights):
        weights[place] = weight + step
        above = loss(weights)
        weights[place] = weight - step
        slopes[place] = (above - loss(weights)) / step / 2
        weights[place] = weight
    return slopes


@right
def slopes_by_directions(loss, weights, step):
    moves = step * np.eye(weights.size).reshape(-1, *weights.shape)
    found = [(loss(weights + move) - loss(weights - move)) / (2 * step) for move in moves]
    return np.reshape(found, weights.shape)


def one_by_one(loss, weights, step, slope):
    moves = step * np.eye(weights.size).reshape(-1, *weights.shape)
    return np.reshape([slope(loss, weights, move) for move in moves], weights.shape)


@mistake("not only upwards")
def slopes_forward(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: (f(w + move) - f(w)) / step)


@mistake("not only downwards")
def slopes_backward(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: (f(w) - f(w - move)) / step)


@mistake("2 steps apart")
def slopes_divided_by_step(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: (f(w + move) - f(w - move)) / step)


@mistake("divide by the distance")
def slopes_undivided(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: f(w + move) - f(w - move))


@mistake("something else")
def slopes_without_brackets(loss, weights, step):
    return one_by_one(
        loss, weights, step, lambda f, w, move: (f(w + move) - f(w - move)) / 2 * step
    )


@mistake("not the other way round")
def slopes_sign(loss, weights, step):
    return -slopes_by_copies(loss, weights, step)


@mistake("one weight at a time")
def slopes_all_at_once(loss, weights, step):
    slope = (loss(weights + step) - loss(weights - step)) / (2 * step)
    return np.full(weights.shape, slope)


@mistake("in the shape of the weights")
def slopes_flat(loss, weights, step):
    return slopes_by_copies(loss, weights, step).ravel()


@mistake("left a step too low")
def slopes_not_put_back(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        weights[place] += step
        above = loss(weights)
        weights[place] -= 2 * step
        slopes[place] = (above - loss(weights)) / (2 * step)
    return slopes


@mistake("left a step too high")
def slopes_not_put_back_upwards(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        weights[place] -= step
        below = loss(weights)
        weights[place] += 2 * step
        slopes[place] = (loss(weights) - below) / (2 * step)
    return slopes


@mistake("two names for one array")
def slopes_without_copies(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        up, down = weights, weights
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("go down two steps")
def slopes_one_step_down(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        weights[place] += step
        above = loss(weights)
        weights[place] -= step
        slopes[place] = (above - loss(weights)) / (2 * step)
    return slopes


@mistake("that was given")
def slopes_own_step(loss, weights, step):
    return slopes_by_copies(loss, weights, 1e-5)


@mistake("not half a step")
def slopes_half_steps(loss, weights, step):
    return slopes_by_copies(loss, weights, step / 2)


@mistake("not their sum")
def slopes_summed(loss, weights, step):
    return slopes_by_copies(loss, weights, step).sum()


@mistake("TypeError")
def slopes_of_a_call(loss, weights, step):
    return (loss(weights, step) - loss(weights, -step)) / (2 * step)


@mistake("takes weights of shape")
def slopes_of_single_weights(loss, weights, step):
    return np.array([(loss(w + step) - loss(w - step)) / (2 * step) for w in weights.ravel()])


@mistake("make a new copy")
def slopes_copied_once(loss, weights, step):
    slopes, up, down = np.zeros(weights.shape), weights.copy(), weights.copy()
    for place in np.ndindex(weights.shape):
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("a whole row")
def slopes_of_rows(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for row in range(len(weights)):
        up, down = weights.copy(), weights.copy()
        up[row] += step
        down[row] -= step
        slopes[row] = (loss(up) - loss(down)) / (2 * step)
    return slopes
