"""Hops that students make instead of the right one."""

import math

import numpy as np

from course.checks.memory._shared import stable


def _mask(inputs, filled):
    return np.arange(inputs.shape[1]) < np.asarray(filled)[:, None]


def _scores(u, m):
    return (m * u[:, None]).sum(axis=-1)


def _take(weights, outputs):
    return (weights[..., None] * outputs).sum(axis=1)


def _shares(scores, mask):
    """A softmax over the slots that are marked; 0 where none is."""
    heights = np.where(mask, np.exp(scores - _best(scores, mask)), 0)
    return heights / np.where(mask.any(axis=1), heights.sum(axis=1), 1)[:, None]


def _best(scores, mask):
    return np.where(mask, scores, -1e300).max(axis=1, keepdims=True)


def _weighed(change):
    """The mistaken answer with other weights, a function of scores, mask and the arguments."""

    def answer(u, m, c, filled):
        weights = change(_scores(u, m), _mask(m, filled), u, m, c)
        return u + _take(weights, c), weights

    return answer


def _scored(change):
    """The mistaken answer with other scores, a function of u, m and c."""
    return _weighed(lambda scores, mask, u, m, c: _shares(change(u, m, c), mask))


def _counted(change):
    """The mistaken answer with other filled slots, a function of slots and numbers of lines."""

    def answer(u, m, c, filled):
        weights = _shares(_scores(u, m), change(np.arange(m.shape[1]), filled[:, None]))
        return u + _take(weights, c), weights

    return answer


def _ended(change):
    """The mistaken answer that goes on in another way; takes the right weights and the arguments."""

    def answer(u, m, c, filled):
        return change(_shares(_scores(u, m), _mask(m, filled)), u, m, c, filled)

    return answer


def _of_sum(heights):
    """Divided by their sum in each story, where it is above 0."""
    total = heights.sum(axis=1, keepdims=True)
    return heights / np.where(total > 0, total, 1)


def _lonely(weights, mask):
    """NaN in stories without lines: 0 / 0."""
    return np.where(mask.any(axis=1, keepdims=True), weights, np.nan)


