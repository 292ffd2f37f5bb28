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
    return math.floor(round(math.log(limit) / math.log(factor), 9)) + 1


@right
def fade_by_powers(factor, limit):
    powers = factor ** np.arange(10_000)
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


@mistake("it returned 687")
def fade_one_too_few(factor, limit):
    return fade_by_loop(factor, limit) - 1


@mistake("it returned 687")
def fade_from_the_factor(factor, limit):
    size, steps = factor, 0
    while size >= limit:
        size *= factor
        steps += 1
    return steps


@mistake("it returned 687")
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


@right
def fade_by_calling_itself(factor, limit, size=1.0):
    return 0 if size < limit else 1 + fade_by_calling_itself(factor, limit, size * factor)
