import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.arithmetic import (
    plot_effects,
    plot_growing_errors,
    plot_range,
    plot_results,
)


def test_effects_are_means_with_the_middle_half_and_what_is_wanted():
    slopes = np.array([[1.0, -2.0], [2.0, -2.0], [6.0, -2.0]])
    ax = plot_effects({"one": slopes, "two": slopes + 1}, ["a", "b"], [1, -1])
    assert [bar.get_height() for bar in ax.patches] == [3, -2, 4, -1]
    middle = ax.collections[0].get_segments()[0]
    assert middle[:, 1].tolist() == [1.5, 4]
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert set(labels) == {"one", "two", "wanted"}
    assert "one: a 3 and b −2; two: a 4 and b −1. wanted: a 1 and b −1." in text_of(ax.figure)
    with pytest.raises(ValueError, match=r"two: shape \(3, 1\) for 2 numbers"):
        plot_effects({"one": slopes, "two": slopes[:, :1]}, ["a", "b"], [1, -1])
    with pytest.raises(ValueError, match=r"wanted: shape \(1, 1\) for 2 numbers"):
        plot_effects({"one": slopes}, ["a", "b"], [1])
    with pytest.raises(ValueError, match="no nets"):
        plot_effects({}, ["a", "b"], [1, -1])


def test_effects_are_held_against_several_calculations():
    wanted = {"clock": [1, -1, np.nan], "age": [np.nan, 1, -1]}
    ax = plot_effects({"net": np.ones((3, 3))}, list("0ab"), wanted, title="Which?")
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels.count("clock") == labels.count("age") == 1
    said = text_of(ax.figure)
    assert said.startswith("Which?") and "clock: 0 1 and a −1; age: a 1 and b −1." in said
    with pytest.raises(ValueError, match=r"age: shape \(1, 1\) for 3 numbers"):
        plot_effects({"net": np.ones((3, 3))}, list("0ab"), {"age": [1]})


def test_growing_errors_are_means_with_their_range():
    runs = np.array([[0.1, 0.2, 0.4], [0.1, 0.4, 0.8]])
    ax = plot_growing_errors(
        (2, 3, 4),
        {"one": [0.01, 0.02, 0.03], "many": runs},
        border=2.5,
        border_label="end",
        bar=0.3,
        xlabel="numbers",
    )
    one, many, border, bar = ax.lines
    np.testing.assert_allclose(one.get_ydata(), [0.01, 0.02, 0.03])
    np.testing.assert_allclose(many.get_ydata(), [0.1, 0.3, 0.6])
    assert set(border.get_xdata()) == {2.5} and set(bar.get_ydata()) == {0.3}
    assert ax.get_yscale() == "log"
    said = text_of(ax.figure)
    assert "one: 0.01 at 2, 0.03 at 4" in said and "many: 0.1 at 2, 0.6 (0.4 to 0.8) at 4" in said
    assert "numbers" in said and "A line at 2.5: end." in said
    with pytest.raises(ValueError, match=r"many: shape \(2, 3\) for 2 counts"):
        plot_growing_errors((2, 3), {"many": runs})


def test_a_range_has_its_border_and_what_a_net_cannot_leave():
    inputs = np.linspace(-4, 4, 9)
    ax = plot_range(inputs, np.clip(inputs, -2, 2.5), 2, (-3, 3))
    grey = ax.patches[0]
    assert grey.get_x() == -2 and grey.get_x() + grey.get_width() == 2
    dashed = [list(line.get_ydata()) for line in ax.lines if line.get_linestyle() == "--"]
    assert dashed == [[-3, -3], [3, 3], []]
    assert "at most 0; at 4 the answer is 2.5; the net cannot leave −3 to 3" in text_of(ax.figure)
    with pytest.raises(ValueError, match=r"\(2,\) answers for \(9,\) inputs"):
        plot_range(inputs, [1, 2], 2, (-3, 3))


def test_results_are_drawn_against_the_right_ones():
    right = np.array([[0.0], [1.0], [2.0]])
    axes = plot_results({"exact": (right, right), "mean": (right, np.ones((3, 1)))})
    assert [ax.get_title() for ax in axes] == ["exact\nR² = 1.000", "mean\nR² = 0.000"]
    assert axes[1].lines[0].get_ydata().tolist() == [1, 1, 1]
    with pytest.raises(ValueError, match="results is empty"):
        plot_results({})
    with pytest.raises(ValueError, match=r"short: \(2,\) results for \(3,\) right ones"):
        plot_results({"short": ([1, 2, 3], [1, 2])})
