"""The report on a class."""

from dataclasses import replace

import numpy as np
import pytest

from course.grading.records.grades import ExerciseGrade, LabGrade
from course.grading.results import report
from tests.grading.results.made_up import TITLES, a_class, graded, submission, words


def test_a_report_names_who_and_what():
    grades = [
        graded(ExerciseGrade("encode", 2, state="crashed", reason="Exit code 3."), student="a"),
        graded(ExerciseGrade("encode", 2, state="crashed", reason="Exit code 3."), student="b"),
        replace(graded(student="c"), state="unreadable", problem="Not JSON."),
        replace(graded(student="d", lab="02_second"), state="fault", problem="Worker died."),
    ]
    page = report.page(
        grades,
        [("in/x.docx", "No notebook.")],
        titles=TITLES | {"03": "Lab 03"},
        expected_students=["a", "e"],
        links={"a": "feedback/a b#%.html"},
        made_at="on Monday",
        facts=[("Keras", "3.15")],
    )
    text = words(page)
    for said in (
        "Made on Monday",
        "Crashes, timeouts, memory, missing cells: 2",
        "01 encode crash Exit code 3. 2: a; b",
        "c 01 Not JSON. in/c/01_first.ipynb",
        "– – No notebook. in/x.docx",
        "d 02 Worker died.",
        "Nobody handed in: Lab 03.",
        "e – – Missing in all 2 4",
        "Handed in without being expected: b; c; d.",
        "Keras 3.15",
    ):
        assert said in text, said
    assert 'href="./feedback/a%20b%23%25.html"' in page


@pytest.mark.parametrize("students, expected", [(0, []), (0, ["a"]), (1, []), (1, ["s0000"])])
def test_small_classes(students, expected):
    grades = a_class(students, ["01_first"], np.random.default_rng(0))
    page = report.page(grades, [], titles=TITLES, expected_students=expected)
    who = {*expected, *(one.submission.student for one in grades)}
    assert f"Table of {len(who)} student" in words(page)


def test_a_class_where_nothing_could_be_graded():
    for state in ("unreadable", "fault"):
        grade = LabGrade(submission(), state, "No.")
        assert "No." in words(report.page([grade], [], titles={}))


def test_a_thousand_students_with_fourteen_labs_stay_usable():
    labs = [f"{number:02}_lab" for number in range(1, 15)]
    grades = a_class(1000, labs, np.random.default_rng(3))
    links = {one.submission.student: f"feedback/{one.submission.student}.html" for one in grades}
    page = report.page(grades, [], titles={}, links=links)
    assert len(page.encode()) < 3_000_000
    assert page.count("./feedback/s") == 1000


def test_long_lists_are_cut_with_a_word():
    grades = [
        graded(
            ExerciseGrade("encode", 2, state="crashed", reason=f"Number {number}."),
            student=f"s{number}",
        )
        for number in range(400)
    ]
    text = words(report.page(grades, [], titles=TITLES))
    assert "Crashes, timeouts, memory, missing cells: 400; the first 300 rows of 400" in text
    grades = [replace(one, exercises=(ExerciseGrade("f", 1, state="memory"),)) for one in grades]
    assert "400: s0; s1; " in (text := words(report.page(grades, [], titles=TITLES)))
    assert "and 380 more" in text
