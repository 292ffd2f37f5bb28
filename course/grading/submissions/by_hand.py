"""Whose is what was laid out by hand: folders of students, files called student_lab, or a mixture."""

from course.grading.submissions.naming import NOTEBOOK, stem
from course.grading.submissions.places import Place, lab_folder, most
from course.grading.submissions.student_names import FlatNames, holds_a_date, is_no_name


class ByHand:
    """What names and folders that people gave say together.

    Args:
        paths: list of tuples, the parts of what was laid out by hand, from the first level on.
        voters: set of the names on the first level, of downloads too.
        labs: Labs.
        level: how many folders are around the first level.
        layout: "flat", "nbgrader", or None to guess.

    Attributes:
        has_named: whether files called student_lab lie on the first level: notebooks, or zips of several
            students for one lab, since a single one may be the zip of a class.
    """

    def __init__(self, paths, voters, labs, level, layout):
        self.labs, self._level, self._layout = labs, level, layout
        own = {}
        for parts in paths:
            own.setdefault(parts[0], []).append(parts)
        self._around = self._numbered_weeks(own) | self._groups(own)
        self._classes = {top for top, below in own.items() if self._holds_named(below)}
        beside = [
            parts
            for parts in paths
            if len(parts) == 1 or (len(parts) == 2 and self._holds_a_class(parts[0]))
        ]
        self._flat = FlatNames([parts[-1] for parts in beside], labs)
        self._named = self._classes | {
            parts[0] for parts in beside if self._flat.student(parts[-1])[0]
        }
        self._by_name = most(top in self._named for top in voters)
        self.has_named = (
            any(NOTEBOOK.fullmatch(top) for top in self._named) or self._zips_of_several()
        )

    def place(self, entry):
        """The Place of an Entry."""
        by_name = self._by_its_name(entry)
        if self._layout == "flat":
            return by_name or Place("", "flat", entry.parts[-1])
        own = entry.parts[self._level :]
        if by_name and self._by_name and len(own) <= 2 and own[:1] and own[0] in self._named:
            return by_name
        return self._by_its_folder(entry, by_name)

    def _by_its_name(self, entry):
        file = entry.parts[-1]
        student, doubt = self._flat.student(file)
        if self._layout == "nbgrader" or not (student or doubt):
            return None
        start, lab = self.labs.named(stem(file)).start, lab_folder(entry.parts, self.labs)[0]
        return Place(student, "flat", file[start:], lab, problem=doubt)

    def _by_its_folder(self, entry, by_name):
        parts = entry.parts
        lab, below = lab_folder(parts, self.labs)
        own = parts[self._level :]
        while len(own) > 2 and self._is_week(own[0]):
            own = own[1:]
        if below > 1:
            student = parts[below - 2]
        elif lab and len(parts) > 2:
            student = parts[1]
        elif len(own) > 1 and not lab:
            student = own[0]
        elif by_name:
            return by_name
        else:  # all there is may lie in one folder
            student = parts[self._level - 1] if self._level and own and not lab else ""
        nobody = is_no_name(student) or holds_a_date(student)
        return Place("" if nobody else student, "nbgrader", parts[-1], lab)

    def _zips_of_several(self):
        students = {}
        for top in self._named - self._classes:
            if named := self.labs.named(stem(top)):
                students.setdefault(named.lab, set()).add(self._flat.student(top)[0])
        return any(len(own) > 1 for own in students.values())

    def _holds_a_class(self, folder):
        return folder in self._classes or self.labs.named(folder) or self._is_week(folder)

    def _is_week(self, folder):
        """Whether a folder is a `Week 05`, a date or a group: with students in it, it is none itself."""
        return is_no_name(folder) or holds_a_date(folder) or folder in self._around

    def _numbered_weeks(self, own):
        """The folders of the first level, if all have the number of a lab and most hold several things."""
        numbered = {top for top in own if top.lstrip("0") in self.labs.numbers}
        several = [
            len({parts[1] for parts in paths if len(parts) > 1}) > 1 for paths in own.values()
        ]
        return numbered if len(numbered) == len(own) and most(several) else set()

    def _groups(self, own):
        """The folders of the first level, if in most of them several folders hold one lab: those are students.

        Folders that are called alike in all of them, such as `labs` and `work`, are none.
        """
        holding, below = [], []
        for paths in own.values():
            named = {
                (parts[1], named.lab)
                for parts in paths
                if len(parts) > 2 and (named := self.labs.named(stem(parts[-1])))
            }
            holding.append(len(named) > len({lab for _, lab in named}))
            below += {folder for folder, _ in named}
        apart = len(set(below)) * 2 > len(below)
        return set(own) if len(own) > 1 and most(holding) and apart else set()

    def _holds_named(self, paths):
        """Whether this is a folder with files called student_lab of several students."""
        students = set()
        for path in paths:
            named = self.labs.named(stem(path[-1]))
            if named and named.before and len(path) == 2 and not is_no_name(named.before):
                students.add(named.before)
        return len(students) > 1
