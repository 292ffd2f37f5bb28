import numpy as np
import pytest

from course.batches.stateful import fold
from course.plots.alternative import text_of
from course.plots.fold import plot_documents, plot_fold


def arrows_and_crosses(ax):
    crosses = [line for line in ax.lines if line.get_marker() == "x"]
    return sum(text.get_text() == "" for text in ax.texts), len(crosses)


def test_fold_shows_which_window_follows_which():
    places = fold(np.arange(24), 2, 3)  # 4 batches
    ax = plot_fold(places)
    spans = [text.get_text() for text in ax.texts if text.get_text()]
    assert sorted(spans) == sorted(f"{start}–{start + 2}" for start in range(0, 24, 3))
    assert arrows_and_crosses(ax) == (6, 0)
    assert "Row 0 reads 0–2, 3–5, 6–8, 9–11; in every row" in text_of(ax.figure)
    assert arrows_and_crosses(plot_fold(places[::-1])) == (0, 6)
    mixed = plot_fold(places[[0, 1, 3]])
    assert arrows_and_crosses(mixed) == (2, 2)
    assert "of 4 times that a row hands its state on" in text_of(mixed.figure)
    single = plot_fold(fold(np.arange(2), 2, 1))
    assert [text.get_text() for text in single.texts] == ["0", "1"]


def test_fold_refuses_what_is_no_fold():
    with pytest.raises(ValueError, match="must follow each other"):
        plot_fold(np.zeros((2, 2, 2), int))
    for places in (np.arange(6), np.zeros((0, 2, 2), int)):
        with pytest.raises(ValueError, match="need a shape"):
            plot_fold(places)


def test_documents_are_numbered_in_their_rows():
    begins = np.zeros((2, 2, 3), bool)
    begins[0, :, 0] = begins[1, 0, 1] = True
    ax = plot_documents(begins)
    assert [text.get_text() for text in ax.texts] == ["1", "2", "1"]
    assert [text.get_position()[0] for text in ax.texts] == [-0.35, 3.65, -0.35]
    assert "The rows read 2, 1 documents one after the other; 1 of 3 begin inside" in text_of(
        ax.figure
    )
    begins[0, 1, 0] = False
    with pytest.raises(ValueError, match="a document at the first step of each row"):
        plot_documents(begins)
