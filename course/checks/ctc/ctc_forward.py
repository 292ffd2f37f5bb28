"""ctc-forward: the table alpha in logarithms, and the loss.

A case walks through the states by a matrix of allowed moves, in logarithms; the planted mistakes walk by
other matrices.
"""

import functools

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.ctc._shared import (
    drawn_probabilities,
    moves,
    neighbours,
    remembered,
    symbols_but,
    walked,
    with_blanks,
)

# float32 keeps 6e-8 of a logarithm. Hundreds of frames add their roundings, which grow with the sum; where a
# sum ends near 0, what is left is the error of a single exp
ROUNDING = Tolerance(relative=2e-5, absolute=1e-5)


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def drawn(count, symbols, blank):
        """A label without repeats."""
        label = []
        while len(label) < count:
            label += [
                s
                for s in rng.choice(symbols_but(blank, symbols), 1).tolist()
                if s not in label[-1:]
            ]
        return label

    few, last = size(2, 4), size(4, 7)
    a, b = rng.permutation([0, 1, 3, 4])[:2].tolist()
    long_label = [a, b, b, a, 3, 1]
    return [
        _case(np.log([[0.6, 0.4], [0.6, 0.4]]), [1], 0),
        _case(drawn_probabilities(rng, size(5, 8), 4), drawn(few, 4, 0), 0),
        _case(drawn_probabilities(rng, size(8, 12), 5), [a, b, b, a], 2),
        _case(drawn_probabilities(rng, size(7, 10), last + 1), drawn(3, last + 1, last), last),
        _case(drawn_probabilities(rng, size(9, 12), 4), [1, 1, 1, size(0, 2)], 3),
        _case(drawn_probabilities(rng, size(4, 9), 3), [], size(0, 3)),
        _case(drawn_probabilities(rng, 1, 5), [a], 2),
        _case(drawn_probabilities(rng, 5, 5), [a, b, b, a], 2),
        _case(drawn_probabilities(rng, 4, 5), [a, b, b, a], 2),
        _case(drawn_probabilities(rng, 3, 6), drawn(5, 6, 0), 0),
        _case(_with_zeros(rng, size(7, 10), 5, [a, b, 2]), [a, b], 2),
        _case(_with_zeros(rng, size(8, 11), 5, [a]), [b, a], 2),
        _case(drawn_probabilities(rng, size(20, 30), 8, sharpness=2.0), drawn(8, 8, 0), 0),
        _certain(rng, [a, b, b], 2, 5),
        _case(_with_dead_end(rng, size(6, 9), 6, [a, b, 2]), [b, a], 2),
        _case(drawn_probabilities(rng, size(200, 210), 14, sharpness=5.0), long_label, 2),
        _case(drawn_probabilities(rng, size(210, 220), 9, sharpness=5.0), drawn(4, 9, 0), 0),
    ]


def _with_zeros(rng, frames, symbols, never):
    """Some probabilities are 0: of each of these symbols in two frames, or of a single one in all of them."""
    scores, order = drawn_probabilities(rng, frames, symbols), rng.permutation(frames)
    for place, symbol in enumerate(never):
        scores[order[2 * place : 2 * place + 2] if len(never) > 1 else order, symbol] = -np.inf
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def _with_dead_end(rng, frames, symbols, never):
    """In one frame in the middle, none of these symbols is possible."""
    scores = drawn_probabilities(rng, frames, symbols)
    scores[int(rng.integers(2, frames - 2)), never] = -np.inf
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def _certain(rng, label, blank, symbols):
    """Nearly all probability lies on one path, which needs a frame for each state."""
    scores = drawn_probabilities(rng, 2 * len(label) + 1, symbols)
    scores[np.arange(len(scores)), with_blanks(label, blank)] += 9.0
    return _case(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True), label, blank)


def _case(log_probabilities, label, blank):
    alpha = _walked(log_probabilities, label, blank)
    asks = f"alpha of shape {alpha.shape} and the loss, a number"
    return Case((log_probabilities, label, blank), (alpha, _loss(alpha[-1, -2:])), asks)


