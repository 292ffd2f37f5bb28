"""Google's daily prices, which come with matplotlib, and random walks that look like them."""

from pathlib import Path

import numpy as np

from course.data.fetching import catalogue
from course.data.shared.daily import Daily
from course.errors import CourseError, DataError

FILE = "goog.npz"
VOLATILITY = 0.0236  # standard deviation of Google's daily log returns, 2004 to 2008
START = np.datetime64("2004-08-19")  # its first day at the exchange; the walks begin there, too


def load(*, path=None):
    """Google's closing price for each trading day from 19 August 2004 to 14 October 2008.

    Args:
        path: another file in the same form; by default the one that matplotlib installs.

    Returns:
        Daily, 1,047 days, US dollars, adjusted for splits and dividends until 2008 (there were none).

    Raises:
        CourseError: matplotlib was installed without its sample data, or the file is not in that form.

    Source: matplotlib's sample data, goog.npz.
    """
    path = _installed() if path is None else Path(path)
    try:
        with np.load(path, allow_pickle=False) as arrays:
            table = arrays["price_data"]
            dates, values = table["date"].astype("datetime64[D]"), table["adj_close"].astype(float)
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror or error}") from error
    except Exception as error:  # numpy and zipfile raise many kinds for a file of another form
        raise DataError(
            path, f"expected price_data with date and adj_close in it ({error})"
        ) from error
    if (np.diff(dates) <= np.timedelta64(0)).any() or not (values > 0).all():
        raise DataError(path, "expected rising dates and prices above 0")
    return Daily(dates, values, "US dollars", catalogue.dataset("prices").licence)


def random_walk(days, *, seed):
    """Prices that nobody can foretell: each day's change in percent is drawn anew, whatever was before.

    Args:
        days: trading days, 2 or more.
        seed: int.

    Returns:
        Daily, from Monday to Friday since START. It begins at 100 dollars; its log returns are normal, with
        mean 0 and Google's VOLATILITY.

    Raises:
        ValueError: fewer than 2 days.
    """
    if days < 2:
        raise ValueError(f"a walk needs 2 days at least, got {days}")
    steps = np.random.default_rng(seed).normal(0, VOLATILITY, days - 1)
    values = 100 * np.exp(np.concatenate([[0.0], np.cumsum(steps)]))
    dates = np.busday_offset(START, np.arange(days))
    return Daily(dates, values, "US dollars", "Apache-2.0, like the project")


def _installed():
    from matplotlib.cbook import get_sample_data

    path = Path(get_sample_data(FILE, asfileobj=False))
    if not path.is_file():
        raise CourseError(
            f"{path} is not there, though matplotlib brings it: this matplotlib was installed without its "
            "sample data. `pip install --force-reinstall matplotlib` gets all of it"
        )
    return path
