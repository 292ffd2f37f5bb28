"""Nets drawn as the lectures draw them: one box a time step, arrows along time."""

from course.plots.alternative import describe
from course.plots.diagram import arrow, node
from course.plots.style import COLOURS, axes, visible


def plot_encoder_decoder(
    source, target, *, reads=None, encoder="LSTM", decoder="LSTM", summary="", ax=None
):
    """Draw a net that reads `source` and then writes `target`, unrolled over time.

    Without `reads` the summary goes into every step of the decoder; with it, into the first step's state,
    and each step reads a symbol.

    Args:
        source: what goes in, one entry (a string) a step.
        target: what comes out, one entry a step.
        reads: what the decoder reads, one entry a step, or None.
        encoder, decoder: names written into the boxes.
        summary: what is handed over between them, written beside its arrow.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: nothing to read or to write, or not one entry of `reads` for each of `target`.
    """
    if not len(source) or not len(target):
        raise ValueError("an encoder and a decoder need at least one step each")
    if reads is not None and len(reads) != len(target):
        raise ValueError(f"{len(target)} symbols to write need as many to read, got {len(reads)}")
    ax = axes(ax, (7.5, 2.6))
    gap = 1.0 if reads is None else 2.2  # room between encoder and decoder
    reading = [float(step) for step in range(len(source))]
    writing = [len(source) + gap + step for step in range(len(target))]
    steps = [*((x, encoder, "blue") for x in reading), *((x, decoder, "red") for x in writing)]
    size = 9 if len(steps) <= 12 else 7  # boxes must not touch
    for x, name, colour in steps:
        node(ax, x, 0, name, colour, fontsize=size)
    below = [*zip(source, reading, strict=True), *zip(reads or [], writing, strict=bool(reads))]
    for character, x in below:
        ax.text(x, -1.15, visible(character), ha="center", va="center")
        arrow(ax, (x, -0.9), (x, -0.35))
    for character, x in zip(target, writing, strict=True):
        ax.text(x, 1.15, visible(character), ha="center", va="center")
        arrow(ax, (x, 0.35), (x, 0.9))
    for series in (reading, writing):
        for left, right in zip(series, series[1:], strict=False):
            arrow(ax, (left + 0.36, 0), (right - 0.36, 0))
    if reads is None:
        corner, line = reading[-1] + 0.8, {"color": COLOURS["grey"], "linewidth": 1}
        for x in writing:  # the same summary goes into every step of the decoder
            ax.plot([reading[-1] + 0.36, corner, corner, x], [0, 0, -0.75, -0.75], **line)
            arrow(ax, (x, -0.75), (x, -0.35))
        ax.text(
            (writing[0] + writing[-1]) / 2, -1.15, summary, ha="center", va="center", fontsize=9
        )
    else:
        arrow(ax, (reading[-1] + 0.36, 0), (writing[0] - 0.36, 0))
        ax.text((reading[-1] + writing[0]) / 2, 0.5, summary, ha="center", va="center", fontsize=9)
    ax.set(xlim=(-0.7, writing[-1] + 0.7), ylim=(-1.5, 1.5))
    ax.axis("off")
    handed = " ".join(summary.split()) or "a summary"
    where = "every step" if reads is None else "the first step"
    told = f" and read {_one_by_one(reads)}" if reads is not None else ""
    return describe(
        ax,
        f"A diagram: {len(source)} boxes {encoder} read {_one_by_one(source)}, one after the other; "
        f"an arrow, {handed}, leads from the last of them into {where} of {len(target)} boxes {decoder}, "
        f"which write {_one_by_one(target)}{told}.",
    )


def plot_many_to_one(words, verdict, *, cell="LSTM", ax=None):
    """Draw a net that reads words and says one thing at the end, unrolled over time.

    Args:
        words: what goes in, one string a step.
        verdict: what comes out after the last step.
        cell: name written into the boxes.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: nothing to read.
    """
    if not len(words):
        raise ValueError("a net that reads needs at least one word")
    ax = axes(ax, (7.5, 2.4))
    size = 9 if len(words) <= 9 else 7  # boxes must not touch
    for x, word in enumerate(words):
        node(ax, x, 0, cell, "blue", fontsize=size)
        ax.text(x, -1.15, word, ha="center", va="center", fontsize=size + 2)
        arrow(ax, (x, -0.9), (x, -0.35))
        if x:
            arrow(ax, (x - 0.64, 0), (x - 0.36, 0))
    last = len(words) - 1
    arrow(ax, (last, 0.35), (last, 0.9))
    ax.text(last, 1.15, verdict, ha="center", va="center")
    ax.set(xlim=(-0.7, last + 0.9), ylim=(-1.5, 1.5))
    ax.axis("off")
    return describe(
        ax,
        f"A diagram: {len(words)} boxes {cell} in a row read {_one_by_one(words)}; from the last one comes "
        f"{verdict}.",
    )


def _one_by_one(symbols):
    """What is read or written, for a sentence; a space has a word of its own."""
    return ", ".join("a space" if symbol in " ␣" else symbol for symbol in symbols)
