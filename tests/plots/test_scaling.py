import pytest

from course.plots.scaling import crossing, plot_scaling


def test_a_crossing_between_two_sizes_is_measured():
    size, measured = crossing([1, 10, 100], [8, 8, 8], [32, 16, 4])
    assert measured and size == pytest.approx(10 * 10**0.5)
    assert crossing([1, 10], [8, 4], [4, 2]) == (None, False)  # below from the start


def test_a_crossing_beyond_the_last_size_is_extrapolated():
    size, measured = crossing([1, 10], [8, 8], [32, 16])
    assert not measured and size == pytest.approx(100)
    assert crossing([1, 10], [8, 4], [16, 16]) == (None, False)  # they part


def test_curves_with_their_crossing():
    curves = {"counts": [8, 8], "net": [32, 16], "other": [5, 5]}
    level = ("nothing", 40)
    ax = plot_scaling([1000, 10_000], curves, meet=("counts", "net"), level=level, title="who?")
    assert (ax.get_xscale(), ax.get_yscale(), ax.get_title()) == ("log", "log", "who?")
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["counts", "net", "other", "crossing at 100,000, extrapolated", "nothing"]
    assert [text.get_text() for text in ax.get_xticklabels()] == ["1k", "10k"]
    assert plot_scaling([1, 2, 3], {"a": [3, 2, 1]}).get_xscale() == "linear"
    with pytest.raises(ValueError, match="net: 1 numbers for 2 sizes"):
        plot_scaling([1, 10], {"net": [3]})
