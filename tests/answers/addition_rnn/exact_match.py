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


@right
def match_by_fractions(written, right):
    from fractions import Fraction

    return float(
        sum(Fraction(answer == truth, len(written)) for answer, truth in zip(written, right))
    )


@right
def match_recursively(written, right):
    if not written:
        return 0.0
    first = 1.0 if written[0] == right[0] else 0.0
    return (first + (len(written) - 1) * match_recursively(written[1:], right[1:])) / len(written)


@right
def match_by_characters(written, right):
    wrong = 0
    for a, b in zip(written, right):
        if len(a) != len(b) or any(x != y for x, y in zip(a, b)):
            wrong += 1
    return 1 - wrong / len(right)


@right
def match_in_float32(written, right):
    return np.equal(written, right).mean(dtype="float32")


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


@mistake("is it // for /")
def match_floor(written, right):
    return sum(a == b for a, b in zip(written, right)) // len(right)


@mistake("the last sum is left out")
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


@mistake("lengths count, too")
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


@mistake("spaces around an answer count")
def match_stripped(written, right):
    return np.mean([a.strip() == b.strip() for a, b in zip(written, right)])


@mistake("characters count")
def match_lengths(written, right):
    return sum(len(a) == len(b) for a, b in zip(written, right)) / len(right)


@mistake("their order counts")
def match_sorted(written, right):
    return sum(sorted(a) == sorted(b) for a, b in zip(written, right)) / len(right)


@mistake("no set or dict")
def match_as_pairs(written, right):
    pairs = set(zip(written, right))
    return sum(a == b for a, b in pairs) / len(pairs)


@mistake("has more than the right one")
def match_contains(written, right):
    return sum(b in a for a, b in zip(written, right)) / len(right)


@mistake("the first sum is left out")
def match_without_first(written, right):
    hits = 0
    for place in range(1, len(right)):
        hits += written[place] == right[place]
    return hits / len(right)


@mistake("ends at the first wrong sum")
def match_until_wrong(written, right):
    hits = 0
    for a, b in zip(written, right):
        if a != b:
            break
        hits += 1
    return hits / len(right)


@mistake("by one more")
def match_one_more(written, right):
    hits = [a == b for a, b in zip(written, right)]
    return sum(hits) / (len(hits) + 1)


@mistake("not of characters")
def match_over_characters(written, right):
    return sum(a == b for a, b in zip(written, right)) / len("".join(right))


@mistake("two digits")
def match_rounded_to_percent(written, right):
    return np.round(match_by_sum(written, right), 2)


@mistake("by the number of sums")
def match_divided_in_the_loop_once(written, right):
    hits = 0
    for a, b in zip(written, right):
        if a == b:
            hits += 1
    return hits * 1.0


@mistake("it returned")
def match_same_object(written, right):
    return sum(a is b for a, b in zip(written, right)) / len(right)


@mistake("it returned")
def match_any(written, right):
    return float(any(a == b for a, b in zip(written, right)))


@mistake("it returned")
def match_by_dict(written, right):
    return sum(a == b for a, b in dict(zip(right, written)).items()) / len(right)


@mistake("it returned")
def match_overwritten(written, right):
    for a, b in zip(written, right):
        hits = a == b
    return hits / len(right)


@mistake("it returned")
def match_at_most_a_hundred_percent(written, right):
    hits = sum(a == b for a, b in zip(written, right))
    return hits / max(len(right), 2)


@mistake("expected a number")
def match_text(written, right):
    return f"{match_by_sum(written, right):.0%}"


@mistake("expected a number")
def match_nearly(written, right):
    return written == right


@mistake("it returned")
def match_known_numbers(written, right):
    hits = sum(a.isdigit() and a == b.zfill(3) for a, b in zip(written, right))
    return hits / sum(a.isdigit() for a in written)
