"""What an answer needs of a notebook's other cells: functions, classes, imports, constants, never a training.

A lab says that an answer needs the setup cell and its own cell alone; students use what they see all the
same. Grading, `course check` and the check in the notebook all ask here which statements of other cells give
the names that an answer takes for granted.

What counts as a constant stands in `constants`.
"""

import ast
import builtins
import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from course.checks.base.constants import (
    PLAIN_BUILTINS,
    USUAL,
    calls_of,
    is_plain_call,
    makes_function,
    modules_of,
)
from course.checks.base.names import Names, names_of
from course.checks.base.syntax import parsed

# What every cell knows: Python's names, IPython's, and those of a module.
ALWAYS = frozenset(
    {*dir(builtins), "get_ipython", "display", "In", "Out", "_", "__", "___", "exit", "quit"}
    | {"__name__", "__doc__", "__file__", "__builtins__", "_ih", "_oh", "_dh"}
)


class Others(NamedTuple):
    """The cells of one notebook that are neither its setup nor answers.

    Attributes:
        place: where the answer's cell stands.
        cells: (place, source) of the others.
        running: places of those among them that run as a whole, whatever they hold.
    """

    place: int
    cells: Sequence[tuple[int, str]]
    running: Collection[int] = ()


class Source(NamedTuple):
    """A statement that gives what an answer needs.

    Attributes:
        text: Python, as `ast.unparse` writes it.
        names: that it gives or changes, sorted.
    """

    text: str
    names: tuple[str, ...]


class Needed(NamedTuple):
    """What an answer needs of other cells.

    Attributes:
        sources: Sources to run in this order before the answer's cell.
        missing: names that nothing gives: {name: whether another cell makes it, in a way that does not run}.
    """

    sources: tuple[Source, ...] = ()
    missing: Mapping[str, bool] = {}


def needed(
    answer: str, others: Sequence[Others], known: Mapping[str, int] | Collection[str]
) -> Needed:
    """Which definitions of other cells an answer's free names need, also by way of each other.

    A name means what the last cell above gave it, else the first one below. Where an assignment uses a
    name at once, "above" is above that assignment; a function looks its names up when it is called.

    Args:
        answer: source of the answer's cell.
        others: Others of the student's notebook, then of the lab: the first that makes a name gives it.
        known: names that are there already: of the setup cell, of answers that ran. With the place in the
            student's notebook where each came from, a definition between there and the answer wins.

    Returns:
        Needed; nothing for a cell that is no Python.
    """
    try:
        names = names_of(parsed(answer).body)
        if _is_all_known(names.eager | names.lazy, others, known):
            return Needed()  # nearly always; the other cells need not be read
        return _Search(others, known).needed(names)
    except (SyntaxError, RecursionError):
        return Needed()


def _is_all_known(
    names: Collection[str], others: Sequence[Others], known: Mapping[str, int] | Collection[str]
) -> bool:
    """Whether no name needs another cell, by a look at lines that may give one of them a value."""
    if not all(name in known or name in ALWAYS for name in names):
        return False
    if not names or not others or not isinstance(known, Mapping):
        return True
    one = "(?:" + "|".join(map(re.escape, names)) + ")"
    giving = (
        rf"^\s*(?:async\s+)?(?:def|class|for)\b[^:]*\b{one}\b|\b(?:as|global)\s+{one}\b|\bimport\b.*\b{one}\b"
        rf"|\b{one}\s*:=|\bimport\s*[*(]|(?:^|;)[^=#;\n]*\b{one}\b[^=(\n]*[^=!<>]?=(?!=)"
    )
    pattern = re.compile(giving, re.MULTILINE)
    first = min(known.get(name, -1) for name in names)
    return not any(
        first < place < others[0].place and pattern.search(source)
        for place, source in others[0].cells
    )


class _Statement(NamedTuple):
    """A top-level statement of another cell; the key is (which notebook, place, number in the cell)."""

    key: tuple[int, int, int]
    node: ast.stmt
    names: Names

    @property
    def is_definition(self) -> bool:
        return isinstance(
            self.node,
            (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom),
        )


