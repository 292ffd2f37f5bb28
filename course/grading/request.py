"""What an instructor asks for: which submissions, of which labs and students, graded how."""

import os
from pathlib import Path
from typing import NamedTuple

from course.errors import CourseError
from course.grading import submissions
from course.grading.judge.labs import demand_lab


class GradingRequest(NamedTuple):
    """What an instructor asks for.

    Attributes:
        submitted: path of what was handed in.
        out: folder of the grades.
        lab: grade only this one, or None.
        seed: of the hidden cases, or None for the class's own.
        workers: how many run at a time.
        isolated: False runs answers without a sandbox.
        cluster: address of a dask scheduler, "local", or None.
        students: the roster, a file, to know who everybody is and who is missing, or None.
        gradebook: file of an nbgrader gradebook to write as well, or None.
        layout: name of the layout of `submitted`, or None to guess.
        worksheets: files of Moodle's own grading worksheets, to fill in.
        same: pairs of names that are one student.
        forget: whether grades go whose submission is no longer in a download of their lab.
    """

    submitted: Path
    out: Path
    lab: str | None = None
    seed: str | None = None
    workers: int = 1
    isolated: bool = True
    cluster: str | None = None
    students: Path | None = None
    gradebook: Path | None = None
    layout: str | None = None
    worksheets: tuple[Path, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    forget: bool = False


def default_workers():
    """As many as there are cores for us."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def find_submissions(request, labs):
    """What was handed in of the labs that are asked for.

    Args:
        request: GradingRequest.
        labs: {name: Lab} of all labs.

    Returns:
        submissions, problems: list of Submission; list of (path, sentence) of what belongs to nobody.

    Raises:
        CourseError: there is no such lab or folder, or there is nothing in it.
    """
    out, submitted = Path(request.out).resolve(), Path(request.submitted).resolve()
    if out == submitted or submitted in out.parents:
        raise CourseError(
            f"{request.out} lies in {request.submitted}, which is never changed: "
            "name another folder for the grades"
        )
    if request.lab:
        demand_lab(request.lab, labs)
    ids = {name: lab.exercise_ids for name, lab in labs.items()}
    found, problems = submissions.find(request.submitted, ids, request.layout)
    if not found and not problems:
        raise CourseError(
            f"there are no notebooks in {request.submitted}: a folder student/lab/notebook.ipynb, one of "
            "student_lab.ipynb, or a download from a learning platform was expected"
        )
    return [entry for entry in found if request.lab in (None, entry.lab)], problems


def read_students(path):
    """The names in a file with one per line (or the first column of a CSV file); () without a file."""
    if path is None:
        return ()
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"cannot read the list of students {path}: {error}") from error
    names = [line.split(",")[0].strip().strip('"') for line in text.splitlines()]
    return tuple(dict.fromkeys(name for name in names if name))
