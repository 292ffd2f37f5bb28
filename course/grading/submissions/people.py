"""Whose a submission is, where a platform says so in a file of its own: Gradescope's metadata."""

import contextlib
from typing import NamedTuple

import yaml

from course.grading.submissions.archives import content
from course.grading.submissions.entries import Unreadable, clean

LIMIT = 100_000_000  # bytes


class Person(NamedTuple):
    """A student, as a platform knows her; `number` is her ID number there, or ""."""

    name: str
    number: str


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
                    person = Person(clean(one[":name"]), clean(str(one.get(":sid") or "")))
                    found.setdefault(str(folder), []).append(person)
    return found
