"""position-encoding: the factors of the words of a sentence.

The right answer is the formula with both distances doubled to whole numbers, one number after the other.
"""

import numpy as np

from course.checks.base.compare import Tolerance, differs
from course.checks.base.core import Case, Check
from course.checks.memory._shared import all_quiet

# float32: a handful of roundings of numbers up to 2, which may cancel to 0
ROUNDING = Tolerance(relative=0.0, absolute=2e-6)


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    few, more = size(3, 5), size(7, 12)
    return [
        _case(2, 4),
        _case(few, more),
        _case(more, few),
        _case(*[size(4, 60)] * 2),
        _case(*[size(4, 60)] * 2),
        _case(2 * size(2, 5) + 1, 2 * size(6, 9)),
        _case(2 * size(2, 5), 2 * size(6, 9) + 1),
        _case(2 * size(2, 20) + 1, 2 * size(6, 30) + 1),
        _case(2 * size(21, 30) + 1, 2 * size(2, 20) + 1),
        _case(2 * size(2, 20), 2 * size(21, 30)),
        _case(2 * size(21, 30), 2 * size(2, 20)),
        _case(1, size(5, 300)),
        _case(1, size(5, 300)),
        _case(size(5, 300), 1),
        _case(size(5, 300), 1),
        _case(1, 1),
        _case(size(20, 40), size(50, 99)),
        _case(size(100, 150), 2),
    ]


def _case(words, width):
    right = np.zeros((words, width))
    for word in range(words):
        for number in range(width):
            # twice the distance to the middle, of both
            far = (2 * word + 1 - words) * (2 * number + 1 - width)
            right[word, number] = 1 + far / (words * width)
    asks = f"factors of shape {right.shape}"
    return Case((words, width), right, asks)


def _grid(words, width, first=1):
    """Numbers of words as a column, numbers of places as a row, and how many there are of each."""
    j, k = first + np.arange(words, dtype=float)[:, None], first + np.arange(width, dtype=float)
    return j, k, float(words), float(width)


def _by(formula, first=1):
    """The mistaken answer by another formula of (j, k, J, d)."""

    def answer(words, width):
        return formula(*_grid(words, width, first)) + np.zeros((words, width))

    return answer


def _far(j, k, words, width):
    return (k - (width + 1) / 2) * (j - (words + 1) / 2)


def _right(j, k, words, width):
    return 1 + 4 * _far(j, k, words, width) / (words * width)


