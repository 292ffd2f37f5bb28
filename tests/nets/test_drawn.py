import numpy as np

from course.nets.drawn import random_layer


def test_a_random_layer_is_built_with_random_weights(keras):
    layer, same, other = (random_layer(keras.layers.GRU, 3, 4, seed=s) for s in (3, 3, 4))
    assert layer(np.zeros((2, 5, 3))).shape == (2, 5, 4)
    drawn = np.concatenate([weight.ravel() for weight in layer.get_weights()])
    assert 0.5 < drawn.std() < 0.9 and abs(drawn.mean()) < 0.2
    for one, two, three in zip(*(each.get_weights() for each in (layer, same, other)), strict=True):
        assert (one == two).all() and (one != three).any()
