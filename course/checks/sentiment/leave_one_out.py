"""leave-one-out: what each word adds to the verdict on a review.

The influences come first; the critic's verdicts follow from them.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


class TinyCritic:
    """A net small enough to be a table: `critic(ids)` gives a number in 0..1 for each row.

    It reads words in their order and stops at the padding, so it takes every review for what it is.

    Args:
        table: dict of reviews (tuples of ids) to verdicts; any other review gets a number of its own.
    """

    def __init__(self, table):
        self.table = table

    def __call__(self, ids):
        ids = np.asarray(ids)
        if ids.ndim != 2:
            raise ValueError(
                f"verdict reads reviews as rows, (reviews, steps); this has the shape {ids.shape}"
            )
        return np.array([self._read(row) for row in ids.tolist()])

    def _read(self, row):
        words = tuple(int(word) for word in row if word != 0)
        if any(row[len(words) :]):
            raise ValueError("a 0 inside a review: padding belongs at its right end")
        if words in self.table:
            return self.table[words]
        place = 0.31
        for step, word in enumerate(words, 1):  # any rule will do that tells reviews apart
            place = (place * 1.7 + 0.377 * word * step + 0.113 * word) % 1
        return place

    def __repr__(self):
        return "verdict"


def _cases(rng):
    def draw(count):
        return rng.permutation(np.arange(2, 12))[:count].tolist()

    a, b, c, d, e, f, g = draw(7)
    return [
        _case(rng, draw(3), whole=rng.uniform(0.55, 0.7)),
        _case(rng, draw(6), whole=rng.uniform(0.3, 0.45), silent=2),
        _case(rng, [a, b, c, a, 1], whole=rng.uniform(0.55, 0.7)),
        _case(rng, draw(2), whole=rng.uniform(0.3, 0.45)),
        _case(rng, [d, 1, e, e, d, f, 1, g], whole=rng.uniform(0.55, 0.7)),
    ]


def _case(rng, ids, whole, silent=None):
    """whole: the verdict on all words. silent: the place of a word that has no influence."""
    right = rng.uniform(0.05, 0.28, len(ids)) * rng.choice([-1, 1], len(ids))
    right[0] = -abs(right[0])  # signs that differ tell sizes from differences
    right[-1] = abs(right[-1])
    if silent is not None:
        right[silent] = 0
    for place in range(1, len(ids)):
        if ids[place] == ids[place - 1]:  # whichever is left out, the same words stay
            right[place] = right[place - 1]
    table = {tuple(ids): whole}
    for place, influence in enumerate(right):
        table[tuple(ids[:place] + ids[place + 1 :])] = whole - influence
    critic = TinyCritic(table)

    def verdicts(*reviews):  # reviews of any lengths
        return np.array([critic([review])[0] for review in reviews])

    def shortened_review(word):  # as list.remove does it
        place = ids.index(word)
        return ids[:place] + ids[place + 1 :]

    places = range(len(ids))
    but_last, but_first = right.copy(), right.copy()
    but_last[-1] = but_first[0] = 0
    without = whole - right
    prefixes = verdicts(*(ids[: place + 1] for place in places))
    before = verdicts(*(ids[:place] for place in places))
    alone = verdicts(*([word] for word in ids))
    after = verdicts(*(ids[place + 1 :] for place in places))
    mistakes = {
        "the other way round: a word that pulls the verdict up gets a number above 0": -right,
        "these are the verdicts without each word: subtract them from that of the whole": without,
        "keep the sign: it says whether a word pulls up or down": abs(right),
        "a word that pulls the verdict down gets a number below 0, not 0": np.maximum(right, 0),
        "say how far the verdict falls, not only whether": np.sign(right),
        "the difference, not its share of the whole verdict": right / whole,
        "the difference, not its share of the verdict without the word": right / without,
        "the difference, not the quotient": whole / without,
        "the difference of the verdicts, not of their logarithms": np.log(whole / without),
        "the difference, not its square": right**2,
        "the difference as it is, not in percent": 100 * right,
        "do not round": np.round(right, 2),
        "all of yours are 0: does your array hold whole numbers only, as zeros_like(ids) does?": (
            np.zeros(len(ids))
        ),
        "leave out one word and keep the rest: these are the bars, the verdicts after each prefix": prefixes,
        "leave out one word and keep the rest: these are the bars, the verdicts after each prefix, "
        "measured from 0.5": prefixes - 0.5,
        "leave a word out of the whole review: the differences of the bars say what it does to the "
        "words before it": np.diff(prefixes, prepend=0.5),
        "leave a word out of the whole review: the differences of the bars say what it does to the "
        "words before it (and they give nothing for the first word)": np.diff(prefixes),
        "leave a word out of the whole review: the differences of the bars say what it does to the "
        "words before it (and the first is no verdict, but a difference, too)": (
            np.diff(prefixes, prepend=0)
        ),
        "leave a word out of the whole review: the differences of the bars say what it does to the "
        "words before it (and the first word has an influence, too)": (
            np.diff(prefixes, prepend=prefixes[0])
        ),
        "leave out one word and keep the rest: this is what each word adds to the prefix before it": (
            prefixes - before
        ),
        "leave out one word and keep those after it": whole - before,
        "leave out one word and keep those after it: a slice up to the word's own place holds it": (
            whole - prefixes
        ),
        "leave out one word and keep those before it: a list that pops stays shorter": whole - after,
        "these are the verdicts on each word alone": alone,
        "leave each word out: these are the rings, the verdicts on each word alone, measured from 0.5": (
            alone - 0.5
        ),
        "leave out one word, do not read it alone": whole - alone,
        "leave out only the word at this place, not all that are equal to it": (
            whole - verdicts(*([other for other in ids if other != word] for word in ids))
        ),
        "leave out only the word at this place, and keep the others in their order": (
            whole - verdicts(*(sorted(set(ids) - {word}) for word in ids))
        ),
        "leave out the word at place i: remove() takes the first one that is equal to it": (
            whole - verdicts(*(shortened_review(word) for word in ids))
        ),
        "leave the word out, do not put id 1 (an unknown word) in its place": (
            whole - verdicts(*(ids[:place] + [1] + ids[place + 1 :] for place in places))
        ),
        "leave out one word, not two": (
            whole - verdicts(*(ids[:place] + ids[place + 2 :] for place in places))
        ),
        "leave out the word at place i: pop() without a place takes the last": (
            np.full(len(ids), right[-1])
        ),
        "leave out the word at place i, not always the first": np.full(len(ids), right[0]),
        "number i belongs to word i: yours are shifted": np.roll(right, -1),
        "number i belongs to word i: yours are shifted by one": np.roll(right, 1),
        "word 0 comes first": right[::-1],
        "compare with the verdict on the whole review, not with 0.5": 0.5 - without,
        "compare with the verdict on the whole review": without - 0.5,
        "compare with the verdict on the whole review, not with 1": 1 - without,
        "one number for each word, not their sum": float(right.sum()),
        "one number for each word, not their mean": float(right.mean()),
        "one number for each word: the one at place 0 counts too": right[1:],
        "one number for each word: the last counts too": right[:-1],
        "the last word has an influence too": but_last,
        "the first word has an influence too": but_first,
        "one number for each word, in one row": right[:, None],
        "one number for each word: an array of one axis": right[None],
        "the differences as they are, not their shares of the sum": right / right.sum(),
        "the differences as they are, not their shares of the largest": right / abs(right).max(),
    }  # fmt: skip
    asks = f"{len(ids)} numbers, what each word adds to the verdict"
    places = {
        "at the first word": np.arange(len(ids)) == 0,
        "at the last word": np.arange(len(ids)) == len(ids) - 1,
        "at words that occur more than once": np.array([ids.count(word) > 1 for word in ids]),
        "at words that pull the verdict down": right < 0,
        "at words that pull the verdict up": right > 0,
    }
    return Case((critic, np.array(ids)), right, asks, mistakes, places)


def _whole(verdict, ids):
    return verdict(ids[None])[0]


leave_one_out = Check(
    "leave-one-out",
    2,
    _cases,
    tolerance=Tolerance(
        0.0, absolute=1e-6
    ),  # verdicts in 0..1; float32 rounds each by 6e-8 at most
    axes=("word",),
    corners={
        "a review has two words": lambda verdict, ids: len(ids) == 2,
        "a word occurs more than once": lambda verdict, ids: len(set(ids)) < len(ids),
        "the same word stands twice side by side": lambda verdict, ids: (ids[1:] == ids[:-1]).any(),
        "a word has id 1": lambda verdict, ids: (ids == 1).any(),
        "the verdict on the whole is above 0.5": lambda verdict, ids: _whole(verdict, ids) > 0.5,
        "the verdict on the whole is below 0.5": lambda verdict, ids: _whole(verdict, ids) < 0.5,
        "a word has no influence": lambda verdict, ids: (
            list(verdict.table.values()).count(_whole(verdict, ids)) > 1
        ),
    },
)
