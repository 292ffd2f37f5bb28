"""content-addressing: a softmax over rows of the strength times their cosines with a key.

The right answer is made row by row, from cosines that plain loops add up.
"""

import math

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.memory._shared import all_quiet, one_hot, soft, stable, weights_differ

# float32: a cosine is wrong by 3e-7 and an exponent by up to 20 times that, where weights are in between
ROUNDING = Tolerance(relative=2e-5, absolute=1e-7)
LARGE = 1000  # of strengths; up to 20 all rows are seen


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def strength(low, high):
        return round(float(rng.uniform(low, high)), 2)

    few, more = size(2, 5), size(6, 9)
    axis = rng.permutation(5)[:2]
    opposite = _around(rng, [-0.95, -0.6, -0.8, -0.7])
    return [
        _case(np.eye(3) * 2, np.array([1.0, 0, 0]), 1),
        _case(*_drawn(rng, more, few), strength(1, 5)),
        _case(*_drawn(rng, few, more), strength(0.1, 0.9)),
        _case(*_drawn(rng, 4, 4), strength(2, 8)),
        _case(*_drawn(rng, more, few + 1), 0),
        _case(*_drawn(rng, few + 1, 6, lengths=(0.5, 0.7)), strength(12, 20)),
        _case(*_drawn(rng, more, 3, lengths=(20, 50)), size(2, 6)),
        _case(*_around(rng, rng.permutation([0.95, 0.7, -0.5, 0.1])), LARGE),
        _case(*_around(rng, rng.permutation([0.9, 0.6, 0.3, 0])), size(720, 990)),
        _case(*opposite, strength(800, 1000)),
        _case(*_around(rng, [-0.6, -0.95, -0.8]), strength(15, 20)),
        _case(*_with_zeros(rng, more, few, rows=2), size(3, 7)),
        _case(*_with_zeros(rng, few + 2, 4, rows=1), 2),
        _case(_drawn(rng, more, few)[0], np.zeros(few), strength(3, 9)),
        _case(np.zeros((few, 5)), one_hot(axis[0], 5) * 3, strength(1, 9)),
        _case(*_drawn(rng, 1, more), strength(1, 4)),
        _case(*_line(rng, more), strength(1, 3)),
        _case(*_twice(rng, few + 1, 5), strength(4, 9)),
        _case(*_drawn(rng, 2 * more, 5), strength(10, 20)),
        _case(*_with_gaps(rng, more, few + 2), strength(2, 6)),
    ]


def _drawn(rng, rows, width, lengths=(0.5, 20)):
    """A memory and a key, whose cosines have both signs, if they can."""
    vectors = rng.normal(size=(rows + 1, width))
    known = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors *= rng.uniform(*lengths, (rows + 1, 1)) / known
    key = vectors[-1]
    if rows > 1:
        signs = np.where(vectors[:2] @ key < 0, -1, 1) * [1, -1]
        vectors[:2] *= signs[:, None]
    return vectors[:-1], key


def _around(rng, cosines):
    """Rows that have these cosines with the key, at different lengths."""
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    rows = []
    for cosine in cosines:
        angle = rng.uniform(0, 2 * math.pi)
        side = math.sqrt(1 - cosine**2)
        row = np.array([cosine, side * math.cos(angle), side * math.sin(angle)])
        rows.append(row * rng.uniform(0.6, 9))
    return np.array(rows) @ turn.T, turn[:, 0] * rng.uniform(0.6, 9)


def _with_zeros(rng, count, width, rows):
    memory, key = _drawn(rng, count, width)
    memory[rng.permutation(np.arange(1, count))[:rows]] = 0
    return memory, key


def _with_gaps(rng, count, width):
    """A memory and a key that have zeros among their numbers."""
    memory, key = _drawn(rng, count, width)
    memory *= np.arange(count)[:, None] % width != np.arange(width)
    return memory, key * (np.arange(width) > 0)


def _twice(rng, count, width):
    """A memory that has a row twice, and once more three times as long."""
    memory, key = _drawn(rng, count, width)
    row = memory[1] / np.linalg.norm(memory[1])  # whose cosine is not the best one
    memory[1] = row * 2
    return np.concatenate([memory, [row * 2, row * 6]]), key


def _line(rng, rows):
    """Rows of one number, one of which has the sign of the key."""
    sign = rng.choice([-1, 1])
    signs = np.where(np.arange(rows) == rng.integers(rows), sign, -sign)
    return (signs * rng.uniform(0.5, 9, rows))[:, None], sign * rng.uniform(0.5, 9, 1)


