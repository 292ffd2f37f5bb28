"""What an executed solution shows of its checks, and whether they are still those that were asked.

A check's output keeps a digest of the files that the check is made of. If one has changed since, the notebook
is stale; `ask_again` asks the checks alone, which takes seconds where a whole run takes a minute.
"""

import hashlib
import inspect
import re
from pathlib import Path

from course import cells as marked_cells
from course.checks.base.core import METADATA_KEY
from course.errors import CourseError

MADE_OF = "made_of"  # in a check's output
_UNSEEN = re.compile(r"^[ \t]*(#.*)?\n", re.MULTILINE)  # lines that change no check


def digest(check):
    """Text that changes with the files of a Check: its own, and what its lab's checks share.

    Comments and empty lines do not count.
    """
    place = Path(inspect.getfile(check.cases))
    own = place.with_name(f"{marked_cells.function_of(check.id)}.py")
    shared = [path for path in sorted(place.parent.glob("_*.py")) if path.stem != "__init__"]
    texts = [path.read_text(encoding="utf-8") for path in (own, *shared) if path.exists()]
    return hashlib.sha256(_UNSEEN.sub("", "\0".join(texts)).encode()).hexdigest()[:16]


def note(notebook):
    """Write into an executed solution what its checks are made of."""
    for check, shown in _asked(notebook.cells):
        shown[MADE_OF] = digest(check)


def changed(cells):
    """Ids of the checks that were changed after an executed solution asked them: list of str."""
    return [check.id for check, shown in _asked(cells) if shown.get(MADE_OF) != digest(check)]


def not_full(cells):
    """Where the solution itself does not get all points: list of (index of the cell, complaint)."""
    return [
        (index, f"the solution gets {shown['points']:g} of {shown['of']} points: {_wrong(shown)}")
        for index, cell in enumerate(cells)
        for shown in _shown(cell)
        if shown["points"] != shown["of"]
    ]


def ask_again(path, notebook):
    """Whether the checks, asked anew, say of a solution what it shows: then it need not run as a whole.

    Args:
        path: of the executed solution.
        notebook: what it holds.
    """
    from course.notebooks.checking import checked

    results, _ = checked(path)
    said = {result.exercise: (result.points, result.of, result.lines) for result in results}
    shown = {
        check.id: (shown["points"], shown["of"], shown["lines"])
        for check, shown in _asked(notebook.cells)
    }
    return {exercise: said.get(exercise) for exercise in shown} == shown


def _asked(cells):
    """Each Check of a solution with the entry of its output: list of (Check, dict)."""
    setup = next((cell.source for cell in cells if _id(cell) == marked_cells.SETUP), "")
    found = []
    for cell in cells:
        for shown in _shown(cell):
            try:
                found.append((marked_cells.check_call(cell.source, setup).check, shown))
            except CourseError:  # another cell than the source's: told by the comparison with it
                continue
    return found


def _shown(cell):
    if not marked_cells.is_check_id(_id(cell)):
        return
    for output in cell.get("outputs", ()):
        shown = output.get("metadata", {}).get(METADATA_KEY)
        if shown and "points" in shown:
            yield shown


def _id(cell):
    return marked_cells.grade_id_of(cell)


def _wrong(shown):
    return next((text for mark, text in shown["lines"] if mark in "✗–"), "see its check")
