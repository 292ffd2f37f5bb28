"""levels: the vectors of all nodes of some trees, level by level.

Many trees at once; every node's vector is known when the node is made.
"""

import numpy as np

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
        _case(rng, words=[9, 1, 4, 6], size=2),
        _case(rng, words=[40, 30, 50], size=4),
    ]


def _case(rng, words, size):
    """words: of each tree. Nodes get their numbers at random, so parents can come before children."""
    weights = (rng.normal(size=(size, 2 * size)) * 0.8).astype("float32")
    bias = rng.uniform(-0.6, 0.6, size).astype("float32")
    count = sum(2 * number - 1 for number in words)
    numbers = iter(rng.permutation(count).tolist())
    left, right = np.full(count, -1), np.full(count, -1)
    leaves, vectors = np.zeros((2, count, size), "float32")
    once = np.zeros((count, size), "float32")  # every node joined at once, before its children were
    means = np.zeros((count, size), "float32")
    heights, roots = np.zeros(count, int), []
    free = Composition(weights, bias, calls=10**9)
    for number in words:
        forest = []
        for _ in range(number):
            node = next(numbers)
            leaves[node] = vectors[node] = means[node] = rng.normal(size=size)
            forest.append(node)
        while len(forest) > 1:
            place = int(rng.integers(len(forest) - 1))
            node, (one, other) = next(numbers), forest[place : place + 2]
            left[node], right[node] = one, other
            heights[node] = 1 + max(heights[one], heights[other])
            vectors[node] = free(vectors[[one]], vectors[[other]])[0]
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

    in_order = leaves.copy()
    for node in np.flatnonzero(inner):
        in_order[node] = free(in_order[[left[node]]], in_order[[right[node]]])[0]
    mistakes = {
        "left and right are swapped": vectors_after(tallest, right, left),
        "one call joins only the nodes whose children are words: go on until all are done": once,
        "a node can be joined only when both of its children are done": vectors_after(max(tallest - 1, 1)),
        "a node can be joined only when both of its children are done, not one of them": vectors_by_rounds(
            lambda done: ~done & (done[left] | done[right])
        ),
        "words keep their vectors: join only what is not done (-1 finds the last node)": vectors_by_rounds(
            lambda done: done[left] & done[right]
        ),
        "a node may come before its children: the numbers do not give the order": in_order,
        "the nodes that are not yet done still have no vector: one more level": np.where(
            (heights < tallest)[:, None], vectors, 0
        ),
        "only the nodes right above words are done": np.where((heights <= 1)[:, None], vectors, 0),
        "words keep their vectors: -1 means that there are no children": vectors_after(
            tallest, words_stay=False
        ),
        "words keep their vectors, and one call does not join all": vectors_after(1, words_stay=False),
        "words keep their vectors: do not set them to 0": vectors * inner[:, None],
        "the second argument of combine is the right child": vectors_after(tallest, left, left),
        "the first argument of combine is the left child": vectors_after(tallest, right, right),
        "nothing was joined: inner nodes need a vector": leaves,
        "join with combine, not by the mean": means,
        "the vectors of all nodes, not only of the roots": vectors[sorted(roots)],
        "the vectors of all nodes, not only of inner nodes": vectors[inner],
        "the vectors of all nodes, not only of node 0": vectors[0],
        "the vectors of all nodes, not only of the last": vectors[-1],
        "a row for each node": vectors.T,
        "row i is node i: yours are sorted by height": vectors[
            np.argsort(heights, kind="stable")
        ],
        "combine has tanh in it already": np.where(inner[:, None], np.tanh(vectors), leaves),
    }  # fmt: skip
    trees = "tree" if len(words) == 1 else "trees"
    asks = (
        f"{count} vectors of {size} numbers, for {len(words)} {trees} of at most {tallest} levels"
    )
    inputs = (left, right, leaves, Composition(weights, bias, tallest))
    return Case(inputs, vectors, asks, mistakes)


levels = Check("levels", 3, _cases)
