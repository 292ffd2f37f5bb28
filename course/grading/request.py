"""What an instructor asks for: which submissions, of which labs and students, graded how."""

from pathlib import Path
from typing import NamedTuple

from course import runtime
from course.advice import as_typed
from course.errors import CourseError
from course.grading import submissions
from course.grading.records.store import NAME

SHOWN = 3  # names in a sentence


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
    return runtime.cores()


def look(request, labs):
    """What was handed in, as the layout of SUBMITTED tells it; no file is run or written.

    Args:
        request: GradingRequest.
        labs: {name: Lab} of all labs.

    Returns:
        submissions, problems: list of Submission; list of (path, sentence) of what belongs to nobody.

    Raises:
        CourseError: a place that the request names cannot be, or there is nothing in it.
    """
    _check_places(request)
    ids = {name: lab.exercise_ids for name, lab in labs.items()}
    found, problems = submissions.find(request.submitted, ids, request.layout)
    if not found and not problems:
        raise CourseError(
            f"there are no notebooks in {request.submitted}: a folder student/lab/notebook.ipynb, one of "
            "student_lab.ipynb, or a download from a learning platform was expected"
        )
    if not found:
        first = "; ".join(f"{path} {sentence}" for path, sentence in problems[:SHOWN])
        more = f"; and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise CourseError(
            f"nothing in {request.submitted} could be recognised as a student's submission of a lab: "
            f"{first}{more}"
        )
    return found, problems


def _check_places(request):
    out, submitted = Path(request.out).resolve(), Path(request.submitted).resolve()
    if out == submitted or submitted in out.parents:
        raise CourseError(
            f"{request.out} lies in {request.submitted}, which is never changed: "
            "name another folder for the grades"
        )
    if out.exists() and not out.is_dir():
        raise CourseError(f"{request.out} is a file: name another folder for the grades")
    if (submitted / NAME).exists():
        raise CourseError(
            f"{request.submitted} is a folder of grades: name the folder of submissions, and this with --out"
        )
    if submitted.is_file() and submitted.suffix.lower() in (".ipynb", ".json"):
        raise CourseError(
            f"{request.submitted} is a single notebook: put it into a folder as STUDENT_LAB.ipynb, such as "
            f"ada_05_stateful_lstm.ipynb, and name the folder; `{as_typed('check')}` shows what its author sees"
        )
    if request.gradebook:
        from course.grading.results.gradebook import check_gradebook

        check_gradebook(request.gradebook)
