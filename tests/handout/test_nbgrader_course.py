"""An exported course, as nbgrader itself takes it."""

import os
import sys
from pathlib import Path

import nbformat
import pytest

from course.authoring.sources import solved
from course.errors import CourseError
from course.files import labs_in
from course.handout import nbgrader_course

ROOT = Path(__file__).resolve().parents[2]
LABS = [source.stem for source in labs_in(ROOT / "solutions", ".py")]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    return nbgrader_course.export(ROOT, tmp_path_factory.mktemp("export") / "course")


def api_of(folder):
    """nbgrader as the exported configuration sets it up."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder)
    return NbGraderAPI(config=config)


def test_all_labs_are_there_solved_and_without_outputs(exported):
    files = {
        path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()
    }
    sources = {f"source/{lab}/{lab}.ipynb" for lab in LABS}
    assert files == {"nbgrader_config.py", "README.md"} | sources
    for lab in LABS:
        notebook = nbformat.read(exported / "source" / lab / f"{lab}.ipynb", as_version=4)
        assert notebook == solved(ROOT / "solutions" / f"{lab}.py")
        assert all(not cell.get("outputs") for cell in notebook.cells)


@pytest.mark.slow
def test_nbgrader_releases_the_lab_that_we_hand_out(exported, monkeypatch):
    lab = LABS[-1]
    monkeypatch.setenv("COURSE_BUDGET", "full")  # the configuration would set it for all tests
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    api = api_of(exported)
    assert api.course_id == "sequence_learning"
    assert api.get_source_assignments() == set(LABS)
    outcome = api.generate_assignment(lab)
    assert outcome["success"], outcome["log"]
    released = nbformat.read(exported / "release" / lab / f"{lab}.ipynb", as_version=4)
    ours = nbformat.read(ROOT / "labs" / f"{lab}.ipynb", as_version=4)
    assert [seen(cell) for cell in released.cells] == [seen(cell) for cell in ours.cells]
    with api.gradebook as book:
        points = [cell.metadata.get("nbgrader", {}).get("points", 0) for cell in ours.cells]
        assert book.find_assignment(lab).max_score == sum(points) > 0


def seen(cell):
    """A cell as students and nbgrader see it; nbgrader adds checksums and locks cells against editing."""
    marks = {name: value for name, value in cell.metadata.get("nbgrader", {}).items()}
    marks.pop("checksum", None)
    marks.pop("cell_type", None)
    tags = cell.metadata.get("tags", [])
    return cell.cell_type, cell.id, cell.source, cell.get("outputs"), tags, marks


def test_the_configuration_makes_trainings_short(exported, monkeypatch):
    monkeypatch.setenv("COURSE_BUDGET", "full")  # so that it is restored afterwards
    monkeypatch.delenv("COURSE_BUDGET")
    api_of(exported)
    assert os.environ["COURSE_BUDGET"] == "quick"


def test_a_folder_with_something_in_it_stays(tmp_path):
    (tmp_path / "gradebook.db").write_text("grades")
    for folder, said in (
        (tmp_path, "is not empty"),
        (tmp_path / "gradebook.db", "is a file: name a"),
    ):
        with pytest.raises(CourseError, match=said):
            nbgrader_course.export(ROOT, folder)
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]
    assert (tmp_path / "gradebook.db").read_text() == "grades"


def test_an_empty_folder_is_filled(tmp_path):
    assert nbgrader_course.export(ROOT, tmp_path) == tmp_path
    assert (tmp_path / "nbgrader_config.py").exists()


def test_without_sources(tmp_path):
    with pytest.raises(CourseError, match="no labs"):
        nbgrader_course.export(tmp_path, tmp_path / "course")
