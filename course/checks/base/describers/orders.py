"""How a whole answer is made of the right entries: transposed, one step late, the last one missing.

Each describer takes Pairs and the names of the axes, and returns what completes "your answer ..." and holds
for every one of the Pairs, or "". Codes of texts and lists serve as well as numbers.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from course.checks.base.describers.pairs import (
    ORDINALS,
    Names,
    Pair,
    distinct,
    plural,
    pooled,
)


def rearranged(pairs: Sequence[Pair], axes: Names) -> str:
    """The right entries, at other places, in another shape, or some of them only."""
    if not _telling(pairs):
        return ""
    coded = any(pair.coded for pair in pairs)
    for text, change in _changes(pairs[0].r.ndim, axes, coded):
        if all(_leads(pair, change, pair.r, pair.v) for pair in pairs):
            return text
    tuples = all(isinstance(pair.value, tuple) for pair in pairs)
    for text, change in _repairs(pairs[0].r.ndim, pairs[0].v.ndim, axes, coded, tuples):
        if all(_leads(pair, change, pair.v, pair.r) for pair in pairs):
            return text
    return ""


def _telling(pairs: Sequence[Pair]) -> bool:
    """Whether there is so much in the right ones that agreement is no accident."""
    if any(pair.r is None or pair.v is None for pair in pairs):
        return False
    if len({pair.r.ndim for pair in pairs}) > 1 or len({pair.v.ndim for pair in pairs}) > 1:
        return False
    r = np.concatenate([pair.r.ravel() for pair in pairs])
    v = np.concatenate([pair.v.ravel() for pair in pairs])
    kinds = min(len(np.unique(r)), len(np.unique(v)) + 1)
    return kinds >= 3 or (kinds == 2 and min(r.size, v.size) >= 8)


def _leads(pair: Pair, change: Callable[[Any], Any], start: Any, end: Any) -> bool:
    try:
        return pair.near(change(start), end)
    except (ValueError, IndexError):  # not possible for this shape
        return False


def _changes(dims: int, axes: Names, coded: bool) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """(text, what it does to the right one)"""
    if dims == 2:
        yield "is the right one transposed", np.transpose
    if dims in (3, 4):
        for order in itertools.permutations(range(dims)):
            yield "is the right one with its axes in another order", _on(np.transpose, order)
    if dims == 1 and coded:
        once = f"is the right one, but with equal {plural(axes[0])} side by side only once"
        yield once, lambda array: np.array([entry for entry, _ in itertools.groupby(array)])
    for axis, name in enumerate(axes):
        names = plural(name)
        yield f"is the right one with its {names} in the opposite order", _on(np.flip, axis)
        yield f"is the right one without its last {name}", _cut(axis, slice(None, -1))
        yield f"is the right one without its first {name}", _cut(axis, slice(1, None))
        yield f"is only the last {name} of the right one", _cut(axis, -1)
        yield f"is only the first {name} of the right one", _cut(axis, 0)
        yield f"is the right one with its {names} moved on by one in a circle", _roll(axis, 1)
        yield f"is the right one with its {names} moved back by one in a circle", _roll(axis, -1)
        if not coded:
            yield f"is the running total of the right one over its {names}", _on(np.cumsum, axis)
        if dims > 1:
            yield f"is the sum of the right one over its {names}", _on(np.sum, axis)
            yield f"is the mean of the right one over its {names}", _on(np.mean, axis)
            yield f"is the largest of the right one over its {names}", _on(np.max, axis)
    if dims == 1 and not coded:
        yield "is the right one, sorted", np.sort


def _repairs(
    dims: int, got: int, axes: Names, coded: bool, tuples: bool
) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """(text, what would have to be done to the value)"""
    for axis, name in enumerate(axes if got == dims else ()):
        names = plural(name)
        yield f"is the right one and one {name} more at the end", _cut(axis, slice(None, -1))
        yield f"is the right one and one {name} more at the beginning", _cut(axis, slice(1, None))
        if not coded:
            text = f"has to be added up: its running total over the {names} is right"
            yield text, _on(np.cumsum, axis)
    for axis in range(got if got == dims + 1 else 0):
        place = f" along its {ORDINALS[axis]} axis" if got > 1 else ""
        one = "one number is asked" if got == 1 else "it has an axis too many"
        if tuples and not axis:
            what = "number" if got == 1 else "array"
            yield f"is a tuple, the first entry of which is right: one {what} is asked", _cut(0, 0)
            yield f"is a tuple, the last entry of which is right: one {what} is asked", _cut(0, -1)
        yield f"is right once it is summed{place}: {one}", _on(np.sum, axis)
        yield f"is right once its mean is taken{place}: {one}", _on(np.mean, axis)
        yield f"is right in its last entry{place}: {one}", _cut(axis, -1)
        yield f"is right in its first entry{place}: {one}", _cut(axis, 0)


def _on(function: Any, axis: Any) -> Callable[[Any], Any]:
    return lambda array: function(array, axis)


def _roll(axis: int, by: int) -> Callable[[Any], Any]:
    return lambda array: np.roll(array, by, axis)


def _cut(axis: int, part: slice | int) -> Callable[[Any], Any]:
    return lambda array: array[(slice(None),) * axis + (part,)]


def shape(pairs: Sequence[Pair], axes: Names) -> str:
    """The right numbers in the right order, in another shape."""
    if any(p.v is None or p.v.shape == p.r.shape or not p.v.size for p in pairs):
        return ""
    if not all(pair.near(pair.v.ravel(), pair.r.ravel()) for pair in pairs):
        return ""
    for text, sign in (("too many", 1), ("too few", -1)):
        if all(
            [n for n in p.v.shape if n > 1] == [n for n in p.r.shape if n > 1]
            and p.v.ndim == p.r.ndim + sign
            for p in pairs
        ):
            return f"has the right numbers, but an axis {text}"
    if all(pair.v.ndim == 1 for pair in pairs):
        return "is the right one, flattened"
    return "has the right numbers in the right order, but in another shape"


def shifted(pairs: Sequence[Pair], axes: Names) -> str:
    """One place late or early along an axis, whatever fills the gap."""
    if not _telling(pairs) or pooled(pairs) is None:
        return ""
    for axis, name in enumerate(axes):
        front, back = _cut(axis, slice(None, -1)), _cut(axis, slice(1, None))
        if any(pair.r.shape[axis] < 3 for pair in pairs):
            continue
        for text, left, right in (("late", back, front), ("early", front, back)):
            kept = [right(pair.r) for pair in pairs]
            enough = len(np.unique(np.concatenate([k.ravel() for k in kept]))) >= 3
            if enough and all(p.near(left(p.v), k) for p, k in zip(pairs, kept, strict=True)):
                return f"is the right one, but one {name} too {text}"
    return ""


def begun(pairs: Sequence[Pair], axes: Names) -> str:
    """Right as far as it goes, or right and then some."""
    if not axes or not _telling(pairs) or any(p.v.shape[1:] != p.r.shape[1:] for p in pairs):
        return ""
    names = plural(axes[0])
    sizes = [(len(pair.v), len(pair.r)) for pair in pairs]
    if any(min(pair) < 2 for pair in sizes):
        return ""
    if all(v < r for v, r in sizes):
        if all(p.near(p.v, p.r[: len(p.v)]) for p in pairs):
            return f"is the right one as far as it goes, but {names} are missing at its end"
        if all(p.near(p.v, p.r[-len(p.v) :]) for p in pairs):
            return f"is the right one but for its beginning: {names} are missing there"
    if all(v > r for v, r in sizes):
        if all(p.near(p.v[: len(p.r)], p.r) for p in pairs):
            return f"is the right one, but goes on with {names} too many"
        if all(p.near(p.v[-len(p.r) :], p.r) for p in pairs):
            return f"is the right one with {names} too many at its beginning"
    return ""


def regrouped(pairs: Sequence[Pair], axes: Names) -> str:
    """The same entries in another order, too few or too many of them."""
    if not _telling(pairs) or any(pair.r.ndim != pair.v.ndim for pair in pairs):
        return ""
    if len(axes) != 1:
        for axis, name in enumerate(axes):
            if all(p.near(_in_order(p.v, axis), _in_order(p.r, axis)) for p in pairs):
                return f"has the right {plural(name)} in another order"
        many = distinct(np.concatenate([pair.r.ravel() for pair in pairs])) > 4
        if many and all(p.near(np.sort(p.v, None), np.sort(p.r, None)) for p in pairs):
            return "has the right numbers in another order"
        return ""
    if all(pair.near(np.sort(pair.v), np.sort(pair.r)) for pair in pairs):
        return f"has the right {plural(axes[0])} in another order"
    lists = [(pair.v.tolist(), pair.r.tolist()) for pair in pairs]
    names = plural(axes[0])
    if all(v == list(dict.fromkeys(r)) for v, r in lists):
        return f"has each of the right {names} only once, though some are there several times"
    if all(r == list(dict.fromkeys(v)) for v, r in lists):
        return f"has {names} several times that are right once"
    if all(v and _runs_through(v, r) for v, r in lists):
        return f"has only right {names}, in the right order, but some are missing"
    if all(r and _runs_through(r, v) for v, r in lists):
        return f"has all of the right {names}, in the right order, and others as well"
    if all(v and not Counter(v) - Counter(r) for v, r in lists):
        return f"has only right {names}, but some are missing"
    return ""


def _in_order(array: Any, axis: int) -> Any:
    """The slices of an axis, sorted: two arrays that are equal so have the same slices."""
    slices = np.moveaxis(array, axis, 0).reshape(array.shape[axis], -1)
    return slices[np.lexsort(slices.T[::-1])]


def _runs_through(part: list, entries: list) -> bool:
    rest = iter(entries)
    return all(entry in rest for entry in part)


def renamed(pairs: Sequence[Pair], axes: Names) -> str:
    """Another entry in place of each, always the same one for the same: an alphabet that is shifted."""
    if len(axes) != 1 or not all(pair.coded or pair.whole for pair in pairs):
        return ""
    swaps = set()
    for pair in pairs:
        if pair.wrong is None or not pair.wrong.ndim or isinstance(pair.right, dict):
            return ""
        swaps |= set(zip(map(repr, pair.value), map(repr, pair.right), strict=True))
    size = sum(pair.wrong.size for pair in pairs)
    one_to_one = len(swaps) == len({a for a, _ in swaps}) == len({b for _, b in swaps})
    if not one_to_one or len(swaps) < 3 or size < len(swaps) + 4:
        return ""
    return f"has other {plural(axes[0])} in place of some right ones, the same every time"
