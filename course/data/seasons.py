"""A made series of daily temperatures: a yearly season, and warmth that builds up until a storm breaks it.

It was made so that a net has something to find: how warm it is tells how the next day will be, but not in a
straight line. Measured series, such as Melbourne's, need not have anything of this kind.
"""

import numpy as np

from course.data.shared.daily import Daily

FIRST_YEAR = 2001
MEAN, SWING = 14.0, 7.0  # °C: of the year, and how far midsummer is above it
WARMEST = 200  # day of the year
YEAR = 365.25  # days
RISE = 0.9  # °C a day, on average, while no storm comes
LIMIT = 2.5  # °C above what is usual for the day: then there is a storm in the night
DROP = 5.0  # °C that the storm takes away
NOISE = 0.9  # °C, standard deviation of what nobody can foretell
BEGIN = 30  # days that nobody sees, so that the first day is like any other


def temperatures(years=10, *, seed):
    """A temperature for each day.

    The distance x from the usual temperature of the day follows two rules, and LIMIT says which: it becomes
    x + RISE + noise up to LIMIT, and x - DROP + noise above. The noise is normal.

    Args:
        years: whole years from FIRST_YEAR on, 2 or more.
        seed: int.

    Returns:
        Daily, degrees Celsius with one decimal, no day missing.

    Raises:
        ValueError: fewer than 2 years.

    Source: a threshold autoregression, Tong & Lim 1980, with a season; the numbers are ours.
    """
    if years < 2:
        raise ValueError(f"the season needs 2 years at least, got {years}")
    dates = np.arange(f"{FIRST_YEAR}-01-01", f"{FIRST_YEAR + years}-01-01", dtype="datetime64[D]")
    noise = np.random.default_rng(seed).normal(0, NOISE, BEGIN + len(dates))
    distances = np.empty(len(noise))
    distance = 0.0
    for day, shock in enumerate(noise):
        distance += shock + (RISE if distance <= LIMIT else -DROP)
        distances[day] = distance
    values = np.round(usual(dates) + distances[BEGIN:], 1)
    return Daily(dates, values, "°C", "Apache-2.0, like the project")


def usual(dates):
    """The season alone: what a day would have on average if the storms were evenly spread.

    Args:
        dates: datetime64[D] array (days,).

    Returns:
        float64 array (days,), degrees Celsius.
    """
    year = np.asarray(dates).astype("datetime64[Y]")
    day = (np.asarray(dates) - year.astype("datetime64[D]")).astype(
        int
    )  # 0 on the first of January
    return MEAN + SWING * np.cos(2 * np.pi * (day - WARMEST) / YEAR)
