"""The two blocks that a Transformer is stacked of, with the norm before each part."""

import numbers

import keras  # up here, since a layer inherits from Keras'
from keras import ops


class _Block(keras.layers.Layer):
    """What both have: x + part(norm(x)) for each part, the last one two dense layers at each position."""

    def __init__(self, heads, inner, *, dropout=0.0, **kwargs):
        for name, number in (("heads", heads), ("inner", inner)):
            if not isinstance(number, numbers.Integral) or number < 1:
                raise ValueError(f"{name} is a whole number of 1 or more, got {number!r}")
        super().__init__(**kwargs)
        self.heads, self.inner, self.dropout = int(heads), int(inner), float(dropout)
        self.supports_masking = True
        self.drop = keras.layers.Dropout(self.dropout, dtype=self.dtype_policy)

    def _attention(self, width, name):
        if width % self.heads:
            raise ValueError(
                f"{width} numbers a word do not divide into {self.heads} heads: change one of them"
            )
        return keras.layers.MultiHeadAttention(
            self.heads,
            width // self.heads,
            dropout=self.dropout,
            dtype=self.dtype_policy,
            name=name,
        )

    def _norm(self, shape, name):
        norm = keras.layers.LayerNormalization(epsilon=1e-6, dtype=self.dtype_policy, name=name)
        norm.build(shape)
        return norm

    def _build_dense(self, shape):
        self.dense_norm = self._norm(shape, "dense_norm")
        self.wide = keras.layers.Dense(
            self.inner, activation="relu", dtype=self.dtype_policy, name="wide"
        )
        self.narrow = keras.layers.Dense(shape[-1], dtype=self.dtype_policy, name="narrow")
        self.wide.build(shape)
        self.narrow.build((*shape[:-1], self.inner))

    def _dense(self, x, training):
        return x + self.drop(self.narrow(self.wide(self.dense_norm(x))), training=training)

    def get_config(self):
        ours = {"heads": self.heads, "inner": self.inner, "dropout": self.dropout}
        return {**super().get_config(), **ours}


@keras.saving.register_keras_serializable(package="course")
class TransformerEncoderBlock(_Block):
    """Every word looks at every word, then each passes two dense layers alone:

        x = x + self-attention(norm(x))
        x = x + dense(relu(dense(norm(x))))

    With the norm inside each part the sum runs through the stack untouched, which trains without a long
    warm-up; the whole stack then needs one more keras.layers.LayerNormalization at its end. Nothing here
    knows the order of the words: permuted words give permuted outputs.

    Args:
        heads: of the attention; must divide d.
        inner: numbers between the two dense layers.
        dropout: share, on the attention's weights and after each part.
        **kwargs: those of keras.layers.Layer.

    Call arguments:
        x: float tensor (batch, steps, d).
        mask: bool (batch, steps), True where a word is; by default the one that x brings along.

    Returns:
        float tensor (batch, steps, d), with the mask of x.

    Raises:
        ValueError: heads or inner is no whole number of 1 or more, or heads does not divide d.

    Source: Vaswani et al. 2017, "Attention is all you need"; the place of the norm: Xiong et al. 2020, "On
    layer normalization in the Transformer architecture"; lecture 3.
    """

    def build(self, x_shape):
        self.attention_norm = self._norm(x_shape, "attention_norm")
        self.attention = self._attention(x_shape[-1], "attention")
        self.attention.build(x_shape, x_shape)
        self._build_dense(x_shape)

    def call(self, x, mask=None, training=None):
        read = self.attention_norm(x)
        found = self.attention(read, read, attention_mask=_for_keys(mask), training=training)
        return self._dense(x + self.drop(found, training=training), training)


@keras.saving.register_keras_serializable(package="course")
class TransformerDecoderBlock(_Block):
    """Each written word looks at itself and those before it, then at the source, then passes two dense layers:

        x = x + causal self-attention(norm(x))
        x = x + attention of norm(x) over the source
        x = x + dense(relu(dense(norm(x))))

    Args:
        heads, inner, dropout, **kwargs: as for TransformerEncoderBlock.

    Call arguments:
        written: float tensor (batch, t, d).
        source: float tensor (batch, s, e), the encoder's outputs after their last norm.
        written_mask, source_mask: bool (batch, t) and (batch, s), True where a word is; by default the
            masks that `written` and `source` bring along.
        return_attention_scores: whether to return the weights over the source, too.

    Returns:
        float tensor (batch, t, d) with the mask of `written`; with return_attention_scores also weights
        (batch, heads, t, s), whose rows sum to 1.

    Raises:
        ValueError: as TransformerEncoderBlock.

    Source: as TransformerEncoderBlock.
    """

    def build(self, written_shape, source_shape):
        self.self_norm = self._norm(written_shape, "self_norm")
        self.self_attention = self._attention(written_shape[-1], "self_attention")
        self.self_attention.build(written_shape, written_shape)
        self.source_norm = self._norm(written_shape, "source_norm")
        self.source_attention = self._attention(written_shape[-1], "source_attention")
        self.source_attention.build(written_shape, source_shape)
        self._build_dense(written_shape)

    def call(
        self,
        written,
        source,
        written_mask=None,
        source_mask=None,
        return_attention_scores=False,
        training=None,
    ):
        read = self.self_norm(written)
        found = self.self_attention(
            read,
            read,
            attention_mask=_for_keys(written_mask),
            use_causal_mask=True,
            training=training,
        )
        x = written + self.drop(found, training=training)
        # Keras takes the mask off what it attends to, and the next block needs the source's: so a copy
        found, weights = self.source_attention(
            self.source_norm(x),
            ops.copy(source),
            attention_mask=_for_keys(source_mask),
            return_attention_scores=True,
            training=training,
        )
        x = self._dense(x + self.drop(found, training=training), training)
        return (x, weights) if return_attention_scores else x


def _for_keys(mask):
    """(batch, s) -> (batch, 1, s): for every query the same; (batch, s) itself would mean (t, s)."""
    return None if mask is None else ops.cast(mask, "bool")[:, None, :]
