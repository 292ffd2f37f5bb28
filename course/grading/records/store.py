"""The database of a class, GRADES/grades.sqlite: the truth from which all tables and pages are made.

Every grade is written in a transaction of its own, so a run that is killed loses what it was just doing and
no more.
"""

import contextlib
import datetime
import difflib
import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission

NAME = "grades.sqlite"
VERSION = "2"
BUSY_SECONDS = 30
TABLES = """
create table if not exists facts (name text primary key, value text not null);
create table if not exists labs (
    student text, lab text, submission text not null, state text not null, problem text not null,
    notes text not null, key text not null, seconds real not null, graded_at text not null,
    source text not null default '', primary key (student, lab));
create table if not exists exercises (
    student text, lab text, place integer, exercise text, points_of real not null, points real not null,
    shown_points real not null, state text not null, reason text not null, hint text not null,
    lines text not null, shown text not null, hidden text not null, answer text not null,
    primary key (student, lab, exercise),
    foreign key (student, lab) references labs (student, lab) on delete cascade);
create table if not exists overrides (
    student text, lab text, exercise text, points real not null, reason text not null, made_at text not null,
    primary key (student, lab, exercise));
create table if not exists problems (path text, problem text, source text not null default '');
create table if not exists worksheets (name text primary key, lab text not null, content blob not null);
"""
FROM_1 = """
alter table labs add column source text not null default '';
alter table problems add column source text not null default '';
update facts set value = '2' where name = 'version';
"""
EXERCISE = "place, exercise, points_of, points, shown_points, state, reason, hint, lines, shown, hidden, answer"


