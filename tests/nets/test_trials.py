import random

import numpy as np

from course.nets import looking, trials
from course.scenes import balance, questions, things
from tests.nets.lab_code import run_cells

SCENES = things.different(80, seed=4)


def knows(scenes, asked):
    return [(questions.answer(q, scene), 1.0) for q, scene in zip(asked, scenes, strict=True)]


def cannot_tell_a_draw(scenes, asked):
    """Says that there are more where there are at least as many."""
    found = []
    for question, scene in zip(asked, scenes, strict=True):
        word = questions.answer(question, scene)
        if question.kind == "more":
            first, second = (sum(part.fits(thing) for thing in scene) for part in question[1:])
            word = "yes" if first >= second else "no"
        found.append((word, 1.0))
    return found


def test_a_table_has_a_row_for_each_question():
    texts = ["how many objects are there?", "where is the red square?"]
    said, true = trials.table(knows, SCENES[:5], texts)
    assert said[0] == true[0] == [str(len(scene)) for scene in SCENES[:5]]
    assert [str(word) for word in said[1]] == true[1]


def test_who_knows_follows_every_edit_and_who_guesses_from_words_follows_none():
    assert set(trials.by_kind(knows, SCENES).values()) == {1.0}
    assert {"count", "more", "exists"} <= set(trials.by_kind(knows, SCENES))

    def by_words(scenes, asked):
        return [(random.Random(str(q)).choice(questions.answers_of(q)), 1.0) for q in asked]

    assert set(trials.by_kind(by_words, SCENES).values()) == {0.0}


def test_races_tell_a_draw_from_a_lead():
    part = balance.ask(SCENES, random.Random(1))
    found = trials.races(cannot_tell_a_draw, part)
    assert sum(number for number, *_ in found.values()) == sum(
        q.kind == "more" for q in part.questions
    )
    assert {lead: right for lead, (_, right, _) in found.items()} == {
        lead: float(lead != 0) for lead in found
    }
    assert {counted for *_, counted in found.values()} == {1.0}
    assert {0, 1, -1} <= set(found)


def test_records_are_lined_up(keras):
    kinds, overall = trials.compared({"words": "looking-question"})
    seeds = len(trials.records("looking-question"))
    assert kinds["words"].shape == (seeds, len(questions.KINDS)) and overall["words"].shape == (
        seeds,
    )
    assert (kinds["words"].min(axis=1) <= overall["words"]).all()
    np.testing.assert_allclose(
        overall["words"], float(balance.chance(looking.examples().test)), atol=1e-4
    )


def test_the_lab_builds_the_net_that_ships(keras):
    from keras import layers, ops

    from course.layers.coordinates import Coordinates
    from course.scenes import encoding

    names = {"keras": keras, "layers": layers, "ops": ops, "Coordinates": Coordinates}
    names |= {"encoding": encoding, "questions": questions}
    lab = run_cells("13_captions_questions", ["def film_block(", "def by_film("], names)
    ours, theirs = looking.build_model(), lab["build_model"](lab["by_film"])
    shapes = [sorted(tuple(weight.shape) for weight in net.weights) for net in (ours, theirs)]
    assert shapes[0] == shapes[1]
    assert [tuple(tensor.shape) for tensor in theirs.inputs] == [
        tuple(tensor.shape) for tensor in ours.inputs
    ]
