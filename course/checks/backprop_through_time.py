"""Checks of lab 02_backprop_through_time.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
"""

import math

import numpy as np

from course.checks.base.core import Case, Check, judge_value

# sequence loss: from the probabilities of the right symbols


def _loss_cases(rng):
    return [
        _loss_case(rng, [0.5], symbols=2),
        _loss_case(rng, [0.5, 0.25, 0.125], symbols=4),
        _loss_case(rng, rng.uniform(0.05, 0.9, 6), symbols=3),
        _loss_case(rng, rng.uniform(0.3, 0.6, 9), symbols=5),
    ]


def _loss_case(rng, given, symbols):
    """given: the probability that each step gives to the symbol that follows."""
    given = np.asarray(given, float)
    steps = len(given)
    targets = rng.integers(0, symbols, steps)
    others = rng.dirichlet(np.full(symbols - 1, 5.0), steps) * (1 - given[:, None])
    probabilities = np.array(
        [np.insert(row, target, p) for row, target, p in zip(others, targets, given, strict=True)]
    )
    losses = [-math.log(p) for p in given]
    every = -np.log(probabilities)
    mistakes = {
        "the loss of the sequence is the sum over the steps, not their average": (
            sum(losses) / steps
        ),
        "every step has a loss, not only the last one": losses[-1],
        "every step has a loss, not only the first one": losses[0],
        "a loss is positive: the logarithm of a probability is negative": -sum(losses),
        "take the natural logarithm, not that of base 2": sum(losses) / math.log(2),
        "take the natural logarithm, not that of base 10": sum(losses) / math.log(10),
        "take the logarithm of each probability": float(given.sum()),
        "take the logarithm; 1 - p is another loss": float((1 - given).sum()),
        "take logarithms and add them; the probabilities alone multiply": float(given.prod()),
        "take the logarithm step by step, then add": -math.log(given.sum()),
        "only the symbol that follows counts, not all symbols": float(every.sum()),
        "only the symbol that follows counts; this is the entropy of what the net says": float(
            (probabilities * every).sum()
        ),
        "the symbol that follows counts, not the most probable one": float(every.min(1).sum()),
        "take the probability of each step's own target: probabilities[t, targets[t]]": float(
            every[:, targets].sum()
        ),
        "the last step has a loss, too": sum(losses[:-1]),
        "the first step has a loss, too": sum(losses[1:]),
        "the losses of the steps are right: return their sum": losses,
        "targets[t] is the symbol that follows at step t, do not shift it": float(
            every[np.arange(steps), np.roll(targets, -1)].sum()
        ),
    }
    asks = "the sum of the losses of all steps"
    return Case((probabilities, targets), sum(losses), asks, mistakes)


sequence_loss = Check("sequence-loss", 1, _loss_cases)


# slopes: of a cubic, whose differences can be written down


class Loss:
    """A loss for finite differences: the sum of curves * w**3, and pull / 2 times the squared sum of w.

    Args:
        curves: array, of the shape of the weights.
        pull: float.
    """

    def __init__(self, curves, pull):
        self.curves, self.pull = curves, pull

    def __call__(self, weights):
        """The loss of these weights, a float; ValueError if they have another shape than `curves`."""
        weights = np.asarray(weights, float)
        if weights.shape != self.curves.shape:
            raise ValueError(
                f"this loss takes weights of shape {self.curves.shape}, got {weights.shape}"
            )
        return float((self.curves * weights**3).sum() + self.pull / 2 * weights.sum() ** 2)

    def __repr__(self):
        return "loss"


def _slope_cases(rng):
    return [
        _slope_case(rng, (2,), step=0.1),
        _slope_case(rng, (2, 3), step=0.2),
        _slope_case(rng, (3, 1), step=0.05),
        _slope_case(rng, (2, 2, 2), step=0.5),
    ]


