"""What is said of masks, against Keras itself; no GPU is needed."""

import importlib

import numpy as np
import pytest

from course import kernel_masks, kernels
from tests.reading import EMPTY, LEFT, RIGHT, reader


@pytest.fixture
def backend(keras):
    """The module in which Keras decides, on TensorFlow."""
    return importlib.import_module("keras.src.backend.tensorflow.rnn")


def masks(seed, count=400):
    """Random masks, about half of them as cuDNN needs them."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        rows, steps = rng.integers(1, 5), rng.integers(1, 7)
        right = np.arange(steps) < rng.integers(1, steps + 1, (rows, 1))
        if rng.random() < 0.5:
            right ^= rng.random((rows, steps)) < 0.1
        yield right


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rule_for_masks_against_keras(backend, seed):
    import tensorflow as tf

    verdicts = []
    for mask in masks(seed):
        right = bool(backend._is_sequence_right_padded(mask))
        empty = bool(backend._has_fully_masked_sequence(mask))
        problem = kernel_masks.mask_problem(mask)
        assert (problem is None) == (right and not empty), mask
        if problem is None:
            backend._assert_valid_mask(mask)
        else:
            with pytest.raises(tf.errors.InvalidArgumentError):
                backend._assert_valid_mask(mask)
            assert ("empty" in problem) == empty and ("padded on the left" in problem) == (
                not right
            )
        verdicts.append(problem is None)
    assert 0.2 < np.mean(verdicts) < 0.8, "both kinds of mask were tried"


def test_a_wrong_mask_is_described():
    left = np.array([[0, 1]], bool)
    assert kernel_masks.mask_problem(left) == "row 0 is padded on the left or in between"
    many = np.repeat(left, 5, axis=0)
    assert "rows 0, 1, 2 and 2 more are padded" in kernel_masks.mask_problem(many)
    assert kernel_masks.mask_problem([[1, 0], [0, 0]]) == "row 1 is empty"
    with pytest.raises(ValueError, match=r"\(rows, steps\), got \(2,\)"):
        kernel_masks.mask_problem([1, 0])


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
@pytest.mark.parametrize("ids, fails", [(RIGHT, False), (LEFT, True), (EMPTY, True)])
def test_a_mask_said_to_fail_ends_fit(keras, backend, monkeypatch, kind, ids, fails):
    """All of Keras but the operation of cuDNN itself, which needs a GPU and is replaced by zeros."""
    import tensorflow as tf

    def operation(input, input_h, params, **others):
        linked = tf.reduce_sum(params) + tf.reduce_sum(input)  # there are gradients
        state = tf.zeros_like(input_h) * linked
        rows, steps, _ = tf.unstack(tf.shape(input))
        return tf.zeros([rows, steps, 3]), state, state, None, None

    model, ids = reader(keras, kind), np.array(ids)
    (row,) = kernels.explain(model, ids).rows
    assert (row.gpu, row.mask_fails) == (kernels.CUDNN, fails)
    assert fails == (("on a GPU fit, evaluate and predict end with an error") in row.mask)

    monkeypatch.setattr(backend, "_is_gpu_available", lambda: True)
    monkeypatch.setattr(tf.raw_ops, "CudnnRNNV3", operation)
    model.compile("sgd", "mse", jit_compile=False)
    for call in (
        lambda: model.fit(ids, np.zeros(2), verbose=0),
        lambda: model.predict(ids, verbose=0),
    ):
        if fails:
            with pytest.raises(tf.errors.InvalidArgumentError, match="right-padded"):
                call()
        else:
            call()


def test_where_no_mask_can_fail(keras):
    ids = np.array(LEFT)
    (row,) = kernels.explain(reader(keras, use_cudnn=False), ids).rows
    assert not row.mask_fails and row.mask.startswith("any will do")
    no_mask = keras.Sequential([keras.Input((3, 1)), keras.layers.LSTM(2)])
    assert kernels.explain(no_mask, np.zeros((2, 3, 1))).rows[0].mask == "none"
    assert kernels.explain(no_mask).rows[0].mask == ""


def test_masks_through_wrappers_and_several_calls(keras):
    layers = keras.layers
    texts = keras.Input((None, 4), dtype="int32")  # rows of sentences of words
    embedded = layers.Embedding(9, 2, mask_zero=True)(texts)
    tall = keras.Model(texts, layers.TimeDistributed(layers.LSTM(2))(embedded))
    ids = np.array([[[1, 2, 0, 0], [3, 0, 0, 0], [0, 0, 0, 0]]])
    (row,) = kernels.explain(tall, ids).rows
    assert row.mask_fails and row.mask.startswith("in call 3 of 3, row 0 is empty")
    assert not kernels.explain(tall, ids[:, :2]).rows[0].mask_fails

    masked = keras.Input((3, 1))
    both = layers.Bidirectional(layers.GRU(2))(layers.Masking()(masked))
    rows = kernels.explain(keras.Model(masked, both), np.array([[[0.0], [1], [1]]])).rows
    assert [row.mask_fails for row in rows] == [True, True]

    shared = layers.LSTM(2)
    embedding = layers.Embedding(9, 2, mask_zero=True)
    first, second = keras.Input((3,), dtype="int32"), keras.Input((3,), dtype="int32")
    twice = keras.Model(
        [first, second], layers.Add()([shared(embedding(i)) for i in (first, second)])
    )
    (row,) = kernels.explain(twice, [np.array(RIGHT), np.array(LEFT)]).rows
    assert row.mask.startswith("in call 2 of 2, row 0 is padded on the left")

    halves = []
    for name in ("first", "second"):
        vectors = keras.Input((3, 2))
        halves.append(keras.Model(vectors, shared(vectors), name=name))
    vectors = keras.Input((3, 2))
    whole = keras.Model(vectors, layers.Add()([half(vectors) for half in halves]))
    names = [row.name for row in kernels.explain(whole).rows]
    assert names == [f"first / {shared.name}"], "a layer in two places is one layer"


@pytest.mark.parametrize("use_cudnn", ["auto", True])
def test_a_mask_may_be_given_to_a_layer(keras, use_cudnn):
    layer = keras.layers.LSTM(1, use_cudnn=use_cudnn)
    assert kernels.explain(layer, np.array([[False, True]])).rows[0].mask_fails
    assert not kernels.explain(layer, np.array([[True, False]])).rows[0].mask_fails


def test_use_cudnn_true_does_not_hinder_the_look_at_masks(keras):
    layers = keras.layers
    read = layers.LSTM(2)
    model = keras.Sequential(
        [keras.Input((None,), dtype="int32"), layers.Embedding(9, 2, mask_zero=True), read]
    )
    read.use_cudnn = True  # here, building with it would be refused
    assert kernels.explain(model, np.array(LEFT)).rows[0].mask_fails


def test_a_look_leaves_no_trace(keras):
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input(batch_shape=(2, 3, 1)), layers.LSTM(2, stateful=True, dropout=0.5)]
    )
    batch = np.ones((2, 3, 1), "float32")
    before = model.predict(batch, verbose=0)
    layer = model.layers[0]
    variables = [variable.numpy() for variable in model.variables]
    kernels.explain(model, batch)
    for variable, value in zip(model.variables, variables, strict=True):
        np.testing.assert_array_equal(variable.numpy(), value)
    assert "inner_loop" not in vars(layer)
    layer.reset_state()
    np.testing.assert_array_equal(model.predict(batch, verbose=0), before)
