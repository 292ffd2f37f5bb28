"""How far apart two computations of the same sequences are, step by step."""

import numpy as np

from course.plots.alternative import describe, span
from course.plots.style import axes

LEAST = 1e-18  # what no difference at all is drawn as: a logarithmic axis has no 0


def plot_differences(differences, *, ylabel="largest difference", title="", ax=None):
    """Draw the largest difference at each step, on a logarithmic axis.

    Args:
        differences: {name: array (rows, steps, units)} of numbers from 0 on; a line each.
        ylabel, title: of the Axes.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: an array that has not three axes, or a difference below 0.
    """
    ax = axes(ax, (7.5, 2.8))
    told = []
    for name, values in differences.items():
        values = np.asarray(values)
        if values.ndim != 3 or not values.size or values.min() < 0:
            raise ValueError(f"{name}: expected differences (rows, steps, units), from 0 on")
        largest, steps = values.max(axis=(0, 2)), range(1, values.shape[1] + 1)
        ax.plot(steps, np.maximum(largest, LEAST), label=name)
        told.append(f"{name}: {span(largest)}")
    ax.set(yscale="log", xlabel="time step", ylabel=ylabel)
    ax.set_title(title, loc="left", fontsize=12, pad=24)
    ax.legend(frameon=False, ncols=3, loc="lower left", bbox_to_anchor=(0, 1))
    return describe(ax, f"The {ylabel} at each step, on a logarithmic axis. {'; '.join(told)}.")
