"""Beam search as a tree: the hypotheses that are kept at each step, and where they came from."""

from course.plots.diagram import node
from course.plots.style import COLOURS, axes, visible


def plot_beam(steps, *, ax=None):
    """Draw a beam search of one text.

    Args:
        steps: one list a step; each has a tuple (parent, symbol, score) for every hypothesis kept, best
            first. Parent is its place in the step before, symbol the text that it adds ("" if it had
            ended), score its log-probability.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes. The path of the best hypothesis is blue; a path that ends inside was given up.

    Raises:
        ValueError: no step, or a parent that is not there.
    """
    if not steps or not all(steps):
        raise ValueError("a beam needs at least one hypothesis at each step")
    for before, step in zip(steps, steps[1:], strict=False):
        if max(parent for parent, *_ in step) >= len(before):
            raise ValueError(f"a parent is missing: only {len(before)} hypotheses were kept before")
    ax = axes(ax, (7.5, 0.8 + 0.55 * max(map(len, steps))))
    best, place = set(), 0
    for column in reversed(range(len(steps))):
        best.add((column, place))
        place = steps[column][place][0]
    for column, step in enumerate(steps):
        for line, (parent, symbol, _) in enumerate(step):
            on_path = (column, line) in best
            colour = "blue" if on_path else "grey"
            if column:
                ends = [column - 1, column], [parent, line]
                ax.plot(*ends, color=COLOURS[colour], linewidth=1.5, zorder=1)
            node(
                ax, column, line, visible(symbol) or "·", colour,
                shape="circle,pad=0.2", fontsize=10, zorder=2,
            )  # fmt: skip
    for line, (*_, score) in enumerate(steps[-1]):
        ax.text(len(steps) - 0.3, line, f"{score:.2f}", va="center", fontsize=9)
    widest = max(map(len, steps))
    ax.set(xlim=(-0.6, len(steps) + 0.9), ylim=(widest - 0.4, -0.6))
    ax.set_yticks(range(widest), [f"{line + 1}" for line in range(widest)])
    ax.set(xlabel="step", ylabel="rank", xticks=range(len(steps)))
    ax.set_xticklabels(range(1, len(steps) + 1), fontsize=8)
    return ax
