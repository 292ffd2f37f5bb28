"""Named numbers as horizontal bars, one below the other, each with its number."""

from course.plots.alternative import describe
from course.plots.style import COLOURS, axes, legend_outside


def plot_ranking(numbers, *, groups=None, xlabel="", title="", number="{:,.0f}", start=0, ax=None):
    """Draw a bar for every name, in the order given, from top to bottom; the smallest number is bold.

    Args:
        numbers: {name: number}.
        groups: {name: kind} for the colours and the legend, or None: all have one colour.
        xlabel, title: of the picture.
        number: format of the number at the end of a bar.
        start: where the bars begin.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: nothing to draw, or a name without a group.
    """
    if not numbers:
        raise ValueError("nothing to draw: there are no numbers")
    without = [name for name in numbers if groups is not None and name not in groups]
    if without:
        raise ValueError(f"no group for {', '.join(without)}")
    ax = axes(ax, (7.5, 0.9 + 0.3 * len(numbers)))
    kinds = list(dict.fromkeys(groups.values())) if groups else [None]
    colours = dict(zip(kinds, list(COLOURS.values()) * len(kinds), strict=False))
    best, named = min(numbers, key=numbers.get), set()
    for place, (name, value) in enumerate(numbers.items()):
        kind = groups[name] if groups else None
        label = kind if kind not in named else None
        named.add(kind)
        ax.barh(place, value - start, left=start, color=colours[kind], label=label, height=0.7)
        weight = "bold" if name == best else "normal"
        ax.text(value, place, f" {number.format(value)}", va="center", fontsize=10, weight=weight)
    ax.set_yticks(range(len(numbers)), list(numbers))
    ax.set_ylim(len(numbers) - 0.4, -0.6)
    ax.set(xlabel=xlabel, title=title)
    ax.set_xlim(start, max(numbers.values()) + 0.12 * (max(numbers.values()) - start))
    if groups:
        legend_outside(ax)
    told = [
        f"{name}{f' ({groups[name]})' if groups else ''} {number.format(value)}"
        for name, value in numbers.items()
    ]
    unit = f" of the {xlabel}" if xlabel else ""
    return describe(ax, f"Bars{unit}; the smallest is {best}. {', '.join(told)}.")
