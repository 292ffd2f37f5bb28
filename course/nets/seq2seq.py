"""English in, French out, character by character: an encoder, a decoder, a thought vector between them.

Lab 09 explains every line of the model, its training and its decoding; this module repeats them for the
variants that the lab compares, and a test holds both together.
"""

import json
import time
from functools import lru_cache

import numpy as np

from course.data import sentences
from course.errors import CourseError
from course.nets import storage, training
from course.nets.decoding import END, START, decode, exact_match, text_of

PAIRS, TEST, HELD_OUT, CHARACTERS, DATA_SEED = 40_000, 500, 200, 26, 5
UNITS, BATCH, EPOCHS, RATE = 192, 96, 10, 0.012
NEVER_TRAINED = ("I drink water .",)  # the demo's own example stays unseen
REVERSED = {f"seq2seq-reversed-{seed}": {"seed": seed} for seed in (1, 2, 3)}
SHIPPED = "seq2seq-reversed-1"  # that of the demo
WITH_WEIGHTS = {SHIPPED: REVERSED[SHIPPED]}
LEVELS = 100  # of their weights in the file; rounding to far fewer costs exact matches
PLAIN = {f"seq2seq-plain-{seed}": {"seed": seed, "reverse": False} for seed in (1, 2, 3)}
RECORDED = {  # their weights would take 1.5 MB: only what they wrote at the exam is kept
    name: settings for name, settings in (REVERSED | PLAIN).items() if name != SHIPPED
}
VARIANTS = WITH_WEIGHTS | RECORDED  # what lab 09 compares: name -> settings of `train`
SAMPLE = 8_000  # pairs to learn from in lab 09; what is unseen beside them is everybody's exam


@lru_cache(maxsize=2)  # the whole one and a sample
def data(train=PAIRS):
    """The corpus of the demo and of lab 09, a `course.data.sentences.Corpus`.

    Args:
        train: pairs to learn from. What is unseen by a few of them is unseen by all 40,000.
    """
    corpus = sentences.corpus("fr", train, TEST, HELD_OUT, seed=DATA_SEED, characters=CHARACTERS)
    kept = [i for i, text in enumerate(corpus.train.source) if text not in NEVER_TRAINED]
    train = sentences.Pairs(*([field[i] for i in kept] for field in corpus.train))
    return corpus._replace(train=train)


def fingerprint(corpus):
    """A corpus' SHA-256: weights that were trained on another one may have seen its test sentences."""
    text = json.dumps([[pairs.source, pairs.target] for pairs in corpus], ensure_ascii=False)
    return training.fingerprint(text.encode())


def alphabet_of(pairs):
    """All characters of both sides, sorted: a string that comes out the same in every process."""
    return "".join(sorted(set("".join(pairs.source + pairs.target))))


def encode(texts, alphabet, reverse=False, start=False, end=False, length=None):
    """Texts as ids, padded on the right.

    Args:
        texts: n strings.
        alphabet: str; its first character has id 3.
        reverse: whether each text is read from its end.
        start, end: whether the ids begin with START, end with END.
        length: columns, by default as many as the longest text needs.

    Returns:
        int array (n, length).

    Raises:
        CourseError: a character that is not in the alphabet.
    """
    ids = {character: number for number, character in enumerate(alphabet, END + 1)}
    strange = sorted(set("".join(texts)) - set(ids))
    if strange:
        raise CourseError(
            f"the network has never seen {', '.join(map(repr, strange[:5]))}; it knows these characters: "
            f"{alphabet.strip()}"
        )
    rows = [[ids[character] for character in (text[::-1] if reverse else text)] for text in texts]
    rows = [[START] * start + row + [END] * end for row in rows]
    array = np.zeros((len(rows), length or max(map(len, rows))), "int32")
    for line, row in zip(array, rows, strict=True):
        line[: len(row)] = row
    return array


