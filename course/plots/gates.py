"""The gates of a recurrent layer: their weights, and what they do over time."""

from collections import Counter

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, listed, number, span
from course.plots.heatmap import plot_heatmap
from course.plots.style import COLOURS, axes, legend_outside


def plot_gates(gates, cells, labels, *, output=None, target=None, names=None, axes=None):
    """Draw gates, cells and output, one panel each, a bar a time step.

    Args:
        gates: {name: array (steps, units) of numbers in 0..1}, drawn from top to bottom.
        cells: array (steps, units), what the cells hold.
        labels: one string a step, such as "store 0.5"; where it is not empty, the step is shaded.
        output: array (steps,), what the net says, or None for no such panel.
        target: array (steps,), what it should say, drawn as rings, or None.
        names: one string a unit, for the legend, or None for no legend.
        axes: one Axes for each gate, one for the cells, one for the output if there is one; or None.

    Returns:
        array of Axes.

    Raises:
        ValueError: shapes that differ, more units than there are colours, a gate that leaves 0..1, or a
            target without an output.
    """
    cells = np.asarray(cells)
    _check(gates, cells, labels, output, target, names)
    steps, units = cells.shape
    panels = len(gates) + 1 + (output is not None)
    if axes is None:
        heights = [0.6] * len(gates) + [0.9] * (panels - len(gates))
        _, axes = plt.subplots(
            panels, 1, figsize=(7.5, sum(heights) + 1.1), sharex=True, height_ratios=heights
        )
    times = np.arange(steps)
    for ax, (name, gate) in zip(axes, gates.items(), strict=False):
        _bars(ax, np.asarray(gate), names)
        ax.set(ylim=(0, 1.05), yticks=(0, 1))
        _name(ax, name)
    _bars(axes[len(gates)], cells, names)
    _name(axes[len(gates)], "cell C")
    if output is not None:
        ax = axes[-1]
        ax.bar(times, output, width=0.35, color=COLOURS["grey"], label="what the net says")
        if target is not None:
            ax.plot(
                times, target, "o", color="black", fillstyle="none", markersize=7,
                label="what it should say", clip_on=False,
            )  # fmt: skip
            legend_outside(ax, fontsize=9)
        _name(ax, "output")
    for ax in axes:
        ax.tick_params(axis="x", length=0)
        ax.axhline(0, color="black", linewidth=0.6)
        for step in times[[bool(label) for label in labels]]:
            ax.axvspan(step - 0.5, step + 0.5, color="#f0f0f0", zorder=0)
    axes[-1].set_xticks(times, labels, rotation=90, fontsize=10)
    axes[-1].set(xlim=(-0.6, steps - 0.4))
    if names is not None:
        legend_outside(axes[0], fontsize=9)
    axes[0].figure.align_ylabels(axes)
    describe(axes[0].figure, _over_time(gates, cells, labels, output, target, names))
    return axes


def plot_trace(trace, labels, output, target, *, units=None, names=None):
    """Draw an LSTM at work on one sequence: `plot_gates` of what its equations gave.

    Args:
        trace: {name: array (1, steps, units)} with i, f, o and C.
        labels: one string a step.
        output, target: arrays (1, steps, 1), what the net says and what it should say.
        units: which of the units to draw, a list of int; None for all.
        names: one string a drawn unit, or None.

    Returns:
        array of Axes.
    """
    shown = {key: np.asarray(trace[key])[0] for key in "ifoC"}
    if units is not None:
        shown = {key: values[:, units] for key, values in shown.items()}
    gates = {"input gate": shown["i"], "forget gate": shown["f"], "output gate": shown["o"]}
    says, should = (np.asarray(series)[0, :, 0] for series in (output, target))
    return plot_gates(gates, shown["C"], labels, output=says, target=should, names=names)


def _over_time(gates, cells, labels, output, target, names):
    """Where each gate is more than half open, what the cells hold, and how far the output is off."""
    of = [f" of {name}" for name in names] if names is not None else [""] * cells.shape[1]
    told = []
    for name, gate in gates.items():
        for unit, whose in enumerate(of):
            is_open = np.asarray(gate)[:, unit] > 0.5
            is_mostly_open = is_open.mean() > 0.5  # then the other steps are fewer
            named = zip(labels, is_open != is_mostly_open, strict=True)
            times = Counter(label for label, is_named in named if is_named)
            silent = times.pop("", 0)
            said = [f"{label} ({n} times)" if n > 1 else label for label, n in times.items()]
            said += [f"{silent} step{'s' * (silent != 1)} without a command"] if silent else []
            where = listed(said)
            if is_mostly_open:
                where = f"every step but {where}" if said else "every step"
            told.append(f"{name}{whose} above one half at {where}")
    told += [f"cell{whose} holds {span(cells[:, unit])}" for unit, whose in enumerate(of)]
    if target is not None:
        off = np.abs(np.subtract(output, target)).max()
        told.append(f"the output is at most {number(off)} from what it should be")
    return f"Bars over {len(labels)} steps. {'; '.join(told)}."


