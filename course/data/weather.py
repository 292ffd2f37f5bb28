"""Temperatures measured day by day: ten years of Melbourne, four of Seattle."""

import csv
import re

import numpy as np

from course.data.fetching import catalogue, local
from course.data.shared import reading
from course.data.shared.daily import Daily
from course.errors import DataError

SEATTLE = ("precipitation", "temp_max", "temp_min", "wind")
UNITS = {"precipitation": "millimetres", "wind": "metres per second"}  # others are temperatures
CELSIUS = (-90, 60)  # what was ever measured, about; else it is another unit
DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
MOST_MISSING = 1  # days one after the other


def melbourne(*, path=None):
    """The lowest temperature of each day in Melbourne, 1981 to 1990.

    Some copies of the file have a question mark before a few numbers; it is left out. All known copies
    lack two days, 31 December of 1984 and of 1988: so each year has 365.

    Args:
        path: the file to read, text or .gz, with the columns date and temperature. By default it is looked
            for in COURSE_DATA/series and where `course data fetch` puts it.

    Returns:
        Daily, degrees Celsius; 3,650 days in the whole file.

    Raises:
        CourseError: there is no such file, or it is not in that form; the text names the line.

    Source: Australian Bureau of Meteorology, by way of github.com/selva86/datasets.
    """
    path = local.required("melbourne") if path is None else path
    known = catalogue.dataset("melbourne")
    rows = _rows(path, known.files[0].content)
    if len(rows[0][1]) != 2:
        raise DataError(
            f"{path}, line 1", f"expected Date,Temp, found {','.join(rows[0][1])!r:.60}"
        )
    return _daily(path, rows, 1, "°C", known.licence)


def seattle(column="temp_min", *, path=None):
    """One column of Seattle's weather for each day, 2012 to 2015.

    Args:
        column: "temp_min" or "temp_max" (degrees Celsius), "precipitation" (millimetres) or "wind" (metres
            per second).
        path: the file to read, text or .gz. By default it is looked for in COURSE_DATA/series and where
            `course data fetch` puts it.

    Returns:
        Daily, 1,461 days in the whole file, none missing.

    Raises:
        ValueError: there is no such column.
        CourseError: there is no such file, or it is not in that form; the text names the line.

    Source: US National Oceanic and Atmospheric Administration, by way of github.com/vega/vega-datasets.
    """
    if column not in SEATTLE:
        raise ValueError(f"the columns are {', '.join(SEATTLE)}, got {column!r}")
    path = local.required("seattle") if path is None else path
    known = catalogue.dataset("seattle")
    rows = _rows(path, known.files[0].content)
    header = rows[0][1]
    if header[:1] != ["date"] or column not in header:
        raise DataError(
            f"{path}, line 1", f"expected columns date and {column}, found {','.join(header)!r:.80}"
        )
    return _daily(path, rows, header.index(column), UNITS.get(column, "°C"), known.licence)


def _rows(path, name):
    """(line number, fields) of every line, the names of the columns first."""
    rows = [
        (number, [field.strip() for field in fields])
        for number, fields in enumerate(csv.reader(reading.lines(path, name)), start=1)
    ]
    if len(rows) < 3:
        raise DataError(path, "the file has fewer than two days")
    return rows


def _daily(path, rows, column, unit, licence):
    width = len(rows[0][1])
    dates, values = [], []
    for number, fields in rows[1:]:
        where = f"{path}, line {number}"
        if len(fields) != width:
            raise DataError(where, f"expected {width} columns, found {len(fields)}")
        dates.append(_date(fields[0], where))
        values.append(_number(fields[column], unit, where))
        if len(dates) > 1:
            _refuse_jump(dates[-2], dates[-1], where)
    return Daily(np.array(dates), np.array(values), unit, licence)


def _date(text, where):
    found = DATE.fullmatch(text)
    try:
        year, month, day = found.groups()
        return np.datetime64(f"{year}-{int(month):02}-{int(day):02}", "D")
    except (AttributeError, ValueError):
        raise DataError(where, f"expected a date such as 1981-01-31, found {text[:40]!r}") from None


def _number(text, unit, where):
    try:
        value = float(text.removeprefix("?"))
    except ValueError:
        raise DataError(where, f"expected a number, found {text[:40]!r}") from None
    low, high = CELSIUS if unit == "°C" else (0, 1000)
    if not low <= value <= high:  # refuses nan, too
        raise DataError(where, f"expected {low} to {high} {unit}, found {text[:40]}")
    return value


def _refuse_jump(before, after, where):
    missing = int((after - before).astype(int)) - 1
    if missing < 0:
        raise DataError(
            where, f"expected a day after {before}, found {after}: sort the lines by date"
        )
    if missing > MOST_MISSING:
        raise DataError(where, f"{missing} days are missing before {after}")
