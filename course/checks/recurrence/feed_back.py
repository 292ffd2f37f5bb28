"""feed-back: add up the numbers of each row with an adder of two numbers.

The sums of a linear adder are known in closed form.
"""

import numpy as np

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
    return [_case(rng, rows, count) for rows, count in ((3, 2), (4, 3), (2, 5), (3, 8))]


def _case(rng, rows, count):
    first, second = rng.uniform(0.9, 1.1, 2)
    offset = rng.uniform(0.2, 0.5)
    adder = RoughAdder(first, second, offset)
    numbers = rng.uniform(1, 9, (rows, count)).round(1)
    uses = np.arange(count - 1)[::-1]  # how often a number is fed back after it came in
    weights = second * first**uses  # of numbers 1, 2, ...; number 0 goes in as a first operand
    offsets = offset * (first**uses).sum()
    right = numbers[:, 0] * first ** (count - 1) + numbers[:, 1:] @ weights + offsets
    backwards = numbers[:, ::-1]
    fed_second = first * second**uses
    pairs = numbers[:, :-1] * first + numbers[:, 1:] * second + offset  # of neighbours
    first_three = numbers[:, 0] * first**2 + numbers[:, 1] * first * second + offset * (1 + first)
    plain = numbers.sum(axis=1)
    mistakes = {
        "every sum must be made by the adder, not by + or np.sum": plain,
        "only the first sum was made by the adder: feed its output back for the others": (
            pairs[:, 0] + numbers[:, 2:].sum(axis=1)
        ),
        "all numbers have to go in, not only the first two": pairs[:, 0],
        "do not forget the last number": (right - numbers[:, -1] * second - offset) / first,
        "as many numbers as there are, not always three": (
            first_three + second * numbers[:, 2] if count > 2 else pairs[:, 0]
        ),
        "begin with the first two numbers: a 0 before them is one use of the adder too many": (
            right + first ** (count - 1) * (numbers[:, 0] * (second - 1) + offset)
        ),
        "the sum so far is the adder's first input, the new number its second": (
            numbers[:, 0] * second ** (count - 1)
            + numbers[:, 1:] @ fed_second
            + offset * (second**uses).sum()
        ),
        "go through the numbers from the first to the last": (
            backwards[:, 0] * first ** (count - 1) + backwards[:, 1:] @ weights + offsets
        ),
        "one sum for each row: shape (rows,), not (rows, 1)": right[:, None],
        "feed the output back, do not add the sums of neighbours": pairs.sum(axis=1),
        "one sum for each row, not the sum of all rows": float(right.sum()),
        "only the sum of all numbers, not the sums along the way": np.tile(right[:, None], count - 1),
        "what goes in next is the adder's output, not the plain sum so far": (
            first * numbers[:, :-1].sum(axis=1) + second * numbers[:, -1] + offset
        ),
    }  # fmt: skip
    asks = f"{rows} sums of {count} numbers, made by the adder alone"
    return Case((adder, numbers), right, asks, mistakes)


feed_back = Check("feed-back", 1, _cases)
