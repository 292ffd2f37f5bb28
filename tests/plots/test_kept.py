import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.kept import plot_kept

TIMES = [1, 10, 100]


def kept(gates):
    return np.array(gates) ** np.array(TIMES)[:, None]


def test_a_line_each_and_a_mark_where_one_half_is_left():
    gates = [1, 0.99, 0.9, 0]
    ax = plot_kept(gates, TIMES, kept(gates), ylabel="left")
    lines = {line.get_label(): line for line in ax.lines}
    assert lines["f = 1"].get_ydata().tolist() == [1] * 300
    assert lines["f = 0.99"].get_ydata()[-1] == pytest.approx(0.99**100)
    assert [text.get_text() for text in ax.texts] == ["69", "7", "0", "one half"]
    assert ax.get_xscale() == "log" and ax.get_ylim()[1] < 1.1
    said = text_of(ax.figure)
    assert "f = 1: 1 after 100 steps;" in said and "one half after 69" in said


@pytest.mark.parametrize(
    "gates, measured, said",
    [
        ([1.1], np.ones((3, 1)), "a gate lies in 0..1, got 1.1"),
        ([1], np.ones((2, 1)), r"expected measured \(3, 1\), got \(2, 1\)"),
        ([1] * 9, np.ones((3, 9)), "at most 6 lines"),
    ],
)
def test_what_cannot_be_drawn_is_refused(gates, measured, said):
    with pytest.raises(ValueError, match=said):
        plot_kept(gates, TIMES, measured)
