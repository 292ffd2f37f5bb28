"""The grammar of sentences that translate."""

import pytest

from course.data import sentences
from course.data.sentences import english, french, german
from course.data.sentences.drawing import Sampler
from course.data.sentences.lexicon import load_lexicon
from course.data.sentences.meanings import Clause, Name, Place, Pronoun, Thing, as_tree
from course.data.sentences.tokens import align, text_of


@pytest.fixture(scope="module", params=["fr", "de"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def corpus(language):
    return sentences.corpus(language, train=6_000, test=300, seed=2)


@pytest.fixture(scope="module")
def large(language):
    return sentences.corpus(language, seed=4)


OLD_MAN = Thing("man", "the", "one", "old")
SPOKEN = [
    # elision and partitive; kein
    (
        Clause(("drink", "transitive"), Pronoun("I"), Thing("water", "", "mass")),
        "I drink water .", "je bois de l'eau .", "ich trinke Wasser .",
    ),
    (
        Clause(("drink", "transitive"), Pronoun("I"), Thing("water", "", "mass"), negated=True),
        "I do not drink water .", "je ne bois pas d'eau .", "ich trinke kein Wasser .",
    ),
    # "like" takes an article in French
    (
        Clause(("like", "transitive"), Pronoun("I"), Thing("cheese", "", "mass")),
        "I like cheese .", "j'aime le fromage .", "ich mag Käse .",
    ),
    # adjectives: behind the noun, before it, before a vowel; endings in the accusative
    (
        Clause(("see", "transitive"), Pronoun("she"), Thing("cat", "a", "one", "black")),
        "she sees a black cat .", "elle voit un chat noir .", "sie sieht eine schwarze Katze .",
    ),
    (
        Clause(("see", "transitive"), OLD_MAN, Thing("bird", "two", "many", "beautiful")),
        "the old man sees two beautiful birds .",
        "le vieil homme voit deux beaux oiseaux .",
        "der alte Mann sieht zwei schöne Vögel .",
    ),
    # pronouns before the verb; nicht behind the object
    (
        Clause(("know", "transitive"), Pronoun("we"), Pronoun("he"), negated=True),
        "we do not know him .", "nous ne le connaissons pas .", "wir kennen ihn nicht .",
    ),
    # dative, also by the verb
    (
        Clause(("help", "transitive"), Pronoun("I"), Thing("child", "two", "many")),
        "I help two children .", "j'aide deux enfants .", "ich helfe zwei Kindern .",
    ),
    (
        Clause(("give", "ditransitive"), Name("Anna"), Thing("apple", "the"), Thing("boy", "the")),
        "Anna gives the boy the apple .",
        "Anna donne la pomme au garçon .",
        "Anna gibt dem Jungen den Apfel .",
    ),
    # separable verbs: apart in a main clause, whole in an infinitive and at the end of a subordinate clause
    (
        Clause(("get_up", "rise"), Pronoun("I"), negated=True),
        "I do not get up .", "je ne me lève pas .", "ich stehe nicht auf .",
    ),
    (
        Clause(("get_up", "rise"), Pronoun("we"), modal="want_to"),
        "we want to get up .", "nous voulons nous lever .", "wir wollen aufstehen .",
    ),
    (
        Clause(("say", "clause"), Pronoun("he"), link="that", inner=Clause(("get_up", "rise"), Pronoun("he"))),
        "he says that he gets up .", "il dit qu'il se lève .", "er sagt , dass er aufsteht .",
    ),
    # melting articles; places; a head that changes sides (gern)
    (
        Clause(("go", "motion"), Pronoun("they"), place=Place("to", Thing("school", "the"))),
        "they go to the school .", "ils vont à l'école .", "sie gehen zur Schule .",
    ),
    (
        Clause(("sleep", "intransitive"), Pronoun("you"), place=Place("next_to", Thing("bridge", "the"))),
        "you sleep next to the bridge .", "tu dors à côté du pont .", "du schläfst neben der Brücke .",
    ),
    (
        Clause(("swim", "intransitive"), Thing("queen", "our"), modal="like_to", negated=True),
        "our queen does not like to swim .",
        "notre reine n'aime pas nager .",
        "unsere Königin schwimmt nicht gern .",
    ),
    # states, adverbs, time in front of the German verb, questions
    (
        Clause(("be", "copula"), Pronoun("she"), predicate="hungry", negated=True),
        "she is not hungry .", "elle n'a pas faim .", "sie hat keinen Hunger .",
    ),
    (
        Clause(("eat", "transitive"), Pronoun("he"), Thing("bread", "", "mass"), often="never"),
        "he never eats bread .", "il ne mange jamais de pain .", "er isst nie Brot .",
    ),
    (
        Clause(("drink", "transitive"), Thing("man", "the"), Thing("tea", "", "mass"), time="today"),
        "the man drinks tea today .",
        "l'homme boit du thé aujourd'hui .",
        "heute trinkt der Mann Tee .",
    ),
    (
        Clause(("drink", "transitive"), Pronoun("he"), question="what"),
        "what does he drink ?", "qu'est-ce qu'il boit ?", "was trinkt er ?",
    ),
    (
        Clause(("be", "copula"), Thing("woman", "this", "many"), predicate="happy"),
        "these women are happy .", "ces femmes sont heureuses .", "diese Frauen sind glücklich .",
    ),
]  # fmt: skip


@pytest.mark.parametrize("meaning, said, en_francais, auf_deutsch", SPOKEN)
def test_a_meaning_is_said_right(meaning, said, en_francais, auf_deutsch):
    assert text_of(english.sentence(meaning)) == said
    assert text_of(french.sentence(meaning)) == en_francais
    assert text_of(german.sentence(meaning)) == auf_deutsch


def test_every_form_in_the_tables_is_there():
    words = load_lexicon()
    for row in words.verbs.values():
        english_only = row.frame == "modal" and row.english == "like_to"
        assert len(row.french_forms.split()) == 5, row
        assert english_only or len(row.german_forms.split()) == 3, row
    for row in words.nouns.values():
        assert row.french_gender in ("m", "f") and row.german_gender in ("m", "f", "n"), row
        assert bool(row.plural) == bool(row.french_plural) == bool(row.german_plural), row
    assert len(words.nouns) + len(words.verbs) + len(words.adjectives) > 200


def test_all_parts_are_as_large_as_asked(corpus):
    assert [len(part.source) for part in corpus] == [6_000, 300, 300, 300]
    for part in corpus:
        assert len({len(field) for field in part}) == 1


def test_no_english_sentence_and_no_meaning_is_in_two_parts(corpus):
    for kind in ("source", "meaning"):
        parts = [set(map(str, getattr(part, kind))) for part in corpus]
        assert sum(map(len, parts)) == len(set.union(*parts))
    assert len(set(corpus.train.source)) == 6_000


def test_one_meaning_has_one_translation_and_may_have_several_wordings(corpus):
    said = {}
    for source, target, meaning in zip(
        corpus.train.source, corpus.train.target, corpus.train.meaning, strict=True
    ):
        said.setdefault(meaning, []).append((source, target))
    assert all(len({target for _, target in ways}) == 1 for ways in said.values())
    assert sum(len(ways) > 1 for ways in said.values()) > 100


def content(part):
    return {word for words in part.source_words for word in words}


def test_new_words_are_in_one_part_only_and_the_other_parts_have_known_words(corpus):
    known = content(corpus.train)
    assert content(corpus.unseen) <= known
    assert content(corpus.combinations) <= known
    assert all(set(words) - known for words in corpus.words.source_words)


def pairs_of(tree):
    """(verb, object noun) and (adjective, noun) of a meaning's tree, found without the generator."""
    found, adjectives = set(), set(load_lexicon().adjectives)
    if tree[0] in load_lexicon().nouns and tree[-1] in adjectives and len(tree) > 1:
        found.add((tree[-1], tree[0]))
    for branch in tree[1:]:
        if isinstance(branch, tuple):
            if branch[0] == "object" and branch[1][0] in load_lexicon().nouns:
                found.add((tree[0], branch[1][0]))
            found |= pairs_of(branch)
    return found


def test_held_out_combinations_never_stand_together_in_training(corpus):
    seen = set().union(*map(pairs_of, corpus.train.meaning))
    assert len(seen) > 500
    for meaning in corpus.combinations.meaning:
        assert pairs_of(meaning) - seen, meaning


def test_every_word_is_aligned_and_every_pair_of_indices_exists(corpus):
    for source, target, links in zip(
        corpus.train.source_words, corpus.train.target_words, corpus.train.alignment, strict=True
    ):
        assert {j for _, j in links} == set(range(len(target)))
        assert all(i < len(source) for i, _ in links)
        assert (len(source) - 1, len(target) - 1) in links  # the closing marks


def test_alignment_finds_the_words_that_translate_each_other():
    meaning = Clause(
        ("see", "transitive"),
        Thing("man", "the", "one", "old"),
        Thing("cat", "a", "one", "black"),
        negated=True,
    )
    source, target = english.sentence(meaning), german.sentence(meaning)
    links = {(source[i].text, target[j].text) for i, j in align(source, target)}
    assert links >= {("man", "Mann"), ("old", "alte"), ("cat", "Katze"), ("black", "schwarze")}
    assert ("not", "keine") in links and ("see", "sieht") in links and ("the", "der") in links
    assert ("man", "Katze") not in links and ("black", "alte") not in links


def test_sentences_have_three_to_fourteen_words(corpus):
    for part in corpus:
        for words in part.source_words + part.target_words:
            assert 3 <= sum(word not in (".", "?", ",") for word in words) <= 14
    longest = max(len(words) for words in corpus.train.source_words)
    assert longest >= 13


def test_text_and_words_agree(corpus):
    for text, words in zip(corpus.train.target, corpus.train.target_words, strict=True):
        assert text == " ".join(words).replace("' ", "'")


def test_same_seed_same_sentences_other_seed_others():
    first, again, other = (sentences.corpus("fr", 300, 20, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.train.source != other.train.source


@pytest.mark.slow
def test_the_seed_alone_decides_what_is_unseen(language, large):
    small = sentences.corpus(language, train=2_000, test=200, seed=4, characters=30)
    for part in small[1:]:
        assert not set(part.source) & set(large.train.source)
        assert not set(part.meaning) & set(large.train.meaning)


def test_limits_hold():
    small = sentences.corpus("de", 500, 20, seed=1, longest=6, characters=26)
    for part in small:
        assert all(len(text) <= 26 for text in part.source + part.target)
        assert all(len(words) <= 7 for words in part.source_words)


def test_bad_arguments_get_a_sentence(monkeypatch):
    with pytest.raises(ValueError, match="the languages are fr, de; got 'it'"):
        sentences.corpus("it", seed=1)
    with pytest.raises(ValueError, match="at least 1 pair to learn from and 0 to test, got -3"):
        sentences.corpus("fr", -3, seed=1)
    assert sentences.corpus("fr", 5, 0, seed=1).unseen.source == []
    monkeypatch.setattr(sentences, "PATIENCE", 1_000)
    with pytest.raises(ValueError, match="not enough sentences of at most 3 words"):
        sentences.corpus("fr", 50_000, 10, seed=1, longest=3, characters=12)
    with pytest.raises(ValueError, match="the languages are"):
        sentences.dictionary("it")


@pytest.mark.slow
def test_there_are_at_least_twenty_thousand_pairs(large):
    assert len(set(large.train.source)) == 20_000


def test_dictionary_has_words_that_the_sentences_use(language, corpus):
    words = sentences.dictionary(language)
    assert len(words) > 200
    assert words["cat"] == {"fr": "chat", "de": "Katze"}[language]
    assert words["houses"] == {"fr": "maisons", "de": "Häuser"}[language]
    assert words["drinks"] == {"fr": "boit", "de": "trinkt"}[language]
    used = content(corpus.train)
    assert sum(word in used for word in words) / len(words) > 0.8
    translated = {word for target in corpus.train.target_words for word in target}
    assert sum(word in translated for word in words.values()) / len(words) > 0.7


def test_a_meaning_is_a_tree():
    meaning = Clause(
        ("drink", "transitive"), Thing("man", "the"), Thing("water", "", "mass"), negated=True
    )
    assert as_tree(meaning) == (
        "drink", ("subject", ("man", "the")), ("object", ("water",)), ("negated", True),
    )  # fmt: skip


def test_roles_of_a_meaning():
    tree = ("drink", ("subject", ("man", "the")), ("object", ("water",)), ("negated", True))
    assert [sentences.role(tree, name) for name in ("verb", "negated", "time")] == [
        "drink",
        "True",
        "None",
    ]
    assert sentences.role(tree, "subject") == "('man', 'the')"


def test_they_cannot_be_taken_for_things_of_the_first_clause(corpus):
    several = {row.plural for row in load_lexicon().nouns.values() if row.plural}
    found = 0
    for words in corpus.train.source_words:
        if "because" in words and words[words.index("because") + 1] == "they":
            found += 1
            assert not several & set(words[: words.index("because")]), words
    assert found > 3


def test_nobody_drinks_a_chair():
    sampler = Sampler(0)
    for _ in range(2_000):
        clause = sampler.clause()
        if clause.verb[0] == "drink" and isinstance(clause.object, Thing):
            assert "drink" in load_lexicon().nouns[clause.object.noun].kinds
