"""Answers to memory-hop."""

import math

import numpy as np
from scipy import special

from tests.answers import Bank

bank = Bank("memory-hop")
right, mistake = bank.right, bank.mistake


def scores_of(state, inputs):
    return np.einsum("nw,nsw->ns", state, inputs)


def lines_of(inputs, filled):
    return np.arange(inputs.shape[1])[None] < np.asarray(filled)[:, None]


def shares_of(scores, mask):
    """A softmax over the lines of each story, with zeros elsewhere."""
    weights = np.zeros(scores.shape)
    for row, marked, out in zip(scores, mask, weights):
        if marked.any():
            powers = np.exp(row[marked] - row[marked].max())
            out[marked] = powers / powers.sum()
    return weights


def read(weights, outputs):
    return np.einsum("ns,nsw->nw", weights, outputs)


@right
def hop_story_by_story(state, inputs, outputs, filled):
    following, weights = state.copy(), np.zeros(inputs.shape[:2])
    for n, lines in enumerate(filled):
        if lines:
            p = special.softmax(inputs[n, :lines] @ state[n])
            weights[n, :lines] = p
            following[n] += p @ outputs[n, :lines]
    return following, weights


@right
def hop_by_loops(state, inputs, outputs, filled):
    states, weights = [], []
    for u, m, c, lines in zip(state, inputs, outputs, filled):
        scores = [sum(a * b for a, b in zip(u, m[i])) for i in range(lines)]
        powers = [math.exp(score - max(scores)) for score in scores]
        p = [power / sum(powers) for power in powers] + [0.0] * (len(m) - int(lines))
        weights.append(p)
        states.append(
            [number + sum(p[i] * c[i][k] for i in range(lines)) for k, number in enumerate(u)]
        )
    return states, weights


@right
def hop_by_a_far_score(state, inputs, outputs, filled):
    mask = lines_of(inputs, filled)
    scores = np.where(mask, scores_of(state, inputs), -1e9)
    weights = special.softmax(scores, axis=1) * mask
    return state + read(weights, outputs), weights


@right
def hop_by_nan_to_num(state, inputs, outputs, filled):
    scores = (inputs @ state[:, :, None])[:, :, 0]
    scores[~lines_of(inputs, filled)] = -np.inf
    with np.errstate(all="ignore"):
        powers = np.exp(scores - scores.max(axis=1)[:, None])
        weights = np.nan_to_num(powers / powers.sum(axis=1)[:, None])
    return state + (weights[:, None] @ outputs)[:, 0], weights


@right
def hop_in_single_precision(state, inputs, outputs, filled):
    state, inputs, outputs = (np.asarray(a, "float32") for a in (state, inputs, outputs))
    mask = lines_of(inputs, filled)
    scores = np.where(mask, np.sum(inputs * state[:, None], axis=-1), np.float32(-1e30))
    powers = np.exp(scores - scores.max(axis=1, keepdims=True)) * mask
    weights = powers / (powers.sum(axis=1, keepdims=True) + np.float32(1e-12))
    return state + read(weights, outputs), weights


@right
def hop_by_logarithms(state, inputs, outputs, filled):
    mask = lines_of(inputs, filled)
    scores = scores_of(state, inputs)
    totals = special.logsumexp(scores, axis=1, b=mask, keepdims=True)
    with np.errstate(all="ignore"):
        weights = np.where(mask, np.exp(scores - totals), 0)
    return state + (weights[..., None] * outputs).sum(axis=1), weights


@right
def hop_by_masked_arrays(state, inputs, outputs, filled):
    places = np.arange(inputs.shape[1])
    weights = np.zeros(inputs.shape[:2])
    for n in np.flatnonzero(filled):
        known = places[places < filled[n]]
        weights[n, known] = special.softmax(inputs[n, known].dot(state[n]))
    return np.stack([u + p @ c for u, p, c in zip(state, weights, outputs)]), weights


@right
def hop_with_one_divisor(state, inputs, outputs, filled):
    scores = scores_of(state, inputs)
    mask = np.array([[slot < lines for slot in range(scores.shape[1])] for lines in filled])
    best = np.array([max(row[keep], default=0) for row, keep in zip(scores, mask)])
    powers = np.where(mask, np.exp(np.minimum(scores - best[:, None], 0)), 0)
    totals = powers.sum(axis=1)
    totals[totals == 0] = 1
    weights = (powers.T / totals).T
    return np.add(state, read(weights, outputs)), weights


