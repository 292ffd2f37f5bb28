"""One column of numbers out of a person's own CSV file, with its dates if there are any."""

import csv
import difflib
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from course.data.shared import moments, reading
from course.errors import CourseError, DataError

MOST_ROWS, LEAST_ROWS = 50_000, 100
MOST_BYTES = 2**25
SEPARATORS = ",;\t|"
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
COMMA_NUMBER = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?", re.ASCII)
MISSING = frozenset(["", "na", "n/a", "nan", "null", "none", "-", "--", "?", ".", "missing"])
DATE_NAMES = frozenset("date dates day time datetime timestamp ds month week datum".split())


class Table(NamedTuple):
    """A column of a table.

    Attributes:
        name: str, as the file has it.
        values: float64 array (rows,), all finite.
        dates: datetime64[s] array (rows,), rising; None if the file has none or none were asked for.
        lines: int array (rows,), the line of the file that each is from.
    """

    name: str
    values: np.ndarray
    dates: np.ndarray
    lines: np.ndarray


def read(path, column, date=None):
    """A column of a CSV file.

    Columns may be separated by commas, semicolons, tabs or bars; where it is no comma, numbers may have a
    decimal comma.

    Args:
        path: the file, in UTF-8, its first line the names of the columns; .gz will do.
        column: str, the name of a column of numbers.
        date: str, the name of the column of dates; by default the first that is called date, time or so.

    Returns:
        Table.

    Raises:
        CourseError: it cannot be read; there is no such column; a number or date is missing or is none; dates
            do not rise; or it has fewer than LEAST_ROWS or more than MOST_ROWS rows. The text says where.
    """
    path = Path(path)
    try:
        lines = reading.lines(path, path.name, most=MOST_BYTES)
        names, rows = _rows(path, lines)
        place = _place(path, names, column, rows)
        at = _date_place(path, names, date, rows)
        if at == place:
            raise DataError(path, f"{names[at]!r} cannot be both the numbers and the dates")
        if len(rows) < LEAST_ROWS:
            raise DataError(
                path,
                f"the file has {len(rows)} rows, and at least {LEAST_ROWS} are needed to judge a forecast",
            )
        values = _numbers(path, names[place], [(line, row[place]) for line, row in rows])
        dates = None
        if at is not None:
            dates = moments.parse(path, names[at], [(line, row[at]) for line, row in rows])
    except DataError as error:
        raise CourseError(
            error.bare
        ) from error  # the advice there is about data sets that are fetched
    return Table(names[place], values, dates, np.array([line for line, _ in rows]))


def shown(name):
    """A column's name for a line of text: short, and without codes that a terminal would follow."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:40]


def _rows(path, lines):
    """Names of the columns, and (line number, fields) of each row."""
    counts = {mark: re.sub('"[^"]*"', "", lines[0]).count(mark) for mark in SEPARATORS}
    mark = (
        max(counts, key=counts.get) if any(counts.values()) else ";"
    )  # of one column: none occurs
    reader = csv.reader(lines, delimiter=mark, strict=True)
    rows = []
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                rows.append((reader.line_num, [_decimal(field.strip(), mark) for field in fields]))
            if len(rows) > MOST_ROWS + 1:
                raise DataError(path, f"the file has more than {MOST_ROWS:,} rows: keep the newest")
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}", f"this is not CSV ({error})") from error
    if not rows:
        raise DataError(path, "the file is empty")
    names = rows[0][1]
    if len(rows) == 1:
        raise DataError(path, "the file has names of columns and no rows below them")
    for line, fields in rows:
        if len(fields) != len(names):
            raise DataError(
                f"{path}, line {line}",
                f"expected {len(names)} columns as in the first line, found {len(fields)}",
            )
    return names, rows[1:]


def _decimal(field, mark):
    return field.replace(",", ".") if mark != "," and COMMA_NUMBER.fullmatch(field) else field


def _place(path, names, wanted, rows):
    """The position of a column."""
    places = [place for place, name in enumerate(names) if name == wanted.strip()]
    if len(places) == 1:
        return places[0]
    if places:
        raise DataError(path, f"{len(places)} columns are called {wanted!r}: rename all but one")
    if any(NUMBER.fullmatch(name) for name in names) and len(rows[0][1]) == len(names):
        raise DataError(
            path,
            f"the first line has to be the names of the columns, found {', '.join(names)!r:.60}",
        )
    known = {name.lower(): name for name in names if name}
    close = difflib.get_close_matches(wanted.strip().lower(), known, 3)
    some = ", ".join(map(shown, names[:10])) + (" and others" if len(names) > 10 else "")
    hint = (
        f"did you mean {' or '.join(shown(known[name]) for name in close)}?"
        if close
        else f"there are {some}"
    )
    raise DataError(path, f"there is no column {wanted!r}; {hint}")


def _date_place(path, names, wanted, rows):
    if wanted is not None:
        return _place(path, names, wanted, rows)
    for place, name in enumerate(names):
        if name.lower() in DATE_NAMES and moments.is_date(rows[0][1][place]):
            return place
    return None


def _numbers(path, name, fields):
    missing = [line for line, text in fields if text.lower() in MISSING]
    if missing:
        more = f", and {len(missing) - 1:,} more lines" if len(missing) > 1 else ""
        raise DataError(
            f"{path}, line {missing[0]}",
            f"{name!r} has no number here{more}: fill the gaps, or keep the rows after the last one",
        )
    for line, text in fields:
        if not NUMBER.fullmatch(text):
            hint = ": write a decimal point" if COMMA_NUMBER.fullmatch(text) else ""
            raise DataError(
                f"{path}, line {line}", f"expected a number for {name!r}, found {text[:40]!r}{hint}"
            )
    values = np.array([float(text) for _, text in fields])
    largest = np.abs(values).argmax()
    if not np.abs(values[largest]) < 1e150:  # its square would overflow
        raise DataError(
            f"{path}, line {fields[largest][0]}", f"{fields[largest][1][:40]} is too large"
        )
    if (values == values[0]).all():
        raise DataError(path, f"every number of {name!r} is {values[0]:g}: nothing to forecast")
    return values
