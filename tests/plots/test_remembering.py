import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.remembering import SchoolPicture, plot_asked, plot_delays


def test_a_school_picture_notes_lessons_and_draws_on_one_figure(monkeypatch):
    shown = []

    class Handle:
        update = shown.append

    monkeypatch.setattr(
        "IPython.display.display", lambda figure, **_: shown.append(figure) or Handle
    )
    picture = SchoolPicture(goal=0.99, chance=0.04, every=0.0)
    for delay, share in ((5, 0.5), (5, 1.0), (20, 0.8)):
        picture.add("net", delay, share, updates=50)
    assert picture.updates == {"net": [0, 50, 100, 150]}
    assert picture.shares == {"net": [0.04, 0.5, 1.0, 0.8]}
    assert len(shown) == 3 and len(set(map(id, shown))) == 1 and not plt.get_fignums()
    assert "net ends with 1 at delay 5 and 0.8 at delay 20, after 150 updates" in text_of(shown[0])
    patient = SchoolPicture(goal=0.99, chance=0.04, every=1_000.0)
    patient.add("net", 5, 0.5, updates=50)
    patient.add("net", 5, 0.5, updates=50)
    assert len(shown) == 4


def test_asked_tells_where_a_net_is_right():
    ax = plot_asked({"clock": [0.0, 1.0, 0.1, 0.9], "cell": [1.0] * 4}, taught=(1,), chance=0.04)
    said = text_of(ax.figure)
    assert "clock is right in at least half of the rows after 1 and 3 letters" in said
    assert "cell is right in at least half of the rows everywhere" in said
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["taught", "guessing", "clock", "cell"]


def test_delays_draw_every_net_and_leave_out_what_was_not_taught():
    right = {"plain": np.array([[1.0, 0.6], [0.9, np.nan]]), "cell": np.array([[1.0, 1.0]])}
    ax = plot_delays([2, 20], right, solved=0.99, said=(5, 10))
    assert len(ax.lines) == 1 + 3 and ax.get_xscale() == "log"
    said = text_of(ax.figure)
    assert "plain solves none, then 0.9 to 1 at 2 and 0.6 at 20" in said
    assert "cell solves all up to 20" in said
    right = {"plain": np.array([[1.0, 0.7, 0.2], [0.99, 0.8, np.nan]])}
    said = text_of(plot_delays([2, 5, 20], right, solved=0.99, said=(5, 10)).figure)
    assert "plain solves all up to 2, then 0.7 to 0.8 at 5 and 0.2 at 20" in said
    with pytest.raises(ValueError, match="expected \\(nets, 2\\) shares"):
        plot_delays([2, 20], {"plain": [1.0, 0.5]}, solved=0.99, said=(5, 10))
