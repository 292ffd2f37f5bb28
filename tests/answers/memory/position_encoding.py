"""Answers to position-encoding."""

from fractions import Fraction

import numpy as np

from tests.answers import Bank

bank = Bank("position-encoding")
right, mistake = bank.right, bank.mistake


@right
def encoded_by_loops(words, width):
    table = []
    for j in range(1, words + 1):
        row = []
        for k in range(1, width + 1):
            row.append(1 + 4 * (k - (width + 1) / 2) * (j - (words + 1) / 2) / (width * words))
        table.append(row)
    return table


@right
def encoded_by_outer_product(words, width):
    j, k = np.arange(1, words + 1), np.arange(1, width + 1)
    return 1 + 4 / (width * words) * np.outer(j - (words + 1) / 2, k - (width + 1) / 2)


@right
def encoded_from_0(words, width):
    j = np.arange(words) - (words - 1) / 2
    k = np.arange(width) - (width - 1) / 2
    return 4 * j[:, np.newaxis] * k / words / width + 1


@right
def encoded_by_indices(words, width):
    j, k = np.indices((words, width)) + 1
    return 1 + (2 * k - width - 1) * (2 * j - words - 1) / (words * width)


@right
def encoded_by_meshgrid(words, width):
    k, j = np.meshgrid(np.arange(1.0, width + 1), np.arange(1.0, words + 1))
    return 1 + 4 * (k - k.mean()) * (j - j.mean()) / k.size


@right
def encoded_by_fractions(words, width):
    def factor(j, k):
        middle_of_numbers, middle_of_words = Fraction(width + 1, 2), Fraction(words + 1, 2)
        return float(1 + 4 * (k - middle_of_numbers) * (j - middle_of_words) / (width * words))

    return np.array([[factor(j + 1, k + 1) for k in range(width)] for j in range(words)])


@right
def encoded_in_single_precision(words, width):
    j = np.arange(1, words + 1, dtype="float32").reshape(-1, 1)
    k = np.arange(1, width + 1, dtype="float32").reshape(1, -1)
    product = (k - np.float32((width + 1) / 2)) * (j - np.float32((words + 1) / 2))
    return np.float32(1) + np.float32(4) * product / np.float32(width * words)


@right
def encoded_by_a_transpose(words, width):
    table = np.ones((width, words))
    for k in range(width):
        for j in range(words):
            table[k, j] += (k - (width - 1) / 2) * (j - (words - 1) / 2) * 4 / table.size
    return table.T


@right
def encoded_by_linspace(words, width):
    j = np.linspace(1 - words, words - 1, words)
    k = np.linspace(1 - width, width - 1, width)
    return 1 + j[:, None] @ k[None] / (words * width)


@right
def encoded_by_a_function(words, width):
    def formula(j, k):
        return 1 + 4 * (k + 1 - (width + 1) / 2) * (j + 1 - (words + 1) / 2) / (words * width)

    return np.fromfunction(formula, (words, width))


def table_of(words, width, formula, first=1):
    """The formula at each place."""
    return np.array(
        [
            [float(formula(j + first, k + first, words, width)) for k in range(width)]
            for j in range(words)
        ]
    )


@mistake("words and numbers are counted from 1")
def counted_from_0(words, width):
    j, k = np.arange(words)[:, None], np.arange(width)
    return 1 + 4 * (k - (width + 1) / 2) * (j - (words + 1) / 2) / (width * words)


@mistake("words are counted from 1")
def words_from_0(words, width):
    j, k = np.arange(words)[:, None], np.arange(1, width + 1)
    return 1 + 4 * (k - (width + 1) / 2) * (j - (words + 1) / 2) / (width * words)


@mistake("the numbers of a vector are counted from 1")
def numbers_from_0(words, width):
    j, k = np.arange(1, words + 1)[:, None], np.arange(width)
    return 1 + 4 * (k - (width + 1) / 2) * (j - (words + 1) / 2) / (width * words)


@mistake("a row for each word")
def transposed(words, width):
    k, j = np.arange(1, width + 1)[:, None], np.arange(1, words + 1)
    return 1 + 4 * (k - (width + 1) / 2) * (j - (words + 1) / 2) / (width * words)


@mistake("begins with 1 +")
def around_0(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 4 * (k - (d + 1) / 2) * (j - (J + 1) / 2) / (d * J)
    )


@mistake("not 1 minus it")
def wrong_sign(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 - 4 * (k - (d + 1) / 2) * (j - (J + 1) / 2) / (d * J)
    )


@mistake("not 1 minus it")
def one_distance_turned(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1) / 2) * ((J + 1) / 2 - j) / (d * J)
    )


@mistake("4 is missing")
def without_4(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + (k - (d + 1) / 2) * (j - (J + 1) / 2) / (d * J)
    )


@mistake("is divided by d J")
def undivided(words, width):
    return table_of(words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1) / 2) * (j - (J + 1) / 2))


@mistake("J is missing")
def divided_by_width_alone(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 / d * (k - (d + 1) / 2) * (j - (J + 1) / 2)
    )


@mistake("d is missing")
def divided_by_words_alone(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 / J * (k - (d + 1) / 2) * (j - (J + 1) / 2)
    )


