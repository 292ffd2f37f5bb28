"""Answers to negative-sampling."""

import numpy as np

from tests.answers import Bank

bank = Bank("negative-sampling")
right, mistake = bank.right, bank.mistake


def sigmoid(score):
    return 1 / (1 + np.exp(-score))


@right
def loss_by_formula(word, context, negatives):
    pull, push = sigmoid(context @ word) - 1, sigmoid(negatives @ word)
    loss = -np.log(1 + pull) - np.log(1 - push).sum()
    return loss, pull * context + push @ negatives, pull * word, push[:, None] * word


@right
def loss_by_loop(word, context, negatives):
    error = sigmoid(np.dot(word, context)) - 1
    loss, to_word, to_context = -np.log(error + 1), error * context, error * word
    to_negatives = []
    for negative in negatives:
        error = sigmoid(np.dot(word, negative))
        loss -= np.log(1 - error)
        to_word = to_word + error * negative
        to_negatives.append(error * word)
    return loss, to_word, to_context, np.array(to_negatives)


@right
def loss_by_logaddexp(word, context, negatives):
    rows = np.vstack([context, negatives])
    signs = np.array([1] + [-1] * len(negatives))
    scores = signs * (rows @ word)
    slopes = -signs * sigmoid(-scores)
    gradients = np.outer(slopes, word)
    return float(np.logaddexp(0, -scores).sum()), slopes @ rows, gradients[0], gradients[1:]


@right
def loss_by_tape(word, context, negatives):
    import tensorflow as tf

    arrays = [tf.Variable(array) for array in (word, context, negatives)]
    with tf.GradientTape() as tape:
        score = tf.reduce_sum(arrays[0] * arrays[1])
        noise = tf.reduce_sum(arrays[2] * arrays[0], axis=1)
        loss = tf.nn.softplus(-score) + tf.reduce_sum(tf.nn.softplus(noise))
    return (loss, *tape.gradient(loss, arrays))


@right
def loss_in_single_precision(word, context, negatives):
    return loss_by_formula(*(array.astype("float32") for array in (word, context, negatives)))


@right
def loss_in_a_copy(word, context, negatives):
    push = sigmoid(negatives @ word)
    loss = np.log1p(np.exp(-context @ word)) + np.log1p(np.exp(negatives @ word)).sum()
    pull = -sigmoid(-context @ word)
    to_word = pull * context + (push[:, None] * negatives).sum(axis=0)
    negatives = negatives.copy()
    negatives[:] = push[:, None] * word
    return [loss, to_word, pull * word, negatives.tolist()]


@mistake("it changed its argument `negatives`")
def loss_in_place(word, context, negatives):
    loss, to_word, to_context, to_negatives = loss_by_formula(word, context, negatives)
    negatives[:] = to_negatives
    return loss, to_word, to_context, negatives


@mistake("it changed its argument `word`, which the caller still needs: work on a copy")
def loss_with_a_step(word, context, negatives):
    gradients = loss_by_formula(word, context, negatives)
    word -= 0.1 * gradients[1]
    return gradients


@right
def loss_by_differences(word, context, negatives):
    flat = np.concatenate([word, context, negatives.ravel()])

    def loss(flat):
        word, *rows = flat.reshape(-1, len(context))
        scores = np.array(rows) @ word
        return np.logaddexp(0, np.append(-scores[0], scores[1:])).sum()

    steps = 1e-5 * np.eye(len(flat))
    slopes = np.array([(loss(flat + step) - loss(flat - step)) / 2e-5 for step in steps])
    to_word, to_context, *to_negatives = slopes.reshape(-1, len(context))
    return loss(flat), to_word, to_context, to_negatives


