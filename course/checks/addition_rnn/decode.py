"""decode: turn a network's output into text.

Cases go from a text to probabilities that say it.
"""

import numpy as np

from course.checks.addition_rnn._shared import DIGITS
from course.checks.base.core import Case, Check


def _cases(rng):
    shuffled = "".join(rng.permutation(list(DIGITS)))
    return [
        _case(rng, "7+ ", "7+ 1"),
        _case(rng, "1998", DIGITS),
        _case(rng, "4 2  ", shuffled),
        _case(rng, " AB   ", "BA "),
    ]


def _case(rng, padded, alphabet):
    ids = np.array([alphabet.index(character) for character in padded])
    probabilities = rng.dirichlet(np.full(len(alphabet), 3.0), len(ids))
    best = probabilities.argmax(axis=1)
    rows = np.arange(len(ids))
    top = probabilities[rows, best].copy()
    probabilities[rows, best] = probabilities[rows, ids]
    probabilities[rows, ids] = top  # the largest of its row, seldom above one half
    right = padded.rstrip()

    def text(columns):
        return "".join(alphabet[column % len(alphabet)] for column in columns)

    mistakes = {
        "take the largest probability of each row, over axis 1": text(probabilities.argmax(0)),
        "that is the least likely character of every row": text(probabilities.argmin(1)),
        "only the padding on the right goes: use rstrip, not strip": padded.strip(),
        "only the padding on the right goes, spaces inside stay": padded.replace(" ", ""),
        "the largest probability need not be above one half: no rounding": text(
            probabilities.round().argmax(1)
        ),
        "do not leave out a character because it is below one half": text(
            ids[probabilities[rows, ids] > 0.5]
        ),
        "the text is backwards": right[::-1],
        "the alphabet's first character has number 0": text(ids - 1).rstrip(),
        "these are column numbers: look each up in the alphabet": ids,
        "join the characters into one string": list(padded),
        "join the characters into one string after stripping": list(right),
        "keep every character up to the padding": right[:-1],
    }
    asks = f"the likeliest character of each of {len(ids)} rows, without the padding"
    return Case((probabilities.astype("float32"), alphabet), right, asks, mistakes)


decode = Check("decode", 1, _cases)
