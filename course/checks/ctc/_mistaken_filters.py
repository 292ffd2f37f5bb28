"""Triangles over frequencies, and the filter banks that students make instead of the right one."""

import math

import numpy as np


def points_of(bands, lowest, highest, knee=700.0):
    start, end = math.log1p(lowest / knee), math.log1p(highest / knee)
    steps = range(bands + 2)
    return [knee * math.expm1(start + (end - start) * step / (bands + 1)) for step in steps]


def _usual_points(bands, lowest, highest):
    """The same points, rounded in the last digit as numpy rounds them: mistakes depend on it."""
    ends = 2595 * np.log10(1 + np.array([lowest, highest], float) / 700)
    return (10 ** (np.linspace(*ends, bands + 2) / 2595) - 1) * 700


def triangles(points, frequencies):
    """Triangles between each three points that follow on each other."""
    points, found = np.asarray(points), []
    with np.errstate(all="ignore"):
        for low, top, high in zip(points, points[1:], points[2:], strict=False):
            up, down = (frequencies - low) / (top - low), (high - frequencies) / (high - top)
            found.append(np.clip(np.minimum(up, down), 0, 1))
    return np.array(found).reshape(-1, len(frequencies))


def bins(rate, size):
    return np.linspace(0, rate / 2, size // 2 + 1)


def _by(points, frequencies=bins):
    """Other points, a function of bands, lowest, highest and rate, or other frequencies."""

    def answer(bands, lowest, highest, rate, size):
        with np.errstate(all="ignore"):
            return triangles(points(bands, lowest, highest, rate), frequencies(rate, size))

    return answer


def _right(bands, lowest, highest, rate=None):
    return points_of(bands, lowest, highest)


def _changed(change):
    """A change of the right array; takes its points and the frequencies, too."""

    def answer(bands, lowest, highest, rate, size):
        points, frequencies = _usual_points(bands, lowest, highest), bins(rate, size)
        with np.errstate(all="ignore"):
            return change(triangles(points, frequencies), points, frequencies)

    return answer


def _rounded(rule):
    """Points at numbers of frequencies, and triangles over these numbers."""

    def answer(bands, lowest, highest, rate, size):
        points = [rule(point, rate, size) for point in _usual_points(bands, lowest, highest)]
        heights = np.zeros((bands, size // 2 + 1))
        for band in range(bands):
            low, top, high = points[band : band + 3]
            for column in range(low, min(top, size // 2 + 1)):
                heights[band, column] = (column - low) / (top - low)
            for column in range(top, min(high, size // 2 + 1)):
                heights[band, column] = (high - column) / (high - top)
        return heights

    return answer


def _mel(frequency):
    return np.log1p(np.asarray(frequency, float) / 700)


def _straight_in_mel(right, points, frequencies):
    return triangles(_mel(points), _mel(frequencies))


def _slaney(bands, lowest, highest, rate):
    """Mel as another toolbox has it: a straight line up to 1,000 Hz, then a logarithm."""

    def mel(hertz):
        return 3 * hertz / 200 if hertz < 1000 else 15 + 27 * math.log(hertz / 1000) / math.log(6.4)

    steps = np.linspace(mel(lowest), mel(highest), bands + 2)
    return np.where(steps < 15, 200 * steps / 3, 1000 * np.exp(math.log(6.4) * (steps - 15) / 27))


def _two_logarithms(bands, lowest, highest, rate):
    mels = np.linspace(2595 * _mel(lowest), 2595 * _mel(highest), bands + 2)
    return 700 * (10 ** (mels / 2595) - 1)


def _other_two_logarithms(bands, lowest, highest, rate):
    mels = np.linspace(
        2595 / math.log(10) * _mel(lowest), 2595 / math.log(10) * _mel(highest), bands + 2
    )
    return 700 * np.expm1(mels / 2595)


def _unclipped(right, points, frequencies):
    low, top, high = points[:-2, None], points[1:-1, None], points[2:, None]
    return np.minimum((frequencies - low) / (top - low), (high - frequencies) / (high - top))


def _one_side(rises, falls):
    def change(right, points, frequencies):
        is_rising = frequencies < points[1:-1, None]
        return np.where(is_rising, rises, falls) * right

    return change


def _with_middle_tops(right, points, frequencies):
    rows = [
        triangles([low, (low + high) / 2, high], frequencies)
        for low, high in zip(points, points[2:], strict=False)
    ]
    return np.concatenate(rows)


def _shelves(right, points, frequencies):
    right = right.copy()
    right[0, frequencies <= points[1]] = 1
    right[-1, frequencies >= points[-2]] = 1
    return right


MISTAKES = {
    "the points as they are: do not round them down to frequencies of the transform": _rounded(
        lambda point, rate, size: int(point * size / rate)
    ),
    "the points as they are: do not round them down to frequencies, by size + 1 least of all": _rounded(
        lambda point, rate, size: int(point * (size + 1) / rate)
    ),
    "the points as they are: do not round them to frequencies of the transform": _rounded(
        lambda point, rate, size: round(point * size / rate)
    ),
    "the points as they are: do not round them to whole hertz": _by(
        lambda bands, low, high, rate: np.round(_usual_points(bands, low, high))
    ),
    "equal distances in mel, not in hertz": _by(
        lambda bands, low, high, rate: np.linspace(low, high, bands + 2)
    ),
    "the points are in mel: turn them back into hertz": _by(
        lambda bands, low, high, rate: 2595 / math.log(10) * np.linspace(_mel(low), _mel(high), bands + 2)
    ),
    "the sides are straight over hertz, not over mel": _changed(_straight_in_mel),
    "another formula: this lab's mel is 2595 log10(1 + f / 700) everywhere": _by(_slaney),
    "the number in the logarithm is 700, not 1000": _by(
        lambda bands, low, high, rate: points_of(bands, low, high, knee=1000.0)
    ),
    "log10 goes with a power of 10: the natural logarithm is another one": _by(_two_logarithms),
    "log10 goes with a power of 10, not with exp": _by(_other_two_logarithms),
    "the inverse of mel ends with - 1": _by(
        lambda bands, low, high, rate: [point + 700 for point in points_of(bands, low, high)]
    ),
    "log10(1 + f / 700): the 1 is missing": _by(
        lambda bands, low, high, rate: np.geomspace(low, high, bands + 2) if low else [np.nan] * (bands + 2)
    ),
    "the last point is at `highest`, not at half of the rate": _by(
        lambda bands, low, high, rate: points_of(bands, low, rate / 2)
    ),
    "the first point is at `lowest`, not at 0": _by(
        lambda bands, low, high, rate: points_of(bands, 0, high)
    ),
    "the first point is at `lowest` and the last at `highest`, not at 0 and half of the rate": _by(
        lambda bands, low, high, rate: points_of(bands, 0, rate / 2)
    ),
    "two points more than bands: a triangle needs three, and shares two": _by(
        lambda bands, low, high, rate: points_of(bands - 1, low, high)
    ),
    "two points more than bands, not three: there is a filter too many": _by(
        lambda bands, low, high, rate: points_of(bands + 1, low, high)
    ),
    "`highest` is the last of the points: `linspace`, not `arange`": _by(
        lambda bands, low, high, rate: points_of(bands + 1, low, high)[:-1]
    ),
    "the centres lie between the ends: `lowest` and `highest` are no centres": _changed(
        lambda right, points, frequencies: _with_ends_as_centres(len(right), points, frequencies)
    ),
    "heights of 0 at least: outside of its triangle a filter is 0": _changed(_unclipped),
    "a triangle rises and falls: that is 1 all over it": _changed(
        lambda right, *others: (right > 0).astype(float)
    ),
    "a filter falls after its centre, it does not end there": _changed(_one_side(1, 0)),
    "a filter rises before its centre, too": _changed(_one_side(0, 1)),
    "each filter rises to 1: its area is not asked for": _changed(
        lambda right, points, frequencies: right * (2 / (points[2:] - points[:-2]))[:, None]
    ),
    "each filter as it is: do not divide it by its sum": _changed(
        lambda right, *others: right / right.sum(axis=1, keepdims=True)
    ),
    "each frequency as it is: do not divide by the sum of its filters": _changed(
        lambda right, *others: right / np.where(right.any(axis=0), right.sum(axis=0), 1)
    ),
    "the top of a triangle lies between two frequencies: do not stretch the filter to 1": _changed(
        lambda right, *others: right / right.max(axis=1, keepdims=True)
    ),
    "the top is the next point, not half of the way in hertz": _changed(_with_middle_tops),
    "the frequencies begin at 0: they are no middles of steps": _by(
        _right, lambda rate, size: (np.arange(size // 2 + 1) + 0.5) * rate / size
    ),
    "before the first top and after the last one the filters rise and fall, too": _changed(_shelves),
    "the heights, not their squares": _changed(lambda right, *others: right**2),
    "the heights, not their logarithms": _changed(lambda right, *others: np.log(right)),
    "a row for each filter, a column for each frequency": _changed(lambda right, *others: right.T),
    "size // 2 + 1 frequencies: the last one, half of the rate, is missing": _changed(
        lambda right, *others: right[:, :-1]
    ),
    "the first frequency, 0, has a column, too": _changed(lambda right, *others: right[:, 1:]),
    "size // 2 + 1 frequencies, not as many as samples": _by(
        _right, lambda rate, size: np.arange(size) * rate / size
    ),
    "neighbours are rate / size apart: the last frequency is half of the rate, not less": _by(
        _right, lambda rate, size: np.arange(size // 2 + 1) * rate / (size + 2)
    ),
    "neighbours are rate / size apart: frequencies end at half of the rate, not at the rate": _by(
        _right, lambda rate, size: np.linspace(0, rate, size // 2 + 1)
    ),
    "frequencies are k times rate / size, not their numbers k": _by(
        _right, lambda rate, size: np.arange(size // 2 + 1.0)
    ),
    "the lowest filter first": _changed(lambda right, *others: right[::-1]),
    "one filter for each band, not all of them together": _changed(
        lambda right, *others: right.sum(axis=0)
    ),
    "the smaller of both sides, not the larger": _changed(
        lambda right, points, frequencies: _larger(points, frequencies)
    ),
}  # fmt: skip


def _with_ends_as_centres(bands, points, frequencies):
    """Centres from the first point to the last one, a side as wide as the nearest gap."""
    if bands == 1:
        return np.full((1, len(frequencies)), np.nan)
    centres = np.array(points_of(bands - 2, points[0], points[-1]))
    gaps = np.diff(centres)
    ends = centres[0] - gaps[0], centres[-1] + gaps[-1]
    return triangles([ends[0], *centres, ends[1]], frequencies)


def _larger(points, frequencies):
    low, top, high = points[:-2, None], points[1:-1, None], points[2:, None]
    up, down = (frequencies - low) / (top - low), (high - frequencies) / (high - top)
    return np.clip(np.maximum(up, down), 0, 1)
