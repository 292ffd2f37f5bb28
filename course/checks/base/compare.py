"""How a returned value differs from the expected one, in words that do not give the answer away."""

import numbers
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from course.checks.base.plain import Other

RELATIVE, ABSOLUTE = 1e-5, 1e-6  # float32 arithmetic in another order still agrees


def differs(value: Any, expected: Any) -> str:
    """What is wrong with `value`, in words, or "" if nothing is.

    Args:
        value: what a student's function returned, anything at all.
        expected: str, bool, int, float, numpy array, or a list or tuple of these.

    Returns:
        str. Lists, tensors and numpy scalars are taken for what they hold; numbers agree within 1e-5.
    """
    if isinstance(expected, np.ndarray):
        return _array(value, expected)
    value = _unwrap(value)
    if isinstance(expected, str):
        return _text(value, expected)
    if isinstance(expected, (list, tuple)):
        return _sequence(value, expected)
    return _number(value, expected)


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


def _number(value: Any, expected: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"expected a single number, got an array of shape {value.shape}"
    if isinstance(expected, bool):
        if not isinstance(value, bool):
            return f"expected True or False, got {_a(value)}"
    elif not isinstance(value, numbers.Real) or isinstance(value, bool):
        return f"expected a number, got {_a(value)}"
    elif isinstance(expected, int) and not isinstance(value, numbers.Integral):
        return f"expected a whole number (int), got the float {value!r}: use // or int()"
    if value != value:
        return "it returned NaN (not a number): is something divided by zero?"
    if isinstance(expected, int):
        same = value == expected
    elif abs(value) > sys.float_info.max:  # a whole number that no float holds
        same = False
    else:
        same = bool(_close(float(value), float(expected)))
    return "" if same else f"it returned {_shortened(value)}"


def _sequence(value: Any, expected: Sequence[Any]) -> str:
    kind = f"a {type(expected).__name__} of {len(expected)} entries"
    if hasattr(value, "__array__"):
        value = np.asarray(value).tolist()
    if not isinstance(value, (list, tuple)):
        return f"expected {kind}, got {_a(value)}"
    if len(value) != len(expected):
        return f"expected {kind}, got {len(value)}"
    for place, (entry, right) in enumerate(zip(value, expected, strict=True)):
        difference = differs(entry, right)
        if difference:
            return f"entry {place}, counted from 0: {difference}"
    return ""


def _array(value: Any, expected: np.ndarray) -> str:
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
    if expected.dtype.kind == "f" and array.dtype.kind != "f":
        return (
            f"expected floating-point numbers such as float32, got {array.dtype}: "
            'say dtype="float32" where you make the array'
        )
    if expected.dtype.kind in "iu" and array.dtype.kind not in "iu":
        return f"expected whole numbers, got {array.dtype}"
    if array.dtype.kind == "f" and np.isnan(array).any():
        return f"{int(np.isnan(array).sum())} of its {array.size} numbers are NaN (not a number)"
    wrong = ~_close(array, expected)
    if not wrong.any():
        return ""
    first = tuple(int(place) for place in np.argwhere(wrong)[0])
    return f"{int(wrong.sum())} of {wrong.size} numbers are wrong, the first at index {first}"


def _close(value: Any, expected: Any) -> Any:
    """`np.isclose` of floats without its overhead, three times as fast: grading does little else."""
    if getattr(expected, "dtype", np.dtype(float)).kind != "f":
        return np.isclose(value, expected, RELATIVE, ABSOLUTE)
    with np.errstate(invalid="ignore", over="ignore"):
        near = abs(value - expected) <= ABSOLUTE + RELATIVE * abs(expected)
        return (value == expected) | (near & np.isfinite(expected))


def _a(value: Any) -> str:
    if isinstance(value, str):
        return f"the string {_shortened(value)}"
    return f"a value of type {value.kind if isinstance(value, Other) else type(value).__name__}"


def _shortened(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
