"""Which lab a notebook is, and what it asks: `course.checks` knows, whatever became of the notebook."""

import importlib
import pkgutil
import re
from pathlib import Path
from typing import NamedTuple

import course.checks
from course.checks import Check
from course.errors import CourseError
from course.files import ROOT
from course.notebooks.answers import Answers, find_answers
from course.notebooks.parsing import parse
from course.notebooks.parts import ids_in, source_of

_IMPORT = re.compile(r"^from[ \t]+course\.checks[ \t]+import[ \t]+(\w+)", re.MULTILINE)


class Lab(NamedTuple):
    """What a notebook is checked against.

    Attributes:
        module: name of its package in `course.checks`, such as "addition_rnn".
        checks: {exercise id: Check}.
        handed_out: Answers of the lab as it was handed out, None if it is not there.
    """

    module: str
    checks: dict
    handed_out: Answers | None


def lab_of(notebook, path):
    """The lab that a notebook is.

    Args:
        notebook: `parsing.Notebook`.
        path: of its file, which is not taken for the lab as it was handed out.

    Returns:
        Lab.

    Raises:
        CourseError: it is none.
    """
    labs = {name: _checks(name) for _, name, _ in pkgutil.iter_modules(course.checks.__path__)}
    labs = {name: checks for name, checks in labs.items() if checks}
    module = _imported(notebook, labs) or _of_ids(notebook, labs)
    if module is None:
        raise CourseError(
            f"{path} is none of the labs: it neither has a line  from course.checks import LAB as checks  "
            "nor any of their exercises"
        )
    return Lab(module, labs[module], _handed_out(module, list(labs[module]), path))


def _checks(name):
    """{exercise id: Check} of a package of checks, {} for any other."""
    found = vars(importlib.import_module(f"course.checks.{name}")).values()
    return {check.id: check for check in found if isinstance(check, Check)}


def _imported(notebook, labs):
    for cell in notebook.cells:
        source = source_of(cell) if cell.get("cell_type") == "code" else None
        if (found := _IMPORT.search(source or "")) and found[1] in labs:
            return found[1]
    return None


def _of_ids(notebook, labs):
    """The lab that most ids are of, else the one that most functions are of."""
    for ids in ids_in(notebook):
        shared = {name: len(ids & checks.keys()) for name, checks in labs.items()}
        best = max(shared, key=shared.get)
        if shared[best]:
            return best
    return None


def _handed_out(module, exercises, path):
    for lab in sorted((ROOT / "labs").glob(f"[0-9]*_{module}.ipynb")):
        try:
            if not lab.samefile(path):
                return find_answers(parse(lab.read_bytes()), exercises)
        except (OSError, CourseError):  # then the notebook has to do alone
            continue
    return None


def near_notebooks(path):
    """Paths of notebooks to name where there is none at `path`: in that folder, else in labs/."""
    folder = Path(path)
    folder = folder if folder.is_dir() else folder.parent
    return sorted(folder.glob("*.ipynb")) or sorted(Path("labs").glob("*.ipynb"))
