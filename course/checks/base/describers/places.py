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


ZERO = "where the right number is 0"
SIGNS: dict[str, Region] = {
    ZERO: lambda pair: pair.r == 0,
    "where the right number is positive": lambda pair: pair.r > 0,
    "where the right number is negative": lambda pair: pair.r < 0,
}


def place(pairs: Sequence[Pair], axes: Names) -> str:
    """The first region that holds all that is wrong, or all that is right."""
    if not _have_places(pairs):
        return ""
    wrong = [pair.wrong for pair in pairs]
    regions = []
    for text, region, fixed in _regions(pairs, axes):
        with suppress(IndexError, ValueError, TypeError, KeyError):  # not in these arrays
            outside = ~region(pairs[0])
            if (outside & wrong[0]).any() and (outside & ~wrong[0]).any():
                continue
            inside = [region(pair) for pair in pairs]
            if all(i.shape == w.shape for i, w in zip(inside, wrong, strict=True)):
                regions.append((text, inside, fixed))
    for word, marked in (("wrong", wrong), ("right", [~w for w in wrong])):
        for text, inside, fixed in regions:
            if text in SIGNS and not all(map(np.array_equal, marked, inside)):
                continue  # signs are many things at once: only all of a sign is worth a word
            if (word, text) != ("right", ZERO) and _fills(marked, inside, fixed):
                return f"is {word} only {text}"
    return ""


def _have_places(pairs: Sequence[Pair]) -> bool:
    return (
        all(pair.wrong is not None and pair.wrong.ndim for pair in pairs)
        and len({pair.wrong.ndim for pair in pairs}) == 1
        and all(pair.wrong.any() for pair in pairs)
    )


def _fills(marked: list, inside: list, fixed: bool) -> bool:
    """Whether what is marked lies inside everywhere, and so much of it that this is worth a word.

    A region that does not depend on numbers may be the whole of some answers: of those with one row, say.
    """
    both = list(zip(marked, inside, strict=True))
    if any((m & ~i).any() or (i.any() and not m.any()) for m, i in both):
        return False
    telling = [(m, i) for m, i in both if not i.all()]  # outside of the region there is something
    if len(telling) < len(both) and not (fixed and 2 * len(telling) > len(both)):
        return False
    hits, size = (sum(int(pair[part].sum()) for pair in telling) for part in (0, 1))
    outside = sum(i.size for _, i in telling) - size
    return hits >= 2 and 2 * hits >= size and outside >= 2 and 2 * outside >= size


def _regions(pairs: Sequence[Pair], axes: Names) -> Iterator[tuple[str, Region, bool]]:
    """(text, region, whether it does not depend on numbers)"""
    yield from ((text, region, True) for text, region in _fixed_regions(pairs, axes))
    yield from ((text, region, False) for text, region in _regions_of_numbers(pairs, axes))


def _fixed_regions(pairs: Sequence[Pair], axes: Names) -> Iterator[tuple[str, Region]]:
    for name in pairs[0].places:
        yield name, _place(name)
    for axis, name in enumerate(axes):
        yield f"in the last {name}", _at(axis, -1)
        yield f"in the first {name}", _at(axis, 0)
        for index in range(1, min(min(pair.wrong.shape[axis] for pair in pairs) - 1, 12)):
            yield f"in {name} {index}, counted from 0", _at(axis, index)
    yield from _blocks(axes)


def _regions_of_numbers(pairs: Sequence[Pair], axes: Names) -> Iterator[tuple[str, Region]]:
    if not any(pair.coded for pair in pairs):
        yield from SIGNS.items()
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
    tied = (counts > 1)[back].reshape(pair.r.shape)
    return tied if pair.coded else tied & (pair.r != 0)  # zeros are often there for another reason


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
                return _told_by_start(first, then, name, int(starts[0] or 0))
            if len(pairs) > 1 and first == "right":
                return f"is right in the first {plural(name)} and wrong from some {name} on"
    return ""


def _told_by_start(first: str, then: str, name: str, start: int) -> str:
    if start > 1:
        return f"is {first} in its first {start} {plural(name)}, and {then} in all later ones"
    if first == "right":
        return f"is right in its first {name} only"
    return f"is wrong in its first {name}, and right in all later ones"


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
    if len(v) > 2 and np.isfinite(v).all() and np.unique(v).size == 1:
        number = f"{v[0]:g}"
        return f"is {number if float(number) == v[0] else 'one and the same number'}"
    alone = Pair(None, None, close=pairs[0].close, v=v, r=r, wrong=np.ones(len(v), bool))
    related = elementwise([alone])
    if related:
        return related
    if (v * r < 0).all():
        return "has the wrong sign"
    if related := _nearly(pairs, v, r):
        return related
    if (v > r).all():
        return "is too large"
    if (v < r).all():
        return "is too small"
    return ""


def _nearly(pairs: Sequence[Pair], v: Any, r: Any) -> str:
    """All wrong numbers lie near the right ones."""
    if np.array_equal(r, np.round(r)):
        return ""
    if (abs(v - r) < 0.01 * abs(r)).all():
        many = 2 * len(v) >= sum(np.count_nonzero(pair.r) for pair in pairs)
        cause = ": is something rounded, of low precision, or is a small number added somewhere?"
        return "is off by less than one percent" + (cause if many else "")
    largest = np.concatenate([np.full(pair.wrong.sum(), abs(pair.r).max()) for pair in pairs])
    if (abs(v - r) < 1e-3 * largest).all():
        return "is off by very little, less than a thousandth of the largest right number"
    return ""
