import pytest

from course.plots.bars import plot_share_by_group, plot_shares


def test_share_by_group():
    ax = plot_share_by_group([1, 1, 2, 2], [True, False, True, True])
    assert [bar.get_height() for bar in ax.patches] == [50, 100]
    assert [text.get_text() for text in ax.texts] == ["1 of 2", "2 of 2"]
    with pytest.raises(ValueError, match="one hit for every group"):
        plot_share_by_group([1, 2], [True])
    with pytest.raises(ValueError, match="one hit for every group"):
        plot_share_by_group([], [])


def test_shares_stand_side_by_side_in_their_groups():
    ax = plot_shares({"one": [0.5, 1], "two": [0.25, 0]}, ["a", "b"], guessing=0.5)
    assert [bar.get_height() for bar in ax.patches] == [0.5, 1, 0.25, 0]
    assert [text.get_text() for text in ax.texts] == ["0.50", "1.00", "0.25", "0"]
    left, right = ax.patches[0], ax.patches[2]
    assert left.get_x() + left.get_width() <= right.get_x()
    with pytest.raises(ValueError, match="one: 1 shares for 2 groups"):
        plot_shares({"one": [0.5]}, ["a", "b"])
