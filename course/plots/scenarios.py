"""The kinds of nets that lecture 4 lists, drawn from their real shapes, and what nets say of images."""

from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, listed
from course.plots.diagram import EXACT, ROLES, arrow, box
from course.plots.style import COLOURS, axes

ROWS = {"input": 0.0, "state": 1.3, "hidden": 1.3, "output": 2.6}  # heights
BOX, GAP = 0.64, 0.9  # a box in a column of width 1; columns between two nets
TALL, LOW, HIGH = 5.6, -1.1, 4.4  # one row of nets: its height, and where drawing starts and ends
LONGEST = 5  # letters of a string that fits above a box
LETTER = 0.24  # width of a letter of a title, in columns
ARROW = {**EXACT, "linewidth": 1, "mutation_scale": 8}


class _Shape(NamedTuple):
    """What there is to draw of a net. Columns are numbers, 0 on the left."""

    inputs: list  # (column, size) of each
    chains: list  # per recurrent layer a list of (column, units)
    hidden: list  # (column, units), only without a recurrent layer
    outputs: list  # (column, size)
    repeated: bool  # one vector goes into each step of the last chain

    @property
    def columns(self):
        return 1 + max(column for column, _ in (*self.inputs, *self.outputs))


def plot_scenarios(nets, *, reads=None, writes=None, columns=16, ax=None):
    """Draw small Keras nets unrolled over time: a box for every vector, with the vector's size in it.

    Boxes and arrows come from the nets' own layers and shapes. Below are the inputs, one a time step; in
    the middle the states of the recurrent layers, with an arrow from step to step; above the outputs.
    Layers that work on each step by itself (Dense) are not drawn, except in a net without recurrence.

    Args:
        nets: dict of title to keras.Sequential, built, with inputs (None, size) or (None, steps, size)
            and layers in one of these orders, Dense layers anywhere between: no recurrent layer;
            RepeatVector and a recurrent layer; a recurrent layer; a recurrent layer, RepeatVector
            and another.
        reads, writes: dicts of title to strings, one below each input or above each output of that net;
            titles may be missing.
        columns: most boxes side by side before the next net goes into a new row.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no nets, a net of another kind, or not one string a box.
    """
    if not nets:
        raise ValueError("there are no nets to draw")
    shapes = {title: _shape(net, title) for title, net in nets.items()}
    places, width, rows = _places(shapes, columns)
    ax = axes(ax, (7.5, 7.5 / max(width, 12) * (rows * TALL + 0.6)))
    for title, shape in shapes.items():
        left, bottom = places[title]
        _draw(ax, shape, left, bottom)
        ax.text(left - BOX / 2, bottom + HIGH, title, va="top", fontsize=11, weight="bold")
        for texts, boxes, role, side in (
            (reads, shape.inputs, "input", -1),
            (writes, shape.outputs, "output", 1),
        ):
            strings = (texts or {}).get(title, [""] * len(boxes))
            if len(strings) != len(boxes):
                raise ValueError(
                    f"{title}: one string for each of {len(boxes)} {role}s, got {len(strings)}"
                )
            y = bottom + ROWS[role] + side * 0.6
            crowded = max(map(len, strings)) > LONGEST
            for (column, _), string in zip(boxes, strings, strict=True):
                lift = side * 0.38 * (column % 2) if crowded else 0  # neighbours must not touch
                if string:
                    ax.text(left + column, y + lift, string, ha="center", va="center", fontsize=9)
    _legend(ax, shapes)
    ax.set(xlim=(-0.5, max(width, 12) - 0.5), ylim=(-(rows - 1) * TALL + LOW - 0.8, HIGH + 0.1))
    ax.set_aspect("equal")
    ax.axis("off")
    told = [
        f"{title} reads {_told(shape.inputs, (reads or {}).get(title))} and writes "
        f"{_told(shape.outputs, (writes or {}).get(title))}"
        for title, shape in shapes.items()
    ]
    return describe(ax, f"Nets unrolled over time. {'; '.join(told)}.")


def plot_answers(images, answers, right=None, *, columns=6, ax=None):
    """Draw images side by side with what a net said below each; a wrong answer is red, with a cross.

    Args:
        images: array (count, rows, columns), 0 is white and 1 black.
        answers: strings, one an image.
        right: bools, one an image, or None if all are right.
        columns: images side by side.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no images, or not one answer and one bool an image.
    """
    images = np.asarray(images)
    if images.ndim != 3 or not len(images):
        raise ValueError(f"images need a shape (count, rows, columns), got {images.shape}")
    right = [True] * len(images) if right is None else right
    if not len(images) == len(answers) == len(right):
        raise ValueError(
            f"{len(images)} images need as many answers, got {len(answers)} and {len(right)} bools"
        )
    lines = -(-len(images) // columns)
    ax = axes(ax, (7.5, 7.5 / columns * 1.15 * lines))
    for place, (image, answer, good) in enumerate(zip(images, answers, right, strict=True)):
        line, column = divmod(place, columns)
        x, y = column, -1.25 * line
        ax.imshow(image, cmap="gray_r", vmin=0, vmax=1, extent=(x - 0.4, x + 0.4, y - 0.4, y + 0.4))
        ax.add_patch(
            plt.Rectangle((x - 0.4, y - 0.4), 0.8, 0.8, fill=False, color=COLOURS["grey"], lw=0.8)
        )
        colour, shown = ("black", answer) if good else (COLOURS["red"], f"{answer} ✗")
        ax.text(x, y - 0.6, shown, ha="center", va="center", color=colour)
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(-1.25 * lines + 0.5, 0.5), aspect="equal")
    ax.axis("off")
    wrong = [answer for answer, good in zip(answers, right, strict=True) if not good]
    told = f"{len(wrong)} of them wrong: {listed(wrong)}" if wrong else "all of them right"
    return describe(
        ax,
        f"{len(answers)} images with what a net says of each, in order: {listed(answers)}; {told}.",
    )


