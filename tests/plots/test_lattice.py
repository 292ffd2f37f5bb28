import numpy as np
import pytest

from course.plots.lattice import plot_heat, plot_lattice, plot_pushes, plot_ways

ALL = np.full((4, 3), 1 / 3)  # frames, states


def test_a_lattice_has_a_circle_per_state_and_no_arrow_past_a_blank_between_equals():
    ax = plot_lattice(["-", "a", "-"], ALL, path=[0, 1, 1, 2])
    blue = [line for line in ax.lines if line.get_linewidth() > 2]
    assert len(blue) == 3
    jumps = [line for line in ax.lines if np.ptp(line.get_ydata()) == 2]
    assert not jumps  # from blank to blank, past the symbol

    jumping = plot_lattice(["-", "a", "-", "b", "-"], np.full((2, 5), 0.2))
    ends = [line.get_ydata().tolist() for line in jumping.lines if np.ptp(line.get_ydata()) == 2]
    assert ends == [[1, 3]]
    equal = plot_lattice(["-", "a", "-", "a", "-"], np.full((2, 5), 0.2))
    assert not [line for line in equal.lines if np.ptp(line.get_ydata()) == 2]


def test_states_that_no_way_passes_have_no_lines():
    shares = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    ax = plot_lattice(["-", "a", "-"], shares)
    assert [line.get_ydata().tolist() for line in ax.lines] == [[0, 1]]
    with pytest.raises(ValueError, match=r"shares \(2, 3\) for 2 states and a path of 0"):
        plot_lattice(["-", "a"], shares)
    with pytest.raises(ValueError, match="200 in all at most"):
        plot_lattice(["-"] * 3, np.ones((100, 3)))


def test_heat_lies_on_the_sound_once_per_panel():
    panels = {"early": ALL, "late": np.eye(4, 3)}
    axes = plot_heat(np.ones((16, 40)), panels, ["-", "3", "-"], seconds=0.2, spans=[(0.05, 0.1)])
    assert [ax.get_title("left") for ax in axes] == ["early", "late"]
    grey, heat = axes[1].images
    assert heat.get_extent() == grey.get_extent() == [0, 0.2, 2.5, -0.5]
    assert np.array_equal(heat.get_array(), np.eye(4, 3).T)
    with pytest.raises(ValueError, match="late: 3 states, named are 2"):
        plot_heat(np.ones((16, 40)), panels | {"early": np.ones((4, 2))}, ["-", "3"], seconds=1)


def test_ways_leave_out_what_does_not_fit_and_take_numbers_of_any_size():
    ax = plot_ways([1, 2, 300], {"aa": [0, 0, 10**30]}, too_many=(1e12, "a day"))
    assert ax.lines[0].get_xydata().tolist() == [[300, 1e30]]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["aa", "a day"]
    with pytest.raises(ValueError, match="aa: 1 numbers for 2 numbers of frames"):
        plot_ways([1, 2], {"aa": [1]})


def test_pushes_have_one_scale_that_is_white_at_0():
    axes = plot_pushes({"before": np.array([[0.5, -0.5]]), "after": np.zeros((1, 2))}, ["-", "a"])
    assert [ax.images[0].get_clim() for ax in axes] == [(-1, 1), (-1, 1)]
    assert axes[0].images[0].get_array().tolist() == [[0.5], [-0.5]]
