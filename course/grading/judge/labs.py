"""The labs as they are graded: what is asked for, and which check judges it."""

import ast
import hashlib
import importlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import nbformat

from course.checks.base.core import Check
from course.errors import CourseError

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "labs"
LIBRARIES = ("numpy", "tensorflow", "keras")
SETUP = "setup"


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
    marked = {
        cell.metadata["nbgrader"]["grade_id"]: cell
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("grade_id")
    }
    if SETUP not in marked:
        raise CourseError(f"{path} has no setup cell: build it again")
    setup = marked[SETUP].source
    modules = _check_modules(setup)
    exercises = []
    for grade_id, cell in marked.items():
        if cell.metadata["nbgrader"].get("solution"):
            check, function = _called(marked[f"check-{grade_id}"].source, modules)
            exercises.append(Exercise(grade_id, check, function, cell.source))
    heading = next(cell.source for cell in cells if cell.cell_type == "markdown")
    return Lab(path.stem, heading.splitlines()[0].lstrip("# "), setup, tuple(exercises), path)


def _check_modules(setup):
    """{alias: module} of a setup cell's `from course.checks import module as alias`."""
    return {
        name.asname or name.name: f"course.checks.{name.name}"
        for node in ast.walk(ast.parse(setup))
        if isinstance(node, ast.ImportFrom) and node.module == "course.checks"
        for name in node.names
    }


def _called(source, modules):
    """The Check and the function's name of a check cell such as `checks.encode(encode)`."""
    call = ast.parse(source).body[-1].value
    module = importlib.import_module(modules[call.func.value.id])
    return getattr(module, call.func.attr), call.args[0].id


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
