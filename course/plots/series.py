"""Forecasts over time: from one day on, against what came, and what rule they follow."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.dates import DateFormatter, DayLocator, YearLocator

from course.plots.alternative import curve, describe, number, span
from course.plots.style import COLOURS, axes, legend_outside

FORECASTS = [COLOURS[name] for name in ("blue", "red", "green", "orange", "purple")]
MOST_LINES = 4  # of which a text says how each one runs


def plot_season(series, usual, *, zoom=60, fall=None):
    """Draw a daily series with what is usual for each day: four years of it, and its first days again.

    Args:
        series: course.data.shared.daily.Daily.
        usual: array (days,).
        zoom: days of the panel on the right.
        fall: a word to write there at the steepest fall from one day to the next, or None.

    Returns:
        array of two Axes.

    Raises:
        ValueError: not one usual value for each day.
    """
    _refuse_lengths(series.values, {"usual": usual})
    _, panels = plt.subplots(1, 2, figsize=(8.6, 3), width_ratios=(1.2, 1))
    for ax, days, width in ((panels[0], 4 * 365, 0.6), (panels[1], zoom, 1.5)):
        ax.plot(series.dates[:days], series.values[:days], color="black", linewidth=width)
        ax.plot(series.dates[:days], usual[:days], color=COLOURS["red"], label="usual for the day")
        ax.margins(x=0.01)
        off = np.abs(series.values[:days] - usual[:days]).mean()
        describe(
            ax,
            f"The temperature by day, {span(series.values[:days])} {series.unit}; on average it is "
            f"{number(off)} away from what is usual for the day, {span(usual[:days])}.",
        )
    panels[0].xaxis.set_major_locator(YearLocator())
    panels[0].xaxis.set_major_formatter(DateFormatter("%Y"))
    panels[1].xaxis.set_major_locator(DayLocator(bymonthday=(11, 21)))
    panels[1].xaxis.set_major_formatter(DateFormatter("%b %d"))
    panels[0].set_ylabel(f"temperature ({series.unit})")
    panels[0].set_title("four years", loc="left", fontsize=11)
    panels[1].set_title(f"the first {zoom} days", loc="left", fontsize=11)
    panels[0].set_ylim(series.values[: 4 * 365].min() - 4)
    panels[0].legend(frameon=False, loc="lower left", fontsize=10)
    if fall:
        day = int(np.diff(series.values[:zoom]).argmin())
        half_way = series.values[day : day + 2].mean()
        away = {"xytext": (-20, -44), "textcoords": "offset points", "ha": "right"}
        arrow = {"arrowstyle": "->", "color": COLOURS["blue"]}
        where = (series.dates[day] + np.timedelta64(12, "h"), half_way)
        panels[1].annotate(fall, where, arrowprops=arrow, color=COLOURS["blue"], **away)
    return panels


def plot_fan(
    past, came, forecasts, *, title="", xlabel="days after the origin", ylabel="", ax=None
):
    """Draw the end of a series, several forecasts of what comes next, and what came.

    Args:
        past: array (days,), the newest value last; it stands at 0.
        came: array (horizon,), the values after it.
        forecasts: {name: array (horizon,)}.
        title, xlabel, ylabel: of the picture and its axes.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: a forecast of another length than what came.
    """
    _refuse_lengths(came, forecasts)
    ax = axes(ax)
    ahead = np.arange(1, len(came) + 1)
    ax.plot(np.arange(1 - len(past), 1), past, color="black", linewidth=2, label="known")
    ax.plot(ahead, came, color="black", linewidth=1, label="what came")
    for place, ((name, forecast), colour) in enumerate(
        zip(forecasts.items(), FORECASTS, strict=False)
    ):
        style = (
            "--" if place == 2 else "-"
        )  # it may lie on an earlier one, which then shows through
        ax.plot(ahead, forecast, style, color=colour, linewidth=1.8, label=name)
    ax.axvline(0.5, color=COLOURS["grey"], linestyle=":", linewidth=1)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.set_title(title, loc="left", fontsize=12)
    ax.margins(x=0.01)
    legend_outside(ax)
    told = [
        f"{name}: {curve(ahead, forecast)}, off by {number(np.abs(np.subtract(forecast, came)).mean())} "
        "on average"
        for name, forecast in forecasts.items()
    ]
    known = (
        f"The last known value is {number(past[-1])}; {xlabel}, what came is {curve(ahead, came)}"
    )
    return describe(ax, f"{known}. {'; '.join(told)}.")


def plot_panels(panels, *, title="", xlabel="", ylabel="", columns=2, sharey=True):
    """Draw pairs of lines in small panels: what came in black, a forecast of it in colour.

    Args:
        panels: {title: (came, forecast)}, two arrays (days,) each.
        title: of the whole picture.
        xlabel, ylabel: axis titles.
        columns: panels side by side.
        sharey: whether all panels have the same axis of values.

    Returns:
        array of Axes, one a panel.

    Raises:
        ValueError: a forecast of another length than what came.
    """
    rows = -(-len(panels) // columns)
    size = (8.4, 0.6 + 2.1 * rows)
    figure, grid = plt.subplots(rows, columns, figsize=size, sharey=sharey, squeeze=False)
    for ax, (name, (came, forecast)) in zip(grid.ravel(), panels.items(), strict=False):
        _refuse_lengths(came, {name: forecast})
        ax.plot(came, color="black", linewidth=2.2, alpha=0.45, label="what came")
        ax.plot(forecast, color=COLOURS["red"], linewidth=1.3, label="forecast")
        ax.set_title(name, loc="left", fontsize=11)
        ax.margins(x=0.01)
        describe(
            ax,
            f"What came, {span(came)} {ylabel}, and a forecast of it, {span(forecast)}, which is off by "
            f"{number(np.abs(np.subtract(forecast, came)).mean())} on average.",
        )
    for ax in grid.ravel()[len(panels) :]:
        ax.set_axis_off()
    for ax in grid[-1]:
        ax.set_xlabel(xlabel)
    for ax in grid[:, 0]:
        ax.set_ylabel(ylabel)
    grid.ravel()[0].legend(frameon=False, fontsize=9, loc="best")
    figure.suptitle(title, fontsize=12)
    return grid.ravel()[: len(panels)]


def plot_rule(distances, changes, rule, *, title="", xlabel="", ylabel=""):
    """Draw what several forecasts say of the next change, as dots over the value today, and the true rule.

    Args:
        distances: array (days,), what the change depends on.
        changes: {title: array (days,)}, one panel each.
        rule: two arrays, the x and y of the line to draw in all panels.
        title: of the whole picture.
        xlabel, ylabel: axis titles.

    Returns:
        array of Axes, one a panel.

    Raises:
        ValueError: not one change for each distance.
    """
    _refuse_lengths(distances, changes)
    figure, panels = plt.subplots(
        1, len(changes), figsize=(8.6, 3.4), sharex=True, sharey=True, squeeze=False
    )
    for ax, (name, values) in zip(panels[0], changes.items(), strict=True):
        ax.plot(distances, values, ".", color=COLOURS["blue"], markersize=3, alpha=0.6)
        ax.plot(*rule, color=COLOURS["red"], linewidth=1.8, label="the rule")
        ax.set_title(name, loc="left", fontsize=11)
        ax.set(xlabel=xlabel)
        off = np.abs(values - np.interp(distances, *rule)).mean()
        describe(
            ax,
            f"Dots of {ylabel or 'the change'} over {xlabel or 'the value'}, {span(values)}; on average they "
            f"are {number(off)} away from the rule, which goes from {number(rule[1][0])} to "
            f"{number(rule[1][-1])}.",
        )
    panels[0, 0].set(ylabel=ylabel)
    panels[0, 0].legend(frameon=False, fontsize=10, loc="lower left")
    figure.suptitle(title, fontsize=12)
    return panels[0]


def plot_lines(
    xs, lines, *, title="", xlabel="", ylabel="", mark_highest=False, dotted=(), ax=None
):
    """Draw named lines over one axis, in the order of their last values in the legend.

    Args:
        xs: array (n,).
        lines: {name: array (n,)}.
        title, xlabel, ylabel: of the picture and its axes.
        mark_highest: whether to put a ring around the highest point of each line; earlier lines are then
            wider, so that they show where another one lies on them.
        dotted: names of the lines that are bounds and no rivals, in grey: the first dotted, then dashed.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: a line of another length than the axis.
    """
    _refuse_lengths(xs, lines)
    ax = axes(ax)
    rest = len(lines) - 1
    bounds = dict(zip(dotted, (":", "--"), strict=False))
    for (name, line), marker in zip(lines.items(), "os^dvP*", strict=False):
        if name in bounds:
            ax.plot(xs, line, bounds[name], color="#555555", linewidth=2, label=name)
            continue
        width = 1.5 + 2 * (rest - list(lines).index(name)) if mark_highest else 1.5
        (drawn,) = ax.plot(xs, line, marker=marker, markersize=4, linewidth=width, label=name)
        if mark_highest:
            top, size = int(np.argmax(line)), 13 + 4 * (rest - list(lines).index(name))
            ring = {"markersize": size, "markerfacecolor": "none", "markeredgewidth": 2}
            ax.plot(xs[top], line[top], "o", color=drawn.get_color(), **ring)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.margins(y=0.1)
    ax.set_title(title, loc="left", fontsize=12)
    ax.locator_params(axis="x", integer=True)
    handles, names = ax.get_legend_handles_labels()
    order = np.argsort([-line[-1] for line in lines.values()], kind="stable")
    legend_outside(ax, handles=[handles[i] for i in order], labels=[names[i] for i in order])
    if len(lines) > MOST_LINES:
        ends = f"at {number(xs[0])} and at {number(xs[-1])}"
        told = f"Each {ends}: " + "; ".join(
            f"{name} {number(line[0])}, {number(line[-1])}" for name, line in lines.items()
        )
    else:
        told = "; ".join(f"{name}: {curve(xs, line)}" for name, line in lines.items())
    return describe(ax, f"{ylabel or 'Lines'} over {xlabel or 'the place'}. {told}.")


def _refuse_lengths(came, forecasts):
    for name, forecast in forecasts.items():
        if np.shape(forecast) != np.shape(came):
            raise ValueError(
                f"{name}: expected as many values as there are to compare, shape {np.shape(came)}, "
                f"got {np.shape(forecast)}"
            )
