"""Sentences with their translation: how they are held, tidied, and split into seen and unseen."""

import re
import unicodedata
from typing import NamedTuple

import numpy as np

NO_WIDTH = re.compile("[\u200b\ufeff]")  # zero width space, byte order mark
SPACE_BEFORE_MARK = re.compile(r" +(?=[!?:;])")


class SentencePairs(NamedTuple):
    """Sentences and what they mean in another language.

    Attributes:
        source: list of str, English.
        target: list of str, as long as `source`; target[i] translates source[i].
        licence: str, what may be done with the sentences, and whom to credit.
    """

    source: list[str]
    target: list[str]
    licence: str


def tidy(text):
    """A sentence in the one form in which the labs write it.

    Unicode NFC. Spaces of every kind (no-break, narrow, thin, tab) become one plain space, none at the
    ends and none before ! ? : and ; whatever the language. French has a space there, but in the files
    it is sometimes U+202F, U+00A0 or U+2009, sometimes plain and sometimes left out; without it, "Va !"
    is one text instead of five.
    """
    text = " ".join(NO_WIDTH.sub("", unicodedata.normalize("NFC", text)).split())
    return SPACE_BEFORE_MARK.sub("", text)


def unseen_split(pairs, test, *, seed):
    """Hold out English sentences with all their translations, so that the test part is unseen.

    Many English sentences come with several translations, and again with other capitals or marks. A
    split of the pairs would put some of them on both sides. Here two English sentences count as one if
    they have the same letters and digits in the same order, whatever the case, marks and spaces.

    Args:
        pairs: SentencePairs.
        test: how many different English sentences to hold out; the test part has at least that many
            pairs, since a sentence takes all its translations along.
        seed: int.

    Returns:
        train, test: SentencePairs, each in the order of `pairs`, together all of them.

    Raises:
        ValueError: `test` is not between 1 and one less than the number of English sentences.
    """
    keys = [_letters(sentence) for sentence in pairs.source]
    different = list(dict.fromkeys(keys))
    if not 1 <= test < len(different):
        raise ValueError(
            f"there are {len(different)} different English sentences: hold out 1 to "
            f"{len(different) - 1} of them, got {test}"
        )
    chosen = np.random.default_rng(seed).permutation(len(different))[:test]
    held_out = {different[i] for i in chosen}

    def part(is_test):
        rows = [i for i, key in enumerate(keys) if (key in held_out) == is_test]
        return SentencePairs(
            [pairs.source[i] for i in rows], [pairs.target[i] for i in rows], pairs.licence
        )

    return part(False), part(True)


def shorter(pairs, count, characters):
    """The first pairs that are short enough.

    Args:
        pairs: SentencePairs.
        count: most pairs to return.
        characters: most characters of a sentence, in either language.

    Returns:
        SentencePairs.
    """
    rows = [
        i
        for i, sides in enumerate(zip(pairs.source, pairs.target, strict=True))
        if max(map(len, sides)) <= characters
    ][:count]
    return SentencePairs(
        [pairs.source[i] for i in rows], [pairs.target[i] for i in rows], pairs.licence
    )


def _letters(sentence):
    folded = unicodedata.normalize("NFKC", sentence).casefold()
    return "".join(character for character in folded if character.isalnum())
