"""The reasoner against another one, which reads the question's text and looks at a grid of words."""

import collections
import random
import re

import pytest

from course.scenes import COLOURS, SHAPES, edits, questions, things
from course.scenes.questions import Phrase, Question

SCENES = [*things.different(30, seed=21), ()]


def second_opinion(text, scene):
    """Answer from the text and a dict of what is where, {(row, column): (colour, shape)}."""
    grid = {(thing.row, thing.column): (thing.colour, thing.shape) for thing in scene}
    words = collections.Counter()
    for colour, shape in grid.values():
        words.update([f"{colour} {shape}", f"{colour} object", shape, "object"])

    def singular(noun):
        return noun.removesuffix("s")

    def where(noun):
        names = {place: (f"{c} {s}", f"{c} object", s) for place, (c, s) in grid.items()}
        places = [place for place, known in names.items() if noun in known]
        return places[0] if len(places) == 1 else None

    if match := re.fullmatch(r"how many (.+) are there\?", text):
        return str(words[singular(match[1])])
    if match := re.fullmatch(r"is there a (.+)\?", text):
        return "yes" if words[match[1]] else "no"
    if match := re.fullmatch(r"are there more (.+) than (.+)\?", text):
        return "yes" if words[singular(match[1])] > words[singular(match[2])] else "no"
    if match := re.fullmatch(r"what colour is the (.+)\?", text):
        colours = [colour for colour, shape in grid.values() if shape == match[1]]
        return colours[0] if len(colours) == 1 else None
    if match := re.fullmatch(r"where is the (.+)\?", text):
        place = where(match[1])
        return (
            place
            and f"{'top middle bottom'.split()[place[0]]} {'left centre right'.split()[place[1]]}"
        )
    match = re.fullmatch(r"what is (on top|left|right) of the (.+)\?", text)
    if where(match[2]) is None:
        return None
    row, column = where(match[2])
    cell = {
        "on top": (row - 1, column),
        "left": (row, column - 1),
        "right": (row, column + 1),
    }[match[1]]
    return grid.get(cell, ("", "nothing"))[1]


def test_all_questions_about_many_scenes():
    seen = collections.defaultdict(set)
    for scene in SCENES:
        for question in questions.every():
            found = questions.answer(question, scene)
            assert found == second_opinion(str(question), scene), (str(question), scene)
            assert (found is None) == bool(questions.problem(question, scene))
            seen[question.kind].add(found)
    assert all(
        len(seen[kind]) >= 3 for kind in ("count", "colour", "where", "top", "left", "right")
    )
    assert {"yes", "no"} == seen["exists"] == seen["more"]
    assert all(seen[kind] == {*SHAPES, "nothing", None} for kind in ("top", "left", "right"))


def test_the_grammar_is_closed_and_its_texts_differ():
    every = questions.every()
    assert len(every) == len({str(question) for question in every}) == 144
    assert {question.kind for question in every} == set(questions.KINDS)
    assert all(set(questions.answers_of(question)) <= set(questions.ANSWERS) for question in every)
    assert len(set(questions.ANSWERS)) == len(questions.ANSWERS) == 26
    assert [q for kind in questions.KINDS for q in questions.every(kind)] == list(every)


@pytest.mark.parametrize("kind", questions.KINDS)
def test_what_can_be_asked_has_an_answer_and_is_of_the_grammar(kind):
    for scene in SCENES:
        asked = questions.askable(scene, kind)
        assert len(set(asked)) == len(asked) and set(asked) <= set(questions.every(kind))
        assert all(questions.answer(question, scene) is not None for question in asked)
        if kind in ("colour", "where", "top", "left", "right"):  # and nothing else has one
            answered = [q for q in questions.every(kind) if questions.answer(q, scene) is not None]
            assert set(answered) == set(asked)


def test_counts_add_up():
    def count(scene, **phrase):
        return int(questions.answer(Question("count", Phrase(**phrase)), scene))

    for scene in SCENES:
        assert sum(count(scene, colour=colour) for colour in COLOURS) == count(scene) == len(scene)
        assert sum(count(scene, shape=shape) for shape in SHAPES) == len(scene)
        for shape in SHAPES:
            both = sum(count(scene, colour=colour, shape=shape) for colour in COLOURS)
            assert both == count(scene, shape=shape)


def test_a_mirror_swaps_left_and_right_and_nothing_else():
    for scene in SCENES:
        mirrored = edits.mirror(scene)
        for question in questions.every():
            swapped = {"left": "right", "right": "left"}.get(question.kind, question.kind)
            other = questions.answer(question._replace(kind=swapped), mirrored)
            if question.kind == "where" and other:
                row, column = other.split()
                other = f"{row} { {'left': 'right', 'right': 'left'}.get(column, column) }"
            assert questions.answer(question, scene) == other


def test_an_edit_changes_the_answers_that_it_should():
    rng = random.Random(4)
    for scene in SCENES[:-1]:
        thing = rng.choice(scene)
        colour = rng.choice([name for name in COLOURS if name != thing.colour])
        count = Question("count", Phrase(thing.colour))
        before = int(questions.answer(count, scene))
        for changed in (
            edits.recolour(scene, thing.place, colour),
            edits.delete(scene, thing.place),
        ):
            assert int(questions.answer(count, changed)) == before - 1


def test_why_there_is_no_answer():
    red = things.Thing("square", "red", 0.2, 0.2, 0.2)
    scene = (red, red._replace(y=0.8), red._replace(shape="circle", y=0.5))
    square = Phrase("red", "square")
    assert questions.problem(Question("top", square), scene) == (
        "there are 2 red squares in this scene, and the question speaks of the one red square"
    )
    nowhere = questions.problem(Question("where", Phrase("blue", "circle")), scene)
    assert nowhere == (
        "there is no blue circle in this scene, and the question speaks of the one blue circle"
    )
    assert questions.problem(Question("colour", Phrase(shape="circle")), scene) == ""
