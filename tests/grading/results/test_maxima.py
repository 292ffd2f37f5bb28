"""The highest grade that a lab can give."""

import pytest

from course.grading.records.grades import ExerciseGrade, Override
from course.grading.results.maxima import Maximum, maximum_of_lab
from tests.grading.results.made_up import graded

PLAIN, BONUS = ExerciseGrade("encode", 7, 7), ExerciseGrade("learn", 3, bonus=True)
ABOVE = ExerciseGrade("encode", 7, override=Override(12, "oral", ""))


@pytest.mark.parametrize(
    "exercises, wanted, said",
    [
        ([PLAIN], Maximum(7, 7), "01 gives 7 points"),
        ([PLAIN, BONUS], Maximum(7, 10, "bonus"), "with bonus 01 gives up to 10 points, 7 without"),
        ([ABOVE], Maximum(7, 12, "corrections by hand"), "with corrections by hand 01 gives up to 12"),
        ([ABOVE, BONUS], Maximum(7, 12, "bonus and corrections by hand"), "bonus and corrections"),
        ([PLAIN, ExerciseGrade("gone", 5, 5, dropped=True)], Maximum(7, 7), "gives 7"),
    ],
)  # fmt: skip
def test_points_and_bonus_and_what_somebody_has_by_hand(exercises, wanted, said):
    gives = maximum_of_lab([graded(*exercises)])
    assert gives == wanted and said in gives.said("01")


def test_without_grades_there_is_nothing():
    assert maximum_of_lab([]) == Maximum(0, 0)
