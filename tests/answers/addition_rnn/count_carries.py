"""Answers to count-carries."""

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
    for place in range(1, 20):
        count += first % 10**place + second % 10**place >= 10**place
    return count


@right
def carries_recursive(first, second, carry=0):
    if first == 0 and second == 0:
        return 0
    carry = (first % 10 + second % 10 + carry) // 10
    return carry + carries_recursive(first // 10, second // 10, carry)


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


@mistake("until both numbers are used up")
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


@mistake("carry of 0")
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
