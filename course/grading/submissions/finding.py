"""Which notebooks were handed in, by whom and for which lab, whatever the layout they come in."""

import os
import re
import stat

from course.errors import CourseError
from course.grading.records.grades import Submission
from course.grading.submissions.archives import INSIDE, in_archive, is_zip
from course.grading.submissions.choosing import LOOKED_INTO, Candidate, choose
from course.grading.submissions.entries import Unreadable, clean, in_folder
from course.grading.submissions.layouts import Layout, handed_in_to_nbgrader
from course.grading.submissions.namesakes import NUMBERS
from course.grading.submissions.naming import Labs, stem
from course.grading.submissions.places import NO_STUDENT, is_notebook
from course.grading.submissions.platforms import BY_NAME, PLATFORMS
from course.grading.submissions.reading import look
from course.grading.submissions.which_lab import TOGETHER, Download, settle

ARCHIVE = re.compile(r"\.(tar|tgz|gz|bz2|xz|rar|7z)$", re.IGNORECASE)
SHOWN, SHOWN_LENGTH = 3, 80  # files that a note names, characters of a name
NOBODY = ("", ".", "..")
NO_LAB = "does not say which lab it is: name it after its lab, such as {}.ipynb"
NO_NOTEBOOK = "a notebook (.ipynb) was expected, but {} was handed in: hand in the notebook itself"
NO_FILE = "no notebook was handed in, but a text or a link: hand in the notebook (.ipynb) itself"
EMPTY = "a notebook (.ipynb) of this lab was expected, but there is none in {}: hand it in"
OTHER_STEP = "the folder is a step of an nbgrader course: what is handed in lies in submitted"
NO_ZIP = "is an archive that is not looked into: unpack it, or make it a zip"
NESTED = "is a zip in a zip in a zip: unpack the outer one first"
UNKNOWN = (
    "has a layout that is not known: it begins with {}{}; expected was {} ({}). Lay it out like that, or say "
    "--layout NAME if it is one of them"
)


def find(submitted, labs, layout=None):
    """Find what was handed in; nothing is written, unpacked or run.

    Args:
        submitted: path of a folder or zip, in one of the layouts in `platforms`, or a folder of zips
            of these.
        labs: names of the labs, or {name: ids of its exercises}; with ids, notebooks are recognised
            whatever they are called.
        layout: name of the layout, or None to guess.

    Returns:
        submissions, problems: list of Submission, sorted, at most one for a student and a lab; list
        of (path, sentence) of what belongs to no student or to no lab.

    Raises:
        CourseError: there is no such folder, zip or layout, or it cannot be read.
    """
    if layout is not None and layout not in BY_NAME:
        raise CourseError(f"there is no layout {layout}; there are: {', '.join(BY_NAME)}")
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
    finder = _Finder(Labs(labs), path, layout)
    entries, steps = handed_in_to_nbgrader(entries)
    finder.problems += [(step, OTHER_STEP) for step in steps]
    finder.look(
        entries, Layout(entries, finder.labs, layout), "" if is_folder else os.path.basename(path)
    )
    return finder.submissions(), sorted(set(finder.problems))


