"""Errors of several forecasts, with their error bars, and which days they were trained and tested on."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from course.plots.alternative import describe, listed, number, span
from course.plots.style import COLOURS, axes

PARTS = {"not used": "#eeeeee", "training": COLOURS["blue"], "test": COLOURS["orange"]}
MOST_INTERVALS = 5  # of which a text says each one


def plot_errors(
    errors, *, title="", xlabel="", nets=(), best=None, best_label="best possible", ax=None
):
    """Draw an error and its interval for every forecast, one line each, and its number on the right.

    Args:
        errors: {name: (error, low, high)}, the first name on top.
        title, xlabel: of the picture and of the axis of errors.
        nets: the names to draw in red; all others are blue.
        best: the smallest error that is possible, or another to compare with, to mark with a line, or None.
        best_label: what to write at this line.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: an error that does not lie in its interval.
    """
    for name, (error, low, high) in errors.items():
        if not low <= error <= high:
            raise ValueError(f"{name}: {error:.4g} does not lie from {low:.4g} to {high:.4g}")
    ax = axes(ax, (7.5, 0.9 + 0.36 * len(errors)))
    for line, (name, (error, low, high)) in enumerate(errors.items()):
        colour = COLOURS["red"] if name in nets else COLOURS["blue"]
        ax.plot([low, high], [line, line], color=colour, linewidth=2.5, alpha=0.55)
        ax.plot(error, line, "o", color=colour, markersize=7)
        place = ax.get_yaxis_transform()
        ax.text(1.02, line, f"{error:.2f}", transform=place, va="center", fontsize=10)
    if best is not None:
        ax.axvline(best, color=COLOURS["grey"], linestyle=":")
        ax.text(
            best,
            1.0,
            f" {best_label}",
            color=COLOURS["grey"],
            fontsize=9,
            va="top",
            transform=ax.get_xaxis_transform(),
        )
    ax.set_yticks(range(len(errors)), list(errors))
    ax.set(xlabel=xlabel, ylim=(len(errors) - 0.4, -0.6))
    ax.set_title(title, loc="left", fontsize=12)
    ax.grid(axis="x", alpha=0.3)
    told = [
        f"{name} {number(error)} (interval {span((low, high))})"
        for name, (error, low, high) in errors.items()
    ]
    if len(told) > MOST_INTERVALS:
        told = [f"{name} {number(error)}" for name, (error, *_) in errors.items()]
        widest = max(high - low for _, low, high in errors.values())
        told[-1] += f"; no interval is wider than {number(widest)}"
    line = "" if best is None else f" A line marks {best_label}, {number(best)}."
    unit = f" of the {xlabel}" if xlabel else ""
    return describe(ax, f"One dot with its interval{unit} for each: {listed(told)}.{line}")


def plot_parts(rows, *, xlabel="day", first=0, ax=None):
    """Draw which days are for training and which for the test, one row a split.

    Args:
        rows: {name: int array (days,)}: 0 not used, 1 training, 2 test.
        xlabel: title of the axis of days.
        first: int, the day that the rows begin with.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: rows of different lengths, or another number in them.
    """
    if len({len(row) for row in rows.values()}) != 1:
        raise ValueError("expected rows of the same length")
    table = np.stack(list(rows.values()))
    if not np.isin(table, (0, 1, 2)).all():
        raise ValueError("expected 0 (not used), 1 (training) and 2 (test) alone")
    ax = axes(ax, (7.5, 0.9 + 0.32 * len(rows)))
    colours = ListedColormap(list(PARTS.values()))
    extent = (first - 0.5, first + table.shape[1] - 0.5, len(rows) - 0.5, -0.5)
    ax.imshow(
        table, aspect="auto", cmap=colours, vmin=0, vmax=2, interpolation="nearest", extent=extent
    )
    for line in range(1, len(rows)):
        ax.axhline(line - 0.5, color="white", linewidth=3)
    ax.set_yticks(range(len(rows)), list(rows))
    ax.tick_params(axis="y", length=0)
    ax.set(xlabel=xlabel)
    patches = [
        Patch(color=colour, label=name)
        for code, (name, colour) in enumerate(PARTS.items())
        if (table == code).any()
    ]
    ax.legend(
        handles=patches, ncols=3, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0)
    )
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    told = [f"{name}: {_runs(row, first)}" for name, row in rows.items()]
    return describe(ax, f"Rows of {xlabel}s, coloured by their part. {'; '.join(told)}.")


MOST_RUNS = 6  # of which a text says where each one is


def _runs(row, first):
    """Where the parts of one row are, or how much there is of each where they alternate."""
    names = list(PARTS)
    starts = [0, *(np.flatnonzero(np.diff(row)) + 1).tolist(), len(row)]
    if len(starts) - 1 > MOST_RUNS:
        counts = ", ".join(f"{(row == code).sum()} {name}" for code, name in enumerate(names))
        return f"{counts}, in {len(starts) - 1} turns"
    return ", ".join(
        f"{names[row[start]]} {first + start} to {first + stop - 1}"
        for start, stop in zip(starts, starts[1:], strict=False)
    )


def plot_walk(days, splits, *, ax=None):
    """Draw splits that walk forward through a series, one row each.

    Args:
        days: int, days of the series.
        splits: list of (train_end, test_start, test_end): training on the days before train_end, test on those
            from test_start to before test_end.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    rows = {}
    for place, (end, start, stop) in enumerate(splits, start=1):
        row = np.zeros(days, int)
        row[:end], row[start:stop] = 1, 2
        rows[f"split {place}"] = row
    return plot_parts(rows, ax=ax)


def plot_ratios(ratios, *, title="", ylabel="", ax=None):
    """Draw ratios as bars from 1 up or down: below 1 it won.

    Args:
        ratios: {group: {name: ratio}}, the same names in every group.
        title, ylabel: of the picture and of its axis.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: other names in one group than in the first.
    """
    names = list(next(iter(ratios.values())))
    if any(list(group) != names for group in ratios.values()):
        raise ValueError(f"every group needs {', '.join(names)}, in this order")
    ax = plt.subplots(figsize=(7.5, 2.9))[1] if ax is None else ax
    width = 0.7 / len(names)
    for place, name in enumerate(names):
        heights = np.array([group[name] for group in ratios.values()])
        centres = np.arange(len(ratios)) + (place - (len(names) - 1) / 2) * width
        bars = ax.bar(centres, heights - 1, 0.94 * width, bottom=1, label=name)
        ax.bar_label(bars, [f"{height:.2f}" for height in heights], fontsize=10, padding=2)
    ax.axhline(1, color="black", linewidth=1)
    ax.set_xticks(range(len(ratios)), list(ratios))
    ax.margins(y=0.15)
    ax.set(ylabel=ylabel)
    ax.set_title(title, loc="left", fontsize=12)
    ax.set_xlim(-0.95, len(ratios) - 0.4)
    for text, side, shift in (("it loses ↑", "bottom", 4), ("it wins ↓", "top", -4)):
        away = {"xytext": (0, shift), "textcoords": "offset points"}
        ax.annotate(text, (-0.93, 1), **away, va=side, color=COLOURS["grey"])
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    told = [
        f"{group}: {listed(f'{name} {number(ratio)}' for name, ratio in own.items())}"
        for group, own in ratios.items()
    ]
    return describe(ax, f"Bars from 1, below which it wins. {'; '.join(told)}.")
