"""collapse: the label of a path.

A case begins with its label, and a path is made that spells it.
"""

from itertools import groupby

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.ctc._shared import neighbours, planted, symbols_but

FAR = 1000  # Python keeps one object for each small int: `is` finds those alike, and not these


def _cases(rng):
    def drawn(size, symbols, blank):
        return rng.choice(symbols_but(blank, symbols), size).tolist()

    last, middle = int(rng.integers(7, 12)), int(rng.integers(3, 6))
    once = rng.permutation(symbols_but(last, last + 1))[: int(rng.integers(4, 7))].tolist()
    ends = _path(rng, drawn(4, 5, 0), 0)
    one, two = (int(place) for place in rng.permutation(symbols_but(middle, 9))[:2])
    silent = int(rng.integers(12, 100_000))
    return [
        _case([1, 0, 1, 2, 0], 0),  # the lecture's a-ab-
        _case([0, 1, 1, 0, 0, 1, 2, 2], 0),  # and -aa--abb
        _case(_path(rng, drawn(6, last + 1, last), last), last),
        _case(_path(rng, [0, *drawn(4, last + 1, last), 0], last, ends=False), last),
        _case(_path(rng, drawn(5, 9, middle), middle), middle),
        _case([one, one, two, one, two, two, two, one, one], middle),
        _case(_path(rng, once, last, blanks=0), last),
        _case([int(str(silent)) for _ in range(rng.integers(4, 9))], silent),
        _case([silent + 1], silent + 1),
        _case([one], middle),
        _case([], 0),
        _case(_path(rng, [0, 0, *drawn(3, 9, middle)], middle, ends=False), middle),
        *(
            _case(_path(rng, [first, *drawn(4, 9, middle)], middle, ends=False), middle)
            for first in (1, middle - 1, middle + 1)
        ),
        _case(_path(rng, [2, 2, 2, 2, *drawn(3, 4, 0)], 0), 0),
        _case([int(rng.integers(1, 5)), *ends, 0, 0], 0),
        _case(_far(rng, [*drawn(4, 9, 8), 3, 3]), FAR + 8),
        _case(_path(rng, drawn(90, 6, middle), middle), middle),
        _case(_path(rng, drawn(60, last + 1, last), last, blanks=1), last),
    ]


def _path(rng, label, blank, *, blanks=3, ends=True):
    """A path that spells a label, with up to so many blanks in each gap, and in front and at the end."""
    path = [blank] * int(rng.integers(1, 4)) if ends and blanks else []
    for place, symbol in enumerate(label):
        is_twin = place > 0 and symbol == label[place - 1]
        if place:
            path += [blank] * int(rng.integers(int(is_twin), max(blanks, int(is_twin)) + 1))
        path += [symbol] * int(rng.integers(1, 5))
    return path + ([blank] * int(rng.integers(1, 4)) if ends and blanks else [])


def _far(rng, label):
    """Large symbols, each an object of its own, the blank FAR + 8."""
    return [int(str(FAR + symbol)) for symbol in _path(rng, label, 8)]


def _case(path, blank):
    label = [symbol for symbol, _ in groupby(path)]
    return Case(
        (path, blank),
        [s for s in label if s != blank],
        "the label, a list of ints",
        planted(MISTAKES, (path, blank)),
    )


def _changed(change):
    """A function of the runs of a path, [(symbol, frames)], and of the blank."""

    def answer(path, blank):
        return change([(symbol, len(list(run))) for symbol, run in groupby(path)], blank)

    return answer


def _said(path, blank):
    return [symbol for symbol in path if symbol != blank]


def _firsts(path, blank):
    pieces = "".join("-" if symbol == blank else chr(symbol + 200) for symbol in path).split("-")
    return [ord(piece[0]) - 200 for piece in pieces if piece]


