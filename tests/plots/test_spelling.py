import numpy as np
import pytest

from course.plots.spelling import plot_where


def test_each_row_is_drawn_relative_to_its_largest():
    panels = {"CTC": ([3, 1], [[0.2, 0.1], [0.0, 0.9]]), "nothing": ([], np.zeros((0, 2)))}
    axes = plot_where(panels, [3, 1], [(0, 0.4), (0.5, 1)], seconds=1.0)
    assert axes[0].images[0].get_array().tolist() == [[1, 0.5], [0, 1]]
    assert not axes[1].images
    assert [text.get_text() for text in axes[0].texts] == ["3", "1"]
    with pytest.raises(ValueError, match="CTC: 1 rows for 2 symbols"):
        plot_where({"CTC": ([3, 1], [[1.0]])}, [3], [(0, 1)], seconds=1)
