"""How much of something can be read from a network's state: from all of its units, and from the best one."""

import numpy as np


def all_units(states, labels):
    """How well a linear fit on all units tells a label, on the half of the states that it has not seen.

    Each label has one score, a weighted sum of the units and a constant (least squares); the highest wins.

    Args:
        states: array (n, units).
        labels: int array (n,), each 0 or more.

    Returns:
        float, the share of the second half that is told right.
    """
    half = len(labels) // 2
    inputs = np.column_stack([states, np.ones(len(states))])
    weights, *_ = np.linalg.lstsq(
        inputs[:half], np.eye(labels.max() + 1)[labels[:half]], rcond=None
    )
    told = (inputs[half:] @ weights).argmax(axis=1)
    return float((told == labels[half:]).mean())


def best_unit(states, labels, parts=20):
    """How well one unit alone tells a label, on the half of the states that the unit was not chosen with.

    The range of a unit is cut into parts that hold equally many states, and each part says the label that
    is the commonest there: so a single unit may depend on the label in any way.

    Args:
        states: array (n, units).
        labels: int array (n,), each 0 or more.
        parts: int, of the range.

    Returns:
        float, the share of the second half that is told right by the unit that is best on the first half.
    """
    half, found = len(labels) // 2, []
    for unit in states.T:
        borders = np.quantile(unit[:half], np.linspace(0, 1, parts + 1)[1:-1])
        part = np.digitize(unit, borders)
        counts = np.zeros((parts, labels.max() + 1), int)
        np.add.at(counts, (part[:half], labels[:half]), 1)
        told = counts.argmax(axis=1)[part]
        found.append(((told == labels)[:half].mean(), (told == labels)[half:].mean()))
    return float(max(found)[1])


def digits_of(states, numbers):
    """How well each of the last three digits of some numbers can be told from a network's states.

    Args:
        states: array (n, units).
        numbers: {name: int array (n,)}.

    Returns:
        {"best single unit": shares, "all units": shares}, and the names of the digits, one a share.
    """
    told = {"best single unit": [], "all units": []}
    groups = []
    for name, number in numbers.items():
        for place, unit in (("ones", 1), ("tens", 10), ("hund.", 100)):
            groups.append(f"{name}\n{place}")
            told["best single unit"].append(best_unit(states, number // unit % 10))
            told["all units"].append(all_units(states, number // unit % 10))
    return told, groups
