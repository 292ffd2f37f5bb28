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
    mistake(hint)(answer)


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


plant_shape(
    "without an axis of steps",
    "shape_always_sequences_and_copies",
    last=lambda shape, size: (*shape[:-1], size),
    RepeatVector=lambda shape, size: (size, *shape),
)


plant_shape("not (1, n)", "shape_one_step_left", last=lambda shape, size: (1, size))
