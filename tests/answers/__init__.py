"""Banks of answers, one module a lab: right ones in several forms, and the mistakes students make.

Decorate a function with `right(exercise)` or `mistake(exercise, "part of the hint it must get")`;
tests/test_answers.py runs them all.
"""

from typing import NamedTuple


class Answer(NamedTuple):
    """One answer to an exercise; `hint` is None for a right one."""

    exercise: str
    function: object
    hint: str | None


class Bank:
    """The answers of one lab, in `entries`."""

    def __init__(self):
        self.entries = []

    def right(self, exercise):
        return self._take(exercise, None)

    def mistake(self, exercise, hint):
        return self._take(exercise, hint)

    def _take(self, exercise, hint):
        def decorate(function):
            self.entries.append(Answer(exercise, function, hint))
            return function

        return decorate
