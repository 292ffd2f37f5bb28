"""Answers to lag-of-forecast."""

import numpy as np

from tests.answers import Bank

bank = Bank("lag-of-forecast")
right, mistake = bank.right, bank.mistake


@right
def lag_by_corrcoef(actual, forecast, most):
    correlations = []
    for lag in range(most + 1):
        values = actual[: len(actual) - lag]
        correlations.append(np.corrcoef(values, forecast[lag:])[0, 1])
    return int(np.argmax(correlations)), np.array(correlations)


@right
def lag_by_formula(actual, forecast, most):
    correlations = np.zeros(most + 1)
    for lag in range(most + 1):
        a = actual[:-lag] if lag else actual
        f = forecast[lag:]
        a, f = a - a.mean(), f - f.mean()
        correlations[lag] = (a * f).sum() / np.sqrt((a**2).sum() * (f**2).sum())
    return correlations.argmax(), correlations


@right
def lag_by_running_best(actual, forecast, most):
    best, highest, correlations = 0, -2.0, []
    for lag in range(most + 1):
        correlation = np.corrcoef(forecast[lag:], actual[: actual.size - lag])[1][0]
        correlations.append(float(correlation))
        if correlation > highest:
            best, highest = lag, correlation
    return best, correlations


@right
def lag_by_scipy(actual, forecast, most):
    from scipy.stats import pearsonr

    days = len(actual)
    correlations = [pearsonr(forecast[lag:], actual[: days - lag])[0] for lag in range(most + 1)]
    return correlations.index(max(correlations)), correlations


@right
def lag_by_pairs_of_days(actual, forecast, most):
    correlations = {}
    for lag in range(most + 1):
        pairs = [(actual[day - lag], forecast[day]) for day in range(lag, len(forecast))]
        a, f = zip(*pairs, strict=True)
        spread = np.std(a) * np.std(f)
        correlations[lag] = np.mean((a - np.mean(a)) * (f - np.mean(f))) / spread
    return max(correlations, key=correlations.get), list(correlations.values())


@right
def lag_by_standard_scores(actual, forecast, most):
    def scores(values):
        return (values - values.mean()) / values.std()

    correlations, days = [], len(actual)
    for lag in range(most, -1, -1):
        product = scores(actual[: days - lag]) @ scores(forecast[lag:])
        correlations.insert(0, product / (days - lag))
    return int(np.argsort(correlations)[-1]), correlations


def best_of(correlations):
    return int(np.argmax(correlations)), np.array(correlations)


@mistake("not with later ones")
def lag_in_the_other_direction(actual, forecast, most):
    days = len(actual)
    return best_of(
        [np.corrcoef(actual[lag:], forecast[: days - lag])[0, 1] for lag in range(most + 1)]
    )


@mistake("ValueError")
def lag_minus_zero(actual, forecast, most):
    return best_of([np.corrcoef(actual[:-lag], forecast[lag:])[0, 1] for lag in range(most + 1)])


@mistake("for every lag")
def lag_over_the_same_days(actual, forecast, most):
    days, correlations = len(actual), []
    for lag in range(most + 1):
        values = actual[most - lag : days - lag]
        correlations.append(np.corrcoef(values, forecast[most:])[0, 1])
    return best_of(correlations)


@mistake("a series is no circle")
def lag_by_roll(actual, forecast, most):
    return best_of([np.corrcoef(np.roll(actual, lag), forecast)[0, 1] for lag in range(most + 1)])


@mistake("the strongest correlation is negative")
def lag_of_strongest(actual, forecast, most):
    correlations = lag_by_corrcoef(actual, forecast, most)[1]
    return int(np.argmax(np.abs(correlations))), correlations


@mistake("keep the signs")
def lag_of_absolute_correlations(actual, forecast, most):
    return best_of(np.abs(lag_by_corrcoef(actual, forecast, most)[1]))


@mistake("not the lowest")
def lag_of_lowest(actual, forecast, most):
    correlations = lag_by_corrcoef(actual, forecast, most)[1]
    return int(np.argmin(correlations)), correlations


@mistake("not its square")
def lag_of_squares(actual, forecast, most):
    return best_of(lag_by_corrcoef(actual, forecast, most)[1] ** 2)


@mistake("not the covariance")
def lag_of_covariance(actual, forecast, most):
    days, numbers = len(actual), []
    for lag in range(most + 1):
        a, f = actual[: days - lag], forecast[lag:]
        numbers.append(((a - a.mean()) * (f - f.mean())).mean())
    return best_of(numbers)


@mistake("not the sum of products")
def lag_by_correlate(actual, forecast, most):
    products = np.correlate(forecast, actual, mode="full")
    middle = len(actual) - 1
    return best_of(products[middle : middle + most + 1])


@mistake("take away both means first")
def lag_of_angles(actual, forecast, most):
    days, numbers = len(actual), []
    for lag in range(most + 1):
        a, f = actual[: days - lag], forecast[lag:]
        numbers.append(a @ f / (np.linalg.norm(a) * np.linalg.norm(f)))
    return best_of(numbers)


@mistake("and divide by their number")
def lag_of_textbook_cross_correlation(actual, forecast, most):
    a = (actual - actual.mean()) / actual.std()
    f = (forecast - forecast.mean()) / forecast.std()
    days = len(a)
    return best_of([(a[: days - lag] * f[lag:]).sum() / days for lag in range(most + 1)])


@mistake("take the correlation, not the distance")
def lag_of_smallest_error(actual, forecast, most):
    days = len(actual)
    errors = [((actual[: days - lag] - forecast[lag:]) ** 2).mean() for lag in range(most + 1)]
    return int(np.argmin(errors)), np.array(errors)


