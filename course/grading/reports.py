"""What `course report` writes when it is asked for more than tables and pages."""

from course.errors import CourseError
from course.files import PRIVATE, write_text
from course.grading.judge.labs import load_labs
from course.grading.results import spreadsheets
from course.grading.results.term import anonymous
from course.grading.results.writing import class_in


def write_anonymous(store, file, *, with_answers=False):
    """Write a table of a class without names.

    Args:
        store: Store.
        file: a Path, where nothing is yet.
        with_answers: whether it has the code of answers.

    Returns:
        list of sentences on what was written.

    Raises:
        CourseError: `file` is there, or cannot be written.
    """
    if file.exists():
        raise CourseError(f"there is {file} already, and it is kept: name a new file")
    cohort = class_in(store, load_labs())
    text = anonymous.table(cohort, store.attempts(), with_answers=with_answers)
    write_text(file, text, mode=PRIVATE)
    count = len({student for student, _ in cohort.grades})
    told = [f"{file}: {count} students under random names, which are kept nowhere"]
    if with_answers:
        told.append(
            "an answer may name others than who wrote it: read them before you share the file"
        )
    return told


def choose_tables(store, kind):
    """Decide which further table of all points is written, now and whenever grades change.

    Args:
        store: Store.
        kind: one of spreadsheets.KINDS.

    Raises:
        CourseError: openpyxl is missing.
    """
    if kind == "xlsx":
        spreadsheets.library()
    store.set_fact("tables", kind)
