"""Whose a submission is, where a platform says so in a file of its own: Gradescope's metadata."""

import contextlib
import datetime
from typing import NamedTuple

import yaml

from course.grading.submissions.archives import content
from course.grading.submissions.entries import Unreadable, clean

LIMIT = 100_000_000  # bytes


class Person(NamedTuple):
    """A student, as a platform knows her: `number` is her ID number there, `time` when she handed in, or ""."""

    name: str
    number: str
    time: str = ""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Reads plain values, and takes an object of Ruby for nothing."""


_Loader.add_multi_constructor("", lambda loader, tag, node: None)


def people_of(entry):
    """Who handed in what, as Gradescope's submission_metadata.yml says.

    Args:
        entry: Entry of that file.

    Returns:
        {folder: list of Person}; empty if the file cannot be read.
    """
    found = {}
    with contextlib.suppress(Unreadable, yaml.YAMLError, ValueError, RecursionError):
        told = yaml.load(bytes(content(entry.path, entry.member, limit=LIMIT)), Loader=_Loader)
        for folder, facts in told.items() if isinstance(told, dict) else ():
            submitters = facts.get(":submitters") if isinstance(facts, dict) else None
            for one in submitters if isinstance(submitters, list) else ():
                if isinstance(one, dict) and isinstance(one.get(":name"), str):
                    number = clean(str(one.get(":sid") or ""))
                    person = Person(clean(one[":name"]), number, _time(facts.get(":created_at")))
                    found.setdefault(str(folder), []).append(person)
    return found


def _time(made_at):
    """When something was made, in ISO's form, if YAML made a time of it."""
    return made_at.isoformat(timespec="seconds") if isinstance(made_at, datetime.datetime) else ""
