"""The answers in a notebook, found by the ids of their cells; nothing is run, nothing is believed."""

import contextlib
import json
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from course.cells import SETUP, exercise_of, grade_id_of, is_untouched
from course.errors import CourseError
from course.grading.records.grades import Answers
from course.grading.submissions.archives import TooLarge, content
from course.grading.submissions.entries import Unreadable, clean
from course.grading.submissions.parsing import cells_of

SMALL, VALUES = 16_000_000, 300_000  # bytes, values; more of them are read in a process of its own
LARGE = 1_000_000_000  # bytes; a larger one is refused
SOURCE = 200_000  # bytes of a cell
MEMORY, SECONDS = 6_000_000_000, 180  # that a large notebook may take
STRANGERS = 3  # unknown ids that are named
DEFINED = re.compile(r"^(?:async +)?(?:def|class) +(\w+)", re.MULTILINE)
CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from course.grading.submissions import reading; reading.main()"
)


def read(submission, exercises, labs=None):
    """Read the answers of a submission.

    Args:
        submission: Submission.
        exercises: ids of the lab's exercises, in order.
        labs: {lab: ids of its exercises} of all labs, to name the lab of a notebook that belongs
            to another one.

    Returns:
        Answers. An exercise whose cell is not there, no code cell, or too long is missing.

    Raises:
        Unreadable: no answer can be found; the text is for the student.
        CourseError: it could not be read, for a reason that is not its own.
    """
    if submission.problem:
        raise Unreadable(submission.problem)
    labs = {lab: sorted(ids) for lab, ids in (labs or {}).items()}
    found = _work(
        "answers", submission.path, submission.member, list(exercises), submission.lab, labs
    )
    return Answers(found["cells"], found["setup"], tuple(found["notes"]))


class Look(NamedTuple):
    """What a glance at a notebook tells; all are sets of str, and empty if it cannot be read.

    Attributes:
        marks: the ids in nbgrader's marks of its cells.
        cells: the ids that Jupyter gives to cells; the labs are built with ids equal to their marks.
        functions: the names of the functions and classes that its cells define.
        worked: ids of exercises whose answer is filled in, by mark, id of the cell, or function.
    """

    marks: frozenset = frozenset()
    cells: frozenset = frozenset()
    functions: frozenset = frozenset()
    worked: frozenset = frozenset()


def look(path, member=""):
    """Look at a notebook, to tell which lab it is of and how much of it was done.

    Args:
        path, member: as in Submission.

    Returns:
        Look.

    Raises:
        CourseError: it could not be read, for a reason that is not its own.
    """
    try:
        found = _work("look", path, member)
    except Unreadable:
        return Look()
    return Look(*(frozenset(found[name]) for name in Look._fields))


def main():
    """The process for a large notebook: a task on stdin, what was found of it on stdout, as JSON."""
    with contextlib.suppress(ValueError, OSError):  # a lower limit holds
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    what, path, member, *rest = json.load(sys.stdin)
    try:
        found = JOBS[what](content(path, member, limit=LARGE), *rest)
    except Unreadable as error:
        found = {"unreadable": str(error)}
    except MemoryError:
        found = {"unreadable": _too_much()}
    except CourseError as error:
        found = {"fault": str(error)}
    json.dump(found, sys.stdout)


def _work(what, path, member, *rest):
    """Do a job on a notebook, here if it is small."""
    try:
        data = content(path, member, limit=SMALL)
    except TooLarge:
        data = None
    if data is None or data.count(b",") > VALUES:  # ten bytes can make a hundred in memory
        return _elsewhere([what, path, member, *rest])
    return JOBS[what](data, *rest)


