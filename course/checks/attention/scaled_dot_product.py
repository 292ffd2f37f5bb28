"""scaled-dot-product: softmax(Q K^T / sqrt(d)) V, with its weights.

The right answer is made number by number, in plain loops.
"""

import math
import operator

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    few, more = drawn(2, 4), drawn(5, 7)
    return [
        _case(rng, (), 2, 3, 4, 5),
        _case(rng, (), few, more, drawn(2, 5), 1),
        _case(rng, (few,), 4, more, 3, 2),
        _case(rng, (3,), few, 4, more, more + 2),
        _case(rng, (2, few), 3, 5, drawn(6, 9), 6),
        _case(rng, (2, 3), more, 5, 7, drawn(8, 11)),
        _case(rng, (), 4, 4, 4, 4),
        _case(rng, (3,), 3, 3, 3, 3),
        _case(rng, (2, 2), more, more, 8, 4),
        _case(rng, (few,), drawn(3, 5), 5, 5, 2),
        _case(rng, (few,), 3, more, drawn(2, 4), 3, equal_keys=True),
        _case(rng, (), drawn(2, 5), more, 4, 2, far=True),
        _case(rng, (2,), more, 3, 4, few, far=True),
        _case(rng, (few,), 3, more + 1, 4, 5, far=True, wide=True),
        _case(rng, (), more, drawn(5, 9), 16, 3, far=True, wide=True),
        _case(rng, (1, 3), 5, 6, 16, 4, far=True),
        _case(rng, (few,), 1, drawn(3, 6), 1, 2),
        _case(rng, (1,), drawn(2, 5), 1, drawn(2, 5), 3),
    ]


def _case(rng, leading, t, s, d, e, equal_keys=False, far=False, wide=False):
    """far: scores of about 1,000 or -1,000, whole, so exact in float32, too; wide: both in one row."""
    queries, keys = rng.normal(0, 1.5, (*leading, t, d)), rng.normal(0, 1.5, (*leading, s, d))
    if equal_keys:
        keys = np.broadcast_to(keys[..., :1, :], keys.shape).copy()
    if far:
        queries, keys = _far(rng, leading, t, s, d)
    if wide:
        keys[..., 0] = rng.permuted(np.resize([25, 25, -25], keys.shape[:-1]), axis=-1)
    values = np.round(rng.normal(0, 3, (*leading, s, e)), 3)
    queries, keys = queries.round(3), keys.round(3)
    output, weights = np.zeros((*leading, t, e)), np.zeros((*leading, t, s))
    for *place, query in np.ndindex(*leading, t):
        lead, at = tuple(place), (*place, query)
        known = keys[lead].tolist()
        scores = [math.fsum(map(operator.mul, queries[at].tolist(), key)) for key in known]
        powers = [math.exp((score - max(scores)) / math.sqrt(d)) for score in scores]
        weights[at] = [power / math.fsum(powers) for power in powers]
        for weight, value in zip(weights[at], values[lead], strict=True):
            output[at] += weight * value
    asks = f"output of shape {output.shape} and weights of shape {weights.shape}"
    return Case((queries, keys, values), (output, weights), asks)


def _far(rng, leading, t, s, d):
    """Queries and keys whose first entries make scores of 1,000 or -1,000; the second ones add a little."""
    root = math.sqrt(d)  # 2 or 4
    queries = np.zeros((*leading, t, d))
    keys = rng.integers(-40, 40, (*leading, s, d)).astype(float)  # met by zeros
    queries[..., 0] = root * 40 * rng.choice([-1, 1], (*leading, t))
    queries[..., 0].flat[:2] = root * 40, -root * 40
    queries[..., 1] = root
    keys[..., 0] = 25
    keys[..., 1] = rng.permuted(
        np.broadcast_to(np.resize([0, 1, 3, 2], s), keys.shape[:-1]), axis=-1
    )
    return queries, keys


def _products(queries, keys):
    return np.einsum("...td,...sd->...ts", queries, keys)


def _scores(queries, keys):
    return _products(queries, keys) / math.sqrt(queries.shape[-1])


def _shares(scores, axis=-1):
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _read(weights, values):
    return np.einsum("...ts,...se->...te", weights, values)


def _weighed(change):
    """The mistaken answer with other weights, a function of (queries, keys, values)."""

    def answer(queries, keys, values):
        with np.errstate(all="ignore"):
            weights = change(queries, keys, values)
            return _read(weights, values), weights

    return answer


def _divided_by(divisor):
    """The mistaken answer whose dot products are divided by something else than sqrt(d)."""
    return _weighed(lambda q, k, v: _shares(_products(q, k) / divisor(q, k, v)))


