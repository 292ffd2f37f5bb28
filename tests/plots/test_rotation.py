import numpy as np
import pytest

from course.plots.rotation import plot_clocks


def test_arrows_turn_by_the_same_angle_from_every_start():
    angles = np.arange(8)[:, None] * [1.0, 0.5]
    vectors = np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(8, 4)
    axes = plot_clocks(vectors, [0, 1], starts=[1, 4], steps=2)
    assert [ax.get_title() for ax in axes] == ["columns 0 and 1", "columns 2 and 3"]
    for ax, turn in zip(axes, (2.0, 1.0), strict=True):
        assert [text.get_text() for text in ax.texts] == ["1", "3", "4", "6"]
        arcs = [line for line in ax.lines if len(line.get_xdata()) == 60]
        for arc in arcs:
            x, y = arc.get_data()
            angle = np.unwrap(np.arctan2(y, x))
            assert angle[-1] - angle[0] == pytest.approx(turn)
    with pytest.raises(ValueError, match="no pair 2"):
        plot_clocks(vectors, [2], starts=[1, 4], steps=2)
    with pytest.raises(ValueError, match="no position 8"):
        plot_clocks(vectors, [0], starts=[1, 6], steps=2)
