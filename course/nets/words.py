"""Which word comes next? LSTMs on two texts of several sizes, to be compared with counts of n-grams.

Lab 06 explains the net and trains one; this module repeats it for all that the lab compares, and a test holds
both together. Their weights would take megabytes, so what ships is what the nets thought of each word
of the validation and of the test text, before they saw it: from these logarithms the lab computes perplexities,
the mean of three nets, and mixtures with counts.
"""

import random
import time
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course.data import corpora, stories
from course.language.vocabulary import Vocabulary
from course.nets import storage, training

SIZES = {"stories": (400, 800, 1_600, 3_200, 6_400), "news": (550, 1_100, 2_200)}  # sentences
MAIN = {
    "stories": 3_200,
    "news": 2_200,
}  # where vocabularies come from, and plain nets are compared
VALID, TEST = {"stories": 500, "news": 200}, {"stories": 800, "news": 290}
UNITS, DROPOUT, BATCH, STEPS, RATE = 128, {"stories": 0.2, "news": 0.5}, 20, 40, 0.01
READ, MOST_EPOCHS = (
    500_000,
    50,
)  # words that a net reads while it learns, a small text at most 50 times
PATIENCE = 4  # epochs in a row without a better perplexity on validation text end a training early
SEEDS, DATA_SEED = (1, 2, 3), 1
SHIPPED = "words"
VARIANTS = {SHIPPED: {}}


class Text(NamedTuple):
    """A text to model; ids of words, one array a sentence, each with the id of its end.

    Attributes:
        vocabulary: Vocabulary; the words seen twice or more in the training text of MAIN's size.
        train, valid, test: lists of int arrays.
    """

    vocabulary: Vocabulary
    train: list
    valid: list
    test: list


class Net(NamedTuple):
    """What is kept of a trained net.

    Attributes:
        text: a key of SIZES.
        sentences, tokens: int, size of the training text; the ends of sentences count as tokens.
        dropout: float; 0 for a plain net.
        seed: int, of its weights and of the order of the text.
        epochs: int, the one with the best perplexity on validation text, whose weights are kept.
        valid, test: float, perplexities.
        alone: float, perplexity on test text if the state is reset at each sentence.
        log_probabilities: (valid, test), two float arrays (tokens,), for nets of MAIN's size; else None.
    """

    text: str
    sentences: int
    tokens: int
    dropout: float
    seed: int
    epochs: int
    valid: float
    test: float
    alone: float
    log_probabilities: tuple | None = None


@lru_cache
def data(name, sentences=None):
    """One of the two texts.

    Args:
        name: "stories", in reading order, or "news", sentences in random order.
        sentences: int, how many to train with, by default as MAIN says. A smaller text is the beginning of a
            larger one. The vocabulary is always the same, or perplexities could not be compared.

    Returns:
        Text.

    Raises:
        CourseError: gensim was installed without its test data, where the news are.
    """
    count = max(sentences or 0, MAIN[name])
    if name == "stories":
        parts = stories.split(count, VALID[name], TEST[name], seed=DATA_SEED)
    else:
        drawn = corpora.news()
        random.Random(DATA_SEED).shuffle(drawn)
        held_out = VALID[name] + TEST[name]
        parts = drawn[held_out:], drawn[: VALID[name]], drawn[VALID[name] : held_out]
    vocabulary = Vocabulary.of(parts[0][: MAIN[name]])
    train, valid, test = ([vocabulary.ids(words) for words in part] for part in parts)
    return Text(vocabulary, train[: sentences or MAIN[name]], valid, test)


