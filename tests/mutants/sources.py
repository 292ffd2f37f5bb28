"""The right answers of an exercise: the lab's solution and those of its bank, as syntax trees."""

import ast
import contextlib
import functools
import importlib
import inspect
import io
import textwrap
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from course.authoring.sources import solved
from course.cells import function_of
from course.checks.base.core import Check
from course.checks.base.namespace import Namespace
from course.files import labs_in
from course.notebooks.answers import find_answers
from tests import answers
from tests.mutants.tree import is_docstring, names_stored, parameters

ROOT = Path(__file__).parents[2]
SOLUTION = "solution"
LEFT_OUT = {
    "learn": "its answers train a network, which takes seconds each; its bank tries its check",
    "units_by_keras": "it builds a dozen layers in each case, and a hundred mutants would take minutes",
    "program_of_lecture_by_quarter_turn": "its own part answers one list of signs, which no draw repeats",
    "read_one_by_one": "it calls a Keras layer for each document, and other answers read by Keras quicker",
    "read_with_a_stateful_layer": "it writes states of a Keras layer at each step; others read quicker",
}
SMALL = 15  # lines of a helper that is mutated, too
CELL_SECONDS = 60.0


class Exercise(NamedTuple):
    """An exercise with its check.

    Attributes:
        lab: module of course.checks, such as "lstm_gru".
        check: Check.
    """

    lab: str
    check: Check

    @property
    def id(self):
        return self.check.id

    @property
    def stem(self):
        return function_of(self.check.id)


class Source(NamedTuple):
    """A right answer.

    Attributes:
        name: "solution", or the name of the bank's function.
        answer: name of the function that answers.
        functions: {name: (ast.FunctionDef, lines of its text)} of the answer and all that it calls.
        mutated: names of those of them that are to be changed.
        names: the namespace that they run in; to be copied.
    """

    name: str
    answer: str
    functions: dict[str, tuple[ast.FunctionDef, list[str]]]
    mutated: tuple[str, ...]
    names: dict[str, Any]


def exercises():
    """All Exercises that are mutated, in the order of labs and checks, as a list."""
    found = []
    for path in labs_in(ROOT / "solutions", ".py"):
        lab = path.stem[3:]
        module = importlib.import_module(f"course.checks.{lab}")
        checks = [check for check in vars(module).values() if isinstance(check, Check)]
        found += [Exercise(lab, check) for check in checks if check.id not in LEFT_OUT]
    return found


def sources(exercise):
    """The Sources of an exercise, the solution first, as a list; each helper is mutated in one of them."""
    found = [_solution(exercise)]
    bank = answers.banks(exercise.lab)[exercise.stem]
    known = {entry.function.__name__ for entry in bank.entries}
    for entry in bank.entries:
        if entry.hint is None and entry.function.__name__ not in LEFT_OUT:
            found.append(_of_bank(entry.function, known))
            known |= set(found[-1].functions)
    return found


def solution_cells(exercise):
    """Text of the lab's setup cell and of the exercise's solution."""
    lab = _lab(exercise.lab)
    return lab.setup, lab.cells[exercise.id]


@functools.cache
def _lab(name):
    """The solved lab's Answers."""
    (path,) = (ROOT / "solutions").glob(f"[0-9]*_{name}.py")
    module = importlib.import_module(f"course.checks.{name}")
    ids = [check.id for check in vars(module).values() if isinstance(check, Check)]
    return find_answers(solved(path), ids)


def _solution(exercise):
    """The solution in the namespace that grading gives it."""
    lab = _lab(exercise.lab)
    space = Namespace({"__name__": "__main__"})
    with contextlib.redirect_stdout(io.StringIO()):
        problems = space.setup("setup", lab.setup, CELL_SECONDS, "")
    space.others(lab.others, ())
    cell, place = lab.cells[exercise.id], lab.places[exercise.id]
    ran = space.run(exercise.id, cell, CELL_SECONDS, "", place, place)
    if problems or ran.problem:
        raise AssertionError(f"the solution of {exercise.id}: {problems} {ran.problem}")
    tree, lines = ast.parse(cell), cell.splitlines()
    functions = {
        node.name: (_bare(node), lines) for node in tree.body if isinstance(node, ast.FunctionDef)
    }
    return Source(SOLUTION, exercise.stem, functions, tuple(functions), space.names)


def _of_bank(function, known):
    """A bank's answer with the functions of the bank that it calls; `known` are not mutated again."""
    functions, names, waiting = {}, {}, [function]
    while waiting:
        one = waiting.pop(0)
        if one.__name__ in functions:
            continue
        text = textwrap.dedent(inspect.getsource(one))
        (tree,) = ast.parse(text).body
        if not isinstance(tree, ast.FunctionDef):
            continue
        functions[one.__name__] = _bare(tree), text.splitlines()
        names = vars(inspect.getmodule(one)) | names
        own = names_stored(tree) | set(parameters(tree))
        for node in ast.walk(tree):
            is_global = isinstance(node, ast.Name) and node.id not in own
            used = names.get(node.id) if is_global else None
            if isinstance(used, FunctionType) and used.__module__.startswith("tests.answers."):
                waiting.append(used)
    mutated = [function.__name__]
    for name, (_, lines) in functions.items():
        if name not in known and name != function.__name__ and len(lines) <= SMALL:
            mutated.append(name)
    return Source(function.__name__, function.__name__, functions, tuple(mutated), names)


def _bare(function):
    """A function without its docstring and decorators."""
    if is_docstring(function.body[0]):
        function.body = function.body[1:]
    function.decorator_list = []
    return function
