"""greedy-caption: many captions at once, each with its own words.

Built backwards: the captions come first, then a decoder that gives their words the highest scores.
"""

import numpy as np

from course.checks.base.compare import EXACT, differs
from course.checks.base.core import Case, Check
from course.checks.captions_questions._mistaken_writing import LOOPS, MARKS
from course.checks.captions_questions._shared import COLOURS, PLACES, SHAPES, some_of
from course.checks.captions_questions._writer import Writer

VOCABULARY = (
    ",", "a", "and", "the", "small", "large", *COLOURS, *SHAPES, *sorted({w for p in PLACES for w in p.split()})
)  # fmt: skip


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def drawn(lengths, room, **settings):
        return _case(rng, lengths, room, **settings)

    def lengths(count, low, high):
        return rng.integers(low, high, count).tolist()

    return [
        drawn([3, 1], 2),
        drawn([6, 2, 4], 5, mixed=True),
        drawn([size(3, 7)], 3, tempting=0.0),
        drawn([size(4, 7), size(1, 3), 0], 4, tempting=0.6),
        drawn(lengths(4, 2, 8), 100_000, mixed=True),
        drawn([7, 3, 5, size(1, 3)], -2, mixed=True, tempting=0.0),
        drawn([5] * size(2, 4), 0, tempting=0.5),
        drawn([0, 0], size(2, 6), mixed=True, tempting=0.3),
        drawn([size(4, 6), size(5, 8)], -3, centre=-40.0),
        drawn(lengths(3, 3, 6), 50, centre=-40.0, tempting=0.6),
        drawn(lengths(size(5, 8), 1, 7), 40, mixed=True, tempting=0.4),
        drawn([8, 1, size(5, 8)], 9, centre=-5e4, spread=900.0, tempting=0.5),
        drawn(lengths(3, 2, 6), 6, mixed=True, centre=0.5, spread=0.01),
        drawn([2, 9, 6], -8, tempting=0.6, mixed=True),
        drawn([3, size(6, 9), 3], 12, alike=True),
        drawn([9, size(2, 4), 7], -3, mixed=True, tempting=0.2),
        drawn(lengths(3, 3, 6), 7, centre=-3e4, spread=90.0, tempting=0.5),
    ]


def _case(rng, lengths, room, *, mixed=False, tempting=0.4, centre=-4.8, spread=8.0, alike=False):
    """Captions of so many words; `room`: how many more than the longest one's may be written.

    `mixed`: the marks have any ids. `alike`: two captions begin with the same words.
    """
    count = int(rng.integers(7, 13))
    words = [*MARKS, *some_of(rng, VOCABULARY, count)]
    if mixed:
        words = some_of(rng, words, len(words))
    marks = [words.index(mark) for mark in MARKS]
    others = [number for number in range(len(words)) if number not in marks]
    scripts = [rng.choice(others, length).tolist() for length in lengths]
    for script in scripts:
        script[2:3] = script[1:2] if len(script) > 2 else script[2:3]  # a word twice in a row
    if alike:
        scripts[1][:3] = scripts[0]
        scripts[2] = list(scripts[0])
    keys = rng.permutation(np.arange(10, 999))[: len(lengths)].tolist()
    decoder = Writer(
        dict(zip(keys, scripts, strict=True)), len(words), marks, tempting, centre, spread
    )
    states = np.zeros((len(lengths), 4))
    states[:, 0] = keys
    longest = max(max(lengths) + room, 1)
    right = [" ".join(words[number] for number in script[:longest]) for script in scripts]
    inputs = decoder, states, words, longest
    asks = f"{len(right)} captions of at most {longest} words"
    return Case(inputs, right, asks, _mistakes(inputs, scripts, right))


def _mistakes(inputs, scripts, right):
    """{hint: the captions that this mistake leads to}."""
    _, _, words, longest = inputs
    whole = [[words[number] for number in script] for script in scripts]
    ended = [[*row, "<end>"][:longest] for row in whole]
    full = [row[:longest] for row in whole]
    most = max(map(len, full))

    def joined(rows):
        return [" ".join(row) for row in rows]

    def numbers(rows):
        return [[words.index(word) for word in row] for row in rows]

    return {
        "<end> says that a caption is over: it is no word of it": joined(ended),
        "<start> is read only: no caption has it": joined([["<start>", *row] for row in full]),
        "<start> and <end> are no words of a caption": joined([["<start>", *row] for row in ended]),
        "a caption has as many words as it needs, not one": joined([row[:1] for row in full]),
        "at most `longest` words": joined(whole),
        "at most `longest` words, not one more": joined([row[: longest + 1] for row in whole]),
        "`longest` words are allowed: yours have one less": joined(
            [row[: longest - 1] for row in whole]
        ),
        "`longest` counts words, <start> and <end> not: yours have two less": joined(
            [row[: max(longest - 2, 0)] for row in whole]
        ),
        "the last word of a caption is missing": joined([row[:-1] for row in full]),
        "the first word of a caption is missing": joined([row[1:] for row in full]),
        "captions stay with their pictures: yours are in reverse": right[::-1],
        "captions stay with their pictures: do not sort them": sorted(right),
        "captions stay with their pictures: those that end first do not come first": joined(
            sorted(full, key=len)
        ),
        "one caption for each picture, an empty one, too": [text for text in right if text],
        "one caption for each picture, not only the first": right[:1],
        "words with a space between them": ["".join(row) for row in full],
        "no space at the end": [f"{text} " if text else text for text in right],
        "no space at the beginning": [f" {text}" if text else text for text in right],
        "a text, not a list of words": full,
        "words, not their ids": numbers(full),
        "words, not their ids, even if you join them": [
            " ".join(map(str, row)) for row in numbers(full)
        ],
        "one text per caption, not one for all": " ".join(right),
        "a caption is not filled up with padding": joined(
            [[*row, *[""] * (most - len(row))] for row in full]
        ),
        "a word may come twice in a row": joined(
            [[b for a, b in zip([None, *row], row, strict=False) if a != b] for row in full]
        ),
        "a word may come again in a caption": joined([list(dict.fromkeys(row)) for row in full]),
        "words in the order in which they are written": joined([row[::-1] for row in full]),
        "of two captions that are alike, each counts": list(dict.fromkeys(right)),
    }


