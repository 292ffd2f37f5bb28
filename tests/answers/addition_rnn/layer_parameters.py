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


@right
def parameters_by_keras(symbols, units):
    import keras
    from keras import layers

    net = keras.Sequential([keras.Input((7, symbols)), layers.LSTM(units), layers.RepeatVector(4)])
    net.add(layers.LSTM(units, return_sequences=True))
    net.add(layers.TimeDistributed(layers.Dense(symbols)))
    return [layer.count_params() for layer in net.layers]


@right
def parameters_by_shapes(symbols, units):
    shapes = {
        "encoder": 4 * [(units, symbols), (units, units), (units,)],
        "repeat": [],
        "decoder": 4 * [(units, units), (units, units), (units,)],
        "dense": [(symbols, units), (symbols,)],
    }
    return tuple(sum(int(np.prod(shape)) for shape in of_layer) for of_layer in shapes.values())


@right
def parameters_by_arrays(symbols, units):
    def lstm_of(reads):
        return sum(np.zeros((units, reads + units + 1), "bool").size for _ in range(4))

    dense = np.ones((units + 1, symbols), dtype="int64").sum()
    return np.array([lstm_of(symbols), 0, lstm_of(units), dense], dtype="int64")


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


@mistake("no layer has a bias")
def parameters_no_bias_at_all(symbols, units):
    return 4 * units * (symbols + units), 0, 4 * units * (units + units), units * symbols


@mistake("four times all of it")
def parameters_brackets_missing(n, m):
    return 4 * n * m + m**2 + m, 0, 4 * m * m + m**2 + m, m * n + n


@mistake("its own bias")
def parameters_one_bias_for_four_gates(n, m):
    return 4 * (n * m + m * m) + m, 0, 4 * (m * m + m * m) + m, (m + 1) * n


@mistake("one copy of the vector")
def parameters_decoder_reads_four_copies(symbols, units):
    return lstm(symbols, units), 0, lstm(4 * units, units), units * symbols + symbols


@mistake("no symbols")
def parameters_decoder_reads_both(symbols, units):
    return lstm(symbols, units), 0, lstm(units + symbols, units), units * symbols + symbols


@mistake("not two times units")
def parameters_units_doubled(symbols, units):
    def count(reads):
        return 4 * (reads * units + units * 2 + units)

    return count(symbols), 0, count(units), (units + 1) * symbols


@mistake("no peepholes")
def parameters_with_peepholes(symbols, units):
    first, second = lstm(symbols, units) + 3 * units, lstm(units, units) + 3 * units
    return first, 0, second, (units + 1) * symbols


@mistake("one vector, not four")
def parameters_dense_reads_all_steps(symbols, units):
    return lstm(symbols, units), 0, lstm(units, units), (4 * units + 1) * symbols


@mistake("has shape (units, units)")
def parameters_both_matrices_read_symbols(symbols, units):
    encoder = 4 * (2 * symbols * units + units)
    return encoder, 0, lstm(units, units), (units + 1) * symbols


@mistake("has a U and a W")
def parameters_decoder_not_recurrent(symbols, units):
    return lstm(symbols, units), 0, 4 * units * (units + 1), (units + 1) * symbols


@mistake("not for each unit")
def parameters_encoder_reads_units(symbols, units):
    both = lstm(units, units)
    return both, 0, both, (units + 1) * symbols


@mistake("the Input is not one of them")
def parameters_with_input(symbols, units):
    return (0, *parameters_by_formula(symbols, units))


@mistake("is not asked for")
def parameters_with_sum(symbols, units):
    counts = list(parameters_by_formula(symbols, units))
    return [*counts, sum(counts)]


@mistake("are exchanged")
def parameters_exchanged_halves(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return decoder, repeat, encoder, dense


@mistake("however often it repeats")
def parameters_of_all_copies(symbols, units):
    encoder, _, decoder, dense = parameters_by_formula(symbols, units)
    return encoder, 4 * units, decoder, dense


@mistake("your `encoder`")
def parameters_of_our_network(symbols, units):
    return 72_192, 0, 131_584, 1_548


@mistake("your `encoder`")
def parameters_of_simple_rnns(symbols, units):
    def count(reads):
        return (reads + units) * units

    return count(symbols), 0, count(units), symbols * units


@mistake("your `dense`")
def parameters_dense_without_weights(symbols, units):
    return *parameters_by_formula(symbols, units)[:3], symbols


@mistake("got a value of type dict")
def parameters_by_name(symbols, units):
    names = ("encoder", "repeat", "decoder", "dense")
    return dict(zip(names, parameters_by_formula(symbols, units)))


@mistake("use return")
def parameters_printed(symbols, units):
    print(*parameters_by_formula(symbols, units))


@mistake("the string")
def parameters_as_text(symbols, units):
    return "{}, {}, {}, {}".format(*parameters_by_formula(symbols, units))
