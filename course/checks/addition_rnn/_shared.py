"""The alphabets of encode and decode."""

DIGITS = "0123456789+ "


def letters(rng, place):
    """An alphabet of six characters in any order, small and capital letters, with the space at `place`."""
    small = rng.choice(list("abdefghmnrt"), 3, replace=False)
    characters = [*small, small[0].upper(), small[1].upper()]
    characters = [str(character) for character in rng.permutation(characters)]
    return "".join([*characters[:place], " ", *characters[place:]])
