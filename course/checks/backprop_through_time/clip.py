"""clip: shorten a gradient to a given size if it is longer, and keep its direction.

Cases begin with a direction of size 1 and a length.
"""

import math

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    """Lengths and limits that part the size from what else may be taken for it, in as few cases as can be."""
    same, other = [(3,), (3,), (3,)], [(4,), (2, 3), (2, 1, 2), (3,)]
    return [
        # too long, but no single array is, and no number; exactly 1
        _case(
            _even_direction(rng, [(2,), (2,)]), length=1.0, limit=float(rng.integers(72, 81) / 100)
        ),
        _case(_direction(rng, other), length=rng.uniform(7, 9), limit=2.0),
        _case(_direction(rng, same), length=rng.uniform(20, 30), limit=1.5),
        # not too long, but the square of the size is, and so is the sum of the numbers
        _case(_even_direction(rng, same), length=rng.uniform(2.6, 2.8), limit=5.0),
        # not too long, but the sum of the arrays' sizes is
        _case(_even_direction(rng, [(2, 2), (4,)]), length=rng.uniform(0.55, 0.6), limit=0.65),
        _case([np.zeros(rng.integers(2, 5))], length=0.0, limit=float(rng.integers(2, 50) / 10)),
    ]


def _direction(rng, shapes):
    """Arrays of which the second is the largest."""
    arrays = [rng.uniform(0.3, 0.6, shape) * rng.choice([-1, 1], shape) for shape in shapes]
    arrays[1] *= 2
    return [array / _size(arrays) for array in arrays]


def _even_direction(rng, shapes):
    """Arrays of numbers that differ in sign alone."""
    signs = [rng.choice([-1.0, 1.0], shape) for shape in shapes]
    return [array / _size(signs) for array in signs]


def _size(arrays):
    return math.sqrt(sum(float((array**2).sum()) for array in arrays))


def _case(direction, length, limit):
    gradients = [length * array for array in direction]
    right = [min(length, limit) * array for array in direction]
    asks = f"arrays together of size {limit:g}, or as they were if they are not longer"
    return Case((gradients, limit), right, asks)


def _as_if(size):
    """The mistaken answer that takes something else for the size of a gradient, to compare and to scale."""

    def mistaken(gradients, limit):
        longer = size(gradients) > limit
        return [array * (limit / size(gradients)) if longer else array for array in gradients]

    return mistaken


def _scaled(factor):
    """The mistaken answer that scales every gradient; factor: a function of its size and the limit."""

    def mistaken(gradients, limit):
        with np.errstate(all="ignore"):
            return [array * factor(np.float64(_size(gradients)), limit) for array in gradients]

    return mistaken


def _sizes(gradients):
    return [float(np.linalg.norm(array)) for array in gradients]


def _numbers(gradients):
    return np.concatenate([array.ravel() for array in gradients])


def _limited(gradients, limit):
    """Each array alone."""
    return [
        array * (limit / size if size > limit else 1)
        for array, size in zip(gradients, _sizes(gradients), strict=True)
    ]


