"""Whose is a file, and of which lab is it? What its name and the folders around it say of both."""

import os
from typing import NamedTuple

from course.grading.submissions.archives import is_zip
from course.grading.submissions.matching import matched, sortable
from course.grading.submissions.naming import NOTEBOOK, FlatNames, is_no_name, last_words, stem
from course.grading.submissions.people import people_of
from course.grading.submissions.platforms import BY_NAME, FEEDBACK, GROUPS, GUESSED, PARTICIPANTS

SAME_NAME = (
    " is the name of several students: {}'s number, which is different for each assignment, "
    "tells them apart"
)
BLIND = "handed in anonymously: the number is that of a student of this assignment alone"
NO_STUDENT = "names no student: call it student_lab.ipynb, or put it in a folder student/lab"
MIXED = (
    "is named as {} names what it hands out, unlike what lies beside it: "
    "grade that download by itself, or say --layout {}"
)
NOT_OF = "is not named as {} names what it hands out: grade it in a folder of its own"
NO_PEOPLE = (
    "is of nobody that {} names: export the submissions again, and leave that file with them"
)
NOT_HANDED_IN = "is feedback that lies beside what was handed in: it counts for nobody"
UNSUBMITTED = "lies among the working files, so it was not handed in: grade that folder by itself if it counts"


class Place(NamedTuple):
    """What its name and the folders around it say of a file.

    Attributes:
        student, name, number, group, late: as in Submission; student is "" if nothing tells it.
        layout: name of a Platform.
        file: the name that the student gave to the file.
        lab: that of a folder around it, or "".
        around: the folder that the download of an assignment was unpacked to, or "".
        latest: of several submissions of one student the one with the largest counts.
        note: a remark, or "".
        problem: why it is nobody's, what follows its name in a sentence, or "".
    """

    student: str
    layout: str
    file: str
    lab: str = ""
    name: str = ""
    number: str = ""
    around: str = ""
    group: str = ""
    late: str = ""
    latest: str = ""
    note: str = ""
    problem: str = ""

    @property
    def by_hand(self):
        return not BY_NAME[self.layout].patterns