MISTAKES = {
    "merge repetitions first, then leave out the blanks: a blank keeps two equal symbols apart": (
        lambda path, blank: [symbol for symbol, _ in groupby(_said(path, blank))]
    ),
    "merge repetitions: a symbol that lasts several frames is one": _said,
    "leave out the blanks, at the end": _changed(lambda runs, blank: [s for s, _ in runs]),
    "the blank is the second argument, not always 0": _changed(
        lambda runs, blank: [s for s, _ in runs if s != 0]
    ),
    "0 is a symbol like any other, unless it is the blank": _changed(
        lambda runs, blank: [s for s, _ in runs if s not in (0, blank)]
    ),
    "the blank is the second argument, not always the largest number": _changed(
        lambda runs, blank: [s for s, _ in runs if s != max(runs)[0]]
    ),
    "only neighbours are merged: a symbol may come again later": (
        lambda path, blank: list(dict.fromkeys(_said(path, blank)))
    ),
    "only neighbours are merged, and the order stays: a set knows neither": (
        lambda path, blank: sorted(set(_said(path, blank)))
    ),
    "a repetition may be longer than two frames: it still is one symbol": _changed(
        lambda runs, blank: [s for s, n in runs if s != blank for _ in range((n + 1) // 2)]
    ),
    "a repetition may be longer than two frames: one of them is left, not all but one": _changed(
        lambda runs, blank: [s for s, n in runs if s != blank for _ in range(max(n - 1, 1))]
    ),
    "a repetition leaves one symbol, not none": _changed(
        lambda runs, blank: [s for s, n in runs if s != blank and n == 1]
    ),
    "a symbol of a single frame counts, too": _changed(
        lambda runs, blank: [s for s, n in runs if s != blank and n > 1]
    ),
    "the first symbol of the path counts, too": (
        lambda path, blank: [s for before, s in neighbours(path) if s not in (before, blank)]
    ),
    "the last symbol of the path counts, too": (
        lambda path, blank: [s for s, after in neighbours(path) if s not in (after, blank)]
    ),
    "between two blanks there may be several symbols": _firsts,
    "the symbols in the order of the path, not backwards": _changed(
        lambda runs, blank: [s for s, _ in runs if s != blank][::-1]
    ),
    "the symbols as they are: do not lower them by one": _changed(
        lambda runs, blank: [s - 1 for s, _ in runs if s != blank]
    ),
    "the symbols as they are: do not lower those above the blank": _changed(
        lambda runs, blank: [s - (s > blank) for s, _ in runs if s != blank]
    ),
    "the symbols, not the frames in which they begin": (
        lambda path, blank: [
            t for t, s in enumerate(path) if s != blank and (not t or s != path[t - 1])
        ]
    ),
    "the symbols, not how long each lasts": _changed(
        lambda runs, blank: [n for s, n in runs if s != blank]
    ),
    "the symbols alone, without how long each lasts": _changed(
        lambda runs, blank: [(s, n) for s, n in runs if s != blank]
    ),
    "the symbols, not how many there are": _changed(
        lambda runs, blank: sum(s != blank for s, _ in runs)
    ),
    "a list of ints, not a text": _changed(
        lambda runs, blank: "".join(str(s) for s, _ in runs if s != blank)
    ),
    "the whole path, not only up to its first blank after a symbol": _changed(
        lambda runs, blank: _until_blank([s for s, _ in runs], blank)
    ),
    "leave out the blank itself, not the symbols above it as well": _changed(
        lambda runs, blank: [s for s, _ in runs if s < blank]
    ),
    "leave out the blank itself, not the symbols below it as well": _changed(
        lambda runs, blank: [s for s, _ in runs if s > blank]
    ),
}


def _until_blank(symbols, blank):
    found = []
    for symbol in symbols:
        if symbol != blank:
            found.append(symbol)
        elif found:
            break
    return found


def _label(given):  # of one argument: as a function of path and blank it would answer the exercise
    path, blank = given
    return [symbol for symbol, _ in groupby(path) if symbol != blank]


CORNERS = {
    "the path is empty": lambda path, blank: not path,
    "the path has one frame": lambda path, blank: len(path) == 1,
    "all frames are blanks": lambda path, blank: set(path) == {blank},
    "there is no blank in the path": lambda path, blank: bool(path) and blank not in path,
    "the blank is 0": lambda path, blank: blank == 0,
    "the blank is above all other symbols": lambda path, blank: bool(path) and blank > max(path),
    "the blank is between the other symbols": lambda path, blank: (
        bool(_said(path, blank)) and min(path) < blank < max(path)
    ),
    "the path begins with 0, which is not the blank": lambda path, blank: (
        path[:1] == [0] != [blank]
    ),
    "the path begins with a blank": lambda path, blank: path[:1] == [blank],
    "the path begins with a symbol": lambda path, blank: bool(path) and path[0] != blank,
    "the path ends with a symbol": lambda path, blank: bool(path) and path[-1] != blank,
    "a blank stands between two equal symbols": lambda path, blank: any(
        a == b for a, b in neighbours(_label((path, blank)))
    ),
    "a symbol comes again after another one": lambda path, blank: (
        len(_label((path, blank))) > len(set(_label((path, blank))))
        and not any(a == b for a, b in neighbours(_label((path, blank))))
    ),
    "two symbols follow on each other without a blank": lambda path, blank: any(
        a != b and blank not in (a, b) for a, b in neighbours(path)
    ),
    "a symbol lasts four frames": lambda path, blank: any(
        symbol != blank and len(list(run)) == 4 for symbol, run in groupby(path)
    ),
    "symbols are large numbers": lambda path, blank: blank > 256,
    "the path has a hundred frames": lambda path, blank: len(path) >= 100,
}

collapse = Check("collapse", 1, _cases, tolerance=EXACT, corners=CORNERS, axes=("symbol",))
