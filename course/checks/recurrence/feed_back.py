"""feed-back: add up the numbers of each row with an adder of two numbers.

The sums of a linear adder are known in closed form.
"""

from functools import reduce

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


class RoughAdder:
    """An adder of two numbers that is a little off, so that it matters how often it was used.

    It takes an array (rows, 2) and returns one (rows, 1), as a net with two inputs and one output does.
    """

    def __init__(self, first, second, offset):
        self.factors, self.offset = np.array([first, second]), offset

    def __call__(self, pairs):
        pairs = np.asarray(pairs, float)
        if pairs.ndim != 2 or pairs.shape[1] != 2:
            raise ValueError(f"adder takes an array of shape (rows, 2), got shape {pairs.shape}")
        return (pairs @ self.factors + self.offset)[:, None]

    def __repr__(self):
        return "adder"


def _cases(rng):
    square, several, many = (int(rng.integers(*limits)) for limits in ((3, 5), (5, 7), (8, 13)))
    shapes = (
        (3, 2),
        (4, 3),
        (square, square),
        (1, several),
        (2, several),
        (3, many),
        (1, many - 2),
    )
    return [_case(rng, rows, count) for rows, count in shapes]


def _case(rng, rows, count):
    first, second = rng.permutation([rng.uniform(0.9, 0.96), rng.uniform(1.04, 1.1)])
    offset = rng.uniform(0.2, 0.5)
    numbers = rng.uniform(1, 9, (rows, count)).round(1)
    if count > 2:
        numbers[0, rng.integers(1, count)] *= -1
        numbers[-1, 2] = numbers[-1, 1] * (1 if rows != count else -1)
    if count in (rows, *range(8, 13)):
        numbers[-1, rng.choice([0, count - 1])] = 0
    sums = [_sums(numbers[:, :end], first, second, offset) for end in range(2, count + 1)]
    right = sums[-1]
    asks = f"{rows} sums of {count} numbers, made by the adder alone, in the order of the numbers"
    mistakes = {  # those that begin with what is right
        "one sum for each row: shape (rows,), not (rows, 1)": right[:, None],
        "one sum for each row, not the sum of all rows": float(right.sum()),
        "only the sum of all numbers, not the sums along the way": np.stack(sums, axis=1),
        "each row has a sum of its own, not that of the first row": float(right[0]),
    }
    return Case((RoughAdder(first, second, offset), numbers), right, asks, mistakes)


def _sums(numbers, first, second, offset):
    """What a linear adder makes of each row, in closed form."""
    count = numbers.shape[1]
    uses = np.arange(count - 1)[::-1]  # how often a number is fed back after it came in
    weights = second * first**uses  # of numbers 1, 2, ...; number 0 goes in as a first operand
    return (
        numbers[:, 0] * first ** (count - 1)
        + numbers[:, 1:] @ weights
        + offset * (first**uses).sum()
    )


def _pair(adder, left, right):
    """The adder's answer for two columns, shape (rows,)."""
    return adder(np.stack([left, right], axis=1))[:, 0]


def _neighbours(adder, numbers):
    columns = numbers.T
    return sum(_pair(adder, *pair) for pair in zip(columns[:-1], columns[1:], strict=True))


def _pairs(adder, numbers):
    """First and second number, third and fourth, ..., and the last one alone if their count is odd."""
    columns, alone = numbers.T, numbers.shape[1] % 2
    sums = sum(_pair(adder, *pair) for pair in zip(columns[:-1:2], columns[1::2], strict=True))
    return sums + columns[-1] * alone


def _halves(adder, columns):
    if len(columns) == 1:
        return columns[0]
    half = (len(columns) + 1) // 2
    return _pair(adder, _halves(adder, columns[:half]), _halves(adder, columns[half:]))


def _of_each_row(adder, numbers, kept):
    """One sum for each row, of the numbers that `kept` leaves of it."""
    rows = [kept(row) for row in numbers]
    return np.array([reduce(lambda s, x: adder([[s, x]])[0, 0], row) for row in rows])


def _passed_on(adder, columns, use):
    """From column to column, what `use` makes of the adder, the sum so far and the next column."""
    return reduce(lambda total, column: use(adder, total, column), columns)


def _without_zeros(row):
    return row[row != 0] if row.any() else row[:1]


