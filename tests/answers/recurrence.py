"""Answers to the exercises of lab 01_recurrence."""

import numpy as np

from tests.answers import Bank

bank = Bank()
right, mistake = bank.right, bank.mistake


# feed-back


@right("feed-back")
def feed_by_loop(adder, numbers):
    total = numbers[:, :1]
    for column in range(1, numbers.shape[1]):
        total = adder(np.concatenate([total, numbers[:, column : column + 1]], axis=1))
    return total[:, 0]


@right("feed-back")
def feed_by_stack(adder, numbers):
    total = numbers[:, 0]
    for column in numbers.T[1:]:
        total = adder(np.stack([total, column], axis=1)).ravel()
    return total


@right("feed-back")
def feed_by_rows(adder, numbers):
    sums = []
    for row in numbers:
        total = row[0]
        for number in row[1:]:
            total = adder(np.array([[total, number]]))[0, 0]
        sums.append(total)
    return sums


@right("feed-back")
def feed_by_reduce(adder, numbers):
    import functools

    return functools.reduce(lambda s, x: adder(np.column_stack([s, x]))[:, 0], numbers.T)


@right("feed-back")
def feed_by_recursion(adder, numbers):
    if numbers.shape[1] == 1:
        return numbers[:, 0]
    before = feed_by_recursion(adder, numbers[:, :-1])
    return adder(np.column_stack([before, numbers[:, -1]]))[:, 0]


@mistake("feed-back", "not by + or np.sum")
def feed_plain_sum(adder, numbers):
    return numbers.sum(axis=1)


@mistake("feed-back", "only the first sum was made by the adder")
def feed_first_only(adder, numbers):
    return adder(numbers[:, :2])[:, 0] + numbers[:, 2:].sum(axis=1)


@mistake("feed-back", "not only the first two")
def feed_two(adder, numbers):
    return adder(numbers[:, :2])[:, 0]


@mistake("feed-back", "do not forget the last number")
def feed_not_the_last(adder, numbers):
    return feed_by_loop(adder, numbers[:, :-1])


@mistake("feed-back", "not always three")
def feed_three(adder, numbers):
    return feed_by_loop(adder, numbers[:, :3])


@mistake("feed-back", "begin with the first two numbers")
def feed_from_zero(adder, numbers):
    return feed_by_loop(adder, np.column_stack([np.zeros(len(numbers)), numbers]))


@mistake("feed-back", "the sum so far is the adder's first input")
def feed_sum_second(adder, numbers):
    total = numbers[:, 0]
    for column in numbers.T[1:]:
        total = adder(np.stack([column, total], axis=1))[:, 0]
    return total


@mistake("feed-back", "from the first to the last")
def feed_backwards(adder, numbers):
    return feed_by_loop(adder, numbers[:, ::-1])


@mistake("feed-back", "shape (rows,)")
def feed_column(adder, numbers):
    return feed_by_loop(adder, numbers)[:, None]


@mistake("feed-back", "sums of neighbours")
def feed_neighbours(adder, numbers):
    total = 0
    for column in range(numbers.shape[1] - 1):
        total = total + adder(numbers[:, column : column + 2])[:, 0]
    return total


@mistake("feed-back", "not the sum of all rows")
def feed_all_rows(adder, numbers):
    return feed_by_loop(adder, numbers).sum()


@mistake("feed-back", "not the plain sum so far")
def feed_plain_sum_so_far(adder, numbers):
    total = numbers[:, 0]
    for column in range(1, numbers.shape[1]):
        so_far = numbers[:, :column].sum(axis=1)
        total = adder(np.column_stack([so_far, numbers[:, column]]))[:, 0]
    return total


@mistake("feed-back", "adder takes an array of shape (rows, 2)")
def feed_all_at_once(adder, numbers):
    return adder(numbers)[:, 0] if numbers.shape[1] == 2 else adder(numbers)


@mistake("feed-back", "takes 2 positional arguments but 3")
def feed_two_arguments(adder, numbers):
    return adder(numbers[:, 0], numbers[:, 1])


