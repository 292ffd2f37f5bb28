"""The small nets of lab 01 with further seeds: adders, nets that hand something on, calculators.

Lab 01 trains some of them before the student's eyes, in the same way; a result of one seed is none.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.data import arithmetic
from course.nets import storage, training

BATCH, BETA = 128, 0.98
SHIPPED = "calculators"
VARIANTS = {SHIPPED: {}}


@dataclass(frozen=True)
class Kind:
    """What a net is, what it learns from, and for how long.

    Attributes:
        build: function without arguments that gives a keras.Model.
        data: function of a seed that gives inputs and targets.
        epochs: int.
        rate: the learning rate at its peak.
        seeds: those that ship.
    """

    build: Callable
    data: Callable
    epochs: int
    rate: float
    seeds: tuple


def _adder(units):
    from keras import Input, Sequential, layers

    return Sequential([Input((2,)), layers.Dense(units, activation="tanh"), layers.Dense(1)])


def fed_back(width, units):
    """Two dense layers, called once for each number after the first; all outputs go back in.

    Args:
        width: how many outputs there are; the first of them is the result.
        units: of the hidden layer.

    Returns:
        keras.Model of numbers (n, 4) -> results (n, 1), not compiled.
    """
    import keras
    from keras import layers

    hidden, output = layers.Dense(units, activation="tanh"), layers.Dense(width)
    numbers = keras.Input((4,))
    handed_on = keras.ops.pad(numbers[:, :1], ((0, 0), (0, width - 1)))
    for place in (1, 2, 3):
        handed_on = output(hidden(layers.concatenate([handed_on, numbers[:, place : place + 1]])))
    return keras.Model(numbers, handed_on[:, :1])


def _recurrent():
    from keras import Input, Sequential, layers

    return Sequential([Input((None, 1)), layers.SimpleRNN(8), layers.Dense(1)])


def _calculator():
    import keras
    from keras import layers

    numbers = keras.Input((None, 1))
    states = layers.SimpleRNN(32, return_sequences=True)(numbers)
    return keras.Model(numbers, layers.Dense(1)(states)[:, 2::2])


def _program(seed):
    numbers, results = arithmetic.signed_sums(8192, "++--", seed=seed)
    return numbers[..., None], results


def _step_by_step(seed):
    """What one output can say if it is told to: a + b + 5, then a + b - c - 7, then the result."""
    a, b, c, d = arithmetic.signed_sums(8192, "++--", seed=seed)[0].T
    said = [a + b + 5, a + b - c - 7, a + b - c - d]
    read = [(a, b), (said[0], c), (said[1], d)]
    inputs = np.concatenate([np.stack(pair, axis=1) for pair in read])
    return inputs, np.concatenate(said)[:, None]


KINDS = {
    "adder": Kind(
        lambda: _adder(16),
        lambda seed: arithmetic.signed_sums(8192, "++", low=-3, high=3, seed=seed),
        20, 0.05, (2, 3),
    ),
    "one output fed back": Kind(
        lambda: fed_back(1, 22),
        lambda seed: arithmetic.signed_sums(8192, "++--", seed=seed),
        30, 0.02, (1, 2, 3),
    ),
    "two outputs fed back": Kind(
        lambda: fed_back(2, 14),
        lambda seed: arithmetic.signed_sums(8192, "++--", seed=seed),
        30, 0.02, (1, 2, 3),
    ),
    "one output, told what to say": Kind(lambda: _adder(22), _step_by_step, 30, 0.02, (1, 2, 3)),
    "hidden layer fed back": Kind(_recurrent, _program, 30, 0.02, tuple(range(2, 25))),
    "calculator": Kind(
        _calculator, lambda seed: arithmetic.chains(4096, 5, seed=seed), 30, 0.01, (2, 3)
    ),
    "calculator that multiplies": Kind(
        _calculator,
        lambda seed: arithmetic.chains(4096, 5, operations="+-*", seed=seed),
        30, 0.01, (1, 2, 3),
    ),
}  # fmt: skip


def train_one(kind, seed):
    """Train one net.

    Args:
        kind: a key of KINDS.
        seed: int, of the weights, the examples and their order.

    Returns:
        keras.Model.
    """
    import keras

    from course.batches.pipeline import batches

    what = KINDS[kind]
    keras.utils.set_random_seed(seed)
    model, data = what.build(), batches(*what.data(seed), BATCH)
    steps = len(data)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, (what.epochs - 1) * steps, warmup_target=what.rate, warmup_steps=steps
    )
    model.compile(keras.optimizers.Adam(rate, beta_2=BETA), "mse", steps_per_execution=steps)
    model.fit(data, epochs=what.epochs, verbose=0)
    return model


def loss(kind, model, seed=1_000):
    """Mean squared error on examples of a seed that no net has learned from."""
    inputs, targets = KINDS[kind].data(seed)
    return float(np.mean((np.asarray(model(inputs)) - targets) ** 2))


def fingerprint():
    """A digest of some examples: other data need other weights."""
    arrays = [array[:50] for what in KINDS.values() for array in what.data(1)]
    return training.fingerprint(b"".join(array.tobytes() for array in arrays))


def train(progress=None):
    """Train all nets.

    Args:
        progress: called after each training with (how many there were, its loss), or None.

    Returns:
        arrays, facts: one array a net, in the order of facts["nets"], and settings and results.
    """
    started, arrays, nets = time.perf_counter(), [], []
    for kind, what in KINDS.items():
        for seed in what.seeds:
            model = train_one(kind, seed)
            arrays.append(storage.flat(model))
            nets.append({"kind": kind, "seed": seed, "loss": loss(kind, model)})
            if progress:
                progress(len(nets), nets[-1]["loss"])
    settings = {kind: [what.epochs, what.rate] for kind, what in KINDS.items()}
    facts = {"nets": nets, "settings": settings, "data": fingerprint(), **training.made(started)}
    return arrays, facts


def load(kind, folder=None):
    """The trained nets of one kind.

    Args:
        kind: a key of KINDS.
        folder: where their weights lie, by default where they ship.

    Returns:
        list of keras.Model, one a seed.

    Raises:
        CourseError: no such weights.
    """
    arrays, facts = storage.load(SHIPPED, folder)
    models = []
    for array, told in zip(arrays, facts["nets"], strict=True):
        if told["kind"] == kind:
            models.append(KINDS[kind].build())
            storage.set_flat(models[-1], array)
    return models


def make(name):
    """Train the nets of `name`, a key of VARIANTS, with a bar, and write the file that ships; its Path."""
    count = sum(len(what.seeds) for what in KINDS.values())
    arrays, facts = training.with_bar(
        name, train, count, "mean squared error", unit="net", form="{:.5f}", **VARIANTS[name]
    )
    return storage.save(name, arrays, facts)
