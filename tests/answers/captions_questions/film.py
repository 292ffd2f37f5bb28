"""Answers to film."""

import numpy as np

from tests.answers import Bank

bank = Bank("film")
right, mistake = bank.right, bank.mistake


@right
def film_by_split(features, questions, weights, bias):
    scale, shift = np.split(questions @ weights + bias, 2, axis=1)
    return (1 + scale[:, None, None]) * features + shift[:, None, None]


@right
def film_by_einsum(features, questions, weights, bias):
    channels = features.shape[-1]
    knobs = np.einsum("nu,uk->nk", questions, weights) + bias
    return (
        features
        + np.einsum("nijc,nc->nijc", features, knobs[:, :channels])
        + knobs[:, None, None, channels:]
    )


@right
def film_by_loops(features, questions, weights, bias):
    new, channels = np.empty(features.shape), features.shape[-1]
    for n, picture in enumerate(features):
        knobs = np.dot(questions[n], weights) + bias
        for c in range(channels):
            new[n, ..., c] = (1 + knobs[c]) * picture[..., c] + knobs[channels + c]
    return new


@right
def film_by_reshape(features, questions, weights, bias):
    n, rows, columns, channels = features.shape
    flat = features.reshape(n, rows * columns, channels)
    knobs = (questions @ weights + bias).reshape(n, 2, 1, channels)
    return ((1 + knobs[:, 0]) * flat + knobs[:, 1]).reshape(features.shape).tolist()


@right
def film_by_keras(features, questions, weights, bias):
    from keras import ops

    knobs = ops.add(ops.matmul(questions, weights), bias)
    scale, shift = ops.split(knobs[:, None, None, :], 2, axis=-1)
    return (1 + scale) * features + shift


@right
def film_in_half_the_digits(features, questions, weights, bias):
    features, questions, weights, bias = (
        np.asarray(array, "float32") for array in (features, questions, weights, bias)
    )
    knobs = questions @ weights + bias
    half = knobs.shape[-1] // 2
    moved = np.moveaxis(features, -1, 1)
    moved = moved * (knobs[:, :half, None, None] + 1) + knobs[:, half:, None, None]
    return np.moveaxis(moved, 1, -1)


@right
def film_by_one_column_more(features, questions, weights, bias):
    questions = np.concatenate([questions, np.ones((len(questions), 1))], axis=1)
    knobs = questions @ np.vstack([weights, bias])
    scale, shift = np.hsplit(knobs, 2)
    return np.array([(1 + s) * x + t for x, s, t in zip(features, scale, shift)])


def knobs_of(questions, weights, bias):
    return np.split((questions @ weights + bias)[:, None, None, :], 2, axis=-1)


