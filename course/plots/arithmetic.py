"""What a net that calculates makes of its numbers: its results, and what each number does to them."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, mean_of, number, pairs, span
from course.plots.style import COLOURS, axes, legend_outside


def plot_effects(
    effects, numbers, wanted, *, title="", ylabel="change of the result per unit", ax=None
):
    """Draw for several nets what each number of the input does to the result, beside what it should.

    Args:
        effects: {name of a net: array (rows, numbers)}, the slope of the result by each number, one row
            an example; bars are means over the rows, the line on a bar holds the middle half of the rows.
        numbers: names of the numbers.
        wanted: the slopes of the right calculation, one a number; or {name: slopes} of several
            calculations, at most three, NaN where one of them says nothing.
        title, ylabel: of the picture and its axis.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no nets, or not one slope for every number.
    """
    if not effects:
        raise ValueError("no nets to draw: effects is empty")
    wanted = wanted if isinstance(wanted, dict) else {"wanted": wanted}
    for name, slopes in {**{key: [row] for key, row in wanted.items()}, **effects}.items():
        if np.ndim(slopes) != 2 or np.shape(slopes)[1] != len(numbers):
            raise ValueError(f"{name}: shape {np.shape(slopes)} for {len(numbers)} numbers")
    ax = axes(ax)
    width = 0.8 / len(effects)
    places = np.arange(len(numbers))
    for place, (name, slopes) in enumerate(effects.items()):
        centres = places + (place - (len(effects) - 1) / 2) * width
        ax.bar(centres, np.mean(slopes, axis=0), 0.9 * width, label=name)
        ax.vlines(centres, *np.percentile(slopes, [25, 75], axis=0), color=COLOURS["grey"])
    for (name, row), style in zip(wanted.items(), (":", "--", "-."), strict=False):
        ends = places - 0.45, places + 0.45
        ax.hlines(row, *ends, color="black", linestyle=style, linewidth=1.8, label=name)
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set_xticks(places, numbers)
    ax.set(ylabel=ylabel)
    ax.set_title(title, fontsize=12)
    legend_outside(ax)
    told = [
        f"{name}: {pairs(numbers, np.mean(slopes, axis=0).round(2))}"
        for name, slopes in effects.items()
    ]
    right = [
        f"{name}: {pairs(np.array(numbers)[~np.isnan(row)], np.array(row)[~np.isnan(row)])}"
        for name, row in wanted.items()
    ]
    return describe(
        ax, f"How the result changes with each number, mean. {'; '.join(told)}. {'; '.join(right)}."
    )


def plot_growing_errors(
    counts, errors, *, border=None, border_label="", bar=None, bar_label="",
    title="", xlabel="", ylabel="", ax=None,
):  # fmt: skip
    """Draw how wrong nets are, on a logarithmic axis, against how much they have to do.

    Args:
        counts: whole numbers in ascending order, such as of the numbers that are added.
        errors: {name: array (counts,) or (runs, counts)}, above 0; of several runs the mean is a line and
            the range a band.
        border: where on the x axis training ended, or None.
        border_label: what it is, for the legend.
        bar: an error to mark with a dotted line, or None.
        bar_label: what it is, for the legend.
        title, xlabel, ylabel: of the picture and its axes.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one error for each count.
    """
    ax = axes(ax)
    told = []
    for (name, runs), marker in zip(errors.items(), "osd^v", strict=False):
        runs = np.atleast_2d(np.asarray(runs, float))
        if runs.ndim != 2 or runs.shape[1] != len(counts):
            raise ValueError(f"{name}: shape {runs.shape} for {len(counts)} counts")
        line = ax.plot(counts, runs.mean(axis=0), marker + "-", markersize=5, label=name)[0]
        ends = runs.min(axis=0), runs.max(axis=0)
        ax.fill_between(counts, *ends, alpha=0.2, color=line.get_color(), linewidth=0)
        told.append(
            f"{name}: {mean_of(runs[:, 0])} at {counts[0]}, {mean_of(runs[:, -1])} at {counts[-1]}"
        )
    ax.set_yscale("log")
    ax.yaxis.set_major_formatter("{x:g}")
    if border is not None:
        ax.axvline(border, color=COLOURS["grey"], linestyle=":", label=border_label)
    if bar is not None:
        ax.axhline(bar, color="black", linestyle="--", linewidth=1, label=bar_label)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.set_title(title, fontsize=12)
    ax.legend(frameon=False, fontsize=9)
    ends = f" A line at {number(border)}: {border_label}." if border is not None else ""
    return describe(
        ax, f"{ylabel or 'Error'} against {xlabel or 'count'}. {'; '.join(told)}.{ends}"
    )


def plot_range(inputs, answers, trained, limits, *, title="", xlabel="", ylabel="", ax=None):
    """Draw what a net answers where the right answer is its input, within and beyond its training.

    Args:
        inputs: array (n,), in ascending order.
        answers: array (n,), the net's.
        trained: the largest size of an input in training.
        limits: (low, high), the least and the most that the net can ever say.
        title, xlabel, ylabel: of the picture and its axes.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one answer for each input.
    """
    inputs, answers = np.asarray(inputs, float), np.asarray(answers, float)
    if inputs.shape != answers.shape or inputs.ndim != 1:
        raise ValueError(f"{answers.shape} answers for {inputs.shape} inputs")
    ax = axes(ax)
    ax.axvspan(-trained, trained, color="#dddddd", label="trained here")
    ax.plot(inputs, inputs, "k:", label="right answer")
    ax.plot(inputs, answers, color=COLOURS["orange"], linewidth=2, label="the network's answer")
    for limit in limits:
        ax.axhline(limit, color=COLOURS["grey"], linestyle="--", linewidth=1)
    ax.plot([], [], "--", color=COLOURS["grey"], label="most that it can say")
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.set_title(title, fontsize=12)
    ax.legend(frameon=False, fontsize=9)
    inside = abs(answers - inputs)[abs(inputs) <= trained].max()
    return describe(
        ax,
        f"Answers against inputs. In training, up to {number(trained)}, they differ from the right ones by "
        f"at most {number(inside)}; at {number(inputs[-1])} the answer is {number(answers[-1])}; the net "
        f"cannot leave {span(limits)}.",
    )


def plot_results(results, *, xlabel="right result", ylabel="the net's result", axes=None):
    """Draw a net's results against the right ones, one panel a group, with R² above it.

    Args:
        results: {name of a group: (right, written)}, arrays of equal shape.
        xlabel, ylabel: axis titles.
        axes: one Axes a group, or None for new ones.

    Returns:
        array of Axes, one a group.

    Raises:
        ValueError: no groups, or shapes that differ.
    """
    if not results:
        raise ValueError("nothing to draw: results is empty")
    for name, (right, written) in results.items():
        if np.shape(right) != np.shape(written):
            raise ValueError(
                f"{name}: {np.shape(written)} results for {np.shape(right)} right ones"
            )
    if axes is None:
        _, axes = plt.subplots(
            1, len(results), figsize=(7.5, 2.9), sharex=True, sharey=True, squeeze=False
        )
        axes = axes[0]
    for ax, (name, (right, written)) in zip(axes, results.items(), strict=True):
        right, written = np.ravel(right), np.ravel(written)
        r_squared = 1 - ((written - right) ** 2).sum() / ((right - right.mean()) ** 2).sum()
        ax.plot(right, written, ".", markersize=3, alpha=0.5, color=COLOURS["blue"])
        ends = [min(right.min(), written.min()), max(right.max(), written.max())]
        ax.plot(ends, ends, color="black", linestyle=":", linewidth=1.2)
        ax.set_title(f"{name}\nR² = {r_squared:.3f}", fontsize=11)
        ax.set(xlabel=xlabel)
        describe(
            ax, f"{ylabel} against the {xlabel}, from {span(written)} where {span(right)} is right."
        )
    axes[0].set_ylabel(ylabel)
    return axes
