"""lag-of-forecast: the correlation of a forecast with the values some days before, and where it is highest.

Cases begin with the lag. numpy's `corrcoef` is the oracle of the correlations.
"""

from functools import partial

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check

CLEAR = 0.01  # the least distance between the highest correlation and the next

FIRST, LAST = "the best lag is 0, of several", "the best lag is `most`, the largest"
BETWEEN = "the best lag is neither 0 nor `most`"
OPPOSITE = "the strongest correlation is negative"
BELOW = "all correlations are negative"
AHEAD = "the forecast agrees best with a later value"


def _pearson(actual, forecast):
    """As numpy's corrcoef, but quicker."""
    a, f = actual - actual.mean(), forecast - forecast.mean()
    return a @ f / np.sqrt((a @ a) * (f @ f))


def _each(actual, forecast, most, likeness):
    """likeness(values, forecasts) of the forecasts and the values so many days before, for each lag."""
    days = len(actual)
    with np.errstate(all="ignore"):
        pairs = [(actual[: days - lag], forecast[lag:]) for lag in range(most + 1)]
        return np.array([likeness(*pair) for pair in pairs], float)


def _has_best(test):
    """The corner in which the best lag, and the largest one, pass a test."""
    return lambda actual, forecast, most: test(
        int(np.argmax(_each(actual, forecast, most, _pearson))), most
    )


CORNERS = {
    FIRST: _has_best(lambda best, most: best == 0 < most),
    LAST: _has_best(lambda best, most: best == most > 0),
    BETWEEN: _has_best(lambda best, most: 0 < best < most),
    "only lag 0 is tried": lambda actual, forecast, most: most == 0,
    OPPOSITE: lambda actual, forecast, most: (
        -min(_each(actual, forecast, most, _pearson)) > max(_each(actual, forecast, most, _pearson))
    ),
    BELOW: lambda actual, forecast, most: max(_each(actual, forecast, most, _pearson)) < 0,
    "the forecast is nearly perfect": lambda actual, forecast, most: (
        _pearson(actual, forecast) > 0.99
    ),
    "the forecast has another level than the values": lambda actual, forecast, most: (
        abs(actual.mean() - forecast.mean()) > 20
    ),
    "the largest lag leaves three days": lambda actual, forecast, most: len(actual) == most + 3,
    AHEAD: lambda actual, forecast, most: (
        max(_each(forecast, actual, min(most, 3), _pearson))
        > max(_each(actual, forecast, most, _pearson))
    ),
}


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    days, most = drawn(30, 50), drawn(4, 7)
    middle, case = drawn(2, most), partial(_case, rng)
    return [
        case(days, most, {1: 1.0}),  # yesterday
        case(days, most, {0: 1.0}, noise=0.05),  # nearly perfect; without noise, mistakes would tie
        case(days, most, {0: 1.0, 3: 0.6}, FIRST, noise=0.4),
        case(days, most, {most: 1.0}, LAST, noise=0.5),
        case(days, most, {middle: -12.0}, OPPOSITE, noise=5.0, level=300),
        case(days, most, {middle: 0.1}, BETWEEN, noise=0.1, level=-40),
        case(days, most + 1, {1: 0.5, middle + 1: -1.0}, OPPOSITE, noise=0.3),
        case(days, most, {-2: 1.0, middle: 0.7}, AHEAD, noise=0.3),
        case(days, drawn(1, 3), {0: -1.0}, BELOW, noise=0.5, walk=True),
        case(days, most, {middle: 1.0}, noise=1.0, walk=True),
        case(days, 0, {1: 1.0}, noise=0.5),
        case(most + 3, most, {1: 1.0}, noise=0.5),
        case(drawn(6, 9), 1, {1: 1.0}, noise=0.3),
    ]


def _case(rng, days, most, weights, corner="", noise=0.0, level=0.0, walk=False):
    """weights: {lag: how much of the values so many days before is in the forecast}.

    corner: one of CORNERS that it must be. walk: whether the values go on from day to day.
    """
    begin = most + 2
    for _ in range(1_000):
        known = rng.normal(0, 3, days + 2 * begin)
        if walk:
            known = known.cumsum()
        actual, forecast = known[begin : begin + days], level + noise * rng.normal(0, 3, days)
        for lag, weight in weights.items():
            forecast = forecast + weight * known[begin - lag : begin - lag + days]
        *_, next_best, best = [-1.0, *sorted(_each(actual, forecast, most, _pearson))]
        if best - next_best > CLEAR and (not corner or CORNERS[corner](actual, forecast, most)):
            break
    else:
        raise AssertionError("no lag is clearly the best")
    correlations = _each(actual, forecast, most, lambda a, f: np.corrcoef(a, f)[0, 1])
    right = int(np.argmax(correlations)), correlations
    asks = f"the lag, in 0..{most}, and {most + 1} correlations" if most else "0 and a correlation"
    return Case((actual, forecast, most), right, asks)


