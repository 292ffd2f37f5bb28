"""What a student reads: a page with the points, what was asked, what came back, and what to do next.

All that it shows comes from the cases of the notebook. Of hidden cases it says that they failed, where they
took points: not how many, not which, not how.
"""

import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from course.files import PRIVATE, update_text
from course.grading.results import states
from course.grading.results.file_names import file_names
from course.grading.results.listings import notes_of
from course.grading.results.rendering import render
from course.grading.results.wording import beyond
from course.grading.scheme import words
from course.grading.scheme.words import percent_words
from course.grading.submissions.namesakes import is_of_namesakes

AS_GRADED = (
    "Restart the kernel, run the first code cell and the definitions that this answer uses, then the "
    "answer and its check: nothing else runs in grading."
)
NEXT = {
    "missing": "Copy the exercise's cell from the lab as it was handed out, write your answer into it, "
    "and keep the function's name: an answer is found by its cell or by that name.",
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


class Exercise(NamedTuple):
    """An exercise as the page shows it.

    Attributes:
        grade: ExerciseGrade.
        state: a key of STATES, and `reason`: both as far as the student may know them.
        further: what to say of hidden cases, if they took points, or "".
        remarks: those on the notebook that name this exercise.
        next: what to do next, or "".
    """

    grade: object
    state: str
    reason: str
    further: str
    remarks: list
    next: str


class Lab(NamedTuple):
    """A lab as the page shows it.

    `grade` is None if nothing was handed in; `due` is the deadline in words, and `aside` what is special about
    how it counts.
    """

    anchor: str
    title: str
    of: float
    grade: object = None
    exercises: tuple = ()
    remarks: tuple = ()
    team: str = ""
    members: tuple = ()
    due: str = ""
    aside: str = ""


def page(student, cohort, only=None):
    """The feedback for one student.

    Args:
        student: the id.
        cohort: Cohort; of a lab that others handed in the page says that it is missing, and that it counts.
        only: the one lab that the page is about; by default all that count.

    Returns:
        str, an HTML page. It depends on this student's grades and group and on the labs that count, and on
        nothing else, so the same grades give the same page.

    Raises:
        ValueError: there are no grades of this student.
    """
    by_lab = cohort.of_student(student)
    by_lab = {only: by_lab[only]} if only else by_lab
    handed_in = {lab: grade for lab, grade in by_lab.items() if grade}
    if not handed_in:
        raise ValueError(f"there are no grades of {student}")
    name = cohort.names[student]
    waiting = [lab for lab, grade in handed_in.items() if grade.state == "fault"]
    return render(
        "feedback.html",
        ["style.css", "feedback.css"],
        name=name or student,
        id=student if beyond(student, name or student) else "",
        labs=[
            with_rules(lab_of(cohort, lab, grade, f"lab-{number}"), cohort, student, lab, only)
            for number, (lab, grade) in enumerate(by_lab.items(), 1)
        ],
        standing=None if only else cohort.standings.get(student),
        percent=percent_words,
        points_lost=_required(cohort, student),
        rules=[] if only or not cohort.scheme else words.rules(cohort.scheme, cohort.titles),
        points=sum(grade.points for lab, grade in handed_in.items() if lab not in waiting),
        of=cohort.of[only] if only else cohort.all_points,
        handed_in=len(handed_in),
        of_handed_in=sum(cohort.of[lab] for lab in handed_in),
        scheme=cohort.scheme,
        waiting=[cohort.titles[lab] for lab in waiting],
        STATES=states.STATES,
        NEXT_LAB=NEXT_LAB,
        MARKS=MARKS,
        source_name=_source_name,
    )


def _required(cohort, student):
    """What is lacking of required labs, a list of phrases."""
    standing = cohort.standings.get(student)
    return [
        f"{cohort.scheme.of_lab(lab).required} of {words.short(lab, cohort.titles)}"
        for lab in (standing.lacking if standing else ())
    ]


def with_rules(shown, cohort, student, lab, only):
    """A Lab with what the scheme says of it to this student."""
    scheme = cohort.scheme
    if scheme is None:
        return shown
    own = cohort.exemptions.get((student, lab))
    due = (own and own.due) or scheme.of_lab(lab).due
    part = cohort.standings[student].parts[lab]
    said = words.special(scheme, lab)
    if shown.grade and scheme.in_choice(lab) and not part.counts and not only:
        said.insert(0, f"not among your best {scheme.best}, so it does not count")
    return shown._replace(
        due=words.moment_words(due, scheme) if due and scheme.late else "", aside="; ".join(said)
    )


def lab_of(cohort, lab, grade, anchor=""):
    """A lab as a page shows it.

    Args:
        cohort: Cohort.
        lab: its name.
        grade: LabGrade of one student, or None.
        anchor: of the lab on the page.

    Returns:
        Lab.
    """
    title, of = cohort.titles[lab], cohort.of[lab]
    if grade is None:
        return Lab(anchor, title, of)
    shown = [entry for entry in grade.exercises if grade.state == "graded" or entry.override]
    remarks = _placed(grade, [entry.exercise for entry in shown])
    exercises, told = [], {}
    for entry in shown:
        state = states.shown_state(entry)
        next_step = NEXT.get(state, "")
        if next_step and state in told:
            next_step = f"The same as for {told[state]}, above."
        told.setdefault(state, entry.exercise)
        exercises.append(
            Exercise(
                *(entry, state, states.shown_reason(entry)),
                states.about_further_cases(entry) if states.fails_further_cases(entry) else "",
                *(remarks[entry.exercise], next_step),
            )
        )
    who = grade.submission
    team = cohort.teams.get((lab, who.assignment, who.group), ()) if who.group else ()
    members = [cohort.names[one] or one for one in team if one != who.student]
    return Lab(
        anchor, title, of, grade, tuple(exercises), tuple(remarks[""]), who.group, tuple(members)
    )


def _placed(grade, exercises):
    """{exercise: remarks that name it and no other}, and under "" those that are of the whole lab."""
    placed = {name: [] for name in ("", *exercises)}
    problem = grade.submission.problem
    for text in dict.fromkeys((problem, *notes_of(grade))):
        if text and text != grade.problem and not is_of_namesakes(text):
            named = [one for one in exercises if _names(text, one)]
            placed[named[0] if len(named) == 1 else ""].append(text)
    return placed


def _names(text, exercise):
    """Whether a text has an exercise's id or function in it, and not only as a part of a longer name."""
    names = "|".join(map(re.escape, (exercise, exercise.replace("-", "_"))))
    return re.search(rf"(?<![\w-])({names})(?![\w-])", text) is not None


def write_pages(folder, cohort):
    """Write the pages of all students; one whose content is the same is left as it is, with its date.

    Args:
        folder: where a page is written for each student who handed in; nothing is removed from it.
        cohort: Cohort.

    Returns:
        {student: file name in `folder`}.

    Raises:
        CourseError: the folder cannot be written.
    """
    present = {student for student, _ in cohort.grades}
    names = file_names(student for student in cohort.names if student in present)
    for student, name in names.items():
        update_text(Path(folder) / name, page(student, cohort), mode=PRIVATE)
    return names


def _source_name(submission):
    """The name of the notebook that was graded, without the instructor's folders."""
    return PurePosixPath((submission.member or str(submission.path)).replace("\\", "/")).name
