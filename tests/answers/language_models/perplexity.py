"""Answers to perplexity."""

import math
from fractions import Fraction

import numpy as np

from tests.answers import Bank

bank = Bank("perplexity")
right, mistake = bank.right, bank.mistake


@right
def perplexity_by_concatenation(log_probabilities):
    return np.exp(-np.concatenate(log_probabilities).mean())


@right
def perplexity_by_loops(log_probabilities):
    total, words = 0.0, 0
    for sentence in log_probabilities:
        for number in sentence:
            total += float(number)
            words += 1
    return math.exp(-total / words)


@right
def perplexity_in_bits(log_probabilities):
    bits = [-number / math.log(2) for sentence in log_probabilities for number in sentence]
    return 2 ** (sum(bits) / len(bits))


@right
def perplexity_by_weighted_means(log_probabilities):
    lengths = [len(sentence) for sentence in log_probabilities]
    means = [sentence.mean() for sentence in log_probabilities]
    return float(np.exp(-np.average(means, weights=lengths)))


@right
def perplexity_by_roots(log_probabilities):
    numbers = np.hstack(log_probabilities)
    return 1 / np.prod(np.exp(numbers / numbers.size)) if np.isfinite(numbers).all() else math.inf


@right
def perplexity_in_single_precision(log_probabilities):
    numbers = np.concatenate(log_probabilities).astype("float32")
    return float(np.exp(-numbers.mean()))


@mistake("not a mean of the sentences' perplexities")
def perplexity_averaged(log_probabilities):
    return np.mean([np.exp(-sentence.mean()) for sentence in log_probabilities])


@mistake("a long sentence counts more")
def perplexity_of_mean_of_means(log_probabilities):
    return np.exp(-np.mean([np.mean(sentence) for sentence in log_probabilities]))


@mistake("not of sentences")
def perplexity_per_sentence(log_probabilities):
    total = sum(sentence.sum() for sentence in log_probabilities)
    return np.exp(-total / len(log_probabilities))


@mistake("not one for each sentence")
def perplexity_of_each(log_probabilities):
    return [float(np.exp(-sentence.mean())) for sentence in log_probabilities]


@mistake("not a power of 2")
def perplexity_of_base_two(log_probabilities):
    return 2 ** -np.concatenate(log_probabilities).mean()


@mistake("not a power of 10")
def perplexity_of_base_ten(log_probabilities):
    return 10 ** -np.concatenate(log_probabilities).mean()


@mistake("takes a power of 2")
def perplexity_exp_of_bits(log_probabilities):
    return np.exp(-np.concatenate(log_probabilities).mean() / np.log(2))


@mistake("do not multiply")
def perplexity_bits_by_multiplying(log_probabilities):
    return 2 ** (-np.concatenate(log_probabilities).mean() * np.log(2))


@mistake("the sign")
def perplexity_below_one(log_probabilities):
    return np.exp(np.concatenate(log_probabilities).mean())


@mistake("cross entropy, in nats")
def perplexity_without_exp(log_probabilities):
    return -np.concatenate(log_probabilities).mean()


@mistake("cross entropy, in bits")
def perplexity_as_bits(log_probabilities):
    return -np.concatenate(log_probabilities).mean() / np.log(2)


@mistake("not by the arithmetic")
def perplexity_of_arithmetic_mean(log_probabilities):
    return 1 / np.exp(np.concatenate(log_probabilities)).mean()


@mistake("not the mean of 1 / p")
def perplexity_mean_of_inverses(log_probabilities):
    return np.mean(1 / np.exp(np.concatenate(log_probabilities)))


@mistake("the root is missing")
def perplexity_without_root(log_probabilities):
    return np.exp(-np.concatenate(log_probabilities).sum())


@mistake("OverflowError")
def perplexity_without_root_by_math(log_probabilities):
    return math.exp(-sum(sentence.sum() for sentence in log_probabilities))


@mistake("the total of the logarithms")
def perplexity_total(log_probabilities):
    return -sum(sentence.sum() for sentence in log_probabilities)