clip = Check(
    "clip",
    2,
    _cases,
    mistakes={
        "the arrays are one gradient: scale all of them by the same factor": _limited,
        "scale the whole gradient, do not cut its numbers one by one: that turns its direction": (
            lambda gradients, limit: [np.clip(array, -limit, limit) for array in gradients]
        ),
        "scale the whole gradient, do not cut off its numbers above the limit": (
            lambda gradients, limit: [np.minimum(array, limit) for array in gradients]
        ),
        "a gradient that is not too long stays as it is": _scaled(
            lambda size, limit: limit / size  # NaN for a gradient of zeros
        ),
        "the size should become the limit, not 1": _scaled(
            lambda size, limit: 1 / size if size > limit else 1
        ),
        "take the root of the sum of squares": _as_if(lambda gradients: _size(gradients) ** 2),
        "add the squares, not the sizes of the arrays": _as_if(
            lambda gradients: sum(_sizes(gradients))
        ),
        "square the arrays' sizes before you add them and take the root": _as_if(
            lambda gradients: math.sqrt(sum(_sizes(gradients)))
        ),
        "the size is the root of the sum of the squares, not the sum of the absolute numbers": (
            _as_if(lambda gradients: float(abs(_numbers(gradients)).sum()))
        ),
        "square the numbers before you add them: here those below 0 take away from the others": (
            _as_if(lambda gradients: abs(float(_numbers(gradients).sum())))
        ),
        "the size is that of the whole gradient, not its largest number": _as_if(
            lambda gradients: float(abs(_numbers(gradients)).max())
        ),
        "the size is that of the whole gradient, not of its largest array": _as_if(
            lambda gradients: max(_sizes(gradients))
        ),
        "the size is that of the whole gradient, not of its first array": _as_if(
            lambda gradients: _sizes(gradients)[0]
        ),
        "the size is that of the whole gradient, not of its last array: add the squares of all": (
            _as_if(lambda gradients: _sizes(gradients)[-1])
        ),
        "add the squares, do not average them": _as_if(
            lambda gradients: _size(gradients) / math.sqrt(len(_numbers(gradients)))
        ),
        "the size is the root of the sum of all squares, not the mean of the arrays' sizes": _as_if(
            lambda gradients: float(np.mean(_sizes(gradients)))
        ),
        "nothing was clipped": lambda gradients, limit: gradients,
        "a gradient that is too long becomes shorter, it is not thrown away": _scaled(
            lambda size, limit: 0 if size > limit else 1
        ),
        "the factor is limit / size, not size / limit": _scaled(
            lambda size, limit: size / limit if size > limit else 1
        ),
        "the factor is limit / size: divide by the size, too": _scaled(
            lambda size, limit: limit if size > limit else 1
        ),
        "keep the direction: numbers below 0 stay below 0": lambda gradients, limit: [
            abs(array) * min(1, limit / max(_size(gradients), limit)) for array in gradients
        ],
        "shorten by a factor, do not subtract": lambda gradients, limit: [
            array - max(_size(gradients) - limit, 0) for array in gradients
        ],
        "give back an array for each array, in its shape": lambda gradients, limit: (
            _numbers(gradients) * (limit / max(_size(gradients), limit))
        ),
    },
    corners={
        "the gradient is 0": lambda gradients, limit: not _size(gradients),
        "the gradient is not too long, and not 0": lambda gradients, limit: (
            0 < _size(gradients) <= limit
        ),
        "the gradient is not longer than the limit": lambda gradients, limit: (
            _size(gradients) <= limit
        ),
        "the gradient is too long": lambda gradients, limit: _size(gradients) > limit,
        "the gradient is too long, but none of its arrays is": lambda gradients, limit: (
            max(_sizes(gradients)) <= limit < _size(gradients)
        ),
        "the gradient is not too long, but its size squared is above the limit": (
            lambda gradients, limit: _size(gradients) <= limit < _size(gradients) ** 2
        ),
        "the gradient is not too long, but its arrays' sizes add up to more than the limit": (
            lambda gradients, limit: _size(gradients) <= limit < sum(_sizes(gradients))
        ),
        "to compare the size with 1 is not the same as to compare it with the limit": (
            lambda gradients, limit: (_size(gradients) > 1) != (_size(gradients) > limit)
        ),
        "the size of the gradient is 1": lambda gradients, limit: _size(gradients) == 1,
        "the limit is below 1": lambda gradients, limit: limit < 1,
        "the limit is above 1": lambda gradients, limit: limit > 1,
        "there is one array": lambda gradients, limit: len(gradients) == 1,
        "all arrays have the same shape": lambda gradients, limit: (
            len({array.shape for array in gradients}) == 1
        ),
        "an array has three axes": lambda gradients, limit: 3 in {a.ndim for a in gradients},
    },
    seconds=20.0,  # an answer may import TensorFlow
)
