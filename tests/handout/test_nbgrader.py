"""nbgrader's own generate_assignment and autograde over our notebooks find the points of our checks."""

import contextlib
import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

from course.checks.base.core import METADATA_KEY
from course.files import labs_in

ROOT = Path(__file__).resolve().parents[2]
SOURCES = labs_in(ROOT / "solutions", ".py")
STUDENTS = ("solved", "untouched", "half")
ON_A_PUSH = "05_stateful_lstm"  # there by the half-solved student alone: each takes ten seconds
HALF_SOLVED = 3  # the half-solved student answers the first three exercises and leaves the others


def graded(name, folder, students):
    """A course with one lab as assignment and some students, autograded by nbgrader, as its Gradebook."""
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.db_url = f"sqlite:///{folder}/gradebook.db"
    config.ExecutePreprocessor.timeout = 600
    api = NbGraderAPI(config=config)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUDGET", "quick")
        here = Path(sys.executable).parent  # nbgrader calls the command alembic
        patch.setenv("PATH", f"{here}{os.pathsep}{os.environ['PATH']}")
        place = folder / "source" / name
        place.mkdir(parents=True)
        shutil.copy(ROOT / "solutions" / f"{name}.ipynb", place)
        outcome = api.generate_assignment(name)
        assert outcome["success"], outcome["log"]
        for student in students:
            target = folder / "submitted" / student / name
            target.mkdir(parents=True)
            nbformat.write(submission(student, name), target / f"{name}.ipynb")
            outcome = api.autograde(name, student)
            assert outcome["success"], outcome["log"]
    return Gradebook(config.CourseDirectory.db_url)


def submission(student, name):
    """A notebook without the demos, which cost minutes here and are run by pytest --nbval."""
    solution = nbformat.read(ROOT / "solutions" / f"{name}.ipynb", as_version=4)
    lab = nbformat.read(ROOT / "labs" / f"{name}.ipynb", as_version=4)
    for notebook in (solution, lab):
        notebook.cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    if student == "solved":
        return solution
    if student == "half":
        answers = [n for n, cell in enumerate(lab.cells) if is_answer(cell)][:HALF_SOLVED]
        for n in answers:
            lab.cells[n].source = solution.cells[n].source
    return lab


def is_answer(cell):
    return cell.metadata.get("nbgrader", {}).get("solution", False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "source, students",
    [
        (ROOT / "solutions" / f"{ON_A_PUSH}.py", STUDENTS[-1:]),
        *(
            pytest.param(
                source,
                STUDENTS if source.stem == ON_A_PUSH else STUDENTS[:1],
                marks=pytest.mark.nightly,
            )
            for source in SOURCES
        ),
    ],
    ids=lambda value: getattr(value, "stem", None),
)
def test_nbgrader_releases_our_lab_and_finds_the_points_of_our_checks(source, students, tmp_path):
    name = source.stem
    with contextlib.closing(graded(name, tmp_path, students)) as book:
        grades = {who: book.find_submission_notebook(name, name, who) for who in students}
        scores = {who: (grade.score, grade.max_score) for who, grade in grades.items()}
    released = nbformat.read(tmp_path / "release" / name / f"{name}.ipynb", as_version=4)
    lab = nbformat.read(ROOT / "labs" / f"{name}.ipynb", as_version=4)
    assert [cell.source for cell in released.cells] == [cell.source for cell in lab.cells]

    marks = [cell.metadata.get("nbgrader", {}) for cell in lab.cells]
    points = [mark["points"] for mark in marks if mark.get("grade")]
    assert name != ON_A_PUSH or len(points) > HALF_SOLVED
    wanted = {"solved": sum(points), "untouched": 0, "half": sum(points[:HALF_SOLVED])}
    assert scores == {who: (wanted[who], sum(points)) for who in students}
    for student in students:
        path = tmp_path / "autograded" / student / name / f"{name}.ipynb"
        autograded = nbformat.read(path, as_version=4)
        outputs = [output for cell in autograded.cells for output in cell.get("outputs", ())]
        ours = [output.get("metadata", {}).get(METADATA_KEY) for output in outputs]
        assert scores[student][0] == sum(result["points"] for result in ours if result)
