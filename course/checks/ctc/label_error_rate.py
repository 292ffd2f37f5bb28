"""label-error-rate: all errors divided by all symbols that were spoken.

The smallest number of edits is found by a search that tries them one after the other.
"""

import operator
from functools import cache, lru_cache

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.ctc._shared import planted

ROUNDING = Tolerance(1e-6)  # a quotient of whole numbers, in float32


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def drawn(count, symbols=10):
        return rng.integers(0, symbols, count).tolist()

    def garbled(label, edits):
        return _garbled(rng, label, edits)

    def pairs(*labels):
        return [list(label) for label in zip(*labels, strict=True)]

    few, some, many = drawn(size(2, 4)), drawn(size(5, 9)), drawn(size(16, 24))
    swapped, moved = rng.permutation(12)[:7].tolist(), rng.permutation(10)[:8].tolist()
    apart, end = rng.permutation(9).tolist(), size(12, 99)
    return [
        _case([[3, 1, 4]], [[3, 4]]),
        _case([some, few, drawn(4)], [some[:-1], [*few, 7], drawn(5)]),
        _case(*pairs((few, garbled(few, 2)), (many, garbled(many, 2)), (some, garbled(some, 1)))),
        _case(*pairs((many, garbled(many, 5)), (few, drawn(1)), (drawn(1), []), (some, []))),
        _case([some, many], [some, many]),
        _case(
            [few, few, some], [few, [*few, *drawn(size(32, 39))], [*some[:2], *drawn(2), *some[2:]]]
        ),
        _case([few, some, few], [[*drawn(9), *few, *drawn(size(50, 60))], [*some[:3], 10], few]),
        _case([few, many], [[*few[:1], *drawn(size(6, 9)), *few[1:]], garbled(many, 2)]),
        _case([some, few], [[], []]),
        _case([many[:9], some], [[], [*some[:3], 10, *some[3:]]]),
        _case([moved, moved[::-1]], [[*moved[1:], 10], [11, *moved[:0:-1]]]),
        _case([swapped], [[*swapped[:2], *swapped[3:1:-1], *swapped[4:6][::-1], swapped[6]]]),
        _case(
            [[*swapped, *apart]], [[*swapped[1::-1], *swapped[2:], 12, *apart[:7], *apart[:6:-1]]]
        ),
        _case([apart, apart], [apart[4:] + apart[:4], apart[::-1]]),
        _case([[1, 11, 2, 12], [11, 1, 21]], [[11, 1, 21, 2], [1, 11, 2, size(3, 9)]]),
        _case([[end, 30, 41], [end]], [[30, end], [end, 10, 20]]),
        _case([[2, 3, 4], [4, 5, 6]], [[2, 3], [4, 4, 5, 6, end]]),
        _case([apart[:5], apart[5:]], [apart[:3], [*apart[3:], 10]]),
        _case(*pairs(_misleading(rng), _misleading(rng))),
        _case(*pairs(_misleading(rng), (some, garbled(some, 2)), _misleading(rng))),
        _case(*pairs(*_rich(rng, 3), _misleading(rng), _misleading(rng), (many[:13], []))),
        _case(
            *pairs(_misleading(rng), (many[:11], []), (few, few), *_rich(rng, 4), _misleading(rng))
        ),
        _case(*pairs(*_rich(rng, 5), (many, many), *_rich(rng, 2), *_rich(rng, 4), (some, few))),
        _case(
            *pairs((few, garbled(few, 1)), *_rich(rng, 5), (many, garbled(many, 2)), *_rich(rng, 3))
        ),
        _case(*pairs((_far(many), _far(garbled(many, 3))), (_far(few), _far(few[:-1])))),
        _case(
            *pairs(*((label := drawn(size(1, 6)), garbled(label, size(0, 3))) for _ in range(9)))
        ),
    ]


def _rich(rng, swaps):
    """A pair of long labels: neighbours have changed places, symbols are too many, too few and wrong."""
    label = rng.permutation(40)[:30].tolist()
    parts = [label[place : place + 3] for place in range(0, 30, 3)]
    for place in range(swaps):
        parts[place] = [parts[place][1], parts[place][0], parts[place][2]]
    for place in range(swaps, swaps + 2):
        parts[place] = [parts[place][0], 50 + place, *parts[place][1:]]
    parts[7], parts[8] = parts[7][:1], [parts[8][0], 60, parts[8][2]]
    order = rng.permutation(10)
    label = [symbol for place in order for symbol in label[3 * place : 3 * place + 3]]
    written = [symbol for place in order for symbol in parts[place]]
    return [(label, [*range(70, 71 + swaps), *written, 80])]


