# %% [markdown]
# # Lab 06: language models
#
# **You need:** the idea of an LSTM (lecture 4). **Time:** about an hour with the exercises.

# %% setup=true
from course import runtime

runtime.start(seed=6)

import math
from collections import Counter

import numpy as np

from course.checks import language_models as checks

# %% [markdown]
# ### Exercise 1: count n-grams (1 point)
#
# An **n-gram** is `n` words in a row. So that the first words of a sentence have something in front
# of them, too, each sentence gets `n - 1` times `"<s>"` at its start; and since a model must know
# when to stop, it gets one `"</s>"` at its end. With `n = 2`, "I am" has three bigrams: `("<s>", "I")`,
# `("I", "am")` and `("am", "</s>")`. An n-gram never reaches into the next sentence.


# %% exercise="ngram-counts"
def ngram_counts(sentences, n):
    """Count the n-grams of some sentences, each padded with n - 1 "<s>" and one "</s>".

    sentences: list of sentences, each a list of words (str); a sentence may be empty.
    n: int of at least 1.
    Returns a dict {tuple of n words: how often it occurs}, with those that occur.
    """
    ### BEGIN SOLUTION
    counts = Counter()
    for sentence in sentences:
        padded = ["<s>"] * (n - 1) + list(sentence) + ["</s>"]
        for start in range(len(sentence) + 1):
            counts[tuple(padded[start : start + n])] += 1
    return counts
    ### END SOLUTION


# %% check="ngram-counts"
checks.ngram_counts(ngram_counts)

# %% [markdown]
# ### Exercise 2: in how many company does a word stand? (1 point)
#
# "Francisco" is frequent in the news, but it follows one word only: "San". "Glasses" is rarer, and
# follows many. If you have never seen the word in front, "glasses" is the better guess. So Kneser and
# Ney count, for each word, how many *different* words stand on its left. For longer n-grams it is the
# same: how many different words stand on the left of ("of", "the")? You have the counts of the
# n-grams that are one word longer. `"<s>"` counts as a left neighbour like any other word.


# %% exercise="continuation-counts"
def continuation_counts(ngrams):
    """Count the different left neighbours of n-grams.

    ngrams: dict {tuple of n words: how often it occurs, at least once}, all of one n, at least 2.
    Returns a dict {tuple of n - 1 words: how many different words occur on its left}, with those
        that have a left neighbour.
    """
    ### BEGIN SOLUTION
    return Counter(ngram[1:] for ngram in ngrams)
    ### END SOLUTION


# %% check="continuation-counts"
checks.continuation_counts(continuation_counts)

# %% [markdown]
# ### Exercise 3: Kneser-Ney for two words (3 points)
#
# Let $c(v\,w)$ be the count of the bigram $v\,w$ and $c(v\,\cdot)$ the sum of the counts of all
# bigrams that begin with $v$; $N(v\,\cdot)$ is the number of *different* words that follow $v$,
# $N(\cdot\,w)$ the number of different words on the left of $w$, and $N(\cdot\,\cdot)$ the number of
# different bigrams. Kneser-Ney takes a discount $D$ from each count and gives what is saved to all
# words, by the company that they keep:
#
# $$P(w \mid v) = \frac{\max(c(v\,w) - D,\, 0)}{c(v\,\cdot)} + \frac{D\, N(v\,\cdot)}{c(v\,\cdot)}\,
# \frac{N(\cdot\,w)}{N(\cdot\,\cdot)}.$$
#
# If no bigram begins with $v$, then $P(w \mid v) = N(\cdot\,w) / N(\cdot\,\cdot)$. The words that can
# come next are those which stand on the right in some bigram.


# %% exercise="kneser-ney-bigram"
def kneser_ney_bigram(counts, discount, before):
    """The probabilities of the next word by Kneser-Ney, given the word before.

    counts: dict {(left word, right word): how often they occur in a row, at least once}.
    discount: float in 0..1, taken from each count.
    before: str, the word before; perhaps the left word of no bigram.
    Returns a dict {word: probability}, with every word that is the right word of a bigram.
    """
    ### BEGIN SOLUTION
    neighbours = Counter(word for _, word in counts)
    following = {word: count for (left, word), count in counts.items() if left == before}
    if not following:
        return {word: neighbours[word] / len(counts) for word in neighbours}
    total = sum(following.values())
    saved = discount * len(following) / total
    return {
        word: max(following.get(word, 0) - discount, 0) / total
        + saved * neighbours[word] / len(counts)
        for word in neighbours
    }
    ### END SOLUTION


