"""sequence-loss: the loss of a sequence, the sum over its steps.

Cases begin with the symbols that follow and with probabilities in hundredths, which a reader can add up.
"""

import math

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    square = rng.integers(4, 7)
    same = rng.integers(20, 40)  # steps at which the same symbol follows
    return [
        _case(rng, 2, [rng.integers(2)], most=True),
        _case(rng, rng.integers(5, 8), _in_a_circle(rng, 4)),
        _case(rng, square, _in_a_circle(rng, square)),
        _case(rng, 2, rng.permutation([0, 1, 1, 0, 1, 0])),
        _case(rng, 3, np.full(same, rng.integers(3))),
        _case(rng, 4, rng.integers(0, 4, rng.integers(6, 9))),
    ]


def _in_a_circle(rng, symbols):
    """Each symbol once, in an order that neither its inverse nor its neighbours share."""
    return (np.arange(symbols) + rng.choice([-1, 1])) % symbols


def _case(rng, symbols, targets, most=False):
    """most: whether the right symbol has the highest probability."""
    targets = np.array(targets)
    steps = len(targets)
    hundredths = [
        1 + rng.multinomial(100 - symbols, rng.dirichlet(np.ones(symbols))) for _ in range(steps)
    ]
    probabilities = np.array(hundredths) / 100
    if most:
        probabilities.sort(axis=1)
        probabilities = np.array(
            [np.roll(row, target + 1) for row, target in zip(probabilities, targets, strict=True)]
        )
    given = np.array([row[target] for row, target in zip(probabilities, targets, strict=True)])
    losses = [-math.log(p) for p in given]
    every = -np.log(probabilities)
    with np.errstate(divide="ignore"):
        against = -np.log(1 - probabilities)
    again = np.exp(probabilities) / np.exp(probabilities).sum(axis=1, keepdims=True)
    one_hot = np.eye(symbols)[targets]
    mistakes = {
        "the loss of the sequence is the sum over the steps, not their average": (
            sum(losses) / steps
        ),
        "every step has a loss, not only the last one": losses[-1],
        "every step has a loss, not only the first one": losses[0],
        "every step has a loss, not only the worst one": max(losses),
        "a loss is positive: the logarithm of a probability is negative": -sum(losses),
        "take the natural logarithm, not the one to base 2": sum(losses) / math.log(2),
        "take the natural logarithm, not the one to base 10": sum(losses) / math.log(10),
        "take the logarithm of each probability": float(given.sum()),
        "take minus the logarithm of each probability; this is minus the probability": (
            -float(given.sum())
        ),
        "take the logarithm; 1 - p is another loss": float((1 - given).sum()),
        "take the logarithm; the squared distance from the right answer is another loss": float(
            ((probabilities - one_hot) ** 2).sum()
        ),
        "take logarithms and add them; the probabilities themselves multiply": float(given.prod()),
        "take the logarithm step by step, then add": -math.log(given.sum()),
        "take the logarithm step by step, not that of the average": -math.log(given.mean()),
        "take the logarithm of p, not of 1 - p": float((against * one_hot).sum()),
        "the logarithm alone is the loss of a step, do not weight it with the probability": float(
            (given * losses).sum()
        ),
        "only the symbol that follows counts, not all symbols": float(every.sum()),
        "only the symbol that follows counts; this is the entropy of what the net says": float(
            (probabilities * every).sum()
        ),
        "only the symbol that follows counts; the others add nothing, such as -ln(1 - p)": float(
            (every * one_hot + against * (1 - one_hot)).sum()
        ),
        "the sum goes over the steps: do not divide by the number of symbols": (
            sum(losses) / symbols
        ),
        "add up: do not average over steps and symbols": sum(losses) / steps / symbols,
        "the symbol that follows counts, not the most probable one": float(every.min(1).sum()),
        "take the probability of each step's own target: probabilities[t, targets[t]]": float(
            every[:, targets].sum()
        ),
        "the rows are probabilities already: no softmax": -float((np.log(again) * one_hot).sum()),
        "add each step's loss once: what is added here is the sum so far": float(
            np.cumsum(losses).sum()
        ),
        "the last step has a loss, too": sum(losses[:-1]),
        "the first step has a loss, too": sum(losses[1:]),
        "the losses of the steps are right: return their sum": losses,
        "targets[t] is the symbol that follows at step t, do not shift it": float(
            every[np.arange(steps), np.roll(targets, -1)].sum()
        ),
        "the target of step t is targets[t], not targets[t - 1]": float(
            every[np.arange(steps), np.roll(targets, 1)].sum()
        ),
        "add nothing to the probabilities, not even 0.001: all of them are above 0": -float(
            np.log(given + 1e-3).sum()
        ),
        "add nothing to the probabilities, not even 0.01: all of them are above 0": -float(
            np.log(given + 1e-2).sum()
        ),
        "np.log1p(p) is the logarithm of 1 + p: take np.log(p)": -float(np.log1p(given).sum()),
        "add the losses of the steps themselves, not their squares": float(np.square(losses).sum()),
        "a loss is positive, and a sum over the steps, not their average": -sum(losses) / steps,
        "take the natural logarithm and the sum; this is the average in bits": (
            sum(losses) / math.log(2) / steps
        ),
        "do not divide by the logarithm of the number of symbols": sum(losses) / math.log(symbols),
        "symbols are counted from 0: targets[t] is already the column": float(
            every[np.arange(steps), targets - 1].sum()
        ),
        "this is exp(loss / steps), the perplexity; the loss itself is asked for": math.exp(
            sum(losses) / steps
        ),
    }
    asks = "the sum of the losses of all steps"
    return Case((probabilities, targets), sum(losses), asks, mistakes)


sequence_loss = Check(
    "sequence-loss",
    1,
    _cases,
    mistakes={
        "rows are steps, columns are symbols: the step comes first in probabilities[t, targets[t]]": (
            lambda probabilities, targets: (
                -np.log(probabilities[targets, np.arange(len(targets))]).sum()
            )
        ),
    },
    corners={
        "there is one step": lambda probabilities, targets: len(targets) == 1,
        "there are two symbols": lambda probabilities, targets: probabilities.shape[1] == 2,
        "there are more steps than symbols": lambda probabilities, targets: (
            len(targets) > probabilities.shape[1]
        ),
        "there are as many steps as symbols": lambda probabilities, targets: (
            len(targets) == probabilities.shape[1]
        ),
        "there are fewer steps than symbols": lambda probabilities, targets: (
            len(targets) < probabilities.shape[1]
        ),
        "different symbols follow": lambda probabilities, targets: len(set(targets.tolist())) > 1,
        "symbol 0 follows at some step": lambda probabilities, targets: 0 in targets,
        "the last symbol follows at some step": lambda probabilities, targets: (
            probabilities.shape[1] - 1 in targets
        ),
        "the same symbol follows at every one of several steps": lambda probabilities, targets: (
            len(targets) > 1 and len(set(targets.tolist())) == 1
        ),
        "every symbol follows at most once": lambda probabilities, targets: (
            len(set(targets.tolist())) == len(targets)
        ),
        "the right symbol has the highest probability at every step": (
            lambda probabilities, targets: (
                probabilities[np.arange(len(targets)), targets] == probabilities.max(axis=1)
            ).all()
        ),
    },
    seconds=20.0,  # an answer may import TensorFlow
)