def _with_likeness(likeness, best=np.argmax):
    """The mistaken answer that takes something else for the correlation, and the best of it."""

    def answer(actual, forecast, most):
        numbers = _each(actual, forecast, most, likeness)
        return int(best(numbers)), numbers

    return answer


def _with_parts(parts):
    """The mistaken answer that compares other days.

    parts: takes the number of days, the lag and most, gives the slices of values and of forecasts.
    """

    def answer(actual, forecast, most):
        numbers = []
        for lag in range(most + 1):
            values, forecasts = parts(len(actual), lag, most)
            with np.errstate(all="ignore"):
                numbers.append(_pearson(actual[values], forecast[forecasts]))
        return int(np.argmax(numbers)), numbers

    return answer


def _given(what):
    """The mistaken answer that gives back something else, made from the right lag and correlations."""

    def answer(actual, forecast, most):
        numbers = _each(actual, forecast, most, _pearson)
        return what(int(numbers.argmax()), numbers)

    return answer


def _ranks(values):
    return values.argsort().argsort().astype(float)


def _in_a_circle(actual, forecast, most):
    numbers = np.array([_pearson(np.roll(actual, lag), forecast) for lag in range(most + 1)])
    return int(numbers.argmax()), numbers


def _with_zeros_before(actual, forecast, most):
    days = len(actual)
    numbers = [
        _pearson(np.append(np.zeros(lag), actual[: days - lag]), forecast)
        for lag in range(most + 1)
    ]
    return int(np.argmax(numbers)), np.array(numbers)


def _with_zeros_after(actual, forecast, most):
    numbers = [
        _pearson(actual, np.append(forecast[lag:], np.zeros(lag))) for lag in range(most + 1)
    ]
    return int(np.argmax(numbers)), np.array(numbers)


def _of_changes(actual, forecast, most):
    numbers = _each(np.diff(actual), np.diff(forecast), most, _pearson)
    return int(numbers.argmax()), numbers


def _of_itself(actual, forecast, most):
    numbers = _each(actual, actual, most, _pearson)
    return int(numbers.argmax()), numbers


def _in_both_directions(actual, forecast, most):
    late = _each(actual, forecast, most, _pearson)
    early = _each(forecast, actual, most, _pearson)
    numbers = np.maximum(late, early)
    return int(numbers.argmax()), numbers


def _from_lag_one(actual, forecast, most):
    numbers = _each(actual, forecast, most, _pearson)
    return (int(numbers[1:].argmax()) + 1 if most else 0), numbers


def _with_means_of_all(actual, forecast, most):
    """As textbooks define the cross-correlation: means and deviations of the whole series."""
    a, f = actual - actual.mean(), forecast - forecast.mean()
    numbers = np.array(
        [
            (a[: len(a) - lag] * f[lag:]).sum() / len(a) / (a.std() * f.std())
            for lag in range(most + 1)
        ]
    )
    return int(numbers.argmax()), numbers


def _with_means_of_all_over_the_overlap(actual, forecast, most):
    a, f = actual - actual.mean(), forecast - forecast.mean()
    numbers = np.array(
        [(a[: len(a) - lag] * f[lag:]).mean() / (a.std() * f.std()) for lag in range(most + 1)]
    )
    return int(numbers.argmax()), numbers


