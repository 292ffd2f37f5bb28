"""How long can the net of lecture 4 keep one letter, and what in Keras' SimpleRNN makes it longer?

The lecture's net has a sigmoid, no biases, and learns by plain gradient descent. Of the start it says nothing:
here it is that of the tutorial that it names, evenly between plus and minus 1 / sqrt(inputs). The net goes to
the school of `course.nets.delays`, with eight times the updates for each delay. Then one thing at a time is as
in Keras: the activation, the start of W, the optimizer.
"""

import time
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course.data import recall
from course.nets import delays, school, storage, training

UNITS = delays.UNITS["SimpleRNN"]
DELAYS = (2, 5, 10, 20, 50)
SEEDS, TRIAL_SEED = delays.SEEDS, delays.TRIAL_SEED
RATES = {"SGD": (0.3, 1.0, 3.0), "Adam": (0.001, 0.003), "one length": (0.1, 0.3, 1.0)}
ROUND, ROUNDS = (
    250,
    16,
)  # a delay has at most 4,000 updates, as many as other kinds have in their whole school
NOTED = ("kind", "seed", "delay", "right", "updates")  # of a pupil, in the file
LECTURE = "lecture"
SHIPPED = "vanilla"
VARIANTS = {SHIPPED: {}}


class Net(NamedTuple):
    """What is set in a net: activation, start of W ("uniform" or "orthogonal"), optimizer (a key of RATES).

    "one length" is gradient descent whose steps all have the same length, the rate: is it small gradients that
    stop the lecture's net?
    """

    activation: str = "sigmoid"
    start: str = "uniform"
    optimizer: str = "SGD"


NETS = {
    LECTURE: Net(),
    "orthogonal": Net(start="orthogonal"),
    "tanh": Net(activation="tanh"),
    "Adam": Net(optimizer="Adam"),
    "one length": Net(optimizer="one length"),
}


def build_model(name):
    """A net without biases: one-hot letters, one recurrent layer, one logit per letter.

    Args:
        name: a key of NETS.

    Returns:
        keras.Model of ids (n, steps) -> logits (n, letters), not compiled.

    Source: lecture 4, slide "Vanilla" Recurrent Neural Network.
    """
    import keras
    from keras import layers

    def evenly(inputs):
        return keras.initializers.RandomUniform(-(inputs**-0.5), inputs**-0.5)

    letters, net = len(recall.LETTERS), NETS[name]
    one_hot = layers.Embedding(letters, letters, embeddings_initializer="identity", trainable=False)
    recurrent = layers.SimpleRNN(
        UNITS,
        activation=net.activation,
        use_bias=False,
        kernel_initializer=evenly(letters),
        recurrent_initializer="orthogonal" if net.start == "orthogonal" else evenly(UNITS),
    )
    answer = layers.Dense(letters, use_bias=False, kernel_initializer=evenly(UNITS))
    return keras.Sequential([keras.Input((None,), dtype="int32"), one_hot, recurrent, answer])


@lru_cache
def _shared_model():
    return build_model(LECTURE)


def model_of(pupil):
    """The net of a pupil; all share one model, which holds the weights of the one that came last."""
    storage.set_flat(_shared_model(), pupil.weights)
    return _shared_model()


def optimizer(name, rate):
    """A keras.Optimizer: one of RATES, with this learning rate."""
    import keras

    if name == "one length":
        tiny = 1e-7  # below all gradients, so each is cut to it; the rate makes up for that
        return keras.optimizers.SGD(rate / tiny, global_clipnorm=tiny)
    return getattr(keras.optimizers, name)(rate)


def train_one(name, seed, rate):
    """Send one net through school, until it has less than `delays.LEAVES` right.

    Args:
        name: a key of NETS.
        seed: int, of the weights and of the rows.
        rate: learning rate.

    Returns:
        list of delays.Pupil, one per delay.
    """
    import keras

    keras.utils.set_random_seed(seed)
    model = build_model(name)
    model.compile(
        optimizer(NETS[name].optimizer, rate),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=50,
    )
    record, round_seed = [], 1_000 * (seed + 1)
    for delay in DELAYS:
        shares = list(
            school.lessons(model, delay, first_seed=round_seed, updates=ROUND, rounds=ROUNDS)
        )
        round_seed += len(shares)
        updates = ROUND * len(shares)
        record.append(delays.Pupil(name, seed, delay, shares[-1], updates, storage.flat(model)))
        if shares[-1] < delays.LEAVES:
            break
    return record


