"""Mistaken answers to kneser-ney-bigram, {hint: function}."""

from typing import NamedTuple

import numpy as np


class _Facts(NamedTuple):
    """What the bigrams say of a word before and of the words that can come next."""

    words: list  # the right words
    row: dict  # {follower: count}
    total: int  # of the row
    left: dict  # {right word: how many different words stand on its left}
    bigrams: int  # different ones
    raw: dict  # {right word: how often it occurs}
    counts: dict
    before: str


def _facts(counts, before):
    words = list(dict.fromkeys(word for _, word in counts))
    row = {word: count for (one, word), count in counts.items() if one == before}
    left = {word: sum(other == word for _, other in counts) for word in words}
    raw = {word: sum(n for (_, other), n in counts.items() if other == word) for word in words}
    return _Facts(words, row, sum(row.values()), left, len(counts), raw, counts, before)


def _wrong(kept, saved, company, unseen=None):
    """The answer kept + saved * company, each a function; if no bigram begins with the word, unseen."""

    def answer(counts, discount, before):
        f = _facts(counts, before)
        if not f.total:
            return {word: (unseen or company)(f, word) for word in f.words}
        return {
            word: kept(f, word, discount) + saved(f, discount) * company(f, word)
            for word in f.words
        }

    return answer


def _kept(f, word, d):
    return max(f.row.get(word, 0) - d, 0) / f.total


def _saved(f, d):
    return d * len(f.row) / f.total


def _company(f, word):
    return f.left[word] / f.bigrams


def _changed(change):
    """The right probabilities, changed by a function of {word: probability}, counts, discount and word."""

    def answer(counts, discount, before):
        right = _wrong(_kept, _saved, _company)(counts, discount, before)
        return change(right, counts, discount, before)

    return answer


def _all_counts(f):
    return sum(f.counts.values())


def _mirrored(counts, discount, before):
    """P(v | w) with left and right exchanged."""
    turned = {(right, left): count for (left, right), count in counts.items()}
    return _wrong(_kept, _saved, _company)(turned, discount, before)


def _katz(f, word, d):
    """What is kept and, for a word that does not follow, its share of what was saved."""
    return _kept(f, word, d) if word in f.row else _saved(f, d) * _company(f, word)


