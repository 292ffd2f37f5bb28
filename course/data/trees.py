"""Sentences as binary trees with a label at every node, and their form in brackets."""

from collections.abc import Iterator
from typing import NamedTuple

from course.errors import CourseError

LABELS = ("very negative", "negative", "neutral", "positive", "very positive")  # 0 to 4, as in SST
NEUTRAL = 2
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


def parse(text, where="the tree"):
    """Read one tree in brackets.

    Args:
        text: str, such as "(3 (2 not) (1 bad))". Words must not have brackets in them (SST writes
            -LRB- and -RRB- instead).
        where: what to call it in an error, such as "train.txt, line 7".

    Returns:
        Tree.

    Raises:
        CourseError: brackets do not match, a label is not 0 to 4, a node has not one word or two
            children, or it is deeper than DEEPEST.

    Source: Socher et al. 2013, Stanford Sentiment Treebank.
    """
    parts = text.replace("(", " ( ").replace(")", " ) ").split()
    open_nodes, roots = [], []  # an open node is [label, children]; a child is a word or a Tree
    for before, part in zip([None, *parts], parts, strict=False):
        if part == "(":
            if len(open_nodes) == DEEPEST:
                raise CourseError(f"{where}: deeper than {DEEPEST} levels")
            open_nodes.append([None, []])
        elif not open_nodes:
            raise CourseError(f"{where}: expected an opening bracket, found {part[:40]!r}")
        elif part == ")":
            label, children = open_nodes.pop()
            node = _node(label, children, where)
            (open_nodes[-1][1] if open_nodes else roots).append(node)
        elif before == "(":
            open_nodes[-1][0] = _label(part, where)
        else:
            open_nodes[-1][1].append(part)
    if open_nodes:
        raise CourseError(f"{where}: {len(open_nodes)} brackets are not closed")
    if len(roots) != 1:
        raise CourseError(f"{where}: expected one tree, found {len(roots)}")
    return roots[0]


def _label(text, where):
    if text not in ("0", "1", "2", "3", "4"):
        raise CourseError(f"{where}: a label is a number from 0 to 4, found {text[:40]!r}")
    return int(text)


def _node(label, children, where):
    if label is None:
        raise CourseError(f"{where}: a bracket opens without a label")
    if [type(child) for child in children] == [str]:
        return Tree(label, children[0])
    if [type(child) for child in children] == [Tree, Tree]:
        return Tree(label, None, *children)
    raise CourseError(
        f"{where}: a node has one word or two trees in it, found {len(children)} parts"
    )
