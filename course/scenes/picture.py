"""Pictures of scenes, anti-aliased, at any size. Pixels go from 0 to 1 everywhere, in training and in asking.

How much of a pixel a thing covers follows from the distance to its outline: all from half a pixel inside,
nothing from half a pixel outside. Renderers of fonts do so, too.
"""

import numpy as np

from course import files
from course.scenes import BACKGROUND, COLOURS, SHAPES

CHUNK = 1024  # scenes at once: the arrays between stay small


def render(scenes, size=32):
    """Draw scenes; where things overlap, the later one covers.

    Args:
        scenes: sequence of scenes, each a sequence of Things.
        size: int, pixels in a row and in a column, 8 to 1,024.

    Returns:
        float32 array (scenes, size, size, 3): row from the top, column from the left, and red, green and blue,
        each from 0 to 1.

    Raises:
        ValueError: the size is out of range, or a colour or a shape is unknown.
    """
    if not 8 <= size <= 1024:
        raise ValueError(f"a picture has 8 to 1,024 pixels in a row, asked for {size}")
    scenes = list(scenes)
    images = np.empty((len(scenes), size, size, 3), "float32")
    images[:] = BACKGROUND
    for start in range(0, len(scenes), CHUNK):
        _draw(images[start : start + CHUNK], scenes[start : start + CHUNK], size)
    return images


def save(image, *, path):
    """Write a picture as PNG, whole or not at all.

    Args:
        image: float array (height, width, 3) from 0 to 1.
        path: the file; raises CourseError if it cannot be written.
    """
    from matplotlib.image import imsave

    with files.replacing(path) as part:
        imsave(part, np.clip(image, 0, 1), format="png")


def _draw(images, scenes, size):
    """Draw into images: first the first thing of every scene, then the second, and so on."""
    for slot in range(max(map(len, scenes), default=0)):
        where = [index for index, scene in enumerate(scenes) if slot < len(scene)]
        here = [scenes[index][slot] for index in where]
        numbers = np.array([(thing.x, thing.y, thing.size) for thing in here]) * size
        colours = np.array([_known(thing.colour, COLOURS) for thing in here], "float32")
        shapes = np.array([_known(thing.shape, _KINDS) for thing in here])
        _cover(images, np.array(where), *numbers.T, colours, shapes)


def _cover(images, where, x, y, width, colours, shapes):
    """Draw one thing into each of some images, in a square patch of pixels around it."""
    size = images.shape[1]
    patch = min(size, int(np.ceil(width.max())) + 3)
    pixels = np.arange(patch)
    rows, columns = (
        np.clip(np.round(centre - patch / 2).astype(int), 0, size - patch)[:, None] + pixels
        for centre in (y, x)
    )
    across = (columns + 0.5 - x[:, None])[:, None, :].astype("float32")  # (things, 1, patch)
    down = (rows + 0.5 - y[:, None])[:, :, None].astype("float32")  # (things, patch, 1)
    radius = (width / 2)[:, None, None].astype("float32")
    distance = np.empty((len(where), patch, patch), "float32")
    for kind, outside in enumerate(_OUTSIDE):
        of_kind = shapes == kind
        distance[of_kind] = outside(across[of_kind], down[of_kind], radius[of_kind])
    covered = np.clip(0.5 - distance, 0, 1)[..., None]
    place = where[:, None, None], rows[:, :, None], columns[:, None, :]
    images[place] += covered * (colours[:, None, None, :] - images[place])


# How far outside a shape of half width `radius` a point is, in pixels; negative inside.


def _outside_circle(across, down, radius):
    return np.hypot(across, down) - radius


def _outside_square(across, down, radius):
    return np.maximum(abs(across), abs(down)) - radius


def _outside_triangle(across, down, radius):
    """Its tip is in the middle above, its base below, as wide as it is high."""
    return np.maximum((2 * abs(across) - down - radius) / np.sqrt(np.float32(5)), down - radius)


_OUTSIDE = (_outside_circle, _outside_square, _outside_triangle)
_KINDS = {shape: kind for kind, shape in enumerate(SHAPES)}


def _known(name, names):
    try:
        return names[name]
    except KeyError:
        raise ValueError(f"there are {', '.join(names)}, got {name!r}") from None
