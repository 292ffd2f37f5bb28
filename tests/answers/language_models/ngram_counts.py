"""Answers to ngram-counts."""

import itertools
from collections import Counter, defaultdict, deque

from tests.answers import Bank

bank = Bank("ngram-counts")
right, mistake = bank.right, bank.mistake


@right
def grams_by_zip(sentences, n):
    counts = Counter()
    for sentence in sentences:
        padded = ["<s>"] * (n - 1) + sentence + ["</s>"]
        counts.update(zip(*(padded[start:] for start in range(n))))
    return counts


@right
def grams_by_index(sentences, n):
    counts = {}
    for sentence in sentences:
        words = [*["<s>" for _ in range(n - 1)], *sentence, "</s>"]
        for i in range(len(words) - n + 1):
            gram = tuple(words[i : i + n])
            if gram in counts:
                counts[gram] += 1
            else:
                counts[gram] = 1
    return counts


@right
def grams_by_window(sentences, n):
    counts = defaultdict(int)
    for sentence in sentences:
        window = deque(["<s>"] * n, maxlen=n)
        for word in itertools.chain(sentence, ["</s>"]):
            window.append(word)
            counts[tuple(window)] += 1
    return dict(counts)


@right
def grams_of_the_last_words(sentences, n):
    counts = {}
    for sentence in sentences:
        past = ("<s>",) * (n - 1)
        for word in [*sentence, "</s>"]:
            gram = past + (word,)
            counts[gram] = counts.get(gram, 0) + 1
            past = gram[1:]
    return counts


@right
def grams_by_list_and_count(sentences, n):
    grams = []
    for sentence in sentences:
        padded = ("<s> " * (n - 1) + " ".join(sentence) + " </s>").split()
        for end in range(n, len(padded) + 1):
            grams.append(tuple(padded[end - n : end]))
    return {gram: grams.count(gram) for gram in set(grams)}


def slices(words, n):
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


@mistake("pad each sentence")
def grams_without_padding(sentences, n):
    return Counter(gram for sentence in sentences for gram in slices(sentence, n))


@mistake("the last n-gram of each sentence is missing")
def grams_one_too_few(sentences, n):
    counts = Counter()
    for sentence in sentences:
        padded = ["<s>"] * (n - 1) + sentence + ["</s>"]
        for i in range(len(padded) - n):
            counts[tuple(padded[i : i + n])] += 1
    return counts


@mistake("the last n-gram of each sentence is missing")
def grams_without_end(sentences, n):
    return Counter(g for s in sentences for g in slices(["<s>"] * (n - 1) + s, n))


@mistake("is there any")
def grams_without_start(sentences, n):
    return Counter(g for s in sentences for g in slices([*s, "</s>"], n))


@mistake("whatever n is, not always one")
def grams_with_one_start(sentences, n):
    return Counter(g for s in sentences for g in slices(["<s>", *s, "</s>"], n))


@mistake("not n times")
def grams_with_n_starts(sentences, n):
    return Counter(g for s in sentences for g in slices(["<s>"] * n + s + ["</s>"], n))


@mistake("not n - 1")
def grams_with_as_many_ends(sentences, n):
    pads = n - 1
    return Counter(g for s in sentences for g in slices(["<s>"] * pads + s + ["</s>"] * pads, n))


@mistake("the first n-gram of each sentence is missing")
def grams_from_one(sentences, n):
    counts = Counter()
    for sentence in sentences:
        padded = ["<s>"] * (n - 1) + sentence + ["</s>"]
        for i in range(1, len(padded) - n + 1):
            counts[tuple(padded[i : i + n])] += 1
    return counts


@mistake("never reaches into the next sentence")
def grams_over_borders(sentences, n):
    text = []
    for sentence in sentences:
        text += ["<s>"] * (n - 1) + sentence + ["</s>"]
    return Counter(slices(text, n))


@mistake("and each sentence is padded")
def grams_of_one_long_text(sentences, n):
    return Counter(slices(sum(sentences, []), n))


