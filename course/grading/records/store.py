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
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.errors import CourseError
from course.files import make_private, make_private_file
from course.grading.records import attempts, schema
from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission
from course.grading.records.rows import exercise_of, placeholders, row_of, submission_of

NAME = "grades.sqlite"
BUSY_SECONDS = 30
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
            schema.prepare(self.base, self.path)

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
            *(json.dumps(grade.notes), grade.key, grade.seconds, now, source, False),
        )
        with self._errors_as_sentences(), self._transaction():
            self._delete([(who.student, who.lab)])
            self.base.execute(f"insert into labs values ({placeholders(row)})", row)
            for place, exercise in enumerate(grade.exercises):
                entry = (who.student, who.lab, *row_of(place, exercise))
                self.base.execute(f"insert into exercises values ({placeholders(entry)})", entry)
            attempts.note(self.base, grade, now)

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
        return [(submission_of(text, student), source) for text, student, source in rows]

    def put_absent(self, names: Iterable[tuple[str, str]], labs: Iterable[str]) -> None:
        """Note which (student, lab) are not in the latest download of these labs, though graded before."""
        with self._errors_as_sentences(), self._transaction():
            rows = [(lab,) for lab in labs]
            self.base.executemany("update labs set absent = 0 where lab = ?", rows)
            self.base.executemany("update labs set absent = 1 where student = ? and lab = ?", names)

    def absent(self) -> set[tuple[str, str]]:
        """(student, lab) whose submission is not in the latest download of the lab."""
        with self._errors_as_sentences():
            return set(self.base.execute("select student, lab from labs where absent").fetchall())

    def forget(self, names: Iterable[tuple[str, str]]) -> None:
        """Delete the grades of these (student, lab); corrections by hand stay, for a later grade."""
        with self._errors_as_sentences(), self._transaction():
            names = list(names)
            self._delete(names)
            self.base.executemany("delete from attempts where student = ? and lab = ?", names)

    def attempts(self) -> list[attempts.Attempt]:
        """Every answer that was graded since `fact("attempts since")`, in the order of grading."""
        columns = "student, lab, exercise, graded_at, points, points_of, handed_in"
        with self._errors_as_sentences():
            rows = self.base.execute(f"select {columns} from attempts order by rowid").fetchall()
        return [attempts.Attempt(*row) for row in rows]

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
                for table in () if taken else ("labs", "exercises", "overrides", "attempts"):
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
        """(path, sentence) of all sources, sorted; where there are several, a path begins with its source."""
        with self._errors_as_sentences():
            rows = self.base.execute(
                "select distinct source, path, problem from problems"
            ).fetchall()
        several = len({source for source, *_ in rows if source}) > 1
        return sorted(
            (f"{Path(source).name}/{path}" if source and several else path, problem)
            for source, path, problem in rows
        )

    def put_worksheet(self, name: str, lab: str, content: bytes) -> None:
        """Keep a worksheet of Moodle as it was given, to fill it in whenever grades change."""
        with self._errors_as_sentences():
            row = (name, lab, content)
            self.base.execute("insert or replace into worksheets values (?, ?, ?)", row)

    def drop_worksheets(self, names: Iterable[str]) -> None:
        """Forget worksheets, of which newer ones were given."""
        with self._errors_as_sentences(), self._transaction():
            rows = [(name,) for name in names]
            self.base.executemany("delete from worksheets where name = ?", rows)

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
                self.base.execute(f"insert into overrides values ({placeholders(row)})", row)

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
                exercises.setdefault((name, lab), []).append(exercise_of(row, made))
            rows = self.base.execute(
                "select student, lab, submission, state, problem, notes, key, seconds from labs "
                f"{where} order by student, lab",
                who,
            ).fetchall()
        return [
            LabGrade(
                submission_of(submission, name),
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
                advice = "another grading is writing there: wait for it, or stop it"
            elif "not a database" in text or "malformed" in text:
                advice = "it is damaged or belongs to another program: move it away and grade again"
            else:
                advice = "may you write there?"
            raise CourseError(f"cannot use {self.path} ({text}); {advice}") from error
