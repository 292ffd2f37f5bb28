import numpy as np
import pytest

from course.plots.against import plot_against
from course.plots.alternative import text_of


def test_points_and_the_line_where_both_are_equal():
    expected = np.array([0.0, 1.0, 2.0])
    ax = plot_against(
        expected, expected + [0.5, -0.5, 0.5], xlabel="told", ylabel="seen", title="Same?"
    )
    points, line = ax.lines
    assert points.get_xydata().tolist() == [[0, 0.5], [1, 0.5], [2, 2.5]]
    assert line.get_xydata().tolist() == [[0, 0], [2.5, 2.5]]
    said = text_of(ax.figure)
    assert said.startswith("Same? 3 points of seen against told")
    assert "correlation 0.866" in said and "distance from it 0.5" in said


def test_there_must_be_as_many_of_both():
    with pytest.raises(ValueError, match=r"got \(2,\) expected, \(3,\) measured"):
        plot_against([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="at least 2"):
        plot_against([1], [1])
