"""Where a translation comes from: lines between words, and attention as a map."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, listed, number
from course.plots.style import COLOURS, SLANTED, axes

MOST_WORDS = 8  # of which a text says where each one looked


def plot_links(source, target, links, *, title="", ax=None):
    """Write a sentence above its translation and draw a line from each word to the words it comes from.

    Args:
        source, target: lists of words.
        links: list of (place in source, place in target).
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: a link to a place that is not there.
    """
    for s, t in links:
        if not (0 <= s < len(source) and 0 <= t < len(target)):
            raise ValueError(
                f"a link ({s}, {t}) for {len(source)} source and {len(target)} target words"
            )
    ax = axes(ax, (8.4, 1.7))
    places = [_spread(words) for words in (source, target)]
    linked = ({s for s, _ in links}, {t for _, t in links})
    for s, t in links:
        ax.plot([places[0][s], places[1][t]], [0.74, 0.26], color=COLOURS["blue"], linewidth=1.5)
    for words, xs, y, known in zip((source, target), places, (0.86, 0.14), linked, strict=True):
        for place, (word, x) in enumerate(zip(words, xs, strict=True)):
            colour = "black" if place in known else COLOURS["red"]
            ax.text(x, y, word, ha="center", va="center", color=colour)
    ax.set(xlim=(-0.02, 1.02), ylim=(0, 1))
    ax.set_title(title, loc="left", fontsize=12)
    ax.axis("off")
    told = [
        f"{word} comes from {listed(source[s] for s, t in links if t == place)}"
        for place, word in enumerate(target)
    ]
    above, below = (" ".join(words).rstrip(" .") for words in (source, target))
    head = f"Above: {above}. Below: {below}. Lines between the words"
    return describe(ax, f"{head}: {'; '.join(told)}.")


def _spread(words):
    """The middle of each word, from 0 to 1, in proportion to the letters."""
    widths = np.array([len(word) + 2.0 for word in words])
    return (np.cumsum(widths) - widths / 2) / widths.sum()


def _where_it_looked(weights, source, target, links):
    """For every written word the one that was looked at most, and how many of these are truly linked."""
    most = weights.argmax(axis=1)
    told = [
        f"{word} at {source[s]} ({number(weights[t, s])})"
        for t, (word, s) in enumerate(zip(target, most, strict=True))
    ]
    if len(told) <= MOST_WORDS:
        sentence = f"Each written word looked most: {', '.join(told)}."
    else:
        where = "" if links is not None else f", in order: {' '.join(source[s] for s in most)}"
        most_weight = weights.max(axis=1)
        sentence = (
            f"Each of {len(told)} written words looked most at one that was read{where}; "
            f"the surest: {told[most_weight.argmax()]}, the least sure: {told[most_weight.argmin()]}."
        )
    if links is None:
        return sentence
    linked = {t for _, t in links}
    hits = sum((s, t) in set(links) for t, s in enumerate(most.tolist()))
    return f"{sentence} Squares mark the true words; {hits} of {len(linked)} that have one look there most."


def plot_attention(maps, source, target, *, links=None, title="", axes=None):
    """Draw attention as maps: a row for each word that was written, a column for each word that was read.

    Args:
        maps: {title of a map: array (len(target), len(source)) of weights from 0 to 1}.
        source: list of words, those that were read.
        target: list of words, those that were written.
        links: list of (place in source, place in target) of the true alignment, drawn as squares, or None.
        title: of the whole picture.
        axes: one Axes for each map, or None for new ones.

    Returns:
        list of Axes.

    Raises:
        ValueError: a map of another shape.
    """
    for name, weights in maps.items():
        if np.shape(weights) != (len(target), len(source)):
            raise ValueError(
                f"{name}: {len(target)} words written and {len(source)} read, "
                f"got weights of shape {np.shape(weights)}"
            )
    if axes is None:
        wide = min(8.6, 1.9 + len(maps) * max(0.36 * len(source), 1.2))
        high = (wide - 1.9) / len(maps) / len(source) * len(target) + 1.5
        _, grid = plt.subplots(1, len(maps), figsize=(wide, high), sharey=True, squeeze=False)
        axes = list(grid[0])
    size, turned = (10, SLANTED) if len(maps) < 3 else (9, {"rotation": 90})
    columns = len(maps) * len(source)
    if columns > 30:  # so many slanted labels have room beside each other
        size, turned = min(size, 380 / columns) if columns > 44 else size, {"rotation": 90}
    for ax, (name, weights) in zip(axes, maps.items(), strict=True):
        image = ax.imshow(weights, aspect="auto", vmin=0, vmax=1, cmap="Blues")
        for s, t in links or ():
            ax.add_patch(
                plt.Rectangle(
                    (s - 0.46, t - 0.46), 0.92, 0.92, fill=False, linewidth=1.6,
                    edgecolor=COLOURS["orange"],
                )
            )  # fmt: skip
        ax.set_xticks(range(len(source)), source, fontsize=size, **turned)
        ax.set_title(name, fontsize=10)
        ax.tick_params(length=0)
        describe(ax, _where_it_looked(np.asarray(weights), source, target, links))
    axes[0].set_yticks(range(len(target)), target, fontsize=size)
    axes[0].figure.colorbar(image, ax=axes, shrink=0.8, label="weight")
    if title:
        axes[0].figure.suptitle(title, fontsize=12)
    return axes
