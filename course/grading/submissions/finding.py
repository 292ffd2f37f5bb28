"""Which notebooks were handed in, by whom and for which lab, whatever the layout they come in."""

import os
import re
import stat
from typing import NamedTuple

from course.errors import CourseError
from course.grading.records.grades import Submission
from course.grading.submissions.archives import INSIDE, in_archive, is_zip
from course.grading.submissions.entries import Entry, Unreadable, clean, in_folder
from course.grading.submissions.layouts import Labs, Layout, Place, is_notebook, stem
from course.grading.submissions.reading import grade_ids

AGAIN = re.compile(r"-([0-9]{1,3})$")  # how Canvas marks what is handed in again
LOOKED_INTO = 20  # notebooks of a student's own zip whose ids are looked up
SHOWN, SHOWN_LENGTH = 3, 80  # files that a note names, characters of a name
NOBODY = ("", ".", "..")
NO_STUDENT = "names no student: call it student_lab.ipynb, or put it in a folder student/lab"
NO_LAB = "does not say which lab it is: name it after its lab, such as {}.ipynb"
NO_NOTEBOOK = "a notebook (.ipynb) was expected, but {} was handed in: hand in the notebook itself"
EMPTY = "a notebook (.ipynb) of this lab was expected, but there is none in {}: hand it in"
NESTED = "is a zip in a zip in a zip: unpack the outer one first"


class Candidate(NamedTuple):
    """What may be a student's submission of a lab; `lab` is "" as long as nothing tells it.

    Attributes:
        quality: 2 is named like its lab, 1 is a copy or has a longer name, 0 has another name or
            lies in the folder of another lab, -1 is no notebook, -2 is only a folder.
        again: how many times it was handed in before.
    """

    place: Place
    entry: Entry
    lab: str
    quality: int = 0
    again: int = 0
    problem: str = ""

    def rank(self):
        return not self.problem, self.again, self.quality, self.entry.mtime, self.entry.parts


def find(submitted, labs):
    """Find what was handed in; nothing is written, unpacked or run.

    Args:
        submitted: path of a folder or zip: student/lab/notebook.ipynb, student_lab.ipynb, a download
            of Moodle or Canvas, or a folder of zips of these.
        labs: names of the labs, or {name: ids of its exercises}; with ids, notebooks are recognised
            whatever they are called.

    Returns:
        submissions, problems: list of Submission, sorted, at most one for a student and a lab; list
        of (path, sentence) of what belongs to no student or to no lab.

    Raises:
        CourseError: there is no such folder or zip, or it cannot be read.
    """
    try:
        path = os.path.realpath(submitted)
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)
        entries = in_folder(path) if is_folder else in_archive(path)
    except (OSError, ValueError):
        raise CourseError(f"there is no {submitted}: name the folder of submissions") from None
    except Unreadable:
        raise CourseError(
            f"{submitted} is neither a folder nor a zip that can be read: download it again"
        ) from None
    finder = _Finder(Labs(labs), path)
    finder.look(entries, Layout(entries, finder.labs), "" if is_folder else os.path.basename(path))
    return finder.submissions(), sorted(set(finder.problems))


