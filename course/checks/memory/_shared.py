"""What checks of several exercises are made of."""

import functools

import numpy as np

from course.checks.base.compare import differs


def quiet(function):
    """The function without numpy's warnings: a mistake may divide by 0 or leave the range of numbers."""

    @functools.wraps(function)
    def answer(*inputs):
        with np.errstate(all="ignore"):
            return function(*inputs)

    return answer


def all_quiet(mistakes):
    """Mistaken answers, {hint: function}, without numpy's warnings."""
    return {hint: quiet(function) for hint, function in mistakes.items()}


def soft(scores, axis=-1):
    """exp of all scores, divided by its sum along an axis; nothing is done against large scores."""
    powers = np.exp(scores)
    return powers / powers.sum(axis=axis, keepdims=True)


def stable(scores, axis=-1):
    """As `soft`, for scores of any size; -inf has no share."""
    return soft(scores - np.max(scores, axis=axis, keepdims=True), axis)


def shares(rng, count, zeros=0):
    """Numbers above 0 that sum to 1 and differ from each other, with some zeros among them, in any order."""
    drawn = rng.uniform(0.05, 1, count)
    drawn[:zeros] = 0
    return rng.permutation(drawn / drawn.sum())


def weights_differ(value, expected, tolerance):
    """As `differs`; says of weights as well in which way they differ from the right ones."""
    text = differs(value, expected, tolerance)
    if not text or np.shape(value) != np.shape(expected):
        return text
    more = _of_weights(np.asarray(value, float), expected)
    return f"{text}: {more}" if more else text


def _of_weights(value, expected, enough=1e-3):
    """What is wrong with weights (..., rows) of the right shape, in words; "" if it is not known."""
    if not np.isfinite(value).all():
        return ""
    if (value < -enough).any():
        return "weights are expected to be 0 or more"
    if (abs(value.sum(axis=-1) - expected.sum(axis=-1)) > enough).any():
        return "your weights are expected to have another sum"
    is_more = value[..., :, None] > value[..., None, :] + enough
    is_less = expected[..., :, None] < expected[..., None, :] - enough
    if (is_more & is_less).any():
        return "one of your weights is expected to be below another one, and is above it"
    largest = value.max(axis=-1) - expected.max(axis=-1)
    if (largest > enough).all():
        return "weights are expected to be more even: the largest of yours is too large"
    if (largest < -enough).all():
        return "weights are expected to be less even: the largest of yours is too small"
    return ""


def one_hot(place, count):
    return np.eye(count)[place]
