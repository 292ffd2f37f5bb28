import numpy as np

from course.plots.alternative import text_of
from course.plots.spokes import degrees_off, plot_spokes


def turning(degrees, size):
    """A matrix (2, 2) with eigenvalues of this size at plus and minus this angle."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return size * np.array([[c, -s], [s, c]])


def test_degrees_off_the_next_spoke():
    values = np.array([1, 1j, -1, np.exp(1j * np.radians(50)), 2 * np.exp(-1j * np.radians(37))])
    assert np.allclose(degrees_off(values, 15), [0, 6, 12, 2, 11])
    assert np.allclose(degrees_off(values, 4), [0, 0, 0, 40, 37])


def test_a_clock_shows_the_largest_eigenvalues_and_tells_how_far_off_they_are():
    matrix = np.zeros((4, 4))
    matrix[:2, :2], matrix[2:, 2:] = turning(49, 2), turning(30, 0.5)
    ax = plot_spokes(matrix, 15, count=2, title="after")
    red = ax.lines[-1]
    assert np.allclose(np.hypot(*red.get_data()), 2)
    said = text_of(ax.figure)
    assert said.startswith("after: 1.0° off a spoke, at most 1.0°: The 2 largest of 4 eigenvalues")
    assert "sizes of 2. There are 15 spokes" in said and "would lie 6 degrees off" in said
