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


@right
def scores_by_flattening(probabilities, target):
    chances = np.reshape(probabilities, (-1, np.shape(probabilities)[-1]))
    ids = np.ravel(target)
    keep = np.flatnonzero(ids)
    loss = sum(-np.log(chances[i, ids[i]]) for i in keep) / keep.size
    return loss, sum(chances[i].argmax() == ids[i] for i in keep) / keep.size


@right
def scores_by_masked_arrays(probabilities, target):
    one_hot = np.eye(probabilities.shape[-1])[target]
    chances = np.ma.masked_array((probabilities * one_hot).sum(-1), target == 0)
    hits = np.ma.masked_array(np.argmax(probabilities, 2) == target, target == 0)
    return float(-np.ma.log(chances).mean()), float(hits.mean())


@right
def scores_with_a_small_number(probabilities, target):
    lengths = (target != 0).sum(axis=1)
    losses, hits = [], []
    for text, length in enumerate(lengths):
        for step in range(length):
            row, right_id = probabilities[text, step], target[text, step]
            losses.append(-np.log(row[right_id] + 1e-9))
            hits.append(np.all(row <= row[right_id]))
    return np.mean(losses), np.mean(hits)


@mistake("only id 0 is padding")
def scores_without_marks(probabilities, target):
    loss, hits, _ = by_character(probabilities, target)
    mask = target > 2
    return loss[mask].mean(), hits[mask].mean()


@mistake("not id 1")
def scores_without_start(probabilities, target):
    rows, steps = np.where(target > 1)
    ids = target[rows, steps]
    best = probabilities[rows, steps].argmax(-1)
    return -np.log(probabilities[rows, steps, ids]).mean(), (best == ids).mean()


@mistake("not END")
def scores_without_end(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    mask = mask & (target != 2)
    return np.average(loss, weights=mask), np.average(hits, weights=mask)


@mistake("no softmax")
def scores_softmax_twice(probabilities, target):
    import keras

    mask = target != 0
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(
        target[mask], probabilities[mask]
    )
    return float(loss), (probabilities.argmax(-1) == target)[mask].mean()


@mistake("hits in the padding")
def accuracy_padding_in_the_sum(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return loss[mask].mean(), hits.sum() / mask.sum()


@mistake("must not be in the sum")
def loss_padding_in_the_sum(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return loss.sum() / mask.sum(), hits[mask].mean()


@mistake("divide the number of hits")
def accuracy_counted(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return loss[mask].mean(), np.count_nonzero(hits & mask)


@mistake("not a percentage")
def accuracy_in_percent(probabilities, target):
    loss, accuracy = scores_by_loop(probabilities, target)
    return loss, 100 * accuracy


@mistake("not the sum over each text")
def loss_summed_by_text(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return (loss * mask).sum(axis=1).mean(), hits[mask].mean()


@mistake("not the likeliest one's")
def loss_of_the_likeliest(probabilities, target):
    mask = target != 0
    best = probabilities[mask].max(axis=-1)
    return -np.log(best).mean(), (probabilities[mask].argmax(-1) == target[mask]).mean()


@mistake("logarithm of the mean")
def loss_log_of_mean(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return -np.log(np.exp(-loss[mask]).mean()), hits[mask].mean()


@mistake("the perplexity")
def loss_as_perplexity(probabilities, target):
    loss, accuracy = scores_by_index(probabilities, target)
    return np.exp(loss), accuracy


@mistake("more than half")
def accuracy_over_half(probabilities, target):
    loss, _, mask = by_character(probabilities, target)
    return loss[mask].mean(), (np.exp(-loss[mask]) > 0.5).mean()


@mistake("not the mean probability")
def accuracy_as_probability(probabilities, target):
    loss, _, mask = by_character(probabilities, target)
    return loss[mask].mean(), np.exp(-loss[mask]).mean()


@mistake("where the text fills its row")
def scores_without_last_step(probabilities, target):
    return scores_by_index(probabilities[:, :-1], target[:, :-1])


@mistake("not 1 minus it")
def loss_one_minus(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return np.mean(1 - np.exp(-loss[mask])), hits[mask].mean()


@mistake("nothing of the others is added")
def loss_binary(probabilities, target):
    mask = target != 0
    one_hot = np.eye(probabilities.shape[-1])[target[mask]]
    chances = probabilities[mask]
    loss = -(one_hot * np.log(chances) + (1 - one_hot) * np.log(1 - chances)).sum(-1)
    return loss.mean(), (chances.argmax(-1) == target[mask]).mean()


@mistake("is wrong")
def scores_of_the_first_text(probabilities, target):
    return scores_by_index(probabilities[:1], target[:1])


@mistake("`accuracy`")
def accuracy_argmax_of_steps(probabilities, target):
    loss, _ = scores_by_index(probabilities, target)
    mask = target != 0
    return loss, float((probabilities.max(-1).argmax(-1)[:, None] == target)[mask].mean())


@mistake("should give")
def scores_to_first_padding(probabilities, target):
    losses, hits = [], []
    for row, ids in zip(probabilities, target):
        length = int(np.argmin(ids))  # 0 where nothing is 0 but the first is smallest
        losses += [-np.log(row[t, ids[t]]) for t in range(length)]
        hits += [row[t].argmax() == ids[t] for t in range(length)]
    return np.mean(losses), np.mean(hits)


@mistake("Error")
def scores_by_wrong_axis(probabilities, target):
    mask = target != 0
    hits = probabilities.argmax(axis=1) == target
    return scores_by_index(probabilities, target)[0], hits[mask].mean()