@mistake("without the 1")
def film_without_one(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return scale * features + shift


@mistake("the other way round")
def film_swapped(features, questions, weights, bias):
    shift, scale = knobs_of(questions, weights, bias)
    return (1 + scale) * features + shift


@mistake("one of each in turn")
def film_in_turn(features, questions, weights, bias):
    knobs = (questions @ weights + bias)[:, None, None]
    return (1 + knobs[..., ::2]) * features + knobs[..., 1::2]


@mistake("has a bias, too")
def film_without_bias(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, 0)
    return (1 + scale) * features + shift


@mistake("not scaled as well")
def film_scaled_shift(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return (1 + scale) * (features + shift)


@mistake("add the shift")
def film_without_shift(features, questions, weights, bias):
    return (1 + knobs_of(questions, weights, bias)[0]) * features


@mistake("multiplied, too")
def film_without_scale(features, questions, weights, bias):
    return features + knobs_of(questions, weights, bias)[1]


@mistake("not 1 + scale * features")
def film_precedence(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return 1 + scale * features + shift


@mistake("not to the shift")
def film_one_twice(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias + 1)
    return scale * features + shift


@mistake("no ReLU at the end")
def film_relu(features, questions, weights, bias):
    return np.maximum(film_by_split(features, questions, weights, bias), 0)


@mistake("no activation: no ReLU")
def film_relu_inside(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return (1 + np.maximum(scale, 0)) * features + np.maximum(shift, 0)


@mistake("no tanh")
def film_tanh_inside(features, questions, weights, bias):
    knobs = np.tanh(questions @ weights + bias)[:, None, None]
    scale, shift = np.split(knobs, 2, axis=-1)
    return (1 + scale) * features + shift


@mistake("no sigmoid, and have a 1")
def film_gate(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return features / (1 + np.exp(-scale)) + shift


@mistake("do not normalise")
def film_normalised(features, questions, weights, bias):
    features = features - features.mean(axis=(1, 2), keepdims=True)
    features = features / (features.std(axis=(1, 2), keepdims=True) + 1e-5)
    return film_by_split(features, questions, weights, bias)


@mistake("the first one's")
def film_first_question(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return (1 + scale[:1]) * features + shift[:1]


@mistake("mean of all")
def film_mean_question(features, questions, weights, bias):
    scale, shift = knobs_of(questions.mean(axis=0, keepdims=True), weights, bias)
    return (1 + scale) * features + shift


@mistake("not the mean of all of them")
def film_mean_scale(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return (1 + scale.mean(axis=-1, keepdims=True)) * features + shift


@mistake("along the rows")
def film_along_rows(features, questions, weights, bias):
    scale, shift = np.split(questions @ weights + bias, 2, axis=1)
    return (1 + scale[:, :, None, None]) * features + shift[:, :, None, None]


@mistake("along the columns")
def film_along_columns(features, questions, weights, bias):
    scale, shift = np.split(questions @ weights + bias, 2, axis=1)
    return (1 + scale[:, None, :, None]) * features + shift[:, None, :, None]


@mistake("lays your pictures along the columns")
def film_without_axes(features, questions, weights, bias):
    scale, shift = np.split(questions @ weights + bias, 2, axis=1)
    return (1 + scale) * features + shift


@mistake("lays your pictures along the rows")
def film_with_one_axis(features, questions, weights, bias):
    scale, shift = np.split((questions @ weights + bias)[:, None], 2, axis=-1)
    return (1 + scale) * features + shift


@mistake("over them is not asked for")
def film_pooled(features, questions, weights, bias):
    return film_by_split(features, questions, weights, bias).mean(axis=(1, 2))


@mistake("not the scales and shifts")
def film_knobs(features, questions, weights, bias):
    return questions @ weights + bias


@mistake("not those that you were given")
def film_unchanged(features, questions, weights, bias):
    return features


@mistake("do not add the features once more")
def film_residual(features, questions, weights, bias):
    return features + film_by_split(features, questions, weights, bias)


@mistake("do not subtract it")
def film_minus(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return (1 + scale) * features - shift


@mistake("do not divide")
def film_divides(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return features / (1 + scale) + shift


@mistake("not e to the power")
def film_exponents(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return np.exp(scale) * features + shift


@mistake("do not turn them around")
def film_transposed(features, questions, weights, bias):
    scale, shift = knobs_of(questions, np.transpose(weights), bias)
    return (1 + scale) * features + shift


@mistake("expected shape")
def film_both(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return np.concatenate([(1 + scale) * features, features + shift], axis=-1)


@mistake("returned None")
def film_in_place(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    features *= 1 + scale
    features += shift


@mistake("no sigmoid at the end")
def film_sigmoid(features, questions, weights, bias):
    return 1 / (1 + np.exp(-film_by_split(features, questions, weights, bias)))


@mistake("in reverse")
def film_reversed_channels(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return (1 + scale[..., ::-1]) * features + shift[..., ::-1]


@mistake("in another shape")
def film_squeezed(features, questions, weights, bias):
    return np.squeeze(film_by_split(features, questions, weights, bias))


@mistake("the scales go through no sigmoid")
def film_sigmoid_of_scale(features, questions, weights, bias):
    scale, shift = knobs_of(questions, weights, bias)
    return (1 + 1 / (1 + np.exp(-scale))) * features + shift
