"""Tables of grades, as CSV: for a spreadsheet, for Moodle and for Canvas."""

import csv
import io
from pathlib import Path

from course.files import PRIVATE, update_text

BOM = "\ufeff"  # Excel takes a file without it for one in the computer's old code page
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def grades_csv(grades):
    """All points, a row for each student.

    Columns: student, name, one for each exercise such as "04_addition_rnn/encode", one for each lab, total
    and remarks. A lab that was not handed in, or that is still to be graded, is left empty. The remarks say
    which lab was unreadable or could not be graded yet, and why; in the second case there is no total.

    Args:
        grades: LabGrades, at most one for each student and lab.

    Returns:
        str, lines that end in CR LF as in all tables here.
    """
    exercises = {}  # lab -> exercise ids, in the lab's order
    for grade in sorted(grades, key=lambda grade: grade.submission.lab):
        ids = exercises.setdefault(grade.submission.lab, {})
        ids.update(dict.fromkeys(entry.exercise for entry in grade.exercises))
    columns = [f"{lab}/{exercise}" for lab, ids in exercises.items() for exercise in ids]
    rows = [["student", "name", *columns, *exercises, "total", "remarks"]]
    for student, theirs in sorted(_by(grades, "student").items()):
        done = [grade for grade in theirs if grade.state != "fault"]
        cells = {grade.submission.lab: _number(grade.points) for grade in done}
        for grade in done:
            lab = grade.submission.lab
            cells |= {f"{lab}/{entry.exercise}": _number(entry.final) for entry in grade.exercises}
        total = _number(sum(grade.points for grade in done)) if len(done) == len(theirs) else ""
        remarks = "; ".join(_remark(grade) for grade in theirs if grade.state != "graded")
        points = [cells.get(column, "") for column in (*columns, *exercises)]
        rows.append([_text(student), _text(_name(theirs)), *points, total, _text(remarks)])
    return _csv(rows)


def moodle(grades, lab):
    """The offline grading worksheet of an assignment in Moodle.

    Moodle reads the columns Identifier, Grade and "Last modified (grade)", and looks for them under these
    names, which are those of its English interface. It skips a grade above the maximum that the
    assignment has there, and, unless it is told to overwrite them, grades that it has already.

    Args:
        grades: LabGrades; only those of `lab` that came out of Moodle's own download count.
        lab: its name.

    Returns:
        str, "" if there are none. A submission that is still to be graded is left out.
    """
    rows = [
        [
            f"Participant {grade.submission.number}",
            _text(grade.submission.name),
            _number(grade.points),
            _number(grade.of),
            "",
        ]
        for grade in sorted(grades, key=lambda grade: grade.submission.student)
        if grade.submission.lab == lab and _from_moodle(grade) and grade.state != "fault"
    ]
    header = ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"]
    return _csv([header, *rows]) if rows else ""


def canvas(grades):
    """The file that Canvas imports into its gradebook, with a column for each lab.

    Canvas finds a student by the number in the column ID, and an assignment by its name: one that is not
    there yet it offers to make.

    Args:
        grades: LabGrades; only those that came out of Canvas' own download count.

    Returns:
        str, "" if there are none. A lab that was not handed in, or is still to be graded, is left empty.
    """
    grades = [grade for grade in grades if _from_canvas(grade)]
    of = {}
    for grade in sorted(grades, key=lambda grade: grade.submission.lab):
        lab = grade.submission.lab
        of[lab] = max(of.get(lab, 0), grade.of)
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *of],
        ["    Points Possible", "", "", "", "", *map(_number, of.values())],
    ]
    for number, theirs in sorted(_by(grades, "number").items()):
        points = {
            grade.submission.lab: _number(grade.points)
            for grade in theirs
            if grade.state != "fault"
        }
        student = [_text(_name(theirs) or number), _text(number), "", "", ""]
        rows.append([*student, *(points.get(lab, "") for lab in of)])
    return _csv(rows) if grades else ""


def write_tables(folder, grades):
    """Write grades.csv and what the learning platforms import; a file with the same content stays as it is.

    Args:
        folder: where grades.csv goes, moodle/<lab>.csv and canvas.csv; the last two only if submissions
            came from there.
        grades: LabGrades, at most one for each student and lab.

    Returns:
        list of Path, the files that hold these grades.

    Raises:
        CourseError: the folder cannot be written.
    """
    folder = Path(folder)
    labs = sorted({grade.submission.lab for grade in grades})
    texts = {folder / "grades.csv": BOM + grades_csv(grades)}
    texts |= {folder / "moodle" / f"{lab}.csv": moodle(grades, lab) for lab in labs}
    texts |= {folder / "canvas.csv": canvas(grades)}
    texts = {path: text for path, text in texts.items() if text}
    for path, text in texts.items():
        update_text(path, text, mode=PRIVATE)
    return list(texts)


def _from_moodle(grade):
    """Whether a submission has Moodle's number, one of the submission: its student goes by the name.

    The number is in the student's id only where several students have the same name.
    """
    of = grade.submission
    return bool(of.number) and of.student in (of.name, f"{of.name}_{of.number}")


def _from_canvas(grade):
    """Whether a submission has Canvas' number, which is that of the student."""
    submission = grade.submission
    return bool(submission.number) and submission.student == submission.number


def _by(grades, attribute):
    """{value: grades whose submission has it}."""
    groups = {}
    for grade in grades:
        groups.setdefault(getattr(grade.submission, attribute), []).append(grade)
    return groups


def _name(grades):
    return next((grade.submission.name for grade in grades if grade.submission.name), "")


def _remark(grade):
    state = "unreadable" if grade.state == "unreadable" else "not graded yet"
    return f"{grade.submission.lab} {state}: {grade.problem}"


def _number(points):
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _text(words):
    """Words that a spreadsheet does not run as a formula, and that can be written as UTF-8."""
    words = words.encode("utf-8", "backslashreplace").decode()
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words


def _csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
