"""Scenes: where things may be, and which scenes are too alike."""

import pytest

from course.scenes import COLOURS, PLACES, SHAPES, edits, things
from course.scenes.things import Thing


def test_a_scene_belongs_to_its_number():
    assert things.scene(5) == things.scene(5) != things.scene(6)
    assert len({things.scene(seed) for seed in range(300)}) == 300


def test_things_stay_in_cells_of_their_own():
    sizes = set()
    for scene in things.different(400, seed=2):
        sizes.add(len(scene))
        assert len({thing.place for thing in scene}) == len(scene)
        assert [PLACES.index(thing.place) for thing in scene] == sorted(
            PLACES.index(thing.place) for thing in scene
        )
        for thing in scene:
            assert thing.shape in SHAPES and thing.colour in COLOURS
            for middle, cell in ((thing.x, thing.column), (thing.y, thing.row)):
                assert (
                    cell / 3 < middle - thing.size / 2 and middle + thing.size / 2 < (cell + 1) / 3
                )
    assert sizes == {2, 3, 4, 5}


@pytest.mark.parametrize(
    "x, y, place",
    [
        (0.0, 0.0, "top left"),
        (0.5, 0.1, "top centre"),
        (0.9, 0.5, "middle right"),
        (0.1, 0.9, "bottom left"),
        (1.0, 1.0, "bottom right"),
    ],
)
def test_x_is_from_the_left_and_y_from_the_top(x, y, place):
    assert Thing("circle", "red", x, y, 0.1).place == place


def test_names_of_places_fit_their_centres():
    for cell, place in enumerate(PLACES):
        assert Thing("circle", "red", *things.centre_of(cell), 0.1).place == place


def test_a_key_is_that_of_the_mirror_image_and_of_no_other_scene():
    scenes = things.different(500, seed=1)
    for scene in scenes:
        assert things.key(scene) == things.key(edits.mirror(scene))
        moved = tuple(thing._replace(x=thing.x + 0.01, size=0.2) for thing in scene)
        assert things.key(scene) == things.key(moved)
        assert things.layout(scene) == things.layout(moved)
    assert len({things.key(scene) for scene in scenes}) == 500
    (first, *rest) = scenes[0]
    other = next(shape for shape in SHAPES if shape != first.shape)
    assert things.key((first._replace(shape=other), *rest)) != things.key(scenes[0])


def test_more_scenes_begin_with_the_same():
    assert things.different(300, seed=7)[:40] == things.different(40, seed=7)
    assert things.different(40, seed=8) != things.different(40, seed=7)
    assert things.different(0, seed=1) == []
    for count in (-1, 200_001):
        with pytest.raises(ValueError, match="0 to 200,000 different scenes"):
            things.different(count, seed=1)


def test_all_shapes_and_colours_come_about_equally_often():
    drawn = [thing for scene in things.different(2_000, seed=3) for thing in scene]
    for attribute, kinds in (("shape", SHAPES), ("colour", COLOURS)):
        for kind in kinds:
            share = sum(getattr(thing, attribute) == kind for thing in drawn) / len(drawn)
            assert abs(share * len(kinds) - 1) < 0.1
