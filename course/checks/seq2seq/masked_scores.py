"""masked-scores: mean loss and accuracy over the characters that are not padding.

The loss is Keras' own, with the padding left out.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    shapes = [((4, 2), 5, 4), ((6, 1, 3), 6, 5), ((7,), 12, 8)]
    return [_case(rng, *shape) for shape in shapes]


def _case(rng, lengths, steps, symbols):
    import keras

    lengths = np.array(lengths)
    target = np.zeros((len(lengths), steps), "int32")
    for row, length in zip(target, lengths, strict=True):
        row[:length] = rng.integers(1, symbols, length)
    weights = rng.gamma(0.7, size=(*target.shape, symbols)) + 0.02
    rows, columns = np.indices(target.shape)
    weights[rows, columns, target] *= rng.choice([0.5, 6.0], target.shape)
    probabilities = (weights / weights.sum(-1, keepdims=True)).astype("float32")
    mask = target != 0
    costs = keras.ops.convert_to_numpy(
        keras.losses.sparse_categorical_crossentropy(target, probabilities)
    )
    hits = probabilities.argmax(-1) == target
    if not hits[mask].any() or hits[mask].all():  # an accuracy of 0 or 1 would hide mistakes
        return _case(rng, lengths.tolist(), steps, symbols)
    loss, accuracy = float(costs[mask].mean()), float(hits[mask].mean())
    said = probabilities.argmax(-1) != 0
    by_text = [(costs[i, :n].mean(), hits[i, :n].mean()) for i, n in enumerate(lengths)]
    whole = float((hits | ~mask).all(axis=1).mean())
    squares = (1 - probabilities[rows, columns, target]) ** 2
    mistakes = {
        "padding must not count: divide by the characters that are there": (
            float(costs.mean()), float(hits.mean()),
        ),
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
        "the loss still counts padding": (float(costs.mean()), accuracy),
        "a mean, not a sum": (float(costs[mask].sum()), float(hits[mask].sum())),
        "the loss is a mean too": (float(costs[mask].sum()), accuracy),
        "take the mean over all characters at once: short texts must not weigh more": tuple(
            float(value) for value in np.mean(by_text, axis=0)
        ),
        "the loss is minus the logarithm": (-loss, accuracy),
        "use the natural logarithm": (loss / np.log(2), accuracy),
        "use the natural logarithm, not the one to base 10": (loss / np.log(10), accuracy),
        "the accuracy is that of characters; yours counts whole texts": (loss, whole),
        "what is padding is decided by the target, not by what the net says": (
            float(costs[said].mean()) if said.any() else 0.0,
            float(hits[said].mean()) if said.any() else 0.0,
        ),
        "the loss is the logarithm of the right character's probability, not its squared error": (
            float(squares[mask].mean()), accuracy,
        ),
        "that is the probability itself: the loss is minus its logarithm": (
            float(probabilities[rows, columns, target][mask].mean()), accuracy,
        ),
        "loss first, accuracy second": (accuracy, loss),
        "that is the share of errors: the accuracy is the share of hits": (loss, 1 - accuracy),
    }  # fmt: skip
    asks = f"(loss, accuracy) over {int(mask.sum())} characters; {int((~mask).sum())} are padding"
    return Case((probabilities, target), (loss, accuracy), asks, mistakes)


masked_scores = Check("masked-scores", 2, _cases, seconds=20.0)
