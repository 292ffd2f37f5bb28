"""Seconds of an epoch, memory of the arrays, and loss after as many epochs: lab 09's training against that
of the published Keras example lstm_seq2seq (one-hot arrays padded to the longest text, no mask, source in
reading order, RMSprop 0.001, numpy arrays into `fit`), on the same pairs, with equal units and batch size.

Both train alternately in one run; the first epoch of each, which builds the training function, is left out.
The share of unseen sentences right after all epochs is printed beside the table: the speed of an epoch says
nothing of what it teaches.

    python benchmarks/seq2seq.py [--pairs 10000] [--units 256] [--epochs 3] [--repeats 2] [--json]
"""

import sys
import time

import numpy as np
from report import arguments, row, show

from course import runtime
from course.batches.pipeline import batches_by_length
from course.data import sentences
from course.nets import seq2seq

BATCH = 64


def timed_fit(model, data, epochs, **options):
    """Seconds of an epoch, the first one left out."""
    import keras

    ends = []
    note = keras.callbacks.LambdaCallback(on_epoch_end=lambda *_: ends.append(time.perf_counter()))
    model.fit(*data, epochs=epochs + 1, verbose=0, callbacks=[note], **options)
    return (ends[-1] - ends[0]) / epochs


def prepare(corpus, alphabet, reverse):
    source = seq2seq.encode(corpus.source, alphabet, reverse)
    target = seq2seq.encode(corpus.target, alphabet, start=True, end=True)
    return source, target[:, :-1] * (target[:, 1:] != 0), target[:, 1:]


def ours(corpus, alphabet, units, epochs):
    """(seconds an epoch, MB, share of unseen sentences right)."""
    import keras

    arrays = prepare(corpus.train, alphabet, reverse=True)
    model = seq2seq.build_model(len(alphabet) + 3, units)
    steps = (epochs + 1) * (len(arrays[0]) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(0.012, steps)
    model.compile(
        keras.optimizers.Nadam(rate, beta_2=0.98),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    seconds = timed_fit(model, [batches_by_length(arrays[:2], arrays[2], BATCH)], epochs)
    source, read, write = prepare(corpus.unseen, alphabet, reverse=True)
    hits = model.predict([source, read], verbose=0).argmax(-1) == write
    return seconds, megabytes(arrays), (hits | (write == 0)).all(axis=1).mean()


def published(corpus, alphabet, units, epochs):
    """The same for the published settings."""
    import keras
    from keras import layers

    symbols = len(alphabet) + 3
    source, written = keras.Input((None, symbols)), keras.Input((None, symbols))
    _, *thought = layers.LSTM(units, return_state=True)(source)
    outputs = layers.LSTM(units, return_sequences=True)(written, initial_state=thought)
    model = keras.Model([source, written], layers.Dense(symbols, activation="softmax")(outputs))
    model.compile("rmsprop", "categorical_crossentropy")
    one_hot = np.eye(symbols, dtype="float32")
    arrays = [one_hot[ids] for ids in prepare(corpus.train, alphabet, reverse=False)]
    seconds = timed_fit(model, [arrays[:2], arrays[2]], epochs, batch_size=BATCH)
    ids = prepare(corpus.unseen, alphabet, reverse=False)
    hits = model.predict([one_hot[part] for part in ids[:2]], verbose=0).argmax(-1) == ids[2]
    return seconds, megabytes(arrays), (hits | (ids[2] == 0)).all(axis=1).mean()


def megabytes(arrays):
    return sum(array.nbytes for array in arrays) / 1e6


def main():
    options = arguments(__doc__.splitlines()[0], pairs=10_000, units=256, epochs=3, repeats=2)
    runtime.quiet()
    import keras

    corpus = sentences.corpus(
        "fr", options.pairs, 300, 5, seed=seq2seq.DATA_SEED, characters=seq2seq.CHARACTERS
    )
    alphabet = seq2seq.alphabet_of(corpus.train)
    runs = []
    for repeat in range(options.repeats):
        for train in (ours, published):
            keras.utils.set_random_seed(repeat)
            runs.append(train(corpus, alphabet, options.units, options.epochs))
            print(f"{train.__name__}: {runs[-1][0]:.1f} s an epoch", file=sys.stderr)
    seconds, memory, right = zip(*runs, strict=True)
    show(
        [
            row(f"an epoch of {options.pairs:,} pairs", seconds[::2], seconds[1::2], "s"),
            row("memory of the arrays", memory[::2], memory[1::2], "MB"),
        ],
        options.json,
    )
    print(
        f"unseen sentences right after {options.epochs + 1} epochs: ours {np.mean(right[::2]):.3f}, "
        f"published settings {np.mean(right[1::2]):.3f}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
