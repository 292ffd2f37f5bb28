"""Whose a file is and of which lab, as far as its name and the folders around it tell."""

from typing import NamedTuple

from course.grading.submissions.naming import NOTEBOOK
from course.grading.submissions.platforms import BY_NAME

NO_STUDENT = "names no student: call it student_lab.ipynb, or put it in a folder student/lab"


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
        time: as in Submission.
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
    time: str = ""

    @property
    def by_hand(self):
        return not BY_NAME[self.layout].patterns


def is_notebook(entry):
    return entry.kind == "file" and bool(NOTEBOOK.fullmatch(entry.parts[-1]))


def most(votes):
    """Whether more than half of some votes are for it."""
    votes = list(votes)
    return sum(map(bool, votes)) * 2 > len(votes)


def lab_folder(parts, labs):
    """(lab, how many parts there are down to its folder): the first one below another folder."""
    found = [labs.called(part) for part in parts]
    for index in range(1, len(parts)):
        if found[index] and not found[index - 1]:
            return found[index], index + 1
    return (found[0], int(bool(found[0]))) if found else ("", 0)
