"""What every maker of sentences gives back."""

from typing import NamedTuple


class Pairs(NamedTuple):
    """Sentences with their translation.

    Attributes:
        source: list of str, English.
        target: list of str.
        alignment: per pair a list of (source word, target word), both as indices into the words.
        meaning: per pair a nested tuple; pairs that say the same have the same meaning.
        source_words, target_words: per pair a list of str.
    """

    source: list
    target: list
    alignment: list
    meaning: list
    source_words: list
    target_words: list