def hop(weights_of):
    """An answer that looks in another way; takes scores, mask and the arguments."""

    def answer(state, inputs, outputs, filled):
        mask = lines_of(inputs, filled)
        with np.errstate(all="ignore"):
            weights = weights_of(scores_of(state, inputs), mask, state, inputs, outputs, filled)
        return state + read(weights, outputs), weights

    return answer


def looked(hint):
    """Marks a function that returns other weights as a mistake."""

    def decorate(function):
        def named(state, inputs, outputs, filled):
            return hop(function)(state, inputs, outputs, filled)

        named.__name__ = function.__name__
        mistake(hint)(named)
        return function

    return decorate


def ended(hint):
    """Marks a function that goes on in another way, from the right weights, as a mistake."""

    def decorate(function):
        def named(state, inputs, outputs, filled):
            weights = shares_of(scores_of(state, inputs), lines_of(inputs, filled))
            return function(weights, state, inputs, outputs, filled)

        named.__name__ = function.__name__
        mistake(hint)(named)
        return function

    return decorate


@looked("empty slots are looked at, too")
def without_mask(scores, mask, *others):
    return special.softmax(scores, axis=1)


@looked("not after it")
def masked_after_the_softmax(scores, mask, *others):
    return special.softmax(scores, axis=1) * mask


@looked("so empty slots are looked at")
def masked_by_zeros(scores, mask, *others):
    return special.softmax(scores * mask, axis=1)


@looked("without empty slots")
def masked_by_zeros_twice(scores, mask, *others):
    return special.softmax(scores * mask, axis=1) * mask


@looked("0 / 0 is no number")
def without_lines_forgotten(scores, mask, *others):
    powers = np.exp(np.where(mask, scores - np.where(mask, scores, -1e9).max(1)[:, None], -np.inf))
    return powers / powers.sum(axis=1, keepdims=True)


@looked("0 / 0 is no number")
def without_lines_by_infinity(scores, mask, *others):
    return special.softmax(np.where(mask, scores, -np.inf), axis=1)


@looked("its weights are 0, not")
def without_lines_everywhere(scores, mask, *others):
    return special.softmax(np.where(mask, scores, -1e9), axis=1)


@looked("sums to 1 all the same")
def without_lines_as_they_are(scores, mask, *others):
    return special.softmax(scores + np.where(mask, 0, -1e9), axis=1)


@looked("your `weights`")
def masked_too_little(scores, mask, *others):
    return special.softmax(np.where(mask, scores, -10), axis=1)


@looked("your `weights`")
def masked_by_minus_1000(scores, mask, *others):
    return special.softmax(scores - 1000 * ~mask, axis=1)


@looked("exp of a large number is infinite")
def without_largest(scores, mask, *others):
    powers = np.exp(scores) * mask
    totals = powers.sum(axis=1, keepdims=True)
    return powers / np.where(mask.any(axis=1, keepdims=True), totals, 1)


@looked("is NaN (not a number)")
def without_largest_and_without_lines(scores, mask, *others):
    powers = np.where(mask, np.exp(scores), 0)
    return powers / powers.sum(axis=1, keepdims=True)


@looked("an empty slot may have a higher one")
def largest_of_all_slots(scores, mask, *others):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True)) * mask
    totals = powers.sum(axis=1, keepdims=True)
    return powers / np.where(mask.any(axis=1, keepdims=True), totals, 1)


@looked("do not take the same away from all stories")
def largest_of_all_stories(scores, mask, *others):
    best = scores[mask].max() if mask.any() else 0
    powers = np.where(mask, np.exp(scores - best), 0)
    totals = powers.sum(axis=1, keepdims=True)
    return powers / np.where(mask.any(axis=1, keepdims=True), totals, 1)


def of_sum(powers):
    """Divided by their sum, unless that is 0."""
    total = powers.sum(axis=1, keepdims=True)
    return powers / np.where(total > 0, total, 1)


