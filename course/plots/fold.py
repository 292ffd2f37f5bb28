"""How a long series is cut into windows: which window a row reads after which."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe
from course.plots.diagram import arrow
from course.plots.style import COLOURS, axes


def plot_fold(places, *, ax=None):
    """Draw the windows of all batches, a column a batch, and where a row goes on in the next one.

    A window is coloured by its place in the series. An arrow leads to the next batch where the row's
    next window goes on in the series; a cross marks where it does not, so the state that is handed
    over there belongs to another place.

    Args:
        places: int array (batches, rows, steps), the place in the series of every point, such as
            `fold(np.arange(length), rows, steps)`. The points of a window follow each other.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not three axes, or a window whose points do not follow each other.
    """
    places = np.asarray(places)
    if places.ndim != 3 or not places.size:
        raise ValueError(f"places need a shape (batches, rows, steps), got {places.shape}")
    if (np.diff(places, axis=2) != 1).any():
        raise ValueError("the points of a window must follow each other in the series")
    batches, rows, _ = places.shape
    ax = axes(ax, (7.5, 0.55 * rows + 0.5))
    first, last = places[:, :, 0], places[:, :, -1]
    shade = plt.get_cmap("Blues")
    longest = max(int(last.max()), 1)
    for batch in range(batches):
        for row in range(rows):
            depth = 0.12 + 0.75 * first[batch, row] / longest
            ax.add_patch(plt.Rectangle((batch - 0.34, row - 0.32), 0.68, 0.64, color=shade(depth)))
            ax.text(
                batch, row, _span(first[batch, row], last[batch, row]),
                ha="center", va="center", color="white" if depth > 0.55 else "black",
            )  # fmt: skip
            if batch + 1 < batches:
                _hand_over(ax, batch, row, last[batch, row] + 1 == first[batch + 1, row])
    ax.set_xticks(range(batches), [f"batch {batch}" for batch in range(batches)])
    ax.set_yticks(range(rows), [f"row {row}" for row in range(rows)])
    ax.set(xlim=(-0.5, batches - 0.5), ylim=(rows - 0.5, -0.5))
    ax.tick_params(length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    return describe(ax, _told(first, last))


def plot_documents(begins, *, ax=None):
    """Draw which document each row reads at each step, and where its windows begin.

    Args:
        begins: bool array (batches, rows, steps), whether a document begins there.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not three axes, or a row whose first step begins no document.
    """
    begins = np.asarray(begins, bool)
    if begins.ndim != 3 or not begins[0, :, 0].all():
        raise ValueError(
            "expected (batches, rows, steps), with a document at the first step of each row"
        )
    ax = axes(ax)
    documents = np.concatenate(begins, axis=1).cumsum(axis=1)  # (rows, batches * steps), from 1
    image = ax.imshow(documents, aspect="auto", cmap="cividis")
    for row, numbers in enumerate(documents):
        for step in np.flatnonzero(np.diff(numbers, prepend=0)):
            colour = "white" if numbers[step] < 0.6 * documents.max() else "black"
            ax.text(step - 0.35, row, str(numbers[step]), va="center", color=colour, fontsize=9)
    for window in range(1, len(begins)):
        ax.axvline(window * begins.shape[2] - 0.5, color="white", linewidth=2)
    ax.set_yticks(range(len(documents)))
    ax.set(xlabel="step", ylabel="row")
    ax.figure.colorbar(image, ax=ax, shrink=0.9, label="document of the row")
    counts = ", ".join(str(int(row[-1])) for row in documents)
    inside = begins[:, :, 1:].sum()
    return describe(
        ax,
        f"A map of {len(documents)} rows and {documents.shape[1]} steps in {len(begins)} windows. The rows "
        f"read {counts} documents one after the other; {inside} of {begins.sum()} begin inside a window, the "
        "others with one.",
    )


def _told(first, last):
    """The fold in a sentence or two: its first row, and how often a state is handed on to the right window."""
    goes_on = first[1:] == last[:-1] + 1
    row = ", ".join(_span(a, b) for a, b in zip(first[:, 0], last[:, 0], strict=True))
    if goes_on.all():
        how = "in every row each window begins where the one before it stops"
    else:
        how = (
            f"of {goes_on.size} times that a row hands its state on, the next window goes on from there in "
            f"{goes_on.sum()}"
        )
    return f"A table of windows, {len(first)} batches of {first.shape[1]} rows. Row 0 reads {row}; {how}."


def _span(first, last):
    return str(first) if first == last else f"{first}–{last}"


def _hand_over(ax, batch, row, goes_on):
    """An arrow to the next batch, or a cross in its place."""
    if goes_on:
        arrow(ax, (batch + 0.35, row), (batch + 0.65, row), linewidth=1.5)
    else:
        ax.plot(batch + 0.5, row, marker="x", color=COLOURS["red"], markersize=8, mew=2)
