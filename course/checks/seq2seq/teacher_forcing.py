"""teacher-forcing: what the decoder reads and what it should write.

Cases are ids; the two rows are laid out from them.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.seq2seq._shared import END, START


def _cases(rng):
    start, end = (int(number) for number in rng.permutation(np.arange(40, 90))[:2])
    return [
        _case(rng, 3, room=2, start=START, end=END),
        _case(rng, 5, room=0, start=start, end=end),
        _case(rng, 1, room=2, start=START, end=END),
        _case(rng, 8, room=3, start=END, end=START, repeats=True),
        _case(rng, 4, room=1, start=START, end=END, repeats=True),
        _case(rng, 1, room=0, start=end, end=start),
        _case(rng, 6, room=4, start=START, end=END, largest=100_000),
    ]


def _case(rng, count, room, start, end, repeats=False, largest=40):
    """`room`: steps of padding. Unless the text `repeats` an id, all are different."""
    ids = rng.choice(np.arange(3, 40), count, replace=False).tolist()
    if repeats:
        ids[2] = ids[1]
    if largest > 40:
        ids[0] = int(rng.integers(1_000, largest))
    length = count + 1 + room

    def row(numbers):
        numbers = list(numbers)[:length]
        return np.array(numbers + [0] * (length - len(numbers)))

    def lengthened(numbers, by):
        return np.array((list(numbers) + [0] * length)[: length + by])

    reads, writes = [start, *ids], [*ids, end]
    right = (row(reads), row(writes))
    mistakes = {
        "what the decoder reads comes first, what it should write second": right[::-1],
        "what it reads begins with START": (row(ids), right[1]),
        "what it should write ends with END, or it never learns to stop": (right[0], row(ids)),
        "it reads START first, and what it should write ends with END": (row(ids), row(ids)),
        "START is read, never written: what it should write begins with the first character": (
            right[0], row(reads),
        ),
        "START is not written: what it should write begins with the first character": (
            right[0], row([start, *ids, end]),
        ),
        "END is written, never read": (row([*reads, end]), right[1]),
        "both begin with START: then the decoder only copies what it reads": (
            row([*reads, end]), row([*reads, end]),
        ),
        "it reads the character before the one it should write: shift by one": (
            row(writes), row(writes),
        ),
        "what it should write is the next character, not the one after that": (
            right[0], row(writes[1:]),
        ),
        "pad on the right": (right[0][_left(reads, length)], right[1][_left(writes, length)]),
        "pad with 0, not with END": (
            np.array(reads + [end] * room), np.array(writes + [end] * room),
        ),
        "END is written once, and 0 follows": (right[0], np.array(writes + [end] * room)),
        "END follows the last character: padding comes after it": (
            right[0], np.array(ids + [0] * room + [end]),
        ),
        "START and END are swapped": (row([end, *ids]), row([*ids, start])),
        "what it should write ends with END, not with START": (right[0], row([*ids, start])),
        "pad to the length that is asked for": (np.array(reads), np.array(writes)),
        "`length` is the length of the whole row, START and END included: it is one step less": (
            lengthened(reads, 1), lengthened(writes, 1),
        ),
        "only the source is read backwards, not the target": (
            row([start, *ids[::-1]]), row([*ids[::-1], end]),
        ),
        "return the two rows as arrays of numbers, not one after the other in one": np.concatenate(right),
        "the last character is read too: it leads to END": (row(reads[:-1]), right[1]),
    }  # fmt: skip
    asks = f"two rows of {length} ids: what the decoder reads, what it should write"
    return Case((ids, start, end, length), right, asks, mistakes)


def _left(numbers, length):
    """Where each id of a row comes from if the padding is moved to the left."""
    return (np.arange(length) + len(numbers)) % length


teacher_forcing = Check(
    "teacher-forcing",
    1,
    _cases,
    tolerance=EXACT,
    parts=("read", "write"),
    axes=("step",),
    corners={
        "`length` leaves no room for padding": lambda ids, start, end, length: (
            length == len(ids) + 1
        ),
        "the text has one character": lambda ids, start, end, length: len(ids) == 1,
        "the text has an id several times": lambda ids, start, end, length: (
            len(set(ids)) < len(ids)
        ),
        "start and end are not 1 and 2": lambda ids, start, end, length: (
            (start, end) != (START, END)
        ),
        "an id is greater than 255": lambda ids, start, end, length: max(ids) > 255,
    },
)