def _walked(log_probabilities, label, blank, starts=2, only=None, **rules):
    """alpha by other rules, as `moves` has them, where a path may begin in so many states or in one only."""
    data = np.ascontiguousarray(log_probabilities, float).tobytes()
    symbols = log_probabilities.shape[1]
    return _walked_once(data, symbols, (*label,), blank, starts, only, **rules).copy()


@functools.lru_cache(maxsize=64)  # most of the planted mistakes begin with the right table
def _walked_once(data, symbols, label, blank, starts, only, **rules):
    scores = np.frombuffer(data).reshape(-1, symbols)[:, with_blanks(label, blank)]
    place = np.arange(scores.shape[1])
    return walked(scores, moves(label, **rules), place == only if only else place < starts)


def _loss(ends):
    return float(-np.logaddexp.reduce(ends))


def _by(ends=(-1, -2), **rules):
    """A path may begin, move or end otherwise."""

    def answer(log_probabilities, label, blank):
        alpha = _walked(log_probabilities, label, blank, **rules)
        return alpha, _loss([alpha[-1, end] for end in ends if end >= -alpha.shape[1]])

    return answer


def _with_blank(choose, asked=None):
    """Another symbol is taken for the blank."""
    return lambda y, label, blank: _by()(y, label, choose(y.shape[1]))


def _changed(change):
    """Of alpha and the loss, something else is returned."""

    def answer(log_probabilities, label, blank):
        alpha = _walked(log_probabilities, label, blank)
        with np.errstate(all="ignore"):
            return change(alpha, _loss(alpha[-1, -2:]), log_probabilities, label, blank)

    return answer


def _of_frame_before(log_probabilities, label, blank):
    late = np.concatenate([log_probabilities[:1], log_probabilities[:-1]])
    return _by()(late, label, blank)


def _in_place(log_probabilities, label, blank):
    scores, allowed = log_probabilities[:, with_blanks(label, blank)], moves(label)
    rows = [np.where(np.arange(scores.shape[1]) < 2, scores[0], -np.inf)]
    for frame in scores[1:]:
        row = rows[-1].copy()
        for state in range(len(row)):
            ways = [row[state - by] + allowed[by, state] for by in range(min(3, state + 1))]
            row[state] = np.logaddexp.reduce(ways) + frame[state]
        rows.append(row)
    return np.array(rows), _loss(rows[-1][-2:])


def _around(furthest):
    """Index -1 is taken for the state before state 0; and -1 for two before state 1."""

    def answer(log_probabilities, label, blank):
        scores, allowed = log_probabilities[:, with_blanks(label, blank)], moves(label)
        allowed[1, 0] = 0.0
        if furthest == 2 and len(allowed[2]) > 1:
            allowed[2, 1] = 0.0
        rows = [np.where(np.arange(scores.shape[1]) < 2, scores[0], -np.inf)]
        for frame in scores[1:]:
            ways = [np.roll(rows[-1], by) + allowed[by] for by in range(3)]
            rows.append(np.logaddexp.reduce(ways) + frame)
        return np.array(rows), _loss(rows[-1][-2:])

    return answer


def _best(log_probabilities, label, blank):
    scores = log_probabilities[:, with_blanks(label, blank)]
    allowed = moves(label)
    rows = [np.where(np.arange(scores.shape[1]) < 2, scores[0], -np.inf)]
    for row in scores[1:]:
        ways = [np.full_like(row, -np.inf) for _ in range(3)]
        for by in range(min(3, len(row))):
            ways[by][by:] = rows[-1][: len(row) - by] + allowed[by, by:]
        rows.append(np.max(ways, axis=0) + row)
    return np.array(rows), float(-rows[-1][-2:].max())


def _without_logarithms(log_probabilities, label, blank, in_logarithms=True):
    scores = np.exp(log_probabilities[:, with_blanks(label, blank)])
    allowed = np.exp(moves(label))
    matrix = sum(np.diag(allowed[by, by:], by) for by in range(min(3, scores.shape[1])))
    rows = [np.where(np.arange(scores.shape[1]) < 2, scores[0], 0.0)]
    for row in scores[1:]:
        rows.append(rows[-1] @ matrix * row)
    with np.errstate(divide="ignore"):
        alpha, loss = np.array(rows), float(-np.log(rows[-1][-2:].sum()))
        return (np.log(alpha) if in_logarithms else alpha), loss


