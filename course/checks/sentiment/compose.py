"""compose: the vector of a tree's root.

Words are joined at random until one tree is left; a Keras layer does the joining.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, words=2, size=2),
        _case(rng, words=1, size=3),
        _case(rng, words=4, size=3),
        _case(rng, words=7, size=4),
        _case(rng, words=12, size=2),
    ]


def _case(rng, words, size):
    vocabulary = words + 3
    vectors = rng.normal(size=(vocabulary, size)).astype("float32")
    weights = (rng.normal(size=(size, 2 * size)) * 0.8).astype("float32")
    bias = rng.uniform(0.3, 0.7, size).astype("float32") * rng.choice([-1, 1], size)
    bias = bias.astype("float32")
    ways = _joins(weights, bias)
    ids = [int(word) for word in rng.permutation(vocabulary)[:words]]

    def leaf(word):
        found = {way: vectors[word] for way in ways}
        found |= {"tanh of words": np.tanh(vectors[word]), "row before": vectors[word - 1]}
        return word, found

    forest = [leaf(word) for word in ids]
    first = [vectors[word] for word in ids]
    while len(forest) > 1:
        place = int(rng.integers(len(forest) - 1))
        (left, by_left), (right, by_right) = forest[place : place + 2]
        joined = {way: join(by_left[way], by_right[way]) for way, join in ways.items()}
        forest[place : place + 2] = [((left, right), joined)]
    tree, found = forest[0]
    chain, backwards = first[0], first[-1]
    for vector in first[1:]:
        chain = ways["right"](chain, vector)
    for vector in first[-2::-1]:
        backwards = ways["right"](vector, backwards)
    ends = ways["right"](first[0], first[-1]) if words > 1 else first[0]
    inner = np.arctanh(np.clip(found["right"], -0.9999999, 0.9999999))
    mistakes = {
        "the left child comes first in [left; right]": found["children exchanged"],
        "tanh is missing": found["no tanh"],
        "tanh is missing at the root": inner if words > 1 else found["right"],
        "tanh belongs to every join, not only to the root": (
            np.tanh(found["no tanh"]) if words > 1 else found["right"]
        ),
        "tanh belongs to every join, not only to the root, and to no word": (
            np.tanh(found["no tanh"])
        ),
        "a word's vector is h as it is, without tanh": found["tanh of words"],
        "row i is the vector of word i: do not subtract 1": found["row before"],
        "join along the tree: this is the mean of the words, which has no order": (
            vectors[ids].mean(axis=0)
        ),
        "join along the tree: this is the sum of the words, which has no order": (
            vectors[ids].sum(axis=0)
        ),
        "the bias is missing": found["no bias"],
        "add the bias once, not once for each child": found["bias twice"],
        "add the bias inside tanh": found["bias outside"],
        "tanh, not the sigmoid": found["sigmoid"],
        "tanh, not relu": found["relu"],
        "put left and right one after the other: each has its own half of W": found["one half"],
        "each child has its own half of W: do not add the children first": found["sum"],
        "W has a row for each number of h: multiply W by [left; right], do not reshape it": (
            found["reshaped"]
        ),
        "the mean of the children forgets W": found["mean"],
        "join along the tree: this reads the words as a chain, from left to right": chain,
        "join along the tree: this reads the words as a chain, from right to left": backwards,
        "join along the tree: the words between the first and the last count too": ends,
        "only one of the children was followed down the tree: both may be trees": (
            found["left only"]
        ),
        "only one of the children was followed down: both may be trees": found["right only"],
        "one vector of shape (d,), not a matrix": found["right"][None],
        "one vector of shape (d,), not a column": found["right"][:, None],
        "the vector of the root, not its mean": float(found["right"].mean()),
        "h has d numbers, not those of both children": np.concatenate([found["right"]] * 2),
    }
    kind = "one word" if words == 1 else f"a tree of {words} words"
    asks = f"{size} numbers, the vector of {kind}"
    return Case((tree, vectors, weights, bias), found["right"], asks, mistakes)


def _joins(weights, bias):
    """{way: function of two vectors}: the right one is a Keras layer, the others are mistakes."""
    from keras import layers

    size = len(bias)
    dense = layers.Dense(size, activation="tanh")
    dense.build((1, 2 * size))
    dense.set_weights([weights.T, bias])

    def right_join(left, other):
        return np.asarray(dense(np.concatenate([left, other])[None]))[0]

    def plain_sum(left, other):
        return weights @ np.concatenate([left, other]) + bias

    def half_product(vector):
        return weights[:, :size] @ vector

    zero = np.zeros(size, "float32")
    return {
        "right": right_join,
        "tanh of words": right_join,
        "row before": right_join,
        "children exchanged": lambda left, other: right_join(other, left),
        "no tanh": plain_sum,
        "no bias": lambda left, other: np.tanh(plain_sum(left, other) - bias),
        "bias twice": lambda left, other: np.tanh(plain_sum(left, other) + bias),
        "bias outside": lambda left, other: np.tanh(plain_sum(left, other) - bias) + bias,
        "sigmoid": lambda left, other: 1 / (1 + np.exp(-plain_sum(left, other))),
        "relu": lambda left, other: np.maximum(plain_sum(left, other), 0),
        "one half": lambda left, other: np.tanh(half_product(left) + half_product(other) + bias),
        "sum": lambda left, other: right_join(left + other, left + other),
        "reshaped": lambda left, other: np.tanh(
            np.concatenate([left, other]) @ weights.reshape(2 * size, size) + bias
        ),
        "mean": lambda left, other: (left + other) / 2,
        "left only": lambda left, other: right_join(left, zero),
        "right only": lambda left, other: right_join(zero, other),
    }


compose = Check("compose", 2, _cases, seconds=20.0)
