"""pair-count: how many training pairs some sentences give.

Every pair is put on a list, then the list is counted.
"""

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check


def _cases(rng):
    short, wide = int(rng.integers(3, 6)), int(rng.integers(4, 7))
    same, *others = (int(number) for number in rng.choice(range(8, 25), 4, replace=False))
    longest = int(rng.integers(2 * wide + 2, 3 * wide + 2))
    return [
        _case([9], 2),  # the lecture's sentence
        _case([int(rng.integers(10, 60))], 1),
        _case([short, short + int(rng.integers(1, 4))], short + int(rng.integers(4, 8))),
        _case([others[0], 1, same, same, 2], 1),
        _case([wide, 1, longest, 2, wide + 1], wide),
        _case([int(rng.integers(4, 9))], int(rng.integers(9, 13))),
        _case([others[1], same, same, 3, others[2]], int(rng.integers(6, 8))),
    ]


def _case(lengths, window):
    places = [(i, j) for size in lengths for i in range(size) for j in range(size) if i != j]
    right = len([1 for i, j in places if abs(i - j) <= window])
    return Case((lengths, window), right, "a whole number, the number of pairs")


def _count(lengths, allowed):
    """How many places i, j of some sentences have an allowed distance j - i."""
    return sum(allowed(j - i) for size in lengths for i in range(size) for j in range(size))


MISTAKES = {
    "neighbours lie on both sides: (the, quick) and (quick, the) are two pairs": (
        lambda lengths, window: _count(lengths, lambda d: 0 < d <= window)
    ),
    "the first and the last words of a sentence have fewer neighbours": (
        lambda lengths, window: 2 * window * sum(lengths)
    ),
    "a word is not its own neighbour": (
        lambda lengths, window: _count(lengths, lambda d: abs(d) <= window)
    ),
    "a pair never reaches into the next sentence": (
        lambda lengths, window: _count([sum(lengths)], lambda d: 0 < abs(d) <= window)
    ),
    "the window is the reach to each side, not to both together": (
        lambda lengths, window: _count(lengths, lambda d: 0 < abs(d) <= window / 2)
    ),
    "look at all sentences, not only at the first": (
        lambda lengths, window: _count(lengths[:1], lambda d: 0 < abs(d) <= window)
    ),
    "look at all sentences, not only at the last": (
        lambda lengths, window: _count(lengths[-1:], lambda d: 0 < abs(d) <= window)
    ),
    "look at all sentences: the first is missing": (
        lambda lengths, window: _count(lengths[1:], lambda d: 0 < abs(d) <= window)
    ),
    "look at all sentences: the last is missing": (
        lambda lengths, window: _count(lengths[:-1], lambda d: 0 < abs(d) <= window)
    ),
    "two sentences of the same length count twice": (
        lambda lengths, window: _count(set(lengths), lambda d: 0 < abs(d) <= window)
    ),
    "add the sentences up: one number": (
        lambda lengths, window: [_count([size], lambda d: 0 < abs(d) <= window) for size in lengths]
    ),
    "every distance up to the window counts, not only the window itself": (
        lambda lengths, window: _count(lengths, lambda d: abs(d) == window)
    ),
    "the distance may be as large as the window": (
        lambda lengths, window: _count(lengths, lambda d: 0 < abs(d) < window)
    ),
    "a window can be longer than a sentence: no sentence has fewer than 0 pairs, and no word "
    "more neighbours than the sentence has other words": (
        lambda lengths, window: sum(2 * window * n - window * (window + 1) for n in lengths)
    ),
    "a distance that is too long for a sentence gives no pairs, not 1 or 2": (
        lambda lengths, window: sum(
            2 * max(n - d, 1) for n in lengths for d in range(1, window + 1)
        )
    ),
    "a window limits how far a pair may reach": (
        lambda lengths, window: _count(lengths, lambda d: d != 0)
    ),
    "count pairs, not words": lambda lengths, window: sum(lengths),
    "a word at an edge has fewer neighbours, and the nearer to the edge the fewer": (
        lambda lengths, window: sum(2 * window * n - 2 * window * (window + 1) for n in lengths)
    ),
    "words whose window sticks out have neighbours too, only fewer": (
        lambda lengths, window: sum(2 * window * max(n - 2 * window, 0) for n in lengths)
    ),
    "the window reaches as far to the right as to the left, and range(a, b) ends before b": (
        lambda lengths, window: _count(lengths, lambda d: d != 0 and -window <= d < window)
    ),
    "a slice such as words[-1:1] counts from the end: start at 0 at the earliest": (
        lambda lengths, window: sum(
            len(range(n)[i - window : i]) + len(range(n)[i + 1 : i + 1 + window])
            for n in lengths
            for i in range(n)
        )
    ),
    "use the window that the function is given": (
        lambda lengths, window: _count(lengths, lambda d: 0 < abs(d) <= 2)
    ),
    "sentences shorter than the window have pairs, too": (
        lambda lengths, window: _count(
            [n for n in lengths if n > window], lambda d: 0 < abs(d) <= window
        )
    ),
    "the window is the largest distance, not one less": (
        lambda lengths, window: _count(lengths, lambda d: 0 < abs(d) <= window + 1)
    ),
    "each sentence loses pairs at both of its ends": (
        lambda lengths, window: sum(2 * window * n - window * (window + 1) // 2 for n in lengths)
    ),
}

CORNERS = {
    "there is only one sentence": lambda lengths, window: len(lengths) == 1,
    "two sentences are equally long": lambda lengths, window: len(set(lengths)) < len(lengths),
    "a sentence has only one word": lambda lengths, window: 1 in lengths,
    "a sentence is shorter than the window": lambda lengths, window: min(lengths) < window,
    "a sentence is as long as the window": lambda lengths, window: window in lengths,
    "a sentence has one word more than the window": lambda lengths, window: window + 1 in lengths,
    "all sentences are shorter than the window": lambda lengths, window: max(lengths) < window,
    "the window is 1": lambda lengths, window: window == 1,
}

pair_count = Check(
    "pair-count", 1, _cases, tolerance=EXACT, mistakes=MISTAKES, corners=CORNERS,
    untouched=True,
)  # fmt: skip
