"""Answers to content-addressing."""

import math

import numpy as np
from scipy import special
from scipy.spatial import distance

from tests.answers import Bank

bank = Bank("content-addressing")
right, mistake = bank.right, bank.mistake


def softmax(scores):
    powers = np.exp(scores - np.max(scores))
    return powers / powers.sum()


def cosines_of(memory, key):
    lengths = np.sqrt((memory**2).sum(axis=1)) * np.sqrt((key**2).sum())
    return memory @ key / (lengths + 1e-8)


@right
def looked_by_epsilon(memory, key, strength):
    return softmax(strength * cosines_of(memory, key))


@right
def looked_by_scipy(memory, key, strength):
    def cosine(row):
        return 1 - distance.cosine(row, key) if row.any() and key.any() else 0.0

    return special.softmax([strength * cosine(row) for row in memory])


@right
def looked_by_loops(memory, key, strength):
    def length(vector):
        return math.sqrt(sum(number**2 for number in vector))

    scores = []
    for row in memory:
        product = sum(a * b for a, b in zip(row, key))
        divisor = length(row) * length(key)
        scores.append(strength * product / divisor if divisor else 0.0)
    best = max(scores)
    powers = [math.exp(score - best) for score in scores]
    return [power / sum(powers) for power in powers]


@right
def looked_by_unit_vectors(memory, key, strength):
    def unit(vectors):
        lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
        return vectors / (lengths + (lengths == 0))

    return special.softmax(strength * (unit(memory) @ unit(key)))


@right
def looked_in_single_precision(memory, key, strength):
    memory, key = memory.astype("float32"), key.astype("float32")
    lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + np.float32(1e-8)
    return softmax(np.float32(strength) * (memory @ key) / lengths)


@right
def looked_with_the_largest_divisor(memory, key, strength):
    lengths = np.maximum(np.linalg.norm(memory, axis=1) * np.linalg.norm(key), 1e-8)
    scores = strength * np.einsum("ij,j->i", memory, key) / lengths
    return np.exp(scores - special.logsumexp(scores))


@right
def looked_by_roots_of_sums(memory, key, strength):
    def length(vectors):
        return np.sqrt(np.sum(vectors**2, axis=-1) + 1e-12)

    return softmax(strength * (memory @ key) / (length(memory) * length(key)))


@right
def looked_by_repairing(memory, key, strength):
    with np.errstate(all="ignore"):
        cosines = memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key))
    return softmax(strength * np.nan_to_num(cosines))


@right
def looked_by_differences(memory, key, strength):
    scores = strength * cosines_of(memory, key)
    with np.errstate(over="ignore"):
        return [1 / np.exp(scores - score).sum() for score in scores]


@mistake("exp of a large number is infinite")
def without_largest(memory, key, strength):
    powers = np.exp(strength * cosines_of(memory, key))
    return powers / powers.sum()


@mistake("belongs inside of the softmax")
def strength_outside(memory, key, strength):
    return strength * softmax(cosines_of(memory, key))


@mistake("it does nothing")
def without_strength(memory, key, strength):
    return softmax(cosines_of(memory, key))


@mistake("it does nothing")
def strength_added(memory, key, strength):
    return softmax(strength + cosines_of(memory, key))


@mistake("it does not divide them")
def strength_divides(memory, key, strength):
    return softmax(cosines_of(memory, key) / strength)


@mistake("it is no power of the weights")
def strength_as_power(memory, key, strength):
    return softmax(cosines_of(memory, key)) ** strength


@mistake("in which the strength is above 700")
def strength_as_power_of_weights(memory, key, strength):
    weights = softmax(cosines_of(memory, key))
    return weights**strength / (weights**strength).sum()


@mistake("exp of a large number is infinite")
def strength_as_power_of_exp(memory, key, strength):
    powers = np.exp(cosines_of(memory, key)) ** strength
    return powers / powers.sum()


@mistake("this is the dot product alone")
def dot_products(memory, key, strength):
    return softmax(strength * (memory @ key))


@mistake("that of the rows is missing")
def key_alone_normalised(memory, key, strength):
    return softmax(strength * (memory @ key) / max(np.linalg.norm(key), 1e-8))


@mistake("that of the key is missing")
def rows_alone_normalised(memory, key, strength):
    lengths = np.maximum(np.linalg.norm(memory, axis=1), 1e-8)
    return softmax(strength * (memory @ key) / lengths)


@mistake("not by their squares")
def squared_lengths(memory, key, strength):
    lengths = np.maximum((memory**2).sum(axis=1) * (key**2).sum(), 1e-8)
    return softmax(strength * (memory @ key) / lengths)


@mistake("do not divide by that of the whole memory")
def length_of_everything(memory, key, strength):
    lengths = np.linalg.norm(memory) * np.linalg.norm(key)
    return softmax(strength * (memory @ key) / max(lengths, 1e-8))


@mistake("could not be broadcast together")
def lengths_of_columns(memory, key, strength):
    lengths = np.linalg.norm(memory, axis=0) * np.linalg.norm(key)
    return softmax(strength * (memory @ key) / (lengths + 1e-8))


@mistake("0 / 0 is no number")
def zeros_divided(memory, key, strength):
    lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key)
    with np.errstate(all="ignore"):
        return softmax(strength * (memory @ key / lengths))


@mistake("in which a row is all 0")
def zero_rows_forgotten(memory, key, strength):
    if not key.any():
        return np.full(len(memory), 1 / len(memory))
    with np.errstate(all="ignore"):
        cosines = memory @ key / np.linalg.norm(memory, axis=1) / np.linalg.norm(key)
    return softmax(strength * cosines)


