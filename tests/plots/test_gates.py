import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.gates import plot_gate_weights, plot_gates, plot_trace


def gates_of(steps=3, units=2, value=0.5):
    return {"forget gate": np.full((steps, units), value), "input gate": np.ones((steps, units))}


def test_gates_have_a_panel_each_and_a_colour_for_each_unit():
    labels = ["store A 1", "", "release A"]
    axes = plot_gates(
        gates_of(), np.ones((3, 2)), labels, names=["A", "B"], output=[0, 0, 1], target=[0, 0, 1]
    )
    assert [ax.get_ylabel() for ax in axes] == ["forget gate", "input gate", "cell C", "output"]
    heights = [bar.get_height() for bar in axes[0].patches[:6]]
    assert heights == [0.5] * 6 and len({bar.get_facecolor() for bar in axes[0].patches[:6]}) == 2
    assert [text.get_text() for text in axes[-1].get_xticklabels()] == labels
    assert [text.get_text() for text in axes[0].get_legend().texts] == ["A", "B"]
    said = text_of(axes[0].figure)
    assert "input gate of B above one half at every step; cell" in said
    assert "forget gate of A above one half at nothing" in said
    assert "at most 0 from what it should be" in said
    assert len(plot_gates(gates_of(), np.ones((3, 2)), labels)) == 3


@pytest.mark.parametrize(
    "gate, said",
    [
        ([0, 1, 0, 0], "release"),
        ([0, 1, 1, 0], "release and 1 step without a command"),
        ([0, 1, 1, 1], "every step but store 1"),
        ([1, 0, 1, 1], "every step but release"),
    ],
)
def test_a_gate_is_told_by_the_fewer_steps(gate, said):
    labels = ["store 1", "release", "", ""]
    axes = plot_gates({"gate": np.reshape(gate, (4, 1))}, np.ones((4, 1)), labels)
    assert f"gate above one half at {said};" in text_of(axes[0].figure)


@pytest.mark.parametrize(
    "change, said",
    [
        ({"cells": np.ones(3)}, r"shape \(steps, units\), got \(3,\)"),
        ({"cells": np.ones((3, 1))}, "forget gate: shape"),
        ({"gates": gates_of(value=1.5)}, "a gate lies in 0..1, got 1.5"),
        ({"labels": ["", ""]}, "labels: shape"),
        ({"output": [1, 2]}, "output: shape"),
        ({"target": [0, 0, 0]}, "give output, too"),
        ({"names": ["A"]}, "names: shape"),
        ({"cells": np.ones((3, 9)), "gates": {}}, "at most 6 units"),
    ],
)
def test_gates_that_do_not_fit_are_refused(change, said):
    fitting = {"gates": gates_of(), "cells": np.ones((3, 2)), "labels": ["", "", ""]}
    with pytest.raises(ValueError, match=said):
        plot_gates(**{**fitting, **change})


def test_gate_weights_stand_in_one_block_a_gate():
    weights = [np.ones((2, 12)), np.zeros((3, 12)), -np.ones(12)]  # 2 inputs, 3 units
    ax = plot_gate_weights(weights, "ifco")
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows == ["x 1", "x 2", "h 1", "h 2", "h 3", "bias"]
    assert ax.get_xticks().tolist() == [1, 4, 7, 10]
    assert ax.images[0].get_array()[:, 0].tolist() == [1, 1, 0, 0, 0, -1]
    assert "which is: i −1, f −1, c −1, o −1" in text_of(ax.figure)
    gru = [np.ones((1, 6)), np.ones((2, 6)), np.ones((2, 6))]  # reset_after: two rows of biases
    rows = [label.get_text() for label in plot_gate_weights(gru, "zrh").get_yticklabels()]
    assert rows[-2:] == ["bias 1", "bias 2"]
    with pytest.raises(ValueError, match="4 gates of 2 units need 8 columns, got 6"):
        plot_gate_weights(gru, "ifco")
    with pytest.raises(ValueError, match="two or three arrays of weights, got 1"):
        plot_gate_weights(gru[:1], "zrh")


def test_a_trace_is_drawn_for_the_units_asked_for():
    trace = {key: np.full((1, 3, 4), 0.1 * at) for at, key in enumerate("ifoCh")}
    trace["C"][0, :, 2] = 7
    said, target = np.zeros((1, 3, 1)), np.ones((1, 3, 1))
    axes = plot_trace(trace, ["", "a", ""], said, target, units=[2], names=["third"])
    assert [bar.get_height() for bar in axes[3].patches[:3]] == [7, 7, 7]
    assert axes[1].patches[0].get_height() == 0.1  # f, which comes after i
    assert len(plot_trace(trace, ["", "a", ""], said, target)) == 5
