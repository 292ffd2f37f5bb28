"""What is left of a memory that is multiplied by the same gate at every step."""

import numpy as np

from course.plots.alternative import describe, number
from course.plots.style import COLOURS, axes, legend_outside


def plot_kept(gates, times, measured, *, ylabel="", title="", ax=None):
    """Draw what is left after T steps against T on a logarithmic axis, and mark where one half is left.

    Args:
        gates: numbers in 0..1, what a memory is multiplied by at each step; a line each.
        times: array (times,) of whole numbers of steps, 1 or more.
        measured: array (times, gates), what was measured after them, drawn as dots upon the lines.
        ylabel, title: of the Axes.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: a gate outside 0..1, more gates than there are colours, or shapes that do not fit.
    """
    measured = np.asarray(measured)
    if measured.shape != (len(times), len(gates)):
        raise ValueError(f"expected measured ({len(times)}, {len(gates)}), got {measured.shape}")
    if len(gates) > len(COLOURS):
        raise ValueError(f"at most {len(COLOURS)} lines can be told apart, got {len(gates)}")
    ax = axes(ax, (7.5, 3.4))
    steps = np.geomspace(1, max(times), 300)
    told = []
    for gate, dots, colour in zip(gates, measured.T, COLOURS.values(), strict=False):
        if not 0 <= gate <= 1:
            raise ValueError(f"a gate lies in 0..1, got {gate}")
        name = f"f = {gate:.3g}"
        ax.plot(steps, float(gate) ** steps, color=colour, label=name)
        ax.plot(times, dots, "o", color=colour, clip_on=False)
        half = _half(gate)
        told.append(f"{name}: {number(dots[-1])} after {number(times[-1])} steps")
        if half <= max(times):
            ax.plot(half, 0.5, "|", color="black", markersize=12)
            ax.annotate(
                number(round(half)), (half, 0.5), (4, 4), textcoords="offset points", fontsize=9
            )
            told[-1] += f", one half after {number(round(half))}"
    ax.axhline(0.5, color="#999999", linestyle=":", linewidth=1, zorder=0)
    ax.text(1, 0.49, "one half", fontsize=9, color="#555555", va="top")
    ax.set(xscale="log", ylim=(-0.03, 1.05), xlabel="steps T", ylabel=ylabel, title=title)
    legend_outside(ax)
    return describe(
        ax, f"What is left after T steps, on a logarithmic axis of T. {'; '.join(told)}."
    )


def _half(gate):
    """After how many steps one half is left; infinity if nothing is ever lost."""
    if gate == 1:
        return np.inf
    return np.log(0.5) / np.log(gate) if gate > 0 else 0.0
