"""From a network's log-probabilities to a label: the likeliest path, or a search over prefixes of labels."""

import math

import numpy as np


def greedy(log_probabilities, *, blank=0):
    """The label of the likeliest path: the best symbol of each frame, repeats merged, blanks left out.

    It need not be the likeliest label, whose probability is a sum over many paths.

    Args:
        log_probabilities: float array (frames, symbols) of one utterance, padding cut off. Logits do, too.
        blank: int, the symbol that stands for none.

    Returns:
        list of int.

    Raises:
        ValueError: not two axes.
    """
    best = _table(log_probabilities).argmax(axis=1)
    starts = np.diff(best, prepend=-1) != 0
    return [int(symbol) for symbol in best[starts] if symbol != blank]


def beam(log_probabilities, *, width=10, blank=0):
    """Prefix beam search: the likeliest labels, all of whose paths are added up as far as they were kept.

    Each prefix has two probabilities: of the paths that end in a blank, and of those that end in its last
    symbol. Only after a blank may the same symbol come once more.

    Args:
        log_probabilities: float array (frames, symbols) of one utterance, padding cut off.
        width: int, prefixes kept after each frame.
        blank: int, the symbol that stands for none.

    Returns:
        list of (label, log-probability), at most `width` of them, best first; a label is a list of int.
        A log-probability is at most the true one, and equal to it if nothing was dropped.

    Raises:
        ValueError: not two axes, or a width below 1.

    Source: Hannun et al. 2014, First-pass large vocabulary continuous speech recognition.
    """
    if width < 1:
        raise ValueError(f"a beam keeps at least 1 prefix, got width {width}")
    kept = {
        (): (0.0, -math.inf)
    }  # prefix -> logs: its paths that end in a blank, in its last symbol
    for frame in _table(log_probabilities).tolist():
        grown = {}
        for prefix, (after_blank, after_symbol) in kept.items():
            either = _add(after_blank, after_symbol)
            _give(grown, prefix, 0, either + frame[blank])
            for symbol, chance in enumerate(frame):
                if symbol == blank:
                    continue
                if prefix and symbol == prefix[-1]:
                    _give(grown, prefix, 1, after_symbol + chance)
                    _give(grown, (*prefix, symbol), 1, after_blank + chance)
                else:
                    _give(grown, (*prefix, symbol), 1, either + chance)
        order = sorted(
            grown, key=lambda prefix: -_add(*grown[prefix])
        )  # stable: ties stay in order
        kept = {prefix: tuple(grown[prefix]) for prefix in order[:width]}
    return [(list(prefix), _add(*logs)) for prefix, logs in kept.items()]


def _give(table, prefix, place, log):
    """Add a probability, as its log, to one of the two of a prefix."""
    logs = table.setdefault(prefix, [-math.inf, -math.inf])
    logs[place] = _add(logs[place], log)


def _add(a, b):
    """log(exp(a) + exp(b)) of two numbers."""
    if a < b:
        a, b = b, a
    return a if b == -math.inf else a + math.log1p(math.exp(b - a))


def _table(log_probabilities):
    table = np.asarray(log_probabilities, "float64")
    if table.ndim != 2:
        raise ValueError(
            f"expected the frames of one utterance, (frames, symbols), got shape {table.shape}: "
            "decode the utterances of a batch one by one"
        )
    return table
