"""Memory that is read several times before an answer is given."""

import numbers

import keras  # up here, since a layer inherits from Keras'
from keras import ops

FAR = -1e9  # a score whose weight is 0


@keras.saving.register_keras_serializable(package="course")
class MemoryHops(keras.layers.Layer):
    """Answers questions about stories, whose lines it looks at in hops:

        u = sum over j of l(j) * A(1)[question word j]
        m(i) = sum over j of l(j) * A(h)[word j of line i] + T(h)[age of line i]
        c(i) = the same with A(h + 1) and T(h + 1)
        p(i) = softmax over i of u . m(i), 0 where there is no line
        u <- u + sum over i of p(i) c(i)                                        (hops 1, 2, ..., H)
        logits = A(H + 1) u

    What a hop takes away is embedded as the next one looks for it: "adjacent" tying. The last line of a story
    has age 1. `l(j)` is the position encoding of word j of J; its number k of d is

        1 + 4 (k - (d + 1) / 2) (j - (J + 1) / 2) / (d J)

    Where an answer needs several lines, training can stay near chance for thousands of steps. A start without
    the softmax, the paper's "linear start", can end that sooner: `layer.linear.assign(1)`, later 0.

    Args:
        vocabulary: how many words there are, number 0 (padding) among them.
        width: d, numbers of an embedding.
        hops: H.
        slots: the largest age that is told from others; older lines have this one.
        **kwargs: those of keras.layers.Layer.

    Call arguments:
        stories: int tensor (batch, lines, words), words padded with 0 on the right. A line of zeros is an empty
            slot; one before the last line counts in the ages.
        questions: int tensor (batch, words).

    Returns:
        logits (batch, vocabulary), and the hops' weights (batch, hops, lines) in float32, whose rows
        sum to 1; to 0 if a story is empty.

    Raises:
        ValueError: an argument is not a whole number of 1 or more.

    Source: Sukhbaatar et al. 2015, "End-to-end memory networks", sections 2 and 4.1; lecture 3.
    """

    def __init__(self, vocabulary, width=32, hops=3, slots=50, **kwargs):
        super().__init__(**kwargs)
        sizes = {"vocabulary": vocabulary, "width": width, "hops": hops, "slots": slots}
        for name, size in sizes.items():
            if not isinstance(size, numbers.Integral) or size < 1:
                raise ValueError(f"{name} is a whole number of 1 or more, got {size!r}")
            setattr(self, name, int(size))

    def build(self, stories_shape, questions_shape):
        short = keras.initializers.RandomNormal(stddev=0.1)
        # A(1), A(2), ... side by side, since all are needed at once; T(1), T(2), ... likewise.
        columns = (self.hops + 1) * self.width
        self.words = self.add_weight((self.vocabulary, columns), initializer=short, name="words")
        self.ages = self.add_weight((self.slots + 1, columns), initializer=short, name="ages")
        self.linear = self.add_weight((), initializer="zeros", trainable=False, name="linear")

    def call(self, stories, questions):
        filled = ops.any(ops.not_equal(stories, 0), axis=-1)  # (batch, lines)
        memories = self._sentences(stories) + ops.take(self.ages, self._ages(filled), axis=0)
        memories = ops.split(memories, self.hops + 1, axis=-1)
        state = self._sentences(questions)[:, : self.width]  # (batch, width)
        looked = []
        for inputs, outputs in zip(memories[:-1], memories[1:], strict=True):
            scores = ops.cast(ops.einsum("nld,nd->nl", inputs, state), "float32")
            weights = ops.softmax(ops.where(filled, scores, FAR))
            weights = ops.where(self.linear > 0.5, scores, weights) * ops.cast(filled, "float32")
            state = state + ops.einsum("nl,nld->nd", ops.cast(weights, state.dtype), outputs)
            looked.append(weights)
        logits = ops.matmul(state, ops.transpose(self.words[:, -self.width :]))
        return logits, ops.stack(looked, axis=1)

    def _sentences(self, words):
        """Word numbers (..., words) -> vectors (..., (hops + 1) * width), by position encoding."""
        here = ops.cast(ops.not_equal(words, 0), self.compute_dtype)
        length = ops.maximum(ops.sum(here, axis=-1, keepdims=True), 1)
        place = (ops.cumsum(here, axis=-1) - (length + 1) / 2) / length * here
        columns = ops.arange(1, self.width + 1, dtype=self.compute_dtype)
        columns = 4 * (columns / self.width - (self.width + 1) / (2 * self.width))
        # Bags of words times tables: with a vocabulary this small faster than a look-up, word by word.
        bags = ops.matmul(
            ops.stack([here, place], axis=-2), ops.one_hot(words, self.vocabulary, dtype=here.dtype)
        )
        bags = ops.reshape(bags, (*ops.shape(words)[:-1], 2 * self.vocabulary))
        tables = [self.words, self.words * ops.tile(columns, self.hops + 1)]
        return ops.tensordot(bags, ops.concatenate(tables), axes=1)

    def _ages(self, filled):
        """Whether slots are filled (batch, lines) -> ages: 1 is the last line, 0 an empty slot."""
        places = ops.cumsum(ops.ones_like(filled, dtype="int32"), axis=1)
        last = ops.max(ops.where(filled, places, 0), axis=1, keepdims=True)
        return ops.where(filled, ops.minimum(last - places + 1, self.slots), 0)

    def compute_output_shape(self, stories_shape, questions_shape):
        batch, lines = stories_shape[:2]
        return (batch, self.vocabulary), (batch, self.hops, lines)

    def get_config(self):
        sizes = ("vocabulary", "width", "hops", "slots")
        return {**super().get_config(), **{name: getattr(self, name) for name in sizes}}
