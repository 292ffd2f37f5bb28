"""One rule for points: all labs count that somebody handed in, on every page."""

from dataclasses import replace

import pytest

from course.grading.records.grades import ExerciseGrade, LabGrade, Override
from course.grading.results.cohort import cohort_of, complete_totals
from tests.grading.results.made_up import graded, page_of, report_of, submission, words

TITLES = {f"0{n}_lab": f"Lab 0{n}" for n in range(1, 5)}


def points(student, lab, reached, of, state="graded"):
    entry = ExerciseGrade("encode", of, reached, reached, "right" if reached == of else "wrong")
    return LabGrade(submission(student, f"0{lab}_lab"), state, exercises=(entry,))


COUNTING = [  # (grades of s1, grades of others, what the page says at its top, total in the report)
    (
        [points("s1", 1, 6, 8), points("s1", 2, 5, 12)],
        [points("s2", 3, 9, 9)],
        "11 of 29 points You handed in 2 of 3 labs, worth 20 of the 29 points.",
        "s1 11 6 5 –",
    ),
    ([points("s1", 1, 6, 8)], [], "6 of 8 points Lab 01", "s1 6 6"),
    (
        [points("s1", 1, 6, 8), points("s1", 2, 0, 12)],
        [points("s2", 1, 8, 8)],
        "6 of 20 points Points of each lab",
        "s1 6 6 0",
    ),
    (
        [points("s1", 1, 0, 8, "unreadable")],
        [points("s2", 2, 1, 1)],
        "0 of 9 points You handed in 1 of 2 labs, worth 8 of the 9 points.",
        "s1 0 0 unreadable –",
    ),
    (
        [points("s1", 1, 6, 8), points("s1", 2, 0, 12, "fault")],
        [points("s2", 3, 9, 9)],
        "6 of 29 points so far You handed in 2 of 3 labs, worth 20 of the 29 points. A lab that was not "
        "handed in gives 0 points. Not graded yet, and not in these points: Lab 02.",
        "s1 6 … 6 … –",
    ),
    (
        [points("s1", 2, 0.5, 1)],
        [points("s2", 1, 1, 1), points("s3", 3, 1, 1)],
        "0.5 of 3 points You handed in 1 of 3 labs, worth 1 of the 3 points.",
        "s1 0.5 – 0.5 –",
    ),
]


@pytest.mark.parametrize("own, others, said, row", COUNTING, ids=range(len(COUNTING)))
def test_feedback_and_report_count_alike(own, others, said, row):
    text = words(page_of(*own, titles=TITLES, others=others))
    assert said in text, text
    report = words(report_of([*own, *others], titles=TITLES))
    assert row in report, report
    of = cohort_of([*own, *others], TITLES).all_points
    assert f"Total of {of:g}" in report and f"of {of:g} point" in text


def test_totals_leave_out_who_is_still_to_be_graded():
    grades = [points("a", 1, 2, 8), points("a", 2, 0, 9, "fault"), points("b", 1, 3, 8)]
    cohort = cohort_of(grades, TITLES, expected=["c"])
    assert complete_totals(cohort) == {"b": 3}
    assert cohort.all_points == 17


# exercises that a lab no longer has

OLD = graded(
    ExerciseGrade("encode", 2, 2, 2, "right"),
    ExerciseGrade("gone", 4, 3, 4, "partly right", hint="lost", override=Override(4, "fair", "")),
    student="old",
    name="Olga",
)
NEW = graded(ExerciseGrade("encode", 2, 1, 1, "partly right"), student="new")


@pytest.mark.parametrize(
    "has, dropped, total",
    [
        ({"01_first": ["encode"]}, {("01_first", "gone"): ["old"]}, {"old": 2, "new": 1}),
        ({"01_first": ["encode", "gone"]}, {}, {"old": 6, "new": 1}),
        ({"01_first": ["gone"]}, {("01_first", "encode"): ["old", "new"]}, {"old": 4, "new": 0}),
        ({"02_second": []}, {}, {"old": 6, "new": 1}),  # the whole lab is gone: as it was graded
        ({}, {}, {"old": 6, "new": 1}),
    ],
)
def test_a_dropped_exercise_does_not_count(has, dropped, total):
    cohort = cohort_of([OLD, NEW], {"01_first": "Lab 01"}, lab_exercises=has)
    assert cohort.dropped == dropped
    assert complete_totals(cohort) == total


def test_a_dropped_exercise_has_no_column_and_is_named():
    from course.grading.results import feedback, report, tables

    cohort = cohort_of([OLD, NEW], {"01_first": "Lab 01"}, lab_exercises={"01_first": ["encode"]})
    text = words(report.page(cohort))
    assert "Lab 01 no longer has the exercise gone, in which 1 student was graded before." in text
    assert text.count("gone") == 1 and "Problems: 1" in text
    assert "gone" not in words(feedback.page("old", cohort))
    assert "gone" not in tables.grades_csv(list(cohort.grades.values()))
    assert "of 2 points" in words(feedback.page("old", cohort))


# people


def test_students_are_sorted_as_people_look_for_them():
    names = ["Özge", "Anna", "Zoe", "ärger", "Olga", "Łukasz", "bea", "Đặng"]
    grades = [replace(graded(student=f"s{n}", name=name)) for n, name in enumerate(names)]
    cohort = cohort_of(grades, {})
    assert list(cohort.names.values()) == [
        "Anna", "ärger", "bea", "Đặng", "Łukasz", "Olga", "Özge", "Zoe"
    ]  # fmt: skip
    assert [student for student, _ in cohort.grades] == list(cohort.names)


def test_a_roster_may_bring_names():
    cohort = cohort_of([graded(student="7")], {}, expected={"7": "Ann Bee", "8": "Bob"})
    assert [cohort.person(student) for student in cohort.names] == ["Ann Bee (7)", "Bob (8)"]
    assert cohort.expected == {"7", "8"}