def _late(log_probabilities, label, blank):
    """The probabilities of a frame are missing in its row."""
    alpha = _walked(log_probabilities, label, blank)
    scores = log_probabilities[:, with_blanks(label, blank)]
    with np.errstate(invalid="ignore"):
        late = np.where(np.isfinite(scores), alpha - scores, -np.inf)
    return late, _loss(late[-1, -2:])


def _first_frame_missing(log_probabilities, label, blank):
    scores = log_probabilities[:, with_blanks(label, blank)].copy()
    scores[0] = 0.0
    alpha = walked(scores, moves(label), np.arange(scores.shape[1]) < 2)
    return alpha, _loss(alpha[-1, -2:])


def _pruned(alpha, loss, log_probabilities, label, blank):
    """Graves' tables leave out what cannot reach an end."""
    frames, states = alpha.shape
    left = np.arange(frames)[::-1, None]
    return np.where(np.arange(states) >= states - 2 * (left + 1), alpha, -np.inf), loss


def _by_symbols(alpha, loss, log_probabilities, label, blank):
    """A lattice without blanks."""
    scores = log_probabilities[:, label]
    size = len(label)
    allowed = np.array([np.zeros(size), np.zeros(size), np.full(size, -np.inf)])
    rows = walked(scores, allowed, np.arange(size) < 1)
    return rows, float(-rows[-1, -1])


def _rescaled(alpha, loss, *others):
    return alpha - np.logaddexp.reduce(alpha, axis=1, keepdims=True), loss


MISTAKES = {
    "the blank between two equal symbols cannot be left out: compare a symbol with the one before it": _by(
        twins=True
    ),
    "from a symbol to the next, different one a path may go past the blank": _by(skips=False),
    "a path may go past a blank, but not past a symbol": _by(past_symbols=True),
    "a path may go past a blank, but not past a symbol, and not past the blank between equal ones": _by(
        past_symbols=True, twins=True
    ),
    "a path may begin with the first symbol as well, state 1": _by(starts=1),
    "a path begins in one of the first two states, not in any": _by(starts=999),
    "a path may begin with a blank as well, state 0": _by(only=1),
    "go past a blank where the two symbols differ, not where they are equal": _by(turned=True),
    "row t has the probabilities of frame t, not of the frame before": _of_frame_before,
    "row t comes from row t - 1 alone: do not overwrite what is still needed": _in_place,
    "no state comes before state 0: index -1 is the last one": _around(1),
    "nothing comes before states 0 and 1: index -1 is the last state": _around(2),
    "a path may end with the last symbol as well, state 2U - 1": _by(ends=(-1,)),
    "a path may stay in its state": _by(stays=False),
    "a path may move on by one state": _by(steps=False),
    "a path ends in one of the last two states, not in any": _by(ends=range(-999, 0)),
    "sum over all alignments: that is the best one alone": _best,
    "keep logarithms: over hundreds of frames the probabilities become 0": _without_logarithms,
    "alpha in logarithms: probabilities become 0 over hundreds of frames": (
        lambda *inputs: _without_logarithms(*inputs, in_logarithms=False)
    ),
    "alpha in logarithms: do not take exp of it at the end": _changed(
        lambda alpha, loss, *others: (np.exp(alpha), loss)
    ),
    "row t has the probabilities of frame t, too": _late,
    "the first row has the probabilities of the first frame, too": _first_frame_missing,
    "the blank is an argument, not always symbol 0": _with_blank(lambda symbols: 0),
    "the blank is an argument, not always the last symbol": _with_blank(
        lambda symbols: symbols - 1
    ),
    "the sign: a loss is -ln p": _changed(lambda alpha, loss, *others: (alpha, -loss)),
    "the loss is -ln p, not p": _changed(
        lambda alpha, loss, *others: (alpha, float(np.exp(-loss)))
    ),
    "the loss is not divided by the number of frames": _changed(
        lambda alpha, loss, *others: (alpha, loss / len(alpha))
    ),
    "the loss is not divided by the length of the label": _changed(
        lambda alpha, loss, y, label, blank: (alpha, loss / max(len(label), 1))
    ),
    "natural logarithms: the loss is not in bits": _changed(
        lambda alpha, loss, *others: (alpha, loss / np.log(2))
    ),
    "add probabilities, not logarithms, where two ways meet: `np.logaddexp`": _changed(
        lambda alpha, loss, *others: (alpha, float(-alpha[-1, -2:].sum()))
    ),
    "the loss sums both last states, it does not take the larger": _changed(
        lambda alpha, loss, *others: (alpha, float(-alpha[-1, -2:].max()))
    ),
    "where no path leads, alpha is -inf, not a large negative number": _changed(
        lambda alpha, loss, *others: (np.maximum(alpha, -1e30), min(loss, 1e30))
    ),
    "where no path leads, alpha is -inf, not 0": _changed(
        lambda alpha, loss, *others: (np.where(np.isfinite(alpha), alpha, 0.0), loss)
    ),
    "alpha looks back, whatever comes after it: keep the states that no longer reach an end": (
        _changed(_pruned)
    ),
    "alpha as it is: do not divide the rows by their sums": _changed(_rescaled),
    "alpha has a row for each frame and a column for each state": _changed(
        lambda alpha, loss, *others: (alpha.T, loss)
    ),
    "alpha first, then the loss": _changed(lambda alpha, loss, *others: (loss, alpha)),
    "alpha as well, not only the loss": _changed(lambda alpha, loss, *others: loss),
    "the loss as well, not only alpha": _changed(lambda alpha, loss, *others: alpha),
    "blanks stand before, between and after the symbols": _changed(_by_symbols),
    "the logarithms are taken already: do not take them again": _changed(
        lambda alpha, loss, y, label, blank: _by()(np.log(y), label, blank)
    ),
    "these are logarithms: the probabilities of a path are multiplied, so add them, do not take exp": (
        _changed(lambda alpha, loss, y, label, blank: _by()(np.exp(y), label, blank))
    ),
}


