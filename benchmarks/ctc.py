"""CTC: seconds of training until 5 % of the digits of new voices are wrong.

Against the settings of the public Keras example of speech recognition (keras.io, "Automatic Speech Recognition
using CTC"): spectrograms of windows of 256 samples every 160, 193 frequencies, square roots, each frame
normalised; two Conv2D layers with batch normalisation, five bidirectional GRUs of 512 units with dropout, a
dense layer, 26 million weights; the width of the batch as the length of every string, Adam with rate 0.0001,
batches of 32. Ours is `course.nets.listener`. Both hear the same synthesised strings of 3 to 5 digits, in
batches of strings that are about equally long, and are measured with the same strings by voices that neither
has heard.

Time is what training takes, building the graph included; making the sounds and measuring are not counted.
Theirs is given up when it has had `--patience` times our seconds: then the ratio is a lower bound, and the
error that it had reached is told.

    python benchmarks/ctc.py [--seeds 1] [--patience 6] [--json]

A second row takes the loss and its gradient of one string of 200 frames: numpy's forward-backward
(`course.speech.lattice`) against `keras.ops.ctc_loss`. Both must give the same gradient, to 0.0001.
"""

import sys
import time

import numpy as np
from report import arguments, row, show

from course import runtime
from course.data import spoken
from course.nets import hearing, listener
from course.speech import lattice

EVERY, MOST = 25, 300  # steps: between two measurements, of ours
WINDOW, HOP, SIZE = 256, 160, 384  # theirs, samples
LAYERS, UNITS, RATE = 5, 512, 1e-4
TESTED = 100  # strings


def ours(strings, test, seed, goal):
    """Seconds of training to the goal, and the error rates on the way."""
    import keras

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = listener.build_model()
    lessons = hearing.batches(spoken.features(strings), strings.labels)
    sounds = spoken.features(test)
    clock = Clock("ours", goal, lambda: listener.error_rate(model, sounds, test.labels))
    clock.run(lambda each: listener.learn(model, lessons, steps=MOST, seed=seed, each=each))
    return clock.seconds, clock.errors


def theirs(strings, test, seed, goal, limit):
    """Seconds of training to the goal or until `limit`, and the error rates on the way."""
    import keras
    from keras import ops

    def loss(classes, logits):  # the example's: as long as the batch is wide, for all strings
        frames = ops.full((ops.shape(logits)[0],), ops.shape(logits)[1], dtype="int32")
        symbols = ops.sum(ops.cast(classes != 0, "int32"), axis=1)
        return ops.ctc_loss(classes, logits, symbols, frames)

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = deep_speech()
    model.compile(keras.optimizers.Adam(RATE), loss, jit_compile=False)
    spectra = [spectrogram(sound) for sound in strings.sounds]
    order = np.argsort([len(one) for one in spectra])
    lessons = []
    for rows in order[len(order) % hearing.BATCH :].reshape(-1, hearing.BATCH):
        classes = np.zeros((len(rows), max(map(len, strings.labels))), "int32")
        for line, i in zip(classes, rows, strict=True):
            line[: len(strings.labels[i])] = strings.labels[i] + 1
        lessons.append((stacked([spectra[i] for i in rows]), classes))
    tested = [spectrogram(sound) for sound in test.sounds]

    def write(sounds):
        found = []
        for sound in sounds:  # one by one: what is padded would be heard
            logits = model.predict_on_batch(sound[None])
            found.append([int(c) - 1 for c in listener.decoding.greedy(logits[0])])
        return found

    clock = Clock("theirs", goal, lambda: hearing.error_rate(write, tested, test.labels), limit)
    clock.run(lambda each: hearing.fit(model, lessons, 10_000, seed, each))
    return clock.seconds, clock.errors


class Done(Exception):
    """Training has taken long enough."""


class Clock:
    """Seconds of a training without its measurements; it ends at the goal or the limit.

    Args:
        name: str, for the reports on stderr.
        goal: float, the error rate that is enough.
        measure: function without arguments, the error rate.
        limit: seconds.
    """

    def __init__(self, name, goal, measure, limit=float("inf")):
        self.name, self.goal, self.measure, self.limit = name, goal, measure, limit
        self.seconds, self.errors, self.started = 0.0, [], 0.0

    def run(self, learn):
        self.started = time.perf_counter()
        try:
            learn(self.each)
        except Done:
            pass

    def each(self, step):
        self.seconds += time.perf_counter() - self.started
        late = self.seconds >= self.limit
        if step and (late or step % EVERY == 0):
            self.errors.append(self.measure())
            tell(f"{self.name} {step} steps, {self.seconds:.1f} s, error {self.errors[-1]:.3f}")
            if late or self.errors[-1] <= self.goal:
                raise Done
        self.started = time.perf_counter()