@looked("far below 0 it is 0: take the best")
def without_largest_over_sum(scores, mask, *others):
    return of_sum(np.exp(np.where(mask, scores, -np.inf)))


@looked("infinity times 0 is no number")
def without_largest_times_mask_over_sum(scores, mask, *others):
    return of_sum(np.exp(scores) * mask)


@looked("the last one is left out")
def last_line_forgotten(scores, mask, state, inputs, outputs, filled):
    return shares_of(scores, np.arange(scores.shape[1]) < filled[:, None] - 1)


@looked("one slot too many")
def slot_too_many(scores, mask, state, inputs, outputs, filled):
    return shares_of(scores, np.arange(scores.shape[1]) <= filled[:, None])


@looked("not in the last ones")
def lines_at_the_end(scores, mask, *others):
    return shares_of(scores, mask[:, ::-1])


@looked("turned around")
def mask_turned_around(scores, mask, *others):
    return shares_of(scores, ~mask)


@looked("not that of the first")
def lines_of_the_first(scores, mask, *others):
    return shares_of(scores, mask[:1].repeat(len(mask), axis=0))


@looked("not the largest")
def lines_of_the_longest(scores, mask, *others):
    return shares_of(scores, np.broadcast_to(mask.any(axis=0), mask.shape))


@looked("a line whose vector is 0 is still a line")
def mask_by_vectors(scores, mask, state, inputs, *others):
    return shares_of(scores, (inputs != 0).any(axis=-1))


@looked("in which a line's vector in `inputs` is all 0")
def mask_by_scores(scores, mask, *others):
    return shares_of(scores, mask & (scores != 0))


@looked("not with `outputs`")
def scores_by_outputs(scores, mask, state, inputs, outputs, filled):
    return shares_of(scores_of(state, outputs), mask)


@looked("root of the width")
def scaled(scores, mask, state, *others):
    return shares_of(scores / np.sqrt(state.shape[1]), mask)


@looked("not cosines")
def cosines(scores, mask, state, inputs, *others):
    lengths = np.linalg.norm(inputs, axis=-1) * np.linalg.norm(state, axis=-1)[:, None]
    return shares_of(scores / np.maximum(lengths, 1e-9), mask)


@looked("not with that of the first")
def state_of_the_first(scores, mask, state, inputs, *others):
    return shares_of(np.einsum("w,nsw->ns", state[0], inputs), mask)


@looked("not the least")
def least_alike(scores, mask, *others):
    return shares_of(-scores, mask)


@looked("not at the best one alone")
def best_line(scores, mask, *others):
    best = np.where(mask, scores, -np.inf).argmax(axis=1)
    return np.eye(scores.shape[1])[best] * mask


@looked("not over the stories")
def softmax_over_stories(scores, mask, *others):
    return shares_of(scores.T, mask.T).T


@looked("not in all of them together")
def softmax_over_everything(scores, mask, *others):
    return shares_of(scores.reshape(1, -1), mask.reshape(1, -1)).reshape(scores.shape)


@looked("scores are no weights")
def scores_as_weights(scores, mask, *others):
    return scores * mask


@looked("divide them by their sum")
def powers_undivided(scores, mask, *others):
    return np.exp(np.where(mask, scores - np.where(mask, scores, -1e300).max(1)[:, None], -np.inf))


@looked("not a sigmoid")
def sigmoids(scores, mask, *others):
    return special.expit(scores) * mask


@looked("one softmax is enough")
def softmax_twice(scores, mask, *others):
    return shares_of(shares_of(scores, mask), mask)


@looked("they are not the same for all lines")
def equal_weights(scores, mask, *others):
    return mask / np.maximum(mask.sum(axis=1, keepdims=True), 1)


@looked("that is wrong is 0")
def small_weights_cut_off(scores, mask, *others):
    weights = shares_of(scores, mask)
    return np.where(weights < 0.05, 0, weights)


@looked("your `weights`")
def scores_cut_off(scores, mask, *others):
    return shares_of(np.clip(scores, -5, 5), mask)


@looked("a small number added somewhere")
def epsilon_too_large(scores, mask, *others):
    best = np.where(mask, scores, -1e300).max(axis=1, keepdims=True)
    powers = np.exp(np.where(mask, scores - best, -np.inf))
    return powers / (powers.sum(axis=1, keepdims=True) + 0.01)


