"""temperature: probabilities of symbols at a temperature.

The probabilities come first, or distances from the largest logit; logits are made of them.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.language_models._shared import planted

# float32 has 6e-8 of an exponent, and what counts of exponents is above -20; below it, probabilities are 1e-9
ROUNDING = Tolerance(5e-6, absolute=1e-9)


def _cases(rng):
    few, some, many = (int(rng.integers(*limits)) for limits in ((3, 6), (6, 10), (20, 60)))
    t = [round(float(rng.uniform(*limits)), 2) for limits in ((0.3, 0.8), (1.3, 2.5), (0.4, 0.7))]
    return [
        _case(np.array([0.5, 0.25, 0.25]), 0.5, shift=0.0),
        _case(_drawn(rng, some), 1.0, rng.uniform(-1, 1)),
        _case(_drawn(rng, few), t[0], rng.uniform(-3, 3)),
        _case(_drawn(rng, many), t[1], rng.uniform(-3, 0)),
        _large(rng, some, 2.0, 9_000),
        _large(rng, few, 0.5, -9_000),
        _large(rng, many, 1.0, 7_000),
        _large(rng, some, 1.0, 4_000),
        _case(_drawn(rng, some + 2), t[2], rng.uniform(2, 9)),
        _case(np.full(few, 1 / few), 1.0, rng.uniform(1, 4)),
        _case(np.ones(1), 1.0, rng.uniform(1, 4)),
        _hot(rng, some, 128.0),
        _hot(rng, few + 2, 256.0),
        _cold(rng, some),
        _wide(rng, some, 1.0, 500.0),
        _wide(rng, few + 1, 2.0, 900.0),
        _far(rng, some),
    ]


def _drawn(rng, symbols):
    return rng.dirichlet(np.full(symbols, 2.0)) * 0.9 + 0.1 / symbols


def _case(probabilities, t, shift):
    """Logits, shifted by so much, that softmax at this temperature makes these probabilities of."""
    logits = t * np.log(probabilities) + shift
    return _asked(logits, t, probabilities)


def _asked(logits, t, right):
    inputs = logits, t
    asks = f"shape {right.shape}, probabilities that sum to 1"
    return Case(inputs, right, asks, planted(MISTAKES, inputs))


def _from_distances(distances, t, largest):
    """Logits that are so far below the largest one."""
    powers = np.exp(-distances / t)
    return _asked(largest - distances, t, powers / powers.sum())


def _large(rng, symbols, t, largest):
    """Whole numbers, which float32 holds exactly, too."""
    distances = rng.permutation(np.resize([0, 1, 3, 2, 5, 1, 4], symbols)).astype("float64")
    return _from_distances(distances, t, float(largest - rng.integers(0, 400)))


def _hot(rng, symbols, t):
    """A high temperature, at which even distances of hundreds count."""
    distances = np.append(0.0, rng.integers(20, 10 * t, symbols - 1))
    return _from_distances(rng.permutation(distances), t, float(rng.integers(7_000, 9_000)))


def _cold(rng, symbols):
    """A temperature near 0, at which even distances of a hundredth count."""
    t = 2.0**-9
    distances = np.append(0.0, rng.integers(0, 7, symbols - 1))
    return _from_distances(t * rng.permutation(distances), t, t * float(rng.integers(200, 500)))


def _wide(rng, symbols, t, largest):
    """Logits whose mean is far below the largest, which itself is not too large for exp."""
    distances = np.concatenate([[0.0, 1.0, 3.0], rng.integers(7_000, 10_000, symbols - 3)])
    return _from_distances(rng.permutation(distances), t, largest)


def _far(rng, symbols):
    """Logits so far apart that only the largest two, which are equal, are not 0, at any usual temperature."""
    distances = np.concatenate([[0.0, 0.0, 20_000.0], rng.integers(5_000, 19_000, symbols - 3)])
    return _from_distances(rng.permutation(distances), 1.0, 10_000.0)


def _quiet(function):
    def answer(logits, t):
        with np.errstate(all="ignore"):
            return function(logits, t)

    return answer


def _normal(powers):
    return powers / powers.sum()


def _soft(logits):
    return _normal(np.exp(logits - logits.max()))


def _changed(change):
    """The right probabilities, changed by a function of them, of logits and t."""
    return _quiet(lambda logits, t: change(_soft(logits / t), logits, t))


MISTAKES = {
    "divide the logits by the temperature, do not multiply": lambda logits, t: _soft(logits * t),
    "divide the logits by the temperature: it is not used": lambda logits, t: _soft(logits),
    "divide the logits, not the probabilities: now they sum to 1 / T": (
        lambda logits, t: _soft(logits) / t
    ),
    "divide by T, not by its square": lambda logits, t: _soft(logits / t**2),
    "divide by T, not by its root": lambda logits, t: _soft(logits / np.sqrt(t)),
    "exp of large numbers overflows, of very small ones it is 0, and then 0 / 0: subtract the largest "
    "number first": _quiet(lambda logits, t: _normal(np.exp(logits / t))),
    "subtract the largest of the numbers that go into exp, that is after dividing by T": (
        _quiet(lambda logits, t: _normal(np.exp(logits / t - logits.max())))
    ),
    "subtract the largest number, not the mean: some may lie far above it": (
        _quiet(lambda logits, t: _normal(np.exp(logits / t - (logits / t).mean())))
    ),
    "large logits keep their distances: do not cut them off": (
        _quiet(lambda logits, t: _soft(np.clip(logits / t, -500, 500)))
    ),
    "large logits keep their distances: do not divide them by the largest": (
        _quiet(lambda logits, t: _soft(logits / abs(logits).max() / t))
    ),
    "divide by the sum: probabilities sum to 1": (
        lambda logits, t: np.exp((logits - logits.max()) / t)
    ),
    "divide by the sum: probabilities sum to 1, and exp of large numbers overflows": (
        _quiet(lambda logits, t: np.exp(logits / t))
    ),
    "all that is divided by T is what goes into exp: the sum lacks it": (
        _quiet(lambda logits, t: np.exp((logits - logits.max()) / t) / np.exp(logits - logits.max()).sum())
    ),
    "take exp: shares of the logits are no probabilities": (
        _quiet(lambda logits, t: _normal(logits / t))
    ),
    "the sign: the largest logit gets the largest probability": (
        lambda logits, t: _soft(-logits / t)
    ),
    "logits are no probabilities: do not take their logarithm": (
        _quiet(lambda logits, t: _soft(np.log(logits) / t))
    ),
    "probabilities at a temperature below or above 1 are powers, which have to be divided by their sum": (
        _quiet(lambda logits, t: _soft(logits) ** (1 / t))
    ),
    "probabilities, not their logarithms": _quiet(
        lambda logits, t: (logits - logits.max()) / t - np.log(np.exp((logits - logits.max()) / t).sum())
    ),
    "probabilities of all symbols, not the number of the most likely one": (
        lambda logits, t: int(np.argmax(logits))
    ),
    "a temperature makes probabilities smoother or sharper, not 0 and 1": (
        lambda logits, t: _normal((logits == logits.max()).astype("float64"))
    ),
    "probabilities of all symbols, not only the largest": (
        _changed(lambda p, logits, t: float(p.max()))
    ),
    "the order of the symbols stays: do not sort": (
        _changed(lambda p, logits, t: np.sort(p)[::-1].copy())
    ),
    "the order of the symbols stays: do not sort, and not upwards": (
        _changed(lambda p, logits, t: np.sort(p))
    ),
    "softmax, not a sigmoid for each symbol": (
        _quiet(lambda logits, t: 1 / (1 + np.exp(-logits / t)))
    ),
    "the logits as they are: do not stretch them to 0..1": (
        _quiet(
            lambda logits, t: _soft((logits - logits.min()) / (logits.max() - logits.min()) / t)
        )
    ),
    "divide with /, not with //, which rounds down": lambda logits, t: _soft(logits // t),
    "the logits as they are: do not divide them by their standard deviation": (
        _quiet(lambda logits, t: _soft((logits - logits.mean()) / logits.std() / t))
    ),
    "powers of e, not of 2": _quiet(lambda logits, t: _normal(np.exp2((logits - logits.max()) / t))),
    "divide by the sum of the powers, not by the largest number": (
        _quiet(lambda logits, t: np.exp((logits - logits.max()) / t) / (logits / t).max())
    ),
    "softmax once, not twice": _changed(lambda p, logits, t: _soft(p)),
    "divide by the length, that is by the sum, not by the root of the sum of squares": (
        _changed(lambda p, logits, t: p / np.linalg.norm(p))
    ),
    "probabilities are not rounded": _changed(lambda p, logits, t: p.round(3)),
    "divide by the sum of all, add nothing to it": (
        _quiet(lambda logits, t: np.exp((logits - logits.max()) / t)
               / (np.exp((logits - logits.max()) / t).sum() + 1))
    ),
    "divide by the sum, not by the number of symbols": (
        _quiet(lambda logits, t: np.exp((logits - logits.max()) / t) / logits.size)
    ),
}  # fmt: skip

CORNERS = {
    "the temperature is 1": lambda logits, t: t == 1,
    "the temperature is above 1": lambda logits, t: t > 1,
    "the temperature is below 1": lambda logits, t: t < 1,
    "the temperature is below 0.01": lambda logits, t: t < 0.01,
    "there is one symbol": lambda logits, t: len(logits) == 1,
    "all logits are equal": lambda logits, t: len(logits) > 1 and np.ptp(logits) < 1e-9,
    "logits are in the thousands": lambda logits, t: abs(logits).max() > 1_000,
    "all logits are below -1,000": lambda logits, t: logits.max() < -1_000,
    "logits lie thousands apart": lambda logits, t: np.ptp(logits) > 1_000,
    "all logits are negative": lambda logits, t: logits.max() < 0,
    "all logits are positive": lambda logits, t: logits.min() > 0,
}

temperature = Check(
    "temperature", 1, _cases, tolerance=ROUNDING, corners=CORNERS, axes=("symbol",)
)  # fmt: skip
