"""The database of a class, GRADES/grades.sqlite: the truth from which all tables and pages are made.

Every grade is written in a transaction of its own, so a run that is killed loses what it was just doing and
no more.
"""

import contextlib
import datetime
import json
import secrets
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from course.errors import CourseError
from course.files import make_private, make_private_file
from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission

NAME = "grades.sqlite"
VERSION = "1"
BUSY_SECONDS = 30
TABLES = """
create table if not exists facts (name text primary key, value text not null);
create table if not exists labs (
    student text, lab text, submission text not null, state text not null, problem text not null,
    notes text not null, key text not null, seconds real not null, graded_at text not null,
    primary key (student, lab));
create table if not exists exercises (
    student text, lab text, place integer, exercise text, points_of real not null, points real not null,
    shown_points real not null, state text not null, reason text not null, hint text not null,
    lines text not null, shown text not null, hidden text not null, answer text not null,
    primary key (student, lab, exercise),
    foreign key (student, lab) references labs (student, lab) on delete cascade);
create table if not exists overrides (
    student text, lab text, exercise text, points real not null, reason text not null, made_at text not null,
    primary key (student, lab, exercise));
create table if not exists problems (path text, problem text);
"""
EXERCISE = "place, exercise, points_of, points, shown_points, state, reason, hint, lines, shown, hidden, answer"


