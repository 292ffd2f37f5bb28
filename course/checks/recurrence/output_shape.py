"""output-shape: the shape of what a stack of layers gives for one example.

Keras says what is right.
"""

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check

EVERY, LAST, DENSE, REPEAT = "every", "last", "Dense", "RepeatVector"  # kinds, as rules know them
STACKS = (  # whether a sequence comes in, and the layers
    (True, (EVERY,)),
    (True, (LAST,)),
    (True, (DENSE,)),
    (True, (EVERY, EVERY)),
    (True, (EVERY, DENSE)),
    (True, (EVERY, LAST)),
    (False, (DENSE,)),
    (False, (REPEAT,)),
    (False, (DENSE, DENSE, REPEAT)),
    (False, (REPEAT, EVERY)),
    (False, (REPEAT, DENSE)),
    (True, (LAST, REPEAT, EVERY, DENSE)),
    (True, (DENSE, LAST, REPEAT, EVERY, LAST, DENSE, REPEAT)),
)


def _cases(rng):
    sizes = [3, 4, 5, 6, 7, 9, 10, 11, 12, 13]
    cases = []
    for has_steps, kinds in STACKS:
        drawn = rng.permutation(sizes).tolist()
        cases.append(_case(tuple(drawn[:2] if has_steps else drawn[:1]), kinds, drawn[2:]))
    one, two, three, *_ = rng.permutation(sizes).tolist()
    same = int(rng.integers(3, 100))
    return [
        *cases,
        _case((1, one), (DENSE, DENSE), [two, 1]),
        _case((1, two), (LAST, DENSE), [1, three]),
        _case((three,), (DENSE, REPEAT, EVERY), [1, 1, two]),
        _case((same, same), (EVERY, DENSE, LAST, REPEAT), [same] * 4),
    ]


def _case(input_shape, kinds, sizes):
    from keras import layers

    stack, shapes = [], [input_shape]
    for kind, size in zip(kinds, sizes, strict=False):
        if kind in (EVERY, LAST):
            stack.append(("SimpleRNN", size, kind == EVERY))
            layer = layers.SimpleRNN(size, return_sequences=kind == EVERY)
        else:
            stack.append((kind, size))
            layer = getattr(layers, kind)(size)
        shapes.append(tuple(layer.compute_output_shape((None, *shapes[-1]))[1:]))
    right = shapes[-1]
    mistakes = {  # those that begin with what is right
        "the whole shape, not only its last number": right[-1],
        "the whole shape, not only its first number": right[0],
        "go through all layers, not only the first": shapes[1],
        "the number of steps may change along the way": (
            (input_shape[0], right[1]) if len(right) == len(input_shape) == 2 else right
        ),
        "the shape after the last layer, not that after each layer": shapes[1:],
    }
    asks = "the shape of what comes out of the last layer for one example"
    return Case((input_shape, stack), right, asks, mistakes)


def _with(kind, rule, **others):
    """An answer that follows another rule for a kind of layers.

    Args:
        kind: of layers.
        rule: makes of a shape and a layer's number the shape after it.
        others: more kinds with their rules.
    """

    def answer(input_shape, stack):
        usual = {EVERY: _keeps_steps, DENSE: _keeps_steps, LAST: _vector, REPEAT: _steps_first}
        shape = tuple(input_shape)
        for layer, size, *sequences in stack:
            known = (EVERY if sequences[0] else LAST) if sequences else layer
            shape = {**usual, **others, kind: rule}[known](shape, size)
        return shape

    return answer


def _keeps_steps(shape, size):
    return (*shape[:-1], size)


def _vector(shape, size):
    return (size,)


def _steps_first(shape, size):
    return (size, *shape)


def _keeps_shape(shape, size):
    return shape


MISTAKES = {
    "a recurrent layer gives only its last output, unless return_sequences is True": _with(
        LAST, _keeps_steps
    ),
    "with return_sequences=False there are no steps left, not one step": _with(
        LAST, lambda shape, size: (1, size)
    ),
    "with return_sequences=False the units are left, not the steps": _with(
        LAST, lambda shape, size: shape[:1]
    ),
    "with return_sequences=True a recurrent layer keeps the steps": _with(EVERY, _vector),
    "the steps come first, then what a recurrent layer gives at each": _with(
        EVERY, lambda shape, size: (size, shape[0])
    ),
    "a recurrent layer changes the numbers of a step, not the number of steps": _with(
        EVERY, lambda shape, size: (size, shape[-1])
    ),
    "a recurrent layer gives one number for each unit": _with(
        EVERY, _keeps_shape, last=lambda shape, size: shape[-1:]
    ),
    "Dense works on every step alone: it keeps the steps": _with(DENSE, _vector),
    "Dense changes the size of the vector": _with(DENSE, _keeps_shape),
    "Dense changes the last axis, it adds none": _with(DENSE, lambda shape, size: (*shape, size)),
    "Dense changes the last axis, not the first": _with(
        DENSE, lambda shape, size: (size, *shape[1:])
    ),
    "RepeatVector(n) puts n copies one after the other: n comes first": _with(
        REPEAT, lambda shape, size: (*shape, size)
    ),
    "RepeatVector(n) makes n steps, it keeps the length of the vector": _with(REPEAT, _vector),
    "RepeatVector(n) makes n steps, it does not make the vector longer": _with(
        REPEAT, lambda shape, size: (*shape[:-1], shape[-1] * size)
    ),
    "RepeatVector(n) makes n steps in all: the vector itself is not one more": _with(
        REPEAT, lambda shape, size: (size + 1, shape[-1])
    ),
    "RepeatVector(n) makes n steps, each as long as the vector, not n long": _with(
        REPEAT, lambda shape, size: (size, size)
    ),
    "RepeatVector adds an axis of steps": _with(REPEAT, _keeps_shape),
}


def _ends_with(*layer):
    return lambda input_shape, stack: (stack[-1][0], *stack[-1][2:]) == layer


def _has_steps(input_shape, stack):
    return len(input_shape) == 2


def _becomes_vector(input_shape, stack):
    kinds = [layer[0] if layer[0] != "SimpleRNN" else layer[2] for layer in stack]
    return False in kinds and REPEAT not in kinds[kinds.index(False) :]


def _is_one(input_shape, stack):
    return 1 in input_shape or any(layer[1] == 1 for layer in stack)


output_shape = Check(
    "output-shape",
    1,
    _cases,
    tolerance=EXACT,
    mistakes=MISTAKES,
    corners={
        "the last layer is a Dense": _ends_with(DENSE),
        "the last layer is a RepeatVector": _ends_with(REPEAT),
        "the last layer is a SimpleRNN with return_sequences=True": _ends_with("SimpleRNN", True),
        "the last layer is a SimpleRNN with return_sequences=False": _ends_with("SimpleRNN", False),
        "a sequence comes in": _has_steps,
        "a single vector comes in": lambda *inputs: not _has_steps(*inputs),
        "a sequence comes in and a single vector comes out": _becomes_vector,
        "there is only one layer": lambda input_shape, stack: len(stack) == 1,
        "a sequence of one step comes in": lambda input_shape, stack: (
            len(input_shape) == 2 and input_shape[0] == 1
        ),
        "there are two RepeatVectors": lambda input_shape, stack: (
            [layer[0] for layer in stack].count(REPEAT) == 2
        ),
        "there is a 1 among the numbers": _is_one,
        "all numbers are equal": lambda input_shape, stack: (
            len({*input_shape, *(layer[1] for layer in stack)}) == 1
        ),
    },
    parts=("first number", "second number"),
)
