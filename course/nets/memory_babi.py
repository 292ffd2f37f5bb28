"""What memory networks reach on five tasks of bAbI; only results and curves are kept.

The data have to be there to measure again. Settings were chosen on a validation part, the last of the questions
to learn from; the vocabulary has the words of all parts.
"""

import itertools
import time
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course.data import babi
from course.data.shared import questions
from course.nets import memory_network, storage, training

SLOTS, EVERY = 50, 100  # the last lines of a story; steps between two measurements
SEEDS = memory_network.SEEDS
SHIPPED = "memory-babi"
VARIANTS = {SHIPPED: {}}


class Task(NamedTuple):
    """How a task is learnt.

    Attributes:
        size: "1k" or "10k", as `babi.load` takes it.
        epochs: int.
        linear: int, epochs without softmax at the start.
        hops: tuple of int, each for all seeds.
        seeds: tuple of int.
        plateau: int, epochs of one more net, which has the first number of hops and no linear start, to see
            how long it stays where it began; or 0.
        held_out: int, how many of the questions to learn from are there to measure with instead, where there
            is no test part; or 0.
        batch: int, questions a step.
        rate: float, the learning rate at its highest.
        width: int, numbers of an embedding.
    """

    size: str
    epochs: int
    linear: int = 0
    hops: tuple = (3,)
    seeds: tuple = SEEDS
    plateau: int = 0
    held_out: int = 0
    batch: int = 32
    rate: float = 0.005
    width: int = 32


TASKS = {
    1: Task("1k", epochs=20, hops=(3, 1)),
    2: Task("10k", epochs=20, linear=6, hops=(3, 2, 1), plateau=20, held_out=1_000, batch=64),
    3: Task("1k", epochs=30, linear=5),
    15: Task("10k", epochs=15, hops=(2, 1)),
    16: Task("1k", epochs=40, linear=5),
}


class Arrays(NamedTuple):
    """A task as nets take it: an Encoded to learn from, one to choose settings by, one to measure with.

    `words` says how many the vocabulary has, `majority` is the share of `test` that is right for anyone who
    always gives the answer that is most frequent in `train`.
    """

    train: questions.Encoded
    valid: questions.Encoded
    test: questions.Encoded
    words: int
    majority: float


@lru_cache(maxsize=2)
def arrays(task):
    """The questions of a task; the last tenth of those to learn from is the validation part.

    Args:
        task: int, a key of TASKS.

    Returns:
        Arrays.

    Raises:
        CourseError: the questions are not here.
    """
    settings = TASKS[task]
    train = babi.load(task, "train", settings.size)
    if settings.held_out:
        train, test = train[: -settings.held_out], train[-settings.held_out :]
    else:
        test = babi.load(task, "test")  # the same for both sizes
    train, valid = train[: -(len(train) // 10)], train[-(len(train) // 10) :]
    parts = (train, valid, test)
    vocabulary = questions.vocabulary_of(*parts)
    places = max(questions.encode(part, vocabulary, SLOTS).stories.shape[2] for part in parts)
    encoded = (questions.encode(part, vocabulary, SLOTS, places) for part in parts)
    (majority,) = memory_network.majority(train, test).values()
    return Arrays(*encoded, len(vocabulary), majority)


def learn(task, hops=None, seed=1, *, linear=None, epochs=None, each=None):
    """Train a net on a task and measure it.

    Args:
        task: int, a key of TASKS.
        hops: int, by default the first of the task.
        seed: int, of the weights and of the order.
        linear, epochs: int, by default those of the task.
        each: called after every 100 steps with (steps, accuracy of the validation part), or None.

    Returns:
        model, run: the trained model, and a dict: hops, seed, linear, epochs, seconds, parameters, `valid` and
        `test`, two accuracies, and `curve`, a list of [steps, loss, accuracy of the validation part].

    Raises:
        CourseError: the questions are not here.
    """
    import keras

    settings, data = TASKS[task], arrays(task)
    run = {
        "hops": hops or settings.hops[0],
        "seed": seed,
        "linear": settings.linear if linear is None else linear,
        "epochs": epochs or settings.epochs,
    }
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = memory_network.build_model(
        run["hops"], vocabulary=data.words, width=settings.width, slots=SLOTS
    )
    curve, started = [], time.perf_counter()

    def right(part):
        return round(memory_network.accuracy(model, part), 4)

    def note(step, loss):
        curve.append([step, round(float(loss), 4), right(data.valid)])
        if each:
            each(step, curve[-1][-1])

    memory_network.learn(
        model, data.train, epochs=run["epochs"], linear=run["linear"], rate=settings.rate,
        batch=settings.batch, seed=seed, every=EVERY, each=note,
    )  # fmt: skip
    run["seconds"] = round(time.perf_counter() - started, 1)
    run["parameters"] = int(sum(np.prod(one.shape) for one in model.trainable_weights))
    return model, run | {"valid": right(data.valid), "test": right(data.test), "curve": curve}


def runs_of(task):
    """Which nets learn a task, a list of arguments of `learn`; one without a linear start comes last."""
    settings = TASKS[task]
    runs = [{"hops": hops, "seed": seed} for hops in settings.hops for seed in settings.seeds]
    slow = {"hops": settings.hops[0], "seed": settings.seeds[0], "linear": 0}
    return runs + ([{**slow, "epochs": settings.plateau}] if settings.plateau else [])


def train(progress=None):
    """Train all nets on all tasks.

    Args:
        progress: called after each net with (how many there were, accuracy), or None.

    Returns:
        dict of facts. `tasks`: number of the task, a str -> dict of how many questions there are (`train`,
        `valid`, `test`), `size`, `slots`, `majority`, and `runs`, a list as `learn` returns them.

    Raises:
        CourseError: the questions are not here.
    """
    started, told = time.perf_counter(), itertools.count(1)

    def note(run):
        if progress:
            progress(next(told), run["test"])

    tasks = {str(task): measured(task, note) for task in TASKS}
    return {"tasks": tasks, **training.made(started)}


def measured(task, note=lambda run: None):
    """The facts of one task, as `train` has them; `note` is called with each run."""
    data, runs = arrays(task), []
    for settings in runs_of(task):
        _, run = learn(task, **settings)
        runs.append(run)
        note(run)
    return {
        "size": TASKS[task].size,
        "slots": SLOTS,
        "train": len(data.train.answers),
        "valid": len(data.valid.answers),
        "test": len(data.test.answers),
        "majority": data.majority,
        "runs": runs,
    }


def record(folder=None):
    """The results, a dict as `train` returns it."""
    return storage.load(SHIPPED, folder)[1]


def make(name):
    """Train the nets with a bar, and write the file of their results; returns its Path."""
    total = sum(len(runs_of(task)) for task in TASKS)
    facts = training.with_bar(name, train, total, "questions right", unit="net", **VARIANTS[name])
    return storage.save(name, [], facts)