class Store:
    """The database in a folder; use it as a context. Folder and files are their owner's alone.

    Args:
        folder: GRADES; made if it is missing.

    Raises:
        CourseError: it cannot be written, is damaged, or belongs to another program.
    """

    def __init__(self, folder: Path | str) -> None:
        self.path = Path(folder) / NAME
        if remark := make_private(folder):
            print(f"course: {remark}", file=sys.stderr)
        with self._errors_as_sentences():
            make_private_file(self.path)  # its journal gets the same mode from SQLite
            self.base = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            self.base.execute("pragma foreign_keys = on")
            self.base.executescript(TABLES)
            if self.fact("version", VERSION) != VERSION:
                raise CourseError(f"{self.path} was made by another version: name another folder")

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.base.close()

    def fact(self, name: str, value: str | None = None) -> str | None:
        """A fact about the class; the first call with a value decides it.

        Returns:
            str, or None if nothing was decided.
        """
        with self._errors_as_sentences():
            if value is not None:
                self.base.execute("insert or ignore into facts values (?, ?)", (name, str(value)))
            found = self.base.execute("select value from facts where name = ?", (name,)).fetchone()
        return found[0] if found else None

    def seed(self, wanted: str | None = None) -> str:
        """The class's seed of hidden cases: drawn once, or given once, and then fixed.

        Raises:
            CourseError: another seed was decided before.
        """
        seed = self.fact("seed", wanted or secrets.token_hex(16)) or ""
        if wanted and seed != wanted:
            raise CourseError(
                f"this class is graded with another seed, see `facts` in {self.path}: all get the same "
                "hidden cases. Leave --seed out, or name a new folder to grade everybody anew"
            )
        return seed

    def keys(self) -> dict[tuple[str, str], str]:
        """{(student, lab): key} of what was graded, or could not be read; internal errors are not in it."""
        with self._errors_as_sentences():
            rows = self.base.execute("select student, lab, key from labs where state != 'fault'")
            return {(student, lab): key for student, lab, key in rows}

    def put(self, grade: LabGrade) -> None:
        """Write one LabGrade, whole or not at all."""
        who = grade.submission
        now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        row = (
            *(who.student, who.lab, json.dumps(who._asdict()), grade.state, grade.problem),
            *(json.dumps(grade.notes), grade.key, grade.seconds, now),
        )
        with self._errors_as_sentences(), self._transaction():
            self.base.execute(
                "delete from labs where student = ? and lab = ?", (who.student, who.lab)
            )
            self.base.execute(f"insert into labs values ({_placeholders(row)})", row)
            for place, exercise in enumerate(grade.exercises):
                entry = (who.student, who.lab, *_row(place, exercise))
                self.base.execute(f"insert into exercises values ({_placeholders(entry)})", entry)

    def keep_only(self, wanted: set[tuple[str, str]], labs: set[str]) -> None:
        """Forget grades of these labs whose submission is no longer there.

        Args:
            wanted: set of (student, lab) that were handed in.
            labs: names of the labs that were looked at.
        """
        gone = [(student, lab) for student, lab in self._names() if lab in labs]
        gone = [pair for pair in gone if pair not in wanted]
        with self._errors_as_sentences(), self._transaction():
            self.base.executemany("delete from labs where student = ? and lab = ?", gone)

    def _names(self) -> list[tuple[str, str]]:
        with self._errors_as_sentences():
            return self.base.execute("select student, lab from labs").fetchall()

    def put_problems(self, problems: list[tuple[str, str]]) -> None:
        """Replace the list of (path, sentence) of what belongs to nobody."""
        with self._errors_as_sentences(), self._transaction():
            self.base.execute("delete from problems")
            self.base.executemany("insert into problems values (?, ?)", problems)

    def problems(self) -> list[tuple[str, str]]:
        with self._errors_as_sentences():
            return self.base.execute("select path, problem from problems order by path").fetchall()

    def override(
        self, student: str, lab: str, exercise: str, points: float | None, reason: str
    ) -> None:
        """Correct a grade by hand; points None takes the correction back.

        Raises:
            CourseError: there is no such grade, or no points of that size.
        """
        grade = next((grade for grade in self.grades(student) if grade.submission.lab == lab), None)
        if grade is None:
            raise CourseError(f"there is no grade of {student} for {lab}: grade it first")
        found = {entry.exercise: entry for entry in grade.exercises}
        if exercise not in found:
            raise CourseError(f"{lab} has no exercise {exercise}; it has: {', '.join(found)}")
        if points is not None and not 0 <= points <= found[exercise].of:
            raise CourseError(
                f"{exercise} gives 0 to {found[exercise].of:g} points, not {points:g}"
            )
        now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        with self._errors_as_sentences(), self._transaction():
            self.base.execute(
                "delete from overrides where student = ? and lab = ? and exercise = ?",
                (student, lab, exercise),
            )
            if points is not None:
                row = (student, lab, exercise, points, reason, now)
                self.base.execute(f"insert into overrides values ({_placeholders(row)})", row)

    def grades(self, student: str | None = None) -> list[LabGrade]:
        """All LabGrades, or those of one student, with corrections by hand, sorted by student and lab."""
        where, who = ("where student = ?", (student,)) if student is not None else ("", ())
        with self._errors_as_sentences():
            overrides = {
                row[:3]: Override(*row[3:])
                for row in self.base.execute(f"select * from overrides {where}", who)
            }
            exercises: dict[tuple[str, str], list[ExerciseGrade]] = {}
            columns = f"student, lab, {EXERCISE}"
            for name, lab, *row in self.base.execute(
                f"select {columns} from exercises {where} order by place", who
            ):
                made = overrides.get((name, lab, row[1]))
                exercises.setdefault((name, lab), []).append(_exercise(row, made))
            rows = self.base.execute(
                "select student, lab, submission, state, problem, notes, key, seconds from labs "
                f"{where} order by student, lab",
                who,
            ).fetchall()
        return [
            LabGrade(
                _submission(submission),
                *(state, problem, tuple(json.loads(notes))),
                tuple(exercises.get((name, lab), ())),
                *(key, seconds),
            )
            for name, lab, submission, state, problem, notes, key, seconds in rows
        ]

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self.base.execute("begin immediate")
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has ended it already
                self.base.execute("rollback")
            raise
        self.base.execute("commit")

    @contextlib.contextmanager
    def _errors_as_sentences(self) -> Iterator[None]:
        """A failure of the database as a sentence."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            text = str(error)
            if "full" in text or "disk I/O" in text:
                advice = (
                    "the disk is full or failing: free some space and run the same command again"
                )
            elif "locked" in text:
                advice = "another `course grade` is writing there: wait for it, or stop it"
            elif "not a database" in text or "malformed" in text:
                advice = "it is damaged or belongs to another program: move it away and grade again"
            else:
                advice = "may you write there?"
            raise CourseError(f"cannot use {self.path} ({text}); {advice}") from error


def _placeholders(row: Sequence[object]) -> str:
    return ", ".join("?" * len(row))


def _row(place: int, grade: ExerciseGrade) -> tuple[Any, ...]:
    return (
        *(place, grade.exercise, grade.of, grade.points, grade.shown_points, grade.state),
        *(grade.reason, grade.hint, json.dumps(grade.lines), json.dumps(grade.shown)),
        *(json.dumps(grade.hidden), grade.answer),
    )


def _exercise(row: Sequence[Any], override: Override | None) -> ExerciseGrade:
    _, name, of, points, shown_points, state, reason, hint, lines, shown, hidden, answer = row
    return ExerciseGrade(
        *(name, of, points, shown_points, state, reason),
        tuple(tuple(line) for line in json.loads(lines)),
        *(hint, tuple(json.loads(shown)), tuple(json.loads(hidden)), answer, override),
    )


def _submission(text: str) -> Submission:
    fields = json.loads(text)
    return Submission(**{**fields, "notes": tuple(fields["notes"])})
