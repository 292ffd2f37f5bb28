import numpy as np
import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def coordinates(keras):
    from course.layers.coordinates import Coordinates

    return Coordinates()


def test_each_place_is_told_how_far_down_and_how_far_right_it_is(coordinates):
    images = np.random.default_rng(0).random((2, 3, 5, 4)).astype("float32")
    told = np.asarray(coordinates(images))
    np.testing.assert_array_equal(told[..., :4], images)
    for image in told:
        for row, down in enumerate([-1, 0, 1]):
            np.testing.assert_allclose(image[row, :, 4], down, atol=1e-6)
        for column, right in enumerate([-1, -0.5, 0, 0.5, 1]):
            np.testing.assert_allclose(image[:, column, 5], right, atol=1e-6)


def test_a_model_with_it_is_saved_and_loaded(coordinates, keras, tmp_path):
    images = keras.Input((3, 3, 2))
    model = keras.Model(images, coordinates(images))
    assert model.output_shape == (None, 3, 3, 4)
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    some = np.ones((1, 3, 3, 2), "float32")
    np.testing.assert_array_equal(again(some), model(some))
