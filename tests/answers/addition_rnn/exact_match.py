"""Answers to exact-match."""

import numpy as np

from tests.answers import Bank

bank = Bank("exact-match")
right, mistake = bank.right, bank.mistake


@right
def match_by_sum(written, right):
    return sum(a == b for a, b in zip(written, right)) / len(right)


@right
def match_by_numpy(written, right):
    return np.mean(np.array(written) == np.array(right))


@right
def match_by_counting(written, right):
    hits = 0
    for place in range(len(right)):
        if written[place] == right[place]:
            hits += 1
    return hits / len(right)


@mistake("divide the number of hits")
def match_count(written, right):
    return sum(a == b for a, b in zip(written, right))


@mistake("not a percentage")
def match_percent(written, right):
    return 100 * match_by_sum(written, right)


@mistake("wrong answers")
def match_error_rate(written, right):
    return 1 - match_by_sum(written, right)


@mistake("per-character accuracy")
def match_characters(written, right):
    pairs = [pair for a, b in zip(written, right) for pair in zip(a, b)]
    return sum(a == b for a, b in pairs) / len(pairs)


@mistake("compare as text")
def match_as_numbers(written, right):
    return sum(int(a) == int(b) for a, b in zip(written, right)) / len(right)


@mistake("use / and not //")
def match_floor(written, right):
    return sum(a == b for a, b in zip(written, right)) // len(right)


@mistake("the last one")
def match_without_last(written, right):
    hits = sum(written[i] == right[i] for i in range(len(right) - 1))
    return hits / len(right)


@mistake("do not round")
def match_rounded(written, right):
    return round(match_by_sum(written, right), 1)


@mistake("one share for all")
def match_per_sum(written, right):
    return [a == b for a, b in zip(written, right)]


@mistake("does not make all of them wrong")
def match_all_or_nothing(written, right):
    return float(written == right)


@mistake("own sum's")
def match_as_sets(written, right):
    return len(set(written) & set(right)) / len(right)


@mistake("own sum's")
def match_anywhere(written, right):
    return sum(answer in right for answer in written) / len(right)


@mistake("only a part of")
def match_substring(written, right):
    return sum(a in b for a, b in zip(written, right)) / len(right)


@mistake("only begins like")
def match_prefix(written, right):
    return sum(all(x == y for x, y in zip(a, b)) for a, b in zip(written, right)) / len(right)


@mistake("is return inside the loop")
def match_first_only(written, right):
    for a, b in zip(written, right):
        return float(a == b)


@mistake("TypeError")
def match_one_argument(written):
    return 1.0


@mistake("never ends")
def match_endless(written, right):
    hits = 0
    while hits < len(right):
        pass
    return hits / len(right)


@mistake("every path end in return")
def match_returns_nothing(written, right):
    match_by_sum(written, right)
