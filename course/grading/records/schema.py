"""The tables of the database, and how those of an older version become these."""

import datetime
import sqlite3
from pathlib import Path

from course.errors import CourseError
from course.grading.records import attempts

VERSION = "4"
TABLES = """
create table if not exists facts (name text primary key, value text not null);
create table if not exists labs (
    student text, lab text, submission text not null, state text not null, problem text not null,
    notes text not null, key text not null, seconds real not null, graded_at text not null,
    source text not null default '', absent integer not null default 0, primary key (student, lab));
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
create table if not exists attempts (
    student text, lab text, exercise text, graded_at text not null, points real not null,
    points_of real not null, answer text not null, handed_in text not null default '');
create index if not exists attempts_of on attempts (student, lab);
"""
FROM_1 = """
alter table labs add column source text not null default '';
alter table labs add column absent integer not null default 0;
alter table problems add column source text not null default '';
"""
# What is graded now is the first attempt that is known; `hashed` is `attempts.fingerprint`.
FROM_2 = """
insert into attempts (student, lab, exercise, graded_at, points, points_of, answer)
    select student, lab, exercise, graded_at, points, points_of, hashed(answer)
    from exercises join labs using (student, lab)
    where labs.state = 'graded' and exercises.state not in ('not attempted', 'missing');
update facts set value = '4' where name = 'version';
"""
FROM_3 = """
alter table attempts add column handed_in text not null default '';
update facts set value = '4' where name = 'version';
"""


def prepare(base: sqlite3.Connection, path: Path) -> None:
    """Make the tables that are missing, or bring those of an older version up to date.

    Args:
        base: the database, in which statements commit by themselves.
        path: of its file, for errors.

    Raises:
        CourseError: another version made it.
        sqlite3.Error: it cannot be written, or is no database.
    """
    base.executescript(TABLES)
    base.execute("insert or ignore into facts values ('version', ?)", (VERSION,))
    (version,) = base.execute("select value from facts where name = 'version'").fetchone()
    if version in ("1", "2"):
        base.create_function("hashed", 1, attempts.fingerprint)
        base.executescript(f"begin immediate; {FROM_1 if version == '1' else ''} {FROM_2} commit;")
    elif version == "3":
        base.executescript(f"begin immediate; {FROM_3} commit;")
    elif version != VERSION:
        raise CourseError(
            f"{path} was made by another version of grading ({version}; this one knows {VERSION}): "
            "update the course, or name another folder"
        )
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    base.execute("insert or ignore into facts values ('attempts since', ?)", (now,))
