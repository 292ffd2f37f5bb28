"""Things and scenes: drawn from a seed on a grid of 3 by 3 cells, each thing a little off its cell's centre."""

import random
from typing import NamedTuple

from course.scenes import COLOURS, COLUMNS, PLACES, ROWS, SHAPES

FEWEST, MOST = 2, 5  # things in a scene that is drawn
SIZES = (0.24, 0.28)  # of the picture's side
JITTER = 0.025  # from the centre of a cell, at most; the largest thing still stays in its cell
ALIKE = 0.5  # how often a thing takes the shape or the colour of another: something to count
CELL = 1 / len(ROWS)


class Thing(NamedTuple):
    """One thing in a scene.

    Attributes:
        shape, colour: str, of SHAPES and COLOURS.
        x, y: float, its centre, 0 to 1: from the left and from the top.
        size: float, its width, as a part of the picture's side.
    """

    shape: str
    colour: str
    x: float
    y: float
    size: float

    @property
    def row(self):
        """int, of the cell that holds its centre: 0 is the top."""
        return min(max(int(self.y / CELL), 0), len(ROWS) - 1)

    @property
    def column(self):
        """int, of the cell that holds its centre: 0 is on the left."""
        return min(max(int(self.x / CELL), 0), len(COLUMNS) - 1)

    @property
    def place(self):
        """str, the name of its cell, such as "top left"."""
        return PLACES[self.row * len(COLUMNS) + self.column]


def ordered(things):
    """A scene of some things: a tuple of them in reading order."""
    return tuple(sorted(things, key=lambda thing: (thing.row, thing.column, thing.y, thing.x)))


def scene(seed):
    """The scene that belongs to a number: tuple of 2 to 5 Things in reading order."""
    return draw(random.Random(int(seed)))


def draw(rng):
    """Draw a scene.

    Args:
        rng: random.Random.

    Returns:
        tuple of 2 to 5 Things in reading order, each in another cell of the grid.
    """
    things = []
    for cell in rng.sample(range(len(PLACES)), rng.randint(FEWEST, MOST)):
        shape, colour = rng.choice(SHAPES), rng.choice(tuple(COLOURS))
        if things and rng.random() < ALIKE:
            model = rng.choice(things)
            if rng.random() < 0.5:
                shape = model.shape
            else:
                colour = model.colour
        x, y = (rng.uniform(-JITTER, JITTER) + centre for centre in centre_of(cell))
        things.append(Thing(shape, colour, x, y, rng.uniform(*SIZES)))
    return ordered(things)


def centre_of(cell):
    """The x and y of the centre of a cell, an index into PLACES."""
    row, column = divmod(cell, len(COLUMNS))
    return (column + 0.5) * CELL, (row + 0.5) * CELL


def layout(scene):
    """What is where, whatever the size and the place within a cell: tuple of (row, column, shape, colour)."""
    return tuple((thing.row, thing.column, thing.shape, thing.colour) for thing in scene)


def key(scene):
    """The layout, the same for a scene and for its mirror image: two scenes with one key are too alike.

    A network that has seen one in training has nearly seen the other (the authors of NLVR warn of such leaks).
    """
    here = layout(scene)
    last = len(COLUMNS) - 1
    mirrored = tuple(sorted((row, last - column, *what) for row, column, *what in here))
    return min(tuple(sorted(here)), mirrored)


def different(count, *, seed):
    """Draw scenes no two of which have the same `key`.

    Args:
        count: int.
        seed: int.

    Returns:
        list of scenes. A longer list begins with the same scenes.

    Raises:
        ValueError: a negative count, or one above 200,000, for which new scenes become hard to find.
    """
    if not 0 <= count <= 200_000:
        raise ValueError(f"0 to 200,000 different scenes can be drawn, asked for {count}")
    rng, found = random.Random(int(seed)), {}
    while len(found) < count:
        one = draw(rng)
        found.setdefault(key(one), one)
    return list(found.values())
