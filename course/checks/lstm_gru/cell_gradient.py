"""cell-gradient: the gradient of the loss with respect to the cell at every step.

The derivatives come from a step in an imaginary direction, exact to the last digit.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [_case(rng, steps=steps, m=m) for steps, m in ((4, 2), (6, 1), (2, 3), (1, 2))]


def _case(rng, *, steps, m):
    shape = (steps, m)
    f, o, added = (
        rng.uniform(0.3, 0.95, shape),
        rng.uniform(0.2, 0.9, shape),
        rng.normal(size=shape),
    )
    dh = rng.normal(size=shape)

    def moved_cells(changed, unit):
        """Cells in which one unit at one step is moved by a tiny imaginary number."""
        cells, c = [], np.zeros(m, complex)
        for step in range(steps):
            c = f[step] * c + added[step]
            if step == changed:
                c[unit] += 1e-30j
            cells.append(c)
        return np.array(cells)

    right = np.zeros(shape)
    for step in range(steps):
        for unit in range(m):
            cells = moved_cells(step, unit)
            right[step, unit] = (dh * o * np.tanh(cells)).sum().imag / 1e-30
    c = moved_cells(0, 0).real

    def carried_gradients(own, kept):
        gradient, later = np.zeros(shape), np.zeros(m)
        for step in reversed(range(steps)):
            gradient[step] = later = own[step] + kept[step] * later
        return gradient

    slope = 1 - np.tanh(c) ** 2
    own, ones, nothing = dh * o * slope, np.ones(shape), np.zeros((1, m))
    next_f = np.concatenate([f[1:], nothing])
    forwards = own.copy()
    for step in range(1, steps):
        forwards[step] += f[step] * forwards[step - 1]
    mistakes = {
        "C(t) reaches C(t+1) through the forget gate of step t+1, not of step t": (
            carried_gradients(own, f)
        ),
        "C(t) reaches later steps through C(t+1): their gradients are missing": own,
        "what comes from C(t+1) is multiplied by the forget gate": carried_gradients(own, ones),
        "what comes from C(t+1) is multiplied by f, not by 1 - f": carried_gradients(
            own, 1 - next_f
        ),
        "what comes from C(t+1) is multiplied only by f: o and tanh belong to h": (
            carried_gradients(own, next_f * o * slope)
        ),
        "the derivative of tanh(C) is missing": carried_gradients(dh * o, next_f),
        "the derivative of tanh(C) is 1 - tanh(C)², not 1 - C²": (
            carried_gradients(dh * o * (1 - c**2), next_f)
        ),
        "that is tanh(C), not its derivative 1 - tanh(C)²": (
            carried_gradients(dh * o * np.tanh(c), next_f)
        ),
        "the derivative of tanh(C) is 1 - tanh(C)²: the square is missing": (
            carried_gradients(dh * o * (1 - np.tanh(c)), next_f)
        ),
        "h is o times tanh(C): the output gate is missing": carried_gradients(dh * slope, next_f),
        "dh is missing: it is where the gradient comes from": carried_gradients(o * slope, next_f),
        "go backwards: C(t) matters to the steps after it": forwards,
        "only the last loss is counted: every step has its own dh": (
            carried_gradients(np.concatenate([0 * own[:-1], own[-1:]]), next_f)
        ),
        "all later steps count, not only the next one": (
            own + next_f * np.concatenate([own[1:], nothing])
        ),
        "first step first: the result is backwards": right[::-1],
        "one row for every step, not only for the first": right[0],
        "one row for every step, not only for the last": right[-1],
        "keep the units apart: no sum over them": right.sum(axis=1),
        "keep the steps apart: no sum over them": right.sum(axis=0),
        "the sign is wrong: this is the derivative itself, not the step downhill": -right,
        "the first step is left out: go back to step 0": (
            np.concatenate([nothing, right[1:]]) if steps > 1 else right
        ),
        "the first step needs what comes from the second one as well": (
            np.concatenate([own[:1], right[1:]])
        ),
        "the last step has a dh of its own, too": (
            carried_gradients(np.concatenate([own[:-1], nothing]), next_f)
        ),
        "carry the gradient of C(t+1) back, not dh of the next step": (
            own + next_f * np.concatenate([dh[1:], nothing])
        ),
        "what comes through h of the same step is not multiplied by f": (
            carried_gradients(own * f, next_f)
        ),
        "what comes from C(t+1) is multiplied only by f: o belongs to h": (
            carried_gradients(own, next_f * np.concatenate([o[1:], nothing]))
        ),
        "the gradients of all later steps are added once more: carry them along once": (
            np.cumsum(right[::-1], axis=0)[::-1]
        ),
    }
    asks = f"dL/dC at each of {steps} steps, shape {shape}"
    return Case((dh, f, o, c), right, asks, mistakes)


cell_gradient = Check("cell-gradient", 2, _cases)
