"""pair-count: how many training pairs some sentences give.

Every pair is put on a list, then the list is counted.
"""

from course.checks.base.core import Case, Check


def _cases(rng):
    drawn = [int(number) for number in rng.integers(4, 12, 3)]
    return [
        _case([9], 2),  # the lecture's sentence
        _case([6, 4], 1),
        _case([2, 7, 3, 1], 4),  # a window longer than some sentences
        _case(drawn, int(rng.integers(2, 4))),
    ]


def _case(lengths, window):
    def number_of_pairs(allowed, sizes=lengths):
        places = [(i, j) for size in sizes for i in range(size) for j in range(size)]
        return len([1 for i, j in places if allowed(i, j)])

    def is_near(i, j):
        return 0 < abs(i - j) <= window

    right, total = number_of_pairs(is_near), sum(lengths)
    mistakes = {
        "neighbours lie on both sides: (the, quick) and (quick, the) are two pairs": right // 2,
        "the first and the last words of a sentence have fewer neighbours": 2 * window * total,
        "a word is not its own neighbour": right + total,
        "a pair never reaches into the next sentence": number_of_pairs(is_near, [total]),
        "the window is the reach to each side, not to both together": number_of_pairs(
            lambda i, j: 0 < abs(i - j) <= window / 2
        ),
        "look at all sentences, not only at the first": number_of_pairs(is_near, lengths[:1]),
        "look at all sentences, not only at the last": number_of_pairs(is_near, lengths[-1:]),
        "add the sentences up: one number": [number_of_pairs(is_near, [size]) for size in lengths],
        "every distance up to the window counts, not only the window itself": number_of_pairs(
            lambda i, j: abs(i - j) == window
        ),
        "the distance may be as large as the window": number_of_pairs(
            lambda i, j: 0 < abs(i - j) < window
        ),
        "a window can be longer than a sentence: no sentence has fewer than 0 pairs, and no word "
        "more neighbours than the sentence has other words": sum(
            2 * window * size - window * (window + 1) for size in lengths
        ),
        "a window limits how far a pair may reach": sum(size * (size - 1) for size in lengths),
        "count pairs, not words": total,
        "count the words at an edge only once": sum(
            2 * window * size - 2 * window * (window + 1) for size in lengths
        ),
        "words whose window sticks out have neighbours too, only fewer": sum(
            2 * window * max(size - 2 * window, 0) for size in lengths
        ),
        "the window reaches as far to the right as to the left, and range(a, b) ends before b": (
            number_of_pairs(lambda i, j: i != j and -window <= j - i < window)
        ),
        "a slice such as words[-1:1] counts from the end: start at 0 at the earliest": sum(
            len(range(size)[i - window : i]) + len(range(size)[i + 1 : i + 1 + window])
            for size in lengths
            for i in range(size)
        ),
        "use the window that the function is given": number_of_pairs(
            lambda i, j: 0 < abs(i - j) <= 2
        ),
        "sentences shorter than the window have pairs, too": number_of_pairs(
            is_near, [size for size in lengths if size > window]
        ),
        "the window is the largest distance, not one less": number_of_pairs(
            lambda i, j: 0 < abs(i - j) <= window + 1
        ),
        "each sentence loses pairs at both of its ends": sum(
            2 * window * size - window * (window + 1) // 2 for size in lengths
        ),
    }
    return Case((lengths, window), right, "a whole number, the number of pairs", mistakes)


pair_count = Check("pair-count", 1, _cases)
