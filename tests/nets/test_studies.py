import numpy as np
import pytest

from course import studies


def test_a_model_goes_into_one_array_and_back(keras):
    def build():
        return keras.Sequential([keras.Input((None, 2)), keras.layers.SimpleRNN(3)])

    model, other = build(), build()
    array = studies.flat(model)
    assert array.shape == (2 * 3 + 3 * 3 + 3,)
    studies.set_flat(other, array)
    for one, same in zip(model.get_weights(), other.get_weights(), strict=True):
        assert np.array_equal(one, same)
    with pytest.raises(ValueError, match=r"the model has 18 weights, got \(17,\)"):
        studies.set_flat(other, array[:-1])
    assert studies.Nets([array]).get_weights()[0] is array
