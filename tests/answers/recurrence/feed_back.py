"""Answers to feed-back."""

import numpy as np

from tests.answers import Bank

bank = Bank("feed-back")
right, mistake = bank.right, bank.mistake


@right
def feed_by_loop(adder, numbers):
    total = numbers[:, :1]
    for column in range(1, numbers.shape[1]):
        total = adder(np.concatenate([total, numbers[:, column : column + 1]], axis=1))
    return total[:, 0]


@right
def feed_by_stack(adder, numbers):
    total = numbers[:, 0]
    for column in numbers.T[1:]:
        total = adder(np.stack([total, column], axis=1)).ravel()
    return total


@right
def feed_by_rows(adder, numbers):
    sums = []
    for row in numbers:
        total = row[0]
        for number in row[1:]:
            total = adder(np.array([[total, number]]))[0, 0]
        sums.append(total)
    return sums


@right
def feed_by_reduce(adder, numbers):
    import functools

    return functools.reduce(lambda s, x: adder(np.column_stack([s, x]))[:, 0], numbers.T)


@right
def feed_by_recursion(adder, numbers):
    if numbers.shape[1] == 1:
        return numbers[:, 0]
    before = feed_by_recursion(adder, numbers[:, :-1])
    return adder(np.column_stack([before, numbers[:, -1]]))[:, 0]


@mistake("not by + or np.sum")
def feed_plain_sum(adder, numbers):
    return numbers.sum(axis=1)


@mistake("only the first sum was made by the adder")
def feed_first_only(adder, numbers):
    return adder(numbers[:, :2])[:, 0] + numbers[:, 2:].sum(axis=1)


@mistake("not only the first two")
def feed_two(adder, numbers):
    return adder(numbers[:, :2])[:, 0]


@mistake("do not forget the last number")
def feed_not_the_last(adder, numbers):
    return feed_by_loop(adder, numbers[:, :-1])


@mistake("not always three")
def feed_three(adder, numbers):
    return feed_by_loop(adder, numbers[:, :3])


@mistake("begin with the first two numbers")
def feed_from_zero(adder, numbers):
    return feed_by_loop(adder, np.column_stack([np.zeros(len(numbers)), numbers]))


@mistake("the sum so far is the adder's first input")
def feed_sum_second(adder, numbers):
    total = numbers[:, 0]
    for column in numbers.T[1:]:
        total = adder(np.stack([column, total], axis=1))[:, 0]
    return total


@mistake("from the first to the last")
def feed_backwards(adder, numbers):
    return feed_by_loop(adder, numbers[:, ::-1])


@mistake("shape (rows,)")
def feed_column(adder, numbers):
    return feed_by_loop(adder, numbers)[:, None]


@mistake("sums of neighbours")
def feed_neighbours(adder, numbers):
    total = 0
    for column in range(numbers.shape[1] - 1):
        total = total + adder(numbers[:, column : column + 2])[:, 0]
    return total


@mistake("not the sum of all rows")
def feed_all_rows(adder, numbers):
    return feed_by_loop(adder, numbers).sum()


@mistake("not the plain sum so far")
def feed_plain_sum_so_far(adder, numbers):
    total = numbers[:, 0]
    for column in range(1, numbers.shape[1]):
        so_far = numbers[:, :column].sum(axis=1)
        total = adder(np.column_stack([so_far, numbers[:, column]]))[:, 0]
    return total


@mistake("adder takes an array of shape (rows, 2)")
def feed_all_at_once(adder, numbers):
    return adder(numbers)[:, 0] if numbers.shape[1] == 2 else adder(numbers)


@mistake("takes 2 positional arguments but 3")
def feed_two_arguments(adder, numbers):
    return adder(numbers[:, 0], numbers[:, 1])


@mistake("use return")
def feed_printed(adder, numbers):
    print(feed_by_loop(adder, numbers))
