"""Sentences that translate: a grammar of our own, English with French and with German.

A meaning (`meanings`) is drawn (`drawing`), then put into words in each language (`english`, `french`,
`german`), so every pair comes with its word alignment and its meaning as a tree. `words/*.csv` is the
lexicon. `chains` makes long sentences of few words for networks that read word by word.
"""

import zlib
from typing import NamedTuple

import numpy as np

from course.data.sentences import english, french, german
from course.data.sentences.chains import by_words
from course.data.sentences.drawing import Sampler
from course.data.sentences.lexicon import load_lexicon
from course.data.sentences.meanings import Thing, as_tree, is_clear, role
from course.data.sentences.pairs import Pairs
from course.data.sentences.tokens import CLOSING, align, text_of

__all__ = ["Corpus", "Pairs", "by_words", "corpus", "dictionary", "role"]
LANGUAGES = {"fr": french, "de": german}
NEW_NOUNS, NEW_VERBS, NEW_ADJECTIVES = 10, 4, 4  # words that the training part never has
UNSEEN = 0.05  # share of all other meanings that is kept out of it
NEW_COMBINATIONS = 0.1  # share of pairs (verb, object) and (adjective, noun) kept out of it
PATIENCE = (
    20_000  # meanings drawn in vain, one after the other, before we say that there are not enough
)


class Corpus(NamedTuple):
    """Pairs to learn from and three kinds of pairs to test with; no meaning is in two of them.

    Attributes:
        train: Pairs.
        unseen: Pairs of the same words and the same combinations of words.
        combinations: Pairs with a verb and an object, or an adjective and a noun, that never stand
            together in `train`; each of the words does stand there.
        words: Pairs with a word that `train` does not have.
    """

    train: Pairs
    unseen: Pairs
    combinations: Pairs
    words: Pairs


def corpus(
    language="fr", train=20_000, test=1_000, held_out=None, *, seed, longest=14, characters=None
):
    """Draw distinct sentences with their translation.

    The seed alone decides which part a sentence belongs to: what is unseen in a small corpus is unseen
    in a large one of the same seed, too.

    Args:
        language: "fr" or "de".
        train: pairs to learn from.
        test: pairs in the part `unseen`.
        held_out: pairs in each of the parts `combinations` and `words`, by default as many as `test`.
        seed: int; decides the sentences and which words and combinations are held out.
        longest: most words of a sentence, in either language, at least 3; the closing mark is none.
        characters: most characters of a sentence, in either language, or None.

    Returns:
        Corpus. English sentences are distinct over all parts. Sentences have 3 words or more.

    Raises:
        ValueError: another language, or more pairs than the limits allow.
    """
    if language not in LANGUAGES:
        raise ValueError(f"the languages are {', '.join(LANGUAGES)}; got {language!r}")
    if train < 1 or test < 0 or (held_out or 0) < 0:
        raise ValueError(f"at least 1 pair to learn from and 0 to test, got {train} and {test}")
    held_out = test if held_out is None else held_out
    new_words, sampler = _held_out_words(seed), Sampler(seed)
    sizes = dict(zip(Corpus._fields, (train, test, held_out, held_out), strict=True))
    parts = {name: [] for name in sizes}
    known, said, meant = set(), set(), set()
    in_vain = 0
    while any(len(parts[name]) < size for name, size in sizes.items()):
        in_vain += 1
        if in_vain > PATIENCE:
            asked = " + ".join(map(str, sizes.values()))
            found = " + ".join(str(len(part)) for part in parts.values())
            raise ValueError(
                f"not enough sentences of at most {longest} words and "
                f"{characters or 'any number of'} characters: asked for {asked} pairs, found {found}; "
                "ask for fewer or allow longer ones"
            )
        meaning = sampler.clause()
        plainest = english.sentence(meaning)
        if meaning in meant or not is_clear(meaning) or not _fits(plainest, longest, characters):
            continue
        name = _part_of(meaning, text_of(plainest), new_words, seed)
        # test sentences wait until all words of the training part are known
        if len(parts[name]) == sizes[name] or (name != "train" and len(parts["train"]) < train):
            continue
        meant.add(meaning)
        target = LANGUAGES[language].sentence(meaning)
        if not _fits(target, longest, characters):
            continue
        for source in english.variants(meaning)[: sizes[name] - len(parts[name])]:
            text, words = text_of(source), {word.text for word in source}
            if text in said or not _fits(source, longest, characters):
                continue
            if name == "train":
                known |= words
            elif name != "words" and not words <= known:
                continue
            said.add(text)
            parts[name].append(_pair(text, source, target, meaning))
            in_vain = 0
    return Corpus(
        *(Pairs(*([entry[i] for entry in part] for i in range(6))) for part in parts.values())
    )


