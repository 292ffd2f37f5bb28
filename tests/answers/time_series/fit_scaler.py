"""Answers to fit-scaler."""

import numpy as np

from tests.answers import Bank

bank = Bank("fit-scaler")
right, mistake = bank.right, bank.mistake


@right
def scaler_by_numpy(series, border):
    mean = np.mean(series[:border])
    deviation = np.std(series[:border]) or 1.0
    return (series - mean) / deviation, mean, deviation


@right
def scaler_by_loops(series, border):
    total = 0.0
    for day in range(border):
        total += series[day]
    mean = total / border
    squares = 0.0
    for day in range(border):
        squares += (series[day] - mean) ** 2
    deviation = (squares / border) ** 0.5
    if deviation < 1e-9:
        deviation = 1
    return [(value - mean) / deviation for value in series], mean, deviation


@right
def scaler_by_scikit_learn(series, border):
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(series[:border].reshape(-1, 1))
    scaled = scaler.transform(series.reshape(-1, 1)).ravel()
    return scaled, scaler.mean_[0], scaler.scale_[0]


@right
def scaler_by_centring_first(series, border):
    known = np.arange(len(series)) < border
    mean = series[known].sum() / known.sum()
    centred = series - mean
    deviation = np.sqrt(np.dot(centred[known], centred[known]) / border)
    return (
        centred / np.where(deviation > 0, deviation, 1),
        mean,
        deviation if deviation > 0 else 1.0,
    )


@right
def scaler_by_statistics(series, border):
    import statistics

    train = [float(value) for value in series[:border]]
    mean = statistics.fmean(train)
    deviation = statistics.pstdev(train)
    if len(set(train)) == 1:
        deviation = 1.0
    return np.array([(x - mean) / deviation for x in series]), mean, deviation


@right
def scaler_with_a_small_number(series, border):
    train = series[0:border]
    mean, variance = np.average(train), np.var(train)
    deviation = 1.0 if max(train) == min(train) else np.sqrt(variance) + 1e-8
    scaled = np.zeros(len(series))
    for day, value in enumerate(series):
        scaled[day] = (value - mean) / deviation
    return scaled, mean, deviation


@mistake("must not see the future: take those")
def scaler_of_all_days(series, border):
    mean, deviation = series.mean(), series.std()
    if deviation == 0:
        deviation = 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("the mean must not see the future")
def scaler_mean_of_all_days(series, border):
    mean, deviation = series.mean(), series[:border].std() or 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("the deviation must not see the future")
def scaler_deviation_of_all_days(series, border):
    mean, deviation = series[:border].mean(), series.std() or 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("not its own")
def scaler_each_part_by_itself(series, border):
    train, test = series[:border], series[border:]
    mean, deviation = train.mean(), train.std()
    deviation = deviation if deviation else 1.0
    scaled = (train - mean) / deviation
    if len(test):
        scaled = np.concatenate([scaled, (test - test.mean()) / (test.std() or 1.0)])
    return scaled, mean, deviation


@mistake("a day too many")
def scaler_border_included(series, border):
    train = series[: border + 1]
    deviation = train.std() or 1.0
    return (series - train.mean()) / deviation, train.mean(), deviation


@mistake("lacks its last day")
def scaler_one_day_short(series, border):
    train = series[: border - 1]
    deviation = np.std(train) or 1.0
    return (series - np.mean(train)) / deviation, np.mean(train), deviation


@mistake("not only the training part")
def scaler_of_train_only(series, border):
    train = series[:border]
    mean, deviation = train.mean(), train.std() or 1.0
    return (train - mean) / deviation, mean, deviation


@mistake("by the number of training days")
def scaler_sample_deviation(series, border):
    train = series[:border]
    mean, deviation = train.mean(), train.std(ddof=1)
    if deviation == 0:
        deviation = 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("not by the variance")
def scaler_variance(series, border):
    train = series[:border]
    mean, deviation = train.mean(), train.var() or 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("to 0..1")
def scaler_min_max(series, border):
    low, high = series[:border].min(), series[:border].max()
    size = high - low if high > low else 1.0
    return (series - low) / size, low, size


@mistake("you divide by 0")
def scaler_divides_by_zero(series, border):
    mean, deviation = series[:border].mean(), series[:border].std()
    return (series - mean) / deviation, mean, deviation


@mistake("are still scaled")
def scaler_zeros_where_all_are_equal(series, border):
    mean, deviation = series[:border].mean(), series[:border].std()
    if deviation == 0:
        return np.zeros(len(series)), mean, 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("as you have used it")
