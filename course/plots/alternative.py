"""What a picture shows, in a sentence: its alternative text, for a reader who cannot see it.

A plot function says it where it draws, `describe(ax, sentence)`. A notebook then shows the picture with it:
in the output's metadata (`image/png`, `alt`), which nbconvert's classic page reads and the builder asks for;
and as a line before the picture that a screen reader reads and nobody sees, since JupyterLab and nbconvert's
default page take no alternative text from there. A viewer that keeps no styles shows the line.
"""

import math
import sys
import uuid
from html import escape

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

UNSEEN = (
    "position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip:rect(0px,0px,0px,0px)"
)
LED_BY = "In words: "  # how the line begins; tests/nbval_sanitize.cfg knows it


def describe(drawn, sentence):
    """Say what a drawing shows, with the numbers of its result.

    The title of its Axes is put before it when the picture is shown, so a sentence does not repeat it. Said
    twice of the same Axes, the second sentence counts.

    Args:
        drawn: Axes; or a Figure, if the sentence is about all of its Axes together.
        sentence: in plain words: what is drawn against what, and the result.

    Returns:
        what was drawn.
    """
    drawn._course_sentence = " ".join(sentence.split())
    _show_with_pictures()
    return drawn


class Place:
    """A place below a cell in which one picture takes the place of another: `place.show(figure)`."""

    def __init__(self):
        self._handle, self._line = None, None

    def show(self, figure):
        """Show a figure there, with its text; it is closed, or it would be shown again when the cell ends."""
        from IPython.display import display

        plt.close(figure)
        if self._line is not None:
            figure._course_line = self._line
        if self._handle is None:
            self._handle = display(figure, display_id=True)
        else:
            self._handle.update(figure)
        self._line = getattr(figure, "_course_line", None)


def text_of(figure):
    """The alternative text of a figure: the sentences of its Axes, in order, each after its title.

    Args:
        figure: Figure.

    Returns:
        str, "" if there is a drawing in it that nobody described.
    """
    said = [_titled(figure.get_suptitle(), getattr(figure, "_course_sentence", ""))]
    covered = bool(getattr(figure, "_course_sentence", ""))
    for ax in figure.axes:
        sentence = getattr(ax, "_course_sentence", "")
        if not sentence and not covered and ax.has_data() and not _belongs_to_another(ax):
            return ""
        titles = (ax.get_title(loc) for loc in ("center", "left", "right"))
        said.append(_titled(" ".join(filter(None, titles)), sentence) if sentence else "")
    return " ".join(filter(None, said))


def number(value):
    """A number as a sentence has it: three digits that count, whole numbers in full, no exponent."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        value = value.item() if hasattr(value, "item") else float(value)
    if not math.isfinite(value):
        return {math.inf: "infinity", -math.inf: "minus infinity"}.get(value, "not a number")
    size = abs(value)
    if size and not 1e-6 <= size < 1e15:
        power = math.floor(math.log10(size))
        digits = f"{size / 10.0**power:.2g} times 10 to the power of {number(power)}"
    elif size >= 1000 or size == int(size):
        digits = f"{size:,.0f}"
    else:
        digits = f"{size:.{max(0, 2 - math.floor(math.log10(size)))}f}"
        digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"−{digits}" if value < 0 else digits  # read aloud as minus, which a hyphen is not


def listed(items):
    """Words or numbers in a row: "a, b and c"."""
    words = [item if isinstance(item, str) else number(item) for item in items]
    if not words:
        return "nothing"
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def pairs(names, values, most=12):
    """Names with their numbers: "a 0.1, b 0.2 and c 0.3"; of more than `most` the lowest and the highest."""
    named = [(str(name), value) for name, value in zip(names, values, strict=True)]
    if len(named) <= most:
        return listed(f"{name} {number(value)}" for name, value in named)
    (low, least), (high, greatest) = (way(named, key=lambda one: one[1]) for way in (min, max))
    if least == greatest:
        return f"{len(named)} numbers, all {number(least)}"
    return f"{len(named)} numbers from {number(least)} ({low}) to {number(greatest)} ({high})"


def mean_of(runs):
    """Several runs' numbers as their mean and range: "0.93 (0.91 to 0.95)", or the one that all are."""
    runs = [float(value) for value in runs]
    low, high = min(runs), max(runs)
    return number(low) if low == high else f"{number(sum(runs) / len(runs))} ({span((low, high))})"


def span(values):
    """The range of some numbers: "0.1 to 0.9", or the one number that all are."""
    low, high = number(min(values)), number(max(values))
    return low if low == high else f"{low} to {high}"


def curve(xs, ys):
    """How a curve runs: where it starts and ends, and its lowest and highest points in between.

    Args:
        xs: places, numbers or words.
        ys: numbers, one a place.

    Returns:
        str, such as "0.1 at 1, falls to 0.02 at 5, ends with 0.9 at 20".
    """
    xs, ys = list(xs), [float(y) for y in ys]
    at = [
        f"{number(y)} at {x if isinstance(x, str) else number(x)}"
        for x, y in zip(xs, ys, strict=True)
    ]
    if len(at) == 1:
        return at[0]
    told = [at[0]]
    low, high = ys.index(min(ys)), ys.index(max(ys))
    for place in sorted({low, high} - {0, len(ys) - 1}):
        told.append(f"{'lowest' if place == low else 'highest'} with {at[place]}")
    return ", ".join([*told, f"at the end {at[-1]}"])


def _titled(title, sentence):
    title = title.strip().replace("\n", " ")
    if title and title[-1] not in ".:?!":
        title += ":" if sentence else "."
    return f"{title} {sentence}".strip()


def _belongs_to_another(ax):
    """Whether an Axes is only the scale of another one's colours."""
    return ax.get_label() == "<colorbar>"


def _show_with_pictures():
    """Let the notebook that this runs in, if it does, show every figure with its text."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        # Unlike that of image/png, this formatter stays when matplotlib's backend starts or is changed.
        shell.display_formatter.mimebundle_formatter.for_type(Figure, _with_text)


def _with_text(figure):
    """Metadata for a figure's PNG; its text is shown just before it, or anew where it was shown already."""
    from IPython import get_ipython
    from IPython.display import display

    text = text_of(figure)
    if not text:
        return {}, {}
    line = {
        "text/plain": LED_BY + text,
        "text/html": f"<p class='course-picture' style='{UNSEEN}'>{LED_BY}{escape(text)}</p>",
    }
    cell = get_ipython().execution_count
    shown_in, line_id = getattr(figure, "_course_line", (None, ""))
    if shown_in != cell:
        line_id = uuid.uuid4().hex
        figure._course_line = cell, line_id
    display(line, raw=True, display_id=line_id, update=shown_in == cell)
    return {}, {"image/png": {"alt": text}}