@looked("exactly 0")
def tiny_weights_in_empty_slots(scores, mask, *others):
    return np.maximum(shares_of(scores, mask), 1e-9)


@ended("not `inputs`")
def inputs_taken(weights, state, inputs, outputs, filled):
    return state + read(weights, inputs), weights


@ended("what was asked must not be lost")
def state_forgotten(weights, state, inputs, outputs, filled):
    return read(weights, outputs), weights


@ended("not subtracted")
def subtracted(weights, state, inputs, outputs, filled):
    return state - read(weights, outputs), weights


@ended("not multiplied with it")
def multiplied(weights, state, inputs, outputs, filled):
    return state * read(weights, outputs), weights


@ended("do not divide by the number of lines")
def averaged(weights, state, inputs, outputs, filled):
    return state + read(weights, outputs) / np.maximum(filled, 1)[:, None], weights


@ended("do not divide by the number of slots")
def averaged_over_slots(weights, state, inputs, outputs, filled):
    return state + (weights[:, :, None] * outputs).mean(axis=1), weights


@ended("by the weights, not by the scores")
def taken_by_scores(weights, state, inputs, outputs, filled):
    scores = scores_of(state, inputs) * lines_of(inputs, filled)
    return state + read(scores, outputs), weights


@ended("not the same of all")
def mean_of_outputs(weights, state, inputs, outputs, filled):
    mask = lines_of(inputs, filled)
    taken = (outputs * mask[:, :, None]).sum(axis=1) / np.maximum(filled, 1)[:, None]
    return state + taken, weights


@ended("Only your `next state` is wrong")
def best_output(weights, state, inputs, outputs, filled):
    taken = outputs[np.arange(len(state)), weights.argmax(axis=1)]
    return state + taken * (np.asarray(filled) > 0)[:, None], weights


@ended("the state is added once")
def state_twice(weights, state, inputs, outputs, filled):
    return 2 * state + read(weights, outputs), weights


@ended("no tanh")
def squashed(weights, state, inputs, outputs, filled):
    return np.tanh(state + read(weights, outputs)), weights


@ended("next state comes first")
def weights_first(weights, state, inputs, outputs, filled):
    return weights, state + read(weights, outputs)


@ended("return the weights, too")
def state_alone(weights, state, inputs, outputs, filled):
    return state + read(weights, outputs)


@ended("not the scores")
def scores_returned(weights, state, inputs, outputs, filled):
    return state + read(weights, outputs), scores_of(state, inputs)


@ended("stays as it is")
def state_lost_without_lines(weights, state, inputs, outputs, filled):
    return (state + read(weights, outputs)) * (filled > 0)[:, None], weights


@ended("Only your `weights` is wrong")
def weights_of_lines_alone(weights, state, inputs, outputs, filled):
    return state + read(weights, outputs), weights[:, : max(filled)]


@ended("it is the first argument, unchanged")
def state_not_changed(weights, state, inputs, outputs, filled):
    return state, weights


@ended("only the first story of the right one")
def first_story_alone(weights, state, inputs, outputs, filled):
    return state[0] + weights[0] @ outputs[0], weights[0]


@ended("the right one transposed")
def weights_transposed(weights, state, inputs, outputs, filled):
    return state + read(weights, outputs), weights.T


@ended("in which there is one story")
def state_of_last_story_added(weights, state, inputs, outputs, filled):
    return state[-1] + read(weights, outputs), weights


@ended("Only your `next state` is wrong")
def taken_from_all_stories(weights, state, inputs, outputs, filled):
    return state + np.einsum("ns,msw->nw", weights, outputs), weights


@mistake("are exchanged")
def inputs_and_outputs_exchanged(state, inputs, outputs, filled):
    weights = shares_of(scores_of(state, outputs), lines_of(inputs, filled))
    return state + read(weights, inputs), weights


@mistake("a hop looks once")
def two_hops(state, inputs, outputs, filled):
    for _ in range(2):
        weights = shares_of(scores_of(state, inputs), lines_of(inputs, filled))
        state = state + read(weights, outputs)
    return state, weights
