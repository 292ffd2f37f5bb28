import pytest

from course.plots.ranking import plot_ranking


def test_bars_from_top_to_bottom_and_the_smallest_number_is_bold():
    numbers = {"a": 30.0, "b": 10.0, "c": 20.0}
    ax = plot_ranking(numbers, groups={"a": "old", "b": "new", "c": "old"}, xlabel="bytes")
    assert [bar.get_width() for bar in ax.patches] == [30, 10, 20]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "c"]
    assert ax.yaxis_inverted()
    assert [text.get_text().strip() for text in ax.texts] == ["30", "10", "20"]
    assert [text.get_weight() for text in ax.texts] == ["normal", "bold", "normal"]
    colours = [bar.get_facecolor() for bar in ax.patches]
    assert colours[0] == colours[2] != colours[1]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["old", "new"]
    assert plot_ranking(numbers).get_legend() is None
    assert plot_ranking(numbers, ax=ax).yaxis_inverted()  # as before, on shared axes, too


def test_what_cannot_be_drawn():
    with pytest.raises(ValueError, match="no numbers"):
        plot_ranking({})
    with pytest.raises(ValueError, match="no group for b"):
        plot_ranking({"a": 1, "b": 2}, groups={"a": "old"})
