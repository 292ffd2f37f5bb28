# %% [markdown]
# # Lab 14: time series

# %% setup=true
from course import runtime

runtime.start(seed=14)

import numpy as np

from course.checks import time_series as checks

# %% [markdown]
# ### Exercise 1: windows and their targets (1 point)
#
# A network reads a window of `length` values in a row and forecasts one value: the one that comes
# `horizon` steps after the window's last value. With a horizon of 1 that is the very next value.
# Cut a series into all windows that have such a target; each begins one step after the one before.
# Try yours on `np.arange(10.0)`: every target must be the last value of its window plus the
# horizon.


# %% exercise="windows"
def windows(series, length, horizon):
    """Cut a series into windows, each with the value to be forecast from it.

    series: float array (days,), of at least length + horizon values.
    length: int of at least 1, values in a window.
    horizon: int of at least 1, steps from the last value of a window to its target.
    Returns inputs, an array (count, length), and targets, an array (count,): earliest window first.
    """
    ### BEGIN SOLUTION
    count = len(series) - length - horizon + 1
    inputs = np.array([series[start : start + length] for start in range(count)])
    return inputs, series[length + horizon - 1 :]
    ### END SOLUTION


# %% check="windows"
checks.windows(windows)

# %% [markdown]
# ### Exercise 2: a scaler that does not see the future (1 point)
#
# Networks learn best from numbers around 0 with a size of about 1. So you take away the mean and
# divide by the standard deviation (the root of the average squared distance from the mean). But on
# the day of the forecast you do not know the mean of what is still to come. Find both numbers on
# the training part alone, `series[:border]`, and scale the *whole* series with them. The part after
# the border need not get the mean 0.


# %% exercise="fit-scaler"
def fit_scaler(series, border):
    """Scale a series with the mean and the standard deviation of its training part.

    series: float array (days,). border: int in 1..days, the number of days of the training part.
    Returns scaled, an array (days,), mean and deviation, two numbers. The average under the root is
        one over all training days (divide by their number). The deviation is at least 0.1, unless all
        training values are equal: then it counts as 1.
    """
    ### BEGIN SOLUTION
    train = series[:border]
    mean = train.mean()
    deviation = train.std() if train.max() > train.min() else 1.0
    return (series - mean) / deviation, mean, deviation
    ### END SOLUTION


# %% check="fit-scaler"
checks.fit_scaler(fit_scaler)

# %% [markdown]
# ### Exercise 3: three forecasts without a network (2 points)
#
# Each of them looks at the series up to today and forecasts the next `horizon` days:
#
# - *naive*: every day will be as today;
# - *seasonal naive*: every day will be as the day one season before it. Where that day lies in the
#   future itself, go back by another season: the last `season` days repeat again and again;
# - *drift*: it goes on along the straight line through the first and the last value.


# %% exercise="baselines"
def baselines(series, horizon, season):
    """Forecast the next days of a series in three simple ways.

    series: float array (days,), at least two values and at least one season.
    horizon: int of at least 1, days to forecast. season: int of at least 1, days of a season.
    Returns naive, seasonal and drift: three arrays (horizon,), the first day after the series first.
    """
    ### BEGIN SOLUTION
    ahead = np.arange(1, horizon + 1)  # (horizon,): days from today
    naive = np.full(horizon, series[-1])
    seasonal = series[-season:][(ahead - 1) % season]
    slope = (series[-1] - series[0]) / (len(series) - 1)
    return naive, seasonal, series[-1] + ahead * slope
    ### END SOLUTION


# %% check="baselines"
checks.baselines(baselines)

# %% [markdown]
# ### Exercise 4: an error without a unit (1 point)
#
# An error of 2 degrees says little until you know how much the temperature changes anyway. The
# *mean absolute scaled error* divides the mean absolute error of a forecast by that of a yardstick:
# on the training part, each value is forecast by the value `season` days before it, wherever there
# is one. The yardstick never sees the days that are forecast, so it is the same for all forecasts
# of one series.


# %% exercise="mase"
def mase(train, season, actual, forecast):
    """Mean absolute scaled error of a forecast.

    train: float array (days,), the training part, longer than a season; not every value is equal to
        the one a season before it. season: int of at least 1, in days.
    actual, forecast: float arrays (steps,) of at least one value, what came and what was forecast.
    Returns a number: 0 for a perfect forecast.
    """
    ### BEGIN SOLUTION
    yardstick = np.abs(train[season:] - train[:-season]).mean()
    return np.abs(actual - forecast).mean() / yardstick
    ### END SOLUTION


# %% check="mase"
checks.mase(mase)

# %% [markdown]
# ### Exercise 5: walk forward (2 points)
#
# A single split into training and test may be luck. *Walk-forward* evaluation makes many: train on
# the beginning of the series, test on the next `horizon` days, then move on by `horizon` days and
# train again on all that has come before. The first test begins on day `first`, tests follow on each
# other without a hole, and the last one ends with the series, so it may be shorter. Between the last
# training day and the first test day, `gap` days are left out (with windows, their targets would lie
# among the days that are tested). Days are counted from 0, and as in Python an end is the first day
# that does *not* belong to a part.


# %% exercise="walk-forward"
def walk_forward(days, first, horizon, gap):
    """Split the days 0..days-1 into a training part and a test part, again and again.

    days: int, length of the series. first: int in 1..days-1, the day on which the first test begins.
    horizon: int of at least 1, days of a test. gap: int in 0..first-1, days left out before a test.
    Returns a list of (train_end, test_start, test_end), ints: train on the days before train_end,
        test on those from test_start to before test_end; the earliest test first.
    """
    ### BEGIN SOLUTION
    starts = range(first, days, horizon)
    return [(start - gap, start, min(start + horizon, days)) for start in starts]
    ### END SOLUTION


# %% check="walk-forward"
checks.walk_forward(walk_forward)

# %% [markdown]
# ### Exercise 6: how late is a forecast? (2 points)
#
# `forecast[t]` was made for day `t`, and `actual[t]` is what came. A forecast that merely repeats
# yesterday looks like the series itself, one day late. To find out, compare the forecast with the
# values `lag` days *before*: for each lag from 0 to `most`, take the correlation (Pearson's, as
# `np.corrcoef` has it) of `forecast[t]` and `actual[t - lag]` over all days `t` on which there
# are both. The lag with the highest correlation is how late the forecast is. 0 is good; 1 means
# that it says what was true yesterday.


# %% exercise="lag-of-forecast"
def lag_of_forecast(actual, forecast, most):
    """The number of days by which a forecast comes late.

    actual, forecast: float arrays (days,), of which no part that is compared has equal values only.
    most: int in 0..days-3, the largest lag to try. One lag alone has the highest correlation.
    Returns the lag, an int in 0..most, and the correlations at all lags, an array (most + 1,).
    """
    ### BEGIN SOLUTION
    days = len(actual)
    correlations = np.array(
        [np.corrcoef(actual[: days - lag], forecast[lag:])[0, 1] for lag in range(most + 1)]
    )
    return int(correlations.argmax()), correlations
    ### END SOLUTION


# %% check="lag-of-forecast"
checks.lag_of_forecast(lag_of_forecast)
