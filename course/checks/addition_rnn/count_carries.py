"""count-carries: how many columns carry a one when two numbers are added on paper.

Cases are two numbers that grow column by column.
"""

from itertools import accumulate, takewhile

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _digits(*numbers):
    """The digits of numbers, units first, as arrays of equal length."""
    width = max(len(str(number)) for number in numbers)
    return [np.array([int(digit) for digit in f"{number:0{width}}"[::-1]]) for number in numbers]


def _sums(first, second):
    """What the columns add up to by themselves, units first."""
    return np.add(*_digits(first, second))


# Kinds of columns by what their digits add up to, and long sums made of them, units first: a search has found
# sums for which the mistakes below lead to different counts. After the space only one number has digits.
SUMS = {"l": range(8), "8": [8], "9": [9], "T": [10], "h": range(11, 19)}
MIXED = [
    "T98ThThhT989889hTh 999",
    "TTlT99ThT99h89889T 999",
    "h98898TT9T999l9h8h 9ll",
    "T9l9T99hT99l98T98h 988",
    "9l9hl9hl9hl",
]

CORNERS = {
    "both numbers are 0": lambda first, second: first == second == 0,
    "one number is 0 and the other is not": lambda first, second: (first == 0) != (second == 0),
    "both numbers are equal": lambda first, second: first == second,
    "the first number is longer": lambda first, second: len(str(first)) > len(str(second)),
    "the second number is longer": lambda first, second: len(str(second)) > len(str(first)),
    "no column carries": lambda first, second: (_sums(first, second) < 10).all(),
    "every column carries": lambda first, second: (
        _sums(first, second)[0] > 9 and (_sums(first, second) >= 9).all()
    ),
    "the last column carries": lambda first, second: (
        len(str(first + second)) > max(len(str(first)), len(str(second)))
    ),
    "a carry causes the next one": lambda first, second: (
        (_sums(first, second)[1:] == 9) & (_sums(first, second)[:-1] > 9)
    ).any(),
    "a carry goes on beyond the shorter number": lambda first, second: (
        _sums(first, second)[-1] == 9 and len(str(first + second)) > len(_sums(first, second))
    ),
    "a column adds up to 9 and nothing is carried into it": lambda first, second: (
        _sums(first, second)[0] == 9
    ),
    "a column adds up to 10 and nothing is carried into it": lambda first, second: (
        _sums(first, second)[0] == 10
    ),
    "a column that does not carry is between two that do": lambda first, second: (
        (_sums(first, second)[2:] > 9)
        & (_sums(first, second)[1:-1] < 9)
        & (_sums(first, second)[:-2] > 9)
    ).any(),
    "a digit inside a number is 0": lambda first, second: (
        "0" in f"{first} {second}".replace(" 0", "")
    ),
    "the numbers are beyond 2**53": lambda first, second: min(first, second) > 2**53,
    "the numbers are beyond 2**64": lambda first, second: min(first, second) > 2**64,
    "there are ten carries or more": lambda first, second: (_sums(first, second) > 9).sum() >= 10,
    "a number has 30 digits": lambda first, second: max(first, second) >= 10**29,
}


def _cases(rng):
    def low(count):  # no two of them carry
        return rng.integers(1, 5, count).tolist()

    def high(count):  # any two of them carry, without a 9 at the end
        return rng.integers(6, 10, count).tolist()

    def upper(count):  # any two of them carry, and none does alone
        return rng.integers(5, 9, count).tolist()

    def filled(count):  # digits that add up to nine
        digits = rng.integers(1, 9, count)
        return digits.tolist(), (9 - digits).tolist()

    def number(count):
        return [*rng.integers(0, 10, count - 1).tolist(), int(rng.integers(1, 10))]

    nines, zeros = int(rng.integers(3, 6)), int(rng.integers(1, 4))
    chain, rest = filled(nines + 4)
    same = [*high(2), *low(6), *high(6)]

    def mixed(columns, further=""):
        """Two long numbers; one of them has `further` columns more than the other."""
        sums = [int(rng.choice(SUMS[kind])) for kind in columns + further]
        longer = [
            int(rng.integers(max(0, total - 9), min(9, total) + 1))
            for total in sums[: len(columns)]
        ]
        longer += sums[len(columns) :]
        shorter = [total - digit for total, digit in zip(sums, longer, strict=True)]
        return _case(*([shorter, longer] if rng.random() < 0.5 else [longer, shorter]))

    return [
        _case([0], [0]),
        _case([*low(4), 9, *high(8)], []),
        _case([], [*low(4), 9, *low(9)]),
        _case([9] * nines + low(13), [int(rng.integers(1, 10))]),
        _case([int(rng.integers(2, 9)), *low(12)], [9] * (nines + 24)),
        _case([5, *chain, *high(1)], [5, *rest, *high(1)]),
        _case(same, same),
        _case([7, *[0] * zeros, *high(1), 2], [5, *[0] * zeros, *high(1), 0, *low(10)]),
        *(mixed(*columns.split()) for columns in MIXED),
        _case([*number(29), *high(1)], [*number(29), *high(1)]),
        _case([0] * 3 + upper(6), upper(6)),
        _case(upper(7), [0, 0, 0, *upper(7)]),
        _case(low(30), low(28)),
        _case([9] * (nines + 15), [int(rng.integers(2, 9)), *low(14)]),
        _case([*number(24), *high(1)], [*number(27), *high(1)]),
    ]


