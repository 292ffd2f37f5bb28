"""The answers in what was handed in, small or large; `course.notebooks.answers` knows what counts as one."""

import contextlib
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from course.cells import function_of
from course.errors import CourseError, Unreadable
from course.grading.submissions.archives import TooLarge, content
from course.notebooks import outline
from course.notebooks.answers import Answers, find_answers
from course.notebooks.parsing import parse
from course.notebooks.parts import ids_in

SMALL, VALUES = 16_000_000, 300_000  # bytes, values; more of them are read in a process of its own
LARGE = 1_000_000_000  # bytes; a larger one is refused
MEMORY, SECONDS = 6_000_000_000, 180  # that a large notebook may take
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
        Answers. An exercise that is nowhere, in no code cell, or too long is missing.

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
    told = {"notes": tuple(found["notes"]), "others": tuple(map(tuple, found["others"]))}
    return Answers(**found | told)


class Look(NamedTuple):
    """What a glance at a notebook tells; all are sets of str, and empty if it cannot be read.

    Attributes:
        marked: the ids that its cells have, in their marks or of their own.
        defined: ids of exercises that would ask for the functions that its cells define.
        worked: ids of the exercises asked for whose answer is filled in.
    """

    marked: frozenset = frozenset()
    defined: frozenset = frozenset()
    worked: frozenset = frozenset()


def look(path, member="", exercises=()):
    """Look at a notebook, to tell which lab it is of and how much of it was done.

    Args:
        path, member: as in Submission.
        exercises: ids of the exercises whose answers are looked for.

    Returns:
        Look.

    Raises:
        CourseError: it could not be read, for a reason that is not its own.
    """
    try:
        found = _work("look", path, member, sorted(exercises))
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
    notebook = _parsed(data)
    answers = find_answers(notebook, exercises)
    if not answers.cells or labs:
        theirs = _another_lab(notebook, lab, {lab: exercises, **labs})
        if theirs or not answers.cells:
            raise Unreadable(theirs or _nothing(lab, answers.notes))
    return answers._replace(notes=(*notebook.notes, *answers.notes))._asdict()


def _parsed(data):
    try:
        return parse(data)
    except Unreadable as error:
        raise Unreadable(f"{error}, then hand that in") from None


def _look(data, exercises):
    """What `look` tells, as lists."""
    notebook = parse(data)
    answers = find_answers(notebook, exercises).cells if exercises else {}
    worked = [
        exercise
        for exercise, source in answers.items()
        if not outline.is_stub(outline.code_of(source), function_of(exercise))
    ]
    return dict(zip(Look._fields, map(sorted, (*ids_in(notebook), worked)), strict=True))


JOBS = {"answers": _answers, "look": _look}


def _another_lab(notebook, lab, labs):
    """Why a notebook is none of its lab but of another, or "". Marks and ids tell, else the functions."""
    for ids in ids_in(notebook):
        shared = {other: len(ids.intersection(own)) for other, own in labs.items()}
        best = max(shared, key=shared.get)
        if shared[lab]:
            return ""
        if shared[best]:
            return f"this is the notebook of {best}, not of {lab}: hand in the notebook of {lab}"
    return ""


def _nothing(lab, notes):
    """Why a notebook without any exercise of its lab cannot be graded."""
    return (
        f"no exercise of {lab} is in the notebook: was it created anew, or does it belong to another lab? "
        "Copy your answers into the cells of the notebook that you got, and hand that in"
    ) + "".join(f"; {note}" for note in notes[:1])
