"""compose: the vector of a tree's root.

Words are joined until one tree is left; a Keras layer does the joining, and each mistake joins in its own way.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check

WORDS_SQUASHED = "a word's vector is h as it is, without tanh"
ROW_BEFORE = "row i is the vector of word i: do not subtract 1"


def _cases(rng):
    """One tree comes twice, with other vectors: it does not tell what its root's vector is."""
    pair = rng.permutation(4)[:2].tolist()
    return [
        _case(rng, words=2, size=2, ids=pair),
        _case(rng, words=1, size=3),
        _case(rng, words=5, size=3, places=[0, 0, 0, 0]),  # leans to the left
        _case(rng, words=4, size=4, places=[0, 1, 0], has_ends=True),  # branches evenly
        _case(rng, words=6, size=1, places=[4, 3, 2, 1, 0]),  # leans to the right
        _case(rng, words=9, size=3, has_ends=True, has_twice=True),
        _case(rng, words=2, size=2, has_twice=True),
        _case(rng, words=2, size=2, ids=pair),
    ]


def _case(rng, words, size, ids=None, places=None, has_ends=False, has_twice=False):
    """ids: of the words. places: which neighbours are joined, one after the other. None draws them.

    has_ends: whether word 0 and the last word of all occur. has_twice: whether a word occurs twice.
    """
    vocabulary = words + 3
    vectors = rng.normal(size=(vocabulary, size)).astype("float32")
    weights = (rng.normal(size=(size, 2 * size)) * 0.8).astype("float32")
    bias = (rng.uniform(0.3, 0.7, size) * rng.choice([-1, 1], size)).astype("float32")
    ids = ids or rng.permutation(np.arange(1, vocabulary))[:words].tolist()
    if has_ends:
        ids[1], ids[-1] = 0, vocabulary - 1
    if has_twice:
        ids[-1] = ids[0]
    join_right, joins = _joins(weights, bias)
    join = joins[ROW_BEFORE]  # as it should be, without the Keras layer, which takes its time

    def leaf(word):
        found = dict.fromkeys(joins, vectors[word])
        found |= {WORDS_SQUASHED: np.tanh(vectors[word]), ROW_BEFORE: vectors[word - 1]}
        return word, vectors[word], found

    forest = [leaf(word) for word in ids]
    linear = vectors[ids[0]]
    while len(forest) > 1:
        place = int(rng.integers(len(forest) - 1)) if places is None else places[-len(forest) + 1]
        (left, h_left, by_left), (right, h_right, by_right) = forest[place : place + 2]
        found = {hint: one(by_left[hint], by_right[hint]) for hint, one in joins.items()}
        linear = weights @ np.concatenate([h_left, h_right]) + bias
        forest[place : place + 2] = [((left, right), join_right(h_left, h_right), found)]
    tree, h, found = forest[0]

    def halved(vectors):  # a tree of one's own
        if len(vectors) == 1:
            return vectors[0]
        middle = (len(vectors) + 1) // 2
        return join(halved(vectors[:middle]), halved(vectors[middle:]))

    spoken = [vectors[word] for word in ids]
    chain, backwards = spoken[0], spoken[-1]
    for vector in spoken[1:]:
        chain = join(chain, vector)
    for vector in spoken[-2::-1]:
        backwards = join(vector, backwards)
    mistakes = found | {
        "tanh is missing at the root": linear,
        "tanh belongs to every join, not only to the root": np.tanh(found["tanh is missing"]),
        "join along the tree: this is the mean of the words, which has no order": (
            np.mean(spoken, axis=0)
        ),
        "join along the tree: this is the sum of the words, which has no order": (
            np.sum(spoken, axis=0)
        ),
        "join along the tree: this reads the words as a chain, from left to right": chain,
        "join along the tree: this reads the words as a chain, from right to left": backwards,
        "join along the tree that you are given: this cuts the words in halves": halved(spoken),
        "join along the tree: the words between the first and the last count too": (
            join(spoken[0], spoken[-1]) if words > 1 else h
        ),
        "join the children: this is the vector of the first word": spoken[0],
        "join the children: this is the vector of the last word": spoken[-1],
        "one vector of shape (d,), not a matrix": h[None],
        "one vector of shape (d,), not a column": h[:, None],
        "the vector of the root, not its mean": float(h.mean()),
        "h has d numbers, not those of both children": np.concatenate([h] * 2),
    }
    kind = "one word" if words == 1 else f"a tree of {words} words"
    asks = f"{size} numbers, the vector of {kind}"
    return Case((tree, vectors, weights, bias), h, asks, mistakes)