@mistake("counts like any other")
def perplexity_without_ends(log_probabilities):
    return np.exp(-np.concatenate([sentence[:-1] for sentence in log_probabilities]).mean())


@mistake("divide by their number as well")
def perplexity_ends_not_counted(log_probabilities):
    total = sum(sentence.sum() for sentence in log_probabilities)
    return np.exp(-total / sum(len(sentence) - 1 for sentence in log_probabilities))


@mistake("counted already")
def perplexity_ends_counted_twice(log_probabilities):
    total = sum(sentence.sum() for sentence in log_probabilities)
    return np.exp(-total / sum(len(sentence) + 1 for sentence in log_probabilities))


@mistake("the first word of each sentence")
def perplexity_without_first(log_probabilities):
    return np.exp(-np.concatenate([sentence[1:] for sentence in log_probabilities]).mean())


@mistake("not only the first")
def perplexity_of_first(log_probabilities):
    for sentence in log_probabilities:
        return np.exp(-sentence.mean())


@mistake("not only the last")
def perplexity_of_last(log_probabilities):
    for sentence in log_probabilities:
        result = np.exp(-sentence.mean())
    return result


@mistake("is not left out")
def perplexity_without_zeros(log_probabilities):
    numbers = np.concatenate(log_probabilities)
    return np.exp(-numbers[np.isfinite(numbers)].mean())


@mistake("do not put 0")
def perplexity_zeros_for_infinity(log_probabilities):
    numbers = np.concatenate(log_probabilities)
    numbers[np.isinf(numbers)] = 0
    return np.exp(-numbers.mean())


@mistake("hundreds of words")
def perplexity_by_product(log_probabilities):
    probabilities = np.exp(np.concatenate(log_probabilities))
    return np.prod(probabilities) ** (-1 / len(probabilities))


@mistake("a word has probability 0")
def perplexity_clipped(log_probabilities):
    numbers = np.maximum(np.concatenate(log_probabilities), -1e4)
    return np.exp(-numbers.mean())


@mistake("ValueError")
def perplexity_by_array(log_probabilities):
    return float(np.exp(-np.array(log_probabilities).mean()))


@mistake("one number for the whole text")
def perplexity_of_words(log_probabilities):
    return np.exp(-np.concatenate(log_probabilities))


@mistake("not the median")
def perplexity_median(log_probabilities):
    return np.exp(-np.median(np.concatenate(log_probabilities)))


@mistake("do not take them again")
def perplexity_log_of_log(log_probabilities):
    return np.exp(-np.log(np.abs(np.concatenate(log_probabilities))).mean())


@mistake("NaN")
def perplexity_log_of_negative(log_probabilities):
    return np.exp(-np.mean(np.log(np.concatenate(log_probabilities))))


@mistake("a number, got")
def perplexity_as_text(log_probabilities):
    return f"{perplexity_by_loops(log_probabilities):.2f}"


@mistake("a word has probability 0, and is wrong in all others")
def perplexity_rounded(log_probabilities):
    value = perplexity_by_loops(log_probabilities)
    return value if math.isinf(value) else math.floor(value * 100 - 0.5) / 100


@mistake("not by one less")
def perplexity_over_one_less(log_probabilities):
    numbers = np.concatenate(log_probabilities)
    return np.exp(-numbers.sum() / (len(numbers) - 1))


@mistake("every word has probability 1")
def perplexity_of_integers(log_probabilities):
    total = sum(sentence.sum() for sentence in log_probabilities)
    words = sum(map(len, log_probabilities))
    return math.exp(-total // words)


@mistake("expected a number")
def perplexity_as_fraction(log_probabilities):
    value = perplexity_by_loops(log_probabilities)
    return "inf" if math.isinf(value) else str(Fraction(value))


@mistake("not the sum of the sentences")
def perplexity_summed(log_probabilities):
    return sum(math.exp(-sum(sentence) / len(sentence)) for sentence in log_probabilities)


@mistake("probability 0")
def perplexity_with_a_little_more(log_probabilities):
    probabilities = np.exp(np.concatenate(log_probabilities)) + 1e-12
    return np.exp(-np.log(probabilities).mean())
