"""Plain data: values without any code in them, which may leave the process that made them.

A check judges plain data in the notebook too, so that grading, where the student's code runs in another
process, judges the very same. What is not plain data becomes `Other`, which no check accepts as right.
"""

import base64
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

MOST_ENTRIES, MOST_BYTES, MOST_DEPTH, MOST_DIGITS = 1_000_000, 2**25, 100, 4_000
MOST_MARKS = 3_000_000  # commas and brackets of a JSON text: what they part takes far more memory
MOST_TEXT = 2**26  # entries times the longest text, which is what an array of them would take
MOST_KEYS = 300  # of a dict, where they are no texts: equal hashes can be made for them
NUMBERS = "biufc"  # kinds of numpy's numbers: bool, int, unsigned, float, complex
NAME_LENGTH = 60
Refer = Callable[[Any], Any] | None  # what stands for values that are no plain data


@dataclass(frozen=True)
class Other:
    """Stands for a value that is not plain data, such as a set or a model; `kind` names its type."""

    kind: str


class NotPlain(Exception):
    """A value is too large or too deep to be taken; the text is for the student."""


def to_plain(value: Any) -> Any:
    """The same value as plain data.

    Args:
        value: anything at all.

    Returns:
        None, bool, int, float, complex, str, bytes, numpy array, Other, or lists, tuples and dicts of these.
        Tensors become arrays, subclasses what they are made from.

    Raises:
        NotPlain: more than a million entries, 32 MB, 4,000 digits or 100 levels.
    """
    return _Budget().to_plain(value, 0)


class _Budget:
    """What may still be taken of one value."""

    def __init__(self) -> None:
        self.entries, self.bytes, self.longest = MOST_ENTRIES, MOST_BYTES, 0

    def take(self, entries: int, size: int = 0, longest: int = 0) -> None:
        self.entries -= entries
        self.bytes -= size
        self.longest = max(self.longest, longest)
        taken = MOST_ENTRIES - self.entries
        if self.entries < 0 or self.bytes < 0 or taken * self.longest > MOST_TEXT:
            raise NotPlain("the function returned far more than it was asked for")

    def to_plain(self, value: Any, depth: int) -> Any:
        if depth > MOST_DEPTH:
            raise NotPlain(f"the function returned lists in lists, more than {MOST_DEPTH} levels")
        self.take(1)
        if isinstance(value, np.generic):
            value = self._scalar(value)
        if value is None or isinstance(value, (bool, Other)):
            return value
        if isinstance(value, int):
            if int.bit_length(value) > MOST_DIGITS * math.log2(10):
                raise NotPlain(f"the function returned a number of more than {MOST_DIGITS} digits")
            return int.__int__(value)
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, complex):
            return complex(value.real, value.imag)
        if isinstance(value, str):
            self.take(0, str.__len__(value), str.__len__(value))
            return str.encode(value, "utf-8", "backslashreplace").decode()
        if isinstance(value, (bytes, bytearray)):
            self.take(0, len(value), len(value))
            return bytes(value)
        if isinstance(value, (list, tuple)):
            kind: Any = list if isinstance(value, list) else tuple
            self.take(kind.__len__(value))  # before anything is copied
            return kind(self.to_plain(entry, depth + 1) for entry in kind.__iter__(value))
        if isinstance(value, dict):
            self.take(dict.__len__(value))
            return self._dict(value, depth)
        if hasattr(value, "__array__") and not isinstance(value, type):
            return self._array(value, depth)
        return Other(type(value).__name__[:NAME_LENGTH])

    def _scalar(self, value: np.generic) -> Any:
        """A numpy scalar as a Python one; those that have none (dates, records) as Other."""
        if value.dtype.kind not in NUMBERS + "SU":
            return Other(type(value).__name__)
        item = value.item()
        return float(item) if isinstance(item, np.floating) else item  # longdouble

    def _dict(self, value: dict[Any, Any], depth: int) -> dict[Any, Any] | Other:
        pairs = [
            (self.to_plain(key, depth + 1), self.to_plain(entry, depth + 1))
            for key, entry in dict.items(value)
        ]
        if has_many_odd_keys(pairs):
            raise NotPlain(f"the function returned a dictionary of more than {MOST_KEYS} numbers")
        try:
            return dict(pairs)
        except TypeError:  # a key that has no plain form, such as an array's
            return Other("dict")

    def _array(self, value: Any, depth: int) -> np.ndarray | Other:
        try:
            array = np.asarray(value)
        except Exception:  # whatever somebody's __array__ raises
            return Other(type(value).__name__[:NAME_LENGTH])
        kind = array.dtype.kind
        longest = array.itemsize if kind in "SU" else 0
        self.take(array.size, array.nbytes if kind in NUMBERS + "SU" else 0, longest)
        if kind in NUMBERS + "SU":
            return np.array(array)  # not a view of something larger
        if kind != "O":
            return Other(f"array of {array.dtype}"[:NAME_LENGTH])
        entries = np.empty(array.shape, object)
        for place, entry in enumerate(array.ravel().tolist()):
            entries.flat[place] = self.to_plain(entry, depth + 1)
        return entries


def has_many_odd_keys(pairs: Sequence[tuple[Any, Any]]) -> bool:
    """Whether making a dict of these pairs may take very long, for keys that were chosen to that end."""
    return sum(not isinstance(key, str) for key, _ in pairs) > MOST_KEYS