def _twins(label):
    return sum(a == b for a, b in neighbours(label))


def _fits(y, label):
    return len(y) - len(label) - _twins(label)


def _is_possible(y, label, blank):
    return bool(np.isfinite(_loss(_walked(y, label, blank)[-1, -2:])))


CORNERS = {
    "the label is empty": lambda y, label, blank: not label,
    "there is one frame": lambda y, label, blank: len(y) == 1,
    "the label just fits": lambda y, label, blank: len(y) > 1 and _fits(y, label) == 0,
    "the label is impossible": lambda y, label, blank: not _is_possible(y, label, blank),
    "the label does not fit": lambda y, label, blank: _fits(y, label) < 0,
    "the label fits only without the blanks that it needs": lambda y, label, blank: (
        len(label) <= len(y) < len(label) + _twins(label)
    ),
    "two equal symbols follow on each other": lambda y, label, blank: _twins(label) > 0,
    "three equal symbols follow on each other": lambda y, label, blank: any(
        len({*label[place : place + 3]}) == 1 for place in range(len(label) - 2)
    ),
    "no two equal symbols follow on each other": lambda y, label, blank: (
        len(label) > 1 and not _twins(label)
    ),
    "the blank is symbol 0": lambda y, label, blank: blank == 0,
    "the blank is the last symbol": lambda y, label, blank: blank == y.shape[1] - 1,
    "the blank is between the other symbols": lambda y, label, blank: 0 < blank < y.shape[1] - 1,
    "a probability is 0, and the label is still possible": lambda y, label, blank: (
        not np.isfinite(y).all() and _is_possible(y, label, blank)
    ),
    "the label fits, but a probability of 0 makes it impossible": lambda y, label, blank: (
        _fits(y, label) >= 0 and not _is_possible(y, label, blank)
    ),
    "from some frame on no path leads anywhere": lambda y, label, blank: (
        len(y) > 1 and not np.isfinite(_walked(y, label, blank)[-1]).any()
    ),
    "there are hundreds of frames": lambda y, label, blank: len(y) >= 200,
}


ctc_forward = Check(
    "ctc-forward",
    3,
    _cases,
    tolerance=ROUNDING,
    mistakes=remembered(MISTAKES),
    corners=CORNERS,
    axes=("frame", "state"),
    parts=("alpha", "loss"),
)
