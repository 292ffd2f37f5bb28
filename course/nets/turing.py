"""Neural Turing Machines that learn to copy a tape of bits, and what becomes of them without a part.

Lab 12 explains every line of the model and of its loss, and trains one before your eyes; this module repeats
them, trains the nets that the lab compares, and keeps what they can do: with longer tapes, with more vectors
than the memory has rows, without sharpening, shift, interpolation or content, and beside an LSTM.
"""

import time
from typing import NamedTuple

import numpy as np

from course.data import tapes
from course.nets import storage, training

UNITS, ROWS, WIDTH = 64, 32, 12  # of a controller; of the memory
PLAIN_UNITS = 128  # of the LSTM without memory
BATCH, RATE, CLIP = 16, 0.005, 1.0
EVERY = 25  # steps between two measurements
LONGEST = 10  # vectors of a tape to learn from; 1 to 10 are drawn alike
SOLVED = 0.01  # bit error at LONGEST
TRAIN_SEED, VALID_SEED, TEST_SEED = 21, 22, 23
LENGTHS = (1, 2, 3, 5, 10, 15, 20, 25, 28, 30, 31, 32, 33, 34, 36, 40, 50)
WITHOUTS = (("content",), ("interpolation",), ("shift",), ("sharpening",))
CUT_LENGTHS = (1, 2, 3, 5, 10, 20, 30)
REPEAT_LENGTH, REPEAT_TIMES = 5, 5  # the most of both to learn from
REPEATS = tuple((length, times) for length in (1, 3, 5, 8, 10) for times in (1, 3, 5, 7, 10))
SEEDS = (1, 2, 3)
KINDS = {  # the rates of which each net may take the best, steps
    "dense": ((RATE,), 1_000),
    "lstm": ((RATE,), 1_000),
    "plain": ((0.001, 0.003, 0.01), 1_000),
}
WITH_WEIGHTS = {
    f"turing-{kind}-{seed}": {"kind": kind, "seed": seed} for kind in KINDS for seed in SEEDS
}
RECORDED = {}
VARIANTS = WITH_WEIGHTS | RECORDED  # name -> settings of `train`
SHIPPED = "turing-dense-1"


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


def build_model(kind="dense", task="copy", **settings):
    """A Neural Turing Machine or an LSTM, and a logit for each bit.

    Args:
        kind: "dense" or "lstm", a machine with that controller; or "plain", an LSTM without memory.
        task: "copy" or "repeat".
        **settings: more arguments of NTMCell.

    Returns:
        keras.Model of inputs (n, steps, bits + 1) -> logits (n, steps, outputs), not compiled.
    """
    import keras

    from course.layers.ntm import NTMCell

    inputs = keras.Input((None, tapes.BITS + 1))
    if kind == "plain":
        layer = keras.layers.LSTM(PLAIN_UNITS, return_sequences=True, name="memory")
    else:
        cell = NTMCell(UNITS, ROWS, WIDTH, controller=kind, **settings)
        layer = keras.layers.RNN(cell, return_sequences=True, name="memory")
    outputs = tapes.BITS + (task == "repeat")
    return keras.Model(inputs, keras.layers.Dense(outputs, name="logits")(layer(inputs)))


def lessons(task, seed):
    """Batches without end, each of tapes of one length, for `fit`: inputs, targets, answer.

    Args:
        task: "copy" or "repeat".
        seed: int.
    """
    rng = np.random.default_rng((TRAIN_SEED, seed))
    while True:
        if task == "copy":
            yield tuple(tapes.copy(BATCH, rng.integers(1, LONGEST + 1), seed=rng))
        else:
            length, times = rng.integers(1, (REPEAT_LENGTH + 1, REPEAT_TIMES + 1))
            yield tuple(tapes.repeats(BATCH, length, times, seed=rng))


def learn(
    build, *, seeds=(1, 101), task="copy", rate=RATE, steps=None, optimizer=None, progress=None
):
    """Train a net; if its bit error is above 0.01 at the end, make another one from the next seed.

    Args:
        build: function without arguments that makes the keras.Model.
        seeds: ints, of weights and tapes: the first one, and the second chance.
        task: "copy" or "repeat".
        rate: float, the learning rate of Adam.
        steps: int, batches of 16 tapes; by default as many as those that ship had.
        optimizer: function without arguments that makes another optimizer than Adam, or None.
        progress: called every 25 steps with (step, loss, bit error), or None; if it returns True, the net has
            learned enough.

    Returns:
        Learnt.
    """
    import keras

    steps = steps or KINDS["dense"][1]
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model, curve = build(), []
        model.compile(
            optimizer() if optimizer else keras.optimizers.Adam(rate, global_clipnorm=CLIP),
            keras.losses.BinaryCrossentropy(
                from_logits=True, reduction="mean_with_sample_weight"
            ),  # the mean over the answer alone
            jit_compile=False,  # it would compile a program for each length
        )

        def note(epoch, logs, model=model, curve=curve):
            error = valid_error(model, task)
            curve.append([(epoch + 1) * EVERY, round(logs["loss"], 4), round(error, 4)])
            if progress and progress(*curve[-1]) is True:
                model.stop_training = True

        model.fit(
            lessons(task, seed),
            steps_per_epoch=EVERY,
            epochs=max(steps // EVERY, 1),
            verbose=0,
            callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=note)],
        )
        if curve[-1][2] <= SOLVED:
            break
    return Learnt(model, curve, seed)


def wrong(model, exam):
    """Share of the answer's bits that a net has wrong, at each step of the answer.

    Args:
        model: as `build_model` makes it.
        exam: Tapes, of one length.

    Returns:
        float array (steps of the answer,).
    """
    said = np.asarray(model.predict_on_batch(exam.inputs)) > 0
    due = exam.answer[0] == 1
    return (said != exam.targets)[:, due].mean(axis=(0, 2))


