"""How many n-grams there are: possible, seen, and seen only once."""

import numpy as np

from course.plots.style import COLOURS, axes, legend_outside


def plot_explosion(orders, possible, seen, once, *, tokens=None, title="", ax=None):
    """Draw, for every n, the n-grams that are possible as a line, those seen and those seen once as bars.

    Args:
        orders: ints, the lengths n.
        possible, seen, once: numbers above 0, one per order; once <= seen <= possible.
        tokens: how long the text is, marked with a dotted line, or None.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes, whose y axis is logarithmic.

    Raises:
        ValueError: not one number of each kind per order.
    """
    kinds = {"possible": possible, "seen": seen, "seen only once": once}
    for name, numbers in kinds.items():
        if len(numbers) != len(orders):
            raise ValueError(f"{name}: {len(numbers)} numbers for {len(orders)} orders")
    ax = axes(ax)
    places = np.arange(len(orders))
    ax.plot(places, possible, "o-", color=COLOURS["red"], label="possible")
    ax.bar(places - 0.2, seen, 0.38, color=COLOURS["blue"], label="seen")
    ax.bar(places + 0.2, once, 0.38, color=COLOURS["orange"], label="seen only once")
    if tokens is not None:
        ax.axhline(tokens, color=COLOURS["grey"], linestyle=":", label="words in the text")
    for place, number, single in zip(places, seen, once, strict=True):
        share = f"{single / number:.0%}" if number else ""
        ax.text(place + 0.2, 1.3, share, ha="center", fontsize=9)
    ax.set_yscale("log")
    ax.set_xticks(places, [str(order) for order in orders])
    ax.set(xlabel="n, words in a row", ylabel="different n-grams", title=title)
    ax.set_ylim(bottom=0.8)
    legend_outside(ax)
    return ax
