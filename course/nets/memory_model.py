"""A memory network: how it is built, how it learns, what it answers; `memory_network` has those that ship.

Lab 12 explains every line of the layer, which is in `course.layers.hops`.
"""

from typing import NamedTuple

import numpy as np

from course.data import household
from course.nets import training

# Chosen on the validation part of the house: narrower nets got less of `before` right.
WIDTH, RATE, BATCH, EPOCHS, LINEAR = 48, 0.005, 64, 8, 1
AT_ONCE, EVERY = 25, 250  # steps: that TensorFlow does in one go, between two measurements
ASKED = 500  # questions at a time


class Asked(NamedTuple):
    """What a memory network makes of some questions.

    Attributes:
        probabilities: float array (n, words of the vocabulary), of the answers.
        weights: float array (n, hops, lines), how much each hop looked at each line. A row sums to 1, with 0
            where there is no line.
    """

    probabilities: np.ndarray
    weights: np.ndarray


def build_model(hops=3, *, vocabulary=None, width=WIDTH, slots=household.LINES):
    """The network.

    Args:
        hops: int, how often it looks at the lines.
        vocabulary: int, how many words there are, by default those of the house.
        width: int, numbers of an embedding.
        slots: int, the largest age of a line that it tells from others.

    Returns:
        keras.Model of stories (n, lines, words) and questions (n, words) -> logits (n, vocabulary). Its layer
        "hops" is a MemoryHops.
    """
    import keras

    from course.layers.hops import MemoryHops

    stories = keras.Input((None, None), dtype="int32", name="stories")
    questions = keras.Input((None,), dtype="int32", name="questions")
    vocabulary = vocabulary or len(household.vocabulary())
    logits, _ = MemoryHops(vocabulary, width, hops, slots, name="hops")(stories, questions)
    return keras.Model([stories, questions], logits)


def learn(
    model, encoded, *, epochs=EPOCHS, linear=LINEAR, rate=RATE, batch=BATCH, seed=1, every=EVERY, each=None
):  # fmt: skip
    """Train a model.

    Args:
        model: as `build_model` makes it.
        encoded: course.data.shared.questions.Encoded, to learn from.
        epochs: int.
        linear: int, how many epochs at the start go without the softmax of the hops.
        rate: float, the learning rate at its highest.
        batch: int, questions a step.
        seed: int, of the order.
        every: int, steps between two calls of `each`.
        each: called with (steps taken, mean loss of this epoch), or None.
    """
    import keras

    keras.utils.set_random_seed(seed)
    count = len(encoded.answers) // batch
    model.compile(
        training.optimizer(rate, epochs * count, clip=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
        steps_per_execution=AT_ONCE,
    )

    class Watch(keras.callbacks.Callback):
        epoch, told = 0, 0

        def on_epoch_begin(self, epoch, logs=None):
            self.epoch = epoch

        def on_train_batch_end(self, last, logs):
            now = self.epoch * count + min(last + 1, count)
            if each and now // every > self.told // every:
                self.told = now
                each(now, logs["loss"])

    lessons, watch = stream(encoded, batch, seed), Watch()
    linear = min(linear, epochs)
    for first, last in ((0, linear), (linear, epochs)):
        model.get_layer("hops").linear.assign(float(first < linear))
        model.fit(
            lessons, initial_epoch=first, epochs=last, shuffle=False, verbose=0, callbacks=[watch]
        )


def stream(encoded, batch, seed):
    """Batches of stories that are about equally long, since empty slots cost as much as lines.

    Args:
        encoded: Encoded.
        batch: int, questions each; left-over ones wait for another epoch.
        seed: int, of the order, which is another one in every epoch.

    Returns:
        tf.data.Dataset of ((stories, questions), answers), stories cut to the longest of their batch.

    Raises:
        ValueError: there are fewer questions than one batch.
    """
    import tensorflow as tf

    count, rng = len(encoded.answers) // batch, np.random.default_rng(seed)
    if not count:
        raise ValueError(f"{len(encoded.answers)} questions do not fill a batch of {batch}")

    def epoch():
        kept = rng.permutation(len(encoded.answers))[: count * batch]
        order = kept[np.argsort(encoded.filled[kept] + rng.uniform(0, 3, len(kept)))]
        for rows in rng.permutation(order.reshape(count, batch)):
            stories = encoded.stories[rows, : encoded.filled[rows].max()]
            yield (stories, encoded.questions[rows]), encoded.answers[rows]

    words = encoded.questions.shape[-1]
    stories, questions, answers = (
        tf.TensorSpec(shape, "int32") for shape in ((batch, None, words), (batch, words), (batch,))
    )
    options = tf.data.Options()
    options.autotune.enabled = False
    return (
        tf.data.Dataset.from_generator(epoch, output_signature=((stories, questions), answers))
        .apply(tf.data.experimental.assert_cardinality(count))
        .with_options(options)
    )


def ask(model, encoded):
    """What a model answers, and what it looked at.

    Args:
        model: as `build_model` makes it.
        encoded: Encoded.

    Returns:
        Asked.
    """
    from keras import ops

    layer = model.get_layer("hops")
    parts = []
    for first in range(0, len(encoded.answers), ASKED):
        rows = slice(first, first + ASKED)
        logits, weights = layer(encoded.stories[rows], encoded.questions[rows])
        parts.append([ops.convert_to_numpy(part) for part in (ops.softmax(logits), weights)])
    return Asked(*map(np.concatenate, zip(*parts, strict=True)))


def accuracy(model, encoded):
    """Share of the questions that a model answers right."""
    return float((ask(model, encoded).probabilities.argmax(axis=-1) == encoded.answers).mean())
