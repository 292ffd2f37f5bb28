"""What a larger training text buys: curves over its size, and where two of them cross."""

import numpy as np

from course.plots.alternative import curve, describe, number
from course.plots.style import COLOURS, axes

MANY = 20  # sizes up to here are counted one by one, on a plain axis


def crossing(sizes, first, second):
    """Where two curves meet, as straight lines between points on logarithmic axes.

    Args:
        sizes: increasing numbers above 0, at least two.
        first, second: numbers above 0, one per size.

    Returns:
        (size, measured): the size at which `second` falls below `first`, between two sizes (measured is
        True) or after the last one, the last piece of both drawn on (False); (None, False) if they do not meet.
    """
    steps = np.log(np.asarray(sizes, "float64"))
    gap = np.log(np.asarray(second, "float64")) - np.log(np.asarray(first, "float64"))
    for left in range(len(steps) - 1):
        if gap[left] > 0 >= gap[left + 1]:
            share = gap[left] / (gap[left] - gap[left + 1])
            return float(np.exp(steps[left] + share * (steps[left + 1] - steps[left]))), True
    slope = (gap[-1] - gap[-2]) / (steps[-1] - steps[-2])
    if gap[-1] > 0 > slope:
        return float(np.exp(steps[-1] - gap[-1] / slope)), False
    return None, False


def plot_scaling(sizes, curves, *, meet=None, level=None, xlabel="", ylabel="", title="", ax=None):
    """Draw curves over the size of something on logarithmic axes, and where two of them cross.

    Args:
        sizes: increasing numbers above 0.
        curves: {name: numbers above 0, one per size; NaN where there is none}.
        meet: two names whose crossing is marked, or None; drawn on with dashes if it lies beyond the last size.
        level: (name, number) of a dotted line, or None.
        xlabel, ylabel, title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes; the x axis is logarithmic unless all sizes are at most MANY.

    Raises:
        ValueError: not one number per size.
    """
    ax, sizes = axes(ax), np.asarray(sizes, "float64")
    lines = {}
    for (name, numbers), marker in zip(curves.items(), "os^dvP*", strict=False):
        if len(numbers) != len(sizes):
            raise ValueError(f"{name}: {len(numbers)} numbers for {len(sizes)} sizes")
        lines[name] = ax.plot(sizes, numbers, marker=marker, markersize=5, label=name)[0]
    told = [
        f"{name}: {curve(*np.transpose([(s, y) for s, y in zip(sizes, ys, strict=True) if np.isfinite(y)]))}"
        for name, ys in curves.items()
    ]
    if level is not None:
        told.append(f"a line marks {level[0]}, {number(level[1])}")
    if meet is not None:
        size, measured = crossing(sizes, *(curves[name] for name in meet))
        told.append(_meeting(meet, size, measured))
        if size is not None and size < 1000 * sizes[-1]:
            _mark(
                ax,
                sizes,
                [curves[name] for name in meet],
                [lines[name] for name in meet],
                size,
                measured,
            )
    everything = [number for numbers in curves.values() for number in numbers]
    if level is not None:
        ax.axhline(level[1], color=COLOURS["grey"], linestyle=":", label=level[0])
        everything.append(level[1])
    ax.set(yscale="log", xlabel=xlabel, ylabel=ylabel, title=title)
    if sizes[-1] > MANY:
        ax.set_xscale("log")
        ax.set_xticks(
            sizes, [f"{size / 1000:.0f}k" if size >= 1000 else f"{size:g}" for size in sizes]
        )
    else:
        ax.set_xticks(sizes)
    ticks = _round_numbers(np.nanmin(everything), np.nanmax(everything))
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    if meet is not None:
        ax.set_ylim(top=1.6 * ax.get_ylim()[1])  # room for the legend
    ax.legend(frameon=False, fontsize=9)
    return describe(ax, f"The {ylabel or 'result'} over {xlabel or 'the size'}. {'; '.join(told)}.")


def _meeting(names, size, measured):
    if size is None:
        return f"{names[0]} and {names[1]} do not cross"
    how = "" if measured else ", if the lines went on as they end"
    return f"{names[1]} falls below {names[0]} at {number(float(f'{size:.2g}'))}{how}"


def _mark(ax, sizes, curves, lines, size, measured):
    level = None
    for numbers, line in zip(curves, lines, strict=True):
        numbers = np.asarray(numbers, "float64")
        if measured:
            level = np.exp(np.interp(np.log(size), np.log(sizes), np.log(numbers)))
        else:
            slope = np.log(numbers[-1] / numbers[-2]) / np.log(sizes[-1] / sizes[-2])
            level = numbers[-1] * (size / sizes[-1]) ** slope
            ends = [sizes[-1], size], [numbers[-1], level]
            ax.plot(*ends, linestyle="--", color=line.get_color(), linewidth=1)
    ax.axvline(size, color=COLOURS["grey"], linestyle=":", zorder=0)
    how = "measured" if measured else "extrapolated"
    label = f"crossing at {float(f'{size:.2g}'):,.0f}, {how}"
    ax.plot(size, level, "o", color="black", fillstyle="none", markersize=10, label=label)


def _round_numbers(low, high):
    """Few round numbers within a range; its ends if there are none."""
    digits = (1, 3) if high > 30 * low else (1, 2, 5) if high > 8 * low else (1, 1.5, 2, 3, 4, 5, 7)
    steps = [digit * 10.0**power for power in range(-3, 9) for digit in digits]
    inside = [step for step in steps if low <= step <= high]
    return inside or [low, high]
