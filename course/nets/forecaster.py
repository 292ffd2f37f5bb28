"""A small LSTM that forecasts the next change of a series, walking forward through it."""

import numpy as np

UNITS = 32
WINDOW = 30  # rows that it reads, at most
MOST = 10_000  # newest rows that it learns from
EPOCHS = (30, 10)  # at the first border; at each later one it goes on from there
PATIENCE = 6  # epochs without gain
HELD = 0.1  # share of the rows before a border, the newest, that say when to stop
RATE = 5e-3


def next_rows(values, known, borders, *, seed=1, progress=None):
    """Forecasts one row ahead, learnt anew at each border from the rows before it.

    The net reads the last rows (level, change, what is known of the row to come) and says the next change. It
    starts by saying 0, which is the forecast that tomorrow is today.

    Args:
        values: float array (rows,), not constant before the first border.
        known: float array (rows, columns), numbers that are known of each row in advance, such as the season.
        borders: list of ints, rising; the last one is the end.
        seed: int.
        progress: called after each epoch with a float, the share of all the work that it was, or None.

    Returns:
        float array (borders[-1] - borders[0],).
    """
    import keras

    keras.utils.set_random_seed(seed)
    first = borders[0]
    window = min(WINDOW, first // 4)
    changes = np.diff(values, prepend=values[0])
    step = np.abs(changes[:first]).mean()
    level = (values - values[:first].mean()) / values[:first].std()
    to_come = np.concatenate([known[1:], known[-1:]])
    rows = np.concatenate([level[:, None], changes[:, None] / step, to_come], axis=1).astype(
        "float32"
    )

    def windows(targets):  # (targets, window, columns)
        return rows[targets[:, None] + np.arange(-window, 0)]

    net = keras.Sequential(
        [
            keras.Input((window, rows.shape[1])),
            keras.layers.LSTM(UNITS),
            keras.layers.Dense(1, kernel_initializer="zeros"),
        ]
    )
    net.compile(keras.optimizers.Adam(RATE, clipnorm=1.0), loss="mae")
    stretches = list(zip(borders[:-1], borders[1:], strict=True))
    epochs_of = [EPOCHS[0]] + [EPOCHS[1]] * (len(stretches) - 1)
    forecasts = []
    for (border, until), epochs in zip(stretches, epochs_of, strict=True):
        targets = np.arange(max(window, border - MOST), border)
        held = max(int(HELD * len(targets)), 1)
        old, new = targets[:-held], targets[-held:]
        net.fit(
            windows(old),
            changes[old] / step,
            validation_data=(windows(new), changes[new] / step),
            epochs=epochs,
            batch_size=64,
            verbose=0,
            callbacks=_callbacks(epochs, sum(epochs_of), progress),
        )
        ahead = np.arange(border, until)
        said = net.predict(windows(ahead), batch_size=1024, verbose=0)[:, 0]
        forecasts.append(values[ahead - 1] + step * said)
    return np.concatenate(forecasts)


def _callbacks(epochs, work, progress):
    """Stop early, a rate that falls along a cosine, and the progress; what was stopped counts as done."""
    import keras

    done = [0]

    def note(epoch, logs):
        done[0] += 1
        if progress:
            progress(1 / work)

    def rest(logs):
        if progress:
            progress((epochs - done[0]) / work)

    return [
        keras.callbacks.EarlyStopping(patience=PATIENCE, restore_best_weights=True),
        keras.callbacks.LearningRateScheduler(
            lambda epoch: RATE * (1 + np.cos(np.pi * epoch / epochs)) / 2
        ),
        keras.callbacks.LambdaCallback(on_epoch_end=note, on_train_end=rest),
    ]
