"""Pictures of scenes: where things are drawn, how sharp, and whether everyone can tell the colours apart."""

import itertools

import numpy as np
import pytest
from matplotlib.image import imread

from course.errors import CourseError
from course.scenes import BACKGROUND, COLOURS, SHAPES, edits, picture, things
from course.scenes.things import Thing

# Machado, Oliveira & Fernandes 2009: what is left of linear red, green, blue without one kind of cone.
EYES = {
    "all cones": np.eye(3),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(colour, eye="all cones"):
    """CIE L*a*b* of an sRGB colour, as seen by an eye."""
    colour = np.array(colour)
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(EYES[eye]) @ linear, 0, 1)
    xyz = np.array(
        [
            [0.4124, 0.3576, 0.1805],
            [0.2126, 0.7152, 0.0722],
            [0.0193, 0.1192, 0.9505],
        ]
    ) @ linear / [0.9505, 1.0, 1.089]  # fmt: skip
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz * 841 / 108 + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("eye", EYES)
def test_colours_differ_for_every_eye(eye):
    seen = [lab(colour, eye) for colour in (*COLOURS.values(), BACKGROUND)]
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(one - other) > 25  # 2.3 is the least that one can see


def test_colours_differ_in_lightness_alone():
    lightness = [lab(colour)[0] for colour in (*COLOURS.values(), BACKGROUND)]
    assert min(np.diff(lightness)) > 10  # dark to light, in wide steps


def supersampled(thing, size, fine=16):
    """The share of each pixel that a shape covers, by counting points; written from the shapes' outlines."""
    points = (np.arange(size * fine) + 0.5) / (size * fine)
    x, y = np.meshgrid(points - thing.x, points - thing.y)
    half = thing.size / 2
    inside = {
        "circle": x**2 + y**2 <= half**2,
        "square": (np.abs(x) <= half) & (np.abs(y) <= half),
        "triangle": (y <= half) & (np.abs(x) <= (y + half) / 2),
    }[thing.shape]
    return inside.reshape(size, fine, size, fine).mean((1, 3))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [31, 32, 64])
def test_a_thing_covers_the_pixels_that_it_should(shape, size):
    thing = Thing(shape, "black", 0.31, 0.64, 0.24)
    image = picture.render([[thing]], size)[0]
    away = np.array(BACKGROUND) - COLOURS["black"]
    covered = ((BACKGROUND - image) / away).mean(-1)
    wanted = supersampled(thing, size)
    assert np.abs(covered - wanted).max() < 0.3  # at corners; a distance knows edges only
    assert abs(covered.sum() - wanted.sum()) < 0.04 * wanted.sum()
    soft = ((covered > 0.01) & (covered < 0.99)).sum() / (size * thing.size)
    assert 2.5 < soft < 5  # edges are soft, and only edges: a circle's is 3.1 of its widths long
    rows, columns = np.indices(covered.shape) + 0.5
    assert abs((covered * columns).sum() / covered.sum() / size - thing.x) < 0.005
    low = thing.size / 6 if shape == "triangle" else 0  # its centre of mass is below its middle
    assert abs((covered * rows).sum() / covered.sum() / size - thing.y - low) < 0.005


@pytest.mark.parametrize("size", [16, 31, 32, 47, 64])
def test_a_mirrored_scene_is_a_mirrored_picture(size):
    scenes = things.different(40, seed=size)
    images = picture.render(scenes, size)
    mirrored = picture.render([edits.mirror(scene) for scene in scenes], size)
    # where the soft edges of two things meet in a pixel, it matters which one is drawn first
    apart = np.abs(mirrored - images[:, :, ::-1])
    assert np.mean(apart > 2e-5) < 2e-3 and apart.max() < 0.2


def test_many_scenes_are_drawn_as_each_alone(monkeypatch):
    monkeypatch.setattr(picture, "CHUNK", 7)
    scenes = [*things.different(20, seed=4), ()]
    images = picture.render(scenes, 24)
    assert images.shape == (21, 24, 24, 3) and images.dtype == np.float32
    assert images.min() >= 0 and images.max() <= 1
    for scene, image in zip(scenes, images, strict=True):
        np.testing.assert_allclose(image, picture.render([scene], 24)[0], atol=1e-6)
    assert np.ptp(images[-1], axis=(0, 1)).max() == 0  # nothing but background
    assert picture.render([], 24).shape == (0, 24, 24, 3)


def test_the_middle_of_each_thing_has_its_colour():
    scenes = things.different(60, seed=9)
    for scene, image in zip(scenes, picture.render(scenes, 64), strict=True):
        for thing in scene:
            pixel = image[int(thing.y * 64), int(thing.x * 64)]
            np.testing.assert_allclose(pixel, COLOURS[thing.colour], atol=1e-5)


def test_a_thing_in_a_corner_and_one_that_fills_everything():
    corner = Thing("square", "red", 0.95, 0.95, 0.1)
    image = picture.render([[corner]], 20)[0]
    np.testing.assert_allclose(image[18:, 18:], np.full((2, 2, 3), COLOURS["red"]), atol=1e-5)
    np.testing.assert_allclose(image[:18], np.broadcast_to(BACKGROUND, (18, 20, 3)), atol=1e-5)
    whole = picture.render([[Thing("square", "blue", 0.5, 0.5, 1.0)]], 20)[0]
    np.testing.assert_allclose(whole, np.broadcast_to(COLOURS["blue"], (20, 20, 3)), atol=1e-5)


def test_the_later_thing_covers_the_earlier():
    two = [Thing("square", name, 0.5, 0.5, 0.4) for name in ("red", "green")]
    np.testing.assert_allclose(picture.render([two], 20)[0, 10, 10], COLOURS["green"], atol=1e-5)


@pytest.mark.parametrize(
    "thing, size, problem",
    [
        (Thing("square", "red", 0.5, 0.5, 0.2), 7, "8 to 1,024 pixels"),
        (Thing("square", "pink", 0.5, 0.5, 0.2), 32, "black, blue, red, green, yellow, got 'pink'"),
        (Thing("star", "red", 0.5, 0.5, 0.2), 32, "circle, square, triangle, got 'star'"),
    ],
)
def test_what_cannot_be_drawn(thing, size, problem):
    with pytest.raises(ValueError, match=problem):
        picture.render([[thing]], size)


def test_a_picture_is_saved_whole(tmp_path):
    image = picture.render([things.scene(3)], 48)[0]
    picture.save(image, path=tmp_path / "a.png")
    np.testing.assert_allclose(imread(tmp_path / "a.png")[..., :3], image, atol=1 / 255)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    with pytest.raises(CourseError, match="cannot write"):
        picture.save(image, path=tmp_path / "a.png" / "b.png")