class Layout:
    """How a folder or an archive is organised: what most of it agrees on counts.

    A student chooses the names of files and of what is in his folder. So that they cannot tell whose
    the work of others is, each folder or file of the first level has one vote.

    Args:
        entries: list of Entry.
        labs: Labs.
        layout: name of the Platform, or None to guess.

    Attributes:
        platforms: the Platforms it was downloaded from.
        has_named: whether notebooks called student_lab lie on the first level.
    """

    def __init__(self, entries, labs, layout=None):
        self.labs, self._forced = labs, layout
        files = [entry for entry in entries if entry.kind == "file" and not _is_feedback(entry)]
        works = [entry for entry in files if is_notebook(entry) or is_zip(entry)] or files
        folders = [entry.parts[:-1] for entry in works]
        self.level = len(os.path.commonprefix(folders)) if works else 0  # what is above, all share
        tops = {}
        for entry in files:
            if len(entry.parts) > self.level:
                tops.setdefault(entry.parts[self.level], []).append(entry)
        voters = {entry.parts[self.level] for entry in works}
        self._vote({top: own for top, own in tops.items() if top in voters})
        self._match_all(entries)
        self._read_names(works, voters)

    def _vote(self, tops):
        """Settle which platforms it came from, and which folders may be a download among others."""
        votes, mixed = {}, set()
        for top, entries in tops.items():
            own = {}
            for entry in entries:
                for platform in GUESSED:
                    if found := self._match(entry.parts, platform):
                        own.setdefault(platform, set()).add((found.start, *found.said.values()))
            for platform, found in own.items():
                votes.setdefault(platform, set()).add(top)
                if sum(start == self.level + 1 for start, *_ in found) > 1:
                    mixed.add(top)
        some = set().union(*votes.values()) if votes else set()
        if self._forced:
            self.platforms = tuple(filter(None, [BY_NAME[self._forced]]))
        elif len(some) * 2 > len(tops):
            best = max(votes, key=lambda platform: len(votes[platform]))
            alone = len(votes[best]) * 2 > len(tops)
            self.platforms = (
                (best,) if alone else tuple(sorted(votes, key=lambda one: -len(votes[one])))
            )
        else:
            self.platforms = ()
        self.platforms = tuple(one for one in self.platforms if one.patterns)
        self._mixed = set() if self.platforms or self._forced else mixed

    def _match_all(self, entries):
        """What the names of one download say together: of names, groups, and of several numbers."""
        self._numbers, self._wholes, self._people, names = {}, {}, {}, {}
        for entry in entries:
            found = self._found(entry.parts)
            if found and found.platform.people:
                where = "/".join((*entry.parts[: found.start], found.platform.people))
                self._people.setdefault(where, None)
            if found:
                around, name = entry.parts[: found.start], found.said.get("name")
                number = found.said.get("number") or ""
                if name:
                    self._numbers.setdefault((around, name.strip()), set()).add(number)
                    names.setdefault(around, set()).add(name.strip())
                if whole := found.said.get("whole"):
                    self._wholes.setdefault(around, set()).add(whole)
        for entry in entries:
            where = "/".join(entry.parts)
            if where in self._people and entry.kind == "file":
                self._people[where] = people_of(entry)
        self._students = {around: last_words(own) for around, own in self._wholes.items()}
        self._teams = {
            around
            for around, own in names.items()
            if any("" in self._numbers[around, name] for name in own)
            or _most(GROUPS.fullmatch(name) for name in own)
        }
        self._blind = {
            (around, name)
            for around, own in names.items()
            for name in own
            if PARTICIPANTS.fullmatch(name)
            or len(own) == 1
            and len(self._numbers[around, name]) > 2
        }

    def _read_names(self, works, voters):
        """What the names of files say that people gave."""
        by_hand = [entry.parts[self.level :] for entry in works if not self._found(entry.parts)]
        own = {}
        for parts in by_hand:
            own.setdefault(parts[0], []).append(parts)
        self._named = {top for top, paths in own.items() if self._holds_named(paths)}
        below = {
            top: {parts[1] for parts in paths[:99] if len(parts) > 1} for top, paths in own.items()
        }
        numbered = {top for top in own if top.lstrip("0") in self.labs.numbers}
        is_numbered = len(numbered) == len(own) and _most(len(below[top]) > 1 for top in own)
        self._numbered = numbered if is_numbered else set()
        beside = [
            parts
            for parts in by_hand
            if len(parts) == 1 or len(parts) == 2 and self._holds_a_class(parts[0])
        ]
        self._flat = FlatNames([parts[-1] for parts in beside], self.labs)
        self._named |= {parts[0] for parts in beside if self._flat.student(parts[-1])[0]}
        self._by_name = _most(top in self._named for top in voters)
        self.has_named = any(NOTEBOOK.fullmatch(top) for top in self._named)

    def _holds_a_class(self, folder):
        return folder in self._named or self.labs.named(folder) or self._is_week(folder)

    def _is_week(self, folder):
        """Whether a folder is called like `Week 05` or `05`: with students in it, it is none itself."""
        return is_no_name(folder) or folder in self._numbered

    def _holds_named(self, paths):
        """Whether this is a folder with files called student_lab of several students."""
        students = set()
        for path in paths:
            named = self.labs.named(stem(path[-1]))
            if named and named.before and len(path) == 2 and not is_no_name(named.before):
                students.add(named.before)
        return len(students) > 1

    def on_top(self, entry):
        """Whether an entry lies on the first level."""
        return len(entry.parts) == self.level + 1

    def places(self, entry):
        """The Places of an Entry: one, or one for each member of a group."""
        if _is_feedback(entry):
            return [Place("", "moodle", entry.parts[-1], problem=NOT_HANDED_IN)]
        found = self._found(entry.parts)
        if found and found.platform.people:
            return self._places_of_people(entry, found)
        if found:
            return [self._place(entry, found)]
        if self.platforms:
            problem = NOT_OF.format(self.platforms[0].title)
            return [Place("", self.platforms[0].name, entry.parts[-1], problem=problem)]
        top = entry.parts[self.level : self.level + 1]
        if top and top[0] in self._mixed:
            for platform in GUESSED:
                if self._match(entry.parts, platform):
                    problem = MIXED.format(platform.title, platform.name)
                    return [Place("", platform.name, entry.parts[-1], problem=problem)]
        return [self._place_by_hand(entry)]

    def _place(self, entry, found):
        """The Place that a platform's name tells."""
        said, platform, parts = found.said, found.platform, entry.parts
        around, name = parts[: found.start], (said.get("name") or "").strip()
        number, note, group = said.get("number") or "", "", ""
        lab = self._lab_folder(parts[: found.start])[0] or self.labs.called(
            said.get("assignment") or ""
        )
        if said.get("student") or said.get("whole"):
            student = said.get("student") or self._students[around][said["whole"]]
        elif number and platform.number_of == "student" and not platform.group:
            student = number
        elif (around, name) in self._blind:
            student, note = f"{name}_{number}", BLIND
        elif len(self._numbers[around, name]) > 1:
            student, note = f"{name}_{number}".rstrip("_"), name + SAME_NAME.format(platform.title)
        else:
            student = name
        if platform.group or platform.name == "moodle" and around in self._teams:
            group, number, note = student, "", ""
        below = parts[-1] if len(parts) > found.start + 1 else ""
        given = said.get("file") or ("" if "file" in said and not below else below or parts[-1])
        download = "/".join((*around, said["assignment"]) if said.get("assignment") else around)
        place = Place(student, platform.name, given, lab, name, number, download, group)
        return place._replace(
            late="late" if said.get("late") else "",
            latest=sortable(said.get("time") or "") or (said.get("attempt") or "").zfill(9),
            note=note,
            problem=UNSUBMITTED if said.get("unsubmitted") else "",
        )

    def _places_of_people(self, entry, found):
        around, platform = "/".join(entry.parts[: found.start]), found.platform
        told = self._people.get("/".join((*entry.parts[: found.start], platform.people))) or {}
        people = told.get(found.said["submission"], ())
        place = Place("", platform.name, entry.parts[-1], around=around)
        if not people:
            return [place._replace(problem=NO_PEOPLE.format(platform.people))]
        numbers = {}
        for person in (person for own in told.values() for person in own):
            numbers.setdefault(person.name, set()).add(person.number)
        group = ", ".join(person.name for person in people) if len(people) > 1 else ""
        return [
            place._replace(
                student=name if len(numbers[name]) == 1 else f"{name}_{number}",
                name=name,
                number=number,
                group=group,
            )
            for name, number in people
        ]

    def _place_by_hand(self, entry):
        parts, file = entry.parts, entry.parts[-1]
        lab, below = self._lab_folder(parts)
        own = parts[self.level :]
        while len(own) > 2 and self._is_week(own[0]):
            own = own[1:]
        student, doubt = self._flat.student(file) if self._forced != "nbgrader" else ("", "")
        named = self.labs.named(stem(file))
        if student or doubt:
            by_name = Place(student, "flat", file[named.start :], lab, problem=doubt)
            if self._forced == "flat":
                return by_name
            if (
                self._by_name
                and len(own) <= 2
                and parts[self.level : self.level + 1][0] in self._named
            ):
                return by_name
        else:
            by_name = None
        if self._forced == "flat":
            return Place("", "flat", file, lab)
        alone = self.level and own and not lab  # all there is lies in one folder
        if below > 1:
            student = parts[below - 2]
        elif lab and len(parts) > 2:
            student = parts[1]
        elif len(own) > 1 and not lab:
            student = own[0]
        elif by_name:
            return by_name
        else:
            student = parts[self.level - 1] if alone else ""
        return Place("" if is_no_name(student) else student, "nbgrader", file, lab)

    def _lab_folder(self, parts):
        """(lab, how many parts there are down to its folder): the first one below another folder."""
        labs = [self.labs.called(part) for part in parts]
        for index in range(1, len(parts)):
            if labs[index] and not labs[index - 1]:
                return labs[index], index + 1
        return (labs[0], int(bool(labs[0]))) if labs else ("", 0)

    def _found(self, parts):
        """The Match that counts: the outermost of the platforms it came from, or of a sure one on top."""
        found = [match for one in self.platforms if (match := self._match(parts, one))]
        if not found and not self._forced and not self.platforms:
            sure = [match for one in GUESSED if one.sure and (match := self._match(parts, one))]
            found = [match for match in sure if match.start in (0, self.level)]
        return min(found, key=lambda match: match.start, default=None)

    def _match(self, parts, platform):
        return matched(parts, platform, self.labs)


def _is_feedback(entry):
    return any(map(FEEDBACK.fullmatch, entry.parts))


def is_notebook(entry):
    return entry.kind == "file" and bool(NOTEBOOK.fullmatch(entry.parts[-1]))


def _most(votes):
    votes = list(votes)
    return sum(map(bool, votes)) * 2 > len(votes)
