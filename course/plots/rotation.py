"""Position vectors as hands of clocks: a step further is a turn by the same angle, wherever you start."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyArrowPatch

from course.plots.alternative import describe, number
from course.plots.style import COLOURS


def plot_clocks(vectors, pairs, *, starts, steps, axes=None):
    """Draw pairs of columns of position vectors as points on a circle, and where a few steps lead.

    Args:
        vectors: array (positions, width): column 2 i is the sine and column 2 i + 1 the cosine of one angle.
        pairs: which pairs i to draw, a clock each.
        starts: two positions, from each of which an arrow leads `steps` further.
        steps: int of at least 1.
        axes: one Axes a pair, or None for new ones.

    Returns:
        list of Axes.

    Raises:
        ValueError: a pair or a position that is not there.
    """
    vectors = np.asarray(vectors)
    if 2 * max(pairs) + 1 >= vectors.shape[1] or max(starts) + steps >= len(vectors):
        raise ValueError(
            f"{vectors.shape[0]} positions of {vectors.shape[1]} numbers have no pair {max(pairs)} "
            f"or no position {max(starts) + steps}"
        )
    if axes is None:
        axes = plt.subplots(1, len(pairs), figsize=(2.5 * len(pairs), 3.1))[1]
    for ax, pair in zip(np.ravel(axes), pairs, strict=True):
        points = vectors[:, [2 * pair + 1, 2 * pair]]  # cosine to the right, sine up
        ax.plot(*np.array([(np.cos(a), np.sin(a)) for a in np.linspace(0, 2 * np.pi, 99)]).T,
                color="#dddddd", linewidth=1)  # fmt: skip
        ax.plot(*points.T, ".", color=COLOURS["grey"], markersize=4)
        for start, colour, radius in zip(starts, ("blue", "orange"), (1.0, 0.72), strict=True):
            _turn(ax, points[start], points[start + steps], radius, COLOURS[colour], steps, start)
        ax.set(xlim=(-1.5, 1.5), ylim=(-1.5, 1.5), aspect="equal")
        ax.set_title(f"columns {2 * pair} and {2 * pair + 1}", fontsize=11)
        ax.axis("off")
        turn = np.degrees(_angle(points[starts[0]], points[starts[0] + steps]))
        describe(
            ax,
            f"A clock: {steps} steps turn its hand by {number(abs(turn))} degrees, from position "
            f"{starts[0]} as from {starts[1]}.",
        )
    return list(np.ravel(axes))


def _angle(begin, end):
    """From one point to another around 0, the shorter way, in radians."""
    turn = (np.arctan2(end[1], end[0]) - np.arctan2(begin[1], begin[0])) % (2 * np.pi)
    return turn - 2 * np.pi if turn > np.pi else turn


def _turn(ax, begin, end, radius, colour, steps, start):
    first = np.arctan2(begin[1], begin[0])
    along = np.linspace(first, first + _angle(begin, end), 60)
    ax.plot(radius * np.cos(along), radius * np.sin(along), color=colour, linewidth=2.5)
    tip = [(radius * np.cos(a), radius * np.sin(a)) for a in along[-4::3]]
    ax.add_patch(FancyArrowPatch(*tip, arrowstyle="-|>", mutation_scale=14, color=colour))
    for place, point in ((start, begin), (start + steps, end)):
        ax.plot([0, point[0]], [0, point[1]], color=colour, linewidth=1)
        ax.plot(*point, "o", color=colour, markersize=6)
        ax.text(*(1.25 * point), str(place), color=colour, ha="center", va="center", fontsize=10)
