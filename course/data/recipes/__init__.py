"""Recipes by cuisine: lists of ingredients, drawn from a table of what is typical where.

`typical.csv` says how typical an ingredient is of a cuisine: 8 in most recipes, 4 often, 2 now and then,
1 rarely. Those of "everywhere" are in recipes of all cuisines.
"""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

TABLE = Path(__file__).with_name("typical.csv")
EVERYWHERE = "everywhere"
REGIONS = {
    "Southern European": ["Italian", "Spanish", "Portuguese", "Greek"],
    "Western European": ["French", "German"],
    "Northern European": ["British", "Swedish"],
    "Eastern European": ["Polish", "Russian"],
    "Middle Eastern": ["Turkish", "Lebanese", "Persian"],
    "North African": ["Moroccan"],
    "East African": ["Ethiopian"],
    "West African": ["Nigerian", "Senegalese"],
    "South Asian": ["North Indian", "South Indian"],
    "East Asian": ["Chinese", "Japanese", "Korean"],
    "Southeast Asian": ["Thai", "Vietnamese", "Indonesian"],
    "Latin American": ["Mexican", "Peruvian", "Brazilian"],
}
SMALLEST, LARGEST = 5, 12  # ingredients of a recipe
FROM_EVERYWHERE = 3  # at most, and at least 1
BORROWING = 0.3  # share of recipes that borrow an ingredient from another cuisine of their region
DOMINATES = 0.7  # of an ingredient's weight, to be at home in a cuisine
AT_ONCE = 10_000  # recipes drawn together: 40 MB of weights


class Recipes(NamedTuple):
    """Recipes and where they are from.

    Attributes:
        ingredients: per recipe a list of 5 to 12 different str, in no order.
        cuisines: list of str, one per recipe.
    """

    ingredients: list
    cuisines: list


@lru_cache(maxsize=1)
def _table():
    table = {cuisine: {} for cuisine in (EVERYWHERE, *sum(REGIONS.values(), []))}
    with open(TABLE, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            weights = dict.fromkeys(row["ingredients"].split("; "), int(row["weight"]))
            table[row["cuisine"]].update(weights)
    return table


def cuisines():
    """How typical each ingredient is of each cuisine.

    Returns:
        dict of cuisine to a dict of ingredient to weight: 8 is in most recipes, 4 often, 2 now and then,
        1 rarely. Ingredients that are at home everywhere are not among them.
    """
    return {name: dict(weights) for name, weights in _table().items() if name != EVERYWHERE}


def everywhere():
    """The ingredients that recipes of all cuisines have, such as salt.

    Returns:
        dict of ingredient to weight.
    """
    return dict(_table()[EVERYWHERE])


def home(ingredient):
    """The cuisine where an ingredient is most typical.

    Args:
        ingredient: str, as in the recipes.

    Returns:
        The cuisine that has at least 0.7 of the ingredient's weight, or None: tomato is at home
        in many cuisines, salt in all.

    Raises:
        ValueError: no cuisine has this ingredient.
    """
    table = _table()
    if ingredient in table[EVERYWHERE]:
        return None
    weights = {name: found[ingredient] for name, found in table.items() if ingredient in found}
    if not weights:
        raise ValueError(f"no cuisine has the ingredient {ingredient!r}; cuisines() lists all")
    name = max(weights, key=weights.get)
    return name if weights[name] >= DOMINATES * sum(weights.values()) else None


def region(cuisine):
    """The region of a cuisine, a key of REGIONS.

    Raises:
        ValueError: there is no such cuisine.
    """
    for name, members in REGIONS.items():
        if cuisine in members:
            return name
    raise ValueError(f"there is no cuisine {cuisine!r}; there are: {', '.join(cuisines())}")


def at_home(words):
    """Those of some ingredients that are at home in one cuisine.

    Args:
        words: list of str.

    Returns:
        words, cuisines: list of str, in the order given, and str array of `home` of each.
    """
    found = [word for word in words if home(word)]
    return found, np.array([home(word) for word in found])


def of_region(name, words):
    """Those of some ingredients that have more than half of their weight in one region.

    Args:
        name: a key of REGIONS.
        words: list of str.

    Returns:
        list of str, in the order given.
    """
    table = cuisines()

    def weight(word, names):
        return sum(table[cuisine].get(word, 0) for cuisine in names)

    return [word for word in words if weight(word, REGIONS[name]) > weight(word, table) / 2]


def dealt_anew(lists, *, seed):
    """All ingredients of some recipes put into one bowl and dealt out again: a control.

    Args:
        lists: per recipe a list of str.
        seed: int.

    Returns:
        list of lists of str: as many recipes of the same lengths, each ingredient as often as before.
    """
    bowl = np.random.default_rng(seed).permutation(np.concatenate(lists))
    ends = np.cumsum([len(ingredients) for ingredients in lists])[:-1]
    return [part.tolist() for part in np.split(bowl, ends)]


def draw(count, *, seed):
    """Draw recipes: every cuisine as likely, ingredients by their weight, none twice in a recipe.

    One to three ingredients are from everywhere. In three recipes of ten one is borrowed from another
    cuisine of the region, if it has more than one.

    Args:
        count: recipes to draw.
        seed: int.

    Returns:
        Recipes.

    Raises:
        ValueError: a negative count.
    """
    if count < 0:
        raise ValueError(f"a number of recipes, 0 or more: got {count}")
    rng, recipes = np.random.default_rng(seed), Recipes([], [])
    for start in range(0, count, AT_ONCE):
        for drawn, all_recipes in zip(
            _draw(min(AT_ONCE, count - start), rng), recipes, strict=True
        ):
            all_recipes.extend(drawn)
    return recipes


def _draw(count, rng):
    table = _table()
    names = list(table)[1:]
    ingredients = np.array(sorted(set().union(*table.values())), object)
    weights = np.array(
        [[table[name].get(word, 0) for word in ingredients] for name in table], float
    )
    everywhere, own = weights[0], weights[1:]
    near = np.array([[a != b and region(a) == region(b) for b in names] for a in names], float)
    cuisine = rng.integers(len(names), size=count)
    size = rng.integers(SMALLEST, LARGEST + 1, size=count)
    common = rng.integers(1, FROM_EVERYWHERE + 1, size=count)
    borrowed = (rng.random(count) < BORROWING) & (near.sum(axis=1)[cuisine] > 0)
    taken = np.zeros((count, len(ingredients)), bool)
    _take(np.tile(everywhere, (count, 1)), common, taken, rng)
    _take((near @ own)[cuisine], borrowed.astype(int), taken, rng)
    _take(own[cuisine], size - common - borrowed, taken, rng)
    recipes = [rng.permutation(ingredients[row]).tolist() for row in taken]
    return recipes, [names[index] for index in cuisine]


def _take(weights, counts, taken, rng):
    """Add `counts` draws without repetition to each row of `taken`; all arrays are (recipes, ingredients).

    The Gumbel trick: the k largest of log(weight) + Gumbel noise are k draws by weight.
    """
    with np.errstate(divide="ignore"):
        keys = np.log(np.where(taken, 0, weights)) + rng.gumbel(size=weights.shape)
    ranks = np.argsort(-keys, axis=1)
    for rank in range(counts.max(initial=0)):
        rows = np.flatnonzero(counts > rank)
        taken[rows, ranks[rows, rank]] = True
