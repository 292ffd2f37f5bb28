"""Change one thing in a scene, or mirror all of it, and ask again: that shows what an answer depends on.

Each function gives a new scene and leaves the old one as it is. A place is a name such as "top left".
"""

from course.scenes import COLOURS, PLACES
from course.scenes.things import centre_of, ordered


def recolour(scene, place, colour):
    """Paint the thing at a place; raises ValueError where nothing is, or for a colour that is none."""
    if colour not in COLOURS:
        raise ValueError(f"the colours are {', '.join(COLOURS)}, got {colour!r}")
    thing, others = _taken(scene, place)
    return ordered([*others, thing._replace(colour=colour)])


def move(scene, place, to):
    """Move the thing at a place to the centre of an empty one; raises ValueError if it is taken."""
    thing, others = _taken(scene, place)
    x, y = centre_of(_cell(to))
    if any(other.place == to for other in others):
        raise ValueError(f"there is something at the {to} already: move to an empty place")
    return ordered([*others, thing._replace(x=x, y=y)])


def delete(scene, place):
    """Take away the thing at a place; raises ValueError where nothing is."""
    return ordered(_taken(scene, place)[1])


def mirror(scene):
    """Swap left and right. All shapes are symmetric, so the picture is mirrored, too."""
    return ordered(thing._replace(x=1 - thing.x) for thing in scene)


def _taken(scene, place):
    """The thing at a place, and the others."""
    _cell(place)
    here = [thing for thing in scene if thing.place == place]
    if len(here) != 1:
        raise ValueError(
            f"one thing at the {place} is expected, there are {len(here)}; things are at the "
            f"{', '.join(thing.place for thing in scene) or 'none of its places'}"
        )
    return here[0], [thing for thing in scene if thing is not here[0]]


def _cell(place):
    if place not in PLACES:
        raise ValueError(f"the places are {', '.join(PLACES)}, got {place!r}")
    return PLACES.index(place)
