import numpy as np
import pytest

from course.plots.findings import plot_findings


def test_alarms_are_coloured_and_bold():
    numbers, alarms = np.array([[0.5, 2.0]]), np.array([[False, True]])
    ax = plot_findings(numbers, alarms, rows=["a"], columns=["x", "y"], title="which?")
    assert ax.images[0].get_array().tolist() == [[False, True]]
    assert [(t.get_text(), t.get_weight()) for t in ax.texts] == [
        ("0.50", "normal"),
        ("2.00", "bold"),
    ]
    ax = plot_findings(numbers, alarms, rows=["a"], columns=["x", "y"], number=["{:.0%}", "{:.0f}"])
    assert [text.get_text() for text in ax.texts] == ["50%", "2"]
    with pytest.raises(ValueError, match="1 rows and 3 columns"):
        plot_findings(numbers, alarms, rows=["a"], columns=list("xyz"))
