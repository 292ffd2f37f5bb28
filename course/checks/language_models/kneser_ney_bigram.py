"""kneser-ney-bigram: the probabilities of the next word, given the word before.

The counts are a table with a row for each left word and a column for each right one. What is right is made with
fractions: the discounts are taken from a row, then handed out.
"""

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.language_models._shared import END, START, planted, some_words

# sums of two products in float32, which has 6e-8 of a number: no terms cancel but c - D, where c is small
ROUNDING = Tolerance(3e-6, absolute=1e-7)


def _cases(rng):
    def drawn():
        return round(float(rng.uniform(0.3, 0.95)), 3)

    return [
        _francisco(rng),
        _case(rng, 5, 6, drawn(), rare=True),
        _unseen(rng, 4, 5, drawn()),
        _case(rng, 6, 4, drawn(), START),
        _case(rng, 4, 7, 1.0, ones=True),
        _case(rng, 7, 5, 0.0),
        _case(rng, 3, 8, 0.5, lone=True, edge=-1),
        _case(rng, 4, 6, drawn(), lone=True, ones=True, edge=0),
        _case(rng, 5, 5, drawn(), full=True, edge=-1),
        _unseen(rng, 6, 7, drawn(), is_right=True),
        _unseen(rng, 5, 8, drawn()),
        _case(rng, 5, 4, 1.0),
    ]


def _francisco(rng):
    """The lab's example: a frequent word that follows one word alone, and a rarer one that follows many."""
    left, right = ["San", "my", "new", "your", "his", START], ["Francisco", "glasses", "house", END]
    table = np.array(
        [[0, 2, 1, 1], [0, 3, 1, 0], [0, 1, 2, 1], [0, 2, 0, 1], [0, 1, 3, 0], [0, 0, 1, 0]]
    )
    table += rng.integers(0, 3, table.shape) * (table > 0)
    table[0] = [int(rng.integers(40, 90)), 0, 0, 0]
    discount = round(float(rng.uniform(0.5, 0.9)), 2)
    return _made(rng, table, left, right, discount, "my", {-1: (0, 0)})


def _case(rng, rows, columns, discount, before=None, *, rare=False, edge=None, **kind):
    """rows, columns: how many left and right words. before: `START`, or a word that can also come next.

    rare: the first bigram is the only one with its right word. edge: place, 0 or -1, at which a bigram stands
    that begins with `before`.
    """
    words = some_words(rng, rows + columns)
    left, right = [START, *words[columns // 2 :][: rows - 1]], [END, *words[: columns - 1]]
    table = _table(rng, rows, columns)
    row = 0 if before == START else int(rng.integers(1, min(rows, columns - columns // 2)))
    _choose_row(rng, table, row, **kind)
    edges = {}
    if edge is not None:
        edges[edge] = row, int(np.flatnonzero(table[row])[0])
    if rare:
        table[:, 2] = [int(rng.integers(1, 9)), *[0] * (rows - 1)]
        edges[0] = 0, 2
    return _made(rng, table, left, right, discount, left[row], edges)


def _unseen(rng, rows, columns, discount, *, is_right=False):
    """before is the left word of no bigram; is_right: but it is the right word of one."""
    words = some_words(rng, rows + columns)
    shared = 0 if is_right else 2  # words that are left and right ones
    left, right = [START, *words[columns - 1 - shared :][: rows - 1]], [END, *words[: columns - 1]]
    before = right[1] if is_right else words[-1]
    return _made(rng, _table(rng, rows, columns), left, right, discount, before)


def _table(rng, rows, columns):
    """Counts of which half are 0, but no whole row or column."""
    table = rng.integers(2, 12, (rows, columns)) * (rng.random((rows, columns)) < 0.5)
    table[rng.integers(0, rows, columns), np.arange(columns)] += 1
    table[np.arange(rows), rng.integers(0, columns, rows)] += 1
    return table


def _choose_row(rng, table, row, ones=False, lone=False, full=False):
    """ones: each follower once. lone: one follower. full: every word is one. Else some of them, some once."""
    columns = table.shape[1]
    followers = 1 if lone else columns if full else int(rng.integers(2, columns - 1))
    before = table[row].copy()
    table[row] = 0
    chosen = rng.choice(columns, followers, replace=False)
    table[row, chosen] = 1 if ones else rng.integers(2, 9, followers)
    if followers > 1:
        table[row, chosen[0]] = 1
    others = [one for one in range(len(table)) if one != row]
    for column in np.flatnonzero((table.sum(axis=0) == 0) & (before > 0)):
        table[rng.choice(others), column] = before[column]


def _made(rng, table, left, right, discount, before, edges=None):
    """edges: {0 or -1: place in the table of the bigram that the dictionary begins or ends with}."""
    company = [Fraction(int((column > 0).sum()), int((table > 0).sum())) for column in table.T]
    shares = company
    if before in left:
        row = table[left.index(before)].tolist()
        taken = [min(Fraction(discount), count) for count in row]
        shares = [
            (count - tax + sum(taken) * share) / sum(row)
            for count, tax, share in zip(row, taken, company, strict=True)
        ]
    first, last = ((edges or {}).get(end) for end in (0, -1))
    order = [tuple(at) for at in rng.permutation(np.argwhere(table))]
    order.sort(key=lambda at: (at != first, at == last))
    counts = {(left[i], right[j]): int(table[i, j]) for i, j in order}
    probabilities = {name: float(share) for name, share in zip(right, shares, strict=True)}
    asks = f"a dictionary with {len(right)} words and their probabilities, which sum to 1"
    inputs = counts, discount, before
    return Case(inputs, probabilities, asks, planted(MISTAKES, inputs))


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
        lambda right, counts, d, before: {w: p for w, p in right.items() if (before, w) in counts}
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


def _is_left(counts, word):
    return any(left == word for left, _ in counts)


def _row(counts, word):
    return [count for (left, _), count in counts.items() if left == word]


def _words(counts):
    return {right for _, right in counts}


CORNERS = {
    "no bigram begins with the word before": lambda counts, d, before: not _is_left(counts, before),
    "the word before is only ever on the right of a bigram": lambda counts, d, before: (
        not _is_left(counts, before) and before in _words(counts)
    ),
    "the word before is in no bigram": lambda counts, d, before: (
        not _is_left(counts, before) and before not in _words(counts)
    ),
    'the word before is "<s>"': lambda counts, d, before: before == START,
    "the discount is 0": lambda counts, d, before: d == 0,
    "the discount is 1": lambda counts, d, before: d == 1,
    "the word before is a left word only once": lambda counts, d, before: (
        sum(_row(counts, before)) == 1
    ),
    "one word alone follows": lambda counts, d, before: len(_row(counts, before)) == 1,
    "every word follows": lambda counts, d, before: (
        len(_row(counts, before)) == len(_words(counts))
    ),
    "each word that follows does so once": lambda counts, d, before: set(_row(counts, before)) == {1},
    "the word before can also come next": lambda counts, d, before: (
        _is_left(counts, before) and before in _words(counts)
    ),
}  # fmt: skip

kneser_ney_bigram = Check("kneser-ney-bigram", 3, _cases, tolerance=ROUNDING, corners=CORNERS)
