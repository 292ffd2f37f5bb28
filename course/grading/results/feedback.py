"""What a student reads: a page with the points, what was asked, what came back, and what to do next."""

import hashlib
import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from course.files import PRIVATE, update_text
from course.grading.results.rendering import render
from course.grading.results.states import STATES

AS_GRADED = (
    "Restart the kernel, run the first code cell, then only this answer and its check: "
    "nothing else runs in grading."
)
NEXT = {
    "missing": "Copy the exercise's cell from the lab as it was handed out, write your answer into it, "
    "and keep the cell: a cell that was deleted and typed anew is not recognised.",
    "crashed": f"{AS_GRADED} If the kernel dies there, too, look for exit(), for a function that "
    "calls itself without end, and for indices outside of an array.",
    "timeout": f"{AS_GRADED} If it takes long there, too, look for a loop that never ends, and for work "
    "that is done again in every step.",
    "memory": f"{AS_GRADED} Print the shapes of your arrays: look for one that grows in a loop, and for "
    "shapes such as (n, 1) and (n,) that together make (n, n).",
}
NEXT_LAB = {
    "unreadable": "Open your notebook in Jupyter, choose Kernel → Restart Kernel and Run All Cells, "
    "save it, and hand in the .ipynb file itself.",
    "fault": "There is nothing for you to do. Grading itself failed, not your work: it will be tried again, "
    "and until then this lab is not counted.",
}
MARKS = {
    "✓": ("right", "passed"),
    "✗": ("wrong", "failed"),
    "→": ("soft", "hint"),
    "–": ("soft", ""),
}
RESERVED = re.compile(r"(con|prn|aux|nul|conin|conout|(com|lpt)\d|index)(\..*)?")
HASHED = re.compile(r".*-[0-9a-f]{10}")  # what file_name itself makes


class Lab(NamedTuple):
    """A lab as the page shows it; `grade` is None if nothing was handed in."""

    anchor: str
    title: str
    grade: object
    exercises: tuple = ()
    remarks: tuple = ()


def page(grades, titles):
    """The feedback for one student.

    Args:
        grades: LabGrades of one student, one per lab.
        titles: {lab: readable title} of the labs to show; of one that is not in `grades` the page says
            that it was not handed in. A lab that is not in `titles` goes by its name.

    Returns:
        str, an HTML page. It depends on its arguments alone, so the same grades give the same page.

    Raises:
        ValueError: no grades, or of more than one student.
    """
    students = {grade.submission.student for grade in grades}
    if len(students) != 1:
        raise ValueError(f"a page is for one student, got grades of {len(students)}")
    by_lab = {grade.submission.lab: grade for grade in grades}
    order = [*titles, *sorted(by_lab.keys() - titles.keys())]
    labs = [
        _lab(f"lab-{number}", titles.get(lab, lab), by_lab.get(lab))
        for number, lab in enumerate(order, 1)
    ]
    counted = [lab.grade for lab in labs if lab.grade and lab.grade.state != "fault"]
    student = students.pop()
    return render(
        "feedback.html",
        ["style.css", "feedback.css"],
        student=student,
        name=next((grade.submission.name for grade in grades if grade.submission.name), student),
        labs=labs,
        points=sum(grade.points for grade in counted),
        of=sum(grade.of for grade in counted),
        counted=len(counted),
        STATES=STATES,
        NEXT=NEXT,
        NEXT_LAB=NEXT_LAB,
        MARKS=MARKS,
        source_name=_source_name,
    )


def _lab(anchor, title, grade):
    if grade is None:
        return Lab(anchor, title, None)
    readable = grade.state == "graded"
    exercises = [entry for entry in grade.exercises if readable or entry.override]
    remarks = dict.fromkeys([grade.submission.problem, *grade.submission.notes, *grade.notes])
    remarks = [text for text in remarks if text and text != grade.problem]
    return Lab(anchor, title, grade, tuple(exercises), tuple(remarks))


def write_pages(folder, grades, titles):
    """Write the pages of all students; one whose content is the same is left as it is, with its date.

    Args:
        folder: where `file_name(student)` is written for each student; nothing is removed from it.
        grades: LabGrades of any number of students.
        titles: as for `page`; labs that nobody handed in are left out.

    Returns:
        {student: file name in `folder`}.

    Raises:
        CourseError: the folder cannot be written.
    """
    by_student = {}
    for grade in grades:
        by_student.setdefault(grade.submission.student, []).append(grade)
    collected = {grade.submission.lab for grade in grades}
    titles = {lab: title for lab, title in titles.items() if lab in collected}
    names = {}
    for student, theirs in by_student.items():
        names[student] = file_name(student)
        update_text(Path(folder) / names[student], page(theirs, titles), mode=PRIVATE)
    return names


def file_name(student):
    """The name of a student's page: of any id, safe on every file system, the same in every run.

    An id of small letters, digits and . _ + @ - stands for itself. Any other gets what can be read of it
    and a hash, so that no two ids share a name, not even where capitals do not count.

    Args:
        student: the id, any str.

    Returns:
        str of at most 80 ASCII characters, ending in ".html".
    """
    plain = re.fullmatch(r"[a-z0-9][a-z0-9._+@-]{0,59}", student)
    if plain and not RESERVED.fullmatch(student) and not HASHED.fullmatch(student):
        return f"{student}.html"
    ascii_only = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode()
    readable = re.sub(r"[^A-Za-z0-9_]+", "-", ascii_only).strip("-")[:60] or "student"
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{readable}-{digest}.html"


def _source_name(submission):
    """The name of the notebook that was graded, without the instructor's folders."""
    return PurePosixPath((submission.member or str(submission.path)).replace("\\", "/")).name
