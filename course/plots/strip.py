"""A text as rows of coloured cells, one cell per character: what it costs, or where it went wrong."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, number
from course.plots.style import COLOURS, axes, visible

WIDTH = 64  # characters in a row


def plot_strip(text, logs, *, most=8.0, title="", ax=None):
    """Colour each character of a text by what it costs, once for every model.

    Args:
        text: str of 1 to 64 characters.
        logs: {name of a model: array (len(text),), natural logarithms of the probability that it gave to each
            character}.
        most: bits of the darkest colour; what costs more has it, too.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes, one row a model; its total stands at the end of its row.

    Raises:
        ValueError: no text or too much of it, or not one number per character.
    """
    if not 1 <= len(text) <= WIDTH:
        raise ValueError(f"a strip holds 1 to {WIDTH} characters, got {len(text)}")
    for name, numbers in logs.items():
        if len(numbers) != len(text):
            raise ValueError(f"{name}: {len(numbers)} numbers for {len(text)} characters")
    ax = axes(ax, (8.4, 1.1 + 0.5 * len(logs)))
    costs = -np.array([np.asarray(row, "float64") for row in logs.values()]) / np.log(2)  # bits
    image = ax.imshow(costs, aspect="auto", vmin=0, vmax=most, cmap="YlOrRd")
    for row, model in enumerate(costs):
        for place, (character, cost) in enumerate(zip(text, model, strict=True)):
            colour = "white" if cost > 0.65 * most else "black"
            ax.text(
                place, row, visible(character), ha="center", va="center", fontsize=8, color=colour
            )
        ax.text(len(text), row, f"{model.sum():.0f} bits", va="center", fontsize=10)
    ax.set_yticks(range(len(logs)), list(logs))
    ax.set_xticks([])
    ax.set_title(title)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    bar = ax.figure.colorbar(
        image, ax=ax, orientation="horizontal", shrink=0.4, aspect=30, pad=0.08
    )
    bar.set_label("bits of a character", fontsize=9)
    told = []
    for name, model in zip(logs, costs, strict=True):
        most = sorted(np.argsort(-model)[:3])
        marked = ", ".join(_in_context(text, place, number(model[place])) for place in most)
        told.append(f"{name} pays {number(model.sum())} bits, most for {marked}")
    return describe(ax, f"Each character of {text!r}, coloured by its cost. {'; '.join(told)}.")


def _in_context(text, place, cost):
    """A character by what stands before it."""
    before = text[max(place - 8, 0) : place]
    return f"{visible(text[place])!r}{f' after {before!r}' if before else ''} ({cost} bits)"


def plot_survival(text, decoded, *, notes=None, title="", axes=None):
    """Show what came back from a coder, character by character: right ones on white, wrong ones on colour.

    Args:
        text: str, what was sent.
        decoded: {name: str}, what came back, of the length of text.
        notes: {name: {place: word}}, places to mark with a triangle above them, or None.
        title: of the whole picture.
        axes: one Axes per name, or None for new ones.

    Returns:
        list of Axes.

    Raises:
        ValueError: what came back has another length.
    """
    for name, back in decoded.items():
        if len(back) != len(text):
            raise ValueError(f"{name}: {len(back)} characters came back, {len(text)} were sent")
    rows = -(-len(text) // WIDTH)
    if axes is None:
        size = (8.4, 0.5 + len(decoded) * (0.55 + 0.26 * rows))
        _, grid = plt.subplots(len(decoded), 1, figsize=size, squeeze=False)
        axes = grid[:, 0]
    for ax, (name, back) in zip(axes, decoded.items(), strict=True):
        wrong = np.array([a != b for a, b in zip(text, back, strict=True)])
        cells = np.full(rows * WIDTH, 0.0)
        cells[: len(text)] = wrong
        colours = plt.matplotlib.colors.ListedColormap(["white", COLOURS["orange"]])
        ax.imshow(cells.reshape(rows, WIDTH), aspect="auto", vmin=0, vmax=1, cmap=colours)
        for place, character in enumerate(back):
            ax.text(
                place % WIDTH,
                place // WIDTH,
                visible(character),
                ha="center",
                va="center",
                fontsize=8,
            )
        for place, note in (notes or {}).get(name, {}).items():
            where = (place % WIDTH, place // WIDTH)
            ax.add_patch(
                plt.Rectangle(
                    (where[0] - 0.5, where[1] - 0.5),
                    1,
                    1,
                    fill=False,
                    linewidth=1.8,
                    edgecolor=COLOURS["blue"],
                )
            )
            ax.text(
                where[0] + 0.8, where[1] - 0.5, note, color=COLOURS["blue"], fontsize=8, va="bottom"
            )
        share = (
            f"{wrong.mean():.0%} of the characters are wrong"
            if wrong.any()
            else "every character is right"
        )
        ax.set_title(f"{name}: {share}", fontsize=10, loc="left")
        first = int(wrong.argmax()) if wrong.any() else None
        where = "" if first is None else f", wrong for the first time at character {first + 1}"
        marked = (notes or {}).get(name, {}).items()
        marks = "".join(f" Character {at + 1} is marked: {note}." for at, note in marked)
        describe(ax, f"{len(text)} characters came back{where}.{marks}")
        ax.set(xticks=[], yticks=[])
        for side in ax.spines.values():
            side.set(visible=True, color="#cccccc")
    if title:
        axes[0].figure.suptitle(title, fontsize=12)
    return list(axes)
