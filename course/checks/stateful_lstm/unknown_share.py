"""unknown-share: the share of the target's variance that comes from before the window.

Cases go from the shares to weights that lead to them.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check

KEPT_BY_THE_BARREL = 0.8  # from day to day, in the lab's text


def _cases(rng):
    def falling_shares(count):
        return np.sort(rng.uniform(0.05, 0.95, count))[::-1]

    few, steps = int(rng.integers(3, 5)), int(rng.integers(5, 8))
    early, late = np.sort(rng.uniform(0.1, 0.9, 2))
    return [
        _case(rng, [0.5], steps=2, signs=1),  # two equal weights, as in the Keras example
        _case(rng, falling_shares(steps + 2), steps),
        _case(rng, falling_shares(2), steps),
        _case(rng, falling_shares(few - 1), few),
        _case(rng, [late, early, early, 0.04], steps=3),
        _case(rng, [1, 1, late, early, 0, 0], steps),
        _case(rng, [0.75, 0.5, 0.25], few, signs=rng.permutation([1, 1, -1, -1])),
        _case(rng, [], few),
        _case(rng, falling_shares(few), steps=1),
    ]


def _case(rng, shares, steps, signs=None):
    """shares: what is still unknown after one input, after two, ..., falling; 0 follows."""
    shares = np.array([*shares, 0.0])
    own = -np.diff(shares, prepend=1.0)  # what each weight takes away
    scale = rng.uniform(1.5, 3)
    signs = rng.choice([-1, 1], len(own)) if signs is None else signs
    weights = scale * np.sqrt(own) * signs + 0.0  # not -0
    right = _to_length(shares, steps)
    with np.errstate(divide="ignore", invalid="ignore"):  # weights can add up to 0
        mistakes = _mistakes(weights, steps, right, shares, own, scale)
    return Case((weights, steps), right, f"{steps} shares in 0..1", mistakes)


def _mistakes(weights, steps, right, shares, own, scale):
    sizes, count = abs(weights), len(own)
    unseen, unseen_sizes = (numbers.sum() - numbers.cumsum() for numbers in (weights, sizes))
    seen_too = np.append(1.0, shares)  # one input less is known
    variances = np.array([np.var(weights[p:]) for p in range(count)] + [0.0] * steps)
    within = shares[:steps] - shares[:steps][-1]  # of the inputs that are not older than a window
    positions = np.arange(steps)
    return {
        "that is the share that is known": 1 - right,
        "at position 0 one input has been seen already, at position p there are p + 1": (
            _to_length(seen_too, steps)
        ),
        "one input too many counts as seen: at position p there are p + 1": (
            _to_length(shares[1:], steps)
        ),
        "a share of the variance: do not take the root": np.sqrt(right),
        "square the weights, not their share": right**2,
        "square the weights once": _to_length(1 - (own**2).cumsum() / (own**2).sum(), steps),
        "variances add, weights do not: square each weight": (
            _to_length(unseen / weights.sum(), steps)
        ),
        "variances add, sizes of weights do not: square each weight": (
            _to_length(unseen_sizes / sizes.sum(), steps)
        ),
        "square each weight first, then add": _to_length((unseen / weights.sum()) ** 2, steps),
        "square each weight of the unknown part before you add": (
            _to_length(unseen**2 / scale**2, steps)
        ),
        "square the sizes first, then add": (
            _to_length((unseen_sizes / sizes.sum()) ** 2, steps)
        ),
        "add the squares, do not average them": _to_length(
            shares / np.maximum(count - 1 - np.arange(count), 1) * count, steps
        ),
        "the last weight counts too": _to_length(own[:-1].sum() - own[:-1].cumsum(), steps),
        "a share: divide by the variance of the whole target, and take no root": (
            np.sqrt(right) * scale
        ),
        "divide by the sum of all squares, not by the square of the sum": (
            right * (scale / weights.sum()) ** 2
        ),
        "divide by the sum of the squares, not of the weights": right * scale**2 / weights.sum(),
        "divide by the sum of the squares, not of the sizes": right * scale**2 / sizes.sum(),
        "a share: divide by the variance of the whole target": right * scale**2,
        "divide by the sum of all squares, not by their number": right * scale**2 / count,
        "divide by the sum of all squares, not by their average": right * count,
        "divide by the sum of all squares, not by the largest": right / own.max(),
        "divide by the sum of all squares, not only of those that are known": right / (1 - right),
        "inputs older than the window is long are unknown too": _to_length(within, steps),
        "the target's variance has a part from every weight, not only from the first ones": (
            _to_length(within / own[:steps].sum(), steps)
        ),
        "the inputs vary, the weights do not: add their squares, take no variance of them": (
            _to_length(variances[1:] / np.var(weights), steps)
        ),
        "the inputs vary, the weights do not: add squares, take no standard deviation": (
            _to_length(np.sqrt(variances[1:] / np.var(weights)), steps)
        ),
        "weights[0] belongs to the newest input, not to the oldest": (
            _to_length(1 - own[::-1].cumsum(), steps)
        ),
        "all older inputs are unknown, not only the next older one": _to_length(own[1:], steps),
        "that is the share of the newest input not yet counted": _to_length(own, steps),
        "that is 1 less the square of one weight, not of all that are known": 1
        - _to_length(own, steps),
        "that is for the barrel: use the weights": KEPT_BY_THE_BARREL ** (2 * (positions + 1)),
        "that is for the barrel, and its root: use the weights": (
            KEPT_BY_THE_BARREL ** (positions + 1)
        ),
        "position 0 comes first": right[::-1],
        "a share in 0..1, not in percent": 100 * right,
        "one number for each position, not their average": float(right.mean()),
        "one number for each position, not their sum": float(right.sum()),
        "one number for each position, not only the last": float(right[-1]),
        "one number for each position, not only the first": float(right[0]),
        "one number for each position, not for each weight": shares,
    }  # fmt: skip


def _to_length(values, steps):
    """The first `steps` values, zeros after them."""
    return np.append(values, np.zeros(steps))[:steps]


def _falling_by_one_factor(weights, steps):
    with np.errstate(divide="ignore", invalid="ignore"):  # the first weight can be 0
        return (weights[1] / weights[0]) ** (2 * np.arange(1, steps + 1))


unknown_share = Check(
    "unknown-share",
    2,
    _cases,
    tolerance=Tolerance(absolute=2e-6),  # sums of shares of 1: a few roundings of float32
    mistakes={
        "weights need not fall by the same factor from one to the next": _falling_by_one_factor
    },
    corners={
        "there is only one position": lambda weights, steps: steps == 1,
        "there is only one weight": lambda weights, steps: len(weights) == 1,
        "there are fewer weights than positions": lambda weights, steps: len(weights) < steps,
        "there are as many weights as positions": lambda weights, steps: len(weights) == steps,
        "there are more weights than positions": lambda weights, steps: len(weights) > steps,
        "the first weight is 0": lambda weights, steps: weights[0] == 0,
        "the last weight is 0": lambda weights, steps: weights[-1] == 0,
        "a weight in the middle is 0": lambda weights, steps: 0 in weights[1:-1] and weights[0],
        "all weights have one size": lambda weights, steps: (
            len(weights) > 1 and np.ptp(abs(weights)) < 1e-12
        ),
        "a weight is negative": lambda weights, steps: min(weights) < 0,
        "no weight is negative": lambda weights, steps: min(weights) >= 0,
        "the weights add up to 0": lambda weights, steps: abs(sum(weights)) < 1e-12,
    },
    axes=("position",),
)
