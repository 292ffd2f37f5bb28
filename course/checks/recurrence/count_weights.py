"""count-weights: the number of weights to train in SimpleRNN with Dense after it.

Keras counts what is right.
"""

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check

LARGEST = 200


def _cases(rng):
    def sizes(count):  # all different, so that mistakes are
        return [int(size) for size in rng.choice([4, 5, 6, 7, 9, 10, 11, 13], count, replace=False)]

    steps, inputs, units, outputs = sizes(4)
    alike = int(rng.integers(3, 60))
    return [
        _case(steps, inputs, units, outputs),
        _case(int(rng.integers(20, 40)), *sizes(3)),
        _case(*sizes(4)),
        _case(1, *sizes(2), 1),
        _case(sizes(1)[0], 1, *sizes(2)),
        _case(*sizes(2), 1, sizes(1)[0]),
        _case(alike, alike, alike, alike),
        _case(LARGEST, sizes(1)[0], LARGEST, sizes(1)[0]),
    ]


def _case(steps, inputs, units, outputs):
    from keras import layers

    quick = {"kernel_initializer": "zeros"}  # no weights are drawn
    recurrent = layers.SimpleRNN(units, recurrent_initializer="zeros", **quick)
    dense = layers.Dense(outputs, **quick)
    recurrent.build((None, steps, inputs))
    dense.build((None, units))
    right = recurrent.count_params() + dense.count_params()
    mistakes = {
        hint: right + lacks(steps, inputs, units, outputs) for hint, lacks in WRONG_BY.items()
    }
    mistakes["the weights are shared by all steps: their number does not grow with the steps"] = (
        steps * right
    )
    asks = "the number of trainable weights"
    return Case((steps, inputs, units, outputs), right, asks, mistakes)


# How far from the right number a mistake leads, of t steps, n inputs, m units and k outputs.
WRONG_BY = {
    "U, W and their bias are shared by all steps": lambda t, n, m, k: (t - 1) * (n + m + 1) * m,
    "U is shared by all steps": lambda t, n, m, k: (t - 1) * n * m,
    "W is shared by all steps: it does not grow with their number": lambda t, n, m, k: (
        (t - 1) * m * m
    ),
    "the steps follow each other, they are not joined by a W of their own between any two": (
        lambda t, n, m, k: (t - 2) * m * m
    ),
    "Dense reads the last state only, not the states of all steps": lambda t, n, m, k: (
        (t - 1) * m * k
    ),
    "Dense is the same at all steps, and it reads the last one only": (
        lambda t, n, m, k: (t - 1) * (m + 1) * k
    ),
    "b and the output's bias are weights, too": lambda t, n, m, k: -m - k,
    "the output has a bias, too": lambda t, n, m, k: -k,
    "too few by the units: b has one for each, and in W each leads to itself, too": lambda t, n, m, k: (
        -m
    ),
    "in V, each output has one number for each unit": lambda t, n, m, k: k - m * k,
    "each unit has one number in b, and each output has one": lambda t, n, m, k: 2 - m - k,
    "each unit has one number in b, not one for all units": lambda t, n, m, k: 1 - m,
    "each output has a bias of its own, not one for all outputs": lambda t, n, m, k: 1 - k,
    "b has one number for each unit, not for each input": lambda t, n, m, k: n - m,
    "the output's bias has one number for each output, not for each unit": lambda t, n, m, k: m - k,
    "b is shared by all steps": lambda t, n, m, k: (t - 1) * m,
    "W leads from every unit to every unit: units times units": lambda t, n, m, k: m - m * m,
    "W has units squared numbers, not twice the units": lambda t, n, m, k: 2 * m - m * m,
    "from unit i to unit j and from j to i are two weights": lambda t, n, m, k: (
        m * (m + 1) // 2 - m * m
    ),
    "W, the recurrent weights, are missing": lambda t, n, m, k: -m * m,
    "W was counted twice": lambda t, n, m, k: m * m,
    "W leads from unit to unit, not from inputs to inputs": lambda t, n, m, k: n * n - m * m,
    "W leads from unit to unit, not from outputs to units": lambda t, n, m, k: (k - m) * m,
    "V and the output's bias are missing": lambda t, n, m, k: -(m + 1) * k,
    "V, the output's weights, are missing": lambda t, n, m, k: -m * k,
    "U, the input's weights, are missing": lambda t, n, m, k: -n * m,
    "V leads from the units to the outputs, not from the inputs": lambda t, n, m, k: (n - m) * k,
    "V leads from the units only: the output does not read the inputs": lambda t, n, m, k: n * k,
    "each output has weights of its own in V": lambda t, n, m, k: m - m * k,
    "U leads from every input to every unit: inputs times units": lambda t, n, m, k: n - n * m,
    "inputs times units, not inputs plus units": lambda t, n, m, k: n + m - n * m,
    "one bias for each unit: U and W have no bias of their own": lambda t, n, m, k: m,
    "a SimpleRNN has no gates: its weights count once, not four times": (
        lambda t, n, m, k: 3 * (n + m + 1) * m
    ),
    "add the weights of the layers, do not multiply them": lambda t, n, m, k: (
        (n + m + 1) * m * ((m + 1) * k - 1) - (m + 1) * k
    ),
}

count_weights = Check(
    "count-weights",
    1,
    _cases,
    tolerance=EXACT,
    corners={
        "steps is 1": lambda steps, inputs, units, outputs: steps == 1,
        "inputs is 1": lambda steps, inputs, units, outputs: inputs == 1,
        "units is 1": lambda steps, inputs, units, outputs: units == 1,
        "outputs is 1": lambda steps, inputs, units, outputs: outputs == 1,
        "units is 200": lambda steps, inputs, units, outputs: units == LARGEST,
        "all four numbers are equal": lambda *sizes: len(set(sizes)) == 1,
        "all four numbers differ": lambda *sizes: len(set(sizes)) == 4,
        "there are more units than inputs": lambda steps, inputs, units, outputs: units > inputs,
        "there are fewer units than inputs": lambda steps, inputs, units, outputs: units < inputs,
    },
)