def _elsewhere(task):
    command = [sys.executable, "-I", "-c", CHILD, str(Path(__file__).resolve().parents[3])]
    try:
        done = subprocess.run(
            command, input=json.dumps(task).encode(), capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(_too_much()) from None
    except OSError as error:
        raise CourseError(f"cannot start a process to read {task[1]}: {error.strerror}") from None
    if done.returncode < 0:  # killed, by the system for the memory it took
        raise Unreadable(_too_much())
    if done.returncode:
        lines = done.stderr.decode(errors="replace").splitlines() or ["?"]
        raise CourseError(f"the process that reads {task[1]} failed: {lines[-1][:200]}")
    found = json.loads(done.stdout)
    if "unreadable" in found:
        raise Unreadable(found["unreadable"])
    if "fault" in found:
        raise CourseError(found["fault"])
    return found


def _too_much():
    return (
        f"reading the file takes more than {MEMORY // 1_000_000_000} GB of memory or {SECONDS} seconds: "
        "clear the outputs of all cells, save, and hand it in again"
    )


def _answers(data, exercises, lab, labs):
    """Answers as a dict; arguments as of `read`."""
    cells, notes = cells_of(data)
    wanted, strangers, places = {SETUP, *exercises}, {}, {}
    for place, cell in enumerate(cells):
        grade_id = grade_id_of(cell)
        if grade_id in wanted:
            places.setdefault(grade_id, []).append(place)
        elif grade_id and exercise_of(grade_id) not in wanted:
            strangers.setdefault(grade_id)
    if not wanted & places.keys() - {SETUP}:
        raise Unreadable(_another_lab(lab, labs, {grade_id_of(cell) for cell in cells}))
    found = {}
    for grade_id, where in places.items():
        place, source = _choose(grade_id, [(place, cells[place]) for place in where], notes)
        if source is not None:
            found[grade_id] = place, source
    notes += [f"a cell has the unknown id {_short(name)!r}" for name in list(strangers)[:STRANGERS]]
    if len(strangers) > STRANGERS:
        notes.append(f"cells have {len(strangers) - STRANGERS} more unknown ids")
    setup = found.pop(SETUP, (0, None))[1]
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    answers = {grade_id: source for grade_id, (place, source) in ordered}
    return {"cells": answers, "setup": setup, "notes": notes}


def _choose(grade_id, candidates, notes):
    """The place and the source that count of the cells with one id; (0, None) if there is none."""

    def refuse(reason):
        notes.append(f"the cell of {grade_id} {reason}, so it does not count")
        return 0, None

    sources = [
        (place, _source(cell)) for place, cell in candidates if cell.get("cell_type") == "code"
    ]
    if not sources:
        return refuse("is no longer a code cell")
    filled = [(place, source) for place, source in sources if not is_untouched(source)]
    place, source = (filled or sources)[-1]
    if len(filled or sources) > 1:
        notes.append(f"there are {len(filled or sources)} cells of {grade_id}; the last one counts")
    if source is None:
        return refuse("holds no text")
    sound = source[: SOURCE + 1].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if len(sound.encode()) > SOURCE:
        return refuse(f"is longer than {SOURCE // 1000} kB")
    if sound != source:
        notes.append(f"the cell of {grade_id} holds broken characters, which were replaced")
    return place, sound


def _look(data):
    """What `look` tells, as lists."""
    found = {name: set() for name in Look._fields}
    for cell in cells_of(data)[0]:
        mark, own, source = grade_id_of(cell), cell.get("id"), _source(cell) or ""
        own = own if isinstance(own, str) else ""
        code = cell.get("cell_type") == "code"
        functions = set(DEFINED.findall(source)) if code else set()
        found["marks"] |= {mark} - {""}
        found["cells"] |= {own} - {""}
        found["functions"] |= functions
        if code and not is_untouched(source):
            answers = {mark} if mark else {own, *(name.replace("_", "-") for name in functions)}
            found["worked"] |= answers - {""}
    return {name: sorted(own) for name, own in found.items()}


JOBS = {"answers": _answers, "look": _look}


def _another_lab(lab, labs, ids):
    """Why a notebook without any exercise of its lab cannot be graded."""
    shared = {
        other: len(ids.intersection(own) - {SETUP}) for other, own in labs.items() if other != lab
    }
    best = max(shared, key=shared.get, default=None)
    if best and shared[best]:
        return f"this is the notebook of {best}, not of {lab}: hand in the notebook of {lab}"
    return (
        f"no exercise of {lab} is in the notebook: was it created anew, or does it belong to another lab? "
        "Copy your answers into the cells of the notebook that you got, and hand that in"
    )


def _source(cell):
    """The source of a cell, None if it is no text."""
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _short(text, limit=60):
    text = clean(text[: 2 * limit])
    return text if len(text) <= limit else text[: limit - 1] + "…"
