"""Who answers which kind of question right, and what the words alone give."""

import numpy as np

from course.plots.alternative import describe, mean_of, number, pairs
from course.plots.style import COLOURS, axes

MARKS = (("blue", "o"), ("orange", "s"), ("red", "^"), ("green", "D"))
MOST_NUMBERS = 12  # of which a text says each one


def plot_kinds(shares, chance, kinds, *, guess="the words alone", title="", ax=None):
    """Draw the share of right answers for every kind of question, one line each.

    Args:
        shares: {name: (kinds,) shares, or (runs, kinds) of several seeds: their mean, and a line from the
            lowest to the highest}, at most four names.
        chance: shares (kinds,), what guessing gives; drawn as a grey stroke.
        kinds: texts, such as an example of each kind of question; the first is on top.
        guess: what the grey strokes are called.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one share for each kind.
    """
    for name, numbers in {"chance": chance, **shares}.items():
        if np.shape(numbers)[-1] != len(kinds):
            raise ValueError(f"{name}: {np.shape(numbers)[-1]} shares for {len(kinds)} kinds")
    ax = axes(ax, (7.5, 0.9 + 0.36 * len(kinds)))
    lines = np.arange(len(kinds))
    ax.hlines(lines, 0, 1, color="#e5e5e5", linewidth=1, zorder=0)
    strokes = {"color": COLOURS["grey"], "linewidth": 2.5, "label": guess}
    ax.vlines(chance, lines - 0.35, lines + 0.35, **strokes)
    offsets = np.linspace(-0.18, 0.18, len(shares)) if len(shares) > 1 else [0]
    for (name, numbers), (colour, marker), offset in zip(
        shares.items(), MARKS, offsets, strict=False
    ):
        runs = np.atleast_2d(numbers)
        ax.hlines(lines + offset, runs.min(axis=0), runs.max(axis=0), color=COLOURS[colour])
        ax.plot(
            runs.mean(axis=0),
            lines + offset,
            marker,
            color=COLOURS[colour],
            markersize=6,
            label=name,
        )
    ax.set_yticks(lines, kinds, fontsize=9)
    ax.set(xlabel="share right", xlim=(-0.02, 1.03))
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.set_title(title, fontsize=12, pad=26)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=5, frameon=False, fontsize=9)
    if (len(shares) + 1) * len(kinds) > MOST_NUMBERS:
        means = {name: np.atleast_2d(own).mean(axis=0) for name, own in shares.items()}
        ends = (
            f"{name}: {pairs(kinds, numbers, most=1)}"
            for name, numbers in {**means, guess: np.asarray(chance)}.items()
        )
        return describe(ax, f"The share right of each kind. {'; '.join(ends)}.")
    told = [
        f"{kind}: "
        + ", ".join(f"{name} {mean_of(np.atleast_2d(own)[:, at])}" for name, own in shares.items())
        + f", {guess} {number(chance[at])}"
        for at, kind in enumerate(kinds)
    ]
    return describe(ax, f"The share right of each kind. {'; '.join(told)}.")
