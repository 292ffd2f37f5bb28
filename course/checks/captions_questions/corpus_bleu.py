"""corpus-bleu: BLEU of all captions together, not smoothed.

N-grams are struck off the reference one by one; the rest is exact fractions, and a logarithm at the end.
"""

import math
from collections import Counter
from fractions import Fraction
from functools import lru_cache

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.captions_questions._shared import (
    COLOURS,
    PLACES,
    SHAPES,
    one_of,
    planted,
    some_of,
)

ROUNDING = Tolerance(2e-6)  # quotients, a root and a power, in float32


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def drawn(longest, *edits, **settings):
        return _case(rng, longest, edits, **settings)

    def many(low, high):
        return [size(0, 3) for _ in range(size(low, high))]

    the, cat, sat = some_of(rng, COLOURS, 3)
    first, second = _true(rng, 3), _true(rng, 2)
    return [
        _made(["a red star".split()], ["a red square".split()], 1),
        _made(["a red square top left".split()], ["a blue square top left".split()], 2),
        _made([[the] * size(5, 9)], [[the, cat, the, sat, cat, the, *sat.split()]], 1),
        _made([[the, the, cat, the, the]], [[the, the, sat, cat, the]], 2),
        _made([first, second], [first, second], 4),
        _made([second[:4], first], [second, first], size(2, 5)),
        _made([first + second, second], [first, second], size(2, 5)),
        _made([first + ["a"] * size(7, 12), second[:5]], [first, second], 2),
        _made([["x", "y", "z"], first[::-1]], [second, ["u", "v"]], size(1, 5)),
        _made([first[::2], second], [second, first], 4),
        _made([[], second, first[:-2]], [first, second, first], 3),
        _made([[the]], [[the, cat][: size(1, 3)] + [sat]], 1),
        _made([[], []], [first, second], size(1, 5)),
        _made([[]], [second], 1),
        _made([["a", "top", "at"]], [["at", "op", "a"]], 2),  # "at" + "op" is no "a" + "top"
        _made([["pink"], ["and"], second], [["red"], ["a"], second], 2),
        _made([["x", "y"], ["and"], first], [["red", "y"], ["a"], first], 3),
        _made([[], first], [second[:1], first], 2),
        _made([["a"], ["a", "red"], second], [first, ["a", "red", "star"], second], 4),
        _made([["a"], ["red"]], [["a"], ["red", "star"]], 2),
        _made([["a"], ["red"], ["a"]], [["a"], ["red", "star"], ["a"]], 1),
        _made([["a", "red"], [the, sat], first[:2]], [["a", "red", "star"], [the, cat], first], 3),
        _made([["a", the], [cat, the]], [["a", the, cat], [cat, "star"]], 4),
        _made([_broken(first, 1), second[:2]], [first, second], size(2, 4)),
        _made([_broken(second, 2), first[:2], _broken(first, 2)], [second, first, first], 3),
        _made([_broken(first, 3), _broken(second, 3)], [first, second], 4),
        drawn(4, *many(5, 9)),
        drawn(3, *many(9, 16), cut=3),
        drawn(2, *many(4, 8), cut=2),
        drawn(4, *many(9, 16), cut=1),
        drawn(1, *many(3, 6), cut=4),
        drawn(3, *many(4, 8), more=2),
        drawn(2, *many(3, 7), more=1),
        drawn(4, *many(12, 18), more=1, cut=2),
        drawn(2, *many(5, 9), swaps=2, silent=1, cut=2),
        drawn(3, *many(6, 9), swaps=1, silent=2, cut=1),
        drawn(4, *many(6, 9), swaps=1, silent=1, more=2),
    ]


def _true(rng, things):
    """The words of a caption of so many things."""
    texts = [
        f"a {one_of(rng, COLOURS)} {one_of(rng, SHAPES)} {place}"
        for place in sorted(some_of(rng, PLACES, things), key=PLACES.index)
    ]
    return " , ".join(texts).split()


