"""Whose is a file, and of which lab is it? What its name and the folders around it say of both."""

import os
import re
from typing import NamedTuple

from course.cells import SETUP
from course.grading.submissions.archives import is_zip

NOTEBOOK = re.compile(r"(.*)\.ipynb(?:\.json|\.txt)?", re.IGNORECASE)  # browsers add the last ones
MOODLE = re.compile(r"(.+?)_([0-9]+)_assignsubmission_(?:file|onlinetext)(?:_(.*))?")
CANVAS = re.compile(r"(.+?)(?:_LATE)?_([0-9]+)_([0-9]+)_(.+)")
SAME_NAME = (
    " is the name of several students: Moodle's number, which is different for each assignment, "
    "tells them apart"
)
BETWEEN = " _-.+"  # what stands between a student and a lab


class Named(NamedTuple):
    """The lab that a name has in it, what comes before and after it, and where it starts."""

    lab: str
    before: str
    after: str
    start: int


class Labs:
    """The labs, as names of files and ids of cells tell them.

    Args:
        labs: their names, or {name: ids of its exercises}.
    """

    def __init__(self, labs):
        ids = labs if isinstance(labs, dict) else dict.fromkeys(labs, ())
        self.ids = {lab: set(own) - {SETUP} for lab, own in ids.items()}
        self._longest_first = sorted(ids, key=len, reverse=True)
        words = [map(re.escape, re.split(r"[\W_]+", lab)) for lab in self._longest_first]
        either = "|".join(f"({'[ _.+-]+'.join(own)})" for own in words)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)

    def named(self, text):
        """Named, of the last lab that is in a text, or None."""
        matches = list(self._pattern.finditer(text)) if self.ids else ()
        if not matches:
            return None
        lab = self._longest_first[matches[-1].lastindex - 1]
        start, end = matches[-1].span()
        return Named(lab, text[:start].strip(BETWEEN), text[end:], start)

    def called(self, name):
        """The lab whose name this is, and nothing else, or ""."""
        named = self.named(name)
        return named.lab if named and not named.before and not named.after else ""

    def of_ids(self, ids):
        """The lab that most of these ids are of, "" if there is none or more than one."""
        shared = {lab: len(own & ids) for lab, own in self.ids.items()}
        most = max(shared.values(), default=0)
        best = [lab for lab, count in shared.items() if count == most > 0]
        return best[0] if len(best) == 1 else ""


class Place(NamedTuple):
    """What its name and the folders around it say of a file.

    Attributes:
        student, name, number: as in Submission; student is "" if nothing tells it.
        told_by: "moodle", "canvas", "name" or "folder".
        file: the name that the student gave to the file.
        lab: that of a folder around it, or "".
        around: the folder that Moodle's or Canvas' download of an assignment was unpacked to, or "".
        note: a remark, or "".
    """

    student: str
    told_by: str
    file: str
    lab: str = ""
    name: str = ""
    number: str = ""
    around: str = ""
    note: str = ""


class Layout:
    """How a folder or an archive is organised: what most of it agrees on counts.

    A student chooses the names of files and of what is in his folder. So that they cannot tell whose
    the work of others is, each folder or file of the first level has one vote.

    Args:
        entries: list of Entry.
        labs: Labs.

    Attributes:
        by_moodle, by_canvas: whether it was downloaded there.
        has_named: whether notebooks called student_lab lie on the first level.
    """

    def __init__(self, entries, labs):
        self.labs = labs
        files = [entry for entry in entries if entry.kind == "file"]
        works = [entry for entry in files if is_notebook(entry) or is_zip(entry)] or files
        folders = [entry.parts[:-1] for entry in works]
        self.level = len(os.path.commonprefix(folders)) if works else 0  # what is above, all share
        votes = {}
        for entry in works:
            votes.setdefault(entry.parts[self.level], []).append(entry.parts)
        self.by_moodle = _most(any(map(_moodle, paths)) for paths in votes.values())
        self.by_canvas = _most(
            any(self._canvas(path[-1]) for path in paths) for paths in votes.values()
        )
        self._named = {top for top, paths in votes.items() if self._holds_named(paths)}
        self._by_name = _most(top in self._named for top in votes)
        self.has_named = any(NOTEBOOK.fullmatch(top) for top in self._named)
        self._numbers = {}  # that Moodle gives to a name: two of them are two students
        for entry in entries:
            if moodle := _moodle(entry.parts):
                where = entry.parts[: moodle[0]], moodle[1][1].strip()
                self._numbers.setdefault(where, set()).add(moodle[1][2])

    def on_top(self, entry):
        """Whether an entry lies on the first level."""
        return len(entry.parts) == self.level + 1

    def place(self, entry):
        """The Place of an Entry."""
        parts, file = entry.parts, entry.parts[-1]
        lab, below = self._lab_folder(parts)
        if moodle := _moodle(parts):
            index, found = moodle
            if self.by_moodle or index == 0:
                given = (found[3] or "") if index == len(parts) - 1 else file
                name, number = found[1].strip(), found[2]
                place = Place(name, "moodle", given, lab, name, number, "/".join(parts[:index]))
                if len(self._numbers[parts[:index], name]) == 1:
                    return place
                return place._replace(student=f"{name}_{number}", note=f"{name}{SAME_NAME}")
        if self.by_canvas and (found := self._canvas(file)):
            return Place(
                found[2], "canvas", found[4], lab, found[1], found[2], "/".join(parts[:-1])
            )
        named = self.labs.named(stem(file))
        by_name = named and named.before and Place(named.before, "name", file[named.start :], lab)
        own = parts[self.level :]
        if by_name and self._by_name and len(own) <= 2 and own[:1] and own[0] in self._named:
            return by_name
        if below > 1:
            return Place(parts[below - 2], "folder", file, lab)
        if lab and len(parts) > 2:
            return Place(parts[1], "folder", file, lab)
        if len(own) > 1 and not lab:
            return Place(own[0], "folder", file)
        if by_name:
            return by_name
        alone = self.level and own and not lab  # all there is lies in one folder
        return Place(parts[self.level - 1] if alone else "", "folder", file, lab)

    def _lab_folder(self, parts):
        """(lab, how many parts there are down to its folder): the first one below another folder."""
        labs = [self.labs.called(part) for part in parts]
        for index in range(1, len(parts)):
            if labs[index] and not labs[index - 1]:
                return labs[index], index + 1
        return labs[0], int(bool(labs[0]))

    def _canvas(self, file):
        """The match of a name that Canvas gave, None if its numbers are a part of the lab's name."""
        found, named = CANVAS.fullmatch(file), self.labs.named(file)
        return None if found and named and named.start < found.start(4) else found

    def _holds_named(self, paths):
        """Whether this is a file called student_lab, or a folder with such files of several students."""
        students = set()
        for path in paths:
            named = self.labs.named(stem(path[-1]))
            if named and named.before and len(path) <= self.level + 2:
                students.add(named.before)
        is_file = len(paths[0]) == self.level + 1
        return len(students) >= (1 if is_file else 2)


def is_notebook(entry):
    return entry.kind == "file" and bool(NOTEBOOK.fullmatch(entry.parts[-1]))


def stem(file):
    """The name of a file without its ending."""
    notebook = NOTEBOOK.fullmatch(file)
    return notebook[1] if notebook else os.path.splitext(file)[0]


def _moodle(parts):
    """(place among the parts, match) of a name that Moodle gave, or None."""
    for index, part in enumerate(parts):
        if found := MOODLE.fullmatch(part):
            return index, found
    return None


def _most(votes):
    votes = list(votes)
    return sum(map(bool, votes)) * 2 > len(votes)
