"""last-outputs: the output of each review at its last word.

The outputs are drawn first, then laid where each review ends.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    """Padded steps hold what a kernel leaves there, zeros or the last output again, or anything else."""
    return [
        _case(rng, lengths=[4, 6, 1], steps=6, units=2, padded="noise"),
        _case(rng, lengths=[5, 2, 6, 3], steps=7, units=3, padded="zeros"),
        _case(rng, lengths=[3, 5, 2, 4, 5], steps=5, units=4, padded="again"),
        _case(rng, lengths=[4, 1, 7, 5], steps=9, units=1, padded="noise, then zeros"),
        _case(rng, lengths=[4], steps=7, units=3, padded="noise, then zeros"),
        _case(rng, lengths=[4, 4, 4], steps=4, units=5, padded="noise"),
        _case(rng, lengths=[1, 1], steps=1, units=2, padded="noise"),
    ]


def _case(rng, lengths, steps, units, padded):
    reviews, lengths = len(lengths), np.array(lengths)
    right = rng.normal(scale=3, size=(reviews, units)).astype("float32")
    outputs = rng.normal(scale=3, size=(reviews, steps, units)).astype("float32")
    ids = np.zeros((reviews, steps), "int64")
    for row, length in enumerate(lengths):
        ids[row, :length] = rng.permutation(np.arange(2, 90))[:length]
        if length > 2 and row % 2 == 0:
            ids[row, 1] = ids[row, 0]
            ids[row, length - 1] = 1  # an unknown word is a word
        elif length > 2:
            ids[row, 1] = ids[row, length - 1]  # the last word occurs earlier, too
        outputs[row, length - 1] = right[row]
        if padded == "zeros":
            outputs[row, length:] = 0
        elif padded == "again":
            outputs[row, length:] = right[row]
        elif padded == "noise, then zeros":
            outputs[row, max(length, steps - 1) :] = 0
    rows = np.arange(reviews)
    words = (ids != 0)[:, :, None]
    not_zero = [np.flatnonzero(review.any(axis=1))[-1] for review in outputs]
    mistakes = {
        "the last step of a row may be padding: take that of the last word": outputs[:, -1],
        "ids tell where a review ends; what stands in padded steps need not be 0": (
            outputs[rows, not_zero]
        ),
        "one step too early: the last of n words is at step n - 1": (
            outputs[rows, np.maximum(lengths - 2, 0)]
        ),
        "one step too early: the last of n words is at step n - 1, counted from 0": (
            outputs[rows, lengths - 2]
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
        "row i belongs to review i: yours are all from the first review": outputs[0, lengths - 1],
        "one step for each review: outputs[:, places] takes all places of every review": (
            outputs[:, lengths - 1]
        ),
        "a review that fills its row has no 0 in it: argmin finds its smallest id": (
            outputs[rows, ids.argmin(axis=1) - 1]
        ),
        "the last of n words is at step n - 1; yours is at step `steps - n`: do you count padded steps, or "
        "from the end?": outputs[rows, -lengths],
        "count the words, not the padding": outputs[rows, steps - lengths - 1],
        "take the output at the last word, not the mean over the words": (
            (outputs * words).sum(axis=1) / lengths[:, None]
        ),
        "take the output at the last word, not the mean over the steps": outputs.mean(axis=1),
        "take the output at the last word, not the sum": outputs.sum(axis=1),
        "take the output at the last word, not the sum over the words": (
            (outputs * words).sum(axis=1)
        ),
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
        "keep the fractions: yours are whole numbers": np.trunc(right),
        "all units, not only the first": right[:, 0],
        "all units, not only the last": right[:, -1],
        "only the last word of each review, not all words": outputs[ids != 0],
        "the outputs, not only with the padding set to 0: take the step of the last word": (
            outputs * words
        ),
        "these are the places of the last words: take the outputs there": lengths - 1,
        "these are the ids of the last words: take the outputs there": ids[rows, lengths - 1],
        "argmax finds the largest id, not the last word": outputs[rows, ids.argmax(axis=1)],
        "find the last step that has a word: looking for the word itself finds where it occurs first": (
            outputs[rows, (ids == ids[rows, lengths - 1][:, None]).argmax(axis=1)]
        ),
        "id 1 stands for unknown words and is a word, only 0 is padding": (
            outputs[rows, (ids > 1).sum(axis=1) - 1]
        ),
    }  # fmt: skip
    asks = f"shape {right.shape}, the output at each review's last word"
    places = {
        "in reviews that fill their row": np.broadcast_to(lengths[:, None] == steps, right.shape),
        "in reviews that have padding": np.broadcast_to(lengths[:, None] < steps, right.shape),
        "in reviews of one word": np.broadcast_to(lengths[:, None] == 1, right.shape),
        "in the last review": np.broadcast_to(rows[:, None] == reviews - 1, right.shape),
    }
    return Case((outputs, ids), right, asks, mistakes, places)


def _after_the_last_word(outputs, ids):
    """One step too late; where a review fills its row, there is none."""
    return outputs[np.arange(len(ids)), (ids != 0).sum(axis=1)]


def _has_repeated_padding(outputs, ids):
    padded = np.argwhere(ids == 0).tolist()
    return padded and all(
        (outputs[row, step] == outputs[row, step - 1]).all() for row, step in padded
    )


last_outputs = Check(
    "last-outputs",
    1,
    _cases,
    mistakes={
        "one step too late, and after a full row there is none: the last of n words is at step n - 1": (
            _after_the_last_word
        ),
    },
    axes=("review", "unit"),
    corners={
        "a review fills its row": lambda outputs, ids: (ids != 0).all(axis=1).any(),
        "no review has padding": lambda outputs, ids: (ids != 0).all(),
        "a review has one word and padding": lambda outputs, ids: (
            ((ids != 0).sum(axis=1) == 1) & (ids.shape[1] > 1)
        ).any(),
        "reviews differ in length": lambda outputs, ids: len(set((ids != 0).sum(axis=1))) > 1,
        "there is one review": lambda outputs, ids: len(ids) == 1,
        "there is one step": lambda outputs, ids: ids.shape[1] == 1,
        "there is one unit": lambda outputs, ids: outputs.shape[2] == 1,
        "there are as many reviews as steps": lambda outputs, ids: ids.shape[0] == ids.shape[1],
        "a last word has id 1": lambda outputs, ids: (
            (ids == 1) & (np.pad(ids, ((0, 0), (0, 1)))[:, 1:] == 0)
        ).any(),
        "a word occurs twice in a review": lambda outputs, ids: any(
            len(set(row[row != 0])) < (row != 0).sum() for row in ids
        ),
        "padded steps hold zeros": lambda outputs, ids: (
            (ids == 0).any() and not outputs[ids == 0].any()
        ),
        "padded steps hold the last output again": _has_repeated_padding,
        "padded steps hold other numbers": lambda outputs, ids: (
            outputs[ids == 0].any() and not _has_repeated_padding(outputs, ids)
        ),
    },
)
