"""Moodle's own grading worksheet, filled in: the grades of a lab, and nothing else in it is changed.

Moodle finds a participant by the number in the first column, which is of one assignment. It skips a row
whose grade cannot be changed, and a grade above the maximum.
"""

import re
from pathlib import Path

from course.errors import CourseError
from course.grading.results.maxima import maximum_of_lab
from course.grading.roster.headers import fields_of
from course.grading.roster.people import People, Person, same_name, words_of
from course.grading.roster.sheets import read_file, sheet_of
from course.grading.submissions.platforms import PARTICIPANTS

WHAT = (
    "the grading worksheet that Moodle gives out: in the assignment, View all submissions, Download grading "
    "worksheet"
)
PARTICIPANT = re.compile(r"\D*?(\d+)")  # "Participant 123456", in German "Teilnehmer/in123456"
LOCKED = ("no", "nein", "non", "nee", "não", "nao")
SHOWN = 5  # names in a sentence


class Row:
    """A participant: number, name, email, idnumber, team, the cell of the grade, maximum, locked, submitted."""

    def __init__(self, cells, fields):
        values = {field: cells[at].value.strip() for field, at in fields.items() if at < len(cells)}
        number = PARTICIPANT.fullmatch(cells[0].value.strip())
        self.number = number[1] if number else ""
        self.name, self.team = values.get("name", ""), values.get("group", "")
        self.email, self.idnumber = values.get("email", ""), values.get("number", "")
        self.grade = cells[fields["grade"]] if fields["grade"] < len(cells) else None
        self.maximum = _points(values.get("maximum", ""))
        self.submitted = values.get("submitted", "")
        self.locked = values.get("changeable", "").casefold() in LOCKED

    @property
    def who(self):
        return self.name or f"participant {self.number}"


def read_worksheets(paths, out):
    """Read the worksheets that an instructor gives.

    Args:
        paths: of the files.
        out: GRADES; the copies go to its folder moodle.

    Returns:
        list of (file name, Sheet, content as bytes).

    Raises:
        CourseError: one is missing, is no worksheet, or two have one name.
    """
    found = {}
    for path in map(Path, paths):
        if Path(out).resolve() in path.resolve().parents:
            raise CourseError(f"{path} was written by grading: name {WHAT}")
        content = read_file(path, WHAT)
        sheet = _sheet(content, path)
        if found.setdefault(path.name, (path.name, sheet, content))[2] != content:
            raise CourseError(
                f"two worksheets are called {path.name}: rename one, since both are written to moodle/"
            )
    return list(found.values())


def _sheet(content, path):
    sheet = sheet_of(content, path, WHAT)
    header = sheet.rows[0]
    fields = fields_of(header)
    if "grade" not in fields and "scale" in fields or "scale" in fields and "maximum" not in fields:
        raise CourseError(
            f"{path} is of an assignment that is graded by a scale, and a lab gives points: in Moodle, set "
            "the assignment's grade to Point, then download the worksheet again"
        )
    if "grade" not in fields or "maximum" not in fields or not any(_rows(sheet)):
        raise CourseError(
            f"{path} is no grading worksheet, whose columns are Identifier, Full name, Grade, Maximum grade; "
            f"it has: {', '.join(filter(None, header))}. Name {WHAT}; if it is that, set Moodle to English "
            "and download it anew"
        )
    return sheet


def _rows(sheet):
    fields = fields_of(sheet.rows[0])
    rows = [Row(cells, fields) for cells in sheet.cells[1:]]
    return [row for row in rows if row.grade is not None and (row.number or row.name)]


def participants(worksheets, entries=()):
    """Who the rows are of: ({participant number: (email, ID number)}, Persons).

    Args:
        worksheets: list of (file name, lab, content as bytes).
        entries: Submissions; a number under which somebody of quite another name handed in is of another
            Moodle, and left out.
    """
    numbers, people, names = {}, {}, {}
    for entry in entries:
        if not PARTICIPANTS.fullmatch(entry.name):
            names.setdefault(entry.number, set()).update(words_of(entry.name))
    for name, _, content in worksheets:
        for row in _rows(sheet_of(content, name, WHAT)):
            handle = row.email or row.idnumber
            if handle:
                own, handed_in = set(words_of(row.name)), names.get(row.number)
                if not (own and handed_in) or own & handed_in:
                    numbers[row.number] = (row.idnumber, row.email)
                people.setdefault(handle.casefold(), (row.name, row.idnumber, row.email))
    named = [name for name, _, _ in people.values()]
    return numbers, [
        Person(
            name if named.count(name) == 1 and name else f"{name} ({number or email})",
            *(name or number or email, number, email),
        )
        for name, number, email in people.values()
    ]


