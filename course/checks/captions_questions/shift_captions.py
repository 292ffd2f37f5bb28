"""shift-captions: what is read, what is told, and where.

Built backwards: each caption's words are drawn first, and all four arrays are written from them.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.captions_questions._shared import planted, some_of


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def drawn(lengths, **settings):
        return _case(rng, lengths, **settings)

    def lengths(count, most):
        return [*rng.integers(0, most, count - 1).tolist(), most]

    return [
        _made([[5, 6, 7], [8]], 0, 1, 2, 5),
        drawn(lengths(size(3, 6), 6)),
        drawn(lengths(size(3, 6), 5), padding=size(60, 99)),
        drawn([4] * size(2, 5)),
        drawn([size(3, 6)]),
        drawn([0, 3, 0], padding=size(3, 9)),
        drawn([0, 0], mixed=True),
        drawn([size(2, 5), 1], free=size(2, 5), padding=1),
        drawn(lengths(4, 7), free=1, padding=2),
        drawn(lengths(size(2, 4), 5), mixed=True, turned=True),
        drawn(lengths(size(12, 20), 11), padding=size(13, 20), mixed=True),
        drawn([size(2, 6) for _ in range(4)], free=size(2, 4), mixed=True, padding=size(7, 12)),
        drawn(lengths(5, 4), twice=True),
        drawn([0] * size(2, 4), free=2, mixed=True),
    ]


def _case(rng, lengths, *, padding=0, free=0, mixed=False, turned=False, twice=False):
    """Captions of so many words, and so many columns that nobody fills.

    `mixed`: ids of start and end are any. `turned`: start has the larger one. `twice`: a word stands twice in
    a row.
    """
    start, end = [number for number in (1, 2, 100) if number != padding][:2]
    ids = [number for number in range(60) if number not in (padding, start, end)]
    if mixed:
        start, end, *ids = some_of(rng, [start, end, *ids], len(ids) + 2)
    if turned:
        start, end = max(start, end), min(start, end)
    captions = [some_of(rng, ids, length) for length in lengths]
    for words in captions:
        if words and 0 in ids:  # a word like any other, if it is not the padding
            words[-1] = 0
        if len(words) > 1 and mixed and 2 in ids:
            words[0] = 2
    if twice:
        captions = [[word for word in caption for _ in "ab"] for caption in captions]
    return _made(captions, padding, start, end, 2 + max(map(len, captions)) + free)


def _made(captions, padding, start, end, steps):
    rows = [[start, *words, end] for words in captions]
    ids, read, told = (
        _filled(part, padding, steps)
        for part in (rows, [r[:-1] for r in rows], [r[1:] for r in rows])
    )
    counts = _filled([[1] * (len(words) + 1) for words in captions], 0, steps) == 1
    expected = read[:, :-1], told[:, :-1], counts[:, :-1]
    asks = f"three arrays of shape {expected[0].shape}: read, told, counts"
    inputs = ids, padding
    return Case(inputs, expected, asks, planted(MISTAKES, inputs))


def _filled(rows, padding, steps):
    array = np.full((len(rows), steps), padding)
    for line, row in zip(array, rows, strict=True):
        line[: len(row)] = row
    return array


def _with(right, read=None, told=None, counts=None):
    new = read, told, counts
    return tuple(old if other is None else other for old, other in zip(right, new, strict=True))


def _parts(given):  # of one argument: as a function of ids and padding it would answer the exercise
    """The three arrays, row by row."""
    ids, padding = given
    ends = [max(np.flatnonzero(row != padding)) for row in ids]
    read, told = np.full_like(ids, padding), np.full_like(ids, padding)
    for place, end in enumerate(ends):
        read[place, :end] = ids[place, :end]
        told[place, :end] = ids[place, 1 : end + 1]
    return read[:, :-1], told[:, :-1], told[:, :-1] != padding


def _changed(change):
    """What a change of ids, padding and the three right arrays leads to: a dict of those it replaces."""

    def answer(ids, padding):
        right = _parts((ids, padding))
        new = change(ids, padding, *right)
        return _with(right, **new) if isinstance(new, dict) else new

    return answer


def _last(ids, padding, read, told, counts):
    last = np.zeros_like(counts)
    last[np.arange(len(ids)), counts.sum(axis=1) - 1] = True
    return last


MISTAKES = {
    "the ids of start and end may be any: end is not always 2": _changed(
        lambda ids, pad, read, told, counts: {"read": np.where(ids == 2, pad, ids)[:, :-1]}
    ),
    "end is never read: padding stands in its place": _changed(
        lambda ids, pad, read, told, counts: {"read": ids[:, :-1]}
    ),
    "told is one step ahead of read: yours are the same": _changed(
        lambda ids, pad, read, told, counts: {"told": read}
    ),
    "told is one step ahead of read: yours are the same, and end is read": _changed(
        lambda ids, pad, read, told, counts: {
            "read": ids[:, :-1],
            "told": ids[:, :-1],
            "counts": ids[:, :-1] != pad,
        }
    ),
    "told is one step ahead of read, and start is never told": _changed(
        lambda ids, pad, read, told, counts: {
            "read": told,
            "told": told,
        }
    ),
    "read is one step after told, not before it: they have changed places": _changed(
        lambda ids, pad, read, told, counts: {"read": told, "told": read}
    ),
    "they have changed places, and end is never read": _changed(
        lambda ids, pad, read, told, counts: {"read": told, "told": ids[:, :-1]}
    ),
    "told is one step ahead of read, not two": _changed(
        lambda ids, pad, read, told, counts: {
            "told": np.pad(told[:, 1:], [(0, 0), (0, 1)], constant_values=pad),
        }
    ),
    "end is told, too: the network has to learn where to stop": _changed(
        lambda ids, pad, read, told, counts: {
            "told": np.where(_last(ids, pad, read, told, counts), pad, told)
        }
    ),
    "end is told and counts, too: the network has to learn where to stop": _changed(
        lambda ids, pad, read, told, counts: {
            "told": np.where(_last(ids, pad, read, told, counts), pad, told),
            "counts": counts & ~_last(ids, pad, read, told, counts),
        }
    ),
    "end counts, too: the network has to learn where to stop": _changed(
        lambda ids, pad, read, told, counts: {
            "counts": counts & ~_last(ids, pad, read, told, counts)
        }
    ),
    "end counts, too, and is never read": _changed(
        lambda ids, pad, read, told, counts: {
            "read": ids[:, :-1],
            "counts": counts & ~_last(ids, pad, read, told, counts),
        }
    ),
    "padding does not count": _changed(
        lambda ids, pad, read, told, counts: {"counts": np.ones_like(counts)}
    ),
    "padding does not count, and end is never read": _changed(
        lambda ids, pad, read, told, counts: {
            "read": ids[:, :-1],
            "counts": np.ones_like(counts),
        }
    ),
    "counts is True where there is something to tell: yours is the other way round": _changed(
        lambda ids, pad, read, told, counts: {"counts": ~counts}
    ),
    "counts goes with what is told, not with the ids before they are shifted": _changed(
        lambda ids, pad, read, told, counts: {"counts": ids[:, :-1] != pad}
    ),
    "counts goes with what is told, not with the ids before they are shifted; and end is never read": (
        _changed(
            lambda ids, pad, read, told, counts: {
                "read": ids[:, :-1],
                "counts": ids[:, :-1] != pad,
            }
        )
    ),
    "the padding is the second argument, not always 0": _changed(
        lambda ids, pad, read, told, counts: {
            "read": np.where(told != 0, ids[:, :-1], 0),
            "counts": told != 0,
        }
    ),
    "the padding is the second argument, not always 0: so counts is wrong": _changed(
        lambda ids, pad, read, told, counts: {"counts": told != 0}
    ),
    "the padding is the second argument, not always 0: so counts is wrong, and end is read": _changed(
        lambda ids, pad, read, told, counts: {"read": ids[:, :-1], "counts": told != 0}
    ),
    "put the padding in end's place, which is not always 0": _changed(
        lambda ids, pad, read, told, counts: {"read": np.where(counts, read, 0)}
    ),
    "padding need not be the smallest id": _changed(
        lambda ids, pad, read, told, counts: {"counts": told > pad}
    ),
    "padding need not be the smallest id; and end is never read": _changed(
        lambda ids, pad, read, told, counts: {"read": ids[:, :-1], "counts": told > pad}
    ),
    "start is read: the first word has to be told from it": _changed(
        lambda ids, pad, read, told, counts: {
            "read": np.concatenate([read[:, 1:], np.full((len(read), 1), pad)], axis=1)
        }
    ),
    "the last word is read, too: end is told after it": _changed(
        lambda ids, pad, read, told, counts: {
            "read": np.where(_last(ids, pad, read, told, counts), pad, read)
        }
    ),
    "start is read first, not padding": _changed(
        lambda ids, pad, read, told, counts: {
            "read": np.concatenate([np.full((len(read), 1), pad), read[:, 1:]], axis=1)
        }
    ),
    "one column shorter than ids": _changed(
        lambda ids, pad, read, told, counts: tuple(
            np.pad(part, [(0, 0), (0, 1)], constant_values=filling)
            for part, filling in ((read, pad), (told, pad), (counts, False))
        )
    ),
    "one column shorter than ids, and end is never read": _changed(
        lambda ids, pad, read, told, counts: _too_long(ids, pad, told, counts)
    ),
    "told ends with padding, it does not begin anew with start": _changed(
        lambda ids, pad, read, told, counts: _rolled(ids, pad)
    ),
    "one column shorter than ids, not two": _changed(
        lambda ids, pad, read, told, counts: (read[:, :-1], told[:, :-1], counts[:, :-1])
    ),
    "counts is True and False, at each step: not how many there are": _changed(
        lambda ids, pad, read, told, counts: {"counts": counts.sum(axis=1)}
    ),
    "counts is an array, one for each step, not how many there are in all": _changed(
        lambda ids, pad, read, told, counts: {"counts": int(counts.sum())}
    ),
    "start is read only, and never told": _changed(
        lambda ids, pad, read, told, counts: {
            "told": np.concatenate([ids[:, :1], told[:, :-1]], axis=1)
        }
    ),
    "a shift in time goes along the steps, not from caption to caption": _changed(
        lambda ids, pad, read, told, counts: {"told": np.roll(ids, -1, axis=0)[:, :-1]}
    ),
    "a slice of an array shares its memory: what you write into read is then in ids and in told, too": _changed(
        lambda ids, pad, read, told, counts: {
            "told": np.concatenate([read[:, 1:], ids[:, -1:]], axis=1)
        }
    ),
    "a slice of an array shares its memory: what you write into read is then in told and in counts, too": (
        _changed(
            lambda ids, pad, read, told, counts: {
                "told": np.concatenate([read[:, 1:], ids[:, -1:]], axis=1),
                "counts": np.concatenate([read[:, 1:], ids[:, -1:]], axis=1) != pad,
            }
        )
    ),
    "each caption has its own end: not all are as long as the longest": _changed(
        lambda ids, pad, read, told, counts: {
            "counts": np.repeat(counts.any(axis=0, keepdims=True), len(ids), axis=0)
        }
    ),
}


def _too_long(ids, padding, told, counts):
    told, counts = (
        np.pad(part, [(0, 0), (0, 1)], constant_values=filling)
        for part, filling in ((told, padding), (counts, False))
    )
    return ids, told, counts


def _rolled(ids, padding):
    told = np.roll(ids, -1, axis=1)
    counts = told != padding
    return np.where(counts, ids, padding), told, counts


def _ends(ids, padding):
    return (ids != padding).sum(axis=1) - 1


CORNERS = {
    "padding is 0": lambda ids, padding: padding == 0,
    "padding is not 0": lambda ids, padding: padding != 0,
    "padding is above all other ids": lambda ids, padding: padding == ids.max() > 0,
    "padding is between the other ids": lambda ids, padding: (
        ids.min() < padding and bool((ids[ids != padding] > padding).any())
    ),
    "there is one caption": lambda ids, padding: len(ids) == 1,
    "captions have different lengths": lambda ids, padding: len({*_ends(ids, padding)}) > 1,
    "all captions have the same length, and fill their rows": lambda ids, padding: (
        len(ids) > 1 and padding not in ids
    ),
    "no caption fills its row": lambda ids, padding: bool((ids[:, -1] == padding).all()),
    "a caption fills its row, another one does not": lambda ids, padding: (
        0 < np.count_nonzero(ids[:, -1] == padding) < len(ids)
    ),
    "a caption has no words": lambda ids, padding: bool((_ends(ids, padding) == 1).any()),
    "no caption has words": lambda ids, padding: bool((_ends(ids, padding) == 1).all()),
    "there are two steps": lambda ids, padding: ids.shape[1] == 2,
    "the start is 1": lambda ids, padding: ids[0, 0] == 1,
    "the start is not 1": lambda ids, padding: ids[0, 0] != 1,
    "the start is above the end": lambda ids, padding: ids[0, 0] > ids[0, _ends(ids, padding)[0]],
    "a word stands twice in a row": lambda ids, padding: bool(
        ((ids[:, 1:] == ids[:, :-1]) & (ids[:, 1:] != padding)).any()
    ),
    "there are more than ten captions": lambda ids, padding: len(ids) > 10,
}

shift_captions = Check(
    "shift-captions",
    1,
    _cases,
    tolerance=EXACT,
    corners=CORNERS,
    axes=("caption", "step"),
    parts=("read", "told", "counts"),
)
