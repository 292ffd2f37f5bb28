"""Edits change what they say and nothing else."""

import pytest

from course.scenes import PLACES, edits, things

SCENE = things.scene(11)


@pytest.mark.parametrize("index", range(len(SCENE)))
def test_one_thing_changes(index):
    thing, place = SCENE[index], SCENE[index].place
    others = {other for other in SCENE if other is not thing}
    colour = "red" if thing.colour != "red" else "blue"
    assert set(edits.recolour(SCENE, place, colour)) == others | {thing._replace(colour=colour)}
    assert set(edits.delete(SCENE, place)) == others
    taken = {other.place for other in SCENE}
    free = next(name for name in PLACES if name not in taken)
    moved = edits.move(SCENE, place, free)
    (new,) = set(moved) - others
    assert new.place == free and new._replace(x=0, y=0) == thing._replace(x=0, y=0)
    assert moved == things.ordered(moved) and len(moved) == len(SCENE)


def test_mirrored_twice_is_the_scene_again():
    for scene in things.different(50, seed=5):
        mirrored = edits.mirror(scene)
        assert things.layout(edits.mirror(mirrored)) == things.layout(scene)
        assert sorted((t.row, 2 - t.column, t.shape, t.colour) for t in mirrored) == sorted(
            things.layout(scene)
        )
        assert mirrored == things.ordered(mirrored)


def test_what_cannot_be_done_is_said():
    place = SCENE[0].place
    free = next(name for name in PLACES if name not in {thing.place for thing in SCENE})
    with pytest.raises(ValueError, match=f"one thing at the {free} is expected, there are 0"):
        edits.delete(SCENE, free)
    with pytest.raises(ValueError, match="the places are top left, .*, got 'here'"):
        edits.delete(SCENE, "here")
    with pytest.raises(ValueError, match="the places are top left, .*, got 'there'"):
        edits.move(SCENE, place, "there")
    with pytest.raises(ValueError, match="the colours are black, .*, got 'pink'"):
        edits.recolour(SCENE, place, "pink")
    with pytest.raises(ValueError, match=f"something at the {SCENE[1].place} already"):
        edits.move(SCENE, place, SCENE[1].place)


def test_a_thing_may_be_moved_within_its_own_place():
    place = SCENE[0].place
    assert things.layout(edits.move(SCENE, place, place)) == things.layout(SCENE)
