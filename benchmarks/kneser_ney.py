"""Kneser-Ney trigrams: seconds to fit and to score held-out words, against nltk.lm.

Both get the same sentences of news (among gensim's test data), one start in front of each, and nltk's one
discount of 0.1 for the two longer orders and none for single words. The probabilities are compared first,
for every held-out word that both define: nltk divides by zero after the start of a sentence and after words
that it never saw. nltk looks through all its tables for each word, so it is asked for some of them and the
seconds are told per 1,000 words.

    pip install "sequence-course[benchmarks]"
    python benchmarks/kneser_ney.py [--words 300] [--runs 3] [--json]

A second table, without anybody to compare with: seconds to fit order 5 to Wikipedia's 430,000 words.
"""

import sys
import time

import numpy as np
from report import arguments, row, show
from tqdm import tqdm

from course.data import corpora
from course.language.kneser_ney import KneserNey
from course.language.vocabulary import Vocabulary

ORDER, DISCOUNT, TRAIN = 3, 0.1, 1_500  # the discount is nltk's default


def ours(train, held_out, vocabulary):
    """Seconds to fit, seconds to score, and the log-probabilities of each sentence."""
    started = time.perf_counter()
    discounts = [[0] * 3] + [[DISCOUNT] * 3] * (ORDER - 1)
    ids = [vocabulary.ids(sentence) for sentence in train]
    model = KneserNey(ids, ORDER, len(vocabulary), discounts=discounts)
    fitted = time.perf_counter()
    logs = model.log_probabilities([vocabulary.ids(sentence) for sentence in held_out])
    return fitted - started, time.perf_counter() - fitted, logs


def theirs(train, held_out, most):
    """Seconds to fit and to score, and {(sentence, place): probability} of the first `most` defined ones."""
    from nltk.lm import KneserNeyInterpolated
    from nltk.util import everygrams

    started = time.perf_counter()
    padded = [["<s>", *sentence, "</s>"] for sentence in train]
    model = KneserNeyInterpolated(ORDER, discount=DISCOUNT)
    model.fit(
        (everygrams(sentence, max_len=ORDER) for sentence in padded),
        [word for sentence in padded for word in sentence],
    )
    fitted = time.perf_counter()
    found = {}
    for number, sentence in enumerate(held_out):
        words = ["<s>", *sentence, "</s>"]
        for place in range(ORDER, len(words)):
            gram = words[place - ORDER + 1 : place + 1]
            if len(found) == most:
                return fitted - started, time.perf_counter() - fitted, found
            if all(word in model.vocab for word in gram) and model.counts[gram[:-1]].N():
                found[number, place - 1] = model.score(gram[-1], gram[:-1])
    return fitted - started, time.perf_counter() - fitted, found


def main():
    options = arguments(__doc__.splitlines()[0], words=300, runs=3)
    try:
        import nltk.lm  # noqa: F401
    except ModuleNotFoundError:
        sys.exit('this compares with nltk:  pip install ".[benchmarks]"')
    sentences = corpora.news()
    sentences = [sentences[i] for i in np.random.default_rng(0).permutation(len(sentences))]
    train, held_out = sentences[:TRAIN], sentences[TRAIN:]
    vocabulary = Vocabulary.of(train, least=1)
    fits, scores = ([], []), ([], [])
    for _ in tqdm(range(options.runs), disable=options.json):
        fit, score, logs = ours(train, held_out, vocabulary)
        their_fit, their_score, found = theirs(train, held_out, options.words)
        worst = max(abs(np.exp(logs[i][j]) / chance - 1) for (i, j), chance in found.items())
        if worst > 1e-9:
            sys.exit(f"the probabilities differ: by a factor of 1 + {worst:.1e}")
        fits[0].append(fit)
        fits[1].append(their_fit)
        scores[0].append(score / sum(map(len, logs)) * 1_000)
        scores[1].append(their_score / len(found) * 1_000)
    words = sum(map(len, train))
    rows = [
        row(f"fit trigrams to {words:,} words of news", *fits, "s"),
        row("score 1,000 held-out words with them", *scores, "s", bar=100),
    ]
    show(rows, options.json)
    if not options.json:
        print(f"{len(found)} probabilities agree within 1e-9.")
        tell_wikipedia()


def tell_wikipedia():
    sentences = corpora.wikipedia()
    vocabulary = Vocabulary.of(sentences)
    started = time.perf_counter()
    ids = [vocabulary.ids(sentence) for sentence in sentences]
    KneserNey(ids, 5, len(vocabulary))
    seconds = time.perf_counter() - started
    print(f"Order 5 on {sum(map(len, ids)):,} tokens of Wikipedia: {seconds:.1f} s to fit.")


if __name__ == "__main__":
    main()
