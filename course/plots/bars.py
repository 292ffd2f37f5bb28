"""Shares by group as bars."""

import numpy as np

from course.plots.alternative import describe, number, pairs
from course.plots.style import COLOURS, axes, legend_outside

OPAQUE = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}  # a number on the guessing line


def plot_share_by_group(groups, hits, *, xlabel="", ylabel="share", ax=None):
    """Draw the share of hits in every group, in percent, with the group's size above the bar.

    Args:
        groups: array (n,) of numbers or strings, the group of each example.
        hits: bool array (n,).
        xlabel, ylabel: axis titles.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no examples, or lengths that differ.
    """
    groups, hits = np.asarray(groups), np.asarray(hits, bool)
    if not len(groups) or groups.shape != hits.shape:
        raise ValueError(f"one hit for every group, got shapes {groups.shape} and {hits.shape}")
    ax = axes(ax)
    names = np.unique(groups)
    shares = [100 * hits[groups == name].mean() for name in names]
    bars = ax.bar([str(name) for name in names], shares)
    sizes = [f"{hits[groups == name].sum()} of {(groups == name).sum()}" for name in names]
    ax.bar_label(bars, sizes, padding=2, fontsize=9)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.margins(y=0.15)
    by = f" by {xlabel}" if xlabel else ""
    told = pairs(names, shares)
    return describe(ax, f"Bars of the {ylabel or 'share'} in percent{by}: {told}.")


def plot_shares(shares, groups, *, ylabel="share right", guessing=None, title="", ax=None):
    """Draw the shares of several models side by side in every group, each with its number.

    Args:
        shares: {name of a model: shares in 0..1, one a group}.
        groups: names of the groups.
        ylabel: axis title.
        guessing: a share to mark with a dotted line, or None.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one share for every group.
    """
    for name, numbers in shares.items():
        if len(numbers) != len(groups):
            raise ValueError(f"{name}: {len(numbers)} shares for {len(groups)} groups")
    ax = axes(ax)
    width = 0.8 / len(shares)
    for place, (name, numbers) in enumerate(shares.items()):
        centres = np.arange(len(groups)) + (place - (len(shares) - 1) / 2) * width
        bars = ax.bar(centres, numbers, 0.95 * width, label=name)
        told = [f"{share:.2f}" if share else "0" for share in numbers]  # exactly 0: no bar to see
        ax.bar_label(bars, told, padding=1, fontsize=9, bbox=OPAQUE)
    if guessing is not None:
        ax.axhline(guessing, color=COLOURS["grey"], linestyle=":", label="guessing")
    ax.set_xticks(range(len(groups)), groups)
    ax.set(ylabel=ylabel, ylim=(0, 1.12))
    ax.set_title(title, fontsize=12)
    legend_outside(ax)
    told = "; ".join(f"{name}: {pairs(groups, numbers)}" for name, numbers in shares.items())
    chance = "" if guessing is None else f" Guessing gives {number(guessing)}."
    return describe(ax, f"Bars of the {ylabel or 'share'}. {told}.{chance}")
