# %% [markdown]
# # Lab 06: from a table of counts to a network that writes, compresses and composes
#
# What comes next? A **language model** answers with a probability for every word that could, or for
# every letter, or every note. You will build one from nothing but counts, see it fail, repair it
# with an idea of 1995, and set a network against it, which does not win easily. Then you let both
# work. They write stories, they turn a text into fewer bytes than any zip program does, they fill
# in a word that was decided sixty words earlier, and one of them composes melodies.
#
# **The lectures:** 4 (Leiden, *Recurrent Neural Networks*) defines language models and n-grams, 3
# (ETH Zurich, *Deep Learning, lecture 9*) compares them with LSTMs, and 1 (Dettmers, *Sequence
# Learning*) speaks of networks that write; a reader there asks whether they could compress Wikipedia. Lectures 3
# and 5 (Maryland, *Deep Learning for Sequences*) ask for a long memory, lecture 4 for music.
#
# **You need:** what an LSTM is (lecture 4) and what a logarithm is. **Time:** about an hour and a half with the
# exercises; the cells themselves run in about a minute.
#
# | exercise | points |
# |---|---|
# | 1. count n-grams | 1 |
# | 2. perplexity | 2 |
# | 3. in how many company does a word stand? | 1 |
# | 4. Kneser-Ney for two words | 3 |
# | **in all** | **7** |

# %% setup=true
from course import runtime

runtime.start(seed=6)

from collections import Counter

import numpy as np

from course.checks import language_models as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*), and
# which machine and which versions you have. Every exercise needs this cell and its own cell, but
# nothing else. The next cell imports what the demos need.

# %%
import bz2
import gzip
import lzma

import keras
import matplotlib.pyplot as plt
from course.claims import claim
from course.data import countries, melodies, penn, sound, stories
from course.data.fetching import local
from course.language.coder import Decoder, Encoder, borders, decode, encode, frequencies
from course.language.kneser_ney import KneserNey
from course.language.vocabulary import Vocabulary
from course.nets import characters, words
from course.plots.interval import plot_narrowing
from course.plots.ngrams import plot_explosion
from course.plots.ranking import plot_ranking
from course.plots.scaling import plot_scaling
from course.plots.strip import plot_strip, plot_survival, wrapped
from course.plots.training import plot_curves
from IPython.display import Audio, display

# %% [markdown]
# ## 1. A table of counts
#
# Lecture 4 (*Example: Language Modeling*) asks for a model that completes sentences: after "this is a" it should
# find *cat* likely, *dog* likely, and *this* not at all. For that you need text. The texts of this course are generated,
# so that they can be shipped: here are small stories about people, places and things.

# %%
train, valid, test = (stories.sentences(part) for part in ("train", "valid", "test"))
print(*(" ".join(sentence) for sentence in train[:6]), sep="\n")

# %% [markdown]
# `train` is what a model may learn from, `test` is what it is judged by, and `valid` is for choices on the way,
# such as when to stop. All three are lists of sentences, a sentence is a list of words, and a full stop
# counts as a word.
#
# A model needs a fixed list of words, its **vocabulary**. Words that the training text has only once are replaced by
# `<unk>`, for *unknown*, and so is every word of the other parts that the list does not have. The vocabulary also holds
# `</s>`, the end of a sentence, which a model has to predict like any word. From here on, a word is its number in that list.

# %%
vocabulary = Vocabulary.of(train)
train_ids, valid_ids, test_ids = (
    [vocabulary.ids(sentence) for sentence in part] for part in (train, valid, test)
)
V, tokens = len(vocabulary), sum(map(len, train_ids))
print(f"{V:,} different words, {tokens:,} words to learn from, {sum(map(len, test_ids)):,} to be judged by")
print(" ".join(train[0]), "->", train_ids[0])