def _slope_case(rng, shape, step):
    curves = rng.uniform(0.5, 2, shape)
    weights = rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape)
    pull = rng.uniform(1, 2)
    exact = 3 * curves * weights**2 + pull * weights.sum()
    bent = 3 * curves * weights + pull / 2  # what one-sided differences add, times the step
    right = exact + curves * step**2
    forward, backward = right + bent * step, right - bent * step
    before = np.arange(weights.size).reshape(shape)  # how many weights were moved earlier
    total = float(right.sum())  # the slope if all weights move together
    mistakes = {
        "move the weight in both directions, not only upwards": forward,
        "move the weight in both directions, not only downwards": backward,
        "the two losses lie 2 steps apart": 2 * right,
        "divide by the distance of the two losses": 2 * step * right,
        "divide by 2 * step: dividing by 2 and multiplying by step is something else": (
            step**2 * right
        ),
        "loss after moving up minus loss after moving down, not the other way round": -right,
        "move one weight at a time, the others stay": np.full(shape, total),
        "one slope for each weight, in the shape of the weights": right.ravel(),
        "put a weight back before you move the next one: it was left a step too low": (
            right - pull * step * before
        ),
        "put a weight back before you move the next one: it was left a step too high": (
            right + pull * step * before
        ),
        "move a copy: two names for one array make the two losses equal": np.zeros(shape),
        "two steps up and one step down are the same place: the way down goes two steps": (
            forward / 2
        ),
        "copy anew for each weight: those moved before are still moved": (
            np.cumsum(right).reshape(shape)
        ),
        "weights[i] is a whole row if there are rows: move single weights": np.broadcast_to(
            right.sum(axis=tuple(range(1, len(shape))), keepdims=True), shape
        ),
        "move each weight by the step that was given, not by a smaller one": exact,
        "move it a whole step up and a whole step down, not half a step": (
            exact + curves * step**2 / 4
        ),
        "a slope for each weight, not their sum": total,
    }
    asks = f"the slope in every weight, shape {shape}"
    return Case((Loss(curves, pull), weights, step), right, asks, mistakes)


slopes = Check("slopes", 2, _slope_cases)


# step back: the oracle is TensorFlow


def _back_cases(rng):
    return [_back_case(rng, units) for units in (1, 2, 4, 7)]


def _back_case(rng, units):
    import tensorflow as tf

    gradient, z = rng.normal(size=units), rng.normal(size=units)
    W = rng.normal(size=(units, units))
    before = tf.constant(rng.normal(size=units))  # any state will do: what x adds makes up for it
    with tf.GradientTape() as tape:
        tape.watch(before)
        moved = tf.linalg.matvec(W, before)
        loss = tf.reduce_sum(gradient * tf.tanh(moved + (z - tf.stop_gradient(moved))))
    right = tape.gradient(loss, before).numpy()
    h = np.tanh(z)
    slope = 1 - h**2
    mistakes = {
        "tanh has a slope: the gradient must pass it, too": W.T @ gradient,
        "the slope of tanh at z is 1 - tanh(z)², not 1 - z²": W.T @ (gradient * (1 - z**2)),
        "on the way back W is transposed": W @ (gradient * slope),
        "first back through tanh, then through W": slope * (W.T @ gradient),
        "first back through tanh, then through W, and that transposed": slope * (W @ gradient),
        "on the way back W is transposed, and tanh has a slope": W @ gradient,
        "the slope is 1 - tanh(z)²: square it": W.T @ (gradient * (1 - h)),
        "the slope is 1 - tanh(z)²: the 1 is missing": W.T @ (gradient * h**2),
        "multiply by the slope of tanh, not by its value": W.T @ (gradient * h),
        "h (1 - h) is the slope of the sigmoid; that of tanh is 1 - h²": (
            W.T @ (gradient * h * (1 - h))
        ),
        "multiply by the slope, do not divide": W.T @ (gradient / slope),
        "that is the gradient at z: go one step further, through W": gradient * slope,
        "tanh(z) is h, and h is not tanh'ed again: the slope is 1 - tanh(z)²": (
            W.T @ (gradient * (1 - np.tanh(h) ** 2))
        ),
        "that is what the step adds to a weight; asked is the gradient at the state before": (
            np.outer(gradient * slope, h)
        ),
    }
    asks = f"the gradient at the state before, shape ({units},)"
    return Case((gradient, z, W), right, asks, mistakes)


step_back = Check("step-back", 2, _back_cases, seconds=20.0)


# steps to fade: from the number of steps


def _fade_cases(rng):
    return [
        _fade_case(0.5, 3, 0.25),  # two steps reach the limit, three fall below it
        _fade_case(0.8, 11, 0.1),
        _fade_case(0.99, 688, 1e-3),
        *(_drawn_fade_case(rng, steps) for steps in (7, 30)),
    ]


