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


def part_of_lexicon(nouns, verbs, adjectives, phrases):
    """Some of the words, for texts that need no others.

    Args:
        nouns, adjectives: English words.
        verbs: English words; their frames with a clause or a modal are left out.
        phrases: {kind: English phrases}.

    Returns:
        namespace as `load_lexicon` returns it.
    """
    words = load_lexicon()
    return SimpleNamespace(
        nouns={word: words.nouns[word] for word in nouns},
        verbs={
            key: row
            for key, row in words.verbs.items()
            if key[0] in verbs and key[1] not in ("clause", "modal")
        },
        adjectives={word: words.adjectives[word] for word in adjectives},
        phrases={
            kind: {word: words.phrases[kind][word] for word in chosen}
            for kind, chosen in phrases.items()
        },
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
