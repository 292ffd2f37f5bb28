"""What is wrong with an answer that no known mistake explains, in sentences computed from the two values.

Nothing here guesses: a sentence is said only if it holds in every case that is wrong, and what it says of the
others holds there too. It names a relation or a place, never the number that is hidden.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import permutations
from typing import Any, NamedTuple

import numpy as np

from course.checks.base.describers.corners import LONE, corner, of_shape
from course.checks.base.describers.orders import (
    begun,
    rearranged,
    regrouped,
    renamed,
    shape,
    shifted,
)
from course.checks.base.describers.pairs import ORDINALS, Close, Names, Pair, agrees, same, size
from course.checks.base.describers.places import along, place, within
from course.checks.base.describers.relations import (
    added,
    argument,
    arithmetic,
    elementwise,
    factor,
    length,
    of_dicts,
    of_texts,
    opposite,
    uniform,
    whole,
)

MOST_SENTENCES = 2
WEAK = ("is too large", "is too small", "is too long", "is too short", "has the wrong sign")
PART = "{part}"  # stands for the name of a part of an answer
MOST_ENTRIES = 50_000  # of all answers together; beyond, nothing is said
Describer = Callable[[Sequence[Pair], Names], str]
RELATIONS: tuple[Describer, ...] = (  # the most telling first
    uniform, argument, elementwise, opposite, added, arithmetic, shape, rearranged, of_texts, shifted, begun,
    factor, regrouped, renamed, of_dicts, whole, length,
)  # fmt: skip


class Asked(NamedTuple):
    """One case of an answer.

    Attributes:
        inputs: the arguments.
        expected: str, bool, int, float, numpy array, dict, or lists and tuples of these.
        kind: "value", or anything else where none came back.
        value: what came back, plain data.
        passed: whether it is right.
        message: what was said of it.
        places: {"in padded steps": bool array of expected's shape}: regions that complete "only ...".
        again: the first case, asked a second time.
    """

    inputs: tuple[Any, ...]
    expected: Any
    kind: str
    value: Any
    passed: bool
    message: str = ""
    places: Mapping[str, Any] = {}
    again: bool = False


def describe(
    asked: Sequence[Asked],
    *,
    axes: Sequence[str] = (),
    parts: Sequence[str] = (),
    corners: Mapping[str, Callable[..., bool]] = {},
    close: Close | None = None,
) -> list[str]:
    """What all that is wrong with an answer has in common.

    Args:
        asked: list of Asked, all cases of one answer.
        axes: names of the axes of an array that comes back, singular: ("row", "step", "unit").
        parts: names of the entries of a tuple that comes back: ("h", "C").
        corners: {"the layer is a GRU": predicate of the inputs}.
        close: takes a value and the expected one, returns where they agree: a bool or a bool array.

    Returns:
        list of at most two sentences without a full stop, the most telling first; empty if nothing is known.
    """
    wrong = [case for case in asked if not case.passed]
    if not wrong or sum(size(case.value, MOST_ENTRIES) for case in asked) > MOST_ENTRIES:
        return []
    twice = _tried(_called_twice, asked)
    place = _tried(_in_corners, asked, corners)
    of_values = _tried(_alike, asked)
    if not of_values:
        asked = _without_repeat(asked)
        if all(case.kind == "value" for case in asked if not case.passed):
            with np.errstate(all="ignore"):
                of_values = _tried(_of_values, asked, axes, parts, close)
    strong = [sentence for sentence in of_values if not is_weak(sentence)]
    # what sets a single case apart may be an accident: what relates the values comes first
    found = [*twice, *strong, *place] if LONE in "".join(place) else [*twice, *place, *strong]
    return (found or of_values)[:MOST_SENTENCES]


def is_weak(sentence: str) -> bool:
    """Whether a sentence of `describe` names no cause and no place: said only if nothing else is known."""
    return sentence.endswith(WEAK)


def _tried(describer: Callable[..., Iterable[str]], *args: Any) -> list[str]:
    """What a describer says; nothing if it stumbles, since values may be anything."""
    found: list[str] = []
    with suppress(Exception):
        found += describer(*args)
    return found


def _called_twice(asked: Sequence[Asked]) -> Iterator[str]:
    first, last = asked[0], asked[-1]
    if len(asked) < 2 or not last.again or first.kind != "value":
        return
    if last.kind == "failed":
        yield "A second call with the same input fails"
    elif last.kind == "value" and not same(first.value, last.value):
        yield (
            "A second call with the same input gives something else: "
            "does the function keep something between calls, or is it left to chance?"
        )


def _without_repeat(asked: Sequence[Asked]) -> Sequence[Asked]:
    """A repeated case that gave the same twice says nothing new."""
    repeated = len(asked) > 1 and asked[-1].again and same(asked[0].value, asked[-1].value)
    return asked[:-1] if repeated else asked


def _alike(asked: Sequence[Asked]) -> Iterator[str]:
    """The same value in every case."""
    asked = [case for case in asked if not case.again]
    if len(asked) < 3 or any(case.kind != "value" for case in asked):
        return
    if not all(same(case.value, asked[0].value) for case in asked):
        return
    if len({repr(case.expected) for case in asked}) >= 3:
        yield "Your function gives the same in every case: does it use its arguments?"


def _in_corners(
    asked: Sequence[Asked], corners: Mapping[str, Callable[..., bool]]
) -> Iterator[str]:
    asked = [case for case in asked if not case.again]
    failed = all(case.kind != "value" for case in asked if not case.passed)
    wrong = [not case.passed for case in asked]
    verb = "fails" if failed else "is wrong"
    shapes = [getattr(case.expected, "shape", ()) for case in asked]
    if sentence := corner([case.inputs for case in asked], wrong, corners, verb) or of_shape(
        shapes, wrong, verb
    ):
        yield sentence


def _of_values(
    asked: Sequence[Asked], axes: Sequence[str], parts: Sequence[str], close: Close | None
) -> Iterator[str]:
    count = _entries(asked, parts)
    if not count:
        yield from _subject([_pair(case, close) for case in asked], _passed(asked), axes, "answer")
        return
    names = [
        f"`{parts[number]}`" if len(parts) == count else f"{ORDINALS[number]} entry"
        for number in range(count)
    ]
    if sentence := _exchanged(asked, names):
        yield sentence
        return
    pairs = [[_pair(case, close, number) for case in asked] for number in range(count)]
    right = [[_is_right(pair) for pair in part] for part in pairs]
    if [all(marks) for marks in zip(*right, strict=True)] != _passed(asked):
        return  # the check measures in another way
    wrong = [number for number in range(count) if not all(right[number])]
    if 0 < len(wrong) < count:
        bad = [names[number] for number in wrong]
        good = [name for name in names if name not in bad]
        rest = f"your {_listed(good)}" if len(good) == 1 else "all others are"
        yield f"Only your {_listed(bad)} wrong: {rest} right in every case"
    said: dict[tuple[str, ...], list[str]] = {}  # the parts of which the same is so
    for number in wrong:
        if sentence := _stands_for(pairs, right, names, number):
            yield sentence
        elif sentences := tuple(_subject(pairs[number], right[number], axes, PART)):
            said.setdefault(sentences, []).append(names[number])
    for sentences, of in said.items():
        for sentence in sentences:
            yield _of_parts(sentence, of)


def _of_parts(sentence: str, names: Sequence[str]) -> str:
    """A sentence on PART, as one on several parts of which each fulfils it."""
    if len(names) == 1:
        return sentence.replace(PART, names[0])
    both = "both" if len(names) == 2 else "all"
    for start, joined in (("Wherever your ", " or your "), ("Every ", " and your ")):
        if sentence.startswith(start):
            return sentence.replace(PART, joined.join(names))
    sentence = sentence.replace(f"{PART} is ", f"{PART} are {both} ")
    sentence = sentence.replace(f"{PART} has ", f"{PART} {both} have ")
    sentence = sentence.replace("right but for its sign", "right but for their sign")
    return sentence.replace(PART, f"{', '.join(names[:-1])} and {names[-1]}")


def _listed(names: Sequence[str]) -> str:
    return f"{' and your '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _passed(asked: Sequence[Asked]) -> list[bool]:
    return [case.passed for case in asked]


def _entries(asked: Sequence[Asked], parts: Sequence[str]) -> int:
    """How many parts an answer has, each to be spoken of alone; 0 if it is one whole."""
    expected = [case.expected for case in asked]
    if not all(isinstance(e, (list, tuple)) and len(e) == len(expected[0]) for e in expected):
        return 0
    count = len(expected[0])
    whole = all(isinstance(e, list) or all(map(_is_scalar, e)) for e in expected)
    if not 2 <= count <= len(ORDINALS) or (whole and len(parts) != count):
        return 0
    values = [case.value for case in asked]
    return count if all(isinstance(v, (list, tuple)) and len(v) == count for v in values) else 0


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, float, str))


def _is_right(pair: Pair) -> bool:
    if pair.close is None or pair.coded or pair.wrong is None:
        return agrees(pair.value, pair.right)
    return not pair.wrong.any()


def _pair(case: Asked, close: Close | None, number: int | None = None) -> Pair:
    if number is None:
        return Pair(case.value, case.expected, case.inputs, case.places, close)
    return Pair(case.value[number], case.expected[number], case.inputs, case.places, close)


def _exchanged(asked: Sequence[Asked], names: Sequence[str]) -> str:
    wrong = [case for case in asked if not case.passed]
    if len(names) > 4:
        return ""
    for order in permutations(range(len(names))):
        if list(order) != sorted(order) and all(
            agrees(case.value[a], case.expected[b]) for case in wrong for a, b in enumerate(order)
        ):
            if len(names) == 2:
                return f"Your {names[0]} and {names[1]} are exchanged"
            return "All that you return is right, but in another order"
    return ""


def _stands_for(pairs: Any, right: Any, names: Sequence[str], number: int) -> str:
    """One part of a tuple holds what is right for another one."""
    bad = [place for place, good in enumerate(right[number]) if not good]
    if pairs[number][bad[0]].v is None or pairs[number][bad[0]].v.size < 2:
        return ""
    for other, name in enumerate(names):
        if other != number and all(
            agrees(pairs[number][place].value, pairs[other][place].right) for place in bad
        ):
            return f"Your {names[number]} is what should be your {name}"
    return ""


def _subject(
    pairs: Sequence[Pair], passed: Sequence[bool], axes: Sequence[str], name: str
) -> Iterator[str]:
    """Sentences of the answer or of one part of it."""
    wrong = [pair for pair, good in zip(pairs, passed, strict=True) if not good]
    if not wrong or any(pair.wrong is not None and not pair.wrong.any() for pair in wrong):
        return  # all numbers are right: what is wrong is their kind
    names = _axes(wrong, axes)
    for describer in RELATIONS:
        if said := _said(describer, wrong, names):
            yield _sentence(name, said, wrong, pairs)
            return
    if any(
        good and (pair.wrong is None or pair.wrong.any())
        for pair, good in zip(pairs, passed, strict=True)
    ):
        return  # the check measures in another way
    if said := _said(place, wrong, names) or _said(along, wrong, names):
        yield _sentence(name, said, wrong, pairs)
    if said := _said(within, wrong, names):
        of = "" if name == "answer" else f" in your {name}"
        scalars = all(pair.v.size == 1 for pair in wrong)
        yield f"Every {'answer' if scalars else 'number'}{of} that is wrong {said}"


def _sentence(name: str, said: str, wrong: Sequence[Pair], pairs: Sequence[Pair]) -> str:
    if len(pairs) == 1:
        return f"Your {name} {said}"
    if len(wrong) == len(pairs):
        return f"In every case your {name} {said}"
    return f"Wherever your {name} is wrong, it {said}"


def _said(describer: Describer, pairs: Sequence[Pair], names: Sequence[str]) -> str:
    try:
        return describer(pairs, names)
    except Exception:  # values may be anything: a describer that stumbles is silent
        return ""


def _axes(pairs: Sequence[Pair], axes: Sequence[str]) -> Sequence[str]:
    """The names of the axes, those given or general ones; none for more than two."""
    if any(pair.r is None or isinstance(pair.right, dict) for pair in pairs):
        return ()
    if len({pair.r.ndim for pair in pairs}) != 1:
        return ()
    dims = pairs[0].r.ndim
    if pairs[0].coded:
        return ("character",) if isinstance(pairs[0].right, str) else ("entry",)
    if len(axes) == dims:
        return axes
    return {1: ("entry",), 2: ("row", "column")}.get(dims, ())
