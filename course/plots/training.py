"""Curves that grow while a model trains, and curves of finished trainings side by side."""

import time

import keras
import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import curve, describe, mean_of, number
from course.plots.style import COLOURS, axes, legend_outside

MOST_MEANS = 20  # of which a text says each one, with its range


class GrowingCurve(keras.callbacks.Callback):
    """Draw measured shares against training time, anew after every call of the training function.

    With `steps_per_execution` of a quarter epoch the picture grows four times an epoch.

    Args:
        measure: function of the model that returns {name: share in 0..1}.
        goal: a share to mark with a line, or None.
        chance: the share that guessing gets, to mark with a line, or None.
        over: what the x axis has, "seconds" or "epochs" of training.

    Attributes:
        seconds: list of times since the start, measuring and drawing left out.
        epochs: list of the epochs done, with fractions, one per entry of `seconds`.
        shares: {name: list of shares}, one per entry of `seconds`.
    """

    def __init__(self, measure, goal=None, *, chance=None, over="seconds"):
        super().__init__()
        self.measure, self.goal, self.chance, self.over = measure, goal, chance, over
        self.seconds, self.epochs, self.shares = [], [], {}

    def on_train_begin(self, logs=None):
        self._handle = None
        self._trained, self._started = 0.0, time.perf_counter()

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        self._trained += time.perf_counter() - self._started
        self.seconds.append(self._trained)
        # a last call of an epoch may be planned for more steps than there are
        self.epochs.append(self._epoch + min((batch + 1) / (self.params["steps"] or batch + 1), 1))
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
        plot_curves(
            getattr(self, self.over), self.shares, xlabel=f"{self.over} of training", goal=self.goal,
            chance=self.chance, ax=ax,
        )  # fmt: skip
        if self._handle is None:
            self._handle = display(self._figure, display_id=True)
        else:
            self._handle.update(self._figure)


def plot_curves(
    xs, curves, *, xlabel="", ylabel="share right", goal=None, chance=None, ends=True, ax=None
):
    """Draw named curves of shares over one x axis, each named at its end.

    Args:
        xs: numbers, or {name: numbers} if the curves differ in length.
        curves: {name: shares in 0..1}.
        xlabel, ylabel: axis titles.
        goal: a share to mark with a dotted line, or None.
        chance: the share that guessing gets, to mark with a dashed line, or None.
        ends: whether a curve's name has its last share: not where another point is the result.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.
    """
    ax = axes(ax)
    for (name, shares), marker in zip(curves.items(), "osd^vP*", strict=False):
        places = xs[name] if isinstance(xs, dict) else xs
        label = f"{name}: {shares[-1]:.3f}" if ends else name
        ax.plot(places, shares, marker=marker, markersize=4, label=label)
    if goal is not None:
        ax.axhline(goal, color=COLOURS["grey"], linestyle=":", label=f"goal: {goal}")
    if chance is not None:
        ax.axhline(chance, color=COLOURS["grey"], linestyle="--", label=f"guessing: {chance}")
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(-0.03, 1.05))
    ax.set_xlim(left=0)
    legend_outside(ax)
    told = [
        f"{name}: {curve(xs[name] if isinstance(xs, dict) else xs, shares)}{_reaches(goal, shares)}"
        for name, shares in curves.items()
    ]
    guessed = "" if chance is None else f" Guessing gives {number(chance)}."
    head = f"Curves of the {ylabel} against {xlabel or 'time'}."
    return describe(ax, f"{head} {'; '.join(told)}.{guessed}")


def _reaches(goal, shares):
    """Whether a curve comes to its goal, to complete what is said of it."""
    if goal is None:
        return ""
    return f"; the goal, {number(goal)}, is {'reached' if max(shares) >= goal else 'not reached'}"


def plot_spread(xs, runs, *, xlabel="", ylabel="share right", goal=None, log=True, ax=None):
    """Draw the mean of several runs as a line and their range as a band.

    Args:
        xs: numbers above 0 for a logarithmic axis, or strings for an even one; they become the ticks.
        runs: {name: array (runs, len(xs)) of shares in 0..1}.
        xlabel, ylabel: axis titles.
        goal: a share to mark with a dotted line, or None.
        log: whether the axis of numbers is logarithmic; if not, it has ticks of its own.
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
    if goal is not None:
        ax.axhline(goal, color=COLOURS["grey"], linestyle=":", label=f"goal: {goal}")
    if not even and log:
        ax.set_xscale("log")
    if even or log:
        ax.set_xticks(places, [str(x) for x in xs])
    ax.minorticks_off()
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(-0.03, 1.05))
    legend_outside(ax)
    told = [f"{name}: {_told(xs, shares, len(runs))}" for name, shares in runs.items()]
    head = f"The {ylabel} against {xlabel or 'the place'}, mean and range of the runs."
    return describe(ax, f"{head} {'; '.join(told)}.")


def _told(xs, shares, nets):
    """What is said of several runs: each place's mean and range, or where many places lead."""
    if len(xs) > 8 or len(xs) * nets > MOST_MEANS:
        return f"{curve(xs, np.mean(shares, axis=0))}, where the runs have {mean_of(np.transpose(shares)[-1])}"
    return ", ".join(
        f"{mean_of(at)} at {x}" for x, at in zip(xs, np.transpose(shares), strict=True)
    )