class _Finder:
    """Collects candidates from folders and archives."""

    def __init__(self, labs, root, layout):
        self.labs, self.root, self.layout = labs, root, layout
        self.downloads, self.problems = [], []

    def submissions(self):
        """The best candidate of each student and lab, as a Submission."""
        rivals = {}
        for download, candidate in self._settled():
            key = candidate.place.student, candidate.lab
            rivals.setdefault(key, []).append((download, candidate))
        return [self._submission(rivals[key]) for key in sorted(rivals)]

    def _settled(self):
        """Pairs of Download and Candidate whose lab is known; what has none is a problem or is dropped."""
        kept, lost = settle(self.downloads, self.labs)
        for candidate in lost:
            example = next(iter(self.labs.ids), "lab")
            self._report(candidate.entry, candidate.problem or f"the file {NO_LAB.format(example)}")
        return kept

    def _submission(self, rivals):
        candidates = [candidate for _, candidate in rivals]
        best, why, others = choose(candidates, self.labs.ids[candidates[0].lab])
        (download,) = {id(one): one for one, candidate in rivals if candidate is best}.values()
        place, entry = best.place, best.entry
        left_out = [self._shown(other.entry) for other in others if other.quality >= 0]
        notes = [note for note in (place.note, entry.note, best.note, why) if note]
        if left_out:
            more = f" and {len(left_out) - SHOWN} more" if len(left_out) > SHOWN else ""
            notes.append(f"handed in as well and left out: {', '.join(left_out[:SHOWN])}{more}")
        per_assignment = BY_NAME[place.layout].number_of == "assignment" and place.number
        per_assignment = per_assignment and place.note != TOGETHER
        if per_assignment and {one.place.number for one in candidates} - {place.number}:
            notes.append(NUMBERS)
        return Submission(
            place.student,
            best.lab,
            entry.path,
            entry.member,
            place.name,
            place.number,
            best.problem,
            tuple(notes),
            platform=place.layout,
            assignment=download.name if per_assignment else "",
            group=place.group,
            late=place.late,
            time=place.time,
        )

    def look(self, entries, layout, archive):
        """Collect from a folder or a class's archive.

        Args:
            entries: list of Entry, all that is in it.
            layout: their Layout.
            archive: the name of the archive, or "".
        """
        found, lost, before = [], [], len(self.downloads)
        for entry in entries:
            if entry.kind == "nowhere":
                self._report(entry, _told(entry))
                continue
            for place in layout.places(entry):
                if (
                    is_zip(entry)
                    and not entry.problem
                    and (layout.on_top(entry) or not place.problem)
                ):
                    found += self._of_zip(entry, place, layout)
                elif place.student not in NOBODY and not place.problem:
                    found += self._of_file(entry, place, (place.file,))
                elif is_notebook(entry) or entry.problem:
                    lost.append((entry, place.student, place.problem or NO_STUDENT))
                elif ARCHIVE.search(entry.parts[-1]):
                    self._report(entry, f"the file {NO_ZIP}")
        strangers = [one for one in lost if not one[0].problem]
        if strangers and not found and len(self.downloads) == before:
            self._report_unknown(strangers, archive)
            lost = [one for one in lost if one[0].problem]
        handed_in = {candidate.place.student for candidate in found}
        for entry, student, problem in lost:
            if not student or student not in handed_in:  # such as working files, beside what counts
                self._report(entry, _told(entry, problem))
        downloads = {}
        for candidate in found:
            downloads.setdefault(candidate.place.around, []).append(candidate)
        for around, candidates in downloads.items():
            path = f"{archive}/{around}".strip("/")
            self.downloads.append(Download(path, os.path.basename(self.root), candidates))

    def _report_unknown(self, lost, archive):
        names = [_short("/".join(entry.parts)) for entry, *_ in lost]
        begins = ", ".join(names[:SHOWN]) + (
            f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        )
        problems = sorted({problem for *_, problem in lost} - {NO_STUDENT})
        expected = BY_NAME[self.layout].name if self.layout else "one of these"
        known = "; ".join(f"{one.name}: {one.example.replace('`', '')}" for one in PLATFORMS)
        why = f"; a file {problems[0]}" if problems else ""
        sentence = UNKNOWN.format(begins, why, expected, known)
        self.problems.append((_short(archive or os.path.basename(self.root)), sentence))

    def _of_file(self, entry, place, names):
        """The candidates that a file, folder or link of a student makes: one or none.

        Args:
            entry: Entry.
            place: Place.
            names: its own name, then those of the folders and the zip that hold it, if it is in a zip.
        """
        if entry.kind == "folder":
            problem = _told(entry) if entry.problem else EMPTY.format("the folder")
            counts = entry.problem or place.lab or place.layout.startswith("moodle")
            return [Candidate(place, entry, place.lab, -2, problem)] if counts else []
        own, *around = (self.labs.named(stem(name)) for name in names)
        named = own or next(filter(None, around), None)
        lab = named.lab if named else place.lab if place.by_hand else ""
        if entry.problem:
            return [Candidate(place, entry, lab, 0, _told(entry))]
        if not is_notebook(entry):
            problem = NO_NOTEBOOK.format(_short(names[0])) if names[0] else NO_FILE
            return [Candidate(place, entry, lab, -1, problem)]
        if not lab and any(self.labs.ids.values()):
            lab = self.labs.of(look(entry.path, entry.member))
        quality = 0
        if own and not (place.by_hand and place.lab and place.lab != own.lab):
            quality = 1 if own.before or own.after else 2
        return [Candidate(place, entry, lab, quality)]

    def _of_zip(self, entry, place, layout):
        """The candidates in a student's own zip; those in a class's are collected at once."""
        if place.student in NOBODY[1:]:
            self._report(entry, _told(entry, NO_STUDENT))
            return []
        surely_own = bool(place.student) and (
            not place.by_hand
            or place.layout == "flat"
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
            inner = Layout(entries, self.labs, self.layout)
            places = [own for below in entries if is_notebook(below) for own in inner.places(below)]
            students = {own.student for own in places} - {""}
            if not place.student and len(students) == 1 and places[0].layout == "nbgrader":
                self._report(entry, _told(entry, NO_STUDENT))  # it, or the folder in it, may be one
                return []
            if inner.platforms or len(students) > 1 or not place.student:
                self.look(entries, inner, "/".join(entry.parts))
                return []
        return self._of_own_zip(entry, place, entries)

    def _of_own_zip(self, entry, place, entries):
        found, others, looked_into = [], [], 0
        for below in entries:
            names = (below.parts[-1], *reversed(below.parts[:-1]), place.file)
            if below.kind == "folder":
                continue
            if not (is_notebook(below) or below.problem):
                others += self._of_file(below, place, names)
                continue
            looked_into += not any(map(self.labs.named, names))
            if looked_into <= LOOKED_INTO:
                found += self._of_file(below, place, names)
        return (
            found or self._instead_of_notebook(entry, place, -1, EMPTY.format("the zip"))
        ) + others

    def _instead_of_notebook(self, entry, place, quality, problem):
        named = self.labs.named(stem(place.file))
        lab = named.lab if named else place.lab
        return [Candidate(place, entry, lab, quality, problem)]

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
