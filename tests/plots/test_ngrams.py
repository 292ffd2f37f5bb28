import pytest

from course.plots.ngrams import plot_explosion


def test_possible_seen_and_seen_once():
    ax = plot_explosion(10, {1: [4, 3, 1], 2: [1, 1, 1, 5]}, title="how many?")
    assert list(ax.lines[0].get_ydata()) == [10, 100]
    assert [bar.get_height() for bar in ax.patches] == [3, 4, 1, 3]
    assert [text.get_text() for text in ax.texts] == ["33%", "75%"]
    assert (ax.get_title(), ax.get_yscale()) == ("how many?", "log")
    assert set(ax.lines[1].get_ydata()) == {8}
    with pytest.raises(ValueError, match="there are no 2-grams"):
        plot_explosion(10, {1: [1], 2: []})
