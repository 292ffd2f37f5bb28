"""last-outputs: the output of each review at its last word.

The outputs are drawn first, then laid where each review ends.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, lengths=[3, 5, 2], steps=5, units=2),
        _case(rng, lengths=[4, 1, 6, 3], steps=7, units=3),
        _case(rng, lengths=[6, 6, 4], steps=6, units=4),
        _case(rng, lengths=[2, 4], steps=9, units=1),
    ]


def _case(rng, lengths, steps, units):
    count = len(lengths)
    lengths = np.array(lengths)
    right = rng.normal(size=(count, units)).astype("float32")
    outputs = rng.normal(size=(count, steps, units)).astype("float32")
    ids = np.zeros((count, steps), "int64")
    for row, length in enumerate(lengths):
        ids[row, :length] = rng.integers(2, 90, length)
        if row % 2 == 0:
            ids[row, length - 1] = 1  # an unknown word is a word
        if count % 2 == 0:  # what stands on padded steps is up to the kernel; cuDNN writes zeros
            outputs[row, length:] = 0
        outputs[row, length - 1] = right[row]
    rows = np.arange(count)
    words = (ids != 0)[:, :, None]
    flat = outputs.reshape(count, -1)
    mistakes = {
        "the last step of a row may be padding: take that of the last word": outputs[:, -1],
        "one step too early: the last of n words is at step n - 1": (
            outputs[rows, np.maximum(lengths - 2, 0)]
        ),
        "one step too early: the last of n words is at step n - 1, counted from 0": (
            outputs[rows, lengths - 2]
        ),
        "one step too late: the last of n words is at step n - 1": (
            outputs[rows, np.minimum(lengths, steps - 1)]
        ),
        "that is the output at the first word": outputs[:, 0],
        "each review has a length of its own, do not take the longest one's": (
            outputs[:, lengths.max() - 1]
        ),
        "each review has a length of its own, do not take the shortest one's": (
            outputs[:, lengths.min() - 1]
        ),
        "each review has a length of its own, do not take the first one's": (
            outputs[:, lengths[0] - 1]
        ),
        "a review that fills its row has no 0 in it: argmin finds its smallest id": (
            outputs[rows, ids.argmin(axis=1) - 1]
        ),
        "count the words, not the padding": (outputs[rows, np.minimum(steps - lengths, steps - 1)]),
        "take the output at the last word, not the mean over the words": (
            (outputs * words).sum(axis=1) / lengths[:, None]
        ),
        "take the output at the last word, not the mean over the steps": outputs.mean(axis=1),
        "take the output at the last word, not the sum": outputs.sum(axis=1),
        "take the output at the last word, not the largest": (
            np.where(words, outputs, -np.inf).max(axis=1)
        ),
        "take the output at the last word, not the largest of all steps": outputs.max(axis=1),
        "steps are axis 1, units are axis 2": outputs[:, :, -1],
        "drop the axis of the steps: one vector per review": right[:, None],
        "a row for each review, a column for each unit": right.T,
        "one vector for each review, not all in one row": right.ravel(),
        "one vector for each review, not their mean": right.mean(axis=0),
        "one vector for each review, not only for the first": right[0],
        "one vector for each review, not only for the last": right[-1],
        "only the last word of each review, not all words": outputs[ids != 0],
        "these are the places of the last words: take the outputs there": lengths - 1,
        "argmax finds the largest id, not the last word": outputs[rows, ids.argmax(axis=1)],
        "id 1 stands for unknown words and is a word, only 0 is padding": (
            outputs[rows, (ids > 1).sum(axis=1) - 1]
        ),
        "take the output at the last word, not the sum over the words": (
            (outputs * words).sum(axis=1)
        ),
        "all units, not only the last": right[:, -1],
        "the last numbers of a row may be padding: take the output at the last word": (
            flat[:, -units - 1 : -1] if steps > 1 else flat
        ),
    }
    asks = f"shape {right.shape}, the output at each review's last word"
    return Case((outputs, ids), right, asks, mistakes)


last_outputs = Check("last-outputs", 1, _cases)
