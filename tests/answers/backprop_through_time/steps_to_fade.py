"""Answers to steps-to-fade."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("steps-to-fade")
right, mistake = bank.right, bank.mistake


@right
def fade_by_loop(factor, limit):
    size, steps = 1.0, 0
    while size >= limit:
        size *= factor
        steps += 1
    return steps


@right
def fade_by_logarithm(factor, limit):
    return math.floor(round(math.log(limit, factor), 9)) + 1


@right
def fade_by_powers(factor, limit):
    powers = factor ** np.arange(100_000)
    return np.flatnonzero(powers < limit)[0]


@right
def fade_by_recursion(factor, limit):
    return next(steps for steps in range(100_000) if factor**steps < limit)


@mistake("not at it")
def fade_at_the_limit(factor, limit):
    return math.ceil(math.log(limit) / math.log(factor))


@mistake("not at it")
def fade_by_loop_at_the_limit(factor, limit):
    size, steps = 1.0, 0
    while size > limit:
        size *= factor
        steps += 1
    return steps


@mistake("too small by one")
def fade_one_too_few(factor, limit):
    return fade_by_loop(factor, limit) - 1


@mistake("too small by one")
def fade_from_the_factor(factor, limit):
    size, steps = factor, 0
    while size >= limit:
        size *= factor
        steps += 1
    return steps


@mistake("too small by one")
def fade_rounded(factor, limit):
    return round(math.log(limit) / math.log(factor))


@mistake("a step earlier")
def fade_counted_from_one(factor, limit):
    size, steps = 1.0, 1
    while size >= limit:
        size *= factor
        steps += 1
    return steps


@mistake("not the other way round")
def fade_upside_down(factor, limit):
    return math.ceil(math.log(factor) / math.log(limit))


@mistake("does not subtract")
def fade_linear(factor, limit):
    size, steps = 1.0, 0
    while size >= limit:
        size -= 1 - factor
        steps += 1
    return steps


@mistake("depends on the factor")
def fade_without_factor(factor, limit):
    return math.ceil(-math.log(limit))


@mistake("not a power of 10")
def fade_base_10(factor, limit):
    return math.ceil(-math.log10(limit))


@mistake("take logarithms")
def fade_divided(factor, limit):
    return limit / factor


@mistake("size after them")
def fade_size(factor, limit):
    return factor ** fade_by_loop(factor, limit)


@mistake("expected a whole number (int)")
def fade_as_float(factor, limit):
    return math.log(limit) / math.log(factor)


@mistake("never ends")
def fade_for_ever(factor, limit):
    size, steps = 1.0, 0
    while size >= limit:
        steps += 1
    return steps


@mistake("RecursionError")
def fade_by_calling_itself(factor, limit, size=1.0):
    return 0 if size < limit else 1 + fade_by_calling_itself(factor, limit, size * factor)


@right
def fade_by_counter(factor, limit):
    steps = 0
    while factor**steps >= limit:
        steps = steps + 1
    return steps


@right
def fade_by_searching(factor, limit):
    sizes = np.cumprod(np.full(70_000, factor))
    return int((sizes >= limit).sum()) + 1 if limit < 1 else 1


@right
def fade_by_for(factor, limit):
    size = 1
    for step in range(1, 100_000):
        size = size * factor
        if size < limit:
            return step


@right
def fade_by_argmax(factor, limit):
    return np.argmax(np.power(factor, np.arange(100_000)) < limit)


@mistake("not at it")
def fade_by_ceil_of_log(factor, limit):
    return int(np.ceil(math.log(limit, factor)))


@mistake("expected a whole number (int)")
def fade_by_np_ceil(factor, limit):
    return np.ceil(np.log(limit) / np.log(factor))


@mistake("it has to be an int")
def fade_float(factor, limit):
    return np.floor(np.log(limit) / np.log(factor)) + 1


@mistake("it returned")
def fade_by_one_minus_factor(factor, limit):
    size, steps = 1.0, 0
    while size >= limit:
        size *= 1 - factor
        steps += 1
    return steps


@mistake("the same base")
def fade_mixed_bases(factor, limit):
    return math.floor(math.log10(limit) / math.log(factor)) + 1


@mistake("other way round")
def fade_log_exchanged(factor, limit):
    return math.ceil(math.log(factor, limit))


@mistake("more than 100 steps")
def fade_up_to_100(factor, limit):
    for steps in range(101):
        if factor**steps < limit:
            return steps


@mistake("more than 100 steps")
def fade_at_most_100(factor, limit):
    return min(100, fade_by_counter(factor, limit))


@mistake("expected a number")
def fade_as_list(factor, limit):
    return [steps for steps in range(1000) if factor**steps < limit][:1]


@mistake("one step is enough")
def fade_squared(factor, limit):
    size, steps = 1.0, 0
    while size >= limit:
        steps += 1
        size = size * factor**steps
    return steps


@mistake("the limit is 1")
def fade_checks_after_the_first(factor, limit):
    steps, size = 0, 1.0
    while size >= limit and limit < 1:
        size *= factor
        steps += 1
    return steps


@mistake("too small by one")
def fade_floor(factor, limit):
    return int(math.log(limit) / math.log(factor))


@mistake("only near 1")
def fade_natural(factor, limit):
    return int(-math.log(limit) / (1 - factor)) + 1


@mistake("too small by one")
def fade_last_above(factor, limit):
    steps = 0
    while factor ** (steps + 1) >= limit:
        steps += 1
    return steps


@mistake("is too large")
def fade_two_too_many(factor, limit):
    return fade_by_counter(factor, limit) + 2


@mistake("more than 10,000 steps")
def fade_at_most_1000(factor, limit):
    return min(1000, fade_by_counter(factor, limit))


@mistake("one step is enough")
def fade_at_least_two(factor, limit):
    return max(2, fade_by_counter(factor, limit))


@mistake("expected a number, got")
def fade_whether(factor, limit):
    return factor < limit