def lab_of(sheet, lab, found, kept, name):
    """Which lab a worksheet is for: the one that is asked for, or the one whose participants are in it.

    Args:
        sheet: Sheet.
        lab: the name that the instructor gives, or None.
        found: Submissions of this call.
        kept: (Submission, source) of grades that are kept.
        name: of the file, for errors.

    Raises:
        CourseError: no lab has its participants, or several.
    """
    if lab:
        return lab
    numbers = {row.number for row in _rows(sheet) if row.number}
    entries = [*found, *(submission for submission, _ in kept)]
    shared = {}
    for entry in entries:
        if entry.number in numbers and not entry.group:
            shared.setdefault(entry.lab, set()).add(entry.number)
    labs = sorted(shared, key=lambda lab: -len(shared[lab]))
    if not labs and any(entry.number and entry.platform.startswith("moodle") for entry in found):
        raise CourseError(
            f"{name} has the number of nobody who handed in: is it another assignment's? If not, say "
            "which lab it is of with --lab"
        )
    if not labs:
        labs = sorted({entry.lab for entry in found})
    elif len(labs) > 1 and len(shared[labs[0]]) > len(shared[labs[1]]):
        labs = labs[:1]
    if len(labs) != 1:
        raise CourseError(
            f"{name} may be the worksheet of {' or '.join(labs)}: say which with --lab, in a call of its own"
        )
    return labs[0]


def replaced(earlier, newer):
    """Names of earlier worksheets all of whose participants are in a newer one of the same lab.

    Args:
        earlier, newer: lists of (file name, lab, content as bytes).
    """

    return [
        old
        for old, of, before in earlier
        for name, lab, content in newer
        if lab == of and old != name and numbers(old, before) <= numbers(name, content)
    ]


def numbers(name, content):
    """The participants' numbers in a worksheet, and the names of those without one: a set of str."""
    return {row.number or row.name for row in _rows(sheet_of(content, name, WHAT))}


