import csv
from collections import Counter

import numpy as np
import pytest

from course.data import recipes


@pytest.fixture(scope="module")
def drawn():
    return recipes.draw(6_000, seed=1)


def test_the_table_is_complete_and_nothing_stands_twice():
    with open(recipes.TABLE, encoding="utf-8", newline="") as file:
        rows = [(row["cuisine"], row["ingredients"].split("; ")) for row in csv.DictReader(file)]
    listed = [(cuisine, ingredient) for cuisine, row in rows for ingredient in row]
    assert [pair for pair, count in Counter(listed).items() if count > 1] == []
    assert all(name == name.strip() and name for _, name in listed)
    cuisines, regions = recipes.cuisines(), sum(recipes.REGIONS.values(), [])
    assert list(cuisines) == regions and len(set(regions)) == len(regions) >= 20
    assert len(set().union(*cuisines.values())) >= 300
    for weights in cuisines.values():
        assert set(weights.values()) <= {1, 2, 4, 8} and len(weights) > recipes.LARGEST
        assert not set(weights) & set(recipes.everywhere())


@pytest.mark.parametrize("cuisine", recipes.cuisines())
def test_every_cuisine_has_ingredients_of_its_own_and_shares_others(cuisine):
    homes = [recipes.home(ingredient) for ingredient in recipes.cuisines()[cuisine]]
    assert homes.count(cuisine) >= 8
    assert homes.count(None) >= 5


def test_ingredients_that_many_cuisines_share_have_no_home():
    for shared in ("salt", "tomato", "rice", "coconut milk", "olive oil", "yogurt", "potato"):
        assert recipes.home(shared) is None
    homes = {"parmesan": "Italian", "feta": "Greek", "gochujang": "Korean", "berbere": "Ethiopian"}
    assert {ingredient: recipes.home(ingredient) for ingredient in homes} == homes
    with pytest.raises(ValueError, match="no cuisine has the ingredient 'gravel'"):
        recipes.home("gravel")


def test_home_needs_a_clear_share_of_the_weight():
    cuisines = recipes.cuisines()
    for ingredient in set().union(*cuisines.values()):
        weights = [found.get(ingredient, 0) for found in cuisines.values()]
        share = max(weights) / sum(weights)
        assert (recipes.home(ingredient) is not None) == (share >= recipes.DOMINATES)


def test_what_a_religion_forbids_is_not_typical():
    cuisines = recipes.cuisines()
    for cuisine in ("Turkish", "Lebanese", "Persian", "Moroccan"):
        assert not {"pork", "bacon", "lard", "pork belly"} & set(cuisines[cuisine])
    for cuisine in ("North Indian", "South Indian"):
        assert not {"beef", "pork", "veal"} & set(cuisines[cuisine])


def test_recipes_have_five_to_twelve_different_ingredients_of_their_region(drawn):
    cuisines, everywhere = recipes.cuisines(), set(recipes.everywhere())
    assert len(drawn.ingredients) == len(drawn.cuisines) == 6_000
    assert {len(recipe) for recipe in drawn.ingredients} == set(range(5, 13))
    strangers = Counter()
    for recipe, cuisine in zip(drawn.ingredients, drawn.cuisines, strict=True):
        assert len(set(recipe)) == len(recipe)
        assert 1 <= len(everywhere & set(recipe)) <= recipes.FROM_EVERYWHERE
        foreign = set(recipe) - everywhere - set(cuisines[cuisine])
        near = set().union(*(cuisines[name] for name in recipes.REGIONS[recipes.region(cuisine)]))
        assert len(foreign) <= 1 and foreign <= near
        strangers[cuisine] += len(foreign)
    assert strangers["Moroccan"] == 0 < strangers["Italian"]


