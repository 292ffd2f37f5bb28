"""Answers to scaled-dot-product."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("scaled-dot-product")
right, mistake = bank.right, bank.mistake


def soft(scores, axis=-1):
    e = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def scores_of(queries, keys):
    return np.matmul(queries, np.swapaxes(keys, -1, -2)) / np.sqrt(queries.shape[-1])


@right
def attend_by_einsum(queries, keys, values):
    scores = np.einsum("...qd,...kd->...qk", queries, keys) / keys.shape[-1] ** 0.5
    weights = soft(scores)
    return np.einsum("...qk,...ke->...qe", weights, values), weights


@right
def attend_recursively(queries, keys, values):
    if queries.ndim > 2:
        pairs = [attend_recursively(*each) for each in zip(queries, keys, values, strict=True)]
        return np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    weights = []
    for query in queries:
        scores = [float(query @ key) / math.sqrt(len(key)) for key in keys]
        powers = [math.exp(score - max(scores)) for score in scores]
        weights.append([power / sum(powers) for power in powers])
    return np.array(weights) @ values, np.array(weights)


@right
def attend_folded(queries, keys, values):
    lead = queries.shape[:-2]
    q, k, v = (a.reshape(-1, *a.shape[-2:]) for a in (queries, keys, values))
    weights = soft((q / math.sqrt(q.shape[-1])) @ k.transpose(0, 2, 1), axis=2)
    output = weights @ v
    return output.reshape(*lead, *output.shape[1:]), weights.reshape(*lead, *weights.shape[1:])


@right
def attend_by_keras(queries, keys, values):
    from keras import ops

    scores = ops.matmul(queries, ops.swapaxes(keys, -1, -2)) / queries.shape[-1] ** 0.5
    weights = ops.softmax(scores, axis=-1)
    return ops.matmul(weights, values), weights


@right
def attend_by_scipy(queries, keys, values):
    from scipy.special import softmax

    scores = queries @ np.moveaxis(keys, -1, -2)
    weights = softmax(scores * queries.shape[-1] ** -0.5, axis=-1)
    return [(weights @ values).tolist(), weights.tolist()]


@right
def attend_in_float32(queries, keys, values):
    q, k, v = (a.astype("float32") for a in (queries, keys, values))
    weights = soft(q @ k.swapaxes(-1, -2) / np.float32(np.sqrt(q.shape[-1])))
    return weights @ v, weights


@right
def attend_by_sums(queries, keys, values):
    products = (queries[..., :, None, :] * keys[..., None, :, :]).sum(axis=-1)
    weights = soft(products / np.sqrt(keys.shape[-1]))
    return (weights[..., None] * values[..., None, :, :]).sum(axis=-2), weights


@right
def attend_by_keras_layer(queries, keys, values):
    from keras import layers, ops

    lead = queries.shape[:-2]
    q, k, v = (a.reshape(-1, *a.shape[-2:]) for a in (queries, keys, values))
    layer = layers.Attention(use_scale=False)
    out, w = layer([q / q.shape[-1] ** 0.5, v, k], return_attention_scores=True)
    out, w = ops.convert_to_numpy(out), ops.convert_to_numpy(w)
    return out.reshape(*lead, *out.shape[1:]), w.reshape(*lead, *w.shape[1:])


@mistake("divide the dot products by the square root of d: they are")
def attend_unscaled(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2))
    return weights @ values, weights


@mistake("divide by the square root of d, not by d")
def attend_divided_by_d(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) / queries.shape[-1])
    return weights @ values, weights


@mistake("divide by the square root of d, do not multiply by it")
def attend_multiplied(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) * np.sqrt(queries.shape[-1]))
    return weights @ values, weights


@mistake("d is the number of entries of a key, not of a value")
def attend_scaled_by_values(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) / np.sqrt(values.shape[-1]))
    return weights @ values, weights


@mistake("d is the number of entries of a key, not the number of keys")
def attend_scaled_by_number_of_keys(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) / np.sqrt(keys.shape[-2]))
    return weights @ values, weights


@mistake("d is the number of entries of a query, not the number of")
def attend_scaled_by_number_of_queries(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) / np.sqrt(queries.shape[-2]))
    return weights @ values, weights


@mistake("d is the number of entries of a key, its last axis, not the")
def attend_scaled_by_length(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) / np.sqrt(len(keys)))
    return weights @ values, weights


@mistake("d is the last axis of the keys: count axes from the end")
def attend_scaled_by_axis_one(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) / np.sqrt(keys.shape[1]))
    return weights @ values, weights


@mistake("there is one leading axis")
def attend_scaled_by_axis_two(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) / np.sqrt(keys.shape[2]))
    return weights @ values, weights


@mistake("divide the dot products before the softmax, not the weights")
def attend_scaled_after_softmax(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2)) / np.sqrt(queries.shape[-1])
    return weights @ values, weights


@mistake("divide by the square root of d, not by d")
def attend_scaled_twice(queries, keys, values):
    root = np.sqrt(queries.shape[-1])
    weights = soft((queries / root) @ (keys / root).swapaxes(-1, -2))
    return weights @ values, weights


@mistake("the softmax goes over the keys, the last axis, not over the")
def attend_over_queries(queries, keys, values):
    weights = soft(scores_of(queries, keys), axis=-2)
    return weights @ values, weights


@mistake("the softmax goes over the keys: count its axis from the")
def attend_axis_one(queries, keys, values):
    weights = soft(scores_of(queries, keys), axis=1)
    return weights @ values, weights


@mistake("there is one leading axis")
def attend_axis_two(queries, keys, values):
    weights = soft(scores_of(queries, keys), axis=2)
    return weights @ values, weights


@mistake("the softmax goes over the keys, not over the first axis")
def attend_axis_zero(queries, keys, values):
    weights = soft(scores_of(queries, keys), axis=0)
    return weights @ values, weights


@mistake("the softmax goes over the keys of one query, not over all")
def attend_over_everything(queries, keys, values):
    e = np.exp(scores_of(queries, keys) - scores_of(queries, keys).max())
    weights = e / e.sum()
    return weights @ values, weights


@mistake("there is no softmax: scores are no weights")
def attend_without_softmax(queries, keys, values):
    weights = scores_of(queries, keys)
    return weights @ values, weights


@mistake("exp of a large score is infinite: take the highest of each")
def attend_overflowing(queries, keys, values):
    e = np.exp(scores_of(queries, keys))
    weights = e / e.sum(axis=-1, keepdims=True)
    return weights @ values, weights


@mistake("that is wrong is NaN")
def attend_less_the_highest_of_all(queries, keys, values):
    scores = scores_of(queries, keys)
    e = np.exp(scores - scores.max())
    weights = e / e.sum(axis=-1, keepdims=True)
    return weights @ values, weights


@mistake("those are powers: divide them by their sum")
def attend_with_powers(queries, keys, values):
    scores = scores_of(queries, keys)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return weights @ values, weights


@mistake("Only your `weights` is wrong: your `output` is right in")
def attend_powers_output_normalised(queries, keys, values):
    scores = scores_of(queries, keys)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return weights @ values / weights.sum(-1, keepdims=True), weights


@mistake("ValueError: operands could not be broadcast together")
def attend_sum_without_keepdims(queries, keys, values):
    e = np.exp(scores_of(queries, keys))
    weights = e / e.sum(-1)
    return weights @ values, weights


@mistake("expected shape")
def attend_output_only(queries, keys, values):
    return soft(scores_of(queries, keys)) @ values


@mistake("Your `output` and `weights` are exchanged")
def attend_weights_first(queries, keys, values):
    weights = soft(scores_of(queries, keys))
    return weights, weights @ values


@mistake("return the weights, not the scores")
def attend_scores_returned(queries, keys, values):
    scores = scores_of(queries, keys)
    return soft(scores) @ values, scores


@mistake("return the weights, not the dot products")
def attend_products_returned(queries, keys, values):
    return soft(scores_of(queries, keys)) @ values, queries @ keys.swapaxes(-1, -2)


@mistake("the output is read from the values, not from the keys")
def attend_reads_keys(queries, keys, values):
    weights = soft(scores_of(queries, keys))
    return weights @ keys, weights


@mistake("a dot product adds up over the entries of one query and one")
def attend_keys_not_transposed(queries, keys, values):
    weights = soft(queries @ keys / np.sqrt(keys.shape[-1]))
    return weights @ values, weights


@mistake("there are no leading axes")
def attend_keys_transposed_whole(queries, keys, values):
    weights = soft(queries @ keys.T / np.sqrt(keys.shape[-1]))
    return weights @ values, weights


@mistake("there is one leading axis")
def attend_keys_transposed_for_three_axes(queries, keys, values):
    weights = soft(queries @ keys.transpose(0, 2, 1) / np.sqrt(keys.shape[-1]))
    return weights @ values, weights


@mistake("there are no leading axes")
def attend_dot(queries, keys, values):
    weights = soft(np.dot(queries, np.swapaxes(keys, -1, -2)) / np.sqrt(keys.shape[-1]))
    return np.dot(weights, values), weights


@mistake("ValueError: matmul")
def attend_keys_ask(queries, keys, values):
    weights = soft(scores_of(keys, queries))
    return weights @ values, weights


@mistake("weights has a row for each query: it is transposed")
def attend_weights_transposed(queries, keys, values):
    weights = soft(scores_of(queries, keys))
    return weights @ values, weights.swapaxes(-1, -2)


@mistake("weights has a row for each query: it is transposed")
def attend_transposed_both(queries, keys, values):
    weights = soft(keys @ queries.swapaxes(-1, -2) / np.sqrt(keys.shape[-1]), axis=-2)
    return weights.swapaxes(-1, -2) @ values, weights


@mistake("a softmax spreads the weight: the best key does not get all")
def attend_best_only(queries, keys, values):
    best = scores_of(queries, keys).argmax(-1)
    weights = np.eye(keys.shape[-2])[best]
    return weights @ values, weights


@mistake("the output is a sum of all values, each times its weight")
def attend_output_of_best(queries, keys, values):
    weights = soft(scores_of(queries, keys))
    hard = np.eye(keys.shape[-2])[weights.argmax(-1)]
    return hard @ values, weights


@mistake("is the same number everywhere")
def attend_mean(queries, keys, values):
    weights = np.full((*queries.shape[:-1], keys.shape[-2]), 1 / keys.shape[-2])
    return weights @ values, weights


@mistake("a dot product is not divided by the lengths of the two")
def attend_cosine(queries, keys, values):
    q = queries / np.linalg.norm(queries, axis=-1, keepdims=True)
    k = keys / np.linalg.norm(keys, axis=-1, keepdims=True)
    weights = soft(q @ k.swapaxes(-1, -2))
    return weights @ values, weights


@mistake("a dot product is divided by sqrt(d) only, not by the")
def attend_cosine_scaled(queries, keys, values):
    q = queries / np.linalg.norm(queries, axis=-1, keepdims=True)
    k = keys / np.linalg.norm(keys, axis=-1, keepdims=True)
    weights = soft(q @ k.swapaxes(-1, -2) / np.sqrt(keys.shape[-1]))
    return weights @ values, weights


@mistake("a weight depends on all keys, so that they add up to 1: a")
def attend_sigmoid(queries, keys, values):
    weights = 1 / (1 + np.exp(-scores_of(queries, keys)))
    return weights @ values, weights


@mistake("the highest score gets the most weight, not the lowest")
def attend_negative(queries, keys, values):
    weights = soft(-scores_of(queries, keys))
    return weights @ values, weights


@mistake("compare by dot products, not by distances")
def attend_by_distance(queries, keys, values):
    distance = ((queries[..., :, None, :] - keys[..., None, :, :]) ** 2).sum(-1)
    weights = soft(-distance / np.sqrt(keys.shape[-1]))
    return weights @ values, weights


@mistake("Only your `output` is wrong: your `weights` is right in")
def attend_adding_queries(queries, keys, values):
    weights = soft(scores_of(queries, keys))
    return weights @ values + values.mean(axis=-2, keepdims=True), weights


@mistake("nothing is masked here: every query sees all keys, later")
def attend_causal(queries, keys, values):
    scores = scores_of(queries, keys)
    seen = np.tril(np.ones(scores.shape[-2:], bool))
    weights = soft(np.where(seen, scores, -1e9))
    return weights @ values, weights


@mistake("is np.log of the right one")
def attend_log_softmax(queries, keys, values):
    weights = np.log(soft(scores_of(queries, keys)))
    return weights @ values, weights


@mistake("do not round the square root of d")
def attend_integer_root(queries, keys, values):
    weights = soft(queries @ keys.swapaxes(-1, -2) / int(np.sqrt(keys.shape[-1])))
    return weights @ values, weights


@mistake("there are no leading axes")
def attend_first_of_batch(queries, keys, values):
    while queries.ndim > 2:
        queries, keys, values = queries[0], keys[0], values[0]
    weights = soft(scores_of(queries, keys))
    return weights @ values, weights


@mistake("the output reads the values with the weights of the keys")
def attend_output_weighted_transposed(queries, keys, values):
    weights = soft(scores_of(queries, keys))
    return weights.swapaxes(-1, -2) @ values, weights


@mistake("values have as many entries as keys")
def attend_with_residual(queries, keys, values):
    weights = soft(scores_of(queries, keys))
    output = weights @ values
    return (output + queries if output.shape == queries.shape else output), weights


@mistake("scores are in the hundreds")
def attend_clipped(queries, keys, values):
    weights = soft(np.clip(scores_of(queries, keys), -30, 30))
    return weights @ values, weights


@mistake("Only your `output` is wrong")
def attend_by_the_largest_product(queries, keys, values):
    weights = soft(scores_of(queries, keys))
    return (weights[..., None] * values[..., None, :, :]).max(axis=-2), weights
