"""steps-to-fade: the number of steps after which a size of 1 is below a limit.

Cases begin with the number of steps.
"""

import math

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(0.5, 3, 0.25),  # two steps reach the limit, three fall below it
        _case(0.8, 11, 0.1),
        _case(0.99, 688, 1e-3),
        *(_drawn_case(rng, steps) for steps in (7, 30)),
    ]


def _drawn_case(rng, steps):
    factor = round(float(rng.uniform(0.6, 0.9)), 3)
    return _case(factor, steps, float(factor ** (steps - rng.uniform(0.3, 0.4))))


def _case(factor, steps, limit):
    asks = "the first number of steps that brings the size below the limit"
    exact = math.log(limit) / math.log(factor)
    mistakes = {
        "below the limit, not at it": math.ceil(exact - 1e-9),
        "a step too few: count the first multiplication, too, and round up": steps - 1,
        "not yet below the limit: rounding to the nearest number can be too little": round(exact),
        "it is below the limit a step earlier": steps + 1,
        "the logarithm of the limit divided by that of the factor, not the other way round": (
            math.ceil(1 / exact)
        ),
        "each step multiplies by the factor, it does not subtract": (
            math.floor((1 - limit) / (1 - factor)) + 1
        ),
        "how fast it fades depends on the factor": math.ceil(-math.log(limit)),
        "how fast it fades depends on the factor, and the limit is not a power of 10": (
            math.ceil(-math.log10(limit))
        ),
        "take logarithms: limit / factor is not a number of steps": limit / factor,
        "a size of 1 is multiplied once a step, the step does not double": (
            math.ceil(math.log2(max(exact, 1)))
        ),
        "count the steps; that is the size after them": float(factor**steps),
    }
    return Case((factor, limit), steps, asks, mistakes)


steps_to_fade = Check("steps-to-fade", 1, _cases)