def _broken(words, size):
    """The words with a wrong one after so many that are right, so that no longer n-gram is."""
    return [word for at in range(0, len(words), size) for word in [*words[at : at + size], "and"]]


def _case(rng, longest, edits, *, cut=0, more=0, swaps=0, silent=0):
    """A caption for each number of edits: words replaced, words cut off the end, words added to it.

    `swaps`: neighbours that change places in each. `silent`: captions without a word, beside these.
    """
    references = [_true(rng, int(rng.integers(2, 6))) for _ in edits]
    captions = []
    for reference, count in zip(references, edits, strict=True):
        words = list(reference)
        for place in rng.permutation(len(words))[:count]:
            words[place] = one_of(rng, [*COLOURS, *SHAPES, ",", "a"])
        words = words[: len(words) - int(rng.integers(0, 2 * cut + 1))]
        words += [one_of(rng, [*COLOURS, "a"]) for _ in range(int(rng.integers(0, 3 * more + 1)))]
        for place in rng.permutation(max(len(words) - 1, 0))[:swaps]:
            words[place : place + 2] = words[place : place + 2][::-1]
        captions.append(words)
    references += [_true(rng, 2) for _ in range(silent)]
    return _made(captions + [[] for _ in range(silent)], references, longest)


def _made(captions, references, longest):
    product = Fraction(1)
    for size in range(1, longest + 1):
        right = said = 0
        for caption, reference in zip(captions, references, strict=True):
            left = [reference[at : at + size] for at in range(1 + len(reference) - size)]
            for at in range(1 + len(caption) - size):
                said += 1
                if caption[at : at + size] in left:
                    left.remove(caption[at : at + size])
                    right += 1
        product *= Fraction(right, said) if said else 0
    expected = 0.0
    if product:
        short = Fraction(sum(map(len, references)), sum(map(len, captions)))
        expected = math.exp(math.log(product) / longest + min(0.0, 1.0 - float(short)))
    inputs = captions, references, longest
    asks = f"BLEU up to n-grams of {longest}, one number"
    return Case(inputs, expected, asks, planted(MISTAKES, inputs))


def _grams(words, size):
    return _kept_grams(tuple(words), size)


@lru_cache(maxsize=2048)
def _kept_grams(words, size):
    return Counter(words[at : at + size] for at in range(len(words) - size + 1))


def _clipped(one, other):
    return (one & other).total()


def _counts(captions, references, size, grams=_grams, common=_clipped, of=0):
    """Right n-grams and all of them, over all captions; `of` 1: those of the references."""
    pairs = [
        (grams(one, size), grams(other, size))
        for one, other in zip(captions, references, strict=True)
    ]
    return sum(common(*pair) for pair in pairs), sum(pair[of].total() for pair in pairs)


def _share(right, said):
    return right / said if said else 0.0


def _root(shares):
    product = math.prod(shares)
    return product ** (1 / len(shares)) if product > 0 else 0.0


def _brevity(captions, references):
    written, true = (sum(len(words) for words in part) for part in (captions, references))
    return math.exp(min(0.0, 1 - true / written)) if written else 0.0


def _by(
    *,
    share=_share,
    mean=_root,
    brevity=_brevity,
    sizes=lambda longest: range(1, longest + 1),
    change=lambda words: words,
    **counts,
):
    """BLEU with something else in place of one of its parts."""

    def answer(captions, references, longest):
        changed = list(map(change, captions)), list(map(change, references))
        shares = [share(*_counts(*changed, size, **counts)) for size in sizes(longest)]
        return brevity(*changed) * mean(shares) if shares else 0.0

    return answer


def _shorter(rule):
    """Another penalty: a function of the words written and of the true ones."""

    def brevity(captions, references):
        written, true = (sum(len(words) for words in part) for part in (captions, references))
        return rule(written, true) if written else 0.0

    return _by(brevity=brevity)


def _mean_of_sentences(captions, references, longest):
    pairs = zip(captions, references, strict=True)
    return sum(_by()([one], [two], longest) for one, two in pairs) / len(captions)


