"""Grades as rows of the database, and back."""

import json
from collections.abc import Sequence
from typing import Any

from course.grading.records.grades import ExerciseGrade, Override, Submission


def placeholders(row: Sequence[object]) -> str:
    """As many question marks as a row has columns."""
    return ", ".join("?" * len(row))


def row_of(place: int, grade: ExerciseGrade) -> tuple[Any, ...]:
    """The columns of an exercise, after student and lab; `place` is its place in the lab."""
    return (
        *(place, grade.exercise, grade.of, grade.points, grade.shown_points, grade.state),
        *(grade.reason, grade.hint, json.dumps(grade.lines), json.dumps(grade.shown)),
        *(json.dumps(grade.hidden), grade.answer),
    )


def exercise_of(row: Sequence[Any], override: Override | None) -> ExerciseGrade:
    """The ExerciseGrade in such columns, with its correction by hand."""
    _, name, of, points, shown_points, state, reason, hint, lines, shown, hidden, answer = row
    return ExerciseGrade(
        *(name, of, points, shown_points, state, reason),
        tuple(tuple(line) for line in json.loads(lines)),
        *(hint, tuple(json.loads(shown)), tuple(json.loads(hidden)), answer, override),
    )


def submission_of(text: str, student: str) -> Submission:
    """The Submission that was written as JSON, under the student who has its grade now."""
    fields = json.loads(text)
    if isinstance(fields, list):  # as version 1 wrote it
        fields = dict(zip(Submission._fields, fields, strict=False))
    if fields["student"] != student:  # the grade was given to her since
        fields["handed_in_as"] = fields.get("handed_in_as") or fields["student"]
    return Submission(**{**fields, "notes": tuple(fields["notes"]), "student": student})
