"""encode: turn a text into one-hot rows.

Cases go from a text and its column numbers to the matrix.
"""

import numpy as np

from course.checks.addition_rnn._shared import DIGITS, letters
from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check

CORNERS = {
    "the text is empty": lambda text, alphabet, length: text == "",
    "the text fills every row": lambda text, alphabet, length: len(text) == length,
    "the text begins with a space": lambda text, alphabet, length: text[:1] == " ",
    "the text has a space inside": lambda text, alphabet, length: " " in text.strip(),
    "the text ends with a space": lambda text, alphabet, length: text[-1:] == " ",
    "a character occurs twice in the text": lambda text, alphabet, length: (
        len(set(text)) < len(text)
    ),
    "the alphabet has capital letters": lambda text, alphabet, length: alphabet != alphabet.lower(),
    "the alphabet is not in the order of sorted()": lambda text, alphabet, length: (
        alphabet != "".join(sorted(alphabet))
    ),
    "the space is the first character of the alphabet": lambda text, alphabet, length: (
        alphabet[0] == " "
    ),
    "the space is the last character of the alphabet": lambda text, alphabet, length: (
        alphabet[-1] == " "
    ),
    "the space is neither the first nor the last character of the alphabet": lambda text, alphabet, length: (
        " " in alphabet[1:-1]
    ),
    "the alphabet has two characters": lambda text, alphabet, length: len(alphabet) == 2,
    "there are as many rows as columns": lambda text, alphabet, length: len(alphabet) == length,
    "there is one row": lambda text, alphabet, length: length == 1,
}


def _cases(rng):
    first, second, third = letters(rng, 2), letters(rng, 0), letters(rng, 5)
    one, other = rng.choice([c for c in first if c.isupper()], 2, replace=False)
    begin, end = rng.choice([c for c in second if c.isupper()], 2, replace=False)
    twice, between = rng.permutation([c for c in third if c != " "])[:2]
    shuffled = "".join(rng.permutation(list(DIGITS)))
    digit = str(rng.integers(10))
    sums = [f"{rng.integers(10, 1000)}+{rng.integers(10, 100)}" for _ in range(2)]
    return [
        _case(sums[0], DIGITS, length=7),
        _case(sums[1].replace("+", "+ "), shuffled, length=len(sums[1]) + 1),
        _case(f" {one}{other} {other}", first, length=8),
        _case(f"{begin}{end}{begin} ", second, length=6),
        _case(f" {twice}{twice} {between}{twice}", third, length=9),
        _case("", "".join(rng.permutation(list(DIGITS))), length=int(rng.integers(2, 5))),
        _case(digit, "".join(rng.permutation([digit, " "])), length=1),
    ]


def _case(text, alphabet, length):
    size, used = len(alphabet), len(text)
    columns = [alphabet.index(character) for character in text]
    space = alphabet.index(" ")
    right = np.zeros((length, size), "float32")
    right[np.arange(used), columns] = 1
    written = right[:used].copy()
    right[used:, space] = 1
    is_padding = np.zeros(right.shape, bool)
    is_padding[used:] = True
    ids = right.argmax(1)

    def padded_with(column):
        return np.concatenate([written, np.eye(size)[[column] * (length - used)]])

    def filled(characters):
        return np.eye(size)[
            [alphabet.index(c) for c in characters] + [space] * (length - len(characters))
        ]

    def changed(place, value):
        matrix = right.copy()
        matrix[place] = value
        return matrix

    again = [step for step in range(length) if ids[step] in ids[:step]]
    mistakes = {
        "rows are characters in reading order, columns are the alphabet: transpose it": right.T,
        "pad on the right: the text starts at row 0": np.roll(right, length - used, axis=0),
        "everything is upside down: the first character belongs to row 0": right[::-1],
        "the text is backwards, and only the padding is where it should be": filled(text[::-1]),
        "a space is a character too: each padding row needs its 1 in the space's column": changed(
            slice(used, None), 0
        ),
        "the padding has its 1 in the last column, which is not the space's in every alphabet": (
            padded_with(-1)
        ),
        "the padding has its 1 in column 0, which is not the space's in every alphabet": padded_with(
            0
        ),
        "pad the text with spaces to `length` characters first: there is no row for the padding": written,
        "these are column numbers: each should become a row with a single 1": ids,
        "columns count from 0: each 1 is one column too far to the right": np.roll(
            right, 1, axis=1
        ),
        "columns count from 0: each 1 is one column too far to the left": np.roll(
            right, -1, axis=1
        ),
        "rows count from 0: the text begins one row too late": np.roll(right, 1, axis=0),
        "keep the alphabet's own order: sorted() changes it": right[:, np.argsort(list(alphabet))],
        "one text makes one matrix: no axis for a batch": right[None],
        "the 1s and 0s are swapped": 1 - right,
        "a character that occurs again needs a 1 there, too: index() and find() give its first place only": (
            changed(again, 0)
        ),
        "the spaces at the beginning of the text are characters, too: no strip()": filled(
            text.strip()
        ),
        "the spaces of the text are characters, too: do not remove them": filled(
            text.replace(" ", "")
        ),
        "small and capital letters are different characters: no lower()": filled(text.lower()),
        "a row of the text has a second 1, in the space's column": changed((slice(None), space), 1),
        "the last row is left out: it has no 1": changed(-1, 0),
        "a matrix with a row for each character, not one long row": right.ravel(),
    }
    asks = f"shape {right.shape}, one 1 in every row, spaces after the text"
    places = {"in the rows of the padding": is_padding, "in the rows of the text": ~is_padding}
    return Case((text, alphabet, length), right, asks, mistakes, places)


encode = Check(
    "encode",
    1,
    _cases,
    tolerance=EXACT,  # nothing but 0 and 1, which every kind of number holds
    corners=CORNERS,
    axes=("row", "column"),
)
