"""Long sentences of few words."""

import collections

import pytest

from course.data import sentences
from course.data.sentences import chains, english, french
from course.data.sentences.drawing import Sampler
from course.data.sentences.lexicon import load_lexicon, starts_with_vowel
from course.data.sentences.meanings import Clause, Pronoun, Thing
from course.data.sentences.tokens import align, text_of


@pytest.fixture(scope="module")
def splits():
    return sentences.by_words(train=6_000, validation=500, test=1_500, seed=1)


def every(splits):
    for part in splits:
        yield from zip(*part, strict=True)


def clauses(tree):
    """The clauses of a meaning, each without what follows it."""
    kept = tuple(part for part in tree if part[0] not in ("link", "inner"))
    inner = dict(part for part in tree[1:] if part[0] == "inner").get("inner")
    return [kept, *(clauses(inner) if inner else [])]


def test_a_chain_is_what_the_grammars_say():
    """Two clauses with a link are one meaning that the grammars of lab 09 know, too."""
    inner = Clause(("drink", "transitive"), Thing("king", "the"), Thing("milk", "", "mass"))
    outer = Clause(("see", "transitive"), Pronoun("we"), Pronoun("he"), negated=True)
    pieces = [chains._piece(outer), chains._piece(inner)]
    pair = chains._joined(list(zip((None, "because"), pieces, strict=True)))
    whole = Clause(
        outer.verb, outer.subject, outer.object, negated=True, link="because", inner=inner
    )
    source, target = english.sentence(whole), french.sentence(whole)
    assert pair[:2] == (text_of(source), text_of(target))
    assert pair[1] == "nous ne le voyons pas parce que le roi boit du lait ."
    assert sorted(pair[2]) == sorted(align(source, target))


def test_no_sentence_stands_twice(splits):
    sources = [source for source, *_ in every(splits)]
    assert len(set(sources)) == len(sources) == 8_000


def test_an_english_clause_has_one_translation():
    """Before those that are said twice are left out."""
    sampler, translations = Sampler(3, chains._lexicon()), {}
    drawn = {meaning for meaning in (sampler.simple() for _ in range(8_000))}
    for meaning in filter(chains._is_direct, drawn):
        source, target = text_of(english.sentence(meaning)), text_of(french.sentence(meaning))
        assert translations.setdefault(source, target) == target
    assert len(translations) > 2_000


def test_no_clause_is_in_two_parts(splits):
    def said(part):
        return {
            one for tree in part.meaning for one in clauses(tree) if one[0] not in chains.OPENERS
        }

    train, validation, test = map(said, splits)
    assert not train & test and not train & validation and not validation & test
    assert min(map(len, (train, validation, test))) > 300


def test_the_words_of_the_tests_stand_in_the_training_part(splits):
    for side in ("source_words", "target_words"):
        known, *others = (
            {word for words in getattr(part, side) for word in words} for part in splits
        )
        assert all(words <= known for words in others)
        assert 100 < len(known) < 200


def test_lengths_are_spread_evenly(splits):
    counts = collections.Counter(len(words) - 1 for words in splits.test.source_words)
    assert sorted(counts) == list(range(3, 21))
    assert min(counts.values()) > 1_500 / 18 / 2 and max(counts.values()) < 1_500 / 18 * 2


def test_every_word_is_linked(splits):
    for _, _, alignment, _, source, target in every(splits):
        assert {i for i, _ in alignment} == set(range(len(source)))
        assert {j for _, j in alignment} == set(range(len(target)))
        assert (len(source) - 1, len(target) - 1) in alignment
        assert source[-1] == target[-1] == "." and len(set(alignment)) == len(alignment)


def test_what_stands_linked_is_what_the_docstring_says():
    piece = chains._piece(
        Clause(
            ("give", "ditransitive"), Pronoun("she"), Thing("book", "a"), Thing("boy", "the"), negated=True
        )
    )  # fmt: skip
    source, target = ([word.text for word in side] for side in piece[1:3])
    assert " ".join(source) == "she does not give the boy a book"
    assert " ".join(target) == "elle ne donne pas de livre au garçon"
    assert {(source[i], target[j]) for i, j in piece.alignment} == {
        ("she", "elle"), ("does", "donne"), ("give", "donne"), ("not", "ne"), ("not", "pas"),
        ("a", "de"), ("book", "livre"), ("the", "au"), ("boy", "au"), ("boy", "garçon"),
    }  # fmt: skip


def test_a_french_word_needs_its_english_words_and_those_before_it(splits):
    found = {}
    for _, _, alignment, _, source, target in every(splits):
        for j, word in enumerate(target):
            linked = tuple(source[i] for i, k in alignment if k == j)
            assert found.setdefault((linked, tuple(target[:j])), word) == word
    assert len({linked for linked, _ in found}) > 100


def test_nothing_is_elided_and_nouns_are_masculine(splits):
    assert not any(
        word[-1] == "'" for part in splits for words in part.target_words for word in words
    )
    for noun in chains.NOUNS:
        row = load_lexicon().nouns[noun]
        assert row.french_gender == "m" and not starts_with_vowel(row.french)
    assert not any(load_lexicon().adjectives[word].french_before for word in chains.ADJECTIVES)


def test_order_changes(splits):
    """Most sentences have two links that cross."""
    crossed = [
        any(i < k and j > m for i, j in alignment for k, m in alignment)
        for alignment in splits.test.alignment
    ]
    assert sum(crossed) / len(crossed) > 0.5


def test_the_seed_alone_decides_the_parts(splits, monkeypatch):
    other = sentences.by_words(train=50, validation=20, test=100, seed=1)
    for small, large in zip(other, splits, strict=True):
        assert small.source == large.source[: len(small.source)]
    monkeypatch.setattr(chains, "DRAWN", 3_000)
    assert sentences.by_words(50, 0, 0, seed=2).train.source != other.train.source


def test_lengths_can_be_chosen():
    part = sentences.by_words(200, 0, 50, seed=1, shortest=8, longest=9).test
    assert {len(words) - 1 for words in part.source_words} == {8, 9}


@pytest.mark.parametrize(
    "arguments, problem",
    [
        ({"shortest": 2}, "sentences have 3 to 20 words, got 2 to 20"),
        ({"longest": 21}, "sentences have 3 to 20 words, got 3 to 21"),
        ({"shortest": 9, "longest": 8}, "got 9 to 8"),
        ({"train": 0}, "at least 1 pair"),
        ({"test": -1}, "at least 1 pair"),
        ({"longest": 3}, "not enough sentences for the part train: asked for 20000, found "),
    ],
)
def test_what_cannot_be_is_refused(arguments, problem):
    with pytest.raises(ValueError, match=problem):
        sentences.by_words(**arguments, seed=1)