def build_model(frequencies, units=UNITS, dropout=0.0):
    """Embedding, LSTM, and the embedding's matrix again to score each word; dropout before and after the LSTM.

    Args:
        frequencies: array (words,), how often each word occurs; where the biases of the scores begin.
        units: numbers per word, and units of the LSTM.
        dropout: share of numbers that are left out at a time.

    Returns:
        keras.Model of ids (n, t) -> logits (n, t, words), not compiled.
    """
    import keras
    from keras import layers, ops

    class Scores(layers.Layer):
        """A word's logit: its vector times what comes in, plus a bias."""

        def __init__(self, embedding):
            super().__init__(name="scores")
            self.embedding = embedding

        def build(self, shape):
            start = keras.initializers.Constant(np.log(frequencies))
            self.bias = self.add_weight(shape=(len(frequencies),), initializer=start, name="bias")

        def call(self, states):
            return ops.matmul(states, ops.transpose(self.embedding.embeddings)) + self.bias

    ids = keras.Input((None,), dtype="int32")
    embedding = layers.Embedding(len(frequencies), units, name="embedding")
    vectors = layers.Dropout(dropout)(embedding(ids))
    states = layers.LSTM(units, return_sequences=True, name="memory")(vectors)
    return keras.Model(ids, Scores(embedding)(layers.Dropout(dropout)(states)))


def frequencies(text):
    """How often each word of the vocabulary occurs in the training text, as shares (words,).

    One is added to each count, or the logarithm of a word that does not occur would be infinite.
    """
    counts = np.bincount(np.concatenate(text.train), minlength=len(text.vocabulary)) + 1.0
    return (counts / counts.sum()).astype("float32")


def shifted(sequences, end):
    """What a net reads and what it is to say: all sentences in one row, and that row one word later.

    Args:
        sequences: list of int arrays.
        end: int, the id of a sentence's end, with which the first input begins.

    Returns:
        inputs, targets: int32 arrays (tokens,).
    """
    targets = np.concatenate(sequences).astype("int32")
    return np.concatenate([[end], targets[:-1]]).astype("int32"), targets