def scaler_keeps_the_zero(series, border):
    mean, deviation = series[:border].mean(), series[:border].std()
    return (series - mean) / (1 if deviation == 0 else deviation), mean, deviation


@mistake("take away the mean")
def scaler_not_centred(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    return series / deviation, mean, deviation


@mistake("Hint: divide by the deviation")
def scaler_only_centred(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    return series - mean, mean, deviation


@mistake("before you divide")
def scaler_without_brackets(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    return series / deviation - mean, mean, deviation


@mistake("do not multiply")
def scaler_multiplied(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    return (series - mean) * deviation, mean, deviation


@mistake("all training values are equal")
def scaler_with_a_tiny_divisor(series, border):
    mean, deviation = series[:border].mean(), series[:border].std()
    return (series - mean) / (deviation + 1e-8), mean, deviation + 1e-8


@mistake("NaN")
def scaler_constant_series_only(series, border):
    mean, deviation = series[:border].mean(), series[:border].std()
    if series.std() == 0:
        deviation = 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("exchanged")
def scaler_exchanged(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    return (series - mean) / deviation, deviation, mean


@mistake("a tuple of 3 entries")
def scaler_only_scaled(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    return (series - mean) / deviation


@mistake("a tuple of 3 entries")
def scaler_only_numbers(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    return mean, deviation


@mistake("not the average distance")
def scaler_mean_distance(series, border):
    train = series[:border]
    mean = train.mean()
    deviation = np.abs(train - mean).mean() or 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("not from 0")
def scaler_root_mean_square(series, border):
    train = series[:border]
    mean, size = train.mean(), np.sqrt((train**2).mean())
    return (series - mean) / size, mean, size


@mistake("not after it")
def scaler_of_the_future(series, border):
    train = series[border:]
    mean, deviation = np.mean(train), np.std(train)
    if deviation == 0:
        deviation = 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("is scaled, too")
def scaler_future_left_alone(series, border):
    scaled = series.copy()
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    scaled[:border] = (scaled[:border] - mean) / deviation
    return scaled, mean, deviation


@mistake("all training values are equal")
def scaler_of_scaled_numbers(series, border):
    """In place: the series that comes back was scaled, and so was what the numbers are taken from."""
    mean, deviation = series[:border].mean(), series[:border].std()
    series -= mean
    series /= deviation if deviation else 1.0
    return series, mean, series[:border].std() * deviation


@right
def scaler_by_moments(series, border):
    mean = series[:border].mean()
    variance = (series[:border] ** 2).mean() - mean**2
    deviation = np.sqrt(variance) if variance > 1e-9 else 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("right up to a factor")
def scaler_deviation_of_at_least_one(series, border):
    mean, deviation = series[:border].mean(), max(series[:border].std(), 1)
    return (series - mean) / deviation, mean, deviation


@mistake("It is right in every case in which all training values are equal")
def scaler_adds_one(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() + 1
    return (series - mean) / deviation, mean, deviation


@mistake("`scaled` is right in every case")
def scaler_numbers_of_the_scaled(series, border):
    scaled, _, _ = scaler_by_numpy(series, border)
    return scaled, scaled[:border].mean(), scaled[:border].std()


@mistake("`scaled` is right in every case")
def scaler_numbers_of_all_days(series, border):
    return scaler_by_numpy(series, border)[0], series.mean(), series.std() or 1.0


@mistake("`mean` is right in every case")
def scaler_by_the_largest(series, border):
    largest = abs(series[:border]).max()
    return series / largest, series[:border].mean(), largest


@mistake("not the last")
def scaler_of_the_last_days(series, border):
    train = series[-border:]
    mean, deviation = train.mean(), train.std() or 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("not from that of all days")
def scaler_distance_from_the_mean_of_all_days(series, border):
    mean = series[:border].mean()
    deviation = np.sqrt(np.mean((series[:border] - series.mean()) ** 2)) or 1.0
    return (series - mean) / deviation, mean, deviation


@mistake("right but for its sign")
def scaler_upside_down(series, border):
    mean, deviation = series[:border].mean(), series[:border].std() or 1.0
    return (mean - series) / deviation, mean, deviation


@mistake("got 4")
def scaler_in_two_parts(series, border):
    scaled, mean, deviation = scaler_by_numpy(series, border)
    return scaled[:border], scaled[border:], mean, deviation


@mistake("`deviation` is wrong")
def scaler_gives_the_variance(series, border):
    scaled, mean, deviation = scaler_by_numpy(series, border)
    return scaled, mean, deviation**2


@mistake("must not see the future")
def scaler_of_all_days_without_a_rule(series, border):
    return (series - series.mean()) / series.std(), series.mean(), series.std()
