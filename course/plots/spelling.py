"""Which part of a sound each written symbol comes from, with what was spoken there."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, number
from course.plots.style import COLOURS

MOST_WORDS = 5  # of which a text says when each begins and ends


def plot_where(panels, spoken, spans, *, seconds, xlabel="seconds", axes=None):
    """Draw for each network where in the sound it was when it wrote each symbol.

    Args:
        panels: {title: (written, weights)}: names of the written symbols, and a float array (written, frames)
            of 0 or more, each row drawn relative to its largest number.
        spoken: names of what was spoken.
        spans: (start, end) in seconds of each of them.
        seconds: length of the sound.
        xlabel: title of the axis of time.
        axes: one Axes per panel, or None for new ones.

    Returns:
        array of Axes, the first symbol of each on top.

    Raises:
        ValueError: not one row of weights per written symbol.
    """
    for title, (written, weights) in panels.items():
        if len(written) != len(weights):
            raise ValueError(f"{title}: {len(weights)} rows for {len(written)} symbols")
    if axes is None:
        rows = [max(len(written), 1) for written, _ in panels.values()]
        size = (7.5, 0.6 + 0.6 * len(rows) + 0.21 * sum(rows))
        ratios = {"height_ratios": [2 + count for count in rows]}
        _, axes = plt.subplots(
            len(rows), 1, figsize=size, sharex=True, squeeze=False, gridspec_kw=ratios
        )
        axes = axes[:, 0]
    for ax, (title, (written, weights)) in zip(axes, panels.items(), strict=True):
        if len(written):
            weights = np.asarray(weights) / np.max(weights, axis=1, keepdims=True)
            extent = (0, seconds, len(written) - 0.5, -0.5)
            ax.imshow(weights, aspect="auto", extent=extent, cmap="Blues", vmin=0, vmax=1)
        ax.set_yticks(range(len(written)), written, fontsize=9)
        ax.set(xlim=(0, seconds), ylabel="written")
        ax.set_title(title, fontsize=11, loc="left", pad=20)
        for word, (start, end) in zip(spoken, spans, strict=True):
            for place, style in ((start, "-"), (end, ":")):
                ax.axvline(place, color=COLOURS["orange"], linewidth=0.8, linestyle=style)
            middle = ((start + end) / 2, 1.02)
            where = {"xycoords": ax.get_xaxis_transform(), "ha": "center", "va": "bottom"}
            ax.annotate(str(word), middle, color=COLOURS["red"], fontsize=10, **where)
        describe(ax, _when_written(written, weights, spoken, spans, seconds))
    axes[-1].set_xlabel(xlabel)
    return axes


def _when_written(written, weights, spoken, spans, seconds):
    """When in the sound the network was at each symbol, and when each word was spoken."""
    if len(spoken) > MOST_WORDS:
        at = ", ".join(
            f"{symbol} {seconds * (np.argmax(row) + 0.5) / len(row):.1f}"
            for symbol, row in zip(written, weights, strict=True)
        )
        words = " ".join(map(str, spoken))
        starts = f"from {number(spans[0][0])} to {number(spans[-1][1])} seconds"
        return f"Spoken {starts}: {words}. Written, where the network was: {at or 'nothing'}."
    said = ", ".join(
        f"{word} at {number(start)} to {number(end)}"
        for word, (start, end) in zip(spoken, spans, strict=True)
    )
    at = ", ".join(
        f"{symbol} at {number(seconds * (np.argmax(row) + 0.5) / len(row))}"
        for symbol, row in zip(written, weights, strict=True)
    )
    return f"Spoken, in seconds: {said}. Written, where the network was: {at or 'nothing'}."
