"""Errors inside and outside the range that was trained: how far does a network reach?"""

import numpy as np

from course.plots.alternative import describe, mean_of, number, pairs
from course.plots.style import COLOURS, axes, legend_outside

MOST_PLACES = 6  # of which a text says the mean and the range at each
MOST_OUTSIDE = 12  # outside the training, of which it says the mean at each


def plot_beyond(places, rates, *, trained, goal=None, title="", xlabel="", ylabel="", ax=None):
    """Draw error rates over something that was varied, with a band where the network was trained.

    Args:
        places: increasing numbers (n,).
        rates: {name: (n,) rates, or (runs, n) of several seeds, drawn as their mean and their range}.
        trained: (lowest, highest) place that was trained.
        goal: a rate to mark with a dotted line, or None.
        title, xlabel, ylabel: of the picture and its axes.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: not one rate per place.
    """
    ax = axes(ax)
    ax.axvspan(*trained, color="#dddddd", alpha=0.7, linewidth=0, label="trained")
    for (name, numbers), colour in zip(rates.items(), ("blue", "red", "green"), strict=False):
        runs = np.atleast_2d(numbers)
        if runs.shape[1] != len(places):
            raise ValueError(f"{name}: {runs.shape[1]} rates for {len(places)} places")
        ax.plot(places, runs.mean(axis=0), "o-", color=COLOURS[colour], markersize=4, label=name)
        low, high = runs.min(axis=0), runs.max(axis=0)
        ax.fill_between(places, low, high, color=COLOURS[colour], alpha=0.2, linewidth=0)
    if goal is not None:
        ax.axhline(goal, color=COLOURS["grey"], linestyle=":", label=f"{goal:.0%}")
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    ax.set_ylim(bottom=0)
    legend_outside(ax)
    told = []
    for name, numbers in rates.items():
        means = np.atleast_2d(numbers).mean(axis=0)
        within = [trained[0] <= place <= trained[1] for place in places]
        inside, outside = means[within], means[np.logical_not(within)]
        most = f", at most {number(inside.max())} where it was trained" if len(inside) else ""
        most += f" and {number(outside.max())} elsewhere" if len(outside) else ""
        named = [number(place) for place in places]
        at = ", ".join(
            f"{mean_of(runs)} at {place}"
            for place, runs in zip(named, np.atleast_2d(numbers).T, strict=True)
        )
        if MOST_PLACES < len(named) and 0 < len(outside) <= MOST_OUTSIDE and len(inside):
            far = (f"{number(means[i])} at {named[i]}" for i in np.flatnonzero(~np.array(within)))
            at = f"at most {number(inside.max())} where it was trained; elsewhere {', '.join(far)}"
            told.append(f"{name}: {at}")
        else:
            told.append(f"{name}: {at if len(named) <= MOST_PLACES else pairs(named, means)}{most}")
    goal = "" if goal is None else f" A line marks {number(goal)}."
    head = f"The {ylabel or 'rate'} against {xlabel or 'the place'}"
    trained = f"trained from {number(trained[0])} to {number(trained[1])}"
    return describe(ax, f"{head}, {trained}; mean and range of the runs. {'; '.join(told)}.{goal}")
