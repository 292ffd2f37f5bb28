"""What grading makes: records that the database keeps, and that every page and table is made from."""

from dataclasses import dataclass
from typing import NamedTuple

from course.notebooks.answers import Answers

__all__ = [
    "Answers",
    "BY_HAND",
    "ExerciseGrade",
    "JUDGED",
    "LabGrade",
    "Override",
    "STATES",
    "Submission",
]
# What an exercise ended in. The first four were judged, the others could not be: they give 0 points.
JUDGED = ("right", "partly right", "wrong", "not attempted")
# "not handed in" is in labs that were graded by hand, without a notebook.
STATES = (*JUDGED, "missing", "crashed", "timeout", "memory", "not handed in")
BY_HAND = "by hand"  # the state of such a lab


class Submission(NamedTuple):
    """One notebook that was handed in, found but not yet read.

    Attributes:
        student: who handed it in; the same in all labs.
        lab: the name of the lab, such as "04_addition_rnn".
        path: the file, or the archive that holds it.
        member: its name in the archive, "" if `path` is the notebook itself.
        name: the student's name for people to read, or "".
        number: what the learning platform calls this student (Canvas) or submission (Moodle), or "".
        problem: why it cannot be graded, a sentence, or "".
        notes: remarks for the report, such as that a second notebook was left out.
        platform: name of the layout that it came in, such as "moodle" or "canvas"; see `submissions`.
        assignment: the download that it came in, where its number holds for that one alone, or "".
        group: of the students who handed it in together, or "".
        late: what the platform says of a late submission, such as "late", or "".
        time: when it was handed in, in ISO's form, where the platform tells it, or ""; without a zone it is
            the platform's own time.
        handed_in_as: `student` as the layout tells it, where the roster knows better, or "".
    """

    student: str
    lab: str
    path: str
    member: str = ""
    name: str = ""
    number: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()
    platform: str = ""
    assignment: str = ""
    group: str = ""
    late: str = ""
    handed_in_as: str = ""
    time: str = ""


class Override(NamedTuple):
    """A correction by hand; it survives regrading."""

    points: float
    reason: str
    made_at: str


@dataclass(frozen=True)
class ExerciseGrade:
    """The grade of one exercise.

    Attributes:
        exercise: its id.
        of: points that a complete answer is worth.
        points: points reached, the lower of what the shown and the hidden cases give.
        shown_points: what the check gives in the notebook.
        state: one of STATES.
        reason: why it could not be judged, a sentence for the student, or "".
        lines: what the check says of the cases shown in the notebook, a tuple of (mark, text); never
            anything of a hidden case.
        hint: the planted mistake that explains the values, or "".
        shown, hidden: (cases passed, cases) of those in the notebook and of the instructor's own.
        answer: the source that was graded.
        override: Override or None.
        bonus: whether it counts without being in the maximum; dropped: whether it does not count.
    """

    exercise: str
    of: float
    points: float = 0.0
    shown_points: float = 0.0
    state: str = "missing"
    reason: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    shown: tuple[int, int] = (0, 0)
    hidden: tuple[int, int] = (0, 0)
    answer: str = ""
    override: Override | None = None
    bonus: bool = False
    dropped: bool = False

    @property
    def final(self) -> float:
        """Points that count: those of a correction by hand, else those reached."""
        return self.override.points if self.override else self.points


@dataclass(frozen=True)
class LabGrade:
    """The grade of one student's submission of one lab.

    Attributes:
        submission: Submission.
        state: "graded"; "unreadable", which is the submission's fault and gives 0 points; "fault",
            which is ours: it is tried again by the next call; or BY_HAND: nothing was handed in, and all
            points are corrections by hand.
        problem: the sentence that goes with the last two, or "".
        notes: remarks for the report.
        exercises: tuple of ExerciseGrade, in the lab's order, also where nothing could be read.
        key: what the grade depends on (answers, checks, environment, seed), a hash.
        seconds: wall time that grading took.
        subtracted: points that lateness costs.
    """

    submission: Submission
    state: str = "graded"
    problem: str = ""
    notes: tuple[str, ...] = ()
    exercises: tuple[ExerciseGrade, ...] = ()
    key: str = ""
    seconds: float = 0.0
    subtracted: float = 0.0

    @property
    def points(self) -> float:
        """Points that count, all exercises together."""
        reached = sum(grade.final for grade in self.exercises if not grade.dropped)
        return round(reached - self.subtracted, 2)

    @property
    def of(self) -> float:
        """Points of a complete lab, without those that are bonus."""
        return sum(grade.of for grade in self.exercises if not (grade.bonus or grade.dropped))

    @property
    def of_all(self) -> float:
        """Points of a complete lab, with those that are bonus."""
        return sum(grade.of for grade in self.exercises if not grade.dropped)