def dictionary(language="fr"):
    """The grammar's words and their translation.

    Args:
        language: "fr" or "de".

    Returns:
        dict of English word to its translation: nouns in the singular and plural, adjectives as after
        "he is", verbs as after "he". Expressions of several words and words with two translations
        are left out.
    """
    if language not in LANGUAGES:
        raise ValueError(f"the languages are {', '.join(LANGUAGES)}; got {language!r}")
    words, column = load_lexicon(), {"fr": "french", "de": "german"}[language]
    entries = []
    for row in words.nouns.values():
        entries.append((row.english, getattr(row, column)))
        entries.append((row.plural, getattr(row, column + "_plural")))
    entries += [(row.english, getattr(row, column)) for row in words.adjectives.values()]
    for row in words.verbs.values():
        separable = language == "de" and "|" in row.german
        if not separable and len(forms := getattr(row, column + "_forms").split()) > 2:
            entries.append((row.third, forms[2]))
    for kind in ("time", "often", "state", "place"):
        entries += [(row.english, getattr(row, column)) for row in words.phrases[kind].values()]
    translations = {}
    for source, target in entries:
        if source and target and "_" not in source + target:
            translations.setdefault(source, set()).add(target)
    return {source: found.pop() for source, found in translations.items() if len(found) == 1}


def _pair(text, source, target, meaning):
    return (
        text,
        text_of(target),
        align(source, target),
        as_tree(meaning),
        [word.text for word in source],
        [word.text for word in target],
    )


def _fits(words, longest, characters):
    if characters and len(text_of(words)) > characters:  # most of the sentences that do not fit
        return False
    return 3 <= sum(word.text not in (*CLOSING, ",") for word in words) <= longest


def _held_out_words(seed):
    words, rng = load_lexicon(), np.random.default_rng(seed)
    verbs = [key for key in words.verbs if key[1] in ("intransitive", "transitive")]
    chosen = (
        rng.choice(list(words.nouns), NEW_NOUNS, replace=False).tolist(),
        rng.choice(list(words.adjectives), NEW_ADJECTIVES, replace=False).tolist(),
        [verbs[i][0] for i in rng.choice(len(verbs), NEW_VERBS, replace=False)],
    )
    return {word for group in chosen for word in group}


def _part_of(meaning, text, new_words, seed):
    """The part that a meaning belongs to: a rule, so that it is the same whatever else is drawn."""

    def falls(share, *words):
        return zlib.crc32(" ".join((str(seed), *words)).encode()) < share * 2**32

    words, pairs = _content(meaning)
    if words & new_words:
        return "words"
    if any(falls(NEW_COMBINATIONS, *pair) for pair in pairs):
        return "combinations"
    return "unseen" if falls(UNSEEN, text) else "train"


def _content(clause):
    """Content words of a meaning, and those that stand together: (verb, object), (adjective, noun)."""
    things = [clause.subject, clause.object, clause.recipient, clause.place and clause.place.thing]
    things = [thing for thing in things if isinstance(thing, Thing)]
    words = {clause.verb[0], clause.predicate, *(thing.noun for thing in things)}
    words |= {thing.adjective for thing in things}
    pairs = [(thing.adjective, thing.noun) for thing in things if thing.adjective]
    if isinstance(clause.object, Thing):
        pairs.append((clause.verb[0], clause.object.noun))
    if clause.inner:
        more_words, more_pairs = _content(clause.inner)
        words, pairs = words | more_words, pairs + more_pairs
    return words - {None}, pairs
