"""The feedback on one lab as a notebook, for platforms that show it under the name of what was handed in.

It says what the page says (`feedback`), and, like it, nothing of hidden cases but that they failed.
"""

import json
import re

from course.grading.results import feedback, states, wording
from course.grading.results.rendering import visible
from course.grading.results.wording import counted, sentence

UNREAD = {"unreadable": "Your notebook could not be read", "fault": "Not graded yet"}
MARKUP = re.compile(
    r"([!-/:-@\[-`{-~])"
)  # ASCII punctuation, which Markdown may be told to leave alone


def notebook(student, lab, cohort):
    """The feedback for one student on one lab.

    Args:
        student: the id.
        lab: its name; the student has a grade of it.
        cohort: Cohort.

    Returns:
        str, a notebook as JSON. The student's own words are text in it: never markup, never run.
    """
    about = feedback.lab_of(cohort, lab, cohort.grades[student, lab])
    about = feedback.with_rules(about, cohort, student, lab, only=lab)
    cells = [_markdown(_head(about, cohort.names[student] or student))]
    for entry in about.exercises:
        cells.append(_markdown(_exercise(entry)))
        if entry.grade.answer:
            cells.append(_code(visible(entry.grade.answer)))
    for number, cell in enumerate(cells):
        cell["id"] = f"feedback-{number}"
    about = {"language_info": {"name": "python"}}
    made = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def plain(text):
    """Text for a line of Markdown, in which nothing is markup, HTML or a formula."""
    return MARKUP.sub(r"\\\1", " ".join(visible(text).split()))


def block(text):
    """Text as it stands, in a box of Markdown that no backtick in it closes."""
    text = visible(text)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"


def _head(about, name):
    grade = about.grade
    said = [f"# Feedback for {plain(name)}", f"## {plain(about.title)}"]
    if about.aside:
        said.append(plain(sentence(about.aside)))
    if about.due:
        said.append(f"Deadline: {plain(about.due)}.")
    if grade.state != "fault":
        said.append(_reached(grade.points, about.of))
    if late := grade.submission.late:
        more = "" if late.casefold() == "late" else f" {plain(sentence(late))}"
        said.append(f"**Handed in late.**{more}")
    if grade.state in UNREAD:
        said += [f"**{UNREAD[grade.state]}.**", block(sentence(grade.problem))]
        said.append(f"**What to do next.** {feedback.NEXT_LAB[grade.state]}")
    said += [block(sentence(text)) for text in about.remarks]
    return "\n\n".join(said)


def _exercise(entry):
    grade = entry.grade
    mark, _, words = states.STATES[entry.state]
    said = [f"### {plain(grade.exercise)}: {mark} {words}"]
    aside = ", bonus" * grade.bonus + ", which do not count" * grade.dropped
    said.append(_reached(grade.final, grade.of) + aside)
    if grade.override:
        points = f"{wording.points(grade.points)} to {wording.points(grade.override.points)} points"
        said += [f"**Corrected by hand** from {points}:", block(grade.override.reason)]
    if entry.reason:
        said.append(block(sentence(entry.reason)))
    if grade.lines:
        said.append(block("\n".join(f"{mark} {text}" for mark, text in grade.lines)))
    if entry.further:
        of = counted(grade.of, "point")
        shown = f" The check in the notebook gives {wording.points(grade.shown_points)} of {of}; "
        said.append(entry.further + (f"{shown}the lower result counts." if grade.shown[1] else ""))
    said += [block(sentence(text)) for text in entry.remarks]
    if entry.next:
        said.append(f"**What to do next.** {plain(entry.next)}")
    if grade.answer:
        said.append("Your answer, as it was graded:")
    return "\n\n".join(said)


def _reached(points, of):
    return f"**{wording.points(points)}** of {counted(of, 'point')}"


def _markdown(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source):
    empty = {"execution_count": None, "metadata": {}, "outputs": []}
    return {"cell_type": "code", **empty, "source": source}
