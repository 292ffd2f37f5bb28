"""When something was handed in to Moodle: its downloads do not tell, but its grading worksheet does."""

import re
from datetime import datetime

from course.grading.results import worksheet

MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
)
WRITTEN = re.compile(
    r"(?:[^\W\d_]+, *)?(\d{1,2})\.? +([^\W\d_]+) +(\d{4}), *(\d{1,2}):(\d{2})(?: *([AP])M)?",
    re.IGNORECASE,
)


def times(worksheets, grades):
    """When students handed in, as far as worksheets say so.

    Args:
        worksheets: list of (file name, lab, content as bytes).
        grades: LabGrades.

    Returns:
        {(student, lab): datetime without a zone}; of several the latest.
    """
    found = {}
    for name, lab, content in worksheets:
        of_lab = [grade for grade in grades if grade.submission.lab == lab]
        for row, grade in worksheet.rows_of(content, name, of_lab):
            if moment := time_of(row.submitted):
                key = (grade.submission.student, lab)
                found[key] = max(found.get(key, moment), moment)
    return found


def time_of(text):
    """A time as Moodle writes it in English or German, such as "Sunday, 29 November 2026, 6:03 PM".

    Returns:
        datetime without a zone, to the minute, or None if it is none of these.
    """
    if not (found := WRITTEN.fullmatch(text.strip())):
        return None
    day, name, year, hour, minute, half = found.groups()
    month = next(
        (
            place
            for months in MONTHS
            for place, known in enumerate(months.split(), 1)
            if name.casefold() == known
        ),
        None,
    )
    hour = int(hour) % 12 + 12 * (half.upper() == "P") if half else int(hour)
    try:
        return datetime(int(year), month or 0, int(day), hour, int(minute))
    except ValueError:
        return None
