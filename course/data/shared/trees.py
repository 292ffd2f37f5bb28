"""Sentences as binary trees with a label at every node, and their form in brackets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from course.errors import CourseError

LABELS = ("very negative", "negative", "neutral", "positive", "very positive")  # 0 to 4, as in SST
NEUTRAL = 2
PARTS = re.compile(r"[()]|[^() \t\r\n]+")  # other spaces belong to a word: SST has some in "8 1/2"
DEEPEST = 400  # levels; Python's own recursion ends at 1,000


class Tree(NamedTuple):
    """A word, or two trees side by side.

    Attributes:
        label: int 0 to 4, see LABELS.
        word: str if this is a leaf, else None.
        left, right: Trees if this is not a leaf, else None.
    """

    label: int
    word: str | None = None
    left: "Tree | None" = None
    right: "Tree | None" = None

    @property
    def words(self) -> list[str]:
        """The sentence, a word a leaf."""
        found, waiting = [], [self]
        while waiting:  # without recursion: several times as fast
            node = waiting.pop()
            if node.word is None:
                waiting += (node.right, node.left)
            else:
                found.append(node.word)
        return found

    @property
    def depth(self) -> int:
        """Steps from the root down to the deepest leaf; 0 for a single word."""
        return 0 if self.word is not None else 1 + max(self.left.depth, self.right.depth)

    def nodes(self) -> Iterator["Tree"]:
        """Every node, children before their parent, left before right."""
        if self.word is None:
            yield from self.left.nodes()
            yield from self.right.nodes()
        yield self

    def __str__(self):
        """The tree in brackets, as the Penn Treebank and SST write it: (3 (2 not) (3 bad))."""
        inside = self.word if self.word is not None else f"{self.left} {self.right}"
        return f"({self.label} {inside})"


def parse(text):
    """Read one tree in brackets.

    Args:
        text: str, such as "(3 (2 not) (1 bad))". Words must not have brackets in them (SST writes
            -LRB- and -RRB- instead).

    Returns:
        Tree.

    Raises:
        CourseError: brackets do not match, a label is not 0 to 4, a node has not one word or two
            children, or it is deeper than DEEPEST.

    Source: Socher et al. 2013, Stanford Sentiment Treebank.
    """
    parts = PARTS.findall(text)
    open_nodes, roots = [], []  # an open node is [label, children]; a child is a word or a Tree
    for before, part in zip([None, *parts], parts, strict=False):
        if part == "(":
            if len(open_nodes) == DEEPEST:
                raise CourseError(f"deeper than {DEEPEST} levels")
            open_nodes.append([None, []])
        elif not open_nodes:
            raise CourseError(f"expected an opening bracket, found {part[:40]!r}")
        elif part == ")":
            label, children = open_nodes.pop()
            node = _node(label, children)
            (open_nodes[-1][1] if open_nodes else roots).append(node)
        elif before == "(":
            open_nodes[-1][0] = _label(part)
        else:
            open_nodes[-1][1].append(part)
    if open_nodes:
        raise CourseError(f"{len(open_nodes)} brackets are not closed")
    if len(roots) != 1:
        raise CourseError(f"expected one tree, found {len(roots)}")
    return roots[0]


def plant(nested, label=NEUTRAL):
    """A tree from nested pairs of words, such as (("not", "bad"), "."), with one label at every node.

    Args:
        nested: str, or a pair of what can be planted.
        label: int 0 to 4; that of a tree whose labels nobody knows yet does not matter.

    Returns:
        Tree.

    Raises:
        ValueError: something is neither a word nor a pair.
    """
    if isinstance(nested, str):
        return Tree(label, nested)
    if not isinstance(nested, (tuple, list)) or len(nested) != 2:
        raise ValueError(f"a tree is a word or a pair of trees, got {nested!r}")
    return Tree(label, None, *(plant(child, label) for child in nested))


def _label(text):
    if text not in ("0", "1", "2", "3", "4"):
        raise CourseError(f"a label is a number from 0 to 4, found {text[:40]!r}")
    return int(text)


def _node(label, children):
    if label is None:
        raise CourseError("a bracket opens without a label")
    if [type(child) for child in children] == [str]:
        return Tree(label, children[0])
    if [type(child) for child in children] == [Tree, Tree]:
        return Tree(label, None, *children)
    raise CourseError(f"a node has one word or two trees in it, found {len(children)} parts")


class Forests(NamedTuple):
    """Trees in batches that a network composes level by level, all trees of a batch at once.

    A batch is a forest: its slots are the words of all its trees, then the nodes of height 1 (both
    children are words), of height 2 (the higher child has height 1), and so on. All batches have as
    many slots for each height as the fullest, so that the arrays are rectangular; slots left over hold
    zeros and weigh nothing.

    Attributes:
        words: int32 array (batches, words), ids; 0 in slots left over.
        children: tuple, for height 1, 2, ... an int32 array (batches, nodes of that height, 2): the
            slots of a node's left and right child.
        labels: int32 array (batches, slots), 0 to 4.
        weights: float32 array (batches, slots), 0 in slots left over, else 1.
        roots: int32 array (batches, trees), the slot of each tree's root.
    """

    words: np.ndarray
    children: tuple[np.ndarray, ...]
    labels: np.ndarray
    weights: np.ndarray
    roots: np.ndarray


def forests(trees, ids, size):
    """Put trees into batches, in their order.

    Args:
        trees: list of Tree; `size` must divide its length.
        ids: dict from a word to its id, 1 or more; a word that is not in it gets `len(ids) + 1`.
        size: trees of a batch.

    Returns:
        Forests.

    Raises:
        ValueError: there are no trees, or their number is not a multiple of `size`.
    """
    if not trees or len(trees) % size:
        raise ValueError(f"{len(trees)} trees do not fill batches of {size}")
    unknown = len(ids) + 1
    batches = [_by_height(trees[start : start + size]) for start in range(0, len(trees), size)]
    heights = range(max(len(levels) for levels, _ in batches))
    widths = [
        max(len(levels[h]) if h < len(levels) else 0 for levels, _ in batches) for h in heights
    ]
    starts = np.concatenate([[0], np.cumsum(widths)])  # the first slot of each height

    words = np.zeros((len(batches), widths[0]), "int32")
    children = tuple(np.zeros((len(batches), width, 2), "int32") for width in widths[1:])
    labels = np.zeros((len(batches), starts[-1]), "int32")
    weights = np.zeros(labels.shape, "float32")
    roots = np.zeros((len(batches), size), "int32")
    for batch, (levels, tops) in enumerate(batches):
        for height, level in enumerate(levels):
            for i, (node, *below) in enumerate(level):
                if below:
                    children[height - 1][batch, i] = [starts[h] + k for h, k in below]
                else:
                    words[batch, i] = ids.get(node.word, unknown)
            slots = slice(starts[height], starts[height] + len(level))
            labels[batch, slots] = [node.label for node, *_ in level]
            weights[batch, slots] = 1
        roots[batch] = [starts[height] + i for height, i in tops]
    return Forests(words, children, labels, weights, roots)


def _by_height(trees):
    """The nodes of some trees by height, and where their roots are.

    Returns:
        levels: a list for each height of (node, place of its left child, place of its right child), of
        (node,) for a word; a place is (height, index in that list).
        roots: list of places.
    """
    levels = []

    def put(node):
        below = () if node.word is not None else (put(node.left), put(node.right))
        height = 1 + max((height for height, _ in below), default=-1)
        if height == len(levels):
            levels.append([])
        levels[height].append((node, *below))
        return height, len(levels[height]) - 1

    roots = [put(tree) for tree in trees]
    return levels, roots
