"""Answers to analogy."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("analogy")
right, mistake = bank.right, bank.mistake


@right
def analogy_by_units(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


@right
def analogy_by_loop(vectors, a, b, c):
    units = [vector / math.sqrt(sum(vector**2)) for vector in vectors]
    place = units[b] - units[a] + units[c]
    others = [word for word in range(len(vectors)) if word not in (a, b, c)]
    return max(others, key=lambda word: float(units[word] @ place))


@right
def analogy_by_order(vectors, a, b, c):
    units = vectors / np.sqrt((vectors**2).sum(axis=1))[:, np.newaxis]
    order = (units @ (units[b] - units[a] + units[c])).argsort()[::-1]
    return next(int(word) for word in order if word not in {a, b, c})


@right
def analogy_by_three_cosines(vectors, a, b, c):
    lengths = np.linalg.norm(vectors, axis=1)
    cosines = vectors @ vectors[[a, b, c]].T / np.outer(lengths, lengths[[a, b, c]])
    scores = cosines[:, 1] - cosines[:, 0] + cosines[:, 2]
    scores[[a, b, c]] = -10
    return int(np.argmax(scores))


@right
def analogy_by_distance_of_units(vectors, a, b, c):
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    distances = np.linalg.norm(vectors - (vectors[b] - vectors[a] + vectors[c]), axis=1)
    distances[[a, b, c]] = np.inf
    return distances.argmin()


@right
def analogy_in_single_precision(vectors, a, b, c):
    units = vectors.astype("float32")
    units = units / np.linalg.norm(units, axis=1, keepdims=True)
    left = np.setdiff1d(np.arange(len(units)), [a, b, c])
    return left[(units[left] @ (units[b] - units[a] + units[c])).argmax()]


@right
def analogy_with_minus_1_for_cosines(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    place = units[b] - units[a] + units[c]
    cosines = units @ place / np.linalg.norm(place)
    cosines[[a, b, c]] = -1
    return cosines.argmax()


@mistake("d has a cosine below 0")
def analogy_with_minus_1_for_products(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    products = units @ (units[b] - units[a] + units[c])
    products[[a, b, c]] = -1
    return products.argmax()


@mistake("it changed its argument `vectors`")
def analogy_in_place(vectors, a, b, c):
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return analogy_by_units(vectors, a, b, c)


@mistake("it changed its argument `vectors`")
def analogy_in_the_row_of_b(vectors, a, b, c):
    place = vectors[b]
    place -= vectors[a]
    place += vectors[c]
    return analogy_by_units(vectors, a, b, c)


@mistake("not among the answers")
def analogy_with_inputs(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return (units @ (units[b] - units[a] + units[c])).argmax()


@mistake("as well as c")
def analogy_leaves_out_c(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[c] = -np.inf
    return cosines.argmax()


@mistake("leave out a as well as b and c")
def analogy_leaves_out_b_and_c(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[b, c]] = -np.inf
    return cosines.argmax()


@mistake("c itself is nearer than d")
def analogy_leaves_out_a_and_b(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[a, b]] = -np.inf
    return cosines.argmax()


@mistake("later ones move up")
def analogy_rows_deleted(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.delete(units @ (units[b] - units[a] + units[c]), [a, b, c]).argmax()


@mistake("should give")
def analogy_raw_sum_with_inputs(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return (units @ (vectors[b] - vectors[a] + vectors[c])).argmax()


@mistake("leave out a, b and c, and divide")
def analogy_nothing_divided(vectors, a, b, c):
    return (vectors @ (vectors[b] - vectors[a] + vectors[c])).argmax()


@mistake("got a value of type list")
def analogy_on_a_list(vectors, a, b, c):
    return [analogy_by_units(vectors, a, b, c)]


@mistake("from a to b, not from b to a")
def analogy_backwards(vectors, a, b, c):
    return analogy_by_units(vectors, b, a, c)


@mistake("not a + b - c")
def analogy_other_sign(vectors, a, b, c):
    return analogy_by_units(vectors, c, a, b)


@mistake("before you add them")
def analogy_raw_sum(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (vectors[b] - vectors[a] + vectors[c])
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


@mistake("not with their length")
def analogy_long_candidates(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = vectors @ (units[b] - units[a] + units[c])
    scores[[a, b, c]] = -np.inf
    return scores.argmax()


@mistake("by its own length")
def analogy_all_raw(vectors, a, b, c):
    scores = vectors @ (vectors[b] - vectors[a] + vectors[c])
    scores[[a, b, c]] = -np.inf
    return scores.argmax()


@mistake("not distances")
def analogy_by_distance(vectors, a, b, c):
    place = vectors[b] - vectors[a] + vectors[c]
    distances = np.linalg.norm(vectors - place, axis=1)
    distances[[a, b, c]] = np.inf
    return distances.argmin()


@mistake("subtract a")
def analogy_without_a(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] + units[c])
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


@mistake("c is missing")
def analogy_without_c(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a])
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


@mistake("not the farthest")
def analogy_farthest(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[a, b, c]] = np.inf
    return cosines.argmin()


@mistake("not its cosine")
def analogy_cosine(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    place = units[b] - units[a] + units[c]
    return float(units[analogy_by_units(vectors, a, b, c)] @ place / np.linalg.norm(place))


@mistake("not its vector")
def analogy_vector(vectors, a, b, c):
    return vectors[analogy_by_units(vectors, a, b, c)]


@mistake("b - a is missing")
def analogy_nearest_of_c(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ units[c]
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


@mistake("has a cosine below 0")
def analogy_with_0_for_the_inputs(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[a, b, c]] = 0
    return cosines.argmax()


@mistake("divide the candidates by theirs, too")
def analogy_by_distance_of_raw_candidates(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    gaps = ((vectors - (units[b] - units[a] + units[c])) ** 2).sum(axis=1)
    gaps[[a, b, c]] = np.inf
    return int(np.argmin(gaps))


@mistake("a itself is nearer than d")
def analogy_fourth_of_all(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return int(np.argsort(-(units @ (units[b] - units[a] + units[c])))[3])


@mistake("should give")
def analogy_second_of_all(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return int(np.argsort(-(units @ (units[b] - units[a] + units[c])))[1])


@mistake("got the float")
def analogy_as_a_float(vectors, a, b, c):
    return float(analogy_by_units(vectors, a, b, c))


@mistake("should give")
def analogy_without_sign(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = abs(units @ (units[b] - units[a] + units[c]))
    cosines[[a, b, c]] = -1
    return cosines.argmax()
