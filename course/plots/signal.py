"""A signal and what a net makes of it, over time."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import curve, describe, listed, number
from course.plots.style import COLOURS, axes, legend_outside

HATCHES = ("", "//", "..", "xx", "\\\\")


def plot_tracking(target, outputs, *, steps, xlabel="point in the series", ylabel="", axes=None):
    """Draw the same target once for every net, one above the other, with the net's output on it.

    Args:
        target: array (length,).
        outputs: {name: array (length,)}.
        steps: points in a window, or a list of places; a thin line marks where each window begins, or each
            place.
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
    marked = steps if np.ndim(steps) else range(0, len(target) + 1, steps)
    for ax, (name, output), colour in zip(axes, outputs.items(), ("red", "blue") * 9, strict=False):
        for start in marked:
            ax.axvline(start - 0.5, color="#dddddd", linewidth=1, zorder=0)
        ax.plot(times, target, color="black", linewidth=2.5, alpha=0.35, label="target")
        ax.plot(times, output, color=COLOURS[colour], marker="o", markersize=3, linewidth=1.2)
        ax.set_title(name, fontsize=11, color=COLOURS[colour], loc="left")
        ax.set(ylabel=ylabel, xlim=(-0.5, len(target) - 0.5))
        apart = float(np.sqrt(np.mean((target - output) ** 2)))
        describe(
            ax,
            f"what the network writes over {len(target)} points, on the target. They lie "
            f"{number(apart)} apart on average; the target goes from {number(target.min())} to "
            f"{number(target.max())}.",
        )
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
    looks, begun, told = {}, 0, []
    colours = list(COLOURS.values())
    for name, values in _merged(phases):
        new = name not in looks  # in the legend once, however often it comes
        place = looks.setdefault(name, len(looks))
        look = {"color": colours[place % len(colours)], "hatch": HATCHES[place % len(HATCHES)]}
        places = np.arange(begun, begun + len(values))
        if np.any(values):
            ax.bar(
                places, values, label=name if new else None, edgecolor="white", linewidth=0, **look
            )
        else:  # a bar of height 0 cannot be seen
            ax.plot(
                places, values, "v", color=look["color"], markersize=9, label=name if new else None
            )
        if begun:
            ax.axvline(begun - 0.5, color="#dddddd", linewidth=1, zorder=0)
        begun += len(values)
        told.append(f"{name} to {number(values[-1])}")
    ax.set(xlabel=xlabel, ylabel=ylabel)
    found = dict(zip(*ax.get_legend_handles_labels()[::-1], strict=True))
    legend_outside(ax, handles=[found[name] for name in looks])
    return describe(ax, f"The {ylabel} over {xlabel}: {listed(told)}.")


def _merged(phases):
    """Phases of the same name that follow each other as one, their values as an array."""
    merged = []
    for name, values in phases:
        if merged and merged[-1][0] == name:
            merged[-1][1].extend(np.atleast_1d(values))
        else:
            merged.append((name, list(np.atleast_1d(values))))
    return merged


def plot_errors(xs, errors, *, bound=None, chance=None, title="", xlabel="", ax=None):
    """Draw the errors of some nets, and below them the smallest error that is possible in theory.

    Args:
        xs: numbers, or {name: numbers} if the nets' differ.
        errors: {name: (n,) errors, or (runs, n) of several seeds, drawn as their mean and their range}.
        bound: (xs, errors) of a curve that no net without a memory can get below, or None.
        chance: (words, error) of a dotted line, such as ("the average every day", 1.0), or None.
        title, xlabel: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one error for each x.
    """
    ax = axes(ax)
    told = []
    if bound is not None:
        line = {"color": "black", "linewidth": 5, "alpha": 0.25, "zorder": 1}
        ax.plot(*bound, label="best possible without a state", **line)
        told.append(f"best possible without a state: {curve(*bound)}")
    if chance is not None:
        words, error = chance
        ax.axhline(error, color=COLOURS["grey"], linestyle=":", label=words)
        told.append(f"{words}: {number(error)}")
    for (name, runs), colour, marker in zip(
        errors.items(), ("red", "blue", "green", "purple"), "osd^", strict=False
    ):
        runs, places = np.atleast_2d(runs), xs[name] if isinstance(xs, dict) else xs
        if runs.shape[1] != len(places):
            raise ValueError(f"{name}: {runs.shape[1]} errors for {len(places)} places")
        mean = runs.mean(axis=0)
        between = (
            1.2 if len(places) > 3 else 0
        )  # few points: no straight lines that nobody measured
        ax.plot(
            places,
            mean,
            marker=marker,
            color=COLOURS[colour],
            markersize=5,
            linewidth=between,
            label=name,
        )
        if len(runs) > 1:
            low, high = runs.min(axis=0), runs.max(axis=0)
            ax.fill_between(places, low, high, color=COLOURS[colour], alpha=0.2, linewidth=0)
        told.append(f"{name}: {curve(places, mean)}")
    ax.set(xlabel=xlabel, ylabel="error")
    ax.set_title(title, fontsize=12)
    ax.set_ylim(bottom=0)
    legend_outside(ax)
    return describe(ax, f"Curves of the error against {xlabel}. {'; '.join(told)}.")


def plot_rain(rain, level, *, ax=None):
    """Draw what falls into a barrel as bars, and what is in it as a line.

    Args:
        rain, level: arrays (days,).
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one level for each day.
    """
    if np.shape(rain) != np.shape(level):
        raise ValueError(f"one level per day: got {np.shape(rain)} and {np.shape(level)}")
    ax = axes(ax)
    ax.bar(range(len(rain)), rain, color="#bbbbbb", label="rain: the network sees it")
    ax.plot(level, color="black", label="level: the network has to say it")
    high = max(np.max(level), np.max(rain), 0)
    ax.set(xlabel="day", ylabel="rain and level", ylim=(None, 1.6 * high))
    ax.legend(loc="upper left", ncols=2, frameon=False)
    return describe(
        ax,
        f"Bars of the rain of {len(rain)} days, {number(np.min(rain))} to {number(np.max(rain))}, and a line "
        f"for the level, which moves more slowly and goes from {number(np.min(level))} to "
        f"{number(np.max(level))}.",
    )


def plot_influence(influences, truth, *, steps, ax=None):
    """Draw how much each earlier input changes the last output, and where the last window begins.

    Args:
        influences: {name: array (days,)}, the latest day first.
        truth: array (days,), what is right.
        steps: points in a window.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax = axes(ax)
    ax.plot(truth, color="black", linewidth=5, alpha=0.25, label="the barrel itself")
    told = [f"the barrel itself: {curve(range(len(truth)), truth)}"]
    for (name, numbers), colour, marker in zip(
        influences.items(), ("blue", "red", "green"), "sod", strict=False
    ):
        ax.plot(
            numbers, marker=marker, color=COLOURS[colour], markersize=5, linewidth=1.2, label=name
        )
        others = f"0 from {steps} days ago on" if not np.any(numbers[steps:]) else ""
        told.append(f"{name}: {others or curve(range(len(numbers)), numbers)}")
    ax.axvline(
        steps - 0.5, color=COLOURS["grey"], linestyle=":", label="the last window begins here"
    )
    ax.set(xlabel="days ago", ylabel="influence on the last output")
    legend_outside(ax)
    return describe(
        ax, f"Curves of the influence on the last output against days ago. {'; '.join(told)}."
    )
