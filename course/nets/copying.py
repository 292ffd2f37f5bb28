"""Nets that copy tapes of bits: what they learn from, how they are trained, and how much they get wrong.

What `turing` trains with memory and without learns from the same tapes, and is measured with the same ones.
"""

from typing import NamedTuple

import numpy as np

from course.data import tapes

BATCH, RATE, CLIP, STEPS = 16, 0.005, 1.0, 600
EVERY = 25  # steps between two measurements
LONGEST = {"copy": (10, 1), "blanks": (10, 1), "repeat": (5, 5)}  # vectors, times: from 1 on
TASKS = tuple(LONGEST)
SOLVED = 0.01  # bit error at the longest
TRAIN_SEED, VALID_SEED, TEST_SEED = 21, 22, 23


class Learnt(NamedTuple):
    """What `learn` returns.

    Attributes:
        model: keras.Model, trained.
        curve: list of [step, loss of the last 25 steps, bit error of tapes to choose settings with].
        seed: int, the one that the net was made with: the last of those that were tried.
    """

    model: object
    curve: list
    seed: int


def draw(task, count, length, times=1, *, seed):
    """Tapes of one length.

    Args:
        task: one of TASKS: "copy"; "blanks", which is the same, but that vectors may be all 0; "repeat".
        count, length, times, seed: as for `course.data.tapes`; times counts for "repeat" alone.

    Returns:
        Tapes.
    """
    if task == "repeat":
        return tapes.repeats(count, length, times, seed=seed)
    return tapes.copy(count, length, seed=seed, blanks=task == "blanks")


def lessons(task, seed, batch=BATCH):
    """Batches without end, each of tapes of one length, for `fit`: inputs, targets, answer.

    Args:
        task: one of TASKS.
        seed: int.
        batch: int, tapes.
    """
    rng = np.random.default_rng((TRAIN_SEED, seed))
    longest, most = LONGEST[task]
    while True:
        length, times = rng.integers(1, (longest + 1, most + 1))
        yield tuple(draw(task, batch, length, times, seed=rng))


def learn(
    build,
    *,
    seeds=(1, 101),
    task="copy",
    rate=RATE,
    steps=None,
    batch=BATCH,
    optimizer=None,
    progress=None,
):
    """Train a net; if its bit error is above 0.01 at the end, make another one from the next seed.

    Args:
        build: function without arguments that makes the keras.Model.
        seeds: ints, of weights and tapes: the first one, and the second chance.
        task: one of TASKS.
        rate: float, the learning rate of Adam at the start; it falls to 0 along a cosine.
        steps: int, batches; by default as many as those that ship had.
        batch: int, tapes.
        optimizer: function without arguments that makes another optimizer than Adam, or None.
        progress: called every 25 steps with (step, loss, bit error), or None; if it returns True, the net has
            learned enough.

    Returns:
        Learnt.
    """
    import keras

    steps = steps or STEPS
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model, curve = build(), []
        model.compile(
            optimizer() if optimizer else adam(rate, steps),
            keras.losses.BinaryCrossentropy(
                from_logits=True, reduction="mean_with_sample_weight"
            ),  # the mean over the answer alone
            jit_compile=False,  # it would compile a program for each length
        )

        def note(epoch, logs, model=model, curve=curve):
            error = bit_error(model, *LONGEST[task], task=task, seed=VALID_SEED)
            curve.append([(epoch + 1) * EVERY, round(logs["loss"], 4), round(error, 4)])
            if progress and progress(*curve[-1]) is True:
                model.stop_training = True

        model.fit(
            lessons(task, seed, batch),
            shuffle=False,  # a generator cannot be shuffled, and Keras would say so
            steps_per_epoch=EVERY,
            epochs=max(steps // EVERY, 1),
            verbose=0,
            callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=note)],
        )
        if curve[-1][2] <= SOLVED:
            break
    return Learnt(model, curve, seed)


def adam(rate, steps):
    """Adam, whose rate falls from `rate` to 0 along a cosine, with gradients that are no longer than 1."""
    import keras

    falling = keras.optimizers.schedules.CosineDecay(rate, steps)
    return keras.optimizers.Adam(falling, global_clipnorm=CLIP)


def wrong(model, exam):
    """Share of the answer's bits that a net has wrong, at each step of the answer.

    Args:
        model: as `turing.build_model` makes it.
        exam: Tapes, of one length.

    Returns:
        float array (steps of the answer,).
    """
    said = np.asarray(model.predict_on_batch(exam.inputs)) > 0
    due = exam.answer[0] == 1
    return (said != exam.targets)[:, due].mean(axis=(0, 2))


def bit_error(model, length, times=1, *, task="copy", count=100, seed=TEST_SEED):
    """Share of the answer's bits that a net has wrong.

    Args:
        model: as `turing.build_model` makes it.
        length, times, task: of the tapes, as for `draw`.
        count: int, tapes.
        seed: int, of the tapes; by default those that the recorded results are measured with.

    Returns:
        float; about 0.5 if the net guesses.
    """
    return float(wrong(model, draw(task, count, length, times, seed=seed)).mean())
