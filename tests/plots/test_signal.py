import numpy as np
import pytest

from course.plots.signal import plot_phases, plot_tracking


def test_tracking_draws_each_output_on_the_same_target():
    target = np.arange(8.0)
    axes = plot_tracking(target, {"a": target + 1, "b": target - 1}, steps=4)
    assert [ax.get_title(loc="left") for ax in axes] == ["a", "b"]
    for ax, shift in zip(axes, (1, -1), strict=True):
        curves = [line.get_ydata() for line in ax.lines if len(line.get_ydata()) == 8]
        assert [list(curve) for curve in curves] == [list(target), list(target + shift)]
        assert len(ax.lines) - len(curves) == 3  # where windows begin, and the end
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
