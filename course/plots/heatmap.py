"""A table of numbers as a picture: one-hot characters, the states of a net over time."""

import numpy as np

from course.plots.style import axes, visible


def plot_heatmap(
    values, *, rows=None, columns=None, xlabel="", ylabel="", limits=None, label="", ax=None
):
    """Draw a matrix, one coloured cell a number.

    Args:
        values: array (rows, columns).
        rows, columns: labels, one a row and one a column, or None for numbers.
        xlabel, ylabel: axis titles.
        limits: (low, high) of the colours; by default the range of the values. A range symmetric
            around 0 gets colours that are white at 0.
        label: what the colours stand for, written beside their scale.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not a matrix, or labels that do not fit it.
    """
    values = np.asarray(values)
    if values.ndim != 2:
        raise ValueError(f"a heatmap needs a matrix, got an array of shape {values.shape}")
    for labels, length, name in (
        (rows, values.shape[0], "rows"),
        (columns, values.shape[1], "columns"),
    ):
        if labels is not None and len(labels) != length:
            raise ValueError(f"{length} {name} need as many labels, got {len(labels)}")
    ax = axes(ax)
    low, high = limits or (values.min(), values.max())
    colours = "RdBu_r" if low == -high else "cividis"
    image = ax.imshow(values, aspect="auto", vmin=low, vmax=high, cmap=colours)
    if rows is not None:
        ax.set_yticks(range(len(rows)), [visible(label) for label in rows])
    if columns is not None:
        ax.set_xticks(range(len(columns)), [visible(label) for label in columns])
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.figure.colorbar(image, ax=ax, shrink=0.9, label=label)
    return ax
