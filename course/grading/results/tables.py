"""Tables of grades, as CSV: for a spreadsheet, for Moodle and for Canvas."""

import csv
import io
import re

from course.grading.results.maxima import maximum_of_lab
from course.grading.scheme.words import percent_number
from course.grading.submissions.naming import original

BOM = "\ufeff"  # Excel takes a file without it for one in the computer's old code page
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def grades_csv(grades, cohort=None):
    """All points, a row for each student.

    Columns: student, name, one for each exercise such as "04_addition_rnn/encode", one for each lab, total
    and remarks. A lab that was not handed in, or that is still to be graded, is left empty. The remarks say
    which lab was late, unreadable or could not be graded yet, and why; in the last case there is no total.
    With a scheme there are percent and, if it has them, passed and grade after the total, and everybody on
    the roster has a row.

    Args:
        grades: LabGrades, at most one for each student and lab.
        cohort: Cohort with the standings of a scheme, or None.

    Returns:
        str, lines that end in CR LF as in all tables here.
    """
    exercises = {}  # lab -> exercise ids, in the lab's order
    for grade in sorted(grades, key=lambda grade: grade.submission.lab):
        ids = exercises.setdefault(grade.submission.lab, {})
        ids.update(dict.fromkeys(entry.exercise for entry in grade.exercises))
    columns = [f"{lab}/{exercise}" for lab, ids in exercises.items() for exercise in ids]
    scheme = cohort and cohort.scheme
    standing_columns = _standing_columns(scheme) if scheme else ["total"]
    rows = [["student", "name", *columns, *exercises, *standing_columns, "remarks"]]
    own = _by(grades, "student")
    if scheme:
        own |= {student: [] for student in cohort.names if student not in own}
    for student, theirs in sorted(own.items()):
        done = [grade for grade in theirs if grade.state != "fault"]
        cells = {grade.submission.lab: _number(grade.points) for grade in done}
        for grade in done:
            lab = grade.submission.lab
            cells |= {f"{lab}/{entry.exercise}": _number(entry.final) for entry in grade.exercises}
        total = [_number(sum(grade.points for grade in done)) if len(done) == len(theirs) else ""]
        if scheme:
            total = _standing_cells(cohort.standings[student], standing_columns)
        remarks = "; ".join(filter(None, map(_remark, theirs)))
        points = [cells.get(column, "") for column in (*columns, *exercises)]
        name = _name(theirs) or (cohort.names[student] if scheme else "")
        rows.append([_text(student), _text(name), *points, *total, _text(remarks)])
    return _csv(rows)


def _standing_columns(scheme):
    """What grades.csv says of a student's standing."""
    passed, grade = ["passed"] * scheme.asks_to_pass, ["grade"] * bool(scheme.grades)
    return ["total", "percent", *passed, *grade]


def _standing_cells(standing, columns):
    if standing.waits or standing.percent is None:
        return [""] * len(columns)
    cells = {
        "total": _number(standing.total),
        "percent": percent_number(standing.percent),
        "passed": {True: "yes", False: "no", None: ""}[standing.passed],
        "grade": _text(standing.grade),
    }
    return [cells[column] for column in columns]


def moodle(grades, lab):
    """The offline grading worksheets of a lab's assignments in Moodle.

    Moodle reads the columns Identifier, Grade and "Last modified (grade)", and looks for them under these
    names, which are those of its English interface. It skips a grade above the maximum that the
    assignment has there, and, unless it is told to overwrite them, grades that it has already.

    A number is of one assignment alone. So each assignment has a worksheet of its own; who handed in to an
    assignment that most of the others use for another lab is in none, nor is a group, nor a number that
    two students have.

    Args:
        grades: LabGrades of all labs; only those that came out of Moodle's own download count.
        lab: its name.

    Returns:
        {assignment: text}, {} if there are none. A submission that is still to be graded is left out.
    """
    header = ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"]
    own = [grade for grade in grades if grade.submission.lab == lab]
    highest = _number(maximum_of_lab(own).highest)
    return {
        assignment: _csv([header, *(_moodle_row(grade, highest) for grade in theirs)])
        for assignment, theirs in in_moodle(grades, lab).items()
    }


def _moodle_row(grade, highest):
    name, points = grade.submission.name, _number(grade.points)
    return [f"Participant {grade.submission.number}", _text(name), points, highest, ""]


def in_moodle(grades, lab):
    """Whose grades of a lab go back to which of Moodle's assignments.

    Args:
        grades, lab: as for `moodle`, which says who is left out.

    Returns:
        {assignment: LabGrades, ordered by student}; each has at least one.
    """
    numbered = {}  # assignment -> grades
    for grade in sorted(grades, key=lambda grade: grade.submission.student):
        if is_from_moodle(grade) and not grade.submission.group:
            numbered.setdefault(grade.submission.assignment, []).append(grade)
    found = {}  # a download that a browser has called "... (1)" is of the same assignment
    for assignment, theirs in sorted(numbered.items()):
        labs = [grade.submission.lab for grade in theirs]
        if not assignment or max(sorted(set(labs)), key=labs.count) == lab:
            own = [grade for grade in theirs if grade.submission.lab == lab]
            found.setdefault(original(assignment), []).extend(own)
    sound = {}
    for assignment, own in found.items():
        numbers = [grade.submission.number for grade in own]
        theirs = [
            grade
            for grade in sorted(own, key=lambda grade: grade.submission.student)
            if grade.state != "fault" and numbers.count(grade.submission.number) == 1
        ]
        if theirs:
            sound[assignment] = theirs
    return sound


