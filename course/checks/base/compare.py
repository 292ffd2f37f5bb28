"""How a returned value differs from the expected one, in words that do not give the answer away."""

import numbers
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from course.checks.base.plain import Other


class Tolerance(NamedTuple):
    """How far a number may lie from the expected one and still be right; whole numbers are exact.

    The three are added up. A check says from what arithmetic its tolerance follows.

    Attributes:
        relative: times the expected number itself: rounding of products and of sums without cancellation.
        of_largest: times the largest number of the expected array: rounding of sums whose terms cancel.
        absolute: where the size of the terms is known beforehand.
    """

    relative: float = 1e-5
    of_largest: float = 0.0
    absolute: float = 0.0


ENTRY = "entry {}, counted from 0"  # of a list or tuple, where a message says what is wrong with it
EXACT = Tolerance(0.0)
# float32 has 24 bits, 6e-8 of a number: about 150 roundings in another order, a few where terms cancel
FLOAT32 = Tolerance(1e-5, 1e-6, 1e-12)


def differs(value: Any, expected: Any, tolerance: Tolerance = FLOAT32) -> str:
    """What is wrong with `value`, in words, or "" if nothing is.

    Args:
        value: what a student's function returned, anything at all.
        expected: str, bool, int, float, numpy array, or a list, tuple or dict of these.
        tolerance: of floating-point numbers.

    Returns:
        str. Lists, tensors and numpy scalars are taken for what they hold, whole numbers for floats; not
        the other way round. NaN is never right, infinity only where it is expected.
    """
    if isinstance(expected, np.ndarray):
        return _array(value, expected, tolerance)
    value = _unwrap(value)
    if isinstance(expected, str):
        return _text(value, expected)
    if isinstance(expected, (list, tuple)):
        return _sequence(value, expected, tolerance)
    if isinstance(expected, dict):
        return _dict(value, expected, tolerance)
    return _number(value, expected, tolerance)


def is_same(
    value: Any,
    other: Any,
    tolerance: Tolerance = FLOAT32,
    compare: Callable[[Any, Any, Tolerance], str] = differs,
) -> bool:
    """Whether two values agree, right or wrong, NaN with NaN: one is what a planted mistake leads to."""
    try:
        nans = _nans(other)
        if any(nans):
            if _nans(value) != nans:
                return False
            value, other = _without_nan(value), _without_nan(other)
        return not compare(value, other, tolerance)
    except Exception:  # for anything that a student can return
        return False


def _nans(value: Any) -> tuple[bool, ...]:
    """Where NaN stands in the numbers of a value, in order."""
    if isinstance(value, (list, tuple)):
        return tuple(one for entry in value for one in _nans(entry))
    if isinstance(value, dict):
        return tuple(one for key in sorted(value, key=repr) for one in _nans(value[key]))
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return tuple(np.isnan(value).ravel().tolist())
    if isinstance(value, np.ndarray):
        return (False,) * value.size
    return (isinstance(value, float) and value != value,)


