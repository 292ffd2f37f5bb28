"""film: a scale and a shift for each channel, from the question's vector.

Worked out channel by channel, from sums over single numbers.
"""

from functools import partial

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.captions_questions._shared import planted

# sums of up to 40 products in float32, each 6e-8 of the largest; the sums cancel
ROUNDING = Tolerance(relative=1e-5, of_largest=1e-5)


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def drawn(*shape, **settings):
        return _case(rng, *shape, **settings)

    side = size(3, 6)
    return [
        _small(),
        drawn(3, 4, 5, 6, 7),
        drawn(size(2, 5), 3, 3, size(6, 12), size(10, 20)),  # the lab's kind
        drawn(1, size(2, 6), size(2, 6), 4, 5),
        drawn(4, 1, 1, size(2, 6), 3),
        drawn(side, side, side, side, side),
        drawn(2, side, side, side, 2 * side),
        drawn(2, 3, size(4, 6), 1, size(2, 5)),
        drawn(3, 2, 7, side, 2 * side),
        drawn(size(3, 5), 2, 3, size(4, 7), 1),
        drawn(3, size(2, 4), 5, 4, 6, weight=0.0, bias=0.0),
        drawn(2, 5, size(2, 4), 3, size(20, 40), weight=3.0),
        drawn(size(3, 6), 4, 2, size(3, 7), 6, bias=0.0),
        drawn(5, 2, 2, size(4, 8), 3, weight=0.0),
        drawn(side, 2, 7, side, side, dtype="float32"),
    ]


def _small():
    """One picture of one row, small enough to be done by hand."""
    features = np.array([[[[1.0, 2.0], [3.0, -4.0]]]])
    weights = np.array([[0.5, 1.0, 0.0, 2.0], [0.0, -1.0, 1.0, 1.0]])
    return _made(features, np.array([[2.0, 1.0]]), weights, np.array([0.0, 1.0, -3.0, 0.5]))


def _case(rng, pictures, rows, columns, channels, units, weight=0.7, bias=0.9, dtype="float64"):
    """Arrays of these sizes; the numbers of the weights and of the bias spread as said."""
    shapes = (pictures, rows, columns, channels), (pictures, units), (units, 2 * channels)
    shapes += ((2 * channels,),)
    spread = 2.0, 1.0, weight, bias
    arrays = [by * rng.normal(size=shape) for by, shape in zip(spread, shapes, strict=True)]
    return _made(*(array.astype(dtype) for array in arrays))


def _made(*arrays):
    features, questions, weights, bias = arrays
    channels, right = features.shape[-1], np.zeros(features.shape)
    for picture, channel in np.ndindex(len(features), channels):
        scale, shift = (
            float(bias[place])
            + sum(
                float(number) * float(row[place])
                for number, row in zip(questions[picture], weights, strict=True)
            )
            for place in (channel, channels + channel)
        )
        plane = features[picture, :, :, channel].astype(float)
        right[picture, :, :, channel] = plane + scale * plane + shift
    places = {"where the features are negative": features < 0}
    asks = f"features of shape {features.shape}, scaled and shifted channel by channel"
    return Case(arrays, right, asks, planted(MISTAKES, arrays), places)


def _wide(numbers):
    return numbers[:, None, None, :]


def _by(change, questions=lambda q: q, weights=lambda w: w, bias=lambda b: b):
    """What a change makes of features, scales and shifts, the latter from changed arguments."""

    def answer(x, q, w, b):
        with np.errstate(all="ignore"):
            numbers = questions(q) @ weights(w) + bias(b)
            half = numbers.shape[-1] // 2
            return change(x, _wide(numbers[:, :half]), _wide(numbers[:, half:]))

    return answer


def _usual(x, g, b, first=1.0):
    """What is asked for, or with another number in the place of the 1."""
    return x * (g + first) + b


def _through(function):
    """Both numbers go through an activation."""
    return _by(lambda x, g, b: _usual(x, function(g), function(b)))


def _after(function):
    """The result goes through an activation."""
    return _by(lambda x, g, b: function(_usual(x, g, b)))


