import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.eigenvalues import plot_eigenvalues


def test_a_quarter_turn_stands_above_and_below_on_the_circle():
    turn = np.linalg.eigvals([[0, 1], [-1, 0]])
    ax = plot_eigenvalues({"turn": turn, "fades": [0.5]}, marked=(90,), title="Which?")
    drawn = {line.get_label(): line for line in ax.lines}
    np.testing.assert_allclose(sorted(drawn["turn"].get_ydata()), [-1, 1])
    np.testing.assert_allclose(drawn["fades"].get_xdata(), [0.5])
    assert drawn["turn"].get_marker() != drawn["fades"].get_marker()
    assert ax.texts[0].get_text() == "90°"
    assert text_of(ax.figure).endswith("turn: 1 at 90°; fades: 0.5 at 0°.")


def test_large_ones_stay_in_the_picture_and_only_some_are_told():
    values = 3 * np.exp(1j * np.radians(np.arange(0, 180, 20)))
    ax = plot_eigenvalues({"many": values})
    assert ax.get_xlim()[1] > 3
    assert text_of(ax.figure).endswith("and 4 more.")
    with pytest.raises(ValueError, match="at least one eigenvalue"):
        plot_eigenvalues({"none": []})
    with pytest.raises(ValueError, match="there has to be a group"):
        plot_eigenvalues({})


def test_the_other_one_of_a_pair_is_drawn_too():
    drawn = plot_eigenvalues({"one": [0.5 + 1j, 1], "both": [1j, -1j]}).lines[-2:]
    np.testing.assert_allclose(sorted(drawn[0].get_ydata()), [-1, 0, 1])
    np.testing.assert_allclose(sorted(drawn[1].get_ydata()), [-1, 1])