def _misleading(rng):
    """Two labels whose longest common part is in no cheapest way from one to the other."""
    for _ in range(1000):
        one, two = rng.integers(0, 3, (2, 8)).tolist()
        if _edits((*one,), (*two,)) < _around_longest((*one,), (*two,)):
            break
    return one, two


def _garbled(rng, label, edits):
    """A label with so many symbols deleted, inserted or substituted."""
    label = list(label)
    for _ in range(edits):
        place, kind = int(rng.integers(len(label) + 1)), int(rng.integers(3))
        label[place : place + (kind != 1)] = [int(rng.integers(0, 10))] if kind else []
    return label


def _far(label):
    """Large symbols, each an object of its own: Python keeps one object for each small int only."""
    return [int(str(1000 + symbol)) for symbol in label]


def _case(spoken, written):
    edits = [_edits(tuple(one), tuple(other)) for one, other in zip(spoken, written, strict=True)]
    right = sum(edits) / sum(map(len, spoken))
    asks = "the label error rate, one number"
    return Case((spoken, written), right, asks, planted(MISTAKES, (spoken, written)))


@lru_cache(maxsize=4096)
def _edits(one, other, substitution=1, insertion=1, deletion=1, swap=9, edge=None):
    """The cheapest way from one tuple to another, at these prices; edge: of an insertion before and after."""

    @cache
    def left(place, at):
        """What the symbols from these places on cost."""
        inserting = insertion if edge is None or 0 < place < len(one) else edge
        if place == len(one):
            return inserting * (len(other) - at)
        if at == len(other):
            return deletion * (len(one) - place)
        ways = [
            left(place + 1, at + 1) + substitution * (one[place] != other[at]),
            deletion + left(place + 1, at),
            inserting + left(place, at + 1),
        ]
        pair = one[place : place + 2]
        if len(pair) == 2 and pair == other[at : at + 2][::-1]:
            ways.append(swap + left(place + 2, at + 2))
        return min(ways)

    return left(0, 0)


def _rate(errors=_edits, of=lambda spoken, written: sum(map(len, spoken))):
    """Other errors of two tuples, or divided by something else."""

    def answer(spoken, written):
        edits = [errors(tuple(one), tuple(two)) for one, two in zip(spoken, written, strict=True)]
        return sum(edits) / of(spoken, written)

    return answer


def _priced(**prices):
    return _rate(lambda one, other: _edits(one, other, **prices))


def _each(spoken, written):
    """Errors of each utterance."""
    return [_edits(tuple(one), tuple(other)) for one, other in zip(spoken, written, strict=True)]


def _changed(change):
    """A change of the right rate."""
    right = _rate()
    return lambda spoken, written: change(right(spoken, written))


def _by_place(one, other):
    return sum(a != b for a, b in zip(one, other, strict=False))


def _common(one, other):
    """How many symbols two labels share, in any order."""
    return sum(min(one.count(symbol), other.count(symbol)) for symbol in set(one))


def _in_common_order(one, other):
    """How many symbols two labels share, in the same order."""
    return (len(one) + len(other) - _edits(one, other, substitution=2)) // 2


def _without_zeros(labels):
    return [[symbol for symbol in label if symbol] for label in labels]


def _around_longest(one, other):
    """What Python's difflib finds: the longest common part, then what is left and right of it."""
    best = (0, 0, 0)
    for i in range(len(one)):
        for j in range(len(other)):
            size = 0
            while (
                i + size < len(one) and j + size < len(other) and one[i + size] == other[j + size]
            ):
                size += 1
            best = max(best, (size, -i, -j))
    size, i, j = best[0], -best[1], -best[2]
    if not size:
        return max(len(one), len(other))
    return _around_longest(one[:i], other[:j]) + _around_longest(one[i + size :], other[j + size :])


def _table(one, two, cost=operator.ne, edge=1, in_place=False):
    """Errors by a table with another cost of two symbols, or another first row and column."""
    row = [edge * at for at in range(len(two) + 1)]
    for place, symbol in enumerate(one):
        after = row if in_place else [*row]
        after[0] = edge * (place + 1)
        for at, other in enumerate(two):
            near = min(row[at + 1] + 1, after[at] + 1)
            after[at + 1] = min(near, row[at] + int(cost(symbol, other)))
        row = after
    return row[-1]


