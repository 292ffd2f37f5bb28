"""Who falls behind."""

from course.grading.records.grades import ExerciseGrade
from course.grading.results.cohort import cohort_of
from course.grading.results.term.behind import rated_labs, who_is_behind
from course.grading.scheme.rules import LabRule, Scheme
from tests.grading.results.made_up import graded

LABS = {f"{number:02}_lab": f"Lab {number}" for number in range(1, 6)}


def term(**students):
    """A Cohort; a student's marks are points of 2, one a lab: "-" is not handed in, "?" still to grade."""
    grades = [
        graded(
            ExerciseGrade("encode", 2, 0 if mark == "?" else float(mark)),
            student=student,
            lab=lab,
            state="fault" if mark == "?" else "graded",
        )
        for student, marks in students.items()
        for lab, mark in zip(LABS, marks, strict=True)
        if mark != "-"
    ]
    return cohort_of(grades, LABS, expected=students)


def test_two_labs_fewer_than_the_median_are_behind():
    behind = who_is_behind(term(a="22222", b="22222", c="2222-", d="-22-2", e="-----", f="22222"))
    assert set(behind) == {"d", "e"}
    assert behind["d"] == [
        "handed in 3 labs, where the median is 5"
    ]  # of the last three one is missing
    assert behind["e"] == ["handed in nothing"]


def test_less_than_half_in_two_of_the_last_three_is_behind():
    behind = who_is_behind(term(a="22222", b="00222", c="22020", d="22121", e="222-0", f="222?0"))
    assert behind == {
        "c": ["less than half of the points in labs 03 and 05"],
        "e": ["less than half of the points in labs 04 and 05"],
    }


def test_a_lab_that_few_have_handed_in_yet_makes_nobody_behind():
    cohort = term(a="22--2", b="222--", c="222--", d="222--")
    assert rated_labs(cohort) == ["01_lab", "02_lab", "03_lab"]
    assert who_is_behind(cohort) == {}


def test_nobody():
    assert who_is_behind(term()) == {} == who_is_behind(term(a="2----"))


def test_bonus_labs_and_dropped_ones_make_nobody_behind():
    students = {"a": "22222", "b": "22222", "c": "222--"}
    cohort = term(**students)
    assert set(who_is_behind(cohort)) == {"c"}
    rules = {"04_lab": LabRule(bonus=True), "05_lab": LabRule(drop=True)}
    with_rules = cohort._replace(scheme=Scheme(labs=rules))
    assert rated_labs(with_rules) == ["01_lab", "02_lab", "03_lab"]
    assert who_is_behind(with_rules) == {}


def test_three_weak_labs_are_named_in_a_sentence():
    behind = who_is_behind(term(a="22222", b="22000"))
    assert behind == {"b": ["less than half of the points in labs 03, 04 and 05"]}
