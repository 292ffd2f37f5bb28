"""What several banks of this lab use."""

import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))
