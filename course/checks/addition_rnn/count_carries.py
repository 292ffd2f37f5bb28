"""count-carries: how many columns carry a one when two numbers are added on paper.

Cases are two numbers that grow column by column.
"""

from course.checks.base.core import Case, Check


def _cases(rng):
    fixed = [
        ((1, 5), (9, 4)),
        ((9, 9, 9), (1, 0, 0)),
        ((1, 0, 0), (9, 9, 9)),
        ((5, 0, 4), (5, 0, 5)),
        ((5, 4), (4, 5)),
        ((5, 2), (5, 7)),
        ((0,), (0,)),
    ]
    cases = [_case(first, second) for first, second in fixed]
    for columns in (3, 6):
        cases.append(_case(rng.integers(0, 10, columns), rng.integers(0, 10, columns)))
    return cases


def _case(first, second):
    """Digits of both numbers, units first."""
    numbers = [
        sum(int(digit) * 10**place for place, digit in enumerate(digits))
        for digits in (first, second)
    ]
    a, b = (str(number) for number in numbers)
    carry = local = late = nines = 0
    kept = stuck = 0  # a carry that is never taken back
    carried = []
    for x, y in zip(first, second, strict=True):
        total = int(x) + int(y) + carry
        local += int(x) + int(y) > 9
        late += total > 10
        nines += total >= 9
        if int(x) + int(y) + kept > 9:
            kept, stuck = 1, stuck + 1
        carry = int(total > 9)
        carried.append(carry)
    right = sum(carried)
    mistakes = {
        "a carry can cause the next one: add it to the next column": local,
        "set the carry back to 0 after a column that does not carry": stuck,
        "go on until both numbers are used up, not only the shorter one": sum(
            carried[: min(len(a), len(b))]
        ),
        "go on until both numbers are used up, not only the first one": sum(carried[: len(a)]),
        "ten is carried too: a column's sum above 9": late,
        "nine still fits in its column: carry only above 9": nines,
        "count the carry out of the last column too": sum(carried[: max(len(a), len(b)) - 1]),
        "count all carries, not whether there is one": int(right > 0),
        "align the numbers at their units, not at their first digits": sum(
            int(x) + int(y) > 9 for x, y in zip(a, b, strict=False)
        ),
        "the answer may be longer by one digit whatever the number of carries": (
            len(str(sum(numbers))) - max(len(a), len(b))
        ),
        "count the columns that carry, not those that do not": max(len(a), len(b)) - right,
        "start from a carry of 0": right + 1,
        "return the number of carries, not the sum": sum(numbers),
    }
    asks = "how many columns of the written sum carry a one to the next"
    return Case((*numbers,), right, asks, mistakes)


count_carries = Check("count-carries", 2, _cases)
