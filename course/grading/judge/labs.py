"""The labs as they are graded: what is asked for, and which check judges it."""

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import nbformat

from course.cells import SETUP, check_call, check_id, grade_id_of, mark_of
from course.checks.base.core import Check
from course.errors import CourseError
from course.files import ROOT

FOLDER = ROOT / "labs"
LIBRARIES = ("numpy", "tensorflow", "keras")


class Exercise(NamedTuple):
    """One exercise: its id, its Check, the name of the function that is asked for, the unsolved cell."""

    id: str
    check: Check
    function: str
    stub: str


class Lab(NamedTuple):
    """One lab: its name and title, the source of its setup cell, its exercises in order, the file."""

    name: str
    title: str
    setup: str
    exercises: tuple
    path: Path

    @property
    def exercise_ids(self):
        return [exercise.id for exercise in self.exercises]


def load_labs(names=(), folder=FOLDER):
    """The labs that can be graded.

    Args:
        names: of the labs wanted; all of them by default.
        folder: where the notebooks lie.

    Returns:
        {name: Lab}, in order.

    Raises:
        CourseError: there is no such lab, or one cannot be read.
    """
    found = {path.stem: path for path in sorted(Path(folder).glob("[0-9]*.ipynb"))}
    for name in names:
        demand_lab(name, found)
    if not found:
        raise CourseError(f"there are no labs in {folder}: grading needs them and their checks")
    return {name: _lab(found[name]) for name in names or found}


def demand_lab(name, labs):
    """Raise CourseError if `name` is none of the labs."""
    if name not in labs:
        raise CourseError(f"there is no lab {name}; there are: {', '.join(labs) or 'none'}")


def _lab(path):
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception as error:  # nbformat raises a different one for every kind of damage
        raise CourseError(f"{path} cannot be read: build it again") from error
    marked = {grade_id: cell for cell in cells if (grade_id := grade_id_of(cell))}
    if SETUP not in marked:
        raise CourseError(f"{path} has no setup cell: build it again")
    setup = marked[SETUP].source
    exercises = []
    for grade_id, cell in marked.items():
        if mark_of(cell)["solution"]:
            check, function = check_call(marked[check_id(grade_id)].source, setup)
            exercises.append(Exercise(grade_id, check, function, cell.source))
    heading = next(cell.source for cell in cells if cell.cell_type == "markdown")
    return Lab(path.stem, heading.splitlines()[0].lstrip("# "), setup, tuple(exercises), path)


def fingerprint(lab):
    """What a grade depends on beside the answers: checks, lab and versions, as a hash."""
    digest = hashlib.sha256()
    package = ROOT / "course"
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".yaml", ".csv") and "demos" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    cells = [lab.setup, *(exercise.stub for exercise in lab.exercises)]
    versions = [platform.python_version(), *map(version, LIBRARIES)]
    digest.update(json.dumps([lab.name, cells, versions]).encode())
    return digest.hexdigest()
