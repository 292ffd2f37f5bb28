"""Answers to mel-filters."""

import math

import numpy as np
from scipy import interpolate

from tests.answers import Bank

bank = Bank("mel-filters")
right, mistake = bank.right, bank.mistake


def mel(hertz):
    return 2595 * np.log10(1 + np.asarray(hertz, float) / 700)


def hertz(mels):
    return 700 * (10 ** (np.asarray(mels, float) / 2595) - 1)


def points_of(bands, lowest, highest):
    return hertz(np.linspace(mel(lowest), mel(highest), bands + 2))


def frequencies_of(rate, size):
    return np.fft.rfftfreq(size, 1 / rate)


def triangles(points, frequencies):
    rows = []
    for left, centre, right in zip(points, points[1:], points[2:]):
        up = (frequencies - left) / (centre - left)
        down = (right - frequencies) / (right - centre)
        rows.append(np.maximum(0, np.minimum(up, down)))
    return np.array(rows)


@right
def filters_by_rows(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, lowest, highest), frequencies_of(rate, size))


@right
def filters_by_interpolation(bands, lowest, highest, rate, size):
    points = points_of(bands, lowest, highest)
    frequencies = np.linspace(0, rate / 2, size // 2 + 1)
    return np.array([np.interp(frequencies, points[b : b + 3], [0, 1, 0]) for b in range(bands)])


@right
def filters_by_loops(bands, lowest, highest, rate, size):
    start, end = (1127 * math.log(1 + edge / 700) for edge in (lowest, highest))
    steps = [start + (end - start) * k / (bands + 1) for k in range(bands + 2)]
    points = [700 * (math.exp(step / 1127) - 1) for step in steps]
    rows = []
    for b in range(bands):
        row = []
        for k in range(size // 2 + 1):
            frequency = k * rate / size
            if points[b] < frequency <= points[b + 1]:
                row.append((frequency - points[b]) / (points[b + 1] - points[b]))
            elif points[b + 1] < frequency < points[b + 2]:
                row.append((points[b + 2] - frequency) / (points[b + 2] - points[b + 1]))
            else:
                row.append(0)
        rows.append(row)
    return rows


@right
def filters_in_single_precision(bands, lowest, highest, rate, size):
    mels = np.linspace(mel(lowest), mel(highest), bands + 2).astype("float32")
    points = np.float32(700) * (np.float32(10) ** (mels / np.float32(2595)) - np.float32(1))
    return triangles(points, frequencies_of(rate, size).astype("float32")).astype("float32")


@right
def filters_by_distance(bands, lowest, highest, rate, size):
    points, frequencies = (
        points_of(bands, lowest, highest),
        np.arange(size // 2 + 1) * (rate / size),
    )
    distance = frequencies - points[1:-1, None]
    width = np.where(
        distance < 0, points[1:-1, None] - points[:-2, None], np.diff(points)[1:, None]
    )
    return np.clip(1 - abs(distance) / width, 0, 1)


@right
def filters_by_where(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)[None]
    left, centre, right = points[:-2, None], points[1:-1, None], points[2:, None]
    up = np.where((f >= left) & (f <= centre), (f - left) / (centre - left), 0)
    return up + np.where((f > centre) & (f <= right), (right - f) / (right - centre), 0)


@mistake("do not round them down to frequencies")
def filters_of_bins(bands, lowest, highest, rate, size):
    bins = [int(point * size / rate) for point in points_of(bands, lowest, highest)]
    heights = np.zeros((bands, size // 2 + 1))
    for b in range(bands):
        for k in range(bins[b], bins[b + 1]):
            heights[b, k] = (k - bins[b]) / (bins[b + 1] - bins[b])
        for k in range(bins[b + 1], bins[b + 2]):
            heights[b, k] = (bins[b + 2] - k) / (bins[b + 2] - bins[b + 1])
    return heights


@mistake("by size + 1 least of all")
def filters_of_more_bins(bands, lowest, highest, rate, size):
    bins = np.floor((size + 1) * points_of(bands, lowest, highest) / rate).astype(int)
    heights = np.zeros((bands, size // 2 + 1))
    for b in range(bands):
        for k in range(bins[b], min(bins[b + 1], size // 2 + 1)):
            heights[b, k] = (k - bins[b]) / (bins[b + 1] - bins[b])
        for k in range(bins[b + 1], min(bins[b + 2], size // 2 + 1)):
            heights[b, k] = (bins[b + 2] - k) / (bins[b + 2] - bins[b + 1])
    return heights


@mistake("NaN")
def filters_at_nearest_frequencies(bands, lowest, highest, rate, size):
    points = np.round(points_of(bands, lowest, highest) * size / rate) * rate / size
    with np.errstate(all="ignore"):
        return triangles(points, frequencies_of(rate, size))


@mistake("not in hertz")
def filters_by_hertz(bands, lowest, highest, rate, size):
    return triangles(np.linspace(lowest, highest, bands + 2), frequencies_of(rate, size))


@mistake("turn them back into hertz")
def filters_at_mel(bands, lowest, highest, rate, size):
    points = np.linspace(mel(lowest), mel(highest), bands + 2)
    return triangles(points, frequencies_of(rate, size))


@mistake("not over mel")
def filters_straight_in_mel(bands, lowest, highest, rate, size):
    points = np.linspace(mel(lowest), mel(highest), bands + 2)
    return triangles(points, mel(frequencies_of(rate, size)))


@mistake("not over mel")
def filters_of_tensorflow(bands, lowest, highest, rate, size):
    points = 1127 * np.log1p(np.array([lowest, highest]) / 700)
    edges = np.linspace(*points, bands + 2)
    return triangles(edges, 1127 * np.log1p(frequencies_of(rate, size) / 700))


@mistake("another formula")
def filters_of_slaney(bands, lowest, highest, rate, size):
    step = math.log(6.4) / 27

    def to_mel(f):
        return f / (200 / 3) if f < 1000 else 15 + math.log(f / 1000) / step

    mels = np.linspace(to_mel(lowest), to_mel(highest), bands + 2)
    points = [m * 200 / 3 if m < 15 else 1000 * math.exp(step * (m - 15)) for m in mels]
    return triangles(points, frequencies_of(rate, size))


@mistake("700, not 1000")
def filters_with_1000(bands, lowest, highest, rate, size):
    mels = np.linspace(math.log(1 + lowest / 1000), math.log(1 + highest / 1000), bands + 2)
    return triangles(1000 * (np.exp(mels) - 1), frequencies_of(rate, size))


@mistake("the natural logarithm is another")
def filters_with_natural_logarithm(bands, lowest, highest, rate, size):
    mels = 2595 * np.log(1 + np.linspace(lowest, highest, 2) / 700)
    points = 700 * (10 ** (np.linspace(*mels, bands + 2) / 2595) - 1)
    return triangles(points, frequencies_of(rate, size))


@mistake("not with exp")
def filters_with_exp(bands, lowest, highest, rate, size):
    mels = np.linspace(mel(lowest), mel(highest), bands + 2)
    return triangles(700 * (np.exp(mels / 2595) - 1), frequencies_of(rate, size))


@mistake("ends with - 1")
def filters_inverse_without_one(bands, lowest, highest, rate, size):
    mels = np.linspace(mel(lowest), mel(highest), bands + 2)
    return triangles(700 * 10 ** (mels / 2595), frequencies_of(rate, size))


@mistake("not at half of the rate")
def filters_up_to_half(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, lowest, rate / 2), frequencies_of(rate, size))


@mistake("at `lowest`, not at 0")
def filters_from_zero(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, 0, highest), frequencies_of(rate, size))


@mistake("not at 0 and half of the rate")
def filters_of_all(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, 0, rate / 2), frequencies_of(rate, size))


@mistake("two points more")
def filters_one_too_few(bands, lowest, highest, rate, size):
    return triangles(points_of(bands - 1, lowest, highest), frequencies_of(rate, size)).reshape(
        bands - 1, size // 2 + 1
    )


@mistake("a filter too many")
def filters_one_too_many(bands, lowest, highest, rate, size):
    return triangles(points_of(bands + 1, lowest, highest), frequencies_of(rate, size))


@mistake("`linspace`, not `arange`")
def filters_without_the_end(bands, lowest, highest, rate, size):
    mels = np.linspace(mel(lowest), mel(highest), bands + 2, endpoint=False)
    return triangles(hertz(mels), frequencies_of(rate, size))


@mistake("heights of 0 at least")
def filters_negative(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    left, centre, right = points[:-2, None], points[1:-1, None], points[2:, None]
    return np.minimum((f - left) / (centre - left), (right - f) / (right - centre))


@mistake("1 all over it")
def filters_flat(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    return ((f > points[:-2, None]) & (f < points[2:, None])).astype(float)


@mistake("does not end there")
def filters_rising(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    up = (f - points[:-2, None]) / np.diff(points)[:-1, None]
    return np.where((up >= 0) & (up <= 1), up, 0)


@mistake("rises before its centre")
def filters_falling(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    down = (points[2:, None] - f) / np.diff(points)[1:, None]
    return np.where((down >= 0) & (down <= 1), down, 0)


@mistake("its area is not asked for")
def filters_of_equal_area(bands, lowest, highest, rate, size):
    points = points_of(bands, lowest, highest)
    heights = triangles(points, frequencies_of(rate, size))
    return heights * 2 / (points[2:] - points[:-2])[:, None]


@mistake("do not divide it by its sum")
def filters_of_sum_one(bands, lowest, highest, rate, size):
    heights = filters_by_rows(bands, lowest, highest, rate, size)
    with np.errstate(invalid="ignore"):
        return heights / heights.sum(axis=1, keepdims=True)


@mistake("do not divide by the sum of its filters")
def filters_that_share(bands, lowest, highest, rate, size):
    heights = filters_by_rows(bands, lowest, highest, rate, size)
    total = heights.sum(axis=0)
    return heights / np.where(total > 0, total, 1)


@mistake("do not stretch the filter")
def filters_stretched(bands, lowest, highest, rate, size):
    heights = filters_by_rows(bands, lowest, highest, rate, size)
    with np.errstate(invalid="ignore"):
        return heights / heights.max(axis=1)[:, None]


@mistake("not their squares")
def filters_squared(bands, lowest, highest, rate, size):
    return filters_by_rows(bands, lowest, highest, rate, size) ** 2


@mistake("a column for each frequency")
def filters_transposed(bands, lowest, highest, rate, size):
    return filters_by_rows(bands, lowest, highest, rate, size).T


@mistake("the last one, half of the rate, is missing")
def filters_without_half(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, lowest, highest), np.arange(size // 2) * rate / size)


@mistake("0, has a column")
def filters_without_zero(bands, lowest, highest, rate, size):
    return filters_by_rows(bands, lowest, highest, rate, size)[:, 1:]


@mistake("not as many as samples")
def filters_of_all_samples(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, lowest, highest), np.arange(size) * rate / size)


@mistake("not less")
def filters_slightly_low(bands, lowest, highest, rate, size):
    frequencies = np.linspace(0, rate / 2, size // 2 + 1, endpoint=False)
    return triangles(points_of(bands, lowest, highest), frequencies)


@mistake("not at the rate")
def filters_up_to_rate(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, lowest, highest), np.linspace(0, rate, size // 2 + 1))


@mistake("not their numbers")
def filters_over_numbers(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, lowest, highest), np.arange(size // 2 + 1))


@mistake("the lowest filter first")
def filters_highest_first(bands, lowest, highest, rate, size):
    return filters_by_rows(bands, lowest, highest, rate, size)[::-1]


@mistake("not all of them together")
def filters_together(bands, lowest, highest, rate, size):
    return filters_by_rows(bands, lowest, highest, rate, size).sum(axis=0)


@mistake("not the larger")
def filters_of_larger_side(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    up = (f - points[:-2, None]) / np.diff(points)[:-1, None]
    down = (points[2:, None] - f) / np.diff(points)[1:, None]
    return np.clip(np.maximum(up, down), 0, 1)


@mistake("shape")
def filters_without_band(bands, lowest, highest, rate, size):
    return filters_by_rows(bands, lowest, highest, rate, size)[:-1]


@mistake("numbers are wrong")
def filters_of_geometric_points(bands, lowest, highest, rate, size):
    points = np.geomspace(max(lowest, 1), highest, bands + 2)
    return triangles(points, frequencies_of(rate, size))


@mistake("numbers are wrong")
def filters_of_gauss(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    return np.exp(-0.5 * ((f - points[1:-1, None]) / (points[2:] - points[:-2])[:, None] * 4) ** 2)


@mistake("numbers are wrong")
def filters_of_rounded_hertz(bands, lowest, highest, rate, size):
    return triangles(np.round(points_of(bands, lowest, highest)), frequencies_of(rate, size))


@mistake("numbers are wrong")
def filters_of_whole_frequencies(bands, lowest, highest, rate, size):
    return triangles(points_of(bands, lowest, highest), np.arange(size // 2 + 1) * (rate // size))


@mistake("numbers are wrong")
def filters_with_hann_sides(bands, lowest, highest, rate, size):
    heights = filters_by_rows(bands, lowest, highest, rate, size)
    return 0.5 - 0.5 * np.cos(np.pi * heights)


@mistake("wrong")
def filters_as_whole_numbers(bands, lowest, highest, rate, size):
    return filters_by_rows(bands, lowest, highest, rate, size).astype(int)


@right
def filters_by_unit_rows(bands, lowest, highest, rate, size):
    points = points_of(bands, lowest, highest)
    frequencies = np.arange(size // 2 + 1) / size * rate
    return np.stack([np.interp(frequencies, points, one) for one in np.eye(bands + 2)[1:-1]])


@right
def filters_by_scipy(bands, lowest, highest, rate, size):
    points, outside = points_of(bands, lowest, highest), {"bounds_error": False, "fill_value": 0}
    frequencies = np.linspace(0, rate / 2, size // 2 + 1)
    rows = [interpolate.interp1d(points[b : b + 3], [0, 1, 0], **outside) for b in range(bands)]
    return [row(frequencies) for row in rows]


@mistake("not half of the way in hertz")
def filters_with_middle_tops(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    ends = list(zip(points, points[2:]))
    return np.array([np.interp(f, [a, (a + b) / 2, b], [0, 1, 0]) for a, b in ends])


@mistake("no middles of steps")
def filters_at_middles(bands, lowest, highest, rate, size):
    frequencies = (np.arange(size // 2 + 1) + 0.5) * rate / size
    return triangles(points_of(bands, lowest, highest), frequencies)


@mistake("rise and fall, too")
def filters_with_shelves(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    heights = triangles(points, f)
    heights[0][f <= points[1]] = 1
    heights[-1][f >= points[-2]] = 1
    return heights


@mistake("there is one band")
def filters_that_do_not_overlap(bands, lowest, highest, rate, size):
    points = points_of(2 * bands - 1, lowest, highest)
    return triangles(points, frequencies_of(rate, size))[::2]


@mistake("one minus the right one")
def filters_that_rise_again(bands, lowest, highest, rate, size):
    points, f = points_of(bands, lowest, highest), frequencies_of(rate, size)
    heights = filters_by_rows(bands, lowest, highest, rate, size)
    is_falling = (f > points[1:-1, None]) & (f < points[2:, None])
    return np.where(is_falling, 1 - heights, heights)


@mistake("inside of the triangles")
def filters_as_bells(bands, lowest, highest, rate, size):
    heights = filters_by_rows(bands, lowest, highest, rate, size)
    return np.sin(np.pi / 2 * heights)
