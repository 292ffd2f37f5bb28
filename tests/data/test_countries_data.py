from collections import Counter, defaultdict

import numpy as np
import pytest

from course.data import countries
from course.data.countries import LANGUAGES, text_of, texts


def lengths(ids):
    return (ids != 0).sum(axis=1)


def test_a_text_can_be_read():
    drawn = texts(200, 2, 9, seed=1)
    for ids, target, distance in zip(*drawn, strict=True):
        text, language = text_of(ids), text_of([target])
        beginning, filler = text.split(". ", 1)
        country = beginning.removeprefix("I grew up in ")
        assert LANGUAGES[country] == language
        assert filler.endswith(" I speak fluent")
        filler = filler.removesuffix("I speak fluent").strip()
        assert len(filler.split()) == distance and filler.endswith(".")
        sentences = [sentence.strip() + "." for sentence in filler.split(".") if sentence]
        assert set(sentences) <= set(countries.FILLER)


@pytest.mark.parametrize(
    "count, shortest, longest", [(1, 2, 2), (7, 3, 3), (500, 2, 60), (3, 120, 120)]
)
def test_shapes_padding_and_distances(count, shortest, longest):
    ids, targets, distances = drawn = texts(count, shortest, longest, seed=2)
    assert all(array.dtype == "int32" for array in drawn)
    assert len(ids) == len(targets) == len(distances) == count
    assert (lengths(ids) == 4 + 1 + distances + 3).all() and ids.shape[1] == lengths(ids).max()
    assert (np.diff((ids != 0).astype(int), axis=1) <= 0).all()  # all padding is on the right
    assert shortest <= distances.min() and distances.max() <= longest
    if count >= 500:
        assert set(distances.tolist()) == set(range(shortest, longest + 1))


@pytest.mark.parametrize("count", [10, 500, 503])
def test_countries_are_balanced(count):
    names = Counter(texts(count, 2, 5, seed=3).targets.tolist())
    assert len(names) == len(LANGUAGES) and max(names.values()) - min(names.values()) <= (
        count % 10 > 0
    )


def test_neither_filler_nor_what_stands_at_the_end_names_a_country_or_a_language():
    named = {*LANGUAGES, *LANGUAGES.values()}
    for sentence in (*countries.FILLER, countries.END, countries.BEGINNING):
        assert not named & set(sentence.replace(".", "").split())


def test_a_trigram_is_right_once_in_ten():
    train, test = texts(2_000, seed=4), texts(500, seed=5)
    seen = defaultdict(Counter)
    for ids, target in zip(train.ids, train.targets, strict=True):
        row = [*ids[ids != 0].tolist(), int(target)]
        for first, second, third in zip(row, row[1:], row[2:], strict=False):
            seen[first, second][third] += 1
    guesses = [seen[tuple(ids[ids != 0][-2:].tolist())].most_common(1)[0][0] for ids in test.ids]
    assert np.mean(guesses == test.targets) == 1 / len(LANGUAGES)


def test_filler_tells_nothing_about_the_country():
    """Each word of the filler occurs as often after one country as after another."""
    ids, targets, _ = texts(5_000, seed=6)
    filler = ids[:, 5:, None] == np.arange(1, len(countries.WORDS) + 1)
    occurs = filler.any(axis=1)  # (texts, words)
    share = occurs.mean(axis=0)
    for target in np.unique(targets):
        rows = occurs[targets == target]
        spread = np.sqrt(share * (1 - share) / len(rows))
        assert (abs(rows.mean(axis=0) - share) <= 5 * spread + 1e-9).all()


def test_a_seed_gives_the_same_texts_and_another_one_others():
    for one, same in zip(texts(50, seed=1), texts(50, seed=1), strict=True):
        assert (one == same).all()
    assert (texts(50, seed=1).distances != texts(50, seed=2).distances).any()


@pytest.mark.parametrize("count, shortest, longest", [(0, 2, 5), (5, 1, 5), (5, 6, 5)])
def test_sizes_out_of_range(count, shortest, longest):
    with pytest.raises(ValueError, match="count must be at least 1 and 2 <= shortest <= longest"):
        texts(count, shortest, longest, seed=1)
