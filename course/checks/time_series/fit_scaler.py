"""fit-scaler: a series scaled with the mean and the standard deviation of its training part.

Cases begin with scaled values, whose training part has mean 0 and deviation 1.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


def _cases(rng):
    few, several, many = (int(rng.integers(*limits)) for limits in ((3, 6), (6, 11), (20, 31)))
    return [
        _case(rng, _scaled(rng, few), ahead=few + 2),
        _case(rng, _scaled(rng, several), ahead=3, above=True),
        _case(rng, _scaled(rng, several), ahead=several, level=-1),
        _case(rng, _scaled(rng, few + 4), ahead=few, level=2, narrow=True),
        _case(rng, _scaled(rng, many), ahead=12, level=3),
        _case(rng, _scaled(rng, many), ahead=0),
        _case(rng, _scaled(rng, 2), ahead=1),
        _case(rng, np.zeros(1), ahead=several),
        _case(rng, np.zeros(few), ahead=several, above=True),
        _case(rng, np.zeros(several), ahead=many),
    ]


def _scaled(rng, days):
    """Numbers with mean 0 and deviation 1, of both signs."""
    values = rng.normal(size=days)
    values -= values.mean()
    return values / np.sqrt((values**2).mean())


def _case(rng, train, ahead, above=False, level=0, narrow=False):
    """train: what the scaled training part is; zeros where all its days are equal.

    ahead: days after it. above: whether these lie far above it. level: sizes of the mean, in deviations.
    narrow: whether the deviation is below 1.
    """
    mean = float(rng.integers(4_000, 20_000)) / 1024 * rng.choice([-1, 1])  # sums are exact
    deviation = (
        float(rng.uniform(0.3, 0.8) if narrow else rng.uniform(3, 15)) if train.any() else 1.0
    )
    if level:
        mean = level * deviation
    future = rng.normal(2.0 * rng.choice([-1, 1]), 1.5, ahead)
    if above:
        future = 4 + abs(future)
    scaled = np.append(train, future)
    first = f"first {len(train)} have" if len(train) > 1 else "first one has"
    asks = f"{len(scaled)} scaled values, of which the {first} mean 0"
    if train.any():
        asks += " and deviation 1"
    return Case((mean + deviation * scaled, len(train)), (scaled, mean, deviation), asks)


def _of_days(train):
    """The mistaken answer that takes other days for the training part: `train` takes series and border."""

    def answer(series, border):
        with np.errstate(all="ignore"):
            values = train(series, border)
            mean = values.sum() / np.float64(len(values))
            size = np.sqrt(((values - mean) ** 2).sum() / len(values)) if len(values) else np.nan
            return (series - mean) / (size if size else 1.0), mean, size if size else 1.0

    return answer


def _with_size(mean, deviation):
    """The mistaken answer with another mean, or another size than the deviation.

    mean: takes the training values. deviation: takes them and their mean.
    """

    def answer(series, border):
        values = series[:border]
        centre = mean(values)
        size = deviation(values, centre) or 1.0
        return (series - centre) / size, centre, size

    return answer


def _with(change):
    """The mistaken answer that uses the right mean and deviation for something else.

    change: a function of series, border, mean and deviation that gives back what is returned.
    """

    def answer(series, border):
        values = series[:border]
        mean = values.mean()
        size = np.sqrt(((values - mean) ** 2).mean())
        with np.errstate(all="ignore"):
            return change(series, border, mean, size if size else 1.0)

    return answer


def _without_a_rule(series, border):
    mean, deviation = series[:border].mean(), series[:border].std()
    with np.errstate(all="ignore"):
        scaled = (series - mean) / deviation
    return scaled, mean, deviation


def _each_part(series, border):
    def own(values):
        size = values.std() if len(values) else 1.0
        return (values - values.mean()) / (size if size else 1.0) if len(values) else values

    mean, deviation = series[:border].mean(), series[:border].std()
    return np.append(own(series[:border]), own(series[border:])), mean, deviation or 1.0


def _day_by_day(series, border):
    days = np.arange(1, len(series) + 1)
    means = series.cumsum() / days
    sizes = np.sqrt(np.maximum((series**2).cumsum() / days - means**2, 0))
    scaled = (series - means) / np.where(sizes < 1e-6, 1.0, sizes)
    mean, deviation = series[:border].mean(), series[:border].std()
    return scaled, mean, deviation or 1.0


fit_scaler = Check(
    "fit-scaler",
    1,
    _cases,
    # scaled numbers have a size of about 1, and the values lie a few deviations from 0: of the 24 bits
    # of float32 a few are lost. The same covers a small number that is added to the deviation
    tolerance=Tolerance(relative=1e-5, absolute=1e-5),
    mistakes={
        "the mean and the deviation must not see the future: take those of series[:border]": (
            _of_days(lambda series, border: series)
        ),
        "the mean must not see the future: take that of series[:border]": _with(
            lambda series, border, mean, size: (
                (series - series.mean()) / size,
                series.mean(),
                size,
            )
        ),
        "the deviation must not see the future: take that of series[:border]": _with(
            lambda series, border, mean, size: (
                (series - mean) / (series.std() or 1.0),
                mean,
                series.std() or 1.0,
            )
        ),
        "the part after the border is scaled with the numbers of the training part, not its own": (
            _each_part
        ),
        "the training part is before the border, not after it": _of_days(
            lambda series, border: series[border:]
        ),
        "the training part is the first `border` days, series[:border], not the last": _of_days(
            lambda series, border: series[-border:]
        ),
        "the training part ends before the border, series[:border]: it has a day too many": (
            _of_days(lambda series, border: series[: border + 1])
        ),
        "the training part goes up to the border, series[:border]: it lacks its last day": (
            _of_days(lambda series, border: series[: border - 1])
        ),
        "one mean and one deviation for all days, not those of all days so far": _day_by_day,
        "scale the whole series, not only the training part": _with(
            lambda series, border, mean, size: ((series[:border] - mean) / size, mean, size)
        ),
        "scale the whole series, not only what comes after the border": _with(
            lambda series, border, mean, size: ((series[border:] - mean) / size, mean, size)
        ),
        "the part after the border is scaled, too": _with(
            lambda series, border, mean, size: (
                np.append((series[:border] - mean) / size, series[border:]),
                mean,
                size,
            )
        ),
        "divide by the number of training days, not by one less": _with_size(
            np.mean, lambda values, mean: values.std(ddof=1) if len(values) > 1 else np.nan
        ),
        "divide by the standard deviation, not by the variance: take the root": _with_size(
            np.mean, lambda values, mean: ((values - mean) ** 2).mean()
        ),
        "the deviation is measured from the mean, not from 0": _with_size(
            np.mean, lambda values, mean: np.sqrt((values**2).mean())
        ),
        "the deviation is measured from the mean of the training part, not from that of all days": (
            _with(
                lambda series, border, mean, size: (
                    (series - mean)
                    / (np.sqrt(((series[:border] - series.mean()) ** 2).mean()) or 1.0),
                    mean,
                    np.sqrt(((series[:border] - series.mean()) ** 2).mean()) or 1.0,
                )
            )
        ),
        "the deviation is the root of the average square, not the average distance": _with_size(
            np.mean, lambda values, mean: abs(values - mean).mean()
        ),
        "divide by the standard deviation, not by the distance between the extremes": _with_size(
            np.mean, lambda values, mean: np.ptp(values)
        ),
        "take away the mean and divide by the deviation: this scales the training part to 0..1": (
            _with_size(np.min, lambda values, mean: np.ptp(values))
        ),
        "take away the mean, not the median": _with_size(
            np.median, lambda values, mean: values.std()
        ),
        "average the squares before you take the root": _with_size(
            np.mean, lambda values, mean: np.sqrt(((values - mean) ** 2).sum())
        ),
        "if all training values are equal, the deviation counts as 1: you divide by 0": (
            _without_a_rule
        ),
        "if all training values are equal, the deviation counts as 1, and the others are still scaled": (
            _with(
                lambda series, border, mean, size: (
                    (series - mean) / size if np.ptp(series[:border]) else 0 * series,
                    mean,
                    size,
                )
            )
        ),
        "if all training values are equal, give back 1 as the deviation, as you have used it": (
            _with(
                lambda series, border, mean, size: (
                    (series - mean) / size,
                    mean,
                    size if np.ptp(series[:border]) else 0.0,
                )
            )
        ),
        "take away the mean": _with(lambda series, border, mean, size: (series / size, mean, size)),
        "divide by the deviation": _with(
            lambda series, border, mean, size: (series - mean, mean, size)
        ),
        "divide by the deviation, do not multiply": _with(
            lambda series, border, mean, size: ((series - mean) * size, mean, size)
        ),
        "take away the mean before you divide": _with(
            lambda series, border, mean, size: (series / size - mean, mean, size)
        ),
        "the mean is taken away, not added": _with(
            lambda series, border, mean, size: ((series + mean) / size, mean, size)
        ),
    },
    corners={
        "there is one training day": lambda series, border: border == 1,
        "there are two training days": lambda series, border: border == 2,
        "all days are training days": lambda series, border: border == len(series),
        "one day comes after the border": lambda series, border: len(series) == border + 1,
        "more days come after the border than before": lambda series, border: (
            len(series) > 2 * border
        ),
        "all training values are equal": lambda series, border: np.ptp(series[:border]) == 0,
        "several training values are all equal": lambda series, border: (
            border > 1 and np.ptp(series[:border]) == 0
        ),
        "the training values differ, by a deviation below 1": lambda series, border: (
            0 < series[:border].std() < 1
        ),
        "the mean is negative": lambda series, border: series[:border].mean() < 0,
        "the mean is positive": lambda series, border: series[:border].mean() > 0,
        "all that comes after the border is above all training values": lambda series, border: (
            min(series[border:], default=-np.inf) > max(series[:border])
        ),
    },
    parts=("scaled", "mean", "deviation"),
    seconds=20.0,  # an answer may import scikit-learn
)
