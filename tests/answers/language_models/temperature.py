"""Answers to temperature."""

import math

import numpy as np
from scipy.special import log_softmax, logsumexp, softmax

from tests.answers import Bank

bank = Bank("temperature")
right, mistake = bank.right, bank.mistake


@right
def heat_by_scipy(logits, t):
    return softmax(logits / t)


@right
def heat_by_logsumexp(logits, t):
    scaled = logits / t
    return np.exp(scaled - logsumexp(scaled))


@right
def heat_by_loop(logits, t):
    largest = max(logits)
    powers = [math.exp((logit - largest) / t) for logit in logits]
    total = sum(powers)
    return [power / total for power in powers]


@right
def heat_of_distances(logits, t):
    scaled = np.asarray(logits) / t
    distances = scaled[None, :] - scaled[:, None]
    with np.errstate(over="ignore"):
        return 1 / np.exp(distances).sum(axis=1)


@right
def heat_in_single_precision(logits, t):
    scaled = logits.astype("float32") / np.float32(t)
    powers = np.exp(scaled - np.max(scaled))
    return powers / np.sum(powers)


@right
def heat_by_powers(logits, t):
    logs = log_softmax(logits)
    powers = np.exp((logs - logs.max()) / t)
    return powers / powers.sum()


def soft(numbers):
    powers = np.exp(numbers - np.max(numbers))
    return powers / powers.sum()


@mistake("do not multiply")
def heat_multiplied(logits, t):
    return soft(logits * t)


@mistake("it is not used")
def heat_unused(logits, t):
    return soft(logits)


@mistake("not the probabilities")
def heat_after_softmax(logits, t):
    return soft(logits) / t


@mistake("subtract the largest number first")
def heat_overflows(logits, t):
    powers = np.exp(logits / t)
    return powers / powers.sum()


@mistake("OverflowError")
def heat_overflows_by_math(logits, t):
    powers = [math.exp(logit / t) for logit in logits]
    return [power / sum(powers) for power in powers]


@mistake("after dividing by T")
def heat_subtracts_too_early(logits, t):
    powers = np.exp(logits / t - logits.max())
    return powers / powers.sum()


@mistake("not the mean")
def heat_subtracts_mean(logits, t):
    scaled = logits / t
    powers = np.exp(scaled - scaled.mean())
    return powers / powers.sum()


@mistake("do not cut them off")
def heat_clipped(logits, t):
    powers = np.exp(np.clip(logits / t, -500, 500))
    return powers / powers.sum()


@mistake("probabilities sum to 1")
def heat_not_divided(logits, t):
    scaled = logits / t
    return np.exp(scaled - scaled.max())


@mistake("exp of large numbers overflows")
def heat_bare_exp(logits, t):
    return np.exp(logits / t)


@mistake("take exp")
def heat_of_shares(logits, t):
    return logits / t / (logits / t).sum()


@mistake("the sign")
def heat_negative(logits, t):
    return soft(-logits / t)


@mistake("do not take their logarithm")
def heat_of_logs(logits, t):
    return soft(np.log(logits) / t)


@mistake("powers, which have to be divided")
def heat_powers_only(logits, t):
    return soft(logits) ** (1 / t)


@mistake("not their logarithms")
def heat_logs(logits, t):
    return log_softmax(logits / t)


@mistake("the number of the most likely")
def heat_argmax(logits, t):
    return np.argmax(logits / t)


@mistake("not 0 and 1")
def heat_hard(logits, t):
    return np.where(logits == logits.max(), 1.0, 0.0) / np.sum(logits == logits.max())


@mistake("temperature is 1")
def heat_one_only(logits, t):
    return soft(logits) if t == 1 else soft(logits / (t + 1))


@mistake("do not sort")
def heat_sorted(logits, t):
    return np.array(sorted(soft(logits / t), reverse=True))


@mistake("not a sigmoid")
def heat_sigmoid(logits, t):
    return 1 / (1 + np.exp(-logits / t))


@mistake("not of 2")
def heat_of_two(logits, t):
    powers = 2 ** ((logits - logits.max()) / t)
    return powers / powers.sum()


@mistake("not twice")
def heat_twice(logits, t):
    return soft(soft(logits / t))


@mistake("not twice")
def heat_softmax_of_probabilities(logits, t):
    return soft(soft(logits / t) / 1)


@mistake("not rounded")
def heat_rounded(logits, t):
    return np.round(soft(logits / t), 3)


@mistake("by its square")
def heat_squared(logits, t):
    return soft(logits / t**2)


@mistake("its root")
def heat_root(logits, t):
    return soft(logits / math.sqrt(t))


@mistake("not by the number of symbols")
def heat_mean(logits, t):
    powers = np.exp((logits - logits.max()) / t)
    return powers / len(powers)


@mistake("add nothing to it")
def heat_one_more(logits, t):
    powers = np.exp((logits - logits.max()) / t)
    return powers / (1 + powers.sum())


@mistake("only the largest")
def heat_largest(logits, t):
    return soft(logits / t).max()


@mistake("NaN")
def heat_of_logs_of_shares(logits, t):
    return soft(np.log(logits / logits.sum()) / t)


@mistake("temperature is above 1")
def heat_at_most_one(logits, t):
    return soft(logits / min(t, 1))


@mistake("temperature is below 1")
def heat_at_least_one(logits, t):
    return soft(logits / max(t, 1))


@mistake("shape")
def heat_as_row(logits, t):
    return soft(logits / t)[None]


@mistake("standard deviation")
def heat_standardised(logits, t):
    return soft((logits - logits.mean()) / logits.std() / t)


@mistake("not with //")
def heat_divided_down(logits, t):
    return soft(logits // t)


@mistake("do not divide them by the largest")
def heat_scaled(logits, t):
    return soft(logits / np.abs(logits).max() / t)


@mistake("sum of squares")
def heat_unit_length(logits, t):
    powers = np.exp((logits - logits.max()) / t)
    return powers / np.linalg.norm(powers)


@mistake("wrong")
def heat_of_softmax_powers(logits, t):
    powers = soft(logits) ** (1 / t)
    return powers / powers.sum()


@mistake("the sum lacks it")
def heat_in_one_place(logits, t):
    shifted = logits - logits.max()
    return np.exp(shifted / t) / np.exp(shifted).sum()


@mistake("do not stretch them")
def heat_stretched(logits, t):
    stretched = (logits - logits.min()) / (logits.max() - logits.min())
    return soft(stretched / t)


@mistake("NaN")
def heat_less_a_thousand(logits, t):
    powers = np.exp(logits / t - 1000)
    return powers / powers.sum()


@right
def heat_by_plain_lists(logits, t):
    scaled = [float(logit) / t for logit in logits]
    powers = [math.exp(number - max(scaled)) for number in scaled]
    return [power / math.fsum(powers) for power in powers]
