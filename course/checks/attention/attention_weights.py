"""attention-weights: a softmax over the keys that are words.

Cases begin with the mask and with how far each score lies below the best one of a word.
"""

import numpy as np

from course.checks.base.core import Case, Check

FAR = 12_000  # what padding is ahead of all words, or behind: whole numbers, exact in float32, too


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    few, more = drawn(2, 4), drawn(4, 7)
    return [
        _case(rng, _right(rng, few, more), queries=more - 1),
        _case(rng, _right(rng, 3, drawn(4, 6)), queries=3),
        _case(rng, _anywhere(rng, 4, drawn(5, 8)), queries=4),
        _case(rng, _anywhere(rng, few, more), queries=more),
        _case(rng, _anywhere(rng, 2, drawn(5, 8)), queries=3, spread=9),
        _case(rng, _right(rng, 2, 5), queries=5),
        _case(rng, _anywhere(rng, 4, 4), queries=4),
        _case(rng, np.ones((few, more), bool), queries=few + 1),
        _case(rng, _right(rng, 1, drawn(6, 9)), queries=1),
        _case(rng, _with_empty(_right(rng, 4, more), rng), queries=drawn(2, 4)),
        _case(rng, _with_empty(_anywhere(rng, 5, more), rng), queries=drawn(6, 9)),
        _whole(rng, _anywhere(rng, few, more), few + 2, drawn(7_000, 9_000), 0),
        _whole(rng, _right(rng, few + 1, more), 2, drawn(-9_996, -9_993), 0),
        _whole(rng, _anywhere(rng, 3, more), 4, -drawn(3_000, 5_000), FAR),
        _whole(rng, _right(rng, few, more + 1), few + 2, drawn(4_000, 8_000), -FAR),
        _mixed(rng, _with_empty(_anywhere(rng, 4, more), rng), 3),
        _mixed(rng, _right(rng, 4, more), 6),
        _mixed(rng, _anywhere(rng, 5, drawn(5, 8)), 2),
        _mixed(rng, _with_empty(_right(rng, 5, more), rng), drawn(3, 5)),
        _case(rng, np.eye(more, dtype=bool)[:few], queries=drawn(3, 5)),
    ]


def _right(rng, sentences, keys):
    """A mask with padding on the right, of sentences of different lengths."""
    lengths = np.resize(rng.permutation(np.arange(1, keys)), sentences)
    if sentences == 1:
        lengths = lengths.clip(2)
    return np.arange(keys) < lengths[:, None]


def _anywhere(rng, sentences, keys):
    """A mask with padding at any place, also in front; two words at least and one padding in each row."""
    mask = np.zeros((sentences, keys), bool)
    for number, row in enumerate(mask):
        row[: rng.integers(2, keys)] = True
        rng.shuffle(row)
        if number == 0 and row[: row.sum()].all():
            row[:] = row[::-1]
    return mask


def _with_empty(mask, rng):
    mask[rng.integers(len(mask))] = False
    return mask


def _case(rng, mask, queries, spread=0):
    """spread: what every second word is behind the others, so that it has little weight."""
    shape = (len(mask), queries, mask.shape[1])
    below = rng.gamma(1.5, size=shape) + spread * (mask.cumsum(axis=1) % 2)[:, None]
    return _made(rng, mask, below, rng.uniform(-3, 3, (*shape[:2], 1)))


def _mixed(rng, mask, queries):
    """Large and small scores, words that are far behind the best one, padding that is far ahead or is not."""
    best = rng.choice([7_000, -9_996, -9_995, 0, 2], (len(mask), queries, 1))
    best[0, :2, 0] = rng.permutation([7_000, -9_996])
    behind = rng.choice([0, 0, 2_500], (len(mask), queries, mask.shape[1]))
    padding = np.select([best < 0, best == 2], [FAR, 3_000])
    return _whole(
        rng, mask, queries, best, padding, np.where((best < 0) | ~mask[:, None], 0, behind)
    )


