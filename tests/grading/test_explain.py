"""Whose submission is explained, and what is said of other cells."""

import pytest

from course.errors import CourseError
from course.grading.explain import _about_other_cells, submission_of
from course.grading.judge.replies import Told
from course.grading.records.grades import Submission

FOUND = [
    Submission("David Schmidt_1234606", "05_stateful_lstm", "x", name="David Schmidt"),
    Submission("Dana Schmitt_1234607", "05_stateful_lstm", "x", name="Dana Schmitt"),
    Submission("ada", "05_stateful_lstm", "x"),
    Submission("müller_anna_77", "05_stateful_lstm", "x"),
]


def test_a_students_own_name_is_exact():
    assert submission_of("ada", "05_stateful_lstm", FOUND) is FOUND[2]
    assert submission_of("David Schmidt_1234606", "05_stateful_lstm", FOUND) is FOUND[0]


@pytest.mark.parametrize(
    "asked, near",
    [
        ("David Schmidt", "David Schmidt_1234606"), ("david schmidt", "David Schmidt_1234606"),
        ("1234606", "David Schmidt_1234606"), ("Davod Schmidt", "David Schmidt_1234606"),
        ("Schmitt", "Dana Schmitt_1234607"), ("MÜLLER", "müller_anna_77"), ("Ada", "ada"),
        ("adaa", "ada"),
    ],
)  # fmt: skip
def test_near_names_are_named(asked, near):
    with pytest.raises(
        CourseError, match=f"{asked} handed in no 05_stateful_lstm; near that name: .*{near}"
    ):
        submission_of(asked, "05_stateful_lstm", FOUND)


def test_a_name_like_no_other_is_answered_with_those_who_did():
    with pytest.raises(CourseError, match="nobody handed in no lab; those who did: Dana"):
        submission_of("nobody", "lab", FOUND)
    with pytest.raises(CourseError, match="^nothing of 05_stateful_lstm was handed in$"):
        submission_of("nobody", "05_stateful_lstm", [])


def test_what_other_cells_gave_is_said():
    told = Told(("K", "f"), ("model",), (("L", "ValueError: no"),), ("!ls",))
    assert [*_about_other_cells(told)] == [
        "other cells gave it K, f",
        "L of another cell could not be made here: ValueError: no",
        "only cells that grading does not run give model",
    ]
    assert [*_about_other_cells(Told())] == []
