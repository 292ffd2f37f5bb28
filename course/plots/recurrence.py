"""One recurrent net drawn twice: folded, with a loop, and unrolled over time, with its numbers."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots import COLOURS

MOST_STEPS, MOST_UNITS = 5, 2  # more numbers are not legible at the width of a notebook
SIZE, FAR = 0.78, 1.75  # of a box in inches, and from one step to the next
ROWS = {"x": 0.0, "s": 1.45, "y": 2.9}
TINTS = {"x": "#fbe3b4", "s": "#b3e0d2", "y": "#b9d7ec"}
EDGES = {"x": COLOURS["orange"], "s": COLOURS["green"], "y": COLOURS["blue"]}
ARROW = {
    "arrowstyle": "-|>", "color": COLOURS["grey"], "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0,
}  # fmt: skip


def plot_folded_and_unrolled(
    inputs, states, outputs, *, input_weights, recurrent_weights, output_weights, start=None,
    decimals=2, ax=None,
):  # fmt: skip
    """Draw a recurrent net s(t) = f(U x(t) + W s(t-1)), y(t) = g(V s(t)) folded and unrolled.

    On the left is the net once, with a loop; on the right the same net at every time step. All numbers
    are those given: vectors as columns in their boxes, weights on their arrows, the same at each step.

    Args:
        inputs: array (steps, inputs), x(1) to x(steps); at most 5 steps.
        states: array (steps, units), s(1) to s(steps).
        outputs: array (steps, outputs), y(1) to y(steps). Inputs, units, outputs: 1 or 2.
        input_weights: U, array (units, inputs).
        recurrent_weights: W, array (units, units).
        output_weights: V, array (outputs, units).
        start: s(0), array (units,), by default zeros.
        decimals: digits behind the point.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: shapes that do not fit each other, or more numbers than are legible.

    Source: the formula of lecture 4; lectures 2, 3 and 5 draw it so.
    """
    inputs, states, outputs, u, w, v = (
        np.asarray(array, float)
        for array in (
            inputs,
            states,
            outputs,
            input_weights,
            recurrent_weights,
            output_weights,
        )  # fmt: skip
    )
    for name, array in (("inputs", inputs), ("states", states), ("outputs", outputs)):
        if array.ndim != 2:
            raise ValueError(f"{name} need a shape (steps, size), got {array.shape}")
    steps, units = states.shape
    start = np.zeros(units) if start is None else np.asarray(start, float)
    _check(inputs, states, outputs, u, w, v, start)

    def shown(array):
        return _numbers(array, decimals)

    if ax is None:
        _, ax = plt.subplots(figsize=(7.5, 7.5 / (FAR * (steps + 2.1)) * 4.6))
    scale = 5.6 / (steps + 2.1)  # with fewer steps there is more room for each
    fonts = {"box": min(11, 8 * scale), "weight": min(10, 7.2 * scale)}
    for name, size in (("x", inputs.shape[1]), ("s", units), ("y", outputs.shape[1])):
        _box(ax, 0, name, f"{name}(t)", fonts["box"])
        for step, vector in enumerate({"x": inputs, "s": states, "y": outputs}[name], 1):
            _box(ax, _column(step), name, shown(vector[:, None]), fonts["box"])
        del size
    _net(ax, 0, {"U": "U", "V": "V"}, fonts["weight"])
    _loop(ax, fonts["weight"])
    ax.text(_column(0), ROWS["s"], shown(start[:, None]), ha="center", va="center",
            fontsize=fonts["box"], color=COLOURS["grey"])  # fmt: skip
    for step in range(1, steps + 1):
        _net(ax, _column(step), {"U": shown(u), "V": shown(v)}, fonts["weight"])
        _across(ax, step, shown(w), fonts["weight"])
    return ax
