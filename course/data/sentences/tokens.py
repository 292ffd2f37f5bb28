"""Words with the roles that they express, which is how two languages find each other's words."""

from functools import cache
from typing import NamedTuple

CLOSING = (".", "?")


class Word(NamedTuple):
    """One word of a sentence.

    Attributes:
        text: as written.
        roles: frozenset of str, the parts of the meaning that it stands for, such as "object.noun".
    """

    text: str
    roles: frozenset


def say(text, *roles):
    """The words of an expression (spaces written as underscores), all with the same roles."""
    return list(_said(text, roles))


@cache  # a few thousand: one word is said in few roles
def _said(text, roles):
    return tuple(Word(part, frozenset(roles)) for part in text.split("_"))


def align(source, target):
    """Which words share a role.

    Args:
        source, target: lists of Word.

    Returns:
        list of (source index, target index).
    """
    return [
        (i, j)
        for i, word in enumerate(source)
        for j, other in enumerate(target)
        if word.roles & other.roles
    ]


def text_of(words):
    """The sentence as text: words apart by a space, nothing after an apostrophe at a word's end."""
    return " ".join(word.text for word in words).replace("' ", "'")
