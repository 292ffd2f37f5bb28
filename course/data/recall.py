"""Rows of random letters; the question is which letter came first.

All letters are drawn from the same alphabet, the first one as well as those after it. So a net cannot learn
to look past certain symbols: it has to keep one letter and not let in the same letters later. Nothing after
the first letter tells anything about it, so guessing is right once in 26.
"""

import string
from typing import NamedTuple

import numpy as np

LETTERS = string.ascii_lowercase


class Rows(NamedTuple):
    """Rows of letters.

    Attributes:
        ids: int32 array (count, 1 + delay), places in LETTERS.
        first: int32 array (count,), the first letter of each row, which is the answer.
    """

    ids: np.ndarray
    first: np.ndarray


def rows(count, delay, *, seed):
    """Draw rows of letters, each letter independent of all others.

    Args:
        count: how many rows.
        delay: how many letters come after the first one; the answer is asked for after the last.
        seed: int.

    Returns:
        Rows.

    Raises:
        ValueError: count or delay is below 1.

    Source: the latching problem of Bengio, Simard & Frasconi 1994 and the noise-free long time lag tasks of
    Hochreiter & Schmidhuber 1997, in one.
    """
    if count < 1 or delay < 1:
        raise ValueError(f"count and delay must be at least 1, got {count} and {delay}")
    rng = np.random.default_rng(seed)
    ids = rng.integers(0, len(LETTERS), (count, 1 + delay), dtype="int32")
    return Rows(ids, ids[:, 0].copy())


def text_of(ids):
    """One row of ids as text: [2, 0, 1] -> "cab"."""
    return "".join(LETTERS[number] for number in ids)
