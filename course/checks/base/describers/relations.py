"""How the values of a whole answer are related to the right ones: twice them, one too many, an argument.

Each describer takes Pairs and the names of the axes, and returns what completes "your answer ..." and holds
for every one of the Pairs, or "".
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.checks.base.describers.pairs import (
    ORDINALS,
    Names,
    Pair,
    as_numbers,
    close_to,
    distinct,
    plural,
    pooled,
    same,
)


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


# (what completes "your answer ...", what of the right one must be what of the value)
ELEMENTWISE: tuple[tuple[str, Callable[[Any, Any], tuple[Any, Any]]], ...] = (
    ("is right but for its sign", lambda v, r: (v, -r)),
    ("is twice the right one", lambda v, r: (v, 2 * r)),
    ("is half of the right one", lambda v, r: (v, r / 2)),
    ("is three times the right one", lambda v, r: (v, 3 * r)),
    ("is four times the right one", lambda v, r: (v, 4 * r)),
    ("is ten times the right one", lambda v, r: (v, 10 * r)),
    ("is a tenth of the right one", lambda v, r: (v, r / 10)),
    ("is a hundred times the right one", lambda v, r: (v, 100 * r)),
    ("is a hundredth of the right one", lambda v, r: (v, r / 100)),
    ("is one minus the right one", lambda v, r: (v, 1 - r)),
    ("is one divided by the right one", lambda v, r: (v, 1 / r)),
    ("is the square of the right one", lambda v, r: (v, r * r)),
    ("is the square root of the right one", lambda v, r: (v * v, np.where(v < 0, np.nan, r))),
    ("is np.exp of the right one", lambda v, r: (np.log(v), r)),
    ("is np.log of the right one", lambda v, r: (v, np.log(r))),
    ("is minus np.log of the right one", lambda v, r: (v, -np.log(r))),
    ("is np.exp of minus the right one", lambda v, r: (-np.log(v), r)),
    ("is the right one divided by np.log(2)", lambda v, r: (v, r / np.log(2))),
    ("is the right one times np.log(2)", lambda v, r: (v, r * np.log(2))),
    ("is the right one divided by np.log(10)", lambda v, r: (v, r / np.log(10))),
    ("is the right one times np.log(10)", lambda v, r: (v, r * np.log(10))),
    ("is right but for a tanh: np.tanh of it is the right one", lambda v, r: (np.tanh(v), r)),
    ("is np.tanh of the right one", lambda v, r: (v, np.tanh(r))),
    ("is right but for a sigmoid: that of it is the right one", lambda v, r: (_sigmoid(v), r)),
    ("is the sigmoid of the right one", lambda v, r: (v, _sigmoid(r))),
    ("is the right one with 0 for its negative numbers", lambda v, r: (v, np.maximum(r, 0))),
    ("is right but for some negative numbers", lambda v, r: (np.maximum(v, 0), r)),
    ("is the right one without its minus signs", lambda v, r: (v, abs(r))),
    ("is right but for the sign of some numbers", lambda v, r: (abs(v), abs(r))),
    ("is the right one rounded down", lambda v, r: (v, np.floor(r))),
    ("is the right one rounded up", lambda v, r: (v, np.ceil(r))),
    ("is the right one rounded to a whole number", lambda v, r: (v, np.round(r))),
    ("is the right one rounded to one decimal", lambda v, r: (v, np.round(r, 1))),
    ("is the right one rounded to two decimals", lambda v, r: (v, np.round(r, 2))),
    ("is the right one rounded to three decimals", lambda v, r: (v, np.round(r, 3))),
)  # fmt: skip


def elementwise(pairs: Sequence[Pair], axes: Names = ()) -> str:
    """A function of one number that leads from the right numbers to the wrong ones."""
    numbers = _measured(pairs)
    if numbers is None:
        return ""
    v, r = numbers
    if not _enough(v, r):
        return ""
    with np.errstate(all="ignore"):
        for text, sides in ELEMENTWISE:
            if pairs[0].near(*sides(v, r)):
                return text
    return ""


def _enough(v: Any, r: Any) -> bool:
    """Whether so many different numbers are wrong that a relation is no accident."""
    needed = 3 if np.array_equal(r, np.round(r)) else 2  # small whole numbers agree by accident
    return distinct(r) >= needed and distinct(v) >= 2 and int((~close_to(v, r)).sum()) >= 2


def arithmetic(pairs: Sequence[Pair], axes: Names) -> str:
    """An argument, or its length, is added, taken away, or a factor of its own in each case."""
    numbers = _measured(pairs)
    if numbers is None or not _enough(*numbers):
        return ""
    for place in range(min(min(len(pair.inputs) for pair in pairs), len(ORDINALS))):
        name = f"the {ORDINALS[place]} argument"
        for read, text in ((_numbers, name), (_length, f"the length of {name}")):
            try:
                given = [np.broadcast_to(read(p.inputs[place]), p.r.shape).ravel() for p in pairs]
            except (TypeError, ValueError):
                continue
            v, r, a = (*numbers, np.concatenate(given))
            if distinct(a) < 2:
                continue  # a number that is always the same may be any number
            with np.errstate(all="ignore"):
                for words, changed in (
                    (f"is the right one times {text}", r * a),
                    (f"is the right one divided by {text}", r / a),
                    (f"is the right one plus {text}", r + a),
                    (f"is the right one minus {text}", r - a),
                    (f"is {text} minus the right one", a - r),
                ):
                    if pairs[0].near(v, changed):
                        return words
    return ""


def _numbers(value: Any) -> Any:
    numbers = as_numbers(value)
    if numbers is None:
        raise TypeError("no numbers")
    return numbers.astype(float)


def _length(value: Any) -> float:
    return float(len(value))


def opposite(pairs: Sequence[Pair], axes: Names) -> str:
    """True for False everywhere."""
    numbers = _measured(pairs)
    if numbers is None or not all(np.asarray(pair.right).dtype.kind == "b" for pair in pairs):
        return ""
    v, r = numbers
    if np.array_equal(v, 1 - r) and 0 < r.sum() < r.size:
        return "is the opposite of the right one: True for False and False for True"
    return ""


def added(pairs: Sequence[Pair], axes: Names) -> str:
    """One number is added to all."""
    numbers = _measured(pairs)
    if numbers is None:
        return ""
    v, r = numbers
    with np.errstate(all="ignore"):
        step = v - r
    if not r.size or not np.isfinite(step).all():
        return ""
    shift = float(np.median(step))
    by_one = all(pair.whole for pair in pairs) and abs(shift) == 1
    if shift == 0 or len(np.unique(r)) < (2 if by_one else 3) or not pairs[0].near(v, r + shift):
        return ""
    if not by_one and abs(shift) < 1e-3 * abs(r).max():  # too small to be told from rounding
        return ""
    return (
        f"is too {'large' if shift > 0 else 'small'} by {'one' if by_one else 'the same number'}"
        + (" everywhere" if r.size > len(pairs) or not by_one else "")
    )


def factor(pairs: Sequence[Pair], axes: Names) -> str:
    """One factor for all, one for each case, or one for each row."""
    numbers = _measured(pairs)
    if numbers is None:
        return ""
    if distinct(numbers[1]) >= 3 and _has_factor(pairs[0], *numbers):
        return "is right up to a factor, the same everywhere"
    if all(distinct(p.r) >= 3 and _has_factor(p, p.v.ravel(), p.r.ravel()) for p in pairs):
        return "is right up to a factor, which differs from case to case"
    if any(pair.r.ndim < 2 or pair.r.shape[-1] < 3 or not pair.r.size for pair in pairs):
        return ""
    rows = [
        (pair, v, r)
        for pair in pairs
        for v, r in zip(
            pair.v.reshape(-1, pair.v.shape[-1]), pair.r.reshape(-1, pair.r.shape[-1]), strict=True
        )
    ]
    if any(distinct(r) < 3 for _, _, r in rows):
        return ""
    name = axes[0] if len(axes) == 2 else f"row of {plural(axes[-1]) if axes else 'numbers'}"
    if all(_has_factor(*row) or row[0].near(*row[1:]) for row in rows):
        return f"is right in each {name} up to a factor of its own"
    if all(_has_shift(*row) or row[0].near(*row[1:]) for row in rows):
        return f"is right in each {name} but for a number that is added to all of it"
    return ""


def _has_shift(pair: Pair, v: Any, r: Any) -> bool:
    """Whether one number is added to all of r; one that is no matter of rounding."""
    with np.errstate(all="ignore"):
        shift = float(np.mean(v - r))
        return abs(shift) >= 1e-3 * abs(r).max() and pair.near(v, r + shift)


def _has_factor(pair: Pair, v: Any, r: Any) -> bool:
    """Whether v is a multiple of r; one that is not 0, and cannot be told from 1 by rounding alone."""
    with np.errstate(all="ignore"):
        k = float(v @ r / (r @ r))
        return abs(k) > 1e-6 and abs(k - 1) > 1e-3 and pair.near(v, k * r)


def whole(pairs: Sequence[Pair], axes: Names) -> str:
    """Whole numbers where there should be fractions."""
    numbers = _measured(pairs)
    if numbers is None:
        return ""
    v, r = numbers
    fractions = r != np.round(r)
    if not np.array_equal(v, np.round(v)) or 2 * fractions.sum() < r.size or not _enough(v, r):
        return ""
    if any(np.array_equal(pair.r, np.round(pair.r)) for pair in pairs):
        return ""
    return "has whole numbers only: is something rounded, cut off or divided with //?"


def _measured(pairs: Sequence[Pair]) -> tuple[Any, Any] | None:
    """All numbers, where they are numbers and not codes."""
    return None if any(pair.coded for pair in pairs) else pooled(pairs)


def uniform(pairs: Sequence[Pair], axes: Names) -> str:
    """The same number everywhere."""
    if any(p.v is None or p.coded or p.v.size < 2 or not p.v.ndim for p in pairs):
        return ""
    if all(not pair.v.any() for pair in pairs):
        return "is 0 everywhere"
    if all(np.isnan(pair.v).all() for pair in pairs):
        return "is NaN (not a number) everywhere"
    if all(np.unique(pair.v).size == 1 and pair.v.size > 2 for pair in pairs):
        return "is the same number everywhere"
    return ""


def argument(pairs: Sequence[Pair], axes: Names) -> str:
    """One of the arguments came back as it was."""
    if len({len(pair.inputs) for pair in pairs}) > 1:
        return ""
    for place in range(min(len(pairs[0].inputs), len(ORDINALS))):
        given = [pair.inputs[place] for pair in pairs]
        if all(same(pair.value, value) for pair, value in zip(pairs, given, strict=True)):
            # two numbers may agree by accident
            if _size(given[0]) > 2 or len({repr(value) for value in given}) > 2:
                return f"is the {ORDINALS[place]} argument, unchanged"
    return ""


def _size(value: Any) -> int:
    if isinstance(value, np.ndarray):
        return value.size
    return len(value) if isinstance(value, (str, list, tuple, dict)) else 1


def of_texts(pairs: Sequence[Pair], axes: Names) -> str:
    """What only texts can lack."""
    texts = [(pair.value, pair.right) for pair in pairs]
    if not all(isinstance(v, str) and isinstance(r, str) and len(r) > 1 for v, r in texts):
        return ""
    if all(v.lower() == r.lower() for v, r in texts):
        return "is the right text but for upper and lower case"
    if all("".join(v.split()) == "".join(r.split()) for v, r in texts):
        return "is the right text but for its spaces"
    if all(v == 2 * r for v, r in texts):
        return "is the right text, twice"
    return ""


def of_dicts(pairs: Sequence[Pair], axes: Names) -> str:
    """What only dicts can lack."""
    dicts = [(pair.value, pair.right) for pair in pairs]
    if not all(isinstance(v, dict) and isinstance(r, dict) and v and r for v, r in dicts):
        return ""
    try:
        if all(v == {b: a for a, b in r.items()} for v, r in dicts):
            return "has keys and values exchanged"
    except TypeError:  # values that are no keys
        pass
    if all(v.keys() == r.keys() for v, r in dicts):
        return "has the right keys, but other values"
    for name, more, less in (("is missing keys", 1, 0), ("has keys too many", 0, 1)):
        if all(
            d[more].keys() > d[less].keys()
            and all(same(d[more][key], entry) for key, entry in d[less].items())
            for d in dicts
        ):
            return f"{name}, and is right otherwise"
    return ""


def length(pairs: Sequence[Pair], axes: Names) -> str:
    """Texts that are all too short, or all too long."""
    texts = [(pair.value, pair.right) for pair in pairs]
    if len(texts) < 2 or not all(isinstance(v, str) and isinstance(r, str) for v, r in texts):
        return ""
    if not any(v for v, _ in texts):
        return "is an empty text"
    if all(len(v) < len(r) for v, r in texts):
        return "is too short"
    return "is too long" if all(len(v) > len(r) for v, r in texts) else ""
