"""kneser-ney-bigram: the probabilities of the next word, given the word before.

The counts are a table with a row for each left word and a column for each right one. What is right is made with
fractions: the discounts are taken from a row, then handed out.
"""

from fractions import Fraction

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.language_models._mistaken_kneser_ney import MISTAKES
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