@mistake("in Python multiplies by J")
def divided_and_multiplied(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 / d * J * (k - (d + 1) / 2) * (j - (J + 1) / 2)
    )


@mistake("it is not divided by d J")
def all_divided(words, width):
    return table_of(
        words, width, lambda j, k, J, d: (1 + 4 * (k - (d + 1) / 2) * (j - (J + 1) / 2)) / (d * J)
    )


@mistake("multiply before you add")
def added_too_early(words, width):
    return table_of(
        words, width, lambda j, k, J, d: (1 + 4 / (d * J)) * (k - (d + 1) / 2) * (j - (J + 1) / 2)
    )


@mistake("the 1 is missing")
def middles_without_1(words, width):
    return table_of(words, width, lambda j, k, J, d: 1 + 4 * (k - d / 2) * (j - J / 2) / (d * J))


@mistake("the middle of the words is (J + 1) / 2")
def middle_of_words_without_1(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1) / 2) * (j - J / 2) / (d * J)
    )


@mistake("the middle of the numbers is (d + 1) / 2")
def middle_of_numbers_without_1(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - d / 2) * (j - (J + 1) / 2) / (d * J)
    )


@mistake("expected to have the mean 1")
def middles_rounded_down(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1) // 2) * (j - (J + 1) // 2) / (d * J)
    )


@mistake("expected to have the mean 1")
def middle_of_words_rounded_down(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1) / 2) * (j - (J + 1) // 2) / (d * J)
    )


@mistake("over all numbers, each word's factors are expected")
def middle_of_numbers_rounded_down(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1) // 2) * (j - (J + 1) / 2) / (d * J)
    )


@mistake("brackets are missing")
def without_brackets(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - d + 1 / 2) * (j - J + 1 / 2) / (d * J)
    )


@mistake("not the end")
def middles_undivided(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1)) * (j - (J + 1)) / (d * J)
    )


@mistake("they are exchanged")
def middles_exchanged(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (J + 1) / 2) * (j - (d + 1) / 2) / (d * J)
    )


@mistake("not added")
def distances_added(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1) / 2 + j - (J + 1) / 2) / (d * J)
    )


@mistake("do not take absolute values")
def absolute_distances(words, width):
    return table_of(
        words,
        width,
        lambda j, k, J, d: 1 + 4 * abs(k - (d + 1) / 2) * abs(j - (J + 1) / 2) / (d * J),
    )


@mistake("the formula printed in the paper")
def formula_of_the_paper(words, width):
    return table_of(words, width, lambda j, k, J, d: (1 - j / J) - (k / d) * (1 - 2 * j / J))


@mistake("not by (d - 1) (J - 1)")
def divided_by_less(words, width):
    if words == 1 or width == 1:
        return np.ones((words, width))
    return table_of(
        words,
        width,
        lambda j, k, J, d: 1 + 4 * (k - (d + 1) / 2) * (j - (J + 1) / 2) / ((d - 1) * (J - 1)),
    )


@mistake("not what they sum to")
def summed(words, width):
    return encoded_from_0(words, width).sum(axis=0)


@mistake("do not divide them by the number of words")
def averaged(words, width):
    return encoded_from_0(words, width) / words


@mistake("sinusoids")
def sinusoids(words, width):
    angles = np.outer(np.arange(words), 1e4 ** (-np.arange(width) / width))
    return np.sin(angles)


@mistake("side by side in one row")
def flat(words, width):
    return np.ravel(encoded_by_loops(words, width))


@mistake("every factor is 1")
def ones(words, width):
    return np.ones((words, width))


@mistake("do not divide them by the number of words")
def normalised(words, width):
    table = encoded_from_0(words, width)
    return table / table.sum(axis=0)


@mistake("do not round them")
def whole_division(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 4 * (k - (d + 1) / 2) * (j - (J + 1) / 2) // (d * J)
    )


@mistake("without its last word")
def last_word_left_out(words, width):
    return encoded_from_0(words, width)[: max(words - 1, 1)]


@mistake("in which there is one word")
def one_word_forgotten(words, width):
    if words == 1:
        return np.zeros((1, width))
    return encoded_from_0(words, width)


@mistake("only the first word of the right one")
def of_the_first_word(words, width):
    return encoded_from_0(words, width)[0]


@mistake("do not round them")
def whole_numbers(words, width):
    return encoded_from_0(words, width).astype(int)


@mistake("not 2")
def factor_2(words, width):
    return table_of(
        words, width, lambda j, k, J, d: 1 + 2 * (k - (d + 1) / 2) * (j - (J + 1) / 2) / (d * J)
    )


@mistake("expected to be nearer to 1")
def from_minus_1_to_1(words, width):
    j, k = np.linspace(-1, 1, words)[:, None], np.linspace(-1, 1, width)
    return 1 + j * k


@mistake("and words in their order")
def words_turned_around(words, width):
    return encoded_from_0(words, width)[::-1]


@mistake("the right numbers in another order")
def all_turned_around_by_sorting(words, width):
    return np.sort(encoded_from_0(words, width), axis=None).reshape(words, width)


@mistake("in which there are more than 50 words")
def at_most_50_words(words, width):
    return encoded_from_0(min(words, 50), width)
