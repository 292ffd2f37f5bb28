"""A signal and what a net makes of it, over time."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.style import COLOURS, axes, legend_outside


def plot_tracking(target, outputs, *, steps, xlabel="point in the series", ylabel="", axes=None):
    """Draw the same target once for every net, one above the other, with the net's output on it.

    Args:
        target: array (length,).
        outputs: {name: array (length,)}.
        steps: points in a window; a thin line marks where each window begins.
        xlabel: title of the time axis.
        ylabel: title of the axes of values.
        axes: one Axes an output, or None for new ones.

    Returns:
        array of Axes, one an output.

    Raises:
        ValueError: no outputs, or lengths that differ from the target's.
    """
    target = np.asarray(target)
    for name, output in outputs.items():
        if np.shape(output) != target.shape:
            raise ValueError(f"{name}: shape {np.shape(output)}, the target has {target.shape}")
    if not outputs:
        raise ValueError("nothing to draw: outputs is empty")
    if axes is None:
        size = (7.5, 0.6 + 1.7 * len(outputs))
        _, axes = plt.subplots(
            len(outputs), 1, figsize=size, sharex=True, sharey=True, squeeze=False
        )
        axes = axes[:, 0]
    times = np.arange(len(target))
    for ax, (name, output), colour in zip(axes, outputs.items(), ("red", "blue") * 9, strict=False):
        for start in range(0, len(target) + 1, steps):
            ax.axvline(start - 0.5, color="#dddddd", linewidth=1, zorder=0)
        ax.plot(times, target, color="black", linewidth=2.5, alpha=0.35, label="target")
        ax.plot(times, output, color=COLOURS[colour], marker="o", markersize=3, linewidth=1.2)
        ax.set_title(name, fontsize=11, color=COLOURS[colour], loc="left")
        ax.set(ylabel=ylabel, xlim=(-0.5, len(target) - 0.5))
    axes[0].legend(loc="upper right", frameon=False, ncols=2, bbox_to_anchor=(1, 1.25))
    axes[-1].set_xlabel(xlabel)
    return axes


def plot_phases(phases, *, xlabel="", ylabel="", ax=None):
    """Draw a value that is noted again and again while one thing after another is done.

    Args:
        phases: list of (name, values), in the order of time; values may be a single number.
        xlabel, ylabel: axis titles.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no phases, or one without values.
    """
    if not phases or any(not np.size(values) for _, values in phases):
        raise ValueError("phases need a name and at least one value each")
    ax = axes(ax)
    colours, begun = {}, 0
    for name, values in phases:
        values = np.atleast_1d(values)
        new = name not in colours  # in the legend once, however often it comes
        colour = colours.setdefault(name, list(COLOURS.values())[len(colours) % len(COLOURS)])
        places = np.arange(begun, begun + len(values))
        ax.bar(places, values, color=colour, label=name if new else None)
        begun += len(values)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    legend_outside(ax)
    return ax
