"""Words as numbers: texts in, ids padded on the right out."""

import re
from collections import Counter

import numpy as np

PADDING, UNKNOWN = 0, 1
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[.,]")


def split(text):
    """The words of an English text as the reviews of this course have them.

    Args:
        text: str.

    Returns:
        list of str in small letters; "isn't" is one word, full stops and commas are words, all else
        (figures, other marks) is left out.
    """
    return _WORD.findall(text.lower().replace("’", "'"))


def number(texts, most=None):
    """Give every word an id from 2 on; 0 is padding, 1 a word that is not among them.

    Args:
        texts: list of lists of str.
        most: int, to take only the most frequent words, frequent ones first; None for all of them in the
            order of the alphabet.

    Returns:
        dict from word to id.
    """
    counts = Counter(word for words in texts for word in words)
    chosen = sorted(counts) if most is None else [word for word, _ in counts.most_common(most)]
    return {word: place for place, word in enumerate(chosen, UNKNOWN + 1)}


def encode(texts, ids):
    """Texts as rows of ids, padded with 0 on the right.

    Args:
        texts: list of lists of str.
        ids: dict from word to id; a word that is not in it becomes 1.

    Returns:
        int32 array (texts, words of the longest).

    Raises:
        ValueError: there is no text, or one has no words.
    """
    if not len(texts) or not all(len(words) for words in texts):
        raise ValueError("every text needs at least one word, and there must be a text")
    rows = np.full((len(texts), max(map(len, texts))), PADDING, "int32")
    for row, words in zip(rows, texts, strict=True):
        row[: len(words)] = [ids.get(word, UNKNOWN) for word in words]
    return rows


def typed(text, ids):
    """A text that a person types, as words and as one row of ids; prints which words are not known.

    Args:
        text: str with at least one word.
        ids: dict from word to id.

    Returns:
        words: list of str; row: int32 array (1, words).

    Raises:
        ValueError: there is no word in it.
    """
    words = split(text)
    if unknown := [word for word in words if word not in ids]:
        print(f"The network has never seen: {', '.join(dict.fromkeys(unknown))}")
    return words, encode([words], ids)
