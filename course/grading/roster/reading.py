"""The roster of a course, read from what Moodle or Canvas export, or from a plain list."""

import json
import re
from typing import NamedTuple

from course.errors import CourseError
from course.grading.roster.headers import FIELDS, fields_of, plain
from course.grading.roster.people import People, Person, same_name, words_of
from course.grading.roster.sheets import read_file, sheet_of

WHAT = (
    "the list of participants or the grades that Moodle exports, the gradebook that Canvas exports, "
    "or one student per line"
)
WHO = ("name", "first", "last", "id", "number", "email", "login")  # fields that say who somebody is
NUMBER = re.compile(r"(?=.*\d)[\w.-]+")
ASSIGNMENT = re.compile(r".+\(\d+\)")  # how Canvas heads the column of an assignment
CANVAS = ("sis user id", "sis login id")  # not everybody may see the first one
TEST_LOGIN = re.compile(r"[0-9a-f]{40}|")  # of Canvas' test student, whose name is Student, Test


class Roster(NamedTuple):
    """Who takes part in a course.

    Attributes:
        people: tuple of Person.
        assignments: {header: points possible, or ""} of Canvas' columns, such as "Lab 05 (12345)".
        remarks: what cannot be told from the file, sentences.
    """

    people: tuple = ()
    assignments: dict = {}
    remarks: tuple = ()

    def to_text(self):
        """As JSON, for the database."""
        return json.dumps([[list(person) for person in self.people], self.assignments])

    @classmethod
    def of_text(cls, text):
        people, assignments = json.loads(text)
        made = (Person(*fields) for fields in people)
        return cls(tuple(one._replace(former=tuple(one.former)) for one in made), assignments)

    def after(self, earlier):
        """This Roster; whoever has another name in an earlier one, by number or address, has both.

        Args:
            earlier: Roster.
        """
        before, people = People(earlier.people), []
        for person in self.people:
            known = before.by_handle(person.number, person.email).person
            known = known or before.by_canvas(person.canvas).person
            if known and set(before.by_name(person.name, whole=True).people) <= {known}:
                names = (known.name, *known.former)
                former = tuple(name for name in names if not same_name(name, person.name))
                person = person._replace(former=former)
            people.append(person)
        return self._replace(people=tuple(people))


def read_roster(path):
    """Read who takes part in a course.

    Args:
        path: of a file: Moodle's participants or grades, or Canvas' gradebook, as CSV in whatever
            language the platform has; or a list with one student per line, by name or id.

    Returns:
        Roster.

    Raises:
        CourseError: there is no such file, or no students are in it.
    """
    sheet = sheet_of(read_file(path, WHAT), path, WHAT)
    header, *rows = sheet.rows
    fields = _fields(header)
    if fields:
        by_canvas = any(plain(cell) in CANVAS for cell in header)
        entries = [_entry(row, fields, by_canvas) for row in rows]
        assignments = _assignments(header, rows) if by_canvas else {}
    else:
        _demand_list(header, rows, path)
        rows = rows if _is_header(header, rows) else sheet.rows
        entries, assignments = [_listed(row, sheet.delimiter) for row in rows], {}
    people, remarks = _people(list(filter(None, entries)), path)
    if not people:
        raise CourseError(f"there are no students in {path}: name {WHAT}")
    return Roster(people, assignments, remarks)


def _fields(header):
    """{field: column}, {} if no header says who somebody is."""
    fields = fields_of(header)
    named = [column for column, cell in enumerate(header) if FIELDS.get(plain(cell)) == "name"]
    if len(named) > 1 and "id" not in fields:  # student,name as in our own grades.csv
        fields |= {"id": named[0], "name": named[1]}
    if (
        "maximum" in fields or "scale" in fields
    ):  # a grading worksheet: its numbers are of one assignment
        fields.pop("id", None)
    return fields if any(field in fields for field in WHO) else {}


def _demand_list(header, rows, path):
    """Raise CourseError where a file without known headers is no list of students either."""
    wide = max(map(len, (header, *rows))) > 3
    if wide or fields_of(header) and rows:
        raise CourseError(
            f"no column of {path} says who somebody is; it has: {', '.join(filter(None, header))}. "
            "Columns such as First name, Last name, ID number and Email address were expected, or Student "
            "and ID: export the participants anew, in English if need be"
        )


def _is_header(header, rows):
    """Whether all other rows have an address or a number where the first one has a word."""
    return bool(rows) and any(
        not _is_handle(cell) and all(len(row) > column and _is_handle(row[column]) for row in rows)
        for column, cell in enumerate(header)
    )


def _assignments(header, rows):
    possible = next((row for row in rows if plain(row[0]) == "points possible"), [])
    return {
        name: possible[column] if column < len(possible) else ""
        for column, name in enumerate(header)
        if ASSIGNMENT.fullmatch(name)
    }


def _entry(row, fields, by_canvas):
    """The Person in a row, their id still what the file says or "", or None."""
    cells = {field: row[column] for field, column in fields.items() if column < len(row)}
    name, first, last = (cells.get(field, "") for field in ("name", "first", "last"))
    if not set(words_of(first)) <= set(words_of(name)):
        last = last or name  # such as Name; Vorname
    whole = f"{first} {last}" if first and last else name or first or last
    number, email, login = (cells.get(field, "") for field in ("number", "email", "login"))
    own = cells.get("id", "")
    no_people = ("points possible", "student test", "test student")
    if by_canvas and plain(whole) in no_people and TEST_LOGIN.fullmatch(login):
        return None
    if not any((own, whole, number, email, login)):
        return None
    return Person(own, _turned(whole), number, email, login, own if by_canvas else "")


def _listed(row, delimiter):
    """The Person in a line of a list without headers, such as "Müller, Anna" or "Anna Müller;123456"."""
    cells = [cell for cell in row if cell]
    email = next((cell for cell in cells if "@" in cell), "")
    number = next((cell for cell in cells if cell != email and _is_handle(cell)), "")
    names = [cell for cell in cells if cell not in (email, number)]
    if len(names) == 2 and len(names[0].split()) == 1 < len(names[1].split()):
        return Person(names[0], names[1], number, email)
    if len(names) == 2 and delimiter == ",":
        names.reverse()
    name = _turned(" ".join(names))
    if len(cells) == 1:
        return Person(cells[0] if number or email else "", name, number, email)
    return Person("", name, number, email)


def _is_handle(cell):
    return "@" in cell or bool(NUMBER.fullmatch(cell))


def _turned(name):
    """ "Müller, Anna" as "Anna Müller"."""
    last, comma, first = name.partition(",")
    name = f"{first} {last}" if comma and first.strip() and "," not in first else name
    return " ".join(name.split())


def _people(entries, path):
    """(Persons, each with an id of their own; remarks)."""
    entries = list(dict.fromkeys(entries))  # Moodle may write a row for each group
    by_name, remarks = {}, []
    for entry in entries:
        by_name.setdefault(" ".join(sorted(words_of(entry.name))), []).append(entry)
    people = {}
    for entry in entries:
        alike = by_name[" ".join(sorted(words_of(entry.name)))]
        handle = entry.number or entry.email or entry.login
        if entry.id:
            own = entry.id
        elif not entry.name:
            own = handle
        elif len(alike) == 1:
            own = entry.name
        elif handle:
            own = f"{entry.name} ({handle})"
        else:
            own = entry.name
        if own in people and people[own] != entry._replace(id=own):
            remarks.append(f"{own} stands twice in {path}: only the first one counts")
        people.setdefault(own, entry._replace(id=own, name=entry.name or own))
    return tuple(people.values()), tuple(dict.fromkeys(remarks))
