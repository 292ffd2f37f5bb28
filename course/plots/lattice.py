"""The lattice of CTC: its states and moves, and how likely each state is at each frame of a sound."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from course.plots.alternative import describe, number, pairs, span
from course.plots.heatmap import plot_heatmap
from course.plots.style import COLOURS, axes, legend_outside

MOST_CIRCLES = 200
MOST_STATES = 5  # of which a text says each one's share
HEAT = LinearSegmentedColormap.from_list(
    "heat", [(1, 0.35, 0, 0), (1, 0.35, 0, 1)]
)  # clear to opaque


def plot_lattice(states, shares, *, path=(), title="", ax=None):
    """Draw the lattice as circles and arrows, filled as likely as each state is.

    Args:
        states: names of the states, one per row, "-" for the blank.
        shares: float array (frames, states) in 0..1.
        path: one alignment to draw in blue, the number of a state per frame, or ().
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes. A state without any share, which no alignment passes, is a dot.

    Raises:
        ValueError: shapes that do not fit, or more circles than are legible.
    """
    shares = np.asarray(shares)
    frames, count = shares.shape
    if count != len(states) or len(path) not in (0, frames) or frames * count > MOST_CIRCLES:
        raise ValueError(
            f"shares {shares.shape} for {len(states)} states and a path of {len(path)}: expected (frames, "
            f"states), {MOST_CIRCLES} in all at most, and a path of as many frames or none"
        )
    ax = axes(ax, (7.5, 0.9 + 0.42 * count))
    for t, s in np.argwhere(shares[:-1] > 0):
        reach = 3 if s + 2 < count and states[s] != states[s + 2] else 2
        for to in range(s, min(s + reach, count)):
            if shares[t + 1, to] > 0:
                chosen = len(path) and path[t] == s and path[t + 1] == to
                colour, width = (COLOURS["blue"], 2.6) if chosen else ("#bbbbbb", 0.8)
                ax.plot(
                    [t, t + 1], [s, to], color=colour, linewidth=width, zorder=2 if chosen else 1
                )
    for t in range(frames):
        for s in range(count):
            if shares[t, s] > 0:
                colour = HEAT(float(shares[t, s]))
                ax.scatter(t, s, s=190, color="white", zorder=3)
                ax.scatter(t, s, s=190, color=colour, edgecolor="black", linewidth=0.8, zorder=4)
            else:
                ax.scatter(t, s, s=8, color="#bbbbbb", zorder=3)
    ax.set_yticks(range(count), states)
    ax.set_xticks(range(frames), range(1, frames + 1))
    ax.set(xlabel="frame", ylabel="state", title=title, ylim=(count - 0.5, -0.5))
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(length=0)
    way = f" One way is blue: {' '.join(states[s] for s in path)}." if len(path) else ""
    likely = ", ".join(
        f"{states[s]} ({number(line[s])})"
        for line, s in zip(shares, shares.argmax(axis=1), strict=True)
    )
    return describe(
        ax,
        f"Circles for {count} states down, {' '.join(states)}, at {frames} frames across; arrows stay, go one "
        f"state down, or pass a blank. The likeliest state of each frame: {likely}.{way}",
    )


def plot_heat(features, panels, states, *, seconds, spans=(), axes=None):
    """Draw the heat of a lattice on the features of its sound, once for each panel.

    Args:
        features: float array (frames, bands) of the sound, in grey under the heat.
        panels: {title: float array (frames of the network, states) in 0..1}.
        states: names of the states, the first one on top.
        seconds: length of the sound.
        spans: (start, end) in seconds of every spoken word, or ().
        axes: one Axes per panel, or None for new ones.

    Returns:
        array of Axes.

    Raises:
        ValueError: a panel with another number of states.
    """
    for title, shares in panels.items():
        if np.shape(shares)[1] != len(states):
            raise ValueError(f"{title}: {np.shape(shares)[1]} states, named are {len(states)}")
    if axes is None:
        size = (7.5, 0.5 + (0.35 + 0.155 * len(states)) * len(panels))
        figure = plt.figure(figsize=size)
        axes = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
    extent = (0, seconds, len(states) - 0.5, -0.5)
    for ax, (title, shares) in zip(axes, panels.items(), strict=True):
        grey = {"cmap": "Greys", "alpha": 0.55, "extent": extent, "aspect": "auto"}
        ax.imshow(features.T[::-1], **grey)
        heat = {"cmap": HEAT, "vmin": 0, "vmax": 1, "interpolation": "nearest"}
        ax.imshow(np.asarray(shares).T, extent=extent, aspect="auto", **heat)
        for start, end in spans:
            ax.axvline(start, color=COLOURS["blue"], linewidth=1)
            ax.axvline(end, color=COLOURS["blue"], linewidth=1, linestyle=":")
        ax.set_yticks(range(len(states)), states, fontsize=9)
        ax.tick_params(axis="y", length=0)  # a tick beside "-" would look like a part of it
        ax.set_title(title, fontsize=11, loc="left")
        describe(ax, _heat_in_words(np.asarray(shares), states, seconds))
    axes[-1].set_xlabel("seconds")
    return axes


def _heat_in_words(shares, states, seconds):
    """Which states are likely, and when each is likeliest."""
    frames = len(shares)
    likely = [
        (name, seconds * (line.argmax() + 0.5) / frames, line.max())
        for name, line in zip(states, shares.T, strict=True)
        if line.max() >= 0.05
    ]
    head = f"Heat over {number(seconds)} seconds of sound; each state is likeliest"
    if len(likely) <= MOST_STATES:
        told = (f"{name} at {number(when)} ({number(most)})" for name, when, most in likely)
        return f"{head}: {', '.join(told)}."
    told = (f"{name} {when:.1f}" for name, when, _ in likely)
    return f"{head} at: {', '.join(told)}; its largest share is {span([m for *_, m in likely])}."


def plot_ways(frames, ways, *, too_many=None, title="", ax=None):
    """Draw how many alignments labels have, over the number of frames, in powers of ten.

    Args:
        frames: increasing ints (n,).
        ways: {name of a label: (n,) numbers of 0 or more; 0 is left out}.
        too_many: (number, what to call it) for a dotted line, or None.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one number per frame count.
    """
    ax = axes(ax)
    for name, numbers in ways.items():
        if len(numbers) != len(frames):
            raise ValueError(f"{name}: {len(numbers)} numbers for {len(frames)} numbers of frames")
        kept = [(t, float(n)) for t, n in zip(frames, numbers, strict=True) if n > 0.5]
        ax.semilogy(*np.array(kept).reshape(-1, 2).T, "o-", markersize=3, label=name)
    if too_many is not None:
        limit, what = too_many
        ax.axhline(limit, color=COLOURS["grey"], linestyle=":", label=what)
    ax.set(xlabel="frames", ylabel="paths of one label", title=title)
    legend_outside(ax)
    told = [
        f"{name}: {number(float(numbers[-1]))} at {number(frames[-1])} frames"
        for name, numbers in ways.items()
    ]
    limit = "" if too_many is None else f" A line marks {too_many[1]}, {number(float(limit))}."
    first = f"from {number(frames[0])} frames on"
    return describe(
        ax, f"The number of paths grows in powers of ten {first}. {'; '.join(told)}.{limit}"
    )


def plot_pushes(pushes, rows, *, xlabel="", axes=None):
    """Draw where the gradient pushes a network's outputs up (red) and down (blue), once per moment.

    Args:
        pushes: {title: float array (frames, symbols) in -1..1}.
        rows: names of the symbols.
        xlabel: title of the axis of frames.
        axes: one Axes per moment, or None for new ones.

    Returns:
        array of Axes.
    """
    if axes is None:
        size = (7.5, 0.4 + 2.5 * len(pushes))
        _, axes = plt.subplots(len(pushes), 1, figsize=size, sharex=True, squeeze=False)
        axes = axes[:, 0]
    for ax, (title, push) in zip(axes, pushes.items(), strict=True):
        plot_heatmap(np.asarray(push).T, rows=rows, limits=(-1, 1), label="push", ax=ax)
        ax.set_title(title, loc="left", fontsize=11)
        push = np.asarray(push)
        up, down = (
            pairs(rows, extremes, most=MOST_STATES)
            for extremes in (push.max(axis=0), push.min(axis=0))
        )
        frames = f"Over {len(push)} frames"
        describe(ax, f"{frames} the strongest push up (red): {up}; down (blue): {down}.")
    axes[-1].set_xlabel(xlabel)
    return axes
