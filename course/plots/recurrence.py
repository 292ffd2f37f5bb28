"""One recurrent net drawn twice: folded, with a loop, and unrolled over time, with its numbers."""

import numpy as np

from course.plots.alternative import describe, listed
from course.plots.diagram import EXACT, arrow, box
from course.plots.style import COLOURS, axes

MOST_STEPS, MOST_SIZE = 5, 2  # more numbers are not legible at the width of a notebook
ROLES = {"x": "input", "s": "state", "y": "output"}
ROWS = {"x": 0.0, "s": 1.0, "y": 2.0}  # heights
TALL = 0.46  # height of a box
LETTER, NARROWEST = 0.11, 0.5  # width of a letter and of the smallest box
FIGURE_SPACE = "\u2007"  # as wide as a digit
FOLDED, LOOP = 0.0, 0.9  # column of the folded net, and where its loop ends
LARGEST, SMALLER = 11.0, 0.85  # letters in points, and how much smaller those at arrows are
ARROW = {**EXACT, "linewidth": 1.2}


def plot_folded_and_unrolled(
    inputs,
    states,
    outputs,
    input_weights,
    recurrent_weights,
    output_weights,
    *,
    start=None,
    decimals=None,
    ax=None,
):
    """Draw a recurrent net s(t) = f(x(t) U + s(t-1) W), y(t) = g(s(t) V) folded and unrolled.

    On the left is the net once, with a loop; on the right the same net at every time step. All numbers
    are those given: vectors as rows in their boxes, matrices at their arrows, the same at each step.

    Args:
        inputs: array (steps, input size), x(1) to x(steps); 1 to 5 steps.
        states: array (steps, units), s(1) to s(steps).
        outputs: array (steps, output size), y(1) to y(steps). Both sizes and the units are 1 or 2;
            many digits for 2 units make small letters.
        input_weights: U, array (input size, units).
        recurrent_weights: W, array (units, units).
        output_weights: V, array (units, output size). All three as Keras keeps them.
        start: s(0), array (units,), by default zeros.
        decimals: digits behind the point, by default 0 if all numbers are whole, else 2.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: shapes that do not fit each other, or more numbers than are legible.

    Source: the formula of lecture 4, for rows instead of columns; lectures 2, 3 and 5 draw it so.
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
    if decimals is None:
        every = np.concatenate([a.ravel() for a in (*vectors.values(), *weights.values(), start)])
        decimals = 0 if (every == np.round(every)).all() else 2
    u, w, v = (_numbers(weights[name], decimals) for name in "UWV")
    first = _numbers(start[None], decimals)
    texts = {
        name: [_numbers(vector[None], decimals) for vector in series]
        for name, series in vectors.items()
    }
    longest = max(len(text) for series in texts.values() for text in series)
    width = max(NARROWEST, LETTER * longest + 0.16)
    gap = max(0.6, LETTER * SMALLER * len(w.split("\n")[0]) + 0.25)  # W stands there
    before = LOOP + width / 2  # column of s(0)
    columns = [before + (width + gap) * step for step in range(1, steps + 1)]
    wide = columns[-1] + width / 2 + 0.6
    ax = axes(ax, (7.5, min(3.6, 7.5 / wide * 3.45)))
    size = min(LARGEST, 92 / wide)  # fewer and shorter numbers leave room for larger letters

    for name in ROLES:
        _box(ax, FOLDED, name, f"{name}(t)", size, NARROWEST)
    _up(ax, FOLDED, "U", "V", size)
    _loop(ax, size)
    for step, x in enumerate(columns):
        for name, series in texts.items():
            _box(ax, x, name, series[step], size, width)
            _name(ax, x, name, step + 1, size)
        _up(ax, x, u, v, size)
    for x, title in ((FOLDED - NARROWEST / 2, "folded"), (LOOP, "unrolled")):
        ax.text(x, 2.6, title, size=size, va="bottom", weight="bold")
    level = ROWS["s"]
    style = {"size": size, "ha": "center", "va": "center", "color": COLOURS["grey"]}
    ax.text(before, level, first, **style)
    ax.text(before, level - TALL / 2 - 0.1, "s(0)", **style)
    for left, right in zip([before, *columns], columns, strict=False):
        left, right = left + width / 2, right - width / 2
        arrow(ax, (left, level), (right, level), **ARROW)
        ax.text((left + right) / 2, level + 0.05, w, size=SMALLER * size, ha="center", va="bottom")
    ax.set(xlim=(-0.4, wide - 0.5), ylim=(-0.5, 2.85), aspect="equal")
    ax.axis("off")
    told = {
        name: listed(f"({' '.join(text.split())})" for text in series)
        for name, series in texts.items()
    }
    return describe(
        ax,
        f"A recurrent net, folded with a loop from its state to itself, and unrolled over {steps} steps with "
        f"the same U, W and V at each. Inputs {told['x']}; states {told['s']}; outputs {told['y']}.",
    )


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
    needed = {"U": (inputs, units), "W": (units, units), "V": (units, outputs)}
    for name, matrix in weights.items():
        if matrix.shape != needed[name]:
            raise ValueError(
                f"{name} needs a shape {needed[name]}, got {matrix.shape}: from and to, as in Keras"
            )
    return steps, units


def _numbers(matrix, decimals):
    """The matrix as text, its columns flush right."""
    rounded = np.round(matrix, decimals) + 0.0  # no -0.00
    texts = [[f"{value:.{decimals}f}" for value in row] for row in rounded]
    wide = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = (" ".join(map(str.rjust, row, wide)) for row in texts)
    return "\n".join(lines).replace("-", "−").replace(" ", FIGURE_SPACE)


def _box(ax, x, name, text, size, wide):
    box(ax, x, ROWS[name], text, ROLES[name], width=wide, height=TALL, fontsize=size)


def _name(ax, x, role, step, size):
    """x(t) and s(t) below their boxes, s(t) beside its arrow; y(t) above."""
    side = 1 if role == "y" else -1
    y = ROWS[role] + side * (TALL / 2 + 0.06)
    x, aside = (x + 0.06, "left") if role == "s" else (x, "center")
    below = "bottom" if role == "y" else "top"
    ax.text(x, y, f"{role}({step})", size=size, ha=aside, va=below, color=COLOURS["grey"])


def _up(ax, x, u, v, size):
    """From the input to the state, and from the state to the output."""
    for low, high, text in (("x", "s", u), ("s", "y", v)):
        start, end = ROWS[low] + TALL / 2, ROWS[high] - TALL / 2
        arrow(ax, (x, start), (x, end), **ARROW)
        middle = (start + end) / 2
        ax.text(x - 0.05, middle, text, size=SMALLER * size, ha="right", va="center")


def _loop(ax, size):
    level, side = ROWS["s"], FOLDED + NARROWEST / 2
    ends = (side, level + 0.12), (side, level - 0.12)
    arrow(ax, *ends, **ARROW, connectionstyle="arc3,rad=-1.6")
    ax.text(side + 0.28, level, "W", size=SMALLER * size, ha="left", va="center")