MISTAKES = {
    "empty slots are looked at, too: leave them out of the softmax": _weighed(
        lambda s, mask, u, m, c: stable(s)
    ),
    "the weights of lines sum to 1: leave empty slots out before the softmax, not after it": _weighed(
        lambda s, mask, u, m, c: stable(s) * mask
    ),
    "a score of 0 is not a weight of 0: exp(0) is 1, so empty slots are looked at": _weighed(
        lambda s, mask, u, m, c: stable(s * mask)
    ),
    "a score of 0 is not a weight of 0: the weights of lines must sum to 1 without empty slots": (
        _weighed(lambda s, mask, u, m, c: stable(s * mask) * mask)
    ),
    "a story without lines: 0 / 0 is no number, its weights are 0": _weighed(
        lambda s, mask, u, m, c: _lonely(_shares(s, mask), mask)
    ),
    "a story without lines looks nowhere: its weights are 0, not equal": _weighed(
        lambda s, mask, u, m, c: stable(np.where(mask, s, -1e9))
    ),
    "a story without lines looks nowhere: a softmax over empty slots alone sums to 1 all the same": (
        _weighed(lambda s, mask, u, m, c: stable(s - 1e9 * ~mask))
    ),
    "exp of a large number is infinite: take the best score of each story from its scores first": (
        _weighed(
            lambda s, mask, u, m, c: (
                np.where(mask, np.exp(s), 0)
                / np.where(mask.any(axis=1), np.where(mask, np.exp(s), 0).sum(axis=1), 1)[:, None]
            )
        )
    ),
    "exp of a large number is infinite, and 0 times that is no number: take the best score away first": (
        _weighed(
            lambda s, mask, u, m, c: (
                np.exp(s)
                * mask
                / np.where(mask.any(axis=1), (np.exp(s) * mask).sum(axis=1), 1)[:, None]
            )
        )
    ),
    "the best score of each story is taken away, that of its lines: an empty slot may have a higher one": (
        _weighed(
            lambda s, mask, u, m, c: (
                np.where(mask, np.exp(s - s.max(axis=1, keepdims=True)), 0)
                / np.where(
                    mask.any(axis=1),
                    np.where(mask, np.exp(s - s.max(axis=1, keepdims=True)), 0).sum(axis=1),
                    1,
                )[:, None]
            )
        )
    ),
    "each story has a best score of its own: do not take the same away from all stories": _weighed(
        lambda s, mask, u, m, c: (
            np.where(mask, np.exp(s - s[mask].max(initial=-1e300)), 0)
            / np.where(
                mask.any(axis=1),
                np.where(mask, np.exp(s - s[mask].max(initial=-1e300)), 0).sum(axis=1),
                1,
            )[:, None]
        )
    ),
    "exp of a large number is infinite, far below 0 it is 0: take the best score of each story away first": (
        _weighed(lambda s, mask, u, m, c: _of_sum(np.where(mask, np.exp(s), 0)))
    ),
    "exp of a large number is infinite, far below 0 it is 0, and infinity times 0 is no number: take the best "
    "score of each story away first": _weighed(
        lambda s, mask, u, m, c: _of_sum(np.exp(s) * mask)
    ),
    "`filled` says how many lines there are: the last one is left out": _counted(
        lambda slots, lines: slots < lines - 1
    ),
    "`filled` says how many lines there are: that is one slot too many": _counted(
        lambda slots, lines: slots <= lines
    ),
    "the first line counts, too: slots are numbered from 0": _counted(
        lambda slots, lines: (slots > 0) & (slots < lines)
    ),
    "the lines stand in the first slots, not in the last ones": _counted(
        lambda slots, lines: slots >= len(slots) - lines
    ),
    "the filled slots have the lines: the mask is turned around": _counted(
        lambda slots, lines: slots >= lines
    ),
    "each story has its own number of lines, not that of the first": _counted(
        lambda slots, lines: (slots < lines[0]) & (lines > -1)
    ),
    "each story has its own number of lines, not the largest": _counted(
        lambda slots, lines: (slots < lines.max()) & (lines > -1)
    ),
    "`filled` says which slots are empty: a line whose vector is 0 is still a line": _weighed(
        lambda s, mask, u, m, c: _shares(s, m.any(axis=-1))
    ),
    "the scores compare the state with `inputs`, not with `outputs`": _scored(
        lambda u, m, c: _scores(u, c)
    ),
    "`inputs` and `outputs` are exchanged": lambda u, m, c, filled: _ended(
        lambda w, u, m, c, filled: (u + _take(w, c), w)
    )(u, c, m, filled),
    "what is taken away are `outputs`, not `inputs`": _ended(
        lambda w, u, m, c, filled: (u + _take(w, m), w)
    ),
    "the dot products as they are: do not divide by the root of the width": _scored(
        lambda u, m, c: _scores(u, m) / math.sqrt(m.shape[-1])
    ),
    "the dot products as they are: do not divide by the width": _scored(
        lambda u, m, c: _scores(u, m) / m.shape[-1]
    ),
    "dot products, not cosines": _scored(
        lambda u, m, c: (
            _scores(u, m)
            / np.maximum(np.linalg.norm(m, axis=-1) * np.linalg.norm(u, axis=-1)[:, None], 1e-9)
        )
    ),
    "dot products, not distances": _scored(
        lambda u, m, c: -np.linalg.norm(m - u[:, None], axis=-1)
    ),
    "each story is asked with its own state, not with that of the first": _scored(
        lambda u, m, c: m @ u[0]
    ),
    "the line that is most like the state gets the most weight, not the least": _scored(
        lambda u, m, c: -_scores(u, m)
    ),
    "a softmax looks at all lines, not at the best one alone": _weighed(
        lambda s, mask, u, m, c: (
            np.eye(s.shape[1])[np.where(mask, s, -1e300).argmax(axis=1)] * mask
        )
    ),
    "the weights sum to 1 in each story: the softmax goes over its slots, not over the stories": (
        _weighed(lambda s, mask, u, m, c: _shares(s.T, mask.T).T)
    ),
    "the weights sum to 1 in each story, not in all of them together": _weighed(
        lambda s, mask, u, m, c: _shares(s.reshape(1, -1), mask.reshape(1, -1)).reshape(s.shape)
    ),
    "the weights say which lines are like the state: they are not the same for all lines": _weighed(
        lambda s, mask, u, m, c: mask / np.maximum(mask.sum(axis=1), 1)[:, None]
    ),
    "there is no softmax: scores are no weights": _weighed(lambda s, mask, u, m, c: s * mask),
    "those are powers: divide them by their sum": _weighed(
        lambda s, mask, u, m, c: np.where(mask, np.exp(s - _best(s, mask)), 0)
    ),
    "weights sum to 1: a softmax, not a sigmoid of each score": _weighed(
        lambda s, mask, u, m, c: mask / (1 + np.exp(-s))
    ),
    "one softmax is enough": _weighed(
        lambda s, mask, u, m, c: _shares(_shares(s, mask), mask)
    ),
    "the state is added: what was asked must not be lost": _ended(
        lambda w, u, m, c, filled: (_take(w, c), w)
    ),
    "the state is added once": _ended(lambda w, u, m, c, filled: (2 * u + _take(w, c), w)),
    "what was found is added to the state, not subtracted": _ended(
        lambda w, u, m, c, filled: (u - _take(w, c), w)
    ),
    "what was found is added to the state, not multiplied with it": _ended(
        lambda w, u, m, c, filled: (u * _take(w, c), w)
    ),
    "the weights say how much of each line is taken, not the same of all": _ended(
        lambda w, u, m, c, filled: (
            u + _take(_mask(m, filled) / np.maximum(filled, 1)[:, None], c), w
        )
    ),
    "the weights sum to 1 already: do not divide by the number of lines": _ended(
        lambda w, u, m, c, filled: (u + _take(w, c) / np.maximum(filled, 1)[:, None], w)
    ),
    "the weights sum to 1 already: do not divide by the number of slots": _ended(
        lambda w, u, m, c, filled: (u + _take(w, c) / m.shape[1], w)
    ),
    "`outputs` are taken by the weights, not by the scores": _ended(
        lambda w, u, m, c, filled: (u + _take(_scores(u, m) * _mask(m, filled), c), w)
    ),
    "a hop looks once": lambda u, m, c, filled: _ended(
        lambda w, u, m, c, filled: (u + _take(w, c), w)
    )(_ended(lambda w, u, m, c, filled: u + _take(w, c))(u, m, c, filled), m, c, filled),
    "the next state as it is: do not divide it by its length": _ended(
        lambda w, u, m, c, filled: (_unit(u + _take(w, c)), w)
    ),
    "the next state as it is: no tanh": _ended(
        lambda w, u, m, c, filled: (np.tanh(u + _take(w, c)), w)
    ),
    "the next state comes first, then the weights": _ended(
        lambda w, u, m, c, filled: (w, u + _take(w, c))
    ),
    "return the weights, too": _ended(lambda w, u, m, c, filled: u + _take(w, c)),
    "return the weights, not the scores": _ended(
        lambda w, u, m, c, filled: (u + _take(w, c), _scores(u, m))
    ),
    "the state of a story without lines stays as it is": _ended(
        lambda w, u, m, c, filled: ((u + _take(w, c)) * (filled > 0)[:, None], w)
    ),
}  # fmt: skip


def _unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
