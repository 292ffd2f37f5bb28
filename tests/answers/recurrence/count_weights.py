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


@right
def count_with_lists(steps, inputs, units, outputs):
    U = [[0] * units for _ in range(inputs)]
    W = [[0] * units for _ in range(units)]
    V = [[0] * outputs for _ in range(units)]
    return sum(map(len, U)) + sum(map(len, W)) + sum(map(len, V)) + units + outputs


@right
def count_by_loops(steps, inputs, units, outputs):
    count = 0
    for _ in range(units):
        count += inputs + units + 1
    for _ in range(outputs):
        count += units + 1
    return count


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


@mistake("b has one for each")
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


@mistake("V and the output's bias are missing")
def count_without_output(steps, inputs, units, outputs):
    return inputs * units + units**2 + units


@mistake("U, the input's weights")
def count_without_u(steps, inputs, units, outputs):
    return units**2 + units + units * outputs + outputs


@mistake("not from the inputs")
def count_v_from_inputs(steps, inputs, units, outputs):
    return inputs * units + units**2 + units + inputs * outputs + outputs


@mistake("expected a number")
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


@mistake("U is shared by all steps")
def count_flattened_input(steps, inputs, units, outputs):
    return steps * inputs * units + units * units + units + units * outputs + outputs


@mistake("Dense reads the last state only")
def count_flattened_states(steps, inputs, units, outputs):
    recurrent = units * (inputs + units + 1)
    return recurrent + steps * units * outputs + outputs


@mistake("it reads the last one only")
def count_dense_at_each_step(steps, inputs, units, outputs):
    dense = (units + 1) * outputs
    return (inputs + units + 1) * units + steps * dense


@mistake("not one for all outputs")
def count_one_output_bias(steps, inputs, units, outputs):
    return inputs * units + units * units + units + units * outputs + 1


@mistake("not one for all units")
def count_one_unit_bias(steps, inputs, units, outputs):
    return inputs * units + units * units + 1 + units * outputs + outputs


@mistake("not twice the units")
def count_w_doubled(steps, inputs, units, outputs):
    return inputs * units + 2 * units + units + units * outputs + outputs


@mistake("not for each input")
def count_bias_of_inputs(steps, inputs, units, outputs):
    return inputs * (units + 1) + units**2 + units * outputs + outputs


@mistake("not four times")
def count_as_lstm(steps, inputs, units, outputs):
    return 4 * (inputs * units + units**2 + units) + units * outputs + outputs


@mistake("do not multiply them")
def count_product(steps, inputs, units, outputs):
    return (inputs + units + 1) * units * (units + 1) * outputs


@mistake("not inputs plus units")
def count_u_as_sum(steps, inputs, units, outputs):
    return (inputs + units) + units * units + units + units * outputs + outputs


@mistake("does not read the inputs")
def count_shortcut(steps, inputs, units, outputs):
    return units * (inputs + units) + outputs * (units + inputs) + units + outputs


@mistake("two weights")
def count_pairs_of_units(steps, inputs, units, outputs):
    pairs = sum(range(1, units + 1))
    return inputs * units + pairs + units + units * outputs + outputs


@mistake("should give the number of trainable weights")
def count_units_only(steps, inputs, units, outputs):
    return units + outputs


@mistake("should give the number of trainable weights")
def count_of_section_2(steps, inputs, units, outputs):
    return 89


@mistake("in W each leads to itself")
def count_units_apart(steps, inputs, units, outputs):
    return (inputs + 1) * units + units * (units - 1) + (units + 1) * outputs
