"""Answers to mase."""

import numpy as np

from tests.answers import Bank

bank = Bank("mase")
right, mistake = bank.right, bank.mistake


@right
def mase_by_numpy(train, season, actual, forecast):
    error = np.mean(np.abs(actual - forecast))
    return error / np.mean(np.abs(train[season:] - train[: len(train) - season]))


@right
def mase_by_loops(train, season, actual, forecast):
    total = 0.0
    for day in range(season, len(train)):
        total += abs(train[day] - train[day - season])
    yardstick = total / (len(train) - season)
    errors = [abs(a - f) for a, f in zip(actual, forecast, strict=True)]
    return sum(errors) / len(errors) / yardstick


@right
def mase_by_scikit_learn(train, season, actual, forecast):
    from sklearn.metrics import mean_absolute_error

    naive = mean_absolute_error(train[season:], np.roll(train, season)[season:])
    return mean_absolute_error(actual, forecast) / naive


@right
def mase_of_scaled_errors(train, season, actual, forecast):
    scale = np.abs(np.subtract(train[season:], train[:-season])).sum() / (train.size - season)
    scaled = (forecast - actual) / scale
    return np.abs(scaled).sum() / scaled.size


@right
def mase_by_norms(train, season, actual, forecast):
    ahead, behind = train[season:], train[:-season]
    yardstick = np.linalg.norm(ahead - behind, 1) / len(ahead)
    return np.linalg.norm(actual - forecast, 1) / (len(actual) * yardstick)


@right
def mase_by_convolution(train, season, actual, forecast):
    kernel = np.zeros(season + 1)
    kernel[0], kernel[-1] = 1, -1
    changes = np.convolve(train, kernel, mode="valid")
    return float(abs(actual - forecast).mean() / abs(changes).mean())


@mistake("not what came after it")
def mase_yardstick_of_test(train, season, actual, forecast):
    yardstick = np.abs(actual[season:] - actual[:-season]).mean()
    return np.abs(actual - forecast).mean() / yardstick


@mistake("the days that are forecast as well")
def mase_yardstick_of_all(train, season, actual, forecast):
    series = np.concatenate([train, actual])
    yardstick = np.abs(series[season:] - series[:-season]).mean()
    return np.abs(actual - forecast).mean() / yardstick


