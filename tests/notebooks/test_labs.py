"""Which lab a notebook is, whatever became of it."""

import json
import shutil

import pytest

from course.errors import CourseError
from course.files import labs_in
from course.notebooks.labs import lab_of
from course.notebooks.parsing import parse
from tests import broken

LABS = labs_in(broken.ROOT / "labs")


def stripped(cells, *keys):
    return [{name: value for name, value in cell.items() if name not in keys} for cell in cells]


def without_setup(cells):
    return [cell for cell in cells if "from course.checks import" not in "".join(cell["source"])]


CHANGES = {
    "as handed out": lambda cells: cells,
    "no setup cell": without_setup,
    "no marks, no setup cell": lambda cells: stripped(without_setup(cells), "metadata"),
    "no ids, no marks, no setup cell": lambda cells: stripped(
        without_setup(cells), "metadata", "id"
    ),
    "only the setup cell": lambda cells: cells[:2],
    "checks of no lab": lambda cells: [
        {"cell_type": "code", "source": "from course.checks import nothing as checks"},
        *without_setup(cells),
    ],
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_a_lab_is_known(path, change, tmp_path):
    cells = CHANGES[change](broken.notebook(path.stem)["cells"])
    mine = tmp_path / "n.ipynb"
    mine.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    lab = lab_of(parse(mine.read_bytes()), mine)
    assert lab.module == path.stem[3:]
    assert lab.handed_out.setup and list(lab.handed_out.places) == list(lab.handed_out.cells)
    assert set(lab.handed_out.cells) == set(lab.checks)


@pytest.mark.parametrize(
    "source", ["print(3)", "from course.checks import nothing", "import course"]
)
def test_what_is_no_lab(source):
    notebook = parse(json.dumps({"cells": [{"cell_type": "code", "source": source}]}).encode())
    with pytest.raises(CourseError, match="x.ipynb is none of the labs"):
        lab_of(notebook, "x.ipynb")


def test_a_student_s_own_file_is_not_taken_for_the_lab_as_handed_out(tmp_path, monkeypatch):
    monkeypatch.setattr("course.notebooks.labs.ROOT", tmp_path)
    (tmp_path / "labs").mkdir()
    path = tmp_path / "labs" / LABS[0].name
    notebook = parse(LABS[0].read_bytes())
    shutil.copy(LABS[0], tmp_path / "copy.ipynb")
    assert lab_of(notebook, tmp_path / "copy.ipynb").handed_out is None
    shutil.copy(LABS[0], path)
    assert lab_of(notebook, path).handed_out is None
    assert lab_of(notebook, tmp_path / "copy.ipynb").handed_out.setup
    path.write_text("{")
    assert lab_of(notebook, tmp_path / "copy.ipynb").handed_out is None
