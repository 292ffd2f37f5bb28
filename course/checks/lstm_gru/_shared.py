"""What the steps of LSTM, GRU and LSTM with peepholes share."""

import numpy as np

from course.checks.base.compare import differs

# the weights are set anyway; these are fast
ZEROS = {"kernel_initializer": "zeros", "recurrent_initializer": "zeros"}


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def differs_from_pair(value, expected, tolerance):
    """As always; one array in place of h and C is called just that."""
    shape = getattr(value, "shape", ())
    if len(shape) == 1:
        return f"it returned one array of shape ({shape[0]},), not two"
    return differs(value, expected, tolerance)
