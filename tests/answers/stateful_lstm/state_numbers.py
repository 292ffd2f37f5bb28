"""Answers to state-numbers."""

import numpy as np

from tests.answers import Bank

bank = Bank("state-numbers")
right, mistake = bank.right, bank.mistake


@right
def numbers_by_formula(rows, units):
    return rows * sum(2 * count for count in units)


@right
def numbers_by_loop(rows, units):
    numbers = 0
    for count in units:
        for _ in ("h", "C"):
            numbers += rows * count
    return numbers


@right
def numbers_by_numpy(rows, units):
    return 2 * rows * np.sum(units)


@right
def numbers_by_keras(rows, units):
    import keras

    net = keras.Sequential([keras.Input(batch_shape=(rows, None, 1))])
    for count in units:
        net.add(keras.layers.LSTM(count, stateful=True, return_sequences=True))
    return sum(np.asarray(state).size for layer in net.layers for state in layer.states)


@mistake("two vectors, h and C")
def numbers_of_h(rows, units):
    return rows * sum(units)


@mistake("every row")
def numbers_of_one_row(rows, units):
    return 2 * sum(units)


@mistake("both are forgotten")
def numbers_of_units(rows, units):
    return sum(units)


@mistake("not only the last one")
def numbers_of_last_layer(rows, units):
    return 2 * rows * units[-1]


@mistake("not only the first one")
def numbers_of_first_layer(rows, units):
    return 2 * rows * units[0]


@mistake("not only the first one")
def numbers_returned_too_early(rows, units):
    for count in units:
        return 2 * rows * count


@mistake("do not multiply them")
def numbers_multiplied(rows, units):
    return int(2 * rows * np.prod(units))


@mistake("four gates")
def numbers_with_gates(rows, units):
    return 4 * rows * sum(units)


@mistake("not one per layer")
def numbers_of_layers(rows, units):
    return 2 * rows * len(units)


@mistake("do not add them")
def numbers_rows_added(rows, units):
    return rows + 2 * sum(units)


@mistake("return their sum")
def numbers_as_list(rows, units):
    return [2 * rows * count for count in units]


@mistake("not matrices")
def numbers_squared(rows, units):
    return 2 * rows * sum(count * count for count in units)


@mistake("whole number")
def numbers_as_float(rows, units):
    return 2.0 * rows * sum(units)


@mistake("use return")
def numbers_printed(rows, units):
    print(2 * rows * sum(units))


@mistake("TypeError")
def numbers_of_a_list(rows, units):
    return 2 * rows + units
