import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.signal import (
    plot_errors,
    plot_influence,
    plot_phases,
    plot_rain,
    plot_tracking,
)


def test_tracking_draws_each_output_on_the_same_target():
    target = np.arange(8.0)
    axes = plot_tracking(target, {"a": target + 1, "b": target - 1}, steps=4)
    assert [ax.get_title(loc="left") for ax in axes] == ["a", "b"]
    for ax, shift in zip(axes, (1, -1), strict=True):
        curves = [line.get_ydata() for line in ax.lines if len(line.get_ydata()) == 8]
        assert [list(curve) for curve in curves] == [list(target), list(target + shift)]
        assert len(ax.lines) - len(curves) == 3  # where windows begin, and the end
    assert "a: what the network writes over 8 points" in text_of(axes[0].figure)
    (ax,) = plot_tracking(target, {"a": target}, steps=[0, 5])
    assert [line.get_xdata()[0] for line in ax.lines[:2]] == [-0.5, 4.5] and len(ax.lines) == 4
    with pytest.raises(ValueError, match="a: shape \\(7,\\), the target has \\(8,\\)"):
        plot_tracking(target, {"a": target[1:]}, steps=4)
    with pytest.raises(ValueError, match="outputs is empty"):
        plot_tracking(target, {}, steps=4)


def test_phases_follow_each_other_and_are_named_once():
    ax = plot_phases([("fit", [1, 2]), ("predict", 3), ("fit", [4])])
    assert [bar.get_height() for bar in ax.patches] == [1, 2, 3, 4]
    assert [round(bar.get_x() + 0.4, 6) for bar in ax.patches] == [0, 1, 2, 3]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["fit", "predict"]
    colours = [bar.get_facecolor() for bar in ax.patches]
    assert colours[0] == colours[1] == colours[3] != colours[2]
    for phases in ([], [("fit", [])]):
        with pytest.raises(ValueError, match="at least one value"):
            plot_phases(phases)


def test_a_phase_at_zero_is_seen_and_all_are_told_in_order():
    ax = plot_phases(
        [("fit", 4), ("fit", 8), ("reset", 0), ("fit", 4)], ylabel="steps", xlabel="calls"
    )
    marked = [line for line in ax.lines if line.get_marker() == "v"]
    assert [list(line.get_xdata()) for line in marked] == [[2]]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["fit", "reset"]
    assert "steps over calls: fit to 8, reset to 0 and fit to 4" in text_of(ax.figure)


def test_errors_are_drawn_with_their_bound_and_range():
    ax = plot_errors(
        [0, 1],
        {"a": [[0.5, 0.25], [0.7, 0.35]], "b": [0.1, 0.2]},
        bound=([0, 1], [0.4, 0.3]),
        chance=("the average", 1.0),
        xlabel="position",
    )
    drawn = {line.get_label(): list(line.get_ydata()) for line in ax.lines}
    assert drawn["best possible without a state"] == [0.4, 0.3] and drawn["b"] == [0.1, 0.2]
    assert np.allclose(drawn["a"], [0.6, 0.3]) and drawn["the average"] == [1.0, 1.0]
    assert "b: 0.1 at 0" in text_of(ax.figure)
    with pytest.raises(ValueError, match="a: 1 errors for 2 places"):
        plot_errors([0, 1], {"a": [1.0]})
    by_name = plot_errors({"a": [1, 2, 3], "b": [4]}, {"a": [1, 2, 3], "b": [1]})
    assert [len(line.get_xdata()) for line in by_name.lines] == [3, 1]


def test_rain_and_influence_say_their_ranges():
    rain = plot_rain([0.5, -1.0], [0.5, -0.6])
    assert "the rain of 2 days, −1 to 0.5" in text_of(rain.figure).replace("-", "−")
    with pytest.raises(ValueError, match="one level per day"):
        plot_rain([0.5], [0.5, 0.1])
    ax = plot_influence({"cut": np.array([1, 0.5, 0, 0])}, [1, 0.8, 0.6, 0.5], steps=2)
    assert "cut: 0 from 2 days ago on" in text_of(ax.figure)
    assert list(ax.lines[2].get_xdata()) == [1.5, 1.5]