class _Search:
    def __init__(self, others: Sequence[Others], known: Mapping[str, int] | Collection[str]):
        self.others, self.known = others, known
        self.notebooks = [list(_statements(-number, one)) for number, one in enumerate(others)]
        self.givers: list[dict[str, list[_Statement]]] = []
        for statements in self.notebooks:
            givers: dict[str, list[_Statement]] = {}
            for statement in statements:
                for name in statement.names.binds | statement.names.changes:
                    givers.setdefault(name, []).append(statement)
            self.givers.append(givers)
        self.chosen: dict[tuple[int, int, int], _Statement] = {}
        self.missing: dict[str, bool] = {}
        self.plain: dict[tuple[int, int, int], bool] = {}

    def needed(self, answer: Names) -> Needed:
        for name in sorted(answer.eager | answer.lazy):
            self._take(name, None)
        ordered: dict[tuple[int, int, int], _Statement] = {}

        def place(statement: _Statement) -> None:
            if statement.key in ordered or statement.key in going:
                return
            going.add(statement.key)
            for name in sorted(statement.names.eager):
                for giver in self._givers(name, statement) or ():
                    if giver.key in self.chosen:
                        place(giver)
            ordered[statement.key] = statement

        going: set[tuple[int, int, int]] = set()
        for key in sorted(self.chosen):
            place(self.chosen[key])
        sources = (
            Source(ast.unparse(one.node), tuple(sorted(one.names.binds | one.names.changes)))
            for one in ordered.values()
        )
        return Needed(tuple(sources), self.missing)

    def _take(self, name: str, user: _Statement | None) -> None:
        """Choose what gives `name` to the answer, or to a statement that uses it at once."""
        givers = self._givers(name, user)
        if givers == []:
            return  # known
        if givers is None:
            star = self._stars()
            if not star:
                self.missing[name] = False
            givers = star
        if not all(self._is_plain(giver) for giver in givers):
            self.missing[name] = True
            return
        for giver in givers:
            if giver.key not in self.chosen:
                self.chosen[giver.key] = giver
                for used in sorted(giver.names.eager):
                    self._take(used, giver)
                for used in sorted(giver.names.lazy):
                    self._take(used, None)

    def _givers(self, name: str, user: _Statement | None) -> list[_Statement] | None:
        """The statements that give a name to its user: [] where it is known, None where there is none."""
        for number, givers in enumerate(self.givers):
            if not any(name in one.names.binds for one in givers.get(name, ())):
                continue
            end = (-number, self.others[number].place, -1)
            if user is not None and user.key[0] == -number:
                end = user.key
            above = [one for one in givers[name] if one.key < end]
            last = next((one for one in reversed(above) if name in one.names.binds), None)
            if name in ALWAYS and last is None:
                return []
            if self._is_known(name, last, end, number):
                return []
            if last is not None:
                return _with_changes(name, last, above)
            below = [one for one in givers[name] if one.key > end]
            if below:
                return [next(one for one in below if name in one.names.binds)]
        return [] if name in self.known or name in ALWAYS else None

    def _is_known(
        self, name: str, last: _Statement | None, end: tuple[int, int, int], number: int
    ) -> bool:
        """Whether a name has the value it had before, rather than the one that `last` gives."""
        if name not in self.known:
            return False
        if not isinstance(self.known, Mapping) or number > 0:
            return True
        place = self.known[name]
        if last is None:
            return True
        return last.key[1] < place <= end[1]

    def _stars(self) -> list[_Statement]:
        """`from module import *`: where nothing else gives a name, one of these may."""
        return [
            one
            for statements in self.notebooks
            for one in statements
            if isinstance(one.node, ast.ImportFrom) and one.node.names[0].name == "*"
        ]

    def _is_plain(self, statement: _Statement) -> bool:
        """Whether a statement is a definition, and neither a training nor made from one."""
        which, place, _ = statement.key
        if statement.is_definition or place in self.others[-which].running:
            return True
        if statement.key not in self.plain:
            self.plain[statement.key] = False  # for a circle
            self.plain[statement.key] = self._is_constant(statement)
        return self.plain[statement.key]

    def _is_constant(self, statement: _Statement) -> bool:
        calls = calls_of(statement.node)
        if calls is None or not all(self._may_call(call, statement) for call in calls.names):
            return False
        for name in calls.handed:
            if any(makes_function(giver.node) for giver in self._givers(name, statement) or ()):
                return False  # `map(train, ...)` is a call, too
        for name in statement.names.eager:
            givers = self._givers(name, statement)
            if givers is None or not all(map(self._is_plain, givers)):
                return False
        return True

    def _may_call(self, call: tuple[str, ...], user: _Statement) -> bool:
        """Whether calling `name.attribute...` is quick and reads nothing."""
        name, *path = call
        if name in user.names.binds and name not in user.names.eager:
            if module := modules_of([user.node]).get(name):
                return is_plain_call(module, path)
            return bool(path)  # a method of what this statement itself made: a loop's variable
        if name not in user.names.eager | user.names.lazy:
            return bool(path)  # a method of a comprehension's or a lambda's variable
        givers = self._givers(name, user)
        if givers is None:
            return False
        if not givers:
            if name in PLAIN_BUILTINS and name not in self.known:
                return True  # also its methods, such as dict.fromkeys
            return is_plain_call(USUAL.get(name, name), path)
        if module := modules_of([giver.node for giver in givers]).get(name):
            return is_plain_call(module, path)
        return bool(path) and all(
            not giver.is_definition and self._is_plain(giver) for giver in givers
        )


def _statements(number: int, others: Others) -> Iterator[_Statement]:
    for place, source in sorted((place, source) for place, source in others.cells):
        for index, (node, names) in enumerate(_read(source)):
            yield _Statement((number, place, index), node, names)


@functools.lru_cache(maxsize=256)
def _read(source: str) -> tuple[tuple[ast.stmt, Names], ...]:
    """The statements of a cell with their names; none of one that is no Python."""
    try:
        return tuple((node, names_of([node])) for node in parsed(source).body)
    except (SyntaxError, RecursionError):
        return ()


def _with_changes(name: str, last: _Statement, above: list[_Statement]) -> list[_Statement]:
    """What gives a name its value, and what changes that value afterwards."""
    later = above[above.index(last) + 1 :]
    if not last.is_definition:
        return [last, *later]
    changes = [one for one in later if not isinstance(one.node, ast.Expr)]  # not plt.show()
    if isinstance(last.node, ast.Import):  # import scipy.stats leaves scipy.special in place
        return [one for one in above if isinstance(one.node, ast.Import)]
    return [last, *changes]
