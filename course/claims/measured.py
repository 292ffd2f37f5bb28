"""A measured statement: its values, its verdict, and how a notebook shows them."""

from dataclasses import dataclass
from html import escape
from typing import Any

from course.advice import as_typed
from course.claims.ledger import LEDGER, Row, Value, lectures, met, name_in_words, row
from course.errors import CourseError
from course.runtime import budget_name

METADATA_KEY = "course_claim"  # where an executed notebook keeps the measured values
HEADING = "margin:2px 0;font-size:inherit;line-height:inherit"  # as large as the text around it
VERDICTS = HOLDS, FAILS, UNMEASURED = "holds", "does not hold", "not measured"


def claim(claim_id: str, **measured: Any) -> "Claim":
    """Hold measured values against the bar that the ledger sets for this statement.

    Args:
        claim_id: an id of the ledger.
        measured: a value for every name that the row measures: numbers or strings. None at all where the
            row needs what is not on this machine.

    Returns:
        Claim: as the last value of a cell it shows itself.

    Raises:
        CourseError: unknown id, a missing or superfluous value, a row without comparisons.
    """
    entry = row(claim_id)
    if not entry.holds_if:
        raise CourseError(
            f"claim {claim_id} has no holds_if in {LEDGER.name}: say there when it holds"
        )
    if entry.needs and not measured:
        return Claim(entry, {}, UNMEASURED)
    if set(measured) != set(entry.measures):
        raise CourseError(
            f"claim {claim_id} measures {', '.join(entry.measures)}; got {', '.join(measured) or 'nothing'}"
        )
    measured = {name: _plain(measured[name]) for name in entry.measures}
    if budget_name() == "quick":  # too little training to say anything
        verdict = UNMEASURED
    else:
        verdict = HOLDS if all(met(text, measured, claim_id) for text in entry.holds_if) else FAILS
    return Claim(entry, measured, verdict)


@dataclass(frozen=True)
class Claim:
    """A measured statement; shows itself in a notebook.

    Its plain text is the verdict and the bar, never a number that another CPU would change:
    `pytest --nbval` compares that text.
    """

    row: Row
    measured: dict[str, Value]
    verdict: str

    def __repr__(self) -> str:
        needs = f"; where there is {self.row.needs}" if self.row.needs else ""
        return f"{self.verdict} (bar: {'; '.join(self.row.holds_if)}{needs})"

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        metadata = {
            METADATA_KEY: {"id": self.row.id, "measured": self.measured, "verdict": self.verdict}
        }
        return {"text/plain": repr(self), "text/html": self._html()}, metadata

    def _html(self) -> str:
        mark, colour = {HOLDS: ("✓", "#0072b2"), FAILS: ("✗", "#d55e00")}.get(
            self.verdict, ("–", "#777777")
        )
        said = "; ".join(f"{key}, {lectures()[key]}" for key in self.row.lectures)
        if self.row.where:
            said += f" ({self.row.where})"
        table = self._table() if self.measured else ""
        reason = ""
        if self.verdict == UNMEASURED and self.measured:
            reason = " in a quick run: train at full budget to find out"
        elif self.verdict == UNMEASURED:
            _, is_command, command = self.row.get.partition("course ")
            get = f"to get it: {as_typed(command)}" if is_command else self.row.get
            reason = f" here: it needs {self.row.needs} ({get})"
        return (
            f"<div class='course-claim' style='border-left:4px solid {colour};padding:2px 12px'>"
            f"<h4 style='{HEADING};font-weight:normal'><b>Claim.</b> {escape(self.row.statement)}</h4>"
            f"<div>Said in {escape(said)}</div>{table}"
            f"<div>It counts as holding if: {escape(self.row.bar)}.</div>"
            f"<div><span style='color:{colour}'>{mark}</span> <b>{self.verdict}</b>{escape(reason)}</div></div>"
        )

    def _table(self) -> str:
        """The measured values, with heads that a screen reader reads with each of them."""
        left, right = "style='text-align:left'", "style='text-align:right'"
        rows = "".join(
            f"<tr><th scope='row' {left[:-1]};font-weight:normal'><i>{escape(name_in_words(name))}</i></th>"
            f"<td {left}>{escape(self.row.measures[name])}</td>"
            f"<td {right}><b>{escape(show(value))}</b></td></tr>"
            for name, value in self.measured.items()
        )
        head = f"<th scope='col' {left}>name</th><th scope='col' {left}>what it is</th>"
        head += f"<th scope='col' {right}>measured</th>"
        return f"<table style='margin:4px 0'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def show(value: Value) -> str:
    """A measured value in at most four digits; whole numbers and words as they are."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _plain(value: Any) -> Value:
    """A Python int, float, bool or str; numpy scalars become these."""
    value = value.item() if hasattr(value, "item") else value
    if not isinstance(value, (bool, int, float, str)):
        raise CourseError(f"a claim takes numbers and strings, got {type(value).__name__}")
    return value
