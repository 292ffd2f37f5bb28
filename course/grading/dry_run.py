"""`course grade --dry-run`: who would be graded for what, from which file; nothing is run or written."""

import os
import unicodedata

from course.errors import CourseError
from course.grading import submissions
from course.grading.results.cohort import letters
from course.grading.submissions.archives import INSIDE
from course.grading.submissions.entries import clean
from course.grading.submissions.namesakes import as_decided

HEADINGS = ("student", "lab", "file", "remarks")
WIDEST = 60  # columns of a cell that is not the last one
SHOWN = 5  # names of those who are missing


def show(submitted, found, problems, labs, *, expected=()):
    """Print a table of what would be graded, and what is wrong with what was handed in.

    Args:
        submitted: path of what was handed in.
        found, problems: as `submissions.find` gives them.
        labs: {name: Lab} of all labs.
        expected: Persons of the roster.

    Returns:
        int, the exit code.
    """
    names = {person.id: person.name for person in expected}
    found = sorted(found, key=lambda one: _place_in_class(one, names))
    rows = [HEADINGS, *(_row(submitted, submission, labs) for submission in found)]
    widths = [
        min(WIDEST, max(map(_width, column))) for column in list(zip(*rows, strict=True))[:-1]
    ]
    for *cells, last in rows:
        padded = [_cut(cell, width) for cell, width in zip(cells, widths, strict=True)]
        print("  ".join((*padded, last)).rstrip())
    students = len({submission.student for submission in found})
    handed_in = len({submission.lab for submission in found})
    print(
        f"\n{_count(len(found), 'submission')} of {_count(students, 'student')} "
        f"in {_count(handed_in, 'lab')}; nothing was run or written"
    )
    if expected:
        print(_missing(names, found))
    if problems:
        print(f"\nnot recognised as submissions: {len(problems)}")
        for path, sentence in problems:
            print(f"  {clean(path)}: {sentence}")
    return 0


def _place_in_class(submission, names):
    """What submissions are sorted by: the name, as in the report."""
    student = submission.student
    name = names.get(student) or submission.name or student
    return letters(name), student, submission.lab


def _missing(names, found):
    """A sentence on those of the roster, {id: name}, who handed in nothing of what was found."""
    here = {submission.student for submission in found}
    missing = sorted((name or one for one, name in names.items() if one not in here), key=letters)
    if not missing:
        return f"all {_count(len(names), 'student')} on the roster handed in something"
    more = f" and {len(missing) - SHOWN} more" if missing[SHOWN:] else ""
    return (
        f"{len(missing)} of {_count(len(names), 'student')} on the roster handed in nothing: "
        f"{clean(', '.join(missing[:SHOWN]))}{more}"
    )


def _row(submitted, submission, labs):
    student = submission.student
    if submission.name not in ("", student) and not student.startswith(submission.name):
        student = f"{student} ({submission.name})"
    notes = as_decided(submission, submission.notes)
    facts = [submission.late, submission.group and f"of the group {submission.group}"]
    return (
        *(clean(student), submission.lab, clean(_place(submitted, submission))),
        clean("; ".join(filter(None, (*facts, *_problem(submission, labs), *notes)))),
    )


def _problem(submission, labs):
    """A remark why a submission cannot be read, if so."""
    ids = {name: lab.exercise_ids for name, lab in labs.items()}
    try:
        submissions.read(submission, ids[submission.lab], ids)
    except CourseError as error:
        return [f"cannot be graded: {error}"]
    return []


def _place(submitted, submission):
    root = os.path.realpath(submitted)
    inside = submission.member.replace(INSIDE, "/")
    if submission.path == root:
        return inside or os.path.basename(root)
    path = os.path.relpath(submission.path, root)
    return f"{path}/{inside}" if inside else path


def _count(number, what):
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _width(text):
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in text)


def _cut(text, width):
    """A text in so many columns; of a longer one the end is kept, where the name of a file is."""
    if _width(text) > width:
        while _width(text) > width - 1:
            text = text[1:]
        text = "…" + text
    return text + " " * (width - _width(text))