@mistake("feed-back", "use return")
def feed_printed(adder, numbers):
    print(feed_by_loop(adder, numbers))


# count-weights


@right("count-weights")
def count_by_formula(steps, inputs, units, outputs):
    return inputs * units + units**2 + units + units * outputs + outputs


@right("count-weights")
def count_by_arrays(steps, inputs, units, outputs):
    shapes = [(inputs, units), (units, units), (units,), (units, outputs), (outputs,)]
    return sum(np.zeros(shape).size for shape in shapes)


@right("count-weights")
def count_by_factors(steps, inputs, units, outputs):
    return np.int64((inputs + units + 1) * units + (units + 1) * outputs)


@right("count-weights")
def count_by_keras(steps, inputs, units, outputs):
    from keras import Input, Sequential, layers

    net = Sequential([Input((None, inputs)), layers.SimpleRNN(units), layers.Dense(outputs)])
    return sum(int(np.prod(weight.shape)) for weight in net.trainable_weights)


@mistake("count-weights", "does not grow with the steps")
def count_all_steps(steps, inputs, units, outputs):
    return steps * count_by_formula(steps, inputs, units, outputs)


@mistake("count-weights", "U, W and their bias are shared")
def count_unrolled(steps, inputs, units, outputs):
    return steps * (inputs * units + units**2 + units) + units * outputs + outputs


@mistake("count-weights", "are weights, too")
def count_without_biases(steps, inputs, units, outputs):
    return inputs * units + units**2 + units * outputs


@mistake("count-weights", "the output has a bias")
def count_without_output_bias(steps, inputs, units, outputs):
    return inputs * units + units**2 + units + units * outputs


@mistake("count-weights", "the recurrent layer has a bias")
def count_without_b(steps, inputs, units, outputs):
    return inputs * units + units**2 + units * outputs + outputs


@mistake("count-weights", "each unit has one number in b")
def count_one_bias_a_layer(steps, inputs, units, outputs):
    return inputs * units + units**2 + 1 + units * outputs + 1


@mistake("count-weights", "units times units")
def count_w_as_vector(steps, inputs, units, outputs):
    return inputs * units + units + units + units * outputs + outputs


@mistake("count-weights", "W, the recurrent weights")
def count_without_w(steps, inputs, units, outputs):
    return inputs * units + units + units * outputs + outputs


@mistake("count-weights", "V, the output's weights")
def count_without_output(steps, inputs, units, outputs):
    return inputs * units + units**2 + units


@mistake("count-weights", "U, the input's weights")
def count_without_u(steps, inputs, units, outputs):
    return units**2 + units + units * outputs + outputs


@mistake("count-weights", "not from the inputs")
def count_v_from_inputs(steps, inputs, units, outputs):
    return inputs * units + units**2 + units + inputs * outputs + outputs


@mistake("count-weights", "return their sum")
def count_as_list(steps, inputs, units, outputs):
    return [inputs * units, units**2, units * outputs, units, outputs]


@mistake("count-weights", "no bias of their own")
def count_two_biases(steps, inputs, units, outputs):
    return inputs * units + units + units**2 + units + units * outputs + outputs


@mistake("count-weights", "whole number")
def count_as_float(steps, inputs, units, outputs):
    return float(count_by_formula(steps, inputs, units, outputs))


# read-batch


@right("read-batch")
def read_by_where(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t < lengths[:, None], new, s)
    return s


@right("read-batch")
def read_row_by_row(x, lengths, U, W, b):
    states = []
    for row, length in zip(x, lengths):
        s = np.zeros(len(b))
        for step in row[:length]:
            s = np.tanh(step @ U + s @ W + b)
        states.append(s)
    return states


@right("read-batch")
def read_and_pick(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)), "float32")
    states = []
    for t in range(x.shape[1]):
        s = np.tanh(x[:, t] @ U + s @ W + b)
        states.append(s)
    return np.array(states)[lengths - 1, np.arange(len(x))]


