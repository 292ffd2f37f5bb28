"""levels: the vectors of all nodes of some trees, level by level.

Many trees at once; every node's vector is known when the node is made.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


class Composition:
    """F(left, right) of many nodes at once, (n, d) and (n, d) -> (n, d), which counts its calls.

    Args:
        weights, bias: arrays (d, 2d) and (d,).
        calls: how often it may be called.
    """

    def __init__(self, weights, bias, calls):
        self.weights, self.bias, self.calls, self.left = weights, bias, calls, calls

    def __call__(self, left, right):
        left, right = np.asarray(left), np.asarray(right)
        size = len(self.bias)
        if left.ndim != 2 or left.shape != right.shape or left.shape[1] != size:
            raise ValueError(
                f"combine takes two arrays (nodes, {size}), got the shapes {left.shape} and {right.shape}"
            )
        if not len(left):
            raise ValueError("combine was called without nodes: stop when all are done")
        if not self.left:
            raise ValueError(
                f"combine was called more than {self.calls} times: join all nodes that are ready in one call"
            )
        self.left -= 1
        return np.tanh(np.concatenate([left, right], axis=1) @ self.weights.T + self.bias)

    def __repr__(self):
        return "combine"


def _cases(rng):
    return [
        _case(rng, words=[3], size=2),
        _case(rng, words=[5, 2, 8], size=3),
        _case(rng, words=[9, 1, 4, 6], size=2, silent=True, last="root"),
        _case(rng, words=[2, 1, 2], size=1, last="root"),
        _case(rng, words=[7], size=3, last="root, in order"),
        _case(rng, words=[25, 20, 4], size=4, silent=True, last="root"),
    ]


def _case(rng, words, size, silent=False, last="word"):
    """Nodes get their numbers at random, so parents can come before children.

    words: of each tree. silent: whether one word's vector is all zeros. last: whether the node with the last
    number, which -1 finds, is the root of the last tree or a word; if it is a word, node 0 is that root. In
    order means that children come first, in trees that lean to the left.
    """
    weights = (rng.normal(size=(size, 2 * size)) * 0.8).astype("float32")
    bias = rng.uniform(0.2, 0.6, size) * rng.choice([-1, 1], size)
    bias = bias.astype("float32")
    count = sum(2 * number - 1 for number in words)
    between = rng.permutation(np.arange(1, count - 1)).tolist()
    numbers = {
        "root": [0, *between, count - 1],
        "root, in order": range(count),
        "word": [count - 1, *between, 0],
    }
    numbers = iter(numbers[last])
    left, right = np.full(count, -1), np.full(count, -1)
    leaves, vectors, from_zeros, means = np.zeros((4, count, size), "float32")
    once = np.zeros((count, size), "float32")  # every node joined at once, before its children were
    heights, roots = np.zeros(count, int), []
    free = Composition(weights, bias, calls=10**9)
    for number in words:
        forest = []
        for _ in range(number):
            node = next(numbers)
            if not (silent and forest == []):
                leaves[node] = rng.normal(size=size)
            vectors[node] = means[node] = leaves[node]
            forest.append(node)
        while len(forest) > 1:
            place = 0 if "in order" in last else int(rng.integers(len(forest) - 1))
            node, (one, other) = next(numbers), forest[place : place + 2]
            left[node], right[node] = one, other
            heights[node] = 1 + max(heights[one], heights[other])
            vectors[node] = free(vectors[[one]], vectors[[other]])[0]
            from_zeros[node] = free(from_zeros[[one]], from_zeros[[other]])[0]
            once[node] = free(leaves[[one]], leaves[[other]])[0]
            means[node] = (means[one] + means[other]) / 2
            forest[place : place + 2] = [node]
        roots += forest
    inner, tallest = left >= 0, int(heights.max())
    once[~inner] = leaves[~inner]

    def vectors_after(times, first=left, second=right, words_stay=True):
        """All nodes joined, again and again."""
        h = leaves
        for _ in range(times):
            joined = free(h[first], h[second])
            h = np.where(inner[:, None], joined, leaves) if words_stay else joined
        return h

    def vectors_by_rounds(ready_when):  # nodes joined in rounds, chosen by another rule
        h, done = leaves.copy(), ~inner
        while not done.all():
            ready = ready_when(done)
            h[ready] = free(h[left[ready]], h[right[ready]])
            done = done | ready
        return h

    mistakes = {
        "left and right are swapped": vectors_after(tallest, right, left),
        "where a child is no word, yours is joined from the zeros in `leaves`: take the vector that its own "
        "children were joined to": once,
        "begin with the vectors of the words: yours are joined from zeros": from_zeros,
        "begin with the vectors of the words: yours are joined from zeros (and words keep them)": np.where(
            inner[:, None], from_zeros, leaves
        ),
        "one more round: the highest nodes were joined before their children were done": (
            vectors_after(tallest - 1)
        ),
        "a node can be joined only when both of its children are done, not one of them": vectors_by_rounds(
            lambda done: ~done & (done[left] | done[right])
        ),
        "words keep their vectors: join only what is not done (-1 finds the last node)": vectors_by_rounds(
            lambda done: done[left] & done[right]
        ),
        "the highest nodes still have no vector: one more level": np.where(
            (heights < tallest)[:, None], vectors, 0
        ),
        "only the nodes right above two words are done: go on": np.where(
            (heights <= 1)[:, None], vectors, 0
        ),
        "words keep their vectors: -1 means that there are no children": vectors_after(
            tallest, words_stay=False
        ),
        "words keep their vectors, and one call does not join all": vectors_after(
            1, words_stay=False
        ),
        "words keep their vectors: do not set them to 0": vectors * inner[:, None],
        "the second argument of combine is the right child": vectors_after(tallest, left, left),
        "the first argument of combine is the left child": vectors_after(tallest, right, right),
        "nothing was joined: inner nodes need a vector": leaves,
        "join with combine, not by the mean": means,
        "the vectors of all nodes, not only of the roots": vectors[sorted(roots)],
        "the vectors of all nodes, not only of inner nodes": vectors[inner],
        "the vectors of all nodes, not only of words": vectors[~inner],
        "the vectors of all nodes, not only of node 0": vectors[0],
        "the vectors of all nodes, not only of the last": vectors[-1],
        "a row for each node": vectors.T,
        "row i is node i: yours are sorted by height": vectors[np.argsort(heights, kind="stable")],
        "combine has tanh in it already": np.where(inner[:, None], np.tanh(vectors), leaves),
        "put the result of combine in the node's row, do not add it up with the children": (
            np.where(inner[:, None], vectors + vectors[left] + vectors[right], vectors)
        ),
    }  # fmt: skip
    trees = "tree" if len(words) == 1 else "trees"
    asks = (
        f"{count} vectors of {size} numbers, for {len(words)} {trees}, with at most {tallest} calls"
    )
    places = {
        "in the rows of words": ~inner,
        "in the rows of nodes that have children": inner,
        "in the rows of roots": np.isin(np.arange(count), roots),
        "in the rows of nodes that join two words": heights == 1,
        "in the rows of nodes that have a child with children": heights > 1,
        "in the rows of the highest nodes": heights == tallest,
    }
    places = {name: np.broadcast_to(at[:, None], vectors.shape) for name, at in places.items()}
    inputs = (left, right, leaves, Composition(weights, bias, tallest))
    return Case(inputs, vectors, asks, mistakes, places)


def _lonely_words(left, right):
    return np.setdiff1d(np.flatnonzero(left < 0), [*left, *right])


levels = Check(
    "levels",
    3,
    _cases,
    # as in compose: joins hand on rounding errors of 6e-8, and the highest tree has a dozen levels
    tolerance=Tolerance(1e-5, absolute=1e-5),
    axes=("node", "number"),
    corners={
        "there is one tree": lambda left, *others: len(left) - 2 * (left >= 0).sum() == 1,
        "a tree is one word": lambda left, right, *others: len(_lonely_words(left, right)),
        "every node comes after its children": lambda left, right, *others: (
            np.maximum(left, right) < np.arange(len(left))
        ).all(),
        "a node has a child with a higher number": lambda left, right, *others: (
            np.maximum(left, right) > np.arange(len(left))
        ).any(),
        "a node has a child that is no word": lambda left, *others: (
            left[left[left >= 0]] >= 0
        ).any(),
        "node 0 is a root": lambda left, right, *others: 0 not in {*left, *right},
        "the last node is a word": lambda left, *others: left[-1] < 0,
        "the last node is no word": lambda left, *others: left[-1] >= 0,
        "combine may be called once": lambda left, right, leaves, combine: combine.calls == 1,
        "d is 1": lambda left, right, leaves, combine: leaves.shape[1] == 1,
        "a word's vector is all zeros": lambda left, right, leaves, combine: (
            not leaves[left < 0].any(axis=1).all()
        ),
    },
)
