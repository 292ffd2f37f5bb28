"""The decoder of an encoder-decoder network that looks at the source while it writes."""

import math
import numbers

import keras  # up here, since a layer inherits from Keras'
from keras import ops


@keras.saving.register_keras_serializable(package="course")
class AttentionDecoder(keras.layers.Layer):
    """An LSTM reads the words written so far; then each of its outputs looks over the source:

        y(t) = LSTM(written words 1..t)
        score(t, s) = (W y(t)) . key(s) / sqrt(k)
        weight(t, .) = softmax over s of score(t, .), 0 where the source is padding
        context(t) = sum over s of weight(t, s) value(s)
        output(t) = tanh(V [y(t), context(t)] + b)

    y(t) has read word t, and output(t) is to predict word t + 1: row t of the weights belongs to the word
    that is produced there. Keys say where to look, values what is found. Where the values are the states
    of a recurrent encoder, as the keys are, a neighbour of the right word may do as well; where they are
    the source's word vectors, only the word itself does.

    Args:
        units: m, of the LSTM and of the output.
        **kwargs: those of keras.layers.Layer.

    Call arguments:
        written: float tensor (batch, t, d), padded on the right.
        keys: float tensor (batch, s, k).
        values: float tensor (batch, s, v), or None: the keys.
        initial_state: the LSTM's, a list of h and C, (batch, m) each; or None.
        written_mask, keys_mask: bool tensors (batch, t) and (batch, s), True where a word is; by default
            the masks that `written` and `keys` bring along.

    Returns:
        outputs (batch, t, m) with the mask of `written`, and weights (batch, t, s) in float32, whose
        rows sum to 1; to 0 if a source is all padding.

    Raises:
        ValueError: units is not a whole number of 1 or more.

    Source: Luong, Pham & Manning 2015, "Effective approaches to attention-based neural machine
    translation", "general" score; the scale is that of Vaswani et al. 2017; lecture 3. Bahdanau, Cho &
    Bengio 2015 look before the LSTM reads the word, and score with a small network.
    """

    def __init__(self, units, **kwargs):
        if not isinstance(units, numbers.Integral) or units < 1:
            raise ValueError(f"units is a whole number of 1 or more, got {units!r}")
        super().__init__(**kwargs)
        self.units = int(units)
        self.supports_masking = True
        self.lstm = keras.layers.LSTM(
            self.units, return_sequences=True, dtype=self.dtype_policy, name="lstm"
        )
        self.combine = keras.layers.Dense(
            self.units, activation="tanh", dtype=self.dtype_policy, name="combine"
        )

    def build(self, written_shape, keys_shape, values_shape=None):
        self.query = keras.layers.Dense(
            keys_shape[-1], use_bias=False, dtype=self.dtype_policy, name="query"
        )
        values_shape = values_shape or keys_shape
        self.lstm.build(written_shape)
        self.query.build((None, None, self.units))
        self.combine.build((None, None, self.units + values_shape[-1]))

    def call(
        self,
        written,
        keys,
        values=None,
        initial_state=None,
        written_mask=None,
        keys_mask=None,
    ):
        values = keys if values is None else values
        y = self.lstm(written, mask=written_mask, initial_state=initial_state)  # (batch, t, m)
        scores = ops.einsum("btk,bsk->bts", self.query(y), keys) / math.sqrt(keys.shape[-1])
        scores = ops.cast(scores, "float32")
        if keys_mask is None:
            weights = ops.softmax(scores)
        else:
            seen = ops.cast(keys_mask, "bool")[
                :, None, :
            ]  # over keys, for every query: (batch, 1, s)
            weights = ops.softmax(ops.where(seen, scores, -1e9))
            weights = weights * ops.cast(seen, "float32")  # where nothing is seen
        context = ops.einsum("bts,bsv->btv", ops.cast(weights, values.dtype), values)
        return self.combine(ops.concatenate([y, context], axis=-1)), weights

    def get_config(self):
        return {**super().get_config(), "units": self.units}
