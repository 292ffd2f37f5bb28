"""Where an answer is wrong: only in the last step, from some step on, in one gate, where an argument is 0.

Each describer takes Pairs and the names of the axes, and returns what completes "your answer ..." and holds
for every one of the Pairs, or "".
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from course.checks.base.describers.pairs import ORDINALS, Names, Pair, plural
from course.checks.base.describers.relations import elementwise

Region = Callable[
    [Pair], Any
]  # gives a bool array of the right one's shape; raises where there is none


def place(pairs: Sequence[Pair], axes: Names) -> str:
    """The first region that holds all that is wrong, or all that is right."""
    if not _have_places(pairs):
        return ""
    wrong = [pair.wrong for pair in pairs]
    regions = []
    for text, region in _regions(pairs, axes):
        with suppress(IndexError, ValueError, TypeError, KeyError):  # not in these arrays
            outside = ~region(pairs[0])
            if (outside & wrong[0]).any() and (outside & ~wrong[0]).any():
                continue
            inside = [region(pair) for pair in pairs]
            if all(i.shape == w.shape for i, w in zip(inside, wrong, strict=True)):
                regions.append((text, inside))
    for word, marked in (("wrong", wrong), ("right", [~w for w in wrong])):
        for text, inside in regions:
            if _fills(marked, inside):
                return f"is {word} only {text}"
    return ""


def _have_places(pairs: Sequence[Pair]) -> bool:
    return (
        all(pair.wrong is not None and pair.wrong.ndim for pair in pairs)
        and len({pair.wrong.ndim for pair in pairs}) == 1
        and all(pair.wrong.any() for pair in pairs)
    )


def _fills(marked: list, inside: list) -> bool:
    """Whether what is marked lies inside everywhere, and so much of it that this is worth a word."""
    if any(
        (m & ~i).any() or (i.any() and not m.any()) for m, i in zip(marked, inside, strict=True)
    ):
        return False
    hits, size = sum(int(m.sum()) for m in marked), sum(int(i.sum()) for i in inside)
    outside = sum(i.size for i in inside) - size
    bare = any(i.all() for i in inside)  # nothing is outside
    return hits >= 2 and 2 * hits >= size and outside >= 2 and 2 * outside >= size and not bare


def _regions(pairs: Sequence[Pair], axes: Names) -> Iterator[tuple[str, Region]]:
    for name in pairs[0].places:
        yield name, _place(name)
    for axis, name in enumerate(axes):
        yield f"in the last {name}", _at(axis, -1)
        yield f"in the first {name}", _at(axis, 0)
        for index in range(1, min(min(pair.wrong.shape[axis] for pair in pairs) - 1, 12)):
            yield f"in {name} {index}, counted from 0", _at(axis, index)
    yield from _blocks(axes)
    coded = any(pair.coded for pair in pairs)
    if not coded:
        yield "where 0 is right", lambda pair: pair.r == 0
        yield "where a positive number is right", lambda pair: pair.r > 0
        yield "where a negative number is right", lambda pair: pair.r < 0
    for number, title in enumerate(ORDINALS[: min(len(pair.inputs) for pair in pairs)]):
        yield f"where the {title} argument is 0", _input(number, lambda a: a == 0)
        yield f"where the {title} argument is not 0", _input(number, lambda a: a != 0)
        yield f"where the {title} argument is negative", _input(number, lambda a: a < 0)
        yield f"where the {title} argument is largest", _input(number, lambda a: a == a.max())
        yield f"where the {title} argument is smallest", _input(number, lambda a: a == a.min())
        if axes:
            where = f"in {plural(axes[0])} in which the {title} argument holds"
            yield f"{where} a 0", _slices(number, True)
            yield f"{where} no 0", _slices(number, False)
    yield "where the right entry occurs more than once", _tied


def _place(name: str) -> Region:
    return lambda pair: np.asarray(pair.places[name], bool)


def _at(axis: int, index: int) -> Region:
    def region(pair: Pair) -> Any:
        inside = np.zeros(pair.wrong.shape, bool)
        inside[(slice(None),) * axis + (index,)] = True
        return inside

    return region


def _blocks(axes: Names) -> Iterator[tuple[str, Region]]:
    """Equal parts of the last axis, such as the gates of a layer."""
    if not axes:
        return
    for parts, noun in ((4, "quarter"), (3, "third"), (2, "half")):
        for number in range(parts):

            def region(pair: Pair, parts: int = parts, number: int = number) -> Any:
                size, rest = divmod(pair.wrong.shape[-1], parts)
                if rest or not size:
                    raise ValueError("no equal parts")
                inside = np.zeros(pair.wrong.shape, bool)
                inside[..., number * size : (number + 1) * size] = True
                return inside

            yield f"in the {ORDINALS[number]} {noun} of the {plural(axes[-1])}", region


def _input(number: int, test: Callable[[Any], Any]) -> Region:
    """Where an argument that has the right one's shape, or its first axes, passes a test."""

    def region(pair: Pair) -> Any:
        given = np.asarray(pair.inputs[number])
        shape = pair.wrong.shape
        if given.dtype.kind not in "biuf" or not given.ndim or given.shape != shape[: given.ndim]:
            raise ValueError("no such places")
        given = given.reshape(given.shape + (1,) * (len(shape) - given.ndim))
        return np.broadcast_to(test(given), shape)

    return region


