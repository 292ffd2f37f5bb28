"""A character LSTM: seconds of training to 2.45 bits a character on tiny Shakespeare.

Against the settings of the public Keras example that generates text: windows of 40 characters, one every 3, as
one-hot vectors, LSTM(128), a guess for the last character alone, batches of 128, RMSprop with rate 0.01, `fit`
on numpy arrays. (The example reads Nietzsche in small letters; here both read the same text as it is.) Ours is
the net of `course.nets.characters`, with as large an LSTM: it guesses after every character, keeps its state
from batch to batch, and a call of `fit` does a quarter of an epoch.

Both learn from the first nine tenths of the text and are measured on the 100,000 characters after them, theirs
on a sample of windows in them. Time is what `fit` takes, building its graph included; measuring is not counted.
Theirs is given up when it has had `--patience` times our seconds: then the ratio is a lower bound, and the
bits that it had reached are told.

    COURSE_DATA=... python benchmarks/charmodel.py [--seeds 1] [--patience 6] [--json]

A second row codes text with the net that has been trained: 64 texts side by side against one alone. What
is decoded must be what was coded.
"""

import sys
import time

import numpy as np
from report import arguments, row, show

from course import runtime
from course.batches.stateful import stateful_batches
from course.data import shakespeare
from course.errors import CourseError
from course.language import coder
from course.nets import characters, training

WINDOW, EVERY, UNITS, BATCH, RATE = 40, 3, 128, 128, 0.01  # theirs
PARTS, OUR_RATE, MOST_EPOCHS = 4, 0.02, 3  # ours: parts of an epoch
CHUNK, SAMPLE = 100, 5_000  # of theirs: batches between two measurements, windows that are measured
CODED = 20  # characters a text


def ours(train, test, symbols, seed, goal):
    """Seconds to the goal (or of the whole training), the bits after each part, and the net."""
    import keras

    keras.utils.set_random_seed(seed)
    rows, steps = characters.ROWS, characters.STEPS
    batches = (len(train) - 1) // (rows * steps)
    part = batches // PARTS
    learner = characters.build_model(symbols, rows, steps, UNITS)
    net = characters.build_model(symbols, units=UNITS)
    learner.compile(
        training.optimizer(OUR_RATE, MOST_EPOCHS * PARTS * part, clip=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=part,
    )
    seconds, reached = 0.0, []
    epoch = stateful_batches(train[:-1], train[1:], rows, steps, drop_remainder=True)
    for turn in range(MOST_EPOCHS * PARTS):
        if turn % PARTS == 0:
            learner.layers[1].reset_state()
        data = epoch.skip(turn % PARTS * part).take(part)
        started = time.perf_counter()
        learner.fit(data, verbose=0)
        seconds += time.perf_counter() - started
        net.set_weights(learner.get_weights())
        reached.append(characters.bits(net, test))
        tell(f"ours {seconds:.1f} s, {reached[-1]:.3f} bits")
        if reached[-1] <= goal:
            break
    return seconds, reached, net


def theirs(train, test, symbols, seed, goal, limit):
    """Seconds to the goal (or until `limit`), and the bits after each chunk."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(seed)
    net = keras.Sequential(
        [
            keras.Input((WINDOW, symbols)),
            layers.LSTM(UNITS),
            layers.Dense(symbols, activation="softmax"),
        ]
    )
    net.compile("rmsprop", "categorical_crossentropy")
    net.optimizer.learning_rate = RATE
    rng = np.random.default_rng(seed)
    unseen = windows(test, rng.choice(len(test) - WINDOW, min(SAMPLE, len(test) - WINDOW)), symbols)
    seconds, reached, starts = 0.0, [], np.zeros(0, int)
    while seconds < limit and (not reached or reached[-1] > goal):
        if len(starts) < CHUNK * BATCH:  # an epoch ends, and its last incomplete chunk is left out
            starts = rng.permutation(np.arange(0, len(train) - WINDOW, EVERY))
        now, starts = starts[: CHUNK * BATCH], starts[CHUNK * BATCH :]
        x, y = windows(train, now, symbols)
        started = time.perf_counter()
        net.fit(x, y, batch_size=BATCH, epochs=1, verbose=0)
        seconds += time.perf_counter() - started
        reached.append(float(net.evaluate(*unseen, batch_size=500, verbose=0)) / np.log(2))
        tell(f"theirs {seconds:.1f} s, {reached[-1]:.3f} bits")
    return seconds, reached


def windows(ids, starts, symbols):
    """One-hot windows (n, WINDOW, symbols) and the character after each (n, symbols), as bool."""
    identity = np.eye(symbols, dtype=bool)
    return identity[ids[starts[:, None] + np.arange(WINDOW)]], identity[ids[starts + WINDOW]]


def code(net, alphabet, test, rows):
    """Seconds to code 1,000 characters, in texts that are read side by side."""
    texts = test[: rows * CODED].reshape(rows, CODED)
    step, state = characters.steps(net, alphabet, rows, before="\n")
    started = time.perf_counter()
    codes = coder.encode_rows(texts, step, state)
    seconds = time.perf_counter() - started
    if not np.array_equal(coder.decode_rows(codes, CODED, step, state), texts):
        sys.exit(f"{rows} texts side by side: what was decoded is not what was coded")
    return seconds / texts.size * 1_000


def tell(line):
    print(line, file=sys.stderr, flush=True)


def main():
    options = arguments(__doc__.splitlines()[0], seeds=1, goal=2.45, patience=6.0)
    try:
        text = shakespeare.load()
    except CourseError as error:
        sys.exit(str(error))
    runtime.quiet()
    alphabet = "".join(sorted(set(text)))
    train, test = (characters.encode(part, alphabet) for part in shakespeare.split(text))
    fast, slow, last, side_by_side, alone = [], [], [], [], []
    for seed in range(1, options.seeds + 1):
        seconds, our_bits, net = ours(train, test, len(alphabet), seed, options.goal)
        if our_bits[-1] > options.goal:
            sys.exit(f"ours reached {our_bits[-1]:.3f} bits, seed {seed}")
        their_seconds, their_bits = theirs(
            train, test, len(alphabet), seed, options.goal, options.patience * seconds
        )
        fast.append(seconds)
        slow.append(their_seconds)
        last.append(min(their_bits))
        side_by_side.append(code(net, alphabet, test, 64))
        alone.append(code(net, alphabet, test, 1))
    given_up = any(bits > options.goal for bits in last)
    bound = "at least, theirs given up" if given_up else "theirs gets there"
    rows = [
        row(f"train to {options.goal:g} bits a character ({bound})", fast, slow, "s", bar=5),
        row("code 1,000 characters, 64 texts at once / 1", side_by_side, alone, "s"),
    ]
    show(rows, options.json)
    tell(f"theirs had reached {', '.join(f'{bits:.3f}' for bits in last)} bits")


if __name__ == "__main__":
    main()
