"""Where a word stands, as waves."""

import math

import keras  # up here, since a layer inherits from Keras'
from keras import ops


@keras.saving.register_keras_serializable(package="course")
class SinusoidalPositions(keras.layers.Layer):
    """Adds to the vector at position p = 0, 1, 2, ... the numbers

        PE(p, 2i)     = sin(p / 10000^(2i / d))
        PE(p, 2i + 1) = cos(p / 10000^(2i / d))

    They have length sqrt(d / 2), whatever p is; a Keras embedding starts far shorter, 0.03 sqrt(d), so
    that the waves would drown it. So the vectors are multiplied by sqrt(d) first, as in the paper.

    Args:
        scale: whether the vectors are multiplied by sqrt(d) before the waves are added.
        **kwargs: those of keras.layers.Layer.

    Call arguments:
        vectors: float tensor (batch, steps, d). If d is odd, the last number is a sine.

    Returns:
        float tensor (batch, steps, d). A mask is kept.

    Source: Vaswani et al. 2017, "Attention is all you need", sections 3.4 and 3.5; lecture 3.
    """

    def __init__(self, *, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.scale = bool(scale)
        self.supports_masking = True  # else an Embedding's mask would be lost here, with a warning

    def call(self, vectors):
        width = vectors.shape[-1]
        places = ops.arange(ops.shape(vectors)[1], dtype="float32")
        columns = ops.arange(width, dtype="int32")
        # float32 although a policy may say halves: they count by whole numbers to 2,048 only
        exponents = ops.cast(columns // 2, "float32") * (2 / width)
        angles = places[:, None] * ops.exp(-math.log(10_000) * exponents)  # (steps, d)
        waves = ops.where(columns % 2 == 0, ops.sin(angles), ops.cos(angles))
        if self.scale:
            vectors = vectors * math.sqrt(width)
        return vectors + ops.cast(waves, vectors.dtype)

    def compute_output_shape(self, vectors_shape):
        return vectors_shape

    def get_config(self):
        return {**super().get_config(), "scale": self.scale}
