"""Three small puzzles that each need another kind of memory: of numbers, of time, of a list.

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


def timing(count, longest=13, *, seed):
    """Repeat an interval: after two pulses, give a third one that comes as late as the second did.

    Args:
        count: examples.
        longest: steps between pulses, 2 to `longest`, each as likely.
        seed: int.

    Returns:
        inputs: float array (count, 2 * longest + 4, 1), 1 at the first two pulses, else 0. The first
            comes at one of the steps 0 to 3.
        targets: float array of the same shape, 1 at the third pulse, else 0; due at every step.

    Raises:
        ValueError: longest is below 2, or no examples.

    Source: after the timing tasks of Gers & Schmidhuber 2000.
    """
    _at_least(count, 1, "count")
    _at_least(longest, 2, "longest")
    rng = np.random.default_rng(seed)
    first, interval = rng.integers(4, size=count), rng.integers(2, longest + 1, size=count)
    inputs, targets = np.zeros((2, count, 2 * longest + 4, 1), "float32")
    rows = np.arange(count)
    inputs[rows, first] = inputs[rows, first + interval] = 1
    targets[rows, first + 2 * interval] = 1
    return inputs, targets


def copying(count, length=5, wait=10, *, seed):
    """Read a list of symbols, wait, and write the list.

    Args:
        count: examples.
        length: symbols in the list, each one of SYMBOLS, which may come more than once.
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
