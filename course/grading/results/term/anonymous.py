"""A table of a class without a name in it, for research and to share.

Pseudonyms are drawn at random for each table and kept nowhere, so they lead to nobody, and two tables of one
class cannot be joined by them. Rows stand in the order of pseudonyms, which tells nothing either. What stays
is the pattern of points: whoever knows somebody's points in many exercises finds that row.
"""

import csv
import io
import secrets

from course.grading.results.mistakes import anonymous
from course.grading.results.tables import FORMULA

COLUMNS = (
    *("student", "lab", "exercise", "of", "points", "shown_points", "state", "mistake"),
    *("answers", "first_points", "late", "team", "corrected"),
)
ALONE = 2  # a mistake that fewer students made is left out


def table(cohort, attempts, *, with_answers=False):
    """A row for each exercise of each notebook that was graded or could not be read.

    Columns: student, a pseudonym; lab; exercise; of and points, of checks or by hand; shown_points,
    what the check gives in the notebook; state, one of grading's, or "unreadable"; mistake, the hint of the
    check, where at least two students had it; answers, how many different ones were graded, and first_points
    of the first, empty if there was none; late, team and corrected (by hand), yes or no; answer, if asked for.

    Args:
        cohort: Cohort.
        attempts: list of Attempt, in the order of grading.
        with_answers: whether the code of answers is in it, without comments, docstrings and loose strings; one
            that names its student, is long or does not parse is left out. Names of others may be in it.

    Returns:
        str, CSV.
    """
    pseudonyms = _pseudonyms({student for student, _ in cohort.grades})
    tries = {}  # (student, lab, exercise) -> points
    for one in attempts:
        tries.setdefault((one.student, one.lab, one.exercise), []).append(one.points)
    made = {}  # (lab, exercise, hint) -> students
    for (lab, exercise), entries in cohort.exercises.items():
        for _, entry in entries:
            made[lab, exercise, entry.hint] = made.get((lab, exercise, entry.hint), 0) + 1
    rows = []
    for (student, lab), grade in cohort.grades.items():
        if grade.state == "fault":
            continue
        who = grade.submission
        about = tuple(map(_yes, (who.late, who.group)))
        for entry in grade.exercises:
            points = tries.get((student, lab, entry.exercise), [])
            known = made.get((lab, entry.exercise, entry.hint), 0) >= ALONE
            row = [
                *(pseudonyms[student], lab, entry.exercise, f"{entry.of:g}", f"{entry.final:g}"),
                f"{entry.shown_points:g}",
                entry.state if grade.state == "graded" else grade.state,
                entry.hint if known else "",
                *((len(points), f"{points[0]:g}") if points else (0, "")),
                *(*about, _yes(entry.override)),
            ]
            if with_answers:
                row.append(_code(entry.answer, cohort.names.get(student, ""), who))
            rows.append(row)
    rows.sort(key=lambda row: row[0])  # in a stable way: labs and exercises keep their order
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *(("answer",) if with_answers else ())])
    writer.writerows(rows)
    return text.getvalue()


def _pseudonyms(students):
    """{student: pseudonym}, drawn at random; no two are the same."""
    drawn = set()
    while len(drawn) < len(students):
        drawn.add(f"s{secrets.token_hex(5)}")
    return dict(zip(sorted(students), drawn, strict=True))


def _yes(value):
    return "yes" if value else "no"


def _code(answer, name, who):
    code = anonymous(answer, (who.student, name, who.name, who.handed_in_as, who.number, who.group))
    return f"# answer\n{code}" if code.startswith(FORMULA) else code  # no formula to a spreadsheet
