"""All paths of a label through the frames of an utterance, for a picture: where they run, and how many do.

The states of a lattice are the label with a blank before, between and after its symbols. A path begins in one
of the first two states and ends in one of the last two; with each frame it stays, moves on by one, or skips a
blank between two different symbols.
"""

import numpy as np


def states(label, blank=0):
    """The symbols of a lattice's rows: the label, a blank before, between and after its symbols.

    Args:
        label: U ints.
        blank: int.

    Returns:
        int array (2U + 1,).
    """
    rows = np.full(2 * len(label) + 1, blank)
    rows[1::2] = label
    return rows


def heat(log_probabilities, label, blank=0):
    """The probability that a path of this label is in a state of the lattice, at each frame.

    That is alpha times beta, divided by its sum over the states: of all the ways to write the label, the share
    that passes here, each weighted by its probability. All is done in logs, for long utterances.

    Args:
        log_probabilities: float array (frames, symbols) of one utterance, padding cut off; each row's
            probabilities add up to 1.
        label: U ints, none of them the blank.
        blank: int.

    Returns:
        float array (frames, 2U + 1); each row adds up to 1.

    Raises:
        ValueError: rows that are no log-probabilities, a label with a blank, or one that does not fit into
            the frames.

    Source: Graves et al. 2006, Connectionist temporal classification.
    """
    table = np.asarray(log_probabilities, "float64")
    if table.ndim != 2 or np.abs(np.exp(table).sum(axis=1) - 1).max() > 1e-3:
        raise ValueError(
            "expected log-probabilities (frames, symbols), each row of which adds up to 1 after exp: "
            "`keras.ops.log_softmax` makes them of logits"
        )
    rows = states(label, blank)
    if (rows[1::2] == blank).any():
        raise ValueError(f"the blank {blank} is no symbol of a label, got {list(label)}")
    own = table[:, rows]  # (frames, 2U + 1): of each state's symbol
    # Read from the end, the lattice is one of the reversed label; both ways count the frame itself.
    both = _paths(own, rows, blank) + _paths(own[::-1, ::-1], rows[::-1], blank)[::-1, ::-1]
    logs = both - np.where(np.isfinite(own), own, 0)
    top = logs.max(axis=1, keepdims=True)
    if not np.isfinite(top).all():
        raise ValueError(
            f"no path writes a label of {len(label)} symbols in {len(table)} frames: it needs a frame a "
            "symbol, and one more between two that are equal"
        )
    shares = np.exp(logs - top)
    return shares / shares.sum(axis=1, keepdims=True)


def _paths(own, rows, blank):
    """Logs (frames, states) of all that leads from the start to each state, the frame's own symbol included."""
    skips = np.zeros(len(rows), bool)
    skips[2:] = (rows[2:] != blank) & (rows[2:] != rows[:-2])
    nothing = -np.inf
    reached = np.full(own.shape, nothing)
    reached[0, :2] = own[0, :2]
    for now, before, log in zip(reached[1:], reached, own[1:], strict=False):
        moved = np.append(nothing, before)[:-1]
        skipped = np.where(skips, np.append([nothing, nothing], before)[:-2], nothing)
        now[:] = np.logaddexp(np.logaddexp(before, moved), skipped) + log
    return reached
