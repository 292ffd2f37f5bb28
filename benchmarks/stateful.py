"""lstm_stateful: seconds in `fit`, against the published settings of the public Keras example.

The example's target is the mean of two numbers in a row, and the net (LSTM(20), then one number) sees
one number at a time, keeping its state: 1,000 points, batches of 1, 10 epochs with the state reset after
each, Adam with its usual rate, `fit` on numpy arrays. (The example holds back a fifth of the points to
validate on; here all 1,000 are trained on and nothing is validated.) Two things are timed against it,
alternately, each with everything that `fit` does, building its graph included:

- the same training, step for step, but one call an epoch, from a pipeline without autotuner;
- other settings: the series folded into 5 rows and windows of 5, rate 0.01, again 10 epochs.

Both must end with an error that is no larger than that of the published settings, on 1,000 more points.

    python benchmarks/stateful.py [--seeds 3] [--json]
"""

import time

import numpy as np
from report import arguments, row, show
from tqdm import tqdm

from course import runtime
from course.batches.stateful import stateful_batches

POINTS, UNITS, EPOCHS = 1_000, 20, 10


def series(seed):
    """Inputs and targets (2 * POINTS, 1): noise, and the mean of each number and the one before."""
    noise = np.random.default_rng(seed).uniform(-0.1, 0.1, 2 * POINTS + 1).astype("float32")
    return noise[1:, None], (noise[1:, None] + noise[:-1, None]) / 2


def build_net(seed, rows, steps, rate=0.001, unroll=False, **compiled):
    """The example's net; with windows of one step, unrolling changes nothing but the time."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(seed)
    memory = layers.LSTM(UNITS, stateful=True, return_sequences=True, unroll=unroll)
    net = keras.Sequential([keras.Input(batch_shape=(rows, steps, 1)), memory, layers.Dense(1)])
    net.compile(keras.optimizers.Adam(rate), "mse", **compiled)
    return net


def published(seed):
    """Seconds and error of the published settings, written anew."""
    inputs, targets = series(seed)
    net = build_net(seed, rows=1, steps=1)
    x, y = inputs[:POINTS, None], targets[:POINTS, None]
    started = time.perf_counter()
    for _ in range(EPOCHS):
        net.fit(x, y, batch_size=1, epochs=1, shuffle=False, verbose=0)
        net.layers[0].reset_state()
    return time.perf_counter() - started, error(net, seed)


def ours(seed, rows, steps, **settings):
    """Seconds and error with one call an epoch."""
    import keras

    inputs, targets = (values[:POINTS] for values in series(seed))
    net = build_net(seed, rows, steps, steps_per_execution=POINTS // (rows * steps), **settings)
    reset = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: net.layers[0].reset_state()
    )
    started = time.perf_counter()
    batches = stateful_batches(inputs, targets, rows, steps)
    net.fit(batches, epochs=EPOCHS, verbose=0, callbacks=[reset])
    return time.perf_counter() - started, error(net, seed)


def error(net, seed):
    """Root of the mean squared error on the unseen half, read in one piece from an empty state."""
    reader = build_net(seed, 1, None)
    reader.set_weights(net.get_weights())
    inputs, targets = (values[POINTS:] for values in series(seed))
    outputs = np.asarray(reader(inputs[None]))[0]
    return float(np.sqrt(((outputs - targets)[1:] ** 2).mean()))  # the first lacks its neighbour


def main():
    options = arguments(__doc__.splitlines()[0], seeds=3)
    runtime.quiet()
    trainings = {
        "published": published,
        "same": lambda seed: ours(seed, rows=1, steps=1, unroll=True),
        "folded": lambda seed: ours(seed, rows=5, steps=5, rate=0.01),
    }
    seconds, errors = ({name: [] for name in trainings} for _ in range(2))
    with tqdm(total=len(trainings) * options.seeds, desc="training") as bar:
        for seed in range(1, options.seeds + 1):
            for name, run in trainings.items():
                took, reached = run(seed)
                seconds[name].append(took)
                errors[name].append(reached)
                bar.set_postfix_str(f"{name} {took:.1f} s, error {reached:.5f}")
                bar.update()
                if reached > 1.05 * errors["published"][-1]:
                    raise SystemExit(
                        f"{name}, seed {seed}: error {reached:.5f}, published {errors['published'][-1]:.5f}"
                    )
    rows = [
        row("lstm_stateful, the same training, one call an epoch",
            seconds["same"], seconds["published"], "s"),
        row("lstm_stateful to at most the same error",
            seconds["folded"], seconds["published"], "s", bar=6),
        row("the error that is reached, unseen points",
            errors["folded"], errors["published"], ""),
    ]  # fmt: skip
    show(rows, options.json)


if __name__ == "__main__":
    main()
