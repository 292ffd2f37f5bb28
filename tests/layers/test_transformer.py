import json

import numpy as np
import pytest


@pytest.fixture(scope="module")
def blocks(keras):
    from course.layers import transformer

    return transformer


def array(tensor):
    """numpy's, on every backend of Keras."""
    import keras

    return keras.ops.convert_to_numpy(tensor)


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


def stirred(layer, *call):
    """The layer, built, with weights that are no layer's first ones: biases and norms too."""
    layer(*call)
    layer.set_weights(
        [numbers(*weight.shape, seed=i) / 3 for i, weight in enumerate(layer.weights)]
    )
    return layer


def norm(x, gamma, beta):
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + 1e-6) * gamma + beta


def attend(layer, queries, keys, mask):
    """By loops over heads, in float64: output, weights (n, heads, t, s). mask bool (n, t, s)."""
    q, q_bias, k, k_bias, v, v_bias, o, o_bias = (w.astype("float64") for w in layer.get_weights())
    output, maps = o_bias, []
    for head in range(q.shape[1]):
        ours = queries @ q[:, head] + q_bias[head]
        theirs = keys @ k[:, head] + k_bias[head]
        scores = ours @ theirs.swapaxes(1, 2) / q.shape[2] ** 0.5
        powers = np.where(mask, np.exp(scores), 0)
        maps.append(powers / powers.sum(-1, keepdims=True))
        output = output + maps[-1] @ (keys @ v[:, head] + v_bias[head]) @ o[head]
    return output, np.stack(maps, 1)


def dense(block, x):
    wide, wide_bias, narrow, narrow_bias = (*block.wide.get_weights(), *block.narrow.get_weights())
    inner = np.maximum(norm(x, *block.dense_norm.get_weights()) @ wide + wide_bias, 0)
    return x + inner @ narrow + narrow_bias


MASK = np.arange(5) < np.array([[3], [5]])


@pytest.mark.parametrize("heads, width", [(1, 4), (2, 6), (6, 6)])
def test_the_encoder_block_computes_the_formulas(blocks, heads, width):
    x = numbers(2, 5, width)
    block = stirred(blocks.TransformerEncoderBlock(heads, 7), x)
    read = norm(x.astype("float64"), *block.attention_norm.get_weights())
    found, _ = attend(block.attention, read, read, MASK[:, None, :])
    expected = dense(block, x + found)
    ours = array(block(x, mask=MASK))
    np.testing.assert_allclose(ours[MASK], expected[MASK], atol=1e-4)


@pytest.mark.parametrize("heads, width, other", [(1, 4, 4), (2, 6, 3)])
def test_the_decoder_block_computes_the_formulas(blocks, heads, width, other):
    written, source = numbers(2, 4, width), numbers(2, 5, other, seed=1)
    block = stirred(blocks.TransformerDecoderBlock(heads, 7), written, source)
    known = np.arange(4) < np.array([[2], [4]])
    causal = np.tril(np.ones((4, 4), bool)) & known[:, None, :]
    read = norm(written.astype("float64"), *block.self_norm.get_weights())
    x = written + attend(block.self_attention, read, read, causal)[0]
    read = norm(x, *block.source_norm.get_weights())
    found, maps = attend(block.source_attention, read, source, MASK[:, None, :])
    expected = dense(block, x + found)
    masks = {"written_mask": known, "source_mask": MASK}
    ours, weights = map(array, block(written, source, **masks, return_attention_scores=True))
    np.testing.assert_allclose(ours[known], expected[known], atol=1e-4)
    np.testing.assert_allclose(weights.swapaxes(1, 2)[known], maps.swapaxes(1, 2)[known], atol=1e-5)
    np.testing.assert_array_equal(array(block(written, source, **masks)), ours)


def test_without_positions_permuted_words_are_permuted_outputs(blocks):
    x, order = numbers(3, 6, 8), [4, 1, 5, 0, 2, 3]
    block = blocks.TransformerEncoderBlock(2, 16)
    np.testing.assert_allclose(array(block(x[:, order])), array(block(x))[:, order], atol=1e-6)


def test_with_positions_they_are_not(blocks):
    from course.layers.positions import SinusoidalPositions

    x, order = numbers(3, 6, 8), [4, 1, 5, 0, 2, 3]
    block, positions = blocks.TransformerEncoderBlock(2, 16), SinusoidalPositions()
    difference = array(block(positions(x[:, order]))) - array(block(positions(x)))[:, order]
    assert np.abs(difference).max() > 0.1


def test_words_to_come_change_nothing_before(blocks):
    written, source = numbers(2, 6, 8), numbers(2, 5, 8, seed=1)
    block = blocks.TransformerDecoderBlock(2, 16)
    before = [array(part) for part in block(written, source, return_attention_scores=True)]
    written[:, 3:] = numbers(2, 3, 8, seed=2)
    after = [array(part) for part in block(written, source, return_attention_scores=True)]
    np.testing.assert_allclose(after[0][:, :3], before[0][:, :3], atol=1e-6)
    np.testing.assert_allclose(after[1][:, :, :3], before[1][:, :, :3], atol=1e-6)
    assert np.abs(after[0][:, 3:] - before[0][:, 3:]).max() > 0.1


READ = np.array([[1, 2, 3, 0, 0], [4, 5, 6, 7, 8]])
WRITTEN = np.array([[1, 2, 0, 0], [3, 4, 5, 6]])