def _compared(**changes):
    return _rate(lambda one, other: _table(one, other, **changes))


def _joined(labels):
    return tuple(symbol for label in labels for symbol in label)


MISTAKES = {
    "all errors divided by all symbols, not the average of each utterance's rate": lambda s, w: (
        float(np.mean([edits / len(one) for edits, one in zip(_each(s, w), s, strict=True)]))
    ),
    "divide by the number of symbols, not of utterances": _rate(of=lambda s, w: len(s)),
    "divide by what was spoken, whether or not more is written": _rate(
        of=lambda s, w: sum(max(len(one), len(two)) for one, two in zip(s, w, strict=True))
    ),
    "divide by what was spoken alone, not by both together": _rate(
        of=lambda s, w: sum(map(len, s)) + sum(map(len, w))
    ),
    "the rate, not the number of errors": lambda s, w: sum(_each(s, w)),
    "one rate for the whole test set, not one for each utterance": lambda s, w: [
        edits / len(one) for edits, one in zip(_each(s, w), s, strict=True)
    ],
    "one symbol too many or too few moves all that follow: do not compare place by place": _rate(
        _by_place
    ),
    "do not compare place by place, not even if the difference in length is added": _rate(
        lambda one, two: _by_place(one, two) + abs(len(one) - len(two))
    ),
    "a substitution is one error, not two": _priced(substitution=2),
    "two equal symbols cost nothing, two different ones 1: yours is the other way round": _compared(
        cost=operator.eq
    ),
    "two equal symbols cost nothing": _compared(cost=lambda a, b: True),
    "the table's first row and column count up from 0: so many symbols are inserted, or deleted": (
        _compared(edge=0)
    ),
    "the neighbour on the diagonal is of the row before: keep it, do not overwrite it too early": (
        _compared(in_place=True)
    ),
    "the cost of a substitution is 1, not the difference of the two numbers": _compared(
        cost=lambda a, b: abs(a - b)
    ),
    "an insertion is an error, too": _priced(insertion=0),
    "a deletion is an error, too": _priced(deletion=0),
    "a substitution is an error, too": _priced(substitution=0),
    "an insertion is one error, not two": _priced(insertion=2),
    "a deletion is one error, not two": _priced(deletion=2),
    "two neighbours that change places are two errors, not one": _priced(swap=1),
    "the order of the symbols counts, not only which ones there are": _rate(
        lambda one, two: max(len(one), len(two)) - _common(one, two)
    ),
    "the fewest errors: the longest common part, which `difflib` begins with, need not belong to it": (
        _rate(_around_longest)
    ),
    "the longer length less the longest common subsequence is too few: count the edits": _rate(
        lambda one, two: max(len(one), len(two)) - _in_common_order(one, two)
    ),
    "0 is a symbol like any other, and no blank: do not leave it out": lambda s, w: (
        sum(_each(_without_zeros(s), _without_zeros(w))) / max(1, len(_joined(_without_zeros(s))))
    ),
    "what is written before and after counts as insertions": _priced(edge=0),
    "count errors in each utterance, not whether there are any": lambda s, w: (
        sum(map(bool, _each(s, w))) / len(s)
    ),
    "an utterance has as many errors as it has, not one at the most": lambda s, w: (
        sum(map(bool, _each(s, w))) / sum(map(len, s))
    ),
    "the errors, not the symbols that are right": _changed(lambda rate: 1 - rate),
    "it can be above 1: do not cut it off": _changed(lambda rate: min(rate, 1.0)),
    "an utterance can have more errors than symbols: do not cut it off": lambda s, w: (
        sum(min(edits, len(one)) for edits, one in zip(_each(s, w), s, strict=True))
        / sum(map(len, s))
    ),
    "a share, not percent": _changed(lambda rate: 100 * rate),
    "divide with /, not with //": _changed(lambda rate: rate // 1),
    "an utterance of which nothing is written counts, too: all of it is missing": lambda s, w: (
        sum(edits for edits, two in zip(_each(s, w), w, strict=True) if two) / sum(map(len, s))
    ),
    "the errors of each utterance by itself: nothing moves to the next one": lambda s, w: (
        _edits(_joined(s), _joined(w)) / sum(map(len, s))
    ),
    "a symbol is one number, not the digits that it is written with": _rate(
        lambda one, two: _edits(tuple("".join(map(str, one))), tuple("".join(map(str, two))))
    ),
    "all utterances, not only the first": lambda s, w: _rate()(s[:1], w[:1]),
    "all utterances, not only the last": lambda s, w: _rate()(s[-1:], w[-1:]),
    "the errors of all utterances, not only of the last": lambda s, w: (
        _each(s, w)[-1] / sum(map(len, s))
    ),
    "the symbols of all utterances, not only of the last": lambda s, w: (
        sum(_each(s, w)) / len(s[-1])
    ),
    "do not round": _changed(lambda rate: round(rate, 2)),
}


def _all(test):
    """Whether a pair of labels has a property."""
    return lambda spoken, written: any(
        test(one, two) for one, two in zip(spoken, written, strict=True)
    )


def _rates(spoken, written):
    return [edits / len(one) for edits, one in zip(_each(spoken, written), spoken, strict=True)]


CORNERS = {
    "there is one utterance": lambda spoken, written: len(spoken) == 1,
    "utterances have different lengths": lambda spoken, written: len({*map(len, spoken)}) > 1,
    "all is right": lambda spoken, written: spoken == written,
    "nothing is written of an utterance, but something of another": lambda spoken, written: (
        [] in written and any(written)
    ),
    "nothing is written": lambda spoken, written: not any(written),
    "the rate is above 1": lambda spoken, written: _rate()(spoken, written) > 1,
    "an utterance has no errors and another one has some": lambda spoken, written: (
        any(_each(spoken, written)) and not all(_each(spoken, written))
    ),
    "more is written than was spoken": _all(lambda one, two: len(two) > len(one)),
    "less is written than was spoken": _all(lambda one, two: len(one) > len(two)),
    "as much is written as was spoken, but moved": _all(
        lambda one, two: len(one) == len(two) > 2 and _edits(tuple(one), tuple(two)) < _by_place(one, two)
    ),
    "utterances have different rates": lambda spoken, written: len({*_rates(spoken, written)}) > 1,
    "utterances of different lengths have different rates": lambda spoken, written: not np.isclose(
        np.mean(_rates(spoken, written)), _rate()(spoken, written)
    ),
    "as many symbols are written as were spoken": lambda spoken, written: (
        len(_joined(spoken)) == len(_joined(written))
    ),
    "a symbol too many or too few moves others": _all(
        lambda one, two: _edits(tuple(one), tuple(two)) < _by_place(one, two) + abs(len(one) - len(two))
    ),
    "right symbols stand in another order": _all(
        lambda one, two: max(len(one), len(two)) - _common(one, two) < _edits(tuple(one), tuple(two))
    ),
    "something must be an insertion": _all(
        lambda one, two: _edits(tuple(one), tuple(two), insertion=2) > _edits(tuple(one), tuple(two))
    ),
    "something may be an insertion": _all(
        lambda one, two: _edits(tuple(one), tuple(two), insertion=0) < _edits(tuple(one), tuple(two))
    ),
    "something must be a deletion": _all(
        lambda one, two: _edits(tuple(one), tuple(two), deletion=2) > _edits(tuple(one), tuple(two))
    ),
    "something is written before or after what was spoken": _all(
        lambda one, two: _edits(tuple(one), tuple(two), edge=0) < _edits(tuple(one), tuple(two))
    ),
    "two neighbours have changed places": _all(
        lambda one, two: (
            _edits(tuple(one), tuple(two), swap=1) < _edits(tuple(one), tuple(two))
        )
    ),
    "symbols are numbers of several digits": lambda spoken, written: max(map(max, spoken)) > 9,
    "symbols are large numbers": lambda spoken, written: max(map(max, spoken)) > 256,
    "an utterance has more than fifteen symbols": lambda spoken, written: max(map(len, spoken)) > 15,
}  # fmt: skip

label_error_rate = Check(
    "label-error-rate",
    2,
    _cases,
    tolerance=ROUNDING,
    mistakes={  # this one divides by 0 where nothing is written
        "divide by what was spoken, not by what is written": _rate(
            of=lambda spoken, written: sum(map(len, written))
        ),
    },
    corners=CORNERS,
)
