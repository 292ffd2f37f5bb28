"""How a marked cell looks: the one place that knows it, for the builder, `course check` and grading.

A lab's notebook has one setup cell, and for each exercise a cell with the answer and a cell with its check.
They carry nbgrader's metadata (schema 3) and, in it, an id: `setup`, `encode`, `check-encode`. A check cell is
one call, `checks.encode(encode)`: of a Check, with the student's function. The function is called after the
exercise, `exact_match` after `exact-match`, so that an answer is found even where its cell has lost the mark.
"""

import ast
import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from course.errors import CourseError

SETUP = "setup"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")  # what nbgrader itself would put there
# How the setup cell of a released lab begins: a hosted notebook gets the course, anywhere else nothing happens.
INSTALL = """\
def install_course():  # for a hosted notebook; where the course is installed, it does nothing
    import importlib.util
    import subprocess
    import sys

    if importlib.util.find_spec("course"):
        return
    print("Installing the course, about a minute ...", flush=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-color"]
    course = "{requirement}"
    run = subprocess.run([*pip, "install", "--quiet", course], capture_output=True, text=True)
    if run.returncode:
        why = run.stderr.strip().rpartition("\\n")[2][:300]
        problem = RuntimeError(
            f"The course could not be installed: {{why}}\\n"
            "Let this notebook use the internet and run this cell again, or take the labs to your "
            "own computer: {url} says how."
        )
        problem._render_traceback_ = lambda: [str(problem)]  # a sentence is enough
        raise problem
    importlib.invalidate_caches()
    print("The course is installed.")


install_course()"""
_INSTALLS = re.compile(
    r"^def install_course\(\):.*\n(?:(?:[ \t].*)?\n)*install_course\(\)[ \t]*$", re.MULTILINE
)
_CHECK = "check-"
_NBGRADER = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}


class CheckCall(NamedTuple):
    """What a check cell calls.

    Attributes:
        check: the Check.
        function: name of the student's function that it is called with.
    """

    check: Any
    function: str


def setup_metadata() -> dict[str, Any]:
    """nbgrader's metadata of the setup cell."""
    return _NBGRADER | {"grade_id": SETUP, "locked": True}


def exercise_metadata(exercise: str) -> dict[str, Any]:
    """nbgrader's metadata of an answer's cell."""
    return _NBGRADER | {"grade_id": exercise, "solution": True}


def check_metadata(exercise: str, points: int) -> dict[str, Any]:
    """nbgrader's metadata of a check's cell."""
    return _NBGRADER | {
        "grade_id": check_id(exercise),
        "locked": True,
        "grade": True,
        "points": points,
    }


def check_id(exercise: str) -> str:
    """The id of the cell that checks an exercise."""
    return _CHECK + exercise


def exercise_of(grade_id: str) -> str:
    """The exercise that a cell with this id belongs to: its answer or its check."""
    return grade_id.removeprefix(_CHECK)


def function_of(exercise: str) -> str:
    """The name of the function that an exercise asks for: `exact-match` asks for exact_match."""
    return exercise.replace("-", "_")


def is_check_id(grade_id: str) -> bool:
    return grade_id.startswith(_CHECK)


def mark_of(cell: Mapping) -> dict[str, Any]:
    """nbgrader's metadata of a cell with what may be missing in it; {} for any other cell.

    Args:
        cell: a NotebookNode or a dict, of whatever a student's file holds.

    Returns:
        dict with at least grade_id (str), grade, solution and points, or an empty one.
    """
    mark: Any = cell
    for key in ("metadata", "nbgrader"):
        mark = mark.get(key) if isinstance(mark, Mapping) else None
    if not isinstance(mark, Mapping) or not isinstance(mark.get("grade_id"), str):
        return {}
    return {"grade": False, "solution": False, "points": None} | dict(mark)


def grade_id_of(cell: Mapping) -> str:
    """The id in a cell's mark, "" if it has none."""
    return mark_of(cell).get("grade_id", "")


def total_points(cells: Iterable[Mapping]) -> int:
    """Points of all checks among some cells."""
    return sum(mark["points"] or 0 for mark in map(mark_of, cells) if mark and mark["grade"])


def without_install(source: str) -> str:
    """A setup cell without what installs the course in a hosted notebook; line by line the same."""
    return _INSTALLS.sub(lambda found: "\n" * found[0].count("\n"), source, count=1)


def stubbed(source: str) -> str:
    """A cell as a student gets it: each solution replaced by a stub at the solution's indentation."""
    lines: list[str] = []
    inside = False
    for line in source.splitlines():
        if line.strip() == BEGIN:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + stub for stub in STUB]
        elif line.strip() == END:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def solution_lines(source: str, refuse: Callable) -> list[int]:
    """Line numbers, from 1, of a cell's BEGIN marks.

    Args:
        source: of the cell.
        refuse: called with (reason, line) for a mark that is nested, not closed, without a beginning or
            misspelt; it raises.
    """
    begins: list[int] = []
    inside = False
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() not in (BEGIN, END):
            if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
                refuse(f"write the mark as {BEGIN} or {END} on a line of its own", number)
        elif (line.strip() == BEGIN) == inside:
            refuse(f"{line.strip()} {'inside a solution' if inside else 'without a begin'}", number)
        else:
            inside = not inside
            begins += [number] if inside else []
    if inside:
        refuse(f"{BEGIN} is not followed by {END}", begins[-1])
    return begins


def check_call(source: str, setup: str) -> CheckCall:
    """What a check cell calls.

    Args:
        source: of the check cell, such as `checks.encode(encode)`.
        setup: source of the setup cell, which has `from course.checks import LAB as checks`.

    Returns:
        CheckCall.

    Raises:
        CourseError: the cell is not one call of a Check that exists, with one function.
    """
    try:
        (statement,) = ast.parse(source).body
        call: Any = statement.value  # type: ignore[attr-defined]
        alias, name, (argument,) = call.func.value.id, call.func.attr, call.args
        function = argument.id
    except (SyntaxError, ValueError, AttributeError):
        raise CourseError(
            "a check is one call of a Check with the answer's function, such as "
            f"checks.encode(encode); got {source.strip()[:80]!r}"
        ) from None
    modules = _check_modules(setup)
    if alias not in modules:
        raise CourseError(
            f"{alias} is not known: the setup cell needs a line  from course.checks import LAB as {alias}"
        )
    try:
        return CheckCall(getattr(importlib.import_module(modules[alias]), name), function)
    except (ImportError, AttributeError) as error:
        raise CourseError(f"there is no check {alias}.{name}: {error}") from error


def _check_modules(setup: str) -> dict[str, str]:
    """{alias: module} of a setup cell's `from course.checks import module as alias`."""
    return {
        name.asname or name.name: f"course.checks.{name.name}"
        for node in ast.walk(ast.parse(setup))
        if isinstance(node, ast.ImportFrom) and node.module == "course.checks"
        for name in node.names
    }
