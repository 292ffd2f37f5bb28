"""Maps: points in two dimensions, coloured by what they stand for."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots import COLOURS

MARKERS = "osD^vP*X"


def principal_axes(vectors):
    """Vectors on the two axes along which they differ most (principal component analysis).

    Args:
        vectors: array (n, d), n and d at least 2.

    Returns:
        points, shares: array (n, 2), and the share of the variance that each axis holds, (2,).
    """
    centred = np.asarray(vectors, "float64") - np.mean(vectors, axis=0)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    points = left[:, :2] * sizes[:2]
    # a picture must not depend on the sign that the decomposition happens to choose
    points *= np.sign(points[np.abs(points).argmax(axis=0), [0, 1]])
    return points, (sizes**2 / (sizes**2).sum())[:2]


def plot_map(points, groups, *, labels=None, xlabel="", ylabel="", ax=None):
    """Draw points with a colour and a marker for each group.

    Args:
        points: array (n, 2).
        groups: n names; groups stand in the legend in the order in which they first come.
        labels: {index of a point: text to write beside it}, or None.
        xlabel, ylabel: axis titles.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one group for every point.
    """
    points, groups = np.asarray(points), np.asarray(groups)
    if points.ndim != 2 or points.shape[1] != 2 or len(groups) != len(points):
        raise ValueError(f"points (n, 2) and n groups: got {points.shape} and {len(groups)} groups")
    if ax is None:
        _, ax = plt.subplots(figsize=(7.5, 4.6))
    colours = list(COLOURS.values())
    for place, name in enumerate(dict.fromkeys(groups.tolist())):
        chosen = points[groups == name]
        ax.scatter(
            *chosen.T, s=22, alpha=0.75, linewidths=0, label=name,
            color=colours[place % len(colours)], marker=MARKERS[place % len(MARKERS)],
        )  # fmt: skip
    for place, (index, text) in enumerate((labels or {}).items()):
        ax.annotate(  # above and below in turn, so that two neighbours do not cover each other
            text, points[index], xytext=(5, (7, -15)[place % 2]), textcoords="offset points", fontsize=9,
            bbox={"boxstyle": "round,pad=0.15", "color": "white", "alpha": 0.75},
        )  # fmt: skip
        ax.plot(*points[index], "o", markersize=7, color="black", fillstyle="none")
    ax.set(xlabel=xlabel, ylabel=ylabel, xticks=[], yticks=[])
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    return ax
