"""Sums to read character by character: "123+34" and its answer "157"."""

from itertools import product
from typing import NamedTuple

import numpy as np

MOST_DIGITS = 3  # four digits would mean a table of 50 million sums


class Sums(NamedTuple):
    """Different sums; a+b and b+a count as one, so any part of them is unseen by the rest.

    Attributes:
        questions: list of str, such as "123+34".
        answers: list of str, such as "157".
        carries: int array (count,), how often something is carried to the next column.
    """

    questions: list
    answers: list
    carries: np.ndarray


def sums(count, digits=3, *, seed):
    """Draw different sums of two numbers, short numbers as likely as long ones.

    Each number first draws its number of digits, 1 to `digits`, then a number below 10**digits of
    that many, as in the public Keras example addition_rnn. Drawing without repetition is done at once
    for all sums (the Gumbel top-k trick), so it ends even if all sums are asked for.

    Args:
        count: how many sums.
        digits: most digits of a number, 1 to 3.
        seed: int.

    Returns:
        Sums, in random order.

    Raises:
        ValueError: digits out of range, or more sums than there are.
    """
    if not 1 <= digits <= MOST_DIGITS:
        raise ValueError(f"digits can be 1 to {MOST_DIGITS}, got {digits}")
    limit = 10**digits
    possible = limit * (limit + 1) // 2
    if not 0 < count <= possible:
        raise ValueError(f"{digits} digits allow 1 to {possible} different sums, asked for {count}")
    rng = np.random.default_rng(seed)
    low, high = np.triu_indices(limit)  # every sum once
    lengths = np.arange(1, digits + 1)
    below = np.arange(limit)[:, None] < 10**lengths  # (limit, digits): can this length draw it?
    chance = (below / 10.0**lengths).mean(axis=1)
    weights = chance[low] * chance[high] * np.where(low == high, 1, 2)
    keys = np.log(weights) + rng.gumbel(size=possible)
    chosen = rng.permutation(np.argpartition(-keys, count - 1)[:count])
    swap = rng.random(count) < 0.5
    first = np.where(swap, high[chosen], low[chosen])
    second = np.where(swap, low[chosen], high[chosen])
    total = first + second
    # Every carry turns a ten of one column into a one of the next: the digits' sum falls by nine.
    carries = (_digit_sum(first) + _digit_sum(second) - _digit_sum(total)) // 9
    return Sums(
        [f"{a}+{b}" for a, b in zip(first, second, strict=True)],
        [str(answer) for answer in total],
        carries,
    )


def _digit_sum(values):
    return sum(values // 10**place % 10 for place in range(MOST_DIGITS + 1))


class Signed(NamedTuple):
    """Additions and subtractions of three digits, in two parts.

    Attributes:
        questions, answers: lists of str, such as "3+5-7" and "1", to learn from.
        unseen, right: lists of str, questions and their answers. None of them is one of the others, nor one
            of the others in another order: if "3+5-7" is here, so is "5+3-7".
    """

    questions: list
    answers: list
    unseen: list
    right: list


def signed(unseen=400, *, seed):
    """All 4,000 questions of three digits with a plus or a minus between them, in random order.

    Args:
        unseen: about how many to keep apart: kinds of question are kept apart whole.
        seed: int.

    Returns:
        Signed.

    Raises:
        ValueError: all of them or none of them would be unseen.
    """
    if not 0 < unseen < 4_000:
        raise ValueError(f"of 4,000 questions 1 to 3,999 can be unseen, asked for {unseen}")
    rng = np.random.default_rng(seed)
    texts = [
        f"{a}{s}{b}{t}{c}" for a, s, b, t, c in product(range(10), "+-", range(10), "+-", range(10))
    ]
    texts = [texts[place] for place in rng.permutation(len(texts))]
    kinds = {}
    for text in texts:
        kinds.setdefault(tuple(sorted(_parts(text))), []).append(text)
    apart, later = [], []
    for same in kinds.values():
        (apart if len(apart) < unseen else later).extend(same)
    later, apart = ([part[i] for i in rng.permutation(len(part))] for part in (later, apart))
    answers = [[str(sum(map(int, _parts(text)))) for text in part] for part in (later, apart)]
    return Signed(later, answers[0], apart, answers[1])


def _parts(text):
    """The signed digits of a question, such as "+3", "+5" and "-7" of "3+5-7"."""
    return [f"+{text}"[place : place + 2] for place in range(0, len(text) + 1, 2)]


def written(digits):
    """Sums as text from their digits.

    Args:
        digits: int array (n, 2 numbers, digits of each).

    Returns:
        list of str, such as "123+456".
    """
    return ["+".join("".join(map(str, number)) for number in pair) for pair in digits]
