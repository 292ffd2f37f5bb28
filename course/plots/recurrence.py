"""One recurrent net drawn twice: folded, with a loop, and unrolled over time, with its numbers."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots import COLOURS

MOST_STEPS, MOST_SIZE = 5, 2  # more numbers are not legible at the width of a notebook
ROLES = {  # role: (fill, edge, height of its row)
    "x": ("#fbe3b4", COLOURS["orange"], 0.0),
    "s": ("#b3e0d2", COLOURS["green"], 1.0),
    "y": ("#b9d7ec", COLOURS["blue"], 2.0),
}
BOX, TALL = 0.56, 0.46  # width and height of a box
FIGURE_SPACE = "\u2007"  # as wide as a digit
FOLDED, START = 0.0, 1.35  # columns of the folded net and of s(0)
APART = {
    1: 1.3,
    2: 1.55,
}  # columns from step to step: W stands between them, one number or two a line
ARROW = {
    "arrowstyle": "-|>",
    "color": COLOURS["grey"],
    "linewidth": 1.2,
    "shrinkA": 0,
    "shrinkB": 0,
}


def plot_folded_and_unrolled(
    inputs,
    states,
    outputs,
    *,
    input_weights,
    recurrent_weights,
    output_weights,
    start=None,
    decimals=2,
    ax=None,
):
    """Draw a recurrent net s(t) = f(U x(t) + W s(t-1)), y(t) = g(V s(t)) folded and unrolled.

    On the left is the net once, with a loop; on the right the same net at every time step. All numbers
    are those given: vectors as columns in their boxes, weights at their arrows, the same at each step.

    Args:
        inputs: array (steps, input size), x(1) to x(steps); 1 to 5 steps.
        states: array (steps, units), s(1) to s(steps).
        outputs: array (steps, output size), y(1) to y(steps). Both sizes and the units are 1 or 2.
            With 2 units up to 4 steps are easy to read.
        input_weights: U, array (units, input size).
        recurrent_weights: W, array (units, units).
        output_weights: V, array (output size, units).
        start: s(0), array (units,), by default zeros.
        decimals: digits behind the point.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: shapes that do not fit each other, or more numbers than are legible.

    Source: the formula of lecture 4; lectures 2, 3 and 5 draw it so.
    """
    vectors = {"x": np.asarray(inputs), "s": np.asarray(states), "y": np.asarray(outputs)}
    weights = {
        "U": np.asarray(input_weights),
        "W": np.asarray(recurrent_weights),
        "V": np.asarray(output_weights),
    }
    steps, units = _check(vectors, weights)
    start = np.zeros(units) if start is None else np.asarray(start)
    if start.shape != (units,):
        raise ValueError(f"start needs a shape ({units},), got {start.shape}")
    apart = APART[units]
    columns = [START + apart * step for step in range(1, steps + 1)]
    wide = columns[-1] + 0.9
    if ax is None:
        _, ax = plt.subplots(figsize=(7.5, 7.5 / wide * 3.45))
    size = min(11.0, 78 / wide)  # fewer steps leave room for larger letters

    for name in ROLES:
        _box(ax, FOLDED, name, f"{name}(t)", size)
    _up(ax, FOLDED, "U", "V", size)
    _loop(ax, size)

    u, w, v = (_numbers(weights[name], decimals) for name in "UWV")
    for step, x in enumerate(columns):
        for name, series in vectors.items():
            _box(ax, x, name, _numbers(series[step][:, None], decimals), size)
            _name(ax, x, name, step + 1, size)
        _up(ax, x, u, v, size)
    for x, title in ((FOLDED - BOX / 2, "folded"), (START - BOX / 2, "unrolled")):
        ax.text(x, 2.6, title, size=size, va="bottom", weight="bold")
    level = ROLES["s"][2]
    ax.text(
        START, level, _numbers(start[:, None], decimals), size=size, ha="center", va="center",
        color=COLOURS["grey"],
    )  # fmt: skip
    _name(ax, START, "s", 0, size)
    leave = [START + 0.2, *(x + BOX / 2 for x in columns)]
    for left, right in zip(leave, columns, strict=False):
        right -= BOX / 2
        _arrow(ax, (left, level), (right, level))
        ax.text((left + right) / 2, level + 0.05, w, size=0.85 * size, ha="center", va="bottom")
    ax.set(xlim=(-0.5, wide - 0.5), ylim=(-0.5, 2.85), aspect="equal")
    ax.axis("off")
    return ax


def _check(vectors, weights):
    """Steps and units, if all shapes fit."""
    for name, series in vectors.items():
        if series.ndim != 2 or not 1 <= series.shape[1] <= MOST_SIZE:
            raise ValueError(
                f"{name} needs a shape (steps, 1 or {MOST_SIZE}) to be legible, got {series.shape}"
            )
    steps = len(vectors["s"])
    if not 1 <= steps <= MOST_STEPS:
        raise ValueError(f"1 to {MOST_STEPS} time steps are legible, got {steps}")
    for name, series in vectors.items():
        if len(series) != steps:
            raise ValueError(f"{steps} states need as many vectors {name}, got {len(series)}")
    inputs, units, outputs = (vectors[name].shape[1] for name in "xsy")
    needed = {"U": (units, inputs), "W": (units, units), "V": (outputs, units)}
    for name, matrix in weights.items():
        if matrix.shape != needed[name]:
            raise ValueError(
                f"{name} needs a shape {needed[name]}, got {matrix.shape}: the lecture's matrices "
                "stand before the vector, Keras keeps them transposed"
            )
    return steps, units


def _numbers(matrix, decimals):
    """The matrix as text, its columns flush right."""
    rounded = np.round(matrix, decimals) + 0.0  # no -0.00
    texts = [[f"{value:.{decimals}f}" for value in row] for row in rounded]
    wide = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = (" ".join(map(str.rjust, row, wide)) for row in texts)
    return "\n".join(lines).replace("-", "−").replace(" ", FIGURE_SPACE)


def _box(ax, x, role, text, size):
    fill, edge, y = ROLES[role]
    corner = (x - BOX / 2, y - TALL / 2)
    ax.add_patch(plt.Rectangle(corner, BOX, TALL, facecolor=fill, edgecolor=edge, linewidth=1.5))
    ax.text(x, y, text, size=size, ha="center", va="center")


def _name(ax, x, role, step, size):
    """x(t) and s(t) below their boxes, s(t) beside its arrow; y(t) above."""
    side = 1 if role == "y" else -1
    y = ROLES[role][2] + side * (TALL / 2 + 0.06)
    x, aside = (x + 0.06, "left") if role == "s" else (x, "center")
    below = "bottom" if role == "y" else "top"
    ax.text(x, y, f"{role}({step})", size=size, ha=aside, va=below, color=COLOURS["grey"])


def _up(ax, x, u, v, size):
    """From the input to the state, and from the state to the output."""
    for low, high, text in (("x", "s", u), ("s", "y", v)):
        start, end = ROLES[low][2] + TALL / 2, ROLES[high][2] - TALL / 2
        _arrow(ax, (x, start), (x, end))
        middle = (start + end) / 2
        ax.text(x - 0.05, middle, text, size=0.85 * size, ha="right", va="center")


def _loop(ax, size):
    level, side = ROLES["s"][2], FOLDED + BOX / 2
    style = {**ARROW, "connectionstyle": "arc3,rad=-1.6"}
    ax.annotate("", (side, level - 0.12), (side, level + 0.12), arrowprops=style)
    ax.text(side + 0.28, level, "W", size=0.85 * size, ha="left", va="center")


def _arrow(ax, start, end):
    ax.annotate("", end, start, arrowprops=ARROW)
