"""state-numbers: count the numbers that stacked stateful LSTM layers keep between batches.

Right is what Keras' own cells begin with: their states, counted.
"""

import math

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    rows = [int(number) for number in rng.choice(range(3, 40), 4, replace=False)]
    small, middle, large, largest = sorted(
        int(number) for number in rng.choice(range(3, 60), 4, replace=False)
    )
    return [
        _case(rows[0], [large]),
        _case(1, [middle, largest, small]),
        _case(rows[1], [small, large, large, middle]),
        _case(rows[2], [largest, middle, 1]),
        _case(rows[3], [small, large, large, largest, middle]),
        _case(1, [1]),
    ]


def _case(rows, units):
    from keras import layers

    kept = [layers.LSTMCell(count).get_initial_state(batch_size=rows) for count in units]
    right = sum(math.prod(state.shape) for states in kept for state in states)
    total, depth = sum(units), len(units)
    mistakes = {
        "an LSTM keeps two vectors, h and C": rows * total,
        "every row of a batch has a state of its own": 2 * total,
        "two vectors for every unit of every row: both are forgotten": total,
        "all layers keep a state, not only the last one": 2 * rows * units[-1],
        "all layers keep a state, not only the first one": 2 * rows * units[0],
        "all layers keep a state, not only the largest one": 2 * rows * max(units),
        "the layers between the first and the last keep a state too": (
            2 * rows * (units[0] + units[-1])
        ),
        "the last layer keeps a state too": 2 * rows * sum(units[:-1]),
        "the first layer keeps a state too": 2 * rows * sum(units[1:]),
        "a layer of the same size as another one keeps a state of its own": (
            2 * rows * sum(set(units))
        ),
        "the layers can have different numbers of units: add them up": 2 * rows * depth * units[0],
        "add the units of the layers, do not multiply them": 2 * rows * math.prod(units),
        "the sum of the units counts all layers already: do not multiply by their number too": (
            2 * rows * total * depth
        ),
        "the four gates are weights; only h and C are kept": 4 * rows * total,
        "the output is h itself: there are two vectors, not three": 3 * rows * total,
        "h and C have one number per unit, not one per layer": 2 * rows * depth,
        "a state per row: multiply by rows, do not add them": rows + 2 * total,
        "a state per row: multiply by rows, do not add them to the units": 2 * (rows + total),
        "two vectors for every unit: times two, not plus two": rows * total + 2,
        "two vectors for every unit: times two, not to the power of two": (
            rows * sum(count**2 for count in units)
        ),
        "C has as many rows as h": rows * total + total,
        "count numbers, not arrays": 2 * depth,
        "these are the layers one by one: return their sum": [2 * rows * count for count in units],
        "h and C are vectors, not matrices: the units are not squared": (
            2 * rows * sum(count**2 for count in units)
        ),
        "the number of rows counts once": 2 * rows**2 * total,
        "the number of rows counts once, not once per layer": 2 * rows**depth * total,
    }
    return Case((rows, units), right, "a whole number, as Keras counts it", mistakes)


state_numbers = Check(
    "state-numbers",
    1,
    _cases,
    tolerance=EXACT,  # numbers are counted
    corners={
        "the batch has only one row": lambda rows, units: rows == 1,
        "there is only one layer": lambda rows, units: len(units) == 1,
        "there are more than two layers": lambda rows, units: len(units) > 2,
        "two layers have the same size": lambda rows, units: len(set(units)) < len(units),
        "the largest layer is neither the first nor the last": lambda rows, units: (
            max(units[0], units[-1]) < max(units)
        ),
        "the last layer is smaller than the first": lambda rows, units: units[-1] < units[0],
        "a layer has only one unit": lambda rows, units: 1 in units,
    },
    seconds=20.0,
)
