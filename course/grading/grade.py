"""Grade a class: find, read, run, write; what was done before is not done again."""

import contextlib
import hashlib
import os
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from course.errors import CourseError
from course.grading import labs as instructor
from course.grading import sandbox, submissions
from course.grading.commands import CONTAINER
from course.grading.grades import LabGrade, Submission
from course.grading.runner import Runner, without_answers
from course.grading.store import Store

WAITING = 4  # submissions that are read ahead for each worker


class Wish(NamedTuple):
    """What an instructor asks for.

    Attributes:
        submitted: path of what was handed in.
        out: folder of the grades.
        lab: grade only this one, or None.
        seed: of the hidden cases, or None for the class's own.
        workers: how many run at a time.
        isolated: False runs answers without a sandbox.
        cluster: address of a dask scheduler, "local", or None.
        students: file with a student a line, to know who is missing, or None.
        gradebook: file of an nbgrader gradebook to write as well, or None.
    """

    submitted: Path
    out: Path
    lab: str | None = None
    seed: str | None = None
    workers: int = 1
    isolated: bool = True
    cluster: str | None = None
    students: Path | None = None
    gradebook: Path | None = None


def default_workers():
    """As many as there are cores for us."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def grade(wish):
    """Grade all submissions that are new or changed, then write tables and pages.

    Args:
        wish: Wish.

    Returns:
        dict of counts: graded, unchanged, unreadable, fault, problems.

    Raises:
        CourseError: bad input, no sandbox, a disk that is full.
        KeyboardInterrupt: after all guests were ended; what was graded is kept.
    """
    from course.grading.results import write_results

    expected = read_students(wish.students)
    labs, found, problems = look(wish)
    if not wish.cluster:
        check_sandbox(wish.isolated)
    with Store(wish.out) as store:
        seed = store.seed(wish.seed)
        used = {name: lab for name, lab in labs.items() if name in {entry.lab for entry in found}}
        with _engine(wish, used, seed) as engine:
            prove(store, engine, used)
            counts = _grade_all(store, engine, used, found)
        store.put_problems(problems)
        store.keep_only({(entry.student, entry.lab) for entry in found}, set(labs))
        write_results(store, wish.out, expected=expected, gradebook=wish.gradebook)
    return {**counts, "problems": len(problems)}


def look(wish):
    """The labs, the submissions of them, and what belongs to nobody; raises CourseError."""
    out, submitted = Path(wish.out).resolve(), Path(wish.submitted).resolve()
    if out == submitted or submitted in out.parents:
        raise CourseError(
            f"{wish.out} lies in {wish.submitted}, which is never changed: name another folder for the grades"
        )
    labs = instructor.load([wish.lab] if wish.lab else ())
    found, problems = submissions.find(wish.submitted, instructor.exercise_ids())
    if not found and not problems:
        raise CourseError(
            f"there are no notebooks in {wish.submitted}: a folder student/lab/notebook.ipynb, one of "
            "student_lab.ipynb, or a download of Moodle or Canvas was expected"
        )
    return labs, [entry for entry in found if entry.lab in labs], problems


def check_sandbox(isolated):
    """Refuse to run answers without isolation unless that is wanted."""
    if not isolated:
        return
    lacking = sandbox.missing()
    if lacking:
        raise CourseError(
            "answers of students are run in a sandbox only, and this machine does not let me make one: "
            f"{'; '.join(lacking)}. `course sandbox` shows what holds here.\n{CONTAINER}"
        )


def read_students(path):
    """The names in a file with one a line (or the first column of a CSV file); () without a file."""
    if path is None:
        return ()
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"cannot read the list of students {path}: {error}") from error
    names = [line.split(",")[0].strip().strip('"') for line in text.splitlines()]
    return tuple(dict.fromkeys(name for name in names if name))


def prove(store, engine, labs):
    """Refuse hidden cases that the lab's own solution does not pass, where there is one.

    Raises:
        CourseError: names lab and exercise.
    """
    from tqdm import tqdm

    for name, lab in tqdm(labs.items(), desc="trying the solutions", unit="lab", leave=False):
        path = instructor.ROOT / "solutions" / f"{name}.ipynb"
        fact = f"solution of {name} passes with {engine.runner.prints[name][:16]}"
        if not path.exists() or store.fact(fact):
            continue
        submission = Submission("", name, str(path))
        ids = [exercise.id for exercise in lab.exercises]
        (made,) = [*engine.submit(submission, submissions.read(submission, ids)), *engine.finish()]
        if made.state == "fault":
            raise CourseError(f"the solution of {name} could not be run: {made.problem}")
        for entry in made.exercises:
            if entry.points != entry.of:
                raise CourseError(
                    f"the solution of {name} itself gets {entry.points:g} of {entry.of:g} points for "
                    f"{entry.exercise} ({entry.reason or entry.state}): build the lab, or try another --seed"
                )
        store.fact(fact, "yes")


def _grade_all(store, engine, labs, found):
    from tqdm import tqdm

    known = store.keys()
    counts = {"graded": 0, "unchanged": 0, "unreadable": 0, "fault": 0}
    failing, ids = {}, instructor.exercise_ids()
    with tqdm(total=len(found), desc="grading", unit="") as bar:

        def take(grade):
            store.put(grade)
            counts[grade.state] += 1
            for entry in grade.exercises:
                if entry.state in ("crashed", "timeout", "memory"):
                    failing[entry.state] = failing.get(entry.state, 0) + 1
            said = {name: counts[name] for name in ("unreadable", "fault") if counts[name]}
            bar.set_postfix(failing | said, refresh=False)
            bar.update()

        for submission in found:
            grade, answers = _read(submission, labs[submission.lab], ids)
            key = grade.key if grade else engine.runner.key(submission.lab, answers)
            if known.get((submission.student, submission.lab)) == key:
                counts["unchanged"] += 1
                bar.update()
            elif grade:
                take(grade)
            else:
                for done in engine.submit(submission, answers):
                    take(done)
        for done in engine.finish():
            take(done)
    return counts


def _read(submission, lab, labs):
    """(LabGrade, None) of a submission that cannot be read, else (None, Answers)."""
    nothing = LabGrade(submission, notes=tuple(submission.notes), exercises=without_answers(lab))
    try:
        answers = submissions.read(submission, [entry.id for entry in lab.exercises], labs)
    except submissions.Unreadable as error:
        digest = hashlib.sha256(str(error).encode("utf-8", "replace")).hexdigest()
        return replace(
            nothing, state="unreadable", problem=str(error), key=f"unreadable {digest}"
        ), None
    except CourseError as error:  # ours, such as a file that cannot be opened just now
        return replace(nothing, state="fault", problem=str(error)), None
    return None, answers._replace(notes=(*submission.notes, *answers.notes))


@contextlib.contextmanager
def _engine(wish, labs, seed):
    """What grades: threads of this process, or a cluster."""
    runner = Runner(labs, seed, isolated=wish.isolated)
    if wish.cluster:
        from course.grading.cluster import Cluster

        engine = Cluster(wish.cluster, runner, wish.workers)
    else:
        engine = Threads(runner, wish.workers)
    try:
        yield engine
    except BaseException:
        runner.close()  # so that no thread waits for an answer
        raise
    finally:
        engine.close()
        runner.close()


class Threads:
    """Grades in threads of this process; the work itself is done by the guests.

    Args:
        runner: Runner.
        workers: how many at a time.
    """

    def __init__(self, runner, workers):
        self.runner, self.workers = runner, workers
        self.pool = ThreadPoolExecutor(workers)
        self.waiting = set()

    def submit(self, submission, answers):
        """Take one more submission; gives back the LabGrades that are there by now."""
        self.waiting.add(self.pool.submit(self.runner.grade, submission, answers))
        return self._done() if len(self.waiting) >= WAITING * self.workers else []

    def finish(self):
        """Wait for the rest; gives LabGrades as they come."""
        while self.waiting:
            yield from self._done()

    def close(self):
        self.pool.shutdown(cancel_futures=True)

    def _done(self):
        done, self.waiting = wait(self.waiting, return_when=FIRST_COMPLETED)
        return [future.result() for future in done]