def train_one(text, *, seed, dropout=0.0, epochs=None, progress=None):
    """Train one net; its weights are those after the epoch with the best perplexity on validation text.

    Args:
        text: Text.
        seed: int, of the weights and of the order of the windows.
        dropout: float.
        epochs: int, by default as many as READ and MOST_EPOCHS say.
        progress: called after each epoch with (epoch, perplexity on validation text), or None.

    Returns:
        model, perplexities: keras.Model, and a list of float, on validation text after each epoch.
    """
    import keras

    from course.batches.pipeline import batches

    keras.utils.set_random_seed(seed)
    end = int(text.valid[0][-1])
    series = shifted(text.train, end)
    count = len(series[0]) // STEPS
    inputs, targets = (part[: count * STEPS].reshape(count, STEPS) for part in series)
    epochs = epochs or min(round(READ / len(series[0])), MOST_EPOCHS)
    model = build_model(frequencies(text), dropout=dropout)
    rate = keras.optimizers.schedules.CosineDecay(RATE, epochs * (count // BATCH))
    model.compile(
        keras.optimizers.Adam(rate, clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=max(count // BATCH, 1),
    )
    perplexities, best = [], []  # the weights of the best epoch so far

    def measure():
        perplexities.append(float(np.exp(-log_probabilities(model, text.valid).mean())))
        place = int(np.argmin(perplexities))
        if place == len(perplexities) - 1:
            best[:] = model.get_weights()
        model.stop_training = len(perplexities) - place > PATIENCE
        return perplexities[-1]

    pairs = batches(inputs, targets, BATCH)
    training.fit(model, pairs, epochs, measure=measure, progress=progress)
    model.set_weights(best)
    return model, perplexities


def log_probabilities(model, sequences, *, alone=False, rows=25):
    """What a net thought of every word before it saw it.

    Args:
        model: as `build_model` makes it.
        sequences: list of int arrays, sentences, each with its end.
        alone: whether each sentence begins with a fresh state. Otherwise all are read on in their order, in so
            many rows side by side.
        rows: int.

    Returns:
        float array (tokens,), natural logarithms in the order of the text.
    """
    from keras import ops

    before, after = shifted(sequences, int(sequences[0][-1]))
    lengths = np.array([len(sequence) for sequence in sequences])
    if not alone:
        full, rest = divmod(len(after), rows)
        lengths = full + (np.arange(rows) < rest)
    places = np.arange(lengths.max()) < lengths[:, None]  # of tokens; the rest is padding
    read, said = np.zeros((2, *places.shape), "int32")
    read[places], said[places] = before, after
    found = []
    for start in range(0, len(read), rows):
        part = slice(start, start + rows)
        losses = ops.sparse_categorical_crossentropy(
            said[part], model.predict_on_batch(read[part]), from_logits=True
        )
        found.append(-ops.convert_to_numpy(losses)[places[part]])
    return np.concatenate(found)


def mixing_weights(logs, rounds=50):
    """How much to believe each of several models, such that their mixture fits a text best.

    Args:
        logs: array (models, tokens), natural logarithms of the probability of each token of a text that none
            of them was trained on.
        rounds: int, steps of expectation maximisation.

    Returns:
        float array (models,), weights that sum to 1.

    Source: Jelinek and Mercer, Interpolated estimation of Markov source parameters, 1980.
    """
    probabilities = np.exp(np.asarray(logs, float))
    weights = np.full(len(probabilities), 1 / len(probabilities))
    for _ in range(rounds):
        shares = weights[:, None] * probabilities
        weights = (shares / shares.sum(axis=0)).mean(axis=1)
    return weights


def fingerprint(name):
    """SHA-256 of the held-out part of a text and of its vocabulary: others need other nets."""
    text = data(name)
    held_out = np.concatenate(text.valid + text.test).astype("int32").tobytes()
    return training.fingerprint(" ".join(text.vocabulary.words).encode() + held_out)


def plans():
    """All nets to train: text, sentences, dropout, seed."""
    return [
        (name, size, dropout, seed)
        for name, sizes in SIZES.items()
        for size in sizes
        for dropout in ((0.0, DROPOUT[name]) if size == MAIN[name] else (DROPOUT[name],))
        for seed in SEEDS
    ]


def train(progress=None):
    """Train all nets and ask each about its held-out text.

    Args:
        progress: called after each net with its Net, or None.

    Returns:
        nets, facts: list of Net in the order of `plans`, and a dict of settings.
    """
    started, nets = time.perf_counter(), []
    for plan in plans():
        nets.append(_net(*plan))
        if progress:
            progress(nets[-1])
    facts = {
        "units": UNITS,
        "read": READ,
        "most_epochs": MOST_EPOCHS,
        "patience": PATIENCE,
        "rate": RATE,
        "texts": {name: fingerprint(name) for name in SIZES},
        **training.made(started),
    }
    return nets, facts


def _net(name, size, dropout, seed):
    text = data(name, size)
    model, perplexities = train_one(text, seed=seed, dropout=dropout)
    logs = [log_probabilities(model, part) for part in (text.valid, text.test)]
    alone = log_probabilities(model, text.test, alone=True)
    return Net(
        name, size, sum(map(len, text.train)), dropout, seed,
        int(np.argmin(perplexities)) + 1,
        *(float(np.exp(-each.mean())) for each in (*logs, alone)),
        tuple(logs) if size == MAIN[name] else None,
    )  # fmt: skip


def load(folder=None):
    """What was kept of the nets.

    Args:
        folder: where the file lies, by default where it ships.

    Returns:
        nets, facts: as `train` returns them; logarithms in half precision.

    Raises:
        CourseError: no such file.
    """
    arrays, facts = storage.load(SHIPPED, folder)
    nets, arrays = [], iter(arrays)
    for kept in facts.pop("nets"):
        is_main = kept["sentences"] == MAIN[kept["text"]]
        nets.append(
            Net(**kept, log_probabilities=(next(arrays), next(arrays)) if is_main else None)
        )
    return nets, facts


def make(name):
    """Train the nets of `name`, a key of VARIANTS, with a bar, and write the file that ships; its Path."""
    from tqdm import tqdm

    with tqdm(total=len(plans()), desc=name, unit="net") as bar:

        def show(net):
            bar.set_postfix_str(f"perplexity {net.test:.1f} on {net.text}", refresh=False)
            bar.update()

        nets, facts = train(show)
    kept = [net._asdict() for net in nets]
    arrays = [array for net in kept for array in net.pop("log_probabilities") or ()]
    return storage.save(name, arrays, {"nets": kept, **facts})
