import numpy as np
import pytest

from course.plots.words import plot_words


def test_names_of_words_never_cover_each_other_or_a_point():
    rng = np.random.default_rng(1)
    points = rng.normal(size=(60, 2))
    words = [f"ingredient {i}" for i in range(60)]
    ax = plot_words(points, words, ["x", "y"] * 30)
    boxes = [text.get_window_extent() for text in ax.texts]
    assert 10 < len(boxes) < 60  # some find no room here, and most of the first do
    ax.figure.draw_without_rendering()
    for text, box in zip(ax.texts, boxes, strict=True):
        now = text.get_window_extent()
        assert np.allclose(now.extents, box.extents)  # nothing moves when it is drawn
        assert not any(
            now.overlaps(other.get_window_extent()) for other in ax.texts if other != text
        )
        own = words.index(text.get_text())
        on_screen = np.delete(ax.transData.transform(points), own, axis=0)
        assert not any(now.contains(*point) for point in on_screen)


def test_words_far_apart_all_have_their_names():
    points = [[0, 0], [1, 1], [0, 1]]
    ax = plot_words(points, ["one", "two", "three"], links=[(0, 1)])
    assert [text.get_text() for text in ax.texts] == ["one", "two", "three"]
    assert ax.get_legend() is None and len(ax.lines) == 1
    assert [text.get_text() for text in plot_words(points, "abc", "xyx").get_legend().texts] == [
        "x",
        "y",
    ]


def test_words_and_groups_must_fit_the_points():
    with pytest.raises(ValueError, match=r"got \(2, 2\) and 1 words"):
        plot_words(np.eye(2), ["a"])
    with pytest.raises(ValueError, match="2 words, 3 groups"):
        plot_words(np.eye(2), ["a", "b"], "xyz")
