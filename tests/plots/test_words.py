import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.words import plot_clusters, plot_couples, plot_words


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


def test_with_leaders_names_without_room_stand_farther_away():
    points = np.concatenate([np.random.default_rng(2).normal(0, 0.01, (12, 2)), [[-1, -1], [1, 1]]])
    words = [f"cuisine {i}" for i in range(14)]
    assert len(plot_words(points, words).texts) < 14
    ax = plot_words(points, words, leaders=True)
    assert [text.get_text() for text in ax.texts] == words
    assert any(text.arrow_patch for text in ax.texts) and not ax.texts[-1].arrow_patch


def test_a_map_of_words_says_what_is_near_what():
    points, words = [[0, 0], [0, 1], [4, 0], [4, 1.2]], ["man", "woman", "king", "queen"]
    said = text_of(plot_words(points, words, ["he", "she"] * 2, links=[(0, 1), (2, 3)]).figure)
    assert "4 points on a map: 2 he and 2 she; for 0% of them" in said
    assert "cosine between the 2 lines is 1" in said
    said = text_of(plot_words(points, words).figure)
    assert "nearest to each other man beside woman, king beside queen" in said


def test_couples_are_joined_and_clusters_named():
    vectors = np.array([[0, 0, 0], [0, 1, 0], [5, 0, 0], [5, 1, 0]], float)
    ax = plot_couples(vectors, ["man", "woman", "king", "queen"], ("male", "female"))
    assert len(ax.lines) == 2 and "2 male" in text_of(ax.figure)
    points = np.concatenate([np.zeros((3, 2)), np.ones((3, 2))]) + np.eye(6, 2) / 10
    ax = plot_clusters(points, np.repeat(["x", "y"], 3), marked=["y"], mark="special")
    assert [text.get_text() for text in ax.texts] == ["x", "y"]
    assert "6 points on a map: 3 x and 3 y; for 100%" in text_of(ax.figure)
