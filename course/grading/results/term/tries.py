"""How hard each exercise was, and how many answers it took."""

import statistics
from typing import NamedTuple

from course.grading.results.summary import difficulty


class Tried(NamedTuple):
    """An exercise in the term.

    Attributes:
        lab, exercise: which one.
        students: whose notebook could be read.
        share: mean share of the points now, or None.
        answers: mean number of different answers of a student who answered at all, or None.
        most: the largest number of answers.
        again: students with more than one answer.
        gained: the mean share of the points that these gained from the first to the last, or None.
    """

    lab: str
    exercise: str
    students: int
    share: float | None
    answers: float | None
    most: int
    again: int
    gained: float | None


def exercises_of(cohort, attempts):
    """A Tried for each exercise of the labs that count, the hardest first.

    Args:
        cohort: Cohort.
        attempts: list of Attempt, in the order of grading.
    """
    answers = {}  # (lab, exercise) -> {student: shares of the points}
    for one in attempts:
        theirs = answers.setdefault((one.lab, one.exercise), {}).setdefault(one.student, [])
        theirs.append(one.points / one.of if one.of else 0.0)
    found = []
    for (lab, exercise), entries in cohort.exercises.items():
        there = {student for student, _ in entries}
        shares = [
            tries for student, tries in answers.get((lab, exercise), {}).items() if student in there
        ]
        again = [tries for tries in shares if len(tries) > 1]
        found.append(
            Tried(
                *(lab, exercise, len(entries)),
                difficulty(exercise, [grade for _, grade in entries]).share,
                statistics.fmean(map(len, shares)) if shares else None,
                max(map(len, shares), default=0),
                len(again),
                statistics.fmean(tries[-1] - tries[0] for tries in again) if again else None,
            )
        )
    return sorted(found, key=lambda one: (1 if one.share is None else one.share, one[:2]))
