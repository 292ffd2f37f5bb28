"""mase: the mean absolute error of a forecast, divided by that of the season before on the training part.

Cases begin with both errors.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    season = drawn(3, 6)
    return [
        _case(rng, drawn(12, 20), 1, 6),
        _case(rng, 3 * season + 2, season, 7),
        _case(rng, 2 * season + 1, season, drawn(8, 12), wrong_by=2.0),
        _case(rng, season + 1, season, 4),
        _case(rng, drawn(25, 40), 7, 1),
        _case(rng, drawn(10, 15), 2, 30, below=0),
        _case(rng, drawn(10, 15), 2, 5, below=1),
        _case(rng, drawn(10, 15), 4, 5, wrong_by=0.0),
        _case(rng, 2, 1, 2),
    ]


def _case(rng, days, season, steps, wrong_by=None, below=None):
    """wrong_by: the right answer. below: the share of forecasts that are too low."""
    yardstick, right = rng.uniform(0.5, 3), rng.uniform(0.2, 3) if wrong_by is None else wrong_by
    train = _with_changes(rng, days, season, yardstick)
    changes = _of_average_size(rng, steps, right * yardstick)
    if below is not None:
        changes = abs(changes) * (-1 if below else 1)
    actual = np.round(train[-1] + rng.normal(0, 4, steps).cumsum(), 3)
    asks = "0, since the forecast is perfect" if not right else "the scaled error, a number above 0"
    return Case((train, season, actual, actual + changes), float(right), asks)


def _of_average_size(rng, count, size):
    """Numbers of both signs, whose sizes have this average."""
    sizes = rng.uniform(0.2, 2, count)
    return rng.choice([-1, 1], count) * sizes * (size / sizes.mean())


def _with_changes(rng, days, season, size):
    """A series whose changes from one season to the next have this average size."""
    changes = _of_average_size(rng, days - season, size)
    series = [*rng.uniform(-9, 9, season)]
    for change in changes:
        series.append(series[-season] + change)
    return np.array(series)


def _sizes(values, season):
    return abs(values[season:] - values[:-season])


def _over(yardstick):
    """The mistaken answer that divides by something else."""

    def answer(train, season, actual, forecast):
        with np.errstate(all="ignore"):
            return float(
                np.float64(abs(actual - forecast).mean()) / yardstick(train, season, actual)
            )

    return answer


def _of(error):
    """The mistaken answer that divides something else, a function of actual and forecast."""

    def answer(train, season, actual, forecast):
        return float(error(actual, forecast) / _sizes(train, season).mean())

    return answer


def _root_of_squares(train, season, actual, forecast):
    squares = ((actual - forecast) ** 2).mean() / (_sizes(train, season) ** 2).mean()
    return float(np.sqrt(squares))


def _upside_down(train, season, actual, forecast):
    with np.errstate(divide="ignore"):
        return float(np.float64(_sizes(train, season).mean()) / abs(actual - forecast).mean())


def _changes_of_both(train, season, actual):
    return _sizes(np.append(train, actual), season).mean()


mase = Check(
    "mase",
    1,
    _cases,
    # differences of numbers of a size of about 10, in float32: six digits are left of their average
    tolerance=Tolerance(relative=2e-5, absolute=1e-5),
    mistakes={
        "the yardstick is the training part, not what came after it": _over(
            lambda train, season, actual: (
                _sizes(actual, season).mean() if len(actual) > season else np.nan
            )
        ),
        "the yardstick is the training part, and not the days that are forecast as well": (
            _over(_changes_of_both)
        ),
        "the yardstick looks back by a season, not by a day": _over(
            lambda train, season, actual: _sizes(train, 1).mean()
        ),
        "the yardstick looks back by a season, not by a day less": _over(
            lambda train, season, actual: _sizes(train, max(season - 1, 1)).mean()
        ),
        "the yardstick looks back by a season, not by a day more": _over(
            lambda train, season, actual: (
                _sizes(train, season + 1).mean() if len(train) > season + 1 else np.nan
            )
        ),
        "the yardstick looks back by a season, not by a day, even if the first season is left out": (
            _over(lambda train, season, actual: abs(train[season:] - train[season - 1 : -1]).mean())
        ),
        "the yardstick takes every day that has one a season before it, not only one of each season": (
            _over(lambda train, season, actual: _sizes(train[::season], 1).mean())
        ),
        "the yardstick is an average over the days that have a day one season before them, not over "
        "all but one": _over(
            lambda train, season, actual: _sizes(train, season).sum() / (len(train) - 1)
        ),
        "the yardstick is the training part, not how far the days to forecast lie from its last value": (
            _over(lambda train, season, actual: abs(actual - train[-1]).mean())
        ),
        "the yardstick is the average size of the changes, not their standard deviation": _over(
            lambda train, season, actual: (train[season:] - train[:-season]).std()
        ),
        "the yardstick looks back by a season: `np.diff(train, season)` takes differences of "
        "differences": _over(lambda train, season, actual: abs(np.diff(train, season)).mean()),
        "the yardstick is an average over the days that have a day one season before them, not over all": (
            _over(lambda train, season, actual: _sizes(train, season).sum() / len(train))
        ),
        "the yardstick is the average change, not the sum": _over(
            lambda train, season, actual: _sizes(train, season).sum()
        ),
        "the yardstick is the average change, not the largest": _over(
            lambda train, season, actual: _sizes(train, season).max()
        ),
        "the yardstick is the average change, not the median": _over(
            lambda train, season, actual: np.median(_sizes(train, season))
        ),
        "the yardstick takes the size of each change: up and down must not cancel": _over(
            lambda train, season, actual: (train[season:] - train[:-season]).mean()
        ),
        "the yardstick takes the size of each change before the average, not after it": _over(
            lambda train, season, actual: abs((train[season:] - train[:-season]).mean())
        ),
        "the yardstick takes absolute changes, not their squares": _over(
            lambda train, season, actual: (_sizes(train, season) ** 2).mean()
        ),
        "the yardstick takes absolute changes, not the root of the average square": _over(
            lambda train, season, actual: np.sqrt((_sizes(train, season) ** 2).mean())
        ),
        "the yardstick is how much the series changes, not how far it lies from its average": (
            _over(lambda train, season, actual: abs(train - train.mean()).mean())
        ),
        "the yardstick is how much the series changes, not its standard deviation": (
            _over(lambda train, season, actual: train.std())
        ),
        "the yardstick is how much the series changes, not how large it is": _over(
            lambda train, season, actual: abs(train).mean()
        ),
        "the yardstick is the whole training part, not its last season": _over(
            lambda train, season, actual: _sizes(train[-2 * season :], season).mean()
        ),
        "divide by the yardstick": _over(lambda train, season, actual: 1.0),
        "divide by the yardstick, not by the season": _over(lambda train, season, actual: season),
        "divide by the error of the yardstick, not of the values that came": _over(
            lambda train, season, actual: abs(actual).mean()
        ),
        "take the average error, not the sum": _of(
            lambda actual, forecast: abs(actual - forecast).sum()
        ),
        "take the average error, not the largest": _of(
            lambda actual, forecast: abs(actual - forecast).max()
        ),
        "take the average error, not the median": _of(
            lambda actual, forecast: np.median(abs(actual - forecast))
        ),
        "take the size of each error: too high and too low must not cancel": _of(
            lambda actual, forecast: (actual - forecast).mean()
        ),
        "take the size of each error before the average, not after it": _of(
            lambda actual, forecast: abs((actual - forecast).mean())
        ),
        "take the absolute error, not its square": _of(
            lambda actual, forecast: ((actual - forecast) ** 2).mean()
        ),
        "take the absolute error, not the root of the average square": _of(
            lambda actual, forecast: np.sqrt(((actual - forecast) ** 2).mean())
        ),
        "divide by the yardstick, not each error by the value that came": (
            lambda train, season, actual, forecast: float(abs((actual - forecast) / actual).mean())
        ),
        "both errors are mean absolute ones, not roots of average squares": _root_of_squares,
        "the error of the forecast, divided by that of the yardstick, not the other way round": (
            _upside_down
        ),
        "one number: the average of all steps": lambda train, season, actual, forecast: (
            abs(actual - forecast) / _sizes(train, season).mean()
        ),
    },
    corners={
        "a season is one day": lambda train, season, actual, forecast: season == 1,
        "a season is several days": lambda train, season, actual, forecast: season > 1,
        "the training part is one day longer than a season": (
            lambda train, season, actual, forecast: len(train) == season + 1
        ),
        "the training part is not a whole number of seasons": (
            lambda train, season, actual, forecast: len(train) % season > 0
        ),
        "one value is forecast": lambda train, season, actual, forecast: len(actual) == 1,
        "more values are forecast than the training part has": (
            lambda train, season, actual, forecast: len(actual) > len(train)
        ),
        "the forecast is perfect": lambda train, season, actual, forecast: np.array_equal(
            actual, forecast
        ),
        "all forecasts are too low": lambda train, season, actual, forecast: (
            forecast < actual
        ).all(),
        "all forecasts are too high": lambda train, season, actual, forecast: (
            forecast > actual
        ).all(),
        "the forecast is better than the yardstick": lambda train, season, actual, forecast: (
            abs(forecast - actual).mean() < _sizes(train, season).mean()
        ),
        "the forecast is worse than the yardstick": lambda train, season, actual, forecast: (
            abs(forecast - actual).mean() > _sizes(train, season).mean()
        ),
        "the training part has two days": lambda train, season, actual, forecast: len(train) == 2,
    },
    seconds=20.0,  # an answer may import TensorFlow or scikit-learn
)
