"""ctc-occupation: the probability of each symbol at each frame, from alpha and beta.

A case makes both tables of drawn probabilities; states become symbols by a matrix of ones and zeros.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.ctc._shared import (
    both_tables,
    drawn_probabilities,
    neighbours,
    planted,
    symbols_but,
    with_blanks,
)

# alpha + beta is down to -1,600, of which float32 keeps 1e-4, and exp makes of that an error of a share
ROUNDING = Tolerance(relative=0.0, absolute=5e-4)


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    last, few = size(4, 7), size(2, 4)
    a, b = rng.permutation([0, 1, 3, 4])[:2].tolist()
    apart = rng.permutation(symbols_but(last, last + 1))[:3].tolist()
    return [
        _case(rng, 3, [1], 0, 2),
        _case(rng, size(5, 8), rng.permutation([1, 2, 3])[:few].tolist(), 0, 4),
        _case(rng, size(7, 10), [a, b, b, a], 2, 5),
        _case(rng, size(9, 12), [a, a, a, b], 2, 5),
        _case(rng, size(8, 11), [*apart, apart[0]], last, last + 1),
        _case(rng, size(6, 9), apart, last, last + size(3, 6)),
        _case(rng, size(3, 7), [], size(0, 3), 3),
        _case(rng, 1, [a], 2, 5),
        _case(rng, 5, [a, b, b, a], 2, 5),
        _case(rng, size(8, 10), [a, b, a], 2, 5, has_zeros=True),
        _case(rng, size(210, 220), [a, b, b, 3, a, 1], 2, 14, sharpness=5.0),
        _case(rng, size(220, 230), [2, 1, 4, 2, 5], 0, 9, sharpness=5.0),
    ]


def _case(rng, frames, label, blank, symbols, *, sharpness=1.0, has_zeros=False):
    scores = drawn_probabilities(rng, frames, symbols, sharpness=sharpness)
    if has_zeros:
        scores[rng.choice(frames - 3, 2, replace=False) + 2, label[0]] = -np.inf
    alpha, beta = both_tables(scores, label, blank)
    right = _shares(alpha, beta) @ _one_hot(label, blank, symbols)
    column = np.zeros(right.shape, bool)
    column[:, blank] = True
    asks = f"probabilities of shape {right.shape}, each row sums to 1"
    places = {"in the column of the blank": column}
    inputs = alpha, beta, label, blank, symbols
    return Case(inputs, right, asks, planted(MISTAKES, inputs), places)


def _one_hot(label, blank, symbols):
    """A float array (states, symbols)."""
    return (with_blanks(label, blank)[:, None] == np.arange(symbols)).astype(float)


def _total(alpha):
    return np.logaddexp.reduce(alpha[-1, -2:])


def _shares(alpha, beta):
    return np.exp(alpha + beta - _total(alpha))


def _states(change):
    """A change of what each state's share is, from alpha and beta."""

    def answer(alpha, beta, label, blank, symbols):
        with np.errstate(all="ignore"):
            shares, columns = change(alpha, beta), with_blanks(label, blank)
            return _put(shares, columns, symbols)

    return answer


def _put(shares, columns, symbols):
    """Shares of states in the columns of their symbols; NaN stays in its own."""
    right = np.zeros((symbols, len(shares)))
    for column, share in zip(columns, shares.T, strict=True):
        right[column] += share
    return right.T


def _changed(change):
    """A change of the right array (frames, symbols)."""

    def answer(alpha, beta, label, blank, symbols):
        with np.errstate(all="ignore"):
            return change(_shares(alpha, beta) @ _one_hot(label, blank, symbols), label, blank)

    return answer


def _grouped(change):
    """A change of how a symbol's states are put together, of (frames, states) and their symbols."""

    def answer(alpha, beta, label, blank, symbols):
        shares, states = _shares(alpha, beta), with_blanks(label, blank)
        right = np.zeros((len(alpha), symbols))
        for symbol in set(states.tolist()):
            right[:, symbol] = change(shares[:, states == symbol])
        return right

    return answer


def _normal(values, axis=1):
    return values / values.sum(axis=axis, keepdims=True)


