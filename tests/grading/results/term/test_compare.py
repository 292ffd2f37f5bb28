"""Two classes side by side."""

import numpy as np
import pytest

from course.grading.records.grades import ExerciseGrade
from course.grading.results.cohort import cohort_of
from course.grading.results.term import compare
from tests.grading.results.made_up import TITLES, Page, attempts_of, graded, words


def a_class(*points, exercise="encode", lab="01_first", of=2):
    grades = [
        graded(ExerciseGrade(exercise, of, reached), student=f"s{number}", lab=lab)
        for number, reached in enumerate(points)
    ]
    return cohort_of(grades, TITLES), attempts_of(grades)


def both(*classes):
    grades = [grade for cohort, _ in classes for grade in cohort.grades.values()]
    return cohort_of(grades, TITLES), [one for _, tries in classes for one in tries]


@pytest.mark.parametrize(
    "here, there, low, high",
    [  # Newcombe 1998, table II, the column of method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_intervals_are_those_of_the_paper(here, there, low, high):
    sides = [(hits / students, students) for hits, students in (here, there)]
    assert compare.interval(*sides) == pytest.approx((low, high), abs=6e-5)


def test_an_interval_holds_the_true_difference_of_shares_of_points():
    rng = np.random.default_rng(0)
    draws, values = 4000, np.array([0, 0.5, 1])
    chances, students = ([0.1, 0.3, 0.6], [0.05, 0.15, 0.8]), (25, 40)
    true = values @ chances[0] - values @ chances[1]
    means = [
        values[rng.choice(3, p=p, size=(draws, n))].mean(axis=1)
        for p, n in zip(chances, students, strict=True)
    ]
    found = [
        compare.interval((p, students[0]), (q, students[1])) for p, q in zip(*means, strict=True)
    ]
    held = np.mean([low <= true <= high for low, high in found])
    assert held >= 0.95  # too wide rather than too narrow, as the page says


def test_exercises_stand_side_by_side_with_what_is_shown():
    here, there = a_class(*[2] * 30), a_class(*[1] * 30)
    (one,), *only = compare.compare(here, there)
    assert (one.here.share, one.there.share, one.difference) == (1, 0.5, 0.5)
    assert one.low > 0.29 and one.said == "higher here" and only == [[], []]
    (back,), *_ = compare.compare(there, here)
    assert back.said == "lower here" and (back.low, back.high) == (-one.high, -one.low)
    (same,), *_ = compare.compare(here, here)
    assert same.said == "none shown" and same.low < 0 < same.high


def test_what_only_one_class_has_is_named():
    here = both(a_class(2), a_class(1, exercise="new", lab="02_second"))
    there = both(a_class(2), a_class(1, exercise="old", lab="02_second"))
    found, only_here, only_there = compare.compare(here, there)
    assert [one.here.exercise for one in found] == ["encode"]
    assert only_here == [("02_second", "new")] and only_there == [("02_second", "old")]
    text = words(compare.page(here, there, ("2025", "2026"), same_seed=False))
    assert "Only here: 1" in text and "Lab 02: the second old" in text


@pytest.mark.parametrize("same", [True, False])
def test_the_page_says_what_it_cannot_know(same):
    here, there = a_class(2, 2, 1), a_class(1, 1, 1, of=3)
    page = compare.page(
        here, there, ("now", "2025"), same_seed=same, since=("2026-10-01T10:00:00", "")
    )
    text = words(page)
    assert ("The seeds differ" in text) != same and ("with the same seed" in text) == same
    assert "2 points here, 3 there" in text
    assert "here known since 1 October 2026, 10:00, there not at all" in text
    assert "83 % 33 % +50" in text and "s1" not in text
    assert Page(page).counts()["table"] == 1


def test_nothing_in_common_is_said():
    nothing = cohort_of([], TITLES), []
    text = words(compare.page(nothing, a_class(2), ("a", "b"), same_seed=False))
    assert "no exercise in common" in text and "Only there: 1" in text
