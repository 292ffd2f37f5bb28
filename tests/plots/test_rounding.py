import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.rounding import plot_differences


def test_a_line_is_the_largest_difference_of_rows_and_units_at_each_step():
    apart = np.zeros((2, 3, 4))
    apart[1, 2, 3] = 0.5
    ax = plot_differences({"exact": 0 * apart, "wrong": apart})
    exact, wrong = (line.get_ydata().tolist() for line in ax.lines)
    assert wrong[1:] == [1e-18, 0.5] and exact == [1e-18] * 3
    assert ax.get_yscale() == "log"
    assert "exact: 0; wrong: 0 to 0.5." in text_of(ax.figure)


@pytest.mark.parametrize("values", [np.zeros((2, 3)), -np.ones((1, 1, 1)), np.zeros((0, 3, 1))])
def test_what_is_no_difference_is_refused(values):
    with pytest.raises(ValueError, match="this: expected differences"):
        plot_differences({"this": values})
