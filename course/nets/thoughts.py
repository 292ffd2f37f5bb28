"""Small translators that read whole words: English and German go into one decoder, which writes French.

Section 8 of lab 09 looks at their thoughts. First an English encoder and the decoder learn together; then the
decoder is kept as it is, and a German encoder learns to give it thoughts that it can use.
"""

import time
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course.data.sentences import meant
from course.nets import storage, training
from course.nets.translators import PADDING, encode

PAIRS, UNSEEN, EXAM, DATA_SEED = 10_000, 500, 2_000, 9
WIDTH, UNITS, BATCH, EPOCHS = 48, 96, 64, 8
RATE = 0.012  # the better one of `depths.RATES`
LEVELS = 100  # of the weights in the files
SEEDS = (1, 2, 3)
VARIANTS = {f"thoughts-{seed}": {"seed": seed} for seed in SEEDS}


class Trio(NamedTuple):
    """Two encoders and the decoder that both work with.

    Attributes:
        english, german: keras.Model of source ids (n, s) -> h and C, each (n, units); a pair a layer.
        decoder: keras.Model of [written ids (n, t), h, C, ...] -> logits (n, t, French words + 2).
        facts: dict; "words" has the vocabularies by language, "unseen" shares of unseen sentences right.
    """

    english: object
    german: object
    decoder: object
    facts: dict


@lru_cache(maxsize=4)
def lessons(part="train"):
    """What the encoders read and what the decoder writes.

    Args:
        part: "train", "unseen" or "combinations".

    Returns:
        {"en": (sources, targets), "de": (sources, targets)}: lists of lists of words. In English a meaning is
        said in all ways that there are. A meaning with a word that the lessons do not have is left out.
    """
    count = {"train": PAIRS, "unseen": UNSEEN, "combinations": EXAM}[part]
    meanings = meant.clauses(part, count, seed=DATA_SEED)
    if part != "train":
        known = {name: set(words) for name, words in vocabularies().items()}
        meanings = [
            meaning
            for meaning in meanings
            if all(set(meant.say(meaning, name).split()) <= known[name] for name in known)
        ]
    french = [meant.say(meaning, "fr").split() for meaning in meanings]
    ways = [meant.wordings(meaning) for meaning in meanings]
    english = [
        (text.split(), said) for texts, said in zip(ways, french, strict=True) for text in texts
    ]
    german = [meant.say(meaning, "de").split() for meaning in meanings]
    return {"en": tuple(zip(*english, strict=True)), "de": (german, french)}


@lru_cache(maxsize=1)
def vocabularies():
    """All words of the lessons by language, sorted lists of str."""
    (english, french), (german, _) = lessons()["en"], lessons()["de"]
    sides = {"en": english, "de": german, "fr": french}
    return {
        name: sorted({word for words in side for word in words}) for name, side in sides.items()
    }


def build_encoder(words, units=UNITS, depth=1):
    """Source ids (n, s) -> the states of all layers at the last word, h and C of each (n, units)."""
    import keras
    from keras import layers

    source = keras.Input((None,), dtype="int32")
    read, states = layers.Embedding(words + 2, WIDTH, mask_zero=True)(source), []
    for _ in range(depth):
        read, *state = layers.LSTM(units, return_sequences=True, return_state=True)(read)
        states += state
    return keras.Model(source, states)


def build_decoder(words, units=UNITS, depth=1):
    """[Written ids (n, t), h, C, ...] -> logits (n, t, words + 2)."""
    import keras
    from keras import layers

    written = keras.Input((None,), dtype="int32")
    states = [keras.Input((units,)) for _ in range(2 * depth)]
    write = layers.Embedding(words + 2, WIDTH, mask_zero=True)(written)
    for i in range(depth):
        layer = layers.LSTM(units, return_sequences=True)
        write = layer(write, initial_state=states[2 * i : 2 * i + 2])
    return keras.Model([written, *states], layers.Dense(words + 2)(write))


