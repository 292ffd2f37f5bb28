"""Answers to baselines."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("baselines")
right, mistake = bank.right, bank.mistake


@right
def baselines_by_loop(series, horizon, season):
    last, days = series[-1], len(series)
    naive, seasonal, drift = [], [], []
    for ahead in range(1, horizon + 1):
        naive.append(last)
        seasonal.append(series[days - season + (ahead - 1) % season])
        drift.append(last + ahead * (last - series[0]) / (days - 1))
    return np.array(naive), np.array(seasonal), np.array(drift)


@right
def baselines_by_numpy(series, horizon, season):
    mean_step = np.diff(series).mean()
    return (
        np.repeat(series[-1], horizon),
        np.resize(series[-season:], horizon),
        series[-1] + np.cumsum(np.full(horizon, mean_step)),
    )


@right
def baselines_that_grow(series, horizon, season):
    history = series.tolist()
    for _ in range(horizon):
        history.append(history[-season])
    seasonal = history[len(series) :]
    slope = (series[-1] - series[0]) / (series.size - 1)
    drift = [series[-1] + slope * (day + 1) for day in range(horizon)]
    return [series[-1]] * horizon, seasonal, drift


@right
def baselines_by_formula(series, horizon, season):
    """With T days: y[T + h - m * ceil(h / m)], days counted from 1."""
    total = len(series)
    seasonal = np.zeros(horizon)
    for h in range(1, horizon + 1):
        seasonal[h - 1] = series[total + h - season * math.ceil(h / season) - 1]
    naive = np.zeros(horizon) + series[total - 1]
    line = np.polyfit([0, total - 1], [series[0], series[-1]], 1)
    return naive, seasonal, np.polyval(line, np.arange(total, total + horizon))


@right
def baselines_by_tiling(series, horizon, season):
    naive = np.ones(horizon) * series[-1]
    repeats = horizon // season + 1
    seasonal = np.tile(series[-season:], repeats)[:horizon]
    rise = series[-1] - series[0]
    drift = series[-1] + rise * np.arange(1, horizon + 1) / (len(series) - 1)
    return np.stack([naive, seasonal, drift])


@right
def baselines_from_one_another(series, horizon, season):
    naive = np.full((horizon,), float(series[-1]))
    steps = np.linspace(1, horizon, horizon) / (len(series) - 1)
    drift = naive + steps * naive - steps * series[0]
    seasonal = np.concatenate([series, np.zeros(horizon)])
    for place in range(len(series), len(seasonal)):
        seasonal[place] = seasonal[place - season]
    return naive, seasonal[-horizon:], drift


def three(series, horizon, season):
    return list(baselines_by_numpy(series, horizon, season))


@mistake("not as the average of the series")
def baselines_naive_is_mean(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return np.full(horizon, series.mean()), seasonal, drift


@mistake("naive: a value for each of the days")
def baselines_naive_is_one_value(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return series[-1:], seasonal, drift


@mistake("in their order")
def baselines_naive_is_last_days(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return np.resize(series[-horizon:], horizon), seasonal, drift


@mistake("repeat the last season, not the first")
def baselines_first_season(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    return naive, np.array([series[day % season] for day in range(horizon)]), drift


@mistake("counts from the beginning")
def baselines_season_from_beginning(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    days = np.arange(len(series), len(series) + horizon)
    return naive, series[days % season], drift


@mistake("you are a day late")
def baselines_season_a_day_late(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    seasonal = [series[-season:][h % season] for h in range(1, horizon + 1)]
    return naive, np.array(seasonal), drift


@mistake("Only your `seasonal` is wrong")
def baselines_index_in_a_circle(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    return naive, series[(np.arange(horizon) - season) % len(series)], drift


@mistake("gets to the beginning of the series")
def baselines_index_runs_out(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    return naive, np.array([series[-season + h] for h in range(horizon)]), drift


@mistake("ValueError")
def baselines_season_too_short(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    seasonal = np.empty(horizon)
    seasonal[:] = series[-season:][:horizon]
    return naive, seasonal, drift


@mistake("begins again with the first day")
def baselines_season_once(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    return naive, series[-season:][:horizon], drift


@mistake("not each of its days several times")
def baselines_season_repeated_by_value(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    times = int(np.ceil(horizon / season))
    return naive, np.repeat(series[-season:], times)[:horizon], drift


@mistake("not all as one")
def baselines_season_is_one_value(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    return naive, np.full(horizon, series[-season]), drift


@mistake("not as the average of all")
def baselines_climatology(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    phase = np.arange(len(series)) % season
    seasonal = [series[phase == (len(series) + ahead) % season].mean() for ahead in range(horizon)]
    return naive, np.array(seasonal), drift


@mistake("n - 1 steps")
def baselines_drift_by_days(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    slope = (series[-1] - series[0]) / len(series)
    return naive, seasonal, series[-1] + slope * np.arange(1, horizon + 1)


@mistake("not through the one before the last")
def baselines_drift_of_last_step(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    return naive, seasonal, series[-1] + (series[-1] - series[-2]) * np.arange(1, horizon + 1)


@mistake("one step from today, not none")
def baselines_drift_starts_today(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    slope = (series[-1] - series[0]) / (len(series) - 1)
    return naive, seasonal, series[-1] + slope * np.arange(horizon)


@mistake("not from the first")
def baselines_drift_from_first(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    slope = (series[-1] - series[0]) / (len(series) - 1)
    return naive, seasonal, series[0] + slope * np.arange(1, horizon + 1)


@mistake("a step more for each day ahead")
def baselines_drift_one_step(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    return naive, seasonal, np.full(horizon, series[-1] + np.diff(series).mean())


@mistake("not the one that fits all")
def baselines_drift_by_regression(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    days = np.arange(len(series) + horizon)
    slope, level = np.polyfit(days[: len(series)], series, 1)
    return naive, seasonal, (level + slope * days)[len(series) :]


@mistake("it does not turn back")
def baselines_drift_reversed(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    slope = (series[0] - series[-1]) / (len(series) - 1)
    return naive, seasonal, series[-1] + slope * np.arange(1, horizon + 1)


@mistake("not by the horizon")
def baselines_drift_over_horizon(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    slope = (series[-1] - series[0]) / horizon
    return naive, seasonal, series[-1] + slope * np.arange(1, horizon + 1)


@mistake("takes more than a day")
def baselines_drift_undivided(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    return naive, seasonal, series[-1] + (series[-1] - series[0]) * np.arange(1, horizon + 1)


@mistake("exchanged")
def baselines_exchanged(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return naive, drift, seasonal


@mistake("in another order")
def baselines_in_another_order(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return drift, naive, seasonal


@mistake("not three numbers for each day")
def baselines_by_day(series, horizon, season):
    return list(zip(*three(series, horizon, season), strict=True))


@mistake("a tuple of 3 entries")
def baselines_in_a_dict(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return {"naive": naive, "seasonal": seasonal, "drift": drift}


@mistake("not only the last one")
def baselines_of_the_horizon_alone(series, horizon, season):
    last = series[-1]
    slope = (last - series[0]) / (len(series) - 1)
    return last, series[-season:][(horizon - 1) % season], last + horizon * slope


@mistake("not for its last day")
def baselines_from_today(series, horizon, season):
    days = np.arange(len(series) - 1, len(series) + horizon - 1)
    last_season = series[-season:]
    slope = (series[-1] - series[0]) / (len(series) - 1)
    seasonal = [last_season[(day - len(series)) % season] for day in days]
    return np.full(horizon, series[-1]), np.array(seasonal), series[0] + slope * days


@mistake("Only your `drift` is wrong")
def baselines_drift_by_growth(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    growth = abs(series[-1] / series[0]) ** (1 / (len(series) - 1))
    return naive, seasonal, series[-1] * growth ** np.arange(1, horizon + 1)


@mistake("Only your `seasonal` is wrong")
def baselines_season_two_back(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    return naive, np.resize(series[-2 * season :][:season], horizon), drift


@mistake("`seasonal`")
def baselines_season_of_its_own_forecasts(series, horizon, season):
    """The forecast of a day is the one before, once a season is over."""
    naive, _, drift = three(series, horizon, season)
    seasonal = []
    for h in range(horizon):
        seasonal.append(series[len(series) - season + h] if h < season else seasonal[-1])
    return naive, np.array(seasonal), drift


@right
def baselines_step_by_step(series, horizon, season):
    from itertools import cycle, islice

    step = (series[-1] - series[0]) / (len(series) - 1)
    drift, value = [], series[-1]
    for _ in range(horizon):
        value = value + step
        drift.append(value)
    return [series[-1]] * horizon, list(islice(cycle(series[-season:]), horizon)), drift


@mistake("has remainder 0")
def baselines_remainder_of_days_from_one(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    seasonal = [series[-season + h % season - 1] for h in range(1, horizon + 1)]
    return naive, np.array(seasonal), drift


@mistake("the horizon is longer than a season")
def baselines_season_known_once(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    seasonal = [series[-season + h] if h < season else np.nan for h in range(horizon)]
    return naive, np.array(seasonal), drift


@mistake("no more days than the horizon")
def baselines_whole_seasons(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    return naive, np.tile(series[-season:], int(np.ceil(horizon / season))), drift


@mistake("round the number of seasons up")
def baselines_whole_seasons_rounded_down(series, horizon, season):
    naive, _, drift = three(series, horizon, season)
    return naive, np.tile(series[-season:], horizon // season)[:horizon], drift


@mistake("not the median")
def baselines_median_step(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    return naive, seasonal, series[-1] + np.median(np.diff(series)) * np.arange(1, horizon + 1)


@mistake("not from the lowest")
def baselines_drift_by_extremes(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    slope = (series.max() - series.min()) / (len(series) - 1)
    return naive, seasonal, series[-1] + slope * np.arange(1, horizon + 1)


@mistake("opposite order")
def baselines_drift_farthest_first(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return naive, seasonal, drift[::-1]


@mistake("by the steps of the season")
def baselines_drift_over_the_season(series, horizon, season):
    naive, seasonal, _ = three(series, horizon, season)
    slope = (series[-1] - series[-season]) / season
    return naive, seasonal, series[-1] + slope * np.arange(1, horizon + 1)


@mistake("Only your `naive` is wrong")
def baselines_naive_from_a_horizon_ago(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return np.full(horizon, series[max(-1 - horizon, -len(series))]), seasonal, drift


@mistake("flattened")
def baselines_in_one_row(series, horizon, season):
    return np.concatenate(three(series, horizon, season))


@mistake("Only your `seasonal` is wrong")
def baselines_season_with_drift(series, horizon, season):
    naive, seasonal, drift = three(series, horizon, season)
    return naive, seasonal + (drift - naive), drift
