"""Answers to units-for."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("units-for")
right, mistake = bank.right, bank.mistake


@right
def units_by_search(kind, inputs, budget):
    sets, biases = {"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 2)}[kind]
    units = 0
    while sets * (units + 1) * (inputs + units + 1 + biases) <= budget:
        units += 1
    return units


@right
def units_by_root(kind, inputs, budget):
    """m² + pm = budget / sets, solved for m, rounded down, in whole numbers."""
    sets = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    p = inputs + (2 if kind == "GRU" else 1)
    return (math.isqrt(p * p + 4 * (budget // sets)) - p) // 2


@right
def units_by_keras(kind, inputs, budget):
    """Halve the range again and again; Keras counts."""
    from keras import layers

    fits, too_many = 0, 512
    while too_many - fits > 1:
        units = (fits + too_many) // 2
        layer = getattr(layers, kind)(units)
        layer.build((None, None, inputs))
        if layer.count_params() <= budget:
            fits = units
        else:
            too_many = units
    return fits


@right
def units_by_numpy(kind, inputs, budget):
    m = np.arange(1, 2000)
    numbers = {
        "SimpleRNN": inputs * m + m**2 + m,
        "LSTM": 4 * (inputs * m + m**2 + m),
        "GRU": 3 * (inputs * m + m**2 + 2 * m),
    }[kind]
    return (numbers <= budget).sum()


def units(budget, inputs, sets, biases=1, square=True, spend=True):
    m = 0
    while True:
        needed = sets * ((m + 1) * (inputs + biases) + ((m + 1) ** 2 if square else m + 1))
        if needed > budget - (not spend):
            return m
        m += 1


SETS, BIASES = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}, {"SimpleRNN": 1, "LSTM": 1, "GRU": 2}


@mistake("the candidate has weights as well")
def units_gates_only(kind, inputs, budget):
    return units(budget, inputs, {"SimpleRNN": 1, "LSTM": 3, "GRU": 2}[kind], BIASES[kind])


@mistake("an LSTM has four sets")
def units_always_lstm(kind, inputs, budget):
    return units(budget, inputs, 4)


@mistake("not four")
def units_gru_of_four(kind, inputs, budget):
    return units(budget, inputs, 4 if kind == "GRU" else SETS[kind], BIASES[kind])


@mistake("two biases for each")
def units_one_bias(kind, inputs, budget):
    return units(budget, inputs, SETS[kind])


@mistake("only the GRU")
def units_two_biases(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 2)


@mistake("the biases are missing")
def units_no_bias(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 0)


@mistake("that meet h are missing")
def units_no_recurrence(kind, inputs, budget):
    return budget // (SETS[kind] * (inputs + BIASES[kind]))


@mistake("that meet x are missing")
def units_no_inputs(kind, inputs, budget):
    return units(budget, 0, SETS[kind], BIASES[kind])


@mistake("m * m weights")
def units_no_square(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], BIASES[kind], square=False)


@mistake("not fewer")
def units_below(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], BIASES[kind], spend=False)


@mistake("round down")
def units_one_too_many(kind, inputs, budget):
    return units_by_search(kind, inputs, budget) + 1


@mistake("the answer is 0")
def units_at_least_one(kind, inputs, budget):
    return max(1, units_by_search(kind, inputs, budget))


@mistake("it returned 49")
def units_below_fifty(kind, inputs, budget):
    return min(49, units_by_search(kind, inputs, budget))


@mistake("an LSTM has four sets of weights: three gates")
def units_lstm_of_three(kind, inputs, budget):
    return units(budget, inputs, 3 if kind == "LSTM" else SETS[kind], BIASES[kind])


@mistake("a GRU has three sets of weights: two gates")
def units_gru_of_two(kind, inputs, budget):
    return units(budget, inputs, 2 if kind == "GRU" else SETS[kind], BIASES[kind])


@mistake("an LSTM has one for each of its sets")
def units_lstm_of_two_biases(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 1 if kind == "SimpleRNN" else 2)


@mistake("a SimpleRNN has biases as well")
def units_simple_without_bias(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 0 if kind == "SimpleRNN" else BIASES[kind])


def units_with_few_biases(kind, inputs, budget, biases):
    return units(budget - biases, inputs, SETS[kind], 0)


@mistake("one per set is not enough")
def units_bias_once_a_set(kind, inputs, budget):
    return units_with_few_biases(kind, inputs, budget, SETS[kind] * BIASES[kind])


@mistake("one per set is not enough")
def units_one_bias_once_a_set(kind, inputs, budget):
    return units_with_few_biases(kind, inputs, budget, SETS[kind])


@mistake("one per layer is not enough")
def units_bias_once_a_layer(kind, inputs, budget):
    return units_with_few_biases(kind, inputs, budget, 1)


@mistake("larger than the budget: round down")
def units_up(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return math.ceil((math.sqrt(p * p + 4 * budget / SETS[kind]) - p) / 2 - 1e-9)


@mistake("larger than the budget: round down")
def units_nearest(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return round((np.sqrt(p * p + 4 * budget / SETS[kind]) - p) / 2)


@mistake("use // or int()")
def units_not_rounded(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return (np.sqrt(p * p + 4 * budget / SETS[kind]) - p) / 2


@mistake("not the numbers in the layer")
def units_numbers(kind, inputs, budget):
    m = units_by_search(kind, inputs, budget)
    return SETS[kind] * m * (m + inputs + BIASES[kind])
