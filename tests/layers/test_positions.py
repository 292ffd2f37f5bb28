import json
import math

import numpy as np
import pytest


@pytest.fixture(scope="module")
def positions(keras):
    from course.layers.positions import SinusoidalPositions

    return SinusoidalPositions


def array(tensor):
    """numpy's, on every backend of Keras."""
    import keras

    return keras.ops.convert_to_numpy(tensor)


def by_the_formula(steps, width):
    """(steps, width), number by number."""
    return np.array(
        [
            [
                (math.cos if i % 2 else math.sin)(p / 10_000 ** (2 * (i // 2) / width))
                for i in range(width)
            ]
            for p in range(steps)
        ]
    )


@pytest.mark.parametrize("steps, width", [(1, 1), (3, 2), (50, 64), (7, 5), (200, 128)])
def test_it_adds_the_formula(positions, steps, width):
    found = array(positions()(np.zeros((2, steps, width), "float32")))
    np.testing.assert_allclose(found[0], by_the_formula(steps, width), atol=2e-5)
    np.testing.assert_array_equal(found[0], found[1])


def test_waves_have_one_length_and_turn(positions):
    """PE(p + k) is PE(p) turned by angles that do not depend on p."""
    waves = array(positions()(np.zeros((1, 60, 32), "float32")))[0]
    np.testing.assert_allclose(np.linalg.norm(waves, axis=1), 4, atol=1e-5)
    products = waves @ waves.T
    for k in range(1, 10):
        diagonal = np.diag(products, k)
        np.testing.assert_allclose(diagonal, diagonal[0], atol=1e-4)


@pytest.mark.parametrize("scale", [True, False])
def test_vectors_are_scaled_if_asked(positions, scale):
    x = np.random.default_rng(0).normal(size=(3, 4, 9)).astype("float32")
    found = array(positions(scale=scale)(x))
    expected = x * (3 if scale else 1) + by_the_formula(4, 9)
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_mask_is_kept_and_nothing_is_said(keras, positions, capfd):
    embedding = keras.layers.Embedding(9, 4, mask_zero=True)
    ids = np.array([[1, 2, 0, 0], [3, 4, 5, 6]])
    inputs = keras.Input((None,), dtype="int32")
    recurrent = keras.layers.LSTM(3)
    net = keras.Model(inputs, recurrent(positions()(embedding(inputs))))
    padded, short = array(net(ids))[0], array(net(ids[:1, :2]))[0]
    np.testing.assert_allclose(padded, short, atol=1e-6)
    assert capfd.readouterr() == ("", "")


def test_any_number_of_steps_fits_one_net(keras, positions):
    inputs = keras.Input((None, 6))
    net = keras.Model(inputs, positions()(inputs))
    assert net.output_shape == (None, None, 6)
    for steps in (1, 5, 40):
        x = np.zeros((2, steps, 6), "float32")
        np.testing.assert_allclose(array(net(x))[1], by_the_formula(steps, 6), atol=2e-5)
        np.testing.assert_allclose(net.predict(x, verbose=0)[1], array(net(x))[1], atol=1e-6)


def test_saved_and_loaded_it_answers_the_same(keras, positions, tmp_path):
    net = keras.Sequential([keras.Input((None, 6)), positions(scale=False)])
    net.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")
    x = np.ones((1, 4, 6), "float32")
    np.testing.assert_array_equal(array(loaded(x)), array(net(x)))
    assert loaded.layers[0].get_config() == net.layers[0].get_config()
    json.dumps(net.layers[0].get_config())
    assert not net.weights


@pytest.mark.parametrize("half", ["float16", "bfloat16"])
def test_halves_do_not_blur_far_positions(keras, positions, half):
    """Waves are made in float32: in halves, positions above 2,048 and their neighbours are one."""
    found = positions(scale=False, dtype=half)(keras.ops.zeros((1, 3_000, 4), half))
    assert keras.backend.standardize_dtype(found.dtype) == half
    found = array(keras.ops.cast(found, "float32"))[0]
    np.testing.assert_allclose(found, by_the_formula(3_000, 4), atol=0.01)
