"""How many n-grams there are: possible, seen, and seen only once."""

import numpy as np

from course.plots.alternative import describe, number
from course.plots.style import COLOURS, axes, legend_outside


def plot_explosion(symbols, counts, *, title="", ax=None):
    """Draw, for every n, the n-grams that are possible as a line, those seen and those seen once as bars.

    Args:
        symbols: int, how many different words there are.
        counts: {n: how often each n-gram occurs, a list of ints}; all of one text.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes, whose y axis is logarithmic. In the bars of n-grams seen once stands their share.

    Raises:
        ValueError: no n-grams of some n.
    """
    counts = {n: np.asarray(list(numbers)) for n, numbers in counts.items()}
    for n, numbers in counts.items():
        if not len(numbers):
            raise ValueError(f"there are no {n}-grams")
    ax = axes(ax)
    places = np.arange(len(counts))
    seen = np.array([len(numbers) for numbers in counts.values()])
    once = np.array([(numbers == 1).sum() for numbers in counts.values()])
    possible = [float(symbols) ** n for n in counts]
    ax.plot(places, possible, "o-", color=COLOURS["red"], label="possible")
    ax.bar(places - 0.2, seen, 0.38, color=COLOURS["blue"], label="seen")
    ax.bar(places + 0.2, once, 0.38, color=COLOURS["orange"], label="seen only once")
    length = max(numbers.sum() for numbers in counts.values())
    ax.axhline(length, color=COLOURS["grey"], linestyle=":", label="words in the text")
    for place, share in zip(places, once / seen, strict=True):
        ax.text(place + 0.2, 1.3, f"{share:.0%}", ha="center", fontsize=9)
    ax.set_yscale("log")
    ax.set_xticks(places, [str(n) for n in counts])
    ax.set(xlabel="n, words in a row", ylabel="different n-grams", title=title)
    ax.set_ylim(bottom=0.8)
    legend_outside(ax)
    told = [
        f"n {n}: {number(could)} possible, {number(had)} seen, {number(single)} of them once"
        f" ({single / had:.0%})"
        for n, could, had, single in zip(counts, possible, seen, once, strict=True)
    ]
    return describe(ax, f"{'; '.join(told)}. The text has {number(length)} words.")
