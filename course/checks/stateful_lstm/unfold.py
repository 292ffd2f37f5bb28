"""unfold: put the outputs of a stateful net into the order of the series.

Cases go from the series to the outputs.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    def three(low, high):  # different numbers
        return (int(number) for number in rng.choice(range(low, high), 3, replace=False))

    rows, steps, batches = three(2, 7)
    equal, few, many = int(rng.integers(2, 4)), *rng.permutation([3, 5]).tolist()
    return [
        _case(rng, batches=5, rows=4, steps=3, units=1),  # the picture's
        _case(rng, batches, rows, steps, units=int(rng.integers(8, 11))),
        _case(rng, equal, equal, equal, units=equal),
        _case(rng, batches=few, rows=many, steps=1, units=2),
        _case(rng, batches=many, rows=few, steps=4, units=2, repeats=True),
        _case(rng, batches=many, rows=1, steps=few, units=2),
        _case(rng, batches=1, rows=many, steps=few, units=1),
        _case(rng, batches=1, rows=1, steps=1, units=1),
    ]


def _case(rng, batches, rows, steps, units, repeats=False):
    """repeats: whether outputs are 0 or equal to one another, too."""
    series = rng.normal(size=(rows * batches * steps, units)).astype("float32")
    if repeats:
        series[:steps] = series[-steps:] = series[steps : 2 * steps]
        series[2 * steps] = 0
    outputs = np.zeros((batches * rows, steps, units), "float32")
    for place, values in enumerate(series):
        window, step = divmod(place, steps)
        row, batch = divmod(window, batches)
        outputs[batch * rows + row, step] = values
    by_row = series.reshape(rows, batches, steps, units)
    by_batch = by_row.swapaxes(0, 1)
    split_wrongly = outputs.reshape(rows, batches, steps, units)

    def joined(windows):  # (..., units) -> (places, units)
        return windows.reshape(-1, units)

    mistakes = {
        "this is still batch after batch: windows of one row must follow each other": (
            joined(outputs)
        ),
        "predict gives all rows of batch 0 first: split into (batches, rows), not (rows, batches)": (
            joined(split_wrongly.swapaxes(0, 1))
        ),
        "join the rows as well: one axis of time": series.reshape(rows, batches * steps, units),
        "reshape alone does not put the windows of a row together": (
            outputs.reshape(rows, batches * steps, units)
        ),
        "join rows, batches and steps into one axis of time": by_row,
        "batches and rows are two axes: swap them, then join": by_batch,
        "the batches are still apart: rows and batches change places before they are joined": (
            outputs.reshape(batches, rows * steps, units)
        ),
        "the windows are in the order of time: now join windows and steps": (
            by_row.reshape(rows * batches, steps, units)
        ),
        "swap batches and rows; the steps stay together": joined(by_batch.swapaxes(0, 2)),
        "in a row, the batches come before the steps": joined(by_row.swapaxes(1, 2)),
        "the steps of a window stay together: swap rows and batches, not windows and steps": (
            joined(outputs.swapaxes(0, 1))
        ),
        "swap batches and rows, not rows and steps": joined(by_batch.swapaxes(1, 2)),
        "rows follow each other in time, they do not lie side by side": (
            np.concatenate(by_row, axis=-1).reshape(batches * steps, rows * units)
        ),
        "keep the axis of the units": series.ravel(),
        "all units are wanted, not only the first": series[:, 0],
        "time is axis 0, the units are axis 1": series.T,
        "the units are an axis of their own: reshape does not swap axes": (
            series.T.reshape(-1, units)
        ),
        "the order of time, not backwards": series[::-1],
        "the steps of a window are in the order of time already": joined(by_row[:, :, ::-1]),
        "the batches are in the order of time: batch 0 comes first": joined(by_row[:, ::-1]),
        "all rows are part of the series, not only row 0": series[: batches * steps],
        "all batches are part of the series, not only batch 0": joined(by_row[:, 0]),
        "the last row is part of the series": joined(by_row[:-1]),
        "the last batch is part of the series": joined(by_row[:, :-1]),
        "the last step of a window is not all of it": joined(by_row[:, :, -1]),
        "sorting by value loses the order of time": np.sort(series, axis=0),
        "the windows of row 0 come first, then those of row 1": joined(by_row[::-1]),
    }  # fmt: skip
    regions = {
        "in row 0": np.s_[:1],
        "in batch 0": np.s_[:, :1],
        "at the first step of each window": np.s_[:, :, :1],
    }
    places = {}
    for region, entries in regions.items():
        inside = np.zeros_like(by_row, bool)
        inside[entries] = True
        places[region] = joined(inside)
    asks = f"shape {series.shape}, row after row"
    return Case((outputs, rows), series, asks, mistakes, places)


def _index_of_batches(outputs, rows):
    batches = len(outputs) // rows
    places = [batch * batches + row for row in range(rows) for batch in range(batches)]
    return np.concatenate([outputs[place] for place in places])


unfold = Check(
    "unfold",
    2,
    _cases,
    tolerance=EXACT,  # outputs move, nothing is computed
    mistakes={"batch b begins at window b * rows: a batch has `rows` windows": _index_of_batches},
    corners={
        "there is only one row": lambda outputs, rows: rows == 1,
        "there is only one batch": lambda outputs, rows: len(outputs) == rows,
        "a window has only one step": lambda outputs, rows: outputs.shape[1] == 1,
        "there is only one unit": lambda outputs, rows: outputs.shape[2] == 1,
        "there are as many rows as batches": lambda outputs, rows: len(outputs) == rows**2,
        "there are more rows than batches": lambda outputs, rows: len(outputs) < rows**2,
        "there are more batches than rows": lambda outputs, rows: len(outputs) > rows**2,
        "batches, rows, steps and units are four different numbers": lambda outputs, rows: (
            len({len(outputs) // rows, rows, *outputs.shape[1:]}) == 4
        ),
        "two windows are equal": lambda outputs, rows: (
            len(np.unique(outputs, axis=0)) < len(outputs)
        ),
        "an output is 0": lambda outputs, rows: (outputs == 0).any(),
    },
    axes=("point", "unit"),
)
