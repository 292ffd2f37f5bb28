"""Feedback as nbgrader hands it back."""

import os
import shutil
import zipfile

import pytest

from course.grading import submissions
from course.grading.records.grades import ExerciseGrade, LabGrade
from course.grading.results import nbgrader_feedback
from course.grading.results.cohort import cohort_of
from course.grading.results.writing import _write
from tests.grading.results.made_up import words
from tests.grading.submissions.handed_in import ADD, LABS, write

TITLES = {ADD: "Lab 04"}
SECRET = {"timestamp.txt": b"2026-10-05 10:11:12.000000 UTC", "submission_secret.txt": b"5ec4e7"}


def hand_in(folder, *places):
    """Notebooks at places, with what nbgrader's submit leaves beside them."""
    write(folder, {f"{place}/{ADD}.ipynb": ADD for place in places})
    for place in places:
        for name, content in SECRET.items():
            (folder / place / name).write_bytes(content)
    return folder


def feedback_of(folder, out, **fields):
    found, _ = submissions.find(folder, LABS)
    grades = [
        LabGrade(entry._replace(**fields), exercises=(ExerciseGrade("encode", 2, 1, 1),))
        for entry in found
    ]
    return nbgrader_feedback.files(grades, cohort_of(grades, TITLES), out)


def test_pages_lie_where_release_feedback_looks_with_the_secret_beside_them(tmp_path):
    folder = hand_in(tmp_path / "submitted", f"ada/{ADD}", f"bob/{ADD}")
    (folder / "bob" / ADD / "submission_secret.txt").unlink()
    found = feedback_of(folder, tmp_path)
    place = f"nbgrader/feedback/ada/{ADD}"
    assert set(found) == {f"{place}/{name}" for name in (f"{ADD}.html", *SECRET)}
    assert found[f"{place}/submission_secret.txt"] == b"5ec4e7"
    assert "1 of 2 points" in words(found[f"{place}/{ADD}.html"])


@pytest.mark.parametrize("zipped", [False, True])
def test_the_exchange_names_student_and_assignment(tmp_path, zipped):
    place = f"ada+{ADD}+2026-10-05 10:11:12.123456 UTC+a1b2"
    folder = hand_in(tmp_path / "inbound", place)
    if zipped:
        with zipfile.ZipFile(tmp_path / "inbound.zip", "w") as file:
            for path in sorted(folder.rglob("*.*")):
                file.write(path, path.relative_to(tmp_path))
        folder = tmp_path / "inbound.zip"
    found = feedback_of(folder, tmp_path)
    assert f"nbgrader/feedback/ada/{ADD}/{ADD}.html" in found and len(found) == 3


def test_what_was_handed_in_may_be_gone_later(tmp_path):
    folder = hand_in(tmp_path / "submitted", f"ada/{ADD}", f"bob/{ADD}")
    entries, _ = submissions.find(folder, LABS)
    found = feedback_of(folder, tmp_path)
    for path, content in found.items():
        _write(tmp_path / "GRADES" / path, content)
    shutil.rmtree(folder)
    grades = [LabGrade(entry, exercises=(ExerciseGrade("encode", 2, 1, 1),)) for entry in entries]
    cohort = cohort_of(grades, TITLES)
    assert nbgrader_feedback.files(grades, cohort, tmp_path / "GRADES") == found
    assert nbgrader_feedback.files(grades, cohort, tmp_path / "elsewhere") == {}


@pytest.mark.parametrize("fields", [{"platform": "flat"}, {"group": "Tigers"}])
def test_who_is_left_out(tmp_path, fields):
    folder = hand_in(tmp_path / "submitted", f"ada/{ADD}")
    assert feedback_of(folder, tmp_path, **fields) == {}


@pytest.mark.parametrize("student", ["..", "a/b", "\x00", ""])
def test_a_name_is_no_path(tmp_path, student):
    folder = hand_in(tmp_path / "submitted", f"ada/{ADD}")
    assert feedback_of(folder, tmp_path, student=student or ".") == {}


def test_a_link_is_no_secret(tmp_path):
    folder = hand_in(tmp_path / "submitted", f"ada/{ADD}")
    secret = folder / "ada" / ADD / "submission_secret.txt"
    secret.unlink()
    (tmp_path / "passwords").write_text("of the instructor")
    os.symlink(tmp_path / "passwords", secret)
    assert feedback_of(folder, tmp_path) == {}


def test_nbgrader_releases_it_and_a_student_fetches_it(tmp_path, monkeypatch):
    """From submit to fetch_feedback, with nbgrader's own commands."""
    pytest.importorskip("nbgrader")
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import (
        ExchangeFetchFeedback,
        ExchangeReleaseFeedback,
        ExchangeSubmit,
    )
    from traitlets.config import Config

    for name in ("exchange/seq/inbound", f"exchange/seq/outbound/{ADD}", "student"):
        (tmp_path / name).mkdir(parents=True)
    os.chmod(tmp_path / "exchange", 0o777)
    write(tmp_path / "student", {f"{ADD}/{ADD}.ipynb": ADD})
    shutil.copy(
        tmp_path / "student" / ADD / f"{ADD}.ipynb", tmp_path / "exchange/seq/outbound" / ADD
    )
    monkeypatch.setenv("USER", "ada")
    monkeypatch.chdir(tmp_path / "student")

    def run(kind, **settings):
        config = Config()
        config.Exchange.root = str(tmp_path / "exchange")
        config.Exchange.cache = str(tmp_path / "cache")
        config.CourseDirectory.course_id = "seq"
        config.CourseDirectory.assignment_id = ADD
        config.CourseDirectory.update(settings)
        about = {"coursedir": CourseDirectory(config=config), "config": config}
        kind(authenticator=Authenticator(config=config), **about).start()

    run(ExchangeSubmit, student_id="ada")
    found = feedback_of(tmp_path / "exchange" / "seq" / "inbound", tmp_path)
    for path, content in found.items():
        _write(tmp_path / "GRADES" / path, content)
    feedback = str(tmp_path / "GRADES" / nbgrader_feedback.FOLDER)
    run(ExchangeReleaseFeedback, feedback_directory=feedback, student_id="*")
    run(ExchangeFetchFeedback, student_id="ada")
    (page,) = (tmp_path / "student" / ADD / "feedback").rglob("*.html")
    assert "1 of 2 points" in words(page.read_text(encoding="utf-8"))
