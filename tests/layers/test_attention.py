import json

import numpy as np
import pytest


@pytest.fixture(scope="module")
def decoder_class(keras):
    from course.layers.attention import AttentionDecoder

    return AttentionDecoder


def array(tensor):
    """numpy's, on every backend of Keras."""
    import keras

    return keras.ops.convert_to_numpy(tensor)


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


def after_the_lstm(layer, y, keys, values, mask):
    """outputs, weights by loops in float64; y (n, t, m) are the LSTM's outputs."""
    query, combine, bias = (
        weight.astype("float64")
        for weight in (*layer.query.get_weights(), *layer.combine.get_weights())
    )
    outputs = np.zeros(y.shape)
    weights = np.zeros((*y.shape[:2], keys.shape[1]))
    for n, t in np.ndindex(y.shape[:2]):
        scores = {
            s: (y[n, t] @ query) @ keys[n, s] / keys.shape[-1] ** 0.5
            for s in range(keys.shape[1])
            if mask[n, s]
        }
        total = sum(np.exp(score) for score in scores.values())
        context = np.zeros(values.shape[-1])
        for s, score in scores.items():
            weights[n, t, s] = np.exp(score) / total
            context += weights[n, t, s] * values[n, s]
        outputs[n, t] = np.tanh(np.concatenate([y[n, t], context]) @ combine + bias)
    return outputs, weights


def translator(keras, decoder_class, embedded_values=True):
    """A net from words read and words written to logits and weights."""
    layers = keras.layers
    read, written = (keras.Input((None,), dtype="int32") for _ in range(2))
    vectors = layers.Embedding(9, 5, mask_zero=True)(read)
    states, h, c = layers.LSTM(6, return_sequences=True, return_state=True)(vectors)
    outputs, weights = decoder_class(6)(
        layers.Embedding(9, 4, mask_zero=True)(written),
        states,
        vectors if embedded_values else None,
        initial_state=[h, c],
    )
    return keras.Model([read, written], [layers.Dense(9)(outputs), weights])


READ = np.array([[1, 2, 3, 0, 0], [4, 5, 6, 7, 8]])
WRITTEN = np.array([[1, 2, 0, 0], [3, 4, 5, 6]])


@pytest.mark.parametrize(
    "sizes", [(1, 1, 2, 1, 1, 1, 1), (3, 4, 7, 2, 5, 6, 8), (4, 4, 4, 4, 4, 4, 4)]
)
@pytest.mark.parametrize("masked", [False, True])
def test_it_computes_the_formulas(keras, decoder_class, sizes, masked):
    n, t, s, d, m, k, v = sizes
    written, keys, values = numbers(n, t, d), numbers(n, s, k, seed=1), numbers(n, s, v, seed=2)
    state = [numbers(n, m, seed=3), numbers(n, m, seed=4)]
    mask = np.arange(s) < np.arange(1, n + 1)[:, None] if masked else np.ones((n, s), bool)
    layer = decoder_class(m)
    layer(written, keys, values, initial_state=state)
    layer.combine.bias.assign(numbers(m, seed=5))
    found = layer(written, keys, values, initial_state=state, keys_mask=mask if masked else None)
    lstm = keras.layers.LSTM(m, return_sequences=True)
    lstm.build(written.shape)
    lstm.set_weights(layer.lstm.get_weights())
    y = array(lstm(written, initial_state=state))
    for ours, expected in zip(found, after_the_lstm(layer, y, keys, values, mask), strict=True):
        np.testing.assert_allclose(array(ours), expected, atol=1e-5)


def test_without_values_the_keys_are_the_values(decoder_class):
    layer = decoder_class(3)
    written, keys = numbers(2, 4, 3), numbers(2, 5, 6)
    alone, weights = layer(written, keys)
    both, same = layer(written, keys, keys)
    np.testing.assert_array_equal(array(alone), array(both))
    np.testing.assert_array_equal(array(weights), array(same))
    assert layer.count_params() == 4 * (3 * 3 + 3 * 3 + 3) + 3 * 6 + (3 + 6) * 3 + 3


@pytest.mark.parametrize("embedded_values", [True, False])
def test_padding_has_weight_0_and_changes_nothing(keras, decoder_class, embedded_values, capfd):
    net = translator(keras, decoder_class, embedded_values)
    logits, weights = map(array, net([READ, WRITTEN]))
    assert not weights[0, :, 3:].any() and weights[1].all()
    np.testing.assert_allclose(weights.sum(-1), 1, atol=1e-6)
    for short, long in zip(net([READ[:1, :3], WRITTEN[:1, :2]]), (logits, weights), strict=True):
        short = array(short)
        np.testing.assert_allclose(short, long[:1, :2, : short.shape[2]], atol=1e-6)
    assert capfd.readouterr() == ("", "")


