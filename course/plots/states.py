"""What makes two questions alike to a network: distances between its states."""

import numpy as np

from course.plots.alternative import describe, listed, number
from course.plots.style import COLOURS, axes, legend_outside


def plot_alike(distances, groups, *, unrelated=None, ylabel="distance", title="", ax=None):
    """Draw mean distances side by side in every group.

    Args:
        distances: {name: list of arrays, one a group}, distances between the states of pairs of questions.
        groups: names of the groups.
        unrelated: a distance to mark with a dotted line, that of questions drawn at random, or None.
        ylabel, title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one array for every group.
    """
    for name, arrays in distances.items():
        if len(arrays) != len(groups):
            raise ValueError(f"{name}: {len(arrays)} arrays for {len(groups)} groups")
    ax = axes(ax)
    width, told = 0.8 / len(distances), []
    for place, (name, arrays) in enumerate(distances.items()):
        means = [float(np.mean(array)) for array in arrays]
        centres = np.arange(len(groups)) + (place - (len(distances) - 1) / 2) * width
        bars = ax.bar(centres, means, 0.95 * width, label=name)
        ax.bar_label(bars, fmt="%.2f", fontsize=9)
        each = listed([f"{number(m)} for {group}" for m, group in zip(means, groups, strict=True)])
        told.append(f"{name}: {each}")
    if unrelated is not None:
        line = {"color": COLOURS["grey"], "linestyle": ":"}
        ax.axhline(unrelated, **line, label=f"unrelated questions: {unrelated:.2f}")
        told.append(f"unrelated questions: {number(unrelated)}")
    ax.set_xticks(range(len(groups)), groups)
    ax.set(ylabel=ylabel)
    ax.set_title(title, fontsize=12)
    ax.margins(y=0.12)
    legend_outside(ax)
    return describe(ax, f"Bars of the mean {ylabel}. {'; '.join(told)}.")


def plot_border(
    places, distances, *, border, words=("", ""), xlabel="", ylabel="distance", ax=None
):
    """Draw the distance between neighbours at every place, and a line where something begins to be different.

    Args:
        places: increasing whole numbers (n,); a distance is that from the place to the next one.
        distances: {name: (n,)}.
        border: the line stands where this number is reached.
        words: (left of it, right of it), what is written there.
        xlabel, ylabel: axis titles.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one distance for each place.
    """
    ax = axes(ax)
    told = []
    for (name, numbers), marker in zip(distances.items(), "osd^", strict=False):
        if len(numbers) != len(places):
            raise ValueError(f"{name}: {len(numbers)} distances for {len(places)} places")
        ax.plot(np.asarray(places) + 0.5, numbers, marker=marker, markersize=4, label=name)
        at = int(np.argmax(numbers))
        told.append(
            f"{name}: largest with {number(numbers[at])} from {places[at]} to {places[at] + 1}, elsewhere "
            f"{number(np.mean(np.delete(numbers, at)))} on average"
        )
    ax.axvline(border - 0.5, color=COLOURS["grey"], linestyle=":")
    for text, side, shift in zip(words, ("right", "left"), (-0.6, -0.4), strict=True):
        place = ax.get_xaxis_transform()
        ax.text(
            border + shift,
            0.97,
            text,
            transform=place,
            ha=side,
            va="top",
            fontsize=9,
            color=COLOURS["grey"],
        )
    ax.set_xticks(places)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.margins(y=0.25)
    ax.set_ylim(bottom=0)
    if len(distances) > 1:
        legend_outside(ax)
    said = "; ".join(told)
    return describe(ax, f"The {ylabel} against {xlabel}, with a line at {border}. {said}.")
