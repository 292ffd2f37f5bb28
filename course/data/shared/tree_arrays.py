"""Trees as pairs of ids and as arrays, for a program that joins their nodes itself."""

import random

import numpy as np

from course.data.shared.trees import NEUTRAL, Tree


def as_pairs(tree, ids):
    """A tree as nested pairs of ids: "not bad ." may become ((5, 3), 2).

    Args:
        tree: course.data.shared.trees.Tree.
        ids: dict from a word to its id; every word of the tree is in it.

    Returns:
        int, or a tuple of two such trees.

    Raises:
        KeyError: a word has no id.
    """
    if tree.word is not None:
        return ids[tree.word]
    return as_pairs(tree.left, ids), as_pairs(tree.right, ids)


def numbered(trees, ids):
    """All nodes of some trees in one row, tree after tree, children before their parent.

    Args:
        trees: list of course.data.shared.trees.Tree.
        ids: dict from a word to its id; every word is in it.

    Returns:
        left, right: int arrays (nodes,), the places of a node's children, -1 for a word.
        words: int array (nodes,), the id of a word, 0 for other nodes.
        roots: int array (trees,), the places of the trees' roots.

    Raises:
        KeyError: a word has no id.
    """
    children, words, roots = [], [], []
    for tree in trees:
        parentless = []  # places of nodes whose parent is still to come
        for node in tree.nodes():
            pair = [-1, -1] if node.word is not None else [parentless.pop(-2), parentless.pop()]
            parentless.append(len(words))
            children.append(pair)
            words.append(0 if node.word is None else ids[node.word])
        roots += parentless
    left, right = np.array(children).T
    return left, right, np.array(words), np.array(roots)


def random_trees(trees, *, seed):
    """The same words in the same order, joined along trees that are drawn at random.

    Args:
        trees: list of course.data.shared.trees.Tree.
        seed: int.

    Returns:
        list of Tree; each has the label of the one whose words it has at its root, and is neutral elsewhere.
    """
    rng, drawn = random.Random(seed), []
    for tree in trees:
        nodes = [Tree(NEUTRAL, word) for word in tree.words]
        while len(nodes) > 1:
            place = rng.randrange(len(nodes) - 1)
            nodes[place : place + 2] = [Tree(NEUTRAL, None, *nodes[place : place + 2])]
        drawn.append(nodes[0]._replace(label=tree.label))
    return drawn


class Joining:
    """F(left, right) = tanh(W [left; right] + b) for many nodes at once, which counts how often it is called.

    Args:
        weights, bias: arrays (2d, d) and (d,), as a dense layer of Keras has them.

    Attributes:
        calls: int.
    """

    def __init__(self, weights, bias):
        self.weights, self.bias, self.calls = weights, bias, 0

    def __call__(self, left, right):
        """Arrays (n, d) and (n, d) -> (n, d)."""
        self.calls += 1
        return np.tanh(np.concatenate([left, right], axis=1) @ self.weights + self.bias)


def joined_one_by_one(left, right, leaves, join):
    """The vectors of all nodes, each joined by a call of its own.

    Args:
        left, right: int arrays (nodes,), as `numbered` makes them: children come before their parent.
        leaves: float array (nodes, d), the vectors of words.
        join: function of two arrays (n, d) that returns a third.

    Returns:
        float array (nodes, d).
    """
    h = leaves.copy()
    for node in np.flatnonzero(left >= 0):
        h[[node]] = join(h[[left[node]]], h[[right[node]]])
    return h
