"""Without a network: the reasoner answers, and reasoners with one fault each."""

import random

import pytest

from course.nets import consistency
from course.scenes import edits, questions, things

SCENES = [things.scene(seed) for seed in range(30)]
ANYTHING = "no"  # where a question has no answer


def by(function):
    """An `ask` that answers by a function of (question, scene)."""
    return lambda scenes, asked: [
        (function(question, scene) or ANYTHING, 1.0)
        for question, scene in zip(asked, scenes, strict=True)
    ]


def test_who_reasons_well_is_consistent():
    for numbers in consistency.measure(by(questions.answer), SCENES).values():
        assert set(numbers.values()) == {1.0}


def test_who_miscounts_one_colour_does_not_add_up():
    def blind_to_red(question, scene):
        if question.kind == "count" and question.first.colour == "red":
            return "0"
        return questions.answer(question, scene)

    red = sum(any(thing.colour == "red" for thing in scene) for scene in SCENES) / len(SCENES)
    sums = consistency.sums(by(blind_to_red), SCENES)
    assert sums["colours"] == pytest.approx(1 - red, abs=1e-4) and sums["shapes"] == 1


def test_who_knows_no_four_is_found_out_in_scenes_that_are_not_familiar():
    def at_most_three(question, scene):
        word = questions.answer(question, scene)
        counts = question.kind == "count" and question.first != ("", "")
        return min(word, "3") if counts else word

    scenes = [things.scene(seed) for seed in range(150)]
    usual = [scene for scene in scenes if consistency.familiar(scene)]
    strange = [scene for scene in scenes if not consistency.familiar(scene)]
    assert len(usual) > 2 * len(strange) > 10
    assert set(consistency.sums(by(at_most_three), usual).values()) == {1.0}
    found = consistency.sums(by(at_most_three), strange)
    assert (
        found["colours"] + found["shapes"] <= 1.05
    )  # a scene may have four squares that are four red ones


def test_a_word_that_is_no_number_adds_up_to_nothing():
    assert consistency.sums(by(lambda question, scene: "red"), SCENES) == {
        "colours": 0.0,
        "shapes": 0.0,
    }


def test_who_does_not_look_follows_no_change():
    blind = by(lambda question, scene: "yes")
    for edit in consistency.EDITS:
        assert consistency.edited(blind, SCENES, edit)["changed"] == 0


def test_who_sees_only_the_old_scene_keeps_what_stays():
    """The answers before are right, those after are what they were: only what stays is right twice."""
    memory = {}

    def remember(question, scene):
        return memory.setdefault(question, questions.answer(question, scene))

    for scene in SCENES[:5]:
        memory.clear()
        found = consistency.edited(by(remember), [scene], "recolour")
        assert found["changed"] in (0, None) and found["kept"] in (1, None)


@pytest.mark.parametrize("edit", ["recolour", "move", "delete"])
def test_a_change_concerns_one_thing(edit):
    rng = random.Random(2)
    for scene in SCENES:
        other = consistency.change(scene, edit, rng)
        gone, come = set(scene) - set(other), set(other) - set(scene)
        assert (len(gone), len(come)) == (1, 0 if edit == "delete" else 1)


def test_who_mixes_up_left_and_right_is_found_out():
    def mixed_up(question, scene):
        kind = {"left": "right", "right": "left"}.get(question.kind, question.kind)
        return questions.answer(question._replace(kind=kind), scene)

    found = consistency.edited(by(mixed_up), SCENES, "mirror")
    assert found["changed"] < 0.7 and found["kept"] > 0.9


def test_an_unknown_edit_is_refused():
    with pytest.raises(
        ValueError, match="an edit is one of recolour, move, delete, mirror, got 'paint'"
    ):
        consistency.change(edits.ordered(SCENES[0]), "paint", random.Random(0))
