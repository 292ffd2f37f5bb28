"""Pictures of errors and of splits."""

import numpy as np
import pytest

from course.plots.scores import plot_errors, plot_parts, plot_ratios, plot_walk


def test_an_error_lies_in_its_bar_and_has_its_number():
    ax = plot_errors(
        {"naive": (2.0, 1.5, 2.5), "a net": (1.0, 0.5, 1.75)}, nets=["a net"], best=0.5
    )
    bar, dot = ax.lines[2:4]
    assert bar.get_xdata().tolist() == [0.5, 1.75] and dot.get_xdata().tolist() == [1.0]
    assert bar.get_color() != ax.lines[0].get_color()
    assert {"2.00", "1.00"} <= {text.get_text() for text in ax.texts}


def test_an_error_outside_its_interval_is_refused():
    with pytest.raises(ValueError, match="does not lie"):
        plot_errors({"naive": (2.0, 2.5, 3.0)})


def test_a_walk_shows_training_gap_and_test():
    ax = plot_walk(10, [(3, 4, 6), (5, 6, 8)])
    assert ax.images[0].get_array().tolist() == [
        [1, 1, 1, 0, 2, 2, 0, 0, 0, 0],
        [1, 1, 1, 1, 1, 0, 2, 2, 0, 0],
    ]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["split 1", "split 2"]


def test_the_legend_names_the_parts_that_are_there():
    ax = plot_parts({"at random": np.array([1, 2, 1])}, first=700)
    assert ax.get_xlim() == (699.5, 702.5)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["training", "test"]


def test_parts_that_cannot_be_drawn_are_refused():
    with pytest.raises(ValueError, match="same length"):
        plot_parts({"a": np.array([1]), "b": np.array([1, 2])})
    with pytest.raises(ValueError, match="expected 0"):
        plot_parts({"a": np.array([1, 3])})


def test_ratios_stand_on_one():
    ax = plot_ratios({"noise": {"at random": 0.6, "in order": 1.2}})
    assert [round(bar.get_height(), 6) for bar in ax.patches] == [-0.4, 0.2]
    assert [bar.get_y() for bar in ax.patches] == [1, 1]
    with pytest.raises(ValueError, match="every group needs"):
        plot_ratios({"a": {"x": 1.0}, "b": {"y": 1.0}})
