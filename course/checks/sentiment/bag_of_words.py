"""bag-of-words: count the words of each review.

The counts come first; the reviews are shuffled from them.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, reviews=2, words=5, steps=8),
        _case(rng, reviews=3, words=9, steps=6),
        _case(rng, reviews=1, words=12, steps=5),
        _case(rng, reviews=4, words=7, steps=10, last=True),
    ]


def _case(rng, reviews, words, steps, last=False):
    """last: whether the last id comes; where it does not, a table made too small shows."""
    counts = np.zeros((reviews, words))
    ids = np.zeros((reviews, steps), "int64")
    for row, count in enumerate(counts):
        often = int(rng.integers(1, words - 2))
        count[often] = 2  # a word that comes twice tells counting from looking
        for word in rng.integers(1, words - 1, steps - 4 - row % 2):
            count[word] += 1
        count[-1 if last else 1] += 1  # id 1 stands for unknown words: words all the same
        text = np.repeat(np.arange(words), count.astype(int))
        ids[row, : len(text)] = rng.permutation(text)
    padding = counts.copy()
    padding[:, 0] = (ids == 0).sum(axis=1)
    once = np.minimum(counts, 1)
    lengths = counts.sum(axis=1, keepdims=True)
    mistakes = {
        "padding is not a word: column 0 stays 0": padding,
        "count how often a word occurs, not whether it does (numpy's += adds once for an index that "
        "is repeated)": once,
        "padding is not a word, and count how often a word occurs (numpy's += adds once for an index "
        "that is repeated)": np.minimum(padding, 1),
        "numbers of words, not shares": counts / lengths,
        "numbers of words, not shares, and padding is not a word": padding / steps,
        "do not divide by the steps": counts / steps,
        "one column for every id up to words - 1, also for those that do not occur": (
            counts[:, : ids.max() + 1]
        ),
        "padding is not a word, and there is one column for every id up to words - 1": (
            padding[:, : ids.max() + 1]
        ),
        "one bag for each review, not one for all": counts.sum(axis=0),
        "one bag for each review, not only for the first": counts[0],
        "all reviews count, not only the first: a return inside the loop ends it": (
            counts * (np.arange(reviews) == 0)[:, None]
        ),
        "each review has a bag of its own: yours are one and the same": (
            np.tile(counts.sum(axis=0), (reviews, 1))
        ),
        "begin each review with an empty bag": counts.cumsum(axis=0),
        "id 1 is a word too, only 0 is padding": counts * (np.arange(words) != 1),
        "the last id, words - 1, is a word too": counts * (np.arange(words) != words - 1),
        "there are `words` columns: ids go from 0 to words - 1": counts if last else counts[:, :-1],
        "reviews are axis 0, words are axis 1": counts.T,
        "keep column 0, so that column i stands for id i": counts[:, 1:],
        "column i stands for id i: do not subtract 1": np.roll(counts, -1, axis=1),
        "add 1 for each word, not its id": counts * np.arange(words),
        "these are one-hot vectors: add them up over the steps": np.eye(words)[ids],
        "these are one-hot vectors: add them up over the steps, padding left out": (
            np.eye(words)[ids] * (ids != 0)[:, :, None]
        ),
        "a bag has no order: sorted ids are not counts": np.sort(ids, axis=1).astype(float),
    }
    asks = f"shape {counts.shape}, how often each id occurs in each review"
    return Case((ids, words), counts, asks, mistakes)


bag_of_words = Check("bag-of-words", 1, _cases, tolerance=EXACT)
