"""A memory with rows: a head's addressing step by step, a whole tape with its heads, how nets learn it."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import curve as course_of
from course.plots.alternative import describe, mean_of, number, pairs, span
from course.plots.style import COLOURS, axes, legend_outside


def plot_addressing(steps, *, title="", ax=None):
    """Draw the weights of a head after each step of its addressing, a column each, a cell a row of the memory.

    Args:
        steps: {name of a step: array (rows,) of weights in 0..1}, in their order. A name may have two lines.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: the steps have different numbers of rows, or a weight is outside 0..1.
    """
    if len({len(weights) for weights in steps.values()}) != 1:
        raise ValueError("expected as many rows after each step")
    table = np.stack([np.asarray(weights, float) for weights in steps.values()], axis=1)
    if not ((table >= 0) & (table <= 1 + 1e-6)).all():
        raise ValueError(f"expected weights in 0..1, got {table.min():.2f} to {table.max():.2f}")
    rows, columns = table.shape
    ax = axes(ax, (7.5, 1.1 + 0.33 * rows))
    ax.imshow(table, aspect="auto", vmin=0, vmax=1, cmap="Blues")
    for row, column in np.ndindex(rows, columns):
        weight = table[row, column]
        colour = "white" if weight > 0.6 else "black"
        ax.text(column, row, f"{weight:.2f}", ha="center", va="center", fontsize=10, color=colour)
    for column in range(1, columns):
        ax.axvline(column - 0.5, color="white", linewidth=6)
    ax.set_xticks(range(columns), list(steps), fontsize=10)
    ax.xaxis.tick_top()
    ax.set_yticks(range(rows))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set(ylabel="row of the memory")
    ax.set_title(title, loc="left", fontsize=12)
    told = [
        f"{' '.join(name.split())}: {pairs((f'row {row}' for row in range(rows)), weights)}"
        for name, weights in steps.items()
    ]
    return describe(ax, f"The weights of a head after each step. {'; '.join(told)}.")


def plot_tape(tape, heads, said, *, title="", axes=None):
    """Draw a tape as it is read, where the heads are meanwhile, and what is said in the end.

    Args:
        tape: (inputs, targets, answer) of one tape: arrays (steps, bits + 1), (steps, outputs) and (steps,),
            which is 1 where an answer is due.
        heads: {name: array (steps, rows) of weights}; row 0 is drawn in the middle, as the rows form a circle.
        said: array (steps, outputs) of 0 and 1; wrong ones are marked, and the label says so.
        title: of the whole picture.
        axes: one Axes for the inputs, one for each head, one for what was said; or None for new ones.

    Returns:
        array of Axes.

    Raises:
        ValueError: not as many steps everywhere.
    """
    inputs, targets, answer = (np.asarray(part) for part in tape)
    for name, array in {**heads, "said": said, "targets": targets, "answer": answer}.items():
        if len(array) != len(inputs):
            raise ValueError(f"{name}: {len(array)} steps, the inputs have {len(inputs)}")
    if axes is None:
        heights = [1.6, *[3.2] * len(heads), 1.5]
        size = (7.5, 0.9 + 0.5 * sum(heights))
        ratios = {"height_ratios": heights}
        axes = plt.subplots(len(heights), 1, figsize=size, sharex=True, gridspec_kw=ratios)[1]
    bits = {"aspect": "auto", "cmap": "Greys", "vmin": 0, "vmax": 1.4, "interpolation": "nearest"}
    axes[0].imshow(inputs.T, **bits)
    for ax, (name, weights) in zip(axes[1:-1], heads.items(), strict=True):
        rows = np.shape(weights)[1]
        first = -(rows // 2)  # the row at the top, from row 0
        extent = (-0.5, len(inputs) - 0.5, first + rows - 0.5, first - 0.5)
        turned = np.roll(np.asarray(weights).T, -first, axis=0)
        ax.imshow(turned, aspect="auto", cmap="Blues", vmin=0, vmax=1, extent=extent)
        ticks = np.arange(first, first + rows, max(rows // 4, 1))
        ax.set_yticks(ticks, ticks % rows, fontsize=9)
        ax.set_ylabel(f"{name}\nrow", fontsize=10)
        most = _steps_in_words(np.argmax(weights, axis=1).tolist())
        sharp = number(np.max(weights, axis=1).mean())
        describe(
            ax, f"The {name}: its row with most weight, step by step: {most}; {sharp} on average."
        )
    due = answer > 0
    axes[-1].imshow(np.where(due[:, None], said, 0).T, **bits)
    wrong = np.argwhere(due[:, None] & (np.asarray(said) != targets))
    for step, bit in wrong:
        box = plt.Rectangle(
            (step - 0.5, bit - 0.5), 1, 1, fill=False, edgecolor=COLOURS["red"], linewidth=1.4
        )
        axes[-1].add_patch(box)
    for ax, name in ((axes[0], "read"), (axes[-1], "said")):
        ax.set_yticks([])
        ax.set_ylabel(name, fontsize=10)
    for ax in axes:
        ax.axvline(np.flatnonzero(due)[0] - 0.5, color=COLOURS["orange"], linewidth=1.2)
    axes[0].set_title(title, loc="left", fontsize=12)
    axes[-1].xaxis.get_major_locator().set_params(integer=True)
    due_steps = f"steps {np.flatnonzero(due)[0]} to {np.flatnonzero(due)[-1]}"
    describe(axes[0], f"What is read, {inputs.shape[1]} bits in each of {len(inputs)} steps.")
    asked = int(due.sum()) * targets.shape[1]
    describe(axes[-1], f"What is said in {due_steps}; {len(wrong)} of {asked} bits are wrong.")
    framed = "; wrong bits have a red frame" if len(wrong) else ""
    axes[-1].set_xlabel(f"step; the answer begins at the orange line{framed}")
    return axes


def plot_fall(runs, *, title="", axes=None):
    """Draw how the loss and the bit error of nets fall, and what guessing gives.

    Args:
        runs: {name: list of curves}, a curve has rows of [step, loss, bit error].
        title: of the whole picture.
        axes: two Axes, or None for new ones.

    Returns:
        array of Axes: loss, bit error.

    Raises:
        ValueError: a curve is empty or has no such rows.
    """
    if axes is None:
        axes = plt.subplots(2, 1, figsize=(7.5, 4.6), sharex=True)[1]
    for (name, curves), colour in zip(runs.items(), ("blue", "red", "orange"), strict=False):
        for seed, curve in enumerate(curves):
            points = np.asarray(curve, float)
            if points.ndim != 2 or points.shape[1] != 3:
                raise ValueError(
                    f"{name}: a curve has rows of step, loss and error, got {points.shape}"
                )
            for ax, values in zip(axes, points.T[1:], strict=True):
                label = None if seed else name
                ax.plot(points[:, 0], values, color=COLOURS[colour], linewidth=1.3, label=label)
    for ax, level, name in ((axes[0], np.log(2), "loss"), (axes[1], 0.5, "share of bits wrong")):
        ax.axhline(level, color=COLOURS["grey"], linestyle=":", label="guessing")
        ax.set(ylabel=name)
        ax.set_ylim(bottom=0)
        ax.set_xlim(left=0)
    legend_outside(axes[0])
    for column, (ax, name) in enumerate(
        zip(axes, ("loss", "share of bits wrong"), strict=True), start=1
    ):
        told = [
            f"{net}{': ' if len(curves) == 1 else f', {len(curves)} runs: '}{_fall(curves, column)}"
            for net, curves in runs.items()
        ]
        guess = number((np.log(2), 0.5)[column - 1])
        describe(ax, f"The {name} over the steps of training, guessing {guess}. {'; '.join(told)}.")
    axes[0].set_title(title, loc="left", fontsize=12)
    axes[1].set_xlabel("steps of training")
    return axes


def _steps_in_words(rows):
    """Rows step by step; three or more that follow each other, up or down, are told by their ends."""
    told, start = [], 0
    while start < len(rows):
        end = start + 1
        way = rows[end] - rows[start] if end < len(rows) else 0
        while abs(way) == 1 and end < len(rows) and rows[end] - rows[end - 1] == way:
            end += 1
        if end - start > 3:
            told.append(f"{rows[start]} to {rows[end - 1]}")
        else:
            end = start + 1
            told.append(str(rows[start]))
        start = end
    return ", ".join(told)


def _fall(curves, column):
    """How one curve runs, or where several begin and end."""
    curves = [np.asarray(curve, float) for curve in curves]
    if len(curves) == 1:
        return course_of(curves[0][:, 0], curves[0][:, column])
    first, last = (mean_of([points[at, column] for points in curves]) for at in (0, -1))
    ends = span([points[-1, 0] for points in curves])
    return f"{first} at first, {last} at the end, after {ends}"
