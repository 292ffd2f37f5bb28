"""What a lab's source may be called and contain: rules that need no run, so that the build tells in seconds."""

import ast
import builtins
import difflib
import re
from collections import Counter
from pathlib import Path

from course import cells as marked_cells
from course.checks.base.names import names_of
from course.errors import CourseError

TAGS = (  # what the builder and nbval know
    "picture",
    "nbval-ignore-output",
    "nbval-skip",
    "nbval-check-output",
    "nbval-raises-exception",
    "raises-exception",
)
_LAB = re.compile(r"\d\d_[a-z][a-z0-9_]*")
_EXERCISE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NUMBERED = re.compile(r"^#+ .*?\bExercise (\d+)\b", re.MULTILINE)
_MARKED = re.compile(r'^# %%.*\bexercise="([^"\n]+)"', re.MULTILINE)
SHELL = {"display", "get_ipython", "In", "Out", "_", "__", "___"}  # what a notebook's kernel brings


def names_of_labs(paths):
    """The sources as {name: path}.

    Args:
        paths: of all sources, in order.

    Raises:
        CourseError: a name that notebooks, checks and tests could not share, or a number used twice.
    """
    found = {path.stem: path for path in paths}
    for name, path in found.items():
        if problem := wrong_lab(name):
            raise CourseError(f"{path}: {problem}")
    counted = Counter(name[:2] for name in found)
    for number, count in counted.items():
        if count > 1:
            twice = [str(path) for name, path in found.items() if name[:2] == number]
            raise CourseError(f"number {number} is used twice: {' and '.join(twice)}; rename one")
    return found


def wrong_lab(name):
    """Why a lab cannot be called so, in words, or ""."""
    if _LAB.fullmatch(name):
        return ""
    return (
        f"a lab is called NN_name, two digits and a name in small letters (a-z, 0-9, _), such as 15_echo; "
        f"got {name!r}"
    )


def wrong_exercise(name):
    """Why an exercise cannot be called so, in words, or ""."""
    if _EXERCISE.fullmatch(name):
        return ""
    return f"an exercise is called in small letters, with - between words, such as exact-match; got {name!r}"


def wrong_tag(tags):
    """Why a cell's tags mean nothing here, in words, or ""."""
    for tag in tags:
        if tag not in TAGS:
            close = difflib.get_close_matches(str(tag), TAGS, n=1)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(TAGS)}"
            return f"there is no tag {tag!r}; {hint}"
    return ""


def exercise_elsewhere(source, exercise):
    """The source of an earlier lab that has an exercise of this name already, or None."""
    for path in sorted(Path(source).parent.glob("[0-9]*.py")):
        if path.name < Path(source).name:
            if exercise in _MARKED.findall(path.read_text(encoding="utf-8", errors="replace")):
                return path
    return None


def numbers_of_exercises(text):
    """The numbers that the headings of a text cell give exercises, with their lines: list of (line, int)."""
    return [
        (text.count("\n", 0, found.start()) + 1, int(found[1]))
        for found in _NUMBERED.finditer(text)
    ]


def not_its_own(cell, setup, others):
    """What an answer takes from cells that are not there when it is graded.

    Args:
        cell: source of an exercise, with its solution.
        setup: source of the setup cell.
        others: list of (line, source) of the other code cells.

    Returns:
        (line in the cell, complaint) of the first such name, or None.
    """
    tree = ast.parse(cell)
    given, own = names_of(ast.parse(setup).body), names_of(tree.body)
    if _takes_all(setup):
        return None
    known = given.binds | own.binds | set(dir(builtins)) | SHELL
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in (own.eager | own.lazy) - known:
            where = [line for line, source in others if node.id in _binds(source)]
            by = f"which the cell in line {where[-1]} defines" if where else "which nothing defines"
            return node.lineno, (
                f"the answer uses {node.id}, {by}: an exercise relies on the setup cell and its own alone"
            )
    return None


def _takes_all(source):
    """Whether it imports names that only a run can tell."""
    return any(
        isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
        for node in ast.walk(ast.parse(source))
    )


def _binds(source):
    try:
        return names_of(ast.parse(marked_cells.stubbed(source)).body).binds
    except SyntaxError:  # told where that cell is read
        return frozenset()
