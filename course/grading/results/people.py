"""Tables with a row for each student: points in all labs, and who is missing what."""

from typing import NamedTuple

from course.grading.results.wording import beyond
from course.grading.scheme.words import percent_words


class Cell(NamedTuple):
    """What the students' table says of a lab: points or a sign, and a word on what is special."""

    shown: str
    word: str = ""


class Row(NamedTuple):
    """A student: the name or id, the id where it says more, the path of the page or None, cells.

    `standing` has a cell for each of `standing_columns`, `cells` one for each lab.
    """

    name: str
    id: str
    path: str | None
    total: Cell
    cells: list
    standing: list = []


def standing_columns(scheme):
    """What the table says of a student's standing, beside the total: (title, whether it is a number) each."""
    if scheme is None:
        return []
    columns = [("Percent", True)]
    if scheme.asks_to_pass:
        columns.append(("Passed", False))
    return columns + [("Grade", False)] * bool(scheme.grades)


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
        total = sum(grade.points for grade in grades.values() if grade)
        cells = [
            _cell(grade, (student, lab) in cohort.absent, _aside(cohort, student, lab))
            for lab, grade in grades.items()
        ]
        standing = []
        if cohort.scheme:
            total = cohort.standings[student].total
            standing = _standing(cohort.standings[student], cohort.scheme)
        shown_id = student if beyond(student, name or student) else ""
        total = Cell(f"{round(total, 2):g}", "…" * waits)
        rows.append(Row(name or student, shown_id, links.get(student), total, cells, standing))
    return rows


def _standing(standing, scheme):
    """The cells of `standing_columns`."""
    if standing.waits:
        return [Cell("…") for _ in standing_columns(scheme)]
    cells = {
        "Percent": Cell(percent_words(standing.percent)),
        "Passed": Cell({True: "yes", False: "no", None: "–"}[standing.passed]),
        "Grade": Cell(standing.grade or "–"),
    }
    return [cells[title] for title, _ in standing_columns(scheme)]


def _aside(cohort, student, lab):
    """Why a lab that a student handed in does not count in the total, a word or ""."""
    part = cohort.standings[student].parts[lab] if cohort.scheme else None
    return "" if part is None or part.counts else "not counted"


def _cell(grade, absent, aside=""):
    if grade is None:
        return Cell("–")
    words = [
        aside,
        "by hand" * (grade.state == "by hand"),
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
