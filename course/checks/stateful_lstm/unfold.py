"""unfold: put the outputs of a stateful net into the order of the series.

Cases go from the series to the outputs.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, batches=5, rows=4, steps=3, units=1),
        _case(rng, batches=2, rows=3, steps=4, units=2),
        _case(rng, batches=4, rows=2, steps=1, units=3),
        _case(rng, batches=3, rows=1, steps=5, units=1),
    ]


def _case(rng, batches, rows, steps, units):
    series = rng.normal(size=(rows * batches * steps, units)).astype("float32")
    outputs = np.zeros((batches * rows, steps, units), "float32")
    for place, values in enumerate(series):
        window, step = divmod(place, steps)
        row, batch = divmod(window, batches)
        outputs[batch * rows + row, step] = values
    by_row = series.reshape(rows, batches, steps, units)
    by_batch = by_row.swapaxes(0, 1)
    flat = outputs.reshape(-1, units)
    mistakes = {
        "this is still batch after batch: windows of one row must follow each other": flat,
        "predict gives all rows of batch 0 first: split into (batches, rows), not (rows, batches)": (
            outputs.reshape(rows, batches, steps, units).swapaxes(0, 1).reshape(-1, units)
        ),
        "join the rows as well: one axis of time": series.reshape(rows, batches * steps, units),
        "join rows, batches and steps into one axis of time": by_row,
        "batches and rows are two axes: swap them, then join": by_batch,
        "swap batches and rows; the steps stay together": (
            by_batch.swapaxes(0, 2).reshape(-1, units)
        ),
        "the steps of a window stay together: swap rows and batches, not windows and steps": (
            outputs.swapaxes(0, 1).reshape(-1, units)
        ),
        "keep the axis of the units": series.ravel(),
        "time is axis 0, the units are axis 1": series.T,
        "the order of time, not backwards": series[::-1],
        "all rows are part of the series": series[: batches * steps],
        "the last step of a window is not all of it": by_row[:, :, -1].reshape(-1, units),
        "sorting by value loses the order of time": np.sort(series, axis=0),
        "the windows of row 0 come first, then those of row 1": (
            by_row[::-1].reshape(-1, units)
        ),
    }  # fmt: skip
    asks = f"shape {series.shape}, row after row"
    return Case((outputs, rows), series, asks, mistakes)


unfold = Check("unfold", 2, _cases)