def _changed(change):
    """The mistaken answer that returns something else; `change` takes the weights and (q, k, v)."""

    def answer(queries, keys, values):
        with np.errstate(all="ignore"):
            return change(_shares(_scores(queries, keys)), queries, keys, values)

    return answer


def _in_the_middle(q, k, v):
    powers = np.exp(_scores(q, k))
    return powers / powers.sum(axis=-1, keepdims=True)


def _is_square(q, k, v):
    return q.shape[-2] == k.shape[-2] == k.shape[-1]


scaled_dot_product = Check(
    "scaled-dot-product",
    2,
    _cases,
    # float32: scores are sums of up to 8 products of up to 25, so wrong by up to 1e-5
    tolerance=Tolerance(relative=2e-5, of_largest=1e-6, absolute=1e-6),
    mistakes={
        "divide the dot products by the square root of d: they are not divided at all": _divided_by(
            lambda q, k, v: 1
        ),
        "divide by the square root of d, not by d": _divided_by(lambda q, k, v: q.shape[-1]),
        "divide by the square root of d, do not multiply by it": _divided_by(
            lambda q, k, v: 1 / math.sqrt(q.shape[-1])
        ),
        "d is the number of entries of a key, not of a value": _divided_by(
            lambda q, k, v: math.sqrt(v.shape[-1])
        ),
        "d is the number of entries of a key, not the number of keys": _divided_by(
            lambda q, k, v: math.sqrt(k.shape[-2])
        ),
        "d is the number of entries of a query, not the number of queries": _divided_by(
            lambda q, k, v: math.sqrt(q.shape[-2])
        ),
        "d is the number of entries of a key, its last axis, not the length of the array": _divided_by(
            lambda q, k, v: math.sqrt(len(k))
        ),
        "d is the last axis of the keys: count axes from the end, the second one can be another": (
            _divided_by(lambda q, k, v: math.sqrt(k.shape[1]))
        ),
        "d is the number of entries of a key in one head, not in all heads together": _divided_by(
            lambda q, k, v: math.sqrt(q.shape[-1] * (q.shape[1] if q.ndim == 4 else 1))
        ),
        "divide the dot products before the softmax, not the weights after it": _weighed(
            lambda q, k, v: _shares(_products(q, k)) / math.sqrt(q.shape[-1])
        ),
        "the softmax goes over the keys, the last axis, not over the queries": _weighed(
            lambda q, k, v: _shares(_scores(q, k), axis=-2)
        ),
        "the softmax goes over the keys, not over the first axis": _weighed(
            lambda q, k, v: _shares(_scores(q, k), axis=0)
        ),
        "the softmax goes over the keys: count its axis from the end, axis 1 can be another": _weighed(
            lambda q, k, v: _shares(_scores(q, k), axis=1)
        ),
        "the softmax goes over the keys of one query, not over all scores together": _weighed(
            lambda q, k, v: _shares(_scores(q, k), axis=None)
        ),
        "the softmax goes over the keys of one query, not over all queries and keys": _weighed(
            lambda q, k, v: _shares(_scores(q, k), axis=(-1, -2))
        ),
        "there is no softmax: scores are no weights": _weighed(lambda q, k, v: _scores(q, k)),
        "one softmax is enough": _weighed(lambda q, k, v: _shares(_shares(_scores(q, k)))),
        "exp of a large score is infinite: take the highest of each query from its scores first": (
            _weighed(_in_the_middle)
        ),
        "those are powers: divide them by their sum": _weighed(
            lambda q, k, v: np.exp(_scores(q, k) - _scores(q, k).max(axis=-1, keepdims=True))
        ),
        "a weight depends on all keys, so that they add up to 1: a softmax, not a sigmoid": _weighed(
            lambda q, k, v: 1 / (1 + np.exp(-_scores(q, k)))
        ),
        "a softmax spreads the weight: the best key does not get all of it": _weighed(
            lambda q, k, v: (
                np.arange(k.shape[-2]) == _scores(q, k).argmax(axis=-1)[..., None]
            ).astype(float)
        ),
        "the highest score gets the most weight, not the lowest": _weighed(
            lambda q, k, v: _shares(-_scores(q, k))
        ),
        "compare queries with keys, not with values": _weighed(
            lambda q, k, v: _shares(_products(q, v) / math.sqrt(q.shape[-1]))
        ),
        "compare keys with queries, not with other keys": _weighed(
            lambda q, k, v: _shares(_scores(k, k))
        ),
        "compare queries with keys, not with other queries": _weighed(
            lambda q, k, v: _shares(_scores(q, q))
        ),
        "a dot product is not divided by the lengths of the two vectors": _weighed(
            lambda q, k, v: _shares(
                _products(q, k)
                / np.linalg.norm(q, axis=-1)[..., :, None]
                / np.linalg.norm(k, axis=-1)[..., None, :]
            )
        ),
        "a dot product is divided by sqrt(d) only, not by the lengths of the two vectors as well": _weighed(
            lambda q, k, v: _shares(
                _scores(q, k)
                / np.linalg.norm(q, axis=-1)[..., :, None]
                / np.linalg.norm(k, axis=-1)[..., None, :]
            )
        ),
        "nothing is masked here: every query sees all keys, later ones, too": _weighed(
            lambda q, k, v: _shares(np.where(np.tri(q.shape[-2], k.shape[-2]), _scores(q, k), -1e9))
        ),
        "do not round the square root of d": _divided_by(
            lambda q, k, v: int(math.sqrt(q.shape[-1]))
        ),
        "compare by dot products, not by distances": _weighed(
            lambda q, k, v: _shares(
                -((q[..., :, None, :] - k[..., None, :, :]) ** 2).sum(-1) / math.sqrt(q.shape[-1])
            )
        ),
        "a dot product adds up over the entries of one query and one key: the keys are not transposed": (
            _weighed(lambda q, k, v: _shares(q @ k / math.sqrt(q.shape[-1])))
        ),
        "queries ask, keys answer: the two are exchanged": _weighed(
            lambda q, k, v: _shares(_scores(k, q))
        ),
        "weights has a row for each query: it is transposed": _changed(
            lambda w, q, k, v: (_read(w, v), w.swapaxes(-1, -2))
        ),
        "return the weights, not the scores": _changed(
            lambda w, q, k, v: (_read(w, v), _scores(q, k))
        ),
        "return the weights, not the dot products": _changed(
            lambda w, q, k, v: (_read(w, v), _products(q, k))
        ),
        "the output is read from the values, not from the keys": _changed(
            lambda w, q, k, v: (_read(w, k), w)
        ),
        "the output is read from the values, not from the queries": _changed(
            lambda w, q, k, v: (_read(w, q), w)
        ),
        "the output is read with the weights, not with the scores": _changed(
            lambda w, q, k, v: (_read(_scores(q, k), v), w)
        ),
        "the output reads the values with the weights of the keys: the weights are transposed": (
            _changed(lambda w, q, k, v: (w.swapaxes(-1, -2) @ v, w))
        ),
        "the output is the mean of all values: are the weights used?": _changed(
            lambda w, q, k, v: (
                np.broadcast_to(v.mean(axis=-2, keepdims=True), (*q.shape[:-1], v.shape[-1])),
                w,
            )
        ),
        "the output is a sum of all values, each times its weight, not the value of the best key": _changed(
            lambda w, q, k, v: (np.take_along_axis(v, w.argmax(-1)[..., None], axis=-2), w)
        ),
        "the weights add up to 1 already: do not divide the output by the number of keys": _changed(
            lambda w, q, k, v: (_read(w, v) / k.shape[-2], w)
        ),
    },
    corners={
        "there are no leading axes": lambda q, k, v: q.ndim == 2,
        "there is one leading axis": lambda q, k, v: q.ndim == 3,
        "there are two leading axes": lambda q, k, v: q.ndim == 4,
        "there are as many queries as keys": lambda q, k, v: q.shape[-2] == k.shape[-2],
        "there are as many queries, keys and entries": lambda q, k, v: _is_square(q, k, v),
        "values have as many entries as keys": lambda q, k, v: k.shape[-1] == v.shape[-1],
        "values have more entries than keys": lambda q, k, v: k.shape[-1] < v.shape[-1],
        "there is one query": lambda q, k, v: q.shape[-2] == 1,
        "there is one key": lambda q, k, v: k.shape[-2] == 1,
        "queries and keys have one entry": lambda q, k, v: q.shape[-1] == 1,
        "values have one entry": lambda q, k, v: v.shape[-1] == 1,
        "all keys of a sentence are equal": lambda q, k, v: (
            (k == k[..., :1, :]).all() and k.shape[-2] > 1
        ),
        "scores of one query are more than 1,000 apart": lambda q, k, v: (
            np.ptp(_scores(q, k), axis=-1).max() > 1_000
        ),
        "scores are in the hundreds": lambda q, k, v: abs(_scores(q, k)).max() > 500,
    },
    parts=("output", "weights"),
)
