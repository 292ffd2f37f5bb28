"""What all pictures share: colours, sizes, where a legend stands.

Importing this module sets matplotlib's defaults to sizes that are legible at the width of a notebook
and to colours that a colour-blind reader can tell apart (Okabe & Ito 2008).
"""

import matplotlib.pyplot as plt
from cycler import cycler

COLOURS = {
    "blue": "#0072b2",
    "orange": "#e69f00",
    "green": "#009e73",
    "red": "#d55e00",
    "purple": "#cc79a7",
    "grey": "#777777",
}
SLANTED = {
    "rotation": 45,
    "ha": "right",
    "rotation_mode": "anchor",
}  # words that would touch if level

plt.rcParams.update(
    {
        "figure.figsize": (7.5, 3.2),
        "figure.dpi": 100,
        "savefig.dpi": 100,
        "figure.constrained_layout.use": True,
        "font.size": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": cycler(color=list(COLOURS.values())),
        "image.cmap": "cividis",
    }
)


def axes(ax, size=None):
    """The Axes to draw on: the one given, or that of a new figure.

    Args:
        ax: Axes, or None for new ones.
        size: (width, height) of a new figure in inches, or None for the default.
    """
    return plt.subplots(figsize=size)[1] if ax is None else ax


def legend_outside(ax, **options):
    """A legend to the right of the Axes, where it covers nothing; options go to `ax.legend`."""
    return ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False, **options)


def visible(text):
    """The text, or a sign for it if it is a single space."""
    return "␣" if text == " " else text
