"""The map: which lecture has which labs, how long each takes, what it needs. The labs' heads say it."""

import re
from functools import cache
from html import escape
from typing import NamedTuple

from course.cells import exercise_of, mark_of
from course.claims import ledger
from course.errors import CourseError
from course.files import ROOT, labs_in
from course.notebooks.parsing import parse
from course.notebooks.parts import source_of

_LECTURE = re.compile(r"\b(\d+)\s\(")
_ROW = re.compile(r"^\| \d+\. (.+?) \| \d+ \|$", re.MULTILINE)


class Exercise(NamedTuple):
    """An exercise of a lab: its id, its title in the lab's head, its points."""

    id: str
    title: str
    points: int


class Lab(NamedTuple):
    """What the head of a lab says.

    Attributes:
        name: such as "04_addition_rnn".
        title: such as "a network learns to add", without "Lab 04:".
        lectures: keys of the ledger, such as ("L1", "L3").
        needs: what a reader should know.
        time: how long it takes.
        exercises: tuple of Exercise, in the lab's order.
    """

    name: str
    title: str
    lectures: tuple[str, ...]
    needs: str
    time: str
    exercises: tuple[Exercise, ...]

    @property
    def number(self):
        return self.name.partition("_")[0]

    @property
    def points(self):
        return sum(exercise.points for exercise in self.exercises)


class LectureMap(NamedTuple):
    """The answer of `lecture_map`: tables in a notebook, text elsewhere.

    Attributes:
        lectures: {key: title} of those with a lab.
        labs: tuple of Lab.
    """

    lectures: dict
    labs: tuple[Lab, ...]

    def __str__(self):
        lines = []
        for key, title in self.lectures.items():
            numbers = [lab.number for lab in self.labs if key in lab.lectures]
            lines.append(f"lecture {key[1:]}, {title}: labs {', '.join(numbers)}")
        for lab in self.labs:
            lines += ["", f"{lab.name}: {lab.title} ({lab.points} points)"]
            lines += [f"    needs: {lab.needs}", f"    time: {lab.time}"]
        return "\n".join(lines).lstrip("\n")  # no lecture has one of these labs

    __repr__ = __str__

    def _repr_html_(self):
        lectures = "".join(
            f"<li><b>{key[1:]}</b> {escape(title)}: "
            + ", ".join(link(lab.name, lab.number) for lab in self.labs if key in lab.lectures)
            + "</li>"
            for key, title in self.lectures.items()
        )
        rows = "".join(
            _row(
                "td",
                link(lab.name, f"{lab.number} {lab.title}"),
                *map(escape, (lab.needs, lab.time)),
            )
            for lab in self.labs
        )
        head = _row("th", "lab", "you need", "time")
        items = f"<ul>{lectures}</ul>" if lectures else ""
        return f"{items}<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def link(name, text):
    """A link to a lab beside the start page, in HTML."""
    return f'<a href="{name}.ipynb">{escape(text)}</a>'


def _row(tag, *cells):
    return f"<tr>{''.join(f'<{tag} style=text-align:left>{cell}</{tag}>' for cell in cells)}</tr>"


def lecture_map():
    """Lectures and labs.

    Returns:
        LectureMap.

    Raises:
        CourseError: a lab is not there or cannot be read.
    """
    found = labs()
    heard = {key for lab in found for key in lab.lectures}  # a release may have some labs only
    lectures = {key: title for key, title in ledger.lectures().items() if key in heard}
    return LectureMap(lectures, found)


@cache
def labs(folder=ROOT / "labs"):
    """The labs as their heads describe them: tuple of Lab, in order.

    Raises:
        CourseError: a notebook cannot be read, or there is none.
    """
    paths = labs_in(folder)
    if not paths:
        raise CourseError(f"there are no labs in {folder}: this works in a clone or in a bundle")
    return tuple(map(_lab, paths))


def _lab(path):
    try:
        cells = parse(path.read_bytes()).cells
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}") from error
    head = source_of(next(cell for cell in cells if cell.get("cell_type") == "markdown"))
    marks = [mark for mark in map(mark_of, cells) if mark.get("grade")]
    ids, titles = [exercise_of(mark["grade_id"]) for mark in marks], _ROW.findall(head)
    if len(titles) != len(ids):  # a head without such a table, or with another one
        titles = ids
    exercises = [
        Exercise(exercise, title, mark["points"])
        for exercise, title, mark in zip(ids, titles, marks, strict=True)
    ]
    keys = {f"L{number}" for number in _LECTURE.findall(_said(head, "The lectures?"))}
    keys &= ledger.lectures().keys()
    keys |= {key for row in ledger.rows() if row.lab == path.stem for key in row.lectures}
    first = head.splitlines()[0].lstrip("# ")
    title = first.partition(": ")[2] or first
    needs, time = (_first_sentence(_said(head, about)) for about in ("You need", "Time"))
    return Lab(path.stem, title, tuple(sorted(keys)), needs, time, tuple(exercises))


def _said(head, about):
    """What a head says after a bold word, up to the next one, as one line without marks."""
    about = about.replace(" ", r"\s")
    found = re.search(rf"\*\*{about}:\*\*(.+?)(?=\*\*|\n\n)", head, re.DOTALL)
    return " ".join(found[1].replace("*", "").split()) if found else ""


def _first_sentence(text):
    """Up to the first full stop that another sentence follows."""
    return re.split(r"(?<=\.) (?=[A-Z(])", text)[0]
