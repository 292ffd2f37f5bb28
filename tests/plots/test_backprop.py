import numpy as np
import pytest

from course.plots.backprop import plot_contributions, plot_sizes, plot_way_back


def test_way_back_shows_losses_and_what_states_hand_back():
    ax = plot_way_back("ab", "bc", np.array([1.5, 0.25]), [0.75])
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts.count("a") == 1 and "0.75" in texts
    assert any("1.50" in text for text in texts) and any("0.25" in text for text in texts)
    with pytest.raises(ValueError, match="3 steps need 3 targets and losses and 2 gradients"):
        plot_way_back("abc", "bc", [1, 2, 3], [1, 2])


def test_contributions_of_later_steps_are_left_out():
    ax = plot_contributions([[1.0, 9.0], [2.0, 3.0]])
    assert [text.get_text() for text in ax.texts] == ["1.00", "2.00", "3.00"]
    with pytest.raises(ValueError, match="one row and one column for each step"):
        plot_contributions(np.ones((2, 3)))


def test_sizes_have_a_logarithmic_axis_and_dashed_companions():
    ax = plot_sizes({"a": [1, 0.1], "b": [1, 2]}, dashed={"b": [1, 4]}, dashed_label="thin")
    assert ax.get_yscale() == "log"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b", "thin"]
    assert ax.lines[1].get_color() == ax.lines[2].get_color() != ax.lines[0].get_color()
    with pytest.raises(ValueError, match="there is none for"):
        plot_sizes({"a": [1]}, dashed={"b": [1]})
