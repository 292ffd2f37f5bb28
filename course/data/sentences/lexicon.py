"""The words of the grammar: tables in words/*.csv, one row per word in English, French and German.

An underscore stands for a space inside an expression (`get_up`), a bar for the place where a German
verb comes apart (`auf|stehen`).
"""

import csv
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

TABLES = Path(__file__).with_name("words")
VOWELS = "aeiouàâéèêëîïôöùûœ"


@lru_cache(maxsize=1)
def load_lexicon():
    """All words.

    Returns:
        namespace with `nouns`, `verbs`, `adjectives`: dicts of rows by English word (verbs by
        (word, frame)), and `phrases`: {kind: {English: row}}. A row has the table's columns as
        attributes; `kinds`, `subjects` and `objects` are sets.
    """
    phrases = {}
    for row in _table("phrases"):
        phrases.setdefault(row.kind, {})[row.english] = row
    return SimpleNamespace(
        nouns={row.english: row for row in _table("nouns")},
        verbs={(row.english, row.frame): row for row in _table("verbs")},
        adjectives={row.english: row for row in _table("adjectives")},
        phrases=phrases,
    )


def starts_with_vowel(word):
    """Whether a French word makes the one before it drop its vowel; every h of ours is mute."""
    return word[0].lower() in VOWELS + "h"


def _table(name):
    with open(TABLES / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = [SimpleNamespace(**row) for row in csv.DictReader(file)]
    for row in rows:
        for column in {"kinds", "subjects", "objects"} & set(vars(row)):
            setattr(row, column, frozenset(getattr(row, column).split()))
    return rows
