import itertools
import unicodedata

import numpy as np
import pytest

from course.data.shared.pairs import SentencePairs, shorter, tidy, unseen_split

SPACES = ["", " ", "  ", "\u00a0", "\u202f", "\u2009", " \u202f", "\t"]


@pytest.mark.parametrize("mark", "!?:;")
def test_the_space_before_a_mark_is_one_convention(mark):
    assert {tidy(f"Il dort{space}{mark}") for space in SPACES} == {f"Il dort{mark}"}


def test_marks_in_a_row_and_marks_that_keep_their_space():
    assert tidy("Quoi\u202f?\u202f!") == "Quoi?!"
    assert (
        tidy("Il dit\u00a0: «\u00a0Viens, à 12:30\u00a0!\u00a0»") == "Il dit: « Viens, à 12:30! »"
    )
    assert tidy("un , deux .") == "un , deux ."


def test_other_spaces_and_unicode_forms():
    assert tidy("  deux\u00a0 mots\u200b\ufeff ") == "deux mots"
    decomposed = unicodedata.normalize("NFD", "Été à Nîmes")
    assert decomposed != "Été à Nîmes" and tidy(decomposed) == "Été à Nîmes"


def test_tidy_twice_is_tidy_once():
    rng = np.random.default_rng(0)
    alphabet = [*SPACES, *"!?:;.,ae", "e\u0301", "\u200b", "\ufeff"]
    for _ in range(2_000):
        text = "".join(rng.choice(alphabet, size=8))
        assert tidy(tidy(text)) == tidy(text)


def pairs_of(sources):
    return SentencePairs(list(sources), [f"target {i}" for i in range(len(sources))], "free")


def without_case_and_marks(sentence):
    """By brute force, and another way than `unseen_split` does it."""
    return [
        character
        for character in sentence.lower()
        if unicodedata.category(character)[0] in "LN"  # letters and numbers
    ]


@pytest.mark.parametrize("seed", range(20))
def test_no_test_sentence_is_in_the_training_part(seed):
    stems = ["sheep sleep", "its late", "I see 2", "I see 3", "a re-run", "who", "go"]
    forms = [
        str.lower,
        str.upper,
        str.capitalize,
        "{}!".format,
        "{} ?".format,
        "“{}”".format,
        lambda stem: stem.replace("its", "it's").replace("-", " "),
    ]
    sources = [form(stem) for stem, form in itertools.product(stems, forms)]
    sources = [sources[i] for i in np.random.default_rng(seed).permutation(len(sources))]
    pairs = pairs_of(sources)
    train, test = unseen_split(pairs, 3, seed=seed)
    seen = [without_case_and_marks(sentence) for sentence in train.source]
    assert all(without_case_and_marks(sentence) not in seen for sentence in test.source)
    assert len({"".join(without_case_and_marks(sentence)) for sentence in test.source}) == 3
    rows = set(zip(train.source, train.target, strict=True))
    held_out = set(zip(test.source, test.target, strict=True))
    assert rows | held_out == set(zip(pairs.source, pairs.target, strict=True))
    assert len(train.source) + len(test.source) == len(sources)
    for part in (train, test):
        assert [int(target.split()[1]) for target in part.target] == sorted(
            int(target.split()[1]) for target in part.target
        )
        assert part.licence == "free"


def test_the_seed_decides():
    pairs = pairs_of([f"sentence {i}" for i in range(100)])
    assert unseen_split(pairs, 10, seed=1) == unseen_split(pairs, 10, seed=1)
    assert unseen_split(pairs, 10, seed=1) != unseen_split(pairs, 10, seed=2)


def test_every_sentence_is_as_likely_to_be_held_out():
    pairs = pairs_of(["a", "a", "a", "a", "b", "c"])
    counts = {letter: 0 for letter in "abc"}
    for seed in range(900):
        for letter in set(unseen_split(pairs, 1, seed=seed)[1].source):
            counts[letter] += 1
    assert all(240 < count < 360 for count in counts.values())


@pytest.mark.parametrize("test", [0, -1, 2, 3])
def test_something_must_be_left_on_both_sides(test):
    with pytest.raises(ValueError, match=f"there are 2 different .* got {test}"):
        unseen_split(pairs_of(["Go!", "go", "Run"]), test, seed=0)


def test_shorter_takes_the_first_that_fit():
    pairs = SentencePairs(["a", "abc", "b", "c"], ["x", "y", "xyz", "z"], "free")
    assert shorter(pairs, 9, 2) == SentencePairs(["a", "c"], ["x", "z"], "free")
    assert shorter(pairs, 1, 2) == SentencePairs(["a"], ["x"], "free")
