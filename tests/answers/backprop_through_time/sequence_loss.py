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
