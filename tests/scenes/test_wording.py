from course.scenes import captions, things
from course.scenes.wording import coded, false_parts, shares, spoiled

SCENES = things.different(60, seed=4)


def test_captions_are_wrong_as_they_say():
    true, wrong = [captions.caption(scene) for scene in SCENES], spoiled(SCENES)
    for text, other, scene in zip(true, wrong["one colour"], SCENES, strict=True):
        differ = [(a, b) for a, b in zip(text.split(), other.split(), strict=True) if a != b]
        assert len(differ) == 1 and differ[0][0] in {thing.colour for thing in scene}
    mirrored = [
        text.replace("left", "LEFT").replace("right", "left").replace("LEFT", "right")
        for text in true
    ]
    assert wrong["left and right"] == mirrored
    assert sorted(wrong["another scene's"]) == sorted(true)
    for text, other in zip(true, wrong["another scene's"], strict=True):
        assert text != other and len(text.split()) == len(other.split())
    assert set(wrong["all alike"]) == {true[0]} and len(wrong["all alike"]) == 60


def test_shares_and_false_parts_agree_with_what_was_spoiled():
    true, wrong = [captions.caption(scene) for scene in SCENES], spoiled(SCENES)
    assert [captions.text(row) for row in coded(true)] == true
    assert shares(SCENES, true) == (1.0, 1.0) and false_parts(SCENES, true) == []
    things_there = sum(map(len, SCENES))
    assert shares(SCENES, wrong["one colour"]) == ((things_there - 60) / things_there,) * 2
    for scene, parts, jumbled in false_parts(SCENES, wrong["one colour"]):
        assert len(parts) == 1 and not jumbled and scene in SCENES


def test_colours_that_change_places_are_mixed_up():
    scene = next(s for s in SCENES if s[0].colour != s[1].colour and s[0].shape != s[1].shape)
    one, two, *others = scene
    swapped = (one._replace(colour=two.colour), two._replace(colour=one.colour), *others)
    ((_, parts, jumbled),) = false_parts([scene], [captions.caption(swapped)])
    assert jumbled and parts == [captions.caption([thing]) for thing in swapped[:2]]
