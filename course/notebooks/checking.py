"""Run the checks of a whole notebook in the terminal, as grading would: setup, answers, their checks."""

import difflib
from pathlib import Path
from typing import NamedTuple

import nbformat

from course import runtime
from course.cells import function_of
from course.checks.base.core import METADATA_KEY
from course.checks.base.limits import CELL_SECONDS
from course.checks.base.live import files_beside, say_beside
from course.errors import CourseError
from course.notebooks.answers import find_answers
from course.notebooks.labs import lab_of, near_notebooks
from course.notebooks.parsing import parse

SETUP_SECONDS = 300  # TensorFlow is loaded in it, which grading has done before
GRACE = 5  # seconds that a kernel gets to end a cell by itself, which is the friendlier way
NO_PLACE = 10**6  # of a cell that is not in the lab
ENDED = "it never ended, or ended Python itself"


class Step(NamedTuple):
    """One thing that the kernel is asked.

    Attributes:
        do: name of a function in `inside`.
        exercise: that it is about, or "".
        arguments: dict for that function.
        seconds: that it may take.
    """

    do: str
    exercise: str
    arguments: dict
    seconds: float


class Checked(NamedTuple):
    """What the check of an exercise gave.

    Attributes:
        exercise: its id.
        points, of: reached, and what a complete answer is worth.
        lines: list of (mark, text).
    """

    exercise: str
    points: float
    of: int
    lines: list


def check_notebook(path):
    """Print what every check of a notebook says, and the points; the notebook is not changed.

    Args:
        path: an .ipynb file.

    Returns:
        int, 0 if all points were reached, else 1.

    Raises:
        CourseError: as of `checked`.
    """
    results, notes = checked(path)
    for note in notes:
        print(f"note: {note}")
    for result in results:
        print(f"\n{result.exercise}: {result.points:g} of {result.of} points")
        for sign, text in result.lines:
            print(f"  {sign} {text}")
    reached, total = sum(one.points for one in results), sum(one.of for one in results)
    print(f"\n{reached:g} of {total} points")
    return 0 if reached == total else 1


def checked(path):
    """What every check of a notebook says.

    The answers are found as grading finds them, and run as grading runs them: with the setup cell and with
    what they need of other cells. The cases are those of the notebook.

    Args:
        path: an .ipynb file.

    Returns:
        results, notes: list of Checked, those that are in the notebook first; list of remarks.

    Raises:
        CourseError: no such file, no notebook, no lab, nothing to set it up with.
    """
    runtime.budget_name()  # a wrong COURSE_BUDGET is no fault of the notebook
    notebook = read(path)
    lab = lab_of(notebook, path)
    answers = find_answers(notebook, list(lab.checks))
    folder = Path(path).parent
    said = _run(_steps(path, lab, answers), folder)
    problems = said.get(("setup", "own")) or ()
    sources = [*answers.cells.values(), answers.setup or "", *(text for _, text in answers.others)]
    notes = [
        *notebook.notes,
        *answers.notes,
        *(f"line {line} of your setup cell could not run here: {text}" for line, text in problems),
        *map(say_beside, files_beside(sources, folder)),
    ]
    missing = [exercise for exercise in lab.checks if exercise not in answers.cells]
    results = []
    for exercise in [*answers.cells, *missing]:
        result, remark = _result(exercise, answers, said)
        lines = [*result["lines"], *([("!", remark)] if remark else [])]
        results.append(Checked(exercise, result["points"], lab.checks[exercise].points, lines))
    return results, notes


def read(path):
    """The Notebook in a file; raises CourseError that says what is there instead."""
    try:
        data = Path(path).read_bytes()
    except IsADirectoryError:
        raise CourseError(f"{path} is a folder: name a notebook{_such_as(path)}") from None
    except FileNotFoundError:
        raise CourseError(f"there is no file {path}: name a notebook{_such_as(path)}") from None
    except OSError as error:
        raise CourseError(f"cannot read {str(path)!r}: {error.strerror}") from error
    try:
        return parse(data)
    except CourseError as error:
        raise CourseError(f"{path}: {error}") from None


def _such_as(path):
    found = near_notebooks(path)
    near = difflib.get_close_matches(Path(path).name, [other.name for other in found], 1, 0.6)
    best = next((other for other in found if near and other.name == near[0]), None)
    best = best or (found[0] if found else None)
    return f", such as {best}" if best else " (a file that ends in .ipynb)"


