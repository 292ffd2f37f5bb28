"""The values in a grading.yaml: amounts, numbers, times and spans of time."""

import calendar
import difflib
import re
import zoneinfo
from datetime import datetime, timedelta, timezone

from course.grading.scheme.rules import Amount

NUMBER = r"\d{1,9}(?:[.,]\d{1,9})?"
SPANS = {
    r"min(?:ute)?s?": timedelta(minutes=1),
    r"h(?:ours?)?": timedelta(hours=1),
    r"d(?:ays?)?": timedelta(days=1),
    r"w(?:eeks?)?": timedelta(weeks=1),
}
AMOUNT = "a share such as 50 %, or points such as 40 points"
MOMENT = "a time such as 2026-11-03 23:59, or a day such as 2026-11-03, which means its end"
SPAN = "a span of time such as 30 min, 12 h or 7 days"
FARTHEST = 14  # hours that a time zone is from UTC


def number(item, expected):
    """A number above 0, without a unit: 50 % would be taken for something else than 50.

    Args:
        item: Item.
        expected: what is expected, in words.

    Raises:
        CourseError: in all functions here, if the value is something else; names file and line.
    """
    text = item.text(expected)
    if re.fullmatch(rf"{NUMBER} *(%|[^\W\d]).*", text):
        raise item.refuse(f"{item.key} takes a number such as 2, not {text}")
    if not re.fullmatch(NUMBER, text) or not (value := _float(text)):
        raise item.refuse(f"{item.key} takes {expected}, not {text}")
    return value


def amount(item):
    """An Amount."""
    text = item.text(AMOUNT)
    found = re.fullmatch(rf"({NUMBER}) *(%|percent|points?)", text, re.IGNORECASE)
    if not found:
        raise item.refuse(f"{item.key} takes {AMOUNT}, not {text}")
    return Amount(_float(found[1]), not found[2].casefold().startswith("point"))


def span(item):
    """A timedelta."""
    text = item.text(SPAN)
    for unit, length in SPANS.items():
        if found := re.fullmatch(rf"({NUMBER}) *{unit}", text, re.IGNORECASE):
            if _float(found[1]) * length.total_seconds() < 3e9:  # a century
                return _float(found[1]) * length
    raise item.refuse(f"{item.key} takes {SPAN}, not {text}")


def moment(item):
    """A datetime, without a zone if none is given; a day alone is its end."""
    text = item.text(MOMENT)
    found = re.fullmatch(
        r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?) *(Z|UTC|[+-]\d{2}:?\d{2})?)?",
        text,
        re.ASCII,
    )
    # Another century is a slip, and at the ends of time there are no zones.
    if not found or not 2000 <= int(found[1][:4]) < 2100:
        raise item.refuse(f"{item.key} takes {MOMENT}, not {text}")
    year, month, day = map(int, found[1].split("-"))
    if not 1 <= month <= 12:
        raise item.refuse(f"{item.key} is {text}, and there is no month {month}")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        name = calendar.month_name[month]
        raise item.refuse(f"{item.key} is {text}, and there is no {day} {name} {year}")
    if not found[2]:
        return datetime(year, month, day) + timedelta(days=1)
    clock = [int(part) for part in found[2].split(":")]
    if any(part >= end for part, end in zip(clock, (24, 60, 60), strict=False)):
        end = f": {found[1]} alone means its end" if clock[0] == 24 and not any(clock[1:]) else ""
        raise item.refuse(f"{item.key} is {text}, and there is no time {found[2]}{end}")
    return datetime(year, month, day, *clock, tzinfo=_offset(item, found[3]))


def _offset(item, text):
    """What stands after a time: UTC, the hours and minutes from it, or nothing."""
    if not text:
        return None
    if text in ("Z", "UTC"):
        return timezone.utc
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > FARTHEST or minutes >= 60:
        raise item.refuse(f"{item.key} has a time with {text}, and there is no such time zone")
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)


def zone(item):
    """A time zone."""
    expected = "the name of a time zone such as Europe/Berlin or UTC"
    text = item.text(expected)
    try:
        return zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        near = difflib.get_close_matches(text, sorted(known), 1, 0.6)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise item.refuse(f"{item.key} takes {expected}, not {text}{hint}") from None


def _float(text):
    return float(text.replace(",", "."))
