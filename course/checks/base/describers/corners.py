"""Which property of the inputs the wrong cases share and the right ones lack."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from course.checks.base.describers.pairs import ORDINALS, as_numbers

LONE = "in one case only, in which"


def corner(
    inputs: Sequence[tuple[Any, ...]],
    wrong: Sequence[bool],
    corners: Mapping[str, Callable[..., bool]],
    verb: str,
) -> str:
    """A sentence on where an answer is wrong, or where alone it is right.

    Args:
        inputs: the arguments of each case.
        wrong: whether each case is wrong.
        corners: {"the layer is a GRU": predicate of the arguments}; these come first.
        verb: "is wrong" or "fails".

    Returns:
        str, "" if no property parts the cases so, or if several do: which it is is not known. Two named ones
        are both said; one that is the opposite of another in all cases says the same as that one.
    """
    if all(wrong) or not any(wrong):
        return ""
    named = {name: [bool(holds(*case)) for case in inputs] for name, holds in corners.items()}
    fitting = [name for name in named if _sentence(name, named[name], wrong, verb)]
    if fitting:
        marks = named[fitting[0]]
        alike = [name for name in fitting if named[name] == marks]
        return _sentence(" and ".join(alike), marks, wrong, verb) if len(alike) <= 2 else ""
    if len(wrong) < 5 or min(sum(wrong), len(wrong) - sum(wrong)) < 2:
        return ""  # few cases have many properties that part them
    found = []
    for number in range(min(map(len, inputs))):
        for name, test in GENERAL:
            try:
                marks = [bool(test(case[number])) for case in inputs]
            except (TypeError, ValueError, AttributeError, IndexError):  # not of that kind
                continue
            name = name.format(f"the {ORDINALS[number]} argument")
            found.append(_sentence(name, marks, wrong, verb))
    found = [sentence for sentence in found if sentence]
    return found[0] if len(found) == 1 else ""


def of_shape(shapes: Sequence[Any], wrong: Sequence[bool], verb: str) -> str:
    """A sentence if an answer is right for several cases of one shape, and for no other shape.

    Args:
        shapes: of the right answer of each case.
        wrong, verb: as for `corner`.
    """
    right = [shape for shape, bad in zip(shapes, wrong, strict=True) if not bad]
    rest = [shape for shape, bad in zip(shapes, wrong, strict=True) if bad]
    if len(right) < 2 or len(rest) < 2 or len(set(right)) > 1 or not right[0] or right[0] in rest:
        return ""
    return _sentence(
        f"the right answer has the shape {right[0]}", [not bad for bad in wrong], wrong, verb
    )


def _sentence(name: str, marks: Sequence[bool], wrong: Sequence[bool], verb: str) -> str:
    if list(marks) == list(wrong):
        if sum(marks) == 1:
            return f"It {verb} {LONE} {name}"
        return f"It {verb} in every case in which {name}, and is right in all others"
    if list(marks) == [not entry for entry in wrong]:
        if sum(marks) == 1:
            return f"It is right {LONE} {name}, and {verb} in all others"
        return f"It is right in every case in which {name}, and {verb} in all others"
    return ""


def _length(value: Any) -> int:
    if isinstance(value, (str, list, tuple, dict)) or (
        isinstance(value, np.ndarray) and value.ndim
    ):
        return len(value)
    raise TypeError("no length")


def _number(value: Any) -> Any:
    if isinstance(value, (bool, int, float, np.generic)):
        return value
    raise TypeError("no number")


def _repeats(value: Any) -> bool:
    if isinstance(value, str):
        raise TypeError("a text may be a name")
    _length(value)
    entries = value.ravel().tolist() if isinstance(value, np.ndarray) else list(value)
    return len({repr(entry) for entry in entries}) < len(entries)


def _is_square(value: Any) -> bool:
    rows, columns = value.shape
    return rows == columns


def _has_zero(value: Any) -> bool:
    _length(value)
    return bool((as_numbers(value) == 0).any())


GENERAL: tuple[tuple[str, Callable[[Any], bool]], ...] = (
    ("{} is empty", lambda value: _length(value) == 0),
    ("{} has length 1", lambda value: _length(value) == 1),
    ("{} holds an entry several times", _repeats),
    ("{} has as many rows as columns", _is_square),
    ("{} is 0", lambda value: _number(value) == 0),
    ("{} is 1", lambda value: _number(value) == 1),
    ("{} is negative", lambda value: _number(value) < 0),
    ("{} contains a 0", _has_zero),
)
