"""Studies: many small trainings that a lab only evaluates, because all of them take longer than it may.

A module a study. It has `VARIANTS` and `train_with_bar`, as the demos with weights that ship have, so that
`course train NAME` makes its weights again: one file for all nets of the study, each net one flat array.
"""

import numpy as np


class Nets:
    """What a study has trained, for `course.weights.save`, which takes what has `get_weights`.

    Args:
        arrays: list of arrays (numbers of weights,), as `flat` makes them.
    """

    def __init__(self, arrays):
        self.arrays = arrays

    def get_weights(self):
        return self.arrays


def flat(model):
    """All weights of a model in one array (count,)."""
    return np.concatenate([weight.ravel() for weight in model.get_weights()])


def set_flat(model, array):
    """Give a model the weights that `flat` has taken from one of its shape.

    Args:
        model: a built keras.Model.
        array: (count,).

    Raises:
        ValueError: the model has another number of weights.
    """
    shapes = [weight.shape for weight in model.get_weights()]
    sizes = [int(np.prod(shape)) for shape in shapes]
    if np.shape(array) != (sum(sizes),):
        raise ValueError(f"the model has {sum(sizes)} weights, got {np.shape(array)}")
    parts = np.split(np.asarray(array), np.cumsum(sizes)[:-1])
    model.set_weights([part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)])
