"""word-gradients: the gradients of the loss of a sequence of words, by backpropagation through time.

TensorFlow computes what is right.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, words=[1], symbols=3, hidden=2),
        _case(rng, words=[2, 0, 3, 1], symbols=4, hidden=3),
        _case(rng, words=[1, 2, 1, 0, 1, 1], symbols=3, hidden=5),
        _case(rng, words=[3, 0, 0, 2, 1], symbols=4, hidden=4),
    ]


def _case(rng, words, symbols, hidden):
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

    def gradients(**changed):  # with at least one thing changed, so never the right gradient
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
    late = gradients(shift=1)
    mistakes = {
        "the loss is the sum over all steps, not the loss of the last one": gradients(losses=last),
        "U and W are used at every step: add up what all steps give, not only the last": (
            gradients(copies=last)[0],
            gradients(copies=last)[1],
            dV,
        ),
        "U, W and V are used at every step: add up what all steps give": _one_step(gradients, last),
        "add up over the steps; what is kept here is that of the first step alone": _one_step(
            gradients, last[::-1]
        ),
        "s(t) also feeds step t + 1: its gradient has a part that comes back from there": (
            gradients(back=0 * weights[1])
        ),
        "the sigmoid has a slope, s (1 - s): the gradient must pass it, too": (
            gradients(slope=lambda s, z: np.ones_like(s))
        ),
        "1 - s² is the slope of tanh; that of the sigmoid is s (1 - s)": (
            gradients(slope=lambda s, z: 1 - s**2)
        ),
        "the slope of the sigmoid is s (1 - s) with s = f(z), not z (1 - z)": (
            gradients(slope=lambda s, z: z * (1 - z))
        ),
        "multiply by the slope s (1 - s), not by s": gradients(slope=lambda s, z: s),
        "on the way back from step t + 1 to step t, W is transposed": gradients(back=weights[1]),
        "at step t, W multiplies s(t-1), not s(t)": (dU, late[1], dV),
        "at step 1, W multiplies `start`, which is not zero": (
            dU,
            dW - np.outer(gradients(copies=last[::-1])[0].sum(1), start),
            dV,
        ),
        "the walk begins with the state `start`, which is not zero": gradients(start=0 * start),
        "the activation is the sigmoid, not tanh": gradients(
            squash=np.tanh, slope=lambda s, z: 1 - s**2
        ),
        "the activation is the sigmoid; only its slope was used": gradients(squash=np.tanh),
        "V multiplies s(t), not s(t-1)": (dU, dW, gradients(lag=1)[2]),
        "the targets were shifted: targets[t] follows words[t]": gradients(
            targets=np.roll(targets, -1)
        ),
        "the loss of a sequence is a sum: do not divide by the number of steps": tuple(
            array / steps for array in right
        ),
        "subtract 1 from the probability of the word that follows": gradients(subtract=0.0),
        "that is uphill: the gradient of the loss at the output is p - 1 for the word that follows": (
            tuple(-array for array in right)
        ),
        "a word can occur twice: add to its column of U, do not overwrite it": (
            gradients(add=False)[0],
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


def _one_step(gradients, one):
    """U, W and V with what a single step gives; what comes back to it from later losses included."""
    alone = gradients(copies=one)
    return alone[0], alone[1], gradients(losses=one)[2]


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


word_gradients = Check("word-gradients", 3, _cases, seconds=30.0)
