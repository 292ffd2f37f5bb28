"""The values in a grading.yaml: amounts, numbers, times and spans of time."""

import difflib
import re
import zoneinfo
from datetime import datetime, time, timedelta

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


def number(item, expected):
    """A number above 0; a % after it does not matter.

    Args:
        item: Item.
        expected: what is expected, in words.

    Raises:
        CourseError: in all functions here, if the value is something else; names file and line.
    """
    text = item.text(expected)
    if not re.fullmatch(rf"{NUMBER} *%?", text) or not (value := _float(text.rstrip("% "))):
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
    day = r"\d{4}-\d{2}-\d{2}"
    found = re.fullmatch(
        rf"({day})(?:[T ]+(\d{{1,2}}:\d{{2}}(?::\d{{2}})?) *(Z|UTC|[+-]\d{{2}}:?\d{{2}})?)?", text
    )
    try:
        if not found:
            raise ValueError
        when = datetime.strptime(found[1], "%Y-%m-%d")
        if not 2000 <= when.year < 2100:  # a slip; and at the ends of time there are no zones
            raise ValueError
        if not found[2]:
            return datetime.combine(when, time()) + timedelta(days=1)
        clock = datetime.strptime(found[2], "%H:%M:%S" if found[2].count(":") == 2 else "%H:%M")
        when = datetime.combine(when, clock.time())
        if found[3]:
            offset = "+0000" if found[3] in ("Z", "UTC") else found[3]
            when = when.replace(tzinfo=datetime.strptime(offset, "%z").tzinfo)
        return when
    except (ValueError, OverflowError):
        raise item.refuse(f"{item.key} takes {MOMENT}, not {text}") from None


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
