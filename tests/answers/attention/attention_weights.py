"""Answers to attention-weights."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("attention-weights")
right, mistake = bank.right, bank.mistake


@right
def weights_in_loops(scores, mask):
    out = np.zeros(scores.shape)
    for i in range(len(scores)):
        words = [j for j in range(mask.shape[1]) if mask[i, j]]
        if not words:
            continue
        for q in range(scores.shape[1]):
            top = max(scores[i, q, j] for j in words)
            powers = [math.exp(scores[i, q, j] - top) for j in words]
            for j, power in zip(words, powers, strict=True):
                out[i, q, j] = power / sum(powers)
    return out


@right
def weights_with_minus_infinity(scores, mask):
    low = np.where(mask[:, None, :], scores, -np.inf)
    top = low.max(axis=2, keepdims=True)
    top[np.isinf(top)] = 0
    e = np.exp(low - top)
    total = e.sum(axis=2, keepdims=True)
    total[total == 0] = 1
    return e / total


@right
def weights_by_scipy(scores, mask):
    from scipy.special import softmax

    weights = softmax(np.where(mask[:, None], scores, -1e30), axis=-1)
    return weights * mask[:, None]


@right
def weights_by_keras_softmax(scores, mask):
    from keras import layers, ops

    where = np.broadcast_to(mask[:, None, :], scores.shape)
    weights = layers.Softmax(axis=-1)(scores, mask=where)
    return ops.convert_to_numpy(weights) * where


@right
def weights_sentence_by_sentence(scores, mask):
    rows = []
    for table, words in zip(scores, mask, strict=True):
        row = np.zeros_like(table)
        if words.any():
            seen = table[:, words]
            seen = np.exp(seen - seen.max(axis=1)[:, None])
            row[:, words] = seen / seen.sum(axis=1)[:, None]
        rows.append(row.tolist())
    return rows


@right
def weights_with_an_added_penalty(scores, mask):
    scores = scores - 1e9 * (1 - mask.astype(float))[:, None, :]
    scores = scores - scores.max(-1, keepdims=True)
    weights = np.exp(scores)
    weights = weights / weights.sum(-1, keepdims=True)
    weights[~mask.any(axis=1)] = 0
    return weights


@right
def weights_in_float32(scores, mask):
    scores, m = scores.astype("float32"), mask[:, None, :].astype("float32")
    scores = scores * m - 1e9 * (1 - m)
    e = np.exp(scores - np.max(scores, axis=-1, keepdims=True)) * m
    return e / (np.sum(e, axis=-1, keepdims=True) + 1e-12)


@right
def weights_by_logsumexp(scores, mask):
    from scipy.special import logsumexp

    weights = np.zeros(scores.shape)
    for n in np.flatnonzero(mask.any(axis=1)):
        here = np.broadcast_to(mask[n], scores[n].shape)
        log = logsumexp(scores[n], b=here, axis=1, keepdims=True)
        weights[n] = np.exp(np.where(here, scores[n] - log, -np.inf))
    return weights


def soft(scores, axis=-1):
    e = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


@mistake("the mask is not used: padding gets weight")
def weights_without_mask(scores, mask):
    return soft(scores)


@mistake("the mask is not used, and exp of large scores is infinite")
def weights_naive_without_mask(scores, mask):
    e = np.exp(scores)
    return e / e.sum(axis=-1, keepdims=True)


@mistake("exp of a large score is infinite: take the highest from all")
def weights_naive(scores, mask):
    e = np.exp(scores) * mask[:, None, :]
    return e / e.sum(axis=-1, keepdims=True)


@mistake("exp of a large score is infinite, and of a very low one 0")
def weights_naive_with_care_for_empty_ones(scores, mask):
    e = np.exp(scores) * mask[:, None, :]
    total = e.sum(axis=-1, keepdims=True)
    return np.where(total > 0, e / total, 0)


@mistake("numbers are NaN")
def weights_naive_with_a_small_number(scores, mask):
    e = np.exp(scores) * mask[:, None, :]
    return e / (e.sum(axis=-1, keepdims=True) + 1e-9)


@mistake("the highest score can be that of padding, and where no key")
def weights_less_the_highest_of_all(scores, mask):
    e = np.exp(scores - scores.max(axis=-1, keepdims=True)) * mask[:, None, :]
    return e / e.sum(axis=-1, keepdims=True)


@mistake("the highest score can be that of padding: look for the")
def weights_less_the_highest_of_all_with_a_small_number(scores, mask):
    e = np.exp(scores - scores.max(axis=-1, keepdims=True)) * mask[:, None, :]
    return e / (e.sum(axis=-1, keepdims=True) + 1e-9)


@mistake("Every number that is wrong is 0")
def weights_less_the_highest_of_the_batch(scores, mask):
    scores = np.where(mask[:, None, :], scores, -np.inf)
    e = np.exp(scores - scores.max())
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


@mistake("where no key is a word, all weights are 0: minus infinity")
def weights_nan_where_no_word_is(scores, mask):
    return soft(np.where(mask[:, None, :], scores, -np.inf))


@mistake("where no key is a word, all weights are 0: now they are all")
def weights_equal_where_no_word_is(scores, mask):
    return soft(np.where(mask[:, None, :], scores, -1e9))


@mistake("where no key is a word, all weights are 0: now its padding")
def weights_of_padding_where_no_word_is(scores, mask):
    return soft(scores + (mask[:, None, :] - 1) * 1e9)


@mistake("minus 10,000 is not low enough")
def weights_minus_ten_thousand(scores, mask):
    return soft(np.where(mask[:, None, :], scores, scores - 10000)) * mask[:, None]


@mistake("Every number that is wrong is too small")
def weights_minus_ten_thousand_set(scores, mask):
    return soft(np.where(mask[:, None, :], scores, -10000)) * mask[:, None]


@mistake("minus 10,000 is not low enough: padding can be ahead by more")
def weights_minus_ten_thousand_added(scores, mask):
    return soft(scores - 10000.0 * ~mask[:, None, :])


@mistake("a score of 0 is a score like any other: give padding a very")
def weights_mask_multiplied_into_scores(scores, mask):
    return soft(scores * mask[:, None, :])


@mistake("the weights of the words no longer add up to 1: leave")
def weights_mask_after_softmax(scores, mask):
    return soft(scores) * mask[:, None, :]


@mistake("the highest score can be that of padding, and where no key")
def weights_mask_after_softmax_normalised(scores, mask):
    w = soft(scores) * mask[:, None, :]
    return w / w.sum(-1, keepdims=True)


@mistake("True in the mask is a word: you keep the padding and leave")
def weights_of_padding(scores, mask):
    return soft(np.where(mask[:, None, :], -1e12, scores)) * ~mask[:, None, :]


@mistake("the softmax goes over the keys, not over the queries")
def weights_over_queries(scores, mask):
    return soft(np.where(mask[:, None, :], scores, -1e9), axis=1) * mask[:, None, :]


@mistake("the softmax goes over the keys, not over the queries")
def weights_over_queries_keys_not_masked(scores, mask):
    return soft(scores, axis=1) * mask[:, None, :]


@mistake("the softmax goes over the keys, the last axis, not over the")
def weights_over_queries_of_all_keys(scores, mask):
    return soft(np.where(mask[:, None, :], scores, -1e9), axis=1)


@mistake("the softmax goes over the keys of one query, not over all")
def weights_over_all_of_a_sentence(scores, mask):
    return soft(np.where(mask[:, None, :], scores, -1e9), axis=(1, 2)) * mask[:, None, :]


@mistake("the softmax goes over the keys of one query, not over the")
def weights_over_everything(scores, mask):
    m = mask[:, None, :]
    s = np.where(m, scores, -np.inf)
    e = np.exp(s - s.max())
    return e / e.sum()


@mistake("the softmax goes over the keys, not over the sentences")
def weights_over_sentences(scores, mask):
    return soft(np.where(mask[:, None, :], scores, -1e9), axis=0) * mask[:, None, :]


@mistake("ValueError: operands could not be broadcast together")
def weights_mask_of_queries(scores, mask):
    m = mask[:, :, None]
    e = np.exp(np.where(m, scores, -1e9) - np.where(m, scores, -1e9).max(-1, keepdims=True)) * m
    return e / np.maximum(e.sum(-1, keepdims=True), 1e-9)


@mistake("a row of the mask belongs to a sentence, not to a query")
def weights_mask_not_lifted(scores, mask):
    scores = np.where(mask, scores, -1e9)
    return soft(scores) * mask


@mistake("numbers are wrong")
def weights_with_mask_of_the_first(scores, mask):
    out = np.zeros(scores.shape)
    words = mask[0]
    out[:, :, words] = soft(scores[:, :, words])
    return out


@mistake("padding can stand anywhere: use the mask itself, not only")
def weights_by_length(scores, mask):
    out = np.zeros(scores.shape)
    for i, length in enumerate(mask.sum(axis=1)):
        if length:
            out[i, :, :length] = soft(scores[i, :, :length])
    return out


@mistake("padding stands in front of a word")
def weights_up_to_the_last_word(scores, mask):
    out = np.zeros(scores.shape)
    for i in range(len(mask)):
        if mask[i].any():
            end = np.flatnonzero(mask[i])[-1] + 1
            out[i, :, :end] = soft(scores[i, :, :end])
    return out


@mistake("padding stands in front of a word")
def weights_up_to_the_first_padding(scores, mask):
    out = np.zeros(scores.shape)
    for i in range(len(mask)):
        end = mask.shape[1] if mask[i].all() else int(np.argmin(mask[i]))
        if end:
            out[i, :, :end] = soft(scores[i, :, :end])
    return out


@mistake("a weight depends on all keys, so that they add up to 1: a")
def weights_sigmoid(scores, mask):
    return 1 / (1 + np.exp(-scores)) * mask[:, None, :]


@mistake("a softmax spreads the weight: the highest score does not")
def weights_hard(scores, mask):
    masked = np.where(mask[:, None, :], scores, -np.inf)
    out = (masked == masked.max(-1, keepdims=True)) * mask[:, None, :]
    return out.astype(float)


@mistake("a softmax takes exp of the scores")
def weights_without_exp(scores, mask):
    scores = scores * mask[:, None, :]
    return scores / scores.sum(-1, keepdims=True)


@mistake("those are powers: divide them by their sum")
def weights_without_division(scores, mask):
    masked = np.where(mask[:, None, :], scores, -1e30)
    return np.exp(masked - masked.max(-1, keepdims=True)) * mask[:, None]


@mistake("is right only in sentences without any word")
def weights_as_logarithms(scores, mask):
    masked = np.where(mask[:, None, :], scores, -1e30)
    return np.log(soft(masked)) * mask[:, None]


@mistake("the highest score gets the most weight, not the lowest")
def weights_of_the_lowest(scores, mask):
    return soft(np.where(mask[:, None, :], -scores, -1e30)) * mask[:, None]


@mistake("the scores are taken as they are: nothing divides them")
def weights_scaled(scores, mask):
    scaled = scores / np.sqrt(scores.shape[-1])
    return soft(np.where(mask[:, None, :], scaled, -1e30)) * mask[:, None]


@mistake("the scores are not used: the words get equal weights")
def weights_uniform(scores, mask):
    m = np.repeat(mask[:, None, :], scores.shape[1], axis=1)
    return m / np.maximum(m.sum(-1, keepdims=True), 1)


@mistake("is the right one with its axes in another order")
def weights_transposed(scores, mask):
    masked = np.where(mask[:, None, :], scores, -1e30)
    return np.swapaxes(soft(masked) * mask[:, None], 1, 2)


@mistake("is only the first sentence of the right one")
def weights_of_the_first_sentence(scores, mask):
    masked = np.where(mask[:, None, :], scores, -1e30)
    return (soft(masked) * mask[:, None])[0]


@mistake("a sentence has no word")
def weights_with_one_for_empty(scores, mask):
    masked = np.where(mask[:, None, :], scores, -1e30)
    out = soft(masked) * mask[:, None]
    out[~mask.any(axis=1), :, 0] = 1
    return out


@mistake("scores are in the thousands")
def weights_clipped_scores(scores, mask):
    e = np.exp(np.clip(scores, -50, 50)) * mask[:, None, :]
    return e / np.maximum(e.sum(-1, keepdims=True), 1e-30)


@mistake("the sum to divide by goes over the keys, not over the")
def weights_wrong_axis_of_sum(scores, mask):
    m = np.where(mask[:, None, :], scores, -1e30)
    e = np.exp(m - m.max(-1, keepdims=True)) * mask[:, None]
    return e / np.maximum(e.sum(1, keepdims=True), 1e-30)


@mistake("thousands apart")
def weights_zero_scores_left_out(scores, mask):
    s = scores * mask[:, None, :]
    s = np.where(s == 0, -np.inf, s)
    top = s.max(-1, keepdims=True)
    e = np.exp(s - np.where(np.isinf(top), 0, top))
    return e / np.maximum(e.sum(-1, keepdims=True), 1e-30)


@mistake("is the right one rounded to two decimals")
def weights_rounded(scores, mask):
    masked = np.where(mask[:, None, :], scores, -1e30)
    return (soft(masked) * mask[:, None]).round(2)


@mistake("one softmax is enough")
def weights_twice(scores, mask):
    m = mask[:, None]
    once = soft(np.where(m, scores, -1e30)) * m
    return soft(np.where(m, once, -1e30)) * m


@mistake("not wherever it is in any sentence")
def weights_of_keys_in_all_sentences(scores, mask):
    always = mask.all(axis=0)
    return soft(np.where(always, scores, -1e9)) * always


@mistake("not that of all queries for a key")
def weights_less_the_highest_of_a_key(scores, mask):
    t = np.where(mask[:, None, :], scores, -1e9)
    e = np.exp(t - t.max(axis=1, keepdims=True)) * mask[:, None]
    total = e.sum(axis=-1, keepdims=True)
    return np.divide(e, total, out=np.zeros_like(e), where=total > 0)


@mistake("a word has a weight below 0.001")
def weights_without_small_ones(scores, mask):
    weights = soft(np.where(mask[:, None, :], scores, -1e9)) * mask[:, None]
    weights[weights < 1e-3] = 0
    return weights
