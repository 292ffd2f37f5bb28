"""A table of a class without a name in it."""

import csv
import io
import re
from dataclasses import replace

import numpy as np
import pytest

from course.grading.records.attempts import Attempt
from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission
from course.grading.results.cohort import cohort_of
from course.grading.results.term import anonymous
from tests.grading.results.made_up import TITLES, graded

PEOPLE = {
    "1234501": "Ada Lovelace",
    "grace@example.org": "Grace Hopper",
    "Zuse, Konrad": "Konrad Zuse",
}
ANSWER = "def encode(text):\n    # by {name}, {student}\n    return text\n"


def a_term():
    """Grades of people who left their name, number and address in everything that they could."""
    grades = []
    for number, (student, name) in enumerate(PEOPLE.items()):
        for lab in TITLES:
            said = f"{name} {student}"
            exercise = ExerciseGrade(
                *("encode", 2, 1, 1.5, "partly right", said),
                lines=(("✗", said),),
                hint="the axes are swapped" if number else f"hello {said}",
                answer=ANSWER.format(name=name, student=student),
                override=Override(0.5, f"{said} explained it", "2026-10-05T10:11:12+00:00")
                if number == 2
                else None,
            )
            who = Submission(
                *(student, lab, f"/home/prof/{name}/week1-{student}.zip", f"{name}_77_work.ipynb"),
                *(name, f"8800{number}", said, (said,), "moodle", f"SEQ24 of {said}", "Tigers"),
                *("late by 2 days", f"{name}_8800{number}"),
            )
            grades.append(LabGrade(who, "graded", said, (said,), (exercise,), "key", 1.0))
    return grades


def attempts(grades):
    return [
        Attempt(grade.submission.student, grade.submission.lab, "encode", "2026-10-05", points, 2)
        for grade in grades
        for points in (0.25, 1.0)
    ]


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("with_answers", [False, True])
def test_nothing_of_a_person_is_in_it(with_answers):
    grades = a_term()
    cohort = cohort_of(grades, TITLES, expected=dict(PEOPLE) | {"5512349": "Max Roster"})
    text = anonymous.table(cohort, attempts(grades), with_answers=with_answers)
    found = rows(text)
    assert len(found) == 6
    for name in (
        *PEOPLE,
        *PEOPLE.values(),
        "Max Roster",
        "Tigers",
        "SEQ24",
        "8800",
        "/home",
        "2026",
    ):
        for word in re.findall(r"[^\W_]{2,}", name):
            assert not re.search(rf"\b{word}\b", text, re.I), word
    assert ("answer" in found[0]) == with_answers
    assert ("return text" in text) == with_answers


def test_what_is_in_it():
    grades = a_term()
    found = rows(anonymous.table(cohort_of(grades, TITLES), attempts(grades)))
    (corrected,) = {row["student"] for row in found if row["corrected"] == "yes"}
    first = next(row for row in found if row["student"] == corrected)
    del first["student"]
    assert first == {
        **{"lab": "01_first", "exercise": "encode", "of": "2", "points": "0.5"},
        **{"shown_points": "1.5", "state": "partly right", "mistake": "the axes are swapped"},
        **{
            "answers": "2",
            "first_points": "0.25",
            "late": "yes",
            "team": "yes",
            "corrected": "yes",
        },
    }
    assert sum(row["mistake"] == "" for row in found) == 2  # what one student alone was told


def test_pseudonyms_are_drawn_anew_and_decide_the_order():
    rng = np.random.default_rng(0)
    grades = [
        graded(ExerciseGrade("encode", 2, float(rng.integers(3))), student=f"s{number:03}")
        for number in range(40)
    ]
    cohort = cohort_of(grades, TITLES)
    tables = [rows(anonymous.table(cohort, [])) for _ in range(2)]
    names = [[row["student"] for row in table] for table in tables]
    assert all(one == sorted(set(one)) and len(one) == 40 for one in names)
    assert not set(names[0]) & set(names[1])
    points = [[row["points"] for row in table] for table in tables]
    assert points[0] != points[1] and sorted(points[0]) == sorted(points[1])


def test_notebooks_that_grading_failed_on_are_left_out_and_unreadable_ones_are_not():
    lost = replace(graded(ExerciseGrade("encode", 2), student="a"), state="unreadable")
    fault = replace(graded(ExerciseGrade("encode", 2), student="b"), state="fault")
    (row,) = rows(anonymous.table(cohort_of([lost, fault], TITLES), []))
    assert row["state"] == "unreadable" and row["answers"] == "0" and row["first_points"] == ""


def test_code_is_no_formula():
    answer = "@cache\ndef encode(text):\n    return text"
    grades = [graded(ExerciseGrade("encode", 2, answer=answer), student="a")]
    (row,) = rows(anonymous.table(cohort_of(grades, TITLES), [], with_answers=True))
    assert row["answer"] == f"# answer\n{answer}"
