import numpy as np
import pytest

from course.plots.arithmetic import plot_effects, plot_results


def test_effects_are_means_with_the_middle_half_and_what_is_wanted():
    slopes = np.array([[1.0, -2.0], [2.0, -2.0], [6.0, -2.0]])
    ax = plot_effects({"one": slopes, "two": slopes + 1}, ["a", "b"], [1, -1])
    assert [bar.get_height() for bar in ax.patches] == [3, -2, 4, -1]
    middle = ax.collections[0].get_segments()[0]
    assert middle[:, 1].tolist() == [1.5, 4]
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert set(labels) == {"one", "two", "wanted"}
    with pytest.raises(ValueError, match=r"two: shape \(3, 1\) for 2 numbers"):
        plot_effects({"one": slopes, "two": slopes[:, :1]}, ["a", "b"], [1, -1])
    with pytest.raises(ValueError, match=r"wanted: shape \(1, 1\) for 2 numbers"):
        plot_effects({"one": slopes}, ["a", "b"], [1])
    with pytest.raises(ValueError, match="no nets"):
        plot_effects({}, ["a", "b"], [1, -1])


def test_results_are_drawn_against_the_right_ones():
    right = np.array([[0.0], [1.0], [2.0]])
    axes = plot_results({"exact": (right, right), "mean": (right, np.ones((3, 1)))})
    assert [ax.get_title() for ax in axes] == ["exact\nR² = 1.000", "mean\nR² = 0.000"]
    assert axes[1].lines[0].get_ydata().tolist() == [1, 1, 1]
    with pytest.raises(ValueError, match="results is empty"):
        plot_results({})
    with pytest.raises(ValueError, match=r"short: \(2,\) results for \(3,\) right ones"):
        plot_results({"short": ([1, 2, 3], [1, 2])})
