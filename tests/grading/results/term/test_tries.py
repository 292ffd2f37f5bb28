"""Exercises by difficulty and by tries."""

import pytest

from course.grading.records.attempts import Attempt
from course.grading.records.grades import ExerciseGrade
from course.grading.results.cohort import cohort_of
from course.grading.results.term.tries import exercises_of
from tests.grading.results.made_up import TITLES, graded

LAB = "01_first"


def attempts(student, *points, exercise="encode"):
    return [Attempt(student, LAB, exercise, "then", reached, 2.0) for reached in points]


def test_the_hardest_comes_first_with_its_tries():
    grades = [
        graded(ExerciseGrade("encode", 2, points), ExerciseGrade("decode", 1, 1), student=student)
        for student, points in (("a", 2), ("b", 1), ("c", 0))
    ]
    tries = attempts("a", 0, 1, 2) + attempts("b", 1) + attempts("gone", 0, 0, 0, 0)
    hard, easy = exercises_of(cohort_of(grades, TITLES), tries)
    assert (hard.exercise, hard.students, hard.share) == ("encode", 3, 0.5)
    assert hard.answers == 2 and hard.most == 3  # c answered nothing; who is gone does not count
    assert hard.again == 1 and hard.gained == pytest.approx(1.0)
    assert (easy.exercise, easy.share, easy.answers, easy.gained) == ("decode", 1, None, None)


def test_nothing():
    assert exercises_of(cohort_of([], TITLES), []) == []
