"""What the steps of LSTM, GRU and LSTM with peepholes share."""

import numpy as np

from course.checks.base.core import judge_value

# the weights are set anyway; these are fast
ZEROS = {"kernel_initializer": "zeros", "recurrent_initializer": "zeros"}


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def judge_pair(case, outcome):
    """The usual judge; one array in place of h and C is called just that."""
    verdict = judge_value(case, outcome)
    shape = getattr(outcome.value, "shape", ())
    if len(shape) == 1:
        verdict = verdict._replace(message=f"it returned one array of shape ({shape[0]},), not two")
    return verdict
