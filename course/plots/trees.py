"""A sentence as a binary tree, with a verdict at every node; how deep trees are."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize

from course.data.shared.trees import LABELS, NEUTRAL
from course.plots.alternative import describe, number
from course.plots.style import COLOURS, SLANTED, axes, legend_outside

MOST_TOLD = 12  # phrases of a tree, in words
SIGNS = ("−\u2009−", "−", "0", "+", "+\u2009+")  # very negative to very positive


def plot_tree(tree, verdicts=None, *, title="", ax=None):
    """Draw a tree; the colour of a node goes from red (very negative) to blue (very positive).

    Args:
        tree: course.data.shared.trees.Tree.
        verdicts: array (nodes,) of numbers in 0..4, in the order of `tree.nodes()`; None for the tree's
            own labels.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one number in 0..4 for every node.
    """
    nodes = list(tree.nodes())
    if verdicts is None:
        verdicts = [node.label for node in nodes]
    verdicts = np.asarray(verdicts, float)
    if verdicts.shape != (len(nodes),) or not ((verdicts >= 0) & (verdicts <= 4)).all():
        raise ValueError(
            f"one number from 0 to 4 for each of {len(nodes)} nodes: got shape {verdicts.shape}"
        )
    leaves = len(tree.words)
    ax = axes(ax, (max(4.0, min(7.5, 0.9 * leaves)), 1.2 + 0.42 * tree.depth))
    many = leaves > 8
    turned = SLANTED if many else {"ha": "center"}
    colour, norm = plt.get_cmap("RdBu"), Normalize(-0.6, 4.6)
    places, open_nodes = [], []  # of all nodes; of those whose parent is still to come
    for node, verdict in zip(nodes, verdicts, strict=True):
        if node.word is not None:
            place = (float(sum(y == 0 for _, y in places)), 0.0)
            ax.text(place[0] + 0.2 * many, -0.45, node.word, va="top", fontsize=10, **turned)
        else:
            below = [open_nodes.pop(), open_nodes.pop()][::-1]
            place = (sum(x for x, _ in below) / 2, 1 + max(y for _, y in below))
            for x, y in below:
                ax.plot([place[0], x], [place[1], y], color=COLOURS["grey"], linewidth=1, zorder=1)
        places.append(place)
        open_nodes.append(place)
        shade = colour(norm(verdict))
        dark = np.dot(shade[:3], [0.3, 0.6, 0.1]) < 0.5
        ax.scatter(*place, s=400, color=[shade], edgecolor=COLOURS["grey"], zorder=2)
        ax.text(
            *place, SIGNS[int(np.floor(verdict + 0.5))], ha="center", va="center_baseline", fontsize=9,
            color="white" if dark else "black", zorder=3,
        )  # fmt: skip
    ax.set(xlim=(-0.7, leaves - 0.3), ylim=(-1.6 if many else -1.1, tree.depth + 0.6))
    ax.axis("off")
    ax.set_title(title, fontsize=12)
    said = [
        f"{' '.join(node.words)}: {LABELS[int(np.floor(verdict + 0.5))]}"
        for node, verdict in zip(nodes, verdicts, strict=True)
        if int(np.floor(verdict + 0.5)) != NEUTRAL or node is nodes[-1]
    ]
    left_out = f" ({len(said) - MOST_TOLD} more left out)" if len(said) > MOST_TOLD else ""
    told = "; ".join(
        said[: MOST_TOLD - 1] + said[max(MOST_TOLD, len(said)) - 1 :] if left_out else said
    )
    return describe(
        ax, f"A tree with a verdict at every node; those not neutral: {told}{left_out}."
    )


def legend():
    """The signs in words, such as for a line below a picture."""
    return ", ".join(f"{sign} {name}" for sign, name in zip(SIGNS, LABELS, strict=True))


def plot_depths(trees, *, title="", ax=None):
    """Draw how many steps lead from the root to the deepest word, by the number of words.

    The axis of words is logarithmic, so a depth of O(log n) is a straight line, and that of a chain bends up.

    Args:
        trees: list of course.data.shared.trees.Tree with two words or more.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes, with the mean depth of the trees, the steps of a chain, and 2 log2 n.

    Raises:
        ValueError: there is no tree of two words or more.
    """
    lengths = np.array([len(tree.words) for tree in trees])
    depths = np.array([tree.depth for tree in trees])
    if not (lengths > 1).any():
        raise ValueError("a depth needs trees of two words or more")
    counts = np.unique(lengths[lengths > 1])
    ax = axes(ax)
    ax.plot(counts, counts - 1, "--", color=COLOURS["grey"], label="chain: $n - 1$")
    ax.plot(counts, 2 * np.log2(counts), ":", color="black", label=r"$2\,\log_2 n$")
    means = np.array([depths[lengths == count].mean() for count in counts])
    ax.plot(counts, means, "o", color=COLOURS["blue"], label="trees, mean depth")
    ax.set_xscale("log")
    marks = [count for count in (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64) if count <= counts[-1]]
    ax.set_xticks(marks, [str(mark) for mark in marks])
    ax.minorticks_off()
    highest = 1.2 * max(means.max(), 2 * np.log2(counts[-1]))  # the chain leaves the picture
    ax.set(xlabel="words $n$", ylabel="steps to the root", ylim=(0, highest))
    ax.set_title(title, fontsize=12)
    legend_outside(ax)
    told = "; ".join(
        f"with {count} words {number(means[counts == count][0])}, a chain {number(count - 1)}"
        for count in counts
        if count in (3, 6, 12, 24, 48)
    )
    beyond = counts[means > 2 * np.log2(counts)]
    where = f"above it from {beyond[0]} words on" if len(beyond) else "never above it"
    said = (
        f"Steps from the root to the deepest word, mean depth of the trees: {told or 'few words'}"
    )
    return describe(ax, f"{said}. Against 2 log2 n, the trees are {where}.")
