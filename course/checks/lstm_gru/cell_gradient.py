"""cell-gradient: the gradient of the loss with respect to the cell at every step.

The derivatives come from a step in an imaginary direction, exact to the last digit.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check

# A number is a sum over up to seven steps of dh * o * slope, each below 2 in size. float32 keeps 6e-8 of each,
# and they may cancel, so the error does not shrink with the sum.
GRADIENT = Tolerance(relative=1e-6, absolute=1e-6)


def _cases(rng):
    few, some, many = (int(rng.integers(*limits)) for limits in ((3, 5), (3, 6), (5, 8)))
    return [
        _case(rng, steps=few, m=2),
        _case(rng, steps=many, m=1),
        _case(rng, steps=3, m=3),
        _case(rng, steps=1, m=2),
        _case(rng, steps=some, m=2, has_extremes=True),
        _case(rng, steps=few, m=few + 1, is_last_only=True),
    ]


def _case(rng, *, steps, m, has_extremes=False, is_last_only=False):
    """has_extremes: some gates are 0 or 1, some cells 0. is_last_only: only the last output counts."""
    shape = (steps, m)
    f, o = rng.uniform(0.3, 0.95, shape), rng.uniform(0.2, 0.9, shape)
    c, dh = rng.uniform(-2, 2, shape), rng.uniform(-2, 2, shape)
    if has_extremes:
        f[1, 0], f[2, 1], o[0, 0], o[1, 1] = 0, 1, 0, 1
        c[0, 1] = c[1, 0] = 0
    if is_last_only:
        dh[:-1] = 0
    added = c - f * np.concatenate(
        [np.zeros((1, m)), c[:-1]]
    )  # at each step, whatever it is made of

    def moved_cells(changed, unit):
        """Cells in which one unit at one step is moved by a tiny imaginary number."""
        cells, cell = [], np.zeros(m, complex)
        for step in range(steps):
            cell = f[step] * cell + added[step]
            if step == changed:
                cell[unit] += 1e-30j
            cells.append(cell)
        return np.array(cells)

    right = np.zeros(shape)
    for step in range(steps):
        for unit in range(m):
            cells = moved_cells(step, unit)
            right[step, unit] = (dh * o * np.tanh(cells)).sum().imag / 1e-30

    def carried(own, kept):
        """The gradient where each step has `own`, and `kept` of what comes from the step after it."""
        gradient, later = np.zeros(shape), np.zeros(m)
        for step in reversed(range(steps)):
            gradient[step] = later = own[step] + kept[step] * later
        return gradient

    def next_step(values):
        return np.concatenate([values[1:], nothing])

    slope = 1 - np.tanh(c) ** 2
    own, ones, nothing = dh * o * slope, np.ones(shape), np.zeros((1, m))
    next_f = next_step(f)
    forwards, along_units = own.copy(), own.copy()
    for step in range(1, steps):
        forwards[step] += f[step] * forwards[step - 1]
    for unit in reversed(range(m - 1)):
        along_units[:, unit] += f[:, unit + 1] * along_units[:, unit + 1]
    mistakes = {
        "C(t) reaches C(t+1) through the forget gate of step t+1, not of step t": carried(own, f),
        "C(t) reaches later steps through C(t+1): their gradients are missing": own,
        "every step has a dh of its own: what comes through h is missing at all but the last": (
            carried(np.concatenate([0 * own[:-1], own[-1:]]), next_f)
        ),
        "what comes from C(t+1) is multiplied by the forget gate": carried(own, ones),
        "what comes from C(t+1) is multiplied by f, not by 1 - f": carried(own, 1 - next_f),
        "what comes from C(t+1) is multiplied by f, not by o": carried(own, next_step(o)),
        "what comes from C(t+1) is multiplied by f once, not twice": carried(own, next_f**2),
        "what comes from C(t+1) is multiplied only by f: o and tanh belong to h": (
            carried(own, next_f * o * slope)
        ),
        "what comes from C(t+1) is multiplied only by f: o belongs to h": (
            carried(own, next_f * next_step(o))
        ),
        "what comes from C(t+1) is multiplied only by f: the derivative of tanh belongs to h": (
            carried(own, next_f * slope)
        ),
        "what comes from C(t+1) is added, not subtracted": carried(own, -next_f),
        "what comes through h of the same step is not multiplied by f": carried(own * f, next_f),
        "the derivative of tanh(C) is missing": carried(dh * o, next_f),
        "the derivative of tanh(C) is 1 - tanh(C)², not 1 - C²": (
            carried(dh * o * (1 - c**2), next_f)
        ),
        "that is tanh(C), not its derivative 1 - tanh(C)²": carried(dh * o * np.tanh(c), next_f),
        "the derivative of tanh(C) is 1 - tanh(C)²: the square is missing": (
            carried(dh * o * (1 - np.tanh(c)), next_f)
        ),
        "the derivative of tanh(C) is 1 - tanh(C)²: only tanh is squared, not the difference": (
            carried(dh * o * (1 - np.tanh(c)) ** 2, next_f)
        ),
        "the derivative of tanh(C) is 1 - tanh(C)²: the 1 - is missing": (
            carried(dh * o * np.tanh(c) ** 2, next_f)
        ),
        "the derivative of tanh(C) is 1 - tanh(C)², not 1 + tanh(C)²": (
            carried(dh * o * (1 + np.tanh(c) ** 2), next_f)
        ),
        "the derivative of tanh is taken at C of the same step, not of the step before": (
            carried(dh * o * (1 - np.tanh(np.concatenate([nothing, c[:-1]])) ** 2), next_f)
        ),
        "the derivative of tanh is taken at C, not at o times C": (
            carried(dh * o * (1 - np.tanh(o * c) ** 2), next_f)
        ),
        "h is o times tanh(C): o and the derivative of tanh are missing": carried(dh, next_f),
        "h is o times tanh(C): the output gate is missing": carried(dh * slope, next_f),
        "h is o times tanh(C): multiply by o, not by f": carried(dh * f * slope, next_f),
        "the gates are given numbers: multiply by o, not by the derivative of sigma": (
            carried(dh * o * (1 - o) * slope, next_f)
        ),
        "f and o are swapped": carried(dh * f * slope, next_step(o)),
        "what is carried back is dL/dC: o and the derivative of tanh come first": (
            carried(dh, next_f) * o * slope
        ),
        "dh is missing: it is where the gradient comes from": carried(o * slope, next_f),
        "go backwards: C(t) matters to the steps after it": forwards,
        "go back along the steps, the first axis, not along the units": along_units,
        "all later steps count, not only the next one": own + next_f * next_step(own),
        "first step first: the result is backwards": right[::-1],
        "one row for every step, not only for the first": right[0],
        "one row for every step, not only for the last": right[-1],
        "keep the units apart: no sum over them": right.sum(axis=1),
        "keep the steps apart: no sum over them": right.sum(axis=0),
        "the sign is wrong: this is the derivative itself, not the step downhill": -right,
        "the loss is not a mean: do not divide by the number of steps": right / steps,
        "the first step is left out: go back to step 0": (
            np.concatenate([nothing, right[1:]]) if steps > 1 else right
        ),
        "the last step is left out: it has a gradient as well": (
            np.concatenate([right[:-1], nothing])
        ),
        "the first step needs what comes from the second one as well": (
            np.concatenate([own[:1], right[1:]])
        ),
        "the last step has a dh of its own, too": (
            carried(np.concatenate([own[:-1], nothing]), next_f)
        ),
        "carry the gradient of C(t+1) back, not dh of the next step": (
            own + next_f * next_step(dh)
        ),
        "the gradients of all later steps are added once more: carry them along once": (
            np.cumsum(right[::-1], axis=0)[::-1]
        ),
    }  # fmt: skip
    asks = f"dL/dC at each of {steps} steps, shape {shape}"
    return Case((dh, f, o, c), right, asks, mistakes)


cell_gradient = Check(
    "cell-gradient",
    2,
    _cases,
    tolerance=GRADIENT,
    corners={
        "there is one step": lambda dh, f, o, c: len(dh) == 1,
        "there is one unit": lambda dh, f, o, c: dh.shape[1] == 1,
        "there are as many steps as units": lambda dh, f, o, c: len(dh) == dh.shape[1],
        "there are more units than steps": lambda dh, f, o, c: 1 < len(dh) < dh.shape[1],
        "some gates are 0 or 1": lambda dh, f, o, c: bool(
            np.isin(f, (0, 1)).any() and np.isin(o, (0, 1)).any()
        ),
        "some cells are 0": lambda dh, f, o, c: not c.all(),
        "only the last output matters to the loss": lambda dh, f, o, c: (
            len(dh) > 1 and not dh[:-1].any()
        ),
    },
    axes=("step", "unit"),
)
