"""walk-forward: the training part and the test part of each step.

Cases begin with the tests, one after the other.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    first, gap, horizon, same = drawn(40, 120), drawn(2, 6), drawn(7, 40), drawn(3, 40)
    return [
        _case(drawn(10, 200), [4, 4, 4], gap=2),
        _case(first, [horizon] * 3 + [horizon - 2], gap=gap),
        _case(first, [horizon] * drawn(4, 7) + [1], gap=drawn(5, 9)),
        _case(drawn(12, 200), [horizon] * 2 + [horizon - 1], gap=0),
        _case(drawn(12, 200), [1] * drawn(5, 9), gap=gap),
        _case(drawn(15, 200), [2] * drawn(6, 9) + [1], gap=drawn(6, 9)),
        _case(first + 1, [horizon, 3], gap=first),
        _case(first, [drawn(10, 80)], gap=gap),
        _case(drawn(6, 200), [drawn(4, 40)], gap=1, missing=drawn(2, 9)),
        _case(drawn(10, 200), [1], gap=drawn(3, 9), missing=drawn(2, 9)),
        _case(1, [drawn(3, 200)] * drawn(3, 19) + [1], gap=0),
        _case(drawn(50, 200), [same] * 4, gap=same),
        _case(drawn(300, 400), [drawn(20, 30)] * 20 + [drawn(3, 9)], gap=drawn(9, 19)),
    ]


def _case(first, lengths, gap, missing=0):
    """lengths: of the tests. missing: days by which a single test is shorter than the horizon."""
    folds, start = [], first
    for length in lengths:
        folds.append((start - gap, start, start + length))
        start += length
    right = np.array(folds)
    places = {
        "in the ends of the training parts": np.arange(3) == np.zeros((len(folds), 1)),
        "in the starts of the tests": np.arange(3) == np.ones((len(folds), 1)),
        "in the ends of the tests": np.arange(3) == np.full((len(folds), 1), 2),
    }
    asks = f"{len(folds)} {'entry' if len(folds) == 1 else 'entries'} of three ints"
    return Case((start, first, lengths[0] + missing, gap), right, asks, {}, places)


def _with_entries(entry):
    """The mistaken answer with other entries: `entry` takes start, days, first, horizon and gap."""

    def answer(days, first, horizon, gap):
        starts = range(first, days, horizon)
        return [tuple(entry(start, days, first, horizon, gap)) for start in starts]

    return answer


def _with_starts(starts):
    """The mistaken answer whose tests start on other days: `starts` takes days, first, horizon and gap."""

    def answer(days, first, horizon, gap):
        begins = starts(days, first, horizon, gap)
        return [_fold(start, days, horizon, gap) for start in begins]

    return answer


def _fold(start, days, horizon, gap):
    return start - gap, start, min(start + horizon, days)


def _full_tests(days, first, horizon, gap):
    return range(first, days - horizon + 1, horizon)


def _rest_in_the_last(days, first, horizon, gap):
    starts = _full_tests(days, first, horizon, gap) or [first]
    ends = [*starts[1:], days]
    return [(start - gap, start, end) for start, end in zip(starts, ends, strict=True)]


def _in_order(order):
    """The mistaken answer with the three numbers in another order."""

    def entry(start, days, first, horizon, gap):
        fold = _fold(start, days, horizon, gap)
        return [fold[place] for place in order]

    return _with_entries(entry)


def _in_columns(days, first, horizon, gap):
    folds = [_fold(start, days, horizon, gap) for start in range(first, days, horizon)]
    return [list(column) for column in zip(*folds, strict=True)]


walk_forward = Check(
    "walk-forward",
    2,
    _cases,
    tolerance=EXACT,  # days are counted
    mistakes={
        "the last test ends with the series, not after it": _with_entries(
            lambda start, days, first, horizon, gap: (start - gap, start, start + horizon)
        ),
        "days left over at the end are a test of their own, they do not make the last one longer": (
            _rest_in_the_last
        ),
        "the last test may be shorter: do not move it back so that it is full": _with_entries(
            lambda start, days, first, horizon, gap: (
                min(start, max(days - horizon, first)) - gap,
                min(start, max(days - horizon, first)),
                min(start + horizon, days),
            )
        ),
        "the last test may be shorter: do not begin it earlier so that it is full": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap,
                min(start, max(days - horizon, first)),
                min(start + horizon, days),
            )
        ),
        "an end is the first day that does not belong to a part: one more, in both parts": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap - 1,
                start,
                min(start + horizon, days) - 1,
            )
        ),
        "the training part is a day too short: its end is the first day that does not belong to it, and "
        "the gap has `gap` days": (
            _with_entries(
                lambda start, days, first, horizon, gap: (
                    start - gap - 1,
                    start,
                    min(start + horizon, days),
                )
            )
        ),
        "an end is the first day that does not belong to a part: one more for the test": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap,
                start,
                min(start + horizon, days) - 1,
            )
        ),
        "a test has `horizon` days: its end is not a day of it": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap,
                start,
                min(start + horizon + 1, days),
            )
        ),
        "days are numbered 0..days-1, and the last test ends with `days`": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap,
                start,
                min(start + horizon, days - 1),
            )
        ),
        "the gap lies before each test: is it used?": _with_entries(
            lambda start, days, first, horizon, gap: (start, start, min(start + horizon, days))
        ),
        "the gap shortens the training part, it does not move the test": _with_entries(
            lambda start, days, first, horizon, gap: (
                start,
                start + gap,
                min(start + gap + horizon, days),
            )
        ),
        "the gap shortens the training part, it does not move the tests: the first begins on day `first`": (
            _with_starts(lambda days, first, horizon, gap: range(first + gap, days, horizon))
        ),
        "the gap shortens the training part, not the test": _with_entries(
            lambda start, days, first, horizon, gap: (
                start,
                start,
                min(start + horizon, days) - gap,
            )
        ),
        "the gap has as many days as `gap` says, not one less, and none if it is 0": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap + 1,
                start,
                min(start + horizon, days),
            )
        ),
        "the gap is added to the training part, it should be taken from it": _with_entries(
            lambda start, days, first, horizon, gap: (
                start + gap,
                start,
                min(start + horizon, days),
            )
        ),
        "the same gap before every test, it does not grow": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap * (1 + (start - first) // horizon),
                start,
                min(start + horizon, days),
            )
        ),
        "the gap lies before every test, not only before the first": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap * (start == first),
                start,
                min(start + horizon, days),
            )
        ),
        "the test begins `gap` days after the training part and lasts `horizon` days, gap not included": (
            _with_entries(
                lambda start, days, first, horizon, gap: (
                    start - gap,
                    start,
                    min(start - gap + horizon, days),
                )
            )
        ),
        "the training part grows: it is all that comes before the gap": _with_entries(
            lambda start, days, first, horizon, gap: (
                first - gap,
                start,
                min(start + horizon, days),
            )
        ),
        "the training part ends before the gap and the test, it is not the whole series": _with_entries(
            lambda start, days, first, horizon, gap: (days, start, min(start + horizon, days))
        ),
        "the end of the training part is a day of the series, not how many days were added": (
            _with_entries(
                lambda start, days, first, horizon, gap: (
                    start - first,
                    start,
                    min(start + horizon, days),
                )
            )
        ),
        "move on by `horizon` days, not by one": _with_starts(
            lambda days, first, horizon, gap: range(first, days)
        ),
        "move on by one day as long as a full test fits? Move on by `horizon` days": _with_starts(
            lambda days, first, horizon, gap: range(first, days - horizon + 1)
        ),
        "tests follow on each other without a hole: move on by `horizon` days, not by horizon + gap": (
            _with_starts(lambda days, first, horizon, gap: range(first, days, horizon + gap))
        ),
        "tests follow on each other without a hole: an end is where the next test starts": _with_starts(
            lambda days, first, horizon, gap: range(first, days, horizon + 1)
        ),
        "the first test begins on day `first`, not a horizon later": _with_starts(
            lambda days, first, horizon, gap: range(first + horizon, days, horizon)
        ),
        "the first test begins on day `first`, not on the day after": _with_starts(
            lambda days, first, horizon, gap: range(first + 1, days, horizon)
        ),
        "the first test begins on day `first`: count from there, not back from the series' end": (
            _with_starts(
                lambda days, first, horizon, gap: range(
                    days - (days - first) // horizon * horizon, days, horizon
                )
            )
        ),
        "the first test begins on day `first`, not on day 0": _with_starts(
            lambda days, first, horizon, gap: range(0, days, horizon)
        ),
        "a test that starts where the series ends has no day: leave it out": _with_starts(
            lambda days, first, horizon, gap: range(first, days + 1, horizon)
        ),
        "go on with further tests until the series ends": lambda days, first, horizon, gap: (
            [_fold(first, days, horizon, gap)]
        ),
        "tests go on until the series ends: the last one is missing, were it full or not": (
            _with_starts(lambda days, first, horizon, gap: range(first, days - horizon, horizon))
        ),
        "tests go on until the series ends, not until a gap before its end": _with_starts(
            lambda days, first, horizon, gap: range(first, days - gap, horizon)
        ),
        "the earliest test comes first": _with_starts(
            lambda days, first, horizon, gap: range(first, days, horizon)[::-1]
        ),
        "the third number is the day on which the test ends, not the length of the test": _with_entries(
            lambda start, days, first, horizon, gap: (
                start - gap,
                start,
                min(start + horizon, days) - start,
            )
        ),
        "the third number is the day on which this test ends, not the end of the series": _with_entries(
            lambda start, days, first, horizon, gap: (start - gap, start, days)
        ),
        "train_end, test_start, test_end, in this order": _in_order((1, 2, 0)),
        "train_end, test_start, test_end: the last two are exchanged": _in_order((0, 2, 1)),
        "train_end, test_start, test_end: the first two are exchanged": _in_order((1, 0, 2)),
        "three ints for each test, not three lists": _in_columns,
    },  # fmt: skip
    corners={
        "the last test is full": lambda days, first, horizon, gap: (days - first) % horizon == 0,
        "the last test is shorter than the others": lambda days, first, horizon, gap: (
            days - first > horizon and (days - first) % horizon > 0
        ),
        "the last of several tests has one day": lambda days, first, horizon, gap: (
            days - first > horizon > 1 and (days - first) % horizon == 1
        ),
        "the last of several tests is one day shorter than the others": (
            lambda days, first, horizon, gap: (
                days - first > horizon > 2 and (days - first) % horizon == horizon - 1
            )
        ),
        "there is only one test": lambda days, first, horizon, gap: days - first <= horizon,
        "the only test is shorter than the horizon": lambda days, first, horizon, gap: (
            days - first < horizon
        ),
        "the only test is as long as the horizon": lambda days, first, horizon, gap: (
            days - first == horizon
        ),
        "only the last day is tested": lambda days, first, horizon, gap: first == days - 1,
        "a test has one day": lambda days, first, horizon, gap: horizon == 1,
        "there is no gap": lambda days, first, horizon, gap: gap == 0,
        "the gap is one day": lambda days, first, horizon, gap: gap == 1,
        "the gap is as long as a test": lambda days, first, horizon, gap: gap == horizon,
        "the gap is longer than a test": lambda days, first, horizon, gap: gap > horizon,
        "the gap leaves one training day": lambda days, first, horizon, gap: gap == first - 1,
        "the first test begins on day 1": lambda days, first, horizon, gap: first == 1,
        "there are twenty tests or more": lambda days, first, horizon, gap: (
            days - first > 19 * horizon
        ),
    },
    axes=("test", "number"),
)
