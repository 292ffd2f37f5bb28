"""Lab 04's network, trained again and again: in another order, with other weights, with one thing changed.

Every training has the sums and the number of steps of the lab, and is asked the same 5,000 unseen sums after
each quarter of an epoch. Which of them it then had right is what ships, not its weights.
"""

import time
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course.data import addition as data
from course.nets import addition, storage, training

SEEDS = (4, 5, 6)
ORDERS = {  # of the question, and of the answer; spaces fill up what is missing
    "reversed": {"order": "reversed"},
    "reading order": {"order": "reading"},
    "reading order, spaces last": {"order": "reading, spaces last"},
    "reversed, answer backwards": {"order": "reversed", "backwards": True},
    "reading order, answer backwards": {"order": "reading", "backwards": True},
}
CHANGES = {  # one thing each, with the first seed
    "reading order, half the rate": {"order": "reading", "rate": 0.009},
    "5,000 examples": {"examples": 5_000},
    "Keras' own first weights": {"start": "glorot_uniform"},
}
SHIPPED = "addition-trials"
VARIANTS = {SHIPPED: {}}


@dataclass(frozen=True)
class Trial:
    """One training.

    Attributes:
        name: a key of ORDERS or of CHANGES.
        seed: int, of its weights and of the order of its examples.
        known: share right, in the end, of 5,000 sums that it had learned from.
        right: bool array (quarters of an epoch, unseen sums), which of them it had right.
    """

    name: str
    seed: int
    known: float
    right: np.ndarray


def plan():
    """What there is to train: a list of (name, seed, settings of `train_one`)."""
    orders = [(name, seed, settings) for name, settings in ORDERS.items() for seed in SEEDS]
    return orders + [(name, SEEDS[0], settings) for name, settings in CHANGES.items()]


@lru_cache(maxsize=1)
def sums():
    """The lab's sums, a `course.data.addition.Sums`: 45,000 to learn from, then 5,000 unseen ones."""
    return data.sums(addition.TRAIN + addition.TEST, addition.DIGITS, seed=addition.SEED)


def inputs_of(questions, order):
    """Questions as the net reads them.

    Args:
        questions: list of str.
        order: "reversed" (spaces, then the last character first), "reading" (spaces, then the first character
            first) or "reading, spaces last".

    Returns:
        float array (n, 7, 12).
    """
    if order == "reading":
        questions = [question.rjust(addition.READ) for question in questions]
    encoded = addition.encode(questions, addition.READ)
    return encoded[:, ::-1] if order == "reversed" else encoded


def train_one(seed, order="reversed", backwards=False, *, examples=None, rate=None, start=None):
    """Train the net once.

    Args:
        seed: int, of the weights and of the order of the examples.
        order: of the question, as `inputs_of` takes it.
        backwards: whether answers are written from their last digit.
        examples: sums to learn from, by default all 45,000.
        rate: peak of the learning rate, by default the lab's.
        start: Keras' name of an initializer for the input weights, by default the lab's.

    Returns:
        known, right: as Trial has them.
    """
    import keras

    from course.batches.pipeline import batches

    keras.utils.set_random_seed(seed)
    examples, steps = examples or addition.TRAIN, addition.TRAIN // addition.BATCH
    answers = [answer[::-1] if backwards else answer for answer in sums().answers]
    x = inputs_of(sums().questions, order)
    y = addition.encode(answers, addition.WRITE)
    model = addition.build_model(steps * addition.EPOCHS, start=start, rate=rate)
    right = []

    def hits(part):
        written = model.predict_on_batch(x[part]).argmax(axis=-1)
        return (written == y[part].argmax(axis=-1)).all(axis=1)

    note = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: right.append(hits(slice(addition.TRAIN, None)))
    )
    model.fit(
        batches(x[:examples], y[:examples], addition.BATCH).repeat(),
        epochs=addition.EPOCHS,
        steps_per_epoch=steps,
        verbose=0,
        callbacks=[note],
    )
    return float(hits(slice(0, min(examples, addition.TEST))).mean()), np.array(right)


def fingerprint():
    """SHA-256 of the unseen sums: what ships says which of them were right."""
    return training.fingerprint(" ".join(sums().questions[addition.TRAIN :]).encode())


def train(progress=None):
    """Train everything that is in the plan.

    Args:
        progress: called after each training with (how many there were, its share right), or None.

    Returns:
        arrays, facts: one array (quarters of an epoch, unseen sums) of 0 and 1 a training, in the order of
        facts["trials"], and settings and results.
    """
    started, arrays, trials = time.perf_counter(), [], []
    for done, (name, seed, settings) in enumerate(plan(), start=1):
        known, right = train_one(seed, **settings)
        arrays.append(right)
        trials.append({"name": name, "seed": seed, "known": known})
        if progress:
            progress(done, float(right[-1].mean()))
    return arrays, {"trials": trials, "data": fingerprint(), **training.made(started)}


def load(folder=None):
    """What all trainings had right.

    Args:
        folder: where their file lies, by default where it ships.

    Returns:
        {name: list of Trial, one a seed}.

    Raises:
        CourseError: there is no such file.
    """
    arrays, facts = storage.load(SHIPPED, folder)
    found = {}
    for array, trial in zip(arrays, facts["trials"], strict=True):
        found.setdefault(trial["name"], []).append(Trial(right=array > 0.5, **trial))
    return found


def make(name):
    """Train everything of `name`, a key of VARIANTS, with a bar, and write the file that ships; its Path."""
    arrays, facts = training.with_bar(
        name, train, len(plan()), "unseen sums right", unit="net", **VARIANTS[name]
    )
    return storage.save(name, arrays, facts, levels=1)


def at_end(trials, names):
    """What the first seeds of some trainings had right in the end.

    Args:
        trials: as `load` gives them.
        names: keys of it.

    Returns:
        {"known sums": shares, "unseen sums": shares}, one share a name.
    """
    first = [trials[name][0] for name in names]
    return {
        "known sums": [trial.known for trial in first],
        "unseen sums": [float(trial.right[-1].mean()) for trial in first],
    }


def wrong_when(trials, share):
    """Which unseen sums were wrong at the moment when about so many were right.

    Args:
        trials: list of Trial.
        share: in 0..1.

    Returns:
        bool array (trials, unseen sums).
    """
    moments = [abs(trial.right.mean(axis=1) - share).argmin() for trial in trials]
    return np.array([~trial.right[i] for trial, i in zip(trials, moments, strict=True)])


def epochs_to(share, trials):
    """The epochs that each training took to have so many unseen sums right, infinite if it never had.

    Args:
        share: in 0..1.
        trials: list of Trial.

    Returns:
        list of float.
    """
    enough = [trial.right.mean(axis=1) >= share for trial in trials]
    return [(found.argmax() + 1) / 4 if found.any() else float("inf") for found in enough]


def carry_groups(carries):
    """The unseen sums of two numbers of three digits, by the length of the answer and by their carries.

    Args:
        carries: int array (unseen sums,).

    Returns:
        {what they have in common: bool array (unseen sums,)}.
    """
    questions, answers = (np.array(texts[addition.TRAIN :]) for texts in sums()[:2])
    longest = np.char.str_len(questions) == addition.READ
    return {
        f"answer of {digits} digits, carries: {count}": longest
        & (np.char.str_len(answers) == digits)
        & (np.asarray(carries) == count)
        for digits, counts in ((3, (0, 1, 2)), (4, (1, 2, 3)))
        for count in counts
    }
