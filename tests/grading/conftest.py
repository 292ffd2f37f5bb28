"""A class is graded without running anything, for tests of what is kept and written."""

import contextlib
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from course.grading import grade
from course.grading.judge.runner import empty_grades
from course.grading.records.grades import LabGrade
from course.grading.records.store import Store


class ByHeart:
    """An engine that takes each answer that is not the stub for right."""

    def __init__(self, labs):
        self.labs = labs
        self.runner = SimpleNamespace(key=lambda lab, answers: json.dumps([lab, answers.cells]))

    def submit(self, submission, answers):
        lab = self.labs[submission.lab]
        exercises = [
            replace(made, points=made.of, state="right", answer=answers.cells[exercise.id])
            if answers.cells.get(exercise.id, exercise.stub) != exercise.stub
            else replace(made, state="not attempted")
            for made, exercise in zip(empty_grades(lab), lab.exercises, strict=True)
        ]
        key = self.runner.key(submission.lab, answers)
        yield LabGrade(submission, exercises=tuple(exercises), key=key)

    def finish(self):
        return []


@pytest.fixture
def by_heart(monkeypatch):
    """`course grade` judges nothing and starts nothing."""
    monkeypatch.setattr("course.runtime.quiet", lambda: None)
    monkeypatch.setattr(grade, "check_sandbox", lambda *_: None)
    monkeypatch.setattr(grade, "check_solutions", lambda *_: None)
    monkeypatch.setattr(
        grade, "open_engine", lambda request, labs, seed: contextlib.nullcontext(ByHeart(labs))
    )


@pytest.fixture
def kept():
    """Call it with a folder of grades for {(student, lab): points}."""

    def look(out):
        with Store(out) as store:
            return {(g.submission.student, g.submission.lab): g.points for g in store.grades()}

    return look
