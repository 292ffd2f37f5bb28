import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.maps import plot_map, principal_axes


def test_map_has_a_colour_a_group_and_rings():
    points = np.array([[0, 0], [1, 1], [2, 0.5]])
    ax = plot_map(points, ["b", "a", "b"], labels={1: "here"})
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["b", "a"]
    assert ax.collections[0].get_offsets().tolist() == [[0, 0], [2, 0.5]]
    assert [text.get_text() for text in ax.texts] == ["1", "1: here"]
    with pytest.raises(ValueError, match="n groups"):
        plot_map(points, ["a"])


def test_a_map_says_how_often_neighbours_are_of_one_group():
    points = np.array([[0, 0], [0, 1], [5, 0], [5, 1], [0, 1.5]])
    said = text_of(plot_map(points, ["a", "a", "b", "b", "b"]).figure)
    assert "5 points on a map: 2 a and 3 b" in said
    assert "for 60% of them the nearest other point is of the same group" in said
    assert "nearest" not in text_of(plot_map(points, ["a"] * 5).figure)
    many = np.arange(30.0).reshape(15, 2)
    said = text_of(plot_map(many, [*"abcdefghijklmm", "m"]).figure)
    assert "15 points on a map: 13 groups of 1 to 3 points;" in said


def test_principal_axes_find_the_direction_of_most_variance():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(200, 5)) * [0.1, 5, 0.1, 1, 0.1]
    points, shares = principal_axes(vectors)
    assert abs(np.corrcoef(points[:, 0], vectors[:, 1])[0, 1]) > 0.999
    assert shares[0] > 0.9 > shares[1]
    assert np.allclose(principal_axes(-vectors)[0], points)
    variances = np.linalg.eigvalsh(np.cov(vectors.T))[::-1]
    assert np.allclose(points.var(axis=0, ddof=1), variances[:2])
    assert np.allclose(shares, variances[:2] / variances.sum())