def _joins(weights, bias):
    """The right join of two vectors, a Keras layer, and {hint: join of those who make this mistake}."""
    from keras import layers

    size = len(bias)
    dense = layers.Dense(size, activation="tanh")
    dense.build((1, 2 * size))
    dense.set_weights([weights.T, bias])

    def join_right(left, right):
        return np.asarray(dense(np.concatenate([left, right])[None]))[0]

    def product(left, right):
        return weights @ np.concatenate([left, right])

    def with_both(join):
        return lambda left, right: join(np.concatenate([left, right]))

    first, second = weights[:, :size], weights[:, size:]
    return join_right, {
        WORDS_SQUASHED: lambda left, right: np.tanh(product(left, right) + bias),
        ROW_BEFORE: lambda left, right: np.tanh(product(left, right) + bias),
        "the left child comes first in [left; right]": (
            lambda left, right: np.tanh(product(right, left) + bias)
        ),
        "the left child as a whole comes first in [left; right]: yours take turns, number by number": (
            lambda left, right: np.tanh(weights @ np.ravel([left, right], order="F") + bias)
        ),
        "tanh is missing": lambda left, right: product(left, right) + bias,
        "tanh once for each join, not twice": (
            lambda left, right: np.tanh(np.tanh(product(left, right) + bias))
        ),
        "the bias is missing": lambda left, right: np.tanh(product(left, right)),
        "add the bias once, not once for each child": (
            lambda left, right: np.tanh(product(left, right) + 2 * bias)
        ),
        "add the bias, do not subtract it": lambda left, right: np.tanh(
            product(left, right) - bias
        ),
        "add the bias inside tanh": lambda left, right: np.tanh(product(left, right)) + bias,
        "tanh, not the sigmoid": lambda left, right: 1 / (1 + np.exp(-product(left, right) - bias)),
        "tanh, not relu": lambda left, right: np.maximum(product(left, right) + bias, 0),
        "tanh of the whole sum: this adds a tanh for each child": (
            lambda left, right: np.tanh(first @ left) + np.tanh(second @ right + bias)
        ),
        "tanh of the whole sum: this adds a tanh for each child, with the bias in each": (
            lambda left, right: np.tanh(first @ left + bias) + np.tanh(second @ right + bias)
        ),
        "each child has its own half of W: yours have the first half both": (
            lambda left, right: np.tanh(first @ (left + right) + bias)
        ),
        "each child has its own half of W: yours have the second half both": (
            lambda left, right: np.tanh(second @ (left + right) + bias)
        ),
        "each child has its own half of W: do not add the children first": (
            lambda left, right: np.tanh(product(left + right, left + right) + bias)
        ),
        "the second half of W takes the right child: yours takes the left one twice": (
            lambda left, right: np.tanh(product(left, left) + bias)
        ),
        "the first half of W takes the left child: yours takes the right one twice": (
            lambda left, right: np.tanh(product(right, right) + bias)
        ),
        "the right child counts too: yours is made from the left one alone": (
            lambda left, right: np.tanh(first @ left + bias)
        ),
        "the left child counts too: yours is made from the right one alone": (
            lambda left, right: np.tanh(second @ right + bias)
        ),
        "W has a row for each number of h: multiply W by [left; right], do not reshape it": (
            with_both(lambda both: np.tanh(both @ weights.reshape(2 * size, size) + bias))
        ),
        "the mean of the children forgets W": lambda left, right: (left + right) / 2,
        "multiply by W: this is tanh of the sum of the children": (
            lambda left, right: np.tanh(left + right + bias)
        ),
    }


def _pairs(tree):
    """All pairs in a tree."""
    if isinstance(tree, tuple):
        yield tree
        for child in tree:
            yield from _pairs(child)


def _words(tree):
    return [word for pair in _pairs(tree) for word in pair if isinstance(word, int)] or [tree]


compose = Check(
    "compose",
    2,
    _cases,
    # float32 rounds each product and each tanh by 6e-8; a join hands on its children's errors, up to twice
    # as large, and some trees lean over eight joins
    tolerance=Tolerance(1e-5, absolute=1e-5),
    axes=("number",),
    corners={
        "the tree is one word": lambda tree, *arrays: isinstance(tree, int),
        "the tree is a pair of words": lambda tree, *arrays: len(_words(tree)) == 2,
        "a child is a pair": lambda tree, *arrays: len(_words(tree)) > 2,
        "a left child is a pair": lambda tree, *arrays: any(
            isinstance(left, tuple) for left, _ in _pairs(tree)
        ),
        "a right child is a pair": lambda tree, *arrays: any(
            isinstance(right, tuple) for _, right in _pairs(tree)
        ),
        "both children of the root are pairs": lambda tree, *arrays: (
            isinstance(tree, tuple) and all(isinstance(child, tuple) for child in tree)
        ),
        "a word occurs twice": lambda tree, *arrays: len(set(_words(tree))) < len(_words(tree)),
        "word 0 occurs": lambda tree, *arrays: 0 in _words(tree),
        "the last of the words with a vector occurs": lambda tree, vectors, *others: (
            len(vectors) - 1 in _words(tree)
        ),
        "d is 1": lambda tree, vectors, weights, bias: len(bias) == 1,
    },
    seconds=20.0,
)
