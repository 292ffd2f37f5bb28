"""What repeats in a series: the year, the week, the day, or what the numbers themselves show."""

from typing import NamedTuple

import numpy as np

DAY = 24 * 60 * 60  # seconds
WEEK, YEAR = 7 * DAY, 365.25 * DAY
ROUNDS = 2  # of a cycle have to be in the past before it is used
LIKENESS = 0.5  # correlation of rows that are one round apart, where no date tells of a cycle


class Cycle(NamedTuple):
    """Something that comes back.

    Attributes:
        name: str, such as "year".
        rows: int, rows in one round, about.
        phase: float array (rows,), where each row is in its round, 0 to 1.
    """

    name: str
    rows: int
    phase: np.ndarray


def of_dates(dates, border):
    """The cycles of the calendar that rows before `border` have gone through at least twice.

    Args:
        dates: datetime64[s] array (rows,), rising.
        border: int, rows of the past.

    Returns:
        list of Cycle, the shortest first. Rows that are a day apart have a week and a year, months only a year.
    """
    seconds = np.asarray(dates).astype("datetime64[s]").astype(np.int64)
    step = (seconds[border - 1] - seconds[0]) / (border - 1)  # the mean: weekends may be missing
    year = dates.astype("datetime64[Y]")
    start, end = (one.astype("datetime64[s]").astype(np.int64) for one in (year, year + 1))
    phases = {
        "day": (DAY, seconds % DAY / DAY),
        "week": (WEEK, (seconds - 4 * DAY) % WEEK / WEEK),  # 1970 began on a Thursday
        "year": (YEAR, (seconds - start) / (end - start)),
    }
    return [
        Cycle(name, round(length / step), phase)
        for name, (length, phase) in phases.items()
        if length >= 2 * step and border * step >= ROUNDS * length
    ]


def of_values(values, border):
    """The cycle that the rows before `border` show by themselves: the lag at which they are most alike.

    Returns:
        list of Cycle, one or none.
    """
    rows = np.arange(border)
    past = values[:border] - np.polyval(np.polyfit(rows, values[:border], 1), rows)
    spectrum = np.abs(np.fft.rfft(past, 2 * border)) ** 2
    likeness = np.fft.irfft(spectrum)[: border // ROUNDS]
    if not likeness[0] > 0:
        return []
    likeness = likeness / likeness[0] * border / (border - rows[: len(likeness)])
    below = np.flatnonzero(likeness < 0)  # neighbours are alike anyway: a cycle goes down first
    if not len(below):
        return []
    best = likeness[below[0] :].max()
    if best < LIKENESS:
        return []
    # Two rounds are as alike as one: the first peak that is nearly as high as the highest counts.
    peaks = np.flatnonzero(likeness[below[0] :] >= 0.8 * best) + below[0]
    first = peaks[: np.argmax(np.append(np.diff(peaks) > 1, True)) + 1]
    lag = int(first[likeness[first].argmax()])
    return [Cycle(f"{lag} rows", lag, np.arange(len(values)) % lag / lag)]


def waves(cycles, count, harmonics=2):
    """Sines and cosines of the cycles, which are known for any row in advance.

    Args:
        cycles: list of Cycle.
        count: int, rows.
        harmonics: how many waves in one round, at most; a cycle of few rows has fewer.

    Returns:
        float array (count, waves).
    """
    columns = [np.zeros((count, 0))]
    for cycle in cycles:
        for number in range(1, min(harmonics, (cycle.rows - 1) // 2) + 1):
            angle = 2 * np.pi * number * cycle.phase
            columns.append(np.stack([np.sin(angle), np.cos(angle)], axis=1))
    return np.concatenate(columns, axis=1)
