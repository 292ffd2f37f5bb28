from collections import Counter

import numpy as np
import pytest

from course.data import melodies
from course.data.melodies import KEYS, METRES, Melody, Note, decode, draw, encode, events_of


@pytest.fixture(scope="module")
def drawn():
    return draw(2_000, seed=1)


def test_melodies_keep_the_rules(drawn):
    for melody in drawn:
        assert len(melody.bars) == 8
        assert {sum(length for _, length in bar) for bar in melody.bars} == {METRES[melody.metre]}
        scale = {(KEYS[melody.key] + step) % 12 for step in (0, 2, 4, 5, 7, 9, 11)}
        assert {pitch % 12 for pitch, _ in melody.notes} <= scale
        first, varied, other, last = melody.phrases
        assert first == last and first[0] == varied[0] and len({first, varied, other}) == 3
        assert melody.bars[-1][-1].pitch == KEYS[melody.key]  # a cadence: home on the key note
        assert varied[1][-1].pitch - KEYS[melody.key] in (2, 7)  # and an open end


def test_keys_and_metres_are_drawn_equally_often(drawn):
    pairs = Counter((melody.key, melody.metre) for melody in drawn)
    assert len(pairs) == len(KEYS) * len(METRES)
    assert all(abs(count - 200) < 5 * np.sqrt(200) for count in pairs.values())


def test_a_melody_as_events():
    melody = Melody("D", "3/4", ((Note(62, 4), Note(66, 2)), (Note(61, 6),)))
    assert events_of(melody) == ["D", "3/4", "D4:4", "F#4:2", "|", "C#4:6", "end"]
    assert str(Note(70, 3)) == "Bb4:3" and events_of(Melody("F", "4/4", ())) == ["F", "4/4", "end"]


def test_numbers_and_back(drawn):
    ids = encode(drawn)
    assert ids.dtype == "int32" and ids.max() <= len(melodies.EVENTS)
    assert (np.diff((ids != 0).astype(int), axis=1) <= 0).all()  # all padding is on the right
    assert [decode(row) for row in ids] == drawn
    assert len({*melodies.EVENTS}) == len(melodies.EVENTS)


def numbers(text):
    return [melodies.EVENTS.index(event) + 1 for event in text.split()]


@pytest.mark.parametrize(
    "text, bars",
    [
        ("G 3/4 G3:2 | A3:6 end", ((Note(55, 2),), (Note(57, 6),))),
        ("G 3/4 | | G3:2 | end", ((Note(55, 2),),)),
        ("G 3/4 G3:2 D 4/4 G3:1 end G3:4", ((Note(55, 2), Note(55, 1)),)),
        ("G 3/4 G3:2", ((Note(55, 2),),)),
        ("G 3/4 end", ()),
    ],
)
def test_any_events_of_a_model_can_be_read(text, bars):
    assert decode(numbers(text)) == Melody("G", "3/4", bars)
    assert decode([*numbers(text), 0, 0]) == Melody("G", "3/4", bars)


@pytest.mark.parametrize("text", ["", "G", "3/4 G", "G3:2 | G3:2"])
def test_what_does_not_begin_as_a_melody(text):
    with pytest.raises(ValueError, match="begins with a key and a metre"):
        decode(numbers(text))


def test_judges_count():
    ring, bell, long, wrong = (Note(60, 6),), (Note(62, 6),), (Note(64, 8),), (Note(61, 6),)
    melody = Melody("C", "3/4", (ring, bell, long, wrong, ring, bell, ring, long, ring, bell, ring))
    assert melodies.bars_right(melody) == 9 / 11
    assert melodies.notes_in_key(melody) == 10 / 11
    assert len(melody.phrases) == 5 and melodies.phrases_back(melody) == 2 / 4


def test_judges_of_melodies_of_the_rules(drawn):
    assert {melodies.bars_right(melody) for melody in drawn} == {1.0}
    assert {melodies.notes_in_key(melody) for melody in drawn} == {1.0}
    assert {melodies.phrases_back(melody) for melody in drawn} == {1 / 3}


def test_an_empty_melody_is_not_right():
    empty = Melody("C", "4/4", ())
    judges = (melodies.bars_right, melodies.notes_in_key, melodies.phrases_back)
    assert [judge(empty) for judge in judges] == [0, 0, 0]


def test_a_seed_gives_the_same_melodies_and_another_one_others(drawn):
    assert draw(20, seed=1) == drawn[:20]
    assert not {*drawn} & {*draw(500, seed=2)}


def test_no_melodies():
    with pytest.raises(ValueError, match="at least 1, got 0"):
        draw(0, seed=1)
