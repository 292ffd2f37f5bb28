import numpy as np
import pytest

from course.plots.interval import plot_narrowing


def test_each_bar_is_the_chosen_part_of_the_last():
    ax = plot_narrowing("ab", [[0.5, 0.5], [0.25, 0.75]], [1, 0], title="how?")
    widths = [box.get_width() for box in ax.patches]
    assert widths == pytest.approx([0.5, 0.5, 0.25, 0.75])
    said = [text.get_text() for text in ax.texts if "bits" in text.get_text()]
    assert said == ["0.5 to 1\n1.0 bits", "0.5 to 0.625\n3.0 bits"]
    assert [list(line.get_xdata()) for line in ax.lines] == [[0.5, 0.0], [1.0, 1.0]]
    with pytest.raises(ValueError, match=r"expected shares \(1, 2\), got \(2, 2\)"):
        plot_narrowing("ab", np.full((2, 2), 0.5), [1])
