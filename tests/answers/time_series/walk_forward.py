"""Answers to walk-forward."""

import numpy as np

from tests.answers import Bank

bank = Bank("walk-forward")
right, mistake = bank.right, bank.mistake


@right
def walk_by_while(days, first, horizon, gap):
    folds, start = [], first
    while start < days:
        end = start + horizon
        if end > days:
            end = days
        folds.append((start - gap, start, end))
        start = end
    return folds


@right
def walk_by_arrays(days, first, horizon, gap):
    starts = np.arange(first, days, horizon)
    ends = np.minimum(starts + horizon, days)
    return np.column_stack([starts - gap, starts, ends])


@right
def walk_by_counting(days, first, horizon, gap):
    count = -(-(days - first) // horizon)
    folds = []
    for fold in range(count):
        start = first + fold * horizon
        folds.append([start - gap, start, days if fold == count - 1 else start + horizon])
    return folds


@right
def walk_by_neighbours(days, first, horizon, gap):
    borders = [*range(first, days, horizon), days]
    return [(a - gap, a, b) for a, b in zip(borders[:-1], borders[1:], strict=True)]


@right
def walk_by_chunks(days, first, horizon, gap):
    tested = list(range(first, days))
    chunks = [tested[place : place + horizon] for place in range(0, len(tested), horizon)]
    return [(chunk[0] - gap, chunk[0], chunk[-1] + 1) for chunk in chunks]


@right
def walk_backwards(days, first, horizon, gap):
    folds, end = [], days
    while end > first:
        start = first + (end - 1 - first) // horizon * horizon
        folds.insert(0, (start - gap, start, end))
        end = start
    return folds


@right
def walk_by_recursion(days, first, horizon, gap):
    fold = first - gap, first, min(days, first + horizon)
    if first + horizon >= days:
        return [fold]
    return [fold, *walk_by_recursion(days, first + horizon, horizon, gap)]


@mistake("the last test is full")
def walk_full_tests_only(days, first, horizon, gap):
    starts = range(first, days - horizon + 1, horizon)
    return [(start - gap, start, start + horizon) for start in starts]


@mistake("not after it")
def walk_beyond_the_end(days, first, horizon, gap):
    return [(start - gap, start, start + horizon) for start in range(first, days, horizon)]


@mistake("they do not make the last one longer")
def walk_rest_in_the_last(days, first, horizon, gap):
    count = max((days - first) // horizon, 1)
    folds = []
    for fold in range(count):
        start = first + fold * horizon
        end = start + horizon if fold < count - 1 else days
        folds.append((start - gap, start, end))
    return folds


@mistake("one more, in both parts")
def walk_inclusive(days, first, horizon, gap):
    starts = range(first, days, horizon)
    return [(start - gap - 1, start, min(start + horizon, days) - 1) for start in starts]


@mistake("one more for the test")
def walk_inclusive_test(days, first, horizon, gap):
    folds = []
    for start in range(first, days, horizon):
        folds.append((start - gap, start, min(start + horizon - 1, days - 1)))
    return folds


@mistake("is it used?")
def walk_without_gap(days, first, horizon, gap):
    return [(start, start, min(start + horizon, days)) for start in range(first, days, horizon)]


@mistake("the first begins on day `first`")
def walk_gap_after_first(days, first, horizon, gap):
    starts = range(first + gap, days, horizon)
    return [(start - gap, start, min(start + horizon, days)) for start in starts]


@mistake("there is no gap")
def walk_gap_short(days, first, horizon, gap):
    starts = range(first, days, horizon)
    return [(start - max(gap - 1, 0), start, min(start + horizon, days)) for start in starts]


@mistake("it should be taken from it")
def walk_gap_added(days, first, horizon, gap):
    starts = range(first, days, horizon)
    return [(start + gap, start, min(start + horizon, days)) for start in starts]


@mistake("the training part grows")
def walk_fixed_training(days, first, horizon, gap):
    starts = range(first, days, horizon)
    return [(first - gap, start, min(start + horizon, days)) for start in starts]


@mistake("not by one")
def walk_day_by_day(days, first, horizon, gap):
    return [(start - gap, start, min(start + horizon, days)) for start in range(first, days)]


@mistake("not by horizon + gap")
def walk_with_holes(days, first, horizon, gap):
    starts = range(first, days, horizon + gap)
    return [(start - gap, start, min(start + horizon, days)) for start in starts]


@mistake("not a horizon later")
def walk_from_second(days, first, horizon, gap):
    starts = range(first + horizon, days, horizon)
    return [(start - gap, start, min(start + horizon, days)) for start in starts]


@mistake("count from there")
def walk_by_scikit_learn(days, first, horizon, gap):
    from sklearn.model_selection import TimeSeriesSplit

    count = (days - first) // horizon
    if count < 2:
        count = max(count, 0)
        starts = range(days - count * horizon, days, horizon)
        return [(start - gap, start, start + horizon) for start in starts]
    splits = TimeSeriesSplit(count, test_size=horizon, gap=gap).split(np.arange(days))
    return [(int(train[-1]) + 1, int(test[0]), int(test[-1]) + 1) for train, test in splits]


@mistake("not on day 0")
def walk_from_zero(days, first, horizon, gap):
    starts = range(0, days, horizon)
    return [(start - gap, start, min(start + horizon, days)) for start in starts]


@mistake("leave it out")
def walk_with_an_empty_test(days, first, horizon, gap):
    starts = range(first, days + 1, horizon)
    return [(start - gap, start, min(start + horizon, days)) for start in starts]


@mistake("until the series ends")
def walk_single_split(days, first, horizon, gap):
    return [(first - gap, first, min(first + horizon, days))]


@mistake("the earliest test comes first")
def walk_latest_first(days, first, horizon, gap):
    return walk_by_while(days, first, horizon, gap)[::-1]


@mistake("not the length of the test")
def walk_with_lengths(days, first, horizon, gap):
    return [(a, b, c - b) for a, b, c in walk_by_while(days, first, horizon, gap)]


@mistake("not the end of the series")
def walk_tests_all_that_follows(days, first, horizon, gap):
    return [(start - gap, start, days) for start in range(first, days, horizon)]


@mistake("the last two are exchanged")
def walk_exchanged(days, first, horizon, gap):
    return [(a, c, b) for a, b, c in walk_by_while(days, first, horizon, gap)]


@mistake("expected an array of numbers")
def walk_of_ranges(days, first, horizon, gap):
    folds = walk_by_while(days, first, horizon, gap)
    return [(range(train_end), range(start, end)) for train_end, start, end in folds]


@mistake("expected shape")
def walk_of_pairs(days, first, horizon, gap):
    return [(train_end, start) for train_end, start, _ in walk_by_while(days, first, horizon, gap)]


@mistake("whole numbers")
def walk_in_floats(days, first, horizon, gap):
    return np.array(walk_by_while(days, first, horizon, gap), float)


@mistake("an axis too many")
def walk_in_one_more_list(days, first, horizon, gap):
    return [walk_by_while(days, first, horizon, gap)]


@mistake("gap is")
def walk_gap_as_horizon(days, first, horizon, gap):
    starts = range(first, days, horizon)
    return [(max(start - horizon, 1), start, min(start + horizon, days)) for start in starts]


@mistake("ends of the tests")
def walk_test_measured_from_training(days, first, horizon, gap):
    folds = []
    for start in range(first, days, horizon):
        train_end = start - gap
        folds.append((train_end, start, min(train_end + horizon + 1, days)))
    return folds


@right
def walk_training_first(days, first, horizon, gap):
    train_end, folds = first - gap, []
    while train_end + gap < days:
        folds.append([train_end, train_end + gap, min(train_end + gap + horizon, days)])
        train_end += horizon
    return np.array(folds)


@right
def walk_by_array_split(days, first, horizon, gap):
    tests = np.array_split(np.arange(first, days), np.arange(horizon, days - first, horizon))
    return tuple((int(test[0]) - gap, int(test[0]), int(test[-1]) + 1) for test in tests)


@mistake("were it full or not")
def walk_while_a_test_ends_before(days, first, horizon, gap):
    folds, start = [], first
    while start + horizon < days:
        folds.append((start - gap, start, start + horizon))
        start += horizon
    return folds


@mistake("ends of the tests")
def walk_tests_a_day_short(days, first, horizon, gap):
    starts = range(first, days, horizon)
    return [(start - gap, start, min(start + horizon - 1, days)) for start in starts]


@mistake("starts of the tests")
def walk_starts_a_day_late(days, first, horizon, gap):
    starts = range(first, days, horizon)
    return [(start - gap, start + 1, min(start + horizon, days)) for start in starts]


@mistake("it does not grow")
def walk_growing_gap(days, first, horizon, gap):
    folds = []
    for number, start in enumerate(range(first, days, horizon)):
        folds.append((start - (number + 1) * gap, start, min(start + horizon, days)))
    return folds


@mistake("ends of the training parts")
def walk_training_grows_by_a_day(days, first, horizon, gap):
    folds = []
    for number, start in enumerate(range(first, days, horizon)):
        folds.append((first - gap + number, start, min(start + horizon, days)))
    return folds


@mistake("flattened")
def walk_in_one_row(days, first, horizon, gap):
    return [number for fold in walk_by_while(days, first, horizon, gap) for number in fold]


@mistake("do not begin it earlier")
def walk_last_test_moved_back(days, first, horizon, gap):
    folds = []
    for start in range(first, days, horizon):
        if start + horizon <= days or days - horizon < first:
            folds.append((start - gap, start, min(start + horizon, days)))
        else:
            folds.append((start - gap, days - horizon, days))
    return folds


@mistake("not until a gap before its end")
def walk_until_the_gap(days, first, horizon, gap):
    starts = range(first, days - gap, horizon)
    return [(start - gap, start, min(start + horizon, days)) for start in starts]


@mistake("there is no gap")
def walk_training_at_least_first(days, first, horizon, gap):
    starts = range(first, days, horizon)
    return [(max(start - gap, first), start, min(start + horizon, days)) for start in starts]
