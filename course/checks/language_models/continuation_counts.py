"""continuation-counts: how many different words stand on the left of an n-gram.

The left neighbours are chosen first, then the longer n-grams and their counts are made of them.
"""

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.language_models._shared import END, START, planted, some_words


def _cases(rng):
    return [
        _francisco(rng),
        _case(rng, 2, [3, 1, 4, 2]),
        _case(rng, 3, [2, 4, 1, 3, 1]),
        _case(rng, 4, [3, 1, 2, 5]),
        _case(rng, 2, [int(rng.integers(5, 9))]),
        _case(rng, 3, [1, 1, int(rng.integers(3, 7)), 2]),
        _case(rng, 2, [1, 1, 1, 1, 2, 1]),
        _case(rng, 5, [2, int(rng.integers(3, 6)), 1]),
    ]


def _francisco(rng):
    """The lecture's example: a frequent word with one left neighbour, a rarer one with several."""
    left = ["San", *some_words(rng, 4)]
    words = [("Francisco",), *[("glasses",)] * 4]
    often = [int(rng.integers(40, 90)), *(int(count) for count in rng.integers(1, 6, 4))]
    counts = {(one, *gram): n for one, gram, n in zip(left, words, often, strict=True)}
    return _made(counts, {("Francisco",): 1, ("glasses",): 4})


