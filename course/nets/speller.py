"""Listen, attend and spell: the listener's encoder, and a decoder that looks at it and writes digit by digit.

It learns from the same strings as `listener`, in as many steps. Nothing tells it that time goes on: where it
looks next follows from what it finds there. Lab 11 compares the two on strings that are longer than those they
learnt from.

Source: Chan et al. 2016, Listen, attend and spell. There, pyramids of LSTMs shorten the sound; here, two
convolutions do.
"""

import math
import time
from functools import partial

import numpy as np

from course.data import spoken
from course.nets import hearing, listener, storage, training
from course.nets.hearing import BANDS, BLANK, CLASSES, outputs_of, padded

UNITS, SIZE = 128, 32  # units of the decoder, and twice those of the encoder; numbers a symbol
RATE = listener.RATE
END = BLANK  # class 0 ends a string, and as what was written before the first digit it starts one
STEPS = listener.STEPS
LONGEST = 20  # digits that it writes at most
LEVELS = 127  # a byte a weight
SHIPPED = "speller-1"
VARIANTS = {
    f"speller-{seed}": {"seed": seed} for seed in listener.SEEDS
}  # name -> settings of `train`


def build_model(digits=5, units=UNITS):
    """The listener's encoder, and a GRU that attends to its outputs.

    Args:
        digits: int, of the longest string to learn from.
        units: int, even, of the decoder; the encoder has half of them in each direction.

    Returns:
        keras.Model of (features (n, frames, 40), written (n, digits + 1)) -> logits (n, digits + 1, 11).
        What is written starts with 0, and each class after it is that of the digit before.
    """
    import keras
    from keras import layers, ops

    features = keras.Input((None, BANDS), name="features")
    written = keras.Input((digits + 1,), dtype="int32", name="written")
    heard, encoded = listener.heard(features), listener.encoded(features, units // 2)
    parts = {
        "embedding": layers.Embedding(CLASSES, SIZE, name="embedding"),
        "cell": layers.GRUCell(units, name="cell"),
        "query": layers.Dense(units // 2, name="query"),
        "logits": layers.Dense(CLASSES, name="logits"),
    }
    keys = layers.Dense(units // 2, name="keys")(encoded)
    state = context = ops.zeros_like(encoded[:, 0])
    found = []
    for place in range(digits + 1):
        logits, state, context, _ = _write(
            parts, written[:, place], state, context, encoded, keys, heard
        )
        found.append(logits)
    return keras.Model([features, written], ops.stack(found, axis=1))


def _write(parts, last, state, context, encoded, keys, heard):
    """One digit: read the last one and what was seen, look at the sound, decide."""
    from keras import ops

    read = ops.concatenate([parts["embedding"](last), context], axis=-1)
    state, _ = parts["cell"](read, [state])
    scores = ops.einsum("nd,ntd->nt", parts["query"](state), keys) / math.sqrt(keys.shape[-1])
    weights = ops.softmax(ops.where(heard, scores, -1e9), axis=-1)
    context = ops.einsum("nt,ntd->nd", weights, encoded)
    logits = parts["logits"](ops.concatenate([state, context], axis=-1))
    return logits, state, context, weights


def halves(model):
    """The two parts that writing needs.

    Args:
        model: as `build_model` makes it.

    Returns:
        encoder: features (n, frames, 40) -> encoded, keys, heard.
        decoder: [last class (n,), state, context, encoded, keys, heard] -> logits, state, context, weights.
    """
    import keras

    features = model.get_layer("features").output
    encoded, keys = model.get_layer("encoder").output, model.get_layer("keys").output
    encoder = keras.Model(features, [encoded, keys, listener.heard(features)])
    units = model.get_layer("cell").units
    inputs = [
        keras.Input((), dtype="int32"), keras.Input((units,)), keras.Input((units,)),
        keras.Input((None, units)), keras.Input((None, units // 2)), keras.Input((None,), dtype="bool"),
    ]  # fmt: skip
    parts = {name: model.get_layer(name) for name in ("embedding", "cell", "query", "logits")}
    return encoder, keras.Model(inputs, list(_write(parts, *inputs)))


def batches(features, labels, size=hearing.BATCH):
    """Batches to learn from, as `hearing.batches` makes them, with what was written before each digit.

    Args:
        features, labels, size: as there.

    Returns:
        list of ((features, written), classes, counts): written and classes (size, U + 1), where classes end
        with 0; counts is 1 where a digit or the end is asked, and 0 after it.
    """
    found = []
    for sounds, classes in hearing.batches(features, labels, size):
        classes = np.pad(classes, ((0, 0), (0, 1)))
        before = np.pad(classes[:, :-1], ((0, 0), (1, 0)))
        counts = (before != 0).astype("float32")
        counts[:, 0] = 1
        found.append(((sounds, before), classes, counts))
    return found


def spell(model, features):
    """Write what is heard, digit by digit; each digit is read before the next one is written.

    Args:
        model: as `build_model` makes it.
        features: list of float arrays (frames, 40).

    Returns:
        written, weights: lists, one entry a string: the digits, a list of int, and where the net looked, a
        float array (digits, outputs), each row adding up to 1.
    """
    encoder, decoder = halves(model)
    written, looked = [], []
    for start in range(0, len(features), 100):
        some = features[start : start + 100]
        encoded, keys, heard = encoder.predict_on_batch(padded(some))
        state = context = np.zeros((len(some), encoded.shape[-1]), "float32")
        last, rows, maps = np.full(len(some), END, "int32"), [], []
        going = np.ones(len(some), bool)
        while going.any() and len(rows) < LONGEST:
            logits, state, context, weights = decoder.predict_on_batch(
                [last, state, context, encoded, keys, heard]
            )
            last = np.where(going, logits.argmax(axis=-1), END).astype("int32")
            going &= last != END
            rows.append(last)
            maps.append(weights)
        for i, classes in enumerate(np.array(rows).T):
            digits = [int(c) - 1 for c in classes if c != END]
            written.append(digits)
            looked.append(np.array(maps)[: len(digits), i, : outputs_of(len(some[i]))])
    return written, looked


def error_rate(model, features, labels):
    """Share of the digits that a net gets wrong in its own words, as `hearing.error_rate` counts it."""
    return hearing.error_rate(lambda sounds: spell(model, sounds)[0], features, labels)


def learn(model, lessons, *, steps, seed=1, each=None):
    """Train a model on batches of right digits (teacher forcing).

    Args:
        model: as `build_model` makes it.
        lessons: list of batches, as `batches` gives them.
        steps: int.
        seed: int, of the order.
        each: called with the number of steps taken, from 0 on, or None.
    """
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(training.optimizer(RATE, steps, clip=1.0), loss, jit_compile=False)
    hearing.fit(model, lessons, steps, seed, each)


def train(seed=1, steps=None, progress=None):
    """Train one net, and measure what it can do.

    Args:
        seed: int, of the weights and of the order of the strings.
        steps: int, by default as many as `listener` takes.
        progress: called every 100 steps with (how often, error rate of `valid`), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`.
    """
    import keras

    keras.utils.set_random_seed(seed)
    steps = steps or STEPS
    lessons, exams = hearing.lessons(), hearing.exams()

    def measure(strings):
        return round(error_rate(model, spoken.features(strings), strings.labels), 4)

    model = build_model()
    started = time.perf_counter()
    course = hearing.watched(
        partial(
            learn, model, batches(spoken.features(lessons), lessons.labels), steps=steps, seed=seed
        ),
        lambda: measure(exams["valid"]), steps, progress,
    )  # fmt: skip
    facts = {
        "seed": seed,
        "steps": steps,
        "strings": len(lessons.labels),
        "parameters": model.count_params(),
        "sounds": hearing.fingerprint(),
        "errors": {part: measure(exams[part]) for part in ("new", "long")},
        "lengths": [[digits, measure(part)] for digits, part in hearing.lengths().items()],
        **training.made(started),
        **course,
    }
    return model, facts


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


def record(name=SHIPPED, folder=None):
    """What is known of a trained net, a key of VARIANTS: a dict, as `train` returns it."""
    return storage.load(name, folder)[1]


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""
    model, facts = hearing.with_bar(name, train, STEPS, **VARIANTS[name])
    return storage.save(name, model.get_weights(), facts, levels=LEVELS)
