"""word-gradients: the gradients of the loss of a sequence of words, by backpropagation through time.

TensorFlow computes what is right.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


def _cases(rng):
    several = rng.permutation(5)
    return [
        _case(rng, words=[rng.integers(3)], symbols=3, hidden=2),
        _case(rng, words=rng.permutation(4), symbols=4, hidden=3),
        _case(rng, words=rng.permutation([0, 1, 1, 1, 2, 2, 2]), symbols=3, hidden=4),
        # the same word twice in a row, a word that does not occur, as many units as words
        _case(rng, words=several[[3, 0, 0, 2, 1, 0]], symbols=5, hidden=5),
        _case(rng, words=rng.permutation([0, 0, 1]), symbols=2, hidden=1),
        _case(rng, words=rng.permutation([0, 0, 1, 2]), symbols=4, hidden=2, has_zeros=True),
    ]


def _case(rng, words, symbols, hidden, has_zeros=False):
    """has_zeros: whether the start is 0, and a weight of each matrix."""
    import tensorflow as tf

    words = np.array(words)
    steps = len(words)
    targets = rng.integers(0, symbols, steps)
    start = rng.uniform(0.2, 0.8, hidden)
    shapes = (hidden, symbols), (hidden, hidden), (symbols, hidden)
    weights = [rng.normal(size=shape) for shape in shapes]
    if has_zeros:
        start[:] = 0
        for array in weights:
            array[rng.integers(len(array)), 0] = 0
    tensors = U, W, V = [tf.constant(array) for array in weights]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        state, states = tf.constant(start), []
        for read in tf.unstack(tf.gather(U, words, axis=1), axis=1):
            state = tf.sigmoid(read + tf.linalg.matvec(W, state))
            states.append(state)
        scores = tf.stack(states) @ tf.transpose(V)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, scores)
    right = tuple(tf.convert_to_tensor(array).numpy() for array in tape.gradient(loss, tensors))
    all_steps = np.ones(steps)
    first, last = np.eye(steps)[[0, -1]]

    def gradients(**changed):  # with at least one thing changed, so never the right gradient
        told = {
            "start": start,
            "targets": targets,
            "squash": _sigmoid,
            "outputs": _softmax,
            "subtract": 1.0,
            "slope": lambda s, z: s * (1 - s),
            "back": weights[1].T,
            "order": range(steps, 0, -1),
            "losses": all_steps,
            "own": all_steps,
            "later": "all",
            "copies": all_steps,
            "columns": words,
            "shift": 0,
            "lag": 0,
            "add": True,
        }
        return _walk(words, weights, **{**told, **changed})

    dU, dW, dV = right
    of_first, of_last = gradients(copies=first), gradients(copies=last)
    losses_of_first, losses_of_last = gradients(losses=first), gradients(losses=last)
    mistakes = {
        "the loss is the sum over all steps, not the loss of the last one": losses_of_last,
        "every step has a loss: that of the first one is missing": gradients(losses=1 - first),
        "every step has a loss: that of the last one is missing": gradients(losses=1 - last),
        "every state gets the gradient of its own loss, V.T @ (p - y), not only the last state": (
            gradients(own=last)
        ),
        "the gradient of its own loss, V.T @ (p - y), reaches s(t) once, not twice": (
            gradients(own=2 * all_steps)
        ),
        "U and W are used at every step: add up what all steps give, not only the last": (
            of_last[0],
            of_last[1],
            dV,
        ),
        "U, W and V are used at every step: add up what all steps give": (
            of_last[0],
            of_last[1],
            losses_of_last[2],
        ),
        "add up over the steps; what is kept here is that of the first step alone": (
            of_first[0],
            of_first[1],
            losses_of_first[2],
        ),
        "add up over the steps: this dU is that of the first step alone": (of_first[0], dW, dV),
        "add up over the steps: this dW is that of the first step alone": (dU, of_first[1], dV),
        "add up over the steps: this dV is that of the first step alone": (
            dU,
            dW,
            losses_of_first[2],
        ),
        "add up over the steps: this dW is that of the last step alone": (dU, of_last[1], dV),
        "add up over the steps: this dV is that of the last step alone": (
            dU,
            dW,
            losses_of_last[2],
        ),
        "the walk back ends at the first step: what it gives to dU and dW is missing": (
            dU - of_first[0],
            dW - of_first[1],
            dV,
        ),
        "s(t) also feeds step t + 1: its gradient has a part that comes back from there": (
            gradients(back=0 * weights[1])
        ),
        "what comes back from step t + 1 holds all later losses, not the next one alone": (
            gradients(later="next")
        ),
        "from step t + 1, the gradient at z comes back, W.T @ dz: it has passed the sigmoid's slope": (
            gradients(later="unsloped")
        ),
        "from step t + 1 to step t the gradient goes through W transposed, too": (
            gradients(back=np.eye(hidden))
        ),
        "what comes back from step t + 1 takes the place of what came before, it is not added": (
            gradients(later="gathered")
        ),
        "walk back: begin with the last step, not with the first": (
            gradients(order=range(1, steps + 1))
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
        "the slope of the sigmoid is s (1 - s), and f is not applied to s again": (
            gradients(slope=lambda s, z: _sigmoid(s) * (1 - _sigmoid(s)))
        ),
        "multiply by the slope s (1 - s), not by s": gradients(slope=lambda s, z: s),
        "multiply by the slope s (1 - s), not by 1 - s": gradients(slope=lambda s, z: 1 - s),
        "multiply by the slope s (1 - s) once, not twice": (
            gradients(slope=lambda s, z: (s * (1 - s)) ** 2)
        ),
        "on the way back from step t + 1 to step t, W is transposed": gradients(back=weights[1]),
        "at step t, W multiplies s(t-1), not s(t)": (dU, gradients(shift=1)[1], dV),
        "at step 1, W multiplies `start`, which need not be zero": (
            dU,
            dW - np.outer(of_first[0].sum(1), start),
            dV,
        ),
        "the walk begins with the state `start`, which need not be zero": gradients(
            start=0 * start
        ),
        "the activation is the sigmoid, not tanh": gradients(
            squash=np.tanh, slope=lambda s, z: 1 - s**2
        ),
        "the activation is the sigmoid; only its slope was used": gradients(squash=np.tanh),
        "V multiplies s(t), not s(t-1)": (dU, dW, gradients(lag=1)[2]),
        "softmax is applied once, not twice": gradients(outputs=lambda x: _softmax(_softmax(x))),
        "the scores V s(t) go through softmax": gradients(outputs=lambda x: x),
        "softmax divides by the sum over all words": gradients(outputs=np.exp),
        "the scores V s(t) go through softmax, not through the sigmoid": (
            gradients(outputs=_sigmoid)
        ),
        "the targets were shifted: targets[t] follows words[t]": gradients(
            targets=np.roll(targets, -1)
        ),
        "1 is subtracted for the word that should follow, not for the word that is read": (
            gradients(targets=words)
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
        "U[:, word] belongs to the word that is read, not to the word that should follow": (
            gradients(columns=targets)[0],
            dW,
            dV,
        ),
        "a row of dW belongs to a unit of s(t), a column to one of s(t-1)": (dU, dW.T, dV),
        "dV has the shape of V: a row for each word": (dU, dW, dV.T),
        "dU has the shape of U: a column for each word": (dU.T, dW, dV),
        "the order is dU, dW, dV; these are dU, dV, dW": (dU, dV, dW),
        "the order is dU, dW, dV; these are dW, dU, dV": (dW, dU, dV),
        "the order is dU, dW, dV; these are dV, dW, dU": (dV, dW, dU),
    }
    asks = f"dU, dW, dV with shapes {', '.join(str(shape) for shape in shapes)}"
    return Case((words, targets, start, *weights), right, asks, mistakes)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _softmax(scores):
    return np.exp(scores) / np.exp(scores).sum()


def _walk(
    words, weights, *, start, targets, squash, outputs, subtract, slope, back, order, losses, own, later,
    copies, columns, shift, lag, add,
):  # fmt: skip
    """Backpropagation with something wrong in it, for the values that mistakes lead to.

    squash(z), outputs(scores): the activations. subtract: from the probability of the target. slope(s, z): of
    the activation. back: matrix that leads from a step to the one before. order: in which steps are visited,
    from 1. losses, own, copies: arrays (steps,), the weight of each step's loss, of what this loss gives to
    its state, and of what each step gives to U and W. later: what comes back from the later steps: that of
    "all" of them, of the "next" one, all that was "gathered" on the way, or that of all, "unsloped": without
    the slope. columns: of dU, one for each step. shift: 0 if W belongs to the state before, 1 if to the
    state itself. lag: 1 if V takes the state before. add: whether a word's column of dU adds up.
    """
    U, W, V = weights
    states, sums = [np.asarray(start)], [None]
    for word in words:
        sums.append(U[:, word] + W @ states[-1])
        states.append(squash(sums[-1]))
    dU, dW, dV = (np.zeros_like(array) for array in weights)
    ds = np.zeros(len(W))
    for t in order:
        do = outputs(V @ states[t])
        do[targets[t - 1]] -= subtract
        do = do * losses[t - 1]
        from_loss = own[t - 1] * (V.T @ do)
        dz = (ds + from_loss) * slope(states[t], sums[t])
        dV += np.outer(do, states[t - lag])
        dW += np.outer(dz, states[t - 1 + shift]) * copies[t - 1]
        if not add:
            dU[:, columns[t - 1]] = 0
        dU[:, columns[t - 1]] += dz * copies[t - 1]
        if later == "next":
            dz = from_loss * slope(states[t], sums[t])
        elif later == "unsloped":
            dz = ds + from_loss
        ds = back @ dz + (ds if later == "gathered" else 0)
    return dU, dW, dV


word_gradients = Check(
    "word-gradients",
    3,
    _cases,
    # finite differences with a step of 1e-5 have about nine digits, float32 six; terms cancel
    tolerance=Tolerance(1e-5, 5e-6, 1e-12),
    corners={
        "there is one step": lambda words, targets, start, u, w, v: len(words) == 1,
        "there is one unit": lambda words, targets, start, u, w, v: len(start) == 1,
        "there are two words in the vocabulary": lambda words, targets, start, u, w, v: len(v) == 2,
        "a word occurs twice": lambda words, targets, start, u, w, v: (
            len(set(words.tolist())) < len(words)
        ),
        "a word occurs twice in a row": lambda words, targets, start, u, w, v: bool(
            (words[1:] == words[:-1]).any()
        ),
        "a word of the vocabulary is not read": lambda words, targets, start, u, w, v: (
            len(set(words.tolist())) < len(v)
        ),
        "every word of the vocabulary is read once": lambda words, targets, start, u, w, v: (
            sorted(words.tolist()) == list(range(len(v)))
        ),
        "there are as many units as words in the vocabulary": (
            lambda words, targets, start, u, w, v: len(start) == len(v)
        ),
        "there are more units than words in the vocabulary": (
            lambda words, targets, start, u, w, v: len(start) > len(v)
        ),
        "a weight of each matrix is 0": lambda words, targets, start, u, w, v: (
            0 in u and 0 in w and 0 in v
        ),
        "`start` is 0": lambda words, targets, start, u, w, v: not start.any(),
    },
    parts=("dU", "dW", "dV"),
    seconds=30.0,
)