def bit_error(model, length, times=None, *, count=100, seed=TEST_SEED):
    """Share of the answer's bits that a net has wrong.

    Args:
        model: as `build_model` makes it.
        length: int, vectors of each tape.
        times: int, how often they are to be written; None for the copy task.
        count: int, tapes.
        seed: int, of the tapes; by default those that the recorded results are measured with.

    Returns:
        float; about 0.5 if the net guesses.
    """
    if times is None:
        exam = tapes.copy(count, length, seed=seed)
    else:
        exam = tapes.repeats(count, length, times, seed=seed)
    return float(wrong(model, exam).mean())


def valid_error(model, task):
    """Bit error of the longest tapes that are learned from, drawn to choose settings with."""
    most = (LONGEST,) if task == "copy" else (REPEAT_LENGTH, REPEAT_TIMES)
    return bit_error(model, *most, seed=VALID_SEED)


def altered(model, **changes):
    """A machine with the same weights and other settings.

    Args:
        model: keras.Model whose second layer is a keras.layers.RNN of an NTMCell, the third one dense.
        **changes: arguments of NTMCell that leave its weights as they are: without, show_heads.

    Returns:
        keras.Model of the same inputs; with show_heads=True of what the machine gives, not of logits.
    """
    import keras

    from course.layers.ntm import NTMCell

    _, memory, dense = model.layers
    cell = NTMCell.from_config(memory.cell.get_config() | changes)
    inputs = keras.Input(model.input_shape[1:])
    new = keras.layers.RNN(cell, return_sequences=True)
    outputs = new(inputs)
    new.set_weights(memory.get_weights())
    if cell.show_heads:
        return keras.Model(inputs, outputs)
    return keras.Model(inputs, dense(outputs))


def heads(model, inputs):
    """Where the heads of a machine are.

    Args:
        model: as for `altered`.
        inputs: float array (n, steps, bits + 1).

    Returns:
        read, write: float arrays (n, steps, rows), whose last axis sums to 1.
    """
    shown = np.asarray(altered(model, show_heads=True).predict_on_batch(inputs))
    rows = model.layers[1].cell.rows
    return shown[..., -2 * rows : -rows], shown[..., -rows:]


def fingerprint():
    """SHA-256 of some tapes: a task that changes needs other weights."""
    some = [*tapes.copy(5, 7, seed=1), *tapes.repeats(5, 3, 2, seed=1)]
    return training.fingerprint(b"".join(array.tobytes() for array in some))


def train(kind="dense", seed=1, task="copy", steps=None, progress=None):
    """Train a net, and measure what it can do.

    Args:
        kind, task: as for `build_model`.
        seed: int, of the weights and the tapes. A machine has seed + 100 as a second chance; the LSTM has
            three rates instead, and its best one is kept.
        steps: int, by default as KINDS says.
        progress: as for `learn`.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`.
    """
    started = time.perf_counter()
    rates, own_steps = KINDS[kind]
    steps, tried, best = steps or own_steps, [], None
    for rate in rates:
        seeds = (seed, seed + 100) if len(rates) == 1 else (seed,)
        learnt = learn(
            lambda: build_model(kind, task),
            seeds=seeds, task=task, rate=rate, steps=steps, progress=progress,
        )  # fmt: skip
        tried.append([rate, learnt.curve[-1][2]])
        if best is None or learnt.curve[-1][2] < best[0].curve[-1][2]:
            best = learnt, rate
    (model, curve, used), rate = best
    facts = {
        "kind": kind,
        "task": task,
        "seed": seed,
        "seed_used": used,
        "rate": rate,
        "tried": tried,
        "steps": curve[-1][0],
        "batch": BATCH,
        "parameters": model.count_params(),
        "rows": ROWS,
        "data": fingerprint(),
        "curve": curve,
        "solved": next((step for step, _, error in curve if error <= SOLVED), None),
        **results(model, kind, task),
        **training.made(started),
    }
    return model, facts


def results(model, kind, task):
    """What a net can do: dict of "errors", [[length, error], ...], and of a machine's "surgery" likewise.

    For the second task a row of "errors" is [length, times, error].
    """

    def measure(net, exams):
        return [[*exam, round(bit_error(net, *exam), 4)] for exam in exams]

    if task == "repeat":
        return {"errors": measure(model, REPEATS)}
    found = {"errors": measure(model, [(length,) for length in LENGTHS])}
    if kind != "plain":
        cut = [(length,) for length in CUT_LENGTHS]
        found["surgery"] = {
            " ".join(parts): measure(altered(model, without=parts), cut) for parts in WITHOUTS
        }
    return found


def load(name=SHIPPED, folder=None):
    """A trained net.

    Args:
        name: a key of WITH_WEIGHTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """
    return storage.load_model(name, lambda facts: build_model(facts["kind"], facts["task"]), folder)


def record(name=SHIPPED, folder=None):
    """What is known of a trained net, a key of VARIANTS: a dict, as `train` returns it."""
    return storage.load(name, folder)[1]


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""

    def shown(progress, **settings):
        return train(progress=lambda step, loss, error: progress(step, error), **settings)

    rates, steps = KINDS[VARIANTS[name]["kind"]]
    total = len(rates) * steps // EVERY
    what = "of bits wrong"
    model, facts = training.with_bar(
        name, shown, total, what, unit="25 steps", form="{:.1%}", **VARIANTS[name]
    )
    return storage.save(name, model.get_weights() if name in WITH_WEIGHTS else [], facts)
