"""Stands for a notebook's namespace: what was run in it, and where its names come from.

Grading runs answers in one, in a sandbox, and `course check` in another, in a kernel: one verdict for both.
"""

import re
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from course.checks.base.definitions import Needed, Others, needed
from course.checks.base.limits import TimeLimit, time_limit
from course.checks.base.running import TOO_LATE, Problem, run_cell

_FUTURE = re.compile(r"^from __future__ import [\w, ]+", re.MULTILINE)
CELL = "<the cell of {}>"  # what a traceback calls it


class Ran(NamedTuple):
    """What running an answer's cell gave.

    Attributes:
        problem: what went wrong, for the student, or "".
        made: names that definitions of other cells gave.
        missing: names that only cells give which do not run.
        failed: [names, why] of definitions of other cells that could not run.
        is_late: whether something in the cell took all of its time.
    """

    problem: str
    made: list[str]
    missing: list[str]
    failed: list[list[str]]
    is_late: bool = False


class Namespace:
    """Runs cells; an answer's, after what it needs of other cells.

    Args:
        names: the dict that they run in.
    """

    def __init__(self, names: dict[str, Any]):
        self.names = names
        self.own: Sequence[tuple[int, str]] = ()
        self.lab: Sequence[tuple[int, str]] = ()
        self.known: dict[str, int] = {}  # name -> place of the cell that gave it
        self.made: set[str] = set()  # texts of definitions of other cells that ran
        self.failed: dict[str, str] = {}  # name -> why its definition in another cell could not run
        self.elsewhere: set[str] = set()  # names that only cells give which do not run

    def setup(self, name: str, source: str, seconds: float, python: str) -> list[Problem]:
        """Run a setup cell, all of it that can run; what could not."""
        problems = run_cell(
            source, self.names, CELL.format(name), seconds, whole=True, python=python
        )
        self.known = dict.fromkeys(self.names, -1)
        return problems

    def others(self, own: Sequence[tuple[int, str]], lab: Sequence[tuple[int, str]]) -> None:
        """Say what the other cells of the notebook and of the lab are, as (place, source)."""
        self.own, self.lab = own, lab
        for line in sorted({line for _, source in own for line in _FUTURE.findall(source)}):
            run_cell(line, self.names, CELL.format("other cells"), 1.0)  # holds for all cells

    def run(
        self, name: str, source: str, seconds: float, python: str, place: int, place_in_lab: int
    ) -> Ran:
        """Run an answer's cell, which stands at these places in the notebook and in the lab."""
        end = time.monotonic() + seconds
        wanted = self._needed(source, place, place_in_lab, seconds)
        made, failed = self._define(wanted, end)
        self.elsewhere |= {missing for missing, is_made in wanted.missing.items() if is_made}
        before = dict(self.names)
        left = max(end - time.monotonic(), 0.0)
        problems = run_cell(source, self.names, CELL.format(name), left, python=python)
        for given, value in self.names.items():
            if given not in before or before[given] is not value:
                self.known[given] = place
        text, late = "", [one for one in problems if one.text.startswith(TOO_LATE)]
        if problems:
            text = f"the cell raises {problems[0]}"
            if problems[0] in late:
                text = f"the cell did not end within {seconds:g} seconds (line {problems[0].line})"
            text += self.why_missing(text)
        return Ran(text, made, sorted(self.elsewhere & wanted.missing.keys()), failed, bool(late))

    def why_missing(self, message: str) -> str:
        """A clause about a name that an error calls undefined and that another cell defines, or ""."""
        found = re.search(r"NameError: (?:free variable|name) '(\w+)'", message)
        name = found[1] if found else ""
        if name in self.elsewhere:
            return (
                f"; `{name}` is defined in another cell, which grading does not run: "
                "make it inside your function or pass it"
            )
        if name in self.failed:
            return f"; `{name}` of another cell could not be made here: {self.failed[name]}"
        return ""

    def _needed(self, source: str, place: int, place_in_lab: int, seconds: float) -> Needed:
        notebooks = [Others(place, self.own), Others(place_in_lab, self.lab)]
        try:
            with time_limit(seconds):
                return needed(source, notebooks, self.known)
        except (Exception, TimeLimit):  # then it has to do without
            return Needed()

    def _define(self, wanted: Needed, end: float) -> tuple[list[str], list[list[str]]]:
        """Run definitions of other cells: names that they made, and [names, why] of what failed."""
        made: set[str] = set()
        failed: list[list[str]] = []
        for text, names in wanted.sources:
            if text not in self.made:
                left = max(end - time.monotonic(), 0.0)
                problems = run_cell(text, self.names, CELL.format("other cells"), left)
                if problems:
                    failed.append([", ".join(names), problems[0].text])
                    self.failed |= dict.fromkeys(names, problems[0].text)
                    continue
                self.made.add(text)
            made |= set(names)
        return sorted(made), failed


def no_function(function: str) -> str:
    """What to say where an answer made no function of the name that is asked for."""
    return f"there is no function {function}: was it renamed, or did its cell raise an error?"
