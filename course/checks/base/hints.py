"""Hints: which planted mistake an answer makes, if it is certain.

A mistake is planted as the value that it leads to, case by case (`Case.mistakes`), or as the mistaken answer
itself, a function (`Check.mistakes`). Coincidences must not speak: small sizes make different mistakes agree.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from course.checks.base.compare import Tolerance, is_same
from course.checks.base.outcomes import Outcome, answer

TELLING = 2  # cases with a value that nothing else leads to, before a mistake is named


def planted_mistake(
    asked: Sequence[tuple[Any, Outcome]],
    functions: Mapping[str, Callable[..., Any]],
    compare: Callable[[Any, Any, Tolerance], str],
    tolerance: Tolerance,
    seconds: float,
) -> str:
    """The hint of the planted mistake that an answer makes, or "".

    Args:
        asked: (Case, Outcome) of every case, right or wrong.
        functions: {hint: the mistaken answer}.
        compare, tolerance: the check's.
        seconds: time limit of one call of a mistaken answer.

    Returns:
        str, the hint of the mistake that explains every case, those that raised included. In at least
        TELLING cases that are wrong it leads to a value that is not right and to which no other planted
        mistake leads.
    """
    found, wrong = _explanations(asked, functions, compare, tolerance, seconds)
    if len(found) != 1:
        return ""
    telling = (one for one in wrong if one.is_telling(found[0]))
    is_certain = len(list(islice(telling, TELLING))) == TELLING  # the others need not be asked
    return found[0] if is_certain else ""


def explanations(
    asked: Sequence[tuple[Any, Outcome]],
    functions: Mapping[str, Callable[..., Any]],
    compare: Callable[[Any, Any, Tolerance], str],
    tolerance: Tolerance,
    seconds: float,
) -> list[str]:
    """The hints of all planted mistakes that explain every case, be it by coincidence; as `planted_mistake`."""
    return _explanations(asked, functions, compare, tolerance, seconds)[0]


def _explanations(
    asked: Sequence[tuple[Any, Outcome]],
    functions: Mapping[str, Callable[..., Any]],
    compare: Callable[[Any, Any, Tolerance], str],
    tolerance: Tolerance,
    seconds: float,
) -> tuple[list[str], list["_Mistakes"]]:
    if any(outcome.kind not in ("value", "failed") for _, outcome in asked):
        return [], []

    def agree(outcome: Outcome, other: Outcome | None) -> bool:
        if other is None or outcome.kind != other.kind:
            return False
        if outcome.kind == "value":
            return is_same(outcome.value, other.value, tolerance, compare)
        return outcome.message.partition(":")[0] == other.message.partition(":")[0]  # the error

    wrong = [_Mistakes(case, functions, seconds, agree) for case, _ in asked]
    outcomes = [outcome for _, outcome in asked]
    hints = dict.fromkeys(hint for one in wrong for hint in one.hints)
    found = [
        hint
        for hint in hints
        if all(
            agree(outcome, one.outcome(hint)) for one, outcome in zip(wrong, outcomes, strict=True)
        )
    ]
    return found, wrong


class _Mistakes:
    """What the planted mistakes lead to in one case, found when it is asked for."""

    def __init__(
        self,
        case: Any,
        functions: Mapping[str, Callable[..., Any]],
        seconds: float,
        agree: Callable[[Outcome, Outcome | None], bool],
    ):
        self.case, self.functions, self.seconds, self.agree = case, functions, seconds, agree
        self.hints = [*case.mistakes, *(hint for hint in functions if hint not in case.mistakes)]
        self.found: dict[str, Outcome] = {}

    def outcome(self, hint: str) -> Outcome | None:
        """None if the mistake is not planted in this case."""
        if hint in self.case.mistakes:
            return Outcome("value", self.case.mistakes[hint])
        if hint in self.functions and hint not in self.found:
            self.found[hint] = answer(self.functions[hint], self.case.inputs, self.seconds)
        return self.found.get(hint)

    def is_telling(self, hint: str) -> bool:
        """Whether nothing but this mistake leads to its value."""
        own = self.outcome(hint)
        if own is None or own.kind != "value":
            return False
        if self.agree(own, Outcome("value", self.case.expected)):
            return False
        others = (other for other in self.hints if other != hint)
        return not any(self.agree(own, self.outcome(other)) for other in others)