def _mean_shares(captions, references, longest):
    """Precisions are means over the captions that have n-grams."""
    shares = []
    for size in range(1, longest + 1):
        found = [_counts([one], [two], size) for one, two in zip(captions, references, strict=True)]
        found = [right / said for right, said in found if said]
        shares.append(sum(found) / len(found) if found else 0.0)
    return _root(shares) * _brevity(captions, references)


def _as_one_text(captions, references, longest):
    joined = [[word for words in texts for word in words] for texts in (captions, references)]
    return _by()([joined[0]], [joined[1]], longest)


def _clipped_together(captions, references, longest):
    """N-grams of all captions against those of all references."""
    shares = []
    for size in range(1, longest + 1):
        one, other = (
            sum((_grams(w, size) for w in texts), Counter()) for texts in (captions, references)
        )
        shares.append(_share(_clipped(one, other), one.total()))
    return _root(shares) * _brevity(captions, references)


def _mean_penalty(captions, references):
    """The penalty is that of each caption, in the mean."""
    pairs = zip(captions, references, strict=True)
    return sum(_brevity([one], [two]) for one, two in pairs) / len(captions)


def _smoothed(add, first=1):
    """So much is added to both counts, from n-grams of a size on."""

    def answer(captions, references, longest):
        shares = []
        for size in range(1, longest + 1):
            right, said = _counts(captions, references, size)
            extra = add if size >= first else 0
            shares.append(_share(right + extra, said + extra))
        return _root(shares) * _brevity(captions, references)

    return answer


def _sum_of(one, other):
    return sum(count for gram, count in one.items() if gram in other)


def _kinds(one, other):
    return len(one.keys() & other.keys())


def _set_grams(words, size):
    return Counter(set(_grams(words, size)))


def _sorted_grams(words, size):
    grams = (tuple(sorted(words[at : at + size])) for at in range(len(words) - size + 1))
    return Counter(grams)


def _apart(words, size):
    """N-grams that do not overlap."""
    return Counter(tuple(words[at : at + size]) for at in range(0, len(words) - size + 1, size))


def _one_less(words, size):
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size))


def _with_rests(words, size):
    """Pieces at the end that are shorter than n, too."""
    return Counter(tuple(words[at : at + size]) for at in range(len(words)))


def _changed(change):
    return lambda captions, references, longest: change(_by()(captions, references, longest))


def _log_mean(shares):
    return math.exp(sum(math.log(share + 1e-9) for share in shares) / len(shares))


def _weighted(captions, references, longest):
    return _by(mean=lambda shares: math.prod(shares) ** 0.25)(captions, references, longest)