def _told(boxes, strings):
    """How many vectors, of how many numbers, and what they stand for."""
    sizes = listed(sorted({size for _, size in boxes}))
    what = f" ({' '.join(filter(None, strings))})" if strings else ""
    return f"{len(boxes)} vector{'s' * (len(boxes) > 1)} of {sizes}{what}"


def _shape(net, title):
    """Read off the layers which vectors there are, and in which columns they stand."""
    recurrent = [layer for layer in net.layers if hasattr(layer, "return_sequences")]
    repeats = [layer for layer in net.layers if type(layer).__name__ == "RepeatVector"]
    kinds = "".join(
        "r" if layer in recurrent else "c"
        for layer in net.layers
        if layer in recurrent or layer in repeats
    )
    if kinds not in ("", "r", "cr", "rcr"):
        raise ValueError(
            f"{title}: no recurrent layer, one, or two with a RepeatVector between them can be drawn"
        )
    *time, size = net.input_shape[1:]
    inputs = [(column, size) for column in range(time[0] if time else 1)]
    start = len(inputs) + 1 if kinds == "rcr" else 0  # the writing half stands to the right
    last = recurrent[-1] if recurrent else None
    chains = []
    for layer in recurrent:
        first = start if layer is last else 0
        steps = layer.input.shape[1]
        chains.append([(first + step, layer.units) for step in range(steps)])
    *time, size = net.output_shape[1:]
    steps = time[0] if time else 1
    end = chains[-1][-1][0] if chains else 0
    outputs = [(end - steps + 1 + step, size) for step in range(steps)]
    hidden = [] if recurrent else [(0, layer.units) for layer in net.layers[:-1]][-1:]
    return _Shape(inputs, chains, hidden, outputs, bool(repeats))


def _places(shapes, columns):
    """The left bottom of every net: from left to right, then in the next row."""
    places, x, row, width = {}, 0.0, 0, 0.0
    for title, shape in shapes.items():
        needs = max(shape.columns, LETTER * len(title))
        if x and x + needs > columns + 1.5:
            x, row = 0.0, row + 1
        places[title] = (x, -row * TALL)
        width = max(width, x + needs)
        x += needs + GAP
    return places, width, row + 1


def _draw(ax, shape, left, bottom):
    def at(column, role):
        return left + column, bottom + ROWS[role]

    def up(source, sink):  # from the top of a box to the bottom of another
        (x, y), (to_x, to_y) = source, sink
        arrow(ax, (x, y + BOX / 2), (to_x, to_y - BOX / 2), **ARROW)

    middle = "state" if shape.chains else "hidden"
    for role, boxes in (
        ("input", shape.inputs),
        ("hidden", shape.hidden),
        ("output", shape.outputs),
        *(("state", chain) for chain in shape.chains),
    ):
        for column, size in boxes:
            box(ax, *at(column, role), str(size), role, width=BOX, height=BOX, fontsize=9)
    reading = [shape.hidden] if shape.hidden else shape.chains[:1]
    if shape.repeated and len(shape.chains) == 1:
        for column, _ in shape.chains[0]:  # the one input goes into every step
            up(at(0, "input"), at(column, "state"))
    else:
        for column, _ in shape.inputs:
            up(at(column, "input"), at(column, middle if reading else "output"))
    for chain in shape.chains:
        for (column, _), (after, _) in zip(chain, chain[1:], strict=False):
            (x, y), (to_x, _) = at(column, "state"), at(after, "state")
            arrow(ax, (x + BOX / 2, y), (to_x - BOX / 2, y), **ARROW)
    if len(shape.chains) == 2:  # the last state of the reader goes into every step of the writer
        (x, y), low = at(shape.chains[0][-1][0], "state"), bottom + ROWS["state"] - 0.65
        corner = x + 0.75
        writers = [left + column for column, _ in shape.chains[1]]
        line = [x + BOX / 2, corner, corner, writers[-1]], [y, y, low, low]
        ax.plot(*line, color=COLOURS["grey"], linewidth=1)
        for writer in writers:
            arrow(ax, (writer, low), (writer, y - BOX / 2), **ARROW)
    for column, _ in shape.outputs:
        if shape.hidden or shape.chains:
            up(at(column, middle), at(column, "output"))


def _legend(ax, shapes):
    names = {
        "input": "input",
        "state": "recurrent state",
        "hidden": "hidden layer",
        "output": "output",
    }
    if not any(shape.chains for shape in shapes.values()):
        del names["state"]
    if not any(shape.hidden for shape in shapes.values()):
        del names["hidden"]
    patches = [
        plt.Rectangle((0, 0), 1, 1, facecolor=ROLES[role][0], edgecolor=ROLES[role][1], label=name)
        for role, name in names.items()
    ]
    ax.legend(
        handles=patches, loc="lower left", ncols=len(patches), frameon=False, fontsize=9,
        handlelength=1, handleheight=1,
    )  # fmt: skip
