"""Words on a map, each with its name; names never cover each other."""

import itertools

import numpy as np
from matplotlib.text import Text

from course.plots.alternative import describe, listed, number
from course.plots.maps import MARKERS, in_words, plot_map, principal_axes
from course.plots.style import COLOURS, axes

LEADER = {"arrowprops": {"arrowstyle": "-", "color": COLOURS["grey"], "linewidth": 0.8}}
FARTHER = [(gap, LEADER) for gap in (24, 40, 60, 90)]  # pixels
SIDES = (  # where a name may stand: its distance from the point and the side it is written towards
    ((1, 0), "left", "center"),
    ((-1, 0), "right", "center"),
    ((0, 1), "center", "bottom"),
    ((0, -1), "center", "top"),
    ((0.8, 0.8), "left", "bottom"),
    ((-0.8, 0.8), "right", "bottom"),
    ((0.8, -0.8), "left", "top"),
    ((-0.8, -0.8), "right", "top"),
)


def plot_words(points, words, groups=None, *, links=(), fontsize=9, gap=4, leaders=False, ax=None):
    """Draw words as points with their names beside them.

    A name stands on the first side of its point where it covers no other name and no point. A word for
    which there is no such side keeps its point and goes without its name, or, with `leaders`, gets it farther
    away, with a line to its point; earlier words choose first.

    Args:
        points: array (n, 2).
        words: n str.
        groups: n names, which colour and marker stand for, with a legend; or None: all is black.
        links: pairs of indices; a grey line joins these points.
        fontsize: of the names.
        gap: pixels between a point and its name.
        leaders: whether a name may stand farther away.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes. `ax.texts` are the names that found a place.

    Raises:
        ValueError: not one word, or not one group, for every point.
    """
    points = np.asarray(points, "float64")
    if points.ndim != 2 or points.shape[1] != 2 or len(words) != len(points):
        raise ValueError(f"points (n, 2) and n words: got {points.shape} and {len(words)} words")
    if groups is not None and len(groups) != len(points):
        raise ValueError(f"one group for every word: {len(words)} words, {len(groups)} groups")
    ax = axes(ax, (7.5, 5.5))
    for start, end in links:
        ax.plot(*points[[start, end]].T, color=COLOURS["grey"], linewidth=1, zorder=1)
    labels = np.array(["" for _ in words] if groups is None else list(groups))
    colours = list(COLOURS.values())
    for place, name in enumerate(dict.fromkeys(labels.tolist())):
        colour = "black" if groups is None else colours[place % len(colours)]
        ax.scatter(
            *points[labels == name].T, s=6 if groups is None else 22, color=colour,
            marker=MARKERS[place % len(MARKERS)], linewidths=0, label=name, zorder=2,
        )  # fmt: skip
    ax.set(xticks=[], yticks=[])
    ax.margins(0.06)
    if groups is not None:
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=4, frameon=False)
    _name(ax, points, words, fontsize, [(gap, {})] + FARTHER * leaders)
    return describe(ax, _in_words(points, words, groups, links))


def plot_couples(vectors, words, groups):
    """Draw words that come in couples on the two axes along which they differ most, each couple joined.

    Args:
        vectors: array (n, d), n even, d at least 2: rows 0 and 1 are a couple, rows 2 and 3, and so on.
        words: n str.
        groups: two names, of the first and of the second of all couples.

    Returns:
        Axes.
    """
    points, _ = principal_axes(vectors)
    couples = [(place, place + 1) for place in range(0, len(words), 2)]
    return plot_words(points, words, [*groups] * len(couples), links=couples, fontsize=11)


def plot_clusters(points, groups, *, marked=(), mark=""):
    """Draw points on a map, with the name of each group at its centre.

    Args:
        points: array (n, 2).
        groups: str array (n,).
        marked: names of groups that get a colour of their own.
        mark: what these are, in the legend.

    Returns:
        Axes.
    """
    points, groups = np.asarray(points), np.asarray(groups)
    ax = plot_map(points, np.where(np.isin(groups, marked), mark, "other"))
    names = np.unique(groups)
    centres = np.array([points[groups == name].mean(axis=0) for name in names])
    ax = plot_words(centres, names, gap=9, leaders=True, ax=ax)
    return describe(ax, in_words(points, groups))


def _in_words(points, words, groups, links):
    """Which words are nearest to each other, how the groups lie, and how far the links agree."""
    told = []
    if groups is not None:
        told.append(in_words(points, groups))
    elif len(points) > 1:
        pairs = itertools.combinations(range(len(points)), 2)
        near = sorted(pairs, key=lambda pair: np.linalg.norm(np.subtract(*points[list(pair)])))[:3]
        names = listed(f"{words[a]} beside {words[b]}" for a, b in near)
        told.append(f"{number(len(points))} names on a map, nearest to each other {names}.")
    if len(links) > 1:
        steps = np.array([points[end] - points[start] for start, end in links])
        steps /= np.linalg.norm(steps, axis=1, keepdims=True)
        cosines = [a @ b for a, b in itertools.combinations(steps, 2)]
        told.append(
            f"The mean cosine between the {len(links)} lines is {number(np.mean(cosines))}."
        )
    return " ".join(told)


def _name(ax, points, words, fontsize, distances):
    """Write the names, one after the other, where there is room."""
    ax.figure.draw_without_rendering()  # now the axes have the size at which they are drawn
    ax.figure.set_layout_engine("none")  # and keep it
    renderer = ax.figure.canvas.get_renderer()
    on_screen = ax.transData.transform(points)
    frame = ax.get_window_extent()
    taken = np.concatenate([on_screen - 2, on_screen + 2], axis=1)  # x0, y0, x1, y1
    for place, word in enumerate(words):
        others = np.delete(taken, place, axis=0) if place < len(points) else taken
        for (gap, line), (direction, across, along) in itertools.product(distances, SIDES):
            text = ax.annotate(
                word, points[place], xytext=np.multiply(direction, gap), fontsize=fontsize,
                textcoords="offset pixels", ha=across, va=along, zorder=3, **line,
            )  # fmt: skip
            text.update_positions(renderer)
            box = Text.get_window_extent(text)  # without its line
            free = (
                (others[:, 2] < box.x0)
                | (others[:, 0] > box.x1)
                | (others[:, 3] < box.y0)
                | (others[:, 1] > box.y1)
            )
            inside = frame.x0 <= box.x0 and box.x1 <= frame.x1
            if free.all() and inside and frame.y0 <= box.y0 and box.y1 <= frame.y1:
                taken = np.vstack([taken, [box.x0, box.y0, box.x1, box.y1]])
                break
            text.remove()
