"""narrow-interval: the part of an interval that belongs to a symbol.

All borders are made first, as fractions that are rounded down; the parts between them tile the interval.
"""

from fractions import Fraction

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check

WHOLE = 2**32  # how many numbers a coder of 32 bits has


def _cases(rng):
    few, some, many = (int(rng.integers(*limits)) for limits in ((3, 5), (5, 9), (20, 70)))
    return [
        _case(100, 199, [2, 1, 5], 1),
        _drawn(rng, some, low=0, high=WHOLE - 1),
        _drawn(rng, many, low=0, high=WHOLE - 1),
        _drawn(rng, some, symbol=0),
        _drawn(rng, some + 1, symbol=-1),
        _telling(rng, [NEAREST, GAPS], lambda: _drawn(rng, some)),
        _telling(rng, [NEAREST, GAPS], lambda: _drawn(rng, few, int(rng.integers(900, 9_000)))),
        _telling(rng, [WIDTH, UP], lambda: _drawn(rng, some, int(rng.integers(90, 900)))),
        _telling(rng, [WIDTH, UP], lambda: _drawn(rng, few, low=WHOLE // 2, high=WHOLE - 1)),
        _telling(rng, [FLOATS], lambda: _even(rng)),
        _telling(rng, [FLOATS], lambda: _even(rng)),
        _telling(rng, [SHARES], lambda: _even(rng)),
        _telling(rng, [SHARES], lambda: _even(rng)),
        _telling(rng, [STEP], lambda: _even_inside(rng)),
        _telling(rng, [STEP], lambda: _even_inside(rng)),
        _tight(rng, few),
        _tight(rng, few + 3, extra=1),
        _drawn(rng, 1, int(rng.integers(2, 900)), symbol=0),
        _drawn(rng, few, few),
    ]


NEAREST = "round down, not to the nearest"
UP = "round down, not up"
GAPS = "the part ends right before the next symbol begins: its own size, rounded down, leaves gaps between them"
WIDTH = "both ends belong to the interval: it holds high - low + 1 numbers"
FLOATS = (
    "whole numbers only: before / total is a float that is not exact, and then it is multiplied"
)
SHARES = "whole numbers only: a sum of shares is a float that is not exact"
STEP = "whole numbers only: width / total is a float that is not exact, and then it is multiplied"


def _telling(rng, hints, draw):
    """A case in which some mistakes lead to values of their own; the last one drawn if none is found."""
    for _ in range(1_000):
        case = draw()
        wrong = [case.expected, *case.mistakes.values()]
        if all(wrong.count(case.mistakes[hint]) == 1 for hint in hints):
            break
    return case


def _drawn(rng, symbols, total=2**16, *, low=None, high=None, symbol=None):
    """low, high: drawn if None. symbol: drawn if None, neither the first nor the last of three or more."""
    low = int(rng.integers(1_000, WHOLE // 4)) if low is None else low
    high = low + int(rng.integers(2**20, WHOLE // 2)) if high is None else high
    cuts = np.sort(rng.choice(np.arange(1, total), symbols - 1, replace=False))
    counts = [int(count) for count in np.diff([0, *cuts, total])]
    if symbol is None:
        symbol = int(rng.integers(1, symbols - 1))
    return _case(low, high, counts, symbol % symbols)


def _tight(rng, symbols, extra=0):
    """An interval as large as the sum of the counts, or a little larger."""
    counts = [int(count) for count in rng.integers(1, 40, symbols)]
    counts[1] = 1
    low = int(rng.integers(500, 90_000))
    return _case(low, low + sum(counts) + extra - 1, counts, 1)


def _even(rng):
    """An interval from 0 whose width is a multiple of the total: all borders are whole numbers anyway."""
    counts = [int(count) for count in rng.integers(1, 60, int(rng.integers(4, 8)))]
    width = sum(counts) * int(rng.integers(100, 9_000))
    return _case(0, width - 1, counts, int(rng.integers(1, len(counts) - 1)))


def _even_inside(rng):
    """A wide interval in which the borders of the symbol are whole numbers anyway, and others are not."""
    half, rest = (int(count) for count in rng.integers(50, 900, 2))
    counts = [
        half,
        rest,
        2 * (half + rest),
        half + rest,
    ]  # shares of the symbols before: 1/4, and 3/4
    low = int(rng.integers(1, 1_000))  # small, or adding it would round the error away
    width = 4 * int(rng.integers(2**26, 2**28))
    return _case(low, low + width - 1, counts, 2)


def _case(low, high, counts, symbol):
    share = Fraction(high - low + 1, sum(counts))
    borders = [low + int(share * before) for before in np.cumsum([0, *counts]).tolist()]
    parts = [(first, after - 1) for first, after in zip(borders, borders[1:], strict=False)]
    asks = f"the first and the last number of part {symbol} of {len(counts)}"
    return Case(
        (low, high, counts, symbol),
        parts[symbol],
        asks,
        _mistakes(*parts[symbol], low, high, counts, symbol),
    )


def _mistakes(first, last, low, high, counts, symbol):
    """{hint: the wrong value} of a case."""
    total, width = sum(counts), 1 + high - low
    before = sum(counts[:symbol])
    after = before + counts[symbol]
    short = width - 1
    shares = np.cumsum([0, *(count / total for count in counts)]).tolist()
    by_rest = (width - (first - low)) * after // total
    cumulative = counts[symbol - 1] if symbol else 0
    return {
        WIDTH: (
            low + short * before // total,
            low + short * after // total - 1,
        ),
        "both ends belong to the interval: it holds high - low + 1 numbers, and the part ends right before "
        "the next symbol begins": (low + short * before // total, low + short * after // total),
        "the part ends right before the next symbol begins: one less": (first, last + 1),
        "symbols are counted from 0: that is the part of the next one": (
            low + width * after // total,
            low + width * (after + (counts[symbol + 1 :] or [0])[0]) // total - 1,
        ),
        "symbols are counted from 0: that is the part of the one before": (
            low + width * sum(counts[: symbol - 1]) // total,
            low + width * sum(counts[: symbol - 1], counts[symbol - 1]) // total - 1,
        ),
        "the part begins after the symbols before it: it does not reach back to low": (low, last),
        "the part ends after the symbol's own count: it does not reach up to high": (first, high),
        "multiply first, then divide and round down": (
            low + width // total * before,
            low + width // total * after - 1,
        ),
        NEAREST: (
            low + round(Fraction(width * before, total)),
            low + round(Fraction(width * after, total)) - 1,
        ),
        UP: (low - -width * before // total, low - -width * after // total - 1),
        FLOATS: (
            low + int(width * (before / total)),
            low + int(width * (after / total)) - 1,
        ),
        SHARES: (low + int(width * shares[symbol]), low + int(width * shares[symbol + 1]) - 1),
        STEP: (int(low + width / total * before), int(low + width / total * after) - 1),
        "the interval begins at low: add it": (first - low, last - low),
        "the end is counted from the old low: is low changed before high is computed?": (
            first,
            first + width * after // total - 1,
        ),
        "the end is computed with the old width: is low changed before?": (
            first,
            first + by_rest - 1,
        ),
        "the end is computed with the old width, and from the old low": (first, low + by_rest - 1),
        GAPS: (
            first,
            first + width * counts[symbol] // total - 1,
        ),
        "symbol 0 has the lowest part, not the highest": (
            low + width * (total - after) // total,
            low + width * (total - before) // total - 1,
        ),
        "symbol 0 has the lowest part: do not count down from high": (
            high - width * after // total + 1,
            high - width * before // total,
        ),
        "as large as its count: the parts are not all alike": (
            low + width * symbol // len(counts),
            low + width * (symbol + 1) // len(counts) - 1,
        ),
        "the counts are counts, they are not added up already": (
            low + width * cumulative // total,
            low + width * counts[symbol] // total - 1,
        ),
        "the counts are counts, they are not added up already: the last one is not the total": (
            low + width * cumulative // counts[-1],
            low + width * counts[symbol] // counts[-1] - 1,
        ),
        "the total is the sum of these counts, not always 2**16": (
            low + width * before // 2**16,
            low + width * after // 2**16 - 1,
        ),
        "the total is the sum of all counts, not of those before the last": (
            low + width * before // (sum(counts[:-1]) or 1),
            low + width * after // (sum(counts[:-1]) or 1) - 1,
        ),
        "the total is the sum of the counts, not how many there are": (
            low + width * before // len(counts),
            low + width * after // len(counts) - 1,
        ),
        "shares of the interval, not the counts themselves": (low + before, low + after - 1),
        "the first and the last number, not the first and how many there are": (
            first,
            last - first + 1,
        ),
        "first the lower end, then the upper one": (last, first),
        "two numbers, the first and the last": first,
        "two numbers, not only the last": last,
        "two numbers, not how many the part holds": last - first + 1,
        "the parts of this symbol alone, not of all": [(first, last)] * len(counts),
        "the width is the size of the interval, not its upper end": (
            low + high * before // total,
            low + high * after // total - 1,
        ),
        "the interval can hold 2**32 numbers, which 32 bits do not": (
            low + width % WHOLE * before // total,
            low + width % WHOLE * after // total - 1,
        ),
    }


CORNERS = {
    "the interval holds all 2**32 numbers": lambda low, high, counts, symbol: (
        low == 0 and high == WHOLE - 1
    ),
    "the interval holds as many numbers as the sum of the counts": (
        lambda low, high, counts, symbol: high - low + 1 == sum(counts)
    ),
    "the interval holds one number more than the sum of the counts": (
        lambda low, high, counts, symbol: high - low == sum(counts)
    ),
    "low is 0": lambda low, high, counts, symbol: low == 0,
    "high is 2**32 - 1": lambda low, high, counts, symbol: high == WHOLE - 1,
    "it is the first symbol": lambda low, high, counts, symbol: symbol == 0,
    "it is the last symbol": lambda low, high, counts, symbol: symbol == len(counts) - 1,
    "there is one symbol": lambda low, high, counts, symbol: len(counts) == 1,
    "each count is 1": lambda low, high, counts, symbol: len(counts) > 1 and set(counts) == {1},
    "the counts sum to 2**16": lambda low, high, counts, symbol: sum(counts) == 2**16,
    "the width is a multiple of the total": lambda low, high, counts, symbol: (
        len(counts) > 1 and (high - low + 1) % sum(counts) == 0
    ),
}

narrow_interval = Check(
    "narrow-interval", 2, _cases, tolerance=EXACT, corners=CORNERS, parts=("low", "high")
)
