"""How long can a recurrent net keep one letter? Three kinds with as many weights, three seeds, one school.

A net reads a random letter, then `delay` more of them, and names the first (`course.data.recall`). It learns
at a delay of 2 until it can, then goes on to 5, to 10, and so on. A net that does not make it with the budget
of a delay leaves school. Lab 02 measures what shipped on rows that no net has seen.
"""

import hashlib
import platform
import time
from dataclasses import dataclass

import numpy as np

from course import weights
from course.data import recall
from course.demos import training
from course.studies import Nets, flat, set_flat

UNITS = {"SimpleRNN": 57, "GRU": 29, "LSTM": 24}  # about 5,600 weights each
DELAYS = (2, 5, 10, 20, 50, 100, 200, 500)
SEEDS, TRIAL_SEED = (1, 2, 3), 0
RATES = (0.001, 0.003, 0.01)
BATCH, ROUND, ROUNDS = 64, 50, 10  # a delay has at most 10 rounds of 50 updates
SOLVED, IN_A_ROW = 0.99, 3
UNSEEN = 1_000
SHIPPED = "memory"
VARIANTS = {SHIPPED: {}}


@dataclass(frozen=True)
class Pupil:
    """A net at one point of its school.

    Attributes:
        kind: a key of UNITS.
        seed: int, of its weights and of its rows.
        delay: int, the last one at which it was trained.
        right: share of unseen rows that it had right there after its last update.
        model: keras.Model of ids (n, steps) -> logits (n, letters).
    """

    kind: str
    seed: int
    delay: int
    right: float
    model: object


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


def share_right(model, delay, *, seed, count=UNSEEN):
    """Share of fresh rows whose first letter a net names.

    Args:
        model: of ids -> logits.
        delay: int, letters after the first.
        seed: int, of the rows; those of the training have other ones.
        count: int, rows.

    Returns:
        float.
    """
    ids, first = recall.rows(count, delay, seed=seed)
    return float((np.asarray(model(ids)).argmax(axis=-1) == first).mean())


def train_one(kind, seed, rate, progress=None):
    """Send one net through school.

    Args:
        kind: a key of UNITS.
        seed: int, of the weights and of the rows.
        rate: learning rate of Adam.
        progress: called after each delay with (delay, share right), or None.

    Returns:
        list of (settings, weights), one per delay: dict with delay, right (share of unseen rows after the
        last update), updates, solved; and the flat weights. The last one may not be solved.
    """
    import keras

    from course.data.pipeline import batches

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
        shares = []
        while len(shares) < ROUNDS and not solved(shares):
            rows = recall.rows(BATCH * ROUND, delay, seed=round_seed)
            round_seed += 1
            model.fit(batches(*rows, BATCH), verbose=0)
            ids, first = recall.rows(UNSEEN, delay, seed=delay)
            shares.append(float((model.predict_on_batch(ids).argmax(axis=-1) == first).mean()))
        settings = {
            "delay": delay,
            "right": shares[-1],
            "updates": ROUND * len(shares),
            "solved": solved(shares),
        }
        record.append((settings, flat(model)))
        if progress:
            progress(delay, shares[-1])
        if not settings["solved"]:
            break
    return record


def solved(shares):
    """Whether a delay counts as learnt: at least 0.99 right after three rounds in a row."""
    return len(shares) >= IN_A_ROW and min(shares[-IN_A_ROW:]) >= SOLVED


def worth(record):
    """How well a school went, for choosing a rate: delays solved, then the last share, then the speed."""
    settings = [settings for settings, _ in record]
    updates = sum(each["updates"] for each in settings)
    return sum(each["solved"] for each in settings), settings[-1]["right"], -updates


def fingerprint():
    """SHA-256 of some rows: a task that changes needs other weights."""
    ids, first = recall.rows(50, 20, seed=1)
    return hashlib.sha256(ids.tobytes() + first.tobytes()).hexdigest()[:16]


def train(progress=None):
    """Choose a learning rate for each kind and send its nets through school.

    The rate is the best of RATES for a seed that counts nowhere else. Of each net two states at most are
    kept: after the last delay that it solved, and after the one that it did not.

    Args:
        progress: called after each net with (how many there were, share right at its last delay), or None.

    Returns:
        Nets, facts: one array a state, in the order of facts["nets"], and settings and results.
    """
    import keras

    started, done, rates, arrays, nets = time.perf_counter(), 0, {}, [], []

    def school(kind, seed, rate):
        nonlocal done
        record = train_one(kind, seed, rate)
        done += 1
        if progress:
            progress(done, record[-1][0]["right"])
        return record

    for kind in UNITS:
        trials = {rate: school(kind, TRIAL_SEED, rate) for rate in RATES}
        rate = max(trials, key=lambda rate: worth(trials[rate]))
        rates[kind] = {rate: [each for each, _ in record] for rate, record in trials.items()}
        for seed in SEEDS:
            record = school(kind, seed, rate)
            last_solved = sum(settings["solved"] for settings, _ in record) - 1
            for settings, array in record[max(last_solved, 0) :]:
                arrays.append(array)
                nets.append({"kind": kind, "seed": seed, "rate": rate, **settings})
    facts = {
        "nets": nets,
        "rates": rates,
        "delays": DELAYS,
        "units": UNITS,
        "batch": BATCH,
        "most_updates": ROUND * ROUNDS,
        "data": fingerprint(),
        "seconds": round(time.perf_counter() - started),
        "made_with": f"Keras {keras.__version__} on {keras.backend.backend()}, {platform.machine()}",
    }
    return Nets(arrays), facts


def load(folder=None):
    """The nets as they left school.

    Args:
        folder: where their weights lie, by default where they ship.

    Returns:
        list of Pupil: of each net its state after the last delay that it solved and, if there is one,
        after the delay that it did not.

    Raises:
        CourseError: no such weights.
    """
    arrays, facts = weights.load(SHIPPED, folder)
    pupils = []
    for array, net in zip(arrays, facts["nets"], strict=True):
        model = build_model(net["kind"])
        set_flat(model, array)
        pupils.append(Pupil(net["kind"], net["seed"], net["delay"], net["right"], model))
    return pupils


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    schools = len(UNITS) * (len(RATES) + len(SEEDS))
    return training.with_bar(
        name, train, schools, "rows right at its last delay", unit="net", **settings
    )
