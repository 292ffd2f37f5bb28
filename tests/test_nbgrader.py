"""nbgrader's own generate_assignment and autograde over our notebooks find the points of our checks."""

import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

from course import notebooks
from course.checks.core import METADATA_KEY

ROOT = Path(__file__).resolve().parent.parent
SOURCES = notebooks.sources(ROOT)
HALF_SOLVED = 3  # the half-solved student answers the first three exercises


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """A course with our labs as assignments, three students, everything autograded by nbgrader."""
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    folder = tmp_path_factory.mktemp("nbgrader")
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.db_url = f"sqlite:///{folder}/gradebook.db"
    config.ExecutePreprocessor.timeout = 600
    api = NbGraderAPI(config=config)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUDGET", "quick")
        here = Path(sys.executable).parent  # nbgrader calls the command alembic
        patch.setenv("PATH", f"{here}{os.pathsep}{os.environ['PATH']}")
        for source in SOURCES:
            name = source.stem
            place = folder / "source" / name
            place.mkdir(parents=True)
            shutil.copy(ROOT / "solutions" / f"{name}.ipynb", place)
            outcome = api.generate_assignment(name)
            assert outcome["success"], outcome["log"]
            for student in ("solved", "untouched", "half"):
                target = folder / "submitted" / student / name
                target.mkdir(parents=True)
                nbformat.write(submission(student, name), target / f"{name}.ipynb")
                outcome = api.autograde(name, student)
                assert outcome["success"], outcome["log"]
    book = Gradebook(config.CourseDirectory.db_url)
    yield folder, book
    book.close()


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
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_nbgrader_finds_the_points_of_our_checks(gradebook, source):
    folder, book = gradebook
    name = source.stem
    grades = {
        student: book.find_submission_notebook(name, name, student)
        for student in ("solved", "untouched", "half")
    }
    assert grades["solved"].score == grades["solved"].max_score > 0
    assert grades["untouched"].score == 0
    points = [
        cell.metadata["nbgrader"]["points"]
        for cell in nbformat.read(ROOT / "labs" / f"{name}.ipynb", as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    ]
    assert grades["half"].score == sum(points[:HALF_SOLVED])
    assert grades["half"].max_score == sum(points)
    for student, grade in grades.items():
        graded = nbformat.read(
            folder / "autograded" / student / name / f"{name}.ipynb", as_version=4
        )
        outputs = [output for cell in graded.cells for output in cell.get("outputs", ())]
        ours = [output.get("metadata", {}).get(METADATA_KEY) for output in outputs]
        assert grade.score == sum(result["points"] for result in ours if result)


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_nbgrader_s_release_version_is_our_lab(gradebook, source):
    folder, _ = gradebook
    name = source.stem
    released = nbformat.read(folder / "release" / name / f"{name}.ipynb", as_version=4)
    lab = nbformat.read(ROOT / "labs" / f"{name}.ipynb", as_version=4)
    assert [cell.source for cell in released.cells] == [cell.source for cell in lab.cells]
