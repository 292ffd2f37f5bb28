"""neighbours: the words with the largest cosine to a word.

The order comes first, then vectors at angles that make it so.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    few, some, many = (int(rng.integers(*limits)) for limits in ((5, 9), (10, 16), (20, 41)))
    return [
        _case(rng, some, 3, 1),
        _case(rng, some + 2, 5, 4, word=0),
        _case(rng, many, 10, 6, word=-1),
        _case(rng, few, 2, few - 1, nearest=-1),
        _case(rng, 7, 7, 3, nearest=0),  # rows and columns cannot be told by their number
        _case(rng, some, 4, 5, largest=-0.1),
        _case(rng, many + 1, 6, 1, nearest=-1, largest=-0.1),
        _case(rng, few + 2, 3, few + 1),
        _case(rng, many + 3, 3, 8, nearest=0),
        _case(rng, 600 + many, 8, 300 + few),  # argpartition sorts what is small
    ]


def _case(rng, words, size, count, *, word=None, nearest=None, largest=0.95):
    """word, nearest: their rows, drawn if None. largest: cosine of the nearest word."""
    order = rng.permutation(words)  # order[0] is the word itself, then its neighbours
    for place, row in enumerate((word, nearest)):
        if row is not None:
            found = np.flatnonzero(order == row % words)[0]
            order[[place, found]] = order[[found, place]]
    gap = (largest + 0.9) / (words - 2)  # far enough apart for single precision
    between = largest - gap * (np.arange(1, words - 2) + rng.uniform(-0.4, 0.4, words - 3))
    # the last is an opposite: far, though its cosine is large without its sign
    cosines = np.concatenate([[1.0, largest], between, [-0.99]])
    axis, *rest = np.linalg.qr(rng.normal(size=(size, size)))[0].T
    aside = rng.normal(size=(words, size - 1)) @ np.array(rest)
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    lengths = rng.uniform(0.3, 3, (words, 1))
    placed = lengths * (cosines[:, None] * axis + np.sqrt(1 - cosines**2)[:, None] * aside)
    vectors = np.empty_like(placed)
    vectors[order] = placed
    right = order[1 : count + 1]
    asks = f"the indices of the {count} nearest words, nearest first"
    if count == 1:
        asks = "the index of the nearest word, in an array"
    return Case((vectors, int(order[0]), count), right, asks, _mistakes(vectors, order, count))


def _mistakes(vectors, order, count):
    """{hint: the wrong answer} of a case with a known order."""
    word, words, right = int(order[0]), len(vectors), order[1 : count + 1]
    scores = vectors @ vectors[word]
    distances = np.linalg.norm(vectors - vectors[word], axis=1)
    cosines = scores / np.linalg.norm(vectors, axis=1) / np.linalg.norm(vectors[word])
    centred = vectors - vectors.mean(axis=0)
    centred = centred @ centred[word] / np.linalg.norm(centred, axis=1)
    by_column = vectors / np.linalg.norm(vectors, axis=0)
    with_zero = np.where(np.arange(words) == word, 0, cosines)

    def best_words(values):
        ranked = np.argsort(-np.asarray(values, "float64"), kind="stable")
        return ranked[ranked != word][:count]

    return {
        "divide by the lengths of the vectors: a dot product favours long ones": best_words(scores),
        "cosines, not distances: two vectors may point the same way and differ in length": (
            best_words(-distances)
        ),
        "a word is not its own neighbour": order[:count],
        "nearest first: the largest cosine, not the smallest": best_words(-cosines),
        "nearest first, not last": right[::-1],
        "a cosine of -1 is as far as can be: do not drop the sign": best_words(abs(cosines)),
        "return indices, not cosines": cosines[right],
        "return indices, not vectors": vectors[right],
        "return as many as are asked for, not one more": order[1 : count + 2],
        "return as many as are asked for, not one less": order[1:count],
        "return as many as are asked for, not all of them": order[1:],
        "the nearest one is missing: drop the word itself, not one more": order[2 : count + 2],
        "keep the order of nearness: do not sort the indices": np.sort(right),
        "the vectors as they are: do not subtract their mean": best_words(centred),
        "divide by the length, the root of the sum of squares: the root is missing": best_words(
            scores / (vectors**2).sum(axis=1)
        ),
        "the length is the root of the sum of squares, not the sum of the numbers without their "
        "sign": best_words(scores / abs(vectors).sum(axis=1)),
        "divide by the length, do not multiply with it": best_words(
            scores * np.linalg.norm(vectors, axis=1)
        ),
        "the neighbours of the word that was asked for, not of word 0": best_words(
            vectors @ vectors[0] / np.linalg.norm(vectors, axis=1)
        ),
        "indices count from 0": right + 1,
        "with the word's own row taken out, all later rows move up by one": right - (right > word),
        "a vector is a row: divide by the lengths of the rows, not of the columns": best_words(
            by_column @ by_column[word]
        ),
        "a dot product favours long vectors, even over the word itself": (
            np.argsort(-scores)[1 : count + 1]
        ),
        "a distance depends on the lengths, a cosine does not, and the farthest are not asked for": (
            best_words(distances)
        ),
        "argsort puts the smallest first, and the nearest have the largest cosine": (
            np.argsort(cosines)[1 : count + 1]
        ),
        "cosines can be below 0: 0 does not put the word itself last": (
            np.argsort(-with_zero, kind="stable")[:count]
        ),
        "argsort of argsort gives the rank of each word, not the words in order": (
            np.argsort(order)[:count]
        ),
    }


def _is_among(vectors, word, row, count):
    """Whether a row is one of the nearest."""
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    nearer = np.delete(units, word, axis=0) @ units[word] > units[row] @ units[word] + 1e-9
    return row != word and int(nearer.sum()) < count


def _is_apart(vectors, word):
    """Whether all other words have a cosine below 0."""
    return bool((np.delete(vectors @ vectors[word], word) < 0).all())


CORNERS = {
    "one neighbour is asked for": lambda vectors, word, count: count == 1,
    "all other words are asked for": lambda vectors, word, count: count == len(vectors) - 1,
    "the word asked for is the first row": lambda vectors, word, count: word == 0,
    "the word asked for is the last row": lambda vectors, word, count: word == len(vectors) - 1,
    "the nearest word is the first row": (
        lambda vectors, word, count: _is_among(vectors, word, 0, 1)
    ),
    "the nearest word is the last row": (
        lambda vectors, word, count: _is_among(vectors, word, len(vectors) - 1, 1)
    ),
    "the last row is one of those to return": (
        lambda vectors, word, count: _is_among(vectors, word, len(vectors) - 1, count)
    ),
    "no other word has a cosine above 0": lambda vectors, word, count: _is_apart(vectors, word),
    "there are hundreds of words": lambda vectors, word, count: len(vectors) > 500,
    "a vector has two numbers": lambda vectors, word, count: vectors.shape[1] == 2,
    "there are as many words as numbers in a vector": (
        lambda vectors, word, count: vectors.shape[0] == vectors.shape[1]
    ),
}

neighbours = Check("neighbours", 2, _cases, corners=CORNERS, axes=("neighbour",), untouched=True)
