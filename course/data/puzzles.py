"""Three small puzzles that each need a different kind of memory: of numbers, of time, of a list.

Each function returns arrays of examples of one length, drawn from a seed, so nothing is padded.
"""

import numpy as np

SYMBOLS = 8  # of `copying`


def adding(count, steps=30, *, seed):
    """Add two marked numbers out of many.

    One number is marked in the first half and one in the second half of the steps.

    Args:
        count: examples.
        steps: numbers in an example, 2 or more.
        seed: int.

    Returns:
        inputs: float array (count, steps, 2): a number in 0..1, and its mark, 1 or 0.
        targets: float array (count, 1, 1), the sum of the two marked numbers; due after the last step.

    Raises:
        ValueError: fewer than two steps, or no examples.

    Source: the adding problem of Hochreiter & Schmidhuber 1997, here with steps of a fixed number.
    """
    _at_least(count, 1, "count")
    _at_least(steps, 2, "steps")
    rng = np.random.default_rng(seed)
    numbers, marks = rng.uniform(size=(count, steps)), np.zeros((count, steps))
    half, rows = steps // 2, np.arange(count)
    marks[rows, rng.integers(half, size=count)] = 1
    marks[rows, rng.integers(half, steps, size=count)] = 1
    sums = (numbers * marks).sum(axis=1)
    return np.stack([numbers, marks], axis=2).astype("float32"), sums[:, None, None].astype(
        "float32"
    )


def timing(count, steps=40, longest=12, *, seed):
    """Tell at every pulse whether it came later than the one before: is the rhythm slowing down?

    The steps from one pulse to the next are 1 to `longest`, equally often, drawn anew for each pulse.

    Args:
        count: examples.
        steps: in an example, 1 or more.
        longest: most steps from one pulse to the next, 2 or more.
        seed: int.

    Returns:
        inputs: float array (count, steps, 1), 1 at a pulse, else 0.
        targets: float array of the same shape, due at every step: 1 at a pulse that is further from the
            one before than that is from its own one before, else 0.

    Raises:
        ValueError: longest is below 2, or count or steps below 1.

    Source: after the task of measuring the delays of spikes, Gers & Schmidhuber 2000.
    """
    _at_least(count, 1, "count")
    _at_least(steps, 1, "steps")
    _at_least(longest, 2, "longest")
    rng = np.random.default_rng(seed)
    intervals = rng.integers(
        1, longest + 1, size=(count, steps)
    )  # more than fit; the rest is cut off
    places = intervals.cumsum(axis=1) - 1
    later = intervals > np.roll(intervals, 1, axis=1)
    later[:, :2] = False  # the first pulse ends no interval, the second one ends the first
    inputs, targets = np.zeros((2, count, steps, 1), "float32")
    rows, pulses = np.nonzero(places < steps)
    inputs[rows, places[rows, pulses]] = 1
    targets[rows, places[rows, pulses], 0] = later[rows, pulses]
    return inputs, targets


def copying(count, length=5, wait=10, *, seed):
    """Read a list of symbols, wait, and write the list.

    Args:
        count: examples.
        length: symbols in the list, each one of SYMBOLS, which may occur more than once.
        wait: steps between the list and the answer.
        seed: int.

    Returns:
        inputs: float array (count, length + wait + length, SYMBOLS + 1), one-hot: a symbol while the
            list is read, nothing (zeros) while waiting, the last place (now write!) while writing.
        targets: int array (count, length), the symbols; due in the last `length` steps.

    Raises:
        ValueError: count or length below 1, or wait below 0.

    Source: the copy task, after Hochreiter & Schmidhuber 1997 and Arjovsky, Shah & Bengio 2016.
    """
    _at_least(count, 1, "count")
    _at_least(length, 1, "length")
    _at_least(wait, 0, "wait")
    rng = np.random.default_rng(seed)
    symbols = rng.integers(SYMBOLS, size=(count, length)).astype("int32")
    inputs = np.zeros((count, 2 * length + wait, SYMBOLS + 1), "float32")
    inputs[:, :length, :SYMBOLS] = np.eye(SYMBOLS)[symbols]
    inputs[:, length + wait :, SYMBOLS] = 1
    return inputs, symbols


def _at_least(number, least, name):
    if number < least:
        raise ValueError(f"{name} must be at least {least}, got {number}")
