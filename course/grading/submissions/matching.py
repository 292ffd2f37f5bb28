"""Where in a path the name that a platform gave begins, and what it says."""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from course.grading.submissions.platforms import TIMES, Platform


class Match(NamedTuple):
    """The place among the parts of a path where the platform's name begins, and {group: text}."""

    start: int
    platform: Platform
    said: dict


@lru_cache(maxsize=1 << 16)
def matched(parts, platform, labs):
    """The outermost Match of a path.

    Args:
        parts: tuple of str, the path.
        platform: Platform.
        labs: Labs.

    Returns:
        Match or None.
    """
    for start in range(len(parts)):
        text = "/".join(parts[start:])
        for pattern in platform.patterns:
            found = pattern.fullmatch(text)
            if found and not _in_lab(found, text, labs):
                return Match(start, platform, found.groupdict())
    return None


def _in_lab(found, text, labs):
    """Whether what looks like a platform's number is a part of a lab's name."""
    if not found.groupdict().get("attachment"):
        return False
    named = labs.named(text)
    return bool(named) and named.start < found.start("file")


def sortable(time):
    """A time as a text that sorts as times do; "" if it is in words that nobody here knows, such as 1 März."""
    for form in TIMES:
        try:
            return datetime.strptime(time, form).strftime("%Y-%m-%d %H:%M:%S")
        except ValueError:
            continue
    return re.sub(r"(?<!\d)(\d)(?!\d)", r"0\1", time) if re.match(r"\d{4}\D", time) else ""


def iso(time):
    """A platform's time in ISO's form, without a zone if it names none; "" if it cannot be told for certain."""
    found = re.fullmatch(
        r"(\d{4})-(\d\d)-(\d\d)\D(\d\d)\D?(\d\d)(?:\D?(\d\d))?(?:\.\d+)? ?(UTC|GMT|Z|[+-]\d\d:?\d\d)?",
        sortable(time),
    )
    if not found:
        return ""
    *numbers, zone = found.groups()
    try:
        moment = datetime(*(int(number or 0) for number in numbers))
    except ValueError:
        return ""
    if zone:
        moment = moment.replace(
            tzinfo=datetime.strptime(zone if zone[0] in "+-" else "+0000", "%z").tzinfo
        )
    return moment.isoformat()