def fill(content, name, grades, lab, elsewhere=()):
    """Fill in a worksheet.

    Args:
        content: bytes of the worksheet as Moodle gave it.
        name: of the file, for sentences.
        grades: LabGrades of the lab; those still to be graded are left out.
        lab: its name.
        elsewhere: numbers of participants in other worksheets of the lab, such as another group's.

    Returns:
        content, told: bytes; list of sentences on what was left out or what Moodle will do.
    """
    sheet = sheet_of(content, name, WHAT)
    rows = _rows(sheet)
    of_lab = [grade for grade in grades if grade.submission.lab == lab]
    gives = maximum_of_lab(of_lab)
    grades = [grade for grade in of_lab if grade.state != "fault"]
    chosen, differing = _chosen(rows, grades)
    comma = any(
        "," in cell for row in sheet.rows[1:] for cell in row if re.fullmatch(r"\d+,\d\d", cell)
    )
    values, groups = {}, {kind: [] for kind in ("locked", "nobody", "above")}
    for row in rows:
        grade = chosen.get(id(row))
        if id(row) in differing:
            continue
        if grade is None:
            groups["nobody"].append(row.who)
        elif row.locked:
            groups["locked"].append(row.who)
        else:
            points = f"{grade.points:.2f}".rstrip("0").rstrip(".")
            values[row.grade] = points.replace(".", ",") if comma else points
            if row.maximum is not None and grade.points > row.maximum:
                groups["above"].append(row.who)
    filled = {id(grade) for grade in [*chosen.values(), *differing.values()]}
    missing = [
        _called(grade)
        for grade in grades
        if id(grade) not in filled and grade.submission.number not in elsewhere
    ]
    doubtful = [
        f"{row.who} ({_called(differing[id(row)])})" for row in rows if id(row) in differing
    ]
    told = [f"{name}: {len(values)} of {len(rows)} rows are filled in for {lab}"]
    if teams := {row.team for row in rows} & set(missing) - {""}:
        told.append(
            f"{name}: {_names(sorted(teams))}: called like groups there; if so, say --layout moodle-teams, "
            "and each member gets the group's grade"
        )
    for people, words in (
        (groups["nobody"], "left as it is, since there is no grade for"),
        (missing, "no row (is it another assignment's worksheet?) for"),
        (
            doubtful,
            "left as it is, since the number is another name's (--same if it is one student), for",
        ),
        (groups["locked"], "left as it is, since Moodle lets nobody change the grade, for"),
        (groups["above"], "more points than the assignment's maximum, which Moodle will skip, for"),
    ):
        if people:
            told.append(f"{name}: {words} {_names(people)}")
    form = [
        *filter(None, [{"\t": "tabs", ";": "semicolons"}.get(sheet.delimiter)]),
        *([sheet.encoding.upper()] if sheet.encoding != "utf-8" else []),
        *(["a first line that Moodle cannot read"] if sheet.text.startswith("sep=") else []),
    ]
    if form:
        told.append(
            f"{name}: a spreadsheet has saved it with {', '.join(form)}: choose that when you upload it, or "
            "give the worksheet as Moodle gave it out"
        )
    maxima = {row.maximum for row in rows if row.maximum is not None}
    for maximum in sorted(maxima - {gives.highest}):
        taken = f", which Moodle takes for {gives.of:g} of {maximum:g}" * (not gives.why)
        told.append(
            f"{name}: the maximum grade in Moodle is {maximum:g}, and {gives.said(lab)}{taken}: set the "
            f"assignment's maximum to {gives.highest:g}"
        )
    return sheet.with_values(values), told


def rows_of(content, name, grades):
    """Pairs of Row and LabGrade that belong to each other in a worksheet, as when it is filled in.

    Args:
        content: bytes of the worksheet.
        name: of the file, for errors.
        grades: LabGrades of its lab.
    """
    rows = _rows(sheet_of(content, name, WHAT))
    chosen, _ = _chosen(rows, grades)
    return [(row, chosen[id(row)]) for row in rows if id(row) in chosen]


def _chosen(rows, grades):
    """({id of a Row: its LabGrade}, the like where the names differ): by number, else by name or team."""
    numbers, teams, chosen, differing = {}, {}, {}, {}
    for grade in grades:
        of = grade.submission
        if of.group:
            teams.setdefault(of.group, []).append(grade)
        elif of.number and (of.platform or "moodle").startswith("moodle"):
            numbers.setdefault(of.number, []).append(grade)
    own = [row.number for row in rows]
    for row in rows:
        theirs = numbers.get(row.number, ()) if row.number and own.count(row.number) == 1 else ()
        if len(theirs) == 1:
            of = theirs[0].submission
            alike = any(same_name(row.name, name) for name in (of.name, of.student))
            known = row.name and of.name and not PARTICIPANTS.fullmatch(of.name)
            (differing if known and not alike else chosen)[id(row)] = theirs[0]
    taken = {id(grade) for grade in chosen.values()}
    free = [grade for grade in grades if id(grade) not in taken and not grade.submission.group]
    by_name = People(Person(str(place), _called(grade)) for place, grade in enumerate(free))
    listed = People(Person(str(place), row.name) for place, row in enumerate(rows) if row.name)
    for row in rows:
        if id(row) in chosen or id(row) in differing or not row.name:
            continue
        person, team = by_name.by_name(row.name, whole=True).person, teams.get(row.team, ())
        if person and listed.by_name(row.name, whole=True).person:
            chosen[id(row)] = free[int(person.id)]
        elif len(team) == 1 and row.team and not person:
            chosen[id(row)] = team[0]
    return chosen, differing


def _called(grade):
    return grade.submission.name or grade.submission.student


def _points(text):
    """A number as Moodle writes it, or None."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _names(people):
    more = f" and {len(people) - SHOWN} more" if len(people) > SHOWN else ""
    return ", ".join(people[:SHOWN]) + more
