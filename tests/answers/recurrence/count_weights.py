"""Answers to count-weights."""

import numpy as np

from tests.answers import Bank

bank = Bank("count-weights")
right, mistake = bank.right, bank.mistake


@right
def count_by_formula(steps, inputs, units, outputs):
    return inputs * units + units**2 + units + units * outputs + outputs


@right
def count_by_arrays(steps, inputs, units, outputs):
    shapes = [(inputs, units), (units, units), (units,), (units, outputs), (outputs,)]
    return sum(np.zeros(shape).size for shape in shapes)


@right
def count_by_factors(steps, inputs, units, outputs):
    return np.int64((inputs + units + 1) * units + (units + 1) * outputs)


@right
def count_by_keras(steps, inputs, units, outputs):
    from keras import Input, Sequential, layers

    net = Sequential([Input((None, inputs)), layers.SimpleRNN(units), layers.Dense(outputs)])
    return sum(int(np.prod(weight.shape)) for weight in net.trainable_weights)


@mistake("does not grow with the steps")
def count_all_steps(steps, inputs, units, outputs):
    return steps * count_by_formula(steps, inputs, units, outputs)


@mistake("U, W and their bias are shared")
def count_unrolled(steps, inputs, units, outputs):
    return steps * (inputs * units + units**2 + units) + units * outputs + outputs


@mistake("are weights, too")
def count_without_biases(steps, inputs, units, outputs):
    return inputs * units + units**2 + units * outputs


@mistake("the output has a bias")
def count_without_output_bias(steps, inputs, units, outputs):
    return inputs * units + units**2 + units + units * outputs


@mistake("the recurrent layer has a bias")
def count_without_b(steps, inputs, units, outputs):
    return inputs * units + units**2 + units * outputs + outputs


@mistake("each unit has one number in b")
def count_one_bias_a_layer(steps, inputs, units, outputs):
    return inputs * units + units**2 + 1 + units * outputs + 1


@mistake("units times units")
def count_w_as_vector(steps, inputs, units, outputs):
    return inputs * units + units + units + units * outputs + outputs


@mistake("W, the recurrent weights")
def count_without_w(steps, inputs, units, outputs):
    return inputs * units + units + units * outputs + outputs


@mistake("V, the output's weights")
def count_without_output(steps, inputs, units, outputs):
    return inputs * units + units**2 + units


@mistake("U, the input's weights")
def count_without_u(steps, inputs, units, outputs):
    return units**2 + units + units * outputs + outputs


@mistake("not from the inputs")
def count_v_from_inputs(steps, inputs, units, outputs):
    return inputs * units + units**2 + units + inputs * outputs + outputs


@mistake("return their sum")
def count_as_list(steps, inputs, units, outputs):
    return [inputs * units, units**2, units * outputs, units, outputs]


@mistake("no bias of their own")
def count_two_biases(steps, inputs, units, outputs):
    return inputs * units + units + units**2 + units + units * outputs + outputs


@mistake("whole number")
def count_as_float(steps, inputs, units, outputs):
    return float(count_by_formula(steps, inputs, units, outputs))


@mistake("expected a number")
def count_printed_formula(steps, inputs, units, outputs):
    return f"{inputs * units + units**2 + units + units * outputs + outputs}"
