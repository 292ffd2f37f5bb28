"""slopes: the slope of a loss in each of its weights, from losses on both sides.

The loss is a cubic, whose differences can be written down.
"""

import numpy as np

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
    return [
        _case(rng, (2,), step=0.1),
        _case(rng, (2, 3), step=0.2),
        _case(rng, (3, 1), step=0.05),
        _case(rng, (2, 2, 2), step=0.5),
    ]


def _case(rng, shape, step):
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
        "two steps up and one step down are the same place: the way down goes two steps": (
            forward / 2
        ),
        "make a new copy for each weight: those moved before are still moved": (
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


slopes = Check("slopes", 2, _cases)
