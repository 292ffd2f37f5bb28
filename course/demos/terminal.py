"""A scene in the terminal: in colour where the terminal has it, else as a table of words."""

import os
import sys

import numpy as np

from course.scenes import COLOURS, COLUMNS, ROWS, picture

SIZE = 36  # pixels of the picture in the terminal, two in a character
CUBE = np.array(
    [0, 95, 135, 175, 215, 255]
)  # steps of each of red, green, blue where there are 256 colours
HALF = "\u2580"  # the upper half of a character


def drawn(scene):
    """A scene for this terminal: in colour where it has any, else as a table of words."""
    colours = _colours()
    return _table(scene) if colours is None else _blocks(picture.render([scene], SIZE)[0], colours)


def _colours():
    """How the terminal takes colours: "24 bits", "256", or None where it takes none or no half blocks."""
    say = os.environ.get
    if say("NO_COLOR") or say("TERM") == "dumb" or not sys.stdout.isatty():
        return None
    try:
        HALF.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return None
    if say("COLORTERM", "").lower() in ("truecolor", "24bit") or say("WT_SESSION"):
        return "24 bits"
    return "256" if "256" in say("TERM", "") else None


def _blocks(image, colours):
    """A picture as characters, each of which shows an upper and a lower pixel."""
    pixels = np.clip(np.round(image * 255), 0, 255).astype(int)

    def code(pixel):
        if colours == "24 bits":
            return "2;" + ";".join(map(str, pixel))
        red, green, blue = np.abs(pixel[:, None] - CUBE).argmin(1)
        return f"5;{16 + 36 * red + 6 * green + blue}"

    lines = []
    for upper, lower in zip(pixels[::2], pixels[1::2], strict=True):
        marks = (
            f"\x1b[38;{code(a)};48;{code(b)}m{HALF}" for a, b in zip(upper, lower, strict=True)
        )
        lines.append("".join(marks) + "\x1b[0m")
    return "\n".join(lines)


def _table(scene):
    """The words of what is where, in three rows and columns."""
    width = 1 + max(len(f"{colour} triangle") for colour in COLOURS)
    cells = {thing.place: f"{thing.colour} {thing.shape}" for thing in scene}
    border = "+" + ("-" * (width + 1) + "+") * len(COLUMNS)
    lines = [border]
    for row in ROWS:
        words = (cells.get(f"{row} {column}", "") for column in COLUMNS)
        lines += ["|" + "".join(f" {word:{width}}|" for word in words), border]
    return "\n".join(lines)