def _drawn_fade_case(rng, steps):
    factor = round(float(rng.uniform(0.6, 0.9)), 3)
    return _fade_case(factor, steps, float(factor ** (steps - rng.uniform(0.3, 0.4))))


def _fade_case(factor, steps, limit):
    asks = "the first number of steps that brings the size below the limit"
    exact = math.log(limit) / math.log(factor)
    mistakes = {
        "below the limit, not at it": math.ceil(exact - 1e-9),
        "a step too few: count the first multiplication, too, and round up": steps - 1,
        "not yet below the limit: rounding to the nearest number can be too little": round(exact),
        "it is below the limit a step earlier": steps + 1,
        "the logarithm of the limit divided by that of the factor, not the other way round": (
            math.ceil(1 / exact)
        ),
        "each step multiplies by the factor, it does not subtract": (
            math.floor((1 - limit) / (1 - factor)) + 1
        ),
        "how fast it fades depends on the factor": math.ceil(-math.log(limit)),
        "how fast it fades depends on the factor, and limit is no power of 10": (
            math.ceil(-math.log10(limit))
        ),
        "take logarithms: limit / factor is not a number of steps": limit / factor,
        "a size of 1 is multiplied once a step, the step does not double": (
            math.ceil(math.log2(max(exact, 1)))
        ),
        "count the steps; that is the size after them": float(factor**steps),
    }
    return Case((factor, limit), steps, asks, mistakes)


steps_to_fade = Check("steps-to-fade", 1, _fade_cases)


# clip: from a direction of size 1 and a length


def _clip_cases(rng):
    return [
        _clip_case([np.array([0.6, 0.8])], length=5.0, limit=1.0),
        _clip_case(_direction(rng, (2, 3), (3,), (2,)), length=8.0, limit=2.0),
        _clip_case(_direction(rng, (3,), (2, 2)), length=0.5, limit=3.0),
        _clip_case([np.zeros((2, 2)), np.zeros(3)], length=1.0, limit=1.0),
        _clip_case(_direction(rng, (1, 2), (4,)), length=30.0, limit=0.5),
        # near the limit, where another size than the right one falls on its other side
        _clip_case(_even_direction((2, 2), (4,), (2, 2)), length=2.4, limit=2.0),
        _clip_case(_even_direction((3,), (3,), (3,)), length=2.7, limit=3.0),
        _clip_case(_even_direction((2,), (2,)), length=0.8, limit=0.5),
        _clip_case(_even_direction((3,), (3,), (3,)), length=0.8, limit=0.9),
        _clip_case(_even_direction((2, 2)), length=0.8, limit=1.0),
    ]


def _direction(rng, *shapes):
    arrays = [rng.uniform(0.3, 1, shape) * rng.choice([-1, 1], shape) for shape in shapes]
    size = math.sqrt(sum(float((array**2).sum()) for array in arrays))
    return [array / size for array in arrays]


def _even_direction(*shapes):
    """Arrays that share the size 1 evenly, with signs that take turns."""
    count = sum(math.prod(shape) for shape in shapes)
    signs = iter((-1) ** place for place in range(count))
    return [
        np.array([next(signs) for _ in range(math.prod(shape))]).reshape(shape) / math.sqrt(count)
        for shape in shapes
    ]


