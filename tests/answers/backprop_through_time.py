"""Answers to the exercises of lab 02_backprop_through_time."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank()
right, mistake = bank.right, bank.mistake


# sequence-loss


@right("sequence-loss")
def loss_by_loop(probabilities, targets):
    loss = 0.0
    for t in range(len(targets)):
        loss -= math.log(probabilities[t][targets[t]])
    return loss


@right("sequence-loss")
def loss_by_index(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets]).sum()


@right("sequence-loss")
def loss_by_one_hot(probabilities, targets):
    one_hot = np.eye(probabilities.shape[1])[targets]
    return np.sum(-one_hot * np.log(probabilities))


@right("sequence-loss")
def loss_by_keras(probabilities, targets):
    from keras import ops

    return ops.sum(ops.sparse_categorical_crossentropy(targets, probabilities))


@mistake("sequence-loss", "not their average")
def loss_averaged(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets]).mean()


@mistake("sequence-loss", "not only the last")
def loss_of_last(probabilities, targets):
    return -np.log(probabilities[-1, targets[-1]])


@mistake("sequence-loss", "not only the first")
def loss_returned_too_early(probabilities, targets):
    loss = 0.0
    for given, target in zip(probabilities, targets):
        loss -= np.log(given[target])
        return loss


@mistake("sequence-loss", "a loss is positive")
def loss_negative(probabilities, targets):
    return -loss_by_index(probabilities, targets)


@mistake("sequence-loss", "base 2")
def loss_in_bits(probabilities, targets):
    return -np.log2(probabilities[np.arange(len(targets)), targets]).sum()


@mistake("sequence-loss", "base 10")
def loss_base_10(probabilities, targets):
    return -np.log10(probabilities[np.arange(len(targets)), targets]).sum()


@mistake("sequence-loss", "logarithm of each")
def loss_without_log(probabilities, targets):
    return probabilities[np.arange(len(targets)), targets].sum()


@mistake("sequence-loss", "1 - p is another")
def loss_as_distance(probabilities, targets):
    return (1 - probabilities[np.arange(len(targets)), targets]).sum()


@mistake("sequence-loss", "step by step")
def loss_log_of_sum(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets].sum())


@mistake("sequence-loss", "alone multiply")
def loss_as_likelihood(probabilities, targets):
    return probabilities[np.arange(len(targets)), targets].prod()


@mistake("sequence-loss", "not all symbols")
def loss_of_all_symbols(probabilities, targets):
    return -np.log(probabilities).sum()


@mistake("sequence-loss", "entropy")
def loss_entropy(probabilities, targets):
    return -(probabilities * np.log(probabilities)).sum()


@mistake("sequence-loss", "most probable")
def loss_of_best(probabilities, targets):
    return -np.log(probabilities.max(axis=1)).sum()


@mistake("sequence-loss", "return their sum")
def loss_list(probabilities, targets):
    return [-math.log(given[target]) for given, target in zip(probabilities, targets)]


@mistake("sequence-loss", "IndexError")
def loss_axes_exchanged(probabilities, targets):
    return -sum(math.log(probabilities[9 + target, t]) for t, target in enumerate(targets))


# slopes


@right("slopes")
def slopes_by_copies(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        up, down = weights.copy(), weights.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@right("slopes")
def slopes_put_back(loss, weights, step):
    slopes = np.zeros_like(weights)
    for place, weight in np.ndenumerate(weights):
        weights[place] = weight + step
        above = loss(weights)
        weights[place] = weight - step
        slopes[place] = (above - loss(weights)) / step / 2
        weights[place] = weight
    return slopes


@right("slopes")
def slopes_by_directions(loss, weights, step):
    moves = step * np.eye(weights.size).reshape(-1, *weights.shape)
    found = [(loss(weights + move) - loss(weights - move)) / (2 * step) for move in moves]
    return np.reshape(found, weights.shape)


def one_by_one(loss, weights, step, slope):
    moves = step * np.eye(weights.size).reshape(-1, *weights.shape)
    return np.reshape([slope(loss, weights, move) for move in moves], weights.shape)


@mistake("slopes", "not only upwards")
def slopes_forward(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: (f(w + move) - f(w)) / step)


@mistake("slopes", "not only downwards")
def slopes_backward(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: (f(w) - f(w - move)) / step)


@mistake("slopes", "2 steps apart")
def slopes_divided_by_step(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: (f(w + move) - f(w - move)) / step)


@mistake("slopes", "divide by the distance")
def slopes_undivided(loss, weights, step):
    return one_by_one(loss, weights, step, lambda f, w, move: f(w + move) - f(w - move))


@mistake("slopes", "something else")
def slopes_without_brackets(loss, weights, step):
    return one_by_one(
        loss, weights, step, lambda f, w, move: (f(w + move) - f(w - move)) / 2 * step
    )


@mistake("slopes", "not the other way round")
def slopes_sign(loss, weights, step):
    return -slopes_by_copies(loss, weights, step)


@mistake("slopes", "one weight at a time")
def slopes_all_at_once(loss, weights, step):
    slope = (loss(weights + step) - loss(weights - step)) / (2 * step)
    return np.full(weights.shape, slope)


@mistake("slopes", "in the shape of the weights")
def slopes_flat(loss, weights, step):
    return slopes_by_copies(loss, weights, step).ravel()


@mistake("slopes", "left a step too low")
def slopes_not_put_back(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        weights[place] += step
        above = loss(weights)
        weights[place] -= 2 * step
        slopes[place] = (above - loss(weights)) / (2 * step)
    return slopes


@mistake("slopes", "left a step too high")
def slopes_not_put_back_upwards(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        weights[place] -= step
        below = loss(weights)
        weights[place] += 2 * step
        slopes[place] = (loss(weights) - below) / (2 * step)
    return slopes


@mistake("slopes", "two names for one array")
def slopes_without_copies(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        up, down = weights, weights
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("slopes", "goes two steps")
def slopes_one_step_down(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        weights[place] += step
        above = loss(weights)
        weights[place] -= step
        slopes[place] = (above - loss(weights)) / (2 * step)
    return slopes


@mistake("slopes", "that was given")
def slopes_own_step(loss, weights, step):
    return slopes_by_copies(loss, weights, 1e-5)


@mistake("slopes", "not half a step")
def slopes_half_steps(loss, weights, step):
    return slopes_by_copies(loss, weights, step / 2)


@mistake("slopes", "not their sum")
def slopes_summed(loss, weights, step):
    return slopes_by_copies(loss, weights, step).sum()


@mistake("slopes", "TypeError")
def slopes_of_a_call(loss, weights, step):
    return (loss(weights, step) - loss(weights, -step)) / (2 * step)


@mistake("slopes", "takes weights of shape")
def slopes_of_single_weights(loss, weights, step):
    return np.array([(loss(w + step) - loss(w - step)) / (2 * step) for w in weights.ravel()])


# step-back


@right("step-back")
def back_by_formula(gradient, z, W):
    return W.T @ ((1 - np.tanh(z) ** 2) * gradient)


@right("step-back")
def back_by_cosh(gradient, z, W):
    return (gradient / np.cosh(z) ** 2) @ W


@right("step-back")
def back_by_loops(gradient, z, W):
    units = len(z)
    before = [0.0] * units
    for i in range(units):
        h = math.tanh(z[i])
        for j in range(units):
            before[j] += W[i, j] * (1 - h * h) * gradient[i]
    return before


@right("step-back")
def back_by_matrix(gradient, z, W):
    jacobian = np.diag(1 - np.tanh(z) ** 2) @ W
    return jacobian.T @ gradient


@mistake("step-back", "tanh has a slope: the gradient")
def back_without_slope(gradient, z, W):
    return W.T @ gradient


@mistake("step-back", "not 1 - z²")
def back_slope_of_z(gradient, z, W):
    return W.T @ (gradient * (1 - z**2))


@mistake("step-back", "W is transposed")
def back_not_transposed(gradient, z, W):
    return W @ ((1 - np.tanh(z) ** 2) * gradient)


@mistake("step-back", "first back through tanh, then through W")
def back_in_wrong_order(gradient, z, W):
    return (1 - np.tanh(z) ** 2) * (W.T @ gradient)


@mistake("step-back", "and that transposed")
def back_in_wrong_order_not_transposed(gradient, z, W):
    return (1 - np.tanh(z) ** 2) * (W @ gradient)


@mistake("step-back", "transposed, and tanh has a slope")
def back_only_w(gradient, z, W):
    return W @ gradient


@mistake("step-back", "square it")
def back_not_squared(gradient, z, W):
    return W.T @ ((1 - np.tanh(z)) * gradient)


@mistake("step-back", "the 1 is missing")
def back_square_only(gradient, z, W):
    return W.T @ (np.tanh(z) ** 2 * gradient)


@mistake("step-back", "not by its value")
def back_by_value(gradient, z, W):
    return W.T @ (np.tanh(z) * gradient)


@mistake("step-back", "slope of the sigmoid")
def back_through_sigmoid(gradient, z, W):
    h = np.tanh(z)
    return W.T @ (h * (1 - h) * gradient)


@mistake("step-back", "do not divide")
def back_divided(gradient, z, W):
    return W.T @ (gradient / (1 - np.tanh(z) ** 2))


@mistake("step-back", "one step further")
def back_to_z(gradient, z, W):
    return (1 - np.tanh(z) ** 2) * gradient


@mistake("step-back", "not tanh'ed again")
def back_tanh_twice(gradient, z, W):
    h = np.tanh(z)
    return W.T @ ((1 - np.tanh(h) ** 2) * gradient)


@mistake("step-back", "adds to a weight")
def back_as_outer_product(gradient, z, W):
    h = np.tanh(z)
    return np.outer((1 - h**2) * gradient, h)


@mistake("step-back", "expected shape")
def back_elementwise(gradient, z, W):
    return W.T * ((1 - np.tanh(z) ** 2) * gradient)


# steps-to-fade


@right("steps-to-fade")
def fade_by_loop(factor, limit):
    size, steps = 1.0, 0
    while size >= limit:
        size *= factor
        steps += 1
    return steps


@right("steps-to-fade")
def fade_by_logarithm(factor, limit):
    return math.floor(round(math.log(limit) / math.log(factor), 9)) + 1


@right("steps-to-fade")
def fade_by_powers(factor, limit):
    powers = factor ** np.arange(10_000)
    return np.flatnonzero(powers < limit)[0]


@right("steps-to-fade")
def fade_by_recursion(factor, limit):
    return next(steps for steps in range(100_000) if factor**steps < limit)


@mistake("steps-to-fade", "not at it")
def fade_at_the_limit(factor, limit):
    return math.ceil(math.log(limit) / math.log(factor))


@mistake("steps-to-fade", "not at it")
def fade_by_loop_at_the_limit(factor, limit):
    size, steps = 1.0, 0
    while size > limit:
        size *= factor
        steps += 1
    return steps


@mistake("steps-to-fade", "round up")
def fade_one_too_few(factor, limit):
    return fade_by_loop(factor, limit) - 1


@mistake("steps-to-fade", "count the first multiplication")
def fade_from_the_factor(factor, limit):
    size, steps = factor, 0
    while size >= limit:
        size *= factor
        steps += 1
    return steps


@mistake("steps-to-fade", "nearest")
def fade_rounded(factor, limit):
    return round(math.log(limit) / math.log(factor))


@mistake("steps-to-fade", "a step earlier")
def fade_counted_from_one(factor, limit):
    size, steps = 1.0, 1
    while size >= limit:
        size *= factor
        steps += 1
    return steps


@mistake("steps-to-fade", "not the other way round")
def fade_upside_down(factor, limit):
    return math.ceil(math.log(factor) / math.log(limit))


@mistake("steps-to-fade", "does not subtract")
def fade_linear(factor, limit):
    size, steps = 1.0, 0
    while size >= limit:
        size -= 1 - factor
        steps += 1
    return steps


@mistake("steps-to-fade", "depends on the factor")
def fade_without_factor(factor, limit):
    return math.ceil(-math.log(limit))


@mistake("steps-to-fade", "no power of 10")
def fade_base_10(factor, limit):
    return math.ceil(-math.log10(limit))


@mistake("steps-to-fade", "take logarithms")
def fade_divided(factor, limit):
    return limit / factor


@mistake("steps-to-fade", "size after them")
def fade_size(factor, limit):
    return factor ** fade_by_loop(factor, limit)


@mistake("steps-to-fade", "use // or int()")
def fade_as_float(factor, limit):
    return math.log(limit) / math.log(factor)


@mistake("steps-to-fade", "never ends")
def fade_for_ever(factor, limit):
    size, steps = 1.0, 0
    while size >= limit:
        steps += 1
    return steps


# clip


@right("clip")
def clip_by_numpy(gradients, limit):
    size = np.sqrt(sum((array**2).sum() for array in gradients))
    return [array * (limit / size) if size > limit else array for array in gradients]


@right("clip")
def clip_by_flat_norm(gradients, limit):
    size = np.linalg.norm(np.concatenate([np.ravel(array) for array in gradients]))
    return [array * limit / max(size, limit) for array in gradients]


@right("clip")
def clip_in_place(gradients, limit):
    squares = 0.0
    for array in gradients:
        for number in array.flat:
            squares += number * number
    if squares > limit**2:
        for array in gradients:
            array *= limit / math.sqrt(squares)
    return gradients


@right("clip")
def clip_by_norm_of_norms(gradients, limit):
    size = np.linalg.norm([np.linalg.norm(array) for array in gradients])
    return tuple(np.asarray(array) * min(1.0, limit / (size + 1e-12)) for array in gradients)


def scaled_by(gradients, limit, size):
    return [array * (limit / size) if size > limit else array for array in gradients]


def size_of(gradients):
    return np.linalg.norm([np.linalg.norm(array) for array in gradients])


@mistake("clip", "the same factor")
def clip_each_array(gradients, limit):
    return [scaled_by([array], limit, np.linalg.norm(array))[0] for array in gradients]


@mistake("clip", "turns its direction")
def clip_each_number(gradients, limit):
    return [np.clip(array, -limit, limit) for array in gradients]


@mistake("clip", "stays as it is")
def clip_always(gradients, limit):
    size = size_of(gradients)
    with np.errstate(all="ignore"):
        return [array * limit / size for array in gradients]


@mistake("clip", "stays as it is")
def clip_always_but_zero(gradients, limit):
    size = size_of(gradients)
    return [array * limit / size if size else array for array in gradients]


@mistake("clip", "not 1")
def clip_to_one(gradients, limit):
    size = size_of(gradients)
    return [array / size if size > limit else array for array in gradients]


@mistake("clip", "root of the sum of squares")
def clip_without_root(gradients, limit):
    return scaled_by(gradients, limit, sum((array**2).sum() for array in gradients))


@mistake("clip", "add the squares, not the sizes")
def clip_sizes_added(gradients, limit):
    return scaled_by(gradients, limit, sum(np.linalg.norm(array) for array in gradients))


@mistake("clip", "not the sum of all numbers")
def clip_numbers_added(gradients, limit):
    return scaled_by(gradients, limit, sum(abs(array).sum() for array in gradients))


@mistake("clip", "not its largest number")
def clip_by_largest(gradients, limit):
    return scaled_by(gradients, limit, max(abs(array).max() for array in gradients))


@mistake("clip", "not of its largest array")
def clip_by_largest_array(gradients, limit):
    return scaled_by(gradients, limit, max(np.linalg.norm(array) for array in gradients))


@mistake("clip", "do not average")
def clip_by_average(gradients, limit):
    flat = np.concatenate([array.ravel() for array in gradients])
    return scaled_by(gradients, limit, np.sqrt((flat**2).mean()))


@mistake("clip", "nothing was clipped")
def clip_nothing(gradients, limit):
    return gradients


@mistake("clip", "thrown away")
def clip_to_nothing(gradients, limit):
    return [array * (size_of(gradients) <= limit) for array in gradients]


@mistake("clip", "not size / limit")
def clip_upside_down(gradients, limit):
    size = size_of(gradients)
    return [array * size / limit if size > limit else array for array in gradients]


@mistake("clip", "an array for each array")
def clip_joined(gradients, limit):
    return np.concatenate([array.ravel() for array in clip_by_numpy(gradients, limit)])


@mistake("clip", "NaN")
def clip_divides_by_zero(gradients, limit):
    size = size_of(gradients)
    with np.errstate(all="ignore"):
        return [array / size * np.minimum(size, limit) for array in gradients]


@mistake("clip", "returned None")
def clip_returns_nothing(gradients, limit):
    clip_in_place(gradients, limit)


# word-gradients


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(scores):
    return np.exp(scores) / np.exp(scores).sum()


@right("word-gradients")
def gradients_by_hand(words, targets, start, U, W, V):
    s, dU, dW, dV = [start], np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    for word in words:
        s.append(sigmoid(U[:, word] + W @ s[-1]))
    ds = np.zeros(len(start))
    for t in reversed(range(len(words))):
        do = softmax(V @ s[t + 1])
        do[targets[t]] -= 1
        dz = s[t + 1] * (1 - s[t + 1]) * (ds + V.T @ do)
        dU[:, words[t]] += dz
        dW += np.outer(dz, s[t])
        dV += np.outer(do, s[t + 1])
        ds = W.T @ dz
    return dU, dW, dV


@right("word-gradients")
def gradients_in_one_product(words, targets, start, U, W, V):
    steps, hidden = len(words), len(start)
    x, y = np.eye(U.shape[1])[words], np.eye(V.shape[0])[targets]
    s = np.zeros((steps + 1, hidden))
    s[0] = start
    for t in range(steps):
        s[t + 1] = sigmoid(U @ x[t] + W @ s[t])
    do = np.array([softmax(V @ state) for state in s[1:]]) - y
    dz, later = np.zeros((steps, hidden)), np.zeros(hidden)
    for t in range(steps - 1, -1, -1):
        dz[t] = (do[t] @ V + later) * s[t + 1] * (1 - s[t + 1])
        later = dz[t] @ W
    return [dz.T @ x, dz.T @ s[:-1], do.T @ s[1:]]


@right("word-gradients")
def gradients_loss_by_loss(words, targets, start, U, W, V):
    """The slow way: every loss goes back alone to the first step."""
    s, dU, dW, dV = [start], 0 * U, 0 * W, 0 * V
    for word in words:
        s.append(sigmoid(U[:, word] + W @ s[-1]))
    for last, target in enumerate(targets, start=1):
        do = softmax(V @ s[last]) - np.eye(len(V))[target]
        dV += np.outer(do, s[last])
        ds = V.T @ do
        for t in range(last, 0, -1):
            dz = ds * s[t] * (1 - s[t])
            dU[:, words[t - 1]] += dz
            dW += np.outer(dz, s[t - 1])
            ds = W.T @ dz
    return dU, dW, dV


@right("word-gradients")
def gradients_by_differences(words, targets, start, U, W, V):
    def loss():
        state, total = start, 0.0
        for word, target in zip(words, targets):
            state = sigmoid(U[:, word] + W @ state)
            total -= np.log(softmax(V @ state)[target])
        return total

    gradients = []
    for weights in (U, W, V):
        gradient = np.zeros_like(weights)
        for place, weight in np.ndenumerate(weights):
            weights[place] = weight + 1e-5
            above = loss()
            weights[place] = weight - 1e-5
            gradient[place] = (above - loss()) / 2e-5
            weights[place] = weight
        gradients.append(gradient)
    return gradients


def walk(words, targets, start, U, W, V, **changed):
    """gradients_by_hand with places in which a mistake can be made."""
    steps = range(len(words))
    slope = changed.get("slope", lambda s, z: s * (1 - s))
    back = changed.get("back", W.T)
    s, z = [start], []
    for word in words:
        z.append(U[:, word] + W @ s[-1])
        s.append(changed.get("squash", sigmoid)(z[-1]))
    dU, dW, dV = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    ds = np.zeros(len(start))
    for t in reversed(steps):
        do = softmax(V @ s[t + 1])
        do[targets[t]] -= changed.get("subtract", 1)
        do *= t in changed.get("losses", steps)
        dz = slope(s[t + 1], z[t]) * (ds + V.T @ do)
        if t in changed.get("copies", steps):
            if changed.get("overwrite"):
                dU[:, words[t]] = 0
            dU[:, words[t]] += dz
            dW += np.outer(dz, s[t + changed.get("shift", 0)])
        dV += np.outer(do, s[t + 1])
        ds = back @ dz
    return dU, dW, dV


@mistake("word-gradients", "not the loss of the last one")
def gradients_of_last_loss(words, *rest):
    return walk(words, *rest, losses=[len(words) - 1])


@mistake("word-gradients", "not only the last")
def gradients_of_last_copy(words, *rest):
    return walk(words, *rest, copies=[len(words) - 1])


@mistake("word-gradients", "add up what all steps give")
def gradients_overwritten_forwards(words, targets, start, U, W, V):
    last = len(words) - 1
    dU, dW, _ = walk(words, targets, start, U, W, V, copies=[last])
    return dU, dW, walk(words, targets, start, U, W, V, losses=[last])[2]


@mistake("word-gradients", "that of the first step alone")
def gradients_not_accumulated(words, targets, start, U, W, V):
    """`=` for `+=` on the way back: the first step is the last one to be written."""
    s = [start]
    for word in words:
        s.append(sigmoid(U[:, word] + W @ s[-1]))
    ds = np.zeros(len(start))
    for t in reversed(range(len(words))):
        do = softmax(V @ s[t + 1])
        do[targets[t]] -= 1
        dz = s[t + 1] * (1 - s[t + 1]) * (ds + V.T @ do)
        dU, dW, dV = np.zeros_like(U), np.outer(dz, s[t]), np.outer(do, s[t + 1])
        dU[:, words[t]] = dz
        ds = W.T @ dz
    return dU, dW, dV


@mistake("word-gradients", "comes back from there")
def gradients_of_one_step(words, targets, start, U, W, V):
    return walk(words, targets, start, U, W, V, back=0 * W)


@mistake("word-gradients", "the sigmoid has a slope")
def gradients_without_slope(*inputs):
    return walk(*inputs, slope=lambda s, z: 1)


@mistake("word-gradients", "slope of tanh")
def gradients_with_slope_of_tanh(*inputs):
    return walk(*inputs, slope=lambda s, z: 1 - s**2)


@mistake("word-gradients", "not z (1 - z)")
def gradients_with_slope_of_z(*inputs):
    return walk(*inputs, slope=lambda s, z: z * (1 - z))


@mistake("word-gradients", "not by s")
def gradients_with_value(*inputs):
    return walk(*inputs, slope=lambda s, z: s)


@mistake("word-gradients", "W is transposed")
def gradients_not_transposed(words, targets, start, U, W, V):
    return walk(words, targets, start, U, W, V, back=W)


@mistake("word-gradients", "not s(t)")
def gradients_of_own_state(*inputs):
    return walk(*inputs, shift=1)


@mistake("word-gradients", "which is not zero")
def gradients_from_zero(words, targets, start, U, W, V):
    first = walk(words, targets, start, U, W, V, copies=[0])[1]
    dU, dW, dV = gradients_by_hand(words, targets, start, U, W, V)
    return dU, dW - first, dV


@mistake("word-gradients", "do not divide")
def gradients_averaged(words, *rest):
    return [array / len(words) for array in walk(words, *rest)]


@mistake("word-gradients", "subtract 1")
def gradients_of_probabilities(*inputs):
    return walk(*inputs, subtract=0)


@mistake("word-gradients", "uphill")
def gradients_uphill(*inputs):
    return [-array for array in walk(*inputs)]


@mistake("word-gradients", "come twice")
def gradients_with_overwritten_columns(*inputs):
    return walk(*inputs, overwrite=True)


@mistake("word-gradients", "a row of dW")
def gradients_outer_exchanged(*inputs):
    dU, dW, dV = walk(*inputs)
    return dU, dW.T, dV


@mistake("word-gradients", "a row for each word")
def gradients_v_transposed(*inputs):
    dU, dW, dV = walk(*inputs)
    return dU, dW, dV.T


@mistake("word-gradients", "a column for each word")
def gradients_u_transposed(*inputs):
    dU, dW, dV = walk(*inputs)
    return dU.T, dW, dV


@mistake("word-gradients", "the order is")
def gradients_in_another_order(*inputs):
    dU, dW, dV = walk(*inputs)
    return dU, dV, dW


@mistake("word-gradients", "ValueError")
def gradients_v_not_transposed(words, targets, start, U, W, V):
    return gradients_by_hand(words, targets, start, U, W, V.T)


@mistake("clip", "not with 1")
def clip_if_above_one(gradients, limit):
    size = size_of(gradients)
    return [array * limit / size if size > 1 else array for array in gradients]


@mistake("clip", "not its square")
def clip_if_square_above(gradients, limit):
    size = size_of(gradients)
    return [array * limit / size if size**2 > limit else array for array in gradients]


@mistake("clip", "not the sum of the arrays' sizes")
def clip_if_sum_of_sizes_above(gradients, limit):
    size, total = size_of(gradients), sum(np.linalg.norm(array) for array in gradients)
    return [array * limit / size if total > limit else array for array in gradients]


@mistake("clip", "compare the size of the whole, not the sum of all numbers")
def clip_if_sum_of_numbers_above(gradients, limit):
    size, total = size_of(gradients), sum(abs(array).sum() for array in gradients)
    return [array * limit / size if total > limit else array for array in gradients]


@mistake("clip", "not of single arrays")
def clip_if_any_array_above(gradients, limit):
    size = size_of(gradients)
    too_long = any(np.linalg.norm(array) > limit for array in gradients)
    return [array * limit / size if too_long else array for array in gradients]


@mistake("clip", "compare the size of the whole, not its largest number")
def clip_if_any_number_above(gradients, limit):
    size = size_of(gradients)
    too_long = any((abs(array) > limit).any() for array in gradients)
    return [array * limit / size if too_long else array for array in gradients]


@mistake("clip", "together of size")
def clip_if_first_array_above(gradients, limit):
    size = size_of(gradients)
    too_long = np.linalg.norm(gradients[0]) > limit
    return [array * limit / size if too_long else array for array in gradients]


@mistake("clip", "together of size")
def clip_if_all_arrays_above(gradients, limit):
    size = size_of(gradients)
    too_long = all(np.linalg.norm(array) > limit for array in gradients)
    return [array * limit / size if too_long else array for array in gradients]


@mistake("clip", "together of size")
def clip_if_mean_size_above(gradients, limit):
    size = size_of(gradients)
    too_long = np.mean([np.linalg.norm(array) for array in gradients]) > limit
    return [array * limit / size if too_long else array for array in gradients]


@right("steps-to-fade")
def fade_by_calling_itself(factor, limit, size=1.0):
    return 0 if size < limit else 1 + fade_by_calling_itself(factor, limit, size * factor)


@mistake("slopes", "copy anew")
def slopes_copied_once(loss, weights, step):
    slopes, up, down = np.zeros(weights.shape), weights.copy(), weights.copy()
    for place in np.ndindex(weights.shape):
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("slopes", "a whole row")
def slopes_of_rows(loss, weights, step):
    slopes = np.zeros(weights.shape)
    for row in range(len(weights)):
        up, down = weights.copy(), weights.copy()
        up[row] += step
        down[row] -= step
        slopes[row] = (loss(up) - loss(down)) / (2 * step)
    return slopes


@mistake("sequence-loss", "each step's own target")
def loss_of_columns(probabilities, targets):
    return -np.log(probabilities[:, targets]).sum()


@mistake("sequence-loss", "the last step")
def loss_without_last(probabilities, targets):
    return -sum(math.log(probabilities[t, targets[t]]) for t in range(len(targets) - 1))


@mistake("sequence-loss", "the first step has")
def loss_without_first(probabilities, targets):
    return -sum(math.log(probabilities[t, targets[t]]) for t in range(1, len(targets)))


@mistake("word-gradients", "the walk begins")
def gradients_all_from_zero(words, targets, start, U, W, V):
    return walk(words, targets, np.zeros_like(start), U, W, V)


@mistake("word-gradients", "not tanh")
def gradients_of_tanh(words, targets, start, U, W, V):
    return walk(
        words, targets, start, U, W, V, squash=np.tanh, slope=lambda s, z: 1 - np.tanh(z) ** 2
    )


@mistake("word-gradients", "only its slope")
def gradients_of_tanh_with_slope_of_sigmoid(*inputs):
    return walk(*inputs, squash=np.tanh)


@mistake("word-gradients", "not s(t-1)")
def gradients_v_of_state_before(words, targets, start, U, W, V):
    dU, dW, dV = gradients_by_hand(words, targets, start, U, W, V)
    s, dV = [start], np.zeros_like(V)
    for word, target in zip(words, targets):
        s.append(sigmoid(U[:, word] + W @ s[-1]))
        dV += np.outer(softmax(V @ s[-1]) - np.eye(len(V))[target], s[-2])
    return dU, dW, dV


@mistake("word-gradients", "were shifted")
def gradients_of_shifted_targets(words, targets, *rest):
    return walk(words, np.roll(targets, -1), *rest)
