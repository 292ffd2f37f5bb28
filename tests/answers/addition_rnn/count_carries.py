"""Answers to count-carries."""

import numpy as np

from tests.answers import Bank

bank = Bank("count-carries")
right, mistake = bank.right, bank.mistake


@right
def carries_by_column(first, second):
    carry = carries = 0
    while first or second:
        carry = int(first % 10 + second % 10 + carry > 9)
        carries += carry
        first, second = first // 10, second // 10
    return carries


@right
def carries_by_digit_sums(first, second):
    def digit_sum(number):
        return sum(int(digit) for digit in str(number))

    return (digit_sum(first) + digit_sum(second) - digit_sum(first + second)) // 9


@right
def carries_by_remainders(first, second):
    count = 0
    for place in range(1, 31):
        count += first % 10**place + second % 10**place >= 10**place
    return count


@right
def carries_recursive(first, second, carry=0):
    if first == 0 and second == 0:
        return 0
    carry = (first % 10 + second % 10 + carry) // 10
    return carry + carries_recursive(first // 10, second // 10, carry)


@right
def carries_by_zipping(first, second):
    from itertools import zip_longest

    carry = carries = 0
    for a, b in zip_longest(str(first)[::-1], str(second)[::-1], fillvalue="0"):
        carry, _ = divmod(int(a) + int(b) + carry, 10)
        carries += carry
    return carries


@right
def carries_by_bits_of_the_sum(first, second):
    """A column has a carry coming in if its digit of the sum is not what its own digits give."""
    width = len(str(first + second)) + 1
    a, b, total = (
        np.array([*f"{n:0{width}d}"], dtype=int) for n in (first, second, first + second)
    )
    return ((a + b) % 10 != total).sum()


@right
def carries_with_lists(first, second):
    a, b = [list(map(int, reversed(str(number)))) for number in (first, second)]
    longest = max(len(a), len(b))
    a += [0] * (longest - len(a))
    b += [0] * (longest - len(b))
    over = [0]
    for x, y in zip(a, b):
        over.append(1 if x + y + over[-1] >= 10 else 0)
    return over.count(1)


def columns(first, second):
    width = max(len(str(first)), len(str(second)))
    pairs = zip(str(first).zfill(width), str(second).zfill(width))
    return [(int(a), int(b)) for a, b in pairs][::-1]


@mistake("a carry can cause the next one")
def carries_without_passing_on(first, second):
    return sum(a + b > 9 for a, b in columns(first, second))


@mistake("set the carry back")
def carries_never_reset(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        if a + b + carry > 9:
            carry = 1
            count += 1
    return count


@mistake("until both numbers are used up")
def carries_over_the_shorter(first, second):
    carry = count = 0
    for a, b in zip(str(first)[::-1], str(second)[::-1]):
        carry = int(int(a) + int(b) + carry > 9)
        count += carry
    return count


@mistake("it returned")
def carries_while_first(first, second):
    carry = count = 0
    while first:
        carry = int(first % 10 + second % 10 + carry > 9)
        count += carry
        first, second = first // 10, second // 10
    return count


@mistake("until both numbers are used up")
def carries_while_both(first, second):
    carry = count = 0
    while first and second:
        carry = int(first % 10 + second % 10 + carry > 9)
        count += carry
        first, second = first // 10, second // 10
    return count


@mistake("ten is carried too")
def carries_above_ten(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        count += a + b + carry > 10
        carry = int(a + b + carry > 9)
    return count


@mistake("nine still fits")
def carries_from_nine(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        count += a + b + carry >= 9
        carry = int(a + b + carry > 9)
    return count


@mistake("out of the last column")
def carries_without_last(first, second):
    carry = count = 0
    for a, b in columns(first, second)[:-1]:
        carry = int(a + b + carry > 9)
        count += carry
    return count


@mistake("not whether there is one")
def carries_any(first, second):
    return int(carries_by_column(first, second) > 0)


@mistake("align the numbers at their units")
def carries_aligned_left(first, second):
    return sum(int(a) + int(b) > 9 for a, b in zip(str(first), str(second)))


@mistake("longer by one digit")
def carries_by_length(first, second):
    return len(str(first + second)) - max(len(str(first)), len(str(second)))


@mistake("not those that do not")
def carries_missing(first, second):
    return len(columns(first, second)) - carries_by_column(first, second)


@mistake("carry count of 0")
def carries_started_at_one(first, second):
    return carries_by_column(first, second) + 1


@mistake("not the sum")
def carries_sum(first, second):
    return first + second


@mistake("whole number")
def carries_as_float(first, second):
    return carries_by_column(first, second) * 1.0


@mistake("expected a number")
def carries_as_bool(first, second):
    return carries_by_column(first, second) > 0


@mistake("never ends")
def carries_endless(first, second):
    carries = 0
    while first >= 0:
        carries += first % 10 + second % 10 > 9
        first, second = first // 10, second // 10
    return carries


@mistake("use return")
def carries_printed(first, second):
    print(carries_by_column(first, second))


@mistake("use // and not")
def carries_by_true_division(first, second):
    carry = total = 0
    while first > 0 or second > 0:
        carry = 1 if first % 10 + second % 10 + carry >= 10 else 0
        total += carry
        first = int(first / 10)
        second = int(second / 10)
    return total


@mistake("whether its column carries on")
def carries_from_the_digits_before(first, second):
    pairs = columns(first, second)
    before = [0, *(int(a + b > 9) for a, b in pairs)]
    return sum(a + b + c > 9 for (a, b), c in zip(pairs, before))


@mistake("it carries nothing")
def carries_eight_and_more(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        carry = (a + b + carry) // 9 > 0
        count += carry
    return count


@mistake("not the end of the sum")
def carries_until_none(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        if a + b + carry < 10:
            return count
        carry = 1
        count += 1
    return count


@mistake("not the groups of them")
def carries_chains(first, second):
    carry = chains = 0
    for a, b in columns(first, second):
        was, carry = carry, int(a + b + carry > 9)
        chains += carry and not was
    return int(chains)


@mistake("not the longest group")
def carries_longest(first, second):
    carry = longest = run = 0
    for a, b in columns(first, second):
        carry = int(a + b + carry > 9)
        run = run + 1 if carry else 0
        longest = max(longest, run)
    return longest


@mistake("to the column on its left")
def carries_left_to_right(first, second):
    carry = count = 0
    for a, b in reversed(columns(first, second)):
        carry = int(a + b + carry > 9)
        count += carry
    return count


@mistake("not one entry for each column")
def carries_list(first, second):
    carry, all_carries = 0, []
    for a, b in columns(first, second):
        carry = int(a + b + carry > 9)
        all_carries.append(carry)
    return all_carries


@mistake("it returned")
def carries_while_second(first, second):
    carry = count = 0
    while second:
        carry = int(first % 10 + second % 10 + carry > 9)
        count += carry
        first, second = first // 10, second // 10
    return count


@mistake("it returned")
def carries_while_digits(first, second):
    """It stops at the first column of two zeros."""
    carry = count = 0
    while first % 10 or second % 10:
        carry = int(first % 10 + second % 10 + carry > 9)
        count += carry
        first, second = first // 10, second // 10
    return count


@mistake("it returned")
def carries_of_nineteen_digits(first, second):
    return sum(first % 10**p + second % 10**p >= 10**p for p in range(1, 20))


@mistake("OverflowError")
def carries_in_int64(first, second):
    carry = count = 0
    first, second = np.int64(first), np.int64(second)
    while first or second:
        carry = first % 10 + second % 10 + carry > 9
        count += carry
        first, second = first // 10, second // 10
    return int(count)


@mistake("it returned")
def carries_last_only(first, second):
    return int(sum(columns(first, second)[-1]) > 9)


@mistake("it returned")
def carries_without_units(first, second):
    return carries_by_column(first // 10, second // 10)


@mistake("it returned")
def carries_twice_at_the_end(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        carry = int(a + b + carry > 9)
        count += carry
    return count + carry


@mistake("it returned")
def carries_by_digit_sum_of_the_sum(first, second):
    return sum(int(digit) for digit in str(first) + str(second)) // 9


@mistake("it returned")
def carries_with_the_sum_of_the_carry(first, second):
    carry = count = 0
    while first or second:
        carry += int(first % 10 + second % 10 + carry > 9)
        count += carry
        first, second = first // 10, second // 10
    return count