@mistake("not the whole text once")
def grams_of_text_padded_once(sentences, n):
    return Counter(slices(["<s>"] * (n - 1) + sum(sentences, []) + ["</s>"], n))


@mistake("not whether it does")
def grams_all_one(sentences, n):
    return {g: 1 for s in sentences for g in slices(["<s>"] * (n - 1) + s + ["</s>"], n)}


@mistake("twice in one sentence")
def grams_once_per_sentence(sentences, n):
    counts = Counter()
    for sentence in sentences:
        counts.update(set(slices(["<s>"] * (n - 1) + sentence + ["</s>"], n)))
    return counts


@mistake("only at the first")
def grams_return_in_loop(sentences, n):
    counts = Counter()
    for sentence in sentences:
        counts.update(slices(["<s>"] * (n - 1) + sentence + ["</s>"], n))
        return counts


@mistake("only at the last")
def grams_of_last_sentence(sentences, n):
    for sentence in sentences:
        counts = {}
        padded = ["<s>"] * (n - 1) + sentence + ["</s>"]
        for gram in slices(padded, n):
            counts[gram] = counts.get(gram, 0) + 1
    return counts


@mistake("yours is one less")
def grams_from_zero(sentences, n):
    counts = {}
    for s in sentences:
        for gram in slices(["<s>"] * (n - 1) + s + ["</s>"], n):
            counts[gram] = counts[gram] + 1 if gram in counts else 0
    return counts


@mistake("tuples, not texts")
def grams_as_texts(sentences, n):
    counts = Counter()
    for s in sentences:
        counts.update(map(" ".join, slices(["<s>"] * (n - 1) + s + ["</s>"], n)))
    return counts


@mistake("n is 1")
def grams_words_for_one(sentences, n):
    if n == 1:
        return Counter(word for s in sentences for word in [*s, "</s>"])
    return grams_by_zip(sentences, n)


@mistake("upper and lower case")
def grams_lower(sentences, n):
    return grams_by_zip([[w.lower() for w in s] for s in sentences], n)


@mistake("an empty sentence counts")
def grams_skip_empty(sentences, n):
    return grams_by_zip([s for s in sentences if s], n)


@mistake("shorter than n have")
def grams_skip_short(sentences, n):
    counts = Counter()
    for sentence in sentences:
        if len(sentence) < n:
            continue
        counts.update(slices(["<s>"] * (n - 1) + sentence + ["</s>"], n))
    return counts


@mistake("the shorter ones are not asked for")
def grams_of_all_orders(sentences, n):
    counts = Counter()
    for s in sentences:
        padded = ["<s>"] * (n - 1) + s + ["</s>"]
        for size in range(1, n + 1):
            counts.update(slices(padded, size))
    return counts


@mistake("yours get shorter")
def grams_short_at_the_end(sentences, n):
    counts = Counter()
    for s in sentences:
        padded = ["<s>"] * (n - 1) + s + ["</s>"]
        for i in range(len(padded)):
            counts[tuple(padded[i : i + n])] += 1
    return counts


@mistake("not only at every n-th")
def grams_side_by_side(sentences, n):
    counts = Counter()
    for s in sentences:
        padded = ["<s>"] * (n - 1) + s + ["</s>"]
        for i in range(0, len(padded) - n + 1, n):
            counts[tuple(padded[i : i + n])] += 1
    return counts


@mistake("unhashable")
def grams_as_lists(sentences, n):
    counts = {}
    for s in sentences:
        padded = ["<s>"] * (n - 1) + s + ["</s>"]
        for i in range(len(padded) - n + 1):
            counts[padded[i : i + n]] = counts.get(padded[i : i + n], 0) + 1
    return counts


@mistake("expected a dictionary")
def grams_uncounted(sentences, n):
    return [g for s in sentences for g in slices(["<s>"] * (n - 1) + s + ["</s>"], n)]


@mistake("expected a dictionary")
def grams_as_pairs(sentences, n):
    return grams_by_zip(sentences, n).most_common()


