"""What came back beside what was right, in the form in which the two can be compared number by number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.checks.base.compare import differs

RELATIVE, ABSOLUTE = 1e-5, 1e-6  # of a relation between two numbers: float32
MOST_NUMBERS, MOST_ENTRIES = 10_000, 2_000  # of one answer; beyond, nothing is said
EXACT = 2.0**53  # whole numbers beyond are not all floats
Close = Callable[[Any, Any], Any]
Names = Sequence[str]  # of the axes of an array


@dataclass
class Pair:
    """A value and the right one.

    Attributes:
        value: what came back, plain data.
        right: what was expected.
        inputs: the arguments.
        places: regions of `right`, bool arrays of its shape.
        close: takes two float arrays of one shape, returns where they agree for the check.
        v, r: both as float arrays, or None where they are no numbers. Texts and lists of anything become codes:
            equal entries have equal numbers.
        coded: whether v and r are such codes, which have an order but no size.
        whole: whether both are made of whole numbers, and were so by type.
        exact: whether the right numbers are whole ones by type.
        wrong: bool array of r's shape, where v is wrong; None where the shapes differ.
    """

    value: Any
    right: Any
    inputs: tuple = ()
    places: Mapping[str, Any] = field(default_factory=dict)
    close: Close | None = None
    v: Any = None
    r: Any = None
    coded: bool = False
    whole: bool = False
    wrong: Any = None
    exact: bool = False

    def __post_init__(self) -> None:
        if self.v is None:
            self._read()
        if self.wrong is None and self.v is not None and self.v.shape == self.r.shape:
            self.wrong = self._wrong()

    def _read(self) -> None:
        value, right = self.value, self.right
        if isinstance(value, dict) and isinstance(right, dict):
            if value.keys() != right.keys():
                return
            value, right = [value[key] for key in right], list(right.values())
        if _are_alike(value, right):  # a list of arrays, each of a shape of its own
            value, right = (
                np.concatenate([a.ravel() for a in arrays]) for arrays in (value, right)
            )
        v, r = as_numbers(value), as_numbers(right)
        if v is not None and r is not None:
            self.whole = v.dtype.kind in "iu" and r.dtype.kind in "iu"
            self.exact = r.dtype.kind != "f"
            self.v, self.r = v.astype(float), r.astype(float)
        elif _is_sequence(value) and _is_sequence(right) and _is_text(value) == _is_text(right):
            codes: dict[str, int] = {}
            self.v, self.r = (
                np.array([codes.setdefault(repr(entry), len(codes)) for entry in entries], float)
                for entries in (value, right)
            )
            self.coded = True
            if len(value) == len(right):
                pairs = zip(value, right, strict=True)
                self.wrong = np.array([not agrees(entry, other) for entry, other in pairs], bool)

    def _wrong(self) -> Any:
        if self.exact:
            return self.v != self.r
        if self.close is None:
            return ~np.isclose(self.v, self.r, RELATIVE, ABSOLUTE)
        return ~np.asarray(self.close(self.v, self.r), bool)

    def near(self, value: Any, other: Any) -> bool:
        """Whether two arrays are equal: as strictly as the check compares, but in float32."""
        if not near(value, other):
            return False
        if self.close is None or self.coded:
            return True
        with np.errstate(all="ignore"):
            return bool(np.all(self.close(np.float32(value), np.float32(other))))


def _are_alike(value: Any, right: Any) -> bool:
    """Whether both are lists of arrays of the same several shapes."""
    lists = (value, right)
    if not all(isinstance(a, (list, tuple)) and a for a in lists) or len(value) != len(right):
        return False
    if not all(isinstance(array, np.ndarray) for arrays in lists for array in arrays):
        return False
    shapes = [[array.shape for array in arrays] for arrays in lists]
    return shapes[0] == shapes[1] and len(set(shapes[0])) > 1


def as_numbers(value: Any) -> Any:
    """An array of numbers from a number, an array or lists of numbers; None if it is something else."""
    if not isinstance(value, (bool, int, float, list, tuple, np.ndarray, np.generic)):
        return None
    if isinstance(value, (list, tuple)) and len(value) > MOST_NUMBERS:
        return None
    try:
        array = np.asarray(value)
    except (ValueError, OverflowError):  # rows of different lengths
        return None
    if array.dtype.kind not in "biuf" or array.size > MOST_NUMBERS:
        return None
    if array.dtype.kind in "iu" and array.size and abs(array.astype(float)).max() > EXACT:
        return None
    return array


def _is_sequence(value: Any) -> bool:
    return isinstance(value, (str, list, tuple)) and len(value) <= MOST_ENTRIES


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def agrees(value: Any, right: Any) -> bool:
    """Whether a value is right as far as can be told without the check's own judge."""
    if isinstance(right, dict):
        return (
            isinstance(value, dict)
            and value.keys() == right.keys()
            and all(agrees(value[key], entry) for key, entry in right.items())
        )
    if isinstance(right, (list, tuple)) and isinstance(value, (list, tuple)):
        return len(value) == len(right) and all(map(agrees, value, right))
    return not differs(value, right)


