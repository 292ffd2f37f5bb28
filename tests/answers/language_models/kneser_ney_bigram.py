"""Answers to kneser-ney-bigram."""

from collections import Counter, defaultdict
from fractions import Fraction

import numpy as np

from tests.answers import Bank

bank = Bank("kneser-ney-bigram")
right, mistake = bank.right, bank.mistake


@right
def kn_by_loops(counts, discount, before):
    left_of = defaultdict(set)
    total = followers = 0
    for (left, word), count in counts.items():
        left_of[word].add(left)
        if left == before:
            total += count
            followers += 1
    probabilities = {}
    for word in left_of:
        company = len(left_of[word]) / len(counts)
        if total == 0:
            probabilities[word] = company
        else:
            kept = max(counts.get((before, word), 0) - discount, 0) / total
            probabilities[word] = kept + discount * followers / total * company
    return probabilities


@right
def kn_by_table(counts, discount, before):
    lefts = sorted({left for left, _ in counts})
    words = sorted({word for _, word in counts})
    table = np.zeros((len(lefts), len(words)))
    for (left, word), count in counts.items():
        table[lefts.index(left), words.index(word)] = count
    company = (table > 0).sum(axis=0) / (table > 0).sum()
    if before not in lefts:
        return dict(zip(words, company))
    row = table[lefts.index(before)]
    kept = np.maximum(row - discount, 0) / row.sum()
    return dict(zip(words, kept + discount * np.count_nonzero(row) / row.sum() * company))


@right
def kn_by_handing_out(counts, discount, before):
    discount = Fraction(discount)
    neighbours = Counter(word for _, word in counts)
    mass, shares = Fraction(0), dict.fromkeys(neighbours, Fraction(0))
    for (left, word), count in counts.items():
        if left == before:
            shares[word] += count - discount
            mass += discount
    total = sum(shares.values()) + mass
    if not total:
        mass = total = Fraction(1)
    return {
        word: float((shares[word] + mass * neighbours[word] / len(counts)) / total)
        for word in neighbours
    }


@right
def kn_by_rest(counts, discount, before):
    words = {word for _, word in counts}
    row = {word: counts.get((before, word), 0) for word in words}
    total = max(sum(row.values()), 1)
    kept = {word: max(row[word] - discount, 0) / total for word in words}
    rest = 1 - sum(kept.values())
    bigrams = list(counts)
    return {
        word: kept[word] + rest * sum(b == word for _, b in bigrams) / len(bigrams)
        for word in words
    }


@right
def kn_in_single_precision(counts, discount, before):
    words = list(dict.fromkeys(word for _, word in counts))
    row = np.array([counts.get((before, word), 0) for word in words], "float32")
    company = np.array([sum(w == word for _, w in counts) for word in words], "float32")
    company /= company.sum()
    if not row.any():
        return dict(zip(words, company))
    saved = np.float32(discount) * np.float32((row > 0).sum()) / row.sum()
    kept = np.clip(row - np.float32(discount), 0, None) / row.sum()
    return {word: number for word, number in zip(words, kept + saved * company)}


class Facts:
    """What the mistakes below need, right."""

    def __init__(self, counts, before):
        self.words = {word for _, word in counts}
        self.row = {word: n for (left, word), n in counts.items() if left == before}
        self.total = sum(self.row.values())
        self.company = Counter(word for _, word in counts)


