"""The labs as they are graded: what is asked for, and which check judges it."""

from pathlib import Path
from typing import NamedTuple

from course.cells import SETUP, check_call, check_id, grade_id_of, mark_of
from course.checks.base.core import Check
from course.errors import CourseError
from course.files import ROOT, labs_in
from course.notebooks.naming import lab_named
from course.notebooks.parsing import parse
from course.notebooks.parts import source_of

FOLDER = ROOT / "labs"


class Exercise(NamedTuple):
    """One exercise: its id, its Check, the name of the function that is asked for, the unsolved cell."""

    id: str
    check: Check
    function: str
    stub: str


class Lab(NamedTuple):
    """One lab: its name and title, the source of its setup cell, its exercises in order, the file.

    `others` are (place, source) of the code cells that are neither setup, answer nor check: an answer may
    use what they define. `places` are those of the answers, {exercise id: place}.
    """

    name: str
    title: str
    setup: str
    exercises: tuple
    path: Path
    others: tuple = ()
    places: dict = {}

    @property
    def exercise_ids(self):
        return [exercise.id for exercise in self.exercises]


def load_labs(names=(), folder=FOLDER):
    """The labs that can be graded.

    Args:
        names: of the labs wanted, as `lab_named` knows them; all of them by default.
        folder: where the notebooks lie.

    Returns:
        {name: Lab}, in order.

    Raises:
        CourseError: there is no such lab, or one cannot be read.
    """
    found = {path.stem: path for path in labs_in(folder)}
    names = [lab_named(name, found) for name in names]
    if not found:
        raise CourseError(f"there are no labs in {folder}: grading needs them and their checks")
    return {name: _lab(found[name]) for name in names or found}


def _lab(path):
    try:
        cells = parse(path.read_bytes()).cells  # importing nbformat takes a second
    except (OSError, CourseError) as error:
        raise CourseError(f"{path} cannot be read: build it again") from error
    marked = {grade_id: cell for cell in cells if (grade_id := grade_id_of(cell))}
    if SETUP not in marked:
        raise CourseError(f"{path} has no setup cell: build it again")
    setup = source_of(marked[SETUP])
    exercises = []
    for grade_id, cell in marked.items():
        if mark_of(cell)["solution"]:
            check, function = check_call(source_of(marked[check_id(grade_id)]), setup)
            exercises.append(Exercise(grade_id, check, function, source_of(cell)))
    places = {
        grade_id: place for place, cell in enumerate(cells) if (grade_id := grade_id_of(cell))
    }
    others = [
        (place, source_of(cell))
        for place, cell in enumerate(cells)
        if cell.get("cell_type") == "code" and not mark_of(cell)
    ]
    heading = next(source_of(cell) for cell in cells if cell.get("cell_type") == "markdown")
    title = heading.splitlines()[0].lstrip("# ")
    return Lab(path.stem, title, setup, tuple(exercises), path, tuple(others), places)
