"""ngram-counts: the n-grams of padded sentences.

A sentence is written word by word, and what is counted is what the last n words were.
"""

from collections import Counter

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.language_models._shared import END, START, planted, some_words


def _cases(rng):
    return [
        _case([["I", "am"]], 2),  # the lab's example
        _case(_sentences(rng, [5, 3, 4], 4), 2),
        _case(_sentences(rng, [6, 0, 1, 4], 3), 3),
        _case(_sentences(rng, [4, 2, 5], 4), 1),
        _case(_sentences(rng, [2, 7, 1, 0, 3], 3), 4),
        _case(_sentences(rng, [int(rng.integers(7, 11))], 3), 1),
        _case(_sentences(rng, [int(rng.integers(8, 12))], 2), 3),
        _case(_sentences(rng, [3, 0, 6, 0], 5), 2),
        _case(_sentences(rng, [1, 4, 9], 4), 5),
    ]


def _sentences(rng, lengths, words):
    """Sentences of some lengths. The longest says its first words again, and the second comes twice."""
    known = some_words(rng, words)
    known[1] = known[0].lower() if known[0] != known[0].lower() else known[0].capitalize()
    sentences = [[known[place] for place in rng.integers(0, words, size)] for size in lengths]
    longest = max(sentences, key=len)
    if len(longest) > 5:
        longest[1] = longest[0]  # a word twice in a row
        longest[-4:] = longest[:4]
    elif len(longest) > 3:
        longest[-2:] = longest[:2]
    return [*sentences[:-1], *map(list, sentences[1:2]), *sentences[-1:]]


def _case(sentences, n):
    counts = {}
    for sentence in sentences:
        last = (None, *[START] * (n - 1))
        for word in (*sentence, END):
            last = (*last[1:], word)
            counts[last] = counts.get(last, 0) + 1
    asks = f"a dictionary with {len(counts)} tuples of {n} and their counts"
    return Case((sentences, n), counts, asks, planted(MISTAKES, (sentences, n)))


def _counted(sentences, n, front, back):
    """Counts of the n-grams, with so many marks in front of a sentence and after it."""
    return dict(
        Counter(gram for sentence in sentences for gram in _grams(sentence, n, front, back))
    )


def _grams(sentence, n, front, back):
    padded = [START] * front + list(sentence) + [END] * back
    return [tuple(padded[i : i + n]) for i in range(len(padded) - n + 1)]


def _joined(sentences, front, back):
    """All sentences as one, with marks between them."""
    words = [w for s in sentences for w in [START] * front + list(s) + [END] * back]
    return [words]


