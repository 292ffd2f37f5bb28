"""Gradients on the way back: through the unfolded net, from losses to copies of W, and where they explode."""

import numpy as np

from course.plots.alternative import curve, describe, listed, number
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
    return describe(
        ax,
        f"An unfolded net that reads {listed(reads)}; the losses of its steps are {listed(losses)}. On the "
        f"way back its states, but the last, receive gradients of size {listed(gradients)}, the first state's "
        "first.",
    )


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
    rows = [f"loss of step {t + 1}: {listed(sizes[t, : t + 1])}" for t in range(steps)]
    return describe(
        ax,
        "A triangle: what the loss of each step adds at each step from the first to its own. "
        f"{'; '.join(rows)}.",
    )


def plot_sizes(
    curves, *, title="", limits=None, ylabel="size of the gradient", legend=True, ax=None
):
    """Draw how the size of a gradient changes on its way back, on a logarithmic axis.

    Args:
        curves: {name: array of sizes above 0}, one for each step back, beginning with 0 steps.
        title: what is drawn.
        limits: (lowest, highest) size to draw, or None for all.
        ylabel: axis title.
        legend: whether the curves are named beside the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax = axes(ax)
    for (name, sizes), style in zip(curves.items(), ("-", "--", "-.", ":"), strict=False):
        ax.semilogy(sizes, style, label=name)
    ax.axhline(1, color=COLOURS["grey"], linewidth=1, zorder=0)
    ax.set(xlabel="steps back, $k$", ylabel=ylabel, ylim=limits, title=title)
    if legend:
        legend_outside(ax)
    ends = [
        f"{name.replace('$', '')}: {number(float(f'{sizes[-1]:.2e}'))}"
        for name, sizes in curves.items()
    ]
    return describe(
        ax,
        f"A gradient that begins with size 1, after {len(sizes) - 1} steps back. {'; '.join(ends)}.",
    )


def plot_border(radii, factors, bounds, border, *, ax=None):
    """Draw the factor by which a step back multiplies a gradient, against the spectral radius of W.

    Args:
        radii: array (n,), increasing.
        factors: array (n,), measured.
        bounds: array (n,), the largest singular values.
        border: the radius at which the factor is 1.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax = axes(ax, (7.5, 3))
    ax.plot(radii, factors, "o-", label="measured, mean of 3 networks")
    ax.plot(radii, radii, "k--", linewidth=1, label="spectral radius: without tanh")
    ax.plot(radii, bounds, ":", color=COLOURS["grey"], label="largest singular value: the bound")
    ax.axhline(1, color="#bbbbbb", zorder=0)
    ax.plot([border, border], [0, 1], color=COLOURS["red"])
    ax.text(border + 0.04, 0.1, f"border at {border:.1f}", color=COLOURS["red"])
    ax.set(xlabel="spectral radius of W", ylabel="factor per step", ylim=(0, 2.6))
    legend_outside(ax)
    return describe(
        ax,
        f"The factor per step against the spectral radius of W: {curve(radii, factors)}. It passes 1 at a "
        f"radius of {number(border)}, where the radius alone would pass it at 1; it stays below the largest "
        f"singular value, which is {number(bounds[-1])} at the largest radius.",
    )


def plot_cliff(weights, losses, *, ax=None):
    """Draw a loss against the only weight of a net, for several numbers of steps, and mark where it drops.

    Args:
        weights: array (n,), evenly spaced.
        losses: {name: array (n,)}; the last one's drop is marked.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax = axes(ax)
    for (name, loss), style in zip(losses.items(), ("-", "--", "-"), strict=False):
        ax.plot(weights, loss, style, label=name)
    slopes, middles = np.diff(loss) / np.diff(weights), (weights[1:] + weights[:-1]) / 2
    edge = np.abs(slopes).argmax()
    elsewhere = np.abs(slopes[np.abs(middles - middles[edge]) > 0.05]).max()
    ax.annotate(
        f"the cliff, at {weights[edge]:.2f}:\nslope {number(slopes[edge])}",
        (weights[edge], loss[edge] / 2), (8, 0),
        textcoords="offset points", color=COLOURS["green"], va="center",
    )  # fmt: skip
    ax.set(xlabel="the weight $w$", ylabel="loss $L$")
    legend_outside(ax)
    drops = [
        f"with {name} it falls by at most {number(-np.diff(loss).min())}"
        for name, loss in losses.items()
    ]
    return describe(
        ax,
        f"The loss against one weight, with a cliff at {number(weights[edge])}: over a change of the weight by "
        f"{number(weights[1] - weights[0])}, {listed(drops)}. There its slope is {number(slopes[edge])}, "
        f"elsewhere at most {number(elsewhere)} in size.",
    )


def plot_clipping(runs, *, limit, pair=None):
    """Draw losses and gradients of trainings, update by update, on logarithmic axes.

    Args:
        runs: {name: array (updates, 2) of the loss and the size of the gradient before it was clipped}.
        limit: to which size one of them was clipped; marked.
        pair: two Axes, or None for new ones.

    Returns:
        array of two Axes.
    """
    import matplotlib.pyplot as plt

    pair = plt.subplots(1, 2, figsize=(8, 3))[1] if pair is None else pair
    for ax, column, title in zip(pair, (0, 1), ("loss", "size of the gradient"), strict=True):
        for (name, run), colour, width in zip(runs.items(), ("blue", "red"), (1, 2), strict=False):
            ax.semilogy(run[:, column], color=COLOURS[colour], linewidth=width, label=name)
        ax.set(xlabel="update", title=title)
        told = [f"{name}: {curve(range(len(run)), run[:, column])}" for name, run in runs.items()]
        describe(ax, f"{'; '.join(told)}.")
    pair[1].axhline(limit, color=COLOURS["grey"], linestyle=":", label="limit")
    pair[0].legend(frameon=False)
    return pair
