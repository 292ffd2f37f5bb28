"""Single measurements side by side: one dot per run, so that the spread of the seeds is seen."""

from course.plots.alternative import describe, mean_of
from course.plots.style import COLOURS, axes


def plot_dots(values, *, xlabel="", limits=None, ax=None):
    """Draw every value as a dot, one line a name, with the mean written beside it.

    Args:
        values: {name: list of numbers}; the first name is drawn on top.
        xlabel: title of the axis of the values.
        limits: (low, high) of that axis, or None.
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
    ax.set(xlabel=xlabel, xlim=limits)
    ax.invert_yaxis()
    ax.grid(axis="x", alpha=0.3)
    told = "; ".join(f"{name}: {mean_of(numbers)}" for name, numbers in values.items())
    return describe(ax, f"One dot per run of the {xlabel or 'value'}, mean and range: {told}.")
