"""Gradients on the way back: through the unfolded net, and from the losses to the copies of W."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots import COLOURS


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
    if ax is None:
        _, ax = plt.subplots(figsize=(7.5, 3.4))
    forward, back = COLOURS["grey"], COLOURS["red"]
    for step in range(steps):
        ax.text(
            step, 0, f"$h_{{{step + 1}}}$", ha="center", va="center", color="white",
            bbox={"boxstyle": "round,pad=0.45", "color": COLOURS["blue"]},
        )  # fmt: skip
        ax.text(step, -1.25, reads[step], ha="center", va="center")
        said = f"“{targets[step]}”\n$L_{{{step + 1}}}$ = {losses[step]:.2f}"
        ax.text(step, 1.35, said, ha="center", va="center", fontsize=10)
        _arrow(ax, (step, -1.05), (step, -0.4), forward)
        _arrow(ax, (step - 0.07, 0.4), (step - 0.07, 1.0), forward)
        _arrow(ax, (step + 0.07, 1.0), (step + 0.07, 0.4), back)
    for step, size in enumerate(gradients):
        _arrow(ax, (step + 0.27, 0.13), (step + 0.73, 0.13), forward)
        _arrow(ax, (step + 0.73, -0.13), (step + 0.27, -0.13), back)
        ax.text(step + 0.5, -0.42, f"{size:.2f}", ha="center", va="center", color=back, fontsize=9)
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
    if ax is None:
        _, ax = plt.subplots(figsize=(5.2, 3.6))
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


def _arrow(ax, start, end, colour):
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.5})
