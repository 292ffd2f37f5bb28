"""Where in a picture a feature stands, as two numbers more."""

import keras  # up here, since a layer inherits from Keras'
from keras import ops


@keras.saving.register_keras_serializable(package="course")
class Coordinates(keras.layers.Layer):
    """Adds two channels to a picture: how far down each place is, and how far right, both from -1 to 1.

    A convolution does the same everywhere, so without them nothing knows where anything is, as soon as
    a mean over all places is taken.

    Call arguments:
        images: float tensor (batch, rows, columns, channels).

    Returns:
        float tensor (batch, rows, columns, channels + 2).

    Source: Liu et al. 2018, "An intriguing failing of convolutional neural networks and the CoordConv
    solution".
    """

    def call(self, images):
        _, rows, columns, _ = images.shape
        down, right = ops.meshgrid(
            ops.linspace(-1.0, 1.0, rows), ops.linspace(-1.0, 1.0, columns), indexing="ij"
        )
        places = ops.cast(ops.stack([down, right], axis=-1)[None], images.dtype)
        places = ops.repeat(places, ops.shape(images)[0], axis=0)
        return ops.concatenate([images, places], axis=-1)

    def compute_output_shape(self, images_shape):
        return (*images_shape[:-1], images_shape[-1] + 2)