def _slices(number: int, holds: bool) -> Region:
    """Along the first axis, where an argument with more axes does or does not hold a 0."""

    def region(pair: Pair) -> Any:
        given, shape = np.asarray(pair.inputs[number]), pair.wrong.shape
        if given.dtype.kind not in "biuf" or given.ndim < 2 or len(given) != shape[0]:
            raise ValueError("no such places")
        marks = (given == 0).reshape(len(given), -1).any(axis=1) == holds
        return np.broadcast_to(marks.reshape(-1, *[1] * (len(shape) - 1)), shape)

    return region


def _tied(pair: Pair) -> Any:
    _, back, counts = np.unique(pair.r, return_inverse=True, return_counts=True)
    return (counts > 1)[back].reshape(pair.r.shape)


def along(pairs: Sequence[Pair], axes: Names) -> str:
    """Right at first and wrong from some place on, or the other way round."""
    if not _have_places(pairs):
        return ""
    for axis, name in enumerate(axes):
        others = tuple(other for other in range(len(axes)) if other != axis)
        bad = [pair.wrong.any(axis=others) for pair in pairs]
        if any(len(b) < 2 for b in bad):
            continue
        for first, then in (("right", "wrong"), ("wrong", "right")):
            starts = [_switch(b if first == "right" else ~b) for b in bad]
            if None in starts or sum(map(len, bad)) < 4:
                continue
            if len(set(starts)) == 1 and (len(pairs) > 1 or len(bad[0]) > 2):
                return f"is {first} up to {name} {starts[0] - 1}, counted from 0, and {then} from there on"  # type: ignore[operator]
            if len(pairs) > 1 and first == "right":
                return f"is right in the first {plural(name)} and wrong from some {name} on"
    return ""


def _switch(marks: Any) -> int | None:
    """Where False turns into True, once and for all; None if it does not."""
    start = int(np.argmax(marks))
    return start if start and marks[start:].all() else None


def within(pairs: Sequence[Pair], axes: Names) -> str:
    """What completes "every wrong number ...", wherever these stand."""
    if any(pair.wrong is None or pair.coded for pair in pairs):
        return ""
    v = np.concatenate([pair.v[pair.wrong] for pair in pairs])
    r = np.concatenate([pair.r[pair.wrong] for pair in pairs])
    if len(v) < (2 if all(pair.v.ndim == 0 for pair in pairs) else 3):
        return ""
    if np.isnan(v).all():
        return "is NaN (not a number)"
    if not v.any():
        return "is 0"
    if len(v) > 2 and np.isfinite(v).all() and np.unique(v).size == 1 < np.unique(r).size:
        return "is one and the same number"
    related = elementwise([Pair(None, None, v=v, r=r, wrong=np.ones(len(v), bool))])
    if related:
        return related
    if (v * r < 0).all():
        return "has the wrong sign"
    fractions = not np.array_equal(r, np.round(r))
    if fractions and (abs(v - r) < 0.01 * abs(r)).all():
        return "is off by less than one percent"
    if (v > r).all():
        return "is too large"
    if (v < r).all():
        return "is too small"
    return ""