def translator(keras, blocks):
    from course.layers.positions import SinusoidalPositions

    layers = keras.layers
    read, written = (keras.Input((None,), dtype="int32") for _ in range(2))
    source = SinusoidalPositions()(layers.Embedding(9, 8, mask_zero=True)(read))
    for _ in range(2):
        source = blocks.TransformerEncoderBlock(2, 16)(source)
    source = layers.LayerNormalization()(source)
    x = SinusoidalPositions()(layers.Embedding(9, 8, mask_zero=True)(written))
    x = blocks.TransformerDecoderBlock(2, 16)(x, source)
    x, weights = blocks.TransformerDecoderBlock(2, 16)(x, source, return_attention_scores=True)
    x = layers.LayerNormalization()(x)
    return keras.Model([read, written], [layers.Dense(9)(x), weights])


def test_padding_has_weight_0_and_changes_nothing(keras, blocks, capfd):
    net = translator(keras, blocks)
    logits, weights = map(array, net([READ, WRITTEN]))
    assert not weights[0, :, :, 3:].any() and weights[1].all()
    np.testing.assert_allclose(weights[0, :, :2].sum(-1), 1, atol=1e-6)
    np.testing.assert_allclose(weights[1].sum(-1), 1, atol=1e-6)
    alone, alone_weights = map(array, net([READ[:1, :3], WRITTEN[:1, :2]]))
    np.testing.assert_allclose(alone[0], logits[0, :2], atol=1e-5)
    np.testing.assert_allclose(alone_weights[0], weights[0, :, :2, :3], atol=1e-6)
    assert capfd.readouterr() == ("", "")


def test_a_mask_of_ones_own_counts_as_one_that_comes_along(keras, blocks):
    """As many sentences as words: a mask (n, s) that were read as (t, s) would run."""
    x = numbers(5, 5, 8)
    lengths = np.array([5, 1, 3, 2, 4])
    block = blocks.TransformerEncoderBlock(2, 16)
    together = array(block(x, mask=np.arange(5) < lengths[:, None]))
    for row, length in enumerate(lengths):
        alone = array(block(x[row : row + 1, :length]))[0]
        np.testing.assert_allclose(together[row, :length], alone, atol=1e-5)


def test_masks_go_on(keras, blocks):
    mask_of = keras.src.backend.get_keras_mask
    read, written = (keras.layers.Embedding(9, 8, mask_zero=True)(ids) for ids in (READ, WRITTEN))
    encoded = blocks.TransformerEncoderBlock(2, 16)(read)
    decoded = blocks.TransformerDecoderBlock(2, 16)(written, encoded)
    for output, ids in ((encoded, READ), (decoded, WRITTEN)):
        np.testing.assert_array_equal(array(mask_of(output)), ids > 0)


def test_saved_and_loaded_it_answers_the_same(keras, blocks, tmp_path):
    net = translator(keras, blocks)
    net.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")  # without custom_objects
    for ours, theirs in zip(net([READ, WRITTEN]), loaded([READ, WRITTEN]), strict=True):
        np.testing.assert_array_equal(array(ours), array(theirs))
    kinds = (blocks.TransformerEncoderBlock, blocks.TransformerDecoderBlock)
    found = [layer.get_config() for layer in loaded.layers if isinstance(layer, kinds)]
    assert [(one["heads"], one["inner"], one["dropout"]) for one in found] == [(2, 16, 0.0)] * 4
    json.dumps(found)


@pytest.mark.slow
@pytest.mark.nightly  # compiling it takes long, and lab 10 trains such a network on a push
def test_training_moves_every_weight_but_the_keys_bias(keras, blocks, capfd):
    """A bias of the keys adds the same to all scores of a row, which softmax takes away."""
    keras.utils.set_random_seed(1)
    full = translator(keras, blocks)
    net = keras.Model(full.inputs, full.outputs[0])
    net.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(True))
    before = [weight.copy() for weight in net.get_weights()]
    read = np.random.default_rng(1).integers(1, 9, (64, 4))
    fit = net.fit([read, np.roll(read, 1, 1)], read, epochs=3, batch_size=16, verbose=0)
    assert fit.history["loss"][-1] < fit.history["loss"][0]
    for old, new, weight in zip(before, net.get_weights(), net.weights, strict=True):
        if "key/bias" not in weight.path:
            assert np.abs(old - new).max() > 1e-4, weight.path
    assert capfd.readouterr() == ("", "")


def test_dropout_is_for_training_alone(keras, blocks):
    x = numbers(2, 5, 8)
    block = blocks.TransformerEncoderBlock(2, 16, dropout=0.5)
    np.testing.assert_array_equal(array(block(x)), array(block(x)))
    assert np.abs(array(block(x, training=True)) - array(block(x))).max() > 0.01


@pytest.mark.parametrize("arguments", [(0, 4), (2, 0), (2.5, 4), (2, "4"), (None, 4)])
@pytest.mark.parametrize("name", ["TransformerEncoderBlock", "TransformerDecoderBlock"])
def test_numbers_must_be_whole_and_above_zero(blocks, name, arguments):
    with pytest.raises(ValueError, match="(heads|inner) is a whole number of 1 or more, got "):
        getattr(blocks, name)(*arguments)


def test_heads_must_divide_the_width(blocks):
    with pytest.raises(ValueError, match="8 numbers a word do not divide into 3 heads"):
        blocks.TransformerEncoderBlock(3, 4)(numbers(1, 2, 8))
