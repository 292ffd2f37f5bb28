import pytest

from course.errors import CourseError
from course.scenes import changes, questions, things

SEED = 17
SCENE = things.scene(SEED)


def test_changes_that_are_none():
    assert changes.edited(SCENE, "is there a red square") is None
    assert changes.edited(SCENE, "delete everything") is None
    with pytest.raises(CourseError, match="not one thing here"):
        changes.edited(SCENE, "delete nice day")


def test_the_same_is_asked_before_and_after_a_change():
    def ask(scenes, asked):
        return [(questions.answer(q, scene), 0.5) for q, scene in zip(asked, scenes, strict=True)]

    thing = SCENE[0]
    change, text = f"delete the {thing.place}", f"how many {thing.colour} objects are there?"
    (before, after), said, true = changes.tried(ask, SEED, f" {change.upper()}! ", text)
    many = sum(other.colour == thing.colour for other in SCENE)
    assert before == SCENE and after == SCENE[1:]
    assert said == [f"{number} (probability 0.50)" for number in (many, many - 1)]
    assert true == [f"true: {number}" for number in (many, many - 1)]
    assert changes.tried(ask, SEED, "", text)[0] == [SCENE, SCENE]
    with pytest.raises(CourseError, match="'dance' is no change: there are mirror"):
        changes.tried(ask, SEED, "dance", text)
    with pytest.raises(CourseError, match="not understood: 'cubes'"):
        changes.tried(ask, SEED, "", "how many cubes are there?")
