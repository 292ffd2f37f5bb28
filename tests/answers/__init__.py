"""Banks of answers: right ones in several forms, and the mistakes students make.

The bank of an exercise is `<lab>/<exercise>.py`, as its check is in `course/checks`. Decorate a function with
`right` or with `mistake("part of the hint it must get")`; tests/checks/test_answers.py runs them all.
"""

import importlib
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class Answer(NamedTuple):
    """One answer to an exercise; `hint` is None for a right one."""

    exercise: str
    function: object
    hint: str | None


class Bank:
    """The answers to one exercise, in `entries`."""

    def __init__(self, exercise):
        self.exercise, self.entries = exercise, []

    def right(self, function):
        self.entries.append(Answer(self.exercise, function, None))
        return function

    def mistake(self, hint):
        def decorate(function):
            self.entries.append(Answer(self.exercise, function, hint))
            return function

        return decorate


def files():
    """The files of all banks, in order; what several of them share begins with an underscore."""
    return sorted(path for path in FOLDER.glob("*/*.py") if not path.stem.startswith("_"))


def banks(lab):
    """The banks of a lab such as addition_rnn, {file's stem: Bank}."""
    return {
        path.stem: importlib.import_module(f"tests.answers.{lab}.{path.stem}").bank
        for path in files()
        if path.parent.name == lab
    }


def answers(lab):
    """All answers to the exercises of a lab such as addition_rnn, as a list."""
    return [entry for bank in banks(lab).values() for entry in bank.entries]
