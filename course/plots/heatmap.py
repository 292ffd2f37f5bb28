"""A table of numbers as a picture: one-hot characters, the states of a net over time."""

import numpy as np

from course.plots.alternative import describe, listed, number, pairs
from course.plots.style import axes, visible


def plot_heatmap(
    values, *, rows=None, columns=None, xlabel="", ylabel="", title="", limits=None, label="",
    written=None, ax=None,
):  # fmt: skip
    """Draw a matrix, one coloured cell a number.

    Args:
        values: array (rows, columns).
        rows, columns: labels, one a row and one a column, or None for numbers.
        xlabel, ylabel, title: of the axes and the picture.
        limits: (low, high) of the colours; by default the range of the values. A range symmetric
            around 0 gets colours that are white at 0.
        label: what the colours stand for, written beside their scale.
        written: how each number is written into its cell, such as ".2f", or None for no numbers.
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
    ax.set_title(title, fontsize=12)
    if written is not None:
        _write(ax, image, values, written)
    ax.figure.colorbar(image, ax=ax, shrink=0.9, label=label)
    labels = [
        [visible(str(name)) for name in (range(length) if given is None else given)]
        for given, length in zip((rows, columns), values.shape, strict=True)
    ]
    return describe(ax, _in_words(values, *labels, (ylabel, xlabel), label))


def _write(ax, image, values, form):
    """Each number in its cell, white on dark colours and black on light ones."""
    shades = image.cmap(image.norm(values))[..., :3] @ [0.299, 0.587, 0.114]  # luma, 0 is black
    look = {"ha": "center", "va": "center", "fontsize": 11 if values.shape[1] <= 10 else 9}
    for (row, column), value in np.ndenumerate(values):
        colour = "white" if shades[row, column] < 0.46 else "black"
        ax.text(column, row, format(value, form), color=colour, **look)


MOST_NUMBERS = 36  # of which a text says each one
MOST_ROWS = 20  # of which it says where each is largest


def _in_words(values, rows, columns, axes_names, label):
    """What the table is, its range, and its numbers as far as they are few."""
    down, across = (f" ({name})" if name else "" for name in axes_names)
    told = (
        f"A table of {label or 'numbers'} with {len(rows)} rows{down} and {len(columns)} columns{across}, "
        f"from {number(values.min())} to {number(values.max())}"
    )
    if set(np.unique(values)) <= {0, 1}:
        within = [listed(np.array(columns, object)[line == 1]) for line in values]
        told += "; 1 stands at " + "; ".join(map("row {}: {}".format, rows, within))
    elif values.size <= MOST_NUMBERS:
        told += "; " + "; ".join(
            f"row {name}: {pairs(columns, line)}" for name, line in zip(rows, values, strict=True)
        )
    elif len(rows) == len(columns) and (values.argmax(axis=1) == np.arange(len(rows))).all():
        told += "; the largest number of each row stands on the diagonal"
    elif len(rows) <= MOST_ROWS:
        told += f"; the largest number of {_peaks('row', rows, columns, values)}"
    elif len(columns) <= MOST_ROWS:
        told += f"; the largest number of {_peaks('column', columns, rows, values.T)}"
    else:
        row, column = np.unravel_index(values.argmax(), values.shape)
        told += f"; the largest is in row {rows[row]}, column {columns[column]}"
    return told + "."


def _peaks(kind, names, across, lines):
    return listed(
        f"{kind} {name} at {across[place]} ({number(line[place])})"
        for name, line, place in zip(names, lines, lines.argmax(axis=1), strict=True)
    )
