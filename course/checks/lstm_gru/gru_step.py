"""gru-step: one step of the lectures' GRU.

Keras computes what is right, with the signs of z turned round, since its z is the lecture's 1 - z.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.lstm_gru._shared import ZEROS, sigmoid


def _cases(rng):
    return [_case(rng, n=n, m=m) for n, m in ((2, 3), (1, 2), (3, 3), (4, 1))]


def _case(rng, *, n, m):
    from keras import layers

    x, h = rng.normal(size=n), rng.uniform(-0.9, 0.9, m)
    wz, wr, wh = rng.normal(size=(3, m, m + n))
    joined = np.concatenate([-wz, wr, wh]).T  # (m + n, 3m): sigma(-a) = 1 - sigma(a)
    cell = layers.GRUCell(m, use_bias=False, reset_after=False, dtype="float64", **ZEROS)
    cell.build((1, n))
    cell.set_weights([joined[m:], joined[:m]])
    right = np.asarray(cell(x[None], [h[None]])[0])[0]

    def join(first, second):
        return np.concatenate([first, second])

    both = join(h, x)
    z, r = sigmoid(wz @ both), sigmoid(wr @ both)
    new = np.tanh(wh @ join(r * h, x))

    def mixture(new, z=z):
        return (1 - z) * h + z * new

    wrong_z, wrong_r = sigmoid(wz @ join(x, h)), sigmoid(wr @ join(x, h))
    mistakes = {
        "z takes from the candidate, 1 - z from the old h: they are swapped": mixture(new, 1 - z),
        "r multiplies h before the matrix does, not after": (
            mixture(np.tanh(r * (wh[:, :m] @ h) + wh[:, m:] @ x))
        ),
        "that is Keras' GRU: swap z and 1 - z, and multiply h by r before the matrix": (
            mixture(np.tanh(r * (wh[:, :m] @ h) + wh[:, m:] @ x), 1 - z)
        ),
        "the candidate sees r * h, not h": mixture(np.tanh(wh @ both)),
        "r multiplies h only, not x": mixture(np.tanh(r * (wh @ both))),
        "multiply h by r, not by 1 - r": mixture(np.tanh(wh @ join((1 - r) * h, x))),
        "z and r are swapped": mixture(np.tanh(wh @ join(z * h, x)), r),
        "the candidate uses tanh, not sigma": mixture(sigmoid(wh @ join(r * h, x))),
        "the candidate goes through tanh": mixture(wh @ join(r * h, x)),
        "the gates use sigma, not tanh": mixture(
            np.tanh(wh @ join(np.tanh(wr @ both) * h, x)), np.tanh(wz @ both)
        ),
        "every gate goes through sigma": mixture(
            np.tanh(wh @ join((wr @ both) * h, x)), wz @ both
        ),
        "h comes first, then x: [h, x]": mixture(np.tanh(wh @ join(x, wrong_r * h)), wrong_z),
        "h comes first in the candidate too: [r * h, x]": mixture(np.tanh(wh @ join(x, r * h))),
        "that is the candidate: mix it with the old h": new,
        "the old h is kept by 1 - z, and not multiplied by r again": (
            (1 - z) * r * h + z * new
        ),
        "the old h is multiplied by 1 - z": h + z * new,
        "the old h, times 1 - z, is missing": z * new,
        "the candidate is multiplied by z": (1 - z) * h + new,
        "there is no cell and no tanh at the end: h itself is the memory": np.tanh(mixture(new)),
        "the recurrent part is missing: the gates see h as well": mixture(
            np.tanh(wh @ join(sigmoid(wr[:, m:] @ x) * h, x)), sigmoid(wz[:, m:] @ x)
        ),
    }  # fmt: skip
    asks = f"the new h, shape ({m},)"
    return Case((x, h, wz, wr, wh), right, asks, mistakes)


gru_step = Check("gru-step", 2, _cases)
