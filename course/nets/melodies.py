"""An LSTM that learns melodies, event by event, and composes; beside it a trigram, which remembers two events.

Both are told a key and a metre, and write on from there. Nothing tells them how full a bar is, which notes
belong to the key, or that a phrase comes back: what they keep of it, they have learnt from melodies
(`course.data.melodies`).
"""

import time
from functools import lru_cache

import numpy as np

from course.data import melodies
from course.nets import storage, training

MELODIES, TEST, DATA_SEED, TEST_SEED = 6_000, 500, 6, 7
SIZE, UNITS, BATCH, EPOCHS, RATE = 32, 128, 32, 25, 0.008
LONGEST = 90  # events of a composed melody, about twice as many as one of the rules has
LEVELS = 100  # steps to which weights are rounded: a byte a weight
SHIPPED = "melodies"
VARIANTS = {SHIPPED: {"seed": 1}}


@lru_cache(maxsize=1)
def data():
    """The melodies that the net learns from, a list of Melody."""
    return melodies.draw(MELODIES, seed=DATA_SEED)


def fingerprint():
    """SHA-256 of some melodies: rules that change need other weights."""
    return training.fingerprint(melodies.encode(melodies.draw(50, seed=DATA_SEED)).tobytes())


def build_model():
    """Embedding, LSTM, a logit for every event.

    Returns:
        keras.Model of ids (n, t), padded on the right -> logits (n, t, events + 1); logits at t are for the
        event after it.
    """
    import keras
    from keras import layers

    events = len(melodies.EVENTS) + 1
    wide = keras.initializers.RandomNormal(stddev=0.5)
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(events, SIZE, embeddings_initializer=wide, mask_zero=True),
            layers.LSTM(UNITS, return_sequences=True),
            layers.Dense(events),
        ]
    )


class Trigram:
    """How often each event came after each pair of events.

    Args:
        ids: int array (n, t) of melodies, padded with 0 on the right.
    """

    def __init__(self, ids):
        events = len(melodies.EVENTS) + 1
        self._counts = np.zeros((events, events, events), "float32")
        triples = np.stack([ids[:, :-2], ids[:, 1:-1], ids[:, 2:]])
        np.add.at(self._counts, tuple(triples[:, triples[2] > 0]), 1)

    def start(self, count):
        """The state before the first event of `count` melodies."""
        return np.zeros(count, int)

    def step(self, last, ids):
        """One event: logits (n, events + 1), -inf for what has never come, and the new state."""
        with np.errstate(divide="ignore"):
            return np.log(self._counts[last, ids]), ids


class _Stepwise:
    """A net of `build_model`, one event at a time."""

    def __init__(self, model):
        self._embedding, self._lstm, self._logits = model.layers

    def start(self, count):
        return [np.zeros((count, self._lstm.units), "float32")] * 2

    def step(self, state, ids):
        import keras

        vectors = keras.ops.take(self._embedding.embeddings, ids, axis=0)
        output, state = self._lstm.cell(vectors, state)
        return keras.ops.convert_to_numpy(self._logits(output)), state


def compose(model, beginnings, *, temperature=1.0, seed):
    """Let a model write melodies.

    Args:
        model: a keras.Model of `build_model`, or a Trigram.
        beginnings: list of (key, metre), as in ("G", "3/4"), one a melody.
        temperature: above 0; the lower, the more often the likeliest event is taken.
        seed: int.

    Returns:
        list of Melody; what has not ended after LONGEST events is cut off there.

    Raises:
        ValueError: temperature is not above 0, or there is no such key or metre.
    """
    if not temperature > 0:
        raise ValueError(f"a temperature must be above 0, got {temperature}")
    writer = model if isinstance(model, Trigram) else _Stepwise(model)
    rng = np.random.default_rng(seed)
    known = [pair for pair in beginnings if pair[0] in melodies.KEYS and pair[1] in melodies.METRES]
    if not beginnings or known != list(beginnings):
        raise ValueError(
            f"each beginning is a key of {', '.join(melodies.KEYS)} and a metre of "
            f"{', '.join(melodies.METRES)}, got {beginnings}"
        )
    rows = melodies.encode([melodies.Melody(key, metre, ()) for key, metre in beginnings])[:, :2]
    state = writer.start(len(rows))
    _, state = writer.step(state, rows[:, 0])
    while rows.shape[1] < LONGEST:
        logits, state = writer.step(state, rows[:, -1])
        noisy = logits[:, 1:] / temperature + rng.gumbel(size=(len(rows), logits.shape[1] - 1))
        rows = np.column_stack([rows, 1 + noisy.argmax(axis=1)])
    return [melodies.decode(row) for row in rows]


