"""Praise or blame with few labels: an LSTM on word vectors that were loaded, or on vectors of its own.

Lab 07 measures with it what loaded vectors are worth; lab 08 teaches such a net.
"""

from functools import lru_cache

import numpy as np

from course.data import reviews
from course.data.shared import trees, words
from course.nets import training

LABELS, UNITS, EPOCHS, BATCH, RATE = 300, 32, 12, 20, 0.01
LENGTH = 3  # of a word's vector, as lab 08 chose it for such a net


@lru_cache(maxsize=2)
def corpus(train, test):
    """The film reviews, course.data.reviews.ReviewCorpus: `train` of them, and `test` to measure with."""
    return reviews.corpus(train, test, seed=8)


def scaled(table):
    """Vectors around their mean, with a mean length of LENGTH; rows of zeros stay.

    Args:
        table: float array (words, size).

    Returns:
        float32 array of the same shape.
    """
    there = table.any(axis=1)
    moved = (table - table[there].mean(axis=0)) * there[:, None]
    return (moved * LENGTH / np.linalg.norm(moved[there], axis=1).mean()).astype("float32")


def dealt_out(table, seed):
    """The rows of a table in another order, those of zeros in their places: a control."""
    there, wrong = table.any(axis=1), table.copy()
    wrong[there] = np.random.default_rng(seed).permutation(table[there])
    return wrong


def share_right(table, id_of, parts, seed, *, fixed=True, epochs=EPOCHS):
    """Train with LABELS reviews that the seed draws, and judge unseen ones.

    Args:
        table: float array (words, size), one row per id; they stay as they are.
        id_of: dict of word to id.
        parts: ReviewCorpus.
        seed: int.
        fixed: False to begin with random vectors of this shape instead, and learn them.
        epochs: of training.

    Returns:
        float, share of `parts.test` that is judged right.
    """
    net = _net(table.shape, fixed)
    training.start_again(net, seed)
    if fixed:
        net.layers[0].set_weights([table])
    chosen = np.random.default_rng(seed).permutation(len(parts.train))[:LABELS]
    ids, good = _encoded([parts.train[place] for place in chosen], id_of)
    net.fit(ids, good, epochs=epochs, batch_size=BATCH, verbose=0)
    ids, good = _encoded(parts.test, id_of)
    return float(((net.predict_on_batch(ids)[:, 0] > 0.5) == good).mean())


@lru_cache
def _net(shape, fixed):
    """An untrained net; all seeds share it, so that it is compiled once."""
    import keras
    from keras import layers

    embedding = layers.Embedding(*shape, mask_zero=True, trainable=not fixed)
    net = keras.Sequential([keras.Input((None,), dtype="int32"), embedding, layers.LSTM(UNITS)])
    net.add(layers.Dense(1, activation="sigmoid"))
    net.compile(keras.optimizers.Adam(RATE), "binary_crossentropy", steps_per_execution=15)
    return net


def _encoded(part, id_of):
    ids = words.encode([tree.words for tree in part], id_of)
    return ids, np.array([tree.label > trees.NEUTRAL for tree in part])