MISTAKES = {
    "count over all captions, then divide once: do not average the BLEU of each": _mean_of_sentences,
    "count over all captions, then divide once: do not average the precision of each": _mean_shares,
    "captions that are too short lower BLEU: the penalty is missing, or counts captions, not words": _by(
        brevity=lambda captions, references: 1.0
    ),
    "the penalty is 1 where c is not below r: long captions lose nothing by it": _shorter(
        lambda c, r: math.exp(1 - max(c / r, r / c))
    ),
    "the penalty is 1 where c is not below r: long captions gain nothing": _shorter(
        lambda c, r: math.exp(min(1 - r / c, 50))
    ),
    "the penalty is e to the power of 1 - r / c, not of 1 - c / r": _shorter(
        lambda c, r: math.exp(1 - c / r) if c < r else 1.0
    ),
    "the penalty is e to the power of 1 - r / c, not c / r itself": _shorter(
        lambda c, r: min(1.0, c / r)
    ),
    "the penalty is e to the power of 1 - r / c: your 1 is missing": _shorter(
        lambda c, r: math.exp(-r / c) if c < r else 1.0
    ),
    "the penalty is for all captions together, not a mean of each one's": _by(
        brevity=_mean_penalty
    ),
    "c and r count words, not characters": _by(
        brevity=lambda captions, references: _brevity(
            ["".join(words) for words in captions], ["".join(words) for words in references]
        )
    ),
    "the penalty goes with all words, not with the first caption's": _by(
        brevity=lambda captions, references: _brevity(captions[:1], references[:1])
    ),
    "the penalty multiplies once: do not take the root of it, too": _by(
        brevity=lambda captions, references: math.sqrt(_brevity(captions, references))
    ),
    "an n-gram is right only as often as it is in the reference": _by(common=_sum_of),
    "an n-gram may be right more than once": _by(common=_kinds),
    "count n-grams as often as they come: sets forget it": _by(grams=_set_grams),
    "divide by the n-grams of the captions, not by those of the references": _by(of=1),
    "n-grams are within a caption: they do not reach into the next one": _as_one_text,
    "each caption has its own reference: n-grams of another one do not count": _clipped_together,
    "the geometric mean, not the arithmetic one": _by(
        mean=lambda shares: sum(shares) / len(shares)
    ),
    "the geometric mean has a root: yours is the product": _by(mean=math.prod),
    "the N-th root, not always the fourth": _weighted,
    "the N-th root, not always the square root": _by(
        mean=lambda shares: math.prod(shares) ** 0.5
    ),
    "the geometric mean, not the harmonic one": _by(
        mean=lambda shares: len(shares) / sum(1 / s for s in shares) if all(shares) else 0.0
    ),
    "n-grams of all sizes up to N, not only the longest": _by(sizes=lambda longest: [longest]),
    "n-grams of all sizes up to N, not only single words": _by(sizes=lambda longest: [1]),
    "n-grams of all sizes up to N: yours end before N": _by(sizes=lambda longest: range(1, longest)),
    "n-grams of all sizes up to N, not up to N + 1": _by(
        sizes=lambda longest: range(1, longest + 2)
    ),
    "n-grams of all sizes from 1 on, not from 2": _by(
        sizes=lambda longest: range(2, longest + 1)
    ),
    "N is the third argument, not always 4": _by(sizes=lambda longest: range(1, 5)),
    "N is the third argument, not always 2": _by(sizes=lambda longest: range(1, 3)),
    "the words of an n-gram have an order": _by(grams=_sorted_grams),
    "n-grams overlap: one begins at each word": _by(grams=_apart),
    "the last n-gram of each text is missing": _by(grams=_one_less),
    "an n-gram has n words: pieces at the end are none": _by(grams=_with_rests),
    "n-grams of words, not of characters": _by(change=lambda words: list(" ".join(words))),
    "each word counts, commas, too": _by(
        change=lambda words: [word for word in words if word != ","]
    ),
    "no smoothing: 1 more in both counts is not asked for": _smoothed(1),
    "no smoothing: 1 more in both counts, from pairs on, is not asked for": _smoothed(1, first=2),
    "no smoothing: a size without right n-grams makes BLEU 0": _by(mean=_log_mean),
    "where there is no n-gram at all, BLEU is 0": _by(
        share=lambda right, said: right / said if said else 1.0
    ),
    "captions are the first argument, references the second": lambda captions, references, longest: (
        _by()(references, captions, longest)
    ),
    "a caption without words belongs to the test set, too: its reference counts": (
        lambda captions, references, longest: _by()(
            *map(list, zip(*[p for p in zip(captions, references, strict=True) if p[0]], strict=True))
            if any(captions) else ([], []), longest
        )
    ),
    "all captions, not only the first": lambda captions, references, longest: (
        _by()(captions[:1], references[:1], longest)
    ),
    "all captions, not only the last": lambda captions, references, longest: (
        _by()(captions[-1:], references[-1:], longest)
    ),
    "one number for the whole test set, not one for each caption": lambda captions, references, longest: (
        [_by()([one], [two], longest) for one, two in zip(captions, references, strict=True)]
    ),
    "between 0 and 1, no percent": _changed(lambda bleu: 100 * bleu),
    "do not round": _changed(lambda bleu: round(bleu, 2)),
    "BLEU itself, not its logarithm": _changed(lambda bleu: math.log(bleu) if bleu else -math.inf),
    "BLEU itself, not what is missing to 1": _changed(lambda bleu: 1 - bleu),
}  # fmt: skip