def _clip_case(direction, length, limit):
    gradients = [length * array for array in direction]

    def scaled(factor):
        return [factor * array for array in gradients]

    too_long = length > limit
    sizes = [float(np.linalg.norm(array)) for array in gradients]
    flat = np.abs(np.concatenate([array.ravel() for array in gradients]))
    alone = [
        array * (limit / size if size > limit else 1)
        for array, size in zip(gradients, sizes, strict=True)
    ]

    def by(size):  # scaled down as if this were the gradient's size
        return scaled(limit / size if size > limit else 1)

    def if_above(size, bound=limit):  # scaled rightly, but for the wrong reason
        return scaled(limit / length if size > bound else 1)

    mistakes = {
        "whether it is too long: compare with the limit, not with 1": if_above(length, 1.0),
        "whether it is too long: compare the size with the limit, not its square": (
            if_above(length**2)
        ),
        "whether it is too long: compare the size of the whole, not the sum of the arrays' sizes": (
            if_above(sum(sizes))
        ),
        "whether it is too long: compare the size of the whole, not the sum of all numbers": (
            if_above(float(flat.sum()))
        ),
        "whether it is too long: compare the size of the whole, not of single arrays": (
            if_above(max(sizes))
        ),
        "whether it is too long: compare the size of the whole, not its largest number": (
            if_above(float(flat.max()))
        ),
        "the arrays are one gradient: scale all of them by the same factor": alone,
        "scale the whole gradient, do not cut its numbers one by one: that turns its direction": [
            np.clip(array, -limit, limit) for array in gradients
        ],
        "a gradient that is not too long stays as it is": scaled(limit / length),
        "the size is to become the limit, not 1": scaled(1 / length if too_long else 1),
        "take the root of the sum of squares": by(length**2),
        "add the squares, not the sizes of the arrays": by(sum(sizes)),
        "the size is the root of the sum of the squares, not the sum of all numbers": (
            by(float(flat.sum()))
        ),
        "the size is that of the whole gradient, not its largest number": by(float(flat.max())),
        "the size is that of the whole gradient, not of its largest array": by(max(sizes)),
        "add the squares, do not average them": by(length / math.sqrt(len(flat))),
        "nothing was clipped": scaled(1),
        "a gradient that is too long becomes shorter, it is not thrown away": (
            scaled(0 if too_long else 1)
        ),
        "the factor is limit / size, not size / limit": scaled(length / limit if too_long else 1),
        "give back an array for each array, in its shape": np.concatenate(
            [(min(length, limit) * array).ravel() for array in direction]
        ),
    }
    asks = f"{len(gradients)} arrays, together of size {limit} or as they were"
    right = [min(length, limit) * array for array in direction]
    return Case((gradients, limit), right, asks, mistakes)


def _judge_clip(case, outcome):
    """As always; but 0 / 0 in the case of zeros must not hide what the other cases tell."""
    verdict = judge_value(case, outcome)
    return verdict._replace(hints=None) if "NaN" in verdict.message else verdict


clip = Check("clip", 2, _clip_cases, judge=_judge_clip)


# word gradients: the oracle is TensorFlow


def _gradient_cases(rng):
    return [
        _gradient_case(rng, words=[1], symbols=3, hidden=2),
        _gradient_case(rng, words=[2, 0, 3, 1], symbols=4, hidden=3),
        _gradient_case(rng, words=[1, 2, 1, 0, 1, 1], symbols=3, hidden=5),
        _gradient_case(rng, words=[3, 0, 0, 2, 1], symbols=4, hidden=4),
    ]


