"""The ledger: every statement of the lectures with its experiment and its bar, from ledger.yaml."""

import math
import operator
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course.errors import CourseError

LEDGER = Path(__file__).with_name("ledger.yaml")

_COMPARE = {
    "==": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
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


def _ledger():
    import yaml

    return yaml.safe_load(LEDGER.read_text(encoding="utf-8"))


def met(comparison, measured):
    """Whether a comparison such as "error <= 0.5 * other" is true; never for NaN."""
    left, sign, right = re.fullmatch(r"(.+?) (==|<=|>=|<|>) (.+)", comparison).groups()
    return bool(_COMPARE[sign](_side(left, measured), _side(right, measured)))


def _side(text, measured):
    """A name, a number, a product of both, or else the text itself, such as 157 read as a string."""
    factors = [measured.get(part.strip(), part.strip()) for part in text.split("*")]
    if len(factors) == 1 and isinstance(factors[0], str):
        try:
            return float(factors[0])
        except ValueError:
            return factors[0]
    return math.prod(float(factor) for factor in factors)
