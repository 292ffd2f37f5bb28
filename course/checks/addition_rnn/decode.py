"""decode: turn a network's output into text.

Cases go from a text to probabilities that say it.
"""

import numpy as np

from course.checks.addition_rnn._shared import DIGITS, letters
from course.checks.base.core import Case, Check


def _likeliest(probabilities, alphabet):
    """What a case says, as its column numbers: for the corners below."""
    return probabilities.argmax(axis=1), alphabet.index(" ")


def _spaces(where):
    """A corner: whether the rows in which the space is the likeliest are so."""

    def holds(probabilities, alphabet):
        columns, space = _likeliest(probabilities, alphabet)
        return bool(where(columns == space))

    return holds


CORNERS = {
    "nothing is padded": _spaces(lambda spaces: not spaces[-1]),
    "one space is padded": _spaces(
        lambda spaces: spaces[-1] and len(spaces) > 1 and not spaces[-2]
    ),
    "several spaces are padded": _spaces(lambda spaces: len(spaces) > 1 and spaces[-2:].all()),
    "there is nothing but padding": _spaces(lambda spaces: spaces.all()),
    "the text begins with a space": _spaces(lambda spaces: spaces[0] and not spaces.all()),
    "there is a space inside the text": _spaces(
        lambda spaces: spaces[np.argmin(spaces) : len(spaces) - np.argmin(spaces[::-1])].any()
    ),
    "the text ends with a 0": lambda probabilities, alphabet: (
        "".join(alphabet[column] for column in probabilities.argmax(1)).rstrip().endswith("0")
    ),
    "there is one row": lambda probabilities, alphabet: len(probabilities) == 1,
    "there are as many rows as columns": lambda probabilities, alphabet: (
        len(probabilities) == len(alphabet)
    ),
    "there are more rows than columns": lambda probabilities, alphabet: (
        len(probabilities) > len(alphabet)
    ),
    "a character occurs twice": lambda probabilities, alphabet: (
        len(set(probabilities.argmax(1))) < len(probabilities)
    ),
    "no character has more than one half": lambda probabilities, alphabet: (
        probabilities.max() < 0.5
    ),
    "a character has more than one half": lambda probabilities, alphabet: probabilities.max() > 0.5,
    "the likeliest character is the first of the alphabet": lambda probabilities, alphabet: (
        0 in probabilities.argmax(1)
    ),
    "the likeliest character is the last of the alphabet": lambda probabilities, alphabet: (
        len(alphabet) - 1 in probabilities.argmax(1)
    ),
    "the alphabet is not in the order of sorted()": lambda probabilities, alphabet: (
        alphabet != "".join(sorted(alphabet))
    ),
}


def _cases(rng):
    shuffled = "".join(rng.permutation(list(DIGITS)))
    four = "".join(rng.permutation(["+", " ", *rng.choice(list("123456789"), 2, replace=False)]))
    x, y, z = four.replace(" ", "")
    first, second = letters(rng, 2), letters(rng, 5)
    one, other = rng.choice([c for c in first if c != " "], 2, replace=False)
    begin, end = rng.choice([c for c in second if c != " "], 2, replace=False)
    number = str(10 * rng.integers(10, 100))  # a 0 at the end is no padding
    three = "".join(rng.choice(list("0123456789"), 3))
    return [
        _case(rng, f"{number} ", DIGITS),
        _case(rng, f"{x}{y} {z}{x}{z}", four),
        _case(rng, f"{three[0]} {three[1:]}{three[0]}  ", shuffled),
        _case(rng, f" {one}{other} {one} ", first),
        _case(rng, f"  {begin} {end}{begin} ", second),
        _case(rng, f" 0{rng.integers(10, 100)} ", shuffled),
        _case(rng, f" 0{rng.integers(10, 100)} ", shuffled),
        _case(rng, "   ", shuffled),
        _case(rng, str(rng.integers(1, 10)), "".join(sorted(DIGITS))),
    ]


def _case(rng, padded, alphabet):
    ids = np.array([alphabet.index(character) for character in padded])
    probabilities = rng.dirichlet(np.full(len(alphabet), 3.0), len(ids))
    best = probabilities.argmax(axis=1)
    rows = np.arange(len(ids))
    top = probabilities[rows, best].copy()
    probabilities[rows, best] = probabilities[rows, ids]
    probabilities[rows, ids] = top  # the largest of its row, seldom above one half
    if (
        padded[-1] != " "
    ):  # the space is the least likely at the end: who takes that strips it, or does not
        least, space = probabilities[-1].argmin(), alphabet.index(" ")
        probabilities[-1, [least, space]] = probabilities[-1, [space, least]]
    lead = np.where((rows + len(ids)) % 3, 0.03, 0.7)  # and far above it in every third row
    probabilities = (1 - lead)[:, None] * probabilities + lead[:, None] * np.eye(len(alphabet))[ids]
    right = padded.rstrip()
    is_sure = probabilities[rows, ids] > 0.5

    def text(columns):
        return "".join(alphabet[column % len(alphabet)] for column in columns)

    mistakes = {
        "take the largest probability of each row, over axis 1": text(probabilities.argmax(0)),
        "that is the least likely character of every row": text(probabilities.argmin(1)).rstrip(),
        "that is the second likeliest character of every row": text(
            probabilities.argsort(axis=1)[:, -2]
        ).rstrip(),
        "the padding is left: drop the spaces on the right": padded,
        "only the padding on the right goes: use rstrip, not strip": padded.strip(),
        "the padding is on the right: use rstrip, not lstrip": padded.lstrip(),
        "only the padding on the right goes, spaces inside stay": padded.replace(" ", ""),
        "spaces inside stay: the text does not end at the first of them": padded.partition(" ")[0],
        "all the spaces on the right go, not only one": padded.removesuffix(" "),
        "the largest probability need not be above one half: no rounding": text(
            probabilities.round().argmax(1)
        ).rstrip(),
        "do not leave out a character because it is below one half": text(ids[is_sure]).rstrip(),
        "a row whose largest probability is below one half is no space": "".join(
            np.where(is_sure, list(padded), " ")
        ).rstrip(),
        "the text is backwards": right[::-1],
        "the rows are read from the last to the first, so that the padding is at the other end": (
            padded[::-1].rstrip()
        ),
        "the alphabet's first character has number 0: these are one column too far to the left": text(
            ids - 1
        ).rstrip(),
        "the alphabet's first character has number 0: these are one column too far to the right": text(
            ids + 1
        ).rstrip(),
        "keep the alphabet's own order: sorted() changes it": "".join(
            sorted(alphabet)[column] for column in ids
        ).rstrip(),
        "these are column numbers: look each up in the alphabet": ids,
        "join the characters into one string": list(padded),
        "join the characters into one string after stripping": list(right),
        "join the characters with nothing between them": " ".join(padded).rstrip(),
        "keep every character up to the padding: its last one is missing": right[:-1],
    }
    asks = f"the likeliest character of each of {len(ids)} rows, without the padding"
    return Case((probabilities.astype("float32"), alphabet), right, asks, mistakes)


decode = Check("decode", 1, _cases, corners=CORNERS)
