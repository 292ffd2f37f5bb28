"""Maps: points in two dimensions, coloured by what they stand for."""

import numpy as np

from course.plots.alternative import describe, listed, number, span
from course.plots.style import COLOURS, axes, legend_outside

MARKERS = "osD^vP*X"
MOST_NAMED = 12  # groups that the words of a picture list one by one


def principal_axes(vectors):
    """Vectors on the two axes along which they differ most (principal component analysis).

    Args:
        vectors: array (n, d), n and d at least 2.

    Returns:
        points, shares: array (n, 2), and the share of the variance that each axis holds, (2,).
    """
    from sklearn.decomposition import PCA  # takes a second, and only two labs need it

    pca = PCA(2, svd_solver="full")
    points = pca.fit_transform(np.asarray(vectors, "float64"))
    # an axis has no direction of its own: let the farthest point lie on its positive side
    points *= np.sign(points[np.abs(points).argmax(axis=0), [0, 1]])
    return points, pca.explained_variance_ratio_


def plot_map(points, groups, *, labels=None, xlabel="", ylabel="", ax=None):
    """Draw points with a colour and a marker for each group.

    Args:
        points: array (n, 2).
        groups: n names; groups stand in the legend in the order in which they first come.
        labels: {index of a point: text}, or None. These points get a ring and a number; the texts stand
            below the map, where they cannot cover each other.
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
    ax = axes(ax, (7.5, 4.6))
    colours = list(COLOURS.values())
    for place, name in enumerate(dict.fromkeys(groups.tolist())):
        chosen = points[groups == name]
        ax.scatter(
            *chosen.T, s=22, alpha=0.75, linewidths=0, label=name,
            color=colours[place % len(colours)], marker=MARKERS[place % len(MARKERS)],
        )  # fmt: skip
    for place, index in enumerate(labels or {}, 1):
        ax.plot(*points[index], "o", markersize=9, color="black", fillstyle="none")
        ax.annotate(  # above and below in turn, so that neighbours do not cover each other
            str(place), points[index], xytext=(4, 7 if place % 2 else -16),
            textcoords="offset points", fontsize=11, weight="bold",
            bbox={"boxstyle": "round,pad=0.1", "color": "white", "alpha": 0.7},
        )  # fmt: skip
    if labels:
        below = [f"{place}: {text}" for place, text in enumerate(labels.values(), 1)]
        ax.text(0, -0.04, "\n".join(below), transform=ax.transAxes, va="top", fontsize=10)
    ax.set(xlabel=xlabel, ylabel=ylabel, xticks=[], yticks=[])
    legend_outside(ax)
    return describe(ax, in_words(points, groups))


def in_words(points, groups):
    """A sentence on a map: how many points each group has, and how often neighbours are of one group.

    Args:
        points: array (n, 2).
        groups: n names.
    """
    names, counts = np.unique(np.asarray(groups), return_counts=True)
    sizes = listed(f"{count} {name}" for name, count in zip(names, counts, strict=True))
    if len(names) > MOST_NAMED:
        sizes = f"{len(names)} groups of {span(counts)} points"
    told = f"{number(len(points))} points on a map: {sizes}"
    if len(points) < 2 or len(names) < 2:
        return f"{told}."
    from scipy.spatial import cKDTree  # the second is the nearest other point

    nearest = cKDTree(points).query(points, k=2)[1]
    other = np.where(nearest[:, 0] == np.arange(len(points)), nearest[:, 1], nearest[:, 0])
    share = (np.asarray(groups)[other] == np.asarray(groups)).mean()
    return f"{told}; for {share:.0%} of them the nearest other point is of the same group."
