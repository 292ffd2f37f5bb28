"""teacher-forcing: what the decoder reads and what it should write.

Cases are ids; the two rows are laid out from them.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.seq2seq._shared import END, START


def _cases(rng):
    shapes = [(3, 6, START, END), (5, 6, 50, 51), (1, 4, START, END), (8, 12, 2, 1)]
    return [_case(rng.integers(3, 40, count).tolist(), *rest) for count, *rest in shapes]


def _case(ids, length, start, end):
    def row(numbers, right=True):
        numbers = list(numbers)[:length]
        room = [0] * (length - len(numbers))
        return np.array(numbers + room if right else room + numbers)

    reads, writes = [start, *ids], [*ids, end]
    right = (row(reads), row(writes))
    mistakes = {
        "what the decoder reads comes first, what it should write second": right[::-1],
        "what it reads begins with START": (row(ids), right[1]),
        "what it should write ends with END, or it never learns to stop": (right[0], row(ids)),
        "START is read, never written: what it should write begins with the first character": (
            right[0], row([start, *ids]),
        ),
        "END is written, never read": (row([start, *ids, end]), right[1]),
        "both begin with START: then the decoder only copies what it reads": (
            row([start, *ids, end]), row([start, *ids, end]),
        ),
        "it reads the character before the one it should write: shift by one": (
            row(ids + [end]), row(ids + [end]),
        ),
        "pad on the right": (row(reads, right=False), row(writes, right=False)),
        "pad with 0, not with END": (
            np.array(reads + [end] * (length - len(reads))),
            np.array(writes + [end] * (length - len(writes))),
        ),
        "START and END are swapped": (row([end, *ids]), row([*ids, start])),
        "pad to the length that is asked for": (np.array(reads), np.array(writes)),
        "only the source is read backwards, not the target": (
            row([start, *ids[::-1]]), row([*ids[::-1], end]),
        ),
        "return the two rows as arrays of numbers, not one after the other in one": np.concatenate(right),
        "the last character is read too: it leads to END": (row([start, *ids[:-1]]), right[1]),
    }  # fmt: skip
    asks = f"two rows of {length} ids: what the decoder reads, what it should write"
    return Case((ids, start, end, length), right, asks, mistakes)


teacher_forcing = Check("teacher-forcing", 1, _cases)