def _without_nan(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(_without_nan(entry) for entry in value)
    if isinstance(value, dict):
        return {key: _without_nan(entry) for key, entry in value.items()}
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.where(np.isnan(value), 0.0, value)
    return 0.0 if isinstance(value, float) and value != value else value


def _unwrap(value: Any) -> Any:
    """Numpy scalars, 0-d arrays and scalar tensors become Python values; anything else stays."""
    if isinstance(value, np.generic):
        return value.item()
    if hasattr(value, "__array__") and getattr(value, "shape", None) == ():
        return np.asarray(value).item()
    return value


def _text(value: Any, expected: str) -> str:
    if not isinstance(value, str):
        return f"expected a string, got {_a(value)}"
    if value == expected:
        return ""
    if value.strip() == expected.strip():
        return f"{value!r} has the right characters but too many or too few spaces at its ends"
    return f"it returned {_shortened(value)}"


def _number(value: Any, expected: Any, tolerance: Tolerance) -> str:
    if isinstance(value, np.ndarray):
        return f"expected a single number, got an array of shape {value.shape}"
    if isinstance(expected, bool):
        if not isinstance(value, bool):
            return f"expected True or False, got {_a(value)}"
    elif not isinstance(value, numbers.Real) or isinstance(value, bool):
        return f"expected a number, got {_a(value)}"
    elif isinstance(expected, int) and not isinstance(value, numbers.Integral):
        return f"expected a whole number (int), got the float {value!r}"
    if value != value:
        return "it returned NaN (not a number): is something divided by zero?"
    if isinstance(expected, int):
        same = value == expected
    elif isinstance(value, int) and abs(value) > sys.float_info.max:  # no float holds it
        same = False
    else:
        same = bool(close(float(value), float(expected), tolerance))
    return "" if same else f"it returned {_shortened(value)}"


def _sequence(value: Any, expected: Sequence[Any], tolerance: Tolerance) -> str:
    kind = f"a {type(expected).__name__} of {len(expected)} entries"
    if hasattr(value, "__array__"):
        value = np.asarray(value).tolist()
    if not isinstance(value, (list, tuple)):
        return f"expected {kind}, got {_a(value)}"
    if len(value) != len(expected):
        return f"expected {kind}, got {len(value)}"
    for place, (entry, right) in enumerate(zip(value, expected, strict=True)):
        difference = differs(entry, right, tolerance)
        if difference:
            return f"{ENTRY.format(place)}: {difference}"
    return ""


def _dict(value: Any, expected: Mapping[Any, Any], tolerance: Tolerance) -> str:
    if not isinstance(value, dict):
        return f"expected a dictionary, got {_a(value)}"
    missing, extra = set(expected) - set(value), set(value) - set(expected)
    if missing or extra:
        parts = [f"keys missing: {len(missing)}"] if missing else []
        parts += [f"keys that should not be there: {len(extra)}"] if extra else []
        return "in the dictionary, " + ", ".join(parts)
    wrong = [key for key in expected if differs(value[key], expected[key], tolerance)]
    return f"in the dictionary, {len(wrong)} of {len(expected)} values are wrong" if wrong else ""


def _array(value: Any, expected: np.ndarray, tolerance: Tolerance) -> str:
    try:
        array = np.asarray(value)
    except ValueError:
        return "expected an array, got rows of different lengths"
    if array.dtype.kind in "SU":
        return f"expected an array of numbers, got {'characters' if array.ndim else _a(value)}"
    if array.dtype.kind in "OV":
        return f"expected an array of numbers, got {_a(value)} that holds something else"
    if array.shape != expected.shape:
        return f"expected shape {expected.shape}, got shape {array.shape}"
    if expected.dtype.kind == "f" and array.dtype.kind not in "fiu":
        return f"expected numbers, got {array.dtype}"
    if expected.dtype.kind in "iu" and array.dtype.kind not in "iu" and array.size:
        return f"expected whole numbers, got {array.dtype}"
    if array.dtype.kind == "f" and np.isnan(array).any():
        return f"{int(np.isnan(array).sum())} of its {array.size} numbers are NaN (not a number)"
    wrong = ~np.asarray(close(array, expected, tolerance))
    if not wrong.any():
        return ""
    if not wrong.shape:
        return "the number in it is wrong"
    first = tuple(int(place) for place in np.argwhere(wrong)[0])
    place = first[0] if len(first) == 1 else first
    return f"{int(wrong.sum())} of {wrong.size} numbers are wrong, the first at index {place}"


def close(value: Any, expected: Any, tolerance: Tolerance = FLOAT32) -> Any:
    """Which numbers agree: a bool array, or a bool; NaN never, whole numbers only if they are equal.

    Args:
        value, expected: arrays of one shape, or single numbers.
        tolerance: Tolerance.
    """
    if getattr(expected, "dtype", np.dtype(float)).kind != "f":
        return value == expected
    largest = np.max(np.abs(expected), initial=0.0, where=np.isfinite(expected))
    with np.errstate(invalid="ignore", over="ignore"):
        allowed = (
            tolerance.absolute
            + tolerance.of_largest * float(largest)
            + tolerance.relative * np.abs(np.asarray(expected, float))
        )
        near = np.abs(np.asarray(value, float) - expected) <= allowed
        return (value == expected) | (near & np.isfinite(expected))


def _a(value: Any) -> str:
    if isinstance(value, str):
        return f"the string {_shortened(value)}"
    return f"a value of type {value.kind if isinstance(value, Other) else type(value).__name__}"


def _shortened(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
