"""perplexity: of a model on a text, from the logarithms of its probabilities.

The perplexity comes first: numbers with an average of 0 are added to its logarithm.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.language_models._shared import planted

# a mean of up to 8 in float32 is off by 3e-7 times its size, and exp makes of that a relative error
ROUNDING = Tolerance(1e-5)


def _cases(rng):
    def drawn(low, high):
        return round(float(np.exp(rng.uniform(np.log(low), np.log(high)))), 2)

    few, some, many = (int(rng.integers(*limits)) for limits in ((3, 6), (7, 12), (14, 25)))
    return [
        _case(rng, [2, 5, 9], 8.0, spread=0.0),  # a choice among eight words
        _case(rng, [some], drawn(20, 300)),
        _case(rng, [few, many, 1, some], drawn(50, 900)),
        _case(rng, [some, few, many], drawn(4, 40)),
        _case(rng, [few, few, few], drawn(3, 60)),
        _case(rng, [few, some, 1], np.inf),
        _case(rng, [some, few, many], np.inf),
        _case(rng, [many, 500 + few], drawn(300, 900)),
        _case(rng, [many, 700 + many, 1, 200 + few], drawn(90, 400)),
        _case(rng, [1, 1, 1, few], drawn(2, 9)),
        _case(rng, [few, many + 1, few + 2], 1.0),
    ]


def _case(rng, lengths, right, spread=0.9):
    """spread: how far logarithms lie from their average, as a share of its distance from 0."""
    level = np.log(right) if np.isfinite(right) else 3.0
    parts = [rng.uniform(-1, 1) + rng.uniform(-1, 1, size) for size in lengths]
    around = np.concatenate(parts) - np.mean(np.concatenate(parts))
    logs = spread * level * around / abs(around).max() - level
    if not np.isfinite(right):
        logs[int(rng.integers(1, len(logs) - 2))] = -np.inf
    sentences = np.split(logs, np.cumsum(lengths)[:-1])
    asks = "the perplexity of the whole text, one number"
    return Case((sentences,), float(right), asks, planted(MISTAKES, (sentences,)))


def _of_all(change):
    """A function of the logarithms of all words in one array."""

    def answer(log_probabilities):
        with np.errstate(all="ignore"):
            return float(change(np.concatenate(log_probabilities)))

    return answer


def _of_sentences(change):
    """A function of the sentences, a list of arrays."""

    def answer(log_probabilities):
        with np.errstate(all="ignore"):
            return change(log_probabilities)

    return answer


def _cut(sentences, part):
    return np.concatenate([sentence[part] for sentence in sentences])


MISTAKES = {
    "one mean over all words of the text, not a mean of the sentences' perplexities": _of_sentences(
        lambda logs: float(np.mean([np.exp(-one.mean()) for one in logs]))
    ),
    "one mean over all words of the text: a long sentence counts more than a short one": (
        _of_sentences(lambda logs: float(np.exp(-np.mean([one.mean() for one in logs]))))
    ),
    "divide by the number of words, not of sentences": (
        _of_sentences(lambda logs: float(np.exp(-np.concatenate(logs).sum() / len(logs))))
    ),
    "one number for the whole text, not one for each sentence": (
        _of_sentences(lambda logs: [float(np.exp(-one.mean())) for one in logs])
    ),
    "one number for the whole text, not the sum of the sentences' perplexities": (
        _of_sentences(lambda logs: float(sum(np.exp(-one.mean()) for one in logs)))
    ),
    "one number for the whole text, not one for each word": (
        _of_sentences(lambda logs: np.exp(-np.concatenate(logs)))
    ),
    "the logarithms are natural ones: exp, not a power of 2": _of_all(
        lambda logs: np.exp2(-logs.mean())
    ),
    "the logarithms are natural ones: exp, not a power of 10": _of_all(
        lambda logs: np.power(10.0, -logs.mean())
    ),
    "the logarithms are natural ones: they are bits only after a division by ln 2, and then it takes a "
    "power of 2, not exp": _of_all(lambda logs: np.exp(-logs.mean() / np.log(2))),
    "the logarithms are natural ones: to make bits of them, divide by ln 2, do not multiply": (
        _of_all(lambda logs: np.exp2(-logs.mean() * np.log(2)))
    ),
    "the sign: a perplexity is 1 or more": _of_all(lambda logs: np.exp(logs.mean())),
    "that is the cross entropy, in nats: take exp of it": _of_all(lambda logs: -logs.mean()),
    "that is the cross entropy, in bits: take a power of 2": (
        _of_all(lambda logs: -logs.mean() / np.log(2))
    ),
    "that is the mean logarithm: the perplexity is exp of its opposite": (
        _of_all(lambda logs: logs.mean())
    ),
    "1 divided by the geometric mean, not by the arithmetic one": (
        _of_all(lambda logs: 1 / np.exp(logs).mean())
    ),
    "a geometric mean: not the mean of 1 / p": _of_all(lambda logs: np.exp(-logs).mean()),
    "a mean, not the median": _of_all(lambda logs: np.exp(-np.median(logs))),
    "divide by the number of words: the root is missing": _of_all(lambda logs: np.exp(-logs.sum())),
    "that is the total of the logarithms: divide by the words and take exp": (
        _of_all(lambda logs: -logs.sum())
    ),
    "that is the probability of the whole text": _of_all(lambda logs: np.exp(logs.sum())),
    'the last number of each sentence, of "</s>", counts like any other': (
        _of_sentences(
            lambda logs: float(np.exp(-_cut([s for s in logs if len(s) > 1], np.s_[:-1]).mean()))
        )
    ),
    'the "</s>" of each sentence is a word, too: divide by their number as well': (
        _of_sentences(
            lambda logs: float(
                np.exp(
                    np.divide(
                        -np.concatenate(logs).sum(), sum(len(sentence) - 1 for sentence in logs)
                    )
                )
            )
        )
    ),
    'divide by how many numbers there are: "</s>" is counted already': _of_sentences(
        lambda logs: float(
            np.exp(-np.concatenate(logs).sum() / sum(len(sentence) + 1 for sentence in logs))
        )
    ),
    "divide by the number of words, not by one less": (
        _of_all(lambda logs: np.exp(np.divide(-logs.sum(), logs.size - 1)))
    ),
    "the first word of each sentence counts, too": _of_sentences(
        lambda logs: float(np.exp(-_cut([s for s in logs if len(s) > 1], np.s_[1:]).mean()))
    ),
    "all sentences, not only the first": _of_sentences(lambda logs: float(np.exp(-logs[0].mean()))),
    "all sentences, not only the last": _of_sentences(lambda logs: float(np.exp(-logs[-1].mean()))),
    "a word of probability 0 is not left out: it makes the perplexity infinite": (
        _of_all(lambda logs: np.exp(-logs[np.isfinite(logs)].mean()))
    ),
    "a word of probability 0 makes the perplexity infinite: do not put 0 for its logarithm": (
        _of_all(lambda logs: np.exp(-np.where(np.isfinite(logs), logs, 0).mean()))
    ),
    "the logarithms are taken already: do not take them again": (
        _of_all(lambda logs: np.exp(-np.log(np.abs(logs)).mean()))
    ),
    "the mean of all words, not of those of the longest sentence": (
        _of_sentences(lambda logs: float(np.exp(-max(logs, key=len).mean())))
    ),
    "the root is over all words, not over those of the longest sentence": _of_sentences(
        lambda logs: float(np.exp(-np.concatenate(logs).sum() / max(map(len, logs))))
    ),
    "divide the sum of the logarithms, do not multiply it by the number of words": (
        _of_all(lambda logs: np.exp(-logs.sum() * logs.size))
    ),
    "no root of it: the perplexity itself": _of_all(lambda logs: np.exp(-logs.mean() / 2)),
}  # fmt: skip


def _all(logs):
    return np.concatenate(logs)


CORNERS = {
    "there is only one sentence": lambda logs: len(logs) == 1,
    "all sentences have the same length": lambda logs: len({*map(len, logs)}) == 1 < len(logs),
    "a sentence has one word": lambda logs: 1 in map(len, logs),
    "all words have the same probability": lambda logs: bool(np.ptp(_all(logs)) < 1e-12),
    "a word has probability 0": lambda logs: not np.isfinite(_all(logs)).all(),
    "every word has probability 1": lambda logs: not _all(logs).any(),
    "the text has hundreds of words": lambda logs: _all(logs).size > 500,
}

perplexity = Check("perplexity", 2, _cases, tolerance=ROUNDING, corners=CORNERS)
