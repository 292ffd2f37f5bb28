"""Lecture 4's demo for the terminal: the net reads "123+34" and writes "157".

Lab 04 explains every line of the model and its training; this module holds the same settings.
"""

import hashlib
import math
import re
import sys
from pathlib import Path

import numpy as np

from course import files, runtime
from course.data import addition
from course.demos.prompt import converse
from course.errors import CourseError

DIGITS = 3
READ, WRITE = 2 * DIGITS + 1, DIGITS + 1  # characters in, characters out
ALPHABET = np.array(list("0123456789+ "))
TRAIN, TEST = 45_000, 5_000
UNITS, BATCH, EPOCHS, RATE = 128, 64, 4, 0.018
SEED = 4


def parse(text):
    """The two numbers of a sum such as "123+34", or CourseError with what is allowed."""
    match = re.fullmatch(r"\s*([0-9]{1,3})\s*\+\s*([0-9]{1,3})\s*", text)
    if not match:
        found = (
            "an empty line"
            if not text.strip()
            else repr(text if len(text) < 30 else text[:27] + "...")
        )
        raise CourseError(f"type two numbers of at most three digits, as in 123+34; got {found}")
    return int(match[1]), int(match[2])


def build_model(steps):
    """The lecture's net, compiled: reads (batch, 7, 12), writes (batch, 4, 12) probabilities.

    Args:
        steps: training steps in all, which set the learning rate's rise and fall.
    """
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((READ, len(ALPHABET))),
            layers.LSTM(UNITS, kernel_initializer="he_normal"),
            layers.RepeatVector(WRITE),
            layers.LSTM(UNITS, kernel_initializer="he_normal", return_sequences=True),
            layers.Dense(len(ALPHABET), activation="softmax"),
        ]
    )
    warm_up = steps // 20
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warm_up, warmup_target=RATE, warmup_steps=warm_up
    )
    model.compile(
        keras.optimizers.Nadam(rate, beta_2=0.98),
        loss="categorical_crossentropy",
        steps_per_execution=math.ceil(steps / (4 * EPOCHS)),  # a quarter of an epoch
    )
    return model


def train(seed=SEED, callbacks=()):
    """Train the net on 45,000 sums.

    Args:
        seed: int, for the sums and the weights.
        callbacks: Keras callbacks for `fit`.

    Returns:
        model, unseen: the trained model, and (questions, answers) that it has not seen.
    """
    import keras

    from course.batches.pipeline import batches

    keras.utils.set_random_seed(seed)
    data = addition.sums(TRAIN + TEST, DIGITS, seed=seed)
    x, y = _encode(data.questions[:TRAIN], READ)[:, ::-1], _encode(data.answers[:TRAIN], WRITE)
    model = build_model(EPOCHS * (TRAIN // BATCH))
    model.fit(batches(x, y, BATCH), epochs=EPOCHS, verbose=0, callbacks=list(callbacks))
    return model, (data.questions[TRAIN:], data.answers[TRAIN:])


def ask(model, questions):
    """What the net writes for each question, a list of str."""
    written = model.predict_on_batch(_encode(questions, READ)[:, ::-1]).argmax(axis=-1)
    return ["".join(row).strip() for row in ALPHABET[written]]


def main(question=None):
    """Answer one question, or prompt for them until the input ends; trains if nothing is cached.

    Args:
        question: str, or None for a prompt.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the one question is not a sum.
    """
    if question is not None:
        parse(question)
    runtime.quiet()
    model = _load() or _train_and_keep()
    if question is not None:
        print(_answer(model, question))
        return 0
    print(f"Sums of two numbers of at most {DIGITS} digits, answered by a network; Ctrl-D ends.")
    print("It has seen 45,000 of 500,500 sums, and a few of the short ones it gets wrong.")
    return converse("sum: ", lambda line: _answer(model, line))


def _answer(model, question):
    first, second = parse(question)
    written = ask(model, [f"{first}+{second}"])[0]
    right = str(first + second)
    return written if written == right else f"{written}  (wrong: {right} would be right)"


def _encode(texts, length):
    characters = np.array([list(text.ljust(length)) for text in texts])
    return (characters[:, :, None] == ALPHABET).astype("float32")


def _fingerprint():
    """What made the weights: this code, the data's code and the version of Keras."""
    import keras

    code = Path(__file__).read_bytes() + Path(addition.__file__).read_bytes()
    return hashlib.sha256(code + keras.__version__.encode()).hexdigest()[:16]


def _path():
    return files.cache_dir() / f"addition-{_fingerprint()}.keras"


def _load():
    import keras

    path = _path()
    if not path.exists():
        return None
    try:
        return keras.saving.load_model(path)
    except Exception as error:  # a damaged file, in whatever way
        print(f"{path} cannot be read ({type(error).__name__}): training again", file=sys.stderr)
        return None


def _train_and_keep():
    from keras.callbacks import LambdaCallback
    from tqdm import tqdm

    print("Training on 45,000 sums, once; the weights are kept for the next call.", file=sys.stderr)
    with tqdm(total=4 * EPOCHS, desc="training", bar_format="{l_bar}{bar}| {elapsed}") as bar:
        update = LambdaCallback(on_train_batch_end=lambda batch, logs: bar.update())
        model, (questions, answers) = train(callbacks=[update])
    right = np.mean([a == b for a, b in zip(ask(model, questions), answers, strict=True)])
    print(f"{right:.1%} of {len(answers)} unseen sums are answered right.", file=sys.stderr)
    try:
        with files.replacing(_path()) as part:
            model.save(part)
    except CourseError as error:
        print(f"The weights are not kept: {error}", file=sys.stderr)
    return model