@mistake("not n + 1")
def grams_one_longer(sentences, n):
    return grams_by_zip(sentences, n + 1)


@mistake("keys")
def grams_with_other_marks(sentences, n):
    return Counter(g for s in sentences for g in slices(["<S>"] * (n - 1) + s + ["</S>"], n))


@mistake("stands at the end, not")
def grams_with_one_kind_of_mark(sentences, n):
    return Counter(g for s in sentences for g in slices(["<s>"] * (n - 1) + s + ["<s>"], n))


@mistake("not shares")
def grams_as_shares(sentences, n):
    counts = grams_by_zip(sentences, n)
    total = sum(counts.values())
    return {gram: count / total for gram, count in counts.items()}


@mistake("keys and values exchanged")
def grams_exchanged(sentences, n):
    return {count: gram for gram, count in grams_by_zip(sentences, n).items()}


@mistake("n is above 2")
def grams_as_bigrams(sentences, n):
    counts = Counter()
    for s in sentences:
        padded = ["<s>"] * (n - 1) + s + ["</s>"]
        if n == 1:
            counts.update((word,) for word in padded)
        else:
            counts.update(zip(padded, padded[1:]))
    return counts


@mistake("never reaches into")
def grams_padding_added_to_all(sentences, n):
    padded = []
    for s in sentences:
        padded.extend(["<s>"] * (n - 1))
        padded.extend(s)
        padded.append("</s>")
    counts = {}
    for place in range(n, len(padded) + 1):
        gram = tuple(padded[place - n : place])
        counts[gram] = counts.get(gram, 0) + 1
    return counts


@mistake("comes twice counts twice")
def grams_of_a_set(sentences, n):
    return grams_by_zip([list(s) for s in dict.fromkeys(map(tuple, sentences))], n)


@mistake("occurs once counts")
def grams_without_rare_ones(sentences, n):
    return {gram: count for gram, count in grams_by_zip(sentences, n).items() if count > 1}


@mistake("not only the first")
def grams_padded_at_the_start_alone(sentences, n):
    text = ["<s>"] * (n - 1)
    for sentence in sentences:
        text += [*sentence, "</s>"]
    return Counter(slices(text, n))


@mistake("not characters")
def grams_of_characters(sentences, n):
    counts = Counter()
    for sentence in sentences:
        text = "<s> " * (n - 1) + " ".join(sentence) + " </s>"
        for i in range(len(text) - n + 1):
            counts[tuple(text[i : i + n])] += 1
    return counts


@mistake("not lists made to texts")
def grams_with_keys_by_str(sentences, n):
    counts = {}
    for s in sentences:
        padded = ["<s>"] * (n - 1) + s + ["</s>"]
        for i in range(len(padded) - n + 1):
            key = str(padded[i : i + n])
            counts[key] = counts.get(key, 0) + 1
    return counts


@mistake("n is 1")
def grams_with_at_least_one_start(sentences, n):
    return Counter(g for s in sentences for g in slices(["<s>"] * max(n - 1, 1) + s + ["</s>"], n))


@mistake("gives something else")
def grams_kept_between_calls(sentences, n, counts={}):  # noqa: B006
    for s in sentences:
        for gram in slices(["<s>"] * (n - 1) + s + ["</s>"], n):
            counts[gram] = counts.get(gram, 0) + 1
    return counts


@right
def grams_with_padding_on_demand(sentences, n):
    counts = {}
    for sentence in sentences:
        for end, word in enumerate([*sentence, "</s>"]):
            past = sentence[max(0, end - n + 1) : end]
            gram = ("<s>",) * (n - 1 - len(past)) + (*past, word)
            counts[gram] = counts.get(gram, 0) + 1
    return counts


@right
def grams_by_insert(sentences, n):
    counts = defaultdict(int)
    for words in sentences:
        for _ in range(n - 1):
            words.insert(0, "<s>")
        words.append("</s>")
        for end in range(n - 1, len(words)):
            counts[tuple(words[end - n + 1 : end + 1])] += 1
    return counts
