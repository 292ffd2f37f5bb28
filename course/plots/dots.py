"""Single measurements side by side: one dot per run, so that the spread of the seeds is seen."""

import matplotlib.pyplot as plt

from course.plots.alternative import describe, mean_of, number
from course.plots.style import COLOURS, axes


def plot_dots(values, *, xlabel="", limits=None, chance=None, ax=None):
    """Draw every value as a dot, one line a name, with the mean written beside it.

    Args:
        values: {name: list of numbers}; the first name is drawn on top.
        xlabel: title of the axis of the values.
        limits: (low, high) that this axis shows at least: it goes on where a value lies outside; or None.
        chance: what guessing gets, a number, drawn as a dotted line; or None.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: a name without values.
    """
    empty = [name for name, numbers in values.items() if not len(numbers)]
    if empty or not values:
        raise ValueError(f"nothing was measured for {', '.join(empty) or 'anything'}")
    ax = axes(ax, (7.5, 0.9 + 0.45 * len(values)))
    for line, numbers in enumerate(values.values()):
        mean = sum(numbers) / len(numbers)
        ax.plot(numbers, [line] * len(numbers), "o", color=COLOURS["blue"], alpha=0.7, markersize=8)
        ax.plot([mean, mean], [line - 0.25, line + 0.25], color=COLOURS["red"], linewidth=2)
        ax.text(
            1.02, line, f"{mean:.3f}", transform=ax.get_yaxis_transform(), va="center", fontsize=10
        )
    ax.set_yticks(range(len(values)), list(values))
    ax.set(xlabel=xlabel)
    if limits is not None:
        ax.set_xlim(_around(limits, values))
    ax.invert_yaxis()
    ax.grid(axis="x", alpha=0.3)
    guess = ""
    if chance is not None:
        ax.axvline(chance, color="#777777", linestyle=":", linewidth=1.5, zorder=0)
        guess = f" A dotted line marks what guessing gets, {number(chance)}."
    told = "; ".join(f"{name}: {mean_of(numbers)}" for name, numbers in values.items())
    drawn = f"One dot per run of the {xlabel or 'value'}, mean and range"
    return describe(ax, f"{drawn}: {told}.{guess}")


def _around(limits, values):
    """Limits of an axis, moved with a margin where values lie outside of them."""
    low, high = limits
    numbers, margin = [number for some in values.values() for number in some], (high - low) / 30
    lowest, highest = min(numbers), max(numbers)
    return low if lowest >= low else lowest - margin, high if highest <= high else highest + margin


def plot_dot_panels(panels, *, chance=None, xlabel="", limits=None):
    """Draw single measurements in one panel per task, below each other on one axis.

    Args:
        panels: {title: {name: list of numbers}}.
        chance: {title: what guessing gets}, or None; a title may be missing.
        xlabel, limits: of the axis that the panels share; as for `plot_dots`.

    Returns:
        array of Axes, one a panel.
    """
    lines = [len(values) for values in panels.values()]
    if limits is not None:  # the panels share an axis: what lies outside in one moves it for all
        for values in panels.values():
            limits = _around(limits, values)
    figure, axes = plt.subplots(
        len(panels),
        1,
        figsize=(7.5, 0.6 + sum(0.6 + 0.37 * count for count in lines)),
        sharex=True,
        squeeze=False,
        height_ratios=lines,
    )
    for ax, (title, values) in zip(axes[:, 0], panels.items(), strict=True):
        said = {"xlabel": xlabel.split(";")[0]}  # what follows explains the drawing
        plot_dots(values, limits=limits, chance=(chance or {}).get(title), ax=ax, **said)
        ax.set(xlabel="")
        ax.set_title(title, loc="left", fontsize=11)
    axes[-1, 0].set_xlabel(xlabel)
    return axes[:, 0]
