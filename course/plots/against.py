"""What was measured against what was expected: a point each, and the line where both are equal."""

import numpy as np

from course.plots.alternative import describe, number
from course.plots.style import COLOURS, axes


def plot_against(expected, measured, *, xlabel="", ylabel="", title="", ax=None):
    """Draw points and the line where both numbers are equal.

    Args:
        expected, measured: arrays (n,), n at least 2, on the horizontal and on the vertical axis.
        xlabel, ylabel, title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not as many of one as of the other, or fewer than 2.
    """
    expected, measured = np.asarray(expected, float), np.asarray(measured, float)
    if expected.ndim != 1 or expected.shape != measured.shape or len(expected) < 2:
        raise ValueError(
            f"as many of both, at least 2: got {expected.shape} expected, {measured.shape} measured"
        )
    ax = axes(ax, (5.5, 4.2))
    ax.plot(expected, measured, ".", color=COLOURS["blue"], markersize=3, alpha=0.5)
    both = np.concatenate([expected, measured])
    ends = [both.min(), both.max()]
    ax.plot(ends, ends, color=COLOURS["red"], linewidth=1.5)
    ax.text(ends[1], ends[1], "equal ", ha="right", va="bottom", color=COLOURS["red"])
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.set_title(title, fontsize=12)
    r = np.corrcoef(expected, measured)[0, 1]
    gap = np.abs(measured - expected).mean()
    return describe(
        ax,
        f"{number(len(expected))} points of {ylabel or 'measured'} against {xlabel or 'expected'} and the "
        f"line where both are equal: correlation {number(r)}, mean distance from it {number(gap)}.",
    )
