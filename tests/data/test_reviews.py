"""The grammar of film reviews: labels, trees, parts and twins."""

import itertools
import math
import zlib

import numpy as np
import pytest

from course.data import reviews
from course.data.reviews import composition
from course.data.reviews.composition import join, leaf, phrase, with_articles
from course.data.reviews.grammar import Writer
from course.data.reviews.lexicon import TABLES, load_lexicon
from course.data.shared.trees import parse


@pytest.fixture(scope="module")
def corpus():
    return reviews.corpus(4_000, 600, seed=3)


def texts(trees):
    return [" ".join(tree.words) for tree in trees]


def bags(trees):
    return {tuple(sorted(tree.words)) for tree in trees}


def test_parts_are_as_large_as_asked_and_reviews_distinct(corpus):
    assert [len(part) for part in corpus] == [4_000, 600, 600]
    said = list(itertools.chain(*map(texts, corpus)))
    assert len(set(said)) == len(said)


def test_training_and_unseen_reviews_share_no_bag_of_words(corpus):
    assert not bags(corpus.train) & (bags(corpus.test) | bags(corpus.twins))


def test_every_root_is_positive_or_negative_and_half_of_them_are_positive(corpus):
    for part in corpus:
        labels = np.array([tree.label for tree in part])
        assert set(labels) == {0, 1, 3, 4}
        assert abs((labels > 2).mean() - 0.5) < 0.04


def test_trees_are_binary_and_are_read_back(corpus):
    for tree in corpus.test + corpus.twins:
        assert parse(str(tree)) == tree


def test_length_and_depth(corpus):
    lengths = np.array([len(tree.words) for tree in corpus.train])
    assert lengths.min() == 3 and 23 <= lengths.max() <= 25
    depths = np.array([tree.depth for tree in corpus.train])
    assert depths.mean() < np.mean([2 * math.log2(length) for length in lengths])
    assert all(tree.words[-1] == "." and tree.words.count(".") <= 4 for tree in corpus.train)


