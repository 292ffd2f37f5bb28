"""Answers to sequence-loss."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("sequence-loss")
right, mistake = bank.right, bank.mistake


@right
def loss_by_loop(probabilities, targets):
    loss = 0.0
    for t in range(len(targets)):
        loss -= math.log(probabilities[t][targets[t]])
    return loss


@right
def loss_by_index(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets]).sum()


@right
def loss_by_one_hot(probabilities, targets):
    one_hot = np.eye(probabilities.shape[1])[targets]
    return np.sum(-one_hot * np.log(probabilities))


@right
def loss_by_keras(probabilities, targets):
    from keras import ops

    return ops.sum(ops.sparse_categorical_crossentropy(targets, probabilities))


@mistake("not their average")
def loss_averaged(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets]).mean()


@mistake("not only the last")
def loss_of_last(probabilities, targets):
    return -np.log(probabilities[-1, targets[-1]])


@mistake("not only the first")
def loss_returned_too_early(probabilities, targets):
    loss = 0.0
    for given, target in zip(probabilities, targets):
        loss -= np.log(given[target])
        return loss


@mistake("a loss is positive")
def loss_negative(probabilities, targets):
    return -loss_by_index(probabilities, targets)


@mistake("base 2")
def loss_in_bits(probabilities, targets):
    return -np.log2(probabilities[np.arange(len(targets)), targets]).sum()


@mistake("base 10")
def loss_base_10(probabilities, targets):
    return -np.log10(probabilities[np.arange(len(targets)), targets]).sum()


@mistake("logarithm of each")
def loss_without_log(probabilities, targets):
    return probabilities[np.arange(len(targets)), targets].sum()


@mistake("1 - p is another")
def loss_as_distance(probabilities, targets):
    return (1 - probabilities[np.arange(len(targets)), targets]).sum()


@mistake("step by step")
def loss_log_of_sum(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets].sum())


@mistake("themselves multiply")
def loss_as_likelihood(probabilities, targets):
    return probabilities[np.arange(len(targets)), targets].prod()


@mistake("not all symbols")
def loss_of_all_symbols(probabilities, targets):
    return -np.log(probabilities).sum()


@mistake("entropy")
def loss_entropy(probabilities, targets):
    return -(probabilities * np.log(probabilities)).sum()


@mistake("most probable")
def loss_of_best(probabilities, targets):
    return -np.log(probabilities.max(axis=1)).sum()


@mistake("return their sum")
def loss_list(probabilities, targets):
    return [-math.log(given[target]) for given, target in zip(probabilities, targets)]


@mistake("IndexError")
def loss_axes_exchanged(probabilities, targets):
    return -sum(math.log(probabilities[9 + target, t]) for t, target in enumerate(targets))


@mistake("each step's own target")
def loss_of_columns(probabilities, targets):
    return -np.log(probabilities[:, targets]).sum()


@mistake("the last step")
def loss_without_last(probabilities, targets):
    return -sum(math.log(probabilities[t, targets[t]]) for t in range(len(targets) - 1))


@mistake("the first step has")
def loss_without_first(probabilities, targets):
    return -sum(math.log(probabilities[t, targets[t]]) for t in range(1, len(targets)))


@right
def loss_of_list_comprehension(probabilities, targets):
    return sum(-np.log(row[target]) for row, target in zip(probabilities, targets))


@right
def loss_by_product(probabilities, targets):
    return -math.log(math.prod(probabilities[t, k] for t, k in enumerate(targets)))


@right
def loss_by_tensorflow(probabilities, targets):
    import tensorflow as tf

    given = tf.gather(tf.constant(probabilities, tf.float32), targets, batch_dims=1)
    return -tf.reduce_sum(tf.math.log(given))


@right
def loss_by_recursion(probabilities, targets):
    if len(targets) == 0:
        return 0.0
    return loss_by_recursion(probabilities[1:], targets[1:]) - np.log(probabilities[0, targets[0]])


@right
def loss_by_choosing(probabilities, targets):
    return np.log(1 / np.choose(targets, probabilities.T)).sum()


@right
def loss_by_diagonal(probabilities, targets):
    return -np.trace(np.log(probabilities)[:, targets])


@mistake("not their average")
def loss_divided_by_steps(probabilities, targets):
    loss = 0
    for t in range(len(targets)):
        loss += -np.log(probabilities[t, targets[t]])
    return loss / len(probabilities)


@mistake("not only the last")
def loss_not_added(probabilities, targets):
    for t in range(len(targets)):
        loss = -np.log(probabilities[t][targets[t]])
    return loss


@mistake("-ln(1 - p)")
def loss_by_binary_crossentropy(probabilities, targets):
    loss = 0.0
    for row, target in zip(probabilities, targets):
        for symbol, p in enumerate(row):
            loss -= np.log(p) if symbol == target else np.log(1 - p)
    return loss


@mistake("number of symbols")
def loss_averaged_over_symbols(probabilities, targets):
    one_hot = np.eye(probabilities.shape[1])[targets]
    return (-one_hot * np.log(probabilities)).mean(axis=1).sum()


@mistake("steps and symbols")
def loss_averaged_over_everything(probabilities, targets):
    one_hot = np.eye(probabilities.shape[1])[targets]
    return np.mean(-one_hot * np.log(probabilities))


@mistake("rows are steps")
def loss_of_exchanged_indices(probabilities, targets):
    loss = 0.0
    for t, target in enumerate(targets):
        loss -= np.log(probabilities[target, t])
    return loss


@mistake("counted from 0")
def loss_of_targets_from_one(probabilities, targets):
    return -sum(np.log(probabilities[t, k - 1]) for t, k in enumerate(targets))


@mistake("perplexity")
def loss_as_perplexity(probabilities, targets):
    return np.exp(np.mean([-np.log(row[k]) for row, k in zip(probabilities, targets)]))


@mistake("not of 1 - p")
def loss_of_the_rest(probabilities, targets):
    return -np.log(1 - probabilities[np.arange(len(targets)), targets]).sum()


@mistake("do not weight it")
def loss_weighted(probabilities, targets):
    p = probabilities[np.arange(len(targets)), targets]
    return -(p * np.log(p)).sum()


@mistake("squared distance")
def loss_as_squared_error(probabilities, targets):
    wanted = np.zeros_like(probabilities)
    for t, k in enumerate(targets):
        wanted[t, k] = 1
    return np.square(wanted - probabilities).sum()


@mistake("not only the worst")
def loss_of_worst(probabilities, targets):
    return max(-np.log(row[k]) for row, k in zip(probabilities, targets))


@mistake("not that of the average")
def loss_log_of_mean(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets].mean())


@mistake("do not shift it")
def loss_of_next_target(probabilities, targets):
    following = np.append(targets[1:], targets[0])
    return -np.log(probabilities[np.arange(len(targets)), following]).sum()


@mistake("minus the probability")
def loss_minus_probability(probabilities, targets):
    return -sum(row[k] for row, k in zip(probabilities, targets))


@mistake("there is one step")
def loss_of_most_probable_and_right(probabilities, targets):
    right = [row[k] for row, k in zip(probabilities, targets) if row.argmax() == k]
    return -np.log(right).sum()


@mistake("fewer steps than symbols")
def loss_up_to_five_steps(probabilities, targets):
    return -sum(math.log(probabilities[t, targets[t]]) for t in range(min(5, len(targets))))


@mistake("return their sum")
def loss_of_every_step_as_array(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets])


@mistake("rounded to two decimals")
def loss_rounded(probabilities, targets):
    return round(float(-np.log(probabilities[np.arange(len(targets)), targets]).sum()), 2)


@mistake("more steps than symbols")
def loss_of_each_symbol_once(probabilities, targets):
    return -sum(np.log(probabilities[list(targets).index(k), k]) for k in set(targets.tolist()))


@mistake("not even 0.001")
def loss_with_large_epsilon(probabilities, targets):
    return -np.log(probabilities[np.arange(len(targets)), targets] + 1e-3).sum()


@mistake("IndexError")
def loss_of_one_step_too_many(probabilities, targets):
    return -sum(math.log(probabilities[t, targets[t]]) for t in range(len(targets) + 1))


@mistake("no softmax")
def loss_after_softmax(probabilities, targets):
    scores = np.exp(probabilities)
    scores /= scores.sum(axis=1, keepdims=True)
    return -np.log(scores[np.arange(len(targets)), targets]).sum()


@mistake("the sum so far")
def loss_of_sums(probabilities, targets):
    loss, total = 0, 0
    for row, target in zip(probabilities, targets):
        loss -= np.log(row[target])
        total += loss
    return total


@mistake("not even 0.01:")
def loss_with_larger_epsilon(probabilities, targets):
    return sum(-np.log(row[target] + 0.01) for row, target in zip(probabilities, targets))


@mistake("log1p")
def loss_by_log1p(probabilities, targets):
    return -np.log1p(probabilities[np.arange(len(targets)), targets]).sum()


@mistake("not targets[t - 1]")
def loss_of_target_before(probabilities, targets):
    return -sum(np.log(row[targets[t - 1]]) for t, row in enumerate(probabilities))


@mistake("not their squares")
def loss_of_squares(probabilities, targets):
    return sum(np.log(row[target]) ** 2 for row, target in zip(probabilities, targets))


@mistake("a loss is positive, and a sum")
def loss_negative_average(probabilities, targets):
    return np.mean([np.log(row[target]) for row, target in zip(probabilities, targets)])


@mistake("average in bits")
def loss_average_in_bits(probabilities, targets):
    return -np.mean(np.log2(probabilities[np.arange(len(targets)), targets]))


@mistake("logarithm of the number of symbols")
def loss_to_base_of_symbols(probabilities, targets):
    losses = -np.log(probabilities[np.arange(len(targets)), targets])
    return losses.sum() / np.log(probabilities.shape[1])
