"""Whose submission is explained, and what is said of other cells."""

from types import SimpleNamespace

import numpy as np
import pytest

from course.checks.base.core import Case, Check
from course.checks.base.outcomes import Outcome
from course.errors import CourseError
from course.grading.explain import _about_other_cells, case_told, in_order, submission_of
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


def test_what_failed_stands_first_and_long_values_are_short():
    long = np.arange(600.0).reshape(20, 30)
    check = Check("double", 1, lambda rng: [])
    double = SimpleNamespace(function="double", check=check)
    cases = [Case((name, long), 2 * long, "twice of it") for name in "ab"]
    right, wrong = Outcome("value", 2 * long), Outcome("value", long)
    passed = case_told(double, cases[0], right)
    failed = case_told(double, cases[1], wrong)
    told = in_order({("easy", False): [passed], ("double", True): [passed, failed]})
    text = "\n".join(told)
    places = [
        text.index(part) for part in ("double, hidden", "✗ double('b'", "✓ double('a'", "easy")
    ]
    assert places == sorted(places) and max(map(len, told)) < 200
    assert "should give twice of it: <array of shape (20, 30)>" in text
    assert "the judge   " in text  # what differs, as the arrays do not show it
    gone = case_told(double, cases[0], Outcome("timeout", message="it took too long"))
    assert not gone[0] and "came back   timeout: it took too long" in gone[1][2]
