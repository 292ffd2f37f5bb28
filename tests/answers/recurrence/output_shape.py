"""Answers to output-shape."""

from tests.answers import Bank

bank = Bank("output-shape")
right, mistake = bank.right, bank.mistake


@right
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


@right
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


@right
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


@right
def shape_from_the_end(input_shape, stack):
    kinds = [layer[0] if layer[0] != "SimpleRNN" else bool(layer[2]) for layer in stack]
    steps, is_sequence = input_shape[0], len(input_shape) == 2
    for kind, layer in zip(kinds, stack):
        if kind is False:
            is_sequence = False
        elif kind == "RepeatVector":
            steps, is_sequence = layer[1], True
    numbers = [input_shape[-1]] + [layer[1] for layer in stack if layer[0] != "RepeatVector"]
    return (steps, numbers[-1]) if is_sequence else (numbers[-1],)


@right
def shape_by_arrays(input_shape, stack):
    import numpy as np

    array = np.zeros(input_shape)
    for layer in stack:
        if layer[0] == "Dense":
            array = array @ np.zeros((array.shape[-1], layer[1]))
        elif layer[0] == "RepeatVector":
            array = np.stack([array] * layer[1])
        else:
            states = np.zeros((len(array), layer[1]))
            array = states if layer[2] else states[-1]
    return array.shape


@right
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
        "RepeatVector": lambda shape, size: (size, *shape),
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
    mistake(hint)(answer)


@mistake("expected a tuple of 2 entries, got 1")
def shape_sequences_upside_down(input_shape, stack):
    shape = input_shape
    for layer in stack:
        if layer[0] == "Dense":
            shape = shape[:-1] + (layer[1],)
        elif layer[0] == "RepeatVector":
            shape = (layer[1],) + shape
        elif layer[2]:
            shape = (layer[1],)
        else:
            shape = (shape[0], layer[1])
    return shape


@mistake("only its last output")
def shape_always_sequences(input_shape, stack):
    shape = input_shape
    for layer in stack:
        n = layer[1]
        if layer[0] == "RepeatVector":
            shape = (n,) + shape
        else:
            shape = shape[:-1] + (n,)
    return shape


plant_shape(
    "expected a tuple of 1 entries, got 2",
    "shape_always_sequences_repeated",
    last=lambda shape, size: (*shape[:-1], size),
    RepeatVector=lambda shape, size: (size, shape[-1]),
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


@mistake("expected a tuple of")
def shape_with_batch(input_shape, stack):
    return (None, *shape_by_cases(input_shape, stack))


@mistake("not only its last number")
def shape_last_number(input_shape, stack):
    return shape_by_cases(input_shape, stack)[-1]


@mistake("go through all layers")
def shape_first_layer(input_shape, stack):
    return shape_by_cases(input_shape, stack[:1])


@mistake("go through all layers")
def shape_returned_too_early(input_shape, stack):
    for layer in stack:
        return shape_by_cases(input_shape, [layer])


@mistake("IndexError")
def shape_third_entry_of_all(input_shape, stack):
    return [(*input_shape[:-1], size) if layer[2] else (size,) for layer in stack for size in [3]]


plant_shape("not one step", "shape_one_step_left", last=lambda shape, size: (1, size))


plant_shape("not the steps", "shape_steps_left", last=lambda shape, size: (shape[0],))


plant_shape(
    "not the number of steps",
    "shape_units_are_steps",
    every=lambda shape, size: (size, shape[-1]),
)


plant_shape("it adds none", "shape_dense_adds", Dense=lambda shape, size: shape + (size,))


plant_shape("not n long", "shape_square_copies", RepeatVector=lambda shape, size: (size, size))


plant_shape(
    "is not one more", "shape_one_more", RepeatVector=lambda shape, size: (1 + size, *shape)
)


@mistake("last axis, not the first")
def shape_dense_first_axis(input_shape, stack):
    shape = list(input_shape)
    for layer in stack:
        if layer[0] == "Dense":
            shape[0] = layer[1]
        elif layer[0] == "RepeatVector":
            shape = [layer[1], shape[-1]]
        else:
            shape = [shape[0], layer[1]] if layer[2] else [layer[1]]
    return tuple(shape)


plant_shape(
    "the steps come first", "shape_units_first", every=lambda shape, size: (size, *shape[:1])
)


@mistake("expected a tuple of 1 entries, got 2")
def shape_turned_round(input_shape, stack):
    shape = shape_by_cases(input_shape, stack)
    return shape[::-1] if len(shape) == 2 else (1, *shape)


@mistake("may change along the way")
def shape_steps_of_the_input(input_shape, stack):
    shape = shape_by_cases(input_shape, stack)
    if len(input_shape) == 2 and len(shape) == 2:
        return input_shape[0], shape[1]
    return shape


@mistake("not that after each layer")
def shape_of_each_layer(input_shape, stack):
    return [shape_by_cases(input_shape, stack[: end + 1]) for end in range(len(stack))]


@mistake("expected a tuple of 1 entries, got a value of type int")
def shape_without_comma(input_shape, stack):
    shape = shape_by_cases(input_shape, stack)
    return shape if len(shape) == 2 else (shape[0])


@mistake("TypeError")
def shape_vector_as_number(input_shape, stack):
    shape = input_shape
    for kind, size, *sequences in stack:
        if kind == "RepeatVector":
            shape = (size, *shape)
        elif kind == "Dense" or sequences[0]:
            shape = (*shape[:-1], size)
        else:
            shape = size
    return shape


@mistake("expected a tuple")
def shape_without_last_layer(input_shape, stack):
    return shape_by_cases(input_shape, stack[:-1])


@mistake("expected a tuple")
def shape_no_vector_without_recurrence(input_shape, stack):
    shape = shape_by_cases(input_shape, stack)
    return shape if len(stack) > 1 else (input_shape[0], *shape[-1:])
