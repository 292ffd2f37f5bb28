"""Lab 09's training against that of the published Keras example lstm_seq2seq, with equal units and batch size.

The published settings: one-hot arrays padded to the longest text, no mask, source in reading order, RMSprop
0.001, numpy arrays into `fit`. Lab 09's: ids, batches of about equal length, a mask, the source reversed, Nadam
with a warm-up and a cosine.

- Seconds until unseen sentences are right in every character as often as ours are at the end of their training:
  what somebody waits for. Both learn from the same sentences of the grammar. Theirs stops when it is as good;
  or when it has taken --limit times as long as ours, and then the ratio is a lower bound.
- Seconds of an epoch on pairs as long as those of the published example: its own, the first of Tatoeba's, where
  COURSE_DATA or the cache has them, else long sentences of the grammar. The first epoch of each, which builds
  the training function, is left out.

Both train alternately in one run. Measuring is not counted as training.

    python benchmarks/seq2seq.py [--pairs 10000] [--units 256] [--epochs 8] [--timed 2] [--repeats 2]
                                 [--limit 8] [--json]
"""

import sys
import time

import numpy as np
from report import arguments, row, show

from course import runtime
from course.batches.pipeline import batches_by_length
from course.data import sentences, tatoeba
from course.errors import CourseError
from course.nets import decoding, seq2seq, training

BATCH = 64
PEAK = 0.012  # of the learning rate


class Ours:
    """Lab 09's model and training."""

    def __init__(self, train, alphabet, units, epochs):
        import keras

        self.alphabet = alphabet
        source = seq2seq.encode(train.source, alphabet, reverse=True)
        target = seq2seq.encode(train.target, alphabet, start=True, end=True)
        read, write = target[:, :-1] * (target[:, 1:] != 0), target[:, 1:]
        self.model = seq2seq.build_model(len(alphabet) + 3, units)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.model.compile(training.optimizer(PEAK, epochs * (len(source) // BATCH)), loss)
        self.fit = {"x": batches_by_length((source, read), write, BATCH)}

    def right(self, pairs):
        source = seq2seq.encode(pairs.source, self.alphabet, reverse=True)
        target = seq2seq.encode(pairs.target, self.alphabet, start=True, end=True)
        return decoding.exact_match(self.model, source, target).mean()


class Published:
    """The example's model and training."""

    def __init__(self, train, alphabet, units, epochs):
        import keras
        from keras import layers

        self.alphabet, symbols = alphabet, len(alphabet) + 3
        source, written = keras.Input((None, symbols)), keras.Input((None, symbols))
        _, *thought = layers.LSTM(units, return_state=True)(source)
        outputs = layers.LSTM(units, return_sequences=True)(written, initial_state=thought)
        self.model = keras.Model(
            [source, written], layers.Dense(symbols, activation="softmax")(outputs)
        )
        self.model.compile("rmsprop", "categorical_crossentropy")
        self.width = max(map(len, train.source)), max(map(len, train.target)) + 2
        *inputs, write = self.one_hot(train)
        self.fit = {"x": inputs, "y": write, "batch_size": BATCH}

    def one_hot(self, pairs):
        source = seq2seq.encode(pairs.source, self.alphabet, length=self.width[0])
        target = seq2seq.encode(
            pairs.target, self.alphabet, start=True, end=True, length=self.width[1]
        )
        table = np.eye(len(self.alphabet) + 3, dtype="float32")
        return [table[ids] for ids in (source, target[:, :-1], target[:, 1:])]

    def right(self, pairs):
        *inputs, write = self.one_hot(pairs)
        write = write.argmax(-1)
        hits = self.model.predict(inputs, verbose=0).argmax(-1) == write
        return (hits | (write == 0)).all(axis=1).mean()


class Clock:
    """Seconds of training alone: `measure` is called after each epoch, and may end the training."""

    def __init__(self, measure):
        self.measure, self.seconds, self.epochs = measure, 0.0, []

    def callback(self):
        import keras

        clock = self

        class Note(keras.callbacks.Callback):
            def on_epoch_begin(self, epoch, logs=None):
                clock.started = time.perf_counter()

            def on_epoch_end(self, epoch, logs=None):
                clock.epochs.append(time.perf_counter() - clock.started)
                clock.seconds += clock.epochs[-1]
                self.model.stop_training = clock.measure(clock)

        return Note()


def train(side, epochs, measure):
    """Fit one side; returns its Clock."""
    clock = Clock(measure)
    side.model.fit(**side.fit, epochs=epochs, verbose=0, callbacks=[clock.callback()])
    return clock


def to_equal_match(pairs, units, epochs, limit):
    """(our seconds, theirs, the share of unseen sentences right, whether theirs got there)."""
    corpus = sentences.corpus(
        "fr", pairs, 300, 5, seed=seq2seq.DATA_SEED, characters=seq2seq.CHARACTERS
    )
    alphabet = seq2seq.alphabet_of(corpus.train)
    ours = Ours(corpus.train, alphabet, units, epochs)
    mine = train(ours, epochs, lambda clock: False).seconds
    goal = ours.right(corpus.unseen)
    theirs, reached = Published(corpus.train, alphabet, units, epochs), []

    def enough(clock):
        share = theirs.right(corpus.unseen)
        print(f"  published, {clock.seconds:.0f} s: {share:.3f} of {goal:.3f}", file=sys.stderr)
        reached.append(share >= goal)
        return reached[-1] or clock.seconds > limit * mine

    clock = train(theirs, 10_000, enough)
    return mine, clock.seconds, goal, reached[-1]


def long_pairs(count):
    """As many pairs as the published example learns from, and what they are."""
    try:
        pairs = tatoeba.load("fra")
        return sentences.Pairs(pairs.source[:count], pairs.target[:count], *[[]] * 4), "Tatoeba's"
    except CourseError:
        return sentences.corpus("fr", count, 0, 0, seed=seq2seq.DATA_SEED).train, "long"


def an_epoch(side, pairs, units, timed):
    """Seconds of an epoch, the first one left out."""
    made = side(pairs, seq2seq.alphabet_of(pairs), units, timed + 1)
    return float(np.mean(train(made, timed + 1, lambda clock: False).epochs[1:]))


def main():
    options = arguments(
        __doc__.splitlines()[0], pairs=10_000, units=256, epochs=8, timed=2, repeats=2, limit=8.0
    )
    runtime.quiet()
    import keras

    waits, epochs = [], []
    pairs, what = long_pairs(options.pairs)
    for repeat in range(options.repeats):
        keras.utils.set_random_seed(repeat)
        waits.append(to_equal_match(options.pairs, options.units, options.epochs, options.limit))
        epochs.append(
            [an_epoch(side, pairs, options.units, options.timed) for side in (Ours, Published)]
        )
        print(
            f"an epoch: ours {epochs[-1][0]:.1f} s, theirs {epochs[-1][1]:.1f} s", file=sys.stderr
        )
    mine, theirs, goals, reached = zip(*waits, strict=True)
    least = "" if all(reached) else ", at least"
    show(
        [
            row(f"to {np.mean(goals):.2f} of unseen sentences right{least}", mine, theirs, "s", 5),
            row(
                f"an epoch of {options.pairs:,} {what} pairs", *zip(*epochs, strict=True), "s", 2.2
            ),
        ],
        options.json,
    )


if __name__ == "__main__":
    main()
