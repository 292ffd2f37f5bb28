"""Dates and times as people write them, oldest first."""

import datetime
import re

import numpy as np

from course.errors import DataError

CLOCK = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?Z|[+-]00:?00)?)?"
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})" + CLOCK + ")?", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})" + CLOCK, re.ASCII)
COMPACT = re.compile(r"((?:1[89]|20)\d{2})(\d{2})(\d{2})", re.ASCII)
YEAR = re.compile(r"(?:1[0-9]|20)\d{2}", re.ASCII)
FORMS = "1981-01-31, 31.01.1981, 1981-01 or 1981-01-31 23:59"
MOST_MISSING = 5  # rows in one place; a share is not traded for as long as that around some feasts


def is_date(text):
    """Whether one field is a date in a form that is known."""
    return _read(text, True) is not None or _read(text, False) is not None


def parse(path, name, fields):
    """The dates of a column.

    Args:
        path: the file, for what is said of it.
        name: str, the column.
        fields: list of (line number, text).

    Returns:
        datetime64[s] array.

    Raises:
        DataError: one is missing or of another form than those of FORMS; they do not rise; or more than
            MOST_MISSING in a row are missing.
    """
    for line, text in fields:
        if not is_date(text):
            raise DataError(
                f"{path}, line {line}",
                f"expected a date such as {FORMS} for {name!r}, found {text[:40]!r}",
            )
    readings = []
    for day_first in (True, False):  # 31/01/1981 or 01/31/1981: what all lines allow
        found = [_read(text, day_first) for _, text in fields]
        if None not in found:
            readings.append(np.array(found, "datetime64[s]"))
    if not readings:
        raise DataError(
            path, f"{name!r} has dates with the day first and others with the month first"
        )
    dates = next((one for one in readings if (np.diff(one).astype(int) > 0).all()), readings[0])
    _refuse_disorder(path, fields, dates)
    return dates


def _read(text, day_first):
    """A datetime, or None."""
    numbers = None
    if found := YEAR_FIRST.fullmatch(text):
        numbers = [found[1], found[2], found[3] or 1, *found.groups()[3:]]
    elif found := YEAR_LAST.fullmatch(text):
        day, month = (found[1], found[3]) if day_first or found[2] == "." else (found[3], found[1])
        numbers = [found[4], month, day, *found.groups()[4:]]
    elif found := COMPACT.fullmatch(text):
        numbers = found.groups()
    elif YEAR.fullmatch(text):
        numbers = [text, 1, 1]
    if numbers is None:
        return None
    try:
        return datetime.datetime(*(int(number or 0) for number in numbers))
    except ValueError:  # the 31st of February
        return None


def _refuse_disorder(path, fields, dates):
    steps = np.diff(dates).astype(int)  # seconds
    if (steps <= 0).any():
        row = int(np.argmax(steps <= 0)) + 1
        line, text = fields[row]
        if steps[row - 1] == 0:
            raise DataError(
                f"{path}, line {line}", f"{text} is there twice: keep one row for each date"
            )
        raise DataError(
            f"{path}, line {line}",
            f"{text} comes after {fields[row - 1][1]}: sort the rows by date, the oldest first",
        )
    usual = float(np.median(steps))
    row = int(steps.argmax()) + 1
    missing = round(steps[row - 1] / usual) - 1
    if missing > MOST_MISSING:
        raise DataError(
            f"{path}, line {fields[row][0]}",
            f"about {missing:,} rows are missing between {fields[row - 1][1]} and {fields[row][1]}: fill "
            "them, or keep the rows after that",
        )
