import numpy as np
import pytest

from course.plots.heatmap import plot_heatmap


def test_heatmap():
    ax = plot_heatmap(np.eye(2, 3), rows=["a", " "], columns="xyz", xlabel="x", label="what")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "␣"]
    assert ax.images[0].get_array().tolist() == np.eye(2, 3).tolist()
    with pytest.raises(ValueError, match="needs a matrix"):
        plot_heatmap(np.zeros(3))
    with pytest.raises(ValueError, match="3 columns need as many labels, got 2"):
        plot_heatmap(np.zeros((2, 3)), columns="ab")


def test_numbers_in_the_cells_can_be_read_on_any_colour():
    ax = plot_heatmap([[0, 1], [0.25, 0.75]], written=".2f", title="What?", limits=(0, 1))
    assert ax.get_title() == "What?"
    assert {text.get_position(): text.get_text() for text in ax.texts} == {
        (0, 0): "0.00", (1, 0): "1.00", (0, 1): "0.25", (1, 1): "0.75",
    }  # fmt: skip
    colours = {text.get_text(): text.get_color() for text in ax.texts}
    assert colours["0.00"] == "white" and colours["1.00"] == "black"  # on dark blue, on yellow
    assert not plot_heatmap([[0, 1]]).texts
