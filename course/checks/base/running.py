"""Runs a notebook's cell without a kernel, statement by statement: what can run of it has run.

A notebook that ran on Colab may not run here as a whole: a drive is mounted, a package installed, and the
function that counts stands below. So one statement that fails does not take the others with it.
"""

import __future__

import ast
import asyncio
import functools
import inspect
import linecache
import operator
import os
import time
import traceback
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from course.checks.base.limits import TimeLimit, time_limit
from course.checks.base.names import names_of
from course.checks.base.syntax import newer_syntax, parsed

LAST_SECONDS = 2.0  # for the definitions below a statement that took all the time of its cell
TOO_LATE = "it did not end within"  # how the text of such a Problem begins
DEFINITIONS = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign,
    ast.AnnAssign, ast.Try,
)  # fmt: skip


class Problem(NamedTuple):
    """A statement that could not run.

    Attributes:
        line: of the cell, from 1; 0 if it is not known.
        text: what went wrong, such as "ModuleNotFoundError: No module named 'google'".
    """

    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.text} (line {self.line})" if self.line else self.text


def run_cell(
    source: str,
    names: dict[str, Any],
    filename: str,
    seconds: float,
    *,
    whole: bool = False,
    python: str = "",
) -> list[Problem]:
    """Run a cell in a namespace.

    After a statement that fails, the definitions below it (functions, classes, imports, assignments) still
    run, but what the cell has given a value by then keeps it: in the notebook, nothing below ran.

    Args:
        source: of the cell, with IPython's own syntax.
        names: the namespace; `get_ipython` in it is what magics are called of.
        filename: under which tracebacks know the cell.
        seconds: wall time for all of it.
        whole: go on with all statements, as for a setup cell.
        python: version that the notebook was written with, if it is known.

    Returns:
        list of Problem, empty if all went well.
    """
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    try:
        tree = parsed(source)
    except SyntaxError as error:
        text = f"{type(error).__name__}: {error.msg}"
        return [Problem(error.lineno or 0, text + newer_syntax(source, error.lineno, python))]
    _offer_loop(source)
    problems: list[Problem] = []
    given: frozenset[str] = frozenset()  # by what ran before the first problem
    end = time.monotonic() + seconds
    is_late = False
    for number, statement in enumerate(tree.body):
        before = len(problems)
        if problems and not (whole and not is_late):
            if not isinstance(statement, DEFINITIONS) or names_of([statement]).binds & given:
                continue
        try:
            with time_limit(max(end - time.monotonic(), 0.01)):
                _run_statement(statement, names, filename)
        except TimeLimit:
            if is_late:
                break
            is_late = True
            end = time.monotonic() + LAST_SECONDS
            text = f"{TOO_LATE} {seconds:g} seconds"
            problems.append(Problem(statement.lineno, text))
        except BaseException as error:  # a student's exit(), too
            problems.append(_problem(error, filename))
        if problems and not before:
            given = names_of(tree.body[:number]).binds
    return problems


def run_all(source: str, names: dict[str, Any], filename: str) -> None:
    """Run a cell with neither a time limit nor mercy: the first error ends it and is raised."""
    tree = parsed(source)
    _offer_loop(source)
    for statement in tree.body:
        _run_statement(statement, names, filename)


def _run_statement(statement: ast.stmt, names: dict[str, Any], filename: str) -> None:
    flags = _future(names) | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    module = ast.Module([statement], [])
    code = compile(module, filename, "exec", flags=flags, dont_inherit=True)
    if code.co_flags & inspect.CO_COROUTINE:
        wait_for(eval(code, names))
    else:
        exec(code, names)


def _future(names: dict[str, Any]) -> int:
    """The compiler's flags of every `from __future__ import ...` so far; as in Jupyter, they last."""
    kind = type(__future__.annotations)
    return functools.reduce(
        operator.or_, (one.compiler_flag for one in names.values() if type(one) is kind), 0
    )


def _problem(error: BaseException, filename: str) -> Problem:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno or 0 for frame in frames if frame.filename == filename]
    if isinstance(error, SyntaxError) and error.filename == filename:
        return Problem(error.lineno or 0, f"{type(error).__name__}: {error.msg}")
    text = (str(error).strip().splitlines() or ["(no message)"])[0][:200]
    return Problem(lines[-1] if lines else 0, f"{type(error).__name__}: {text}")


# await at the top of a cell


def wait_for(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns; all of one process run in one event loop, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return event_loop().run_until_complete(coroutine)
    with ThreadPoolExecutor(1) as pool:  # in a kernel, whose own loop is running
        return pool.submit(asyncio.run, coroutine).result()


def _offer_loop(source: str) -> None:
    """Let a cell make tasks for the loop that `wait_for` runs, also after somebody's own asyncio.run.

    A loop keeps files open, so only a cell that speaks of such things gets it.
    """
    if "asyncio" in source or "await" in source:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            asyncio.set_event_loop(event_loop())


@functools.cache
def event_loop() -> asyncio.AbstractEventLoop:
    """The process' event loop; one that needs no sockets, which the sandbox refuses."""
    return PipeLoop() if hasattr(os, "set_blocking") else asyncio.new_event_loop()


class PipeLoop(asyncio.SelectorEventLoop):
    """An event loop that wakes itself up through a pipe instead of a pair of sockets."""

    def _make_self_pipe(self) -> None:
        read, write = os.pipe()
        self._ssock, self._csock = _PipeEnd(read), _PipeEnd(write)
        self._internal_fds += 1  # type: ignore[attr-defined]
        self._add_reader(read, self._read_from_self)  # type: ignore[attr-defined]


class _PipeEnd:
    def __init__(self, number: int):
        self.number = number
        os.set_blocking(number, False)

    def fileno(self) -> int:
        return self.number

    def recv(self, count: int) -> bytes:
        return os.read(self.number, count)

    def send(self, data: bytes) -> int:
        return os.write(self.number, data)

    def close(self) -> None:
        os.close(self.number)


class PipeLoops(asyncio.DefaultEventLoopPolicy):
    """Makes `asyncio.run` work where there are no sockets."""

    _loop_factory = PipeLoop
