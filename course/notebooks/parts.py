"""The code cells of a notebook, and what each of them is: setup, answer, check, or something else."""

import re
from typing import NamedTuple

from course.cells import SETUP, check_id, function_of, grade_id_of
from course.notebooks import outline

SOURCE = 200_000  # bytes of a cell; a longer one does not count
_IMPORTS_CHECKS = re.compile(r"^from[ \t]+course\.checks[ \t]+import\b", re.MULTILINE)
_CALLS_CHECK = re.compile(r"\s*\w+\.(\w+)\(\s*\w+\s*\)\s*;?\s*")
_KINDS = {"markdown": "text", "raw": "raw"}


class Part(NamedTuple):
    """A code cell.

    Attributes:
        place: in the notebook, from 0.
        name: what it is, an id, by its mark, its own id or what it says; "" if nothing tells it.
        marked: whether a mark tells it.
        source: its text.
        code: the same without texts and comments, "" if it has nothing to do with any exercise.
    """

    place: int
    name: str
    marked: bool
    source: str
    code: str


def parts_of(cells, exercises):
    """The code cells that can count.

    Args:
        cells: as in `parsing.Notebook`.
        exercises: ids of the lab's exercises.

    Returns:
        parts, unusable: list of Part; {id: what is wrong} of marked cells that cannot count.
    """
    known = known_ids(exercises)
    functions = [function_of(exercise) for exercise in exercises]
    parts, unusable = [], {}
    for place, cell in enumerate(cells):
        mark, own, source = grade_id_of(cell), _own_id(cell), source_of(cell)
        name = mark if mark in known else own if own in known else ""
        if problem := _problem(cell.get("cell_type"), source):
            if name:
                unusable[name] = problem
            continue
        name = name or _called(source, known)
        concerned = name or any(function in source for function in functions)
        code = outline.code_of(source) if concerned else ""
        parts.append(Part(place, name, mark in known, source, code))
    if not any(part.name == SETUP for part in parts):
        for index, part in enumerate(parts):
            if not part.name and _IMPORTS_CHECKS.search(part.source):
                parts[index] = part._replace(name=SETUP)
                break
    return parts, unusable


def known_ids(exercises):
    """The ids that cells of a lab have: of its setup, its exercises, their checks."""
    return {SETUP, *exercises, *map(check_id, exercises)}


def ids_in(notebook):
    """The ids that a notebook's cells have or had.

    Returns:
        marked, defined: sets of str, of marks and the cells' own; and of exercises that would ask for the
        functions that the cells define.
    """
    marked, defined = set(), set()
    for cell in notebook.cells:
        marked.update(filter(None, (grade_id_of(cell), _own_id(cell))))
        source = source_of(cell)
        if not _problem(cell.get("cell_type"), source):
            defined.update(name.replace("_", "-") for name in outline.defined_names(source))
    return marked, defined


def source_of(cell):
    """The source of a cell, None if it is no text."""
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def sound(text):
    """A text with its half characters replaced, which no file can hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_too_long(text):
    return len(text) > SOURCE or len(text.encode(errors="replace")) > SOURCE


def _own_id(cell):
    own = cell.get("id")
    return own if isinstance(own, str) else ""


def _problem(kind, source):
    """Why a cell cannot count, or ""."""
    if kind != "code":
        told = _KINDS.get(str(kind), "strange")
        return f"was turned into a {told} cell, which does not run: make it a code cell again"
    if source is None:
        return "holds no text, so it does not count"
    if is_too_long(source):
        return f"is longer than {SOURCE // 1000} kB, so it does not count"
    return ""


def calls_check(source):
    """A match if a cell does nothing but call a check, None for any other."""
    return _CALLS_CHECK.fullmatch(source) if len(source) < 200 else None


def _called(source, known):
    """The id of the check that a cell without a mark calls, or ""."""
    called = calls_check(source)
    grade_id = check_id(called[1].replace("_", "-")) if called else ""
    return grade_id if grade_id in known else ""
