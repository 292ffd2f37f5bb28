"""nbgrader's gradebook with our grades in it, read back by nbgrader."""

import os
import shutil
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from course.authoring.sources import solved, unsolved
from course.checks import Check
from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission
from course.grading.results import gradebook

SOURCE = """# %% [markdown]
# # A small lab

# %% setup=true
from course.checks import small as checks


# %% exercise="half"
def half(x):
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION


# %% check="half"
checks.half(half)


# %% exercise="third"
def third(x):
    ### BEGIN SOLUTION
    return x / 3
    ### END SOLUTION


# %% check="third"
checks.third(third)
"""
OF = {"half": 2, "third": 3}


@pytest.fixture
def labs(tmp_path, monkeypatch):
    """A folder of two labs with the same exercises, whose checks are never asked."""
    checks = {name: Check(name, points, cases=None) for name, points in OF.items()}
    checks["quarter"] = Check("quarter", OF["third"], cases=None)
    monkeypatch.setitem(sys.modules, "course.checks.small", SimpleNamespace(**checks))
    (tmp_path / "labs").mkdir()
    for name in ("77_small", "78_other"):
        write_lab(tmp_path / "labs", name, SOURCE)
    return tmp_path / "labs"


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A gradebook without anything in it: nbgrader takes seconds to make one."""
    file = tmp_path_factory.mktemp("empty") / "gradebook.db"
    gradebook.write_gradebook(file, [], file.parent)
    return file


@pytest.fixture
def file(tmp_path, empty):
    (tmp_path / "course").mkdir()
    return shutil.copy(empty, tmp_path / "course" / "gradebook.db")


def write_lab(folder, name, text):
    source = folder.parent / name / f"{name}.py"  # apart: labs side by side share no exercise
    source.parent.mkdir(exist_ok=True)
    source.write_text(text)
    nbformat.write(unsolved(solved(source)), folder / f"{name}.ipynb")


def lab_grade(student, *points, lab="77_small", name="", **about):
    exercises = tuple(
        ExerciseGrade(exercise, of=of, points=reached, state="right" if reached == of else "wrong")
        for (exercise, of), reached in zip(OF.items(), points, strict=True)
    )
    submission = Submission(student, lab, f"{student}.ipynb", name=name)
    return LabGrade(submission, exercises=exercises, **about)


def changed(grade, **fields):
    """The grade with its first exercise changed."""
    first, *others = grade.exercises
    return replace(grade, exercises=(replace(first, **fields), *others))


def correction(points):
    return Override(points, "a second look", "2025-01-01T00:00:00")


def opened(file):
    from nbgrader.api import Gradebook

    return Gradebook(f"sqlite:///{file}")


def read(file, lab="77_small"):
    """{student: {exercise: (score, automatic score, manual score, extra credit, comment)}}."""
    with opened(file) as book:
        table = {}
        for submission in book.assignment_submissions(lab):
            [notebook] = submission.notebooks
            comments = {comment.name: comment.comment for comment in notebook.comments}
            table[submission.student.id] = {
                (name := grade.name.removeprefix("check-")): (
                    grade.score, grade.auto_score, grade.manual_score, grade.extra_credit, comments[name]
                )
                for grade in notebook.grades
            }  # fmt: skip
        return table


def content(file):
    """All rows of the gradebook's tables, without those that say nothing of grades."""
    database = sqlite3.connect(file)
    tables = [
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    return {name: sorted(map(repr, database.execute(f"SELECT * FROM {name}"))) for name in tables}


@pytest.mark.slow
def test_nbgrader_reads_the_points_back(file, labs):
    grades = [
        lab_grade("ada", 2, 1.5, name="Ada King Lovelace"),
        lab_grade("bob", 0, 0),
        lab_grade("ada", 1, 3, lab="78_other"),
    ]
    gradebook.write_gradebook(file, grades, labs)
    with opened(file) as book:
        assert [assignment.name for assignment in book.assignments] == ["77_small", "78_other"]
        assert book.find_assignment("77_small").max_score == 5
        scores = {who: book.find_submission("77_small", who).score for who in ("ada", "bob")}
        assert scores == {"ada": 3.5, "bob": 0}
        assert book.find_submission("78_other", "ada").score == 4
        assert book.average_assignment_score("77_small") == 1.75
        ada, bob = book.find_student("ada"), book.find_student("bob")
        assert (ada.first_name, ada.last_name, ada.score) == ("Ada King", "Lovelace", 7.5)
        assert (bob.first_name, bob.last_name) == (None, None)
        assert not any(entry["needs_manual_grade"] for entry in book.submission_dicts("77_small"))
        [half] = [cell for cell in book.find_notebook("77_small", "77_small").solution_cells][:1]
        assert half.name == "half"


@pytest.mark.slow
def test_writing_again_changes_nothing(file, labs):
    grades = [lab_grade("ada", 2, 1.5), changed(lab_grade("bob", 0, 0), override=correction(1))]
    gradebook.write_gradebook(file, grades, labs)
    before = content(file)
    assert before["grade"] and before["comment"] and before["source_cell"]
    gradebook.write_gradebook(file, grades, labs)
    assert content(file) == before


def test_writing_again_updates(file, labs):
    gradebook.write_gradebook(file, [lab_grade("ada", 0, 1), lab_grade("bob", 1, 1)], labs)
    gradebook.write_gradebook(file, [lab_grade("ada", 2, 3), lab_grade("eve", 0, 3)], labs)
    totals = {who: sum(score[0] for score in theirs.values()) for who, theirs in read(file).items()}
    assert totals == {"ada": 5, "bob": 2, "eve": 3}


@pytest.mark.parametrize("points, manual, extra", [(1.5, 1.5, 0), (0, 0, 0), (2.5, 2, 0.5)])
def test_a_correction_by_hand_is_a_manual_score(file, labs, points, manual, extra):
    graded = lab_grade("ada", 1, 3)
    gradebook.write_gradebook(file, [changed(graded, override=correction(points))], labs)
    comment = "Corrected by hand: a second look"
    assert read(file)["ada"]["half"] == (points, 1, manual, extra, comment)
    gradebook.write_gradebook(file, [graded], labs)
    assert read(file)["ada"]["half"] == (1, 1, None, None, None)


def test_a_score_given_in_formgrader_stays(file, labs):
    graded = lab_grade("ada", 1, 3)
    gradebook.write_gradebook(file, [graded], labs)
    with opened(file) as book:
        book.find_grade("check-half", "77_small", "77_small", "ada").manual_score = 1.75
        book.find_comment("half", "77_small", "77_small", "ada").manual_comment = "nearly"
        book.db.commit()
    gradebook.write_gradebook(file, [changed(graded, points=0.5)], labs)
    assert read(file)["ada"]["half"] == (1.75, 0.5, 1.75, None, "nearly")
    gradebook.write_gradebook(file, [changed(graded, override=correction(2))], labs)
    assert read(file)["ada"]["half"][:4] == (2, 1, 2, 0)


def test_names_given_in_formgrader_stay(file, labs):
    gradebook.write_gradebook(file, [lab_grade("ada", 1, 3, name="ada l")], labs)
    with opened(file) as book:
        book.update_or_create_student("ada", first_name="Ada", last_name="Lovelace")
    gradebook.write_gradebook(file, [lab_grade("ada", 1, 3, name="ada l")], labs)
    with opened(file) as book:
        assert book.find_student("ada").first_name == "Ada"


def test_comments_say_why(file, labs):
    grades = [
        changed(lab_grade("empty", 0, 3), state="not attempted"),
        changed(lab_grade("slow", 0, 3), state="timeout", reason="it took 10 s"),
        changed(lab_grade("wrong", 0, 3), hint="a bias is missing"),
        changed(lab_grade("odd", 0, 3), reason="NameError: \udcfc"),
        lab_grade("picture", 0, 0, state="unreadable", problem="it is a picture"),
        lab_grade("right", 2, 3),
    ]
    gradebook.write_gradebook(file, grades, labs)
    comments = {who: scores["half"][-1] for who, scores in read(file).items()}
    assert comments == {
        "empty": "No response.",
        "slow": "it took 10 s",
        "wrong": "a bias is missing",
        "odd": "NameError: \\udcfc",
        "picture": "it is a picture",
        "right": None,
    }


def test_what_is_still_to_be_graded_is_left_out(file, labs):
    fault = lab_grade("bob", 0, 0, state="fault", problem="no disk")
    gradebook.write_gradebook(file, [lab_grade("ada", 2, 3), fault], labs)
    assert set(read(file)) == {"ada"}


def test_a_name_that_is_no_utf_8(file, labs):
    gradebook.write_gradebook(file, [lab_grade("J\udcfcrg", 2, 3, name="J\udcfcrg")], labs)
    assert set(read(file)) == {"J\\udcfcrg"}


# formgrader


@pytest.fixture
def nbgrader(tmp_path, labs, monkeypatch):
    """nbgrader's course with the small lab, as formgrader sees it."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for name in ("77_small", "78_other"):
        (tmp_path / "course" / "source" / name).mkdir(parents=True)
        master = solved(tmp_path / name / f"{name}.py")
        nbformat.write(master, tmp_path / "course" / "source" / name / f"{name}.ipynb")
    config = Config()
    config.CourseDirectory.root = str(tmp_path / "course")
    config.CourseDirectory.course_id = "sequence_learning"
    return NbGraderAPI(config=config)


def test_formgrader_shows_the_scores(file, labs, nbgrader):
    grades = [lab_grade("ada", 2, 1.5), changed(lab_grade("bob", 0, 0), override=correction(2.5))]
    gradebook.write_gradebook(file, grades, labs)
    small, other = nbgrader.get_assignments()
    assert (small["name"], small["average_score"], small["max_score"]) == ("77_small", 3, 5)
    assert small["average_code_score"] == 3
    assert (other["name"], other["average_score"]) == ("78_other", 0)
    [notebook] = nbgrader.get_notebooks("77_small")
    assert (notebook["average_score"], notebook["needs_manual_grade"]) == (3, False)
    submissions = {entry["student"]: entry for entry in nbgrader.get_submissions("77_small")}
    assert {who: entry["score"] for who, entry in submissions.items()} == {"ada": 3.5, "bob": 2.5}
    assert all(entry["max_score"] == 5 and entry["autograded"] for entry in submissions.values())
    totals = {student["id"]: student["score"] for student in nbgrader.get_students()}
    assert totals == {"ada": 3.5, "bob": 2.5}


def test_nbgrader_goes_on_with_the_gradebook(file, labs, nbgrader):
    gradebook.write_gradebook(file, [lab_grade("ada", 2, 1.5)], labs)
    cells = content(file)["source_cell"]
    outcome = nbgrader.generate_assignment("77_small")  # it would refuse other cells
    assert outcome["success"], outcome["log"]
    assert content(file)["source_cell"] == cells
    gradebook.write_gradebook(file, [lab_grade("ada", 2, 3)], labs)
    assert nbgrader.get_assignment("77_small")["average_score"] == 5


# refusals


def test_without_nbgrader(tmp_path, labs, monkeypatch):
    monkeypatch.setitem(sys.modules, "nbgrader.api", None)
    with pytest.raises(CourseError, match="needs nbgrader.*pip install"):
        gradebook.write_gradebook(tmp_path / "gradebook.db", [lab_grade("ada", 2, 3)], labs)
    assert not (tmp_path / "gradebook.db").exists()


@pytest.mark.slow
def test_the_command_alembic_need_not_be_on_the_path(tmp_path, labs, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    file = tmp_path / "new" / "gradebook.db"
    gradebook.write_gradebook(file, [lab_grade("ada", 2, 3)], labs)
    assert os.environ["PATH"] == "/nowhere"
    assert content(file)["alembic_version"]


def write_notes(file):
    file.write_text("my notes, which are longer than the header of a database, and none")


def write_database(file):
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE photos (name TEXT)")


def write_old_gradebook(file):
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE submitted_assignment (id TEXT)")
        database.execute("CREATE TABLE assignment (id TEXT)")


@pytest.mark.parametrize(
    "make, message",
    [
        (write_notes, "is not an nbgrader gradebook"),
        (write_database, "is not an nbgrader gradebook"),
        (write_old_gradebook, "cannot write to .*nbgrader db upgrade"),
        (Path.mkdir, "gradebook.db"),
    ],
)
def test_another_file_stays_as_it_is(tmp_path, labs, make, message):
    file = tmp_path / "gradebook.db"
    make(file)
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(CourseError, match=message):
        gradebook.write_gradebook(file, [lab_grade("ada", 2, 3)], labs)
    assert (file.read_bytes() if file.is_file() else None) == before
    assert not list(tmp_path.glob(".part-*"))


def test_a_lab_that_is_no_notebook(file, labs):
    (labs / "77_small.ipynb").write_text("a picture")
    with pytest.raises(CourseError, match="77_small.ipynb is not a notebook"):
        gradebook.write_gradebook(file, [lab_grade("ada", 2, 3)], labs)


def test_a_lab_that_is_not_there(file, labs):
    with pytest.raises(CourseError, match="99_none.ipynb is not there"):
        gradebook.write_gradebook(file, [lab_grade("ada", 2, 3, lab="99_none")], labs)


def test_an_exercise_that_is_not_there(file, labs):
    before = content(file)
    grade = changed(lab_grade("ada", 2, 3), exercise="quarter")
    with pytest.raises(CourseError, match="grades of quarter, and 77_small has no such exercise"):
        gradebook.write_gradebook(file, [grade], labs)
    assert content(file) == before


def test_a_lab_that_changed_since(file, labs):
    gradebook.write_gradebook(file, [lab_grade("ada", 2, 3)], labs)
    before = read(file)
    write_lab(labs, "77_small", SOURCE.replace("third", "quarter"))
    with pytest.raises(
        CourseError, match="different exercises from those the lab has now: name a new file"
    ):
        gradebook.write_gradebook(file, [lab_grade("ada", 1, 1)], labs)
    assert read(file) == before
