"""A table of numbers in which those that are out of order stand out."""

import numpy as np

from course.plots.alternative import describe, listed
from course.plots.style import axes

MOST_NUMBERS = 16  # of which a text says each one
MOST_MARKED = 3  # in a row, likewise


def plot_findings(numbers, alarms, *, rows, columns, title="", number="{:.2f}", ax=None):
    """Draw a table of numbers; a cell with an alarm is coloured.

    Args:
        numbers: array (rows, columns).
        alarms: bool array of the same shape.
        rows: names of the rows; columns: names of the columns, which may have several lines.
        title: of the picture.
        number: how a number is written, one format for all columns, or a list with one a column.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: shapes that differ.
    """
    numbers, alarms = np.asarray(numbers), np.asarray(alarms, bool)
    shape = len(rows), len(columns)
    if numbers.shape != shape or alarms.shape != shape:
        raise ValueError(
            f"{shape[0]} rows and {shape[1]} columns, got numbers {numbers.shape} and "
            f"alarms {alarms.shape}"
        )
    formats = [number] * len(columns) if isinstance(number, str) else number
    ax = axes(ax, (8.6, 1.3 + 0.38 * len(rows)))
    ax.imshow(alarms, aspect="auto", vmin=0, vmax=2.4, cmap="Oranges")
    for row, column in np.ndindex(*shape):
        text = formats[column].format(numbers[row, column])
        weight = "bold" if alarms[row, column] else "normal"
        ax.text(column, row, text, ha="center", va="center", fontsize=10, weight=weight)
    ax.set_yticks(range(shape[0]), rows)
    ax.set_xticks(range(shape[1]), columns, fontsize=9)
    ax.xaxis.tick_top()
    ax.set_xticks(np.arange(0.5, shape[1] - 1), minor=True)
    ax.set_yticks(np.arange(0.5, shape[0] - 1), minor=True)
    ax.grid(which="minor", color="#cccccc", linewidth=1)
    ax.tick_params(which="both", length=0)
    ax.spines[:].set_visible(False)
    ax.set_title(title, fontsize=12)
    names = [" ".join(str(column).split()) for column in columns]
    written = [
        [
            f"{column} {form.format(value)}"
            for column, form, value in zip(names, formats, line, strict=True)
        ]
        for line in numbers
    ]
    if numbers.size > MOST_NUMBERS:
        return describe(ax, _marked_in_words(rows, numbers, alarms, written))
    told = [
        f"{name}: "
        + ", ".join(
            f"{text}{' (marked)' if alarm else ''}"
            for text, alarm in zip(line, marked, strict=True)
        )
        for name, line, marked in zip(rows, written, alarms, strict=True)
    ]
    marked = listed(name for name, line in zip(rows, alarms, strict=True) if line.any())
    return describe(ax, f"A table; numbers are marked in {marked}. {'; '.join(told)}.")


def _marked_in_words(rows, numbers, alarms, written):
    """The numbers that are marked, of many in a row the lowest and the highest; the others' range."""
    told = []
    for name, line, marked, texts in zip(rows, numbers, alarms, written, strict=True):
        places = np.flatnonzero(marked)
        if len(places) > MOST_MARKED:
            low, high = (texts[places[way(line[places])]] for way in (np.argmin, np.argmax))
            told.append(f"{name}: {len(places)} of {len(line)}, from {low} to {high}")
        elif len(places):
            told.append(f"{name}: {listed(texts[place] for place in places)}")
    size = f"A table of {len(rows)} rows and {len(written[0])} columns"
    return f"{size}; marked are, by row, {'; '.join(told) or 'none'}."