def build_model(symbols, units=UNITS, depth=1):
    """Encoder and decoder with a thought vector between them.

    Args:
        symbols: number of ids.
        units: of each LSTM.
        depth: LSTM layers on each side.

    Returns:
        keras.Model of (source ids (n, s), written ids (n, t)) -> logits (n, t, symbols).
    """
    import keras
    from keras import layers

    source = keras.Input((None,), dtype="int32", name="source")
    written = keras.Input((None,), dtype="int32", name="written")
    one_hot = layers.Embedding(
        symbols, symbols, embeddings_initializer="identity", trainable=False, mask_zero=True,
        name="one_hot",
    )  # fmt: skip
    options = {"kernel_initializer": "he_normal", "return_sequences": True, "return_state": True}
    read, states = one_hot(source), []
    for i in range(depth):
        read, *state = layers.LSTM(units, name=f"encoder_{i}", **options)(read)
        states.append(state)
    write = one_hot(written)
    for i, state in enumerate(states):
        write, *_ = layers.LSTM(units, name=f"decoder_{i}", **options)(write, initial_state=state)
    return keras.Model([source, written], layers.Dense(symbols, name="logits")(write))


def exam(corpus):
    """What every network is asked when it has been trained: `unseen` and `combinations`.

    Args:
        corpus: as `data(SAMPLE)` gives it.

    Returns:
        dict: English -> French, 700 sentences.
    """
    parts = (corpus.unseen, corpus.combinations)
    return {a: b for part in parts for a, b in zip(part.source, part.target, strict=True)}


def written(model, alphabet, reverse, texts):
    """What a model writes, decoded greedily.

    Args:
        model: as `build_model` makes it.
        alphabet: str.
        reverse: whether it reads its source from the end.
        texts: str, English.

    Returns:
        dict: each of the texts -> what it wrote.
    """
    texts = list(texts)
    ids, _ = decode(model, encode(texts, alphabet, reverse))
    return {text: text_of(row[0], alphabet) for text, row in zip(texts, ids, strict=True)}


def train(seed=1, reverse=True, depth=1, epochs=EPOCHS, progress=None):
    """Train one variant.

    Args:
        seed: int, of the weights and of the order of the pairs.
        reverse: whether the source is read from its end.
        depth: LSTM layers on each side.
        epochs: int.
        progress: called after each epoch with (epoch, share of unseen sentences right), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`.
    """
    import keras

    from course.batches.pipeline import batches_by_length

    keras.utils.set_random_seed(seed)
    corpus = data()
    alphabet = alphabet_of(corpus.train)
    model = build_model(len(alphabet) + END + 1, depth=depth)
    steps = epochs * (len(corpus.train.source) // BATCH)
    model.compile(
        training.optimizer(RATE, steps),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),  # the mask leaves padding out
    )
    target = encode(corpus.train.target, alphabet, start=True, end=True)
    pairs = batches_by_length(
        (encode(corpus.train.source, alphabet, reverse), target[:, :-1] * (target[:, 1:] != 0)),
        target[:, 1:],
        BATCH,
        seed=seed,
    )
    unseen = (
        encode(corpus.unseen.source, alphabet, reverse),
        encode(corpus.unseen.target, alphabet, start=True, end=True),
    )
    started = time.perf_counter()
    shares = training.fit(
        model, pairs, epochs, progress=progress,
        measure=lambda: float(exact_match(model, *unseen).mean()),
    )  # fmt: skip
    facts = {
        "alphabet": alphabet,
        "reverse": reverse,
        "depth": depth,
        "units": UNITS,
        "seed": seed,
        "pairs": len(corpus.train.source),
        "corpus": fingerprint(corpus),
        "sample": fingerprint(data(SAMPLE)),
        "epochs": epochs,
        "exact_match": shares,
        "written": written(model, alphabet, reverse, exam(data(SAMPLE))),
        **training.made(started),
        "words": sorted({word for words in corpus.train.source_words for word in words}),
    }
    return model, facts


def load(name=SHIPPED, folder=None):
    """A trained variant.

    Args:
        name: a key of WITH_WEIGHTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """

    def build(facts):
        return build_model(len(facts["alphabet"]) + END + 1, facts["units"], facts["depth"])

    return storage.load_model(name, build, folder)


def record(name, folder=None):
    """What is known of a trained variant, whether its weights ship or not.

    Args:
        name: a key of VARIANTS.
        folder: where its file lies, by default where it ships.

    Returns:
        dict, as `train` returns it; "written" is what it wrote at the `exam`.

    Raises:
        CourseError: no such file.
    """
    return storage.load(name, folder)[1]


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    return training.with_bar(name, train, EPOCHS, "unseen sentences right", **settings)


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""
    model, facts = train_with_bar(name, **VARIANTS[name])
    return storage.save(
        name, model.get_weights() if name in WITH_WEIGHTS else [], facts, levels=LEVELS
    )
