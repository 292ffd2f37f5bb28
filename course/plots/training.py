"""Curves that grow while a model trains, and curves of finished trainings side by side."""

import time

import keras
import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import curve, describe, mean_of, number
from course.plots.style import COLOURS, axes, legend_outside


class GrowingCurve(keras.callbacks.Callback):
    """Draw measured shares against training time, anew after every call of the training function.

    With `steps_per_execution` of a quarter epoch the picture grows four times an epoch.

    Args:
        measure: function of the model that returns {name: share in 0..1}.
        goal: a share to mark with a line, or None.

    Attributes:
        seconds: list of times since the start, measuring and drawing left out.
        shares: {name: list of shares}, one per entry of `seconds`.
    """

    def __init__(self, measure, goal=None):
        super().__init__()
        self.measure, self.goal = measure, goal
        self.seconds, self.shares = [], {}

    def on_train_begin(self, logs=None):
        self._handle = None
        self._trained, self._started = 0.0, time.perf_counter()

    def on_train_batch_end(self, batch, logs=None):
        self._trained += time.perf_counter() - self._started
        self.seconds.append(self._trained)
        for name, share in self.measure(self.model).items():
            self.shares.setdefault(name, []).append(float(share))
        self._show()
        self._started = time.perf_counter()

    def _show(self):
        from IPython.display import display

        if self._handle is None:
            self._figure, ax = plt.subplots()
            plt.close(self._figure)  # shown by its handle, not a second time at the end of the cell
        else:
            (ax,) = self._figure.axes
            ax.clear()
        plot_curves(self.seconds, self.shares, xlabel="seconds of training", goal=self.goal, ax=ax)
        if self._handle is None:
            self._handle = display(self._figure, display_id=True)
        else:
            self._handle.update(self._figure)


def plot_curves(xs, curves, *, xlabel="", ylabel="share right", goal=None, ax=None):
    """Draw named curves of shares over one x axis, each named at its end.

    Args:
        xs: numbers, or {name: numbers} if the curves differ in length.
        curves: {name: shares in 0..1}.
        xlabel, ylabel: axis titles.
        goal: a share to mark with a dotted line, or None.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax = axes(ax)
    for (name, shares), marker in zip(curves.items(), "osd^vP*", strict=False):
        places = xs[name] if isinstance(xs, dict) else xs
        ax.plot(places, shares, marker=marker, markersize=4, label=f"{name}: {shares[-1]:.3f}")
    if goal is not None:
        ax.axhline(goal, color=COLOURS["grey"], linestyle=":", label=f"goal: {goal}")
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(-0.03, 1.05))
    ax.set_xlim(left=0)
    legend_outside(ax)
    told = [
        f"{name}: {curve(xs[name] if isinstance(xs, dict) else xs, shares)}{_reaches(goal, shares)}"
        for name, shares in curves.items()
    ]
    return describe(ax, f"Curves of the {ylabel} against {xlabel or 'time'}. {'; '.join(told)}.")


def _reaches(goal, shares):
    """Whether a curve comes to its goal, to complete what is said of it."""
    if goal is None:
        return ""
    return f"; the goal, {number(goal)}, is {'reached' if max(shares) >= goal else 'not reached'}"


def plot_spread(xs, runs, *, xlabel="", ylabel="share right", ax=None):
    """Draw the mean of several runs as a line and their range as a band.

    Args:
        xs: numbers above 0 for a logarithmic axis, or strings for an even one; they become the ticks.
        runs: {name: array (runs, len(xs)) of shares in 0..1}.
        xlabel, ylabel: axis titles.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one share for each x.
    """
    ax = axes(ax)
    even = isinstance(xs[0], str)
    places = range(len(xs)) if even else xs
    for (name, shares), marker in zip(runs.items(), "os^dvP*", strict=False):
        shares = np.asarray(shares)
        if shares.ndim != 2 or shares.shape[1] != len(xs):
            raise ValueError(f"{name}: expected (runs, {len(xs)}) shares, got shape {shares.shape}")
        line = ax.plot(places, shares.mean(axis=0), marker=marker, label=name)[0]
        low, high = shares.min(axis=0), shares.max(axis=0)
        ax.fill_between(places, low, high, alpha=0.2, color=line.get_color(), linewidth=0)
    if not even:
        ax.set_xscale("log")
    ax.set_xticks(places, [str(x) for x in xs])
    ax.minorticks_off()
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(-0.03, 1.05))
    legend_outside(ax)
    told = [
        f"{name}: "
        + ", ".join(f"{mean_of(at)} at {x}" for x, at in zip(xs, np.transpose(shares), strict=True))
        for name, shares in runs.items()
    ]
    head = f"The {ylabel} against {xlabel or 'the place'}, mean and range of the runs."
    return describe(ax, f"{head} {'; '.join(told)}.")
