"""What drawings of nets are made of: boxes, arrows, and the colours of what a vector is."""

from matplotlib.patches import Rectangle

from course.plots.style import COLOURS

ROLES = {  # what a vector is: (fill, edge) of its box
    "input": ("#fbe3b4", COLOURS["orange"]),
    "state": ("#b3e0d2", COLOURS["green"]),
    "hidden": ("#dddddd", COLOURS["grey"]),
    "output": ("#b9d7ec", COLOURS["blue"]),
}
EXACT = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0}  # solid head, from edge to edge


def box(ax, x, y, text, role, *, width, height, fontsize):
    """A vector: a rectangle around (x, y) in the colours of its role, with text in it."""
    fill, edge = ROLES[role]
    corner = (x - width / 2, y - height / 2)
    ax.add_patch(Rectangle(corner, width, height, facecolor=fill, edgecolor=edge, linewidth=1.5))
    ax.text(x, y, text, ha="center", va="center", fontsize=fontsize)


def node(ax, x, y, text, colour, *, shape="round,pad=0.45", **style):
    """A step of a net: white text around (x, y) on one of COLOURS, as large as the text needs."""
    ax.text(
        x, y, text, ha="center", va="center", color="white",
        bbox={"boxstyle": shape, "color": COLOURS[colour]}, **style,
    )  # fmt: skip


def arrow(ax, start, end, **style):
    """A grey arrow from start to end, both (x, y); style is added to matplotlib's `arrowprops`."""
    look = {"arrowstyle": "->", "color": COLOURS["grey"], **style}
    ax.annotate("", end, start, arrowprops=look)
