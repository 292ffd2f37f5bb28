"""A review as a network reads it: the verdict word by word, and what each word adds to it."""

import numpy as np

from course.plots.alternative import describe, pairs
from course.plots.style import COLOURS, SLANTED, axes


def plot_reading(words, verdicts, *, alone=None, title="", ax=None):
    """Draw the verdict after each word; bars start from 0.5, where the net cannot decide.

    Args:
        words: list of str.
        verdicts: array (words,), probability in 0..1 that the review is positive, read up to this word.
        alone: array (words,), the verdict on each word by itself, or None.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no words, or not one number in 0..1 for each.
    """
    verdicts = _numbers(words, verdicts, low=0, high=1)
    ax = _bars(words, verdicts - 0.5, bottom=0.5, ax=ax, label="read up to this word")
    told = f"The verdict after each word, from 0, blame, to 1, praise: {_told(words, verdicts)}."
    if alone is not None:
        alone = _numbers(words, alone, low=0, high=1)
        ax.plot(alone, "o", color="black", fillstyle="none", markersize=6, label="this word alone")
        told += f" On each word alone: {_told(words, alone)}."
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)
    ax.axhline(0.5, color=COLOURS["grey"], linewidth=1)
    ax.set_yticks([0, 0.5, 1], ["blame 0", "0.5", "praise 1"])
    ax.set(ylim=(-0.03, 1.03), ylabel="verdict")
    ax.set_title(title, fontsize=12, pad=28 if alone is not None and title else None)
    return describe(ax, told)


def plot_influence(words, influences, *, log_odds=False, title="", ax=None):
    """Draw what each word adds to the verdict: up is towards praise, down towards blame.

    Args:
        words: list of str.
        influences: array (words,), numbers in -1..1; any numbers if they are of log-odds.
        log_odds: whether they are differences of log-odds, and not of probabilities.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no words, or not one such number for each.
    """
    most = np.finfo(float).max if log_odds else 1
    influences = _numbers(words, influences, low=-most, high=most)
    ax = _bars(words, influences, bottom=0, ax=ax)
    ax.axhline(0, color=COLOURS["grey"], linewidth=1)
    limit = 1.1 * max(0.1, abs(influences).max())
    what = "log-odds" if log_odds else "verdict"
    ax.set(ylim=(-limit, limit), ylabel=f"added to the {what}")
    ax.set_title(title, fontsize=12)
    return describe(
        ax, f"Bars of the {what}, up for praise and down for blame: {_told(words, influences)}."
    )


def _told(words, numbers):
    """The words with their numbers, two digits after the point; a full stop is read aloud by its name."""
    names = [{".": "full stop", ",": "comma"}.get(word, word) for word in words]
    return pairs(names, [round(float(value), 2) for value in numbers], most=25)


def _numbers(words, numbers, low, high):
    numbers = np.asarray(numbers, float)
    if not len(words) or numbers.shape != (len(words),):
        raise ValueError(
            f"one number for each word: got shape {numbers.shape} for {len(words)} words"
        )
    if not ((numbers >= low) & (numbers <= high)).all():
        raise ValueError(f"numbers must lie between {low} and {high}, got {numbers.tolist()}")
    return numbers


def _bars(words, heights, *, bottom, ax, label=None):
    ax = axes(ax, (7.5, 2.8))
    colours = [COLOURS["blue"] if height >= 0 else COLOURS["red"] for height in heights]
    ax.bar(range(len(words)), heights, bottom=bottom, color=colours, width=0.8, label=label)
    many = len(words) > 6
    ax.set_xticks(range(len(words)), words, **(SLANTED if many else {}))
    ax.tick_params(axis="x", length=0)
    ax.set_xlim(-0.6, len(words) - 0.4)
    return ax
