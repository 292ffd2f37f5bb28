import pytest

from course.plots.alternative import text_of
from course.plots.reading import plot_influence, plot_reading


def test_reading_starts_from_undecided():
    ax = plot_reading(["not", "bad"], [0.2, 0.9], alone=[0.2, 0.1])
    assert [round(bar.get_height(), 6) for bar in ax.patches] == [-0.3, 0.4]
    assert ax.patches[0].get_facecolor() != ax.patches[1].get_facecolor()
    assert [label.get_text() for label in ax.get_xticklabels()] == ["not", "bad"]
    assert ax.lines[0].get_ydata().tolist() == [0.2, 0.1]
    said = text_of(plot_reading(["bad", "."], [0.234, 0.9], alone=[0.2, 0.1]).figure)
    assert "bad 0.23 and full stop 0.9" in said and "alone: bad 0.2 and full stop 0.1" in said
    for words, verdicts in ((["a"], [0.1, 0.2]), ([], []), (["a"], [[0.5]])):
        with pytest.raises(ValueError, match="one number for each word"):
            plot_reading(words, verdicts)
    for bad in (1.2, float("nan")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            plot_reading(["a"], [bad])


def test_influence_goes_up_and_down_from_0():
    ax = plot_influence(["not", "bad"], [-0.2, 0.4])
    assert [bar.get_height() for bar in ax.patches] == [-0.2, 0.4]
    low, high = ax.get_ylim()
    assert low == -high and high > 0.4
    assert "not −0.2 and bad 0.4" in text_of(ax.figure)
    with pytest.raises(ValueError, match="between -1 and 1"):
        plot_influence(["a"], [2])
    assert plot_influence(["a"], [-20], log_odds=True).get_ylabel() == "added to the log-odds"
