"""Pictures, one module a kind; functions take arrays and return Axes.

Importing this package sets matplotlib's defaults to sizes that are legible at the width of a notebook
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
