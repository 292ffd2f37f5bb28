"""Shares by group as bars, each with the number of examples behind it."""

import matplotlib.pyplot as plt
import numpy as np


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
    if ax is None:
        _, ax = plt.subplots()
    names = np.unique(groups)
    shares = [100 * hits[groups == name].mean() for name in names]
    bars = ax.bar([str(name) for name in names], shares)
    sizes = [f"{hits[groups == name].sum()} of {(groups == name).sum()}" for name in names]
    ax.bar_label(bars, sizes, padding=2, fontsize=9)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.margins(y=0.15)
    return ax
