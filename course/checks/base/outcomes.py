"""What the student's function gave: `answer` alone touches their code."""

import contextlib
import copy
import io
import linecache
import traceback
from typing import Any, NamedTuple

import numpy as np

from course.checks.base.limits import TimeLimit, time_limit
from course.checks.base.plain import NotPlain, to_plain


class Outcome(NamedTuple):
    """What running the student's function gave; plain data, so it may come from another process.

    Attributes:
        kind: "value", "not attempted", "failed", "timeout", or in grading "crashed" or "memory".
        value: the returned value where there is one, as plain data.
        message: what went wrong, for the student.
    """

    kind: str
    value: Any = None
    message: str = ""

    @property
    def is_last(self) -> bool:
        """Whether nothing more can be asked after it."""
        return self.kind not in ("value", "failed")


def answer(
    function: Any, inputs: tuple[Any, ...], seconds: float, *, untouched: bool = False
) -> Outcome:
    """Call the student's function with a copy of the inputs; whatever it does becomes an Outcome.

    Args:
        function: the student's.
        inputs: tuple of arguments.
        seconds: time limit.
        untouched: whether a function that changes its arguments (arrays, numbers, lists of numbers) fails.

    Returns:
        Outcome.
    """
    printed = io.StringIO()
    if not callable(function):
        return Outcome("failed", message=f"expected a function, got {_kind(function)}")
    try:
        handed = copy.deepcopy(inputs)
        # stderr too: nbgrader gives no points to a cell that wrote there, were it but a warning
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            with time_limit(seconds):
                value = to_plain(function(*handed))
    except TimeLimit:
        text = f"no answer after {seconds:g} seconds: is there a loop that never ends?"
        return Outcome("timeout", message=text)
    except NotPlain as error:
        return Outcome("failed", message=str(error))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a student's exit() too is an answer, and not a good one
        if type(error) is NotImplementedError:  # not a relative of it, such as input() raises
            return Outcome("not attempted")
        text = f"{type(error).__name__}: {_first_line(error)}"
        return Outcome("failed", message=text + _place(function, error))
    if value is None and printed.getvalue():
        return Outcome("failed", message="the function printed its answer: use return, not print")
    if value is None:
        return Outcome(
            "failed", message="the function returned None: does every path end in return?"
        )
    if untouched and (changed := _changed(function, inputs, handed)):
        text = f"it changed {changed}, which the caller still needs: work on a copy"
        return Outcome("failed", message=text)
    return Outcome("value", value)


def _changed(function: Any, before: tuple[Any, ...], after: tuple[Any, ...]) -> str:
    """The first argument that is not what it was: its name, or ''."""
    names = getattr(getattr(function, "__code__", None), "co_varnames", ())
    for place, (was, now) in enumerate(zip(before, after, strict=True)):
        if not np.array_equal(was, now):
            return f"its argument `{names[place]}`" if place < len(names) else "an argument"
    return ""


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or ["(no message)"])[0][:200].rstrip(".")


def _kind(value: Any) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"


def _place(function: Any, error: BaseException) -> str:
    """Where in the student's cell an error arose: ' (line 3 of your cell: `x = y`)', or ''."""
    filename = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == filename
    ]
    if filename is None or not frames:
        return ""
    number = frames[-1].lineno or 0
    line = linecache.getline(filename, number).strip()
    return f" (line {number} of your cell" + (f": {line})" if line else ")")