class Store:
    """The database in a folder; use it as a context.

    Args:
        folder: GRADES; made if it is missing.

    Raises:
        CourseError: it cannot be written, is damaged, or belongs to another program.
    """

    def __init__(self, folder: Path | str) -> None:
        self.path = Path(folder) / NAME
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CourseError(
                f"cannot make {folder}: {error.strerror}; name another folder"
            ) from error
        with self._errors_as_sentences():
            self.base = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            self.base.execute("pragma foreign_keys = on")
            self.base.executescript(TABLES)
            version = self.fact("version", VERSION)
            if version == "1":
                self.base.executescript(f"begin immediate; {FROM_1} commit;")
            elif version != VERSION:
                raise CourseError(
                    f"{self.path} was made by another version of grading ({version}; this one knows "
                    f"{VERSION}): update the course, or name another folder"
                )

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

    def set_fact(self, name: str, value: str) -> None:
        """A fact that a later call may change, such as who is on the roster."""
        with self._errors_as_sentences():
            self.base.execute("insert or replace into facts values (?, ?)", (name, value))

    def seed(self, wanted: str | None = None) -> str:
        """The class's seed of hidden cases: drawn once, or given once, and then fixed.

        Raises:
            CourseError: another seed was decided before.
        """
        seed = self.fact("seed", wanted or secrets.token_hex(16)) or ""
        if wanted and seed != wanted:
            raise CourseError(
                f"this class is graded with another seed, which {self.path.parent} keeps, so that all get the "
                "same hidden cases: leave --seed out, or name a new folder with --out to grade everybody anew"
            )
        return seed

    def keys(self) -> dict[tuple[str, str], str]:
        """{(student, lab): key} of what was graded, or could not be read; internal errors are not in it."""
        with self._errors_as_sentences():
            rows = self.base.execute("select student, lab, key from labs where state != 'fault'")
            return {(student, lab): key for student, lab, key in rows}

    def put(self, grade: LabGrade, source: str = "") -> None:
        """Write one LabGrade, whole or not at all.

        Args:
            grade: LabGrade.
            source: the path of what was graded, SUBMITTED.
        """
        who = grade.submission
        now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        row = (
            *(who.student, who.lab, json.dumps(who._asdict()), grade.state, grade.problem),
            *(json.dumps(grade.notes), grade.key, grade.seconds, now, source),
        )
        with self._errors_as_sentences(), self._transaction():
            self._delete([(who.student, who.lab)])
            self.base.execute(f"insert into labs values ({_placeholders(row)})", row)
            for place, exercise in enumerate(grade.exercises):
                entry = (who.student, who.lab, *_row(place, exercise))
                self.base.execute(f"insert into exercises values ({_placeholders(entry)})", entry)

    def put_submissions(self, submissions: Iterable[Submission], source: str) -> None:
        """Note where submissions lie now whose grades stay."""
        rows = [
            (json.dumps(entry._asdict()), source, entry.student, entry.lab) for entry in submissions
        ]
        with self._errors_as_sentences(), self._transaction():
            self.base.executemany(
                "update labs set submission = ?, source = ? where student = ? and lab = ?", rows
            )

    def submissions(self) -> list[tuple[Submission, str]]:
        """(Submission, its source) of every grade, sorted by student and lab."""
        with self._errors_as_sentences():
            rows = self.base.execute(
                "select submission, student, source from labs order by student, lab"
            ).fetchall()
        return [(_submission(text, student), source) for text, student, source in rows]

    def forget(self, names: Iterable[tuple[str, str]]) -> None:
        """Delete the grades of these (student, lab); corrections by hand stay, for a later grade."""
        with self._errors_as_sentences(), self._transaction():
            self._delete(names)

    def _delete(self, names: Iterable[tuple[str, str]]) -> None:
        self.base.executemany("delete from labs where student = ? and lab = ?", names)

    def rename(self, moves: Iterable[tuple[str, str, str]]) -> None:
        """Give grades to another student, together with their corrections by hand.

        Args:
            moves: (student, lab, student from now on); where that one has a grade of the lab already,
                nothing is moved.
        """
        with self._errors_as_sentences(), self._transaction():
            self.base.execute("pragma defer_foreign_keys = on")
            for student, lab, new in moves:
                taken = self.base.execute(
                    "select 1 from labs where student = ? and lab = ?", (new, lab)
                ).fetchone()
                for table in () if taken else ("labs", "exercises", "overrides"):
                    self.base.execute(
                        f"update or replace {table} set student = ? where student = ? and lab = ?",
                        (new, student, lab),
                    )

    def put_problems(self, problems: Iterable[tuple[str, str]], source: str = "") -> None:
        """Replace the list of (path, sentence) of what belongs to nobody, of one source."""
        rows = [(path, problem, source) for path, problem in problems]
        with self._errors_as_sentences(), self._transaction():
            self.base.execute("delete from problems where source = ?", (source,))
            self.base.executemany("insert into problems values (?, ?, ?)", rows)

    def problems(self) -> list[tuple[str, str]]:
        """(path, sentence) of all sources, sorted."""
        with self._errors_as_sentences():
            return self.base.execute(
                "select distinct path, problem from problems order by path, problem"
            ).fetchall()

    def put_worksheet(self, name: str, lab: str, content: bytes) -> None:
        """Keep a worksheet of Moodle as it was given, to fill it in whenever grades change."""
        with self._errors_as_sentences():
            row = (name, lab, content)
            self.base.execute("insert or replace into worksheets values (?, ?, ?)", row)

    def worksheets(self) -> list[tuple[str, str, bytes]]:
        """(file name, lab, content) of all worksheets, sorted."""
        with self._errors_as_sentences():
            return self.base.execute("select * from worksheets order by name").fetchall()

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
            near = difflib.get_close_matches(exercise, found, 1, 0.5)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise CourseError(f"{lab} has no exercise {exercise}; it has: {', '.join(found)}{hint}")
        entry = found[exercise]
        if points is None and entry.override is None:
            raise CourseError(
                f"there is no correction of {exercise} for {student} to take back: it has "
                f"{entry.points:g} of {entry.of:g} points"
            )
        if points is not None and not 0 <= points <= entry.of:
            raise CourseError(f"{exercise} gives 0 to {entry.of:g} points, not {points:g}")
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
                _submission(submission, name),
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
        except sqlite3.Error as error:
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


def _submission(text: str, student: str) -> Submission:
    fields = json.loads(text)
    if isinstance(fields, list):  # as version 1 wrote it
        fields = dict(zip(Submission._fields, fields, strict=False))
    return Submission(**{**fields, "notes": tuple(fields["notes"]), "student": student})
