"""Answers to neighbours."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("neighbours")
right, mistake = bank.right, bank.mistake


@right
def near_by_units(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    order = np.argsort(-(units @ units[word]))
    return order[order != word][:count]


@right
def near_by_loop(vectors, word, count):
    asked = vectors[word]
    cosines = []
    for other, vector in enumerate(vectors):
        if other != word:
            length = math.sqrt((vector**2).sum() * (asked**2).sum())
            cosines.append((float(vector @ asked) / length, other))
    return [other for _, other in sorted(cosines, reverse=True)[:count]]


@right
def near_by_minus_infinity(vectors, word, count):
    cosines = vectors @ vectors[word] / np.linalg.norm(vectors, axis=1)
    cosines[word] = -np.inf
    return cosines.argsort()[::-1][:count]


@right
def near_by_scipy(vectors, word, count):
    from scipy.spatial.distance import cdist

    return cdist(vectors[[word]], vectors, "cosine")[0].argsort()[1 : count + 1]


@right
def near_by_distance_of_units(vectors, word, count):
    vectors = vectors / np.linalg.norm(vectors, axis=1)[:, None]
    return np.argsort(((vectors - vectors[word]) ** 2).sum(axis=1))[1 : count + 1]


@mistake("it changed its argument `vectors`")
def near_in_place(vectors, word, count):
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(-vectors @ vectors[word])[1 : count + 1]


@right
def near_without_the_row(vectors, word, count):
    rest = np.delete(np.arange(len(vectors)), word)
    cosines = vectors[rest] @ vectors[word] / np.linalg.norm(vectors[rest], axis=1)
    return tuple(rest[np.argsort(-cosines)[:count]])


@mistake("favours long ones")
def near_by_dot(vectors, word, count):
    order = np.argsort(-(vectors @ vectors[word]))
    return order[order != word][:count]


@mistake("not distances")
def near_by_distance(vectors, word, count):
    order = np.argsort(np.linalg.norm(vectors - vectors[word], axis=1))
    return order[order != word][:count]


@mistake("not its own neighbour")
def near_with_itself(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(-(units @ units[word]))[:count]


@mistake("not the smallest")
def near_farthest(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(units @ units[word])[:count]


@mistake("nearest first, not last")
def near_last(vectors, word, count):
    return near_by_units(vectors, word, count)[::-1]


@mistake("do not drop the sign")
def near_absolute(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    order = np.argsort(-abs(units @ units[word]))
    return order[order != word][:count]


@mistake("not cosines")
def near_cosines(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.sort(units @ units[word])[::-1][1 : count + 1]


@mistake("not vectors")
def near_vectors(vectors, word, count):
    return vectors[near_by_units(vectors, word, count)]


@mistake("as many as are asked for")
def near_one_more(vectors, word, count):
    return near_by_units(vectors, word, count + 1)


@mistake("not one more")
def near_drops_two(vectors, word, count):
    return near_by_units(vectors, word, count + 1)[1:]


@mistake("do not sort the indices")
def near_sorted(vectors, word, count):
    return np.sort(near_by_units(vectors, word, count))


@mistake("do not subtract their mean")
def near_centred(vectors, word, count):
    return near_by_units(vectors - vectors.mean(axis=0), word, count)


@mistake("the root of the sum of squares")
def near_squared_length(vectors, word, count):
    order = np.argsort(-(vectors @ vectors[word]) / (vectors**2).sum(axis=1))
    return order[order != word][:count]


@mistake("not of word 0")
def near_word_0(vectors, word, count):
    order = np.argsort(-(vectors @ vectors[0]) / np.linalg.norm(vectors, axis=1))
    return order[order != word][:count]


@mistake("later rows move up by one")
def near_row_deleted(vectors, word, count):
    rest = np.delete(vectors, word, axis=0)
    return np.argsort(-(rest @ vectors[word]) / np.linalg.norm(rest, axis=1))[:count]


@mistake("not of the columns")
def near_by_columns(vectors, word, count):
    return near_by_dot(vectors / np.linalg.norm(vectors, axis=0), word, count)


@mistake("even over the word itself")
def near_by_dot_from_the_second(vectors, word, count):
    return np.argsort(-(vectors @ vectors[word]))[1 : count + 1]


@mistake("argsort puts the smallest first")
def near_smallest_from_the_second(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(units @ units[word])[1 : count + 1]


@mistake("cosines can be below 0")
def near_with_0_for_itself(vectors, word, count):
    cosines = vectors @ vectors[word] / np.linalg.norm(vectors, axis=1)
    cosines[word] = 0
    return np.argsort(-cosines)[:count]


@mistake("expected shape")
def near_all(vectors, word, count):
    return near_by_units(vectors, word, len(vectors))


@right
def near_by_matrix_of_cosines(vectors, word, count):
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    cosines = vectors @ vectors.T / lengths / lengths[:, None]
    np.fill_diagonal(cosines, -4)
    return np.flip(np.argsort(cosines[word]))[:count].tolist()


@right
def near_one_after_the_other(vectors, word, count):
    units = vectors.astype("float32")
    units = units / np.linalg.norm(units, axis=1, keepdims=True)
    cosines, found = units @ units[word], []
    cosines[word] = -5
    for _ in range(count):
        found.append(int(np.argmax(cosines)))
        cosines[found[-1]] = -5
    return found


@mistake("not one less")
def near_slice_too_short(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(-(units @ units[word]))[1:count]


@mistake("without their sign")
def near_by_sum_of_absolute_values(vectors, word, count):
    units = vectors / np.abs(vectors).sum(axis=1, keepdims=True)
    cosines = units @ units[word]
    cosines[word] = -np.inf
    return np.argsort(cosines)[::-1][:count]


@mistake("do not multiply with it")
def near_multiplied(vectors, word, count):
    order = np.argsort(-(vectors @ vectors[word]) * np.linalg.norm(vectors, axis=1))
    return order[order != word][:count]


@mistake("the rank of each word")
def near_ranks(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(np.argsort(-(units @ units[word])))[:count]


@mistake("the farthest are not asked for")
def near_by_largest_distance(vectors, word, count):
    return np.linalg.norm(vectors - vectors[word], axis=1).argsort()[::-1][:count]


@mistake("the last row is one of those to return")
def near_without_last_row(vectors, word, count):
    cosines = vectors @ vectors[word] / np.linalg.norm(vectors, axis=1)
    best = -np.inf * np.ones(count)
    rows = np.zeros(count, int)
    for row in range(len(vectors) - 1):
        place = int(np.sum(best >= cosines[row]))
        if row != word and place < count:
            best = np.insert(best, place, cosines[row])[:count]
            rows = np.insert(rows, place, row)[:count]
    return rows


@mistake("expected shape")
def near_10(vectors, word, count):
    return near_by_units(vectors, word, 10)


@mistake("ValueError")
def near_without_keeping_dimensions(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1)
    order = np.argsort(-(units @ units[word]))
    return order[order != word][:count]


@mistake("expected whole numbers")
def near_floats(vectors, word, count):
    return near_by_units(vectors, word, count).astype(float)


@mistake("there are hundreds of words")
def near_partition_without_order(vectors, word, count):
    cosines = vectors @ vectors[word] / np.linalg.norm(vectors, axis=1)
    cosines[word] = -np.inf
    return np.argpartition(-cosines, range(min(count, 20)))[:count]