MISTAKES = {
    "every sum must be made by the adder, not by + or np.sum": lambda adder, numbers: numbers.sum(1),
    "only the first sum was made by the adder: feed its output back for the others": (
        lambda adder, numbers: _pair(adder, *numbers.T[:2]) + numbers[:, 2:].sum(1)
    ),
    "all numbers have to go in, not only the first two": (
        lambda adder, numbers: _pair(adder, *numbers.T[:2])
    ),
    "the last number never goes in": lambda adder, numbers: _of_each_row(
        adder, numbers, lambda row: row[:-1]
    ),
    "the third number never goes in": lambda adder, numbers: _of_each_row(
        adder, numbers, lambda row: np.delete(row, slice(2, 3))
    ),
    "the first number never goes in": lambda adder, numbers: _of_each_row(
        adder, numbers, lambda row: row[1:]
    ),
    "the first number goes in twice": lambda adder, numbers: _of_each_row(
        adder, numbers, lambda row: row[[0, *range(len(row))]]
    ),
    "the second number goes in twice: after the first two comes the third": (
        lambda adder, numbers: _of_each_row(adder, numbers, lambda row: np.insert(row, 1, row[1]))
    ),
    "the last number goes in twice": lambda adder, numbers: _of_each_row(
        adder, numbers, lambda row: row[[*range(len(row)), -1]]
    ),
    "as many numbers as there are, not always three": lambda adder, numbers: _of_each_row(
        adder, numbers, lambda row: row[:3]
    ),
    "begin with the first two numbers: a 0 before them is one use of the adder too many": (
        lambda adder, numbers: _of_each_row(adder, numbers, lambda row: np.insert(row, 0, 0))
    ),
    "a 0 is a number, too: it goes through the adder like all others": (
        lambda adder, numbers: _of_each_row(adder, numbers, _without_zeros)
    ),
    "go through the numbers in their order, do not sort them": (
        lambda adder, numbers: _of_each_row(adder, numbers, np.sort)
    ),
    "go through the numbers from the first to the last": lambda adder, numbers: _of_each_row(
        adder, numbers, lambda row: row[::-1]
    ),
    "the sum so far is the adder's first input, the next number its second": (
        lambda adder, numbers: _passed_on(
            adder, numbers.T, lambda adder, total, column: _pair(adder, column, total)
        )
    ),
    "from the third number on, too, the sum so far is the adder's first input": lambda adder, numbers: (
        _passed_on(
            adder,
            [_pair(adder, *numbers.T[:2]), *numbers.T[2:]],
            lambda adder, total, column: _pair(adder, column, total),
        )
    ),
    "the adder's answer is the new sum, from the third number on, too: do not add it to the old one": (
        lambda adder, numbers: _passed_on(
            adder,
            [_pair(adder, *numbers.T[:2]), *numbers.T[2:]],
            lambda adder, total, column: total + _pair(adder, total, column),
        )
    ),
    "the sums of neighbours were added up: feed each sum back instead": _neighbours,
    "the sums of pairs were added up: feed the first sum back, together with the third number": _pairs,
    "the numbers are not whole: keep what comes after the point": lambda adder, numbers: _passed_on(
        adder, np.trunc(numbers).T, _pair
    ),
    "what goes in next is the adder's last answer, not the plain sum so far": (
        lambda adder, numbers: _pair(adder, numbers[:, :-1].sum(1), numbers[:, -1])
    ),
    "what goes in next is the adder's last answer, not the number before": (
        lambda adder, numbers: _pair(adder, *numbers.T[-2:])
    ),
    "what goes in next is the adder's last answer, not the first number again": (
        lambda adder, numbers: _pair(adder, numbers[:, 0], numbers[:, -1])
    ),
    "the adder's answer is the new sum: do not add it to the old one": (
        lambda adder, numbers: _passed_on(
            adder, numbers.T, lambda adder, total, column: total + _pair(adder, total, column)
        )
    ),
    "the adder's answer has the new number in it: do not add the number once more": (
        lambda adder, numbers: _passed_on(
            adder, numbers.T, lambda adder, total, column: _pair(adder, total, column) + column
        )
    ),
    "one number after the other, do not add up two halves": (
        lambda adder, numbers: _halves(adder, list(numbers.T))
    ),
    "add up the numbers of a row, not those of a column": lambda adder, numbers: _passed_on(
        adder, numbers, _pair
    ),
}  # fmt: skip


def _repeats(adder, numbers):
    return bool((numbers[:, 1:] == numbers[:, :-1]).any())


feed_back = Check(
    "feed-back",
    1,
    _cases,
    # up to 100 is added up: float32 rounds that by less than 1e-5 at each of up to 12 steps
    tolerance=Tolerance(relative=1e-6, absolute=1e-4),
    mistakes=MISTAKES,
    corners={
        "there is only one row": lambda adder, numbers: len(numbers) == 1,
        "there are only two numbers": lambda adder, numbers: numbers.shape[1] == 2,
        "there are three numbers": lambda adder, numbers: numbers.shape[1] == 3,
        "there are more than three numbers": lambda adder, numbers: numbers.shape[1] > 3,
        "there are as many rows as numbers": lambda adder, numbers: len(set(numbers.shape)) == 1,
        "there are eight numbers or more": lambda adder, numbers: numbers.shape[1] >= 8,
        "a number is 0": lambda adder, numbers: not numbers.all(),
        "a number is negative": lambda adder, numbers: (numbers < 0).any(),
        "a number comes twice in a row": _repeats,
    },
    axes=("row",),
)
