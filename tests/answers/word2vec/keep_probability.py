"""Answers to keep-probability."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("keep-probability")
right, mistake = bank.right, bank.mistake


@right
def keep_by_minimum(counts, threshold):
    return np.minimum(1, np.sqrt(threshold / (counts / counts.sum())))


@right
def keep_by_loop(counts, threshold):
    total = sum(counts)
    return [min(1.0, math.sqrt(threshold * total / count)) for count in counts]


@right
def keep_by_clip(counts, threshold):
    return ((threshold * np.sum(counts) / counts) ** 0.5).clip(max=1)


@right
def keep_by_dropping(counts, threshold):
    drop = np.maximum(0, 1 - np.sqrt(threshold / (counts / counts.sum())))
    return 1 - drop


@right
def keep_by_where_in_single_precision(counts, threshold):
    shares = (counts / counts.sum()).astype("float32")
    return np.where(shares > threshold, np.sqrt(np.float32(threshold) / shares), np.float32(1))


@right
def keep_by_logarithms(counts, threshold):
    half = (np.log(threshold) - np.log(counts) + np.log(sum(counts))) / 2
    return tuple(np.exp(np.minimum(half, 0)))


@mistake("it changed its argument `counts`")
def keep_after_sorting(counts, threshold):
    counts[:] = sorted(counts)
    return keep_by_minimum(counts, threshold)


@mistake("keep is 1 minus it")
def keep_is_drop(counts, threshold):
    return 1 - keep_by_minimum(counts, threshold)


@mistake("below 0 for rare ones")
def keep_is_drop_without_limit(counts, threshold):
    return 1 - np.sqrt(threshold / (counts / counts.sum()))


@mistake("never above 1")
def keep_without_limit(counts, threshold):
    return np.sqrt(threshold / (counts / counts.sum()))


@mistake("divided by all counts together")
def keep_by_counts(counts, threshold):
    return np.minimum(1, np.sqrt(threshold / counts))


@mistake("take the square root")
def keep_without_root(counts, threshold):
    return np.minimum(1, threshold / (counts / counts.sum()))


@mistake("the threshold stands above")
def keep_upside_down(counts, threshold):
    return np.minimum(1, np.sqrt(counts / counts.sum() / threshold))


@mistake("number of different words")
def keep_by_mean(counts, threshold):
    return np.minimum(1, np.sqrt(threshold / (counts / len(counts))))


@mistake("not of the most frequent one")
def keep_by_largest(counts, threshold):
    return np.minimum(1, np.sqrt(threshold / (counts / counts.max())))


@mistake("published program")
def keep_as_programmed(counts, threshold):
    ratio = threshold * counts.sum() / counts
    return np.minimum(1, np.sqrt(ratio) + ratio)


@mistake("not the larger")
def keep_by_maximum(counts, threshold):
    return np.maximum(1, np.sqrt(threshold / (counts / counts.sum())))


@mistake("not how many of each")
def keep_as_counts(counts, threshold):
    return counts * keep_by_minimum(counts, threshold)


@mistake("threshold and share")
def keep_root_of_share_only(counts, threshold):
    return np.minimum(1, threshold / np.sqrt(counts / counts.sum()))


@mistake("has a probability of its own")
def keep_mean(counts, threshold):
    return keep_by_minimum(counts, threshold).mean()


@mistake("the function is given")
def keep_with_threshold_of_the_lab(counts, threshold):
    return keep_by_minimum(counts, 1e-3)


@mistake("as the program does")
def keep_as_programmed_without_limit(counts, threshold):
    ratio = threshold * counts.sum() / counts
    return np.sqrt(ratio) + ratio


@mistake("not the square")
def keep_squared(counts, threshold):
    return np.minimum(1, (threshold * counts.sum() / counts) ** 2)


@mistake("an array of ints has no decimals")
def keep_in_whole_numbers(counts, threshold):
    kept = np.zeros_like(counts)
    for place, count in enumerate(counts):
        kept[place] = min(1, math.sqrt(threshold * counts.sum() / count))
    return kept


@mistake("ValueError")
def keep_by_the_minimum_of_python(counts, threshold):
    return min(1, np.sqrt(threshold * counts.sum() / counts))
