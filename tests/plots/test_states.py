import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.states import plot_alike, plot_border


def test_alike_draws_means_and_says_them():
    ax = plot_alike(
        {"same": [[1.0, 2.0], [0.2]], "other": [[3.0], [4.0]]}, ("ones", "tens"), unrelated=5.0
    )
    heights = [round(bar.get_height(), 6) for bar in ax.patches]
    assert heights == [1.5, 0.2, 3.0, 4.0]
    told = text_of(ax.figure)
    assert "same: 1.5 for ones and 0.2 for tens" in told and "unrelated questions: 5" in told
    with pytest.raises(ValueError, match="same: 1 arrays for 2 groups"):
        plot_alike({"same": [[1.0]]}, ("ones", "tens"))


def test_border_stands_between_the_places_and_the_largest_step_is_told():
    places = np.arange(7, 12)  # a step from 9 to 10 is drawn at 9.5
    ax = plot_border(
        places, {"ones": [1, 1, 3, 1, 1]}, border=10, words=("no", "carry"), xlabel="sum"
    )
    assert list(ax.lines[0].get_xdata()) == [7.5, 8.5, 9.5, 10.5, 11.5]
    assert list(ax.lines[1].get_xdata()) == [9.5, 9.5]
    assert [text.get_text() for text in ax.texts] == ["no", "carry"]
    assert "largest with 3 from 9 to 10, elsewhere 1 on average" in text_of(ax.figure)
    with pytest.raises(ValueError, match="ones: 2 distances for 5 places"):
        plot_border(places, {"ones": [1, 2]}, border=10)
