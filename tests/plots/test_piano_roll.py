import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from course.data import melodies
from course.data.melodies import Melody, Note
from course.plots.piano_roll import names_of, plot_piano_roll
from course.plots.style import COLOURS

ONE = (Note(60, 4), Note(62, 4))
TWO = (Note(64, 8),)
SHORT = (Note(61, 5),)


def boxes(ax):
    return [patch for patch in ax.patches if isinstance(patch, plt.Rectangle) and patch.zorder == 2]


def test_every_note_is_drawn_where_and_as_long_as_it_sounds():
    (melody,) = melodies.draw(1, seed=1)
    ax = plot_piano_roll(melody)
    drawn = boxes(ax)
    starts = np.cumsum([0, *(note.length for note in melody.notes)])
    assert len(drawn) == len(melody.notes)
    for box, note, start in zip(drawn, melody.notes, starts, strict=False):
        assert start <= box.get_x() and box.get_x() + box.get_width() <= start + note.length
        assert box.get_y() < note.pitch < box.get_y() + box.get_height()
    assert ax.get_xlim() == (0, starts[-1])


def test_bars_that_come_back_have_a_colour_of_their_own():
    ax = plot_piano_roll(Melody("C", "4/4", (ONE, TWO, ONE, (Note(65, 8),), ONE, TWO)))
    colours = [to_hex(box.get_facecolor()) for box in boxes(ax)]
    one, two, other = COLOURS["blue"], COLOURS["orange"], COLOURS["grey"]
    assert colours == [one, one, two, one, one, other, one, one, two]
    assert [text.get_text() for text in ax.texts] == ["A", "A'", "A"]


def test_what_is_wrong_is_red():
    ax = plot_piano_roll(Melody("C", "4/4", (ONE, SHORT)))
    red = [to_hex(box.get_edgecolor()) == COLOURS["red"] for box in boxes(ax)]
    assert red == [False, False, True]
    (said, _) = ax.texts
    assert said.get_text() == "5/8" and said.get_color() == COLOURS["red"]


def test_the_key_note_is_always_in_sight():
    for key, name in (("C", "C4"), ("G", "G3")):
        ax = plot_piano_roll(Melody(key, "4/4", ((Note(74, 8),),)))
        assert ax.get_yticklabels()[0].get_text() == name
        low, high = ax.get_ylim()
        assert all(low < place < high for place in ax.get_yticks())


def test_names_of_phrases():
    assert names_of([("a", "b"), ("a", "c"), ("d", "b"), ("a", "b"), ("a", "e"), ("d", "b")]) == [
        "A", "A'", "B", "A", "A''", "B",
    ]  # fmt: skip
    assert names_of([]) == []


def test_a_melody_without_notes():
    with pytest.raises(ValueError, match="without notes"):
        plot_piano_roll(Melody("C", "4/4", ()))