def _softmax(numbers):
    powers = np.exp(numbers - numbers.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _relu(numbers):
    return np.maximum(numbers, 0)


def _sigmoid(numbers):
    return 1 / (1 + np.exp(-numbers))


def _normal(x, axes):
    return (x - x.mean(axis=axes, keepdims=True)) / (x.std(axis=axes, keepdims=True) + 1e-5)


def _one_by_one(x, q, w, b):
    """Scales and shifts in turn, channel by channel."""
    numbers = (q @ w + b).reshape(len(x), -1, 2)
    return _usual(x, _wide(numbers[..., 0]), _wide(numbers[..., 1]))


def _along(axis):
    """Knobs for the places along another axis than that of the channels; fails where sizes differ."""

    def answer(x, q, w, b):
        numbers = q @ w + b
        half = numbers.shape[1] // 2
        shape = [len(x), 1, 1, 1]
        shape[axis] = half
        g, shift = numbers[:, :half].reshape(shape), numbers[:, half:].reshape(shape)
        return _usual(x, g, shift)

    return answer


def _across(x, q, w, b):
    """Knobs (pictures, channels) as they are: numpy lays the pictures along the columns."""
    numbers = q @ w + b
    half = numbers.shape[1] // 2
    return _usual(x, numbers[:, :half], numbers[:, half:])


def _down(x, q, w, b):
    numbers = q @ w + b
    half = numbers.shape[1] // 2
    return _usual(x, numbers[:, None, :half], numbers[:, None, half:])


MISTAKES = {
    "1 + scale: without the 1 a scale of 0 would wipe out the picture": _by(
        lambda x, g, b: g * x + b
    ),
    "scales first, shifts second: yours are the other way round": _by(lambda x, g, b: _usual(x, b, g)),
    "scales first, shifts second, and the 1 belongs to the scale": _by(
        lambda x, g, b: b * x + g
    ),
    "all scales come first, then all shifts: not one of each in turn": _one_by_one,
    "the layer has a bias, too": _by(_usual, bias=np.zeros_like),
    "the bias is added, not subtracted": _by(_usual, bias=np.negative),
    "the bias is added once, not twice": _by(_usual, bias=lambda b: 2 * b),
    "the shifts have a bias, too": lambda x, q, w, b: _usual(
        x, *np.split(_wide(q @ w + np.where(np.arange(len(b)) < len(b) // 2, b, 0)), 2, axis=-1)
    ),
    "the scales have a bias, too": lambda x, q, w, b: _usual(
        x, *np.split(_wide(q @ w + np.where(np.arange(len(b)) < len(b) // 2, 0, b)), 2, axis=-1)
    ),
    "the questions decide: `weights` are missing": _by(_usual, weights=np.zeros_like),
    "the shift is added after the scaling, not scaled as well": _by(
        lambda x, g, b: (g + 1) * (x + b)
    ),
    "add the shift": _by(lambda x, g, b: x * (g + 1)),
    "add the shift, do not subtract it": _by(lambda x, g, b: x * (g + 1) - b),
    "the scale is missing: each channel is multiplied, too": _by(lambda x, g, b: x + b),
    "multiply with 1 + scale, not with 1 - scale": _by(lambda x, g, b: x * (1 - g) + b),
    "multiply with 1 + scale, do not divide": _by(lambda x, g, b: x / (g + 1) + b),
    "the 1 belongs to the scale alone, not to the shift": _by(lambda x, g, b: x * (g + 1) + b + 1),
    "1 + scale, not 2 + scale: do not add the features once more": _by(partial(_usual, first=2.0)),
    "the 1 belongs to the scale: (1 + scale) * features, not 1 + scale * features": _by(
        lambda x, g, b: 1 + g * x + b
    ),
    "scales are not exponents: 1 + scale, not e to the power of it": _by(
        lambda x, g, b: np.exp(g) * x + b
    ),
    "the layer has no activation: no ReLU": _through(_relu),
    "the layer has no activation: no tanh": _through(np.tanh),
    "the layer has no activation: no sigmoid": _through(_sigmoid),
    "the layer has no activation: the scales go through no sigmoid": _by(
        lambda x, g, b: _usual(x, _sigmoid(g), b)
    ),
    "the scales go through no sigmoid, and have a 1": _by(lambda x, g, b: _sigmoid(g) * x + b),
    "the layer has no activation: the scales go through no tanh": _by(
        lambda x, g, b: _usual(x, np.tanh(g), b)
    ),
    "the layer has no activation: no softmax": _through(_softmax),
    "no ReLU at the end": _after(_relu),
    "no tanh at the end": _after(np.tanh),
    "no sigmoid at the end": _after(_sigmoid),
    "the features as they are: do not normalise each channel of a picture": _by(
        lambda x, g, b: _usual(_normal(x, (1, 2)), g, b)
    ),
    "the features as they are: do not normalise each channel over all pictures": _by(
        lambda x, g, b: _usual(_normal(x, (0, 1, 2)), g, b)
    ),
    "the features as they are: do not normalise them at each place": _by(
        lambda x, g, b: _usual(_normal(x, -1), g, b)
    ),
    "each picture has a question of its own: you give all of them the first one's": _by(
        _usual, questions=lambda q: np.repeat(q[:1], len(q), axis=0)
    ),
    "each picture has a question of its own: you give all of them the last one's": _by(
        _usual, questions=lambda q: np.repeat(q[-1:], len(q), axis=0)
    ),
    "each picture has a question of its own: you give all of them the mean of all": _by(
        _usual, questions=lambda q: np.repeat(q.mean(axis=0, keepdims=True), len(q), axis=0)
    ),
    "each picture has a question of its own, not their sum": _by(
        _usual, questions=lambda q: np.repeat(q.sum(axis=0, keepdims=True), len(q), axis=0)
    ),
    "a picture and its question have the same number: yours are in reverse": _by(
        _usual, questions=lambda q: q[::-1]
    ),
    "each channel has a scale of its own, not the mean of all of them": _by(
        lambda x, g, b: _usual(x, g.mean(axis=-1, keepdims=True), b)
    ),
    "each channel has a scale of its own, not the first one's": _by(
        lambda x, g, b: _usual(x, g[..., :1], b)
    ),
    "each channel has a scale and a shift of its own, not the first one's": _by(
        lambda x, g, b: _usual(x, g[..., :1], b[..., :1])
    ),
    "each channel has a shift of its own, not the first one's": _by(
        lambda x, g, b: _usual(x, g, b[..., :1])
    ),
    "each channel has a shift of its own, not the mean of all of them": _by(
        lambda x, g, b: _usual(x, g, b.mean(axis=-1, keepdims=True))
    ),
    "a channel and its knobs have the same number: yours are in reverse": _by(
        lambda x, g, b: _usual(x, g[..., ::-1], b[..., ::-1])
    ),
    "all places of the picture, not their mean": _by(
        lambda x, g, b: _usual(x.mean(axis=(1, 2), keepdims=True) + 0 * x, g, b)
    ),
    "keep the rows and columns: a mean over them is not asked for": _by(
        lambda x, g, b: _usual(x, g, b).mean(axis=(1, 2))
    ),
    "keep the channels: do not add them up": _by(lambda x, g, b: _usual(x, g, b).sum(axis=-1)),
    "return the new features, not the scales and shifts": _by(
        lambda x, g, b: np.concatenate([g, b], axis=-1)[:, 0, 0]
    ),
    "return the new features, not those that you were given": _by(lambda x, g, b: x),
    "add the two once: the features themselves are added once too often, with the shift as well": _by(
        lambda x, g, b: x + _usual(x, g, b) + b
    ),
}  # fmt: skip

BROADCAST = {
    "knobs belong to channels, the last axis: yours go along the rows": _along(1),
    "knobs belong to channels, the last axis: yours go along the columns": _along(2),
    "give the knobs two axes of 1 for rows and columns: numpy lays your pictures along the columns": (
        _across
    ),
    "give the knobs two axes of 1 for rows and columns: numpy lays your pictures along the rows": (
        _down
    ),
    "weights have a row for each unit: do not turn them around": lambda x, q, w, b: _by(
        _usual, weights=np.transpose
    )(x, q, w, b),
}


def _sizes(features, questions):
    return [*features.shape, questions.shape[1]]


CORNERS = {
    "there is one picture": lambda x, q, w, b: len(x) == 1,
    "there are several pictures": lambda x, q, w, b: len(x) > 1,
    "there is one place": lambda x, q, w, b: x.shape[1] * x.shape[2] == 1,
    "there is one channel": lambda x, q, w, b: x.shape[-1] == 1,
    "a question has one number": lambda x, q, w, b: q.shape[1] == 1,
    "rows and columns are different in number": lambda x, q, w, b: x.shape[1] != x.shape[2],
    "there are as many channels as rows, columns and pictures": lambda x, q, w, b: (
        len(set(_sizes(x, q))) == 1
    ),
    "there are as many channels as rows and columns": lambda x, q, w, b: (
        x.shape[1] == x.shape[2] == x.shape[3] != len(x)
    ),
    "there are as many channels as pictures": lambda x, q, w, b: len(x) == x.shape[3] != x.shape[1],
    "all sizes differ": lambda x, q, w, b: len(set(_sizes(x, q))) == 5,
    "all weights and biases are 0": lambda x, q, w, b: not (w.any() or b.any()),
    "all weights are 0": lambda x, q, w, b: not w.any() and bool(b.any()),
    "all biases are 0": lambda x, q, w, b: not b.any() and bool(w.any()),
    "scales are below -1": lambda x, q, w, b: bool(((q @ w + b)[:, : len(b) // 2] < -1).any()),
    "there are more units than channels": lambda x, q, w, b: q.shape[1] > x.shape[3],
    "numbers are float32": lambda x, q, w, b: x.dtype == "float32",
}

film = Check(
    "film",
    2,
    _cases,
    tolerance=ROUNDING,
    mistakes=BROADCAST,
    corners=CORNERS,
    axes=("picture", "row", "column", "channel"),
)