def deep_speech():
    """The example's net for digits: spectra (n, frames, 193) -> logits (n, frames / 2, 11)."""
    import keras
    from keras import layers

    frequencies = SIZE // 2 + 1
    sound = keras.Input((None, frequencies))
    read = layers.Reshape((-1, frequencies, 1))(sound)
    for kernel, strides in (((11, 41), (2, 2)), ((11, 21), (1, 2))):
        read = layers.Conv2D(32, kernel, strides, padding="same", use_bias=False)(read)
        read = layers.ReLU()(layers.BatchNormalization()(read))
    read = layers.Reshape((-1, read.shape[-2] * read.shape[-1]))(read)
    for place in range(LAYERS):
        read = layers.Bidirectional(layers.GRU(UNITS, return_sequences=True))(read)
        if place < LAYERS - 1:
            read = layers.Dropout(0.5)(read)
    read = layers.Dropout(0.5)(layers.Dense(2 * UNITS, activation="relu")(read))
    return keras.Model(sound, layers.Dense(hearing.CLASSES)(read))


def spectrogram(sound):
    """The example's: (frames, 193), square roots of magnitudes, each frame with mean 0 and variance 1."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP]
    window = np.hanning(WINDOW + 1)[:-1]  # as TensorFlow has it
    roots = np.sqrt(np.abs(np.fft.rfft(frames * window, SIZE)))
    roots = (roots - roots.mean(axis=1, keepdims=True)) / (roots.std(axis=1, keepdims=True) + 1e-10)
    return roots.astype("float32")


def stacked(spectra):
    """As one array, zeros on the right."""
    array = np.zeros((len(spectra), max(map(len, spectra)), spectra[0].shape[1]), "float32")
    for line, one in zip(array, spectra, strict=True):
        line[: len(one)] = one
    return array


def gradients(frames=200, symbols=20, times=20):
    """Seconds a gradient, by numpy and by Keras on TensorFlow."""
    import keras
    import tensorflow as tf

    rng = np.random.default_rng(1)
    logits = rng.normal(size=(1, frames, hearing.CLASSES)).astype("float32")
    label = rng.integers(1, hearing.CLASSES, symbols)
    rows = lattice.states(label)
    softmax = keras.ops.convert_to_numpy(keras.ops.softmax(logits))[0].astype("float64")

    def by_numpy():
        occupied = np.zeros_like(softmax)
        np.add.at(occupied.T, rows, lattice.heat(np.log(softmax), label).T)
        return softmax - occupied

    any_length = tf.TensorSpec((None, None, hearing.CLASSES)), tf.TensorSpec((None, None), tf.int32)

    @tf.function(input_signature=any_length)
    def loss_gradient(watched, labels):
        with tf.GradientTape() as tape:
            tape.watch(watched)
            loss = keras.ops.ctc_loss(labels, watched, np.array([symbols]), np.array([frames]))
        return tape.gradient(loss, watched)[0]

    def by_keras():
        return loss_gradient(tf.constant(logits), tf.constant(label[None], tf.int32)).numpy()

    apart = np.abs(by_numpy() - by_keras()).max()
    if apart > 1e-4:
        sys.exit(f"the gradients of numpy and Keras are {apart:.1e} apart")
    seconds = []
    for gradient in (by_numpy, by_keras):
        started = time.perf_counter()
        for _ in range(times):
            gradient()
        seconds.append((time.perf_counter() - started) / times)
    return seconds


def tell(line):
    print(line, file=sys.stderr, flush=True)


def main():
    options = arguments(
        __doc__.splitlines()[0], seeds=1, goal=0.05, patience=6.0, strings=hearing.STRINGS
    )
    runtime.quiet()
    strings = spoken.strings(options.strings, seed=hearing.TRAIN_SEED, voices="train")
    test = spoken.strings(TESTED, seed=hearing.TEST_SEED, voices="new")
    fast, slow, last, numpy_seconds, keras_seconds = [], [], [], [], []
    for seed in range(1, options.seeds + 1):
        seconds, our_errors = ours(strings, test, seed, options.goal)
        if our_errors[-1] > options.goal:
            sys.exit(f"ours reached {our_errors[-1]:.3f} wrong, seed {seed}")
        their_seconds, their_errors = theirs(
            strings, test, seed, options.goal, options.patience * seconds
        )
        fast.append(seconds)
        slow.append(their_seconds)
        last.append(min(their_errors))
        mine, library = gradients()
        numpy_seconds.append(mine * 1_000)
        keras_seconds.append(library * 1_000)
    given_up = any(error > options.goal for error in last)
    bound = f"theirs > , at {max(last):.2f}" if given_up else "theirs gets there"
    rows = [
        row(f"train to {options.goal:.0%} of digits wrong ({bound})", fast, slow, "s", bar=5),
        row("gradient of 200 frames, numpy / ops.ctc_loss", numpy_seconds, keras_seconds, "ms"),
    ]
    show(rows, options.json)
    tell(f"theirs had reached {', '.join(f'{error:.3f}' for error in last)}")


if __name__ == "__main__":
    main()