def plot_gate_weights(weights, names, *, ax=None):
    """Draw the weights of a layer of Keras one below the other, cut into one block a gate.

    Args:
        weights: list of arrays, as `get_weights` gives them: kernel (n, gates * m), recurrent kernel
            (m, gates * m), bias (gates * m,) or (2, gates * m); the bias may be missing.
        names: one string a gate, in the order of the blocks.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: fewer than two arrays, or columns that cannot be shared by the gates.
    """
    if len(weights) < 2:
        raise ValueError(
            f"a recurrent layer has two or three arrays of weights, got {len(weights)}"
        )
    table = np.vstack(weights)
    units, left_over = divmod(table.shape[1], len(names))
    if left_over or units != len(weights[1]):
        raise ValueError(
            f"{len(names)} gates of {len(weights[1])} units need {len(names) * len(weights[1])} "
            f"columns, got {table.shape[1]}"
        )
    inputs, biases = len(weights[0]), len(table) - len(weights[0]) - units
    rows = [f"x {number}" for number in range(1, inputs + 1)]
    rows += [f"h {number}" for number in range(1, units + 1)]
    rows += ["bias"] if biases == 1 else [f"bias {number}" for number in range(1, biases + 1)]
    ax = axes(ax, (7.5, 0.9 + 0.32 * len(rows)))
    limit = np.abs(table).max()
    plot_heatmap(table, rows=rows, limits=(-limit, limit), label="weight", ax=ax)
    for border in range(1, len(names)):
        ax.axvline(border * units - 0.5, color="black", linewidth=1.5)
    for border in (inputs, inputs + units)[: 1 + (biases > 0)]:
        ax.axhline(border - 0.5, color="black", linewidth=0.8)
    ax.set_xticks(units * np.arange(len(names)) + (units - 1) / 2, names)
    ax.tick_params(axis="x", length=0)
    said = f"A block of {units} columns for each gate, {listed(names)}"
    said += f"; rows for {inputs} inputs, {units} outputs of the step before"
    said += " and the bias" * (biases > 0)
    if biases:
        blocks = np.split(table[inputs + units :], len(names), axis=1)
        spans = (f"{name} {span(block.ravel())}" for name, block in zip(names, blocks, strict=True))
        said += f", which is: {', '.join(spans)}"
    return describe(ax, f"{said}.")


def _check(gates, cells, labels, output, target, names):
    if cells.ndim != 2 or not cells.size:
        raise ValueError(f"cells need a shape (steps, units), got {cells.shape}")
    steps, units = cells.shape
    if units > len(COLOURS):
        raise ValueError(f"at most {len(COLOURS)} units can be told apart, got {units}")
    for name, gate in gates.items():
        if np.shape(gate) != cells.shape:
            raise ValueError(f"{name}: shape {np.shape(gate)}, the cells have {cells.shape}")
        if np.min(gate) < 0 or np.max(gate) > 1:
            raise ValueError(f"{name}: a gate lies in 0..1, got {np.min(gate)} to {np.max(gate)}")
    if target is not None and output is None:
        raise ValueError("a target is drawn upon the output: give output, too")
    for name, series, length in (
        ("labels", labels, steps),
        ("output", output, steps),
        ("target", target, steps),
        ("names", names, units),
    ):
        if series is not None and np.shape(series) != (length,):
            raise ValueError(f"{name}: shape {np.shape(series)} where ({length},) is needed")


def _bars(ax, values, names):
    """Bars of all units side by side, in the colours of the units."""
    steps, units = values.shape
    width = 0.8 / max(units, 2)
    for unit, colour in zip(range(units), COLOURS.values(), strict=False):
        places = np.arange(steps) + (unit - (units - 1) / 2) * width
        name = names[unit] if names is not None else None
        ax.bar(places, values[:, unit], width=width, color=colour, label=name)


def _name(ax, name):
    ax.set_ylabel(name, rotation=0, ha="right", va="center")
