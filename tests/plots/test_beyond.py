import pytest

from course.plots.beyond import plot_beyond


def test_several_runs_are_a_mean_and_a_band():
    rates = {"one": [0.1, 0.2], "three": [[0.0, 0.2], [0.1, 0.4], [0.2, 0.6]]}
    ax = plot_beyond([1, 2], rates, trained=(1, 1.5), goal=0.05)
    drawn = {line.get_label(): line.get_ydata() for line in ax.lines}
    assert drawn["three"].tolist() == pytest.approx([0.1, 0.4])
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert set(labels) == {"trained", "one", "three", "5%"}
    with pytest.raises(ValueError, match="one: 2 rates for 3 places"):
        plot_beyond([1, 2, 3], {"one": [0.1, 0.2]}, trained=(1, 2))
