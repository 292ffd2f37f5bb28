"""gru-step: one step of the lectures' GRU.

Keras computes what is right, with the signs of z turned round, since its z is the lecture's 1 - z.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.lstm_gru import _shared
from course.checks.lstm_gru._shared import ZEROS, sigmoid


def _cases(rng):
    few, many = sorted(int(size) for size in rng.choice((2, 3, 4), 2, replace=False))
    return [
        _case(rng, n=2, m=3),
        _case(rng, n=1, m=2),
        _case(rng, n=3, m=3),
        _case(rng, n=few, m=few),
        _case(rng, n=many, m=1),
        _case(rng, n=many, m=few, is_first=True),
    ]


def _case(rng, *, n, m, is_first=False):
    """is_first: h is 0."""
    from keras import layers

    x, h = rng.uniform(-2, 2, n), rng.uniform(-0.9, 0.9, m)
    if is_first:
        h = np.zeros(m)
    wz, wr, wh = rng.uniform(-1, 1, (3, m, m + n))
    joined = np.concatenate([-wz, wr, wh]).T  # (m + n, 3m): sigma(-a) = 1 - sigma(a)
    cell = layers.GRUCell(m, use_bias=False, reset_after=False, dtype="float64", **ZEROS)
    cell.build((1, n))
    cell.set_weights([joined[m:], joined[:m]])
    right = np.asarray(cell(x[None], [h[None]])[0])[0]

    def join(first, second):
        return np.concatenate([first, second])

    def seen_by_candidate(r, memory=h):
        return np.tanh(wh @ join(r * memory, x))

    both, backwards = join(h, x), join(x, h)
    z_sum, r_sum = wz @ both, wr @ both
    z, r = sigmoid(z_sum), sigmoid(r_sum)
    new = seen_by_candidate(r)

    def mixed(new=new, z=z):
        return (1 - z) * h + z * new

    def gated(z, r):
        return mixed(seen_by_candidate(r), z)

    after = np.tanh(r * (wh[:, :m] @ h) + wh[:, m:] @ x)  # r after the matrix, as Keras' default
    z_backwards, r_backwards = sigmoid(wz @ backwards), sigmoid(wr @ backwards)
    mistakes = {
        "z takes from the candidate, 1 - z from the old h: they are swapped": mixed(z=1 - z),
        "r multiplies h before the matrix does, not after": mixed(after),
        "that is Keras' GRU: swap z and 1 - z, and multiply h by r before the matrix": (
            mixed(after, 1 - z)
        ),
        "the candidate sees r * h, not h": mixed(np.tanh(wh @ both)),
        "the candidate sees r * h, not x alone": mixed(seen_by_candidate(0 * r)),
        "the candidate sees x as well, not only r * h": mixed(np.tanh(wh @ join(r * h, 0 * x))),
        "r multiplies h only, not x": mixed(np.tanh(r * (wh @ both))),
        "r multiplies h inside the tanh, not the whole candidate": mixed(r * np.tanh(wh @ both)),
        "multiply h by r, not by 1 - r": mixed(seen_by_candidate(1 - r)),
        "z and r are swapped": gated(r, z),
        "the candidate sees r * h, not z * h": gated(z, z),
        "z mixes the old h and the candidate, not r": gated(r, r),
        "z has weights of its own, wz, not those of the candidate": gated(sigmoid(wh @ both), r),
        "r has weights of its own, wr, not those of the candidate": gated(z, sigmoid(wh @ both)),
        "the candidate has weights of its own, w, not wz": mixed(np.tanh(wz @ join(r * h, x))),
        "the candidate has weights of its own, w, not wr": mixed(np.tanh(wr @ join(r * h, x))),
        "the gates see h itself: only the candidate sees r * h": (
            mixed(z=sigmoid(wz @ join(r * h, x)))
        ),
        "the candidate uses tanh, not sigma": mixed(sigmoid(wh @ join(r * h, x))),
        "the candidate goes through tanh": mixed(wh @ join(r * h, x)),
        "the candidate goes through tanh once, not twice": mixed(np.tanh(new)),
        "the gates use sigma, not tanh": gated(np.tanh(z_sum), np.tanh(r_sum)),
        "z goes through sigma, not tanh": gated(np.tanh(z_sum), r),
        "r goes through sigma, not tanh": gated(z, np.tanh(r_sum)),
        "every gate goes through sigma": gated(z_sum, r_sum),
        "z goes through sigma": gated(z_sum, r),
        "r goes through sigma": gated(z, r_sum),
        "each gate goes through sigma once, not twice": gated(sigmoid(z), sigmoid(r)),
        "sigma(a) is 1 / (1 + exp(-a)): the sign is wrong": gated(1 - z, 1 - r),
        "h comes first, then x: [h, x]": (
            mixed(np.tanh(wh @ join(x, r_backwards * h)), z_backwards)
        ),
        "h comes first in the gates too: [h, x]": gated(z_backwards, r_backwards),
        "h comes first in the candidate too: [r * h, x]": mixed(np.tanh(wh @ join(x, r * h))),
        "that is the candidate: mix it with the old h": new,
        "the old h is returned: return the new one": h,
        "that is z: it mixes the old h and the candidate": z,
        "the old h is kept by 1 - z, and not multiplied by r again": (1 - z) * r * h + z * new,
        "the old h is multiplied by 1 - z": h + z * new,
        "the old h is multiplied by 1 - z, the candidate by z: both gates are missing": h + new,
        "the old h is multiplied by 1 - z, not by z": z * h + z * new,
        "the old h, times 1 - z, is missing": z * new,
        "the candidate, times z, is missing": (1 - z) * h,
        "the candidate is multiplied by z": (1 - z) * h + new,
        "the candidate is multiplied by z, not by 1 - z": (1 - z) * h + (1 - z) * new,
        "the candidate is multiplied by z, not by r": (1 - z) * h + r * new,
        "1 - z multiplies the old h only, not the candidate": (1 - z) * (h + z * new),
        "z multiplies the candidate only, not the old h": z * ((1 - z) * h + new),
        "the two parts are added, not multiplied": (1 - z) * h * (z * new),
        "the two parts are added, not subtracted": (1 - z) * h - z * new,
        "there is no cell and no tanh at the end: h itself is the memory": np.tanh(mixed()),
        "the recurrent part is missing: the gates see h as well": (
            gated(sigmoid(wz[:, m:] @ x), sigmoid(wr[:, m:] @ x))
        ),
        "the input is missing: the gates see x as well": (
            gated(sigmoid(wz[:, :m] @ h), sigmoid(wr[:, :m] @ h))
        ),
    }  # fmt: skip
    asks = f"the new h, shape ({m},)"
    return Case((x, h, wz, wr, wh), right, asks, mistakes)


gru_step = Check(
    "gru-step",
    2,
    _cases,
    tolerance=_shared.STEP,
    corners={
        "there is one unit": _shared.has_one_unit,
        "there is one input": _shared.has_one_input,
        "there are as many inputs as units": _shared.is_square,
        "h is 0, as at the first step": _shared.is_start,
    },
    axes=("unit",),
)
