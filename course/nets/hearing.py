"""Strings of spoken digits for networks that listen: as arrays, in parts, and how many digits are wrong.

What `listener` (CTC) and `speller` (attention) have in common: both learn from the same strings, and are
measured with the same ones.
"""

import time
from functools import lru_cache

import numpy as np

from course.data import spoken
from course.errors import CourseError
from course.nets import training
from course.speech.voices import Voice

BLANK, CLASSES = 0, 11  # digit d is class d + 1; the speller's class 0 ends a string
BANDS, STRIDE = 40, 4  # numbers a frame; frames an output, after two convolutions of stride 2
BATCH, STRINGS = 32, 3_840  # strings: of a batch, to learn from
VALID, TEST, OF_A_LENGTH = 200, 300, 40  # strings: to choose settings with, to measure with
TRAIN_SEED, VALID_SEED, TEST_SEED, LONG_SEED, LENGTHS_SEED = 11, 12, 13, 14, 16
EVERY = 100  # steps between two measurements
LENGTHS = range(3, 13)  # digits
LONG = (8, 10)  # digits of a long string; those to learn from have 3 to 5


def outputs_of(frames):
    """How many outputs the net has for so many frames, an int or an int array."""
    return -(-frames // STRIDE)


def padded(features):
    """Features of some strings as one array, zeros on the right.

    Args:
        features: list of n float arrays (frames, 40).

    Returns:
        float32 array (n, width, 40). The width is a multiple of the stride and leaves at least two outputs
        free, so that no convolution sees where the array ends.
    """
    width = STRIDE * outputs_of(max(map(len, features)) + 2 * STRIDE)
    array = np.zeros((len(features), width, BANDS), "float32")
    for row, sound in zip(array, features, strict=True):
        row[: len(sound)] = sound
    return array


def check_lengths(features, labels):
    """Refuse strings that are too short for their labels: the loss would be huge and its gradient mean nothing.

    Args:
        features: list of float arrays (frames, 40).
        labels: list of int arrays, digits.

    Raises:
        CourseError: a string has fewer outputs than its label has digits, and one more for each that repeats
            the one before it.
    """
    for place, (sound, label) in enumerate(zip(features, labels, strict=True)):
        repeats = int((np.diff(label) == 0).sum())
        if outputs_of(len(sound)) < len(label) + repeats:
            raise CourseError(
                f"string {place} has {len(sound)} frames, of which the net makes "
                f"{outputs_of(len(sound))} outputs; its label {[int(digit) for digit in label]} needs "
                f"{len(label) + repeats}: one a digit"
                + f" and a blank between equal ones ({repeats} here)" * (repeats > 0)
                + ". Leave it out, or halve the time steps less often"
            )


def batches(features, labels, size=BATCH):
    """Batches of strings that are about equally long, so that little of a batch is padding.

    Args:
        features: list of float arrays (frames, 40).
        labels: list of int arrays, digits.
        size: int, strings a batch; left-over strings are the shortest, and are dropped.

    Returns:
        list of (features (size, frames, 40), classes (size, U)); classes are padded with 0.

    Raises:
        CourseError: a string is too short for its label.
    """
    check_lengths(features, labels)
    order = np.argsort([len(sound) for sound in features], kind="stable")
    rows = order[len(order) % size :].reshape(-1, size)
    longest = max(map(len, labels))
    found = []
    for batch in rows:
        classes = np.zeros((size, longest), "int32")
        for row, i in zip(classes, batch, strict=True):
            row[: len(labels[i])] = np.asarray(labels[i]) + 1
        found.append((padded([features[i] for i in batch]), classes))
    return found


def stream(lessons, steps, seed):
    """Batches for `fit`, in another order in every epoch.

    Args:
        lessons: list of tuples of arrays, whose lengths differ from batch to batch.
        steps: int, batches in all.
        seed: int, of the order.

    Returns:
        tf.data.Dataset, which tells TensorFlow that lengths differ, so that it builds one graph for all.
    """
    import tensorflow as tf

    def draw():
        rng = np.random.default_rng(seed)
        for step in range(steps):
            if step % len(lessons) == 0:
                order = rng.permutation(len(lessons))
            yield lessons[order[step % len(lessons)]]

    def any_length(
        array,
    ):  # of labels, too: a second graph for other labels makes TensorFlow complain
        return tf.TensorSpec((None, None, *array.shape[2:]), array.dtype)

    signature = tf.nest.map_structure(any_length, lessons[0])
    batches_drawn = tf.data.Dataset.from_generator(draw, output_signature=signature)
    return batches_drawn.apply(tf.data.experimental.assert_cardinality(steps))


def fit(model, lessons, steps, seed, each=None):
    """Train a compiled model quietly on a `stream` of batches.

    Args:
        model: keras.Model.
        lessons, steps, seed: as for `stream`.
        each: called with the number of steps taken, from 0 on, or None.
    """
    import keras

    each = each or (lambda step: None)
    each(0)
    note = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: each(batch + 1))
    model.fit(stream(lessons, steps, seed), verbose=0, callbacks=[note])


