"""Pictures of series and of forecasts."""

import numpy as np
import pytest

from course.data.shared.daily import Daily
from course.plots.series import plot_fan, plot_lines, plot_panels, plot_rule, plot_season


def five_years():
    dates = np.arange("2001-01-01", "2006-01-01", dtype="datetime64[D]")
    return Daily(dates, np.sin(np.arange(len(dates)) / 58), "°C", "ours")


def test_a_season_and_its_first_days():
    series = five_years()
    whole, zoomed = plot_season(series, np.zeros(len(series.values)), zoom=30)
    assert len(whole.lines[0].get_ydata()) == 4 * 365
    np.testing.assert_array_equal(zoomed.lines[0].get_ydata(), series.values[:30])
    assert "°C" in whole.get_ylabel()


def test_the_steepest_fall_has_its_word():
    series = five_years()
    series.values[11:] -= 4
    _, zoomed = plot_season(series, np.zeros(len(series.values)), zoom=30, fall="storm")
    [word] = zoomed.texts
    assert word.get_text() == "storm"
    assert series.dates[10] < word.xy[0] < series.dates[11]
    assert series.values[11] < word.xy[1] < series.values[10]


def test_a_fan_starts_where_the_past_ends():
    ax = plot_fan(np.arange(5.0), np.arange(5.0, 8.0), {"naive": np.full(3, 4.0)}, title="Which?")
    known, came, naive = ax.lines[:3]
    assert known.get_xdata().tolist() == [-4, -3, -2, -1, 0]
    assert came.get_xdata().tolist() == naive.get_xdata().tolist() == [1, 2, 3]
    assert ax.get_title(loc="left") == "Which?"


def test_each_panel_has_its_pair():
    pairs = {name: (np.arange(4.0), np.arange(4.0) + shift) for shift, name in enumerate("ABC")}
    panels = plot_panels(pairs, xlabel="days", title="Which?")
    assert panels[0].figure.get_suptitle() == "Which?"
    assert [ax.get_title(loc="left") for ax in panels] == ["A", "B", "C"]
    assert panels[2].lines[1].get_ydata().tolist() == [2, 3, 4, 5]
    assert sum(ax.get_visible() and ax.axison for ax in panels[0].figure.axes) == 3


def test_the_rule_is_in_every_panel():
    changes = {"what came": np.array([1.0, -5.0]), "a net": np.array([0.0, -4.0])}
    panels = plot_rule(np.array([0.0, 3.0]), changes, ([-1, 4], [1, -5]))
    assert [ax.lines[1].get_ydata().tolist() for ax in panels] == [[1, -5], [1, -5]]


def test_a_ring_marks_the_highest_point_of_each_line():
    lines = {"late": np.array([0.1, 0.9, 0.2]), "later": np.array([0.1, 0.2, 0.8])}
    ax = plot_lines(np.arange(3), lines, mark_highest=True)
    rings = [line for line in ax.lines if line.get_markersize() > 10]
    assert [line.get_xdata()[0] for line in rings] == [1, 2]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["later", "late"]


def test_bounds_are_no_rivals():
    lines = {"a net": np.array([1.0, 2.0]), "rule": np.array([1.0, 3.0]), "best": np.zeros(2)}
    drawn = {
        ax.get_label(): ax for ax in plot_lines(np.arange(2), lines, dotted=("rule", "best")).lines
    }
    assert [drawn[name].get_linestyle() for name in lines] == ["-", ":", "--"]


def test_lengths_that_differ_are_refused():
    for draw in (
        lambda: plot_fan(np.zeros(3), np.zeros(2), {"naive": np.zeros(3)}),
        lambda: plot_panels({"A": (np.zeros(2), np.zeros(3))}),
        lambda: plot_rule(np.zeros(2), {"A": np.zeros(3)}, ([0], [0])),
        lambda: plot_lines(np.arange(2), {"A": np.zeros(3)}),
        lambda: plot_season(five_years(), np.zeros(3)),
    ):
        with pytest.raises(ValueError, match="expected as many values"):
            draw()