@mistake("by a season, not by a day")
def mase_without_season(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / np.abs(np.diff(train)).mean()


@mistake("differences of")
def mase_by_repeated_differences(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / np.abs(np.diff(train, n=season)).mean()


@mistake("not over all")
def mase_divided_by_all_days(train, season, actual, forecast):
    yardstick = sum(abs(train[t] - train[t - season]) for t in range(season, len(train))) / len(
        train
    )
    return np.abs(actual - forecast).mean() / yardstick


@mistake("the average change, not the sum")
def mase_yardstick_is_sum(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / np.abs(train[season:] - train[:-season]).sum()


@mistake("up and down must not cancel")
def mase_yardstick_with_signs(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / (train[season:] - train[:-season]).mean()


@mistake("before the average, not after it")
def mase_yardstick_absolute_late(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / abs((train[season:] - train[:-season]).mean())


@mistake("not how far it lies from its average")
def mase_yardstick_is_mean_deviation(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / np.abs(train - train.mean()).mean()


@mistake("not its standard deviation")
def mase_over_deviation(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / train.std()


@mistake("divide by the yardstick")
def mase_is_mae(train, season, actual, forecast):
    return np.abs(actual - forecast).mean()


@mistake("the average error, not the sum")
def mase_sum_of_errors(train, season, actual, forecast):
    return np.abs(actual - forecast).sum() / np.abs(train[season:] - train[:-season]).mean()


@mistake("too high and too low must not cancel")
def mase_with_signs(train, season, actual, forecast):
    return (actual - forecast).mean() / np.abs(train[season:] - train[:-season]).mean()


@mistake("before the average, not after it")
def mase_absolute_late(train, season, actual, forecast):
    return abs(np.mean(actual - forecast)) / np.abs(train[season:] - train[:-season]).mean()


@mistake("not its square")
def mase_squared(train, season, actual, forecast):
    return np.square(actual - forecast).mean() / np.abs(train[season:] - train[:-season]).mean()


@mistake("not roots of average squares")
def mase_of_roots(train, season, actual, forecast):
    error = np.sqrt(np.mean((actual - forecast) ** 2))
    return error / np.sqrt(np.mean((train[season:] - train[:-season]) ** 2))


@mistake("not the other way round")
def mase_upside_down(train, season, actual, forecast):
    return np.abs(train[season:] - train[:-season]).mean() / np.abs(actual - forecast).mean()


@mistake("the average of all steps")
def mase_for_each_step(train, season, actual, forecast):
    return np.abs(actual - forecast) / np.abs(train[season:] - train[:-season]).mean()


@mistake("of the values that came")
def mase_in_percent_of_values(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / np.abs(actual).mean()


@mistake("not its last season")
def mase_yardstick_of_last_season(train, season, actual, forecast):
    changes = np.abs(train[season:] - train[:-season])
    return np.abs(actual - forecast).mean() / changes[-season:].mean()


@mistake("not the other way round")
def mase_inverted_only(train, season, actual, forecast):
    return 1 / mase_by_numpy(train, season, actual, forecast)


@mistake("it returned")
def mase_rolled(train, season, actual, forecast):
    """The first season is compared with the last."""
    yardstick = np.abs(train - np.roll(train, season)).mean()
    return np.abs(actual - forecast).mean() / yardstick


@mistake("it returned")
def mase_with_zeros_before(train, season, actual, forecast):
    before = np.concatenate([np.zeros(season), train[:-season]])
    return np.abs(actual - forecast).mean() / np.abs(train - before).mean()


@mistake("ValueError")
def mase_with_wrong_lengths(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / np.abs(train[season:] - train[:-1]).mean()


@right
def mase_by_ratio_of_sums(train, season, actual, forecast):
    changes = [abs(later - earlier) for earlier, later in zip(train, train[season:], strict=False)]
    return sum(abs(forecast - actual)) / sum(changes) * len(changes) / len(actual)


@mistake("a hundred times")
def mase_in_percent(train, season, actual, forecast):
    return 100 * mase_by_numpy(train, season, actual, forecast)


@mistake("one minus the right one")
def mase_as_skill(train, season, actual, forecast):
    return 1 - mase_by_numpy(train, season, actual, forecast)


@mistake("not only one of each season")
def mase_of_every_season_s_first_day(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / np.abs(np.diff(train[::season])).mean()


@mistake("from its last value")
def mase_against_the_last_training_day(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() / np.abs(actual - train[-1]).mean()


@mistake("by the value that came")
def mase_is_mape(train, season, actual, forecast):
    return np.mean(np.abs((actual - forecast) / actual))


@mistake("not by a day more")
def mase_a_day_more_than_a_season(train, season, actual, forecast):
    changes = [abs(train[t] - train[t - season - 1]) for t in range(season + 1, len(train))]
    return np.abs(actual - forecast).mean() / np.mean(changes)


@mistake("even if the first season is left out")
def mase_day_by_day_after_a_season(train, season, actual, forecast):
    changes = [abs(train[t] - train[t - 1]) for t in range(season, len(train))]
    return np.abs(actual - forecast).mean() / np.mean(changes)


@mistake("divided by the second argument")
def mase_over_season_too(train, season, actual, forecast):
    return mase_by_numpy(train, season, actual, forecast) / season


@mistake("all but one")
def mase_over_days_less_one(train, season, actual, forecast):
    yardstick = np.abs(train[season:] - train[:-season]).sum() / (len(train) - 1)
    return np.abs(actual - forecast).mean() / yardstick


@mistake("rounded to two decimals")
def mase_rounded(train, season, actual, forecast):
    return round(mase_by_numpy(train, season, actual, forecast), 2)


@mistake("it returned")
def mase_as_difference(train, season, actual, forecast):
    return np.abs(actual - forecast).mean() - np.abs(train[season:] - train[:-season]).mean()
