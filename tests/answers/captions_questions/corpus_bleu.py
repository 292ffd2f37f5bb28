"""Answers to corpus-bleu."""

import math
from collections import Counter

import numpy as np

from tests.answers import Bank

bank = Bank("corpus-bleu")
right, mistake = bank.right, bank.mistake


def grams(words, n):
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


def shares_of(captions, references, longest):
    """Right n-grams and all of them for each n."""
    found = []
    for n in range(1, longest + 1):
        pairs = [(grams(a, n), grams(b, n)) for a, b in zip(captions, references)]
        right = sum(sum((a & b).values()) for a, b in pairs)
        found.append((right, sum(sum(a.values()) for a, _ in pairs)))
    return found


def penalty(captions, references):
    c, r = sum(map(len, captions)), sum(map(len, references))
    return math.exp(min(0, 1 - r / c)) if c else 0.0


@right
def bleu_by_product(captions, references, longest):
    bleu = penalty(captions, references)
    for right, said in shares_of(captions, references, longest):
        bleu *= (right / said if said else 0.0) ** (1 / longest)
    return bleu


@right
def bleu_by_logarithms(captions, references, longest):
    shares = shares_of(captions, references, longest)
    if not all(right for right, _ in shares):
        return 0
    logs = np.log([right / said for right, said in shares])
    c, r = sum(map(len, captions)), sum(map(len, references))
    return np.exp(logs.mean() + (0 if c >= r else 1 - r / c))


@right
def bleu_by_striking_off(captions, references, longest):
    precisions = []
    for n in range(1, longest + 1):
        right, said = 0, 0
        for caption, reference in zip(captions, references):
            left = [reference[i : i + n] for i in range(len(reference) - n + 1)]
            for i in range(len(caption) - n + 1):
                said += 1
                gram = caption[i : i + n]
                if gram in left:
                    left.remove(gram)
                    right += 1
        if right == 0:
            return 0.0
        precisions.append(right / said)
    c = sum(len(caption) for caption in captions)
    r = sum(len(reference) for reference in references)
    bleu = np.prod(precisions) ** (1 / longest)
    return bleu * math.e ** (1 - r / c) if c < r else bleu


@right
def bleu_by_min(captions, references, longest):
    right, said, c, r = [0] * longest, [0] * longest, 0, 0
    for caption, reference in zip(captions, references):
        c, r = c + len(caption), r + len(reference)
        for n in range(1, longest + 1):
            ours = [" ".join(caption[i : i + n]) for i in range(len(caption) - n + 1)]
            theirs = [" ".join(reference[i : i + n]) for i in range(len(reference) - n + 1)]
            said[n - 1] += len(ours)
            right[n - 1] += sum(min(ours.count(g), theirs.count(g)) for g in set(ours))
    if 0 in right:
        return 0.0
    mean = math.exp(sum(math.log(a / b) for a, b in zip(right, said)) / longest)
    return mean * min(1.0, math.exp(1 - r / c))


@right
def bleu_by_zip(captions, references, longest):
    def counts(words, n):
        return Counter(zip(*[words[i:] for i in range(n)]))

    total = 1.0
    for n in range(1, longest + 1):
        ours, theirs = ([counts(t, n) for t in texts] for texts in (captions, references))
        clipped = sum(min(k, b[g]) for a, b in zip(ours, theirs) for g, k in a.items())
        total *= clipped / max(sum(sum(a.values()) for a in ours), 1)
    written = len([word for caption in captions for word in caption])
    true = len([word for reference in references for word in reference])
    short = np.float32(np.exp(1 - true / written)) if 0 < written < true else np.float32(1)
    return np.float32(total ** (1 / longest)) * short


@right
def bleu_by_statistics(captions, references, longest):
    from statistics import geometric_mean

    shares = shares_of(captions, references, longest)
    if any(right == 0 for right, _ in shares):
        return 0.0
    return geometric_mean([a / b for a, b in shares]) * penalty(captions, references)


def root(shares):
    product = math.prod(shares)
    return product ** (1 / len(shares)) if shares else 0.0


def precisions(captions, references, longest):
    return [a / b if b else 0.0 for a, b in shares_of(captions, references, longest)]


@mistake("do not average the BLEU of each")
def bleu_mean_of_sentences(captions, references, longest):
    return np.mean([bleu_by_product([a], [b], longest) for a, b in zip(captions, references)])