@mistake("points uphill")
def loss_downhill(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (loss, *(-gradient for gradient in gradients))


@mistake("MINUS the score")
def loss_negatives_attract(word, context, negatives):
    pull, push = sigmoid(context @ word) - 1, sigmoid(negatives @ word) - 1
    loss = -np.log(1 + pull) - np.log(1 + push).sum()
    return loss, pull * context + push @ negatives, pull * word, np.outer(push, word)


@mistake("sigmoid of minus their score")
def loss_only_wrong_sign(word, context, negatives):
    loss = -np.log(sigmoid(context @ word)) - np.log(sigmoid(negatives @ word)).sum()
    return (loss, *loss_by_formula(word, context, negatives)[1:])


@mistake("sum over the negatives, not their mean")
def loss_mean(word, context, negatives):
    pull, push = sigmoid(context @ word) - 1, sigmoid(negatives @ word)
    loss = -np.log(1 + pull) - np.log(1 - push).mean()
    count = len(negatives)
    to_word = pull * context + push @ negatives / count
    return loss, to_word, pull * word, np.outer(push, word) / count


@mistake("in the loss too")
def loss_mean_in_loss(word, context, negatives):
    loss = -np.log(sigmoid(context @ word)) - np.log(sigmoid(-negatives @ word)).mean()
    return (loss, *loss_by_formula(word, context, negatives)[1:])


@mistake("never below 0")
def loss_without_minus(word, context, negatives):
    return tuple(-part for part in loss_by_formula(word, context, negatives))


@mistake("so it is never below 0")
def loss_sign_of_loss(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (-loss, *gradients)


@mistake("negatives act on the word")
def loss_word_without_negatives(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    return loss, (sigmoid(context @ word) - 1) * context, to_context, to_negatives


@mistake("context acts on the word")
def loss_word_without_context(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    return loss, sigmoid(negatives @ word) @ negatives, to_context, to_negatives


@mistake("is sigmoid(s) - 1")
def loss_forgets_minus_1(word, context, negatives):
    loss, _, _, to_negatives = loss_by_formula(word, context, negatives)
    pull, push = sigmoid(context @ word), sigmoid(negatives @ word)
    return loss, pull * context + push @ negatives, pull * word, to_negatives


@mistake("is sigmoid(s), not sigmoid(s) - 1")
def loss_minus_1_everywhere(word, context, negatives):
    loss, _, to_context, _ = loss_by_formula(word, context, negatives)
    pull, push = sigmoid(context @ word) - 1, sigmoid(negatives @ word) - 1
    return loss, pull * context + push @ negatives, to_context, np.outer(push, word)


@mistake("natural logarithm")
def loss_in_bits(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (loss / np.log(2), *gradients)


@mistake("return four things")
def loss_alone(word, context, negatives):
    return loss_by_formula(word, context, negatives)[0]


@mistake("return the loss too")
def loss_missing(word, context, negatives):
    return loss_by_formula(word, context, negatives)[1:]


@mistake("of its own")
def loss_negatives_summed(word, context, negatives):
    loss, to_word, to_context, to_negatives = loss_by_formula(word, context, negatives)
    return loss, to_word, to_context, to_negatives.sum(axis=0)


@mistake("yes-or-no question")
def loss_softmax(word, context, negatives):
    rows = np.vstack([context, negatives])
    chances = np.exp(rows @ word)
    chances /= chances.sum()
    errors = chances - np.eye(len(rows))[0]
    return -np.log(chances[0]), errors @ rows, errors[0] * word, np.outer(errors[1:], word)


@mistake("base 10")
def loss_in_digits(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (loss / np.log(10), *gradients)


@mistake("the loss is one number")
def loss_each(word, context, negatives):
    loss = -np.log(sigmoid(context @ word)) - np.log(sigmoid(-negatives @ word))
    return (loss, *loss_by_formula(word, context, negatives)[1:])


@mistake("do not divide by their number")
def loss_mean_of_all(word, context, negatives):
    return tuple(part / (1 + len(negatives)) for part in loss_by_formula(word, context, negatives))


@mistake("not only the first")
def loss_of_first_negative(word, context, negatives):
    return loss_by_formula(word, context, negatives[:1])


@mistake("the word's gradient is a sum")
def loss_word_with_mean(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    mean = (sigmoid(negatives @ word)[:, None] * negatives).mean(axis=0)
    return loss, (sigmoid(context @ word) - 1) * context + mean, to_context, to_negatives


@mistake("its slope is above 0")
def loss_sign_of_negatives(word, context, negatives):
    *rest, to_negatives = loss_by_formula(word, context, negatives)
    return (*rest, -to_negatives)


@mistake("add this part")
def loss_word_subtracts(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    to_word = (sigmoid(context @ word) - 1) * context - sigmoid(negatives @ word) @ negatives
    return loss, to_word, to_context, to_negatives


@mistake("their slopes are above 0")
def loss_negatives_fall(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    to_word = (sigmoid(context @ word) - 1) * context - sigmoid(negatives @ word) @ negatives
    return loss, to_word, to_context, -to_negatives


@mistake("not 1 - sigmoid(s)")
def loss_pair_rises(word, context, negatives):
    loss, _, _, to_negatives = loss_by_formula(word, context, negatives)
    pull, push = 1 - sigmoid(context @ word), sigmoid(negatives @ word)
    return loss, pull * context + push @ negatives, pull * word, to_negatives


@mistake("not sigmoid(-s)")
def loss_slope_of_minus_score(word, context, negatives):
    loss, _, to_context, _ = loss_by_formula(word, context, negatives)
    pull, push = sigmoid(context @ word) - 1, sigmoid(-negatives @ word)
    return loss, pull * context + push @ negatives, to_context, np.outer(push, word)


@mistake("not the vectors after a step")
def loss_after_a_step(word, context, negatives):
    loss, to_word, to_context, to_negatives = loss_by_formula(word, context, negatives)
    return loss, word - to_word, context - to_context, negatives - to_negatives


@mistake("no further sigmoid")
def loss_with_slope_of_sigmoid(word, context, negatives):
    s, p = sigmoid(context @ word), sigmoid(negatives @ word)
    loss = loss_by_formula(word, context, negatives)[0]
    pull, push = (s - 1) * s * (1 - s), p * p * (1 - p)
    return loss, pull * context + push @ negatives, pull * word, np.outer(push, word)


@mistake("times the WORD")
def loss_negatives_by_negatives(word, context, negatives):
    loss, to_word, to_context, _ = loss_by_formula(word, context, negatives)
    return loss, to_word, to_context, sigmoid(negatives @ word)[:, None] * negatives


@right
def loss_by_einsum(word, context, negatives):
    rows = np.concatenate([context[None], negatives])
    labels = np.zeros(len(rows))
    labels[0] = 1
    chances = 0.5 * (1 + np.tanh(0.5 * np.einsum("km,m->k", rows, word)))
    loss = -np.sum(labels * np.log(chances) + (1 - labels) * np.log1p(-chances))
    errors = chances - labels
    each = np.einsum("k,m->km", errors, word)
    return loss, np.einsum("k,km->m", errors, rows), each[0], each[1:]


@right
def loss_by_plain_python(word, context, negatives):
    import math

    size, loss, to_negatives = len(word), 0.0, []
    to_word, to_context = [0.0] * size, None
    for place, row in enumerate([context, *negatives]):
        score = sum(float(a) * float(b) for a, b in zip(row, word))
        chance = 1 / (1 + math.exp(-score))
        loss -= math.log(chance) if place == 0 else math.log(1 - chance)
        error = chance - (place == 0)
        to_word = [total + error * float(number) for total, number in zip(to_word, row)]
        own = [error * float(number) for number in word]
        if place == 0:
            to_context = own
        else:
            to_negatives.append(own)
    return loss, to_word, to_context, to_negatives


@mistake("act on the word, not only the last")
def loss_word_overwritten_by_negatives(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    start = (sigmoid(context @ word) - 1) * context
    for row in negatives:
        to_word = start + sigmoid(row @ word) * row
    return loss, to_word, to_context, to_negatives


@mistake("yours is only the last negative's part")
def loss_word_overwritten(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    to_word = (sigmoid(context @ word) - 1) * context
    for row in negatives:
        to_word = sigmoid(row @ word) * row
    return loss, to_word, to_context, to_negatives


@mistake("count in the loss, not only the last")
def loss_overwritten_by_negatives(word, context, negatives):
    pair = -np.log(sigmoid(context @ word))
    for row in negatives:
        loss = pair - np.log(sigmoid(-row @ word))
    return (loss, *loss_by_formula(word, context, negatives)[1:])


@mistake("yours have only the last negative")
def loss_and_word_overwritten(word, context, negatives):
    loss, to_word = -np.log(sigmoid(context @ word)), np.zeros(len(word))
    for row in negatives:
        loss = -np.log(sigmoid(-row @ word))
        to_word = sigmoid(row @ word) * row
    return (loss, to_word, *loss_by_formula(word, context, negatives)[2:])


@mistake("you add its part twice")
def loss_word_takes_context_twice(word, context, negatives):
    loss, to_word, to_context, to_negatives = loss_by_formula(word, context, negatives)
    to_word += (sigmoid(context @ word) - 1) * context
    return loss, to_word, to_context, to_negatives


@mistake("each negative acts on the word once")
def loss_word_takes_negatives_twice(word, context, negatives):
    loss, to_word, to_context, to_negatives = loss_by_formula(word, context, negatives)
    for row in negatives:
        to_word += sigmoid(row @ word) * row
    return loss, to_word, to_context, to_negatives


@mistake("each negative counts once in the loss")
def loss_counts_negatives_twice(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (loss - sum(np.log(sigmoid(-negatives @ word))), *gradients)


@mistake("the pair counts once in the loss")
def loss_counts_the_pair_twice(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (loss + np.log1p(np.exp(-word @ context)), *gradients)


@mistake("yours is transposed")
def loss_negatives_as_columns(word, context, negatives):
    *rest, _ = loss_by_formula(word, context, negatives)
    return (*rest, np.outer(word, sigmoid(negatives @ word)))


@mistake("has a minus in its exponent")
def loss_sigmoid_without_minus(word, context, negatives):
    def squash(score):
        return 1 / (1 + np.exp(score))

    pull, push = squash(word @ context) - 1, squash(negatives @ word)
    loss = -np.log(squash(word @ context)) - np.log(squash(-(negatives @ word))).sum()
    return loss, pull * context + push @ negatives, pull * word, np.outer(push, word)


@mistake("Only your `gradient of negatives` is wrong")
def loss_rows_kept_by_their_numbers(word, context, negatives):
    loss, to_word, to_context, _ = loss_by_formula(word, context, negatives)
    found = {}
    for row in negatives:
        key = tuple(row) if row.any() else id(row)
        found[key] = found.get(key, 0) + sigmoid(row @ word) * word
    rows = [found.get(tuple(row), sigmoid(0) * word) for row in negatives]
    return loss, to_word, to_context, np.array(rows)


@mistake("a negative is the context word itself")
def loss_leaves_out_context_among_negatives(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    to_word = (sigmoid(context @ word) - 1) * context
    for row in negatives:
        if not np.array_equal(row, context):
            to_word = to_word + sigmoid(row @ word) * row
    return loss, to_word, to_context, to_negatives


@mistake("Only your `gradient of context` is wrong")
def loss_context_by_loss(word, context, negatives):
    loss, to_word, _, to_negatives = loss_by_formula(word, context, negatives)
    return loss, to_word, np.log(sigmoid(context @ word)) * word, to_negatives


@mistake("NameError")
def loss_with_a_name_of_the_formula(word, context, negatives):
    return -np.log(sigmoid(u_c @ word))  # noqa: F821
