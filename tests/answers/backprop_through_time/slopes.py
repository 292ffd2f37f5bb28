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


@mistake("a whole step away")
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


@right
def slopes_by_flat_index(loss, weights, step):
    flat = weights.ravel()
    slopes = []
    for i in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[i] = up[i] + step
        down[i] = down[i] - step
        up, down = up.reshape(weights.shape), down.reshape(weights.shape)
        slopes.append((loss(up) - loss(down)) / (2 * step))
    return np.array(slopes).reshape(weights.shape)


@right
def slopes_by_nditer(loss, weights, step):
    slopes = np.empty_like(weights)
    places = np.nditer(weights, flags=["multi_index"])
    for _ in places:
        moved = weights.copy()
        moved[places.multi_index] += step
        above = loss(moved)
        moved[places.multi_index] -= 2 * step
        slopes[places.multi_index] = (above - loss(moved)) / (step + step)
    return slopes


@right
def slopes_as_lists(loss, weights, step):
    def slope(place):
        move = np.zeros(weights.shape, "float32")
        move[place] = step
        return (loss(weights + move) - loss(weights - move)) / 2 / step

    def all_of(place):
        if len(place) == weights.ndim:
            return slope(place)
        return [all_of((*place, i)) for i in range(weights.shape[len(place)])]

    return all_of(())


@right
def slopes_average_of_two_sides(loss, weights, step):
    middle = loss(weights)

    def one(place):
        up, down = weights.copy(), weights.copy()
        up.flat[place] += step
        down.flat[place] -= step
        return ((loss(up) - middle) / step + (middle - loss(down)) / step) / 2

    return np.vectorize(one)(np.arange(weights.size)).reshape(weights.shape)


@mistake("the last one alone")
def slopes_overwritten(loss, weights, step):
    for place in np.ndindex(weights.shape):
        up, down = weights.copy(), weights.copy()
        up[place] += step
        down[place] -= step
        slopes = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("do not stop after the first")
def slopes_returned_too_early(loss, weights, step):
    slopes = np.zeros_like(weights)
    for place in np.ndindex(weights.shape):
        up, down = weights.copy(), weights.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
        return slopes


@mistake("the last weight has")
def slopes_without_last(loss, weights, step):
    slopes = np.zeros(weights.size)
    for i in range(weights.size - 1):
        move = np.zeros(weights.size)
        move[i] = step
        move = move.reshape(weights.shape)
        slopes[i] = (loss(weights + move) - loss(weights - move)) / (2 * step)
    return slopes.reshape(weights.shape)


@mistake("the first weight has")
def slopes_without_first(loss, weights, step):
    slopes = slopes_by_copies(loss, weights, step)
    slopes.flat[0] = 0
    return slopes


@mistake("not by 2 alone")
def slopes_halved(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: (f(w + move) - f(w - move)) / 2)


@mistake("not by twice its square")
def slopes_by_square(loss, weights, step):
    return one_by_one(
        loss, weights, step, lambda f, w, move: (f(w + move) - f(w - move)) / (2 * step**2)
    )


@mistake("not their sum")
def slopes_of_summed_losses(loss, weights, step):
    return one_by_one(
        loss, weights, step, lambda f, w, move: (f(w + move) + f(w - move)) / (2 * step)
    )


@mistake("curvature")
def slopes_second(loss, weights, step):
    return one_by_one(
        loss, weights, step, lambda f, w, move: (f(w + move) - 2 * f(w) + f(w - move)) / step**2
    )


@mistake("1 + step")
def slopes_in_proportion(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        up, down = weights.copy(), weights.copy()
        up[place] *= 1 + step
        down[place] *= 1 - step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("absolute value")
def slopes_without_sign(loss, weights, step):
    return np.abs(slopes_by_copies(loss, weights, step))


@mistake("step downhill")
def slopes_as_update(loss, weights, step):
    return weights - step * slopes_by_copies(loss, weights, step)


@mistake("weights have one axis")
def slopes_of_first_axis(loss, weights, step):
    slopes = np.zeros(len(weights))
    for i in range(len(weights)):
        move = np.zeros_like(weights)
        move[i] = step
        slopes[i] = (loss(weights + move) - loss(weights - move)) / (2 * step)
    return slopes


@mistake("as many rows as columns")
def slopes_of_equal_weights_together(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for weight in np.unique(weights):
        move = step * (weights == weight)
        slopes[weights == weight] = (loss(weights + move) - loss(weights - move)) / (2 * step)
    return slopes


@mistake("IndexError")
def slopes_with_two_loops(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for i in range(weights.shape[0]):
        for j in range(weights.shape[1]):
            up, down = weights.copy(), weights.copy()
            up[i, j] += step
            down[i, j] -= step
            slopes[i, j] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("NaN")
def slopes_relative_step(loss, weights, step):
    slopes = np.zeros(weights.shape)
    with np.errstate(all="ignore"):
        for place in np.ndindex(weights.shape):
            move = np.zeros(weights.shape)
            move[place] = step * weights[place]
            slopes[place] = np.divide(
                loss(weights + move) - loss(weights - move), 2 * step * weights[place]
            )
    return slopes


@mistake("wrong")
def slopes_of_numpy(loss, weights, step):
    return np.full(weights.shape, loss(weights) / step)


@mistake("put a weight back")
def slopes_up_not_copied(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        up, down = weights, weights.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("weights have one axis")
def slopes_transposed_order(loss, weights, step):
    return slopes_by_copies(loss, weights, step).ravel().reshape(weights.shape, order="F")


@mistake("not two")
def slopes_two_steps(loss, weights, step):
    return slopes_by_copies(loss, weights, 2 * step)


@mistake("in its place")
def slopes_replaced(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        up, down = weights.copy(), weights.copy()
        up[place], down[place] = step, -step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("brackets around")
def slopes_divided_in_part(loss, weights, step):
    return one_by_one(
        loss, weights, step, lambda f, w, move: f(w + move) - f(w - move) / (2 * step)
    )
