"""Gradients on the way back: through the unfolded net, and from the losses to the copies of W."""

import numpy as np

from course.plots.diagram import arrow, node
from course.plots.style import COLOURS, axes, legend_outside


def plot_way_back(reads, targets, losses, gradients, *, ax=None):
    """Draw an unfolded net with the loss of every step and the gradient that each state hands back.

    Args:
        reads: symbols that go in, one a step.
        targets: symbols that should come out, one a step.
        losses: array (steps,), the loss of each step.
        gradients: array (steps - 1,), the size of what a state receives from the state after it, earliest
            first.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: lengths that do not fit.
    """
    steps = len(reads)
    if len(targets) != steps or len(losses) != steps or len(gradients) != steps - 1:
        raise ValueError(
            f"{steps} steps need {steps} targets and losses and {steps - 1} gradients between them, "
            f"got {len(targets)}, {len(losses)} and {len(gradients)}"
        )
    ax = axes(ax, (7.5, 3.4))
    red = COLOURS["red"]
    forward, back = {"linewidth": 1.5}, {"linewidth": 1.5, "color": red}
    for step in range(steps):
        node(ax, step, 0, f"$h_{{{step + 1}}}$", "blue")
        ax.text(step, -1.25, reads[step], ha="center", va="center")
        said = f"“{targets[step]}”\n$L_{{{step + 1}}}$ = {losses[step]:.2f}"
        ax.text(step, 1.35, said, ha="center", va="center", fontsize=10)
        arrow(ax, (step, -1.05), (step, -0.4), **forward)
        arrow(ax, (step - 0.07, 0.4), (step - 0.07, 1.0), **forward)
        arrow(ax, (step + 0.07, 1.0), (step + 0.07, 0.4), **back)
    for step, size in enumerate(gradients):
        arrow(ax, (step + 0.27, 0.13), (step + 0.73, 0.13), **forward)
        arrow(ax, (step + 0.73, -0.13), (step + 0.27, -0.13), **back)
        middle = step + 0.5
        ax.text(middle, -0.42, f"{size:.2f}", ha="center", va="center", color=red, fontsize=9)
    ax.set(xlim=(-0.6, steps - 0.4), ylim=(-1.5, 1.75))
    ax.axis("off")
    return ax


def plot_contributions(sizes, *, ax=None):
    """Draw what the loss of each step adds to the gradient of a shared weight at each earlier step.

    Args:
        sizes: array (steps, steps); row t, column s: what the loss of step t adds at step s, nothing
            where s comes after t.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not a square matrix.
    """
    sizes = np.asarray(sizes)
    if sizes.ndim != 2 or sizes.shape[0] != sizes.shape[1]:
        raise ValueError(
            f"one row and one column for each step, got an array of shape {sizes.shape}"
        )
    ax = axes(ax, (5.2, 3.6))
    steps = len(sizes)
    past = np.tri(steps, dtype=bool)
    image = ax.imshow(np.where(past, sizes, np.nan), vmin=0, cmap="cividis")
    for row, column in np.argwhere(past):
        size = sizes[row, column]
        ax.text(
            column, row, f"{size:.2f}", ha="center", va="center", fontsize=9,
            color="white" if size < 0.55 * sizes.max() else "black",
        )  # fmt: skip
    names = range(1, steps + 1)
    ax.set_xticks(range(steps), names)
    ax.set_yticks(range(steps), names)
    ax.set(xlabel="used at step", ylabel="loss of step")
    ax.figure.colorbar(image, ax=ax, label="size of what it adds")
    return ax


def plot_sizes(curves, *, dashed=None, dashed_label="", ylabel="size of the gradient", ax=None):
    """Draw how the size of a gradient changes on its way back, on a logarithmic axis.

    Args:
        curves: {name: array of sizes above 0}, one for each step back, beginning with 0 steps.
        dashed: {name: array} of curves to draw thin and dashed in the colour of the same name, or None.
        dashed_label: what a dashed line is, for the legend.
        ylabel: axis title.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: a dashed curve without a solid one.
    """
    dashed = dashed or {}
    if unknown := set(dashed) - set(curves):
        raise ValueError(f"dashed curves go with solid ones; there is none for {sorted(unknown)}")
    ax = axes(ax)
    for name, sizes in curves.items():
        line = ax.semilogy(sizes, label=name)[0]
        if name in dashed:
            ax.semilogy(dashed[name], "--", color=line.get_color(), linewidth=1)
    if dashed:
        ax.semilogy([], [], "--", color="black", linewidth=1, label=dashed_label)
    ax.set(xlabel="steps back, $k$", ylabel=ylabel)
    legend_outside(ax)
    return ax
