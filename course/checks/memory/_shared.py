"""What checks of several exercises are made of."""

import functools

import numpy as np


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


def one_hot(place, count):
    return np.eye(count)[place]