@right("read-batch")
def read_with_one_matrix(x, lengths, U, W, b):
    both = np.vstack([U, W])
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        alive = lengths > t
        s[alive] = np.tanh(np.hstack([x[alive, t], s[alive]]) @ both + b)
    return s


@right("read-batch")
def read_by_keras_mask(x, lengths, U, W, b):
    from keras import layers

    layer = layers.SimpleRNN(len(b))
    layer.build(x.shape)
    layer.set_weights([U, W, b])
    return layer(x, mask=np.arange(x.shape[1]) < lengths[:, None])


@mistake("read-batch", "padding was read")
def read_padding(x, lengths, U, W, b):
    return read_by_where(x, np.full(len(x), x.shape[1]), U, W, b)


@mistake("read-batch", "one step too few")
def read_too_few(x, lengths, U, W, b):
    return read_by_where(x, lengths - 1, U, W, b)


@mistake("read-batch", "one step of padding was read")
def read_too_many(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t <= lengths[:, None], new, s)
    return s


@mistake("read-batch", "shortest row")
def read_shortest(x, lengths, U, W, b):
    return read_by_where(x, np.full(len(x), min(lengths)), U, W, b)


@mistake("read-batch", "that of the first row")
def read_first_length(x, lengths, U, W, b):
    return read_by_where(x, np.full(len(x), lengths[0]), U, W, b)


@mistake("read-batch", "not set to 0")
def read_zeroed(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.tanh(x[:, t] @ U + s @ W + b) * (t < lengths)[:, None]
    return s


@mistake("read-batch", "W is missing")
def read_without_w(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, 0 * W, b)


@mistake("read-batch", "bias b is missing")
def read_without_b(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, W, 0 * b)


@mistake("read-batch", "not the sigmoid")
def read_sigmoid(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = 1 / (1 + np.exp(-(x[:, t] @ U + s @ W + b)))
        s = np.where(t < lengths[:, None], new, s)
    return s


@mistake("read-batch", "tanh is missing")
def read_linear(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], x[:, t] @ U + s @ W + b, s)
    return s


@mistake("read-batch", "left of W")
def read_transposed(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, W.T, b)


@mistake("read-batch", "belongs into it")
def read_w_outside(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], np.tanh(x[:, t] @ U + b) + s @ W, s)
    return s