@mistake("in which the key is all 0")
def zero_key_forgotten(memory, key, strength):
    lengths = np.linalg.norm(memory, axis=1)
    with np.errstate(all="ignore"):
        cosines = memory @ key / np.where(lengths > 0, lengths, 1) / np.linalg.norm(key)
    return softmax(strength * cosines)


@mistake("it is not left out")
def zero_rows_left_out(memory, key, strength):
    scores = strength * cosines_of(memory, key)
    scores[~memory.any(axis=1)] = -1e9
    return softmax(scores)


@mistake("expected shape")
def softmax_over_width(memory, key, strength):
    products = strength * memory * key
    powers = np.exp(products - products.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("those are the cosines")
def cosines_alone(memory, key, strength):
    return cosines_of(memory, key)


@mistake("those are scores")
def scores_alone(memory, key, strength):
    return strength * cosines_of(memory, key)


@mistake("those are powers of what is below the best")
def powers_alone(memory, key, strength):
    scores = strength * cosines_of(memory, key)
    return np.exp(scores - scores.max())


@mistake("do not divide the scores themselves")
def scores_divided(memory, key, strength):
    scores = strength * cosines_of(memory, key)
    with np.errstate(all="ignore"):
        return scores / scores.sum()


@mistake("one softmax is enough")
def softmax_twice(memory, key, strength):
    return softmax(softmax(strength * cosines_of(memory, key)))


@mistake("not a sigmoid of each score")
def sigmoids(memory, key, strength):
    return special.expit(strength * cosines_of(memory, key))


@mistake("does not get all of the weight")
def best_row(memory, key, strength):
    return np.eye(len(memory))[cosines_of(memory, key).argmax()]


@mistake("not the least")
def cosine_distances(memory, key, strength):
    return softmax(strength * (1 - cosines_of(memory, key)))


@mistake("do not take its absolute value")
def absolute_cosines(memory, key, strength):
    return softmax(strength * abs(cosines_of(memory, key)))


@mistake("do not cut it off at 0")
def positive_cosines(memory, key, strength):
    return softmax(strength * np.maximum(cosines_of(memory, key), 0))


@mistake("not distances")
def distances(memory, key, strength):
    return softmax(-strength * np.linalg.norm(memory - key, axis=1))


@mistake("not half of 1 + cosine")
def similarity_from_0_to_1(memory, key, strength):
    return softmax(strength * (1 + cosines_of(memory, key)) / 2)


@mistake("do not take the mean of the key")
def correlations(memory, key, strength):
    rows = memory - memory.mean(axis=1, keepdims=True)
    return softmax(strength * cosines_of(rows, key - key.mean()))


@mistake("at most 1e-8, not 0.01")
def large_epsilon(memory, key, strength):
    lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key)
    return softmax(strength * (memory @ key) / (lengths + 1e-2))


@mistake("not what a head reads")
def read_vector(memory, key, strength):
    return softmax(strength * cosines_of(memory, key)) @ memory


@mistake("has no other limit")
def strength_limited(memory, key, strength):
    return softmax(min(strength, 20) * cosines_of(memory, key))


@mistake("in which the strength is below 1")
def strength_at_least_1(memory, key, strength):
    return softmax(max(strength, 1) * cosines_of(memory, key))


@mistake("in which the strength is 0")
def strength_0_forgotten(memory, key, strength):
    return softmax((strength or 1) * cosines_of(memory, key))


@mistake("no softplus")
def strength_softplus(memory, key, strength):
    return softmax(np.logaddexp(0, strength) * cosines_of(memory, key))


@mistake("do not cut off")
def scores_limited(memory, key, strength):
    powers = np.exp(np.minimum(strength * cosines_of(memory, key), 20))
    return powers / powers.sum()


@mistake("rounded to two decimals")
def rounded(memory, key, strength):
    return softmax(strength * cosines_of(memory, key)).round(2)


@mistake("the right rows in another order")
def ranked(memory, key, strength):
    return np.sort(softmax(strength * cosines_of(memory, key)))[::-1]


@mistake("a small number added somewhere")
def epsilon_in_the_softmax(memory, key, strength):
    scores = strength * cosines_of(memory, key)
    powers = np.exp(scores - scores.max())
    return powers / (powers.sum() + 1e-3)


@mistake("mismatch")
def key_compared_with_columns(memory, key, strength):
    return softmax(strength * cosines_of(memory.T, key))


@mistake("an axis too many")
def one_column(memory, key, strength):
    return softmax(strength * cosines_of(memory, key))[:, None]


@mistake("do not add up absolute values")
def sum_of_absolute_values(memory, key, strength):
    lengths = abs(memory).sum(axis=1) * abs(key).sum()
    return softmax(strength * (memory @ key) / (lengths + 1e-8))


@mistake("all cosines are below 0 and the strength is above 700")
def largest_of_absolute_scores(memory, key, strength):
    scores = strength * cosines_of(memory, key)
    powers = np.exp(scores - abs(scores).max())
    return powers / powers.sum()


@mistake("not 2")
def two_to_the_power(memory, key, strength):
    powers = 2.0 ** (strength * cosines_of(memory, key))
    return powers / powers.sum()


@mistake("not by their length")
def unit_length_weights(memory, key, strength):
    scores = strength * cosines_of(memory, key)
    powers = np.exp(scores - scores.max())
    return powers / np.linalg.norm(powers)
