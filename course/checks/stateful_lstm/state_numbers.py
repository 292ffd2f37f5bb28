"""state-numbers: count the numbers that stacked stateful LSTM layers keep between batches.

Keras counts what is right.
"""

import math

from course.checks.base.core import Case, Check


def _cases(rng):
    drawn = [int(number) for number in rng.integers(3, 12, 4)]
    return [
        _case(5, [7]),
        _case(1, [3, 4]),
        _case(20, [16, 16, 8]),
        _case(drawn[0], [2 * drawn[1], *drawn[2:]]),
    ]


def _case(rows, units):
    import keras
    from keras import layers

    net = keras.Sequential([keras.Input(batch_shape=(rows, 3, 2))])
    for count in units:
        net.add(layers.LSTM(count, stateful=True, return_sequences=True))
    right = int(sum(math.prod(state.shape) for layer in net.layers for state in layer.states))
    total, depth = sum(units), len(units)
    mistakes = {
        "an LSTM keeps two vectors, h and C": rows * total,
        "every row of a batch has a state of its own": 2 * total,
        "two vectors for every unit of every row: both are forgotten": total,
        "all layers keep a state, not only the last one": 2 * rows * units[-1],
        "all layers keep a state, not only the first one": 2 * rows * units[0],
        "all layers keep a state, not only the largest one": 2 * rows * max(units),
        "add the units of the layers, do not multiply them": 2 * rows * math.prod(units),
        "the four gates are weights; only h and C are kept": 4 * rows * total,
        "h and C have one number per unit, not one per layer": 2 * rows * depth,
        "a state per row: multiply by rows, do not add them": rows + 2 * total,
        "count numbers, not arrays": 2 * depth,
        "these are the layers one by one: return their sum": [2 * rows * count for count in units],
        "h and C are vectors, not matrices: the units are not squared": (
            2 * rows * sum(count**2 for count in units)
        ),
        "the number of rows counts once": 2 * rows**2 * total,
    }
    return Case((rows, units), right, "a whole number, as Keras counts it", mistakes)


state_numbers = Check("state-numbers", 1, _cases, seconds=20.0)
