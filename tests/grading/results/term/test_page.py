"""The page on a term."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from course.grading.records.grades import ExerciseGrade
from course.grading.results.cohort import cohort_of
from course.grading.results.term import page as term
from tests.grading.results.made_up import (
    HOSTILE,
    TITLES,
    Page,
    a_class,
    attempts_of,
    graded,
    hostile_grades,
    words,
)


def encode(points, student, lab="01_first", **fields):
    return graded(ExerciseGrade("encode", 2, points), student=student, lab=lab, **fields)


def test_students_stand_first_then_who_is_behind_and_the_exercises():
    grades = [encode(2, "a", name="Ada"), encode(1, "b"), encode(2, "a", "02_second")]
    text = words(
        term.page(
            cohort_of(grades, TITLES, expected={"c": "Cy"}),
            attempts_of(grades[:2]),
            since="2026-10-01T08:00:00",
            links={"a": "feedback/a.html"},
        )
    )
    assert text.index("All students: 3") < text.index("Who falls behind: ")
    assert (
        "Behind Total of 4 Over time 01 of 2 02 of 2 Ada a 4 2 2 b 1 1 – Cy c behind 0 – –" in text
    )
    assert "Cy (c) Handed in nothing." in text
    assert "this is kept since 1 October 2026, 08:00" in text
    assert "encode 01 75 % 2 2.00 2 2 75 %" in text  # share, students, answers, most, again, gain
    assert "encode 02 100 % 1 – – 0 –" in text
    assert "Lab 01: the first 5 October 2026 graded 2 75 % 75 %" in text


def test_labs_stand_in_the_order_in_which_they_were_seen_first():
    grades = [encode(2, "a", lab) for lab in TITLES]
    later = attempts_of(grades[:1], "2026-10-12") + attempts_of(grades[1:], "2026-10-05")
    first = term.first_seen(later)
    assert list(term.in_order(cohort_of(grades, TITLES), first).titles) == ["02_second", "01_first"]
    same = term.first_seen(attempts_of(grades))
    assert list(term.in_order(cohort_of(grades, TITLES), same).titles) == list(TITLES)


def test_a_time_of_a_platform_counts_before_that_of_grading():
    graded_late = attempts_of([encode(2, "a"), encode(2, "b")], "2026-12-24")
    known = [one._replace(handed_in="2026-10-05T23:59:00") for one in graded_late[:1]]
    assert term.first_seen(graded_late) == {"01_first": ("2026-12-24T10:00:00+00:00", False)}
    assert term.first_seen(known + graded_late) == {"01_first": ("2026-10-05T23:59:00", True)}


def test_a_time_of_moodles_worksheet_counts_as_that_of_a_platform():
    grades = [encode(2, "a", lab) for lab in TITLES]
    times = {
        ("a", "01_first"): datetime(2026, 10, 19, 18, 3),
        ("b", "01_first"): datetime(2026, 10, 12, 9, 0),
        ("a", "02_second"): datetime(2026, 10, 5, 9, 0),
    }
    attempts = attempts_of(grades, "2026-11-30")
    first = term.first_seen(attempts, times)
    assert first == {
        "01_first": ("2026-10-12T09:00:00", True),
        "02_second": ("2026-10-05T09:00:00", True),
    }
    text = words(term.page(cohort_of(grades, TITLES), attempts, times=times))
    assert "12 October 2026 handed in" in text and "November" not in text
    assert text.index("Lab 02: the second 5 October") < text.index("Lab 01: the first 12 October")
    assert term.first_seen([], {("a", "01_first"): datetime(2026, 10, 5)})["01_first"][1]


def test_a_bar_is_as_high_as_the_share_and_is_missing_where_nothing_was_handed_in():
    grades = [encode(0, "a"), encode(2, "a", "02_second"), encode(2, "b", "02_second")]
    grades += [replace(encode(2, "b"), state="fault")]
    cohort = cohort_of(grades, TITLES)
    assert term.bars(cohort, "a") == "M4 20v-1M12 20v-20" and term.bars(cohort, "b") == "M12 20v-20"


def test_without_a_second_answer_there_are_no_columns_on_tries():
    grades = [encode(2, "a")]
    text = words(term.page(cohort_of(grades, TITLES), attempts_of(grades, answers=1)))
    assert "nobody was graded for more than one answer" in text and "Most" not in text


@pytest.mark.parametrize("students", [0, 1, 40])
def test_a_class_of_any_size_has_a_page_that_loads_nothing(students):
    grades = a_class(students, list(TITLES), np.random.default_rng(0))
    page = term.page(cohort_of(grades, TITLES), attempts_of(grades), made_at="2026-11-03")
    loads = {("link", "href"), ("script", "src"), ("img", "src"), ("a", "ping")}
    assert Page(page).attributes() & loads == {("link", "href")}  # the empty icon of the page
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert f"All students: {len({grade.submission.student for grade in grades})}" in words(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    grades = hostile_grades(text)
    made = term.page(cohort_of(grades, {text: text}), attempts_of(grades), since=text, made_at=text)
    calm = term.page(cohort_of(hostile_grades("x"), {"x": "x"}), attempts_of(hostile_grades("x")))
    assert set(Page(made).counts()) <= set(Page(calm).counts()) | {"wbr"}
    assert Page(made).attributes() <= Page(calm).attributes()
