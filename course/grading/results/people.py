"""Tables with a row for each student: points in all labs, and who is missing what."""

from typing import NamedTuple

from course.grading.results.wording import beyond


class Cell(NamedTuple):
    """What the students' table says of a lab: points or a sign, and a word on what is special."""

    shown: str
    word: str = ""


class Row(NamedTuple):
    """A student: the name or id, the id where it says more, the path of the page or None, cells."""

    name: str
    id: str
    path: str | None
    total: Cell
    cells: list


def student_rows(cohort, links):
    """A Row for each student.

    Args:
        cohort: Cohort.
        links: {student: path of the feedback page, relative to the report}.
    """
    rows = []
    for student, name in cohort.names.items():
        grades = cohort.of_student(student)
        waits = any(grade and grade.state == "fault" for grade in grades.values())
        total = f"{sum(grade.points for grade in grades.values() if grade):g}"
        cells = [_cell(grade, (student, lab) in cohort.absent) for lab, grade in grades.items()]
        shown_id = student if beyond(student, name or student) else ""
        rows.append(
            Row(name or student, shown_id, links.get(student), Cell(total, "…" * waits), cells)
        )
    return rows


def _cell(grade, absent):
    if grade is None:
        return Cell("–")
    words = [
        "unreadable" * (grade.state == "unreadable"),
        "late" * bool(grade.submission.late),
        "kept" * absent,
    ]
    shown = "…" if grade.state == "fault" else f"{grade.points:g}"
    return Cell(shown, ", ".join(filter(None, words)))


def missing(cohort):
    """Rows of (student, [whether the lab is missing]) of everyone who is missing one, or all of them."""
    rows = []
    for student in cohort.names:
        labs = [grade is None for grade in cohort.of_student(student).values()]
        if any(labs) or not labs:
            rows.append((cohort.person(student), labs))
    return rows


def handed_in_nothing(cohort):
    """The students of the roster of whom there is no submission at all, as people read them."""
    present = {student for student, _ in cohort.grades}
    return [cohort.person(student) for student in cohort.names if student not in present]
