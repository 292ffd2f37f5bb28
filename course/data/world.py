"""A small world of text, made so that words keep consistent company.

`world.yaml` gives each word its features (king: male, grown, royal) and each feature its sentences. No
sentence is about two such words: that king relates to queen as man to woman can only be learnt from
what is said about each of them.
"""

import itertools
import re
import string
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

TABLE = Path(__file__).with_name("world.yaml")


class _Word(NamedTuple):
    word: str
    sentences: tuple  # per feature that has sentences a list of them
    lists: dict  # slot -> words to choose from


@lru_cache(maxsize=1)
def _table():
    import yaml

    return yaml.safe_load(TABLE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _words():
    table, words = _table(), []
    for word, names in table["words"].items():
        features = [table["features"][name] for name in names]
        lists = dict(table["shared"])
        for feature in features:
            lists.update(feature.get("lists", {}))
        sentences = tuple(feature["sentences"] for feature in features if "sentences" in feature)
        words.append(_Word(word, sentences, lists))
    return words


def features():
    """The words that the world is about, and what they are.

    Returns:
        dict of word to a list of features, such as king: male, grown, royal.
    """
    return {word: list(names) for word, names in _table()["words"].items()}


def sentences(count, *, seed):
    """Draw sentences: every word of the world as likely, then one of its features, then a sentence of it.

    Args:
        count: sentences to draw; the same one may come more than once.
        seed: int.

    Returns:
        list of lists of str, lower case.

    Raises:
        ValueError: a negative count.
    """
    if count < 0:
        raise ValueError(f"a number of sentences, 0 or more: got {count}")
    rng, words = np.random.default_rng(seed), _words()
    return [_sentence(words[index], rng) for index in rng.integers(len(words), size=count)]


def analogies():
    """Questions of the kind: b is to a as what is to c?

    Returns:
        list of (section, a, b, c, d), all str: every pair of the section with every other. For
        ("male-female", "man", "woman", "king", "queen"), woman - man + king should be near queen.
    """
    return [
        (section, *first, *second)
        for section, pairs in _table()["analogies"].items()
        for first, second in itertools.permutations(pairs, 2)
    ]


def _sentence(word, rng):
    def choose(options):
        return options[int(rng.random() * len(options))]

    template = choose(choose(word.sentences))
    filled = {name: choose(word.lists[name]) for name in _slots(template) if name != "who"}
    text = template.format(who=word.word, **filled)
    return re.sub(r"\ba (?=[aeiou])", "an ", text).split()


@cache
def _slots(template):
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name)
