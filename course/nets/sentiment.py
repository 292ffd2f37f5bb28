"""Is it praise or blame? An LSTM that reads reviews of films, and parts of them, word by word.

Lab 08 explains the network (many to one: words in, one number out). This one also learns from phrases, the
nodes of the reviews' trees, so that it can read what is not a whole review, and what is not an opinion.
"""

import random
import time
from functools import lru_cache

import numpy as np

from course.data import reviews
from course.data.shared.trees import NEUTRAL
from course.data.shared.words import UNKNOWN
from course.data.shared.words import encode as encode_ids
from course.nets import storage, training

REVIEWS, TEST, DATA_SEED = 20_000, 2_000, 8
SAMPLE = 500, 100  # reviews, of them unseen: enough to see that the grammar has changed
SIZE, UNITS, BATCH, EPOCHS, RATE = 32, 64, 128, 6, 0.01
PHRASES = 2  # for each review as many phrases out of its tree
BLURRED, UNREADABLE = 0.5, 0.15  # share of reviews read once more with this share of unknown words
NEVER_TRAINED = ("not bad at all", "it starts well but ends badly", "it starts badly but ends well")
SHIPPED = "sentiment"
VARIANTS = {SHIPPED: {"seed": 1}}


@lru_cache(maxsize=1)
def data():
    """The corpus of the demo, a `course.data.reviews.ReviewCorpus`."""
    return reviews.corpus(REVIEWS, TEST, seed=DATA_SEED)


def sample():
    """A small corpus of the same grammar: one that changes nearly always changes here, too."""
    return reviews.corpus(*SAMPLE, seed=DATA_SEED)


def fingerprint(corpus):
    """A corpus' SHA-256: weights that were trained on another one may have seen its test reviews."""
    text = "\n".join(str(tree) for part in corpus for tree in part)
    return training.fingerprint(text.encode())


def examples(trees, *, seed):
    """What the demo's network learns from: reviews, phrases of them, and reviews with unknown words.

    Args:
        trees: list of Tree.
        seed: int.

    Returns:
        texts: list of lists of words; None stands for a word that cannot be read.
        targets: float array, one per text: 1 praise, 0 blame, 0.5 no opinion.
    """
    rng = random.Random(seed)
    texts, targets = [], []

    def add(words, label):
        if " ".join(word or "" for word in words).removesuffix(" .") not in NEVER_TRAINED:
            texts.append(words)
            targets.append(0.5 + np.sign(label - NEUTRAL) / 2)

    for tree in trees:
        add(tree.words, tree.label)
        nodes = list(tree.nodes())
        for node in rng.sample(nodes, PHRASES):
            add(node.words, node.label)
        if rng.random() < BLURRED:
            leaves = [node for node in nodes if node.word]
            read = [None if rng.random() < UNREADABLE else leaf.word for leaf in leaves]
            lost = all(
                word is None
                for word, leaf in zip(read, leaves, strict=True)
                if leaf.label != NEUTRAL
            )
            add(read, NEUTRAL if lost else tree.label)
    return texts, np.array(targets, "float32")


def encode(texts, words):
    """Words as ids, padded on the right; those of `words`, a list of str, have the ids from 2 on."""
    return encode_ids(texts, {word: place for place, word in enumerate(words, UNKNOWN + 1)})


def build_model(words):
    """Embedding, LSTM, one logit.

    Args:
        words: number of known words.

    Returns:
        keras.Model of ids (n, t), padded on the right -> logits (n, 1); above 0 is praise.
    """
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(words + UNKNOWN + 1, SIZE, mask_zero=True),
            layers.LSTM(UNITS),
            layers.Dense(1),
        ]
    )


def train(seed=1, epochs=None, progress=None):
    """Train the demo's network.

    Args:
        seed: int, of the weights and of the order of the reviews.
        epochs: int, by default EPOCHS.
        progress: called after each epoch with (epoch, share of unseen reviews right), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`.
    """
    import keras

    from course.batches.pipeline import batches

    keras.utils.set_random_seed(seed)
    epochs = epochs or EPOCHS
    corpus = data()
    words = sorted({word for tree in corpus.train for word in tree.words})
    texts, targets = examples(corpus.train, seed=seed)
    model = build_model(len(words))
    steps = epochs * (len(texts) // BATCH)
    model.compile(
        training.optimizer(RATE, steps),
        keras.losses.BinaryCrossentropy(from_logits=True),
        steps_per_execution=max(len(texts) // BATCH, 1),
    )
    started = time.perf_counter()
    shares = training.fit(
        model, batches(encode(texts, words), targets, BATCH), epochs, progress=progress,
        measure=lambda: share_right(model, corpus.test, words),
    )  # fmt: skip
    facts = {
        "seed": seed,
        "reviews": len(corpus.train),
        "examples": len(texts),
        "corpus": fingerprint(corpus),
        "sample": fingerprint(sample()),
        "epochs": epochs,
        "right": shares,
        "twins_right": share_right(model, corpus.twins, words),
        **training.made(started),
        "words": words,
    }
    return model, facts


def share_right(model, trees, words):
    """Share of reviews whose verdict a model gets right.

    Args:
        model: as `build_model` makes it.
        trees: list of Tree, none of them neutral.
        words: list of str, those that it knows.

    Returns:
        float.
    """
    logits = model.predict_on_batch(encode([tree.words for tree in trees], words))[:, 0]
    return float(np.mean((logits > 0) == [tree.label > NEUTRAL for tree in trees]))


def chances(texts, name=SHIPPED):
    """What a trained network says of some texts: float array (texts,), probabilities of praise.

    Args:
        texts: list of lists of str.
        name: a key of VARIANTS.
    """
    model, facts = load(name)
    logits = model.predict_on_batch(encode(texts, facts["words"]))[:, 0]
    return 1 / (1 + np.exp(-logits))


def load(name=SHIPPED, folder=None):
    """A trained network.

    Args:
        name: a key of VARIANTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """
    return storage.load_model(name, lambda facts: build_model(len(facts["words"])), folder)


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    return training.with_bar(name, train, EPOCHS, "unseen reviews right", **settings)


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""
    model, facts = train_with_bar(name, **VARIANTS[name])
    return storage.save(name, model.get_weights(), facts)
