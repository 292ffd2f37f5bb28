"""causal-mask: which step may look at which, without the future and without the padding.

The right answer is filled in step by step.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    few, more = drawn(3, 5), drawn(5, 8)
    return [
        _case([2, 3, 1], 4),
        _case(rng.permutation(more)[:few] + 1, more + 1),
        _case(rng.permutation(more)[:3] + 1, more),
        _case([drawn(2, more)], more),
        _case([few, 0, 2], few + 1),
        _case([few, few], few),
        _case(rng.permutation(more) + 1, more),
        _case([0, 1, more - 1], more + 2),
        _case(rng.integers(1, more + 3, more + 2), more + 2),
        _case(rng.integers(0, 2, 5), 1),
        _case(rng.integers(0, 20, drawn(9, 14)), 20),
    ]


def _case(lengths, steps):
    lengths = np.array(lengths, np.int32)
    right = np.zeros((len(lengths), steps, steps), bool)
    for rows, length in zip(right, lengths, strict=True):
        for step in range(length):
            rows[step, : step + 1] = True
    asks = f"a bool array of shape {right.shape}"
    looks_ahead = np.broadcast_to(np.triu(np.ones((steps, steps), bool), 1), right.shape)
    is_padding = np.arange(steps) >= lengths[:, None]
    places = {
        "where a step looks at itself": np.broadcast_to(np.eye(steps, dtype=bool), right.shape),
        "where a step looks ahead": looks_ahead,
        "in rows of padding": np.broadcast_to(is_padding[:, :, None], right.shape),
        "in columns of padding": np.broadcast_to(is_padding[:, None, :], right.shape),
    }
    return Case((lengths, steps), right, asks, places=places)


def _masked(change):
    """The mistaken answer: a function of a (row), b (column), both ints, and the length of the sentence."""

    def answer(lengths, steps):
        return np.array(
            [
                [[bool(change(a, b, length)) for b in range(steps)] for a in range(steps)]
                for length in lengths.tolist()
            ]
        )

    return answer


def _told_steps(change):
    """As `_masked`, for a function that needs the number of steps, too."""

    def answer(lengths, steps):
        return _masked(lambda a, b, length: change(a, b, length, steps))(lengths, steps)

    return answer


def _of_first(lengths, steps):
    return _masked(lambda a, b, length: b <= a < lengths[0])(lengths, steps)


def _of_shortest(lengths, steps):
    return _masked(lambda a, b, length: b <= a < min(lengths))(lengths, steps)


def _of_longest(lengths, steps):
    return _masked(lambda a, b, length: b <= a < max(lengths))(lengths, steps)


causal_mask = Check(
    "causal-mask",
    1,
    _cases,
    tolerance=EXACT,
    mistakes={
        "a step may look at itself: without that the first word sees nothing": _masked(
            lambda a, b, length: b < a < length
        ),
        "a step may not look at the next one, which it is about to write": _masked(
            lambda a, b, length: b <= a + 1 and max(a, b) < length
        ),
        "the row is the step that looks, the column the one it looks at: rows and columns are exchanged": (
            _masked(lambda a, b, length: a <= b < length)
        ),
        "True means that a step may look, not that it must not": _masked(
            lambda a, b, length: not b <= a < length
        ),
        "True means that a step may look; the future is what it must not see": _masked(
            lambda a, b, length: a < b < length
        ),
        "True means that a step may look; the future and the padding are what it must not see": _masked(
            lambda a, b, length: a < b or b >= length
        ),
        "give back True and False, not weights that add up to 1": lambda lengths, steps: (
            _masked(lambda a, b, length: b <= a < length)(lengths, steps)
            / np.arange(1, steps + 1)[:, None]
        ),
        "the steps of the padding look at nothing: their rows are False": _masked(
            lambda a, b, length: b <= a and b < length
        ),
        "the padding is not left out: only the future is": _masked(lambda a, b, length: b <= a),
        "nothing is causal: a step may not look at words that come after it": _masked(
            lambda a, b, length: max(a, b) < length
        ),
        "nothing is causal, and the steps of the padding look at nothing": _masked(
            lambda a, b, length: b < length
        ),
        "nothing is causal, and nobody looks at the padding": _masked(
            lambda a, b, length: a < length
        ),
        "both must hold, causal and no padding: `and`, not `or`": _masked(
            lambda a, b, length: b <= a or max(a, b) < length
        ),
        "a sentence of so many words ends one step earlier: counting begins at 0": _masked(
            lambda a, b, length: b <= a <= length
        ),
        "the last word is a word, too": _masked(lambda a, b, length: b <= a < length - 1),
        "the first word is a word, too: counting begins at 0": _masked(
            lambda a, b, length: 1 <= b <= a < length
        ),
        "the words come first, then the padding": _told_steps(
            lambda a, b, length, steps: steps - length <= b <= a
        ),
        "a step of the padding does not even look at itself": _masked(
            lambda a, b, length: b <= a < length or a == b
        ),
        "a step may look at all that come before it, not only at itself": _masked(
            lambda a, b, length: a == b < length
        ),
        "a step may look at all that come before it, not only at itself and the last one": _masked(
            lambda a, b, length: a - 1 <= b <= a < length
        ),
        "each sentence has its own length, not that of the first": _of_first,
        "each sentence has its own length, not that of the shortest": _of_shortest,
        "each sentence has its own length, not that of the longest": _of_longest,
        "the last step of a row is a word where the sentence fills it": _told_steps(
            lambda a, b, length, steps: b <= a < min(length, steps - 1)
        ),
        "give back True and False, not what is added to scores": lambda lengths, steps: np.where(
            _masked(lambda a, b, length: b <= a < length)(lengths, steps), 0.0, -np.inf
        ),
        "give back True and False, not a large negative number that is added to scores": (
            lambda lengths, steps: np.where(
                _masked(lambda a, b, length: b <= a < length)(lengths, steps), 0.0, -1e9
            )
        ),
    },
    corners={
        "a sentence fills its row": lambda lengths, steps: max(lengths) == steps,
        "all sentences fill their rows": lambda lengths, steps: min(lengths) == steps,
        "a sentence has no word": lambda lengths, steps: min(lengths) == 0,
        "a sentence has one word": lambda lengths, steps: 1 in lengths,
        "there is one sentence": lambda lengths, steps: len(lengths) == 1,
        "there are as many sentences as steps": lambda lengths, steps: len(lengths) == steps,
        "there is one step": lambda lengths, steps: steps == 1,
    },
    axes=("sentence", "row", "column"),
)
