import pytest

from course.plots.distance import plot_memory


def test_shares_and_distances_side_by_side():
    right = {"trigram": [0.1, 0.1], "SimpleRNN": [1.0, 0.3], "LSTM": [1.0, 1.0]}
    apart = {"SimpleRNN": [5.0, 0.0], "LSTM": [4.0, 4.0]}
    left, beside = plot_memory([2, 60], right, apart, taught=8, guessing=0.1)
    drawn = {line.get_label(): list(line.get_ydata()) for line in left.lines}
    assert {name: drawn[name] for name in right} == right
    colours = [
        next(line.get_color() for line in ax.lines if line.get_label() == "LSTM")
        for ax in (left, beside)
    ]
    assert colours[0] == colours[1]
    assert all(8 in line.get_xdata() for line in (left.lines[3], beside.lines[2]))
    with pytest.raises(ValueError, match="LSTM: 1 numbers for 2 distances"):
        plot_memory([2, 60], {"LSTM": [1.0]}, {}, taught=8, guessing=0.1)
    with pytest.raises(ValueError, match="GRU has no shares"):
        plot_memory([2, 60], right, {"GRU": [1.0, 1.0]}, taught=8, guessing=0.1)
