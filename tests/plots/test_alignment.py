import numpy as np
import pytest

from course.plots.alignment import plot_attention, plot_links


def test_links_are_lines_from_word_to_word():
    ax = plot_links(["he", "sleeps"], ["il", "dort", "!"], [(0, 0), (1, 1)], title="two")
    words = {text.get_text(): text for text in ax.texts}
    assert list(words) == ["he", "sleeps", "il", "dort", "!"]
    for line, (above, below) in zip(ax.lines, (("he", "il"), ("sleeps", "dort")), strict=True):
        x = [words[above].get_position()[0], words[below].get_position()[0]]
        assert np.allclose(line.get_xdata(), x)
    assert words["!"].get_color() != words["il"].get_color()  # it comes from nowhere
    with pytest.raises(ValueError, match=r"a link \(0, 3\) for 2 source and 3 target words"):
        plot_links(["he", "sleeps"], ["il", "dort", "!"], [(0, 3)])


def test_maps_stand_side_by_side_with_squares_at_the_true_words():
    weights = np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]])
    axes = plot_attention(
        {"one": weights, "two": weights[::-1]}, ["a", "b"], ["x", "y", "z"], links=[(1, 2)]
    )
    assert [ax.get_title() for ax in axes] == ["one", "two"]
    assert np.array_equal(axes[1].images[0].get_array(), weights[::-1])
    assert [label.get_text() for label in axes[0].get_yticklabels()] == ["x", "y", "z"]
    assert [label.get_text() for label in axes[0].get_xticklabels()] == ["a", "b"]
    (square,) = axes[0].patches
    assert np.allclose(square.get_center(), (1, 2))
    with pytest.raises(ValueError, match=r"one: 2 words written and 2 read, got .*\(3, 2\)"):
        plot_attention({"one": weights}, ["a", "b"], ["x", "y"])


@pytest.mark.parametrize("count", [36, 60])
def test_labels_of_a_long_sentence_do_not_run_into_each_other(count):
    words = [f"word{i}" for i in range(count)]
    (ax,) = plot_attention({"": np.eye(count)}, words, words)
    ax.figure.canvas.draw()
    for labels, side in ((ax.get_xticklabels(), "x"), (ax.get_yticklabels(), "y")):
        boxes = [label.get_window_extent() for label in labels]
        starts = sorted((getattr(b, side + "0"), getattr(b, side + "1")) for b in boxes)
        assert all(a[1] <= b[0] + 1 for a, b in zip(starts, starts[1:], strict=False))
