"""A network that hears strings of digits: two convolutions, a bidirectional GRU, and CTC.

Lab 11 explains every line of the model and of its loss; this module repeats them, trains the nets that the lab
compares, and keeps what they can do: with new voices, with longer strings, beyond the voices that they know.
"""

import time
from functools import partial

import numpy as np

from course.data import spoken
from course.nets import hearing, storage, training
from course.nets.hearing import BANDS, BLANK, CLASSES, STRIDE, outputs_of, padded
from course.speech import decoding

UNITS, WIDTH, STEPS, RATE = 64, 5, 500, 0.008
EDGE = (0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6)  # vocal-tract scales
SNAPSHOTS = (0, 10, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500)  # steps
LEVELS = 127  # a byte a weight
SEEDS = (1, 2, 3)
WITH_WEIGHTS = {f"listener-{seed}": {"seed": seed} for seed in SEEDS}
RECORDED = {f"listener-global-{seed}": {"seed": seed, "each_string": False} for seed in SEEDS}
VARIANTS = WITH_WEIGHTS | RECORDED  # name -> settings of `train`
SHIPPED = "listener-1"


def build_model(units=UNITS):
    """Two convolutions that halve the time steps, a bidirectional GRU, a logit for each class.

    Args:
        units: int, of the GRU in each direction.

    Returns:
        keras.Model of features (n, frames, 40), in which frames of zeros on the right are padding -> logits
        (n, outputs, 11). It learns from batches (features, classes), classes (n, U) padded with 0.
    """
    import keras
    from keras import layers, ops

    class Listener(keras.Model):
        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            symbols = ops.sum(ops.cast(ops.not_equal(y, BLANK), "int32"), axis=1)
            outputs = ops.sum(ops.cast(heard(x), "int32"), axis=1)  # not the width of the batch
            return ops.mean(ops.ctc_loss(y, y_pred, symbols, outputs, mask_index=BLANK))

    features = keras.Input((None, BANDS), name="features")
    return Listener(features, layers.Dense(CLASSES, name="logits")(encoded(features, units)))


def heard(features):
    """Which outputs belong to the sound: features (n, frames, 40) -> bool (n, outputs)."""
    from keras import ops

    return ops.any(ops.not_equal(features, 0), axis=-1)[:, ::STRIDE]


def encoded(features, units):
    """What the net, and the speller likewise, makes of a sound: two convolutions and a bidirectional GRU.

    Args:
        features: keras.KerasTensor (n, frames, 40).
        units: int, of the GRU in each direction.

    Returns:
        keras.KerasTensor (n, outputs, 2 * units).
    """
    from keras import layers

    # Without a bias, silence that was only padded stays 0, so that a string sounds alike in every batch.
    halve = partial(
        layers.Conv1D, 64, WIDTH, strides=2, padding="same", use_bias=False, activation="relu"
    )
    read = halve(name="halve_again")(halve(name="halve")(features))
    both = layers.Bidirectional(layers.GRU(units, return_sequences=True), name="encoder")
    return both(read, mask=heard(features))


def hear(model, features):
    """What the net makes of some strings.

    Args:
        model: as `build_model` makes it.
        features: list of float arrays (frames, 40).

    Returns:
        list of float arrays (outputs, 11), log-probabilities, padding cut off.
    """
    found = [None] * len(features)
    order = np.argsort([len(sound) for sound in features], kind="stable")
    for rows in np.array_split(order, max(1, -(-len(order) // 50))):
        logits = model.predict_on_batch(padded([features[i] for i in rows]))
        logits = logits - logits.max(axis=-1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=-1, keepdims=True))
        for i, row in zip(rows, logits, strict=True):
            found[i] = row[: outputs_of(len(features[i]))]
    return found


def written(model, features):
    """The digits that the net hears, decoded greedily: a list of lists of int, one a string."""
    return [[c - 1 for c in decoding.greedy(logs, blank=BLANK)] for logs in hear(model, features)]


def error_rate(model, features, labels):
    """Share of the digits that a net gets wrong, as `hearing.error_rate` counts it."""
    return hearing.error_rate(partial(written, model), features, labels)


def example():
    """The string of the snapshots, the first of `new` in `hearing.exams`: a Spoken that has no other."""
    return spoken.strings(1, seed=hearing.TEST_SEED, voices="new")


def learn(model, lessons, *, steps=STEPS, seed=1, each=None):
    """Train a model on batches, which come in another order in every epoch.

    Args:
        model: as `build_model` makes it.
        lessons: list of batches, as `hearing.batches` gives them.
        steps: int.
        seed: int, of the order.
        each: called with the number of steps taken, from 0 on, or None.
    """
    # The loss is a sum over frames: unclipped, its first gradients would spoil Adam's averages for long.
    model.compile(training.optimizer(RATE, steps, clip=1.0), jit_compile=False)
    hearing.fit(model, lessons, steps, seed, each)


def train(seed=1, each_string=True, steps=None, progress=None):
    """Train one net, and measure what it can do.

    Args:
        seed: int, of the weights and of the order of the strings.
        each_string: whether each string is normalised by its own mean and variance; or all by those of the
            strings to learn from.
        steps: int, by default STEPS.
        progress: called every 100 steps with (how often, error rate of `valid`), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`.
    """
    import keras

    keras.utils.set_random_seed(seed)
    steps = steps or STEPS
    lessons, exams, scale = hearing.lessons(), hearing.exams(), None
    if not each_string:
        frames = np.concatenate(spoken.features(lessons, normalise=False))
        scale = frames.mean(axis=0), frames.std(axis=0)

    def features(strings):
        if scale is None:
            return spoken.features(strings)
        return [
            (sound - scale[0]) / scale[1] for sound in spoken.features(strings, normalise=False)
        ]

    def measure(strings):
        return round(error_rate(model, features(strings), strings.labels), 4)

    model = build_model()
    batches = hearing.batches(features(lessons), lessons.labels)
    valid, sharper = features(exams["valid"]), []

    def snapshot(step):
        if step in SNAPSHOTS:
            (logs,) = hear(model, features(example()))
            sharper.append([step, np.round(logs, 2).tolist()])

    started = time.perf_counter()
    course = hearing.watched(
        partial(learn, model, batches, steps=steps, seed=seed),
        lambda: error_rate(model, valid, exams["valid"].labels),
        steps, progress, snapshot,
    )  # fmt: skip
    facts = {
        "seed": seed,
        "each_string": each_string,
        "steps": steps,
        "strings": len(lessons.labels),
        "parameters": model.count_params(),
        "sounds": hearing.fingerprint(),
        "errors": {
            "new": measure(exams["new"]),
            "long": measure(exams["long"]),
            "quiet": measure(hearing.quiet()),
        },
        "lengths": [[digits, measure(part)] for digits, part in hearing.lengths().items()],
        "edge": [[tract, measure(hearing.edge(tract))] for tract in EDGE],
        "snapshots": sharper,
        **training.made(started),
        **course,
    }
    return model, facts


def load(name=SHIPPED, folder=None):
    """A trained net.

    Args:
        name: a key of WITH_WEIGHTS.
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
    kept = model.get_weights() if name in WITH_WEIGHTS else []
    return storage.save(name, kept, facts, levels=LEVELS)
