"""What the steps of LSTM, GRU and LSTM with peepholes share."""

import numpy as np

from course.checks.base.compare import Tolerance, differs

# the weights are set anyway; these are fast
ZEROS = {"kernel_initializer": "zeros", "recurrent_initializer": "zeros"}

# A step adds up to a dozen terms and squashes the sum. float32 keeps 6e-8 of each term, most are below 4, and
# f * C + i * new may cancel, so the error does not shrink with the result. It stayed below 3e-7.
STEP = Tolerance(relative=1e-6, absolute=1e-6)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def differs_from_pair(value, expected, tolerance):
    """As always; one array in place of h and C is called just that."""
    shape = getattr(value, "shape", ())
    if isinstance(expected, tuple) and len(shape) == 1:
        return f"it returned one array of shape ({shape[0]},), not two"
    return differs(value, expected, tolerance)


def is_start(x, h, *others):
    """Whether a step is the first one: nothing has been said, h is 0."""
    return not np.any(h)


def has_one_unit(x, h, *others):
    return len(h) == 1


def has_one_input(x, *others):
    return len(x) == 1


def is_square(x, h, *others):
    """Whether a matrix that meets x is as wide as one that meets h; then a swap of the two does not raise."""
    return len(x) == len(h) > 1


def is_in_another_order(x, h, c, weights):
    return list(weights) != list("fiCo")


def other_orders(rng):
    """Three orders of an LSTM's gates: the candidate stands elsewhere, then in two all but it have moved.

    Where only two gates change places, an answer that goes by place looks like one that swaps these two.
    """
    return ("Coif", "oCfi", "ifoC")[rng.integers(3)], *rng.permutation(["ioCf", "ofCi"])


def steps_of_lstm(rng, case):
    """The cases of one step of an LSTM, with peepholes or without.

    Args:
        rng: numpy Generator.
        case: takes it and the sizes n (inputs) and m (units), `order` of the gates in the dictionary, and
            `is_first`, whether h and C are 0; returns a Case.

    Returns:
        list of Case.
    """
    few, many = sorted(int(size) for size in rng.choice((2, 3, 4), 2, replace=False))
    first, second, third = other_orders(rng)
    return [
        case(rng, n=2, m=3),
        case(rng, n=1, m=2, order=first),
        case(rng, n=3, m=3, order=second),
        case(rng, n=few, m=few),
        case(rng, n=many, m=1),
        case(rng, n=many, m=few, order=third, is_first=True),
    ]
