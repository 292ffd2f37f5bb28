"""What cases of several exercises are made of."""

import pickle

import numpy as np

CASES_KEPT = 64


def planted(mistakes, inputs):
    """What mistaken answers, {hint: function}, lead to, {hint: value}."""
    return {hint: mistaken(*inputs) for hint, mistaken in mistakes.items()}


def remembered(mistakes):
    """Mistaken answers, {hint: function}, worked out once per case: each is compared with all others."""
    return {hint: _once(function) for hint, function in mistakes.items()}


def _once(function):
    known = {}

    def answer(*inputs):
        key = pickle.dumps(inputs)
        if key not in known:
            if len(known) == CASES_KEPT:
                known.clear()
            known[key] = function(*inputs)
        return known[key]

    return answer


def neighbours(label):
    """Pairs of symbols that follow on each other, as a list."""
    return list(zip(label, label[1:], strict=False))


def symbols_but(blank, count):
    """The symbols 0..count-1 without the blank, as an array."""
    return np.delete(np.arange(count), blank)


def with_blanks(label, blank):
    """The states of a label: a blank before, between and after its symbols."""
    states = np.full(2 * len(label) + 1, blank)
    states[1::2] = label
    return states


def moves(
    label, *, twins=False, turned=False, skips=True, past_symbols=False, stays=True, steps=True
):
    """Logarithms of 1 and 0: whether a path may come to a state from 0, 1 and 2 states before it.

    Args:
        label: list of ints.
        twins: whether it may skip the blank between two equal symbols.
        turned: whether it may skip the blank between two equal symbols, and no other.
        skips: whether it may skip the blank between two symbols at all.
        past_symbols: whether it may skip a symbol as well.
        stays, steps: whether it may stay, or move on by one.

    Returns:
        float array (3, states).
    """
    may = np.zeros((3, 2 * len(label) + 1), bool)
    may[0], may[1, 1:] = stays, steps
    may[2, 3::2] = [
        skips and (twins or (one != other) != turned) for one, other in neighbours(label)
    ]
    may[2, 2::2] = past_symbols
    with np.errstate(divide="ignore"):
        return np.log(may.astype(float))


def walked(scores, allowed, starts):
    """Logarithms of the sums over all ways from the starts to each state at each frame.

    Args:
        scores: float array (frames, states), logarithms.
        allowed: what `moves` gives.
        starts: bool array (states,).
    """
    rows = [np.where(starts, scores[0], -np.inf)]
    for row in scores[1:]:
        rows.append(moved(rows[-1], allowed) + row)
    return np.array(rows)


def moved(before, allowed):
    """Sums of what comes to each state, an array like `before`: its last axis are the states."""
    came = before + allowed[0]
    for by in (1, 2):
        ways = before[..., :-by] + allowed[by, by:]
        came[..., by:] = np.logaddexp(came[..., by:], ways)
    return came


def both_tables(log_probabilities, label, blank):
    """alpha with its frame and beta without it, two float arrays (frames, states)."""
    scores = log_probabilities[:, with_blanks(label, blank)]
    is_start, backwards = np.arange(scores.shape[1]) < 2, moves(label[::-1])
    alpha = walked(scores, moves(label), is_start)
    with_frame = walked(scores[::-1, ::-1], backwards, is_start)
    ends = np.where(is_start, 0.0, -np.inf)
    beta = np.concatenate([[ends], moved(with_frame[:-1], backwards)])
    return alpha, beta[::-1, ::-1]


def drawn_probabilities(rng, frames, symbols, *, sharpness=1.0):
    """Logarithms of probabilities, a float array (frames, symbols)."""
    scores = sharpness * rng.normal(0, 1, (frames, symbols))
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
