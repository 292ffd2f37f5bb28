"""unknown-share: the share of the target's variance that comes from before the window.

Cases go from the shares to weights that lead to them.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    def falling_shares(count):
        return np.sort(rng.uniform(0.05, 0.95, count))[::-1]

    return [
        _case(rng, [0.5], steps=2),  # two equal weights, as in the Keras example
        _case(rng, falling_shares(6), steps=4),
        _case(rng, falling_shares(2), steps=5),
        _case(rng, [0.8, 0.3, 0.3, 0.1], steps=4),
        _case(rng, [], steps=3),
    ]


def _case(rng, shares, steps):
    """shares: what is still unknown after one input, after two, ..., falling; 0 follows."""
    shares = np.array([*shares, 0.0])
    own = -np.diff(shares, prepend=1.0)  # what each weight takes away
    scale = rng.uniform(1.5, 3)
    weights = scale * np.sqrt(own) * rng.choice([-1, 1], len(own))
    right = _to_length(shares, steps)
    if abs(weights.sum()) < 0.3 * abs(weights).sum():
        weights = abs(weights)  # one of the mistakes divides by their sum
    plain, absolute = weights.sum(), abs(weights).sum()
    unseen = plain - weights.cumsum()
    unseen_absolute = absolute - abs(weights).cumsum()
    mistakes = {
        "that is the share that is known": 1 - right,
        "at position 0 one input has been seen already, at position p there are p + 1": (
            _to_length(np.append(1.0, shares), steps)
        ),
        "one input too many counts as seen: at position p there are p + 1": (
            _to_length(shares[1:], steps)
        ),
        "a share of the variance: do not take the root": np.sqrt(right),
        "variances add, weights do not: square each weight": _to_length(unseen / plain, steps),
        "variances add, sizes of weights do not: square each weight": (
            _to_length(unseen_absolute / absolute, steps)
        ),
        "square each weight first, then add": _to_length((unseen / plain) ** 2, steps),
        "divide by the sum of all squares, not by the square of the sum": right
        * (scale / plain) ** 2,
        "divide by the sum of the squares, not of the weights": right * scale**2 / plain,
        "a share: divide by the variance of the whole target": right * scale**2,
        "divide by the sum of all squares, not by their number": right * scale**2 / len(own),
        "all older inputs are unknown, not only the next older one": _to_length(own[1:], steps),
        "that is the share of the newest input not yet counted": _to_length(own, steps),
        "position 0 comes first": right[::-1],
        "one number for each position, not their average": float(right.mean()),
        "one number for each position, not only the last": float(right[-1]),
        "positions beyond the last weight count too: nothing is unknown there": right[: len(own)],
        "one number for each position, also where there are fewer or more weights": (
            shares if len(shares) != steps else shares[:-1]
        ),
    }  # fmt: skip
    asks = f"{steps} shares in 0..1"
    return Case((weights, steps), right, asks, mistakes)


def _to_length(values, steps):
    """The first `steps` values, zeros after them."""
    return np.append(values, np.zeros(steps))[:steps]


unknown_share = Check("unknown-share", 2, _cases)
