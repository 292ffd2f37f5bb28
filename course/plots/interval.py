"""How an arithmetic coder narrows an interval: one bar per character, each a zoom into one part of the last."""

import numpy as np

from course.plots.alternative import describe, number
from course.plots.style import COLOURS, axes, visible


def plot_narrowing(symbols, shares, chosen, *, title="", ax=None):
    """Draw the interval after every symbol as a bar cut into parts, the chosen part opened below it.

    Args:
        symbols: str, one character per symbol.
        shares: array (steps, len(symbols)), the widths of the parts at each step; each row sums to 1.
        chosen: ints (steps,), the index of the symbol that is coded at each step.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: shapes that do not fit each other.
    """
    shares = np.asarray(shares, "float64")
    if shares.shape != (len(chosen), len(symbols)):
        raise ValueError(f"expected shares ({len(chosen)}, {len(symbols)}), got {shares.shape}")
    ax = axes(ax, (7.5, 0.5 + 0.85 * len(chosen)))
    low, width, told = 0.0, 1.0, []
    for step, (parts, picked) in enumerate(zip(shares, chosen, strict=True)):
        edges = np.concatenate([[0.0], np.cumsum(parts)])
        top, height = -step, 0.45
        for index, symbol in enumerate(symbols):
            left, right = edges[index], edges[index + 1]
            colour = COLOURS["orange"] if index == picked else "#eeeeee"
            ax.add_patch(_box(left, top, right - left, height, colour))
            if right - left > 0.018:
                ax.text(
                    (left + right) / 2,
                    top + height / 2,
                    visible(symbol),
                    ha="center",
                    va="center",
                    fontsize=10,
                )
        left, right = edges[picked], edges[picked + 1]
        if step + 1 < len(chosen):
            for start, end in ((left, 0.0), (right, 1.0)):
                ax.plot([start, end], [top, top - 1 + height], color=COLOURS["orange"], linewidth=1)
        low, width = low + width * left, width * (right - left)
        said = f"{low:.6g} to {low + width:.6g}\n{-np.log2(width):.1f} bits"
        ax.text(1.02, top + height / 2, said, va="center", fontsize=9)
        share = f"{visible(symbols[picked])} takes {number(parts[picked])} of the bar"
        told.append(f"{share}, which leaves {said}".replace("\n", ", "))
    ax.set(
        xlim=(0, 1.0), ylim=(-len(chosen) + 0.9, 0.55), xticks=[0, 0.5, 1], yticks=[], title=title
    )
    ax.xaxis.tick_top()
    for side in ax.spines.values():
        side.set_visible(False)
    return describe(ax, f"One bar per symbol, the chosen part opened below. {'; '.join(told)}.")


def _box(left, bottom, width, height, colour):
    from matplotlib.patches import Rectangle

    return Rectangle((left, bottom), width, height, facecolor=colour, edgecolor="white")
