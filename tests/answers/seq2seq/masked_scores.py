"""Answers to masked-scores."""

import numpy as np

from tests.answers import Bank

bank = Bank("masked-scores")
right, mistake = bank.right, bank.mistake


@right
def scores_by_index(probabilities, target):
    rows, steps = np.nonzero(target)
    chances = probabilities[rows, steps, target[rows, steps]]
    hits = probabilities[rows, steps].argmax(-1) == target[rows, steps]
    return -np.log(chances).mean(), hits.mean()


@right
def scores_by_loop(probabilities, target):
    loss, hits, count = 0.0, 0, 0
    for row, ids in zip(probabilities, target):
        for chances, right_id in zip(row, ids):
            if right_id:
                loss -= np.log(chances[right_id])
                hits += int(np.argmax(chances) == right_id)
                count += 1
    return loss / count, hits / count


@right
def scores_by_weights(probabilities, target):
    mask = (target > 0).astype("float64")
    chances = np.take_along_axis(probabilities, target[..., None], axis=-1)[..., 0]
    hits = (probabilities.argmax(-1) == target) * mask
    return [float((-np.log(chances) * mask).sum() / mask.sum()), float(hits.sum() / mask.sum())]


@right
def scores_by_keras(probabilities, target):
    import keras

    mask = target != 0
    loss = keras.losses.SparseCategoricalCrossentropy()(target[mask], probabilities[mask])
    hits = keras.metrics.sparse_categorical_accuracy(target[mask], probabilities[mask])
    return float(loss), float(keras.ops.mean(hits))


def by_character(probabilities, target):
    chances = np.take_along_axis(probabilities, target[..., None], axis=-1)[..., 0]
    return -np.log(chances), probabilities.argmax(-1) == target, target != 0


@mistake("padding must not count")
def scores_with_padding(probabilities, target):
    loss, hits, _ = by_character(probabilities, target)
    return loss.mean(), hits.mean()


@mistake("not from the number you divide by")
def scores_divided_by_all(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return (loss * mask).mean(), (hits & mask).mean()


@mistake("accuracy still counts padding")
def accuracy_with_padding(probabilities, target):
    return scores_by_index(probabilities, target)[0], (probabilities.argmax(-1) == target).mean()


@mistake("loss still counts padding")
def loss_with_padding(probabilities, target):
    loss, _, _ = by_character(probabilities, target)
    return loss.mean(), scores_by_index(probabilities, target)[1]


@mistake("not a sum")
def scores_summed(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return loss[mask].sum(), hits[mask].sum()


@mistake("short texts must not weigh more")
def scores_by_text(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    each = [(a[m].mean(), b[m].mean()) for a, b, m in zip(loss, hits, mask)]
    return tuple(np.mean(each, axis=0))


@mistake("minus the logarithm")
def scores_without_minus(probabilities, target):
    loss, accuracy = scores_by_index(probabilities, target)
    return -loss, accuracy


@mistake("natural logarithm")
def scores_in_bits(probabilities, target):
    loss, accuracy = scores_by_index(probabilities, target)
    return loss / np.log(2), accuracy


@mistake("yours counts whole texts")
def scores_exact_match(probabilities, target):
    _, hits, mask = by_character(probabilities, target)
    return scores_by_index(probabilities, target)[0], (hits | ~mask).all(axis=1).mean()


@mistake("decided by the target")
def scores_masked_by_prediction(probabilities, target):
    loss, hits, _ = by_character(probabilities, target)
    mask = probabilities.argmax(-1) != 0
    return loss[mask].mean(), hits[mask].mean()


@mistake("that is the probability itself")
def scores_without_logarithm(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return np.exp(-loss[mask]).mean(), hits[mask].mean()


@mistake("loss first")
def scores_exchanged(probabilities, target):
    return scores_by_index(probabilities, target)[::-1]


@mistake("share of hits")
def scores_of_errors(probabilities, target):
    loss, accuracy = scores_by_index(probabilities, target)
    return loss, 1 - accuracy


@mistake("counting it as right")
def scores_padding_right(probabilities, target):
    _, hits, mask = by_character(probabilities, target)
    return scores_by_index(probabilities, target)[0], (hits | ~mask).mean()


@mistake("divide the accuracy")
def scores_accuracy_by_all(probabilities, target):
    _, hits, mask = by_character(probabilities, target)
    return scores_by_index(probabilities, target)[0], (hits & mask).mean()
