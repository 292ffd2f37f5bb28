"""slopes: the slope of a loss in each of its weights, from losses on both sides.

The loss is a cubic, whose differences can be written down.
"""

import numpy as np

from course.checks.base.compare import FLOAT32
from course.checks.base.core import Case, Check


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


def _cases(rng):
    more = int(rng.integers(3, 5))
    return [
        _case(rng, (1,), step=0.1),
        _case(rng, (more,), step=0.2),
        _case(rng, (2, more), step=0.05, has_zero=True),
        _case(rng, (2, 2), step=0.1, is_even=True),
        _case(rng, (more, 1, 2), step=0.4),
    ]


def _case(rng, shape, step, has_zero=False, is_even=False):
    """has_zero: whether the last weight is 0. is_even: whether all weights are the same number."""
    curves = rng.uniform(0.5, 2, shape) * rng.choice([-1, 1], shape)
    weights = rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape)
    weights.flat[0] = -abs(weights.flat[0])
    if is_even:
        weights[:] = weights.flat[0]
    if has_zero:
        weights.flat[-1] = 0.0
    pull = rng.uniform(1, 2)
    exact = 3 * curves * weights**2 + pull * weights.sum()
    bent = 3 * curves * weights + pull / 2  # what one-sided differences add, times the step
    right = exact + curves * step**2
    forward, backward = right + bent * step, right - bent * step
    before = np.arange(weights.size).reshape(shape)  # how many weights were moved earlier
    middle = float((curves * weights**3).sum() + pull / 2 * weights.sum() ** 2)  # the loss
    first, last = before == 0, before == weights.size - 1
    move = step * weights  # of those who move each weight in proportion to itself
    in_proportion = exact * weights + curves * weights * move**2
    total = float(right.sum())  # the slope if all weights move together
    mistakes = {
        "move the weight in both directions, not only upwards": forward,
        "move the weight in both directions, not only downwards": backward,
        "the two losses lie 2 steps apart": 2 * right,
        "divide by the distance between the two losses": 2 * step * right,
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
        "one step up and one step down lead back to the start: from above, go down two steps": (
            forward / 2
        ),
        "make a new copy for each weight: those moved before are still moved": (
            np.cumsum(right).reshape(shape)
        ),
        "weights[i] is a whole row if there are rows: move single weights": np.broadcast_to(
            right.sum(axis=tuple(range(1, len(shape))), keepdims=True), shape
        ),
        "that is the slope at the weight itself: take the losses a whole step away from it": exact,
        "move it a whole step up and a whole step down, not half a step": (
            exact + curves * step**2 / 4
        ),
        "a slope for each weight, not their sum": total,
        "a slope for each weight: this is the last one alone": float(right.flat[-1]),
        "do not stop after the first weight: the others have a slope, too": np.where(
            first, right, 0
        ),
        "the last weight has a slope, too": np.where(last, 0, right),
        "the first weight has a slope, too": np.where(first, 0, right),
        "divide by 2 * step, not by 2 alone": step * right,
        "divide by 2 * step, not by twice its square": right / step,
        "the slope is the difference of the two losses, not their sum": (
            (middle + bent * step**2) / step
        ),
        "three losses and step squared give the curvature; the slope takes two losses": 2 * bent,
        "add the step to a weight, do not multiply the weight by 1 + step": in_proportion,
        "move it one step up and one step down, not two": exact + 4 * curves * step**2,
        "add the step to the weight, do not put it in its place": (
            curves * step**2 + pull * (weights.sum() - weights)
        ),
        "brackets around the difference: both losses are divided": (
            (middle + bent * step**2) * (1 - 1 / (2 * step)) + right * (step + 1 / 2)
        ),
        "a slope has a sign: do not take its absolute value": abs(right),
        "the slope at a weight, not the weight after a step downhill": weights - step * right,
    }
    asks = f"the slope in every weight, shape {shape}"
    return Case((Loss(curves, pull), weights, step), right, asks, mistakes)


slopes = Check(
    "slopes",
    2,
    _cases,
    # float32 weights: 6e-8 of a weight, divided by the smallest step, is 1e-6 of a slope
    tolerance=FLOAT32,
    corners={
        "there is one weight": lambda loss, weights, step: weights.size == 1,
        "weights have one axis": lambda loss, weights, step: weights.ndim == 1,
        "weights have two axes": lambda loss, weights, step: weights.ndim == 2,
        "weights have three axes": lambda loss, weights, step: weights.ndim == 3,
        "weights have several rows": lambda loss, weights, step: (
            weights.ndim > 1 and len(weights) > 1
        ),
        "weights have as many rows as columns": lambda loss, weights, step: (
            weights.ndim == 2 and weights.shape[0] == weights.shape[1]
        ),
        "all of several weights are equal": lambda loss, weights, step: (
            weights.size > 1 and len(set(weights.ravel().tolist())) == 1
        ),
        "a weight is 0": lambda loss, weights, step: 0 in weights,
        "a weight is above 0": lambda loss, weights, step: weights.max() > 0,
        "the step is 0.05, the smallest": lambda loss, weights, step: step == 0.05,
        "the step is 0.4, the largest": lambda loss, weights, step: step == 0.4,
    },
)
