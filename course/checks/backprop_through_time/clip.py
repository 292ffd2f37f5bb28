"""clip: shorten a gradient to a given size if it is longer, and keep its direction.

Cases begin with a direction of size 1 and a length.
"""

import math

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case([np.array([0.6, 0.8])], length=5.0, limit=1.0),
        _case(_direction(rng, (2, 3), (3,), (2,)), length=8.0, limit=2.0),
        _case(_direction(rng, (3,), (2, 2)), length=0.5, limit=3.0),
        _case([np.zeros((2, 2)), np.zeros(3)], length=1.0, limit=1.0),
        _case(_direction(rng, (1, 2), (4,)), length=30.0, limit=0.5),
        # near the limit, where another size than the right one falls on its other side
        _case(_even_direction((2, 2), (4,), (2, 2)), length=2.4, limit=2.0),
        _case(_even_direction((3,), (3,), (3,)), length=2.7, limit=3.0),
        _case(_even_direction((2,), (2,)), length=0.8, limit=0.5),
        _case(_even_direction((3,), (3,), (3,)), length=0.8, limit=0.9),
        _case(_even_direction((2, 2)), length=0.8, limit=1.0),
    ]


def _direction(rng, *shapes):
    arrays = [rng.uniform(0.3, 1, shape) * rng.choice([-1, 1], shape) for shape in shapes]
    size = math.sqrt(sum(float((array**2).sum()) for array in arrays))
    return [array / size for array in arrays]


def _even_direction(*shapes):
    """Arrays that share the size 1 evenly, with signs that take turns."""
    count = sum(math.prod(shape) for shape in shapes)
    signs = iter((-1) ** place for place in range(count))
    return [
        np.array([next(signs) for _ in range(math.prod(shape))]).reshape(shape) / math.sqrt(count)
        for shape in shapes
    ]


def _case(direction, length, limit):
    gradients = [length * array for array in direction]

    def scaled_gradients(factor):
        return [factor * array for array in gradients]

    too_long = length > limit
    sizes = [float(np.linalg.norm(array)) for array in gradients]
    flat = np.abs(np.concatenate([array.ravel() for array in gradients]))
    alone = [
        array * (limit / size if size > limit else 1)
        for array, size in zip(gradients, sizes, strict=True)
    ]

    def clipped_gradients(size):  # scaled down as if this were the gradient's size
        return scaled_gradients(limit / size if size > limit else 1)

    def clipped_if_above(size, bound=limit):  # scaled rightly, but for the wrong reason
        return scaled_gradients(limit / length if size > bound else 1)

    mistakes = {
        "whether it is too long: compare with the limit, not with 1": clipped_if_above(length, 1.0),
        "whether it is too long: compare the size with the limit, not its square": (
            clipped_if_above(length**2)
        ),
        "whether it is too long: compare the size of the whole, not the sum of the arrays' sizes": (
            clipped_if_above(sum(sizes))
        ),
        "whether it is too long: compare the size of the whole, not the sum of all numbers": (
            clipped_if_above(float(flat.sum()))
        ),
        "whether it is too long: compare the size of the whole, not of single arrays": (
            clipped_if_above(max(sizes))
        ),
        "whether it is too long: compare the size of the whole, not its largest number": (
            clipped_if_above(float(flat.max()))
        ),
        "the arrays are one gradient: scale all of them by the same factor": alone,
        "scale the whole gradient, do not cut its numbers one by one: that turns its direction": [
            np.clip(array, -limit, limit) for array in gradients
        ],
        "a gradient that is not too long stays as it is": scaled_gradients(limit / length),
        "the size should become the limit, not 1": scaled_gradients(1 / length if too_long else 1),
        "take the root of the sum of squares": clipped_gradients(length**2),
        "add the squares, not the sizes of the arrays": clipped_gradients(sum(sizes)),
        "the size is the root of the sum of the squares, not the sum of all numbers": (
            clipped_gradients(float(flat.sum()))
        ),
        "the size is that of the whole gradient, not its largest number": clipped_gradients(
            float(flat.max())
        ),
        "the size is that of the whole gradient, not of its largest array": clipped_gradients(
            max(sizes)
        ),
        "add the squares, do not average them": clipped_gradients(length / math.sqrt(len(flat))),
        "nothing was clipped": scaled_gradients(1),
        "a gradient that is too long becomes shorter, it is not thrown away": (
            scaled_gradients(0 if too_long else 1)
        ),
        "the factor is limit / size, not size / limit": scaled_gradients(
            length / limit if too_long else 1
        ),
        "give back an array for each array, in its shape": np.concatenate(
            [(min(length, limit) * array).ravel() for array in direction]
        ),
    }
    asks = f"{len(gradients)} arrays, together of size {limit} or as they were"
    right = [min(length, limit) * array for array in direction]
    return Case((gradients, limit), right, asks, mistakes)


clip = Check("clip", 2, _cases)
