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


@right
def numbers_by_cells(rows, units):
    from keras import layers

    counts = [sum(layers.LSTMCell(count).state_size) for count in units]
    return rows * sum(counts)


@right
def numbers_by_recursion(rows, units):
    if not units:
        return 0
    return 2 * rows * units[0] + numbers_by_recursion(rows, units[1:])


@right
def numbers_by_arrays(rows, units):
    h = [np.zeros((rows, count)) for count in units]
    c = [np.zeros_like(state) for state in h]
    return len(np.concatenate([state.ravel() for state in h + c]))


@mistake("the last layer keeps a state too")
def numbers_without_last_layer(rows, units):
    numbers = 0
    for layer in range(len(units) - 1):
        numbers += 2 * rows * units[layer]
    return numbers


@mistake("the first layer keeps a state too")
def numbers_without_first_layer(rows, units):
    return sum(2 * rows * units[layer] for layer in range(1, len(units)))


@mistake("not only the last one")
def numbers_overwritten(rows, units):
    for count in units:
        numbers = 2 * rows * count
    return numbers


@mistake("the same size")
def numbers_by_size(rows, units):
    by_size = {count: 2 * rows * count for count in units}
    return sum(by_size.values())


@mistake("different numbers of units")
def numbers_of_equal_layers(rows, units):
    return 2 * rows * len(units) * units[0]


@mistake("multiply by their number too")
def numbers_times_layers(rows, units):
    return 2 * rows * len(units) * sum(units)


@mistake("not three")
def numbers_with_output(rows, units):
    vectors = ["output", "h", "C"]
    return rows * len(vectors) * sum(units)


@mistake("C has as many rows")
def numbers_c_without_rows(rows, units):
    return sum(rows * count + count for count in units)


@mistake("once per layer")
def numbers_rows_every_time(rows, units):
    total = 2 * sum(units)
    for _ in units:
        total *= rows
    return total


@mistake("not only the largest")
def numbers_of_largest(rows, units):
    return 2 * rows * max(units)


@mistake("counts once")
def numbers_rows_squared(rows, units):
    return sum(2 * rows * count for count in units) * rows


@mistake("between the first and the last")
def numbers_first_and_last(rows, units):
    return 2 * rows * (units[0] + units[-1])


@mistake("not plus two")
def numbers_two_more(rows, units):
    return rows * sum(units) + 2


@mistake("it returned")
def numbers_two_per_layer_added(rows, units):
    return rows * sum(2 + count for count in units)


@mistake("not to the power")
def numbers_powers(rows, units):
    return rows * sum(count**2 for count in units)


@mistake("only one layer")
def numbers_averaged(rows, units):
    return 2 * rows * sum(units) // len(units)


@mistake("too large")
def numbers_of_weights(rows, units):
    numbers, below = 0, 1
    for count in units:
        numbers += 4 * count * (below + count + 1)
        below = count
    return numbers


@mistake("it returned")
def numbers_of_neighbours(rows, units):
    return 2 * rows * sum(a * b for a, b in zip(units, units[1:]))


@mistake("once it is summed")
def numbers_as_pair(rows, units):
    return rows * sum(units), rows * sum(units)


@mistake("same size")
def numbers_sorted_unique(rows, units):
    return int(2 * rows * np.unique(units).sum())


@mistake("there is only one layer")
def numbers_of_lower_layers_only(rows, units):
    return 2 * rows * sum(units[:2])


@mistake("to the units")
def numbers_plus_rows(rows, units):
    return 2 * (rows + sum(units))
