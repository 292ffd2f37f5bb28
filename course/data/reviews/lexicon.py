"""The words of the review grammar: tables in words/*.csv, the frequent ones first."""

import csv
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace

from course.data.shared.trees import parse

TABLES = Path(__file__).with_name("words")
# The k-th word of a list is drawn (k + 2) ** -RARITY times as often as one: some words are rare.
RARITY = 0.7


class Words(list):
    """Rows of a table to draw from, with their cumulative weights."""

    def __init__(self, rows=()):
        super().__init__(rows)
        self.weights = list(accumulate((k + 2) ** -RARITY for k in range(len(self))))

    def draw(self, rng):
        """One row; a ValueError if there is none."""
        if not self:
            raise ValueError("no word of this kind")
        return rng.choices(self, cum_weights=self.weights)[0]


@lru_cache(maxsize=1)
def load_lexicon():
    """All words.

    Returns:
        namespace of dicts to `Words`, rows having the table's columns as attributes:
        adjectives, verbs {(group, sign): rows}; nouns {group: rows}; parts {group: rows} for
        "a single good joke"; feelings, qualities, verdicts {sign: rows}; adverbs
        {(kind, sign): rows}; closings {sign: trees}; facts: list of trees; slots {name: list of str};
        content: set of the words that a review has at most once.
    """
    adjectives, nouns, verbs = _table("adjectives"), _table("nouns"), _table("verbs")
    adjectives.sort(key=lambda row: abs(row.degree) > 1)  # strong words are rarer
    feelings, qualities, verdicts = _table("feelings"), _table("qualities"), _table("verdicts")
    adverbs = [(row, int(sign)) for row in _table("adverbs") for sign in row.signs.split()]
    phrases = [(row, parse(row.tree)) for row in _table("phrases")]
    slots = {}
    for row in _table("slots"):
        slots.setdefault(row.slot, []).append(row.word)
    content = {row.word for table in (adjectives, nouns, qualities, verdicts) for row in table}
    content |= {form for row in verbs for form in (row.word, row.third, row.past)}
    return SimpleNamespace(
        adjectives=_by_group(adjectives),
        verbs=_by_group(verbs),
        nouns=_group((row.group, row) for row in nouns if row.number != "part"),
        parts=_group((row.group, row) for row in nouns if row.number == "part"),
        feelings=_group((_sign(row), row) for row in feelings),
        qualities=_group((_sign(row), row) for row in qualities),
        verdicts=_group((_sign(row), row) for row in verdicts),
        adverbs=_group(((row.kind, sign), row) for row, sign in adverbs),
        closings=_group((_sign(row), tree) for row, tree in phrases if row.kind == "closing"),
        facts=Words(tree for row, tree in phrases if row.kind == "fact"),
        slots=slots,
        content=content,
    )


def _sign(row):
    return (row.degree > 0) - (row.degree < 0)


def _by_group(rows):
    return _group(((group, _sign(row)), row) for row in rows for group in row.groups.split())


def _group(pairs):
    found = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return {key: Words(rows) for key, rows in found.items()}


def _table(name):
    with open(TABLES / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = [SimpleNamespace(**row) for row in csv.DictReader(file)]
    for row in rows:
        if hasattr(row, "degree"):
            row.degree = int(row.degree)
    return rows