def is_too_much(text: str | bytes) -> bool:
    """Whether a JSON text has so many parts that reading it takes far more memory than it is long."""
    marks: tuple[Any, ...] = (b",", b"[", b"{") if isinstance(text, bytes) else (",", "[", "{")
    return sum(text.count(mark) for mark in marks) > MOST_MARKS


# as JSON text: every list begins with a letter that says what it is


def dumps(value: Any, *, refer: Refer = None) -> str:
    """Plain data as JSON text.

    Args:
        value: plain data.
        refer: for values that are none, a function that gives what `loads` hands to its own `refer`:
            a JSON value. By default such a value is a TypeError.
    """
    return json.dumps(_packed(value, refer))


def loads(text: str | bytes, *, refer: Refer = None) -> Any:
    """Plain data from JSON text that somebody may have forged: no code is run, nothing is believed.

    Raises:
        ValueError: it is not what `dumps` writes.
    """
    try:
        if is_too_much(text):
            raise ValueError("too many parts")
        return _unpacked(json.loads(text), refer)
    except (
        RecursionError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OverflowError,
    ) as error:
        raise ValueError(f"not plain data: {type(error).__name__}") from error


def _packed(value: Any, refer: Refer) -> Any:
    if isinstance(value, np.generic):  # only in what a check hands in: `to_plain` leaves none
        return ["n", *_packed(np.array(value), refer)[1:]]
    if value is None or isinstance(value, (bool, str, float)):
        return value
    if isinstance(value, int):
        return value if value.bit_length() < 64 else ["i", hex(value)]
    if isinstance(value, complex):
        return ["c", value.real, value.imag]
    if isinstance(value, bytes):
        return ["b", base64.b64encode(value).decode()]
    if isinstance(value, Other):
        return ["x", value.kind]
    if isinstance(value, (list, tuple)):
        return ["l" if isinstance(value, list) else "t", *(_packed(v, refer) for v in value)]
    if isinstance(value, dict):
        return ["d", *([_packed(k, refer), _packed(v, refer)] for k, v in value.items())]
    if isinstance(value, np.ndarray):
        shape = list(value.shape)
        if value.dtype.kind in NUMBERS:
            data = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()
            return ["a", value.dtype.str, shape, data]
        return ["o", value.dtype.kind, shape, [_packed(v, refer) for v in value.ravel().tolist()]]
    if refer is None:
        raise TypeError(f"no plain data: {type(value).__name__}")
    return ["f", refer(value)]


def _unpacked(value: Any, refer: Refer) -> Any:
    if not isinstance(value, list):
        if isinstance(value, dict):
            raise ValueError("an object where a list was expected")
        return value
    kind, *rest = value
    if kind == "l":
        return [_unpacked(entry, refer) for entry in rest]
    if kind == "t":
        return tuple(_unpacked(entry, refer) for entry in rest)
    if kind == "d":
        pairs = [(_unpacked(key, refer), _unpacked(entry, refer)) for key, entry in rest]
        if has_many_odd_keys(pairs):
            raise ValueError("too many keys that are not texts")
        return dict(pairs)
    if kind == "i":
        if len(rest[0]) > MOST_DIGITS:
            raise ValueError("a number that is too long")
        return int(rest[0], 16)
    if kind == "c":
        return complex(float(rest[0]), float(rest[1]))
    if kind == "b":
        return base64.b64decode(rest[0], validate=True)
    if kind == "x":
        name = str(rest[0])[:NAME_LENGTH]
        return Other("".join(character for character in name if character.isprintable()))
    if kind == "a":
        return _unpacked_numbers(*rest)
    if kind == "n":
        return _unpacked_numbers(*rest)[()]
    if kind == "o":
        return _unpacked_objects(*rest, refer=refer)
    if kind == "f" and refer is not None:
        return refer(rest[0])
    raise ValueError(f"unknown kind {kind!r}"[:100])


def _unpacked_numbers(dtype: Any, shape: Any, data: Any) -> np.ndarray:
    dtype = np.dtype(str(dtype))
    if dtype.kind not in NUMBERS:
        raise ValueError(f"no numbers: {dtype}")
    data = base64.b64decode(data, validate=True)
    if math.prod(_sizes(shape)) * dtype.itemsize != len(data):
        raise ValueError("shape and data do not match")
    return np.frombuffer(data, dtype).reshape(shape).copy()


def _unpacked_objects(kind: Any, shape: Any, entries: Any, *, refer: Refer) -> np.ndarray:
    if kind not in ("O", "S", "U") or math.prod(_sizes(shape)) != len(entries):
        raise ValueError("shape and entries do not match")
    array = np.empty(len(entries), object)
    for place, entry in enumerate(entries):
        array[place] = _unpacked(entry, refer)
    if kind == "O":
        return array.reshape(shape)
    if not all(type(entry) is (str if kind == "U" else bytes) for entry in array):
        raise ValueError("entries that are not texts in an array of texts")
    if 4 * len(entries) * max(map(len, array), default=0) > 4 * MOST_BYTES:
        raise ValueError("texts too long for an array")  # each place is as long as the longest
    return array.reshape(shape).astype(kind)


def _sizes(shape: Any) -> Sequence[int]:
    if len(shape) > 32 or not all(type(size) is int and 0 <= size <= MOST_BYTES for size in shape):
        raise ValueError("not a shape")
    return shape
