"""Forecasts that need no network, from many days at once, and the walk forward that tests any model.

A model is a function of four things: the series, a border (it may learn only from the days before it), the
origins (the last day known to each forecast) and the horizon (how many days to forecast). It returns one row
for each origin and one column for each day ahead.
"""

import numpy as np

YEAR = 365  # days; the 29th of February moves a season by one, which no forecast notices
LAGS = 7  # days that the linear model reads


def ahead(values, origins, horizon):
    """What came after each origin.

    Args:
        values: array (days,).
        origins: int array (n,), each with `horizon` days after it.
        horizon: int of at least 1.

    Returns:
        array (n, horizon).
    """
    return values[origins[:, None] + np.arange(1, horizon + 1)]


def recent(values, origins, length):
    """The last `length` values that are known at each origin, oldest first: array (n, length)."""
    return values[origins[:, None] + np.arange(1 - length, 1)]


def waves(dates):
    """Where a date stands in the year: sine and cosine of one wave per year, and of two.

    Args:
        dates: datetime64[D] array of any shape.

    Returns:
        float64 array (..., 4).
    """
    day = (dates - dates.astype("datetime64[Y]")).astype(int)  # 0 on the first of January
    angle = 2 * np.pi * day / 365.25
    return np.stack([np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)], axis=-1)


def crystal_ball(series, border, origins, horizon):
    """What really came. No forecast: it looks into the future."""
    return ahead(series.values, origins, horizon)


def naive(series, border, origins, horizon):
    """Every day will be as the last one known."""
    return np.repeat(series.values[origins, None], horizon, axis=1)


def seasonal_naive(series, border, origins, horizon):
    """Every day will be as it was a year before; for horizons of up to a year."""
    return ahead(series.values, origins - YEAR, horizon)


def drift(series, border, origins, horizon):
    """It goes on along the line through the first value and the last one known."""
    slope = (series.values[origins] - series.values[0]) / origins
    return series.values[origins, None] + slope[:, None] * np.arange(1, horizon + 1)


def climatology(series, border, origins, horizon):
    """What is usual for the day of the year: two waves, fitted to the days before the border."""
    from sklearn.linear_model import LinearRegression

    usual = LinearRegression().fit(waves(series.dates[:border]), series.values[:border])
    return ahead(usual.predict(waves(series.dates)), origins, horizon)


def linear(series, border, origins, horizon):
    """A weighted sum of the last LAGS values and the waves of the year, one such sum for each day ahead.

    Source: autoregression, Yule 1927, with a season.
    """
    from sklearn.linear_model import LinearRegression

    def known(days):
        return np.hstack([recent(series.values, days, LAGS), waves(series.dates[days])])

    past = np.arange(LAGS - 1, border - horizon)  # origins whose targets lie before the border
    model = LinearRegression().fit(known(past), ahead(series.values, past, horizon))
    return model.predict(known(origins))


def in_percent(model):
    """The same model on logarithms: what changes by one percent changes by the same everywhere.

    Args:
        model: as the module says.

    Returns:
        a model for series of values above 0.
    """

    def on_logarithms(series, border, origins, horizon):
        logarithms = series._replace(values=np.log(series.values))
        return np.exp(model(logarithms, border, origins, horizon))

    return on_logarithms


def walk(model, series, years, *, horizon=1):
    """Forecast the last years of a series, learning anew at the beginning of each from all before it.

    Args:
        model: as the module says.
        series: course.data.shared.daily.Daily.
        years: int, how many times 365 days at the end are tested.
        horizon: int of at least 1.

    Returns:
        array (origins, horizon): a forecast from each day whose targets lie in the year that is tested.

    Raises:
        ValueError: the series has no year before those.
    """
    days = len(series.values)
    if days < (years + 1) * YEAR:
        raise ValueError(
            f"{years} years of tests need a year to learn from before them, {(years + 1) * YEAR} days; "
            f"the series has {days}"
        )
    forecasts = []
    for border in days - YEAR * np.arange(years, 0, -1):
        origins = np.arange(border - 1, border + YEAR - horizon)
        forecasts.append(model(series, border, origins, horizon))
    return np.concatenate(forecasts)


def errors(model, series, years, *, horizon=1):
    """Absolute errors of a walk: array (origins, horizon), in the unit of the series."""
    said, came = (walk(one, series, years, horizon=horizon) for one in (model, crystal_ball))
    return np.abs(said - came)


def after(model, series, border):
    """Forecasts of each day from the border on, one day ahead, learned once: array (days,)."""
    return model(series, border, np.arange(border - 1, len(series.values) - 1), 1)[:, 0]


def scaled_error(series, border, period, came, said):
    """Mean absolute error in units of what "as `period` days ago" would have erred before the border.

    Args:
        series: course.data.shared.daily.Daily.
        border: int, the yardstick uses the days before it.
        period: int of at least 1, in days.
        came, said: arrays of the same shape, what came and what was forecast.

    Returns:
        float.
    """
    origins = np.arange(period - 1, border - 1)
    yardstick = crystal_ball(series, border, origins, 1)[:, 0] - series.values[origins + 1 - period]
    return float(np.abs(said - came).mean() / np.abs(yardstick).mean())


def scaled(values, border):
    """The values with mean 0 and standard deviation 1 before the border: array (days,)."""
    from sklearn.preprocessing import StandardScaler

    return StandardScaler().fit(values[:border, None]).transform(values[:, None])[:, 0]