def _case(first, second):
    """Digits of both numbers, units first."""
    numbers = [
        sum(digit * 10**place for place, digit in enumerate(digits)) for digits in (first, second)
    ]
    a, b = (str(number) for number in numbers)
    pairs = [(int(x), int(y)) for x, y in zip(*_digits(*numbers), strict=True)]
    carry = 0
    carried, sums = [], []
    for x, y in pairs:
        sums.append(x + y + carry)
        carry = int(sums[-1] > 9)
        carried.append(carry)
    right = sum(carried)
    local = [int(x + y > 9) for x, y in pairs]
    kept = list(
        accumulate(
            [0, *(x + y for x, y in pairs)], lambda kept, total: int(kept or total + kept > 9)
        )
    )
    from_left = list(
        accumulate([0, *(x + y for x, y in pairs[::-1])], lambda c, total: int(total + c > 9))
    )
    chains = "".join(map(str, carried)).split("0")

    def after(columns):
        return sum(carried[:columns])

    mistakes = {
        "a carry can cause the next one: add it to the next column": sum(local),
        "a carry that comes in counts when you ask whether its column carries on": sum(
            x + y + before > 9 for (x, y), before in zip(pairs, [0, *local], strict=False)
        ),
        "set the carry back to 0 after a column that does not carry": sum(
            x + y + before > 9 for (x, y), before in zip(pairs, kept, strict=False)
        ),
        "go on until both numbers are used up, not only the shorter one": after(
            min(len(a), len(b))
        ),
        "a column that does not carry is not the end of the sum": sum(takewhile(bool, carried)),
        "ten is carried too: a column's sum above 9": sum(total > 10 for total in sums),
        "nine still fits in its column: count a carry only above 9": sum(
            total >= 9 for total in sums
        ),
        "nine still fits in its column: it carries nothing to the next one": sum(
            accumulate([0, *(x + y for x, y in pairs)], lambda carry, total: int(total + carry > 8))
        ),
        "count the carry out of the last column too": after(max(len(a), len(b)) - 1),
        "count all carries, not whether there is one": int(right > 0),
        "count every column that carries, not the groups of them that follow on each other": sum(
            map(bool, chains)
        ),
        "count every column that carries, not the longest group of them that follow on each other": max(
            map(len, chains)
        ),
        "align the numbers at their units, not at their first digits": sum(
            int(x) + int(y) > 9 for x, y in zip(a, b, strict=False)
        ),
        "add from the right: a carry goes to the column on its left": sum(from_left),
        "the answer may be longer by one digit whatever the number of carries": (
            len(str(sum(numbers))) - max(len(a), len(b))
        ),
        "count the columns that carry, not those that do not": len(pairs) - right,
        "start from a carry count of 0: it is too large by one in every sum": right + 1,
        "return the number of carries, not the sum": sum(numbers),
        "return the number of carries, not a text of them": "".join(map(str, carried[::-1])),
        "return the number of carries, not one entry for each column": carried,
    }
    asks = "how many columns of the written sum carry a one to the next"
    return Case((*numbers,), right, asks, mistakes)


def _by_division(first, second):
    """Floats lose the last digits of long numbers."""
    kept = [0]
    while first or second:
        kept.append(int(first % 10 + second % 10 + kept[-1] >= 10))
        first, second = int(first / 10), int(second / 10)
    return sum(kept)


count_carries = Check(
    "count-carries",
    2,
    _cases,
    tolerance=EXACT,  # counts
    mistakes={"use // and not int() of /: a float has room for 16 digits only": _by_division},
    corners=CORNERS,
)
