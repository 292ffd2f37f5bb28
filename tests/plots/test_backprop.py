import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.backprop import (
    plot_border,
    plot_cliff,
    plot_clipping,
    plot_contributions,
    plot_sizes,
    plot_way_back,
)


def test_way_back_shows_losses_and_what_states_hand_back():
    ax = plot_way_back("ab", "bc", np.array([1.5, 0.25]), [0.75])
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts.count("a") == 1 and "0.75" in texts
    assert any("1.50" in text for text in texts) and any("0.25" in text for text in texts)
    assert "gradients of size 0.75" in text_of(ax.figure)
    with pytest.raises(ValueError, match="3 steps need 3 targets and losses and 2 gradients"):
        plot_way_back("abc", "bc", [1, 2, 3], [1, 2])


def test_contributions_of_later_steps_are_left_out():
    ax = plot_contributions([[1.0, 9.0], [2.0, 3.0]])
    assert [text.get_text() for text in ax.texts] == ["1.00", "2.00", "3.00"]
    assert "loss of step 2: 2 and 3" in text_of(ax.figure)
    with pytest.raises(ValueError, match="one row and one column for each step"):
        plot_contributions(np.ones((2, 3)))


def test_sizes_have_a_logarithmic_axis_and_end_in_words():
    ax = plot_sizes({"a": [1, 0.1], "b": [1, 2]}, limits=(0.01, 10))
    assert ax.get_yscale() == "log" and ax.get_ylim() == (0.01, 10)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b"]
    assert "after 1 steps back. a: 0.1; b: 2." in text_of(ax.figure)
    assert plot_sizes({"a": [1, 0.1]}, legend=False).get_legend() is None


def test_border_is_marked_and_told():
    ax = plot_border([1.0, 2.0], [0.5, 1.5], [2.0, 4.0], 1.5)
    assert ax.lines[-1].get_xdata().tolist() == [1.5, 1.5]
    assert "passes 1 at a radius of 1.5" in text_of(ax.figure)


def test_cliff_is_where_the_last_loss_drops_most():
    weights = np.linspace(0, 1, 11)
    ax = plot_cliff(weights, {"2 steps": 1 - weights, "50 steps": np.where(weights < 0.65, 3.0, 0)})
    assert "cliff at 0.6:" in text_of(ax.figure)
    assert "There its slope is −30, elsewhere at most 0 in size." in text_of(ax.figure)
    assert "with 2 steps it falls by at most 0.1 and with 50 steps it falls by at most 3" in (
        text_of(ax.figure)
    )


def test_clipping_has_a_picture_for_the_loss_and_one_for_the_gradient():
    runs = {
        "clipped": np.array([[2.0, 300.0], [0.1, 5.0]]),
        "free": np.array([[2.0, 300.0], [1e9, 1e4]]),
    }
    pair = plot_clipping(runs, limit=1)
    assert [ax.get_title() for ax in pair] == ["loss", "size of the gradient"]
    assert pair[1].lines[-1].get_ydata() == [1, 1]
    said = text_of(pair[0].figure)
    assert "free: 2 at 0, at the end 1,000,000,000 at 1" in said and "5 at 1" in said
