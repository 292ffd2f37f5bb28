"""steps-to-fade: the number of steps after which a size of 1 is below a limit.

Cases begin with the number of steps.
"""

import math

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check

LARGEST_FACTOR, SMALLEST_LIMIT = 0.9999, 0.001  # of those that the text allows
MOST_STEPS = 69_075


def _is_met_exactly(factor, steps):
    """Whether all ways of counting agree on when a limit of factor**steps is met, be it by logarithms."""
    limit = factor**steps
    logarithms = math.log(limit) / math.log(factor), math.log10(limit) / math.log10(factor)
    return math.prod([factor] * steps) == limit and {*logarithms} == {steps}


MET_EXACTLY = [
    (sixteenths / 16, steps)
    for sixteenths in range(2, 16)
    for steps in range(3, 8)
    if _is_met_exactly(sixteenths / 16, steps) and (sixteenths / 16) ** steps >= SMALLEST_LIMIT
]


def _cases(rng):
    met = [MET_EXACTLY[place] for place in rng.choice(len(MET_EXACTLY), 3, replace=False)]
    return [
        *(_case(factor, steps + 1, factor**steps) for factor, steps in met),
        _case(round(float(rng.uniform(0.6, 0.9)), 4), 1, 1.0),
        _case(LARGEST_FACTOR, MOST_STEPS, SMALLEST_LIMIT),
        _drawn_case(rng, 1, least=0.1, most=0.2),
        _drawn_case(rng, 1, least=0.3, most=0.5),
        _drawn_case(rng, int(rng.integers(5, 13)), least=0.6, most=0.9),
        _drawn_case(rng, int(rng.integers(110, 160)), least=0.96, most=0.98, beyond=0.35),
        _drawn_case(rng, int(rng.integers(11_000, 16_000)), least=0.9996, most=0.9998, beyond=0.35),
    ]


def _drawn_case(rng, steps, least, most, beyond=None):
    """beyond: the part of a step by which the last one goes too far, always clear of 0 and 1."""
    factor = round(float(rng.uniform(least, most)), 4)
    if beyond is None:
        beyond = rng.uniform(0.55, 0.8)
    digits = 4 if steps < 1_000 else 7  # a step must remain larger than what rounding takes
    return _case(factor, steps, float(f"{factor ** (steps - beyond):.{digits}g}"))


def _case(factor, steps, limit):
    asks = "the first number of steps that brings the size below the limit, as an int"
    exact = math.log(limit) / math.log(factor)
    mistakes = {
        "below the limit, not at it": math.ceil(exact - 1e-9),
        "it is below the limit a step earlier": steps + 1,
        "the number of steps is right, but it has to be an int: int(11.0) is 11": float(steps),
        "each step multiplies by the factor, it does not subtract": (
            math.floor((1 - limit) / (1 - factor)) + 1
        ),
        "ln(factor) is about factor - 1 only near 1: take the logarithm": (
            int(-math.log(limit) / (1 - factor)) + 1
        ),
        "how fast it fades depends on the factor": math.ceil(-math.log(limit)),
        "how fast it fades depends on the factor, and the limit is not a power of 10": (
            math.ceil(-math.log10(limit))
        ),
        "both logarithms need the same base": (
            math.floor(math.log10(limit) / math.log(factor) + 1e-9) + 1
        ),
        "take logarithms: limit / factor is not a number of steps": limit / factor,
        "a size of 1 is multiplied once a step, the step does not double": (
            math.ceil(math.log2(max(exact, 1)))
        ),
        "count the steps; that is the size after them": float(factor**steps),
    }
    return Case((factor, limit), steps, asks, mistakes)


steps_to_fade = Check(
    "steps-to-fade",
    1,
    _cases,
    tolerance=EXACT,  # steps are counted
    mistakes={
        "the logarithm of the limit divided by that of the factor, not the other way round": (
            lambda factor, limit: math.ceil(math.log(factor) / math.log(limit))
        ),
    },
    corners={
        "a number of steps brings the size to the limit exactly": lambda factor, limit: any(
            factor**steps == limit for steps in range(1, 8)
        ),
        "the limit is 1": lambda factor, limit: limit == 1,
        "one step is enough": lambda factor, limit: factor < limit,
        "more than 100 steps are needed": lambda factor, limit: factor**100 >= limit,
        "more than 10,000 steps are needed": lambda factor, limit: factor**10_000 >= limit,
        "factor and limit are the ones that need the most steps": lambda factor, limit: (
            (factor, limit) == (LARGEST_FACTOR, SMALLEST_LIMIT)
        ),
        "the factor is below 0.5": lambda factor, limit: factor < 0.5,
    },
)
