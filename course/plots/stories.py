"""Stories that a network reads: which lines its hops look at, and how well it answers which questions."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import curve, describe, listed, mean_of, number, pairs
from course.plots.style import COLOURS, axes, legend_outside

MARKERS = "os^Dv*"
MOST_NUMBERS = 12  # of which a text says each one
MOST_LINES = 3  # of which it says how each one runs


def plot_hops(lines, weights, *, facts=(), title="", ax=None):
    """Draw how much each hop looked at each line of a story, beside the line.

    Args:
        lines: list of str, the story.
        weights: array (hops, lines or more) of weights in 0..1; what is beyond the last line is left out.
        facts: lines that the answer follows from, counted from 0; they are bold, with an arrow.
        title: of the picture, such as the question and the answer.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: there are fewer weights than lines, or no line.
    """
    weights = np.atleast_2d(weights)
    if not lines or weights.shape[1] < len(lines):
        raise ValueError(f"{len(lines)} lines, and weights of shape {weights.shape}")
    table = weights[:, : len(lines)].T  # (lines, hops)
    ax = axes(ax, (7.5, 0.9 + 0.29 * len(lines)))
    ax.imshow(table, aspect="auto", vmin=0, vmax=1, cmap="Blues")
    for line, hop in np.argwhere(table >= 0.05):
        share = table[line, hop]
        colour = "white" if share > 0.6 else "black"
        ax.text(hop, line, f"{share:.0%}", ha="center", va="center", fontsize=10, color=colour)
    names = [f"{'→ ' if at in facts else ''}{at + 1}  {line}" for at, line in enumerate(lines)]
    for at, label in enumerate(ax.set_yticks(range(len(lines)), names, fontsize=10)):
        label.label1.set_fontweight("bold" if at in facts else "normal")
    ax.set_xticks(range(len(weights)), [f"hop {hop + 1}" for hop in range(len(weights))])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_color("#cccccc")
    ax.figure.suptitle(title, fontsize=12)
    told = []
    for hop, looks in enumerate(table.T, start=1):
        most = [at for at in np.argsort(-looks)[:3] if looks[at] >= 0.05]
        seen = ", ".join(f"line {at + 1}, {lines[at]} ({looks[at]:.0%})" for at in most)
        told.append(f"hop {hop} looks at {seen or 'no line in particular'}")
    true = f" The answer follows from {listed(f'line {at + 1}' for at in facts)}." if facts else ""
    return describe(ax, f"A story of {len(lines)} lines: {'; '.join(told)}.{true}")


def plot_kinds(shares, *, names, majority=None, title="", ax=None):
    """Draw the share of right answers for each sort of question, a dot a run, several nets side by side.

    Args:
        shares: {name of a net: list of {kind: share in 0..1}}, one dict a run.
        names: {kind: what to write for it}, in the order of the picture.
        majority: {kind: share} of the answer that is most frequent, drawn as a short line, or None.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: a run lacks a kind.
    """
    for net, runs in shares.items():
        if lacking := [kind for run in runs for kind in names if kind not in run]:
            raise ValueError(f"{net}: nothing was measured for {lacking[0]}")
    ax = axes(ax, (7.5, 3.4))
    colours = list(COLOURS.values())
    told = []
    for place, (net, runs) in enumerate(shares.items()):
        across = 0.22 * (place - (len(shares) - 1) / 2)
        style = {"color": colours[place], "alpha": 0.75, "markersize": 7}
        for seed, run in enumerate(runs):
            xs = np.arange(len(names)) + across
            heights = [run[kind] for kind in names]
            ax.plot(xs, heights, MARKERS[place], label=None if seed else net, **style)
        if len(names) * len(shares) > MOST_NUMBERS:
            means = [np.mean([run[kind] for run in runs]) for kind in names]
            told.append(f"{net}: {pairs(_in_one_line(names.values()), means, most=1)}")
            continue
        shown = (f"{name} {mean_of(run[kind] for run in runs)}" for kind, name in names.items())
        told.append(f"{net}: {', '.join(shown)}")
    for at, kind in enumerate(names if majority else ()):
        label = None if at else "most frequent\nanswer"
        spot = [at - 0.4, at + 0.4], [majority[kind]] * 2
        ax.plot(*spot, color=COLOURS["grey"], linewidth=2, label=label)
    ax.set_xticks(range(len(names)), list(names.values()), fontsize=10)
    ax.set(ylim=(0, 1.04), ylabel="share right")
    ax.set_title(title, loc="left", fontsize=12)
    ax.grid(axis="y", alpha=0.3)
    legend_outside(ax)
    if majority:
        usual = ", ".join(f"{name} {number(majority[kind])}" for kind, name in names.items())
        if len(names) * len(shares) > MOST_NUMBERS:
            usual = pairs(_in_one_line(names.values()), [majority[kind] for kind in names], most=1)
        told.append(f"the most frequent answer: {usual}")
    return describe(ax, f"The share right, mean and range of the runs. {'; '.join(told)}.")


def _in_one_line(names):
    return [" ".join(name.split()) for name in names]


def plot_plateaus(panels, *, guessing=None, title="", axes=None):
    """Draw the share of right answers over the training, one line a sort of question, panels side by side.

    Args:
        panels: {title of a panel: list of (steps, {name: share in 0..1})}.
        guessing: a share to mark with a dotted line, or None.
        title: of the whole picture.
        axes: one Axes a panel, or None for new ones.

    Returns:
        array of Axes.

    Raises:
        ValueError: a panel without points, or whose points have different names.
    """
    if axes is None:
        axes = plt.subplots(1, len(panels), figsize=(7.5, 3.1), sharey=True, squeeze=False)[1][0]
    for ax, (name, points) in zip(axes, panels.items(), strict=True):
        if not points or len({tuple(shares) for _, shares in points}) != 1:
            raise ValueError(f"{name}: expected points that have the same names")
        steps = [step for step, _ in points]
        told = []
        for place, label in enumerate(points[0][1]):
            heights = [shares[label] for _, shares in points]
            style = {"marker": MARKERS[place % len(MARKERS)], "markersize": 3, "linewidth": 1.2}
            ax.plot(steps, heights, label=label, **style)
            if len(points[0][1]) > MOST_LINES:
                told.append(f"{label} {number(heights[0])}, then {number(heights[-1])}")
            else:
                told.append(f"{label}: {curve(steps, heights)}")
        if guessing is not None:
            ax.axhline(guessing, color=COLOURS["grey"], linestyle=":", label="guessing")
        ax.set(ylim=(0, 1.04), xlabel="steps of training")
        ax.set_xlim(left=0)
        ax.set_title(name, fontsize=11)
        chance = "" if guessing is None else f" Guessing gives {number(guessing)}."
        when = "" if len(told) <= MOST_LINES else f", {number(steps[0])} and {number(steps[-1])}"
        describe(
            ax, f"The share right over the steps of training{when}. {'; '.join(told)}.{chance}"
        )
    axes[0].set_ylabel("share right")
    legend_outside(axes[-1])
    if title:
        axes[0].figure.suptitle(title, fontsize=12)
    return axes
