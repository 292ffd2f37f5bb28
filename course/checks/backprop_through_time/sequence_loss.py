"""sequence-loss: the loss of a sequence, the sum over its steps.

Cases begin with the probabilities of the right symbols.
"""

import math

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, [0.5], symbols=2),
        _case(rng, [0.5, 0.25, 0.125], symbols=4),
        _case(rng, rng.uniform(0.05, 0.9, 6), symbols=3),
        _case(rng, rng.uniform(0.3, 0.6, 9), symbols=5),
    ]


def _case(rng, given, symbols):
    """given: the probability that each step gives to the symbol that follows."""
    given = np.asarray(given, float)
    steps = len(given)
    targets = rng.integers(0, symbols, steps)
    others = rng.dirichlet(np.full(symbols - 1, 5.0), steps) * (1 - given[:, None])
    probabilities = np.array(
        [np.insert(row, target, p) for row, target, p in zip(others, targets, given, strict=True)]
    )
    losses = [-math.log(p) for p in given]
    every = -np.log(probabilities)
    mistakes = {
        "the loss of the sequence is the sum over the steps, not their average": (
            sum(losses) / steps
        ),
        "every step has a loss, not only the last one": losses[-1],
        "every step has a loss, not only the first one": losses[0],
        "a loss is positive: the logarithm of a probability is negative": -sum(losses),
        "take the natural logarithm, not the one to base 2": sum(losses) / math.log(2),
        "take the natural logarithm, not the one to base 10": sum(losses) / math.log(10),
        "take the logarithm of each probability": float(given.sum()),
        "take the logarithm; 1 - p is another loss": float((1 - given).sum()),
        "take logarithms and add them; the probabilities themselves multiply": float(given.prod()),
        "take the logarithm step by step, then add": -math.log(given.sum()),
        "only the symbol that follows counts, not all symbols": float(every.sum()),
        "only the symbol that follows counts; this is the entropy of what the net says": float(
            (probabilities * every).sum()
        ),
        "the symbol that follows counts, not the most probable one": float(every.min(1).sum()),
        "take the probability of each step's own target: probabilities[t, targets[t]]": float(
            every[:, targets].sum()
        ),
        "the last step has a loss, too": sum(losses[:-1]),
        "the first step has a loss, too": sum(losses[1:]),
        "the losses of the steps are right: return their sum": losses,
        "targets[t] is the symbol that follows at step t, do not shift it": float(
            every[np.arange(steps), np.roll(targets, -1)].sum()
        ),
    }
    asks = "the sum of the losses of all steps"
    return Case((probabilities, targets), sum(losses), asks, mistakes)


sequence_loss = Check("sequence-loss", 1, _cases)