def moodle_names(grades, lab):
    """What the files of a lab's assignments are called in GRADES/moodle, without ending.

    Returns:
        {assignment: str}; the one that most handed in to has the lab's name alone.
    """
    counts = {assignment: len(theirs) for assignment, theirs in in_moodle(grades, lab).items()}
    names = {}
    for place, assignment in enumerate(sorted(counts, key=lambda name: -counts[name])):
        plain = re.sub(r"[^\w.-]+", "-", assignment).strip("-.")[:60] or str(place)
        names[assignment] = f"{lab}-{plain}" if place else lab
    return names


def canvas(grades, headers=None):
    """The file that Canvas imports into its gradebook, with a column for each lab.

    Canvas finds a student by the number in the column ID, and an assignment by the number in its header,
    such as "Lab 05 (12345)", else by its name: one that is not there yet it offers to make.

    Args:
        grades: LabGrades; only those that came out of Canvas' own download count.
        headers: {lab: header of its column} of the assignments that Canvas has.

    Returns:
        str, "" if there are none. A lab that was not handed in, or is still to be graded, is left empty.
    """
    grades = [grade for grade in grades if is_from_canvas(grade)]
    of = {}
    for grade in sorted(grades, key=lambda grade: grade.submission.lab):
        lab = grade.submission.lab
        of[lab] = max(of.get(lab, 0), grade.of)

    def header_of(lab):
        return _text((headers or {}).get(lab, lab))

    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(header_of, of)],
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


def canvas_headers(assignments, labs):
    """Which of Canvas' assignments is which lab, where that is clear.

    Args:
        assignments: headers of Canvas' columns, such as "Lab 05 (12345)".
        labs: names of the labs, such as "05_stateful_lstm".

    Returns:
        {lab: header}; one that has the lab's whole name, or begins with "Lab" and its number.
    """
    found = {}
    for lab in labs:
        number, _, words = lab.partition("_")
        whole = r"[\W_]*".join(map(re.escape, re.split(r"[\W_]+", lab)))
        named = [
            header
            for header in assignments
            if re.search(rf"(?<![^\W_]){whole}(?![^\W_])", header, re.I)
        ]
        if not named and number.isdigit():
            pattern = re.compile(rf"(?:lab\W*)?0*{int(number)}(?!\d)[^\d]*\(\d+\)", re.I)
            named = [header for header in assignments if pattern.fullmatch(header)]
        if len(named) == 1:
            found[lab] = named[0]
    doubles = [header for header in found.values() if list(found.values()).count(header) > 1]
    return {lab: header for lab, header in found.items() if header not in doubles}


def make_tables(grades, *, headers=None, without=(), cohort=None):
    """The tables: grades.csv, and what the learning platforms import.

    Args:
        grades: LabGrades, at most one for each student and lab.
        headers: as for `canvas`.
        without: labs of which Moodle's own worksheet is filled in instead.
        cohort: as for `grades_csv`.

    Returns:
        {path below GRADES: text}; moodle/LAB.csv and canvas.csv are there only if submissions came from there.
    """
    texts = {"grades.csv": BOM + grades_csv(grades, cohort)}
    for lab in sorted({grade.submission.lab for grade in grades} - set(without)):
        names = moodle_names(grades, lab)
        for assignment, sheet in moodle(grades, lab).items():
            texts[f"moodle/{names[assignment]}.csv"] = sheet
    texts["canvas.csv"] = canvas(grades, headers)
    return {path: text for path, text in texts.items() if text}


def is_from_moodle(grade):
    """Whether a submission has Moodle's number, one of the submission: its student goes by the name.

    Where the layout was not noted, in older grades: the number is in the student's id only where several
    students have the same name.
    """
    of = grade.submission
    if of.platform:
        return bool(of.number) and of.platform.startswith("moodle")
    student = of.handed_in_as or of.student
    return bool(of.number) and student in (of.name, f"{of.name}_{of.number}")


def is_from_canvas(grade):
    """Whether a submission has Canvas' number, which is that of the student."""
    of = grade.submission
    if of.platform:
        return bool(of.number) and of.platform.startswith("canvas")
    return bool(of.number) and (of.handed_in_as or of.student) == of.number


def _by(grades, attribute):
    """{value: grades whose submission has it}."""
    groups = {}
    for grade in grades:
        groups.setdefault(getattr(grade.submission, attribute), []).append(grade)
    return groups


def _name(grades):
    return next((grade.submission.name for grade in grades if grade.submission.name), "")


def _remark(grade):
    lab, late = grade.submission.lab, grade.submission.late
    told = [f"{lab} {late}"] if late else []
    if grade.state != "graded":
        state = "unreadable" if grade.state == "unreadable" else "not graded yet"
        told.append(f"{lab} {state}: {grade.problem}")
    return "; ".join(told)


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
