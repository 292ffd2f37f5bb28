"""keep-probability: the probability to keep an occurrence of each word.

What is right follows from the share of all words that each count is.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case([400, 50, 30, 15, 5], 0.1),
        _case([9, 1], 0.25),
        _case(rng.integers(1, 2_000, 8).tolist(), 0.01),
        _case(rng.permutation([7, 60, 800, 9_000, 90_133]).tolist(), 1e-3),
    ]


def _case(counts, threshold):
    counts = np.array(counts)
    shares = counts / counts.sum()
    ratio = threshold / shares
    right = np.minimum(1.0, np.sqrt(ratio))
    mistakes = {
        "that is the probability to drop a word: keep is 1 minus it": 1 - right,
        "that is the probability to drop a word, and below 0 for rare ones": 1 - np.sqrt(ratio),
        "a probability is never above 1": np.sqrt(ratio),
        "the share of a word is its count divided by all counts together": np.minimum(
            1.0, np.sqrt(threshold / counts)
        ),
        "take the square root": np.minimum(1.0, ratio),
        "the threshold stands above, the share below: frequent words are kept less often": (
            np.minimum(1.0, np.sqrt(1 / ratio))
        ),
        "the share is 1 divided by all counts, not by the number of different words": np.minimum(
            1.0, np.sqrt(threshold / (counts / len(counts)))
        ),
        "the share is of all words, not of the most frequent one": np.minimum(
            1.0, np.sqrt(threshold / (counts / counts.max()))
        ),
        "that is the formula of the published program, which adds t / f; here it is the paper's": (
            np.minimum(1.0, np.sqrt(ratio) + ratio)
        ),
        "a probability is never above 1, and the paper does not add t / f as the program does": (
            np.sqrt(ratio) + ratio
        ),
        "the square root, not the square": np.minimum(1.0, ratio**2),
        "the smaller of 1 and the root, not the larger": np.maximum(1.0, np.sqrt(ratio)),
        "return probabilities, not how many of each word are left": counts * right,
        "return the probability itself, not whether it is 1": (ratio >= 1).astype("float64"),
        "the root is of both, threshold and share": np.minimum(1.0, threshold / np.sqrt(shares)),
        "the root is of both, share and threshold": np.minimum(1.0, np.sqrt(threshold) / shares),
        "a share is between 0 and 1, not in percent": np.minimum(1.0, np.sqrt(ratio / 100)),
        "each word has a probability of its own: return an array": float(right.mean()),
        "probabilities of keeping a word do not sum to 1: do not divide them by their sum": (
            right / right.sum()
        ),
        "use the threshold that the function is given": np.minimum(1.0, np.sqrt(1e-3 / shares)),
    }
    asks = f"{len(counts)} probabilities, one per word"
    return Case((counts, threshold), right, asks, mistakes)


keep_probability = Check("keep-probability", 1, _cases)
