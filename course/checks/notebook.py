"""Run the checks of a whole notebook in the terminal: its setup cell, its answers, its checks."""

from pathlib import Path

import nbformat

from course.checks.core import METADATA_KEY
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
    total = reached = 0
    for cell in _run([*cells.values()], Path(path).parent):
        meta = cell.metadata["nbgrader"]
        failure = _failure(cell)
        if meta["solution"] and failure:
            print(f"\n✗ {meta['grade_id']}: the answer's cell raises {failure}")
        if meta["grade"]:
            result = _result(cell) or {"points": 0.0, "lines": [("✗", failure)]}
            reached, total = reached + result["points"], total + meta["points"]
            name = meta["grade_id"].removeprefix("check-")
            print(f"\n{name}: {result['points']:g} of {meta['points']} points")
            for mark, text in result["lines"]:
                print(f"  {mark} {text}")
    print(f"\n{reached:g} of {total:g} points")
    return 0 if reached == total else 1


def graded_cells(path):
    """The setup cell, the exercises and the checks of a notebook, each exercise before its check.

    Args:
        path: an .ipynb file.

    Returns:
        {grade id: cell}.

    Raises:
        CourseError: no such file, no notebook, no setup or no checks in it.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except OSError as error:
        raise CourseError(f"cannot read {path}: {error.strerror}") from error
    except Exception as error:  # nbformat raises a different one for every kind of damage
        raise CourseError(f"{path} is not a notebook: save it in Jupyter and try again") from error
    found = {
        cell.metadata["nbgrader"]["grade_id"]: cell
        for cell in notebook.cells
        if cell.cell_type == "code" and "grade_id" in cell.metadata.get("nbgrader", {})
    }
    checks = [grade_id for grade_id in found if grade_id.startswith("check-")]
    if not checks or "setup" not in found:
        raise CourseError(f"{path} has no {'setup cell' if checks else 'checks'}: is it a lab?")
    ordered = {"setup": found["setup"]}
    for check in checks:
        exercise = check.removeprefix("check-")
        if exercise in found:  # a student may have deleted it: its check will say what is missing
            ordered[exercise] = found[exercise]
        ordered[check] = found[check]
    return ordered


def _run(cells, folder):
    """Run cells in a new kernel, going on after errors; returns them with their outputs."""
    from tqdm import tqdm

    from course.execution import KernelStopped, execute

    notebook = nbformat.v4.new_notebook(cells=nbformat.from_dict(cells))
    with tqdm(total=len(cells), desc="checking", leave=False) as bar:

        def started(index):
            bar.update(index - bar.n)

        try:
            execute(
                notebook, folder or ".", seconds=CELL_SECONDS, allow_errors=True, started=started
            )
        except KernelStopped as error:
            reason = str(error).strip().splitlines()[0]
            raise CourseError(f"the notebook's kernel stopped: {reason}") from error
    return notebook.cells


def _result(cell):
    for output in cell.outputs:
        if METADATA_KEY in output.get("metadata", {}):
            return output["metadata"][METADATA_KEY]
    return None


def _failure(cell):
    """'NameError: ... (line 3)' if the cell raised, else None."""
    from course.execution import failing_line

    for output in cell.outputs:
        if output.output_type == "error":
            line = failing_line(output)
            place = f" (line {line})" if line else ""
            return f"{output.ename}: {output.evalue}{place}"
    return None
