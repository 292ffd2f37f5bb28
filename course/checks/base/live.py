"""What the check in a notebook says of names that grading will lack, while there is still time.

A notebook's kernel knows what every cell has made; grading runs the setup cell, the answers, and definitions
that they need of other cells (see `definitions`). An answer that uses a model which a demo has trained passes
in the notebook alone.
"""

import contextlib
import inspect
import linecache
import re
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from course.checks.base.constants import modules_of
from course.checks.base.definitions import Needed, Others, needed
from course.checks.base.names import names_of
from course.checks.base.syntax import parsed

CHECKS = "course.checks"
_GLOBAL = re.compile(r"^\s*global ([\w, ]+)", re.MULTILINE)


def remarks_on(check: Any, function: Any) -> tuple[str, ...]:
    """Sentences about names of a function that grading will lack; () outside of a notebook.

    Args:
        check: the Check that is called.
        function: what it is called with.

    Returns:
        tuple of str; never an exception, since points do not depend on it.
    """
    try:
        cells = _history()
        name, own = _origin(function, cells)
        if own is None:
            return ()
        exercises = _exercises(check)
        lost = missing_later(name, cells, own, exercises, _shell().user_ns)
        running = [source for source in cells if _runs_in_grading(source, exercises)]
        files = files_beside([cells[own], *running, *_texts(name, cells, own, exercises)], Path())
    except Exception:
        return ()
    said = []
    if lost:
        names = " and ".join(f"`{one}`" for one in lost)
        them = "it" if len(lost) == 1 else "them"
        said.append(
            f"in grading {names} will be missing: make {them} inside your function or pass {them}"
        )
    return (*said, *map(say_beside, files))


def missing_later(
    function: str,
    cells: Sequence[str],
    own: int,
    exercises: Collection[str],
    there: Collection[str] = (),
) -> list[str]:
    """Names that a function needs, also by way of others, and that only cells give which grading does not run.

    Args:
        function: its name.
        cells: sources of the cells that ran, in this order.
        own: which of them, from 0, defines the function.
        exercises: names of the functions that the lab asks for.
        there: names that the kernel knows, be it by `%run`, `exec` or a cell of another day.

    Returns:
        list of str, sorted.
    """
    found = _needed(function, cells, own, exercises)
    declared = {
        name for cell in cells for line in _GLOBAL.findall(cell) for name in line.split(",")
    }
    strange = {*there} - {name.strip() for name in declared}  # a function makes those itself
    return sorted(name for name, is_made in found.missing.items() if is_made or name in strange)


def files_beside(sources: Collection[str], folder: Path) -> list[str]:
    """Modules beside a notebook that its cells import, such as "helper.py": grading has the notebook alone.

    Args:
        sources: of cells.
        folder: in which the notebook lies.

    Returns:
        list of str, sorted.
    """
    found = set()
    for source in sources:
        with contextlib.suppress(SyntaxError):
            names = modules_of([parsed(source)]).values()
            found |= {name.partition(".")[0] for name in names} - {"course"}
    files = [f"{name}.py" for name in sorted(found)]
    return [name for name in files if (folder / name).is_file()]


def say_beside(file: str) -> str:
    """The sentence on one of `files_beside`."""
    return (
        f"in grading `{file}` will be missing, which lies beside your notebook: copy what you use of it "
        "into a cell"
    )


def _texts(function: str, cells: Sequence[str], own: int, exercises: Collection[str]) -> list[str]:
    """The definitions of other cells that a function needs."""
    return [source.text for source in _needed(function, cells, own, exercises).sources]


def _needed(function: str, cells: Sequence[str], own: int, exercises: Collection[str]) -> Needed:
    running = [
        place
        for place, source in enumerate(cells)
        if place == own or _runs_in_grading(source, exercises)
    ]
    others = Others(own + 1, [*enumerate(cells)], frozenset(running))
    return needed(function, [others], {})


def _runs_in_grading(source: str, exercises: Collection[str]) -> bool:
    """Whether a cell is the setup cell or an answer's."""
    return bool(_given(source) & set(exercises)) or f"from {CHECKS} import" in source


def _given(source: str) -> frozenset[str]:
    """The names that a cell gives a value."""
    try:
        return names_of(parsed(source).body).binds
    except SyntaxError:
        return frozenset()


def _history() -> list[str]:
    """Sources of the cells that ran in this kernel; [] where there is none."""
    shell = _shell()
    return [str(source) for source in shell.user_ns["In"]] if shell else []


def _shell() -> Any:
    """The kernel that this runs in, or None."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _origin(function: Any, cells: Sequence[str]) -> tuple[str, int | None]:
    """A function's name and which cell defines it, None if none does."""
    function = inspect.unwrap(function)
    code, name = function.__code__, function.__name__
    source = "".join(linecache.getlines(code.co_filename)).strip()
    own = [place for place, cell in enumerate(cells) if source and cell.strip() == source]
    if not own:  # %%time and others hand on a part of a cell
        own = [place for place, cell in enumerate(cells) if name in _given(cell)]
    return name, own[-1] if own else None


def _exercises(check: Any) -> set[str]:
    """Names under which the check's own lab keeps its checks: those of the functions that it asks for."""
    for name, module in list(sys.modules.items()):
        if name.startswith(CHECKS) and any(one is check for one in vars(module).values()):
            return {one for one, value in vars(module).items() if type(value) is type(check)}
    return set()