def _whole(rng, mask, queries, best, padding, behind=0):
    """Whole scores: the best of words, how far padding is ahead, and words are behind; numbers or arrays."""
    below = rng.integers(0, 5, (len(mask), queries, mask.shape[1])) + behind
    below = below - np.where(mask[:, None], below, 9_999).min(axis=-1, keepdims=True)
    below = below - np.where(mask[:, None], 0, padding)
    return _made(rng, mask, below.astype(float), best)


def _made(rng, mask, below, best):
    scores = best - below
    right = np.zeros(scores.shape)
    for sentence, words in enumerate(mask):
        powers = np.exp(-below[sentence][:, words])
        right[sentence][:, words] = powers / powers.sum(axis=1, keepdims=True)
    asks = f"weights of shape {right.shape}: of each query, those of the words add up to 1"
    if not mask.any(axis=1).all():
        asks += ", and all are 0 in a sentence without words"
    places = {
        "where padding is": np.broadcast_to(~mask[:, None], right.shape),
        "in sentences without any word": np.broadcast_to(
            ~mask.any(axis=1)[:, None, None], right.shape
        ),
    }
    return Case((scores, mask), right, asks, places=places)


def _exp(scores, axis=-1):
    """Powers, the largest 1."""
    return np.exp(scores - scores.max(axis=axis, keepdims=True))


def _over(powers, axis=-1):
    return powers / powers.sum(axis=axis, keepdims=True)


def _or_nothing(powers, axis=-1):
    """Shares, and 0 where the sum is 0."""
    total = powers.sum(axis=axis, keepdims=True)
    return np.where(total > 0, powers / total, 0.0)


def _in_words(scores, mask, low=-1e12):
    """The scores of words, and something very low in place of those of padding."""
    return np.where(mask[:, None], scores, low)


def _quiet(function):
    def answer(scores, mask):
        with np.errstate(all="ignore"):
            return function(scores, mask)

    return answer


def _masked_by(change):
    """The mistaken answer with another mask, which fits the scores; `change` makes it of scores and mask."""

    def answer(scores, mask):
        seen = change(scores, mask)
        powers = _exp(np.where(seen, scores, -1e12)) * seen
        return powers / powers.sum(axis=-1, keepdims=True).clip(1e-30)

    return answer


def _zeroed(function):
    """The mistaken answer that gives 0 to padding and to sentences without words, as it should."""
    return _quiet(lambda scores, mask: np.where(mask[:, None], function(scores, mask), 0.0))


def _one_for_the_best(scores, mask):
    best = _in_words(scores, mask).argmax(axis=-1)
    return (np.arange(scores.shape[-1]) == best[..., None]).astype(float)


def _less(by):
    return _quiet(lambda scores, mask: _over(_exp(scores - by * ~mask[:, None])))


def _all_equal(scores, mask):
    return np.broadcast_to(mask[:, None] / mask.sum(axis=-1)[:, None, None], scores.shape)


def _far_or_near(scores, mask):
    """Whether each key is padding, has a hundredth of its best word's power, or next to nothing of it."""
    behind = np.where(mask[:, None], scores, -1e9).max(axis=-1, keepdims=True) - scores
    return ~mask[:, None] | (behind < 7) | (behind > 20)


