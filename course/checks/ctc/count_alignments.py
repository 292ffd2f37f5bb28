"""count-alignments: how many paths of so many frames collapse to a label.

The paths are counted frame by frame, as far as each has come in the label: no formula is needed.
"""

from math import comb

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.ctc._shared import neighbours


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def alike(count, symbol):
        """Each symbol is an object of its own, as they are when they come from a file."""
        return [int(str(symbol)) for _ in range(count)]

    def far():
        return size(10_000, 1_000_000)

    few, some, many = size(3, 5), size(5, 8), size(18, 25)
    same = alike(2, far())
    return [
        _case(3, [4]),  # the lab's example
        _case(size(12, 90), []),
        _case(size(91, 400), []),
        _case(1, [far()]),
        _case(size(6, 30), [far()]),
        _case(few, [far(), *_other(rng, few - 1)]),
        _case(few + 1, [far(), *_other(rng, few + 4)]),
        _case(few + 2, [*_other(rng, few + 2), far()]),
        _case(2 * some - 2, alike(some, far())),
        _case(some, alike(some, far())),
        _case(2 * some - 1, alike(some, far())),
        _case(2 * some - 4, alike(some, far())),
        _case(size(9, 14), [far(), *_other(rng, few - 1)]),
        _case(size(12, 19), [*_other(rng, few), *alike(3, 0), *_other(rng, 2)]),
        _case(size(14, 20), [*alike(2, 3), *alike(2, 5), 3, *alike(2, 7), 5]),
        _case(size(12, 19), [6, *_other(rng, few), 6]),
        _case(size(19, 25), [2, *_other(rng, some), *alike(2, 4), 2]),
        _case(size(60, 99), [*same, *_other(rng, some, 999), *alike(4, far()), far()]),
        _case(size(200, 300), [*_other(rng, many), *alike(4, 2)]),
        _case(size(430, 500), [*alike(5, 1), *_other(rng, many, 99), *alike(many, 6)]),
        _case(few, [*_other(rng, some + 4), *alike(3, 1)]),
    ]


def _other(rng, count, most=9):
    """Symbols of which none is like the one before it, or like a 0, 2 or 6 at an end."""
    label = []
    while len(label) < count:
        symbol = int(rng.integers(1, most))
        if symbol not in (*label[-1:], 2, 6):
            label.append(symbol)
    return label


def _case(frames, label):
    asks = "the number of paths, a whole number"
    return Case((frames, label), _walks(label, frames)[-1], asks)


def _walks(label, most):
    """How many paths of 1, 2, ..., most frames there are, a list."""
    places = range(2 * len(label) + 1)
    counts, found = [int(place < 2) for place in places], []
    for _ in range(most):
        found.append(sum(counts[-2:]))
        counts = [
            counts[place] + sum(counts[max(place - 1, 0) : place]) + _past(label, counts, place)
            for place in places
        ]
    return found


def _past(label, counts, place):
    """Paths that come past a blank to the symbol at this place."""
    symbol = place // 2
    is_free = place % 2 and symbol and label[symbol] != label[symbol - 1]
    return counts[place - 2] if is_free else 0


def _twins(label):
    return sum(a == b for a, b in neighbours(label))


def _formula(change):
    """A function of frames, length of the label and repeats."""

    def answer(frames, label):
        return change(frames, len(label), _twins(label))

    return answer


def _choices(whole, part):
    return comb(whole, part) if whole >= 0 <= part else 0


def _paths(frames, size, repeats):
    return _choices(frames + size - repeats, 2 * size)


def _begun(frames, size, repeats):
    if not size:
        raise IndexError("an empty label has no symbol to begin with")
    return _paths(frames, size, repeats)


def _changed(change):
    """A function of the right number and of the label."""
    return lambda frames, label: change(_paths(frames, len(label), _twins(label)), label)


