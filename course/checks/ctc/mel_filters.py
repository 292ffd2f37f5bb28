"""mel-filters: triangles on the frequencies of a Fourier transform, at equal distances in mel.

A case goes along the frequencies one by one and asks between which two points each of them lies. Mel is taken
by the natural logarithm: its unit does not matter, since only equal distances count.
"""

import numpy as np

from course.checks.base.compare import Tolerance, differs
from course.checks.base.core import Case, Check
from course.checks.ctc._mistaken_filters import MISTAKES, bins, points_of, triangles
from course.checks.ctc._shared import planted

# float32 keeps 6e-8 of a frequency of up to 24,000 Hz; the narrowest sides are 15 Hz wide
ROUNDING = Tolerance(relative=0.0, absolute=1e-4)


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def hertz(low, high):
        return round(float(rng.uniform(low, high)), 1)

    def rate(odd):
        """A rate of which numpy's frequencies end at exactly half of it: mistakes there differ by a digit."""
        drawn = 2 * size(5_000, 7_000) + 1 if odd else 2 * size(11_000, 23_000)
        return drawn if 1 / (1 / drawn) == drawn else rate(odd)

    odd, high, low = rate(1), rate(0), rate(0)
    return [
        _case(2, 0, 4000, 8000, 16),  # small enough to be done by hand
        _case(40, 50, 3900, 8000, 256),  # the lab's
        _case(size(3, 6), hertz(20, 200), hertz(2500, 3900), 8000, 64),
        _case(size(20, 30), hertz(60, 300), 8000, 16000, 512),
        _case(size(6, 12), 0, hertz(3000, 5000), 16000, 128),
        _case(1, hertz(100, 400), hertz(1500, 3500), 8000, 2 * size(30, 60)),
        _case(1, 0, low // 2, low, 128),
        _case(size(8, 14), hertz(200, 900), hertz(5000, 9000), 44100, 2 * size(100, 150)),
        _case(size(24, 32), hertz(10, 90), 4000, 8000, 32),
        _case(size(5, 8), 0, high // 2, high, 256),
        _case(size(12, 18), hertz(300, 310), hertz(900, 1100), 8000, 400),
        _case(size(9, 13), 125, 3750, 8000, 2 * size(16, 20)),
        _case(size(20, 28), hertz(90, 250), odd / 2, odd, 256),
        _case(1, *_around(20 * size(30, 60), 0.5, hertz(50, 90)), 8000, 400),
        _case(1, *_around(20 * size(30, 60), -0.5, hertz(50, 90)), 8000, 400),
    ]


def _around(frequency, above, width):
    """The lowest and the highest frequency of a single filter, whose centre lies so much above a frequency."""
    lowest = frequency - width
    highest = (frequency + above + 700) ** 2 / (lowest + 700) - 700
    return round(lowest, 1), round(highest, 1)


def _case(bands, lowest, highest, rate, size):
    points = points_of(bands, lowest, highest)
    right, rising = np.zeros((bands, size // 2 + 1)), np.zeros((bands, size // 2 + 1), bool)
    for column in range(size // 2 + 1):
        frequency = rate * column / size
        for place in range(bands + 1):
            low, high = points[place], points[place + 1]
            if low <= frequency < high:
                share = (frequency - low) / (high - low)
                if place < bands:
                    right[place, column], rising[place, column] = share, True
                if place:
                    right[place - 1, column] = 1 - share
    asks = f"heights of shape {right.shape}, each in 0..1"
    places = {
        "where a filter rises": rising,
        "where a filter falls": (right > 0) & ~rising,
        "inside of the triangles": right > 0,
        "inside of the triangles and in filters without a frequency": (
            (right > 0) | ~right.any(axis=1, keepdims=True)
        ),
        "outside of the triangles": right == 0,
    }
    inputs = bands, lowest, highest, rate, size
    return Case(inputs, right, asks, planted(MISTAKES, inputs), places)


def _differs(value, expected, tolerance):
    """As `differs`; says as well if most filters lie too low, or too high."""
    text = differs(value, expected, tolerance)
    if not text or np.shape(value) != np.shape(expected):
        return text
    value = np.nan_to_num(np.asarray(value, float))
    has_top = value.any(axis=1) & expected.any(axis=1)
    moved = (value.argmax(axis=1) - expected.argmax(axis=1))[has_top]
    # another shape may move the largest of a filter's numbers, but only to a neighbour
    if len(moved) > 2 and abs(moved).max() > 1 and 2 * np.count_nonzero(moved) > len(moved):
        if (moved <= 0).all():
            return f"{text}: the tops of your filters are expected at higher frequencies"
        if (moved >= 0).all():
            return f"{text}: the tops of your filters are expected at lower frequencies"
    return text


def _is_near(points, step):
    """Whether a point but the first and the last is less than 1 above a multiple of the step."""
    rest = np.mod(points, step)[1:-1]
    return bool(((rest > 0.1) & (rest < 0.9)).any())


def _is_empty(bands, lowest, highest, rate, size):
    heights = triangles(points_of(bands, lowest, highest), bins(rate, size))
    return not heights.any(axis=1).all()


CORNERS = {
    "there is one band": lambda bands, lowest, highest, rate, size: bands == 1,
    "there are more than ten bands": lambda bands, lowest, highest, rate, size: bands > 10,
    "the lowest frequency is 0": lambda bands, lowest, highest, rate, size: lowest == 0,
    "the lowest frequency is above 0": lambda bands, lowest, highest, rate, size: lowest > 0,
    "the highest frequency is half of the rate": lambda bands, lowest, highest, rate, size: (
        highest == rate / 2
    ),
    "the highest frequency is below half of the rate": (
        lambda bands, lowest, highest, rate, size: highest < rate / 2
    ),
    "the bands reach from 0 to half of the rate": lambda bands, lowest, highest, rate, size: (
        lowest == 0 and highest == rate / 2
    ),
    "all bands lie below a quarter of the rate": lambda bands, lowest, highest, rate, size: (
        highest < rate / 4
    ),
    "a filter has no frequency in it": _is_empty,
    "there are more bands than frequencies": lambda bands, lowest, highest, rate, size: (
        bands > size // 2 + 1
    ),
    "the rate is 8,000": lambda bands, lowest, highest, rate, size: rate == 8000,
    "the rate is above 40,000": lambda bands, lowest, highest, rate, size: rate > 40_000,
    "half of the rate is no whole number": lambda bands, lowest, highest, rate, size: rate % 2 == 1,
    "a centre lies less than 1 Hz above a frequency": (
        lambda bands, lowest, highest, rate, size: _is_near(
            points_of(bands, lowest, highest), rate / size
        )
    ),
    "a centre lies less than 1 Hz below a frequency": (
        lambda bands, lowest, highest, rate, size: _is_near(
            np.negative(points_of(bands, lowest, highest)), rate / size
        )
    ),
    "the size is no power of 2": lambda bands, lowest, highest, rate, size: size & (size - 1) > 0,
    "the frequencies are no whole numbers": lambda bands, lowest, highest, rate, size: (
        rate % size > 0
    ),
}

mel_filters = Check(
    "mel-filters",
    2,
    _cases,
    compare=_differs,
    tolerance=ROUNDING,
    corners=CORNERS,
    axes=("filter", "frequency"),
)
