"""Moodle's worksheet says when something was handed in."""

from datetime import datetime

import pytest

from course.grading.results import moodle_times
from tests.grading.results.test_worksheet import LAB, OTHER, grade, row, text

SIX = "Sunday, 29 November 2026, 6:03 PM"


@pytest.mark.parametrize(
    "written, moment",
    [
        (SIX, datetime(2026, 11, 29, 18, 3)),
        ("Sunday, 29 November 2026, 6:03 AM", datetime(2026, 11, 29, 6, 3)),
        ("Monday, 1 February 2027, 12:00 AM", datetime(2027, 2, 1)),
        ("Monday, 1 February 2027, 12:00 PM", datetime(2027, 2, 1, 12)),
        ("Sonntag, 29. November 2026, 18:03", datetime(2026, 11, 29, 18, 3)),
        ("Dienstag, 2. März 2027, 08:00", datetime(2027, 3, 2, 8)),
        ("29 May 2026, 23:59", datetime(2026, 5, 29, 23, 59)),
        ("-", None),
        ("", None),
        ("Sunday, 31 November 2026, 6:03 PM", None),
        ("Sunday, 29 Brumaire 2026, 6:03 PM", None),
        ("Sunday, 29 November 2026, 26:03", None),
        ("11/29/26, 18:03", None),
    ],
)
def test_a_time_is_read_as_moodle_writes_it(written, moment):
    assert moodle_times.time_of(written) == moment


def test_the_worksheet_says_when_its_participants_handed_in():
    content = text(row(101, "Ada Lovelace"), row(102, "Bob Ray"), row(103, "Cid Dee")).encode()
    grades = [
        grade("Ada Lovelace", 7, "101"),
        grade("Ada Lovelace", 7, "301", lab=OTHER),
        grade("Cid Dee", 5),
        grade("Somebody Else", 5, "102"),  # another name's number: not certain
    ]
    found = moodle_times.times([("w.csv", LAB, content)], grades)
    six = datetime(2026, 11, 29, 18, 3)
    assert found == {("Ada Lovelace", LAB): six, ("Cid Dee", LAB): six}


def test_what_is_not_handed_in_has_no_time():
    content = text(row(101, "Ada Lovelace").replace(f'"{SIX}"', "-")).encode()
    assert moodle_times.times([("w.csv", LAB, content)], [grade("Ada Lovelace", 7, "101")]) == {}