def close_to(value: Any, other: Any) -> Any:
    """Where two float arrays of one shape agree: whole numbers exactly, others as a check does."""
    with np.errstate(all="ignore"):
        if np.array_equal(value, np.round(value)) and np.array_equal(other, np.round(other)):
            return value == other
        finite = abs(other)[np.isfinite(other)]
        slack = ABSOLUTE * min(
            1.0, float(finite.max(initial=0.0))
        )  # tiny numbers must not all agree
        near = abs(value - other) <= slack + RELATIVE * np.minimum(abs(value), abs(other))
        return (value == other) | (near & np.isfinite(other) & np.isfinite(value))


def near(value: Any, other: Any) -> bool:
    """Whether two arrays have one shape and the same numbers."""
    value, other = np.asarray(value, float), np.asarray(other, float)
    return value.shape == other.shape and bool(close_to(value, other).all())


def size(value: Any, most: int) -> int:
    """How many entries plain data has, those of its entries included; counted no further than `most`."""
    if isinstance(value, (np.ndarray, str)):
        return value.size if isinstance(value, np.ndarray) else len(value)
    if not isinstance(value, (list, tuple, dict)):
        return 1
    total = len(value)
    for entry in value.values() if isinstance(value, dict) else value:
        if total > most:
            break
        total += size(entry, most - total)
    return total


def same(value: Any, other: Any) -> bool:
    """Whether two pieces of plain data hold exactly the same, NaN included."""
    if isinstance(value, np.ndarray) or isinstance(other, np.ndarray):
        if type(value) is not type(other) or value.shape != other.shape:
            return False
        return same(value.ravel().tolist(), other.ravel().tolist())
    if isinstance(value, (list, tuple)):
        return (
            type(value) is type(other) and len(value) == len(other) and all(map(same, value, other))
        )
    if isinstance(value, dict):
        return (
            isinstance(other, dict)
            and value.keys() == other.keys()
            and all(same(entry, other[key]) for key, entry in value.items())
        )
    if type(value) is not type(other):
        return False
    return bool(value == other or (value != value and other != other))


def distinct(numbers: Any) -> int:
    """How many sizes other than 0 occur among finite numbers: what a relation can be seen from."""
    numbers = abs(numbers[np.isfinite(numbers) & (numbers != 0)])
    return len(np.unique(np.float32(numbers)))


def pooled(pairs: Sequence[Pair]) -> tuple[Any, Any] | None:
    """All numbers of the values and of the right ones; None unless each pair has one shape."""
    if any(pair.wrong is None and not _one_shape(pair) for pair in pairs):
        return None
    return tuple(np.concatenate([getattr(p, name).ravel() for p in pairs]) for name in "vr")  # type: ignore[return-value]


def _one_shape(pair: Pair) -> bool:
    return pair.v is not None and pair.v.shape == pair.r.shape


def plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