def test_twins_have_the_same_words_and_opposite_verdicts(corpus):
    for good, bad in zip(corpus.twins[::2], corpus.twins[1::2], strict=True):
        assert sorted(good.words) == sorted(bad.words) and good.words != bad.words
        assert good.label > 2 > bad.label
    assert reviews.praised(corpus.twins).tolist() == [1, 0] * (len(corpus.twins) // 2)


def test_samples_say_what_they_are(corpus):
    lines = reviews.samples(corpus, count=2).split("\n")
    assert lines[0].startswith("train, ") and len(lines) == 3 * 3 + 2
    assert lines[-2].startswith("    praise  ") and lines[-1].startswith("    blame   ")
    assert lines[-1].endswith(" ".join(corpus.twins[1].words))


def test_no_bag_of_words_can_tell_twins_apart_but_the_trees_can(corpus):
    """A score that is any function of the bag of words gets one of two twins right."""
    for seed in range(5):
        verdicts = [
            zlib.crc32(f"{seed} {sorted(tree.words)}".encode()) % 2 == 1 for tree in corpus.twins
        ]
        assert np.mean(np.equal(verdicts, [t.label > 2 for t in corpus.twins])) == 0.5


def test_same_seed_same_reviews_other_seed_others():
    first, again, other = (reviews.corpus(200, 20, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert texts(first.train) != texts(other.train)


def test_the_seed_alone_decides_what_is_unseen(corpus):
    small = reviews.corpus(300, 40, seed=3)
    assert small.train == corpus.train[:300]
    assert not bags(small.test + small.twins) & bags(corpus.train)
    odd = reviews.corpus(1, 5, seed=3)
    assert [len(part) for part in odd] == [1, 5, 4]


def test_bad_arguments_get_a_sentence(monkeypatch):
    with pytest.raises(ValueError, match="at least 1 review to learn from and 0 to test, got 0"):
        reviews.corpus(0, 1, seed=1)
    with pytest.raises(ValueError, match="at least 1 review"):
        reviews.corpus(1, -1, seed=1)
    assert reviews.corpus(2, 0, seed=1).test == []
    monkeypatch.setattr(reviews, "PATIENCE", 0)
    with pytest.raises(ValueError, match="not that many reviews: asked for 9"):
        reviews.corpus(9, 1, seed=1)


TURNS = {"but", "although", "while", "still", "however", "despite", "not", "never", "nothing", "no"} | {
    "hardly", "far", "without", "lack", "lacks", "lacked", "free", "nobody", "less", "than", "neither",
    "anything", "too", "should", "could",
}  # fmt: skip


def test_opinions_agree_unless_a_word_turns_or_weighs_them(corpus):
    """Independent of the grammar's own rules: signs clash only where such a word is near."""
    for tree in corpus.train:
        clash = {np.sign(node.label - 2) for node in tree.nodes()} >= {-1, 1}
        turn = any(word in TURNS or word.endswith("n't") for word in tree.words)
        assert turn or not clash, str(tree)
        assert clash == (reviews.turns(tree) > 0), str(tree)


def test_but_and_although_decide(corpus):
    """The clause after "but" and the one beside "although" say what the review says."""
    found = 0
    inner = (n for t in corpus.train + corpus.twins for n in t.nodes() if n.word is None)
    for node in inner:
        last, following = node.left.words[-1], node.right.words[0]
        if following == "but" and last != "anything":
            assert (node.label > 2) == (node.right.right.label > 2), str(node)
            found += 1
        if following == "although" and last != ".":
            assert node.label == node.left.label, str(node)
            assert (node.label - 2) * (node.right.label - 2) < 0, str(node)
            found += 1
    assert found > 200


def test_a_negation_says_the_opposite_of_what_follows_it(corpus):
    negations = {
        "not",
        "never",
        "hardly",
        "no",
        "without",
        "nothing",
        "nobody",
        "less",
        "lacks",
        "nor",
    }
    found = set()
    for tree in corpus.train + corpus.twins:
        for node in tree.nodes():
            if node.word is None and (first := node.left.word) and node.right.label != 2:
                if first in negations or first.endswith("n't"):
                    assert (node.label - 2) * (node.right.label - 2) < 0, str(tree)
                    found.add(first)
    assert found > negations


def test_turns_counts_what_is_turned():
    for tree, count in (
        ("(3 (2 not) (1 bad))", 1),
        ("(4 (2 a) (4 (4 superb) (2 cast)))", 0),
        ("(1 (3 (2 it) (3 shines)) (1 (2 but) (1 (2 not) (3 brightly))))", 2),
        ("(0 dull)", 0),
    ):
        assert reviews.turns(parse(tree)) == count


def test_composition():
    bad, good = leaf("bad", -1), leaf("superb", 2)
    assert join(leaf("a"), bad).label == 1 and join(good, leaf("good", 1)).label == 4
    with pytest.raises(ValueError, match="opposite opinions need a rule"):
        join(bad, good)
    assert str(phrase("not", bad, says=1)) == "(3 (2 not) (1 bad))"
    assert str(phrase("far from", bad, says=1)) == "(3 (2 (2 far) (2 from)) (1 bad))"
    assert [composition.denied(n) for n in (-2, -1, 0, 1, 2)] == [1, 1, 0, -1, -1]
    assert [composition.doubled(n) for n in (-2, -1, 0, 1)] == [-2, -2, 0, 2]


def test_articles():
    tree = phrase("a", "epic", "and", "a", "film", "of", "a")
    assert with_articles(tree).words == ["an", "epic", "and", "a", "film", "of", "a"]
    assert with_articles(tree).depth == tree.depth


def test_articles_and_verbs_agree_in_all_reviews(corpus):
    nouns = {row.word: row.number for rows in load_lexicon().nouns.values() for row in rows}
    singular = {"is", "isn't", "was", "wasn't", "has", "lacks", "doesn't"}
    plural = {"are", "aren't", "were", "weren't", "have", "lack", "don't"}
    for tree in itertools.chain(*corpus):
        words = tree.words
        for i, word in enumerate(words[:-1]):
            if word in ("a", "an"):
                assert (word == "an") == (words[i + 1][0] in "aeiou"), str(tree)
            about = words[max(i - 2, 0)] == "about"  # nothing about the songs is
            if word in nouns and words[i + 1] in singular:
                assert about or nouns[word] != "many", str(tree)
            if word in nouns and words[i + 1] in plural:
                assert not about and nouns[word] == "many", str(tree)


def test_a_word_of_content_comes_once_and_has_one_opinion(corpus):
    labels = {}
    for tree in corpus.train:
        content = [word for word in tree.words if word in load_lexicon().content]
        assert len(content) == len(set(content))
        for node in tree.nodes():
            if node.word:
                labels.setdefault(node.word, set()).add(node.label)
    assert {word for word, found in labels.items() if len(found) > 1} == set()
    assert sum(found != {2} for found in labels.values()) >= 150


def test_the_tables_are_sound():
    assert sorted(path.name for path in TABLES.glob("*.csv")) == [
        "adjectives.csv", "adverbs.csv", "feelings.csv", "nouns.csv", "phrases.csv", "qualities.csv",
        "slots.csv", "verbs.csv", "verdicts.csv",
    ]  # fmt: skip
    words = load_lexicon()
    for group in words.nouns:
        assert all(words.adjectives[group, side] for side in (1, -1)), group
    for side in (1, -1):
        assert all(np.sign(tree.label - 2) == side for tree in words.closings[side])
    assert all(tree.label == 2 for tree in words.facts)
    vowels = {row.word for rows in words.adjectives.values() for row in rows}
    assert not {
        w for w in vowels if w.startswith(("unique", "univ", "use", "eu", "hon", "hour", "one"))
    }


def test_all_reviews_are_in_small_letters_and_plain(corpus):
    for tree in itertools.chain(*corpus):
        text = " ".join(tree.words)
        assert text == text.lower() and text.isascii() and "  " not in text


def test_frequent_words_are_drawn_more_often():
    writer = Writer(0)
    rows = load_lexicon().adjectives["any", 1]
    drawn = [rows.draw(writer.rng).word for _ in range(3_000)]
    assert drawn.count(rows[0].word) > 2 * drawn.count(rows[-1].word) > 0


@pytest.mark.slow
@pytest.mark.nightly
def test_there_are_twenty_thousand_and_many_more():
    large = reviews.corpus(20_000, 2_000, seed=5)
    assert len(set(texts(large.train))) == 20_000
    assert len(bags(large.train)) > 19_000
