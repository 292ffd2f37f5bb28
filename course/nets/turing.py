"""Neural Turing Machines that learn to copy a tape of bits, and what becomes of them without a part.

Lab 12 explains every line of the model and of its loss, and trains one before your eyes; this module repeats
them, trains the nets that the lab compares, and keeps what they can do: with longer tapes, with more vectors
than the memory has rows, without sharpening, shift, interpolation or content, and beside an LSTM.
"""

import time

import numpy as np

from course.data import tapes
from course.nets import copying, storage, training

UNITS, ROWS, WIDTH = 64, 32, 12  # of a controller; of the memory
PLAIN_UNITS = 128  # of the LSTM without memory
LENGTHS = (1, 2, 3, 5, 10, 15, 20, 25, 28, 30, 31, 32, 33, 34, 36, 40, 50)
PARTS = ("content", "interpolation", "shift", "sharpening")  # of the addressing
CUT_LENGTHS = (1, 2, 3, 5, 10, 20, 30)
REPEATS = tuple((length, times) for length in (1, 3, 5, 8, 10) for times in (1, 3, 5, 7, 10))
SEEDS = (1, 2, 3, 4, 5)
MACHINE_RATES, PLAIN_RATES = (copying.RATE,), (0.003, 0.01, 0.03)  # the best one counts
RATES = {"dense": MACHINE_RATES, "lstm": MACHINE_RATES, "plain": PLAIN_RATES}
STEPS = {"copy": copying.STEPS, "blanks": copying.STEPS, "repeat": 3_000}
PLAIN_STEPS = {"copy": 1_200, "repeat": 3_000}
WITH_WEIGHTS = {f"turing-dense-{seed}": {"seed": seed} for seed in SEEDS} | {
    "turing-plain-1": {"kind": "plain", "seed": 1},
    "turing-repeat-1": {"task": "repeat", "seed": 1},
    "turing-repeat-2": {"task": "repeat", "seed": 2},
    "turing-repeat-3": {"task": "repeat", "seed": 3},
}
RECORDED = {
    "turing-plain-2": {"kind": "plain", "seed": 2},
    "turing-plain-3": {"kind": "plain", "seed": 3},
    "turing-repeat-plain-1": {"kind": "plain", "task": "repeat", "seed": 1},
    "turing-blanks-1": {"task": "blanks", "seed": 1},
}
VARIANTS = WITH_WEIGHTS | RECORDED  # name -> settings of `train`
SHIPPED = "turing-dense-1"


def build_model(kind="dense", task="copy", units=UNITS, **settings):
    """A Neural Turing Machine or an LSTM, and a logit for each bit.

    Args:
        kind: "dense" or "lstm", a machine with that controller; or "plain", an LSTM without memory.
        task: one of `copying.TASKS`.
        units: int, of the machine's controller.
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
        cell = NTMCell(units, ROWS, WIDTH, controller=kind, **settings)
        layer = keras.layers.RNN(cell, return_sequences=True, name="memory")
    outputs = tapes.BITS + (task == "repeat")
    return keras.Model(inputs, keras.layers.Dense(outputs, name="logits")(layer(inputs)))


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


def steps_of(kind, task):
    """How many batches a net learns from; the LSTM has twice as many for copying, as its steps take half."""
    return (PLAIN_STEPS if kind == "plain" else STEPS)[task]


def train(kind="dense", seed=1, task="copy", steps=None, progress=None):
    """Train a net, and measure what it can do.

    Args:
        kind, task: as for `build_model`.
        seed: int, of the weights and the tapes. A machine that is to copy has seed + 100 as a second chance;
            the LSTM has three rates, and the best one for tapes of `copying.VALID_SEED` is kept.
        steps: int, by default `steps_of` the two.
        progress: as for `copying.learn`.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`.
    """
    started, computed = time.perf_counter(), time.process_time()
    steps, tried, best = steps or steps_of(kind, task), [], None
    seeds = (seed,) if kind == "plain" or task == "repeat" else (seed, seed + 100)
    for rate in RATES[kind]:
        learnt = copying.learn(
            lambda: build_model(kind, task),
            seeds=seeds, task=task, rate=rate, steps=steps, progress=progress,
        )  # fmt: skip
        tried.append([rate, learnt.curve[-1][2]])
        if best is None or learnt.curve[-1][2] < best[0].curve[-1][2]:
            best = learnt, rate
    (model, curve, used), rate = best
    computed = time.process_time() - computed  # of the training alone, on however many cores
    facts = {
        "kind": kind,
        "task": task,
        "seed": seed,
        "seed_used": used,
        "rate": rate,
        "tried": tried,
        "steps": curve[-1][0],
        "batch": copying.BATCH,
        "parameters": model.count_params(),
        "rows": ROWS,
        "cpu_seconds": round(computed, 1),
        "data": fingerprint(),
        "curve": curve,
        "solved": next((step for step, _, error in curve if error <= copying.SOLVED), None),
        **results(model, kind, task),
        **training.made(started),
    }
    return model, facts


def results(model, kind, task):
    """What a net can do: dict of "errors", [[length, error], ...], and of a machine's "surgery" likewise.

    For the second task a row of "errors" is [length, times, error].
    """

    def measure(net, exams):
        return [[*exam, round(copying.bit_error(net, *exam, task=task), 4)] for exam in exams]

    if task == "repeat":
        return {"errors": measure(model, REPEATS)}
    found = {"errors": measure(model, [(length,) for length in LENGTHS])}
    if kind != "plain":
        cut = [(length,) for length in CUT_LENGTHS]
        found["surgery"] = {part: measure(altered(model, without=[part]), cut) for part in PARTS}
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

    kind, task = VARIANTS[name].get("kind", "dense"), VARIANTS[name].get("task", "copy")
    total = len(RATES[kind]) * steps_of(kind, task) // copying.EVERY
    model, facts = training.with_bar(
        name, shown, total, "of bits wrong", unit="25 steps", form="{:.1%}", **VARIANTS[name]
    )
    return storage.save(name, model.get_weights() if name in WITH_WEIGHTS else [], facts)