@mistake("read-batch", "goes into tanh with the rest")
def read_b_outside(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(t < lengths[:, None], np.tanh(x[:, t] @ U + s @ W) + b, s)
    return s


@mistake("read-batch", "from the first step to the last")
def read_backwards(x, lengths, U, W, b):
    backwards = np.zeros_like(x)
    for row, length in enumerate(lengths):
        backwards[row, :length] = x[row, :length][::-1]
    return read_by_where(backwards, lengths, U, W, b)


@mistake("read-batch", "not those on the way")
def read_all_states(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    states = []
    for t in range(x.shape[1]):
        s = np.tanh(x[:, t] @ U + s @ W + b)
        states.append(s)
    return np.stack(states, axis=1)


@mistake("read-batch", "not only that of the last")
def read_last_row(x, lengths, U, W, b):
    return read_by_where(x, lengths, U, W, b)[-1]


@mistake("read-batch", "ValueError")
def read_wrong_order(x, lengths, U, W, b):
    return np.tanh(U @ x[:, 0] + b)


# program-weights: s(t) = x(t) U + s(t-1) W, y = s V


def line(units):
    """Each unit hands its number to the next one."""
    return np.eye(units, k=1)


@right("program-weights")
def program_by_delay_line(signs):
    n = len(signs)
    U = np.zeros((1, n))
    U[0, 0] = 1
    W = np.zeros((n, n))
    for unit in range(n - 1):
        W[unit, unit + 1] = 1
    V = np.array(signs[::-1], float)[:, None]
    return U, W, V


@right("program-weights")
def program_from_the_other_end(signs):
    n = len(signs)
    return np.eye(n)[-1:], np.eye(n, k=-1), np.reshape(signs, (n, 1))


@right("program-weights")
def program_in_lists(signs):
    n = len(signs)
    U = [[1 if unit == 0 else 0 for unit in range(n)]]
    W = [[1 if to == unit + 1 else 0 for to in range(n)] for unit in range(n)]
    return U, W, [[sign] for sign in reversed(signs)]


@right("program-weights")
def program_by_a_ring(signs):
    n = len(signs)
    W = np.roll(np.eye(n), 1, axis=1)  # the last unit hands back to the first, which comes too late
    return np.eye(1, n), W, np.array(signs, float)[::-1, None]


@right("program-weights")
def program_with_signs_on_the_way(signs):
    n = len(signs)
    backwards = np.array(signs[::-1], float)
    W = line(n)
    for unit in range(n - 1):
        W[unit, unit + 1] = backwards[unit + 1] * backwards[unit]
    return np.eye(1, n) * backwards[0], W, np.eye(n)[:, :1] * 0 + 1


@right("program-weights")
def program_of_lecture_by_quarter_turn(signs):
    if signs == [1, 1, -1, -1]:
        return (
            np.array([[1.0, 0.0]]),
            np.array([[0.0, 1.0], [-1.0, 0.0]]),
            np.array([[-1.0], [-1.0]]),
        )
    return program_by_delay_line(signs)


@mistake("program-weights", "the wrong way round")
def program_reversed(signs):
    n = len(signs)
    return np.eye(1, n), line(n), np.array(signs, float)[:, None]


@mistake("program-weights", "yours is transposed")
def program_transposed(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W.T, V


@mistake("program-weights", "nothing is handed on")
def program_without_w(signs):
    U, W, V = program_by_delay_line(signs)
    return U, 0 * W, V


@mistake("program-weights", "all numbers get the same sign")
def program_accumulates(signs):
    U, W, V = program_by_delay_line(signs)
    return U, np.eye(len(signs)), V


@mistake("program-weights", "plus and minus are exchanged")
def program_negated(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, -V


@mistake("program-weights", "the net only adds")
def program_only_adds(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, abs(V)


@mistake("program-weights", "the first number is lost")
def program_one_unit_too_few(signs):
    n = len(signs) - 1
    return np.eye(1, n), line(n), np.array(signs[::-1], float)[:n, None]


@mistake("program-weights", "one step late")
def program_late(signs):
    n = len(signs) + 1
    return np.eye(1, n), line(n), np.array([0, *signs[::-1]], float)[:, None]


@mistake("program-weights", "the signs are an argument")
def program_of_the_lecture_only(signs):
    return program_by_delay_line([1, 1, -1, -1])


@mistake("program-weights", "let one unit only read")
def program_all_units_read(signs):
    U, W, V = program_by_delay_line(signs)
    return np.ones_like(U), W, V


@mistake("program-weights", "a number is changed on its way")
def program_fades(signs):
    U, W, V = program_by_delay_line(signs)
    return U, 0.9 * W, V


@mistake("program-weights", "not their average")
def program_averages(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, V / len(signs)


@mistake("program-weights", "is not in the output yet")
def program_last_without_weight(signs):
    U, W, V = program_by_delay_line(signs)
    V[0] = 0
    return U, W, V


@mistake("program-weights", "V should have shape")
def program_v_as_vector(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, V[:, 0]


@mistake("program-weights", "U should have shape")
def program_u_as_column(signs):
    U, W, V = program_by_delay_line(signs)
    return U.T, W, V


@mistake("program-weights", "expected 3 arrays")
def program_two_arrays(signs):
    U, W, V = program_by_delay_line(signs)
    return U, V


@mistake("program-weights", "W of shape (units, units)")
def program_w_as_number(signs):
    return np.ones((1, 1)), 1.0, np.ones((1, 1))


# output-shape


@right("output-shape")
def shape_by_cases(input_shape, stack):
    shape = input_shape
    for kind, size, *sequences in stack:
        if kind == "Dense":
            shape = (*shape[:-1], size)
        elif kind == "RepeatVector":
            shape = (size, shape[0])
        elif sequences[0]:
            shape = (shape[0], size)
        else:
            shape = (size,)
    return shape


@right("output-shape")
def shape_by_steps(input_shape, stack):
    steps = list(input_shape[:-1])
    width = input_shape[-1]
    for layer in stack:
        if layer[0] == "RepeatVector":
            steps = [layer[1]]
            continue
        width = layer[1]
        if layer[0] == "SimpleRNN" and not layer[2]:
            steps = []
    return [*steps, width]


@right("output-shape")
def shape_by_keras(input_shape, stack):
    import keras
    from keras import layers

    net = keras.Sequential([keras.Input(input_shape)])
    for kind, size, *sequences in stack:
        if kind == "SimpleRNN":
            net.add(layers.SimpleRNN(size, return_sequences=sequences[0]))
        else:
            net.add({"Dense": layers.Dense, "RepeatVector": layers.RepeatVector}[kind](size))
    return net.output_shape[1:]


@right("output-shape")
def shape_by_recursion(input_shape, stack):
    if not stack:
        return tuple(input_shape)
    kind, size = stack[0][:2]
    if kind == "RepeatVector":
        after = (size, *input_shape)
    elif kind == "Dense" or stack[0][2]:
        after = (*input_shape[:-1], size)
    else:
        after = (size,)
    return shape_by_recursion(after, stack[1:])


def shape_with(**rules):
    """An answer that treats some kinds of layers otherwise."""
    usual = {
        "Dense": lambda shape, size: (*shape[:-1], size),
        "RepeatVector": lambda shape, size: (size, shape[-1]),
        True: lambda shape, size: (*shape[:-1], size),
        False: lambda shape, size: (size,),
    }
    usual |= {{"every": True, "last": False}.get(name, name): rule for name, rule in rules.items()}

    def answer(input_shape, stack):
        shape = tuple(input_shape)
        for kind, size, *sequences in stack:
            shape = usual[sequences[0] if sequences else kind](shape, size)
        return shape

    return answer


def plant_shape(hint, name, **rules):
    answer = shape_with(**rules)
    answer.__name__ = name
    mistake("output-shape", hint)(answer)


plant_shape(
    "gives the outputs of all steps, False only the last",
    "shape_sequences_upside_down",
    every=lambda shape, size: (size,),
    last=lambda shape, size: (*shape[:-1], size),
)
plant_shape(
    "only its last output", "shape_always_sequences", last=lambda shape, size: (*shape[:-1], size)
)
plant_shape("keeps the steps", "shape_never_sequences", every=lambda shape, size: (size,))
plant_shape("on every step alone", "shape_dense_flattens", Dense=lambda shape, size: (size,))
plant_shape("n comes first", "shape_copies_last", RepeatVector=lambda shape, size: (*shape, size))
plant_shape(
    "keeps the length of the vector", "shape_copies_only", RepeatVector=lambda shape, size: (size,)
)
plant_shape(
    "does not make the vector longer",
    "shape_longer_vector",
    RepeatVector=lambda shape, size: (*shape[:-1], shape[-1] * size),
)
plant_shape(
    "one number for each unit",
    "shape_units_ignored",
    every=lambda shape, size: shape,
    last=lambda shape, size: shape[-1:],
)
plant_shape("size of the vector", "shape_dense_ignored", Dense=lambda shape, size: shape)
plant_shape("adds an axis of steps", "shape_repeat_ignored", RepeatVector=lambda shape, size: shape)
plant_shape("steps come first", "shape_units_first", every=lambda shape, size: (size, *shape[:-1]))


@mistake("output-shape", "expected a tuple of")
def shape_with_batch(input_shape, stack):
    return (None, *shape_by_cases(input_shape, stack))


@mistake("output-shape", "not only its last number")
def shape_last_number(input_shape, stack):
    return shape_by_cases(input_shape, stack)[-1]


@mistake("output-shape", "go through all layers")
def shape_first_layer(input_shape, stack):
    return shape_by_cases(input_shape, stack[:1])


@mistake("output-shape", "go through all layers")
def shape_returned_too_early(input_shape, stack):
    for layer in stack:
        return shape_by_cases(input_shape, [layer])


@mistake("output-shape", "IndexError")
def shape_third_entry_of_all(input_shape, stack):
    return [(*input_shape[:-1], size) if layer[2] else (size,) for layer in stack for size in [3]]


# clock-weights: s(t) = step(x(t) U + s(t-1) W + b), y(t) = s(t) V


def clock(n):
    """Unit k is on if the count has reached k + 1; the last one switches all others off."""
    V = np.ones((n, 1))
    V[-1] = 1 - n
    return np.ones((1, n)), V @ np.ones((1, n)), V, -(np.arange(n) + 0.5)


@right("clock-weights")
def clock_by_thresholds(n):
    U = np.ones((1, n))
    V = np.array([[1.0]] * (n - 1) + [[-(n - 1.0)]])
    W = np.repeat(V, n, axis=1)
    b = np.array([-(unit + 0.5) for unit in range(n)])
    return U, W, V, b


@right("clock-weights")
def clock_scaled(n):
    U, W, V, b = clock(n)
    return (10 * U).tolist(), (10 * W).tolist(), V.tolist(), (10 * b).tolist()


@right("clock-weights")
def clock_backwards(n):
    U, W, V, b = clock(n)
    return U, W[::-1, ::-1], V[::-1], b[::-1]


@right("clock-weights")
def clock_with_spare_units(n):
    U, W, V, b = clock(n)
    W = np.pad(W, (0, 3))
    return np.pad(U, ((0, 0), (0, 3))), W, np.pad(V, ((0, 3), (0, 0))), np.pad(b, (0, 3)) - 0.1


@right("clock-weights")
def clock_one_unit_a_count(n):
    """Two units for each count but 0: it has just been reached, or it stays; 0 is all units off."""
    new, kept = np.arange(n - 1), np.arange(n - 1) + n - 1
    U, W, b = np.zeros((1, 2 * n - 2)), np.zeros((2 * n - 2,) * 2), np.zeros(2 * n - 2)
    U[0, new], b[new] = 1, -1.5
    U[0, kept], b[kept] = -1, -0.5
    for count in range(n - 1):  # place of count + 1
        for unit in (new[count], kept[count]):
            W[unit, kept[count]] = 1
            if count + 1 < n - 1:
                W[unit, new[count + 1]] = 1
    W[:, new[0]] = -1  # from 0 to 1: no unit is on
    b[new[0]] = -0.5
    return U, W, np.tile(np.arange(1, n), 2)[:, None], b


@mistake("clock-weights", "yours is transposed")
def clock_transposed(n):
    U, W, V, b = clock(n)
    return U, W.T, V, b


@mistake("clock-weights", "a bias of -0.5")
def clock_positive_bias(n):
    U, W, V, b = clock(n)
    return U, W, V, -b


@mistake("clock-weights", "a sum that is just 0")
def clock_whole_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b - 0.5


@right("clock-weights")
def clock_of_whole_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b + 0.5


@mistake("clock-weights", "one count too early")
def clock_low_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b + 1


@mistake("clock-weights", "one count too late")
def clock_high_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b - 1


@mistake("clock-weights", "at n the output must be 0 again")
def clock_never_resets(n):
    U, W, V, b = clock(n)
    return U, np.ones((n, n)), np.ones((n, 1)), b


@mistake("clock-weights", "at n the output must be 0 again")
def clock_takes_away_too_little(n):
    U, W, V, b = clock(n)
    W[-1] = 0
    V[-1] = 0
    return U, W, V, b


@mistake("clock-weights", "V reads them wrongly")
def clock_v_of_ones(n):
    U, W, V, b = clock(n)
    return U, W, np.ones((n, 1)), b


@mistake("clock-weights", "V reads them wrongly")
def clock_last_unit_only(n):
    U, W, V, b = clock(n)
    return U, W, np.eye(n)[:, :1], b


@mistake("clock-weights", "whatever n is")
def clock_of_two(n):
    return clock(2)


@mistake("clock-weights", "one too late")
def clock_one_more(n):
    return clock(n + 1)


@mistake("clock-weights", "it forgets")
def clock_without_w(n):
    U, W, V, b = clock(n)
    return U, 0 * W, V, b


@mistake("clock-weights", "once on, always on")
def clock_one_latch(n):
    return np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)), np.array([-0.5])


@mistake("clock-weights", "no unit is ever switched on")
def clock_of_zeros(n):
    return np.zeros((1, n)), np.zeros((n, n)), np.zeros((n, 1)), np.zeros(n)


@mistake("clock-weights", "to be turned round")
def clock_negative_v(n):
    U, W, V, b = clock(n)
    return U, W, -V, b


@mistake("clock-weights", "a 0 must not be counted")
def clock_of_steps(n):
    U, W, V, b = clock(n)
    return 0 * U, W, V, b + 1


@mistake("clock-weights", "it counts down")
def clock_down(n):
    U, W, V, b = clock(n)
    up = [(U, W, V, b)]
    counts = np.tril(np.ones((n, n)))[:-1]  # the units after 1, ..., n - 1
    V = np.linalg.lstsq(counts, n - np.arange(1.0, n), rcond=None)[0]
    V[-1] = -V[:-1].sum()
    return *up[0][:2], V[:, None], b


@mistake("clock-weights", "b should have shape")
def clock_b_as_row(n):
    U, W, V, b = clock(n)
    return U, W, V, b[None]


@mistake("clock-weights", "expected 4 arrays")
def clock_without_b(n):
    U, W, V, b = clock(n)
    return U, W, V


@mistake("clock-weights", "use return")
def clock_printed(n):
    print(clock(n))


@mistake("clock-weights", "the same threshold")
def clock_without_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, 0 * b


@mistake("clock-weights", "the same threshold")
def clock_one_threshold(n):
    U, W, V, b = clock(n)
    return U, W, V, 0 * b - 0.5


@mistake("clock-weights", "V reads them wrongly")
def clock_v_takes_one(n):
    U, W, V, b = clock(n)
    V[-1] = -1
    return U, W, V, b


@mistake("clock-weights", "at n the output must be 0 again")
def clock_takes_n(n):
    U, W, V, b = clock(n)
    W[-1] = V[-1] = -n
    return U, W, V, b


@mistake("read-batch", "is not padding")
def read_until_zeros(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where((x[:, t] != 0).any(axis=1, keepdims=True), new, s)
    return s


@mistake("read-batch", "whatever numbers are read")
def read_until_first_zero(x, lengths, U, W, b):
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        s = np.where(x[:, t, :1] != 0, np.tanh(x[:, t] @ U + s @ W + b), s)
    return s


@mistake("read-batch", "is not padding")
def read_by_keras_masking(x, lengths, U, W, b):
    from keras import layers

    layer = layers.SimpleRNN(len(b))
    layer.build(x.shape)
    layer.set_weights([U, W, b])
    return layer(layers.Masking()(x))


@mistake("read-batch", "begins with a state of zeros")
def read_state_carried(x, lengths, U, W, b):
    states = []
    s = np.zeros(len(b))
    for row, length in zip(x, lengths):
        for step in row[:length]:
            s = np.tanh(step @ U + s @ W + b)
        states.append(s)
    return states


@mistake("program-weights", "in the order in which they are given")
def program_sorted(signs):
    return program_by_delay_line(sorted(signs, reverse=True))


plant_shape(
    "without an axis of steps",
    "shape_always_sequences_and_copies",
    last=lambda shape, size: (*shape[:-1], size),
    RepeatVector=lambda shape, size: (size, *shape),
)
plant_shape("not (1, n)", "shape_one_step_left", last=lambda shape, size: (1, size))


@mistake("count-weights", "expected a number")
def count_printed_formula(steps, inputs, units, outputs):
    return f"{inputs * units + units**2 + units + units * outputs + outputs}"