# %% [markdown]
# The probability of a sentence $W$ is a product: that of its first word, times that of the second
# given the first, and so on. No text is long enough to have every beginning in it, so lecture 4 looks
# at the last two words only:
#
# $$P(W) = \prod_i P(w_i \mid w_1 \dots w_{i-1}) \;\approx\; \prod_i P(w_i \mid w_{i-2}, w_{i-1}), \qquad
# P(w_i \mid w_{i-2}, w_{i-1}) = \frac{c(w_{i-2}\, w_{i-1}\, w_i)}{c(w_{i-2}\, w_{i-1}\, \cdot)} .$$
#
# Here $c(\dots)$ is how often these words stand in a row, and the dot is for any word. Three words in a row
# are a *trigram*, two a *bigram*, $n$ an *n-gram*. The words in front of the predicted one are its **context**.
#
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
# ### How large is such a table?
#
# The lecture: "Huge number of parameters to estimate => doesn't work!" There are $V^n$ possible
# n-grams, and each would want a probability. How many of them does our text have?
#
# The next cell counts in its own way. It lays all sentences end to end, as numbers, each with $n-1$ start marks in front, and
# looks through a window of $n$ words.


# %%
def windows(sentences, n):  # every n-gram, as tuples of ids; V stands for <s>
    line = np.concatenate([np.concatenate([[V] * (n - 1), ids]) for ids in sentences])
    rows = np.lib.stride_tricks.sliding_window_view(line, n)
    return list(map(tuple, rows[rows[:, -1] != V].tolist()))


ORDERS = (1, 2, 3, 4, 5)
seen = {n: Counter(windows(train_ids, n)) for n in ORDERS}
once = [sum(count == 1 for count in seen[n].values()) for n in ORDERS]

# %% tags=["picture"]
different = [len(seen[n]) for n in ORDERS]
ax = plot_explosion(
    ORDERS,
    [V**n for n in ORDERS],
    different,
    once,
    tokens=tokens,
    title="How many of the possible n-grams does a text contain?",
)

# %% [markdown]
# **What you saw.** Every word more in the context multiplies what is possible by the size of the vocabulary (mind the
# axis: each mark is a thousand times the one below). What a text *has* cannot grow like that: there are no
# more n-grams in it than words, the dotted line. So nearly all of the table is zeros. And of the few n-grams that were seen,
# more and more were seen just once (the percentages): an estimate from a single observation is hardly one.
#
# Below is the first **claim** of this lab: something that a lecture says, held against what you have just measured. A box
# like this names the statement, the numbers, and the bar that was set beforehand; CI measures all of them again.

# %%
claim(
    "ngram-parameters",
    possible=float(V**3),
    seen=different[2],
    words=tokens,
    once=once[4] / different[4],
)

# %% [markdown]
# ### What was never seen cannot happen
#
# The lecture's third example is $P(\text{this} \mid \text{this, is, a}) = 0$. That zero is right. But take a
# sentence from the test text, which somebody did say, and look up its trigrams.


# %%
def share(trigram):  # how often the third word followed, and how often the first two were there
    followed = [count for gram, count in seen[3].items() if gram[:2] == trigram[:2]]
    return f"{seen[3][trigram]:,} of {sum(followed):,}"


names = [*vocabulary.words, "<s>"]
for trigram in windows(test_ids[2:3], 3):
    print(f"{' '.join(names[i] for i in trigram):>32}   {share(trigram)}")

# %% [markdown]
# One "0 of ..." is enough: the product is 0, and the model says that this sentence is impossible. How often
# does that happen?

# %%
unseen = {n: np.mean([gram not in seen[n] for gram in windows(test_ids, n)]) for n in ORDERS}
for n, gone in unseen.items():
    print(f"{gone:6.1%} of the {n}-grams of the test text never occur in the training text")

# %% [markdown]
# The oldest repair is to add one to every count, as if each n-gram had been seen once more than it was: $(c(h\,w) + 1) /
# (c(h\,\cdot) + V)$ for a word $w$ after a context $h$. Nothing is 0 any more. To see how good that is, you need a measure.
#
# ### Exercise 2: perplexity (2 points)
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
# ### A puzzle: why does it get worse with more context?
#
# A context of four words says more than one of a single word, so perplexity should fall with $n$.
# Here it is for add-one, with your function if it passes. (`runtime.yours` takes a function of the
# lab as long as yours is not there.)


