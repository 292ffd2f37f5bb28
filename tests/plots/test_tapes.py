import numpy as np
import pytest

from course.plots.tapes import plot_addressing, plot_fall, plot_tape


def test_a_column_per_step_of_the_addressing_with_its_numbers():
    ax = plot_addressing({"before": [1, 0, 0], "shift": [0, 0.75, 0.25]})
    assert ax.images[0].get_array().tolist() == [[1, 0], [0, 0.75], [0, 0.25]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["before", "shift"]
    assert {text.get_text() for text in ax.texts} == {"1.00", "0.00", "0.75", "0.25"}
    with pytest.raises(ValueError, match="as many rows after each step"):
        plot_addressing({"before": [1, 0, 0], "after": [1, 0]})
    with pytest.raises(ValueError, match=r"weights in 0..1, got 0.00 to 2.00"):
        plot_addressing({"before": [2, 0]})


def test_a_tape_has_row_0_in_the_middle_and_wrong_bits_marked():
    targets, answer = np.zeros((5, 2)), np.array([0, 0, 0, 1, 1])
    targets[3:] = [[1, 0], [0, 1]]
    said = np.ones((5, 2))  # wrong twice where it counts, and where nothing is due
    write = np.eye(4)[[0, 3, 2, 1, 0]]  # (steps, rows)
    axes = plot_tape((np.zeros((5, 3)), targets, answer), {"write": write}, said, title="A tape")
    assert [ax.get_ylabel() for ax in axes] == ["read", "write\nrow", "said"]
    drawn = axes[1].images[0].get_array()
    assert drawn[:, 0].tolist() == [0, 0, 1, 0]  # row 0 comes after rows 2 and 3
    assert [label.get_text() for label in axes[1].get_yticklabels()] == ["2", "3", "0", "1"]
    assert sorted(box.get_xy() for box in axes[2].patches) == [(2.5, 0.5), (3.5, -0.5)]
    assert axes[0].get_title("left") == "A tape"
    assert axes[2].get_xlabel().endswith("wrong bits have a red frame")
    right = plot_tape((np.zeros((5, 3)), targets, answer), {}, targets)
    assert right[-1].get_xlabel() == "step; the answer begins at the orange line"
    assert {line.get_xdata()[0] for ax in axes for line in ax.lines} == {2.5}
    with pytest.raises(ValueError, match="said: 4 steps, the inputs have 5"):
        plot_tape((np.zeros((5, 3)), targets, answer), {}, said[:4])


def test_losses_fall_above_and_errors_below():
    curve = [[25, 0.69, 0.5], [50, 0.1, 0.0]]
    axes = plot_fall({"machine": [curve, curve], "LSTM": [curve]})
    assert axes[0].lines[0].get_ydata().tolist() == [0.69, 0.1]
    assert axes[1].lines[0].get_ydata().tolist() == [0.5, 0.0]
    labels = [text.get_text() for text in axes[0].get_legend().get_texts()]
    assert labels == ["machine", "LSTM", "guessing"]
    with pytest.raises(ValueError, match="LSTM: a curve has rows of step, loss and error"):
        plot_fall({"LSTM": [[[1, 2]]]})
