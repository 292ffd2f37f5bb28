"""Feedback as Moodle takes it back."""

import io
import zipfile

import pytest

from course.grading.records.grades import ExerciseGrade, LabGrade, Submission
from course.grading.results import moodle_feedback
from course.grading.results.cohort import cohort_of
from tests.grading.results.made_up import TITLES, words


def handed_in(name, number, lab="01_first", member=None, platform="moodle", **fields):
    member = member or f"{name}_{number}_assignsubmission_file_/{lab}.ipynb"
    about = {"name": name, "number": number, "platform": platform, "assignment": f"week of {lab}"}
    where = Submission(name, lab, "week1.zip", member, **(about | fields))
    return LabGrade(where, exercises=(ExerciseGrade("encode", 2, 1, 1, "partly right"),))


def archives(*grades):
    made = moodle_feedback.archives(grades, cohort_of(grades, TITLES))
    return {
        path: {name: file.read(name).decode() for name in file.namelist()}
        for path, content in made.items()
        for file in [zipfile.ZipFile(io.BytesIO(content))]
    }


def test_each_lab_has_an_archive_with_a_page_for_each_student():
    ada, bob = handed_in("Ada Lovelace", "1234567"), handed_in("Bob", "1234568")
    later = handed_in("Ada Lovelace", "2234567", "02_second")
    found = archives(ada, bob, later)
    first, second = "moodle/01_first-feedback.zip", "moodle/02_second-feedback.zip"
    assert set(found) == {first, second}
    assert list(found[first]) == [
        "Ada Lovelace_1234567_assignsubmission_file_/feedback.html",
        "Bob_1234568_assignsubmission_file_/feedback.html",
    ]
    (page,) = found[second].values()
    text = words(page)
    assert "Feedback for Ada Lovelace" in text and "Lab 02: the second" in text
    assert "Lab 01" not in text and "1 of 2 points" in text and "1 of 4" not in text


@pytest.mark.parametrize(
    "member, page",
    [
        ("Ada_7_assignsubmission_file/a.ipynb", "Ada_7_assignsubmission_file/feedback.html"),
        ("Ada_7_assignsubmission_file_/a.ipynb", "Ada_7_assignsubmission_file_/feedback.html"),
        ("Ada_7_assignsubmission_file_a.ipynb", "Ada_7_assignsubmission_file_feedback.html"),
        ("w/Ada_7_assignsubmission_file_/b/a.ipynb", "Ada_7_assignsubmission_file_/feedback.html"),
        ("Ada_77_assignsubmission_file_/a.ipynb", "A-da_7_assignsubmission_file_/feedback.html"),
    ],
)
def test_a_page_is_called_as_the_submission_was(member, page):
    assert moodle_feedback.member(handed_in("A/da", "7", member=member).submission) == page


def test_who_is_left_out():
    found = archives(
        handed_in("Ada", "1"),
        handed_in("Team", "9", group="Team"),
        handed_in("Cy", "3", platform="canvas"),
        handed_in("Di", "4", platform="canvas", lab="02_second"),
    )
    assert {path: list(pages) for path, pages in found.items()} == {
        "moodle/01_first-feedback.zip": ["Ada_1_assignsubmission_file_/feedback.html"]
    }


def test_the_same_grades_give_the_same_bytes():
    grades = [handed_in("Ada", "1"), handed_in("Bob", "2")]
    cohort = cohort_of(grades, TITLES)
    again = moodle_feedback.archives(grades[::-1], cohort)
    assert moodle_feedback.archives(grades, cohort) == again