def test_the_mask_of_the_written_words_goes_on(keras, decoder_class):
    written = keras.layers.Embedding(9, 4, mask_zero=True)(WRITTEN)
    outputs, _ = decoder_class(3)(written, numbers(2, 5, 6))
    np.testing.assert_array_equal(array(keras.src.backend.get_keras_mask(outputs)), WRITTEN > 0)


def test_a_source_that_is_all_padding_gives_no_weight(decoder_class):
    layer = decoder_class(3)
    mask = np.array([[False] * 5, [True] * 5])
    outputs, weights = map(array, layer(numbers(2, 4, 3), numbers(2, 5, 6), keys_mask=mask))
    assert not weights[0].any() and np.isfinite(outputs).all()


def test_a_word_can_be_covered(decoder_class):
    """A mask of one's own hides a key from the attention: its value cannot matter any more."""
    layer = decoder_class(3)
    written, keys, values = numbers(1, 4, 3), numbers(1, 5, 6), numbers(1, 5, 6, seed=1)
    mask = np.array([[True, True, False, True, True]])
    before, weights = layer(written, keys, values, keys_mask=mask)
    assert not array(weights)[:, :, 2].any()
    values[:, 2] += 100
    after, _ = layer(written, keys, values, keys_mask=mask)
    np.testing.assert_array_equal(array(before), array(after))
    seen, _ = layer(written, keys, values)
    assert np.abs(array(seen) - array(after)).max() > 0.1


def test_large_scores_do_not_overflow(decoder_class):
    _, weights = decoder_class(3)(numbers(2, 4, 3), 1e6 * numbers(2, 5, 6))
    assert np.isfinite(array(weights)).all()
    np.testing.assert_allclose(array(weights).sum(-1), 1, atol=1e-6)


def test_words_to_come_change_nothing_before(keras, decoder_class):
    net = translator(keras, decoder_class)
    other = WRITTEN.copy()
    other[1, 2:] = [7, 1]
    before, after = ([array(part)[1] for part in net([READ, ids])] for ids in (WRITTEN, other))
    for one, two in zip(before, after, strict=True):
        np.testing.assert_array_equal(one[:2], two[:2])
        assert np.abs(one[2:] - two[2:]).max() > 1e-6


def test_permuted_keys_and_values_permute_the_weights(decoder_class):
    layer = decoder_class(3)
    written, keys, values = numbers(2, 4, 3), numbers(2, 5, 6), numbers(2, 5, 7, seed=1)
    order = [3, 0, 4, 1, 2]
    outputs, weights = map(array, layer(written, keys, values))
    same, permuted = map(array, layer(written, keys[:, order], values[:, order]))
    np.testing.assert_allclose(same, outputs, atol=1e-6)
    np.testing.assert_allclose(permuted, weights[:, :, order], atol=1e-6)


def test_saved_and_loaded_it_answers_the_same(keras, decoder_class, tmp_path):
    net = translator(keras, decoder_class)
    net.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")  # without custom_objects
    for ours, theirs in zip(net([READ, WRITTEN]), loaded([READ, WRITTEN]), strict=True):
        np.testing.assert_array_equal(array(ours), array(theirs))
    layer = next(layer for layer in loaded.layers if isinstance(layer, decoder_class))
    assert layer.units == 6
    json.dumps(layer.get_config())


def test_training_moves_every_weight(keras, decoder_class, capfd):
    keras.utils.set_random_seed(1)
    full = translator(keras, decoder_class)
    net = keras.Model(full.inputs, full.outputs[0])
    net.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(True))
    before = [weight.copy() for weight in net.get_weights()]
    rng = np.random.default_rng(1)
    read = rng.integers(1, 9, (64, 4))
    fit = net.fit([read, np.roll(read, 1, 1)], read, epochs=8, batch_size=16, verbose=0)
    losses = fit.history["loss"]
    assert losses[-1] < losses[0]
    for old, new, weight in zip(before, net.get_weights(), net.weights, strict=True):
        assert np.abs(old - new).max() > 1e-4, weight.path
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("half", ["float16", "bfloat16"])
def test_mixed_precision_keeps_weights_of_attention_whole(keras, decoder_class, half):
    layer = decoder_class(3, dtype=f"mixed_{half}")
    mask = np.array([[True] * 4 + [False], [True] * 5])
    outputs, weights = layer(numbers(2, 4, 3), numbers(2, 5, 6), keys_mask=mask)
    assert keras.backend.standardize_dtype(outputs.dtype) == half
    assert keras.backend.standardize_dtype(weights.dtype) == "float32"
    assert not array(weights)[0, :, 4].any()
    np.testing.assert_allclose(array(weights).sum(-1), 1, atol=1e-6)


@pytest.mark.parametrize("units", [0, -3, 2.5, "4", None])
def test_units_must_be_a_whole_number_above_zero(decoder_class, units):
    with pytest.raises(ValueError, match="units is a whole number of 1 or more, got "):
        decoder_class(units)
