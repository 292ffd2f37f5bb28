"""The grades in nbgrader's own gradebook, so that its formgrader shows them."""

import contextlib
import os
import shutil
import sqlite3
import sysconfig
import warnings
from pathlib import Path

import nbformat

from course.cells import check_id
from course.errors import CourseError
from course.files import PRIVATE, replacing

CORRECTED = "Corrected by hand: "  # how the comment begins where we wrote the manual score


def write_gradebook(file, grades, labs_folder):
    """Write grades into nbgrader's gradebook; what is there of other labs and students stays.

    The points of an exercise become the score of its check. A correction by hand becomes the manual score,
    what it gives above the maximum the extra credit, and its reason a comment. Without such a correction
    a score that somebody gave in formgrader stays, and counts there.

    Args:
        file: the gradebook, such as gradebook.db of a course that `course export nbgrader` made. It is
            made if it is missing, and written whole or not at all.
        grades: LabGrades; those that are still to be graded are left out.
        labs_folder: folder of the labs as they were handed out, <lab>.ipynb.

    Raises:
        CourseError: nbgrader is missing, `file` is not a gradebook or has other cells, or a lab or
            exercise is not in `labs_folder`.
    """
    api, sqlalchemy = _libraries()
    file, grades = Path(file), [grade for grade in grades if grade.state != "fault"]
    labs = sorted({grade.submission.lab for grade in grades})
    masters = {lab: _lab(Path(labs_folder) / f"{lab}.ipynb") for lab in labs}
    with replacing(file, mode=PRIVATE) as part, _quiet():
        if file.exists():
            _check(file)
            shutil.copyfile(file, part)
        url = sqlalchemy.URL.create("sqlite", database=str(part))
        try:
            with api.Gradebook(url) as book:
                for lab in labs:
                    book.update_or_create_assignment(lab)
            for lab, master in masters.items():
                _save_cells(lab, master, url, file)
            with api.Gradebook(url) as book:
                book.db().expire_on_commit = False  # nobody else writes to this file
                for grade in grades:
                    _save_grade(book, grade)
                book.db.commit()
        except sqlalchemy.exc.SQLAlchemyError as error:
            raise CourseError(
                f"this nbgrader cannot write to {file} ({str(error).splitlines()[0]}): if an older one "
                "made it, run  nbgrader db upgrade  in its folder, else name a new file"
            ) from error


def check_gradebook(file):
    """Refuse what cannot become a gradebook, before anything is graded.

    Raises:
        CourseError: nbgrader is missing, the folder is not there, or `file` is something else.
    """
    file = Path(file)
    _libraries()
    if file.is_dir():
        raise CourseError(
            f"{file} is a folder: name a file for the gradebook, such as gradebook.db"
        )
    if not file.parent.is_dir():
        raise CourseError(
            f"there is no folder {file.parent} for the gradebook: make it, or name another"
        )
    if file.exists():
        _check(file)


def _libraries():
    try:
        import nbgrader.api
        import sqlalchemy.exc
    except ImportError as error:
        raise CourseError(
            "a gradebook needs nbgrader, which is not installed here: "
            "run  .venv/bin/pip install -e '.[test]'  in the repository"
        ) from error
    return nbgrader.api, sqlalchemy


def _check(file):
    """Refuse a file that something else keeps its data in."""
    try:
        with contextlib.closing(sqlite3.connect(file)) as database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError:
        tables = {"none"}
    if tables and "submitted_assignment" not in tables:
        raise CourseError(f"{file} is not an nbgrader gradebook: name a new file, or one that is")


@contextlib.contextmanager
def _quiet():
    """nbgrader calls the command alembic, which lies beside this Python, and makes SQLAlchemy warn."""
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), path])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.environ["PATH"] = path


def _lab(path):
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError as error:
        raise CourseError(
            f"there are grades of {path.stem}, and {path} is not there: "
            "name the folder of the labs that were handed out"
        ) from error
    except Exception as error:  # damaged in whatever way
        raise CourseError(
            f"{path} is not a notebook: hand out and grade with a built lab"
        ) from error


def _save_cells(lab, master, url, file):
    """Let nbgrader note a lab's cells, as it does when it releases an assignment."""
    from nbgrader.preprocessors import ComputeChecksums, SaveCells

    resources = {"nbgrader": {"assignment": lab, "notebook": lab, "db_url": url}}
    for preprocessor in (ComputeChecksums(), SaveCells()):
        try:
            master, resources = preprocessor.preprocess(master, resources)
        except RuntimeError as error:  # cells came or went, and there are submissions
            raise CourseError(
                f"{file} has submissions of {lab} with different exercises from those the lab has now: "
                "name a new file for the gradebook"
            ) from error


def _save_grade(book, grade):
    from nbgrader.api import MissingEntry

    student, lab = _utf8(grade.submission.student), grade.submission.lab
    try:
        book.find_student(student)
    except MissingEntry:
        first, _, last = _utf8(grade.submission.name).rpartition(" ")
        book.add_student(student, **({"first_name": first, "last_name": last} if last else {}))
    [notebook] = book.update_or_create_submission(lab, student).notebooks
    scores = {score.name: score for score in notebook.grades}
    comments = {comment.name: comment for comment in notebook.comments}
    for exercise in grade.exercises:
        try:
            score, comment = scores[check_id(exercise.exercise)], comments[exercise.exercise]
        except KeyError as error:
            raise CourseError(
                f"there are grades of {exercise.exercise}, and {lab} has no such exercise: "
                "grade again with the labs that were handed out"
            ) from error
        _save_score(score, comment, exercise)
        comment.auto_comment = _utf8(_comment(exercise) or grade.problem) or None


def _save_score(score, comment, exercise):
    """Fill in nbgrader's Grade of one exercise; its Comment is still the one of the last time."""
    score.auto_score, score.needs_manual_grade = float(exercise.points), False
    if exercise.override:
        score.manual_score = min(exercise.final, exercise.of)
        score.extra_credit = max(exercise.final - exercise.of, 0.0)
    elif (comment.auto_comment or "").startswith(CORRECTED):  # our correction, withdrawn since
        score.manual_score = score.extra_credit = None


def _comment(exercise):
    if exercise.override:
        return CORRECTED + exercise.override.reason
    if exercise.state == "not attempted":
        return "No response."  # nbgrader's own words
    return exercise.reason or exercise.hint


def _utf8(words):
    """Words that can be written: file names and answers may hold what is not UTF-8."""
    return words.encode("utf-8", "backslashreplace").decode()