# %%
def add_one(n):  # natural logarithms of the probabilities of all words of the test text
    contexts = Counter()
    for gram, count in seen[n].items():
        contexts[gram[:-1]] += count
    grams = windows(test_ids, n)
    return np.log([(seen[n][gram] + 1) / (contexts[gram[:-1]] + V) for gram in grams])


def ours(logs):
    return np.exp(-np.concatenate(logs).mean())


measure = runtime.yours(perplexity, ours)
print(f"knows nothing: {measure([np.full(1000, -np.log(V))]):,.0f}")
with_add_one = {n: measure([add_one(n)]) for n in ORDERS}
for n in ORDERS:
    print(f"add-one with n = {n}: {with_add_one[n]:,.0f}")

# %% [markdown]
# Before you read on: why?
#
# Look at the formula. With $n = 5$ nearly all contexts were seen once, if at all. So the word that did follow gets $(1 + 1) / (1 +
# V)$, and the other $V - 1$ words share nearly everything. Add-one takes as much from each context as if
# it had been seen $V$ more times. The longer the context, the more rarely it was seen, and the more the model
# forgets what it has read. It is on its way to knowing nothing.
#
# ## 2. The company that a word keeps: Kneser-Ney
#
# Two ideas repair this. First, take *less*: not a fixed number of new observations, but a part $D$ of each count, a **discount** between 0
# and 1. Second, give what was taken to the words in proportion to how likely they are with a *shorter*
# context, not to all words alike. Kneser and Ney (1995) added a third: for the shorter
# context, do not count how often a word occurs, count how many different words it follows.
#
# ### Exercise 3: in how many company does a word stand? (1 point)
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
# ### Exercise 4: Kneser-Ney for two words (3 points)
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
# Try it on the stories. Which words does it expect after a given one? Change the word.

# %%
bigrams = Counter()
for (left, right), count in seen[2].items():
    bigrams[names[left], names[right]] = count


def from_the_package(counts, discount, before):  # the same formula with the discounts of section 2
    context = [] if before == "<s>" else [vocabulary.words.index(before)]
    found = KneserNey(train_ids, 2, V, discounts="single").probabilities(context)
    return dict(zip(vocabulary.words, found))


next_word = runtime.yours(kneser_ney_bigram, from_the_package)(bigrams, 0.7, "the")
for word in sorted(next_word, key=next_word.get)[:-9:-1]:
    print(f"{word:>12} {next_word[word]:.3f}")

# %% [markdown]
# For longer contexts the formula is used again and again: what is saved at 5 words goes to the model of 4 words, what that saves to 3, and so on
# down to a model that finds all words equally likely. Chen and Goodman (1998) made it a little better with *three* discounts
# for each length, for counts of 1, of 2, and of 3 or more, worked out from how many n-grams have each count. That is
# **interpolated modified Kneser-Ney**, for twenty years the model to beat. `KneserNey` of this course
# is nothing else, in sorted arrays, so that it is fast.

# %%
kneser_ney = {n: KneserNey(train_ids, n, V) for n in ORDERS}
with_kneser_ney = {n: model.perplexity(test_ids) for n, model in kneser_ney.items()}
for context in ([], [5, 6], [7, 7, 7, 7]):  # a start, two words, four that never stood in a row
    print(f"probabilities add up to {kneser_ney[5].probabilities(context).sum():.9f}")

# %%
fig, ax = plt.subplots()
for name, found in {"add-one": with_add_one, "Kneser-Ney": with_kneser_ney}.items():
    ax.plot(ORDERS, list(found.values()), "o-", label=name)
ax.axhline(V, color="#777777", linestyle=":", label="knows nothing")
ax.set(xlabel="n, words in a row", ylabel="perplexity", yscale="log", xticks=ORDERS)
ax.set_title("Does a longer context help?")
legend = ax.legend(frameon=False)

# %%
claim(
    "ngram-unseen",
    unseen=unseen[3],
    add_one=with_add_one[3],
    kneser_ney=with_kneser_ney[3],
)
