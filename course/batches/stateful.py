"""One long series cut into windows so that a stateful layer reads on where it stopped.

A stateful layer takes the state that row i ended a batch with as the one that row i starts the next
batch with. So row i of every batch must go on from row i of the batch before, batches must come in
order, and all of them must have the same number of rows.
"""

import math

import numpy as np


def fold(series, rows, steps, *, drop_remainder=False):
    """Cut one long series into `rows` parts of equal length, and each part into windows.

    Args:
        series: array (length, ...), a number or a vector (or a token's id) at each point in time.
        rows: windows in a batch.
        steps: points in a window.
        drop_remainder: leave out the points at the end that do not fill all rows, instead of raising.

    Returns:
        array (batches, rows, steps, ...): window [b, r] goes on in window [b + 1, r].

    Raises:
        ValueError: less than one batch, or points left over; the message says what would fit.
    """
    series = np.asarray(series)
    rows, steps = _whole(rows, "rows"), _whole(steps, "steps")
    length = len(series) if series.ndim else 0
    size = rows * steps
    if length < size:
        raise ValueError(
            f"{rows} rows of {steps} steps need at least {size} points, got {length}: "
            "take fewer rows or fewer steps"
        )
    used = length - length % size
    if used != length and not drop_remainder:
        raise ValueError(_what_fits(length, rows, steps, used))
    parts = series[:used].reshape(rows, used // size, steps, *series.shape[1:])
    return parts.swapaxes(0, 1)


def stateful_batches(inputs, targets, rows, steps, *, drop_remainder=False):
    """Batches of two long series for `fit`, `evaluate` or `predict` with a stateful layer.

    They come in the order of time, every epoch again, all of them full. TensorFlow's autotuner is off:
    it can make an epoch wait (see `course.batches.pipeline`).

    Args:
        inputs: array (length, ...).
        targets: array (length, ...).
        rows: rows of a batch, as in the net's `batch_shape`.
        steps: points in a window.
        drop_remainder: as in `fold`.

    Returns:
        tf.data.Dataset of (inputs, targets), each (rows, steps, ...).

    Raises:
        ValueError: lengths differ, less than one batch, or points left over.
    """
    import tensorflow as tf

    if len(inputs) != len(targets):
        raise ValueError(f"as many targets as inputs: got {len(targets)} for {len(inputs)}")
    folded = tuple(
        fold(series, rows, steps, drop_remainder=drop_remainder) for series in (inputs, targets)
    )
    options = tf.data.Options()
    options.autotune.enabled = False
    return tf.data.Dataset.from_tensor_slices(folded).with_options(options)


def noting(layer, phases, *, test="evaluate"):
    """A callback that notes the cell state of a stateful LSTM after every batch: of its first unit in row 0.

    Args:
        layer: keras.layers.LSTM with stateful=True.
        phases: list, to which ("fit", `test` or "predict", and the number) is added.
        test: what batches are called that are evaluated; inside `fit` they are its validation.

    Returns:
        keras.callbacks.Callback.
    """
    import keras

    def note(doing):
        return lambda batch, logs: phases.append((doing, float(layer.states[1][0, 0])))

    return keras.callbacks.LambdaCallback(
        on_train_batch_end=note("fit"),
        on_test_batch_end=note(test),
        on_predict_batch_end=note("predict"),
    )


def _whole(number, name):
    if not isinstance(number, (int, np.integer)) or isinstance(number, bool) or number < 1:
        raise ValueError(f"{name} must be a whole number of at least 1, got {number!r}")
    return int(number)


def _what_fits(length, rows, steps, used):
    """A sentence on left-over points and on the numbers nearest to those asked for that leave none."""
    ways = [f"the first {used} points"]
    other_rows = _nearest_divisors(length // steps, rows) if length % steps == 0 else []
    if other_rows:
        ways.append(f"{_listed(other_rows)} rows of {steps} steps")
    other_steps = _nearest_divisors(length // rows, steps) if length % rows == 0 else []
    if other_steps:
        ways.append(f"{rows} rows of {_listed(other_steps)} steps")
    return (
        f"{length} points do not fill {rows} rows with whole windows of {steps} steps, "
        f"{length - used} are left over, and every batch must be full. "
        f"What fits: {'; '.join(ways)}. drop_remainder=True leaves out the end"
    )


def _nearest_divisors(number, wanted):
    """The divisors next below and next above `wanted`, as far as there are any."""
    small = [d for d in range(1, math.isqrt(number) + 1) if number % d == 0]
    divisors = sorted({*small, *(number // d for d in small)})
    below, above = [d for d in divisors if d < wanted], [d for d in divisors if d > wanted]
    return below[-1:] + above[:1]


def _listed(numbers):
    return " or ".join(str(number) for number in numbers)
