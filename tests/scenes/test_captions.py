"""Captions tell what is there, and are judged by it."""

import re

import numpy as np
import pytest

from course.scenes import captions, things
from course.scenes.things import Thing

SCENES = things.different(80, seed=31)
CODED = captions.ids(SCENES)


def read(text):
    """The facts of a caption, by a regular expression."""
    return set(re.findall(r"a (\w+) (\w+) (\w+ \w+)", text))


def test_a_caption_tells_the_facts_in_reading_order():
    for scene in SCENES:
        text = captions.caption(scene)
        assert read(text) == {
            (colour, shape, place) for shape, colour, place in captions.facts(scene)
        }
        assert len(captions.facts(scene)) == len(scene) == text.count(",") + 1
        places = [
            things.PLACES.index(place)
            for _, _, place in re.findall(r"a (\w+) (\w+) (\w+ \w+)", text)
        ]
        assert places == sorted(places)


def test_ids_are_the_words_between_start_and_end():
    assert CODED.shape == (80, captions.LONGEST) == (80, 31) and CODED.dtype == np.int32
    for row, scene in zip(CODED, SCENES, strict=True):
        words = captions.caption(scene).split()
        assert row[0] == captions.START and row[1 + len(words)] == captions.END
        assert [captions.WORDS[number] for number in row[1 : 1 + len(words)]] == words
        assert not row[2 + len(words) :].any()
        assert captions.text(row) == captions.text(row[1:]) == captions.caption(scene)
    assert set(np.unique(CODED)) == set(range(len(captions.WORDS)))
    assert max(map(len, SCENES)) == 5 and CODED[:, -1].any()  # the longest fills its row


def test_a_caption_of_too_much():
    thing = Thing("circle", "red", 0.1, 0.1, 0.1)
    with pytest.raises(ValueError, match="at most 5 things, the scene has 6"):
        captions.ids([[thing] * 6])


def test_true_captions_are_all_right():
    judged = captions.judge(SCENES, CODED)
    assert judged.all_right.all()
    assert judged.right.tolist() == judged.said.tolist() == [len(scene) for scene in SCENES]
    shifted = captions.judge(SCENES, CODED[:, 1:])
    assert shifted.all_right.all()  # with the start symbol or without


def changed(text, old, new):
    scene = (
        Thing("square", "red", 0.2, 0.2, 0.2),
        Thing("circle", "blue", 0.8, 0.2, 0.2),
        Thing("circle", "blue", 0.8, 0.8, 0.2),
    )
    assert captions.caption(scene) == text and old in text
    words = text.replace(old, new).split()
    ids = [captions.WORDS.index(word) for word in words] + [captions.END, 3, 5]
    judged = captions.judge([scene], [ids])
    return int(judged.right[0]), int(judged.said[0]), int(judged.true[0]), bool(judged.all_right[0])


@pytest.mark.parametrize(
    "old, new, wanted",
    [
        ("red", "red", (3, 3, 3, True)),
        ("red", "green", (2, 3, 3, False)),
        ("square", "circle", (2, 3, 3, False)),
        ("top right", "middle right", (2, 3, 3, False)),
        (" , a blue circle bottom right", "", (2, 2, 3, False)),
        ("bottom right", "top right", (2, 3, 3, False)),  # said twice, true once
        ("bottom right", "bottom right , a red square top left", (3, 4, 3, False)),
        (" , a blue circle bottom right", " ,", (2, 3, 3, False)),
        ("a red square", "red square", (2, 3, 3, False)),
        ("a red square", "a red red square", (2, 3, 3, False)),
        ("top left , a", "top left a", (1, 2, 3, False)),
    ],
)
def test_a_mistake_costs_its_fact(old, new, wanted):
    text = "a red square top left , a blue circle top right , a blue circle bottom right"
    assert changed(text, old, new) == wanted


def test_order_costs_nothing_and_silence_everything():
    for scene in SCENES[:10]:
        backwards = captions.caption(scene[::-1]).split()
        ids = [captions.WORDS.index(word) for word in backwards] + [captions.END]
        assert captions.judge([scene], [ids]).all_right.all()
        silent = captions.judge([scene], [[captions.START, captions.END, 0]])
        assert (silent.right, silent.said, silent.true) == (0, 0, len(scene))
        endless = [number for number in ids if number != captions.END]
        assert captions.judge([scene], [endless]).all_right.all()
    assert captions.judge(
        [()], [[captions.END]]
    ).all_right.all()  # nothing is there, nothing was said
