"""bag-of-words: count the words of each review.

The counts come first; the reviews are shuffled from them.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    """The largest id stays below words - 2 in two cases, so that a table made too small shows."""
    return [
        _case(rng, reviews=2, steps=8, words=7, largest=4),
        _case(rng, reviews=3, steps=6, words=9, largest=8, full=1),
        _case(rng, reviews=1, steps=5, words=12, largest=8),
        _case(rng, reviews=4, steps=10, words=8, largest=7, full=2),
        _case(rng, reviews=5, steps=3, words=4, largest=3, full=5),
        _case(rng, reviews=3, steps=1, words=6, largest=5, full=3),
        _case(rng, reviews=2, steps=4, words=2, largest=1),
    ]


def _case(rng, reviews, steps, words, largest, full=0):
    """largest: the largest id that occurs. full: how many reviews, the last ones, have no padding."""
    counts = np.zeros((reviews, words))
    ids = np.zeros((reviews, steps), "int64")
    for row, count in enumerate(counts):
        length = steps if row >= reviews - full else int(rng.integers((steps + 1) // 2, steps))
        chosen = rng.integers(1, largest + 1, length)
        if row % 2 == 0:
            chosen[:3] = chosen[0]  # a word that comes again tells counting from looking
        chosen[-1] = largest if row == reviews - 1 else 1  # id 1, unknown words, is a word
        for word in chosen:
            count[word] += 1
        ids[row, :length] = rng.permutation(np.repeat(np.arange(words), count.astype(int)))
    padding = counts.copy()
    padding[:, 0] = (ids == 0).sum(axis=1)
    once = np.minimum(counts, 1)
    lengths = counts.sum(axis=1, keepdims=True)
    row_0_empty = padding * (np.arange(reviews) > 0)[:, None]
    one_hot = np.eye(words)[ids]
    is_word = (ids != 0)[:, :, None]
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
        "one bag for each review, not one for all, and padding is not a word": padding.sum(axis=0),
        "one bag for each review, not only for the first": counts[0],
        "one bag for each review, not only for the last": counts[-1],
        "all reviews count, not only the first: a return inside the loop ends it": (
            counts * (np.arange(reviews) == 0)[:, None]
        ),
        "each review has a bag of its own: yours are one and the same": (
            np.tile(counts.sum(axis=0), (reviews, 1))
        ),
        "begin each review with an empty bag": counts.cumsum(axis=0),
        "id 1 is a word too, only 0 is padding": counts * (np.arange(words) != 1),
        "the last id, words - 1, is a word too": counts * (np.arange(words) != words - 1),
        "the last step of a row counts too: a review may fill its row": (
            counts - (one_hot * is_word)[:, -1]
        ),
        "the first word of a review counts too": counts - one_hot[:, 0],
        "a review that fills its row has no 0 in it: no place of the first 0 is to be found": (
            counts * (lengths < steps)
        ),
        "it is column 0 that stays 0, not row 0": row_0_empty,
        "reviews are axis 0, words are axis 1": counts.T,
        "reviews are axis 0, words are axis 1, and padding is not a word": padding.T,
        "keep column 0, so that column i stands for id i": counts[:, 1:],
        "column i stands for id i: do not subtract 1": np.roll(counts, -1, axis=1),
        "add 1 for each word, not its id": counts * np.arange(words),
        "these are one-hot vectors: add them up over the steps": one_hot,
        "these are one-hot vectors: add them up over the steps, padding left out": one_hot
        * is_word,
        "a bag has no order: sorted ids are not counts": np.sort(ids, axis=1).astype(float),
        "a number for each id, not for each step": (
            np.take_along_axis(padding, ids, axis=1) * (ids != 0)
        ),
        "a number for each id, not the number of words": lengths[:, 0],
        "a number for each id, not the number of different words": once.sum(axis=1),
    }
    asks = f"shape {counts.shape}, how often each id occurs in each review"
    places = {
        "in column 0": np.broadcast_to(np.arange(words) == 0, counts.shape),
        "in the column of the last id": np.broadcast_to(np.arange(words) == words - 1, counts.shape),
        "where a word occurs more than once": counts > 1,
        "in the rows of reviews that have no padding": np.broadcast_to(lengths == steps, counts.shape),
    }  # fmt: skip
    return Case((ids, words), counts, asks, mistakes, places)


bag_of_words = Check(
    "bag-of-words",
    1,
    _cases,
    tolerance=EXACT,  # counts
    axes=("review", "id"),
    corners={
        "a review fills its row": lambda ids, words: (ids != 0).all(axis=1).any(),
        "a review has padding": lambda ids, words: (ids == 0).any(),
        "a word occurs more than twice in a review": lambda ids, words: any(
            max(map(row.tolist().count, row[row != 0])) > 2 for row in ids
        ),
        "there is one review": lambda ids, words: len(ids) == 1,
        "there are more reviews than words": lambda ids, words: len(ids) > words,
        "rows have more steps than there are words": lambda ids, words: ids.shape[1] > words,
        "rows have one step": lambda ids, words: ids.shape[1] == 1,
        "the last id, words - 1, occurs": lambda ids, words: ids.max() == words - 1,
        "id 1 occurs": lambda ids, words: (ids == 1).any(),
        "words is 2": lambda ids, words: words == 2,
    },
)