# %% check="kneser-ney-bigram"
checks.kneser_ney_bigram(kneser_ney_bigram)

# %% [markdown]
# ### Exercise 4: perplexity (2 points)
#
# A model gives each word of a text a probability; the **perplexity** is 1 divided by their geometric
# mean, over all words of all sentences together. A model that gives each of $V$ words the same
# probability $1/V$ has perplexity $V$: so a perplexity of 100 means "as unsure as if it had to choose
# among 100 words". Long texts need logarithms: a product of thousands of probabilities is smaller
# than any number that a computer can hold. A word with probability 0, whose logarithm is `-inf`, makes
# the perplexity infinite.


# %% exercise="perplexity"
def perplexity(log_probabilities):
    """The perplexity of a model on a text.

    log_probabilities: list with one float array (words,) per sentence: the natural logarithms of the
        probabilities that the model gave to its words, "</s>" included; -inf for a probability of 0.
        There is at least one sentence, and each has at least one number.
    Returns a float, inf if one of the words has probability 0.
    """
    ### BEGIN SOLUTION
    total = sum(sentence.sum() for sentence in log_probabilities)
    words = sum(len(sentence) for sentence in log_probabilities)
    return float(np.exp(-total / words))
    ### END SOLUTION


# %% check="perplexity"
checks.perplexity(perplexity)

# %% [markdown]
# ### Exercise 5: temperature (1 point)
#
# A network gives each symbol a logit $z_i$, and softmax makes probabilities of them. To write text
# that is bolder or tamer, divide the logits by a **temperature** $T$ first:
#
# $$p_i = \frac{e^{z_i / T}}{\sum_j e^{z_j / T}}.$$
#
# Logits may be as large as 10,000, and $e^{10000}$ is more than a computer can hold. But what does
# $p$ do if you subtract the same number from all logits?


# %% exercise="temperature"
def temperature(logits, t):
    """Probabilities of symbols at a temperature.

    logits: float64 array (symbols,), each in -10,000..10,000; at least one symbol.
    t: float above 0.
    Returns an array (symbols,) of probabilities.
    """
    ### BEGIN SOLUTION
    scaled = logits / t
    powers = np.exp(scaled - scaled.max())
    return powers / powers.sum()
    ### END SOLUTION


# %% check="temperature"
checks.temperature(temperature)

# %% [markdown]
# ### Exercise 6: narrow an interval (2 points)
#
# The coder keeps an interval of whole numbers, from `low` to `high`, *both included*. Each symbol owns
# a part of it, as large as its count: symbol 0 the lowest part, symbol 1 the next, and so on. Symbol
# $s$ begins at
#
# $$\mathrm{low} + \left\lfloor \frac{\mathrm{width} \cdot \mathrm{before}(s)}{\mathrm{total}}
# \right\rfloor,$$
#
# where the width is how many numbers the interval holds, total is the sum of all counts, and
# $\mathrm{before}(s)$ is the sum of the counts of the symbols before $s$; $\lfloor x \rfloor$ rounds
# down. It ends right before the next symbol begins, the last symbol ends at `high`. Everything is done
# in whole numbers: one rounding that differs, and all that follows is unreadable.


# %% exercise="narrow-interval"
def narrow_interval(low, high, counts, symbol):
    """The part of an interval that belongs to a symbol.

    low, high: ints, the first and the last number of the interval, 0 <= low <= high < 2**32.
    counts: list of ints of at least 1, one for each symbol; their sum is at most 2**16 and at most
        as large as the interval.
    symbol: int, counted from 0.
    Returns two ints, the first and the last number of the symbol's part.
    """
    ### BEGIN SOLUTION
    width, total = high - low + 1, sum(counts)
    before = sum(counts[:symbol])
    first = low + width * before // total
    last = low + width * (before + counts[symbol]) // total - 1
    return first, last
    ### END SOLUTION


# %% check="narrow-interval"
checks.narrow_interval(narrow_interval)
