"""units-for: the most units that a recurrent layer of Keras can have within a budget.

Keras counts a layer; the budget is chosen so that it just fits, or that one number is missing for the next.
"""

import math
from bisect import bisect_right
from functools import cache

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.lstm_gru._shared import ZEROS

SETS, BIASES = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}, {"SimpleRNN": 1, "LSTM": 1, "GRU": 2}


def _cases(rng):
    def between(least, most):
        return int(rng.integers(least, most + 1))

    return [
        _case("LSTM", inputs=between(5, 20), units=between(10, 40), left=1),
        _case("GRU", inputs=between(5, 20), units=between(10, 40)),
        _case("SimpleRNN", inputs=between(5, 20), units=between(10, 40), left=between(2, 5)),
        _case("GRU", inputs=between(4, 9), units=between(100, 200), is_short=True),
        _case("LSTM", inputs=1, units=between(300, 490)),
        _case("SimpleRNN", inputs=between(4, 9), units=between(970, 990), is_short=True),
        _case("GRU", inputs=between(700, 1000), units=between(30, 90)),
        _case("GRU", inputs=between(20, 30), units=between(20, 30), is_short=True),
        _case("SimpleRNN", inputs=between(20, 30), units=between(5, 15), is_short=True),
        _case("LSTM", inputs=between(30, 60), units=0, is_short=True),
        _case("SimpleRNN", inputs=between(5, 60), units=0),
        _case("GRU", inputs=between(10, 60), units=0, left=between(2, 5)),
    ]


def _case(kind, *, inputs, units, left=0, is_short=False):
    """A budget of which these units leave something, or of which one more unit would need one number more."""
    enough = _counted(kind=kind, inputs=inputs, units=units) if units else 0
    budget = enough + left
    if is_short:
        budget = _counted(kind=kind, inputs=inputs, units=units + 1) - 1

    def most_units(count):
        return bisect_right(range(1, budget + 2), budget, key=lambda m: count(inputs, m))

    def most_by_sets(sets=SETS[kind], biases=BIASES[kind]):
        return most_units(lambda n, m: sets * (n * m + m**2 + biases * m))

    def root(first, second, third):
        """What becomes of the formula for m**2 + p * m = budget / sets, where some of it is forgotten."""
        p = inputs + BIASES[kind]
        return int((first * p + math.sqrt(p**2 + second * budget / SETS[kind])) / third)

    sets, biases = SETS[kind], BIASES[kind]
    mistakes = {
        "the candidate has weights as well: an LSTM has four sets, a GRU three": (
            most_by_sets({"SimpleRNN": 1, "LSTM": 3, "GRU": 2}[kind])
        ),
        "an LSTM has four sets of weights, a GRU three, a SimpleRNN one: all are counted as LSTMs": (
            most_by_sets(sets=4, biases=1)
        ),
        "an LSTM has four sets of weights, a GRU three: all are counted as SimpleRNNs": (
            most_by_sets(sets=1, biases=1)
        ),
        "an LSTM has four sets of weights, a GRU three: the two are swapped": (
            most_by_sets({"SimpleRNN": 1, "LSTM": 3, "GRU": 4}[kind])
        ),
        "each set has weights for x, weights for h and biases: all three are multiplied by the sets": (
            most_units(lambda n, m: sets * n * m + m**2 + biases * m)
        ),
        "a GRU in Keras has two biases for each unit and set": most_by_sets(biases=1),
        "only the GRU has two biases in Keras": most_by_sets(biases=2),
        "a SimpleRNN has biases as well": (
            most_by_sets(biases=0 if kind == "SimpleRNN" else biases)
        ),
        "the weights that meet h are missing": most_units(lambda n, m: sets * m * (n + biases)),
        "the weights that meet x are missing": most_units(lambda n, m: sets * m * (m + biases)),
        "every unit meets every unit: m * m weights for h, not m": (
            most_units(lambda n, m: sets * m * (n + 1 + biases))
        ),
        "every unit meets every unit: m * m weights for h, not n * n": (
            most_units(lambda n, m: sets * (n * m + n**2 + biases * m))
        ),
        "m * m weights for h, not 2 * m": most_units(lambda n, m: sets * m * (n + 2 + biases)),
        "the budget itself may be spent: at most, not fewer": (
            most_units(lambda n, m: sets * m * (n + m + biases) + 1)
        ),
        "if not even one unit fits, the answer is 0": max(units, 1),
        "return the units, not the numbers in the layer": enough,
        "return the units, not what is left of the budget": budget - enough,
        "return the units of one set: do not multiply them by the sets": sets * units,
        "the formula for a quadratic equation divides by 2": root(-1, 4, 1),
        "the formula for a quadratic equation subtracts n and the biases, not adds": root(1, 4, 2),
        "under the root of a quadratic equation stands 4 times the budget": root(-1, 1, 2),
    }  # fmt: skip
    asks = "the most units that the budget allows, as Keras counts"
    return Case((kind, inputs, budget), units, asks, mistakes)


@cache
def _counted(*, kind, inputs, units):
    import keras

    layer = getattr(keras.layers, kind)(units, **ZEROS)
    layer.build((None, None, inputs))
    return layer.count_params()


def _is(wanted):
    return lambda kind, inputs, budget: kind == wanted and budget >= 100


units_for = Check(
    "units-for",
    2,
    _cases,
    tolerance=EXACT,
    corners={
        "the layer is a GRU and the budget is 100 or more": _is("GRU"),
        "the layer is an LSTM and the budget is 100 or more": _is("LSTM"),
        "the layer is a SimpleRNN and the budget is 100 or more": _is("SimpleRNN"),
        "there is one input": lambda kind, inputs, budget: inputs == 1,
        "there are 500 inputs or more": lambda kind, inputs, budget: inputs >= 500,
        "the budget is 0": lambda kind, inputs, budget: budget == 0,
        "the budget is smaller than the number of inputs": (
            lambda kind, inputs, budget: budget < inputs
        ),
        "the budget is 900,000 or more": lambda kind, inputs, budget: budget >= 900_000,
    },
)
