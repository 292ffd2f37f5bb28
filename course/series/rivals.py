"""Forecasts of the next row that any net has to beat, over a stretch of rows at once.

Each takes its numbers from the rows before a border, and the forecast of a row may then use all rows before it.
"""

import numpy as np

from course.series.cycles import ROUNDS, waves

LAGS = 7  # rows that the linear forecast looks back


def next_rows(values, cycles, border, until, *, calendar):
    """What simple forecasts say of the rows from `border` to `until` - 1, one row ahead.

    Args:
        values: float array (rows,).
        cycles: list of Cycle, such as from `cycles.of_dates`.
        border: int, rows to learn from.
        until: int, the end of the stretch.
        calendar: bool, whether the cycles are those of dates: only then can there be a climatology.

    Returns:
        dict from name to float array (until - border,): "naive", "drift", "seasonal naive" and "climatology"
        (where there is a cycle), "linear" (LAGS rows back, one round back, two waves of each cycle).
    """
    rows = np.arange(border, until)
    last = values[rows - 1]
    said = {"naive": last, "drift": last + (last - values[0]) / np.maximum(rows - 1, 1)}
    usable = [cycle for cycle in cycles if 1 < cycle.rows <= border // ROUNDS]
    if usable:
        misses = [
            np.abs(values[one.rows : border] - values[: border - one.rows]).mean() for one in usable
        ]
        said["seasonal naive"] = values[rows - usable[int(np.argmin(misses))].rows]
    if usable and calendar:
        said["climatology"] = _usual(values, usable[-1], border)[rows]
    said["linear"] = _linear(values, usable, border, until)
    return said


def _usual(values, cycle, border):
    """For each row the mean of the past rows at the same place of their round, such as the same day."""
    place = np.minimum((cycle.phase * cycle.rows).astype(int), cycle.rows - 1)
    sums = np.bincount(place[:border], values[:border], cycle.rows)
    counts = np.bincount(place[:border], minlength=cycle.rows)
    seen = np.flatnonzero(counts)
    means = np.interp(
        np.arange(cycle.rows), seen, sums[seen] / counts[seen]
    )  # a place that never came
    return means[place]


def _linear(values, cycles, border, until):
    """Least squares on past rows and waves."""
    from sklearn.linear_model import LinearRegression

    lags = list(range(1, LAGS + 1))
    lags += [cycle.rows for cycle in cycles if LAGS < cycle.rows <= border // (2 * ROUNDS)]
    rows = np.arange(max(lags), until)
    learn = rows < border
    middle, width = values[:border].mean(), values[:border].std() or 1.0
    scaled = (values - middle) / width  # else the waves would drown beside large numbers
    inputs = np.concatenate(
        [scaled[rows[:, None] - lags], waves(cycles, len(values))[rows]], axis=1
    )
    fitted = LinearRegression().fit(inputs[learn], scaled[rows[learn]])
    return fitted.predict(inputs[~learn]) * width + middle
