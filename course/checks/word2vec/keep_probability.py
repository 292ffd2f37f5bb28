"""keep-probability: the probability to keep an occurrence of each word.

What is right follows from the share of all words that each count is.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check

# float32 keeps 6e-8 of a number; by way of logarithms, which are up to 12 here, it keeps 12 times less
ROUNDING = Tolerance(3e-6)


def _cases(rng):
    rare = int(rng.integers(2, 400))
    return [
        _case([400, 50, 30, 15, 5], 0.1),
        _case(rng.permutation([9 * rare, rare]), 0.25),
        _case(rng.integers(1, 2_000, 8), 0.01),
        _case(rng.permutation([1, 7, 60, 800, 9_000, int(rng.integers(50_000, 90_000))]), 1e-3),
        _case([int(rng.integers(2, 500))], round(rng.uniform(0.02, 0.5), 3)),  # a single word
        _case([rare, 2 * rare, rare, rare, 5 * rare], 0.1),  # three words of exactly this share
        _case(rng.permutation([30, 31, 32, 33]) + rare, float(rng.choice([0.4, 0.5, 0.6]))),
        _case([rare + 1, rare + 2, rare + 3, rare + 4, rare + 1], 0.02),
    ]  # fmt: skip


def _case(counts, threshold):
    counts = np.array(counts)
    right = np.minimum(1.0, np.sqrt(threshold / (counts / counts.sum())))
    asks = f"{len(counts)} {'probability' if len(counts) == 1 else 'probabilities, one per word'}"
    return Case((counts, threshold), right, asks)


def _limited(values):
    return np.minimum(1.0, values)


def _shares(counts):
    return counts / counts.sum()


MISTAKES = {
    "that is the probability to drop a word: keep is 1 minus it": (
        lambda counts, t: 1 - _limited(np.sqrt(t / _shares(counts)))
    ),
    "that is the probability to drop a word, and below 0 for rare ones": (
        lambda counts, t: 1 - np.sqrt(t / _shares(counts))
    ),
    "a probability is never above 1": lambda counts, t: np.sqrt(t / _shares(counts)),
    "the share of a word is its count divided by all counts together": (
        lambda counts, t: _limited(np.sqrt(t / counts))
    ),
    "take the square root": lambda counts, t: _limited(t / _shares(counts)),
    "the threshold stands above, the share below: frequent words are kept less often": (
        lambda counts, t: _limited(np.sqrt(_shares(counts) / t))
    ),
    "the share is 1 divided by all counts, not by the number of different words": (
        lambda counts, t: _limited(np.sqrt(t / (counts / len(counts))))
    ),
    "the share is of all words, not of the most frequent one": (
        lambda counts, t: _limited(np.sqrt(t / (counts / counts.max())))
    ),
    "that is the formula of the published program, which adds t / f; here it is the paper's": (
        lambda counts, t: _limited(np.sqrt(t / _shares(counts)) + t / _shares(counts))
    ),
    "a probability is never above 1, and the paper does not add t / f as the program does": (
        lambda counts, t: np.sqrt(t / _shares(counts)) + t / _shares(counts)
    ),
    "the square root, not the square": lambda counts, t: _limited((t / _shares(counts)) ** 2),
    "the square root, not the cube root": lambda counts, t: _limited(np.cbrt(t / _shares(counts))),
    "the smaller of 1 and the root, not the larger": (
        lambda counts, t: np.maximum(1.0, np.sqrt(t / _shares(counts)))
    ),
    "return probabilities, not how many of each word are left": (
        lambda counts, t: counts * _limited(np.sqrt(t / _shares(counts)))
    ),
    "all probabilities below 1 are 0 in your answer: an array of ints has no decimals, and a "
    "comparison says only whether a word is rare": (
        lambda counts, t: (_shares(counts) <= t).astype("float64")
    ),
    "a rare word is kept with probability 1, not 0": (
        lambda counts, t: np.where(_shares(counts) > t, np.sqrt(t / _shares(counts)), 0.0)
    ),
    "the root is of both, threshold and share": (
        lambda counts, t: _limited(t / np.sqrt(_shares(counts)))
    ),
    "the root is of both, share and threshold": (
        lambda counts, t: _limited(np.sqrt(t) / _shares(counts))
    ),
    "divide the threshold by the share, do not multiply them": (
        lambda counts, t: _limited(np.sqrt(t * _shares(counts)))
    ),
    "a share is between 0 and 1, not in percent": (
        lambda counts, t: _limited(np.sqrt(t / (100 * _shares(counts))))
    ),
    "each word has a probability of its own: return an array": (
        lambda counts, t: float(_limited(np.sqrt(t / _shares(counts))).mean())
    ),
    "probabilities of keeping a word do not sum to 1: do not divide them by their sum": (
        lambda counts, t: _shares(_limited(np.sqrt(t / _shares(counts))))
    ),
    "use the threshold that the function is given": (
        lambda counts, t: _limited(np.sqrt(1e-3 / _shares(counts)))
    ),
}

CORNERS = {
    "there is only one word": lambda counts, t: len(counts) == 1,
    "two words occur equally often": lambda counts, t: len(set(counts.tolist())) < len(counts),
    "a word has exactly the share t": lambda counts, t: bool(np.isclose(_shares(counts), t).any()),
    "all words are rare enough to be kept with probability 1": (
        lambda counts, t: bool((_shares(counts) <= t).all())
    ),
    "no word is rare enough to be kept with probability 1": (
        lambda counts, t: bool((_shares(counts) > t).all())
    ),
    "a word occurs once": lambda counts, t: 1 in counts,
    "counts are in falling order": lambda counts, t: bool((np.diff(counts) <= 0).all()),
}

keep_probability = Check(
    "keep-probability", 1, _cases, tolerance=ROUNDING, mistakes=MISTAKES, corners=CORNERS,
    axes=("word",), untouched=True,
)  # fmt: skip