def test_every_cuisine_is_as_likely_and_weights_decide_within(drawn):
    counts = Counter(drawn.cuisines)
    assert set(counts) == set(recipes.cuisines())
    expected = 6_000 / len(counts)
    assert all(abs(count - expected) < 5 * expected**0.5 for count in counts.values())
    for cuisine, weights in recipes.cuisines().items():
        used = Counter(
            ingredient
            for recipe, name in zip(drawn.ingredients, drawn.cuisines, strict=True)
            if name == cuisine
            for ingredient in recipe
        )
        mean = {
            weight: np.mean([used[name] for name, found in weights.items() if found == weight])
            for weight in (1, 2, 4, 8)
        }
        assert mean[1] < mean[2] < mean[4] < mean[8] < counts[cuisine]


def test_the_order_in_a_recipe_says_nothing(drawn):
    """The everywhere-ingredients, drawn first, must not come first."""
    everywhere = set(recipes.everywhere())
    places = [
        place / (len(recipe) - 1)
        for recipe in drawn.ingredients
        for place, ingredient in enumerate(recipe)
        if ingredient in everywhere
    ]
    assert np.mean(places) == pytest.approx(0.5, abs=0.02)


def test_a_seed_gives_the_same_recipes_again():
    assert recipes.draw(50, seed=3) == recipes.draw(50, seed=3)
    assert recipes.draw(50, seed=3) != recipes.draw(50, seed=4)
    assert recipes.draw(0, seed=3) == ([], [])
    assert len(recipes.draw(recipes.AT_ONCE + 1, seed=3).cuisines) == recipes.AT_ONCE + 1
    with pytest.raises(ValueError, match="0 or more: got -1"):
        recipes.draw(-1, seed=3)


def test_what_is_returned_can_be_changed_without_harm():
    recipes.cuisines()["Italian"].clear()
    recipes.everywhere().clear()
    assert recipes.cuisines()["Italian"] and recipes.everywhere()


def test_regions_know_their_cuisines():
    assert recipes.region("Greek") == "Southern European"
    with pytest.raises(ValueError, match="there is no cuisine 'Martian'; there are: Italian"):
        recipes.region("Martian")


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in (2, 3))]
)
def test_vectors_of_recipes_find_the_cuisines(seed):
    from gensim.models import Word2Vec

    drawn = recipes.draw(20_000, seed=seed)
    vectors = Word2Vec(
        drawn.ingredients, sg=1, vector_size=32, window=12, shrink_windows=False, sample=1e-3,
        epochs=4, min_count=1, workers=1, seed=seed,
    ).wv  # fmt: skip
    words = [word for word in vectors.index_to_key if recipes.home(word)]
    homes = np.array([recipes.home(word) for word in words])
    unit = vectors.get_normed_vectors()[[vectors.key_to_index[word] for word in words]]
    likeness = unit @ unit.T
    np.fill_diagonal(likeness, -1)
    assert np.mean(homes[likeness.argmax(axis=1)] == homes) > 0.9
    # nearest among the ingredients of other cuisines: of the same region, where it has several
    regions = np.array([recipes.region(home) for home in homes])
    several = np.array([len(recipes.REGIONS[region]) > 1 for region in regions])
    likeness[homes[:, None] == homes] = -1
    assert np.mean((regions[likeness.argmax(axis=1)] == regions)[several]) > 0.8


def test_ingredients_at_home_come_with_their_cuisine():
    words, cuisines = recipes.at_home(["salt", "gnocchi", "tomato", "kimchi"])
    assert (words, cuisines.tolist()) == (["gnocchi", "kimchi"], ["Italian", "Korean"])


def test_a_region_has_the_ingredients_with_most_of_their_weight_there():
    assert recipes.of_region("Southern European", ["kimchi", "gnocchi", "olive oil"]) == [
        "gnocchi",
        "olive oil",
    ]
    assert recipes.of_region("East Asian", ["kimchi", "gnocchi"]) == ["kimchi"]


def test_recipes_dealt_anew_keep_lengths_and_ingredients_but_no_company():
    lists = recipes.draw(200, seed=3).ingredients
    dealt = recipes.dealt_anew(lists, seed=1)
    assert list(map(len, dealt)) == list(map(len, lists)) and dealt != lists
    assert sorted(sum(dealt, [])) == sorted(sum(lists, []))
    assert dealt == recipes.dealt_anew(lists, seed=1)