def _case(memory, key, strength):
    def length(vector):
        return math.sqrt(math.fsum(number * number for number in vector))

    cosines = []
    for row in memory.tolist():
        size = length(row) * length(key.tolist())
        product = math.fsum(a * b for a, b in zip(row, key.tolist(), strict=True))
        cosines.append(product / size if size else 0.0)
    heights = [math.exp(strength * (cosine - max(cosines))) for cosine in cosines]
    right = np.array([height / math.fsum(heights) for height in heights])
    asks = f"{len(right)} weights that sum to 1"
    return Case((memory, key, strength), right, asks)


def _length(vectors):
    return np.linalg.norm(vectors, axis=-1)


def _lengths(m, k):
    return _length(m) * _length(k)


def _cosines(m, k):
    sizes = _lengths(m, k)
    return m @ k / (sizes + (sizes == 0))


def _by(similarity):
    """The mistaken answer with another similarity, a function of memory and key."""
    return lambda m, k, b: stable(b * similarity(m, k))


def _scored(weights):
    """The mistaken answer with weights made of cosines and strength in another way."""
    return lambda m, k, b: weights(_cosines(m, k), b)


def _of_components(m, k, b):
    """A softmax within each row."""
    return stable(b * m * k / _lengths(m, k)[:, None])


MISTAKES = {
    "exp of a large number is infinite: take the largest score from all scores first": _scored(
        lambda c, b: soft(b * c)
    ),
    "the strength belongs inside of the softmax: it multiplies the cosines": _scored(
        lambda c, b: b * stable(c)
    ),
    "the strength multiplies the cosines: left out, or added to them, it does nothing": _scored(
        lambda c, b: stable(c)
    ),
    "the strength multiplies the cosines, it does not divide them": _scored(
        lambda c, b: stable(c / b)
    ),
    "the strength multiplies the cosines, it is no power": _scored(lambda c, b: stable(c**b)),
    "the strength multiplies the cosines: its square does not": _scored(
        lambda c, b: stable(b**2 * c)
    ),
    "the strength as it is: do not round it": _scored(lambda c, b: stable(np.floor(b) * c)),
    "a strength may be as large as 1000: it has no other limit": _scored(
        lambda c, b: stable(min(b, 20) * c)
    ),
    "a cosine divides by both lengths: this is the dot product alone": _by(lambda m, k: m @ k),
    "a cosine divides by both lengths: that of the rows is missing": _by(
        lambda m, k: m @ k / (_length(k) + (_length(k) == 0))
    ),
    "a cosine divides by both lengths: that of the key is missing": _by(
        lambda m, k: m @ k / (_length(m) + (_length(m) == 0))
    ),
    "a cosine divides by lengths, not by their squares": _by(
        lambda m, k: m @ k / (_lengths(m, k) ** 2 + (_lengths(m, k) == 0))
    ),
    "a cosine divides by the product of both lengths, not by their sum": _by(
        lambda m, k: m @ k / (_length(m) + _length(k))
    ),
    "each row has a length of its own: do not divide by that of the whole memory": _by(
        lambda m, k: m @ k / max(_length(m.ravel()) * _length(k), 1e-12)
    ),
    "a length is the root of a sum of squares: do not add up absolute values": _by(
        lambda m, k: (
            m @ k / (abs(m).sum(axis=1) * abs(k).sum() + (_lengths(m, k) == 0))
        )
    ),
    "a length is the root of a sum of squares, not of their mean": _by(
        lambda m, k: _cosines(m, k) * len(k)
    ),
    "a length goes along a row of the memory, not down its columns": lambda m, k, b: stable(
        b * ((m / _length(m.T)) @ k / _length(k))
    ),
    "a vector of zeros: 0 / 0 is no number, let its cosine be 0": _by(
        lambda m, k: m @ k / _lengths(m, k)
    ),
    "a row of zeros has a cosine of 0 and so a weight: it is not left out": lambda m, k, b: stable(
        np.where(m.any(axis=1), b * _cosines(m, k), -1e9)
    ),
    "the softmax goes over the rows, not over the numbers of a row": _of_components,
    "the softmax goes over the rows of cosines: there is one score for each row, not for each number": (
        lambda m, k, b: stable(b * m * k, axis=0)
    ),
    "those are the cosines: a softmax makes weights of them": _scored(lambda c, b: c),
    "those are scores, the strength times the cosines: a softmax makes weights of them": _scored(
        lambda c, b: b * c
    ),
    "those are powers: divide them by their sum": _scored(lambda c, b: np.exp(b * c)),
    "those are powers of what is below the best: divide them by their sum": _scored(
        lambda c, b: np.exp(b * (c - c.max()))
    ),
    "a softmax takes exp first: do not divide the scores themselves by their sum": _scored(
        lambda c, b: b * c / (b * c).sum()
    ),
    "one softmax is enough": _scored(lambda c, b: stable(stable(b * c))),
    "weights sum to 1: a softmax, not a sigmoid of each score": _scored(
        lambda c, b: 1 / (1 + np.exp(-b * c))
    ),
    "the best row does not get all of the weight": _scored(
        lambda c, b: one_hot(c.argmax(), len(c))
    ),
    "the row that is most like the key gets the most weight, not the least": _scored(
        lambda c, b: stable(-b * c)
    ),
    "a cosine below 0 counts, with its sign: do not take its absolute value": _scored(
        lambda c, b: stable(b * abs(c))
    ),
    "a cosine below 0 counts, too: do not cut it off at 0": _scored(
        lambda c, b: stable(b * np.maximum(c, 0))
    ),
    "the cosines as they are, not their squares": _scored(lambda c, b: stable(b * c**2)),
    "cosines, not distances between the key and the rows": _by(lambda m, k: -_length(m - k)),
    "cosines, not squares of distances between the key and the rows": _by(
        lambda m, k: -(_length(m - k) ** 2)
    ),
    "cosines, not angles": _by(lambda m, k: -np.arccos(np.clip(_cosines(m, k), -1, 1))),
    "cosines, not half of 1 + cosine": _scored(lambda c, b: stable(b * (1 + c) / 2)),
    "there is nothing to divide by the root of the width": _by(
        lambda m, k: _cosines(m, k) / math.sqrt(len(k))
    ),
    "do not take the mean of the key from it: that is a correlation, not a cosine": _by(
        lambda m, k: _cosines(m - m.mean(axis=1, keepdims=True), k - k.mean())
    ),
    "the strength multiplies the cosines, it is no power of the weights": _scored(
        lambda c, b: stable(c) ** b
    ),
    "the strength as it is: no softplus": _scored(lambda c, b: stable(np.logaddexp(0, b) * c)),
    "a score may be as large as 1000: take the largest away, do not cut off": _scored(
        lambda c, b: stable(np.minimum(b * c, 20))
    ),
    "divide the powers by their sum, not by their length": _scored(
        lambda c, b: stable(b * c) / _length(stable(b * c))
    ),
    "the weights, not what a head reads with them": lambda m, k, b: stable(b * _cosines(m, k)) @ m,
    "only exp(strength * cosine) of row i over that of all rows: no further factor": _scored(
        lambda c, b: c * stable(b * c)
    ),
    "e is the base of the powers, not 2": _scored(lambda c, b: stable(b * c * math.log(2))),
} | {
    f"what you add to the divisor is too much: at most 1e-8, not {small:g}": _by(
        lambda m, k, small=small: m @ k / (_lengths(m, k) + small)
    )
    for small in (1, 0.1, 0.01, 1e-3, 1e-4)
}  # fmt: skip


