import pytest

from course.plots.kinds import plot_kinds


def test_seeds_are_a_mean_with_their_range_beside_chance():
    ax = plot_kinds(
        {"net": [[0.8, 0.4], [1.0, 0.6]], "blind": [0.2, 0.5]}, [0.2, 0.5], ["how many?", "more?"]
    )
    assert ax.lines[0].get_xdata().tolist() == pytest.approx([0.9, 0.5])
    ranges = [segment[:, 0].tolist() for segment in ax.collections[2].get_segments()]
    assert ranges == [[0.8, 1.0], [0.4, 0.6]]
    assert [segment[0, 0] for segment in ax.collections[1].get_segments()] == [0.2, 0.5], "chance"
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["the words alone", "net", "blind"]
    with pytest.raises(ValueError, match="net: 1 shares for 2 kinds"):
        plot_kinds({"net": [0.5]}, [0.2, 0.5], ["how many?", "more?"])
