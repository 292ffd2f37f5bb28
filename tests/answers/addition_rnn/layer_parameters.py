"""Answers to layer-parameters."""

import numpy as np

from tests.answers import Bank

bank = Bank("layer-parameters")
right, mistake = bank.right, bank.mistake


def lstm(n, m):
    return 4 * (n * m + m * m + m)


@right
def parameters_by_formula(symbols, units):
    return lstm(symbols, units), 0, lstm(units, units), units * symbols + symbols


@right
def parameters_as_list(symbols, units):
    shapes = [(symbols, units), (units, units)]
    encoder, decoder = (sum(4 * (n * m + m * m + m) for n, m in [shape]) for shape in shapes)
    return [encoder, 0, decoder, (units + 1) * symbols]


@right
def parameters_by_numpy(symbols, units):
    inputs = np.array([symbols, units])
    encoder, decoder = 4 * units * (inputs + units + 1)
    return np.array([encoder, 0, decoder, symbols * (units + 1)])


@mistake("four sets of weights")
def parameters_one_gate(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return encoder // 4, repeat, decoder // 4, dense


@mistake("would be a GRU")
def parameters_gru(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return encoder * 3 // 4, repeat, decoder * 3 // 4, dense


@mistake("has a bias for every unit")
def parameters_no_bias(symbols, units):
    return (
        4 * (symbols + units) * units,
        0,
        8 * units**2,
        units * symbols + symbols,
    )


@mistake("one bias per unit")
def parameters_two_biases(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return encoder + 4 * units, repeat, decoder + 4 * units, dense


@mistake("reads the repeated vector")
def parameters_decoder_reads_symbols(symbols, units):
    return lstm(symbols, units), 0, lstm(symbols, units), units * symbols + symbols


@mistake("own last output")
def parameters_not_recurrent(symbols, units):
    return (
        4 * (symbols * units + units),
        0,
        4 * (units * units + units),
        units * symbols + symbols,
    )


@mistake("bias for every symbol")
def parameters_dense_without_bias(symbols, units):
    return (*parameters_by_formula(symbols, units)[:3], units * symbols)


@mistake("one bias per symbol")
def parameters_dense_wrong_bias(symbols, units):
    return (*parameters_by_formula(symbols, units)[:3], units * symbols + units)


@mistake("not one for the whole set")
def parameters_one_bias_per_set(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return encoder - 4 * units + 4, repeat, decoder - 4 * units + 4, dense


@mistake("they are swapped")
def parameters_exchanged(symbols, units):
    return lstm(units, symbols), 0, lstm(units, units), units * symbols + symbols


@mistake("only copies")
def parameters_of_repeat(symbols, units):
    encoder, _, decoder, dense = parameters_by_formula(symbols, units)
    return encoder, units, decoder, dense


@mistake("shared by all time steps")
def parameters_per_step(symbols, units):
    encoder, _, decoder, dense = parameters_by_formula(symbols, units)
    return 7 * encoder, 0, 4 * decoder, 4 * dense


@mistake("not their sum")
def parameters_summed(symbols, units):
    return sum(parameters_by_formula(symbols, units))


@mistake("RepeatVector is a layer too")
def parameters_without_repeat(symbols, units):
    encoder, _, decoder, dense = parameters_by_formula(symbols, units)
    return encoder, decoder, dense


@mistake("whole number")
def parameters_as_float(symbols, units):
    return tuple(count / 1 for count in parameters_by_formula(symbols, units))