@mistake("do not average the precision")
def bleu_mean_of_precisions(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        found = [shares_of([a], [b], n)[-1] for a, b in zip(captions, references)]
        found = [a / b for a, b in found if b]
        shares.append(sum(found) / len(found) if found else 0)
    return root(shares) * penalty(captions, references)


@mistake("the penalty is missing")
def bleu_without_penalty(captions, references, longest):
    return root(precisions(captions, references, longest))


@mistake("long captions gain nothing")
def bleu_gains(captions, references, longest):
    c, r = sum(map(len, captions)), sum(map(len, references))
    return root(precisions(captions, references, longest)) * math.exp(1 - r / c) if c else 0.0


@mistake("not of 1 - c / r")
def bleu_penalty_turned(captions, references, longest):
    c, r = sum(map(len, captions)), sum(map(len, references))
    return root(precisions(captions, references, longest)) * (math.exp(1 - c / r) if c < r else 1)


@mistake("not c / r itself")
def bleu_penalty_is_ratio(captions, references, longest):
    c, r = sum(map(len, captions)), sum(map(len, references))
    return root(precisions(captions, references, longest)) * min(1, c / r)


@mistake("your 1 is missing")
def bleu_penalty_without_one(captions, references, longest):
    c, r = sum(map(len, captions)), sum(map(len, references))
    bleu = root(precisions(captions, references, longest))
    return bleu * math.exp(-r / c) if 0 < c < r else bleu


@mistake("not a mean of each one's")
def bleu_mean_penalty(captions, references, longest):
    mean = np.mean([penalty([a], [b]) for a, b in zip(captions, references)])
    return root(precisions(captions, references, longest)) * mean


@mistake("lose nothing by it")
def bleu_punishes_long(captions, references, longest):
    c, r = sum(map(len, captions)), sum(map(len, references))
    bleu = root(precisions(captions, references, longest))
    return bleu * math.exp(1 - c / r) if c > r else bleu * penalty(captions, references)


@mistake("it returned")
def bleu_punishes_only_long(captions, references, longest):
    c, r = sum(map(len, captions)), sum(map(len, references))
    return root(precisions(captions, references, longest)) * math.exp(min(0, 1 - c / r))


@mistake("only as often as it is in the reference")
def bleu_not_clipped(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        right = said = 0
        for a, b in zip(captions, references):
            for i in range(len(a) - n + 1):
                right += tuple(a[i : i + n]) in grams(b, n)
                said += 1
        shares.append(right / max(said, 1))
    return root(shares) * penalty(captions, references)


@mistake("right more than once")
def bleu_once(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        pairs = [(grams(a, n), grams(b, n)) for a, b in zip(captions, references)]
        said = sum(sum(a.values()) for a, _ in pairs)
        shares.append(sum(len(a.keys() & b.keys()) for a, b in pairs) / max(said, 1))
    return root(shares) * penalty(captions, references)


@mistake("sets forget it")
def bleu_of_sets(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        pairs = [(set(grams(a, n)), set(grams(b, n))) for a, b in zip(captions, references)]
        shares.append(sum(len(a & b) for a, b in pairs) / max(sum(len(a) for a, _ in pairs), 1))
    return root(shares) * penalty(captions, references)


@mistake("not by those of the references")
def bleu_recall(captions, references, longest):
    shares = shares_of(references, captions, longest)
    return root([a / b if b else 0 for a, b in shares]) * penalty(captions, references)


@mistake("captions are the first argument")
def bleu_arguments_swapped(captions, references, longest):
    return bleu_by_product(references, captions, longest)


@mistake("into the next one")
def bleu_as_one_text(captions, references, longest):
    return bleu_by_product([sum(captions, [])], [sum(references, [])], longest)


@mistake("has its own reference")
def bleu_pooled(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        ours = sum((grams(a, n) for a in captions), Counter())
        theirs = sum((grams(b, n) for b in references), Counter())
        shares.append(sum((ours & theirs).values()) / max(sum(ours.values()), 1))
    return root(shares) * penalty(captions, references)


@mistake("not the arithmetic one")
def bleu_arithmetic(captions, references, longest):
    return np.mean(precisions(captions, references, longest)) * penalty(captions, references)


@mistake("yours is the product")
def bleu_without_root(captions, references, longest):
    return math.prod(precisions(captions, references, longest)) * penalty(captions, references)


@mistake("not always the fourth")
def bleu_fourth_root(captions, references, longest):
    product = math.prod(precisions(captions, references, longest))
    return product**0.25 * penalty(captions, references)


@mistake("not only the longest")
def bleu_longest_only(captions, references, longest):
    return precisions(captions, references, longest)[-1] * penalty(captions, references)


@mistake("not only single words")
def bleu_words_only(captions, references, longest):
    return bleu_by_product(captions, references, 1)


@mistake("yours end before N")
def bleu_ends_early(captions, references, longest):
    return root(precisions(captions, references, longest)[:-1]) * penalty(captions, references)


@mistake("not up to N + 1")
def bleu_one_more(captions, references, longest):
    return bleu_by_product(captions, references, longest + 1)


@mistake("not always 4")
def bleu_always_four(captions, references, longest):
    return bleu_by_product(captions, references, 4)


@mistake("not always 2")
def bleu_always_two(captions, references, longest):
    return bleu_by_product(captions, references, 2)


@mistake("it returned")
def bleu_glued(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        pairs = [
            [Counter("".join(t[i : i + n]) for i in range(len(t) - n + 1)) for t in pair]
            for pair in zip(captions, references)
        ]
        said = sum(sum(a.values()) for a, _ in pairs)
        shares.append(sum(sum((a & b).values()) for a, b in pairs) / max(said, 1))
    return root(shares) * penalty(captions, references)


@mistake("n-grams overlap")
def bleu_apart(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        pairs = [
            [Counter(tuple(t[i : i + n]) for i in range(0, len(t) - n + 1, n)) for t in pair]
            for pair in zip(captions, references)
        ]
        said = sum(sum(a.values()) for a, _ in pairs)
        shares.append(sum(sum((a & b).values()) for a, b in pairs) / max(said, 1))
    return root(shares) * penalty(captions, references)


@mistake("the last n-gram")
def bleu_without_last(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        pairs = [
            [Counter(tuple(t[i : i + n]) for i in range(len(t) - n)) for t in pair]
            for pair in zip(captions, references)
        ]
        said = sum(sum(a.values()) for a, _ in pairs)
        shares.append(sum(sum((a & b).values()) for a, b in pairs) / max(said, 1))
    return root(shares) * penalty(captions, references)


@mistake("pieces at the end are none")
def bleu_with_pieces(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        pairs = [
            [Counter(tuple(t[i : i + n]) for i in range(len(t))) for t in pair]
            for pair in zip(captions, references)
        ]
        said = sum(sum(a.values()) for a, _ in pairs)
        shares.append(sum(sum((a & b).values()) for a, b in pairs) / max(said, 1))
    return root(shares) * penalty(captions, references)


@mistake("have an order")
def bleu_sorted(captions, references, longest):
    shares = []
    for n in range(1, longest + 1):
        pairs = [
            [Counter(tuple(sorted(t[i : i + n])) for i in range(len(t) - n + 1)) for t in pair]
            for pair in zip(captions, references)
        ]
        said = sum(sum(a.values()) for a, _ in pairs)
        shares.append(sum(sum((a & b).values()) for a, b in pairs) / max(said, 1))
    return root(shares) * penalty(captions, references)


@mistake("not of characters")
def bleu_of_characters(captions, references, longest):
    return bleu_by_product(list(map(" ".join, captions)), list(map(" ".join, references)), longest)


@mistake("commas, too")
def bleu_without_commas(captions, references, longest):
    texts = [[[w for w in t if w != ","] for t in side] for side in (captions, references)]
    return bleu_by_product(*texts, longest)


@mistake("1 more in both counts is not")
def bleu_smoothed(captions, references, longest):
    shares = shares_of(captions, references, longest)
    return root([(a + 1) / (b + 1) for a, b in shares]) * penalty(captions, references)


@mistake("from pairs on")
def bleu_smoothed_from_pairs(captions, references, longest):
    shares = shares_of(captions, references, longest)
    shares = [(a + (n > 0)) / max(b + (n > 0), 1) for n, (a, b) in enumerate(shares)]
    return root(shares) * penalty(captions, references)


@mistake("words are right, but no n-grams")
def bleu_leaves_out_zeros(captions, references, longest):
    shares = [share for share in precisions(captions, references, longest) if share]
    return root(shares) * penalty(captions, references)


@mistake("ZeroDivisionError")
def bleu_divides_by_nothing(captions, references, longest):
    shares = [a / b for a, b in shares_of(captions, references, longest)]
    return root(shares) * penalty(captions, references)


@mistake("ValueError")
def bleu_logarithm_of_zero(captions, references, longest):
    shares = precisions(captions, references, longest)
    return math.exp(sum(map(math.log, shares)) / longest) * penalty(captions, references)


@mistake("its reference counts")
def bleu_without_empty(captions, references, longest):
    pairs = [(a, b) for a, b in zip(captions, references) if a]
    return bleu_by_product(*zip(*pairs), longest) if pairs else 0.0


@mistake("not one for each caption")
def bleu_each(captions, references, longest):
    return [bleu_by_product([a], [b], longest) for a, b in zip(captions, references)]


@mistake("no percent")
def bleu_percent(captions, references, longest):
    return 100 * bleu_by_product(captions, references, longest)


@mistake("do not round")
def bleu_rounded(captions, references, longest):
    return round(bleu_by_product(captions, references, longest), 2)


@mistake("all captions, not only the first")
def bleu_first(captions, references, longest):
    return bleu_by_product(captions[:1], references[:1], longest)


@mistake("returned None")
def bleu_printed(captions, references, longest):
    bleu_by_product(captions, references, longest)


@mistake("not with the first caption's")
def bleu_penalty_of_first(captions, references, longest):
    shares = precisions(captions, references, longest)
    return root(shares) * penalty(captions[:1], references[:1])


@mistake("not the harmonic one")
def bleu_harmonic(captions, references, longest):
    shares = precisions(captions, references, longest)
    mean = len(shares) / sum(1 / share for share in shares) if all(shares) else 0.0
    return mean * penalty(captions, references)
