"""Memory networks that answer questions about stories of the house, after one, two or three looks at the lines.

All learn from the same stories for equally many steps; what they can do is measured for each sort of question.
"""

import collections
import time
from functools import lru_cache

import numpy as np

from course.data import household
from course.nets import storage, training
from course.nets.memory_model import (
    BATCH,
    EPOCHS,
    EVERY,
    LINEAR,
    RATE,
    WIDTH,
    Asked,
    accuracy,
    ask,
    build_model,
    learn,
)

__all__ = [
    "Asked",
    "accuracy",
    "ask",
    "build_model",
    "by_kind",
    "found_facts",
    "learn",
    "load",
    "majority",
    "make",
    "parts",
    "record",
    "train",
]
STORIES, VALID, TEST, SEED = 100_000, 1_200, 3_000, 1
HOPS, SEEDS = (1, 2, 3), (1, 2, 3)
LEVELS = 127  # a byte a weight
SHIPPED = "memory-3-1"
VARIANTS = {
    f"memory-{hops}-{seed}": {"hops": hops, "seed": seed} for hops in HOPS[::-1] for seed in SEEDS
} | {f"memory-softmax-{seed}": {"seed": seed, "linear": 0} for seed in SEEDS}  # from the start
WITH_WEIGHTS = [f"memory-3-{seed}" for seed in SEEDS] + ["memory-2-1", "memory-1-1"]


def by_kind(model, questions):
    """Accuracy on each sort of question.

    Args:
        model: as `build_model` makes it, with the vocabulary of the house.
        questions: list of Question.

    Returns:
        dict: kind -> float.
    """
    encoded = household.encode(questions)
    right = ask(model, encoded).probabilities.argmax(axis=-1) == encoded.answers
    return _means(questions, right)


def majority(train, test):
    """What one gets who gives every question of a kind the answer that is most frequent among them.

    Args:
        train: list of Question, where the answers are counted.
        test: list of Question.

    Returns:
        dict: kind -> float, the share of `test` that is right.
    """
    counts = collections.defaultdict(collections.Counter)
    for question in train:
        counts[question.kind][question.answer] += 1
    said = {kind: count.most_common(1)[0][0] for kind, count in counts.items()}
    return _means(test, [said.get(one.kind) == one.answer for one in test])


def found_facts(model, questions):
    """How often a model has looked at what the answer follows from.

    Args:
        model: as `build_model` makes it, with the vocabulary of the house.
        questions: list of Question.

    Returns:
        dict: kind -> share of the questions each of whose facts is the line that some hop has the largest
        weight on.
    """
    encoded = household.encode(questions)
    best = ask(model, encoded).weights.argmax(axis=-1)  # (n, hops)
    return _means(
        questions,
        [set(one.facts) <= set(lines) for one, lines in zip(questions, best.tolist(), strict=True)],
    )


def _means(questions, values):
    kinds = np.array([question.kind for question in questions])
    values = np.asarray(values, float)
    return {
        str(kind): round(float(values[kinds == kind].mean()), 4) for kind in dict.fromkeys(kinds)
    }


@lru_cache(maxsize=1)
def parts():
    """The questions that the nets learn from, are chosen by and are measured with, a household.Split."""
    return household.split(STORIES, VALID, TEST, seed=SEED)


@lru_cache(maxsize=1)
def _lessons():
    return household.encode(parts().train)


def train(hops=3, seed=1, linear=LINEAR, epochs=None, progress=None):
    """Train one net on all sorts of questions, and measure it.

    Args:
        hops: int.
        seed: int, of the weights and of the order of the stories.
        linear: int, epochs without softmax at the start.
        epochs: int, by default EPOCHS.
        progress: called after every 250 steps with (how often, share of the validation part that is right), or
            None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`. `curve` has
        [steps, loss, accuracy by kind] of the validation part.
    """
    import keras

    keras.utils.set_random_seed(seed)
    epochs = epochs or EPOCHS
    model, curve = build_model(hops), []
    questions, lessons = parts(), _lessons()
    started = time.perf_counter()

    def note(step, loss):
        shares = by_kind(model, questions.valid)
        curve.append([step, round(float(loss), 4), shares])
        if progress:
            progress(len(curve), sum(shares.values()) / len(shares))

    learn(model, lessons, epochs=epochs, linear=linear, seed=seed, every=EVERY, each=note)
    examples = [example for example, _ in household.lecture()]
    said = ask(model, household.encode(examples)).probabilities.argmax(axis=-1)
    facts = {
        "hops": hops,
        "seed": seed,
        "linear": linear,
        "epochs": epochs,
        "rate": RATE,
        "width": WIDTH,
        "stories": len(lessons.answers),
        "parameters": int(sum(np.prod(weight.shape) for weight in model.trainable_weights)),
        "curve": curve,
        "test": by_kind(model, questions.test),
        "found": found_facts(model, questions.test),
        "majority": majority(questions.train, questions.test),
        "lecture": [
            [example.question, household.vocabulary()[word], example.answer]
            for example, word in zip(examples, said, strict=True)
        ],
        **training.made(started),
    }
    return model, facts


def load(name=SHIPPED, folder=None):
    """A trained net.

    Args:
        name: one of WITH_WEIGHTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """
    return storage.load_model(name, lambda facts: build_model(facts["hops"]), folder)


def record(name=SHIPPED, folder=None):
    """What is known of a trained net, a key of VARIANTS: a dict, as `train` returns it."""
    return storage.load(name, folder)[1]


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""
    times = EPOCHS * (STORIES // BATCH) // EVERY
    model, facts = training.with_bar(
        name, train, times, "questions right", unit=f"{EVERY} steps", **VARIANTS[name]
    )
    kept = model.get_weights() if name in WITH_WEIGHTS else []
    return storage.save(name, kept, facts, levels=LEVELS)
