"""count-weights: the number of weights to train in SimpleRNN with Dense after it.

Keras counts what is right.
"""

from course.checks.base.core import Case, Check


def _cases(rng):
    random = (int(number) for number in rng.permutation([4, 6, 9, 13]))
    return [_case(*sizes) for sizes in ((4, 2, 7, 1), (30, 3, 5, 2), tuple(random))]


def _case(steps, inputs, units, outputs):
    from keras import layers

    recurrent, dense = layers.SimpleRNN(units), layers.Dense(outputs)
    recurrent.build((None, steps, inputs))
    dense.build((None, units))
    right = recurrent.count_params() + dense.count_params()
    u, w, v = inputs * units, units * units, units * outputs
    mistakes = {
        "the weights are shared by all steps: their number does not grow with the steps": (
            steps * right
        ),
        "U, W and their bias are shared by all steps": steps * (right - v - outputs) + v + outputs,
        "b and the output's bias are weights, too": u + w + v,
        "the output has a bias, too": right - outputs,
        "the recurrent layer has a bias b, too": right - units,
        "each unit has one number in b, and each output one more": u + w + v + 2,
        "W leads from every unit to every unit: units times units": right - w + units,
        "W, the recurrent weights, are missing": right - w,
        "V, the output's weights, are missing": right - v - outputs,
        "U, the input's weights, are missing": right - u,
        "V leads from the units to the outputs, not from the inputs": right - v + inputs * outputs,
        "each output has its own weights in V": right - v + units,
        "one bias for each unit: U and W have no bias of their own": right + units,
        "add the weights of the layers, do not multiply them": (u + w + units) * (v + outputs),
        "inputs times units, not inputs plus units": right - u + inputs + units,
        "return their sum": [u, w, v, units, outputs],
    }
    asks = "the number of trainable weights"
    return Case((steps, inputs, units, outputs), right, asks, mistakes)


count_weights = Check("count-weights", 1, _cases)