MISTAKES = {
    "the discounted count is never below 0: a word that does not follow has max(0 - D, 0)": _wrong(
        lambda f, w, d: (f.row.get(w, 0) - d) / f.total, _saved, _company
    ),
    "by the company that a word keeps, not by how often it occurs: N(. w) counts different words": (
        _wrong(_kept, _saved, lambda f, w: f.raw[w] / _all_counts(f))
    ),
    "by the company that a word keeps, not all words alike": (
        _wrong(_kept, _saved, lambda f, w: 1 / len(f.words))
    ),
    "by the company that a word keeps, not by how often it follows the word before": (
        _wrong(_kept, _saved, lambda f, w: f.row.get(w, 0) / f.total, _company)
    ),
    "N(v .) counts different words, not how often they occur: what is saved is not D": (
        _wrong(_kept, lambda f, d: d, _company)
    ),
    "N(v .) counts what follows, not what stands on the left of v": _wrong(
        _kept, lambda f, d: d * f.left.get(f.before, 0) / f.total, _company
    ),
    "N(v .) counts the words that follow v, not all words": (
        _wrong(_kept, lambda f, d: d * len(f.words) / f.total, _company)
    ),
    "N(v .) counts the words that follow v, not those that do not": _wrong(
        _kept, lambda f, d: d * (len(f.words) - len(f.row)) / f.total, _company
    ),
    "D is taken from each follower: N(v .) is missing": (
        _wrong(_kept, lambda f, d: d / f.total, _company)
    ),
    "what was saved is D for each follower, divided by c(v .): the division is missing": (
        _wrong(_kept, lambda f, d: d * len(f.row), _company)
    ),
    "what was saved is D for each follower: D is missing": (
        _wrong(_kept, lambda f, d: len(f.row) / f.total, _company)
    ),
    "what was saved is D N(v .) / c(v .), not the rest 1 - D": (
        _wrong(_kept, lambda f, d: 1 - d, _company)
    ),
    "discount the counts, too: what is handed out has to be taken from somebody": (
        _wrong(lambda f, w, d: f.row.get(w, 0) / f.total, _saved, _company)
    ),
    "hand out what was saved: the second part of the sum is missing": (
        _wrong(_kept, lambda f, d: 0, _company)
    ),
    "hand out what was saved, and discount the counts: these are shares of what follows": (
        _wrong(lambda f, w, d: f.row.get(w, 0) / f.total, lambda f, d: 0, _company)
    ),
    "all words get a share of what was saved, also those that follow": (
        _wrong(_katz, lambda f, d: 0, _company)
    ),
    "all words get a share of what was saved, not only those that follow": _changed(
        lambda right, counts, d, before: {
            w: p if (before, w) in counts or before not in {v for v, _ in counts} else 0.0
            for w, p in right.items()
        }
    ),
    "N(. w) is divided by the number of different bigrams, not of words": (
        _wrong(_kept, _saved, lambda f, w: f.left[w] / len(f.words))
    ),
    "N(. w) is divided by the number of different bigrams, not by the sum of their counts": (
        _wrong(_kept, _saved, lambda f, w: f.left[w] / _all_counts(f))
    ),
    "N(. w) is divided by the number of different bigrams, not of left words": (
        _wrong(_kept, _saved, lambda f, w: f.left[w] / len({left for left, _ in f.counts}))
    ),
    "N(. w) is divided by the number of different bigrams, not by the largest N": (
        _wrong(_kept, _saved, lambda f, w: f.left[w] / max(f.left.values()), _company)
    ),
    "divide N(. w) by the number of different bigrams": (
        _wrong(_kept, _saved, lambda f, w: f.left[w])
    ),
    "N(. w) is how many words stand on the left of w, not on its right": _wrong(
        _kept, _saved, lambda f, w: sum(left == w for left, _ in f.counts) / f.bigrams
    ),
    "each word gets a share of what was saved, by its company, not the whole": (
        _wrong(_kept, _saved, lambda f, w: 1, _company)
    ),
    "divide by c(v .), the sum of the counts, not by the number of words that follow": _wrong(
        lambda f, w, d: max(f.row.get(w, 0) - d, 0) / len(f.row), lambda f, d: d, _company
    ),
    "divide by c(v .), not by the sum of all counts": _wrong(
        lambda f, w, d: max(f.row.get(w, 0) - d, 0) / _all_counts(f),
        lambda f, d: d * len(f.row) / _all_counts(f),
        _company,
    ),
    "divide by c(v .), not by what is left of it after the discounts": _wrong(
        lambda f, w, d: max(f.row.get(w, 0) - d, 0) / max(f.total - d * len(f.row), 1e-12),
        _saved,
        _company,
    ),
    "divide both parts by c(v .)": (
        _wrong(lambda f, w, d: max(f.row.get(w, 0) - d, 0), lambda f, d: d * len(f.row), _company)
    ),
    "divide the discounted count by c(v .)": (
        _wrong(lambda f, w, d: max(f.row.get(w, 0) - d, 0), _saved, _company)
    ),
    "D is taken from the count, before it is divided by c(v .)": (
        _wrong(lambda f, w, d: max(f.row.get(w, 0) / f.total - d, 0), _saved, _company)
    ),
    "D is taken from the count, it is no factor": (
        _wrong(lambda f, w, d: f.row.get(w, 0) * (1 - d) / f.total, lambda f, d: d, _company)
    ),
    "use the discount that the function is given": _changed(
        lambda right, counts, d, before: _wrong(_kept, _saved, _company)(counts, 0.75, before)
    ),
    "if no bigram begins with the word before, probabilities go by the company, they are not 0": (
        _wrong(_kept, _saved, _company, lambda f, w: 0.0)
    ),
    "if no bigram begins with the word before, nothing is discounted: the whole goes by the company": (
        _changed(
            lambda right, counts, d, before: {
                w: p if before in {v for v, _ in counts} else d * p for w, p in right.items()
            }
        )
    ),
    "all right words, not only those that follow": _changed(
        lambda right, counts, d, before: (
            {w: p for w, p in right.items() if (before, w) in counts} or right
        )
    ),
    "only words that are the right word of a bigram: a word that only stands on the left, such as "
    '"<s>", cannot come next': _changed(
        lambda right, counts, d, before: {**{v: 0.0 for v, _ in counts}, **right}
    ),
    "a probability for each word, not only the largest": _changed(
        lambda right, counts, d, before: max(right.values())
    ),
    "a dictionary with a probability for each word, not the most likely word": _changed(
        lambda right, counts, d, before: max(right, key=right.get)
    ),
    "a dictionary: which word has which probability?": _changed(
        lambda right, counts, d, before: list(right.values())
    ),
    "the keys are the words that come next, not bigrams": _changed(
        lambda right, counts, d, before: {(before, w): p for w, p in right.items()}
    ),
    "probabilities, not their logarithms": _changed(
        lambda right, counts, d, before: {
            w: float(np.log(p)) if p else -np.inf for w, p in right.items()
        }
    ),
    "probabilities are not rounded": _changed(
        lambda right, counts, d, before: {w: round(p, 3) for w, p in right.items()}
    ),
    "they sum to 1 without dividing them by their largest": _changed(
        lambda right, counts, d, before: {w: p / max(right.values()) for w, p in right.items()}
    ),
    "the word before is the left one of a bigram: yours is the right one": _mirrored,
}
