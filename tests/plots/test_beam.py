import pytest

from course.plots.alternative import text_of
from course.plots.beam import plot_beam


def test_beam_follows_the_best_path_back():
    steps = [[(0, "a", -0.1), (0, "b", -0.9)], [(1, "c", -1.0), (0, " ", -1.2)]]
    ax = plot_beam(steps)
    signs = {text.get_text(): text.get_bbox_patch() for text in ax.texts if text.get_bbox_patch()}
    blue = {sign for sign, box in signs.items() if box.get_facecolor()[2] > 0.6}
    assert blue == {"b", "c"} and "␣" in signs
    assert "-1.00" in [text.get_text() for text in ax.texts]
    with pytest.raises(ValueError, match="a parent is missing"):
        plot_beam([[(0, "a", -0.1)], [(1, "b", -0.2)]])
    with pytest.raises(ValueError, match="at least one"):
        plot_beam([])


def test_beam_says_where_greedy_decoding_takes_another_way():
    steps = [[(0, "a", -0.1)], [(0, "c", -0.4), (0, "'", -1.0)], [(1, "■", -1.1), (0, "d", -3)]]
    ax = plot_beam(steps, greedy="acd")
    assert "At step 2" in ax.get_title()
    said = text_of(ax.figure)
    assert "greedy decoding writes 'c' and the beam \"'\"" in said and "−1.1 and −3" in said
    assert "'" not in [text.get_text() for text in ax.texts]  # too thin to be seen
    assert plot_beam(steps, greedy="a'").get_title() == ""
    assert "At step 2" in plot_beam(steps, greedy="a").get_title()
