"""Answers to continuation-counts."""

from collections import Counter, defaultdict

from tests.answers import Bank

bank = Bank("continuation-counts")
right, mistake = bank.right, bank.mistake


@right
def company_by_sets(ngrams):
    left = defaultdict(set)
    for first, *rest in ngrams:
        left[tuple(rest)].add(first)
    return {gram: len(words) for gram, words in left.items()}


@right
def company_by_get(ngrams):
    counts = {}
    for gram in ngrams:
        counts[gram[1:]] = counts.get(gram[1:], 0) + 1
    return counts


@right
def company_by_list(ngrams):
    rest = [gram[1:] for gram in ngrams.keys()]
    return {gram: rest.count(gram) for gram in set(rest)}


@right
def company_from_zeros(ngrams):
    result = dict.fromkeys((gram[1:] for gram in ngrams), 0)
    for gram in ngrams:
        result[gram[1:]] += 1
    return result


@right
def company_by_sorting(ngrams):
    counts, last = {}, None
    for gram in sorted(ngrams, key=lambda gram: gram[1:]):
        counts[gram[1:]] = counts[last] + 1 if gram[1:] == last else 1
        last = gram[1:]
    return counts


@mistake("do not add the counts")
def company_by_adding(ngrams):
    counts = Counter()
    for gram, count in ngrams.items():
        counts[gram[1:]] += count
    return counts


@mistake("left neighbours, not right ones")
def company_on_the_right(ngrams):
    return Counter(gram[:-1] for gram in ngrams)


@mistake("and do not add the counts")
def company_on_the_right_added(ngrams):
    counts = {}
    for gram, count in ngrams.items():
        counts[gram[:-1]] = counts.get(gram[:-1], 0) + count
    return counts


@mistake("not only the last one")
def company_of_last_words(ngrams):
    left = defaultdict(set)
    for gram in ngrams:
        left[gram[-1:]].add(gram[0])
    return {gram: len(words) for gram, words in left.items()}


@mistake("is its neighbour")
def company_of_last_words_by_count(ngrams):
    return Counter((gram[-1],) for gram in ngrams)


@mistake("n is 2")
def company_with_words_for_bigrams(ngrams):
    return Counter(gram[1] if len(gram) == 2 else gram[1:] for gram in ngrams)


@mistake('"<s>" is a left neighbour, too')
def company_without_start(ngrams):
    return Counter(gram[1:] for gram in ngrams if gram[0] != "<s>")


@mistake("has 1, not 0")
def company_of_start_is_zero(ngrams):
    left = {gram[1:]: set() for gram in ngrams}
    for gram in ngrams:
        if gram[0] != "<s>":
            left[gram[1:]].add(gram[0])
    return {gram: len(words) for gram, words in left.items()}


@mistake("leave no n-gram out: those that begin")
def company_not_of_start(ngrams):
    return Counter(gram[1:] for gram in ngrams if gram[1] != "<s>")


@mistake("leave no n-gram out: those that end")
def company_not_of_end(ngrams):
    return Counter(gram[1:] for gram in ngrams if "</s>" not in gram)


@mistake("occurs once is a neighbour")
def company_of_frequent_ones(ngrams):
    return Counter(gram[1:] for gram, count in ngrams.items() if count > 1)


@mistake("not whether there are any")
def company_is_one(ngrams):
    return {gram[1:]: 1 for gram in ngrams}


@mistake("with one left neighbour is asked for")
def company_of_several(ngrams):
    return {g: n for g, n in Counter(gram[1:] for gram in ngrams).items() if n > 1}


@mistake("right keys, but other values")
def company_as_sets(ngrams):
    left = defaultdict(set)
    for gram in ngrams:
        left[gram[1:]].add(gram[0])
    return dict(left)


@mistake("not the set of its neighbours")
def company_as_lists(ngrams):
    left = {}
    for gram in ngrams:
        left.setdefault(gram[1:], []).append(gram[0])
    return left


@mistake("not one for all")
def company_of_all(ngrams):
    return len(ngrams)


@mistake("seen last")
def company_overwritten(ngrams):
    counts = {}
    for gram, count in ngrams.items():
        counts[gram[1:]] = count
    return counts


@mistake("what each left word stands before")
def company_by_left_word(ngrams):
    return Counter(gram[:1] for gram in ngrams)


@mistake("one word shorter than")
def company_with_whole_keys(ngrams):
    return {gram: 1 for gram in ngrams}


@mistake("one word shorter")
def company_with_counts_kept(ngrams):
    rest = Counter(gram[1:] for gram in ngrams)
    return {gram: rest[gram[1:]] for gram in ngrams}


@mistake("yours is one less")
def company_from_zero(ngrams):
    counts = {}
    for gram in ngrams:
        counts[gram[1:]] = counts[gram[1:]] + 1 if gram[1:] in counts else 0
    return counts


@mistake("tuples, not texts")
def company_of_texts(ngrams):
    return Counter(" ".join(gram[1:]) for gram in ngrams)


@mistake("not shares")
def company_as_shares(ngrams):
    counts = Counter(gram[1:] for gram in ngrams)
    return {gram: count / len(ngrams) for gram, count in counts.items()}


@mistake("unhashable")
def company_with_lists_as_keys(ngrams):
    counts = {}
    for _, *rest in ngrams:
        counts[rest] = counts.get(rest, 0) + 1
    return counts


@mistake("n is 2")
def company_of_bigrams_only(ngrams):
    return Counter((right,) for left, right in ngrams)


@mistake("not always two")
def company_of_last_two(ngrams):
    return Counter(gram[-2:] for gram in ngrams)


@mistake("not only the second one")
def company_of_second_words(ngrams):
    left = defaultdict(set)
    for gram in ngrams:
        left[(gram[1],)].add(gram)
    return {key: len(grams) for key, grams in left.items()}


@mistake("where it comes twice in a row")
def company_of_others(ngrams):
    return Counter(gram[1:] for gram in ngrams if gram[0] != gram[1])


@mistake("all n-grams have the same words after the first")
def company_of_the_last_only(ngrams):
    words = set()
    for gram in ngrams:
        key = gram[1:]
        words.add(gram[0])
    return {key: len(words)}


@mistake("stay in their order")
def company_turned_round(ngrams):
    return Counter(gram[:0:-1] for gram in ngrams)


@mistake("expected a dictionary")
def company_as_list(ngrams):
    return list(Counter(gram[1:] for gram in ngrams).items())


@mistake("not on both sides")
def company_on_both_sides(ngrams):
    return Counter(part for gram in ngrams for part in (gram[1:], gram[:-1]))


@mistake("not the last word alone")
def company_of_single_words(ngrams):
    left = {}
    for gram in ngrams:
        left.setdefault(gram[-1], set()).add(gram[0])
    return {word: len(words) for word, words in left.items()}


@mistake("right keys, but other values")
def company_of_all_left_words(ngrams):
    return {gram[1:]: len({other[0] for other in ngrams}) for gram in ngrams}


@mistake("n is 2")
def company_by_last_word(ngrams):
    return {gram[1:]: len({o[0] for o in ngrams if o[-1] == gram[-1]}) for gram in ngrams}


@mistake("leave no n-gram out: those that begin")
def company_of_words_that_are_new(ngrams):
    return Counter(gram[1:] for gram in ngrams if gram[0] not in gram[1:] or gram[0] != "<s>")
