import matplotlib.pyplot as plt

from course.plots import style


def test_axes_are_those_given_or_new_ones_of_that_size():
    _, given = plt.subplots()
    assert style.axes(given, (9, 9)) is given and plt.get_fignums() == [given.figure.number]
    new = style.axes(None, (4, 2))
    assert new.figure is not given.figure
    assert new.figure.get_size_inches().tolist() == [4, 2]
    default = plt.rcParams["figure.figsize"]
    assert style.axes(None).figure.get_size_inches().tolist() == default


def test_a_legend_outside_covers_nothing_of_the_axes():
    ax = style.axes(None)
    ax.plot([1, 2], label="rising")
    legend = style.legend_outside(ax, fontsize=9)
    ax.figure.draw_without_rendering()
    assert legend.get_window_extent().x0 >= ax.get_window_extent().x1
    assert legend.get_texts()[0].get_fontsize() == 9


def test_only_a_single_space_needs_a_sign():
    assert [style.visible(text) for text in (" ", "", "a", "a b")] == ["␣", "", "a", "a b"]
