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

    fits, too_many = 0, math.isqrt(budget) + 1
    while too_many - fits > 1:
        units = (fits + too_many) // 2
        layer = getattr(layers, kind)(
            units, kernel_initializer="zeros", recurrent_initializer="zeros"
        )
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


@mistake("the layer is a GRU")
def units_gru_of_four(kind, inputs, budget):
    return units(budget, inputs, 4 if kind == "GRU" else SETS[kind], BIASES[kind])


@mistake("two biases for each unit")
def units_one_bias(kind, inputs, budget):
    return units(budget, inputs, SETS[kind])


@mistake("only the GRU")
def units_two_biases(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 2)


@mistake("too large by one")
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


@mistake("In every case your answer is too large by one")
def units_one_too_many(kind, inputs, budget):
    return units_by_search(kind, inputs, budget) + 1


@mistake("the answer is 0")
def units_at_least_one(kind, inputs, budget):
    return max(1, units_by_search(kind, inputs, budget))


@mistake("it returned 49")
def units_below_fifty(kind, inputs, budget):
    return min(49, units_by_search(kind, inputs, budget))


@mistake("the layer is an LSTM")
def units_lstm_of_three(kind, inputs, budget):
    return units(budget, inputs, 3 if kind == "LSTM" else SETS[kind], BIASES[kind])


@mistake("the layer is a GRU")
def units_gru_of_two(kind, inputs, budget):
    return units(budget, inputs, 2 if kind == "GRU" else SETS[kind], BIASES[kind])


@mistake("too small by one")
def units_lstm_of_two_biases(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 1 if kind == "SimpleRNN" else 2)


@mistake("a SimpleRNN has biases as well")
def units_simple_without_bias(kind, inputs, budget):
    return units(budget, inputs, SETS[kind], 0 if kind == "SimpleRNN" else BIASES[kind])


def units_with_few_biases(kind, inputs, budget, biases):
    return units(budget - biases, inputs, SETS[kind], 0)


@mistake("too large by one")
def units_bias_once_a_set(kind, inputs, budget):
    return units_with_few_biases(kind, inputs, budget, SETS[kind] * BIASES[kind])


@mistake("too large by one")
def units_one_bias_once_a_set(kind, inputs, budget):
    return units_with_few_biases(kind, inputs, budget, SETS[kind])


@mistake("too large by one")
def units_bias_once_a_layer(kind, inputs, budget):
    return units_with_few_biases(kind, inputs, budget, 1)


@mistake("too large by one")
def units_up(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return math.ceil((math.sqrt(p * p + 4 * budget / SETS[kind]) - p) / 2 - 1e-9)


@mistake("too large by one")
def units_nearest(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return round((np.sqrt(p * p + 4 * budget / SETS[kind]) - p) / 2)


@mistake("expected a whole number (int)")
def units_not_rounded(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return (np.sqrt(p * p + 4 * budget / SETS[kind]) - p) / 2


@mistake("not the numbers in the layer")
def units_numbers(kind, inputs, budget):
    m = units_by_search(kind, inputs, budget)
    return SETS[kind] * m * (m + inputs + BIASES[kind])


@right
def units_by_halving(kind, inputs, budget):
    def numbers(m):
        match kind:
            case "SimpleRNN":
                return inputs * m + m * m + m
            case "LSTM":
                return 4 * (inputs * m + m * m + m)
            case "GRU":
                return 3 * (inputs * m + m * m + 2 * m)

    low, high = 0, 1001
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if numbers(middle) <= budget else (low, middle)
    return low


@right
def units_by_numpy_root(kind, inputs, budget):
    per_set = budget / {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    p = inputs + (2 if kind == "GRU" else 1)
    return np.floor((-p + np.sqrt(p**2 + 4 * per_set)) / 2).astype(int)


@right
def units_by_spending(kind, inputs, budget):
    """Pay for one unit after the other: what the next one costs."""
    sets = 4 if kind == "LSTM" else 3 if kind == "GRU" else 1
    m = 0
    while budget >= (cost := sets * (inputs + 2 * m + 1 + (2 if kind == "GRU" else 1))):
        budget -= cost
        m += 1
    return m


@mistake("all are counted as SimpleRNNs")
def units_one_set(kind, inputs, budget):
    return units(budget, inputs, 1)


@mistake("multiplied by the sets")
def units_brackets_forgotten(kind, inputs, budget):
    m = 0
    while SETS[kind] * inputs * (m + 1) + (m + 1) ** 2 + BIASES[kind] * (m + 1) <= budget:
        m += 1
    return m


@mistake("not n * n")
def units_square_of_the_inputs(kind, inputs, budget):
    for m in range(1, 1_000_000):
        if SETS[kind] * (inputs * m + inputs * inputs + BIASES[kind] * m) > budget:
            return m - 1


@mistake("divides by 2")
def units_root_not_halved(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return int(-p + (p * p + 4 * budget / SETS[kind]) ** 0.5)


@mistake("4 times the budget")
def units_root_without_4(kind, inputs, budget):
    p = inputs + BIASES[kind]
    return math.floor((-p + math.sqrt(p * p + budget / SETS[kind])) / 2)


@mistake("what is left of the budget")
def units_left_over(kind, inputs, budget):
    m = units_by_search(kind, inputs, budget)
    return budget - SETS[kind] * m * (m + inputs + BIASES[kind])


@mistake("the layer is a SimpleRNN")
def units_unknown_kind(kind, inputs, budget):
    return 0 if kind == "SimpleRNN" else units_by_search(kind, inputs, budget)


@mistake("the budget is 900,000 or more")
def units_up_to_500(kind, inputs, budget):
    fitting = [m for m in range(501) if SETS[kind] * m * (m + inputs + BIASES[kind]) <= budget]
    return max(fitting)


@mistake("ValueError")
def units_none_fits(kind, inputs, budget):
    fitting = [m for m in range(1, 1001) if SETS[kind] * m * (m + inputs + BIASES[kind]) <= budget]
    return max(fitting)


@mistake("too large by one")
def units_after_the_loop(kind, inputs, budget):
    m = 0
    while SETS[kind] * m * (m + inputs + BIASES[kind]) <= budget:
        m += 1
    return m


@mistake("too small by one")
def units_minus_one(kind, inputs, budget):
    return max(units_by_search(kind, inputs, budget) - 1, 0)


@mistake("the two are swapped")
def units_lstm_and_gru_swapped(kind, inputs, budget):
    return units(budget, inputs, {"SimpleRNN": 1, "LSTM": 3, "GRU": 4}[kind], BIASES[kind])
