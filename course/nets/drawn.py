"""A recurrent layer with random weights, to compare what two programs compute with them."""

import numpy as np


def random_layer(kind, inputs, units, *, width=0.7, seed=3, **options):
    """A built layer whose weights and biases are drawn from a normal distribution.

    Args:
        kind: class of a recurrent layer of Keras.
        inputs: int, numbers in a step of a sequence.
        units: int.
        width: standard deviation of what is drawn.
        seed: int.
        **options: further arguments of the layer.

    Returns:
        the layer; it returns all steps.
    """
    layer = kind(units, return_sequences=True, **options)
    layer.build((None, None, inputs))
    rng = np.random.default_rng(seed)
    layer.set_weights([rng.normal(0, width, weight.shape) for weight in layer.weights])
    return layer