def _case(rng, n, neighbours):
    """neighbours: how many left neighbours each n-gram has. The first ends a sentence."""
    words = some_words(rng, max(6, len(neighbours), max(neighbours)))
    ends = [END, *rng.choice(words, len(neighbours) - 1, replace=False)]
    middles = [rng.choice(words[:3], n - 2) for _ in neighbours]
    if n > 2 and len(neighbours) > 2:
        ends[2] = ends[1]  # the last word alone does not tell them apart
        middles[1][:], middles[2][:] = words[0], words[1]
        middles[-1][:] = START  # the sentence has just begun
    right, grams = {}, []
    for place, (middle, end, count) in enumerate(zip(middles, ends, neighbours, strict=True)):
        gram = (*map(str, middle), str(end))
        is_start = START in gram
        left = [START] if is_start else [START, *rng.choice(words, count, replace=False)][:count]
        if count == 1 and place % 2 and not is_start:
            left = [gram[0]]  # twice in a row
        right[gram] = len(left)
        grams += [(str(one), *gram) for one in left]
    order = rng.permutation(len(grams)).tolist()
    lone = [i for i in order if right[grams[i][1:]] == 1]
    if len(lone) > 1:  # with only one neighbour: first and last of all
        order.sort(key=lambda i: (i != lone[0], i == lone[1]))
    often = rng.integers(1, 30, len(grams))
    often[: (len(grams) + 1) // 3] = 1
    return _made({grams[i]: int(n) for i, n in zip(order, often, strict=True)}, right)


def _made(counts, right):
    number = "one tuple" if len(right) == 1 else f"{len(right)} tuples"
    asks = f"a dictionary with {number} and counts of left neighbours"
    return Case((counts,), right, asks, planted(MISTAKES, (counts,)))


def _different(pairs):
    """How many different things come with each key, of (key, thing)."""
    found = {}
    for key, thing in pairs:
        found.setdefault(key, set()).add(thing)
    return {key: len(things) for key, things in found.items()}


def _sums(pairs):
    total = {}
    for key, number in pairs:
        total[key] = total.get(key, 0) + number
    return total


def _left(ngrams):
    """(n-gram, what stands on its left), as often as it stands there: pairs, not counts."""
    return [(gram[1:], gram[0]) for gram in ngrams]


MISTAKES = {
    "count different words, not how often they occur: do not add the counts": (
        lambda ngrams: _sums((gram[1:], count) for gram, count in ngrams.items())
    ),
    "left neighbours, not right ones: the word to leave away is the first": (
        lambda ngrams: _different((gram[:-1], gram[-1]) for gram in ngrams)
    ),
    "left neighbours, not right ones, and do not add the counts": (
        lambda ngrams: _sums((gram[:-1], count) for gram, count in ngrams.items())
    ),
    "the keys keep n - 1 words, not only the last one": (
        lambda ngrams: _different((gram[-1:], gram[0]) for gram in ngrams)
    ),
    "the keys keep n - 1 words, not only the last one; and only the word right before the key is its "
    "neighbour": lambda ngrams: _different((gram[-1:], gram[:-1]) for gram in ngrams),
    "the keys keep n - 1 words, not only the last one, and the neighbour is one word": (
        lambda ngrams: _different((gram[-1:], gram[-2]) for gram in ngrams)
    ),
    "the keys are tuples of n - 1 words, not the last word alone": (
        lambda ngrams: _different((gram[-1], gram[0]) for gram in ngrams)
    ),
    "the keys keep n - 1 words, not always two": (
        lambda ngrams: _different((gram[-2:], gram) for gram in ngrams)
    ),
    "the keys keep n - 1 words, not only the second one": (
        lambda ngrams: _different((gram[1:2], gram) for gram in ngrams)
    ),
    "the keys are tuples, not texts": (
        lambda ngrams: _different((" ".join(key), word) for key, word in _left(ngrams))
    ),
    '"<s>" is a left neighbour, too': (
        lambda ngrams: _different(pair for pair in _left(ngrams) if pair[1] != START)
    ),
    '"<s>" is a left neighbour, too: an n-gram that has no other one has 1, not 0': (
        lambda ngrams: {
            **{key: 0 for key, _ in _left(ngrams)},
            **_different(pair for pair in _left(ngrams) if pair[1] != START),
        }
    ),
    'leave no n-gram out: those that begin with "<s>" have a left neighbour, too': (
        lambda ngrams: _different(pair for pair in _left(ngrams) if pair[0][0] != START)
    ),
    'leave no n-gram out: those that end with "</s>" have left neighbours, too': (
        lambda ngrams: _different(pair for pair in _left(ngrams) if pair[0][-1] != END)
    ),
    "a neighbour that occurs once is a neighbour, too": (
        lambda ngrams: _different((gram[1:], gram) for gram, count in ngrams.items() if count > 1)
    ),
    "neighbours that occur more than once are neighbours, too": (
        lambda ngrams: _different((gram[1:], gram) for gram, count in ngrams.items() if count == 1)
    ),
    "how many neighbours, not whether there are any": (
        lambda ngrams: dict.fromkeys((key for key, _ in _left(ngrams)), 1)
    ),
    "how many neighbours: yours is one less, since the first one counts too": (
        lambda ngrams: {key: n - 1 for key, n in _different(_left(ngrams)).items()}
    ),
    "how many neighbours: yours is one more": (
        lambda ngrams: {key: n + 1 for key, n in _different(_left(ngrams)).items()}
    ),
    "an n-gram with one left neighbour is asked for, too": (
        lambda ngrams: {key: n for key, n in _different(_left(ngrams)).items() if n > 1}
    ),
    "a number for each n-gram, not the set of its neighbours": (
        lambda ngrams: {
            key: [word for other, word in _left(ngrams) if other == key]
            for key, _ in _left(ngrams)
        }
    ),
    "numbers of neighbours, not shares of all n-grams": (
        lambda ngrams: {key: n / len(ngrams) for key, n in _different(_left(ngrams)).items()}
    ),
    "numbers of neighbours, not shares of the occurrences": (
        lambda ngrams: {
            key: n / sum(count for gram, count in ngrams.items() if gram[1:] == key)
            for key, n in _different(_left(ngrams)).items()
        }
    ),
    "a number for each n-gram, not one for all": lambda ngrams: len(ngrams),
    "a dictionary with the n-grams as keys, not their numbers alone": (
        lambda ngrams: list(_different(_left(ngrams)).values())
    ),
    "the number of neighbours, not the count of the one that was seen last": (
        lambda ngrams: {gram[1:]: count for gram, count in ngrams.items()}
    ),
    "the number of neighbours, not the largest of their counts": (
        lambda ngrams: {
            key: max(count for gram, count in ngrams.items() if gram[1:] == key)
            for key, _ in _left(ngrams)
        }
    ),
    "count what stands on the left of each n-gram, not what each left word stands before": (
        lambda ngrams: _different((gram[:1], gram[1:]) for gram in ngrams)
    ),
    "the keys are one word shorter than the n-grams that you are given": (
        lambda ngrams: dict.fromkeys(ngrams, 1)
    ),
    "the keys are one word shorter: they lack their left neighbour": (
        lambda ngrams: {gram: n for gram in ngrams for n in [_different(_left(ngrams))[gram[1:]]]}
    ),
    "the words of a key stay in their order": (
        lambda ngrams: _different((key[::-1], word) for key, word in _left(ngrams))
    ),
    "the words of a key stay in their order: yours are sorted": (
        lambda ngrams: _different((tuple(sorted(key)), word) for key, word in _left(ngrams))
    ),
    "a word is its own left neighbour where it comes twice in a row: it counts, too": (
        lambda ngrams: _different(pair for pair in _left(ngrams) if pair[1] != pair[0][0])
    ),
    "neighbours on the left alone, not on both sides": (
        lambda ngrams: _sums(
            (key, n)
            for pairs in (_left(ngrams), [(gram[:-1], gram[-1]) for gram in ngrams])
            for key, n in _different(pairs).items()
        )
    ),
}  # fmt: skip

CORNERS = {
    "n is 2": lambda ngrams: len(next(iter(ngrams))) == 2,
    "n is 3": lambda ngrams: len(next(iter(ngrams))) == 3,
    "n is above 3": lambda ngrams: len(next(iter(ngrams))) > 3,
    "all n-grams have the same words after the first": lambda ngrams: (
        len({gram[1:] for gram in ngrams}) == 1
    ),
    "two n-grams end with one word and differ before it": lambda ngrams: (
        len({gram[1:] for gram in ngrams}) > len({gram[-1] for gram in ngrams})
    ),
    '"<s>" is an only neighbour': lambda ngrams: any(
        gram[0] == START and [one[1:] for one in ngrams].count(gram[1:]) == 1 for gram in ngrams
    ),
    'an n-gram begins with "<s>" twice': lambda ngrams: any(g[:2] == (START,) * 2 for g in ngrams),
    'an n-gram ends with "</s>"': lambda ngrams: any(gram[-1] == END for gram in ngrams),
    "a word is its own left neighbour": lambda ngrams: any(
        gram[0] == gram[1] != START for gram in ngrams
    ),
}

continuation_counts = Check("continuation-counts", 1, _cases, tolerance=EXACT, corners=CORNERS)
