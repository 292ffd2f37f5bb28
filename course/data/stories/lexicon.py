"""The words of the stories: `words/*.yaml`, and numbers in words."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("words")
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_LARGE = [
    ten + tail for ten in _TENS for tail in ("", *("-" + unit for unit in ["one", *_SMALL[:8]]))
]
NUMBERS = {
    "few": _SMALL[:7],
    "number": _SMALL + _LARGE,
    "many": _LARGE[::-1],
}  # frequent ones first


class Lexicon(NamedTuple):
    """Tables from words/: dicts that nobody changes."""

    names: dict
    jobs: dict
    settings: dict
    lists: dict
    plots: dict


@lru_cache(maxsize=1)
def lexicon():
    """All tables, a Lexicon."""
    import yaml

    return Lexicon(
        *(
            yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
            for name in Lexicon._fields
        )
    )