@mistake("never below 0")
def kn_without_max(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {
        word: (f.row.get(word, 0) - discount) / f.total
        + discount * len(f.row) / f.total * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("not by how often it occurs")
def kn_with_raw_unigrams(counts, discount, before):
    f = Facts(counts, before)
    raw = Counter()
    for (_, word), count in counts.items():
        raw[word] += count
    share = {word: raw[word] / sum(counts.values()) for word in f.words}
    if not f.total:
        return share
    return {
        word: max(f.row.get(word, 0) - discount, 0) / f.total
        + discount * len(f.row) / f.total * share[word]
        for word in f.words
    }


@mistake("not all words alike")
def kn_uniform(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: 1 / len(f.words) for word in f.words}
    return {
        word: max(f.row.get(word, 0) - discount, 0) / f.total
        + discount * len(f.row) / f.total / len(f.words)
        for word in f.words
    }


def kn_with(counts, discount, before, saved, kept=None):
    """Kneser-Ney with another weight of the company."""
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {
        word: (kept or max)(f.row.get(word, 0) - discount, 0) / f.total
        + saved(f) * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("what is saved is not D")
def kn_saves_d(counts, discount, before):
    f = Facts(counts, before)
    occurrences = sum(f.row.values())
    return kn_with(counts, discount, before, lambda f: discount * occurrences / f.total)


@mistake("not what stands on the left of v")
def kn_counts_on_the_left(counts, discount, before):
    left = len({a for a, b in counts if b == before})
    return kn_with(counts, discount, before, lambda f: discount * left / f.total)


@mistake("not all words")
def kn_counts_all_words(counts, discount, before):
    return kn_with(counts, discount, before, lambda f: discount * len(f.words) / f.total)


@mistake("N(v .) is missing")
def kn_without_followers(counts, discount, before):
    return kn_with(counts, discount, before, lambda f: discount / f.total)


@mistake("D is missing")
def kn_without_d_in_saved(counts, discount, before):
    return kn_with(counts, discount, before, lambda f: len(f.row) / f.total)


@mistake("the division is missing")
def kn_saved_not_divided(counts, discount, before):
    return kn_with(counts, discount, before, lambda f: discount * len(f.row))


@mistake("not the rest 1 - D")
def kn_interpolates(counts, discount, before):
    return kn_with(counts, discount, before, lambda f: 1 - discount)


@mistake("discount the counts")
def kn_not_discounted(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {
        word: f.row.get(word, 0) / f.total
        + discount * len(f.row) / f.total * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("second part of the sum is missing")
def kn_not_handed_out(counts, discount, before):
    return kn_with(counts, discount, before, lambda f: 0.0)


@mistake("these are shares of what follows")
def kn_relative_frequency(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {word: f.row.get(word, 0) / f.total for word in f.words}


@mistake("also those that follow")
def kn_as_katz(counts, discount, before):
    f = Facts(counts, before)
    probabilities = {}
    for word in f.words:
        company = f.company[word] / len(counts)
        if not f.total:
            probabilities[word] = company
        elif word in f.row:
            probabilities[word] = (f.row[word] - discount) / f.total
        else:
            probabilities[word] = discount * len(f.row) / f.total * company
    return probabilities


def kn_with_company(counts, discount, before, company):
    f = Facts(counts, before)
    if not f.total:
        return {word: company(f, word) for word in f.words}
    return {
        word: max(f.row.get(word, 0) - discount, 0) / f.total
        + discount * len(f.row) / f.total * company(f, word)
        for word in f.words
    }


@mistake("different bigrams, not of words")
def kn_company_over_words(counts, discount, before):
    return kn_with_company(counts, discount, before, lambda f, w: f.company[w] / len(f.words))


@mistake("not by the sum of their counts")
def kn_company_over_counts(counts, discount, before):
    total = sum(counts.values())
    return kn_with_company(counts, discount, before, lambda f, w: f.company[w] / total)


@mistake("not of left words")
def kn_company_over_contexts(counts, discount, before):
    lefts = {left for left, _ in counts}
    return kn_with_company(counts, discount, before, lambda f, w: f.company[w] / len(lefts))


@mistake("divide N(. w) by")
def kn_company_not_divided(counts, discount, before):
    return kn_with_company(counts, discount, before, lambda f, w: f.company[w])


@mistake("not on its right")
def kn_company_on_the_right(counts, discount, before):
    right_of = Counter(left for left, _ in counts)
    return kn_with_company(counts, discount, before, lambda f, w: right_of[w] / len(counts))


@mistake("not by the sum of all counts")
def kn_over_all_counts(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    total = sum(counts.values())
    return {
        word: max(f.row.get(word, 0) - discount, 0) / total
        + discount * len(f.row) / total * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("before it is divided")
def kn_discounts_shares(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {
        word: max(f.row.get(word, 0) / f.total - discount, 0)
        + discount * len(f.row) / f.total * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("it is no factor")
def kn_interpolated_by_d(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {
        word: (1 - discount) * f.row.get(word, 0) / f.total
        + discount * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("use the discount")
def kn_of_three_quarters(counts, discount, before):
    return kn_by_loops(counts, 0.75, before)


@mistake("they are not 0")
def kn_unseen_is_zero(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: 0.0 for word in f.words}
    return kn_by_loops(counts, discount, before)


@mistake("ZeroDivisionError")
def kn_unseen_divides(counts, discount, before):
    f = Facts(counts, before)
    return {
        word: max(f.row.get(word, 0) - discount, 0) / f.total
        + discount * len(f.row) / f.total * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("no bigram begins with the word before")
def kn_unseen_is_uniform(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: 1 / len(f.words) for word in f.words}
    return kn_by_loops(counts, discount, before)


@mistake("no bigram begins with the word before")
def kn_unseen_is_raw(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        raw = Counter()
        for (_, word), count in counts.items():
            raw[word] += count
        return {word: raw[word] / sum(counts.values()) for word in f.words}
    return kn_by_loops(counts, discount, before)


@mistake("no bigram begins with the word before")
def kn_unseen_is_empty(counts, discount, before):
    if before not in {left for left, _ in counts}:
        return {}
    return kn_by_loops(counts, discount, before)


@mistake("nothing is discounted")
def kn_unseen_is_discounted(counts, discount, before):
    f = Facts(counts, before)
    saved = discount * len(f.row) / f.total if f.total else discount
    return {
        word: max(f.row.get(word, 0) - discount, 0) / (f.total or 1)
        + saved * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("keys missing")
def kn_of_followers(counts, discount, before):
    probabilities = kn_by_loops(counts, discount, before)
    return {word: p for word, p in probabilities.items() if (before, word) in counts}


@mistake("cannot come next")
def kn_with_left_words(counts, discount, before):
    words = {word for bigram in counts for word in bigram}
    probabilities = kn_by_loops(counts, discount, before)
    return {word: probabilities.get(word, 0.0) for word in words}


@mistake("expected a dictionary")
def kn_as_list(counts, discount, before):
    return list(kn_by_loops(counts, discount, before).values())


@mistake("KeyError")
def kn_by_index(counts, discount, before):
    f = Facts(counts, before)
    total = f.total or 1
    saved = discount * len(f.row) / total if f.row else 1
    return {
        word: max(counts[before, word] - discount, 0) / total
        + saved * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("yours is the right one")
def kn_turned_round(counts, discount, before):
    turned = {(word, left): count for (left, word), count in counts.items()}
    return kn_by_loops(turned, discount, before)


@mistake("not rounded")
def kn_rounded(counts, discount, before):
    return {w: round(p, 3) for w, p in kn_by_loops(counts, discount, before).items()}


@mistake("divide both parts by")
def kn_not_divided(counts, discount, before):
    f = Facts(counts, before)
    total = f.total or 1
    return {w: p * total for w, p in kn_by_loops(counts, discount, before).items()}


@mistake("not by the number of words that follow")
def kn_over_followers(counts, discount, before):
    f = Facts(counts, before)
    if not f.row:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {
        word: max(f.row.get(word, 0) - discount, 0) / len(f.row)
        + discount * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("not the whole")
def kn_whole_for_each(counts, discount, before):
    return {
        word: p
        for f in [Facts(counts, before)]
        for word in f.words
        for p in [
            max(f.row.get(word, 0) - discount, 0) / f.total + discount * len(f.row) / f.total
            if f.total
            else f.company[word] / len(counts)
        ]
    }


@mistake("right keys, but other values")
def kn_max_of_both(counts, discount, before):
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {
        word: max(
            max(f.row.get(word, 0) - discount, 0) / f.total,
            discount * len(f.row) / f.total * f.company[word] / len(counts),
        )
        for word in f.words
    }


@mistake("right keys, but other values")
def kn_add_one(counts, discount, before):
    f = Facts(counts, before)
    return {word: (f.row.get(word, 0) + 1) / (f.total + len(f.words)) for word in f.words}


@mistake("not those that do not")
def kn_counts_the_others(counts, discount, before):
    return kn_with(
        counts, discount, before, lambda f: discount * len(f.words - set(f.row)) / f.total
    )


@mistake("right keys, but other values")
def kn_counts_singles(counts, discount, before):
    return kn_with(
        counts, discount, before, lambda f: discount * list(f.row.values()).count(1) / f.total
    )


@mistake("not by the largest N")
def kn_company_over_largest(counts, discount, before):
    most = max(Facts(counts, before).company.values())
    f = Facts(counts, before)
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return kn_with_company(counts, discount, before, lambda f, w: f.company[w] / most)


@mistake("the discount is 1")
def kn_counts_what_is_left(counts, discount, before):
    f = Facts(counts, before)
    followers = sum(count > discount for count in f.row.values())
    return kn_with(counts, discount, before, lambda f: discount * followers / f.total)


@mistake("the word before can also come next")
def kn_over_right_counts(counts, discount, before):
    f = Facts(counts, before)
    total = sum(count for (_, word), count in counts.items() if word == before) or f.total
    if not f.total:
        return {word: f.company[word] / len(counts) for word in f.words}
    return {
        word: max(f.row.get(word, 0) - discount, 0) / total
        + discount * len(f.row) / total * f.company[word] / len(counts)
        for word in f.words
    }


@mistake("not only those that follow")
def kn_of_followers_alone(counts, discount, before):
    f = Facts(counts, before)
    found = kn_with(counts, discount, before, lambda f: discount * len(f.row) / f.total)
    return {word: found[word] for word in f.row or f.words}
