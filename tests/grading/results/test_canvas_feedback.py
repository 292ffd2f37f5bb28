"""Feedback as Canvas takes it back."""

import io
import json
import zipfile

import pytest

from course.grading import submissions
from course.grading.records.grades import ExerciseGrade, LabGrade
from course.grading.results import canvas_feedback
from course.grading.results.cohort import cohort_of
from tests.grading.submissions.handed_in import ADD, LABS, own_zip, pack, write

TITLES = {ADD: "Lab 04"}


def archives(folder, state="graded", layout=None):
    found, _ = submissions.find(folder, LABS, layout) if layout else submissions.find(folder, LABS)
    grades = [LabGrade(one, state, exercises=(ExerciseGrade("encode", 2, 1, 1),)) for one in found]
    made = canvas_feedback.archives(grades, cohort_of(grades, TITLES))
    assert made == canvas_feedback.archives(grades[::-1], cohort_of(grades, TITLES))
    return {path: zipfile.ZipFile(io.BytesIO(content)) for path, content in made.items()}


def ids_in_canvas(name):
    """What Canvas reads in a file's name: (student or anonymous id, attachment), or None."""
    parts = [part for part in name.split("_") if part != "LATE"]
    if parts[0] == "anon":
        return tuple(parts[1:3])
    return tuple([part for part in parts if part.isdecimal()][:2]) or None


def test_a_file_is_called_as_in_the_download(tmp_path):
    names = {
        "lovelaceada_12345_67890_work.ipynb": ("12345", "67890"),
        "kingbob_LATE_12346_67891_work-2.ipynb": ("12346", "67891"),
        "zuse_12347_67892_lab_4_of_7.ipynb": ("12347", "67892"),
    }
    folder = write(tmp_path / "submissions", {name: ADD for name in names})
    ((path, archive),) = archives(folder).items()
    assert path == f"canvas/{ADD}-feedback.zip" and sorted(archive.namelist()) == sorted(names)
    for name, ids in names.items():
        assert ids_in_canvas(name) == ids
        text = json.loads(archive.read(name))["cells"][0]["source"]
        assert "**1** of 2 points" in text


def test_anonymous_grading_has_its_own_numbers(tmp_path):
    folder = write(
        tmp_path / "s", {"anon_x7fQ2_67890_work.ipynb": ADD, "anon_LATE_b2_1_w.ipynb": ADD}
    )
    (archive,) = archives(folder, layout="canvas").values()
    assert "anon_x7fQ2_67890_work.ipynb" in archive.namelist()
    assert ids_in_canvas("anon_x7fQ2_67890_work.ipynb") == ("x7fQ2", "67890")


def test_feedback_on_a_zip_is_a_zip(tmp_path):
    files = {"lovelaceada_12345_67890_my work.zip": own_zip(**{ADD: ADD})}
    pack(tmp_path / "submissions.zip", files | {"kingbob_12346_67891_w.ipynb": ADD})
    (archive,) = archives(tmp_path / "submissions.zip").values()
    assert len(archive.namelist()) == 2
    content = zipfile.ZipFile(io.BytesIO(archive.read("lovelaceada_12345_67890_my work.zip")))
    assert "nbformat" in json.loads(content.read(canvas_feedback.INSIDE))


def test_who_is_left_out(tmp_path):
    folder = write(tmp_path / "a", {"lovelaceada_12345_67890_work.ipynb": ADD})
    assert archives(folder, state="fault") == {}
    flat = write(tmp_path / "b", {f"ada/{ADD}/{ADD}.ipynb": ADD})
    assert archives(flat) == {}


@pytest.mark.parametrize(
    "name, number",
    [
        ("king_7_12346_67891_w.ipynb", "12346"),  # Canvas would take 7 for the student
        ("kingbob_12346_67891_w.txt", "12346"),  # and show a notebook as text
        ("kingbob_12346_w.ipynb", "12346"),
    ],
)
def test_a_name_that_canvas_would_misread_is_left_out(name, number):
    from course.grading.records.grades import Submission

    who = Submission("ada", ADD, f"/in/{name}", number=number, platform="canvas")
    assert canvas_feedback.file_name(who) == ""
