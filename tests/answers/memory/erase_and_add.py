"""Answers to erase-and-add."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("erase-and-add")
right, mistake = bank.right, bank.mistake


@right
def written_by_broadcasting(memory, weights, erase, add):
    w = weights[:, None]
    return memory * (1 - w * erase) + w * add


@right
def written_row_by_row(memory, weights, erase, add):
    return np.array([row * (1 - w * erase) + w * add for row, w in zip(memory, weights)])


@right
def written_by_loops(memory, weights, erase, add):
    new = [list(row) for row in memory]
    for i, w in enumerate(weights):
        for k in range(len(add)):
            new[i][k] *= 1 - w * erase[k]
            new[i][k] += w * add[k]
    return new


@right
def written_in_single_precision(memory, weights, erase, add):
    memory, weights, erase, add = (
        np.asarray(array, "float32") for array in (memory, weights, erase, add)
    )
    kept = 1 - np.einsum("i,k->ik", weights, erase)
    return memory * kept + np.einsum("i,k->ik", weights, add)


@right
def written_as_a_change(memory, weights, erase, add):
    return memory + weights.reshape(-1, 1) * (add - erase * memory)


@right
def written_in_place(memory, weights, erase, add):
    memory -= memory * np.outer(weights, erase)
    memory += np.outer(weights, add)
    return memory


@right
def written_column_by_column(memory, weights, erase, add):
    columns = [
        column * (1 - weights * e) + weights * a for column, e, a in zip(memory.T, erase, add)
    ]
    return np.stack(columns, axis=1)


@right
def written_by_matrices(memory, weights, erase, add):
    w, e, a = np.atleast_2d(weights).T, np.atleast_2d(erase), np.atleast_2d(add)
    return np.multiply(memory, np.ones(memory.shape) - w @ e) + w @ a


@right
def written_by_tensors(memory, weights, erase, add):
    from keras import ops

    w = ops.convert_to_tensor(weights, "float32")[:, None]
    return ops.convert_to_tensor(memory, "float32") * (1 - w * erase) + w * add


@right
def written_by_sums(memory, weights, erase, add):
    def one(i, k):
        return math.fsum([memory[i, k], -weights[i] * erase[k] * memory[i, k], weights[i] * add[k]])

    rows, width = memory.shape
    return [[one(i, k) for k in range(width)] for i in range(rows)]


@mistake("what is added is not erased")
def added_before(memory, weights, erase, add):
    memory = memory + np.outer(weights, add)
    return memory * (1 - np.outer(weights, erase))


@mistake("what is erased depends on `erase`, too")
def without_erase(memory, weights, erase, add):
    return memory * (1 - weights[:, None]) + weights[:, None] * add


@mistake("what is erased depends on the weights, too")
def erased_everywhere(memory, weights, erase, add):
    return memory * (1 - erase) + np.outer(weights, add)


@mistake("what is added depends on the weights, too")
def added_everywhere(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, erase)) + add


@mistake("what is erased and what is added depend on the weights")
def without_weights(memory, weights, erase, add):
    return memory * (1 - erase) + add


@mistake("not (1 - w) (1 - e)")
def two_factors(memory, weights, erase, add):
    w = weights[:, None]
    return memory * (1 - w) * (1 - erase) + w * add


@mistake("do not subtract w e from it")
def subtracted(memory, weights, erase, add):
    return memory - np.outer(weights, erase) + np.outer(weights, add)


@mistake("not by w e")
def kept_what_was_erased(memory, weights, erase, add):
    return memory * np.outer(weights, erase) + np.outer(weights, add)


@mistake("not the other way round")
def erase_turned_around(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, 1 - erase)) + np.outer(weights, add)


@mistake("not 1 + w e")
def wrong_sign(memory, weights, erase, add):
    return memory * (1 + np.outer(weights, erase)) + np.outer(weights, add)


@mistake("added, not subtracted")
def add_subtracted(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, erase)) - np.outer(weights, add)


@mistake("nothing is added")
def erased_alone(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, erase))


@mistake("nothing is erased")
def added_alone(memory, weights, erase, add):
    return memory + np.outer(weights, add)


@mistake("the old memory is missing")
def forgotten(memory, weights, erase, add):
    return np.outer(weights, add)


@mistake("do not return the change alone")
def change_alone(memory, weights, erase, add):
    return np.outer(weights, add) - memory * np.outer(weights, erase)


@mistake("does not hold back what is added")
def add_held_back(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, erase)) + np.outer(weights, erase * add)


@mistake("not the other way round")
def transposed(memory, weights, erase, add):
    return memory * (1 - np.outer(erase, weights)) + np.outer(add, weights)


@mistake("not only the first among them")
def best_row_alone(memory, weights, erase, add):
    new = memory.copy()
    if weights.any():
        new[weights.argmax()] = memory[weights.argmax()] * (1 - erase) + add
    return new


@mistake("in which the head looks at several rows")
def best_row_by_its_weight(memory, weights, erase, add):
    new, i = memory.copy(), weights.argmax()
    new[i] = memory[i] * (1 - weights[i] * erase) + weights[i] * add
    return new


@mistake("do not divide them by their sum")
def normalised(memory, weights, erase, add):
    w = weights / weights.sum()
    return memory * (1 - np.outer(w, erase)) + np.outer(w, add)


@mistake("no softmax")
def softmaxed(memory, weights, erase, add):
    powers = np.exp(weights)
    w = powers / powers.sum()
    return memory * (1 - np.outer(w, erase)) + np.outer(w, add)


@mistake("do not take its mean")
def erase_averaged(memory, weights, erase, add):
    return memory * (1 - weights * erase.mean())[:, None] + np.outer(weights, add)


@mistake("do not round it")
def erase_rounded(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, erase > 0.5)) + np.outer(weights, add)


@mistake("are exchanged")
def exchanged(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, add)) + np.outer(weights, erase)


@mistake("not how little")
def weights_turned_around(memory, weights, erase, add):
    w = 1 - weights
    return memory * (1 - np.outer(w, erase)) + np.outer(w, add)


@mistake("not what a head reads from it")
def read_at_once(memory, weights, erase, add):
    return weights @ (memory * (1 - np.outer(weights, erase)) + np.outer(weights, add))


@mistake("do not mix by 1 - w")
def mixed(memory, weights, erase, add):
    w = weights[:, None]
    return (1 - w) * memory * (1 - w * erase) + w * add


@mistake("right only in rows that the head does not look at")
def lecture_alone_with_erase(memory, weights, erase, add):
    w = weights[:, None]
    return (1 - w) * memory + w * (memory * (1 - erase) * add)


@mistake("here it is multiplied with what is added")
def mixed_with_new_row(memory, weights, erase, add):
    w = weights[:, None]
    return (1 - w) * memory + w * add * erase


@mistake("in which the head looks at several rows")
def only_looked_at_rows(memory, weights, erase, add):
    looked = weights > 0
    new = memory.copy()
    new[looked] = memory[looked] * (1 - erase) + add
    return new


@mistake("added once")
def add_twice(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, erase)) + 2 * np.outer(weights, add)


@mistake("do not write to all rows with each of them")
def rows_in_turn(memory, weights, erase, add):
    for i in range(len(memory)):
        memory = memory * (1 - weights[i] * erase) + weights[i] * add
    return memory


@mistake("could not be broadcast together")
def squares_only(memory, weights, erase, add):
    return memory * (1 - weights * erase) + weights * add


@mistake("right only in rows that the head does not look at")
def number_of_erase(memory, weights, erase, add):
    return memory * (1 - weights[:, None] * erase.sum()) + np.outer(weights, add)


@mistake("right only in rows that the head does not look at")
def weights_not_times_add(memory, weights, erase, add):
    new = memory * (1 - np.outer(weights, erase))
    new[weights.argmax()] += add
    return new


@mistake("no tanh")
def add_after_tanh(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, erase)) + np.outer(weights, np.tanh(add))


@mistake("no sigmoid")
def erase_after_sigmoid(memory, weights, erase, add):
    gates = 1 / (1 + np.exp(-erase))
    return memory * (1 - np.outer(weights, gates)) + np.outer(weights, add)


@mistake("in which the memory is nearly 0")
def clipped(memory, weights, erase, add):
    return np.clip(memory * (1 - np.outer(weights, erase)) + np.outer(weights, add), -1, 1)


@mistake("right only in rows that the head does not look at")
def replaced_rows(memory, weights, erase, add):
    new = memory.copy()
    new[weights == 1] = add
    return new


@mistake("neither does what it leaves")
def erase_gates_the_old(memory, weights, erase, add):
    return memory * (1 - np.outer(weights, erase)) + np.outer(weights, (1 - erase) * add)
