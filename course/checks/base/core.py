"""Checks: cases plus a judge.

Cases produce inputs, the student's function produces outputs, the judge compares. The expected value is
made together with the case (built backwards, or by an oracle such as Keras), so that nothing in this
package maps inputs to answers. Only `answer` below touches the student's code: grading runs it
elsewhere and hands plain values to the same judge.
"""

import contextlib
import copy
import io
import linecache
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

import numpy as np

from course.checks.base.compare import differs
from course.checks.base.limits import TimeLimit, time_limit
from course.checks.base.live import remarks_on
from course.checks.base.plain import NotPlain, to_plain

METADATA_KEY = "course_check"
NOT_ATTEMPTED = (
    "not attempted: write your answer above in place of `raise NotImplementedError()`, "
    "run its cell, then this one"
)


class Case(NamedTuple):
    """One question to the student's function.

    Attributes:
        inputs: tuple of arguments.
        expected: what must come back; never shown.
        asks: the property that a right answer has, in words.
        mistakes: {hint: the wrong value that this mistake leads to}, made from `expected`.
    """

    inputs: tuple[Any, ...]
    expected: Any
    asks: str
    mistakes: Mapping[str, Any] = {}


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


class Verdict(NamedTuple):
    """What the judge says of one case.

    Attributes:
        passed: whether the value is right.
        message: what is wrong with it.
        hints: the mistakes that lead to this value, or None if nothing can be said of them.
    """

    passed: bool
    message: str = ""
    hints: tuple[str, ...] | None = None


def judge_value(case: Case, outcome: Outcome) -> Verdict:
    """The judge for values that are simply right or wrong: same kind, shape and numbers.

    Args:
        case: Case.
        outcome: Outcome of kind "value".

    Returns:
        Verdict with the hints of all planted mistakes that lead to this very value.
    """
    difference = differs(outcome.value, case.expected)
    explained = (hint for hint, wrong in case.mistakes.items() if not differs(outcome.value, wrong))
    return Verdict(not difference, difference, tuple(explained))


@dataclass(frozen=True)
class Check:
    """An exercise's check; call it with the student's function.

    Attributes:
        id: the exercise's id, as in the lab's source.
        points: what a complete answer is worth; cases share them equally.
        cases: takes a numpy Generator, returns a list of Case.
        judge: takes a Case and an Outcome of kind "value", returns a Verdict.
        seconds: time limit of one case.
        costly: a case takes so long that grading asks only the hidden ones, not those of the notebook, too.
    """

    id: str
    points: int
    cases: Callable[[np.random.Generator], list[Case]]
    judge: Callable[[Case, Outcome], Verdict] = judge_value
    seconds: float = 10.0
    costly: bool = False

    def __call__(self, function: Any, *, seed: int = 0) -> "Result":
        """Run `function` on every case and judge what comes back.

        Args:
            function: the student's.
            seed: int, chooses the cases; a notebook always uses the same.

        Returns:
            Result: as the last value of a cell it shows itself.
        """
        cases = self.cases(np.random.default_rng(seed))
        outcomes = (answer(function, case.inputs, self.seconds) for case in cases)
        result = self.result(getattr(function, "__name__", "function"), cases, outcomes)
        result.remarks = remarks_on(self, function)
        return result

    def result(self, name: str, cases: Sequence[Case], outcomes: Iterable[Outcome]) -> "Result":
        """Judge what a function gave, wherever it ran.

        Args:
            name: of the function, for showing calls.
            cases: list of Case.
            outcomes: Outcomes of the cases, in their order; none is taken after one that is the last.

        Returns:
            Result.
        """
        result = Result(self, name)
        outcomes = iter(outcomes)
        for case in cases:
            if result.stopped_by:  # an endless loop is waited for once
                result.verdicts.append((case, Verdict(False, "not tried after the case above")))
                continue
            outcome = next(outcomes)
            if outcome.kind == "not attempted":
                return Result(self, name, attempted=False)
            result.stopped_by = outcome.kind if outcome.is_last else ""
            result.verdicts.append((case, self.verdict(case, outcome)))
        return result

    def verdict(self, case: Case, outcome: Outcome) -> Verdict:
        """The judge's Verdict of a value, or that nothing came that could be judged.

        A value that the judge stumbles over is wrong: it may be anything that a student can return.
        """
        if outcome.kind != "value":
            return Verdict(False, outcome.message)
        try:
            return self.judge(case, outcome)
        except Exception:
            return Verdict(False, "it returned something that cannot be judged")