def _precisions(captions, references, longest):
    return [_share(*_counts(captions, references, size)) for size in range(1, longest + 1)]


def _surplus_of_all(captions, references):
    return sum(_surplus(captions, references))


def _changes(mistaken):
    """Whether a mistake makes a difference."""
    return lambda *inputs: abs(mistaken(*inputs) - _by()(*inputs)) > 1e-6


def _surplus(captions, references):
    return [len(one) - len(two) for one, two in zip(captions, references, strict=True)]


def _rights(captions, references, longest):
    return [_counts(captions, references, size)[0] for size in range(1, longest + 1)]


CORNERS = {
    "there is one caption": lambda captions, references, longest: len(captions) == 1,
    "there are more than ten captions": lambda captions, references, longest: len(captions) > 10,
    **{
        f"N is {number}": lambda captions, references, longest, number=number: longest == number
        for number in range(1, 5)
    },
    "captions are shorter than references, and BLEU is above 0": (
        lambda captions, references, longest: (
            _surplus_of_all(captions, references) < 0 < _by()(captions, references, longest)
        )
    ),
    "captions are longer than references, and BLEU is above 0": (
        lambda captions, references, longest: (
            _surplus_of_all(captions, references) > 0 < _by()(captions, references, longest)
        )
    ),
    "captions are shorter or longer than references, and BLEU is above 0": (
        lambda captions, references, longest: (
            _surplus_of_all(captions, references) != 0 < _by()(captions, references, longest)
        )
    ),
    "not all n-grams of a caption are right": lambda captions, references, longest: (
        min(_precisions(captions, references, longest)) < 1
    ),
    "precisions differ from n to n": lambda captions, references, longest: (
        len({*_precisions(captions, references, longest)}) > 1
    ),
    "precisions differ from n to n, and none is 0": lambda captions, references, longest: (
        len({0.0, *_precisions(captions, references, longest)}) > 2
        and min(_precisions(captions, references, longest)) > 0
    ),
    "captions are as long as references": lambda captions, references, longest: (
        _surplus_of_all(captions, references) == 0
    ),
    "a caption is shorter than its reference, another one is longer": (
        lambda captions, references, longest: (
            min(_surplus(captions, references)) < 0 < max(_surplus(captions, references))
        )
    ),
    "one word is written in all": lambda captions, references, longest: (
        sum(map(len, captions)) == 1
    ),
    "all captions are right": lambda captions, references, longest: captions == references,
    "no word is right, but some are written": lambda captions, references, longest: (
        any(captions) and not _rights(captions, references, 1)[0]
    ),
    "words are right, but no n-grams of N": lambda captions, references, longest: (
        _rights(captions, references, longest)[0] > 0 == _rights(captions, references, longest)[-1]
    ),
    "a caption is empty": lambda captions, references, longest: [] in captions and any(captions),
    "all captions are empty": lambda captions, references, longest: not any(captions),
    "no caption has N words, but some have any": lambda captions, references, longest: (
        0 < max(map(len, captions)) < longest
    ),
    "a caption has fewer than N words, another one more": lambda captions, references, longest: (
        0 < min(map(len, captions)) < longest <= max(map(len, captions))
    ),
    "a caption has an n-gram more often than its reference": _changes(_by(common=_sum_of)),
    "a caption is right in an n-gram twice": _changes(_by(common=_kinds)),
    "a caption has n-grams of another reference": _changes(_clipped_together),
    "n-grams are right but for the order of their words": _changes(_by(grams=_sorted_grams)),
    "captions have different BLEU": _changes(_mean_of_sentences),
    "there is a comma": _changes(_by(change=lambda words: [word for word in words if word != ","])),
}  # fmt: skip

corpus_bleu = Check("corpus-bleu", 2, _cases, tolerance=ROUNDING, corners=CORNERS)