def _steps(path, lab, answers):
    """The Steps that a notebook takes, in order."""
    handed_out = lab.handed_out
    setups = [("lab", handed_out and handed_out.setup), ("own", answers.setup)]
    if handed_out and answers.setup == handed_out.setup:
        setups = setups[1:]
    setups = [(name, source) for name, source in setups if source is not None]
    if not setups:
        raise CourseError(
            f"{path} has no setup cell: copy the first code cell of the lab back into it"
        )
    steps = [
        _step("setup", whose, SETUP_SECONDS, name="setup", source=source, python=answers.python)
        for whose, source in setups
    ]
    theirs = handed_out.others if handed_out else ()
    steps.append(_step("others", "", CELL_SECONDS, own=answers.others, lab=theirs))
    for exercise, source in answers.cells.items():
        check = lab.checks[exercise]
        steps.append(
            _step(
                "run",
                exercise,
                max(CELL_SECONDS, check.seconds),
                name=exercise,
                source=source,
                python=answers.python,
                place=answers.places[exercise],
                place_in_lab=handed_out.places.get(exercise, NO_PLACE) if handed_out else NO_PLACE,
            )
        )
        function = function_of(exercise)
        all_cases = check.seconds * 50  # each has its own limit
        steps.append(
            Step(
                "check",
                exercise,
                {"module": lab.module, "exercise": exercise, "function": function},
                all_cases,
            )
        )
    return steps


def _step(do, about, seconds, **arguments):
    if do != "others":
        arguments["seconds"] = seconds
    return Step(do, about, arguments, seconds)


def _run(steps, folder):
    """Take the steps in a kernel; in a new one without the step that ended the last.

    Returns:
        {(do, about): what the kernel said}; ENDED for a step that took the kernel with it.

    Raises:
        CourseError: the setup cell does so.
    """
    said, ended = {}, set()
    while todo := [step for step in steps if _is_open(step, said, ended)]:
        outputs, stopped = _kernel(todo, folder)
        for step, output in zip(todo, outputs, strict=False):
            said.setdefault((step.do, step.exercise), output)
        if stopped is None:
            return said
        step = todo[stopped]
        if step.do in ("setup", "others"):
            raise CourseError(f"the setup cell: {ENDED}; copy it again from the lab")
        said[step.do, step.exercise] = ENDED
        ended.add(step.exercise)
    return said


def _is_open(step, said, ended):
    """Whether a step is to be taken (again): what was checked is not checked twice."""
    if step.exercise in ended:
        return False
    return step.do != "check" or (step.do, step.exercise) not in said


def _kernel(steps, folder):
    """Take steps in a new kernel.

    Returns:
        outputs, stopped: what was said by the steps that came to their end; the number of the one that took
        the kernel with it, None if all went well.
    """
    from tqdm import tqdm

    from course.notebooks.execution import KernelStopped, execute

    cells = [_cell(step) for step in steps]
    notebook = nbformat.v4.new_notebook(cells=cells)
    stopped = None
    with tqdm(total=len(cells), desc="checking", leave=False) as bar:

        def started(index):
            bar.update(index - bar.n)

        try:
            execute(
                notebook,
                folder,
                seconds=lambda cell: cell.metadata["seconds"] + GRACE,
                allow_errors=True,
                started=started,
            )
        except KernelStopped:
            stopped = bar.n
    return [_output(cell) for cell in notebook.cells[:stopped]], stopped


def _cell(step):
    call = f'__import__("course.notebooks.inside", fromlist=["inside"]).{step.do}'
    source = f"{call}(**{step.arguments!r})"
    return nbformat.v4.new_code_cell(source, metadata={"seconds": step.seconds})


def _output(cell):
    for output in cell.outputs:
        if METADATA_KEY in output.get("metadata", {}):
            told = output["metadata"][METADATA_KEY]
            if "said" in told:
                return told["said"]
    return None


def _result(exercise, answers, said):
    """What the check of an exercise gave, and a remark on its cell."""
    nothing = {"points": 0.0, "lines": []}
    if exercise not in answers.cells:
        text = f"the notebook has no cell for this exercise, and none that defines {function_of(exercise)}"
        return nothing | {"lines": [("✗", text)]}, ""
    problem = said.get(("run", exercise))
    if problem == ENDED:
        return nothing | {"lines": [("✗", f"its cell: {ENDED}")]}, ""
    result = said.get(("check", exercise))
    if result == ENDED:
        return nothing | {"lines": [("✗", f"its function: {ENDED}")]}, problem
    if result is None:
        return nothing | {"lines": [("✗", "its check could not run")]}, problem
    return result, problem