def _by_states(wraps=False, past_symbols=False, in_place=False):
    """Counted state by state, with a mistake in the way from one frame to the next."""

    def answer(frames, label):
        states = range(2 * len(label) + 1)
        counts = [int(state < 2) for state in states]
        for _ in range(frames - 1):
            after = counts if in_place else list(counts)
            for state in states:
                is_odd = state % 2 == 1
                free = (
                    past_symbols
                    or is_odd
                    and (state == 1 or label[state // 2] != label[state // 2 - 1])
                )
                steps = [1, 2] if free else [1]
                after[state] += sum(counts[state - by] for by in steps if wraps or state >= by)
            counts = after
        return sum(counts[-2:])

    return answer


MISTAKES = {
    "two equal symbols that follow on each other need a blank between them": _formula(
        lambda t, u, r: comb(t + u, 2 * u)
    ),
    "only equal symbols that follow on each other need a blank, not a symbol that comes again later": (
        lambda t, label: _paths(t, len(label), len(label) - len(set(label)))
    ),
    "three equal symbols in a row need two blanks between them": lambda t, label: _paths(
        t, len(label), _twins(_without_triplets(label))
    ),
    "two different symbols need no blank between them": _formula(
        lambda t, u, r: _choices(t + 1, 2 * u)
    ),
    "there may be blanks, in front, between and at the end": _formula(
        lambda t, u, r: comb(t - 1, u - 1)
    ),
    "a symbol may last several frames: you count only where each of them stands": _formula(
        lambda t, u, r: comb(t, u)
    ),
    "you count the paths of one frame less: are those missing that begin or end with a symbol?": (
        _formula(lambda t, u, r: _paths(t - 1, u, r))
    ),
    "you count the paths of two frames less: a path may begin and end with a symbol, too": _formula(
        lambda t, u, r: _paths(t - 2, u, r) if t > 1 else int(u == 0)
    ),
    "a path may begin with a blank, and it may end with one": _formula(
        lambda t, u, r: _begun(t, u, r) - _begun(t - 1, u, r)
    ),
    "a path may begin and end with a blank: you count those that do neither": _formula(
        lambda t, u, r: _begun(t, u, r) - 2 * _begun(t - 1, u, r) + _begun(t - 2, u, r)
    ),
    "the number of paths that collapse to the label, not of all paths of these symbols": (
        lambda t, label: (len(set(label)) + 1) ** t
    ),
    "that is one frame too many": _formula(lambda t, u, r: _paths(t + 1, u, r)),
    "paths of exactly so many frames, not of fewer as well": _formula(
        lambda t, u, r: sum(_paths(frames, u, r) for frames in range(1, t + 1))
    ),
    "an empty label has a path, too: nothing but blanks": _changed(lambda n, label: n if label else 0),
    "a label that does not fit has no path": _changed(lambda n, label: max(n, 1)),
    "a label that does not fit has no path: the answer is 0, not -1": _changed(
        lambda n, label: n or -1
    ),
    "exact: a float has room for 16 digits only": _changed(
        lambda n, label: int(float(n)) if n < 10**300 else n
    ),
    "exact: 64 bits are too few, Python's own ints have no limit": _changed(
        lambda n, label: (n + 2**63) % 2**64 - 2**63
    ),
    "each repeat takes a frame away, it does not add one": _formula(
        lambda t, u, r: comb(t + u + r, 2 * u)
    ),
    "each symbol has two borders that can be chosen, its first frame and its last one": _formula(
        lambda t, u, r: _choices(t + u - r, u)
    ),
    "the number of paths, not of the frames that are left over": _formula(
        lambda t, u, r: max(t - u - r, 0)
    ),
    "how many paths there are, not whether there is one": _formula(lambda t, u, r: int(t >= u + r)),
    "a symbol may last one frame, so that its first frame is its last one as well": _formula(
        lambda t, u, r: comb(t, 2 * u)
    ),
    "a path may go past a blank, but not past a symbol": _by_states(past_symbols=True),
    "what comes before the first state is nothing: index -1 is the last one": _by_states(wraps=True),
    "a frame's numbers come from those of the frame before: do not overwrite what is still needed": (
        _by_states(in_place=True)
    ),
    "a repeat takes one frame away, not two": _formula(lambda t, u, r: _paths(t - r, u, r)),
}  # fmt: skip


def _without_triplets(label):
    """A label in which three or more equal symbols in a row are only two."""
    return [s for place, s in enumerate(label) if place < 2 or {s} != {*label[place - 2 : place]}]


def _left(frames, label):
    return frames - len(label) - _twins(label)


CORNERS = {
    "the label is empty": lambda frames, label: not label,
    "the label is one symbol": lambda frames, label: len(label) == 1,
    "there is one frame": lambda frames, label: frames == 1,
    "the label has more symbols than there are frames": lambda frames, label: len(label) > frames,
    "the label fits only without the blanks that it needs": lambda frames, label: (
        len(label) <= frames < len(label) + _twins(label)
    ),
    "there is exactly one path, with a symbol in every frame": lambda frames, label: (
        frames == len(label) and not _twins(label)
    ),
    "there is exactly one path, with blanks": lambda frames, label: (
        frames == len(label) + _twins(label) > len(label)
    ),
    "the label has no repeats, and frames are left over": lambda frames, label: (
        len(label) > 1 and not _twins(label) and frames > len(label)
    ),
    "two equal symbols follow on each other": lambda frames, label: _twins(label) > 0,
    "three equal symbols follow on each other": lambda frames, label: any(
        len({*label[place : place + 3]}) == 1 for place in range(len(label) - 2)
    ),
    "a symbol comes again, but not right after itself": lambda frames, label: (
        len(set(label)) < len(label) and not _twins(label)
    ),
    "a symbol is 0": lambda frames, label: 0 in label,
    "symbols are large numbers": lambda frames, label: max(label, default=0) > 256,
    "two equal large numbers follow on each other": lambda frames, label: any(
        a == b > 256 for a, b in neighbours(label)
    ),
    "the label is not empty, and fits": lambda frames, label: (
        bool(label) and _left(frames, label) >= 0
    ),
    "there are more frames than the label needs": lambda frames, label: _left(frames, label) > 0,
    "two equal symbols follow on each other, and the label fits": lambda frames, label: (
        _twins(label) > 0 and _left(frames, label) >= 0
    ),
    "two equal symbols follow on each other, and the label would fit without a blank between them": (
        lambda frames, label: _twins(label) > 0 and frames >= len(label)
    ),
    "there is a symbol, and more than one frame": lambda frames, label: bool(label) and frames > 1,
    "the number of paths is beyond 2**53": lambda frames, label: _walks(label, frames)[-1] > 2**53,
    "the number of paths is beyond 2**64": lambda frames, label: _walks(label, frames)[-1] > 2**64,
    "there are hundreds of frames": lambda frames, label: frames >= 200,
}

count_alignments = Check(
    "count-alignments", 1, _cases, tolerance=EXACT, mistakes=MISTAKES, corners=CORNERS
)