MISTAKES = {
    "pad each sentence: n - 1 marks in front of it, one at its end": (
        lambda sentences, n: _counted(sentences, n, 0, 0)
    ),
    'the last n-gram of each sentence is missing, the one that ends with "</s>"': (
        lambda sentences, n: _counted(sentences, n, n - 1, 0)
    ),
    'n - 1 times "<s>" in front of each sentence: is there any?': (
        lambda sentences, n: _counted(sentences, n, 0, 1)
    ),
    'n - 1 times "<s>" in front of each sentence, whatever n is, not always one': (
        lambda sentences, n: _counted(sentences, n, 1, 1)
    ),
    'n - 1 times "<s>" in front of each sentence, not n times': (
        lambda sentences, n: _counted(sentences, n, n, 1)
    ),
    'one "</s>" at the end of each sentence, not n - 1': (
        lambda sentences, n: _counted(sentences, n, n - 1, n - 1)
    ),
    'one "</s>" at the end of each sentence, not n, and n - 1 times "<s>" in front, not n times': (
        lambda sentences, n: _counted(sentences, n, n, n)
    ),
    'n - 1 times "<s>" in front, not always two': lambda sentences, n: _counted(sentences, n, 2, 1),
    "the first n-gram of each sentence is missing": (
        lambda sentences, n: dict(
            Counter(gram for one in sentences for gram in _grams(one, n, n - 1, 1)[1:])
        )
    ),
    "an n-gram never reaches into the next sentence": (
        lambda sentences, n: _counted(_joined(sentences, n - 1, 1), n, 0, 0)
    ),
    "an n-gram never reaches into the next sentence, and each sentence is padded": (
        lambda sentences, n: _counted(_joined(sentences, 0, 0), n, 0, 0)
    ),
    "each sentence is padded, not the whole text once": (
        lambda sentences, n: _counted(_joined(sentences, 0, 0), n, n - 1, 1)
    ),
    "count how often an n-gram occurs, not whether it does": (
        lambda sentences, n: dict.fromkeys(_counted(sentences, n, n - 1, 1), 1)
    ),
    "an n-gram that occurs twice in one sentence counts twice": (
        lambda sentences, n: dict(
            Counter(gram for one in sentences for gram in set(_grams(one, n, n - 1, 1)))
        )
    ),
    "a sentence that comes twice counts twice": (
        lambda sentences, n: _counted({tuple(one): one for one in sentences}, n, n - 1, 1)
    ),
    "counts, not shares of all n-grams": (
        lambda sentences, n: {
            gram: count / sum(len(one) + 1 for one in sentences)
            for gram, count in _counted(sentences, n, n - 1, 1).items()
        }
    ),
    "how often it occurs: yours is one less, since the first time counts too": (
        lambda sentences, n: {
            gram: count - 1 for gram, count in _counted(sentences, n, n - 1, 1).items()
        }
    ),
    "how often it occurs: yours is one more": (
        lambda sentences, n: {
            gram: count + 1 for gram, count in _counted(sentences, n, n - 1, 1).items()
        }
    ),
    "look at all sentences, not only at the first: a return inside the loop ends it": (
        lambda sentences, n: _counted(sentences[:1], n, n - 1, 1)
    ),
    "look at all sentences, not only at the last: is the dictionary emptied in the loop?": (
        lambda sentences, n: _counted(sentences[-1:], n, n - 1, 1)
    ),
    "look at all sentences: the first is missing": (
        lambda sentences, n: _counted(sentences[1:], n, n - 1, 1)
    ),
    "look at all sentences: the last is missing": (
        lambda sentences, n: _counted(sentences[:-1], n, n - 1, 1)
    ),
    "an n-gram begins at every word, not only at every n-th": (
        lambda sentences, n: dict(
            Counter(gram for one in sentences for gram in _grams(one, n, n - 1, 1)[::n])
        )
    ),
    "only n-grams of n words: the shorter ones are not asked for": (
        lambda sentences, n: {
            gram: count
            for m in range(1, n + 1)
            for gram, count in _counted(sentences, m, n - 1, 1).items()
        }
    ),
    "only n-grams of n words: at the end of a sentence yours get shorter": (
        lambda sentences, n: dict(
            Counter(
                gram[:end]
                for one in sentences
                for gram, end in _cut_at_the_end(_grams(one, n, n - 1, n), n)
            )
        )
    ),
    "an n-gram that occurs once counts, too": (
        lambda sentences, n: {
            gram: count
            for gram, count in _counted(sentences, n, n - 1, 1).items()
            if count > 1
        }
    ),
    "n words, not n + 1": lambda sentences, n: _counted(sentences, n + 1, n, 1),
    "the keys are tuples, not texts": (
        lambda sentences, n: {
            " ".join(gram): count for gram, count in _counted(sentences, n, n - 1, 1).items()
        }
    ),
    "the words of an n-gram stay in their order: yours are sorted": (
        lambda sentences, n: dict(
            Counter(
                tuple(sorted(gram)) for one in sentences for gram in _grams(one, n, n - 1, 1)
            )
        )
    ),
    "the words of an n-gram stay in their order: yours are turned round": (
        lambda sentences, n: {
            gram[::-1]: count for gram, count in _counted(sentences, n, n - 1, 1).items()
        }
    ),
    "upper and lower case make different words": (
        lambda sentences, n: _counted([[w.lower() for w in one] for one in sentences], n, n - 1, 1)
    ),
    "words, not characters": (
        lambda sentences, n: dict(
            Counter(
                tuple(text[i : i + n])
                for text in ("<s> " * (n - 1) + " ".join(one) + " </s>" for one in sentences)
                for i in range(len(text) - n + 1)
            )
        )
    ),
    "the keys are tuples, not lists made to texts": (
        lambda sentences, n: {
            str(list(gram)): count
            for gram, count in _counted(sentences, n, n - 1, 1).items()
        }
    ),
    'an n-gram never reaches into the next sentence: each begins with its own "<s>", not only the first': (
        lambda sentences, n: dict(
            Counter(_grams([w for one in sentences for w in (*one, END)], n, n - 1, 0))
        )
    ),
    'an empty sentence counts, too: it has one n-gram, which ends with "</s>"': (
        lambda sentences, n: _counted([one for one in sentences if one], n, n - 1, 1)
    ),
    "sentences shorter than n have n-grams, too, thanks to the padding": (
        lambda sentences, n: _counted([one for one in sentences if len(one) >= n], n, n - 1, 1)
    ),
    'it is "</s>" that stands at the end, not "<s>"': (
        lambda sentences, n: {
            tuple(START if word == END else word for word in gram): count
            for gram, count in _counted(sentences, n, n - 1, 1).items()
        }
    ),
    '"<s>" stands in front, "</s>" at the end': (
        lambda sentences, n: {
            tuple({START: END, END: START}.get(word, word) for word in gram): count
            for gram, count in _counted(sentences, n, n - 1, 1).items()
        }
    ),
}  # fmt: skip


def _cut_at_the_end(grams, n):
    """The n-grams of a sentence with n marks at its end, and how many words of each stay: one mark."""
    return [(gram, min(n, len(grams) - place)) for place, gram in enumerate(grams)]


def _says_twice(sentence):
    return any(a == b for a, b in zip(sentence, sentence[1:], strict=False))


CORNERS = {
    "n is 1": lambda sentences, n: n == 1,
    "n is 2": lambda sentences, n: n == 2,
    "n is above 2": lambda sentences, n: n > 2,
    "there is only one sentence": lambda sentences, n: len(sentences) == 1,
    "a sentence comes twice": lambda sentences, n: len(set(map(tuple, sentences))) < len(sentences),
    "a sentence is empty": lambda sentences, n: [] in sentences,
    "a sentence has fewer than n - 1 words": lambda sentences, n: min(map(len, sentences)) < n - 1,
    "a sentence has one word": lambda sentences, n: 1 in map(len, sentences),
    "a sentence says a word twice in a row": lambda sentences, n: any(map(_says_twice, sentences)),
    "two words differ in their case alone": lambda sentences, n: (
        len({w.lower() for one in sentences for w in one})
        < len({w for one in sentences for w in one})
    ),
}  # fmt: skip

ngram_counts = Check("ngram-counts", 1, _cases, tolerance=EXACT, corners=CORNERS)
