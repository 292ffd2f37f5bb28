"""Nets that are asked for a letter of long ago: at school, at every step, and how long each kind lasts."""

import time

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, listed, number, span
from course.plots.style import COLOURS, axes, legend_outside

MARKERS = "osd^"


class SchoolPicture:
    """A picture that grows while nets learn one delay after another.

    Args:
        goal: share that ends a delay; drawn as a line.
        chance: share of those who guess; drawn as a line.
        every: seconds between two drawings at least.
    """

    def __init__(self, *, goal, chance, every=8.0):
        self.goal, self.chance, self.every = goal, chance, every
        self.updates, self.shares, self.delays = {}, {}, {}
        self.ax = plt.subplots(figsize=(7.5, 3.4))[1]
        plt.close(self.ax.figure)  # shown by its handle, not a second time at the end of the cell
        self._handle, self._drawn = None, 0.0

    def add(self, name, delay, share, updates):
        """Note the share that a net has right after more updates at a delay; draw all, if it is time."""
        for noted, first in ((self.updates, 0), (self.shares, self.chance), (self.delays, delay)):
            noted.setdefault(name, [first])
        self.updates[name].append(self.updates[name][-1] + updates)
        self.shares[name].append(float(share))
        self.delays[name].append(delay)
        if time.monotonic() - self._drawn > self.every:
            self.show()

    def show(self):
        """Draw all that was noted."""
        from IPython.display import display

        self.ax.clear()
        plot_school(
            self.updates, self.shares, self.delays, goal=self.goal, chance=self.chance, ax=self.ax
        )
        if self._handle is None:
            self._handle = display(self.ax.figure, display_id=True)
        else:
            self._handle.update(self.ax.figure)
        self._drawn = time.monotonic()


def plot_school(updates, shares, delays, *, goal, chance, ax=None):
    """Draw the shares of nets that learn one delay after another, and where a new delay begins.

    Args:
        updates, shares, delays: {name: list}, entry by entry: updates so far, share right, delay of the lesson.
        goal, chance: shares to mark.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax, told = axes(ax), []
    ax.axhline(goal, color=COLOURS["grey"], linestyle=":", label=f"goal: {goal:.0%}")
    ax.axhline(chance, color=COLOURS["grey"], linestyle="--", linewidth=1, label="guessing")
    for (name, own), marker, colour, height in zip(
        shares.items(), MARKERS, COLOURS.values(), (1.06, 1.14, 1.22, 1.3), strict=False
    ):
        ax.plot(updates[name], own, marker=marker, markersize=4, color=colour, label=name)
        ends = []
        for delay in dict.fromkeys(delays[name]):
            first = delays[name].index(delay)
            last = len(own) - 1 - delays[name][::-1].index(delay)
            begun = updates[name][max(first - 1, 0)]
            ax.axvline(begun, color=colour, linewidth=0.8, alpha=0.5)
            label = f" {delay}" if begun else f" delay {delay}"
            ax.text(begun, height, label, color=colour, fontsize=10, va="center")
            ends.append(f"{number(own[last])} at delay {delay}")
        told.append(f"{name} ends with {listed(ends)}, after {number(updates[name][-1])} updates")
    ax.set(xlabel="updates", ylabel="share right", ylim=(-0.03, 1.3))
    ax.set_yticks(np.linspace(0, 1, 6))
    ax.set_xlim(left=0)
    legend_outside(ax)
    return describe(
        ax,
        f"The share of letters right against updates, one delay after another. {'; '.join(told)}.",
    )


def plot_asked(asked, *, taught, chance, ax=None):
    """Draw how often nets name the first letter when they are asked after every letter.

    Args:
        asked: {name: array (steps,) of shares}, beginning with 0 letters after the first one.
        taught: numbers of letters after which they had to answer at school; marked.
        chance: share of those who guess; drawn as a line.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax = axes(ax, (7.5, 3.2))
    for number_of, letters in enumerate(taught):
        label = "taught" if number_of == 0 else None
        ax.axvline(letters, color=COLOURS["green"], alpha=0.3, linewidth=7, label=label)
    ax.axhline(chance, color=COLOURS["grey"], linestyle="--", linewidth=1, label="guessing")
    told = []
    for (name, shares), marker in zip(asked.items(), MARKERS, strict=False):
        ax.plot(shares, marker=marker, markersize=4, label=name)
        high = [str(place) for place in np.flatnonzero(np.asarray(shares) >= 0.5)]
        places = "everywhere" if len(high) == len(shares) else f"after {listed(high)} letters"
        told.append(f"{name} is right in at least half of the rows {places}")
    ax.set(xlabel="letters after the first one", ylabel="share right", ylim=(-0.03, 1.05))
    legend_outside(ax)
    return describe(
        ax,
        f"The share of first letters named right, asked after every letter; {listed(map(str, taught))} were "
        f"taught. {'; '.join(told)}.",
    )


def plot_delays(delays, right, *, solved, said, lowest=0.5, ax=None):
    """Draw the share that nets of several kinds have right after each delay, a line a net.

    Args:
        delays: increasing numbers.
        right: {kind: array (nets, len(delays)) of shares, NaN where a net was not taught}.
        solved: share from which a delay counts as solved; drawn as a line.
        said: (lowest, highest) delay of what is said; drawn as a band.
        lowest: share at which the axis begins.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one share for each delay.
    """
    ax, told = axes(ax, (7.5, 3.6)), []
    ax.axvspan(*said, color="#dddddd", linewidth=0, label=f"{said[0]} to {said[1]} steps")
    ax.axhline(solved, color=COLOURS["grey"], linestyle=":", label=f"solved: {solved:.0%}")
    for (kind, shares), marker, colour in zip(
        right.items(), MARKERS, ("red", "blue", "orange", "green"), strict=False
    ):
        shares = np.asarray(shares)
        if shares.ndim != 2 or shares.shape[1] != len(delays):
            raise ValueError(f"{kind}: expected (nets, {len(delays)}) shares, got {shares.shape}")
        for run, line in enumerate(shares):
            label = kind if run == 0 else None
            ax.plot(delays, line, marker=marker, markersize=4, color=COLOURS[colour], label=label)
        told.append(f"{kind} {_solved_up_to(delays, shares, solved)}")
    ax.set_xscale("log")
    ax.set_xticks(delays, [str(delay) for delay in delays])
    ax.minorticks_off()
    ax.set(xlabel="delay that was just taught", ylabel="share right", ylim=(lowest, 1.02))
    legend_outside(ax)
    return describe(
        ax,
        f"The share right against the delay, a line a net. {'; '.join(told)}.",
    )


def _solved_up_to(delays, shares, solved):
    """How far all nets of a kind get, and the range of their shares at the next delay and at the last one."""
    low = [
        place
        for place, at in enumerate(shares.T)
        if not np.isnan(at).all() and np.nanmin(at) < solved
    ]
    taught = np.flatnonzero(~np.isnan(shares).all(axis=0))
    if not low:
        return f"solves all up to {delays[taught[-1]]}"
    start = "solves none" if low[0] == 0 else f"solves all up to {delays[low[0] - 1]}"
    then = [
        f"{span(shares[~np.isnan(shares[:, place]), place])} at {delays[place]}"
        for place in dict.fromkeys((low[0], taught[-1]))
    ]
    return f"{start}, then {listed(then)}"
