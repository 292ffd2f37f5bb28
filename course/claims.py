"""Claims: what the lectures say, each measured by a cell and shown with its number and verdict.

The ledger claims.yaml holds every statement with its experiment and its bar. A lab measures one with
`claim("addition-157", answer="157", exact_match=0.994)`; the ledger decides whether it holds.
"""

import ast
import operator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from course.errors import CourseError
from course.runtime import budget_name

LEDGER = Path(__file__).with_name("claims.yaml")
METADATA_KEY = "course_claim"  # where an executed notebook keeps the measured values
VERDICTS = HOLDS, FAILS, UNMEASURED = "holds", "does not hold", "not measured"

_COMPARE = {
    ast.Eq: operator.eq,
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
}


@dataclass(frozen=True)
class Row:
    """One statement of the ledger.

    Attributes:
        id: its name, which stays.
        lab: the lab that measures it, such as "04_addition_rnn".
        lectures: the lectures that say it, such as ("L4",).
        statement: what they say, in our words.
        experiment: how it is measured.
        bar: what the measured value must meet, for people.
        where: the place in the lecture, "" if the lab that measures it is still to come.
        measures: {name: what it is in words} for every value that `claim` takes.
        holds_if: comparisons of these names, such as "exact_match >= 0.99" or "error <= 0.5 * other".
    """

    id: str
    lab: str
    lectures: tuple
    statement: str
    experiment: str
    bar: str
    where: str = ""
    measures: dict = None
    holds_if: tuple = ()


@cache
def lectures():
    """{"L1": title, ...} of the five lectures."""
    return _ledger()["lectures"]


@cache
def rows():
    """All statements as a tuple of Row, in the order of the labs."""
    return tuple(
        Row(
            **{
                **row,
                "lectures": tuple(row["lectures"]),
                "holds_if": tuple(row.get("holds_if", ())),
            }
        )
        for row in _ledger()["claims"]
    )


def row(claim_id):
    """The Row with this id; CourseError names the ids that come close."""
    import difflib

    by_id = {row.id: row for row in rows()}
    if claim_id not in by_id:
        close = difflib.get_close_matches(claim_id, by_id, n=3)
        near = f"; did you mean {' or '.join(close)}?" if close else ""
        raise CourseError(f"the ledger {LEDGER.name} has no claim {claim_id!r}{near}")
    return by_id[claim_id]


def claim(claim_id, **measured):
    """Hold measured values against the bar that the ledger sets for this statement.

    Args:
        claim_id: an id of the ledger.
        measured: a value for every name that the row measures: numbers or strings.

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
    if set(measured) != set(entry.measures):
        raise CourseError(
            f"claim {claim_id} measures {', '.join(entry.measures)}; got {', '.join(measured) or 'nothing'}"
        )
    measured = {name: _plain(measured[name]) for name in entry.measures}
    if budget_name() == "quick":  # too little training to say anything
        verdict = UNMEASURED
    else:
        verdict = HOLDS if all(_met(text, measured, claim_id) for text in entry.holds_if) else FAILS
    return Claim(entry, measured, verdict)


@dataclass(frozen=True)
class Claim:
    """A measured statement; shows itself in a notebook.

    Its plain text is the verdict and the bar, never a number that another CPU would change:
    `pytest --nbval` compares that text.
    """

    row: Row
    measured: dict
    verdict: str

    def __repr__(self):
        return f"{self.verdict} (bar: {'; '.join(self.row.holds_if)})"

    def _repr_mimebundle_(self, include=None, exclude=None):
        metadata = {
            METADATA_KEY: {"id": self.row.id, "measured": self.measured, "verdict": self.verdict}
        }
        return {"text/plain": repr(self), "text/html": self._html()}, metadata

    def _html(self):
        mark, colour = {HOLDS: ("✓", "#0072b2"), FAILS: ("✗", "#d55e00")}.get(
            self.verdict, ("–", "#777777")
        )
        said = "; ".join(f"{key}, {lectures()[key]}" for key in self.row.lectures)
        if self.row.where:
            said += f" ({self.row.where})"
        values = "".join(
            f"<tr><td style='text-align:left'>{escape(text)}</td>"
            f"<td style='text-align:right'><b>{escape(show(self.measured[name]))}</b></td></tr>"
            for name, text in self.row.measures.items()
        )
        reason = (
            " in a quick run: train at full budget to know" if self.verdict == UNMEASURED else ""
        )
        return (
            f"<div class='course-claim' style='border-left:4px solid {colour};padding:2px 12px'>"
            f"<div><b>Claim.</b> {escape(self.row.statement)}</div>"
            f"<div style='opacity:.75'>Said in {escape(said)}</div>"
            f"<table style='margin:4px 0'>{values}</table>"
            f"<div>It counts as holding if: {escape(self.row.bar)}.</div>"
            f"<div style='color:{colour}'><b>{mark} {self.verdict}</b>{reason}</div></div>"
        )


def show(value):
    """A measured value in at most four digits; whole numbers and words as they are."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _ledger():
    import yaml

    return yaml.safe_load(LEDGER.read_text(encoding="utf-8"))


def _plain(value):
    """A Python int, float, bool or str; numpy scalars become these."""
    value = value.item() if hasattr(value, "item") else value
    if not isinstance(value, (bool, int, float, str)):
        raise CourseError(f"a claim takes numbers and strings, got {type(value).__name__}")
    return value


def _met(comparison, measured, claim_id):
    """Whether a comparison such as "error <= 0.5 * other" is true; never for NaN."""
    try:
        node = ast.parse(comparison, mode="eval").body
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            raise ValueError("it is not one comparison")
        compare = _COMPARE[type(node.ops[0])]
        return bool(compare(_side(node.left, measured), _side(node.comparators[0], measured)))
    except (SyntaxError, KeyError, TypeError, ValueError) as error:
        raise CourseError(
            f"claim {claim_id}: cannot use {comparison!r} of {LEDGER.name} ({error!r}): expected "
            "==, <=, >=, < or > between values it measures, numbers, strings in quotes, or products"
        ) from error


def _side(node, measured):
    """A name's value, a number, a string, or a product; a string that is a number, such as "157", is one."""
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            return float(_side(left, measured)) * float(_side(right, measured))
        case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as number)):
            return -float(number)
        case ast.Constant(int() | float() | str() as value):
            pass
        case ast.Name(name):
            value = measured[name]
        case _:
            raise ValueError(f"not {ast.unparse(node)}")
    try:
        return float(value)
    except ValueError:
        return value
