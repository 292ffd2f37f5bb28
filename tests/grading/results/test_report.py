"""The report on a class."""

import re
from dataclasses import replace

import numpy as np
import pytest

from course.grading.records.grades import ExerciseGrade, LabGrade
from tests.grading.results.made_up import TITLES, a_class, graded, report_of, submission, words


def test_a_report_names_who_and_what():
    grades = [
        graded(ExerciseGrade("encode", 2, state="crashed", reason="Exit code 3."), student="a"),
        graded(ExerciseGrade("encode", 2, state="crashed", reason="Exit code 3."), student="b"),
        replace(graded(student="c"), state="unreadable", problem="Not JSON."),
        replace(graded(student="d", lab="02_second"), state="fault", problem="Worker died."),
    ]
    page = report_of(
        grades,
        [("in/x.docx", "No notebook.")],
        titles=TITLES | {"03": "Lab 03"},
        expected=["a", "e"],
        links={"a": "feedback/a b#%.html"},
        made_at="2026-11-03T08:05:12",
        facts=[("Keras", "3.15")],
    )
    text = words(page)
    for said in (
        "Made on 3 November 2026, 08:05",
        "Crashes, timeouts, memory, missing cells: 2",
        "crash Exit code 3. 01: encode 2: a; b",
        "c 01 Not JSON. c/01_first.ipynb",
        "in/x.docx No notebook.",
        "d 02 Worker died. d/02_second.ipynb",
        "Not counted, as nobody handed them in: lab 03.",
        "e – – Missing in all 2 4",
        "b; c; d Handed in and not in the roster: 3 students.",
        "Not in the roster: 3",
        "1 student in the roster handed in nothing: e.",
        "Keras 3.15",
    ):
        assert said in text, said
    assert 'href="./feedback/a%20b%23%25.html"' in page


@pytest.mark.parametrize("state, said", [("timeout", 1), ("wrong", 0), ("missing", 1)])
def test_not_judged_is_explained_where_there_is_some(state, said):
    page = report_of([graded(ExerciseGrade("encode", 2, state=state))])
    assert words(page).count("Not judged is an answer that was stopped") == said
    assert page.count('id="not-judged"') == said


@pytest.mark.parametrize(
    "students, expected, said",
    [
        (0, [], "Nobody handed in anything."),
        (0, ["a"], "1 student in the roster handed in nothing: a."),
        (0, ["a", "b"], "2 students in the roster handed in nothing: a; b."),
        (1, [], "All students: 1"),
        (1, ["s0000"], "1 of 1 in the roster"),
        (2, ["s0000", "a"], "1 of 2 in the roster, 1 not in it"),
    ],
)
def test_small_classes(students, expected, said):
    grades = a_class(students, ["01_first"], np.random.default_rng(0))
    text = words(report_of(grades, expected=expected))
    who = {*expected, *(one.submission.student for one in grades)}
    assert said in text and f"All students: {len(who)}" in text
    for wrong_number in (" 1 students", " 1 rows", " 1 notebooks", " 1 points", "of 0 points"):
        assert wrong_number not in text


def test_a_class_of_nobody_has_no_empty_pictures():
    for expected in ([], ["a"]):
        page = report_of([], expected=expected)
        assert "<svg" not in page and "<table" not in page
        assert "Nobody is missing anything" not in words(page)


def test_the_students_stand_first_and_open():
    grades = a_class(30, list(TITLES), np.random.default_rng(0))
    page = report_of(grades, [("x", "No notebook.")])
    titles = re.findall(r"<h2[^>]*>([^:<]*)", page)
    assert titles[0] == "All students" and titles.index("Problems") < titles.index("Points")
    assert titles[1:3] == ["Attempted, 0 points", "Below half in two labs or more"]
    before = page[: page.index('id="all-students"')]
    assert "<details" not in before


def test_a_list_that_is_empty_is_one_word_at_the_end():
    text = words(report_of([graded(ExerciseGrade("encode", 2, 2, 2, "right"))]))
    assert "None." not in text.replace("The commonest mistakes None.", "")
    said = "Nothing to report of: attempted, 0 points; below half in two labs or more; internal errors; could"
    assert said in text and "did not pass" not in text
    assert "Problems 0 nothing is left over" in text and "Nobody is missing anything." in text


def test_a_class_where_nothing_could_be_graded():
    for state in ("unreadable", "fault"):
        grade = LabGrade(submission(), state, "No.")
        assert "No." in words(report_of([grade], titles={}))


@pytest.mark.slow
def test_a_thousand_students_with_fourteen_labs_stay_usable():
    labs = [f"{number:02}_lab" for number in range(1, 15)]
    grades = a_class(1000, labs, np.random.default_rng(3))
    links = {one.submission.student: f"feedback/{one.submission.student}.html" for one in grades}
    page = report_of(grades, titles={}, links=links)
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
    text = words(report_of(grades))
    assert "Crashes, timeouts, memory, missing cells: the first 300 rows of 400" in text
    grades = [replace(one, exercises=(ExerciseGrade("f", 1, state="memory"),)) for one in grades]
    assert "400: s0; s1; s10; " in (text := words(report_of(grades)))
    assert "and 380 more" in text
