"""Error bars for a comparison of forecasts, from the days that were forecast."""

from typing import NamedTuple

import numpy as np


class Interval(NamedTuple):
    """A mean and the range in which it would lie on other days of the same kind."""

    mean: float
    low: float
    high: float


def error_difference(actual, forecast, rival, *, block=20, draws=2_000, level=0.95, seed=1):
    """How much larger one forecast's mean absolute error is than another's, with an interval.

    Days that follow each other are alike, so single days must not be drawn: 20 hot days in a row are not 20
    witnesses. Blocks of consecutive days are drawn with replacement instead, each starting day as likely as any
    other, until as many days are there as were forecast; the mean difference over them is one draw.

    Args:
        actual: array (days,), what came.
        forecast, rival: arrays (days,), what each of the two had said; the same days, in order.
        block: days in a block: long enough that what is further apart hardly depends on each other.
        draws: how often as many days are drawn.
        level: share of the draws that lie inside the interval, between 0 and 1.
        seed: int.

    Returns:
        Interval, in the unit of `actual`: below 0 where `forecast` errs less than `rival`. If 0 lies inside,
        these days cannot tell the two apart.

    Raises:
        ValueError: shapes that differ, a number that is none, a block that is longer than half of the days.

    Source: moving blocks bootstrap, Künsch 1989, The Jackknife and the Bootstrap for General Stationary
    Observations.
    """
    actual, forecast, rival = (np.asarray(array, float) for array in (actual, forecast, rival))
    if actual.ndim != 1 or not actual.shape == forecast.shape == rival.shape:
        raise ValueError(
            f"expected three arrays of the same days, got {actual.shape}, {forecast.shape}, {rival.shape}"
        )
    difference = np.abs(actual - forecast) - np.abs(actual - rival)
    if not np.isfinite(difference).all():
        raise ValueError("every day needs three numbers, and some are nan or infinite")
    return mean_interval(difference, block=block, draws=draws, level=level, seed=seed)


def mean_interval(numbers, *, block=20, draws=2_000, level=0.95, seed=1):
    """A mean over consecutive days, with an interval from blocks of them, as in `error_difference`.

    Args:
        numbers: array (days,), such as the absolute errors of a forecast.
        block, draws, level, seed: as there.

    Returns:
        Interval, in the unit of the numbers.

    Raises:
        ValueError: a number that is none, a block that is longer than half of the days.
    """
    numbers = np.asarray(numbers, float)
    if numbers.ndim != 1 or not np.isfinite(numbers).all():
        raise ValueError(
            f"expected one finite number for each day, got shape {numbers.shape}, "
            f"{np.count_nonzero(~np.isfinite(numbers))} of them nan or infinite"
        )
    days = len(numbers)
    if not 1 <= block <= days // 2:
        raise ValueError(
            f"a block has 1 to {days // 2} days where {days} were forecast, got {block}"
        )
    if draws < 1 or not 0 < level < 1:
        raise ValueError(f"draws is at least 1 and level between 0 and 1, got {draws} and {level}")
    means = _block_means(numbers, block, draws, np.random.default_rng(seed))
    outside = (1 - level) / 2
    low, high = np.quantile(means, (outside, 1 - outside))
    return Interval(float(numbers.mean()), float(low), float(high))


def _block_means(numbers, block, draws, rng):
    """Means of as many numbers as there are, drawn in blocks; float array (draws,)."""
    days = len(numbers)
    running = np.concatenate([[0.0], np.cumsum(numbers)])
    totals = np.zeros(draws)
    expected = 0.0
    for length, count in ((block, days // block), (days % block, 1)):  # whole blocks, and the rest
        sums = running[length:] - running[: len(running) - length]  # of each possible block
        totals += sums[rng.integers(len(sums), size=(draws, count))].sum(axis=1)
        expected += count * sums.mean()
    # The first and the last days are in fewer blocks than the others, which would shift all the draws.
    return (totals - expected) / days + numbers.mean()
