"""stub"""

from typing import Any, NamedTuple


class Asked(NamedTuple):
    inputs: tuple[Any, ...]
    expected: Any
    kind: str
    value: Any
    passed: bool
    message: str = ""
    places: Any = {}
    again: bool = False


def describe(asked: Any, **options: Any) -> list[str]:
    return []
