"""masked-scores: mean loss and accuracy over the characters that are not padding.

The loss is Keras' own, with the padding left out.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.seq2seq._shared import END, START


def _cases(rng):
    return [
        _case(rng, (4, 2), steps=5, symbols=6),
        _case(rng, (6, 1, 3), steps=6, symbols=6, kind="float64"),
        _case(rng, (7,), steps=12, symbols=8),
        _case(rng, (3, 3, 3, 3), steps=3, symbols=7),
        _case(rng, (5, 2, 1, 3, 4), steps=5, symbols=5),
        _case(rng, (2, 4, 3), steps=7, symbols=9, ids="int64"),
    ]


def _case(rng, lengths, steps, symbols, kind="float32", ids="int32"):
    """Texts of these lengths, END included, in rows of `steps`; wherever it can, START stands in one, too."""
    import keras

    lengths = np.array(lengths)
    target = np.zeros((len(lengths), steps), ids)
    for row, length in zip(target, lengths, strict=True):
        row[:length] = rng.integers(3, symbols, length)
        row[length - 1] = END
    target[lengths.argmax(), 0] = START
    mask = target != 0
    weights = rng.gamma(0.7, size=(*target.shape, symbols)) + 0.05
    rows, columns = np.indices(target.shape)
    weights[rows, columns, target] *= rng.choice([0.5, 6.0], target.shape)
    probabilities = (weights / weights.sum(-1, keepdims=True)).astype(kind)
    costs = keras.ops.convert_to_numpy(
        keras.losses.sparse_categorical_crossentropy(target, probabilities)
    ).astype(float)
    best = probabilities.argmax(-1)
    hits = best == target
    if not (0 < hits[mask].sum() < mask.sum()) or not (best[mask] == 0).any():
        return _case(rng, lengths.tolist(), steps, symbols, kind, ids)  # mistakes would not show
    loss, accuracy = float(costs[mask].mean()), float(hits[mask].mean())

    def over(chosen):
        return float(costs[chosen].mean()), float(hits[chosen].mean())

    def each(entries, chosen=mask):
        return float(np.mean([e[c].mean() for e, c in zip(entries, chosen, strict=True)]))

    letters = np.exp(probabilities) / np.exp(probabilities).sum(-1, keepdims=True)
    twice = -np.log(letters[rows, columns, target])[mask].mean()
    right = probabilities[rows, columns, target].astype(float)
    mistakes = {
        "padding must not count: divide by the characters that are there": over(mask | ~mask),
        "the padding's share is gone from the sum but not from the number you divide by": (
            float(costs[mask].sum() / mask.size), float(hits[mask].sum() / mask.size),
        ),
        "padding is not a hit: leave it out instead of counting it as right": (
            loss, float((hits | ~mask).mean()),
        ),
        "divide the accuracy by the characters that are there": (
            loss, float(hits[mask].sum() / mask.size),
        ),
        "divide the loss by the characters that are there": (
            float(costs[mask].sum() / mask.size), accuracy,
        ),
        "the accuracy still counts padding": (loss, float(hits.mean())),
        "hits in the padding must not count either": (loss, float(hits.sum() / mask.sum())),
        "the loss still counts padding": (float(costs.mean()), accuracy),
        "the loss of padding must not be in the sum either": (
            float(costs.sum() / mask.sum()), accuracy,
        ),
        "a mean, not a sum": (float(costs[mask].sum()), float(hits[mask].sum())),
        "the loss is a mean too": (float(costs[mask].sum()), accuracy),
        "the accuracy is a share: divide the number of hits by that of the characters": (
            loss, float(hits[mask].sum()),
        ),
        "the accuracy is a share between 0 and 1, not a percentage": (loss, 100 * accuracy),
        "take the mean over all characters at once: short texts must not weigh more": (
            each(costs), each(hits),
        ),
        "take the mean loss over all characters at once: short texts must not weigh more": (
            each(costs), accuracy,
        ),
        "take the mean over the characters, not the sum over each text": (
            float(costs[mask].sum() / len(lengths)), accuracy,
        ),
        "END counts as a character, too: only id 0 is padding": over(target > END),
        "only id 0 is padding, not id 1": over(target > START),
        "only id 0 is padding, not END": over(mask & (target != END)),
        "the last step is not padding where the text fills its row": over(
            mask & (np.arange(steps) < steps - 1)
        ),
        "these are probabilities already: no softmax (from_logits=False)": (float(twice), accuracy),
        "the loss is minus the logarithm": (-loss, accuracy),
        "use the natural logarithm": (loss / np.log(2), accuracy),
        "use the natural logarithm, not the one to base 10": (loss / np.log(10), accuracy),
        "the loss is the mean of the logarithms, not the logarithm of the mean": (
            float(-np.log(right[mask].mean())), accuracy,
        ),
        "the loss is about the right character's probability, not the likeliest one's": (
            float(-np.log(probabilities.max(-1)[mask].astype(float)).mean()), accuracy,
        ),
        "the loss is that of the right character alone: nothing of the others is added": (
            float((costs - np.log1p(-probabilities).sum(-1) + np.log1p(-right))[mask].mean()),
            accuracy,
        ),
        "return the mean loss itself, not e to the power of it (the perplexity)": (
            float(np.exp(loss)), accuracy,
        ),
        "the accuracy is that of characters; yours counts whole texts": (
            loss, float((hits | ~mask).all(axis=1).mean()),
        ),
        "what is padding is decided by the target, not by what the net says": over(best != 0),
        "the accuracy asks which id is likeliest, not whether the right one has more than half": (
            loss, float((right > 0.5)[mask].mean()),
        ),
        "the accuracy is not the mean probability: count where the right id is the likeliest": (
            loss, float(right[mask].mean()),
        ),
        "the loss is the logarithm of the right character's probability, not its squared error": (
            float(((1 - right) ** 2)[mask].mean()), accuracy,
        ),
        "that is the probability itself: the loss is minus its logarithm": (
            float(right[mask].mean()), accuracy,
        ),
        "the loss is minus the logarithm of the probability, not 1 minus it": (
            float(1 - right[mask].mean()), accuracy,
        ),
        "loss first, accuracy second": (accuracy, loss),
        "that is the share of errors: the accuracy is the share of hits": (loss, 1 - accuracy),
    }  # fmt: skip
    asks = f"(loss, accuracy) over {int(mask.sum())} characters; {int((~mask).sum())} are padding"
    return Case((probabilities, target), (loss, accuracy), asks, mistakes)


masked_scores = Check(
    "masked-scores",
    2,
    _cases,
    # float32 logarithms of probabilities of 0.001 and more, and room for 1e-8 that is added to these
    tolerance=Tolerance(1e-5, absolute=1e-7),
    parts=("loss", "accuracy"),
    corners={
        "there is one text": lambda probabilities, target: len(target) == 1,
        "there is no padding": lambda probabilities, target: (target != 0).all(),
        "a text fills its row": lambda probabilities, target: (target[:, -1] != 0).any(),
        "a text has one character": lambda probabilities, target: (target != 0).sum(1).min() == 1,
        "there are as many texts as steps": lambda probabilities, target: (
            target.shape[0] == target.shape[1]
        ),
        "there are as many symbols as steps": lambda probabilities, target: (
            target.shape[1] == probabilities.shape[2]
        ),
    },
    seconds=20.0,
)