def _soft(values):
    return _normal(np.exp(values - values.max(axis=1, keepdims=True)))


def _with_blank(choose):
    """Another symbol is taken for the blank."""
    return lambda alpha, beta, label, blank, symbols: (
        _shares(alpha, beta) @ _one_hot(label, choose(symbols), symbols)
    )


def _without_blank(right, label, blank):
    right = right.copy()
    right[:, blank] = 0
    return right


def _of_best(right, label, blank):
    return np.eye(right.shape[1])[right.argmax(axis=1)]


def _averaged(alpha, beta, label, blank, symbols):
    return _normal(_grouped(lambda shares: shares.mean(axis=1))(alpha, beta, label, blank, symbols))


MISTAKES = {
    "add the shares of all states of a symbol: `a[:, states] += b` keeps the last of them only": (
        _grouped(lambda shares: shares[:, -1])
    ),
    "add the shares of all states of a symbol, not only that of the first one": _grouped(
        lambda shares: shares[:, 0]
    ),
    "add the shares of all states of a symbol, do not take the largest": _grouped(
        lambda shares: shares.max(axis=1)
    ),
    "add the shares of all states of a symbol, do not average": _grouped(
        lambda shares: shares.mean(axis=1)
    ),
    "a column for each symbol: those are the states, of which several may be one symbol": (
        lambda alpha, beta, label, blank, symbols: _shares(alpha, beta)
    ),
    "divide by p: each row sums to 1": _states(lambda alpha, beta: np.exp(alpha + beta)),
    "divide by the sum over the states of a frame, not over the frames of a state": _states(
        lambda alpha, beta: _normal(np.exp(alpha + beta - _total(alpha)), axis=0)
    ),
    "divide by the sum over the states of a frame, not over the whole table": _states(
        lambda alpha, beta: np.exp(alpha + beta - _total(alpha)) / len(alpha)
    ),
    "divide by the sum over the states of a frame, not by the largest": _states(
        lambda alpha, beta: np.exp(alpha + beta - (alpha + beta).max(axis=1, keepdims=True))
    ),
    "all of exp may be 0, and then 0 / 0: divide in logarithms, before exp": _states(
        lambda alpha, beta: _normal(np.exp(alpha + beta))
    ),
    "multiplied probabilities are added logarithms: alpha + beta": _states(
        lambda alpha, beta: _soft(np.nan_to_num(alpha * beta, posinf=0, neginf=0))
    ),
    "beta is missing: alpha knows only what came before": _states(lambda alpha, beta: _soft(alpha)),
    "alpha is missing: beta knows only what comes later": _states(lambda alpha, beta: _soft(beta)),
    "alpha and beta are multiplied, so add their logarithms, do not subtract": _states(
        lambda alpha, beta: _soft(np.where(np.isfinite(alpha + beta), alpha - beta, -np.inf))
    ),
    "alpha and beta are multiplied, their sum is another thing": _states(
        lambda alpha, beta: _soft(np.logaddexp(alpha, beta))
    ),
    "both tables have the first frame in their first row: do not turn beta around": _states(
        lambda alpha, beta: _soft(alpha + beta[::-1])
    ),
    "p sums over the last two states of the last frame, not over all of them": _states(
        lambda alpha, beta: np.exp(alpha + beta - np.logaddexp.reduce(alpha[-1]))
    ),
    "p sums over the last two states of the last frame: the symbol's is missing": _states(
        lambda alpha, beta: np.exp(alpha + beta - alpha[-1, -1])
    ),
    "p is not what beta says of the first frame: that lacks the frame itself": _states(
        lambda alpha, beta: np.exp(alpha + beta - np.logaddexp.reduce(beta[0, :2]))
    ),
    "p is the same in all frames: it sums over states, not over the frames": _states(
        lambda alpha, beta: np.exp(alpha + beta - np.logaddexp.reduce(alpha[:, -1]))
    ),
    "probabilities, no logarithms: take exp": _changed(lambda right, *others: np.log(right)),
    "the blank has a column, too": _changed(_without_blank),
    "the blank is an argument, not always symbol 0": _with_blank(lambda symbols: 0),
    "the blank is an argument, not always the last symbol": _with_blank(
        lambda symbols: symbols - 1
    ),
    "shares of all alignments, not 1 for the most likely symbol": _changed(_of_best),
    "a row for each frame, a column for each symbol": _changed(lambda right, *others: right.T),
    "no column is left out: the blank has one as well": _changed(
        lambda right, label, blank: np.delete(right, blank, axis=1)
    ),
    "the frames in their order, not backwards": _changed(lambda right, *others: right[::-1]),
    "the blank is a symbol like any other: the rest of a row does not sum to 1": _changed(
        lambda right, label, blank: _normal(_without_blank(right, label, blank))
    ),
    "only the symbols of the label have a share: softmax makes others of 0": _changed(
        lambda right, *others: _soft(right)
    ),
    "the square of the shares is not asked for": _changed(lambda right, *others: _normal(right**2)),
    "the gradient is something else: here only how much a symbol occupies a frame": _changed(
        lambda right, *others: -right
    ),
    "the sum over the frames is not asked for: a row for each": _changed(
        lambda right, *others: right.sum(axis=0)
    ),
    "the average over the frames is not asked for: a row for each": _changed(
        lambda right, *others: right.mean(axis=0)
    ),
    "each row sums to 1, not each column": _changed(
        lambda right, *others: right / right.sum(axis=0)
    ),
    "these are logarithms: add them and take exp, a product of logarithms is nothing": _states(
        lambda alpha, beta: _normal(alpha * beta)
    ),
    "add the shares of all states of a symbol: an average is no share, not even if the rows sum to 1": (
        _averaged
    ),
    "a symbol's states are numbers 1, 3, 5, ..., the blank's 0, 2, 4, ...: yours are moved by one": (
        lambda alpha, beta, label, blank, symbols: (
            np.roll(_shares(alpha, beta), 1, axis=1) @ _one_hot(label, blank, symbols)
        )
    ),
}


