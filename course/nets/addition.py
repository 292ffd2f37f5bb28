"""The net reads "123+34" and writes "157".

Lab 04 explains every line of the model and its training; this module holds the same settings. Training takes
less than a minute, so no weights ship: the demo keeps those that it has trained.
"""

import math
from pathlib import Path

import numpy as np

from course.data import addition
from course.nets import storage, training

DIGITS = 3
READ, WRITE = 2 * DIGITS + 1, DIGITS + 1  # characters in, characters out
ALPHABET = np.array(list("0123456789+ "))
TRAIN, TEST = 45_000, 5_000
UNITS, BATCH, EPOCHS, RATE = 128, 64, 4, 0.018
SEED = 4


def build_model(steps, *, start=None, rate=None):
    """The lecture's net, compiled: reads (batch, 7, 12), writes (batch, 4, 12) probabilities.

    Args:
        steps: training steps in all, which set the learning rate's rise and fall.
        start: Keras' name of an initializer for the input weights, by default the lab's.
        rate: peak of the learning rate, by default RATE.
    """
    import keras
    from keras import layers

    start = start or "he_normal"
    model = keras.Sequential(
        [
            keras.Input((None, len(ALPHABET))),  # questions of any length can be tried
            layers.LSTM(UNITS, kernel_initializer=start),
            layers.RepeatVector(WRITE),
            layers.LSTM(UNITS, kernel_initializer=start, return_sequences=True),
            layers.Dense(len(ALPHABET), activation="softmax"),
        ]
    )
    model.compile(
        training.optimizer(rate or RATE, steps),
        loss="categorical_crossentropy",
        steps_per_execution=math.ceil(steps / (4 * EPOCHS)),  # a quarter of an epoch
    )
    return model


def train(seed=SEED, callbacks=()):
    """Train the net on 45,000 sums.

    Args:
        seed: int, for the sums and the weights.
        callbacks: Keras callbacks for `fit`.

    Returns:
        model, unseen: the trained model, and (questions, answers) that it has not seen.
    """
    import keras

    from course.batches.pipeline import batches

    keras.utils.set_random_seed(seed)
    data = addition.sums(TRAIN + TEST, DIGITS, seed=seed)
    x, y = encode(data.questions[:TRAIN], READ)[:, ::-1], encode(data.answers[:TRAIN], WRITE)
    model = build_model(EPOCHS * (TRAIN // BATCH))
    model.fit(batches(x, y, BATCH), epochs=EPOCHS, verbose=0, callbacks=list(callbacks))
    return model, (data.questions[TRAIN:], data.answers[TRAIN:])


def ask(model, questions):
    """What the net writes for each question, a list of str."""
    written = model.predict_on_batch(encode(questions, READ)[:, ::-1]).argmax(axis=-1)
    return ["".join(row).strip() for row in ALPHABET[written]]


def encode(texts, length):
    """Texts as one-hot vectors, filled up with spaces: (n, length, 12)."""
    characters = np.array([list(text.ljust(length)) for text in texts])
    return (characters[:, :, None] == ALPHABET).astype("float32")


def match_in_batches(net, x, y, rows, *, reset=False):
    """Exact match of a net whose batches must have so many rows.

    Args:
        net: keras.Model with a layer called encoder.
        x, y: arrays (n, ...), one-hot questions and answers.
        rows: int, of each batch; it divides n.
        reset: whether the encoder's state is reset before each batch.

    Returns:
        float.
    """
    right = []
    for start in range(0, len(x), rows):
        if reset:
            net.get_layer("encoder").reset_state()
        written = net.predict_on_batch(x[start : start + rows]).argmax(axis=-1)
        right.append((written == y[start : start + rows].argmax(axis=-1)).all(axis=1).mean())
    return float(np.mean(right))


def fingerprint():
    """What made the weights: this code, that of the training and of the data, and the version of Keras."""
    import keras

    code = [Path(file).read_bytes() for file in (__file__, training.__file__, addition.__file__)]
    return training.fingerprint(b"".join(code) + keras.__version__.encode())


def weights_name():
    """Under what name the demo keeps the weights, which other code makes anew."""
    return f"addition-{fingerprint()}"


def load(folder):
    """The net that was kept.

    Args:
        folder: where its weights lie.

    Returns:
        keras.Model.

    Raises:
        CourseError: there are none, or they are damaged.
    """
    arrays, _ = storage.load(weights_name(), folder)
    model = build_model(EPOCHS * (TRAIN // BATCH))
    model.set_weights(arrays)
    return model
