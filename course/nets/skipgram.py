"""Skip-gram and CBOW with negative sampling in Keras, as lab 07 shows them, for measurements outside of it.

    words, counts, ids = encode(texts)
    vectors = train(skipgram, counts, ids)
    vectors = train(cbow, counts, ids, rate=0.2, batch=64)

What makes it fast: the windows are made by numpy, without a loop over words; the words of noise are shared
by a batch, so that they cost one product of matrices; a step changes only the rows of its own words; and a
whole epoch is one compiled call.

Source: Mikolov et al. 2013, Distributed Representations of Words and Phrases and their Compositionality.
"""

from collections import Counter
from itertools import chain

import keras
import numpy as np
import tensorflow as tf
from keras import ops

NEGATIVES, SHARED = 5, 16  # words of noise for a pair, and drawn for a batch


def encode(texts, min_count=5):
    """Texts as one array of ids, frequent words first; rare words are left out.

    Returns:
        words: list of str; words[0] is "" and is no word.
        counts: int array (words,), how often each occurs; counts[0] is 0.
        ids: int32 array (tokens,), with a 0 at the end of each text.
    """
    found = Counter(chain.from_iterable(texts)).most_common()
    counts = {"": 0} | {word: count for word, count in found if count >= min_count}
    id_of = {word: number for number, word in enumerate(counts)}
    ids = [id_of[word] for text in texts for word in [*text, ""] if word in id_of]
    return list(counts), np.array(list(counts.values())), np.array(ids, "int32")


def subsample(ids, counts, sample, rng):
    """Drop tokens at random, the more the more frequent their word; `sample` is a share of all tokens."""
    often = np.maximum(counts / counts.sum() / sample, 1e-9)
    return ids[rng.random(len(ids)) < ((np.sqrt(often) + 1) / often)[ids]]


def windows(ids, window, rng):
    """The words near each position, from left to right: int32 (positions, 2 * window), 0 where none is.

    Each position draws how far it looks, 1 to `window` words. So near words are seen more often.
    """
    text = np.cumsum(ids == 0)
    reach = rng.integers(1, window + 1, len(ids)) * (ids > 0)
    near = np.zeros((len(ids), 2 * window), "int32")
    for distance in range(1, window + 1):
        together = text[distance:] == text[:-distance]
        left = together & (reach[distance:] >= distance)
        right = together & (reach[:-distance] >= distance)
        near[distance:, window - distance] = ids[:-distance] * left
        near[:-distance, window + distance - 1] = ids[distance:] * right
    return near


def skipgram(ids, near):
    """A word predicts each word near it: inputs (pairs, 1), targets (pairs,)."""
    position, column = np.nonzero(near)
    return ids[position, None], near[position, column]


def cbow(ids, near):
    """The words near a position predict its word: inputs (positions, 2 * window), targets (positions,)."""
    some = near.any(axis=1)
    return near[some], ids[some]


def loss(inner, outer, inputs, targets, noise):
    """Negative sampling, summed over inputs (batch, width) and targets (batch,), with noise (shared,)."""
    there = ops.expand_dims(ops.cast(inputs > 0, "float32"), -1)  # (batch, width, 1)
    mean = ops.sum(inner(inputs) * there, axis=1) / ops.sum(there, axis=1)  # (batch, size)
    true = ops.sum(mean * outer(targets), axis=-1)  # (batch,)
    false = ops.matmul(mean, ops.transpose(outer(noise)))  # (batch, shared)
    weight = NEGATIVES / len(noise)  # all the noise together counts as much as NEGATIVES words
    return ops.sum(ops.softplus(-true)) + weight * ops.sum(ops.softplus(false))


@tf.function(jit_compile=True)
def train_epoch(inner, outer, inputs, targets, noise, rates):
    """A step of gradient descent for each row of the arrays."""
    tables = inner.embeddings.value, outer.embeddings.value
    for step in tf.range(len(rates)):
        with tf.GradientTape() as tape:
            error = loss(inner, outer, inputs[step], targets[step], noise[step])
        for table, slope in zip(tables, tape.gradient(error, tables), strict=True):
            # The slope has rows for the words of this batch only, and only their vectors move.
            table.scatter_sub(tf.IndexedSlices(rates[step] * slope.values, slope.indices))


def tables(words, size, seed):
    """Two tables (words, size): the vectors that we keep, and those of words as targets."""
    small = keras.initializers.RandomUniform(-0.5 / size, 0.5 / size, seed=seed)
    inner = keras.layers.Embedding(words, size, embeddings_initializer=small)
    outer = keras.layers.Embedding(words, size, embeddings_initializer="zeros")
    inner.build()
    outer.build()
    return inner, outer


def train(
    kind,
    counts,
    ids,
    size=100,
    window=5,
    epochs=10,
    rate=0.05,
    batch=128,
    sample=1e-3,
    seed=1,
    *,
    into=None,
    steps=None,
):
    """Train word vectors.

    The slope of a word grows with its places in the batch. So a small vocabulary needs a small batch, and
    cbow a higher rate than skipgram, because the mean divides the slope among its words.

    Args:
        kind: skipgram or cbow, the function.
        counts, ids: as `encode` gives them.
        size, window, epochs, rate, batch, sample, seed: numbers.
        into: two tables of an earlier training, which begin anew: nothing is compiled again if `steps` is the
            same, too. None for new tables.
        steps: int, of an epoch, or None for what the first epoch's windows fill.

    Returns:
        float32 array (words, size).
    """
    rng = np.random.default_rng(seed)
    inner, outer = new = tables(len(counts), size, seed)
    if into is not None:
        inner, outer = into
        for old, fresh in zip(into, new, strict=True):
            old.embeddings.assign(fresh.embeddings)
    shares = counts**0.75 / (counts**0.75).sum()
    for epoch in range(epochs):
        kept = subsample(ids, counts, sample, rng)
        inputs, targets = kind(kept, windows(kept, window, rng))
        # Each epoch takes as many steps as the first: another shape would be compiled again.
        steps = steps or max(1, len(targets) // batch)
        order = np.resize(rng.permutation(len(targets)), (steps, batch))
        noise = rng.choice(len(counts), (steps, SHARED), p=shares)
        rates = np.linspace(1 - epoch / epochs, 1 - (epoch + 1) / epochs, steps) * rate
        arrays = inputs[order], targets[order], noise.astype("int32"), rates.astype("float32")
        train_epoch(inner, outer, *map(tf.constant, arrays))
    return inner.embeddings.numpy()
