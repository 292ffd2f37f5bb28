"""A memory network that answers questions about stories of the house; lab 12 explains it.

It looks at the lines of a story once, twice or three times before it answers. All nets learn from the same
stories for equally many steps; what they can do is measured for each sort of question.
"""

import collections
import time
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course.data import household
from course.nets import storage, training

WIDTH, RATE, BATCH, EPOCHS, LINEAR = 48, 0.005, 64, 10, 1  # chosen on the validation part
STORIES, VALID, TEST, SEED = 60_000, 1_200, 3_000, 1
AT_ONCE, EVERY = 25, 250  # steps: that TensorFlow does in one go, between two measurements
HOPS, SEEDS = (1, 2, 3), (1, 2, 3)
LEVELS = 127  # a byte a weight
SHIPPED = "memory-3-1"
VARIANTS = {
    f"memory-{hops}-{seed}": {"hops": hops, "seed": seed} for hops in HOPS[::-1] for seed in SEEDS
} | {f"memory-softmax-{seed}": {"seed": seed, "linear": 0} for seed in SEEDS}
WITH_WEIGHTS = [f"memory-3-{seed}" for seed in SEEDS] + ["memory-2-1", "memory-1-1"]


class Asked(NamedTuple):
    """What a memory network makes of some questions.

    Attributes:
        probabilities: float array (n, words of the vocabulary), of the answers.
        weights: float array (n, hops, lines), how much each hop looked at each line. A row sums to 1, with 0
            where there is no line.
    """

    probabilities: np.ndarray
    weights: np.ndarray


def build_model(hops=3, *, vocabulary=None, width=WIDTH, slots=household.LINES):
    """The network.

    Args:
        hops: int, how often it looks at the lines.
        vocabulary: int, how many words there are, by default those of the house.
        width: int, numbers of an embedding.
        slots: int, the largest age of a line that it tells from others.

    Returns:
        keras.Model of stories (n, lines, words) and questions (n, words) -> logits (n, vocabulary). Its layer
        "hops" is a MemoryHops.
    """
    import keras

    from course.layers.hops import MemoryHops

    stories = keras.Input((None, None), dtype="int32", name="stories")
    questions = keras.Input((None,), dtype="int32", name="questions")
    vocabulary = vocabulary or len(household.vocabulary())
    logits, _ = MemoryHops(vocabulary, width, hops, slots, name="hops")(stories, questions)
    return keras.Model([stories, questions], logits)


def learn(
    model, encoded, *, epochs=EPOCHS, linear=LINEAR, rate=RATE, batch=BATCH, seed=1, each=None
):
    """Train a model.

    Args:
        model: as `build_model` makes it.
        encoded: course.data.shared.questions.Encoded, to learn from.
        epochs: int.
        linear: int, how many epochs at the start go without the softmax of the hops.
        rate: float, the learning rate at its highest.
        batch: int, questions a step.
        seed: int, of the order.
        each: called after every 250 steps with (steps taken, mean loss of this epoch), or None.
    """
    import keras

    steps = epochs * -(-len(encoded.answers) // batch)
    model.compile(
        training.optimizer(rate, steps, clip=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
        steps_per_execution=AT_ONCE,
    )

    class Watch(keras.callbacks.Callback):
        done, told = 0, 0

        def on_train_batch_end(self, last, logs):
            now = self.done + last + 1
            if each and now // EVERY > self.told // EVERY:
                self.told = now
                each(now, logs["loss"])

        def on_epoch_end(self, epoch, logs):
            self.done += -(-len(encoded.answers) // batch)

    keras.utils.set_random_seed(seed)
    watch = Watch()
    for first, last in ((0, linear), (linear, epochs)):
        model.get_layer("hops").linear.assign(float(first < linear))
        if first < last:
            model.fit(
                [encoded.stories, encoded.questions],
                encoded.answers,
                batch_size=batch,
                initial_epoch=first,
                epochs=last,
                verbose=0,
                callbacks=[watch],
            )


def ask(model, encoded):
    """What a model answers, and what it looked at.

    Args:
        model: as `build_model` makes it.
        encoded: Encoded.

    Returns:
        Asked.
    """
    from keras import ops

    layer = model.get_layer("hops")
    parts = []
    for rows in np.array_split(
        np.arange(len(encoded.answers)), max(1, -(-len(encoded.answers) // 500))
    ):
        logits, weights = layer(encoded.stories[rows], encoded.questions[rows])
        parts.append([ops.convert_to_numpy(part) for part in (ops.softmax(logits), weights)])
    return Asked(*map(np.concatenate, zip(*parts, strict=True)))


def accuracy(model, encoded):
    """Share of the questions that a model answers right."""
    return float((ask(model, encoded).probabilities.argmax(axis=-1) == encoded.answers).mean())


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

    learn(model, lessons, epochs=epochs, linear=linear, seed=seed, each=note)
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
    times = EPOCHS * -(-STORIES // BATCH) // EVERY
    model, facts = training.with_bar(
        name, train, times, "questions right", unit=f"{EVERY} steps", **VARIANTS[name]
    )
    kept = model.get_weights() if name in WITH_WEIGHTS else []
    return storage.save(name, kept, facts, levels=LEVELS)
