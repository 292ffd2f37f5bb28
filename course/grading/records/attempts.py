"""How often the answer to an exercise changed from one graded submission to the next."""

import hashlib
import sqlite3
from typing import NamedTuple

from course.grading.records.grades import LabGrade
from course.grading.records.rows import placeholders

UNTRIED = ("not attempted", "missing")  # states of an exercise in which there is no answer


class Attempt(NamedTuple):
    """An answer that was graded; the next one of the same exercise is another answer.

    Attributes:
        student, lab, exercise: whose it is, and to what.
        graded_at: when it was graded first, an ISO time in UTC.
        points, of: that it reached when it was graded last, without a correction by hand.
        handed_in: the submission's time, where the platform tells it, as `Submission.time`, or "".
    """

    student: str
    lab: str
    exercise: str
    graded_at: str
    points: float
    of: float
    handed_in: str = ""


def fingerprint(answer: str) -> str:
    """What tells one answer from another: a hash of its source, whatever blanks are around it."""
    return hashlib.sha256(answer.strip().encode("utf-8", "surrogatepass")).hexdigest()


def note(base: sqlite3.Connection, grade: LabGrade, now: str) -> None:
    """Add the answers of a LabGrade that are new; one that is known, judged again, gets its new points.

    Args:
        base: the database, in a transaction.
        grade: what was graded; notebooks that could not be read or graded are no attempt.
        now: an ISO time.
    """
    if grade.state != "graded":
        return
    who = (grade.submission.student, grade.submission.lab)
    rows = base.execute(
        "select exercise, answer, rowid from attempts where student = ? and lab = ? order by rowid",
        who,
    )
    latest = {exercise: (answer, number) for exercise, answer, number in rows}
    for entry in grade.exercises:
        if entry.state in UNTRIED:
            continue
        answer = fingerprint(entry.answer)
        known, number = latest.get(entry.exercise, ("", 0))
        if known == answer:
            base.execute(
                "update attempts set points = ?, points_of = ? where rowid = ?",
                (entry.points, entry.of, number),
            )
        else:
            row = (*who, entry.exercise, now, entry.points, entry.of, answer, grade.submission.time)
            base.execute(f"insert into attempts values ({placeholders(row)})", row)
