"""Beam search as a tree: the hypotheses that are kept at each step, and where they came from."""

from course.plots.alternative import describe, listed, number
from course.plots.diagram import node
from course.plots.style import COLOURS, axes, visible

SIGNS = {
    "'": "\N{HEAVY SINGLE COMMA QUOTATION MARK ORNAMENT}"
}  # an apostrophe is too thin to be seen


def plot_beam(steps, *, greedy=None, ax=None):
    """Draw a beam search of one text.

    Args:
        steps: one list a step; each has a tuple (parent, symbol, score) for every hypothesis kept, best
            first. Parent is its place in the step before, symbol the text that it adds ("" if it had
            ended), score its log-probability.
        greedy: the text that greedy decoding writes, or None; where the best hypothesis parts from it, a dotted
            line says so.
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
                ax, column, line, SIGNS.get(symbol, visible(symbol)) or "·", colour,
                shape="circle,pad=0.2", fontsize=10, zorder=2,
            )  # fmt: skip
    for line, (*_, score) in enumerate(steps[-1]):
        ax.text(len(steps) - 0.3, line, f"{score:.2f}", va="center", fontsize=9)
    widest = max(map(len, steps))
    ax.set(xlim=(-0.6, len(steps) + 0.9), ylim=(widest - 0.4, -0.6))
    ax.set_yticks(range(widest), [f"{line + 1}" for line in range(widest)])
    ax.set(xlabel="step", ylabel="rank", xticks=range(len(steps)))
    ax.set_xticklabels(range(1, len(steps) + 1), fontsize=8)
    path = [symbol for _, symbol, _ in _path(steps)]
    scores = listed([number(score) for *_, score in steps[-1]])
    sentence = (
        f"A tree of the beginnings that a beam of {widest} keeps, in {len(steps)} steps. The best text is "
        f"{''.join(path).rstrip('■')!r}; the log-probabilities of the texts that are left are {scores}."
    )
    parting = None if greedy is None else _parting(path, greedy)
    if parting is not None:
        ax.axvline(parting - 0.5, color=COLOURS["red"], linestyle=":")
        instead = greedy[parting] if parting < len(greedy) else "■"
        ax.set_title(f"At step {parting + 1} greedy decoding and the beam part", fontsize=12)
        sentence += f" There greedy decoding writes {instead!r} and the beam {path[parting]!r}."
    return describe(ax, sentence)


def _path(steps):
    """The best hypothesis, a list of (parent, symbol, score), one a step."""
    found, place = [], 0
    for step in reversed(steps):
        found.append(step[place])
        place = step[place][0]
    return found[::-1]


def _parting(path, greedy):
    """The first step at which a text has another symbol than a path, or None."""
    for place, symbol in enumerate(path):
        if symbol != (greedy[place] if place < len(greedy) else "■"):
            return place if symbol else None
    return None