def _seen(decoder, states):
    """Ids that the decoder's own captions consist of, for corners: a list per caption."""
    found = []
    for key in states[:, 0].astype(int).tolist():
        pairs = sorted((step, word) for (one, step, _), word in decoder.next.items() if one == key)
        found.append([word for _, word in pairs][:-1])
    return found


def _lengths(decoder, states):
    return [len(row) for row in _seen(decoder, states)]


def _ranks(test):
    """Whether there is a step of a caption at which a test holds of its scores."""

    def holds(decoder, states, words, longest):
        return any(
            test(decoder, decoder._scores(*place)) for place in decoder.next if place[1] <= longest
        )

    return holds


CORNERS = {
    "there is one caption": lambda decoder, states, words, longest: len(states) == 1,
    "captions have different lengths": lambda decoder, states, words, longest: (
        len(set(_lengths(decoder, states))) > 1
    ),
    "all captions end at the same step": lambda decoder, states, words, longest: (
        len(states) > 1 and len(set(_lengths(decoder, states))) == 1
    ),
    "a caption is empty": lambda decoder, states, words, longest: 0 in _lengths(decoder, states),
    "all captions are empty": lambda decoder, states, words, longest: (
        not any(_lengths(decoder, states))
    ),
    "a caption is longer than `longest`": lambda decoder, states, words, longest: (
        max(_lengths(decoder, states)) > longest
    ),
    "all captions are longer than `longest`": lambda decoder, states, words, longest: (
        min(_lengths(decoder, states)) > longest
    ),
    "a caption has exactly `longest` words": lambda decoder, states, words, longest: (
        longest in _lengths(decoder, states)
    ),
    "`longest` is 1": lambda decoder, states, words, longest: longest == 1,
    "`longest` is far more than needed": lambda decoder, states, words, longest: longest > 1_000,
    "the ids of padding, <start> and <end> are 0, 1 and 2": (
        lambda decoder, states, words, longest: words[:3] == list(MARKS)
    ),
    "the ids of padding, <start> and <end> are others": (
        lambda decoder, states, words, longest: words[:3] != list(MARKS)
    ),
    "padding or <start> has the highest score": _ranks(
        lambda decoder, scores: scores.argmax() in decoder.marks[:2]
    ),
    "padding and <start> never have the highest score": (
        lambda *inputs: not CORNERS["padding or <start> has the highest score"](*inputs)
    ),
    "all scores are negative": _ranks(lambda decoder, scores: scores.max() < 0),
    "scores are far below -1,000": _ranks(lambda decoder, scores: scores.max() < -1_000),
    "a word stands twice in a row": lambda decoder, states, words, longest: any(
        one == two
        for row in _seen(decoder, states)
        for one, two in zip(row[:longest], row[1:longest], strict=False)
    ),
    "two captions begin alike, and go on differently": lambda decoder, states, words, longest: any(
        one[:2] == two[:2] and one != two and len(one) > 2
        for one in _seen(decoder, states)
        for two in _seen(decoder, states)
    ),
    "two captions are alike": lambda decoder, states, words, longest: (
        any(map(len, _seen(decoder, states)))
        and len(set(map(tuple, _seen(decoder, states)))) < len(states)
    ),
}


def _differs(value, expected, tolerance):
    """As `differs`; says as well what no caption may have."""
    text = differs(value, expected, tolerance)
    if text and isinstance(value, (list, tuple)) and len(value) == len(expected):
        for place, caption in enumerate(value):
            if isinstance(caption, str) and caption != expected[place]:
                marks = [mark for mark in MARKS[1:] if mark in caption]
                if marks:
                    return (
                        f"entry {place}, counted from 0: a caption is expected without {marks[0]}"
                    )
                if caption and caption.split(" ") != caption.split():
                    return (
                        f"entry {place}, counted from 0: expected words with one space between two, "
                        f"and none before, after or beside, got {caption!r}"
                    )
    return text


greedy_caption = Check(
    "greedy-caption",
    3,
    _cases,
    compare=_differs,
    tolerance=EXACT,
    mistakes=LOOPS,
    corners=CORNERS,
    axes=("caption",),
)
