"""Eigenvalues of a recurrent matrix in the plane: what turns, and how fast."""

import numpy as np

from course.plots.alternative import describe, number, span
from course.plots.style import COLOURS, axes


def plot_spokes(matrix, period, *, count, title="", ax=None):
    """Draw the eigenvalues of a matrix, and the angles that come round after a number of steps.

    An eigenvalue at an angle turns a state by it at every step. At a whole multiple of 360° / period, the
    state is where it was after `period` steps.

    Args:
        matrix: array (units, units).
        period: int, steps; a spoke is drawn at each multiple of 360° / period.
        count: int, how many of the largest eigenvalues stand out.
        title: which matrix it is.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax = axes(ax, (3.7, 3.9))
    values = np.linalg.eigvals(matrix)
    values = values[np.argsort(-np.abs(values))]
    largest, others = values[:count], values[count:]
    reach = 1.12 * np.abs(values).max()
    for spoke in range(period):
        tip = reach * np.exp(2j * np.pi * spoke / period)
        ax.plot([0, tip.real], [0, tip.imag], color="#cccccc", linewidth=1, zorder=0)
    circle = np.exp(1j * np.linspace(0, 2 * np.pi, 200))
    ax.plot(circle.real, circle.imag, color=COLOURS["grey"], linestyle=":", linewidth=1)
    ax.plot(others.real, others.imag, "o", color=COLOURS["grey"], alpha=0.6, markersize=4)
    ax.plot(largest.real, largest.imag, "D", color=COLOURS["red"], markersize=6)
    ax.set(aspect="equal")
    ax.axis("off")
    off = degrees_off(largest, period)
    ax.set_title(f"{title}:\n{off.mean():.1f}° off a spoke, at most {off.max():.1f}°", fontsize=11)
    return describe(
        ax,
        f"The {count} largest of {len(values)} eigenvalues have sizes of {span(np.abs(largest))}. There are "
        f"{period} spokes; by chance an eigenvalue would lie {number(90 / period)} degrees off on average.",
    )


def degrees_off(values, period):
    """How far complex numbers lie from the next multiple of 360° / period, in degrees: array like values."""
    turns = np.angle(values) / (2 * np.pi) * period
    return np.abs(turns - np.round(turns)) * 360 / period
