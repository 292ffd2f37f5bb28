"""neighbours: the words with the largest cosine to a word.

The order comes first, then vectors at angles that make it so.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    shapes = [(8, 3, 1), (12, 5, 4), (30, 10, 6), (6, 2, 4)]  # words, numbers a vector, asked for
    return [_case(rng, *shape) for shape in shapes]


def _case(rng, words, size, count):
    for _ in range(1_000):
        order = rng.permutation(words)  # order[0] is the word itself, then its neighbours
        cosines = np.concatenate([[1.0], -np.sort(-rng.uniform(-0.98, 0.98, words - 1))])
        cosines[-1] = -0.99  # an opposite: far, though its cosine is large without its sign
        axis, *rest = np.linalg.qr(rng.normal(size=(size, size)))[0].T
        aside = rng.normal(size=(words, size - 1)) @ np.array(rest)
        aside /= np.linalg.norm(aside, axis=1, keepdims=True)
        lengths = rng.uniform(0.3, 3, (words, 1))
        placed = lengths * (cosines[:, None] * axis + np.sqrt(1 - cosines**2)[:, None] * aside)
        vectors = np.empty_like(placed)
        vectors[order] = placed
        word, right = int(order[0]), order[1 : count + 1]
        scores = vectors @ vectors[word]
        distances = np.linalg.norm(vectors - vectors[word], axis=1)
        centred = vectors - vectors.mean(axis=0)
        centred = centred @ centred[word] / np.linalg.norm(centred, axis=1)
        others = np.arange(words) != word

        def best_words(values, others=others, count=count):
            ranked = np.argsort(-np.asarray(values, "float64"), kind="stable")
            return ranked[others[ranked]][:count]

        by_place = vectors @ axis / np.linalg.norm(vectors, axis=1)
        by_column = vectors / np.linalg.norm(vectors, axis=0)
        mistakes = {
            "divide by the lengths of the vectors: a dot product favours long ones": best_words(
                scores
            ),
            "cosines, not distances: two vectors may point the same way and differ in length": (
                best_words(-distances)
            ),
            "a word is not its own neighbour": order[:count],
            "nearest first: the largest cosine, not the smallest": best_words(-by_place),
            "nearest first, not last": right[::-1],
            "a cosine of -1 is as far as can be: do not drop the sign": best_words(abs(by_place)),
            "return indices, not cosines": cosines[1 : count + 1],
            "return indices, not vectors": vectors[right],
            "return as many as are asked for": order[1 : count + 2],
            "the nearest one is missing: drop the word itself, not one more": (
                order[2 : count + 2]
            ),
            "keep the order of nearness: do not sort the indices": np.sort(right),
            "the vectors as they are: do not subtract their mean": best_words(centred),
            "divide by the length, the root of the sum of squares": best_words(
                scores / (vectors**2).sum(axis=1)
            ),
            "the neighbours of the word that was asked for, not of word 0": best_words(
                vectors @ vectors[0] / np.linalg.norm(vectors, axis=1)
            ),
            "indices count from 0": right + 1,
            "with the word's own row taken out, all later rows move up by one": (
                right - (right > word)
            ),
            "a vector is a row: divide by the lengths of the rows, not of the columns": best_words(
                by_column @ by_column[word]
            ),
            "a dot product favours long vectors, even over the word itself": (
                np.argsort(-scores)[1 : count + 1]
            ),
            "argsort puts the smallest first, and the nearest have the largest cosine": (
                np.argsort(by_place)[1 : count + 1]
            ),
        }
        wrong = [value for value in mistakes.values() if np.shape(value) == right.shape]
        mistakes["cosines can be below 0: 0 does not put the word itself last"] = best_words(
            np.where(others, by_place, 0), others=np.full(words, True)
        )
        if count > words / 2:  # where so many are asked for, some have a cosine below 0
            wrong += [list(mistakes.values())[-1]]
        if count == 1 or not any(np.array_equal(value, right) for value in wrong):
            break
    else:
        raise AssertionError(f"no vectors were found in which {count} neighbours are distinct")
    asks = f"the indices of the {count} nearest words, nearest first"
    return Case((vectors, word, count), right, asks, mistakes)


neighbours = Check("neighbours", 2, _cases)
