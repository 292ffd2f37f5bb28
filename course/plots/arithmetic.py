"""What a net that calculates makes of its numbers: its results, and what each number does to them."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.style import COLOURS, axes, legend_outside


def plot_effects(effects, numbers, wanted, *, ylabel="change of the result per unit", ax=None):
    """Draw for several nets what each number of the input does to the result, beside what it should.

    Args:
        effects: {name of a net: array (rows, numbers)}, the slope of the result by each number, one row
            an example; bars are means over the rows, the line on a bar holds the middle half of the rows.
        numbers: names of the numbers.
        wanted: the slopes of the right calculation, one a number.
        ylabel: axis title.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no nets, or not one slope for every number.
    """
    if not effects:
        raise ValueError("no nets to draw: effects is empty")
    for name, slopes in {"wanted": [wanted], **effects}.items():
        if np.ndim(slopes) != 2 or np.shape(slopes)[1] != len(numbers):
            raise ValueError(f"{name}: shape {np.shape(slopes)} for {len(numbers)} numbers")
    ax = axes(ax)
    width = 0.8 / len(effects)
    places = np.arange(len(numbers))
    for place, (name, slopes) in enumerate(effects.items()):
        centres = places + (place - (len(effects) - 1) / 2) * width
        ax.bar(centres, np.mean(slopes, axis=0), 0.9 * width, label=name)
        ax.vlines(centres, *np.percentile(slopes, [25, 75], axis=0), color=COLOURS["grey"])
    ax.hlines(wanted, places - 0.45, places + 0.45, color="black", linestyle=":", label="wanted")
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set_xticks(places, numbers)
    ax.set(ylabel=ylabel)
    legend_outside(ax)
    return ax


def plot_results(results, *, xlabel="right result", ylabel="the net's result", axes=None):
    """Draw a net's results against the right ones, one panel a group, with R² above it.

    Args:
        results: {name of a group: (right, written)}, arrays of equal shape.
        xlabel, ylabel: axis titles.
        axes: one Axes a group, or None for new ones.

    Returns:
        array of Axes, one a group.

    Raises:
        ValueError: no groups, or shapes that differ.
    """
    if not results:
        raise ValueError("nothing to draw: results is empty")
    for name, (right, written) in results.items():
        if np.shape(right) != np.shape(written):
            raise ValueError(
                f"{name}: {np.shape(written)} results for {np.shape(right)} right ones"
            )
    if axes is None:
        _, axes = plt.subplots(
            1, len(results), figsize=(7.5, 2.9), sharex=True, sharey=True, squeeze=False
        )
        axes = axes[0]
    for ax, (name, (right, written)) in zip(axes, results.items(), strict=True):
        right, written = np.ravel(right), np.ravel(written)
        r_squared = 1 - ((written - right) ** 2).sum() / ((right - right.mean()) ** 2).sum()
        ax.plot(right, written, ".", markersize=3, alpha=0.5, color=COLOURS["blue"])
        ends = [min(right.min(), written.min()), max(right.max(), written.max())]
        ax.plot(ends, ends, color="black", linestyle=":", linewidth=1.2)
        ax.set_title(f"{name}\nR² = {r_squared:.3f}", fontsize=11)
        ax.set(xlabel=xlabel)
    axes[0].set_ylabel(ylabel)
    return axes
