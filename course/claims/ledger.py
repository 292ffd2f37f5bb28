"""The ledger: every statement of the lectures with its experiment and its bar, from ledger.yaml."""

import ast
import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from course.errors import CourseError

Value = bool | int | float | str  # what a claim may measure
LEDGER = Path(__file__).with_name("ledger.yaml")

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
        plan: what the measured value must meet, in words, until the lab is there; then `holds_if` says it.
        where: the place in the lecture, "" if the lab that measures it is still to come.
        measures: {name: what it is in words} for every value that `claim` takes.
        holds_if: comparisons of these names, such as "exact_match >= 0.99" or "error <= 0.5 * other".
        needs: what it is measured on that not every machine has, such as "IMDB", or "".
        get: how to come by that, for people, or "".
    """

    id: str
    lab: str
    lectures: tuple[str, ...]
    statement: str
    experiment: str
    plan: str = ""
    where: str = ""
    measures: dict[str, str] = field(default_factory=dict)
    holds_if: tuple[str, ...] = ()
    needs: str = ""
    get: str = ""

    @property
    def bar(self) -> str:
        """What the measured values must meet, for people: made from what is asked, or planned."""
        return "; ".join(map(in_words, self.holds_if)) or self.plan


@cache
def lectures() -> dict[str, str]:
    """{"L1": title, ...} of the five lectures."""
    return _ledger()["lectures"]


@cache
def rows() -> tuple[Row, ...]:
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


def in_words(comparison: str) -> str:
    """A comparison as people write it: "first_half <= 2 * other" is "first half ≤ 2 × other"."""
    signs = {"<=": "≤", ">=": "≥", "==": "=", "*": "×"}
    return " ".join(signs.get(word, name_in_words(word)) for word in comparison.split())


def name_in_words(name: str) -> str:
    """The name of a measured value for people."""
    return name.replace("_", " ")


def row(claim_id: str) -> Row:
    """The Row with this id; CourseError names the ids that come close."""
    import difflib

    by_id = {row.id: row for row in rows()}
    if claim_id not in by_id:
        close = difflib.get_close_matches(claim_id, by_id, n=3)
        near = f"; did you mean {' or '.join(close)}?" if close else ""
        raise CourseError(f"the ledger {LEDGER.name} has no claim {claim_id!r}{near}")
    return by_id[claim_id]


@cache
def _ledger() -> dict[str, Any]:
    from course.claims.reading import read_ledger

    return read_ledger(LEDGER)


def met(comparison: str, measured: Mapping[str, Value], claim_id: str) -> bool:
    """Whether a comparison of the ledger is true; never for NaN.

    Args:
        comparison: such as "error <= 0.5 * other", of names, numbers, quoted strings and products.
        measured: {name: value}.
        claim_id: whose comparison it is, for the message.

    Raises:
        CourseError: it is no such comparison, or uses a name that is not measured.
    """
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


def _side(node: ast.expr, measured: Mapping[str, Value]) -> Value:
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