lag_of_forecast = Check(
    "lag-of-forecast",
    2,
    _cases,
    # a correlation lies in -1..1; float32 leaves six digits of sums of products of centred numbers
    tolerance=Tolerance(absolute=1e-5),
    mistakes={
        "compare the forecast with earlier values, not with later ones": _with_parts(
            lambda days, lag, most: (slice(lag, None), slice(days - lag))
        ),
        "compare the forecast with earlier values: values and forecasts of the same days are cut off "
        "at their end": _with_parts(lambda days, lag, most: (slice(days - lag), slice(days - lag))),
        "compare the forecast with earlier values: values and forecasts of the same days are cut off "
        "at their beginning": _with_parts(
            lambda days, lag, most: (slice(lag, None), slice(lag, None))
        ),
        "compare all days on which there are both, not only those that there are for every lag": (
            _with_parts(lambda days, lag, most: (slice(most - lag, days - lag), slice(most, None)))
        ),
        "compare all days on which there are both: the values need not stop `most` days before the end": (
            _with_parts(lambda days, lag, most: (slice(days - most), slice(lag, days - most + lag)))
        ),
        "a lag of 0 compares the same days: you are a day too late": _with_parts(
            lambda days, lag, most: (slice(days - lag - 1), slice(lag + 1, None))
        ),
        "compare all days on which there are both: the last one is missing": _with_parts(
            lambda days, lag, most: (slice(days - lag - 1), slice(lag, -1))
        ),
        "compare all days on which there are both: the first one is missing": _with_parts(
            lambda days, lag, most: (slice(1, days - lag), slice(lag + 1, None))
        ),
        "a series is no circle: leave out the days that have no value so many days before": (
            _in_a_circle
        ),
        "leave out the days that have no value so many days before, do not fill in zeros": (
            _with_zeros_before
        ),
        "leave out the days at the end, do not fill in zeros for the forecast": _with_zeros_after,
        "the highest correlation counts, not the one furthest from 0: keep the signs": _with_likeness(
            lambda actual, forecast: abs(_pearson(actual, forecast))
        ),
        "the highest correlation counts, not the lowest": _with_likeness(_pearson, np.argmin),
        "the highest correlation counts, not the one nearest to 0": _with_likeness(
            _pearson, lambda numbers: abs(numbers).argmin()
        ),
        "return the correlation, not its square": _with_likeness(
            lambda actual, forecast: _pearson(actual, forecast) ** 2
        ),
        "take the correlation, not the covariance: divide by both deviations": _with_likeness(
            lambda actual, forecast: np.cov(actual, forecast)[0, 1]
        ),
        "take the correlation, not the covariance: divide by both deviations, n in both": _with_likeness(
            lambda actual, forecast: np.cov(actual, forecast, ddof=0)[0, 1]
        ),
        "take the correlation, not the sum of products": _with_likeness(np.dot),
        "take the correlation, not the average product": _with_likeness(
            lambda actual, forecast: (actual * forecast).mean()
        ),
        "take away both means first": _with_likeness(
            lambda actual, forecast: (
                (actual @ forecast) / np.sqrt((actual @ actual) * (forecast @ forecast))
            )
        ),
        "divide by both deviations, not only by that of the values": _with_likeness(
            lambda actual, forecast: np.cov(actual, forecast, ddof=0)[0, 1] / actual.var()
        ),
        "divide by both deviations, not only by that of the forecasts": _with_likeness(
            lambda actual, forecast: np.cov(actual, forecast, ddof=0)[0, 1] / forecast.var()
        ),
        "divide by n in the covariance and in both deviations, or by n - 1 in all of them": _with_likeness(
            lambda actual, forecast: (
                np.cov(actual, forecast)[0, 1] / (actual.std() * forecast.std())
            )
        ),
        "take means and deviations over the days that are compared, and divide by their number": (
            _with_means_of_all
        ),
        "take means and deviations over the days that are compared": (
            _with_means_of_all_over_the_overlap
        ),
        "take the correlation, not the distance": _with_likeness(
            lambda actual, forecast: ((actual - forecast) ** 2).mean(), np.argmin
        ),
        "take the correlation, not the absolute distance": _with_likeness(
            lambda actual, forecast: abs(actual - forecast).mean(), np.argmin
        ),
        "take Pearson's correlation, not that of the ranks": _with_likeness(
            lambda actual, forecast: _pearson(_ranks(actual), _ranks(forecast))
        ),
        "compare the values, not the changes from day to day": _of_changes,
        "compare the values with the forecast, not with themselves": _of_itself,
        "only lags from 0 on: the forecast is not compared with later values": _in_both_directions,
        "a lag of 0 can be the best, too": _from_lag_one,
        "lags begin with 0: the best one is its place in the list, not one more": _given(
            lambda lag, numbers: (lag + 1, numbers)
        ),
        "the lag says how many days late, as a number from 0 on: no minus": _given(
            lambda lag, numbers: (-lag, numbers)
        ),
        "the lag `most` is tried, too": _given(
            lambda lag, numbers: (
                int(numbers[:-1].argmax()) if len(numbers) > 1 else 0,
                numbers[:-1],
            )
        ),
        "give back the correlations at all lags, not only the highest": _given(
            lambda lag, numbers: (lag, numbers[lag])
        ),
        "give back the correlations with lag 0 first, not sorted": _given(
            lambda lag, numbers: (lag, np.sort(numbers)[::-1])
        ),
        "give back the lag with the highest correlation, not that correlation": _given(
            lambda lag, numbers: (numbers[lag], numbers)
        ),
    },
    corners=CORNERS,
    parts=("lag", "correlations"),
)
