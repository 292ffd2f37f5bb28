"""Forecasts beside what came, and how much better or worse than another forecast each of them was."""

import numpy as np
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from course.plots.alternative import describe, listed, number, span
from course.plots.style import COLOURS, axes


def plot_forecast(times, actual, forecasts, *, ylabel="", ax=None):
    """Draw what came, and forecasts of it.

    Args:
        times: array (rows,), numbers or datetime64.
        actual: array (rows,).
        forecasts: {name: array (rows,)}.
        ylabel: title of the axis of values.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: lengths that differ.
    """
    ax = axes(ax)
    for name, values in {"what came": actual, **forecasts}.items():
        if np.shape(values) != np.shape(times):
            raise ValueError(f"{name}: shape {np.shape(values)}, the times have {np.shape(times)}")
    ax.plot(times, actual, color="black", linewidth=3, alpha=0.3, label="what came")
    for (name, values), colour in zip(forecasts.items(), COLOURS.values(), strict=False):
        ax.plot(times, values, color=colour, linewidth=1.3, label=name)
    if np.asarray(times).dtype.kind == "M":
        locator = AutoDateLocator()
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # others run into each other
    ax.set_ylabel(ylabel)
    ax.legend(frameon=False, ncols=3, loc="lower left", bbox_to_anchor=(0, 1), fontsize=10)
    told = [
        f"{name} is off by {number(np.abs(np.subtract(values, actual)).mean())} on average"
        for name, values in forecasts.items()
    ]
    return describe(ax, f"{ylabel or 'What came'} over time, {span(actual)}. {'; '.join(told)}.")


def plot_error_differences(intervals, rival, *, unit="", worst=None, ax=None):
    """Draw how much larger or smaller mean errors are than a rival's, with error bars.

    Args:
        intervals: {name: (mean, low, high)}, such as from `series.intervals.error_difference`.
        rival: str, the name of the forecast that all are compared with: the line at 0.
        unit: of the errors.
        worst: the axis goes no further to the right; a mean beyond is told as a number. None: no limit.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no intervals.
    """
    if not intervals:
        raise ValueError("nothing to draw: intervals is empty")
    ax = axes(ax, (7.5, 0.9 + 0.4 * len(intervals)))
    ax.axvline(0, color="black", linewidth=1)
    ends = [number for interval in intervals.values() for number in interval]
    left = min(*ends, 0)
    near = [high for mean, _, high in intervals.values() if worst is None or mean <= worst]
    right = max(0 if worst is None or len(near) == len(intervals) else worst, *near, 0)
    room = 0.08 * (right - left) or 1.0
    for row, (mean, low, high) in enumerate(intervals.values()):
        better, worse = high < 0, low > 0
        colour = COLOURS["blue" if better else "red" if worse else "grey"]
        if worst is not None and mean > worst:
            ax.text(
                right, row, f"{mean:+.3g} →", color=colour, ha="right", va="center", fontsize=10
            )
            continue
        ax.plot([low, high], [row, row], color=colour, linewidth=3, solid_capstyle="butt")
        ax.plot(mean, row, "o", color=colour, markersize=7)
    ax.set_yticks(range(len(intervals)), intervals)
    ax.set(ylim=(len(intervals) - 0.5, -0.5), xlim=(left - room, right + room))
    what = f"mean error minus that of {rival}" + (f", {unit}" if unit else "")
    ax.set_xlabel(f"{what}  (left of 0: better)")
    told = [
        f"{name} {number(mean)} (interval {span((low, high))})"
        for name, (mean, low, high) in intervals.items()
    ]
    return describe(ax, f"The {what}; below 0 is better. {listed(told)}.")