MISTAKES = {
    "words and numbers are counted from 1, not from 0": _by(_right, first=0),
    "words are counted from 1, not from 0": _by(lambda j, k, n, d: _right(j - 1, k, n, d)),
    "the numbers of a vector are counted from 1, not from 0": _by(
        lambda j, k, n, d: _right(j, k - 1, n, d)
    ),
    "a row for each word, a column for each number": lambda words, width: (
        _by(_right)(words, width).T
    ),
    "the formula begins with 1 +": _by(lambda j, k, n, d: _right(j, k, n, d) - 1),
    "last numbers hear more of last words: 1 plus the product, not 1 minus it, and words in their order": _by(
        lambda j, k, n, d: 2 - _right(j, k, n, d)
    ),
    "the factor 4 is missing": _by(lambda j, k, n, d: 1 + _far(j, k, n, d) / (n * d)),
    "the factor is 4, not 2": _by(lambda j, k, n, d: 1 + 2 * _far(j, k, n, d) / (n * d)),
    "the product is divided by d J": _by(lambda j, k, n, d: 1 + 4 * _far(j, k, n, d)),
    "the product is divided by d J: J is missing": _by(
        lambda j, k, n, d: 1 + 4 * _far(j, k, n, d) / d
    ),
    "the product is divided by d J: d is missing": _by(
        lambda j, k, n, d: 1 + 4 * _far(j, k, n, d) / n
    ),
    "the product is divided by d and by J: 4 / d J in Python multiplies by J": _by(
        lambda j, k, n, d: 1 + 4 / d * n * _far(j, k, n, d)
    ),
    "the 1 stands by itself: it is not divided by d J": _by(
        lambda j, k, n, d: (1 + 4 * _far(j, k, n, d)) / (n * d)
    ),
    "1 is added to the product: (1 + 4) is another thing": _by(
        lambda j, k, n, d: 5 * _far(j, k, n, d) / (n * d)
    ),
    "(1 + 4 / (d J)) is another thing: multiply before you add": _by(
        lambda j, k, n, d: (1 + 4 / (n * d)) * _far(j, k, n, d)
    ),
    "both middles are half of a number plus 1: the 1 is missing": _by(
        lambda j, k, n, d: 1 + 4 * (k - d / 2) * (j - n / 2) / (n * d)
    ),
    "the middle of the words is (J + 1) / 2": _by(
        lambda j, k, n, d: 1 + 4 * (k - (d + 1) / 2) * (j - n / 2) / (n * d)
    ),
    "the middle of the numbers is (d + 1) / 2": _by(
        lambda j, k, n, d: 1 + 4 * (k - d / 2) * (j - (n + 1) / 2) / (n * d)
    ),
    "the whole of d + 1 is halved, and of J + 1: brackets are missing": _by(
        lambda j, k, n, d: 1 + 4 * (k - d + 1 / 2) * (j - n + 1 / 2) / (n * d)
    ),
    "the middles are half of the way, not the end": _by(
        lambda j, k, n, d: 1 + 4 * (k - (d + 1)) * (j - (n + 1)) / (n * d)
    ),
    "a word's middle is that of J, a number's is that of d: they are exchanged": _by(
        lambda j, k, n, d: 1 + 4 * (k - (n + 1) / 2) * (j - (d + 1) / 2) / (n * d)
    ),
    "the two brackets are multiplied, not added": _by(
        lambda j, k, n, d: 1 + 4 * ((k - (d + 1) / 2) + (j - (n + 1) / 2)) / (n * d)
    ),
    "the distances have signs: do not take absolute values": _by(
        lambda j, k, n, d: 1 + 4 * abs(_far(j, k, n, d)) / (n * d)
    ),
    "that is the formula printed in the paper, which is another one: not around 1": _by(
        lambda j, k, n, d: (1 - j / n) - (k / d) * (1 - 2 * j / n)
    ),
    "the ends are not at 0 and 2 exactly: divide by d J, not by (d - 1) (J - 1)": _by(
        lambda j, k, n, d: 1 + 4 * _far(j, k, n, d) / max((n - 1) * (d - 1), 1)
    ),
    "the factors, not what they sum to over the words": lambda words, width: (
        _by(_right)(words, width).sum(axis=0)
    ),
    "the factors as they are: do not divide them by the number of words": _by(
        lambda j, k, n, d: _right(j, k, n, d) / n
    ),
    "the factors as they are: do not round them": _by(
        lambda j, k, n, d: np.floor(_right(j, k, n, d))
    ),
    "these are sinusoids, as the Transformer has them": lambda words, width: (
        np.sin(np.outer(np.arange(words), 1e4 ** (-np.arange(width) / width)))
    ),
    "one number per word and number of its vector: they are side by side in one row": (
        lambda words, width: _by(_right)(words, width).ravel()
    ),
    "every factor is 1: what depends on the place is missing": _by(lambda j, k, n, d: 1.0),
}  # fmt: skip


def _differs(value, expected, tolerance):
    """As `differs`; says as well what is known of the right factors and does not hold."""
    text = differs(value, expected, tolerance)
    if not text or np.shape(value) != np.shape(expected):
        return text
    value = np.asarray(value, float)
    is_off = [abs(value.mean(axis=axis) - 1).max() > 1e-3 for axis in (0, 1)]
    if is_off[0]:
        return f"{text}: over all words, each number's factors are expected to have the mean 1"
    if is_off[1]:
        return f"{text}: over all numbers, each word's factors are expected to have the mean 1"
    if np.ptp(value) < np.ptp(expected) - 1e-3:
        return f"{text}: factors are expected to be further away from 1"
    if np.ptp(value) > np.ptp(expected) + 1e-3:
        return f"{text}: factors are expected to be nearer to 1"
    return text


position_encoding = Check(
    "position-encoding",
    1,
    _cases,
    compare=_differs,
    tolerance=ROUNDING,
    mistakes=all_quiet(MISTAKES),
    corners={
        "there is one word": lambda words, width: words == 1,
        "a vector has one number": lambda words, width: width == 1,
        "there are as many words as numbers": lambda words, width: words == width > 1,
        "there are more words than numbers": lambda words, width: words > width,
        "there are fewer words than numbers": lambda words, width: words < width,
        "the number of words is even": lambda words, width: words % 2 == 0,
        "the width is even": lambda words, width: width % 2 == 0,
        "both are odd": lambda words, width: words % 2 == width % 2 == 1,
        "there are more than 50 words": lambda words, width: words > 50,
        "the width is above 20": lambda words, width: width > 20,
    },
    axes=("word", "number"),
)
