"""negative-sampling: the loss of a pair and its negatives, and where it rises.

The loss comes from a formula, its gradients from automatic differentiation.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check

# sigmoid(s) - 1 loses two of float32's seven digits where s is 5; the terms of a sum, of size 1, may cancel
ROUNDING = Tolerance(2e-5, 2e-6, 2e-6)


def _cases(rng):
    return [
        _case(*_vectors(rng, 1, 1)),
        _case(*_vectors(rng, 3, 2)),
        _case(*_vectors(rng, 10, 5)),
        _case(*_vectors(rng, 4, 8)),
        _case(*_vectors(rng, 3, 3)),  # rows and columns cannot be told by their number
        _case(*_vectors(rng, 1, 4)),
        _case(*_vectors(rng, 6, 1)),
        _case(*_with_equal_rows(rng, *_vectors(rng, 5, 4))),
        _case(*_with_context_among_negatives(rng, *_vectors(rng, 4, 3))),
        _case(rng.normal(size=4), np.zeros(4), np.zeros((3, 4))),  # as before training
    ]


def _vectors(rng, size, count):
    """word, context and negatives whose largest score is not too large for float32."""
    word, context, negatives = (rng.normal(size=shape) for shape in (size, size, (count, size)))
    largest = max(abs(context @ word), *abs(negatives @ word))
    return word * rng.uniform(2, 4.5) / largest, context, negatives


def _with_equal_rows(rng, word, context, negatives):
    first, second = rng.choice(len(negatives), 2, replace=False)
    negatives[second] = negatives[first]
    return word, context, negatives


def _with_context_among_negatives(rng, word, context, negatives):
    negatives[rng.integers(len(negatives))] = context
    return word, context, negatives


def _case(word, context, negatives):
    import tensorflow as tf

    count, size = negatives.shape
    arrays = [tf.Variable(array) for array in (word, context, negatives)]
    with tf.GradientTape() as tape:
        scores = (
            tf.linalg.tensordot(arrays[1], arrays[0], 1),
            tf.linalg.matvec(arrays[2], arrays[0]),
        )
        oracle = -tf.math.log_sigmoid(scores[0]) - tf.reduce_sum(tf.math.log_sigmoid(-scores[1]))
    to_word, to_context, to_negatives = (
        gradient.numpy() for gradient in tape.gradient(oracle, arrays)
    )
    score, noise = context @ word, negatives @ word
    attract, repel = np.logaddexp(0, -score), np.logaddexp(0, noise)
    loss = float(attract + repel.sum())
    if not np.isclose(loss, float(oracle)):
        raise AssertionError(f"the formula gives {loss}, automatic differentiation {float(oracle)}")
    sigma, sigmas = 1 / (1 + np.exp(-score)), 1 / (1 + np.exp(-noise))
    right = (loss, to_word, to_context, to_negatives)
    pull, push = (sigma - 1) * context, sigmas @ negatives
    slope, slopes = sigma * (1 - sigma), sigmas * (1 - sigmas)
    last = sigmas[-1] * negatives[-1]
    chances = np.exp(np.append(score, noise))
    chances /= chances.sum()
    mistakes = {
        "that is where to go, downhill: the gradient points uphill": (
            loss, -to_word, -to_context, -to_negatives,
        ),
        "negatives should score low: the logarithm of sigmoid of MINUS the score": (
            float(attract + np.logaddexp(0, -noise).sum()),
            pull + (sigmas - 1) @ negatives, to_context, np.outer(sigmas - 1, word),
        ),
        "in the loss, negatives count with sigmoid of minus their score": (
            float(attract + np.logaddexp(0, -noise).sum()), *right[1:],
        ),
        "sum over the negatives, not their mean": (
            float(attract + repel.mean()), pull + push / count, to_context, to_negatives / count,
        ),
        "in the loss too, sum over the negatives, not their mean": (
            float(attract + repel.mean()), *right[1:],
        ),
        "the loss is minus the logarithm: it is never below 0": (
            -loss, -to_word, -to_context, -to_negatives,
        ),
        "the loss is minus the logarithm, so it is never below 0": (-loss, *right[1:]),
        "the negatives act on the word as well": (loss, pull, to_context, to_negatives),
        "the context acts on the word as well": (loss, push, to_context, to_negatives),
        "the negatives count in the loss": (float(attract), *right[1:]),
        "the slope of -log sigmoid(s) is sigmoid(s) - 1": (
            loss, sigma * context + push, sigma * word, to_negatives,
        ),
        "the slope of -log sigmoid(-s) is sigmoid(s), not sigmoid(s) - 1": (
            loss, pull + (sigmas - 1) @ negatives, to_context, np.outer(sigmas - 1, word),
        ),
        "use the natural logarithm": (loss / np.log(2), *right[1:]),
        "return four things: the loss and three gradients": loss,
        "return the loss too: it comes first": right[1:],
        "the loss comes first, then word, context, negatives": (*right[1:], loss),
        "the gradient of the word comes before that of the context": (
            loss, to_context, to_word, to_negatives,
        ),
        "each negative has a gradient of its own": (
            loss, to_word, to_context, to_negatives.sum(axis=0),
        ),
        "each negative has a gradient of its own: the word times its sigmoid": (
            loss, to_word, to_context, np.outer(sigmas, np.ones(size)),
        ),
        "that is a softmax over all of them: here each is a yes-or-no question": (
            float(-np.log(chances[0])),
            chances[1:] @ negatives + (chances[0] - 1) * context,
            (chances[0] - 1) * word, np.outer(chances[1:], word),
        ),
        "the logarithm of the sigmoid, not the sigmoid itself": (
            float((1 - sigma) + sigmas.sum()), *right[1:],
        ),
        "the gradient of a negative is its sigmoid times the WORD": (
            loss, to_word, to_context, sigmas[:, None] * negatives,
        ),
        "the gradient of the context is a number times the WORD": (
            loss, to_word, (sigma - 1) * context, to_negatives,
        ),
        "use the natural logarithm, not the one to base 10": (loss / np.log(10), *right[1:]),
        "the terms of the negatives are added up: the loss is one number": (
            attract + repel, *right[1:],
        ),
        "the loss is a sum of 1 + k terms: do not divide by their number": tuple(
            part / (1 + count) for part in right
        ),
        "all negatives count, not only the first": (
            float(attract + repel[0]), pull + sigmas[0] * negatives[0], to_context,
            to_negatives[:1],
        ),
        "the word's gradient is a sum over the negatives, not their mean": (
            loss, pull + push / count, to_context, to_negatives,
        ),
        "the loss rises with the score of a negative: its slope is above 0": (
            loss, to_word, to_context, -to_negatives,
        ),
        "the loss rises with the score of a negative: add this part to the word's gradient": (
            loss, pull - push, to_context, to_negatives,
        ),
        "the loss rises with the scores of the negatives: their slopes are above 0": (
            loss, pull - push, to_context, -to_negatives,
        ),
        "the loss falls with the score of the pair: sigmoid(s) - 1, not 1 - sigmoid(s)": (
            loss, push - pull, -to_context, to_negatives,
        ),
        "the slope of -log sigmoid(-s) is sigmoid(s), not sigmoid(-s)": (
            loss, pull + (1 - sigmas) @ negatives, to_context, np.outer(1 - sigmas, word),
        ),
        "return gradients, not the vectors after a step": (
            loss, word - to_word, context - to_context, negatives - to_negatives,
        ),
        "the slope of the logarithm is there already: no further sigmoid * (1 - sigmoid)": (
            loss, slope * pull + (slopes * sigmas) @ negatives,
            slope * to_context, np.outer(slopes * sigmas, word),
        ),
        "all negatives act on the word, not only the last: in a loop, add with +=": (
            loss, pull + last, to_context, to_negatives,
        ),
        "the word's gradient is a sum, and yours is only the last negative's part: add with +=": (
            loss, last, to_context, to_negatives,
        ),
        "all negatives count in the loss, not only the last: in a loop, add with +=": (
            float(attract + repel[-1]), *right[1:],
        ),
        "the loss is a sum, and yours is only the last negative's term: add with +=": (
            float(repel[-1]), *right[1:],
        ),
        "all negatives count in the loss and act on the word, not only the last: add with +=": (
            float(attract + repel[-1]), pull + last, to_context, to_negatives,
        ),
        "loss and gradient of the word are sums, yours have only the last negative: add with +=": (
            float(repel[-1]), last, to_context, to_negatives,
        ),
        "the context acts on the word once: you add its part twice": (
            loss, 2 * pull + push, to_context, to_negatives,
        ),
        "each negative acts on the word once: you add its part twice": (
            loss, pull + 2 * push, to_context, to_negatives,
        ),
        "the pair counts once in the loss: you add its term twice": (
            float(2 * attract + repel.sum()), *right[1:],
        ),
        "each negative counts once in the loss: you add its term twice": (
            float(attract + 2 * repel.sum()), *right[1:],
        ),
        "the pair counts in the loss as well": (float(repel.sum()), *right[1:]),
        "the gradient of the negatives has a row for each negative: yours is transposed": (
            loss, to_word, to_context, to_negatives.T,
        ),
        "the sigmoid has a minus in its exponent: 1 / (1 + exp(-s))": (
            float(np.logaddexp(0, score) + np.logaddexp(0, -noise).sum()),
            -sigma * context + (1 - sigmas) @ negatives,
            -sigma * word, np.outer(1 - sigmas, word),
        ),
        "the slope of -log sigmoid(s) is sigmoid(s) - 1 in the context's gradient, too": (
            loss, to_word, sigma * word, to_negatives,
        ),
        "the slope of -log sigmoid(s) is sigmoid(s) - 1 in the word's gradient, too": (
            loss, sigma * context + push, to_context, to_negatives,
        ),
    }  # fmt: skip
    asks = f"the loss, and gradients of shapes ({size},), ({size},) and ({count}, {size})"
    return Case((word, context, negatives), right, asks, mistakes)


def _has_equal_rows(array):
    return len(np.unique(array, axis=0)) < len(array)


CORNERS = {
    "there is only one negative": lambda word, context, negatives: len(negatives) == 1,
    "the vectors have only one number": lambda word, context, negatives: len(word) == 1,
    "there are as many negatives as numbers in a vector": (
        lambda word, context, negatives: len(negatives) == len(word)
    ),
    "there are more negatives than numbers in a vector": (
        lambda word, context, negatives: len(negatives) > len(word)
    ),
    "a vector has more numbers than there are negatives": (
        lambda word, context, negatives: len(negatives) < len(word)
    ),
    "a negative is the context word itself": (
        lambda word, context, negatives: (
            context.any() and bool((negatives == context).all(axis=1).any())
        )
    ),
    "two negatives are the same word": (
        lambda word, context, negatives: context.any() and _has_equal_rows(negatives)
    ),
    "context and negatives are 0": lambda word, context, negatives: not context.any(),
}

negative_sampling = Check(
    "negative-sampling",
    3,
    _cases,
    tolerance=ROUNDING,
    corners=CORNERS,
    parts=("loss", "gradient of word", "gradient of context", "gradient of negatives"),
    seconds=20.0,
    untouched=True,
)