content_addressing = Check(
    "content-addressing",
    2,
    _cases,
    compare=weights_differ,
    tolerance=ROUNDING,
    mistakes=all_quiet(MISTAKES),
    corners={
        "the strength is 0": lambda m, k, b: b == 0,
        "the strength is below 1": lambda m, k, b: b < 1,
        "the strength is above 0, but below 1": lambda m, k, b: 0 < b < 1,
        "the strength is above 700": lambda m, k, b: b > 700,
        "the strength is a whole number": lambda m, k, b: b == int(b),
        "a row is all 0": lambda m, k, b: not m.any(axis=1).all(),
        "a row or the key is all 0": lambda m, k, b: not (m.any(axis=1).all() and k.any()),
        "the memory is all 0": lambda m, k, b: not m.any(),
        "the key is all 0": lambda m, k, b: not k.any(),
        "some numbers of the key are 0": lambda m, k, b: k.any() and not k.all(),
        "there is one row": lambda m, k, b: len(m) == 1,
        "a row has one number": lambda m, k, b: len(k) == 1,
        "there are as many rows as numbers in a row": lambda m, k, b: m.shape[0] == m.shape[1],
        "a row occurs twice": lambda m, k, b: (
            m.any() and len(np.unique(m[m.any(axis=1)], axis=0)) < m.any(axis=1).sum()
        ),
        "all cosines are below 0": lambda m, k, b: (_cosines(m, k) < 0).all(),
        "all cosines are below 0 and the strength is above 700": lambda m, k, b: (
            (_cosines(m, k) < 0).all() and b > 700
        ),
        "rows are longer than 20": lambda m, k, b: _length(m).min() >= 20,
        "rows are shorter than 1": lambda m, k, b: 0 < _length(m).max() < 1,
    },
    axes=("row",),
)