def _twins(label):
    return any(a == b for a, b in neighbours(label))


CORNERS = {
    "the label is empty": lambda alpha, beta, label, blank, symbols: not label,
    "there is one frame": lambda alpha, beta, label, blank, symbols: len(alpha) == 1,
    "there is only one alignment": lambda alpha, beta, label, blank, symbols: (
        len(alpha) == len(label) + sum(a == b for a, b in neighbours(label)) > 1
    ),
    "two equal symbols follow on each other": lambda alpha, beta, label, blank, symbols: _twins(
        label
    ),
    "a symbol comes again, but not right after itself": (
        lambda alpha, beta, label, blank, symbols: (
            len(set(label)) < len(label) and not _twins(label)
        )
    ),
    "all symbols of the label are different": lambda alpha, beta, label, blank, symbols: (
        1 < len(label) == len(set(label))
    ),
    "the blank is symbol 0": lambda alpha, beta, label, blank, symbols: blank == 0,
    "the blank is the last symbol": lambda alpha, beta, label, blank, symbols: blank == symbols - 1,
    "the blank is between the other symbols": lambda alpha, beta, label, blank, symbols: (
        0 < blank < symbols - 1
    ),
    "a symbol is not in the label": lambda alpha, beta, label, blank, symbols: (
        len({*label, blank}) < symbols
    ),
    "the last symbol is not in the label, and it is not the blank": (
        lambda alpha, beta, label, blank, symbols: max([*label, blank]) < symbols - 1
    ),
    "all of the tables' sums are below -1,000": lambda alpha, beta, label, blank, symbols: bool(
        (alpha + beta).max() < -1_000
    ),
    "a symbol has probability 0 in some frame": lambda alpha, beta, label, blank, symbols: (
        not _twins(label)
        and any(not np.isfinite(row[: 2 * t + 2]).all() for t, row in enumerate(alpha))
    ),
}

ctc_occupation = Check(
    "ctc-occupation",
    2,
    _cases,
    tolerance=ROUNDING,
    corners=CORNERS,
    axes=("frame", "symbol"),
)
