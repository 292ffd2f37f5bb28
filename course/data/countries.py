"""Short life stories: a country named early, and much later the language that is spoken there.

"I grew up in France. ... I speak fluent French": the last word follows from the fifth one and from nothing in
between. What stands in between, the filler, is drawn without looking at the country and names neither countries
nor languages.
"""

from typing import NamedTuple

import numpy as np

LANGUAGES = {  # country -> language, each pair as likely as any other
    "France": "French",
    "Germany": "German",
    "Greece": "Greek",
    "Hungary": "Hungarian",
    "Italy": "Italian",
    "Japan": "Japanese",
    "Poland": "Polish",
    "Spain": "Spanish",
    "Sweden": "Swedish",
    "Turkey": "Turkish",
}
BEGINNING, END = "I grew up in", "I speak fluent"
FILLER = (  # sentences of 2 to 6 words, so that a filler can have any length from 2 on
    "Years passed.",
    "Time flew.",
    "I was happy.",
    "Nobody was rich.",
    "Winters were cold.",
    "We moved twice.",
    "We lived near the sea.",
    "My father baked bread.",
    "My mother taught music.",
    "The summers were very long.",
    "Our house had a red roof.",
    "Two brothers shared one room.",
    "My sister learned to swim.",
    "On Sundays we visited my aunt.",
    "She kept bees and nine goats.",
    "The river was always cold.",
    "School began early every morning.",
    "I read books at night.",
    "In autumn we picked apples.",
    "A train took us to town.",
    "The market was full of people.",
    "My uncle repaired old clocks.",
    "We sang on the way home.",
    "Later I became a doctor.",
)
_SENTENCES = [sentence.split() for sentence in FILLER]
WORDS = (  # a full stop belongs to the word in front of it
    *BEGINNING.split(),
    *(f"{country}." for country in LANGUAGES),
    *LANGUAGES.values(),
    *sorted({*END.split(), *sum(_SENTENCES, [])} - {*BEGINNING.split()}),
)
_IDS = {word: number for number, word in enumerate(WORDS, 1)}


class Texts(NamedTuple):
    """Texts that lack their last word.

    Attributes:
        ids: int32 array (count, longest), padded with 0 on the right; id 1 is the first of WORDS.
        targets: int32 array (count,), ids of the last words, the languages.
        distances: int32 array (count,), words of filler between the country and "I speak fluent".
    """

    ids: np.ndarray
    targets: np.ndarray
    distances: np.ndarray


def texts(count, shortest=2, longest=60, *, seed):
    """Draw texts; each country occurs equally often, or once more than another if it does not come out even.

    Args:
        count: how many texts.
        shortest, longest: bounds of the words of filler, at least 2; every number from `shortest` to
            `longest` is as likely. The language is 4 words further from the country than that.
        seed: int.

    Returns:
        Texts.

    Raises:
        ValueError: count is below 1, shortest below 2, or longest below shortest.

    Source: the example "I grew up in France ... I speak fluent French" of the lectures, which is that of
    Olah, Understanding LSTM networks, 2015.
    """
    if count < 1 or not 2 <= shortest <= longest:
        raise ValueError(
            f"count must be at least 1 and 2 <= shortest <= longest, got {count}, {shortest}, {longest}"
        )
    rng = np.random.default_rng(seed)
    deck = np.concatenate(
        [rng.permutation(len(LANGUAGES)) for _ in range(-(-count // len(LANGUAGES)))]
    )
    chosen = rng.permutation(deck[:count])
    distances = rng.integers(shortest, longest + 1, count, dtype="int32")
    countries = [f"{country}." for country in LANGUAGES]
    rows = [
        [*BEGINNING.split(), countries[place], *_filler(distance, rng), *END.split()]
        for place, distance in zip(chosen, distances, strict=True)
    ]
    ids = np.zeros((count, max(map(len, rows))), "int32")
    for row, words in zip(ids, rows, strict=True):
        row[: len(words)] = [_IDS[word] for word in words]
    targets = np.array([_IDS[language] for language in LANGUAGES.values()], "int32")[chosen]
    return Texts(ids, targets, distances)


def text_of(ids):
    """One row of ids as text; padding is left out.

    Args:
        ids: ints, of WORDS (1 is the first) or 0 for padding.

    Returns:
        str.
    """
    return " ".join(WORDS[number - 1] for number in ids if number)


def _filler(length, rng):
    """Sentences of FILLER, drawn at random, of so many words in all."""
    words = []
    while left := length - len(words):
        fitting = [words for words in _SENTENCES if len(words) <= left and left - len(words) != 1]
        words += fitting[rng.integers(len(fitting))]
    return words