def _gradient_case(rng, words, symbols, hidden):
    import tensorflow as tf

    words = np.array(words)
    steps = len(words)
    targets = rng.integers(0, symbols, steps)
    start = rng.uniform(0.2, 0.8, hidden)
    shapes = (hidden, symbols), (hidden, hidden), (symbols, hidden)
    weights = [rng.normal(size=shape) for shape in shapes]
    variables = U, W, V = [tf.Variable(array) for array in weights]
    with tf.GradientTape() as tape:
        s, loss = tf.constant(start), 0.0
        for word, target in zip(words, targets, strict=True):
            s = tf.sigmoid(U[:, int(word)] + tf.linalg.matvec(W, s))
            loss -= tf.nn.log_softmax(tf.linalg.matvec(V, s))[int(target)]
    right = tuple(tf.convert_to_tensor(array).numpy() for array in tape.gradient(loss, variables))
    all_steps = np.ones(steps)
    last = np.zeros(steps)
    last[-1] = 1

    def made(**changed):  # with at least one thing changed, so never the right gradient
        told = {
            "start": start,
            "targets": targets,
            "squash": lambda z: 1 / (1 + np.exp(-z)),
            "slope": lambda s, z: s * (1 - s),
            "back": weights[1].T,
            "shift": 0,
            "lag": 0,
            "losses": all_steps,
            "copies": all_steps,
            "subtract": 1.0,
            "add": True,
        }
        return _walk(words, weights, **{**told, **changed})

    dU, dW, dV = right
    late = made(shift=1)
    mistakes = {
        "the loss is the sum over all steps, not the loss of the last one": made(losses=last),
        "U and W are used at every step: add up what all steps give, not only the last": (
            made(copies=last)[0],
            made(copies=last)[1],
            dV,
        ),
        "U, W and V are used at every step: add up what all steps give": _last_only(made, last),
        "add up over the steps; what is kept here is that of the first step alone": _last_only(
            made, last[::-1]
        ),
        "s(t) also feeds step t + 1: its gradient has a part that comes back from there": (
            made(back=0 * weights[1])
        ),
        "the sigmoid has a slope, s (1 - s): the gradient must pass it, too": (
            made(slope=lambda s, z: np.ones_like(s))
        ),
        "1 - s² is the slope of tanh; that of the sigmoid is s (1 - s)": (
            made(slope=lambda s, z: 1 - s**2)
        ),
        "the slope of the sigmoid is s (1 - s) with s = f(z), not z (1 - z)": (
            made(slope=lambda s, z: z * (1 - z))
        ),
        "multiply by the slope s (1 - s), not by s": made(slope=lambda s, z: s),
        "on the way back from step t + 1 to step t, W is transposed": made(back=weights[1]),
        "at step t, W multiplies s(t-1), not s(t)": (dU, late[1], dV),
        "at step 1, W multiplies `start`, which is not zero": (
            dU,
            dW - np.outer(made(copies=last[::-1])[0].sum(1), start),
            dV,
        ),
        "the walk begins with the state `start`, which is not zero": made(start=0 * start),
        "the activation is the sigmoid, not tanh": made(
            squash=np.tanh, slope=lambda s, z: 1 - s**2
        ),
        "the activation is the sigmoid; only its slope was used": made(squash=np.tanh),
        "V multiplies s(t), not s(t-1)": (dU, dW, made(lag=1)[2]),
        "the targets were shifted: targets[t] follows words[t]": made(targets=np.roll(targets, -1)),
        "the loss of a sequence is a sum: do not divide by the number of steps": tuple(
            array / steps for array in right
        ),
        "subtract 1 from the probability of the word that follows": made(subtract=0.0),
        "that is uphill: the gradient of the loss at the output is p - 1 for the word that follows": (
            tuple(-array for array in right)
        ),
        "a word can come twice: add to its column of U, do not overwrite it": (
            made(add=False)[0],
            dW,
            dV,
        ),
        "a row of dW belongs to a unit of s(t), a column to one of s(t-1)": (dU, dW.T, dV),
        "dV has the shape of V: a row for each word": (dU, dW, dV.T),
        "dU has the shape of U: a column for each word": (dU.T, dW, dV),
        "the order is dU, dW, dV": (dU, dV, dW),
    }
    asks = f"dU, dW, dV with shapes {', '.join(str(shape) for shape in shapes)}"
    return Case((words, targets, start, *weights), right, asks, mistakes)


def _last_only(made, one):
    """U, W and V with what a single step gives; what comes back to it from later losses included."""
    alone = made(copies=one)
    return alone[0], alone[1], made(losses=one)[2]


def _walk(
    words, weights, *, start, targets, squash, slope, back, shift, lag, losses, copies, subtract, add
):  # fmt: skip
    """Backpropagation with something wrong in it, for the values that mistakes lead to.

    squash(z), slope(s, z): the activation and its slope. back: matrix that leads from a step to the one
    before. shift: 0 if W belongs to the state before, 1 if to the state itself. lag: 1 if V takes the state
    before. losses, copies: arrays (steps,), the weight of each step's loss, and of what each step gives to U
    and W. subtract: from the probability of the target. add: whether a word's column of dU adds up.
    """
    U, W, V = weights
    states, sums = [np.asarray(start)], [None]
    for word in words:
        sums.append(U[:, word] + W @ states[-1])
        states.append(squash(sums[-1]))
    dU, dW, dV = (np.zeros_like(array) for array in weights)
    ds = np.zeros(len(W))
    for t in range(len(words), 0, -1):
        scores = np.exp(V @ states[t])
        do = scores / scores.sum()
        do[targets[t - 1]] -= subtract
        do = do * losses[t - 1]
        dz = (ds + V.T @ do) * slope(states[t], sums[t])
        dV += np.outer(do, states[t - lag])
        dW += np.outer(dz, states[t - 1 + shift]) * copies[t - 1]
        if not add:
            dU[:, words[t - 1]] = 0
        dU[:, words[t - 1]] += dz * copies[t - 1]
        ds = back @ dz
    return dU, dW, dV


word_gradients = Check("word-gradients", 3, _gradient_cases, seconds=30.0)
