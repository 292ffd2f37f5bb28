"""What cases of several exercises are made of."""

COLOURS = ("black", "blue", "green", "pink", "red", "white", "yellow")
SHAPES = ("circle", "square", "star", "triangle")
PLACES = tuple(
    f"{row} {column}"
    for row in ("top", "middle", "bottom")
    for column in ("left", "centre", "right")
)


def planted(mistakes, inputs):
    """What mistaken answers, {hint: function}, lead to, {hint: value}."""
    return {hint: mistaken(*inputs) for hint, mistaken in mistakes.items()}


def one_of(rng, choices):
    """One entry of a sequence, as it is."""
    return choices[int(rng.integers(len(choices)))]


def some_of(rng, choices, count):
    """A list of different entries of a sequence."""
    return [choices[place] for place in rng.permutation(len(choices))[:count]]