def answer(function: Any, inputs: tuple[Any, ...], seconds: float) -> Outcome:
    """Call the student's function with a copy of the inputs; whatever it does becomes an Outcome.

    Args:
        function: the student's.
        inputs: tuple of arguments.
        seconds: time limit.

    Returns:
        Outcome.
    """
    printed = io.StringIO()
    if not callable(function):
        return Outcome("failed", message=f"expected a function, got {_kind(function)}")
    try:
        # stderr too: nbgrader gives no points to a cell that wrote there, were it but a warning
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            with time_limit(seconds):
                value = to_plain(function(*copy.deepcopy(inputs)))
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
    return Outcome("value", value)


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


def show_call(name: str, inputs: Iterable[Any]) -> str:
    """A call as a student would type it, long arguments shortened."""
    return f"{name}({', '.join(_short(value) for value in inputs)})"


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray):
        if value.size <= 12:
            return " ".join(np.array2string(value, separator=", ", precision=2).split())
        return f"<array of shape {value.shape}>"
    text = repr(value)
    if len(text) <= 60:
        return text
    if isinstance(value, dict):
        return f"<dict with {', '.join(map(repr, value))}>"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_short(entry) for entry in value[:2])}, ... {len(value)} in all]"
    return text[:57] + "..."


@dataclass
class Result:
    """Points and verdicts of one exercise; shows itself in a notebook.

    Its plain text is the points as a plain number: nbgrader reads that as partial credit.
    """

    check: Check
    name: str
    verdicts: list[tuple[Case, Verdict]] = field(default_factory=list)
    attempted: bool = True
    stopped_by: str = ""  # the kind of the outcome after which nothing more was asked
    remarks: tuple[str, ...] = ()  # on what grading will lack

    @property
    def points(self) -> float:
        """Points reached, a float in 0..check.points."""
        if not self.verdicts or self.stopped_by:  # an answer that does not end is worth nothing
            return 0.0
        passed = sum(verdict.passed for _, verdict in self.verdicts)
        return round(float(self.check.points) * passed / len(self.verdicts), 2)

    @property
    def hint(self) -> str:
        """The planted mistake that explains what came back in every case, or "" if there is none.

        One case alone can agree with a mistake by coincidence, and a mistake that would have spoilt a
        case that passed was not made.
        """
        known = [verdict.hints for _, verdict in self.verdicts if verdict.hints is not None]
        wrong = [verdict for _, verdict in self.verdicts if not verdict.passed]
        if all(verdict.hints is None for verdict in wrong):  # only errors: no value to explain
            return ""
        return next((hint for hint in known[0] if all(hint in hints for hints in known)), "")

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The result in words, a list of (mark, text) with mark "✓", "✗", "→" (hint), "!" (remark) or "–"."""
        if not self.attempted:
            return [("–", NOT_ATTEMPTED)]
        lines, said = [], set()
        for case, verdict in self.verdicts:
            call = show_call(self.name, case.inputs)
            if verdict.passed:
                lines.append(("✓", call))
            elif verdict.message in said:
                lines.append(("✗", f"{call}: the same"))
            else:
                said.add(verdict.message)
                stop = "" if verdict.message.endswith("?") else "."
                text = f"{call} should give {case.asks}. Instead: {verdict.message}{stop}"
                lines.append(("✗", text))
        lines += [("→", f"Hint: {self.hint}.")] if self.hint else []
        return lines + [("!", remark) for remark in self.remarks]

    def __repr__(self) -> str:
        return repr(self.points)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        entry = {
            "id": self.check.id,
            "points": self.points,
            "of": self.check.points,
            "lines": [list(line) for line in self.lines],
        }
        return {"text/plain": repr(self), "text/html": self._html()}, {METADATA_KEY: entry}

    def _html(self) -> str:
        colours = {"✓": "#0072b2", "✗": "#d55e00", "→": "#777777", "–": "#777777", "!": "#d55e00"}
        items = "".join(
            f"<div style='margin:2px 0'><b style='color:{colours[mark]}'>{mark}</b> "
            f"{escape(text)}</div>"
            for mark, text in self.lines
        )
        head = f"{self.points:g} of {self.check.points} points"
        return f"<div class='course-check'><div><b>{head}</b></div>{items}</div>"