attention_weights = Check(
    "attention-weights",
    1,
    _cases,
    mistakes={
        "the mask is not used: padding gets weight": lambda scores, mask: _over(_exp(scores)),
        "the mask is not used, and exp of large scores is infinite: take the highest from all first": (
            _quiet(lambda scores, mask: _over(np.exp(scores)))
        ),
        "True in the mask is a word: you keep the padding and leave out the words": _masked_by(
            lambda scores, mask: ~mask[:, None]
        ),
        "a score of 0 is a score like any other: give padding a very low one before the softmax": (
            lambda scores, mask: _over(_exp(scores * mask[:, None]))
        ),
        "the weights of the words no longer add up to 1: leave padding out before you normalise": (
            lambda scores, mask: _over(_exp(scores)) * mask[:, None]
        ),
        "exp of a large score is infinite, and of a very low one 0: take the highest from all first": (
            _zeroed(lambda scores, mask: _over(np.exp(scores) * mask[:, None]))
        ),
        "exp of a large score is infinite, and of a very low one 0: take the highest from all, and the "
        "words have weights again": _quiet(
            lambda scores, mask: _or_nothing(np.exp(scores) * mask[:, None])
        ),
        "the highest score can be that of padding: look for the highest among the words, or these "
        "get no weight": _quiet(lambda scores, mask: _or_nothing(_exp(scores) * mask[:, None])),
        "the sum to divide by goes over the keys, not over the queries": _quiet(
            lambda scores, mask: _or_nothing(_exp(_in_words(scores, mask)) * mask[:, None], axis=1)
        ),
        "exp of a large score is infinite: take the highest from all first. And where no key is a word, "
        "nothing is there to divide by": _quiet(
            lambda scores, mask: _over(np.exp(scores) * mask[:, None])
        ),
        "the highest score can be that of padding: look for the highest among the words": _zeroed(
            lambda scores, mask: _over(_exp(scores) * mask[:, None])
        ),
        "the highest score can be that of padding, and where no key is a word, nothing is there to "
        "divide by": _quiet(lambda scores, mask: _over(_exp(scores) * mask[:, None])),
        "where no key is a word, all weights are 0: minus infinity everywhere makes NaN": _quiet(
            lambda scores, mask: _over(_exp(_in_words(scores, mask, -np.inf)))
        ),
        "where no key is a word, all weights are 0: now they are all equal there": (
            lambda scores, mask: _over(_exp(_in_words(scores, mask)))
        ),
        "where no key is a word, all weights are 0: now its padding gets the weights": _less(1e9),
        "minus 10,000 is not low enough: padding can be ahead by more": _less(1e4),
        "minus 10,000 is not low enough: padding can be ahead by more, and then the words get no weight": (
            lambda scores, mask: _over(_exp(scores - 1e4 * ~mask[:, None])) * mask[:, None]
        ),
        "minus 10,000 is a score like any other: a word can have it, too": lambda scores, mask: (
            _over(_exp(_in_words(scores, mask, -1e4)))
        ),
        "take much more than 1 from the scores of padding": _less(1),
        "the softmax goes over the keys, not over the queries": _zeroed(
            lambda scores, mask: _over(_exp(scores, axis=1), axis=1)
        ),
        "the softmax goes over the keys, the last axis, not over the queries": lambda scores, mask: (
            _over(_exp(_in_words(scores, mask), axis=1), axis=1)
        ),
        "the softmax goes over the keys of one query, not over all queries of a sentence together": (
            _zeroed(lambda scores, mask: _over(_exp(_in_words(scores, mask), (1, 2)), axis=(1, 2)))
        ),
        "the softmax goes over the keys, not over the sentences": _zeroed(
            lambda scores, mask: _over(_exp(_in_words(scores, mask), axis=0), axis=0)
        ),
        "the softmax goes over the keys of one query, not over the whole batch": _zeroed(
            lambda scores, mask: _over(_exp(_in_words(scores, mask), (0, 1, 2)), axis=(0, 1, 2))
        ),
        "a row of the mask belongs to a sentence, not to a query": _masked_by(
            lambda scores, mask: np.broadcast_to(mask, scores.shape)
        ),
        "the mask says which keys are padding, not which queries": _masked_by(
            lambda scores, mask: np.broadcast_to(mask[:, :, None], scores.shape)
        ),
        "the mask says which keys are padding: every query gets weights": _masked_by(
            lambda scores, mask: np.broadcast_to(mask[:, None] & mask[:, :, None], scores.shape)
        ),
        "each sentence has a mask of its own, not that of the first": _masked_by(
            lambda scores, mask: np.broadcast_to(mask[0], scores.shape)
        ),
        "a key is padding in its own sentence, not only where it is in all sentences": _masked_by(
            lambda scores, mask: np.broadcast_to(mask.any(axis=0), scores.shape)
        ),
        "a key is padding in its own sentence, not wherever it is in any sentence": _masked_by(
            lambda scores, mask: np.broadcast_to(mask.all(axis=0), scores.shape)
        ),
        "what you take from the scores of a query is its own highest, not that of all queries for a key": (
            _quiet(
                lambda scores, mask: _or_nothing(
                    _exp(_in_words(scores, mask), axis=1) * mask[:, None]
                )
            )
        ),
        "padding can stand anywhere: use the mask itself, not only the number of words": _masked_by(
            lambda scores, mask: (np.arange(mask.shape[1]) < mask.sum(axis=1, keepdims=True))[
                :, None
            ]
        ),
        "a weight depends on all keys, so that they add up to 1: a softmax, not a sigmoid": _zeroed(
            lambda scores, mask: 1 / (1 + np.exp(-scores))
        ),
        "a softmax spreads the weight: the highest score does not get all of it": _zeroed(
            lambda scores, mask: (
                _in_words(scores, mask) == _in_words(scores, mask).max(axis=-1, keepdims=True)
            ).astype(float)
        ),
        "a softmax spreads the weight: the best word does not get all of it": _zeroed(
            _one_for_the_best
        ),
        "the scores are not used: the words get equal weights": _zeroed(_all_equal),
        "a softmax takes exp of the scores": _quiet(
            lambda scores, mask: _over(scores * mask[:, None])
        ),
        "the highest score gets the most weight, not the lowest": _zeroed(
            lambda scores, mask: _over(_exp(_in_words(-scores, mask)))
        ),
        "those are powers: divide them by their sum": _zeroed(
            lambda scores, mask: _exp(_in_words(scores, mask))
        ),
        "the scores are taken as they are: nothing divides them": _zeroed(
            lambda scores, mask: _over(_exp(_in_words(scores / np.sqrt(mask.shape[1]), mask)))
        ),
        "one softmax is enough": _zeroed(
            lambda scores, mask: _over(_exp(_in_words(_over(_exp(_in_words(scores, mask))), mask)))
        ),
        "e to the power of a score, not 2": _zeroed(
            lambda scores, mask: _over(_exp(_in_words(scores, mask) * np.log(2)))
        ),
        "return the weights, not their logarithms": _zeroed(
            lambda scores, mask: np.log(_over(_exp(_in_words(scores, mask))))
        ),
    },
    corners={
        "there is one sentence": lambda scores, mask: len(mask) == 1,
        "there are as many sentences as queries": lambda scores, mask: len(mask) == scores.shape[1],
        "there are as many queries as keys": lambda scores, mask: (
            scores.shape[1] == scores.shape[2]
        ),
        "nothing is padding": lambda scores, mask: mask.all(),
        "padding stands in front of a word": lambda scores, mask: (
            ~mask[:, :-1] & mask[:, 1:]
        ).any(),
        "a sentence has no word": lambda scores, mask: not mask.any(axis=1).all(),
        "a sentence has one word": lambda scores, mask: (mask.sum(axis=1) == 1).any(),
        "scores are in the thousands": lambda scores, mask: abs(scores).max() > 1_000,
        "scores of words are thousands apart in one row": lambda scores, mask: (
            np.where(mask[:, None], scores, -1e9).max(-1)
            > np.where(mask[:, None], scores, 1e9).min(-1) + 1_000
        ).any(),
        "the highest scores of two queries of a sentence are thousands apart": lambda scores, mask: (
            np.ptp(np.where(mask[:, None], scores, -1e5).max(-1), axis=1).max() > 1_000
        ),
        "a word has a weight below 0.001, but not 0": lambda scores, mask: (
            ~_far_or_near(scores, mask)
        ).any(),
        "all scores are below -1,000": lambda scores, mask: scores.max() < -1_000,
        "padding has scores far above those of all words": lambda scores, mask: (
            scores.swapaxes(1, 2)[~mask].max(initial=-np.inf)
            > scores.swapaxes(1, 2)[mask].max() + 1_000
        ),
    },
    axes=("sentence", "query", "key"),
)
