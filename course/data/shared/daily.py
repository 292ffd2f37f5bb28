"""Daily numbers: the form that prices, temperatures and made series come in."""

from typing import NamedTuple

import numpy as np


class Daily(NamedTuple):
    """A series with one number a day.

    Attributes:
        dates: datetime64[D] array (days,), rising; days may be missing, such as the weekends of an exchange.
        values: float64 array (days,).
        unit: str, what the values are, for an axis.
        licence: str.
    """

    dates: np.ndarray
    values: np.ndarray
    unit: str
    licence: str
