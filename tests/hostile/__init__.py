"""A bank of hostile submissions: what students could hand in to do harm, or to get points for nothing.

`bank` says what an entry is and how one is added; each other module adds those of one kind.
"""

from tests.hostile import (  # noqa: F401  each adds to the bank
    background,
    cases,
    escapes,
    files,
    lies,
    messages,
    processes,
    resources,
    values,
    walls,
)
from tests.hostile.bank import ADDITION, BANK, EXERCISES, PATIENT, RIGHT, Attack
from tests.hostile.packed import PACKED

__all__ = ["ADDITION", "BANK", "EXERCISES", "PACKED", "PATIENT", "RIGHT", "Attack"]
