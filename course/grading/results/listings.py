"""The lists of a report: what could not be graded, corrections, remarks, who is missing, all students."""

from typing import NamedTuple

from course.grading.results.states import NOT_JUDGED

ROWS = 300  # of a list; the students' table is always whole
NAMES = 20  # of one row


class Listing(NamedTuple):
    """A section with a table of what happened `count` times; `more` rows are left out."""

    anchor: str
    title: str
    about: str
    columns: tuple
    rows: list
    more: int
    count: int


def _listing(anchor, title, about, columns, rows, count=None):
    count = len(rows) if count is None else count
    return Listing(anchor, title, about, columns, rows[:ROWS], max(len(rows) - ROWS, 0), count)


def internal_errors(group):
    """The notebooks that are still to be graded, because grading itself failed."""
    rows = [(*_who_and_lab(group, grade), grade.problem) for grade in group.in_state("fault")]
    about = (
        "Grading itself failed here, not the student. Grade again: these are tried once more, all other "
        "grades stay. Until then they are left out of the numbers."
    )
    return _listing(
        "internal-errors", "Internal errors", about, ("Student", "Lab", "What happened"), rows
    )


def _who_and_lab(group, grade):
    return group.person(grade.submission.student), group.labels[grade.submission.lab]


def unreadable(group, problems):
    """The notebooks that could not be read, and files that belong to nobody."""
    rows = [
        (
            *_who_and_lab(group, grade),
            grade.problem or grade.submission.problem,
            _place(grade.submission),
        )
        for grade in group.in_state("unreadable")
    ]
    rows += [("–", "–", sentence, str(path)) for path, sentence in problems]
    about = "An unreadable notebook gives 0 points. A file without a student is not graded at all."
    columns = ("Student", "Lab", "What is wrong", "File")
    return _listing("unreadable", "Could not be read", about, columns, rows)


def _place(submission):
    return " in ".join(part for part in (submission.member, str(submission.path)) if part)


def not_judged(group):
    """Answers that were stopped or are not there, those that ended alike in one row."""
    who = {}  # those that ended alike
    for (lab, exercise), entries in group.exercises.items():
        for student, grade in entries:
            if grade.state in NOT_JUDGED:
                key = (group.labels[lab], exercise, NOT_JUDGED[grade.state], grade.reason)
                who.setdefault(key, []).append(group.person(student))
    alike = sorted(
        who.items(), key=lambda entry: (entry[0][2] == NOT_JUDGED["missing"], -len(entry[1]))
    )
    rows = [(*key, _names(students)) for key, students in alike]
    about = "They were stopped, or were not there. If many end in the same way, look at the exercise first."
    columns = ("Lab", "Exercise", "What", "Reason", "Who")
    count = sum(map(len, who.values()))
    return _listing(
        "not-judged", "Crashes, timeouts, memory, missing cells", about, columns, rows, count
    )


def _names(students):
    shown = "; ".join(students[:NAMES])
    more = len(students) - NAMES
    return f"{len(students):,}: {shown}" + (f"; and {more:,} more" if more > 0 else "")


def corrections(group):
    """Grades that somebody corrected by hand."""
    rows = []
    for grade in group.grades.values():
        for entry in grade.exercises:
            if entry.override:
                change = f"{entry.points:g} → {entry.override.points:g} of {entry.of:g}"
                made = (entry.override.reason, entry.override.made_at)
                rows.append((*_who_and_lab(group, grade), entry.exercise, change, *made))
    columns = ("Student", "Lab", "Exercise", "Points", "Reason", "When")
    about = "They count in all the numbers on this page, and they survive regrading."
    return _listing("corrections", "Corrections by hand", about, columns, rows)


def remarks(group):
    """Remarks about notebooks that were graded nevertheless."""
    rows = []
    for grade in group.grades.values():
        for text in dict.fromkeys((*grade.submission.notes, *grade.notes)):
            rows.append((*_who_and_lab(group, grade), text))
    return _listing("remarks", "Remarks", "", ("Student", "Lab", "Remark"), rows)


def missing(group):
    """Rows of (student, [whether the lab is missing]) of everyone who is missing one."""
    rows = []
    for student in group.names:
        missing = [(student, lab) not in group.grades for lab in group.titles]
        if any(missing):
            rows.append((group.person(student), missing))
    return rows


def unexpected(group, expected_students):
    """Who handed in without being expected."""
    expected = set(expected_students)
    extra = [group.person(student) for student in group.names if student not in expected]
    return extra if expected else []


def student_rows(group, links):
    """Rows of (student, name, path of the page or None, cells: total, then each lab)."""
    rows = []
    for student, name in group.names.items():
        grades = [group.grades.get((student, lab)) for lab in group.titles]
        total = f"{sum(grade.points for grade in grades if grade):g}"
        waits = any(grade and grade.state == "fault" for grade in grades)
        cells = [total + " …" * waits, *map(_cell, grades)]
        rows.append((student, name, links.get(student), cells))
    return rows


def _cell(grade):
    """A lab in the table: points, or a sign that the table's caption explains."""
    if grade is None:
        return "–"
    if grade.state == "fault":
        return "…"
    return f"{grade.points:g}" + (" ✗" if grade.state == "unreadable" else "")
