"""How long can a recurrent net keep one letter? Three kinds with equally many weights, three seeds, one school.

A net reads a random letter, then `delay` more of them, and names the first (`course.data.recall`). It learns
at a delay of 2 until it can, then goes on to 5, to 10, and so on, with the same budget for each delay and each
kind. A net that then has less than 0.9 right leaves school. Lab 02 measures what shipped on rows that no net
has seen.
"""

import time
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course.data import recall
from course.nets import school, storage, training

UNITS = {"SimpleRNN": 57, "GRU": 29, "LSTM": 24}  # layers of about 4,900 weights
DELAYS = (2, 5, 10, 20, 50, 100, 200, 500)
SEEDS, TRIAL_SEED = (1, 2, 3), 0
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01)
ROUND, ROUNDS = 50, 10  # a delay has at most 10 rounds of 50 updates
LEAVES = 0.9  # a net with a smaller share at the end of a delay is taught no longer one
SOLVED = 0.99  # a delay with such a share is solved
SHIPPED = "delays"
VARIANTS = {SHIPPED: {}}


@dataclass(frozen=True)
class Pupil:
    """A net as it was after one delay of its school.

    Attributes:
        kind: a key of UNITS.
        seed: int, of its weights and of its rows.
        delay: int, the one at which it was trained last.
        right: share of unseen rows that it had right there after its last update.
        updates: int, how many it had at this delay.
        weights: array (count,), for the model that `model_of` gives.
    """

    kind: str
    seed: int
    delay: int
    right: float
    updates: int
    weights: np.ndarray


def build_model(kind):
    """Letters as one-hot vectors, one recurrent layer with Keras' default arguments, one logit a letter.

    Args:
        kind: a key of UNITS.

    Returns:
        keras.Model of ids (n, steps) -> logits (n, letters), not compiled.
    """
    import keras
    from keras import layers

    letters = len(recall.LETTERS)
    one_hot = layers.Embedding(letters, letters, embeddings_initializer="identity", trainable=False)
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            one_hot,
            getattr(layers, kind)(UNITS[kind]),
            layers.Dense(letters),
        ]
    )


@lru_cache
def _shared_model(kind):
    return build_model(kind)


def model_of(pupil):
    """The net of a pupil; all of a kind share one model, which holds the weights of who came last.

    Args:
        pupil: Pupil.

    Returns:
        keras.Model of ids (n, steps) -> logits (n, letters).
    """
    model = _shared_model(pupil.kind)
    storage.set_flat(model, pupil.weights)
    return model


def share_right(pupil, delay, *, seed, count=500):
    """Share of fresh rows whose first letter a net names.

    Args:
        pupil: Pupil.
        delay: int, letters after the first; it need not be the one it was trained at.
        seed: int, of the rows; 10,000 or more gives rows that no net was trained with.
        count: int, rows.

    Returns:
        float.
    """
    return school.share(model_of(pupil), recall.rows(count, delay, seed=seed))


def train_one(kind, seed, rate):
    """Send one net through school.

    Args:
        kind: a key of UNITS.
        seed: int, of the weights and of the rows.
        rate: learning rate of Adam.

    Returns:
        list of Pupil, one per delay.
    """
    import keras

    keras.utils.set_random_seed(seed)
    model = build_model(kind)
    model.compile(
        keras.optimizers.Adam(rate, clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=ROUND,
    )
    # The unseen rows have the delay, at most 500, as their seed; those to learn from have other ones.
    record, round_seed = [], 1_000 * (seed + 1)
    for delay in DELAYS:
        shares = list(
            school.lessons(model, delay, first_seed=round_seed, updates=ROUND, rounds=ROUNDS)
        )
        round_seed += len(shares)
        record.append(
            Pupil(kind, seed, delay, shares[-1], ROUND * len(shares), storage.flat(model))
        )
        if shares[-1] < LEAVES:
            break
    return record


def worth(record):
    """How well a school went, for choosing a rate: delays solved, then all shares, then the speed."""
    solved = sum(pupil.right >= SOLVED for pupil in record)
    return solved, sum(pupil.right for pupil in record), -sum(pupil.updates for pupil in record)


def fingerprint():
    """SHA-256 of some rows: a task that changes needs other weights."""
    ids, first = recall.rows(50, 20, seed=1)
    return training.fingerprint(ids.tobytes() + first.tobytes())


def train(progress=None):
    """Choose a learning rate for each kind and send its nets through school.

    The rate is the best of RATES for a seed that counts nowhere else.

    Args:
        progress: called after each net with (how many there were, share right at its last delay), or None.

    Returns:
        arrays, facts: one array a net and delay, in the order of facts["nets"], and settings and results.
    """
    started, done, rates, pupils = time.perf_counter(), 0, {}, []

    def taught(kind, seed, rate):
        nonlocal done
        record = train_one(kind, seed, rate)
        done += 1
        if progress:
            progress(done, record[-1].right)
        return record

    for kind in UNITS:
        trials = {rate: taught(kind, TRIAL_SEED, rate) for rate in RATES}
        rate = max(trials, key=lambda rate: worth(trials[rate]))
        rates[kind] = {
            "chosen": rate,
            "right": {rate: [pupil.right for pupil in record] for rate, record in trials.items()},
        }
        for seed in SEEDS:
            pupils += taught(kind, seed, rate)
    names = ("kind", "seed", "delay", "right", "updates")
    facts = {
        "nets": [{name: getattr(pupil, name) for name in names} for pupil in pupils],
        "rates": rates,
        "delays": DELAYS,
        "units": UNITS,
        "batch": school.BATCH,
        "most_updates": ROUND * ROUNDS,
        "data": fingerprint(),
        **training.made(started),
    }
    return [pupil.weights for pupil in pupils], facts


def load(folder=None):
    """The nets as they were after each delay that they were taught.

    Args:
        folder: where their weights lie, by default where they ship.

    Returns:
        list of Pupil: kind by kind, seed by seed, in the order of the delays.

    Raises:
        CourseError: no such weights.
    """
    arrays, facts = storage.load(SHIPPED, folder)
    return [Pupil(**net, weights=array) for array, net in zip(arrays, facts["nets"], strict=True)]


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    schools = len(UNITS) * (len(RATES) + len(SEEDS))
    return training.with_bar(
        name, train, schools, "rows right at its last delay", unit="net", **settings
    )


def make(name):
    """Train the nets of `name`, a key of VARIANTS, with a bar, and write the file that ships; its Path."""
    arrays, facts = train_with_bar(name, **VARIANTS[name])
    return storage.save(name, arrays, facts)