def fit(encoder, decoder, language, *, seed, rate, epochs=EPOCHS):
    """Train an encoder, and the decoder with it if that is trainable; returns the whole model."""
    import keras

    from course.batches.pipeline import batches_by_length

    source = keras.Input((None,), dtype="int32")
    written = keras.Input((None,), dtype="int32")
    states = encoder(source)
    model = keras.Model([source, written], decoder([written, *states]))
    inputs, targets = arrays(*lessons()[language], language)
    steps = epochs * (len(targets) // BATCH)
    model.compile(
        training.optimizer(rate, steps, clip=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=PADDING),
        steps_per_execution=len(targets) // BATCH,
    )
    model.fit(batches_by_length(inputs, targets, BATCH, seed=seed), epochs=epochs, verbose=0)
    return model


def arrays(sources, targets, language):
    """(source, written), wanted: int arrays (n, s), (n, t), (n, t), padded with 0."""
    words = vocabularies()
    target = encode(targets, words["fr"], start=True)
    written = target[:, :-1] * (target[:, 1:] != PADDING)
    return (encode(sources, words[language]), written), target[:, 1:]


def right(model, part, language):
    """Which sentences of a part a model translates without a fault when it writes the likeliest words.

    If each word is the likeliest after the right ones before it, greedy decoding writes just these.

    Returns:
        bool array (n,).
    """
    inputs, wanted = arrays(*lessons(part)[language], language)
    found = [
        model.predict_on_batch([each[i : i + 500] for each in inputs])[..., 1:].argmax(-1) + 1
        for i in range(0, len(wanted), 500)
    ]
    return ((np.concatenate(found) == wanted) | (wanted == PADDING)).all(axis=1)


def train_trio(seed, rate=RATE):
    """Train the English encoder with the decoder, then the German encoder with the decoder as it is.

    Args:
        seed: int, of the weights and of the order of the pairs.
        rate: peak of the learning rate.

    Returns:
        Trio.
    """
    import keras

    keras.utils.set_random_seed(seed)
    started, words = time.perf_counter(), vocabularies()
    english, german = (build_encoder(len(words[language])) for language in ("en", "de"))
    decoder = build_decoder(len(words["fr"]))
    facts = {"seed": seed, "words": words, "rate": rate, "unseen": {}}
    for language, encoder in (("en", english), ("de", german)):
        model = fit(encoder, decoder, language, seed=seed, rate=rate)
        facts["unseen"][language] = float(right(model, "unseen", language).mean())
        if language == "en":
            facts["exam"] = float(right(model, "combinations", language).mean())
        decoder.trainable = False
    return Trio(english, german, decoder, facts | training.made(started))


def load(name="thoughts-1", folder=None):
    """A Trio as it was trained; `name` is a key of VARIANTS, `folder` where its weights lie."""
    arrays, facts = storage.load(name, folder)
    words = facts["words"]
    encoders = [build_encoder(len(words[language])) for language in ("en", "de")]
    trio = Trio(*encoders, build_decoder(len(words["fr"])), facts)
    for part in trio[:3]:
        count = len(part.get_weights())
        part.set_weights(arrays[:count])
        arrays = arrays[count:]
    return trio


def think(encoder, words, texts):
    """The thoughts of some sentences: h and C side by side.

    Args:
        encoder: `Trio.english` or `Trio.german`.
        words: its vocabulary.
        texts: n str, words apart by spaces.

    Returns:
        float array (n, 2 * units).

    Raises:
        CourseError: a word that the encoder has never read.
    """
    ids = encode([text.split() for text in texts], words)
    return np.concatenate(encoder.predict_on_batch(ids), axis=1)


def make(name):
    """Train what is in the file `name`, a key of VARIANTS; returns its Path."""
    trio = train_trio(**VARIANTS[name])
    weights = [array for part in trio[:3] for array in part.get_weights()]
    return storage.save(name, weights, trio.facts, levels=LEVELS)
