"""Putting trees together: a label at every node, from the labels of its parts.

Inside the grammar an opinion is a number from -2 (very negative) to 2; a tree's label is 2 more.
"""

from course.data.shared.trees import NEUTRAL, Tree

VOWELS = tuple("aeiou")


def leaf(word, opinion=0):
    """A word with its own opinion."""
    return Tree(opinion + NEUTRAL, word)


def opinion(tree):
    """What a tree says, from -2 to 2."""
    return tree.label - NEUTRAL


def sign(number):
    """-1, 0 or 1."""
    return (number > 0) - (number < 0)


def denied(number):
    """The opinion under a negation: not superb is just negative, and so is not good."""
    return -sign(number)


def doubled(number):
    """The opinion in its strong form: very dull."""
    return 2 * sign(number)


def join(left, right, says=None):
    """Two trees side by side.

    Args:
        left, right: Trees.
        says: the opinion of both together. By default the stronger one of the two, which must not
            contradict each other: a word that turns or decides (not, but) needs its own rule.

    Raises:
        ValueError: one is positive, the other negative, and `says` is not given.
    """
    if says is None:
        parts = opinion(left), opinion(right)
        if min(parts) < 0 < max(parts):
            raise ValueError(f"opposite opinions need a rule: {left} and {right}")
        says = max(parts, key=abs)
    return Tree(says + NEUTRAL, None, left, right)


def phrase(*parts, says=None):
    """Trees or words in a row, branching to the right; words as str have no opinion.

    Args:
        parts: Trees and str; a str with spaces is a phrase of its own.
        says: opinion of the whole, or None as in `join`.
    """
    first, *rest = (_as_tree(part) for part in parts)
    if not rest:
        return first if says is None else first._replace(label=says + NEUTRAL)
    return join(first, phrase(*rest), says)


def _as_tree(part):
    if isinstance(part, Tree):
        return part
    return phrase(*map(leaf, part.split())) if " " in part else leaf(part)


def with_articles(tree):
    """The tree with "an" instead of "a" before a vowel."""
    words = tree.words
    after = iter([*words[1:], ""])
    return _with_articles(tree, after)


def _with_articles(tree, after):
    if tree.word is None:
        left = _with_articles(tree.left, after)
        return tree._replace(left=left, right=_with_articles(tree.right, after))
    following = next(after)
    return tree._replace(word="an") if tree.word == "a" and following.startswith(VOWELS) else tree
