"""Which recurrent layer is best? Four kinds with equally many weights, three puzzles, three seeds: 36 nets.

All have the same budget: examples, epochs, batches, optimizer, rise and fall of the learning rate. Its
peak is chosen for each kind and puzzle, out of the same few, by a training run with a seed that counts nowhere
else. Lab 03 measures the nets on examples that none of them has seen.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.data import puzzles
from course.nets import storage, training

KINDS = ("SimpleRNN", "GRU", "LSTM", "peephole LSTM")
SEEDS, TRIAL_SEED = (1, 2, 3), 0
RATES = (0.003, 0.01, 0.03, 0.1, 0.3)
EXAMPLES, BATCH, EPOCHS, VALIDATION = 12_800, 128, 4, 1_000
SHIPPED = "variants"
QUICK = {
    "kernel_initializer": "zeros",
    "recurrent_initializer": "zeros",
}  # where weights are set anyway
VARIANTS = {SHIPPED: {}}


@dataclass(frozen=True)
class Puzzle:
    """What a net is trained for.

    Attributes:
        make: function of `course.data.puzzles`.
        outputs: numbers that the net gives at a step.
        due: at how many of the last steps; None for all.
        loss: name of a Keras loss class that takes logits, or "mse".
        is_right: function of outputs and targets, arrays, that tells which examples (count,) are right.
        units: for each of KINDS, such that the net has about 4,000 weights.
    """

    make: Callable
    outputs: int
    due: int | None
    loss: str
    is_right: Callable
    units: tuple


PUZZLES = {
    "adding": Puzzle(
        puzzles.adding, 1, 1, "mse",
        lambda outputs, sums: (abs(outputs - sums) < 0.05).all(axis=(1, 2)),
        (61, 34, 30, 30),
    ),
    "timing": Puzzle(
        puzzles.timing, 1, None, "BinaryCrossentropy",
        lambda outputs, pulses: ((outputs > 0) == (pulses > 0)).all(axis=(1, 2)),
        (62, 35, 31, 30),
    ),
    "copying": Puzzle(
        puzzles.copying, puzzles.SYMBOLS, 5, "SparseCategoricalCrossentropy",
        lambda outputs, symbols: (outputs.argmax(axis=-1) == symbols).all(axis=1),
        (55, 30, 26, 26),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Net:
    """One trained net.

    Attributes:
        puzzle, kind: str, keys of PUZZLES and one of KINDS.
        seed: int, of its weights and of its examples.
        model: keras.Model of inputs (n, steps, features) -> outputs (n, due steps, outputs).
    """

    puzzle: str
    kind: str
    seed: int
    model: object


def build_model(puzzle, kind, **options):
    """A recurrent layer, and a dense one at the steps at which an answer is due.

    Args:
        puzzle: a key of PUZZLES.
        kind: one of KINDS.
        **options: further arguments of the recurrent layer; `units` takes the place of those of the puzzle.

    Returns:
        keras.Model, not compiled.
    """
    import keras
    from keras import layers

    from course.layers.peephole import PeepholeLSTMCell

    what = PUZZLES[puzzle]
    options = {"units": what.units[KINDS.index(kind)], **options}
    if kind == "peephole LSTM":
        layer = layers.RNN(PeepholeLSTMCell(**options), return_sequences=True)
    else:
        layer = getattr(layers, kind)(**options, return_sequences=True)
    steps, features = what.make(1, seed=0)[0].shape[1:]
    return keras.Sequential(
        [
            keras.Input((steps, features)),
            layer,
            layers.Cropping1D((steps - (what.due or steps), 0)),
            layers.Dense(what.outputs),
        ]
    )


def train_one(puzzle, kind, seed, rate, epochs=EPOCHS, **options):
    """Train one net.

    Args:
        puzzle: a key of PUZZLES.
        kind: one of KINDS.
        seed: int, of the weights, the examples and their order.
        rate: the learning rate at its peak.
        epochs: int.
        **options: of the recurrent layer, as in `build_model`.

    Returns:
        keras.Model.
    """
    import keras

    from course.batches.pipeline import batches

    keras.utils.set_random_seed(seed)
    model, what = build_model(puzzle, kind, **options), PUZZLES[puzzle]
    steps = epochs * (EXAMPLES // BATCH)
    loss = what.loss if what.loss == "mse" else getattr(keras.losses, what.loss)(from_logits=True)
    model.compile(training.optimizer(rate, steps), loss, steps_per_execution=EXAMPLES // BATCH)
    model.fit(batches(*what.make(EXAMPLES, seed=seed), BATCH), epochs=epochs, verbose=0)
    return model


def unseen(puzzle):
    """The 1,000 examples, inputs and targets, that all nets of a puzzle are compared on; newly drawn."""
    return PUZZLES[puzzle].make(1_000, seed=2_003)


def share_right(puzzle, model, inputs, targets):
    """Share of examples that are right from beginning to end.

    Args:
        puzzle: a key of PUZZLES.
        model: for this puzzle.
        inputs, targets: arrays, as the puzzle's function makes them.

    Returns:
        float.
    """
    return float(PUZZLES[puzzle].is_right(np.asarray(model(inputs)), targets).mean())


def fingerprint():
    """SHA-256 of some examples: puzzles that change need other weights."""
    arrays = [array for what in PUZZLES.values() for array in what.make(50, seed=1)]
    return training.fingerprint(b"".join(array.tobytes() for array in arrays))


def train(progress=None):
    """Choose the learning rates and train all 36 nets.

    Args:
        progress: called after each training with (how many there were, share right), or None.

    Returns:
        arrays, facts: one array a net, in the order of facts["nets"], and settings and results.
    """
    started, done, rates, arrays, nets = time.perf_counter(), 0, {}, [], []
    for puzzle, what in PUZZLES.items():
        unseen = what.make(VALIDATION, seed=1_000)
        for kind in KINDS:
            trials = {}
            for rate in RATES:
                model = train_one(puzzle, kind, TRIAL_SEED, rate)
                trials[rate] = model.evaluate(*unseen, batch_size=VALIDATION, verbose=0)
                done += 1
                if progress:
                    progress(done, share_right(puzzle, model, *unseen))
            rates[f"{puzzle}, {kind}"] = trials
            rate = min(trials, key=trials.get)
            for seed in SEEDS:
                model = train_one(puzzle, kind, seed, rate)
                share = share_right(puzzle, model, *unseen)
                arrays.append(storage.flat(model))
                nets.append(
                    {"puzzle": puzzle, "kind": kind, "seed": seed, "rate": rate, "right": share}
                )
                done += 1
                if progress:
                    progress(done, share)
    facts = {
        "nets": nets,
        "losses_of_rates": rates,
        "examples": EXAMPLES,
        "batch": BATCH,
        "epochs": EPOCHS,
        "data": fingerprint(),
        **training.made(started),
    }
    return arrays, facts


def load(folder=None):
    """The trained nets.

    Args:
        folder: where their weights lie, by default where they ship.

    Returns:
        list of Net.

    Raises:
        CourseError: no such weights.
    """
    arrays, facts = storage.load(SHIPPED, folder)
    nets = []
    for array, settings in zip(arrays, facts["nets"], strict=True):
        model = build_model(settings["puzzle"], settings["kind"], **QUICK)
        storage.set_flat(model, array)
        nets.append(Net(settings["puzzle"], settings["kind"], settings["seed"], model))
    return nets


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    trainings = len(PUZZLES) * len(KINDS) * (len(RATES) + len(SEEDS))
    return training.with_bar(name, train, trainings, "examples right", unit="net", **settings)


def make(name):
    """Train the nets of `name`, a key of VARIANTS, with a bar, and write the file that ships; its Path."""
    arrays, facts = train_with_bar(name, **VARIANTS[name])
    return storage.save(name, arrays, facts)
