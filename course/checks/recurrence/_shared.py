"""Weights that a student made by hand, taken in for program-weights and clock-weights."""

import numpy as np

MOST_UNITS = 200


def weight_arrays(value, names, shapes):
    """The weights that came back as arrays, and what is wrong with them in words, or ""."""
    count = len(names)
    if not isinstance(value, (list, tuple)) or len(value) != count:
        got = f"{len(value)} things" if isinstance(value, (list, tuple)) else type(value).__name__
        return None, f"expected {count} arrays, {', '.join(names)}; got {got}"
    try:
        arrays = [np.asarray(array) for array in value]
    except ValueError:
        return None, "expected arrays, got rows of different lengths"
    if any(array.dtype.kind not in "biuf" for array in arrays):
        return None, "expected arrays of real numbers, got something else"
    arrays = [array.astype(float) for array in arrays]
    if arrays[1].ndim != 2 or not 1 <= len(arrays[1]) <= MOST_UNITS:
        got = arrays[1].shape
        return None, f"expected W of shape (units, units), 1 to {MOST_UNITS} units; got {got}"
    units = len(arrays[1])
    for name, array, shape in zip(names, arrays, shapes, strict=True):
        wanted = tuple(units if size is None else size for size in shape)
        if array.shape != wanted:
            got = f"it has shape {array.shape}"
            rows = "1 row" if units == 1 else f"{units} rows"
            return None, f"expected {name} of shape {wanted}, since W has {rows}; {got}"
        if not np.isfinite(array).all():
            return None, f"expected numbers in {name}; one is infinite or NaN (not a number)"
    return arrays, ""
