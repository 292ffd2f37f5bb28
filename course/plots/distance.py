"""How far back a network remembers, and why: what it gets right, and how far apart its states stay."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import curve, describe, number
from course.plots.style import COLOURS


def plot_memory(distances, right, apart, *, taught, guessing, axes=None):
    """Draw the share right over the distance, and beside it the distance between the two closest states.

    Args:
        distances: increasing numbers, steps between what has to be remembered and the question.
        right: {name: shares in 0..1, one per distance}.
        apart: {name: numbers of 0 or more, one per distance}, of some of the same names.
        taught: the longest distance that was trained, marked by a line.
        guessing: the share that guessing gets right.
        axes: two Axes, or None for new ones.

    Returns:
        array of two Axes.

    Raises:
        ValueError: not one number per distance, or a name in `apart` that is not in `right`.
    """
    for name, numbers in [*right.items(), *apart.items()]:
        if len(numbers) != len(distances):
            raise ValueError(f"{name}: {len(numbers)} numbers for {len(distances)} distances")
    if unknown := [name for name in apart if name not in right]:
        raise ValueError(f"{unknown[0]} has no shares")
    if axes is None:
        _, axes = plt.subplots(1, 2, figsize=(7.5, 3.2))
    colours = dict(zip(right, ("grey", "orange", "blue", "green", "red"), strict=False))
    for ax, curves in zip(axes, (right, apart), strict=True):
        for name, numbers in curves.items():
            ax.plot(
                distances, numbers, "o-", color=COLOURS[colours[name]], markersize=4, label=name
            )
        ax.axvline(taught, color="#999999", linestyle="--", linewidth=1, zorder=0)
        ax.set(xlabel="words between")
        told = "; ".join(f"{name}: {curve(distances, ys)}" for name, ys in curves.items())
        describe(
            ax,
            f"Over the words between: {told}. A line marks the longest taught, {number(taught)}.",
        )
    left, beside = axes
    left.axhline(guessing, color="#999999", linestyle=":", linewidth=1, zorder=0)
    left.text(distances[-1], guessing, "guessing ", ha="right", va="bottom", fontsize=9)
    left.set(ylim=(-0.03, 1.06), ylabel="share right", title="How far back does it remember?")
    beside.set(ylabel="gap of the two closest states", title="Do the countries stay apart?")
    beside.set_ylim(bottom=-0.04 * max(np.max(numbers) for numbers in apart.values()))
    beside.text(taught, beside.get_ylim()[0], " taught\n up to here", va="bottom", fontsize=9)
    left.legend(frameon=False, loc="center right", bbox_to_anchor=(1, 0.7), fontsize=10)
    return axes
