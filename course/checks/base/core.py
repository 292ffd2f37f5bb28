"""Checks: cases plus a judge.

Cases produce inputs, the student's function produces outputs, the judge compares. The expected value is
made together with the case (built backwards, or by an oracle such as Keras), so that nothing in this
package maps inputs to answers. Only `outcomes.answer` touches the student's code: grading runs it
elsewhere and hands plain values to the same judge.
"""

import copyreg
import importlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np

from course.checks.base.compare import ENTRY, FLOAT32, Tolerance, close, differs, is_same
from course.checks.base.describe import Asked, describe
from course.checks.base.hints import planted_mistake
from course.checks.base.live import remarks_on
from course.checks.base.outcomes import Outcome, answer
from course.checks.base.page import page

METADATA_KEY = "course_check"
MOST_KEYS = 8  # of a dictionary that is shown in a call
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
        places: {region of an expected array, in words: bool array of its shape}, such as "in padded steps";
            completes "everything is right but ...".
        again: whether it asks a question of before a second time, to find what an answer keeps between calls.
    """

    inputs: tuple[Any, ...]
    expected: Any
    asks: str
    mistakes: Mapping[str, Any] = {}
    places: Mapping[str, Any] = {}
    again: bool = False


class Verdict(NamedTuple):
    """What the judge says of one case.

    Attributes:
        passed: whether the value is right.
        message: what is wrong with it.
        hints: the mistakes that lead to this value, if a judge of its own finds them, else None.
    """

    passed: bool
    message: str = ""
    hints: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)  # one Check per exercise: equal only to itself
class Check:
    """An exercise's check; call it with the student's function.

    Attributes:
        id: the exercise's id, as in the lab's source.
        points: what a complete answer is worth; cases share them equally.
        cases: takes a numpy Generator, returns a list of Case.
        judge: takes a Case and an Outcome of kind "value", returns a Verdict; None compares the value with
            the expected one. Needed where many values are right.
        compare: takes a value, the expected one and the tolerance, returns what is wrong in words or "".
        tolerance: of floating-point numbers, derived from the exercise's arithmetic.
        mistakes: {hint: the mistaken answer, a function}; more are planted case by case (`Case.mistakes`).
        corners: {property of the arguments, in words: whether they have it, a function of them}: what the
            text allows and every draw of cases has to contain; completes "in every case in which ...".
        axes: what the axes of a returned array stand for, in the singular, such as ("row", "step", "unit").
        parts: what the entries of a returned tuple are called, such as ("h", "C").
        seconds: time limit of one case.
        costly: a case takes so long that grading asks only the hidden ones, not those of the notebook, too.
        untouched: an answer that changes its arguments is refused.
    """

    id: str
    points: int
    cases: Callable[[np.random.Generator], list[Case]]
    judge: Callable[[Case, Outcome], Verdict] | None = None
    compare: Callable[[Any, Any, Tolerance], str] = differs
    tolerance: Tolerance = FLOAT32
    mistakes: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    corners: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    axes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    seconds: float = 10.0
    costly: bool = False
    untouched: bool = False

    def __call__(self, function: Any, *, seed: int = 0) -> "Result":
        """Run `function` on every case and judge what comes back.

        Args:
            function: the student's.
            seed: int, chooses the cases; a notebook always uses the same.

        Returns:
            Result: as the last value of a cell it shows itself.
        """
        cases = self.with_repetition(self.cases(np.random.default_rng(seed)))
        outcomes = (
            answer(function, case.inputs, self.seconds, untouched=self.untouched) for case in cases
        )
        result = self.result(getattr(function, "__name__", "function"), cases, outcomes)
        result.remarks = remarks_on(self, function)
        return result

    def __reduce__(self) -> tuple[Any, ...]:
        """By its name, where its module has it under one: corners and mistakes may be lambdas."""
        module = sys.modules.get(self.cases.__module__)
        for name, value in vars(module).items() if module else ():
            if value is self:
                return _named, (self.cases.__module__, name)
        return copyreg.__newobj__, (type(self),), self.__dict__  # type: ignore[attr-defined]

    def with_repetition(self, cases: Sequence[Case]) -> list[Case]:
        """The cases, and the first of them once more: an answer may keep something between calls."""
        return [*cases, *(case._replace(again=True) for case in cases[:1] if not self.costly)]

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
            if result.stopped_by and case.again:
                continue
            if result.stopped_by:  # an endless loop is waited for once
                result.verdicts.append((case, Verdict(False, "not tried after the case above")))
                continue
            outcome = next(outcomes)
            if outcome.kind == "not attempted":
                return Result(self, name, attempted=False)
            result.stopped_by = outcome.kind if outcome.is_last else ""
            verdict = self.verdict(case, outcome)
            if case.again and self._is_old(verdict, outcome, result):
                continue
            result.verdicts.append((case, verdict))
            result.outcomes.append(outcome)
        return result

    def _is_old(self, verdict: Verdict, outcome: Outcome, result: "Result") -> bool:
        """Whether a question that was asked a second time was answered as it was the first time."""
        first = result.outcomes[0]
        return verdict[:2] == result.verdicts[0][1][:2] and (
            verdict.passed
            or outcome.kind != "value"
            or is_same(outcome.value, first.value, self.tolerance)
        )

    def verdict(self, case: Case, outcome: Outcome) -> Verdict:
        """The judge's Verdict of a value, or that nothing came that could be judged.

        A value that the judge stumbles over is wrong: it may be anything that a student can return.
        """
        if outcome.kind != "value":
            return Verdict(False, outcome.message)
        try:
            if self.judge:
                return self.judge(case, outcome)
            message = self.compare(outcome.value, case.expected, self.tolerance)
            for number, part in enumerate(self.parts):
                message = message.replace(f"{ENTRY.format(number)}:", f"your `{part}`:", 1)
            return Verdict(not message, message)
        except Exception:
            return Verdict(False, "it returned something that cannot be judged")


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
        keys = [repr(key) for key in value]
        keys = keys if len(keys) <= MOST_KEYS else [*keys[:2], f"... {len(keys)} in all"]
        return f"<dict with {', '.join(keys)}>"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_short(entry) for entry in value[:2])}, ... {len(value)} in all]"
    return text[:57] + "..."


def _named(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


@dataclass
class Result:
    """Points and verdicts of one exercise; shows itself in a notebook.

    Its plain text is the points as a plain number: nbgrader reads that as partial credit.
    """

    check: Check
    name: str
    verdicts: list[tuple[Case, Verdict]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)  # of the cases that were asked
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

    @cached_property
    def hint(self) -> str:
        """The planted mistake that explains every case, or "" if there is none or none is certain."""
        if self.check.judge:
            return self._hint_of_judge()
        if self.stopped_by or all(verdict.passed for _, verdict in self.verdicts):
            return ""
        asked = [
            (case, outcome) for (case, _), outcome in zip(self.verdicts, self.outcomes, strict=True)
        ]
        check = self.check
        return planted_mistake(asked, check.mistakes, check.compare, check.tolerance, check.seconds)

    def _hint_of_judge(self) -> str:
        """The first mistake that the check's own judge found in all cases of which it knows any.

        A case that passed, and one that raised, which no judge has seen, are explained by none.
        """
        known = [verdict.hints or () for _, verdict in self.verdicts if not verdict.passed]
        if not known:
            return ""
        passed = [verdict.hints for _, verdict in self.verdicts if verdict.passed]
        known += [hints for hints in passed if hints is not None]
        return next((hint for hint in known[0] if all(hint in hints for hints in known)), "")

    @cached_property
    def descriptions(self) -> list[str]:
        """Where and how what came back differs from what is right, sentences that hold whatever the cause."""
        if self.stopped_by or all(verdict.passed for _, verdict in self.verdicts):
            return []
        asked = [
            Asked(
                case.inputs,
                case.expected,
                "judged" if self.check.judge else outcome.kind,  # with many right values
                outcome.value,
                verdict.passed,
                outcome.message,
                case.places,
                case.again,
            )
            for (case, verdict), outcome in zip(self.verdicts, self.outcomes, strict=True)
        ]
        check = self.check
        return describe(
            asked,
            axes=check.axes,
            parts=check.parts,
            corners=check.corners,
            close=partial(close, tolerance=check.tolerance),
        )

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The result in words, a list of (mark, text) with mark "✓", "✗", "→" (hint), "!" (remark) or "–"."""
        if not self.attempted:
            return [("–", NOT_ATTEMPTED)]
        lines, said = [], set()
        for case, verdict in self.verdicts:
            call = show_call(self.name, case.inputs) + (", once more," if case.again else "")
            if verdict.passed:
                lines.append(("✓", call))
            elif verdict.message in said:
                lines.append(("✗", f"{call}: the same"))
            else:
                said.add(verdict.message)
                stop = "" if verdict.message.endswith("?") else "."
                text = f"{call} should give {case.asks}. Instead: {verdict.message}{stop}"
                lines.append(("✗", text))
        told = [f"Hint: {self.hint}"] if self.hint else self.descriptions
        helping = [("→", text if text.endswith("?") else f"{text}.") for text in told]
        return helping + lines + [("!", remark) for remark in self.remarks]

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
        return {
            "text/plain": repr(self),
            "text/html": page(self.points, self.check.points, self.lines),
        }, {METADATA_KEY: entry}
