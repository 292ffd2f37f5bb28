"""baselines: the naive forecast, the seasonal naive one and the drift.

Cases begin with the last season and the slope, then a series is made that ends so.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    season, days = drawn(4, 7), drawn(14, 20)
    level, slope = rng.uniform(5, 20), rng.uniform(0.5, 3) * rng.choice([-1, 1])
    pattern = rng.uniform(-9, 9, season)
    return [
        _case(rng, _values(rng, 2), drawn(3, 7), 2),  # short enough to be shown
        _case(rng, [*_values(rng, days), *pattern], 3 * season + 2, season),
        _case(rng, [*_values(rng, 2 * season + 1), *pattern], season - 1, season),
        _case(rng, _values(rng, days), 7, 7),
        _case(rng, _values(rng, days), drawn(8, 12), days),
        _case(rng, _values(rng, 9), 25, drawn(2, 4)),
        _case(rng, _values(rng, days), 1, drawn(3, 6)),
        _case(rng, _values(rng, season + 2), 4, 1),
        _case(rng, np.full(days, level), season, drawn(2, 4)),
        _case(rng, level + slope * np.arange(days), season + 3, drawn(3, 6)),
        _case(rng, np.resize(pattern, 3 * season + 2), 2 * season, season),
    ]


def _values(rng, days):
    return np.round(rng.uniform(-9, 9) + rng.normal(0, 4, days).cumsum(), 3)


def _case(rng, values, horizon, season):
    series, ahead = np.array(values), np.arange(1, horizon + 1)
    pattern, first, last, days = series[-season:], series[0], series[-1], len(series)
    slope = (last - first) / (days - 1)
    right = np.full(horizon, last), np.resize(pattern, horizon), last + slope * ahead
    naive, seasonal, drift = right

    def of_season(values):
        return naive, np.resize(values, horizon), drift

    def of_drift(values):
        return naive, seasonal, values + np.zeros(horizon)

    def of_naive(values):
        return np.resize(values, horizon), seasonal, drift

    each, level = np.polyfit(np.arange(days), series, 1)
    by_phase = [series[(day + days) % season :: season].mean() for day in range(season)]
    in_season = (last - pattern[0]) / max(season - 1, 1)
    mistakes = {
        "naive: every day as today, not as the average of the series": of_naive(series.mean()),
        "naive: every day as today, not as the average of the last season": (
            of_naive(pattern.mean())
        ),
        "naive: every day as today, not as the first day": of_naive(first),
        "naive: every day as today, not as the day before": of_naive(series[-2]),
        "naive: every day as today, not as the last days in their order": (
            of_naive(series[-horizon:])
        ),
        "naive: a value for each of the days": ([last], seasonal, drift),
        "seasonal: repeat the last season, not the first": of_season(series[:season]),
        "seasonal: repeat the last season; the day of the season counts from the beginning of the series": (
            of_season(series[(days + np.arange(season)) % season])
        ),
        "seasonal: the last season ends with today, whatever day of the season that is": (
            of_season(pattern[(days + np.arange(season)) % season])
        ),
        "seasonal: the first day ahead is as the day one season before it, you are a day late": (
            of_season(np.roll(pattern, -1))
        ),
        "seasonal: the first day ahead is as the day one season before it, not as today": (
            of_season(np.roll(pattern, 1))
        ),
        "seasonal: where the day one season before lies in the future, go back by another season, do "
        "not stay on today": of_season(np.append(pattern, np.full(horizon, last))),
        "seasonal: the last season in its own order": of_season(pattern[::-1]),
        "seasonal: the last season day by day, not each of its days several times": (
            of_season(np.repeat(pattern, -(-horizon // season)))
        ),
        "seasonal: each day as its own day of the last season, not all as one": (
            of_season(pattern[0])
        ),
        "seasonal: as the last season, not as the average of all": of_season(by_phase),
        "seasonal: a season has `season` days, not one more": of_season(series[-season - 1 :]),
        "seasonal: a season has `season` days, not one less": of_season(pattern[1:] if season > 1 else pattern),
        "seasonal: the last `season` days repeat, not the last `horizon` days": (
            of_season(series[-horizon:])
        ),
        "seasonal: all days of the horizon: round the number of seasons up": (
            naive,
            np.tile(pattern, horizon // season),
            drift,
        ),
        "seasonal: no more days than the horizon has": (
            naive,
            np.tile(pattern, -(-horizon // season)),
            drift,
        ),
        "seasonal: after one season it begins again with the first day of the last season": (
            naive, seasonal[:season], drift
        ),
        "seasonal: whole days, not their average": of_season(pattern.mean()),
        "drift: between the first and the last of n values lie n - 1 steps": (
            of_drift(last + ahead * (last - first) / days)
        ),
        "drift: the line goes through the first value, not through the one before the last": (
            of_drift(last + ahead * (last - series[-2]))
        ),
        "drift: the line goes through the first value of the series, not of the last season": (
            of_drift(last + ahead * in_season)
        ),
        "drift: the first day ahead is one step from today, not none": (
            of_drift(last + slope * (ahead - 1))
        ),
        "drift: the first day ahead is one step from today, not two": (
            of_drift(last + slope * (ahead + 1))
        ),
        "drift: the line goes on from the last value, not from the first": (
            of_drift(first + slope * ahead)
        ),
        "drift: the line goes on, it does not turn back": of_drift(last - slope * ahead),
        "drift: a step more for each day ahead": of_drift(last + slope),
        "drift: all the way from the first to the last value takes more than a day: divide": (
            of_drift(last + (last - first) * ahead)
        ),
        "drift: divide by the steps of the series, not by the horizon": (
            of_drift(last + (last - first) / horizon * ahead)
        ),
        "drift: divide by the steps of the series, not of the season": (
            of_drift(last + (last - first) / season * ahead)
        ),
        "drift: divide by the steps of the season, and begin with the first value of the series": (
            of_drift(last + ahead * (last - pattern[0]) / season)
        ),
        "drift: the average step, not the median": (
            of_drift(last + ahead * np.median(np.diff(series)))
        ),
        "drift: from the first to the last value, not from the lowest to the highest": (
            of_drift(last + ahead * np.ptp(series) / (days - 1))
        ),
        "drift: the line through the first and the last value, not the one that fits all": (
            of_drift(level + each * (days - 1 + ahead))
        ),
        "drift: the slope of the line through the first and the last value, not of the one that fits all": (
            of_drift(last + each * ahead)
        ),
        "drift: the average step may go down, so do not add up the sizes of the steps": (
            of_drift(last + abs(np.diff(series)).mean() * ahead)
        ),
        "drift: the same step each day, not a longer one each time": (
            of_drift(last + slope * ahead.cumsum())
        ),
        "drift: add the steps to the last value": of_drift(slope * ahead),
        "drift: add the steps to the last value, not to the seasonal forecast": (
            of_drift(seasonal + slope * ahead)
        ),
        "give back three arrays, not three numbers for each day": np.stack(right, axis=1),
        "give back all days, not only the last one": tuple(part[-1] for part in right),
        "the first forecast is for the day after the series, not for its last day": (
            naive,
            np.resize(np.roll(pattern, 1), horizon),
            last + slope * (ahead - 1),
        ),
    }  # fmt: skip
    asks = f"three forecasts of {horizon} {'day' if horizon == 1 else 'days'}"
    return Case((series, horizon, season), right, asks, mistakes)


def _remainder_of_a_season(series, horizon, season):
    """The days ahead are counted from 1, and the last one of a season has remainder 0."""
    ahead = np.arange(1, horizon + 1)
    seasonal = [series[-season + day % season - 1] for day in ahead]
    drift = series[-1] + ahead * (series[-1] - series[0]) / (len(series) - 1)
    return np.full(horizon, series[-1]), np.array(seasonal), drift


def _into_the_beginning(series, horizon, season):
    """An index from -season on gets to 0, and at last to the end of the series, where it raises IndexError."""
    seasonal = [series[day - season] for day in range(horizon)]
    drift = series[-1] + np.arange(1, horizon + 1) * (series[-1] - series[0]) / (len(series) - 1)
    return np.full(horizon, series[-1]), np.array(seasonal), drift


baselines = Check(
    "baselines",
    2,
    _cases,  # values are copied, or added and multiplied once: the tolerance of float32
    mistakes={
        "seasonal: the last day of a season has remainder 0: count days from 0 before you take it": (
            _remainder_of_a_season
        ),
        "seasonal: where the day one season before lies in the future, go back by another season: an "
        "index from -season on gets to the beginning of the series": _into_the_beginning,
    },
    corners={
        "the horizon is 1": lambda series, horizon, season: horizon == 1,
        "the horizon is shorter than a season": lambda series, horizon, season: horizon < season,
        "the horizon is one season": lambda series, horizon, season: horizon == season,
        "the horizon is longer than a season": lambda series, horizon, season: horizon > season,
        "the horizon is longer than two seasons, and not a whole number of them": (
            lambda series, horizon, season: horizon > 2 * season and horizon % season > 0
        ),
        "the horizon is longer than the series": lambda series, horizon, season: (
            horizon > len(series)
        ),
        "a season is one day": lambda series, horizon, season: season == 1,
        "the series is one season": lambda series, horizon, season: season == len(series),
        "the series is not a whole number of seasons": lambda series, horizon, season: (
            len(series) % season > 0
        ),
        "the series has two values": lambda series, horizon, season: len(series) == 2,
        "all values are equal": lambda series, horizon, season: np.ptp(series) == 0,
        "the series is a straight line, but not flat": lambda series, horizon, season: (
            np.ptp(series) > 0 and np.ptp(np.diff(series)) < 1e-9 and len(series) > 2
        ),
        "each season is as the one before": lambda series, horizon, season: (
            1 < season < len(series)
            and np.ptp(series) > 0
            and np.array_equal(series[season:], series[:-season])
        ),
        "the series ends lower than it began": lambda series, horizon, season: (
            series[-1] < series[0]
        ),
        "the series ends higher than it began": lambda series, horizon, season: (
            series[-1] > series[0]
        ),
    },
    parts=("naive", "seasonal", "drift"),
)
