"""alignment-agreement: the share of target words whose attention points at a word that they translate.

Cases begin with what each target word is to be: agreeing or not, by what kind of weights, or not counted.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check

AGREES, FAINT, TWO, ALL = "agrees", "agrees, faint", "agrees, two links", "all are linked"
MISSES, TIE, PADDING, SPLIT = "misses", "a tie", "looks at padding", "two links against one"
UNLINKED, EMPTY = "no link", "padding"
BOTH, TOGETHER = "agrees, two links with nearly all", "agrees, two links with half together"
GOOD = (AGREES, FAINT, TWO, ALL, BOTH, TOGETHER)


def _cases(rng):
    def some(*kinds):
        return rng.permutation(kinds).tolist()

    def many(*kinds):
        """Target words of these kinds, each up to three times."""
        return some(*np.repeat(kinds, rng.integers(1, 4, len(kinds))))

    def rich(*more):
        full, less = (
            (AGREES, FAINT, MISSES, TIE, SPLIT, UNLINKED),
            (TWO, BOTH, TOGETHER, PADDING, UNLINKED),
        )
        return [
            many(*full, ALL),
            many(AGREES, MISSES, *less),
            *more,
            many(*full, *less),
            many(*full, *less),
        ]

    few, bare = int(rng.integers(5, 8)), [UNLINKED] * 2
    wide = (rich(bare), rich(bare), rich(), rich()[:2], rich(bare)[1:], rich(), rich(), rich())
    return [
        _case(rng, [[AGREES, MISSES, UNLINKED]], sources=3),
        _case(rng, [some(AGREES, MISSES, FAINT, TIE, PADDING)], 6),
        *[_case(rng, rows, few + number % 2 + 1) for number, rows in enumerate(wide)],
        _case(rng, [many(AGREES, MISSES, UNLINKED), bare, many(SPLIT, TWO, TIE)], 6),
        _case(rng, [some(TIE, TIE, AGREES, UNLINKED), some(TIE, FAINT)], few),
        _case(
            rng,
            [some(TWO, SPLIT, SPLIT, TWO, MISSES), some(TWO, SPLIT, FAINT, UNLINKED, UNLINKED)],
            few,
        ),
        _case(rng, [some(ALL, MISSES, FAINT), some(ALL, TIE, UNLINKED)], 4),
        _case(rng, [many(TIE, PADDING, MISSES, UNLINKED), many(MISSES, SPLIT)], few),
        _case(rng, [many(AGREES, FAINT, TWO, UNLINKED), many(FAINT, AGREES)], few),
        _case(rng, [some(ALL, ALL, UNLINKED)], 1),
        _case(
            rng,
            [some(AGREES, FAINT, UNLINKED), many(AGREES, TWO, TIE, MISSES), some(FAINT, TWO)],
            few,
        ),
        _case(
            rng,
            [many(MISSES, AGREES), many(FAINT, SPLIT, PADDING), some(FAINT, TWO, UNLINKED)],
            few,
        ),
    ]


def _case(rng, kinds, sources):
    """kinds: of the target words of each sentence, to which padding is added up to the longest.

    The last one or two source words are padding, but in a sentence with a word to which all are linked.
    """
    targets = max(map(len, kinds))
    weights, links = np.zeros((2, len(kinds), targets, sources))
    agreeing = counted = 0
    for sentence, row in enumerate(kinds):
        words = sources if ALL in row else int(rng.integers(max(sources - 2, 2), sources))
        for target, kind in enumerate([*row, *[EMPTY] * (targets - len(row))]):
            made = _target(rng, kind, words, sources)
            weights[sentence, target], links[sentence, target] = made
            agreeing += kind in GOOD
            counted += kind not in (UNLINKED, EMPTY)
    asks = f"the share of {counted} target words that have a link"
    return Case((weights, links.astype(bool)), agreeing / counted, asks)


def _target(rng, kind, words, sources):
    """Weights and links (sources,) of one target word; the first `words` source words are no padding."""
    links = np.zeros(sources)
    first, second, *_ = [*rng.permutation(words), 0, 0]
    if kind not in (UNLINKED, EMPTY):
        links[first] = 1
    if kind in (TWO, SPLIT, BOTH, TOGETHER) and words > 2:
        links[second] = 1
    if kind == ALL:
        links[:] = 1
    heights = rng.permutation(np.arange(1, sources + 1)).astype(float)  # all different
    if rng.random() < 0.5:  # as a mask leaves it
        heights[words:] = 0
    linked, others = np.flatnonzero(links), np.flatnonzero(links == 0)
    others_here = others[others < words]
    top = sources + 2
    if kind == AGREES:
        heights[first] = sources**2  # more than all others together
    elif kind == BOTH:
        heights[[first, second]] = sources**2, sources**2 - 1
    elif kind == TOGETHER:
        heights[first] = max(heights[others].sum() - 1, top)
        heights[second] = heights[first] - 1
    elif kind in (FAINT, TWO):
        heights[first] = top
    elif kind == MISSES:
        heights[rng.choice(others_here)] = sources**2 if rng.random() < 0.5 else top
    elif kind == TIE:
        heights[[first, rng.choice(others)]] = top
    elif kind == PADDING:
        heights[first], heights[words:] = top, top + 1 + np.arange(sources - words)
    elif kind == SPLIT:  # both links together have more than the one that is not linked
        heights[linked], heights[rng.choice(others_here)] = top - 1, top
    while linked.size and others.size and _are_even(heights[linked], heights[others]):
        heights[np.where(heights > 0, heights, np.inf).argmin()] += 0.25
    return heights / heights.sum(), links  # equal heights make equal weights, in float32, too


def _are_even(linked, others):
    """Whether sums or means that a mistake may compare are equal, so that rounding decides; a tie is none."""
    one = linked.max() in (others.sum(), others.mean())
    several = linked.sum() in (others.sum(), others.max())
    return (one or several) and linked.max() != others.max()


def _shared(found):
    """The mistaken answer: the mean of what `found` makes of weights and links, over linked target words."""
    return lambda weights, links: float(found(weights, links)[links.any(axis=-1)].mean())


def _hits(weights, links):
    """Whether each target word (sentences, targets) agrees, for those that have a link."""
    order = np.where(links, -np.inf, weights).max(axis=-1)
    return ((weights > order[..., None]) & links).any(axis=-1)


def _counted(change):
    """The mistaken answer that counts something else; takes hits, which words are linked, weights, links."""

    def answer(weights, links):
        with np.errstate(all="ignore"):
            return float(change(_hits(weights, links), links.any(axis=-1), weights, links))

    return answer


def _pointed(weights, links, axis=-1):
    return np.take_along_axis(links, np.expand_dims(weights.argmax(axis), axis), axis).squeeze(axis)


def _last_of_ties(weights, links):
    return _pointed(weights[..., ::-1], links[..., ::-1])


def _some_tie(weights, links):
    return ((weights == weights.max(axis=-1, keepdims=True)) & links).any(axis=-1)


def _over(scores, chosen, axis=-1):
    return (scores * chosen).sum(axis) / chosen.sum(axis)


def _without_padding(weights, links):
    """Source words to which no target word is linked are taken for padding and left out."""
    return _hits(weights * links.any(axis=1, keepdims=True), links)


alignment_agreement = Check(
    "alignment-agreement",
    2,
    _cases,
    tolerance=Tolerance(1e-6),  # a quotient of small numbers, in float32, too
    mistakes={
        "a target word without a link is not counted: it cannot agree": _counted(
            lambda hits, linked, weights, links: (hits & linked).mean()
        ),
        "a target word without a link is not counted: it does not agree either": _counted(
            lambda hits, linked, weights, links: (hits | ~linked).mean()
        ),
        "a tie is no agreement: the first of equal weights does not win": _shared(_pointed),
        "a tie is no agreement: the last of equal weights does not win": _shared(_last_of_ties),
        "a tie is no agreement: more weight, not as much": _shared(_some_tie),
        "a target word without a link is not counted, and a tie is no agreement": (
            lambda weights, links: float(_pointed(weights, links).mean())
        ),
        "with several links any of them can be ahead, not only the first; and a tie is no agreement": _shared(
            lambda weights, links: weights.argmax(-1) == links.argmax(-1)
        ),
        "a target word without a link is not counted, and with several links any of them can be ahead": (
            lambda weights, links: float((weights.argmax(-1) == links.argmax(-1)).mean())
        ),
        "count target words, not links": lambda weights, links: float(
            (weights > np.where(links, -1, weights).max(-1, keepdims=True))[links].mean()
        ),
        "target words with several links are counted, too": _counted(
            lambda hits, linked, weights, links: hits[links.sum(-1) == 1].mean()
        ),
        "with several links one is enough: the others need not be as large": _shared(
            lambda weights, links: ((weights == weights.max(-1, keepdims=True)) == links).all(-1)
        ),
        "count words that agree: how much of all weight lies on links is something else": (
            lambda weights, links: float(weights[links].sum() / weights.sum())
        ),
        "count target words: in how many pairs of words the two arrays agree is something else": (
            lambda weights, links: float(
                ((weights == weights.max(-1, keepdims=True)) == links).mean()
            )
        ),
        "take all target words together: short sentences must not weigh more": _counted(
            lambda hits, linked, weights, links: np.mean(
                [h[known].mean() for h, known in zip(hits, linked, strict=True) if known.any()]
            )
        ),
        "take all target words together: a sentence without links has no share, and short ones must not "
        "weigh more": _counted(
            lambda hits, linked, weights, links: np.mean(
                [h[known].mean() for h, known in zip(hits, linked, strict=True)]
            )
        ),
        "take all target words together: short sentences must not weigh more, and a tie is no agreement": (
            lambda weights, links: float(
                np.mean(
                    [
                        hits[known].mean()
                        for hits, known in zip(
                            _pointed(weights, links), links.any(axis=-1), strict=True
                        )
                        if known.any()
                    ]
                )
            )
        ),
        "with several links one is enough: not all of them have to be ahead": _shared(
            lambda weights, links: (
                np.where(links, weights, np.inf).min(-1) > np.where(links, -1, weights).max(-1)
            )
        ),
        "with several links any of them can be ahead, not only the first": _shared(
            lambda weights, links: _hits(weights * ((links.cumsum(-1) == 1) | ~links), links)
        ),
        "with several links compare each of them alone with the others, not their sum": _shared(
            lambda weights, links: (weights * links).sum(-1) > np.where(links, -1, weights).max(-1)
        ),
        "compare with each of the others alone, not with their sum": _shared(
            lambda weights, links: np.where(links, weights, -1).max(-1) > (weights * ~links).sum(-1)
        ),
        "compare the largest weights, not the sums over linked words and over the others": _shared(
            lambda weights, links: (weights * links).sum(-1) > (weights * ~links).sum(-1)
        ),
        "it is enough to be ahead of all others: more than half of the weight is not asked": _shared(
            lambda weights, links: (np.where(links, weights, 0) > 0.5).any(-1)
        ),
        "compare with the largest of the others, not with their mean": _shared(
            lambda weights, links: (
                np.where(links, weights, -1).max(-1)
                > (weights * ~links).sum(-1) / np.maximum((~links).sum(-1), 1)
            )
        ),
        "count words that agree: how much weight the links have is something else": _shared(
            lambda weights, links: (weights * links).sum(-1)
        ),
        "count target words: the mean weight of a link is something else": _counted(
            lambda hits, linked, weights, links: weights[links].mean()
        ),
        "padding that has the most weight is no agreement: do not leave it out": _shared(
            _without_padding
        ),
        "ask for each target word which source word has the most weight, not the other way round": (
            lambda weights, links: float(_pointed(weights, links, axis=1)[links.any(axis=1)].mean())
        ),
        "ask for each target word which source word has the most weight, not the other way round; words "
        "without a link are not counted": (
            lambda weights, links: float(_pointed(weights, links, axis=1).mean())
        ),
        "divide by the target words that have a link, not by the number of links": _counted(
            lambda hits, linked, weights, links: (hits & linked).sum() / links.sum()
        ),
        "divide by the target words that have a link, not by the number of sentences": _counted(
            lambda hits, linked, weights, links: (hits & linked).sum() / len(hits)
        ),
        "return a share: divide by the target words that have a link": _counted(
            lambda hits, linked, weights, links: (hits & linked).sum()
        ),
        "that is the share that does not agree": _counted(
            lambda hits, linked, weights, links: 1 - hits[linked].mean()
        ),
        "a share is a number from 0 to 1, not a percentage": _counted(
            lambda hits, linked, weights, links: 100 * hits[linked].mean()
        ),
        "all sentences count, not only the first": _counted(
            lambda hits, linked, weights, links: hits[0][linked[0]].mean()
        ),
        "all sentences count, not only the last": _counted(
            lambda hits, linked, weights, links: hits[-1][linked[-1]].mean()
        ),
        "count target words that agree, not sentences in which all do": _counted(
            lambda hits, linked, weights, links: (hits | ~linked).all(axis=1).mean()
        ),
        "a word to which all source words are linked agrees": _shared(
            lambda weights, links: _hits(weights, links) & ~links.all(-1)
        ),
        "a link counts if it has the most weight, not if it has any": _shared(
            lambda weights, links: ((weights > 0) & links).any(-1)
        ),
        "compare with the links: the diagonal is not the alignment": _shared(
            lambda weights, links: weights.argmax(-1) == np.arange(weights.shape[1])
        ),
    },
    corners={
        "a target word has several links": lambda weights, links: (links.sum(-1) > 1).any(),
        "a target word has no link": lambda weights, links: not links.any(-1).all(),
        "no target word of a sentence has a link": lambda weights, links: (
            not links.any((1, 2)).all()
        ),
        "a target word is linked to all source words": lambda weights, links: links.all(-1).any(),
        "a linked source word and one that is not share the largest weight": lambda weights, links: (
            (_some_tie(weights, links) & _some_tie(weights, ~links)).any()
        ),
        "the weight of a link is the largest, but less than half": lambda weights, links: (
            _hits(weights, links) & (weights.max(-1) < 0.5) & links.any(-1)
        ).any(),
        "two links together have more weight than the word that has the most": lambda weights, links: (
            (
                ((weights * links).sum(-1) > np.where(links, 0, weights).max(-1))
                & ~_hits(weights, links)
                & (links.sum(-1) > 1)
            ).any()
        ),
        "there is one sentence": lambda weights, links: len(links) == 1,
        "there is one source word": lambda weights, links: links.shape[2] == 1,
        "all linked words agree": lambda weights, links: _hits(weights, links)[links.any(-1)].all(),
        "no linked word agrees": lambda weights, links: (
            not _hits(weights, links)[links.any(-1)].any()
        ),
        "there are as many target words as source words": lambda weights, links: (
            links.shape[1] == links.shape[2]
        ),
    },
)
