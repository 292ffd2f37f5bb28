import pytest

from course.plots.alternative import text_of
from course.plots.dots import plot_dot_panels, plot_dots


def test_dots_show_every_run_and_the_mean():
    ax = plot_dots({"one": [0.2, 0.4], "two": [0.5]})
    assert [text.get_text() for text in ax.texts] == ["0.300", "0.500"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["one", "two"]
    assert ax.lines[0].get_xdata().tolist() == [0.2, 0.4]
    with pytest.raises(ValueError, match="nothing was measured for two"):
        plot_dots({"one": [1], "two": []})


def test_what_guessing_gets_is_a_line_and_a_sentence():
    ax = plot_dots({"one": [0.2, 0.4]}, chance=0.125)
    assert ax.lines[-1].get_xdata() == [0.125, 0.125]
    assert "what guessing gets, 0.125" in text_of(ax.figure)
    assert "guessing" not in text_of(plot_dots({"one": [0.2, 0.4]}).figure)


def test_panels_share_an_axis_and_have_a_title_and_a_chance_each():
    axes = plot_dot_panels({"a": {"x": [1, 2]}, "b": {"x": [3], "y": [4]}}, chance={"b": 0.5})
    assert [ax.get_title(loc="left") for ax in axes] == ["a", "b"]
    assert axes[0].get_xlim() == axes[1].get_xlim()
    said = text_of(axes[0].figure)
    assert said.index("a:") < said.index("b:") and said.count("what guessing gets") == 1


def test_no_dot_lies_outside_of_the_limits():
    assert plot_dots({"one": [0.2, 0.4]}, limits=(0, 0.5)).get_xlim() == (0, 0.5)
    low, high = plot_dots({"one": [0.2, 0.4], "two": [0.6]}, limits=(0.3, 0.5)).get_xlim()
    assert low < 0.2 and high > 0.6
    panels = {"a": {"x": [-0.5, 0.1]}, "b": {"x": [0.1]}}
    for ax in plot_dot_panels(panels, limits=(0, 1)):
        assert ax.get_xlim()[0] < -0.5 and ax.get_xlim()[1] == 1