def error_rate(write, features, labels):
    """Wrong, missing and surplus digits of all strings, as a share of the digits that were spoken.

    Args:
        write: function of features that gives the digits it heard, a list of lists of int.
        features: list of float arrays (frames, 40).
        labels: list of int arrays, digits.

    Returns:
        float; above 1 if more is made up than was spoken.
    """
    heard = write(features)
    wrong = sum(_edits(list(a), list(b)) for a, b in zip(labels, heard, strict=True))
    return float(wrong / sum(map(len, labels)))


def _edits(spoken_one, written_one):
    """Fewest digits to change, drop or add."""
    costs = list(range(len(written_one) + 1))
    for row, symbol in enumerate(spoken_one, 1):
        before, costs[0] = costs[0], row
        for place, other in enumerate(written_one, 1):
            changed = before + (symbol != other)
            before = costs[place]
            costs[place] = min(changed, before + 1, costs[place - 1] + 1)
    return costs[-1]


@lru_cache(maxsize=1)
def lessons():
    """Strings of 3 to 5 digits to learn from, a `course.data.spoken.Spoken`."""
    return spoken.strings(STRINGS, seed=TRAIN_SEED, voices="train")


@lru_cache(maxsize=1)
def exams():
    """Strings to measure with, a dict of Spoken.

    `valid`: voices drawn anew, from where those to learn from come; settings are chosen with them.
    `new`: voices whose vocal tract is as long as none to learn from, 3 to 5 digits. `long`: such voices, 8 to
    10 digits.
    """
    return {
        "valid": spoken.strings(VALID, seed=VALID_SEED, voices="train"),
        "new": spoken.strings(TEST, seed=TEST_SEED, voices="new"),
        "long": spoken.strings(TEST // 2, digits=LONG, seed=LONG_SEED, voices="new"),
    }


@lru_cache(maxsize=1)
def quiet():
    """The strings of `exams()["new"]`, spoken at a tenth of the loudness: a Spoken."""
    return spoken.strings(TEST, seed=TEST_SEED, voices="new", gain=(0.05, 0.1))


@lru_cache(maxsize=1)
def lengths():
    """Strings by new voices, a dict: number of digits, each of LENGTHS -> Spoken."""
    return {
        digits: spoken.strings(
            OF_A_LENGTH, digits=(digits, digits), seed=LENGTHS_SEED + 100 * digits, voices="new"
        )
        for digits in LENGTHS
    }


def edge(tract, count=60, seed=15):
    """Strings by voices that are drawn at random, but for the length of their vocal tract.

    Args:
        tract: float, 1 for a usual length.
        count: int, strings, each by another voice.
        seed: int.

    Returns:
        Spoken.
    """
    rng = np.random.default_rng(seed)
    found = spoken.Spoken([], [], [])
    for place in range(count):
        voice = Voice.draw(rng)._replace(tract=tract)
        one = spoken.strings(1, seed=1_000 * seed + place, voices=voice)
        for field, entries in zip(found, one, strict=True):
            field.extend(entries)
    return found


def watched(learn, measure, steps, progress=None, also=None):
    """Train, and measure after every EVERY steps.

    Args:
        learn: function of `each`, which it calls with the number of steps taken.
        measure: function without arguments, the error rate that settings are chosen by.
        steps: int, of the whole training.
        progress: called after each measurement with (how many there were, error rate), or None.
        also: called with the number of steps taken, or None.

    Returns:
        dict: valid, a list of [steps, error rate], and seconds, what measuring took not counted.
    """
    curve, seconds, started = [], 0.0, time.perf_counter()

    def each(step):
        nonlocal seconds, started
        seconds += time.perf_counter() - started
        if step and (step % EVERY == 0 or step == steps):
            curve.append([step, round(measure(), 4)])
            if progress:
                progress(len(curve), curve[-1][1])
        if also:
            also(step)
        started = time.perf_counter()

    learn(each=each)
    return {"valid": curve, "seconds": round(seconds, 1)}


def with_bar(name, train, steps, **settings):
    """Call `train` with a bar on stderr, which moves after every EVERY steps; `name` stands before it."""
    return training.with_bar(
        name, train, -(-steps // EVERY), "digits wrong", unit=f"{EVERY} steps", **settings
    )


def fingerprint():
    """Of the sounds, 40 floats: the mean of a few strings in each band. Other sounds need other weights."""
    strings = spoken.strings(20, seed=TRAIN_SEED, voices="train")
    frames = np.concatenate(spoken.features(strings, normalise=False))
    return [round(float(mean), 2) for mean in frames.mean(axis=0)]
