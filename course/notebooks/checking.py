"""Run the checks of a whole notebook in the terminal: its setup cell, its answers, its checks."""

import re
from pathlib import Path

import nbformat

from course.cells import SETUP, check_id, exercise_of, mark_of, total_points
from course.checks.base.core import METADATA_KEY
from course.errors import CourseError

CELL_SECONDS = 300


def check_notebook(path):
    """Print what every check of a notebook says, and the points; the notebook is not changed.

    Only the setup cell, the exercises and their checks run: an answer that needs another cell fails
    here as it will fail in grading.

    Args:
        path: an .ipynb file.

    Returns:
        int, 0 if all points were reached, else 1.

    Raises:
        CourseError: no such file, no notebook, no setup or no checks in it.
    """
    cells = graded_cells(path)
    ran, stopped = _run([*cells.values()], Path(path).parent)
    if failure := _failure(ran[0]):
        raise CourseError(f"the setup cell raises {failure}: copy it again from the lab")
    total = total_points(cells.values())
    reached = 0
    for cell in ran[:stopped]:
        mark, failure = mark_of(cell), _failure(cell)
        if mark["solution"] and failure:
            print(f"\n✗ {mark['grade_id']}: the answer's cell raises {failure}")
        if mark["grade"]:
            result = _result(cell) or {"points": 0.0, "lines": [("✗", _no_result(failure))]}
            reached += result["points"]
            name = exercise_of(mark["grade_id"])
            print(f"\n{name}: {result['points']:g} of {mark['points']:g} points")
            for sign, text in result["lines"]:
                print(f"  {sign} {text}")
    for name in _unchecked(cells):
        print(f"\n✗ {name}: its check cell is missing, copy it again from the lab")
    if stopped is not None:
        name = mark_of(ran[stopped])["grade_id"]
        raise CourseError(
            f"the cell of {name} never ended or ended Python itself; the rest was not run"
        )
    print(f"\n{reached:g} of {total:g} points")
    return 0 if reached == total and not _unchecked(cells) else 1


def graded_cells(path):
    """The setup cell, the exercises and the checks of a notebook, each exercise before its check.

    Args:
        path: an .ipynb file.

    Returns:
        {grade id: cell}.

    Raises:
        CourseError: no such file, no notebook, damaged marks, no setup or no checks in it.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except OSError as error:
        raise CourseError(f"cannot read {str(path)!r}: {error.strerror}") from error
    except Exception as error:  # nbformat raises a different one for every kind of damage
        raise CourseError(
            f"{path} is not a notebook that can be read: save it in Jupyter"
        ) from error
    found = {}
    for cell in notebook.cells:
        mark = mark_of(cell) if cell.cell_type == "code" else {}
        if not mark:
            continue
        if mark["grade"] and not isinstance(mark["points"], (int, float)):
            raise CourseError(f"{path}: the check {mark['grade_id']} has no points, copy it again")
        if mark["grade_id"] in found:
            raise CourseError(
                f"{path}: two cells carry the id {mark['grade_id']}, delete one of them"
            )
        found[mark["grade_id"]] = cell
    checks = [grade_id for grade_id, cell in found.items() if mark_of(cell)["grade"]]
    if not checks:
        raise CourseError(f"{path} has no checks: is it a lab?")
    if SETUP not in found:
        raise CourseError(
            f"{path} has no setup cell: copy the first code cell of the lab back into it"
        )
    ordered = {SETUP: found[SETUP]}
    for check in checks:
        exercise = exercise_of(check)
        if exercise in found:  # a student may have deleted it: its check will say what is missing
            ordered[exercise] = found[exercise]
        ordered[check] = found[check]
    return ordered | found


def _unchecked(cells):
    """Exercises whose check cell is not there."""
    answers = [grade_id for grade_id, cell in cells.items() if mark_of(cell)["solution"]]
    return [name for name in answers if check_id(name) not in cells]


def _run(cells, folder):
    """Run cells in a new kernel, going on after errors.

    Returns:
        cells, stopped: the cells with outputs, and the number of the one that took Python with it
        or never ended (None if all went well).
    """
    from tqdm import tqdm

    from course.notebooks.execution import KernelStopped, execute

    notebook = nbformat.v4.new_notebook(cells=nbformat.from_dict(cells))
    stopped = None
    with tqdm(total=len(cells), desc="checking", leave=False) as bar:

        def started(index):
            bar.update(index - bar.n)

        try:
            execute(
                notebook, folder or ".", seconds=CELL_SECONDS, allow_errors=True, started=started
            )
        except KernelStopped:
            stopped = bar.n
    return notebook.cells, stopped


def _no_result(failure):
    """Why a check's cell shows no points."""
    if failure is None:
        return "the check's cell shows no result: copy it again from the lab"
    if failure.startswith("NameError"):
        return f"{failure}: was the function renamed, or did its cell raise an error?"
    return failure


def _result(cell):
    for output in cell.outputs:
        if METADATA_KEY in output.get("metadata", {}):
            return output["metadata"][METADATA_KEY]
    return None


def _failure(cell):
    """'NameError: ... (line 3)' if the cell raised, else None."""
    from course.notebooks.execution import failing_line

    for output in cell.outputs:
        if output.output_type == "error":
            line = failing_line(output)
            place = f" (line {line})" if line else ""
            said = re.sub(r" \([^()]*\.py, line \d+\)", "", output.evalue)
            return f"{output.ename}: {said}{place}"
    return None
