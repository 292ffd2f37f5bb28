"""What `course report` writes when it is asked for more than tables and pages."""

import contextlib
import datetime
import sqlite3
import tempfile
from pathlib import Path

from course.errors import CourseError
from course.files import PRIVATE, write_text
from course.grading.judge.labs import load_labs
from course.grading.records.store import NAME, Store
from course.grading.results import spreadsheets
from course.grading.results.term import anonymous, compare
from course.grading.results.writing import class_in
from course.grading.scheme import NAME as RULES
from course.grading.scheme import read_scheme, words


def check_rules(out):
    """Read the rules of a class that has no grades yet.

    Args:
        out: GRADES, a Path, or a folder that is not there.

    Returns:
        list of sentences on what may not be meant so; None if there are no rules.

    Raises:
        CourseError: something in them cannot be; names file and line.
    """
    scheme = read_scheme(out, load_labs())
    if scheme is None:
        return None
    said = words.disagreement(scheme)
    return [f"{RULES}: {said}"] if said else []


def write_anonymous(store, file, *, with_answers=False):
    """Write a table of a class without names.

    Args:
        store: Store.
        file: a Path, where nothing is yet.
        with_answers: whether it has the code of answers.

    Returns:
        list of sentences on what was written.

    Raises:
        CourseError: `file` is there, or cannot be written.
    """
    if file.exists():
        raise CourseError(f"there is {file} already, and it is kept: name a new file")
    cohort = class_in(store, load_labs())
    text = anonymous.table(cohort, store.attempts(), with_answers=with_answers)
    write_text(file, text, mode=PRIVATE)
    count = len({student for student, _ in cohort.grades})
    told = [f"{file}: {count} students under random names, which are kept nowhere"]
    if with_answers:
        told.append(
            "an answer may name others than who wrote it: read them before you share the file"
        )
    return told


def choose_tables(store, kind):
    """Decide which further table of all points is written, now and whenever grades change.

    Args:
        store: Store.
        kind: one of spreadsheets.KINDS.

    Raises:
        CourseError: openpyxl is missing.
    """
    if kind == "xlsx":
        spreadsheets.library()
    store.set_fact("tables", kind)


def write_comparison(store, out, other):
    """Write the page that compares a class with another one.

    Args:
        store: Store of the class.
        out: its GRADES, a Path, where the page is written.
        other: GRADES of the other class, a Path; nothing is changed there.

    Returns:
        Path of the page.

    Raises:
        CourseError: there are no grades in `other`, they cannot be read, or it is `out`.
    """
    labs = load_labs()
    with _copy_of(other, out) as another:
        sides = [(class_in(one, labs, dropped=True), one.attempts()) for one in (store, another)]
        seeds = [one.fact("seed") for one in (store, another)]
        since = [one.fact("attempts since") or "" for one in (store, another)]
    text = compare.page(
        *sides,
        _names(out, other),
        same_seed=seeds[0] is not None and seeds[0] == seeds[1],
        since=since,
        made_at=datetime.datetime.now().isoformat(),
    )
    write_text(out / compare.NAME, text, mode=PRIVATE)
    return out / compare.NAME


@contextlib.contextmanager
def _copy_of(folder, out):
    """The Store of another class, opened as a copy: an older version may make it its own only there."""
    path = folder / NAME
    if not path.is_file():
        raise CourseError(f"there are no grades in {folder}: name a folder that course grade wrote")
    if path.samefile(out / NAME):
        raise CourseError(f"{folder} is the class itself: name the folder of another one")
    with tempfile.TemporaryDirectory() as copied:
        try:
            with (
                contextlib.closing(
                    sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
                ) as base,
                contextlib.closing(sqlite3.connect(Path(copied) / NAME)) as copy,
            ):
                base.backup(copy)
        except sqlite3.Error as error:
            raise CourseError(
                f"cannot read {path} ({error}): is it damaged, or of another program?"
            ) from error
        with Store(copied) as store:
            yield store


def _names(*folders):
    """What folders are called, with as much of their paths as tells them apart."""
    parts = [folder.resolve().parts for folder in folders]
    for length in range(1, max(map(len, parts))):
        names = ["/".join(part[-length:]) for part in parts]
        if len(set(names)) == len(names):
            return names
    return [str(folder) for folder in folders]