class _Finder:
    """Collects candidates from folders and archives."""

    def __init__(self, labs, root):
        self.labs, self.root = labs, root
        self.candidates, self.problems = [], []

    def submissions(self):
        """The best candidate of each student and lab, as a Submission."""
        rivals = {}
        for candidate in self.candidates:
            rivals.setdefault((candidate.place.student, candidate.lab), []).append(candidate)
        return [
            self._submission(*sorted(rivals[key], key=Candidate.rank, reverse=True))
            for key in sorted(rivals)
        ]

    def _submission(self, best, *others):
        place, entry = best.place, best.entry
        left_out = [self._shown(other.entry) for other in others if other.quality >= 0]
        notes = [note for note in (place.note, entry.note) if note]
        if left_out:
            more = f" and {len(left_out) - SHOWN} more" if len(left_out) > SHOWN else ""
            notes.append(f"handed in as well and left out: {', '.join(left_out[:SHOWN])}{more}")
        return Submission(
            place.student,
            best.lab,
            entry.path,
            entry.member,
            place.name,
            place.number,
            best.problem,
            tuple(notes),
        )

    def look(self, entries, layout, archive):
        """Collect from a folder or a class's archive.

        Args:
            entries: list of Entry, all that is in it.
            layout: their Layout.
            archive: the name of the archive, or "".
        """
        found = []
        for entry in entries:
            place = layout.place(entry)
            if entry.kind == "nowhere":
                self._report(entry, _told(entry))
            elif is_zip(entry) and not entry.problem:
                found += self._of_zip(entry, place, layout)
            elif place.student not in NOBODY:
                found += self._of_file(entry, place, (place.file,))
            elif is_notebook(entry) or entry.problem:
                self._report(entry, _told(entry, NO_STUDENT))
        downloads = {}
        for candidate in found:
            downloads.setdefault(candidate.place.around, []).append(candidate)
        for around, candidates in downloads.items():
            self._settle(candidates, f"{archive}/{around}")

    def _settle(self, found, download):
        """Keep the candidates of a download; a lab that nothing tells is that of its name or of all others."""
        known = {candidate.lab for candidate in found if candidate.lab}
        named = self.labs.named(download)
        only = named.lab if named else known.pop() if len(known) == 1 else ""
        with_files = {candidate.place.student for candidate in found if candidate.quality >= -1}
        with_labs = {candidate.place.student for candidate in found if candidate.lab}
        for candidate in found:
            student, lab = candidate.place.student, candidate.lab or candidate.place.lab or only
            beside = candidate.quality < 0 or candidate.place.told_by == "folder"
            if lab:
                self.candidates.append(candidate._replace(lab=lab))
            elif not (
                student in with_labs and beside or student in with_files and candidate.quality < -1
            ):
                example = next(iter(self.labs.ids), "lab")
                self._report(
                    candidate.entry, candidate.problem or f"the file {NO_LAB.format(example)}"
                )

    def _of_file(self, entry, place, names):
        """The candidates that a file, folder or link of a student makes: one or none.

        Args:
            entry: Entry.
            place: Place.
            names: its own name, then those of the folders and the zip that hold it, if it is in a zip.
        """
        by_hand = place.told_by in ("folder", "name")
        if entry.kind == "folder":
            problem = _told(entry) if entry.problem else EMPTY.format("the folder")
            counts = entry.problem or place.lab or place.told_by == "moodle"
            return [Candidate(place, entry, place.lab, -2, problem=problem)] if counts else []
        own, *around = (self.labs.named(stem(name)) for name in names)
        named = own or next(filter(None, around), None)
        lab = named.lab if named else place.lab if by_hand else ""
        numbered = AGAIN.search(stem(place.file)) if place.told_by == "canvas" else None
        again = int(numbered[1]) if numbered else 0
        if entry.problem:
            return [Candidate(place, entry, lab, 0, again, _told(entry))]
        if not is_notebook(entry):
            if not lab and by_hand:
                return []
            problem = NO_NOTEBOOK.format(_short(names[0] or "something else"))
            return [Candidate(place, entry, lab, -1, again, problem)]
        if not lab and any(self.labs.ids.values()):
            lab = self.labs.of_ids(grade_ids(entry.path, entry.member))
        quality = 0
        if own and not (by_hand and place.lab and place.lab != own.lab):
            quality = 1 if own.before or own.after else 2
        return [Candidate(place, entry, lab, quality, again)]

    def _of_zip(self, entry, place, layout):
        """The candidates in a student's own zip; those in a class's are collected at once."""
        if place.student in NOBODY[1:]:
            self._report(entry, _told(entry, NO_STUDENT))
            return []
        surely_own = bool(place.student) and (
            place.told_by in ("moodle", "canvas")
            or place.told_by == "name"
            and layout.has_named
            or not layout.on_top(entry)
        )
        try:
            if INSIDE in entry.member:
                raise Unreadable(f"the file {NESTED}")
            entries = in_archive(entry.path, entry.member, own=surely_own)
        except Unreadable as error:
            if place.student:
                return self._instead_of_notebook(entry, place, 0, str(error))
            self._report(entry, str(error))
            return []
        if not surely_own:
            inner = Layout(entries, self.labs)
            students = {inner.place(below).student for below in entries if is_notebook(below)}
            if inner.by_moodle or inner.by_canvas or len(students) > 1 or not place.student:
                self.look(entries, inner, "/".join(entry.parts))
                return []
        return self._of_own_zip(entry, place, entries)

    def _of_own_zip(self, entry, place, entries):
        found, looked_into = [], 0
        for below in entries:
            if below.kind == "folder" or not (is_notebook(below) or below.problem):
                continue
            names = (below.parts[-1], *reversed(below.parts[:-1]), place.file)
            looked_into += not any(map(self.labs.named, names))
            if looked_into <= LOOKED_INTO:
                found += self._of_file(below, place, names)
        return found or self._instead_of_notebook(entry, place, -1, EMPTY.format("the zip"))

    def _instead_of_notebook(self, entry, place, quality, problem):
        named = self.labs.named(stem(place.file))
        lab = named.lab if named else place.lab
        return [Candidate(place, entry, lab, quality, problem=problem)]

    def _report(self, entry, sentence):
        self.problems.append((self._shown(entry), sentence))

    def _shown(self, entry):
        """Where an entry is, for people."""
        path = entry.path if entry.path == self.root else os.path.relpath(entry.path, self.root)
        inside = entry.member.replace(INSIDE, "/")
        if path == self.root:
            return _short(inside or os.path.basename(path))
        return _short(f"{path}/{inside}" if inside else path)


def _told(entry, otherwise=""):
    what = "folder" if entry.kind == "folder" else "file"
    return f"the {what} {entry.problem or otherwise}"


def _short(text):
    text = clean(text)
    return text if len(text) <= SHOWN_LENGTH else f"{text[:30]}…{text[31 - SHOWN_LENGTH :]}"