@mistake("not that of the ranks")
def lag_of_ranks(actual, forecast, most):
    from scipy.stats import spearmanr

    days = len(actual)
    return best_of(
        [spearmanr(actual[: days - lag], forecast[lag:]).statistic for lag in range(most + 1)]
    )


@mistake("not the changes from day to day")
def lag_of_changes(actual, forecast, most):
    return lag_by_corrcoef(np.diff(actual), np.diff(forecast), most)


@mistake("not one more")
def lag_counted_from_one(actual, forecast, most):
    lag, correlations = lag_by_corrcoef(actual, forecast, most)
    return lag + 1, correlations


@mistake("is tried, too")
def lag_without_most(actual, forecast, most):
    correlations = lag_by_corrcoef(actual, forecast, most)[1][: max(most, 1)]
    return best_of(correlations) if most else (0, correlations[:0])


@mistake("`correlations`")
def lag_from_one_on(actual, forecast, most):
    correlations = lag_by_corrcoef(actual, forecast, most)[1][1:]
    return (int(np.argmax(correlations)) + 1 if most else 0), correlations


@mistake("not only the highest")
def lag_and_highest_correlation(actual, forecast, most):
    lag, correlations = lag_by_corrcoef(actual, forecast, most)
    return lag, correlations.max()


@mistake("expected a tuple of 2 entries")
def lag_alone(actual, forecast, most):
    return lag_by_corrcoef(actual, forecast, most)[0]


@mistake("exchanged")
def lag_after_correlations(actual, forecast, most):
    lag, correlations = lag_by_corrcoef(actual, forecast, most)
    return correlations, lag


@mistake("no minus")
def lag_negative(actual, forecast, most):
    lag, correlations = lag_by_corrcoef(actual, forecast, most)
    return -lag, correlations


@mistake("cut off at their end")
def lag_of_same_days(actual, forecast, most):
    days = len(actual)
    return best_of(
        [np.corrcoef(actual[: days - lag], forecast[: days - lag])[0, 1] for lag in range(most + 1)]
    )


@mistake("`correlations`")
def lag_of_matrices(actual, forecast, most):
    days = len(actual)
    matrices = [np.corrcoef(actual[: days - lag], forecast[lag:]) for lag in range(most + 1)]
    return int(np.argmax([matrix[0, 1] for matrix in matrices])), np.array(matrices)


@mistake("not with themselves")
def lag_of_the_series_itself(actual, forecast, most):
    return lag_by_corrcoef(actual, actual, most)


@mistake("Only your `lag` is wrong")
def lag_first_rise(actual, forecast, most):
    """The first lag after which the correlation falls."""
    correlations = lag_by_corrcoef(actual, forecast, most)[1]
    lag = 0
    while lag < most and correlations[lag + 1] > correlations[lag]:
        lag += 1
    return lag, correlations


@right
def lag_by_sums(actual, forecast, most):
    correlations = []
    for lag in range(most + 1):
        x, y = actual[: len(actual) - lag], forecast[lag:]
        count, total_x, total_y = len(x), x.sum(), y.sum()
        below = (count * x @ x - total_x**2) * (count * y @ y - total_y**2)
        correlations.append((count * x @ y - total_x * total_y) / below**0.5)
    return max(range(most + 1), key=correlations.__getitem__), correlations


@mistake("all correlations are negative")
def lag_above_zero(actual, forecast, most):
    correlations = lag_by_corrcoef(actual, forecast, most)[1]
    best, highest = 0, 0.0
    for lag, correlation in enumerate(correlations):
        if correlation > highest:
            best, highest = lag, correlation
    return best, correlations


@mistake("expected a whole number")
def lag_as_float(actual, forecast, most):
    lag, correlations = lag_by_corrcoef(actual, forecast, most)
    return float(lag), correlations


@mistake("one minus the right one")
def lag_of_correlation_distances(actual, forecast, most):
    distances = 1 - lag_by_corrcoef(actual, forecast, most)[1]
    return int(distances.argmin()), distances


@mistake("`lag` is right in every case")
def lag_with_a_dict(actual, forecast, most):
    lag, correlations = lag_by_corrcoef(actual, forecast, most)
    return lag, dict(enumerate(correlations.tolist()))


@mistake("fill in zeros for the forecast")
def lag_with_zeros_at_the_end(actual, forecast, most):
    correlations = []
    for lag in range(most + 1):
        earlier = np.zeros(len(forecast))
        earlier[: len(forecast) - lag] = forecast[lag:]
        correlations.append(np.corrcoef(actual, earlier)[0, 1])
    return best_of(correlations)


@mistake("opposite order")
def lag_largest_first(actual, forecast, most):
    lag, correlations = lag_by_corrcoef(actual, forecast, most)
    return lag, correlations[::-1]


@mistake("`lag` is right in every case")
def lag_over_deviations_of_all_days(actual, forecast, most):
    days, numbers = len(actual), []
    for lag in range(most + 1):
        covariance = np.cov(actual[: days - lag], forecast[lag:])[0, 1]
        numbers.append(covariance / (actual.std() * forecast.std()))
    return int(lag_by_corrcoef(actual, forecast, most)[0]), np.array(numbers)


@mistake("rounded to two decimals")
def lag_rounded(actual, forecast, most):
    lag, correlations = lag_by_corrcoef(actual, forecast, most)
    return lag, correlations.round(2)


@mistake("your `lag`")
def lag_counted_backwards(actual, forecast, most):
    correlations = lag_by_corrcoef(actual, forecast, most)[1]
    return int(correlations[::-1].argmax()), correlations
