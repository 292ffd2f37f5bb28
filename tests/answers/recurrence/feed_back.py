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


@right
def feed_in_float32(adder, numbers):
    numbers = numbers.astype("float32")
    total = numbers[:, [0]]
    for place in range(1, numbers.shape[1]):
        total = np.float32(adder(np.hstack([total, numbers[:, [place]]])))
    return total.squeeze(1)


@right
def feed_with_tensors(adder, numbers):
    from keras import ops

    total = ops.convert_to_tensor(numbers[:, :1], "float32")
    for column in ops.split(ops.convert_to_tensor(numbers, "float32"), numbers.shape[1], axis=1)[
        1:
    ]:
        total = ops.cast(adder(ops.concatenate([total, column], axis=1)), "float32")
    return ops.reshape(total, (-1,))


@right
def feed_with_while(adder, numbers):
    pair, rest = numbers[:, :2], list(numbers.T[2:])
    while rest:
        pair = np.concatenate([adder(pair), rest.pop(0).reshape(-1, 1)], axis=1)
    return adder(pair).flatten().tolist()


@right
def feed_into_the_array(adder, numbers):
    for place in range(1, numbers.shape[1]):
        numbers[:, place] = adder(numbers[:, place - 1 : place + 1])[:, 0]
    return numbers[:, -1]


@mistake("not by + or np.sum")
def feed_plain_sum(adder, numbers):
    return numbers.sum(axis=1)


@mistake("only the first sum was made by the adder")
def feed_first_only(adder, numbers):
    return adder(numbers[:, :2])[:, 0] + numbers[:, 2:].sum(axis=1)


@mistake("not only the first two")
def feed_two(adder, numbers):
    return adder(numbers[:, :2])[:, 0]


@mistake("the last number never goes in")
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


@mistake("goes in twice")
def feed_second_twice(adder, numbers):
    total = adder(numbers[:, :2])
    for place in range(1, numbers.shape[1]):
        total = adder(np.hstack([total, numbers[:, place : place + 1]]))
    return total[:, 0]


@mistake("the third number never goes in")
def feed_skips_third(adder, numbers):
    total = adder(numbers[:, :2])
    for place in range(3, numbers.shape[1]):
        total = adder(np.hstack([total, numbers[:, place : place + 1]]))
    return total[:, 0]


@mistake("the first number goes in twice")
def feed_first_twice(adder, numbers):
    total = numbers[:, 0]
    for column in numbers.T:
        total = adder(np.column_stack([total, column]))[:, 0]
    return total


@mistake("the first number never goes in")
def feed_after_the_first(adder, numbers):
    rest = numbers[:, 1:]
    return feed_by_loop(adder, rest)


@mistake("do not add it to the old one")
def feed_plus_equals(adder, numbers):
    total = numbers[:, 0].copy()
    for place in range(1, numbers.shape[1]):
        total += adder(np.stack([total, numbers[:, place]], axis=1))[:, 0]
    return total


@mistake("do not add the number once more")
def feed_adds_once_more(adder, numbers):
    total = numbers[:, :1]
    for place in range(1, numbers.shape[1]):
        new = numbers[:, place : place + 1]
        total = adder(np.hstack([total, new])) + new
    return total[:, 0]


@mistake("not the first number again")
def feed_the_first_again(adder, numbers):
    for place in range(1, numbers.shape[1]):
        total = adder(numbers[:, [0, place]])
    return total[:, 0]


@mistake("not the number before")
def feed_overwritten(adder, numbers):
    for place in range(numbers.shape[1] - 1):
        total = adder(numbers[:, place : place + 2])
    return total.ravel()


@mistake("do not add up two halves")
def feed_by_halves(adder, numbers):
    count = numbers.shape[1]
    if count == 1:
        return numbers[:, 0]
    left, right = numbers[:, : -(count // 2)], numbers[:, -(count // 2) :]
    return adder(np.column_stack([feed_by_halves(adder, left), feed_by_halves(adder, right)]))[:, 0]


@mistake("not those of a column")
def feed_columns(adder, numbers):
    total = numbers[0]
    for row in numbers[1:]:
        total = adder(np.stack([total, row], axis=1))[:, 0]
    return total


@mistake("a 0 is a number, too")
def feed_without_zeros(adder, numbers):
    sums = []
    for row in numbers:
        read = [number for number in row if number]
        total = read[0]
        for number in read[1:]:
            total = float(adder(np.array([[total, number]]))[0, 0])
        sums.append(total)
    return np.array(sums)


@mistake("not that of the first row")
def feed_first_row(adder, numbers):
    total = numbers[0, 0]
    for number in numbers[0, 1:]:
        total = adder(np.array([[total, number]]))[0, 0]
    return total


@mistake("not the sums along the way")
def feed_all_sums(adder, numbers):
    total, totals = numbers[:, :1], []
    for place in range(1, numbers.shape[1]):
        total = adder(np.hstack([total, numbers[:, place : place + 1]]))
        totals.append(total)
    return np.hstack(totals)


@mistake("numbers are wrong")
def feed_pairs_first(adder, numbers):
    columns = list(numbers.T)
    while len(columns) > 1:
        pairs = [adder(np.stack(two, axis=1))[:, 0] for two in zip(columns[::2], columns[1::2])]
        columns = pairs + columns[len(columns) // 2 * 2 :]
    return columns[0]


@mistake("numbers are wrong")
def feed_with_absolute_values(adder, numbers):
    return feed_by_loop(adder, abs(numbers))


@mistake("from the third number on, too, the sum so far")
def feed_new_number_first(adder, numbers):
    total = adder(numbers[:, :2])
    for place in range(2, numbers.shape[1]):
        total = adder(np.hstack([numbers[:, place : place + 1], total]))
    return total[:, 0]


@mistake("from the third number on, too: do not add it")
def feed_added_to_the_old_one(adder, numbers):
    total = adder(numbers[:, :2])
    for place in range(2, numbers.shape[1]):
        total = total + adder(np.hstack([total, numbers[:, place : place + 1]]))
    return total[:, 0]


@mistake("the sums of pairs were added up")
def feed_pairs(adder, numbers):
    total = 0
    for place in range(0, numbers.shape[1] - 1, 2):
        total = total + adder(numbers[:, place : place + 2])[:, 0]
    return total + numbers[:, -1] if numbers.shape[1] % 2 else total


@mistake("are not whole")
def feed_ints(adder, numbers):
    return feed_by_loop(adder, numbers.astype(int))


@right
def feed_the_first_column(adder, numbers):
    """In place, too, but each sum over the first number."""
    for place in range(1, numbers.shape[1]):
        numbers[:, 0] = adder(numbers[:, [0, place]])[:, 0]
    return numbers[:, 0]
