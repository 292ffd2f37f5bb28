"""encode: turn a text into one-hot rows.

Cases go from a text and its column numbers to the matrix.
"""

import numpy as np

from course.checks.addition_rnn._shared import DIGITS
from course.checks.base.core import Case, Check


def _cases(rng):
    shuffled = "".join(rng.permutation(list(DIGITS)))
    return [
        _case("".join(rng.choice(list("0123456789+"), 6)), DIGITS, length=7),
        _case("".join(rng.choice(list("0123456789+"), 4)), DIGITS, length=4),
        _case("".join(rng.choice(list("0123456789+"), 2)), shuffled, length=9),
        _case(" aB b", "ab ABc", length=8),
    ]


def _case(text, alphabet, length):
    size, used = len(alphabet), len(text)
    columns = [alphabet.index(character) for character in text]
    space = alphabet.index(" ")
    right = np.zeros((length, size), "float32")
    right[np.arange(used), columns] = 1
    unpadded = right[:used].copy()
    right[used:, space] = 1
    zeros, last = right.copy(), right.copy()
    zeros[used:] = 0
    last[used:] = np.eye(size)[-1]
    mistakes = {
        "rows are characters in reading order, columns are the alphabet: transpose it": right.T,
        "pad on the right: the text starts at row 0": np.roll(right, length - used, axis=0),
        "the text is backwards": right[::-1],
        "only the text is backwards": np.concatenate([right[:used][::-1], right[used:]]),
        "a space is a character too: each padding row needs its 1 in the space's column": zeros,
        "the space is not the last character of every alphabet": last,
        "pad the text with spaces to `length` characters first": unpadded,
        "these are column numbers: each should become a row with a single 1": right.argmax(1),
        "columns count from 0": np.roll(right, 1, axis=1),
        "keep the alphabet's own order: sorted() and set() change it": right[
            :, np.argsort(list(alphabet))
        ],
        "one text makes one matrix: no axis for a batch": right[None],
        "the 1s and 0s are swapped": 1 - right,
    }
    asks = f"shape {right.shape}, one 1 in every row, spaces after the text"
    return Case((text, alphabet, length), right, asks, mistakes)


encode = Check("encode", 1, _cases)
