"""output-shape: the shape of what a stack of layers gives for one example.

Keras says what is right.
"""

from course.checks.base.core import Case, Check


def _cases(rng):
    first, second, third, fourth, fifth = (int(n) for n in rng.permutation([3, 4, 6, 9, 11]))
    return [
        _case((first, second), [("SimpleRNN", third, True)]),
        _case((first, second), [("SimpleRNN", third, False), ("Dense", fourth)]),
        _case((first, second), [("SimpleRNN", third, True), ("Dense", fourth)]),
        _case((first,), [("Dense", second), ("RepeatVector", third)]),
        _case(
            (first, second),
            [
                ("SimpleRNN", third, True),
                ("SimpleRNN", fourth, False),
                ("RepeatVector", fifth),
                ("SimpleRNN", first + 10, True),
                ("Dense", second + 10),
            ],
        ),
    ]


def _case(input_shape, stack):
    from keras import layers

    shape = (None, *input_shape)
    for kind, size, *sequences in stack:
        made = getattr(layers, kind)(
            size, **({"return_sequences": sequences[0]} if sequences else {})
        )
        shape = made.compute_output_shape(shape)
    right = tuple(shape[1:])
    steps = input_shape[0]
    rules = {
        "return_sequences=True gives the outputs of all steps, False only the last": {
            "every": lambda shape, size: (size,),
            "last": lambda shape, size: (*shape[:-1], size),
        },
        "a recurrent layer gives only its last output, unless return_sequences is True": {
            "last": lambda shape, size: (*shape[:-1], size)
        },
        "with return_sequences=False only the last output is left, without an axis of steps": {
            "last": lambda shape, size: (*shape[:-1], size),
            "RepeatVector": lambda shape, size: (size, *shape),
        },
        "a single vector has no axis of steps: (n,), not (1, n)": {
            "last": lambda shape, size: (1, size)
        },
        "with return_sequences=True a recurrent layer keeps the steps": {
            "every": lambda shape, size: (size,)
        },
        "Dense works on every step alone: it keeps the steps": {
            "Dense": lambda shape, size: (size,)
        },
        "RepeatVector(n) puts n copies one after the other: n comes first": {
            "RepeatVector": lambda shape, size: (*shape, size)
        },
        "RepeatVector(n) makes n steps, it keeps the length of the vector": {
            "RepeatVector": lambda shape, size: (size,)
        },
        "RepeatVector(n) makes n steps, it does not make the vector longer": {
            "RepeatVector": lambda shape, size: (*shape[:-1], shape[-1] * size)
        },
        "a recurrent layer gives one number for each unit": {
            "every": lambda shape, size: shape,
            "last": lambda shape, size: shape[-1:],
        },
        "a recurrent layer gives as many numbers per step as it has units, not as many as there are steps": {
            "every": lambda shape, size: (size, shape[-1]),
        },
        "Dense changes the size of the vector": {"Dense": lambda shape, size: shape},
        "RepeatVector adds an axis of steps": {"RepeatVector": lambda shape, size: shape},
        "the steps come first, then the vector's size": {
            "every": lambda shape, size: (size, *shape[:-1]),
        },
    }  # fmt: skip
    mistakes = {hint: _walk(input_shape, stack, rules=rule) for hint, rule in rules.items()}
    mistakes |= {
        "the whole shape, not only its last number": right[-1],
        "go through all layers": _walk(input_shape, stack[:1], rules={}),
        "all layers count, not only the last one": _walk(input_shape, stack[-1:], rules={}),
        "a vector has a shape with one number, such as (5,)": (
            right[0] if len(right) == 1 else right
        ),
        "the number of steps may change along the way": (steps, *right[1:])
        if len(right) > 1
        else right,
    }  # fmt: skip
    asks = "the shape of what comes out of the last layer for one example"
    return Case((input_shape, stack), right, asks, mistakes)


def _walk(shape, stack, *, rules):
    """The shape that a stack leads to if some of its layers followed other rules.

    Only for the values that mistakes lead to.
    """
    usual = {
        "Dense": lambda shape, size: (*shape[:-1], size),
        "RepeatVector": lambda shape, size: (size, *shape[-1:]),
        "every": lambda shape, size: (*shape[:-1], size),
        "last": lambda shape, size: (size,),
    }
    for kind, size, *sequences in stack:
        rule = kind if not sequences else "every" if sequences[0] else "last"
        shape = {**usual, **rules}[rule](shape, size)
    return shape


output_shape = Check("output-shape", 1, _cases)