def beginnings(count):
    """So many beginnings, each pair of key and metre as often as any other."""
    pairs = [(key, metre) for metre in melodies.METRES for key in melodies.KEYS]
    return [pairs[place % len(pairs)] for place in range(count)]


def judged(composed, known):
    """What melodies are like, on average.

    Args:
        composed: list of Melody.
        known: list of Melody, those that a model has learnt from.

    Returns:
        dict of floats: bars_right, notes_in_key, phrases_back, as in `course.data.melodies`; copied, the share
        of melodies that stand among the known ones; first_copied, the share of those whose first phrase is one
        of their first phrases.
    """
    firsts = {phrase for one in known for phrase in one.phrases[:1]}
    measures = {
        "bars_right": map(melodies.bars_right, composed),
        "notes_in_key": map(melodies.notes_in_key, composed),
        "phrases_back": map(melodies.phrases_back, composed),
        "copied": map(set(known).__contains__, composed),
        "first_copied": (bool(firsts.intersection(one.phrases[:1])) for one in composed),
    }
    return {name: float(np.mean(list(numbers))) for name, numbers in measures.items()}


def train(seed=1, epochs=None, progress=None):
    """Train the net.

    Args:
        seed: int, of the weights and of the order of the melodies.
        epochs: int, by default EPOCHS.
        progress: called after each epoch with (epoch, share of unseen events right), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`.
    """
    import keras

    from course.batches.pipeline import batches

    keras.utils.set_random_seed(seed)
    epochs = epochs or EPOCHS
    known = data()
    ids, unseen = melodies.encode(known), melodies.encode(melodies.draw(TEST, seed=TEST_SEED))
    lessons = batches(ids[:, :-1], ids[:, 1:], BATCH)
    model = build_model()
    model.compile(
        training.optimizer(RATE, epochs * len(lessons)),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0),
        steps_per_execution=len(lessons),
    )
    started = time.perf_counter()
    shares = training.fit(
        model, lessons, epochs, progress=progress, measure=lambda: share_right(model, unseen)
    )
    facts = {
        "seed": seed,
        "melodies": len(known),
        "epochs": epochs,
        "data": fingerprint(),
        "right": shares,
        "composed": judged(compose(model, beginnings(TEST), seed=seed), known),
        **training.made(started),
    }
    return model, facts


def share_right(model, ids):
    """Share of the events that a net gets right, given those before them.

    Args:
        model: as `build_model` makes it.
        ids: int array (n, t) of melodies, padded with 0 on the right.

    Returns:
        float. Even a perfect net stays well below 1: the rules leave much to chance.
    """
    guesses, targets = model.predict_on_batch(ids[:, :-1]).argmax(axis=-1), ids[:, 1:]
    return float((guesses == targets)[targets > 0].mean())


def load(name=SHIPPED, folder=None):
    """A trained net.

    Args:
        name: a key of VARIANTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """
    return storage.load_model(name, lambda facts: build_model(), folder)


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    return training.with_bar(name, train, EPOCHS, "unseen events right", **settings)


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""
    model, facts = train_with_bar(name, **VARIANTS[name])
    return storage.save(name, model.get_weights(), facts, levels=LEVELS)
