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
