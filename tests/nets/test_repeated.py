import numpy as np
import pytest


@pytest.mark.slow
def test_every_training_starts_from_the_same_weights(keras):
    from course.nets.repeated import Repeated

    built = []

    def build(units):
        built.append(units)
        ids = keras.Input((None,), dtype="int32")
        vectors = keras.layers.Embedding(5, units)(ids)
        return keras.Model([ids], [keras.layers.Dense(5)(vectors), vectors])

    ids = np.random.default_rng(1).integers(0, 5, (64, 3))
    half = (np.arange(3) < 2) * np.ones((64, 1))
    nets = Repeated(build, seed=1, rate=0.05, steps=2)
    net, accuracy = nets.train(4, [ids], ids, half, epochs=30, batch=16)
    learned = net.get_weights()
    assert accuracy == 1
    _, spoilt = nets.train(4, [ids], (ids + 1) % 5, half, epochs=1, batch=16)
    assert spoilt < 1
    again, accuracy = nets.train(4, [ids], ids, half, epochs=30, batch=16)
    assert accuracy == 1 and again is net and built == [4]
    for before, after in zip(learned, net.get_weights(), strict=True):
        assert np.allclose(before, after, atol=1e-5)
    nets.train(3, [ids], ids, half, epochs=1, batch=16)
    assert built == [4, 3]