def train(progress=None, one=train_one):
    """Choose a learning rate for each net of NETS, and send it through school with SEEDS.

    Args:
        progress: called after each net with (how many there were, share right at its last delay), or None.
        one: function of (name, seed, rate) that trains a net.

    Returns:
        arrays, facts: the weights of the lecture's nets after each delay, and settings and results of all nets.
    """
    started, done, rates, nets, arrays = time.perf_counter(), 0, {}, [], []

    def taught(name, seed, rate):
        nonlocal done
        record = one(name, seed, rate)
        done += 1
        if progress:
            progress(done, record[-1].right)
        return record

    for name, net in NETS.items():
        trials = {rate: taught(name, TRIAL_SEED, rate) for rate in RATES[net.optimizer]}
        rate = max(trials, key=lambda rate: delays.worth(trials[rate]))
        rates[name] = {
            "chosen": rate,
            "right": {rate: [pupil.right for pupil in record] for rate, record in trials.items()},
        }
        for seed in SEEDS:
            record = taught(name, seed, rate)
            nets += [{fact: getattr(pupil, fact) for fact in NOTED} for pupil in record]
            if name == LECTURE:
                arrays += [pupil.weights for pupil in record]
    facts = {
        "nets": nets,
        "rates": rates,
        "delays": DELAYS,
        "units": UNITS,
        "batch": school.BATCH,
        "most_updates": ROUND * ROUNDS,
        "data": delays.fingerprint(),
        **training.made(started),
    }
    return arrays, facts


def load(folder=None):
    """The lecture's nets as they were after each delay, and how long all nets lasted.

    Args:
        folder: where the file lies, by default where it ships.

    Returns:
        pupils, facts: list of delays.Pupil, seed by seed in the order of the delays, and what `train` noted.

    Raises:
        CourseError: there is no such file.
    """
    arrays, facts = storage.load(SHIPPED, folder)
    theirs = [net for net in facts["nets"] if net["kind"] == LECTURE]
    return [
        delays.Pupil(**net, weights=array) for array, net in zip(arrays, theirs, strict=True)
    ], facts


def longest():
    """The longest delay that each net solved when it was trained.

    Returns:
        {name: list of int, one for each of SEEDS}.
    """
    nets = load()[1]["nets"]
    solved = [
        (net["kind"], net["seed"], net["delay"]) for net in nets if net["right"] >= delays.SOLVED
    ]
    return {
        name: [
            max([0, *(delay for *net, delay in solved if net == [name, seed])]) for seed in SEEDS
        ]
        for name in NETS
    }


def compare(rows=500, letters=None):
    """What the nets of all kinds have right, measured now on rows that none has seen.

    Args:
        rows: int, how many for each net and delay.
        letters: int, how many letters after the first ones a net reads at most: of a long delay it then has
            fewer rows; or None.

    Returns:
        {kind: array (seeds, delays.DELAYS) of shares, right after the delay was taught; NaN where it was not}:
        "lecture 4", and those of `delays.UNITS`.
    """
    nets = [("lecture 4", pupil, model_of) for pupil in load()[0]]
    nets += [(pupil.kind, pupil, delays.model_of) for pupil in delays.load()]
    right = {kind: np.full((len(SEEDS), len(delays.DELAYS)), np.nan) for kind, *_ in nets}
    for kind, pupil, model in nets:
        count = rows if letters is None else min(rows, letters // pupil.delay)
        unseen = recall.rows(count, pupil.delay, seed=10_000 + pupil.delay)
        place = SEEDS.index(pupil.seed), delays.DELAYS.index(pupil.delay)
        right[kind][place] = school.share(model(pupil), unseen)
    return right


def make(name):
    """Train the nets of `name`, a key of VARIANTS, with a bar, and write the file that ships; its Path."""
    count = sum(len(RATES[net.optimizer]) + len(SEEDS) for net in NETS.values())
    arrays, facts = training.with_bar(
        name, train, count, "rows right at its last delay", unit="net", **VARIANTS[name]
    )
    return storage.save(name, arrays, facts)
