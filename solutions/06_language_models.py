# %% [markdown]
# # Lab 06: from a table of counts to a network that writes, compresses and composes
#
# What comes next? A **language model** answers with a probability for every word that could, or every
# letter, or every note. You will build one from nothing but counts, see it fail, repair it with an idea
# of 1995, and set a network against it, which does not win easily. Then you put both to work. They write
# stories, they turn a text into fewer bytes than any zip program, they know a word that was
# decided sixty words earlier, and one of them composes melodies.
#
# **The lectures:** 4 (Leiden, *Recurrent Neural Networks*) defines language models and n-grams and
# names music, 3 (ETH Zurich, *Deep Learning, lecture 9*) compares n-grams with LSTMs, 1 (Dettmers,
# *Sequence Learning*) tells of networks that write and has a reader who wants to compress Wikipedia. 3 and 5
# (Maryland, *Deep Learning for Sequences*) ask for a long memory.
#
# **You need:** what an LSTM is (lecture 4) and what a logarithm is. **Time:** an hour and a half with
# the exercises; the cells themselves run in about a minute.
#
# | exercise | points |
# |---|---|
# | 1. count n-grams | 1 |
# | 2. perplexity | 2 |
# | 3. in how many company does a word stand? | 1 |
# | 4. Kneser-Ney for two words | 3 |
# | 5. temperature | 1 |
# | 6. narrow an interval | 2 |
# | **in all** | **10** |

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
from course.batches.stateful import stateful_batches
from course.claims import claim
from course.data import corpora, countries, melodies, ptb, stories
from course.data.fetching import local
from course.language.coder import Decoder, borders, decode, encode, frequencies
from course.language.kneser_ney import KneserNey
from course.language.vocabulary import Vocabulary
from course.nets import characters, words
from course.plots.interval import plot_narrowing
from course.plots.ngrams import plot_explosion
from course.plots.ranking import plot_ranking
from course.plots.scaling import plot_scaling
from course.plots.strip import plot_strip, plot_survival
from IPython.display import Audio, display
from keras import layers

# %% [markdown]
# ## 1. A table of counts
#
# Lecture 4 (*Example: Language Modeling*) asks for a model that completes sentences: after "this is a" it
# should find *cat* likely, *dog* likely, and *this* not at all. For that you need text. Here are little
# stories of people, places and things, made up by a program, so that they can be shipped with the course.
#
# From `train` a model may learn, by `test` it is judged, and `valid` is for choices on the way, such as when
# to stop. A model needs a fixed list of words, its **vocabulary**. Words that `train` has only once become
# `<unk>`, for *unknown*, and so does every word of the other parts that is not in the list. `</s>` ends a
# sentence; a model has to predict it like any word. From here on a word is its number in that list.

# %%
train, valid, test = stories.split(8_000, 1_000, 1_000, seed=6)
vocabulary = Vocabulary.of(train)
learn, choose, judge = ([vocabulary.ids(line) for line in part] for part in (train, valid, test))
V, tokens = len(vocabulary), sum(map(len, learn))
print(*map(" ".join, train[:6]), sep="\n")
print(f"\n{V:,} different words, {tokens:,} words to learn from, {sum(map(len, judge)):,} in the test")

# %% [markdown]
# The probability of a sentence $W$ is a product: that of its first word, times that of the second given
# the first, and so on. No text is long enough to have every beginning in it, so lecture 4 (*N-grams*) looks at the
# last two words only:
#
# $$P(W) = \prod_i P(w_i \mid w_1 \dots w_{i-1}) \approx \prod_i P(w_i \mid w_{i-2}, w_{i-1}), \quad
# P(w_i \mid w_{i-2}, w_{i-1}) = \frac{c(w_{i-2}\, w_{i-1}\, w_i)}{c(w_{i-2}\, w_{i-1}\, \cdot)} .$$
#
# Here $c(\dots)$ is how often these words stand in a row, and the dot is for any word. The words in front
# are the **context**. Two words in a row are a *bigram*, three a *trigram*.
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
# ### How large is the table?
#
# "Huge number of parameters to estimate => doesn't work!" says the slide. There are $V^n$ possible n-grams, and each
# wants a probability. How many does our text have? The next cell counts in its own way: it lays all
# sentences end to end, as numbers, each with $n-1$ start marks in front, and slides a window along.


# %%
def windows(sentences, n):  # all n-grams, tuples of numbers; V stands for <s>
    line = np.concatenate([np.concatenate([[V] * (n - 1), ids]) for ids in sentences])
    rows = np.lib.stride_tricks.sliding_window_view(line, n)
    return list(map(tuple, rows[rows[:, -1] != V].tolist()))


# %% tags=["picture"]
ORDERS = (1, 2, 3, 4, 5)
seen = {n: Counter(windows(learn, n)) for n in ORDERS}
counted = {n: list(counts.values()) for n, counts in seen.items()}
ax = plot_explosion(V, counted, title="How many of the possible n-grams does a text contain?")

# %% [markdown]
# **What you saw.** One more word of context multiplies what is possible by $V$ (mind the axis: from one mark to
# the next is a factor of a thousand). What a text *has* cannot grow like that: it has no more n-grams than words, the dotted
# line. So nearly all of the table is zeros, and of the few n-grams that were seen more and more were seen just once
# (the percentages): an estimate from a single observation.
#
# Below is the first **claim** of this lab: what a lecture says, held against what you have just measured. The box
# names the statement, the numbers and the bar, which was set beforehand. All claims are measured again with
# every change of the course.

# %%
once = np.mean(np.array(counted[5]) == 1)
claim("ngram-parameters", possible=float(V**3), seen=len(seen[3]), words=tokens, once=once)

# %% [markdown]
# ### What was never seen cannot happen
#
# The slide's third example is $P(\text{this} \mid \text{this, is, a}) = 0$, and that zero is right. But
# take a sentence of the test text and look up its trigrams. How often did the third word follow, out of how
# many times that the first two were there?

# %%
names = [*vocabulary.words, "<s>"]
for trigram in windows(judge[2:3], 3):
    after = sum(count for gram, count in seen[3].items() if gram[:2] == trigram[:2])
    print(f"{' '.join(names[i] for i in trigram):>30}   {seen[3][trigram]:,} of {after:,}")
unseen = {n: np.mean([gram not in seen[n] for gram in windows(judge, n)]) for n in ORDERS}
print("never seen:", ", ".join(f"{share:.0%} of the {n}-grams" for n, share in unseen.items()))

# %% [markdown]
# A single "0 of" makes the product 0: the model calls this sentence impossible, and somebody wrote it.
#
# The oldest repair adds one to every count, as if each n-gram had been seen once more:
# $P(w \mid h) = (c(h\,w) + 1) / (c(h\,\cdot) + V)$ for a word $w$ after a context $h$. Nothing is 0 any more. To see how good
# that is, you need a measure.
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
# ### A puzzle: why does it get worse?
#
# Four words of context say more than one, so perplexity should fall with $n$. Here it is for add-one,
# measured by your function. (`runtime.yours` takes a function of the lab while yours is not there yet.)


# %%
def add_one(n):  # natural logarithms of the probabilities of all words of the test text
    contexts = Counter(gram[:-1] for gram in windows(learn, n))
    grams = windows(judge, n)
    return np.log([(seen[n][gram] + 1) / (contexts[gram[:-1]] + V) for gram in grams])


# %%
measure = runtime.yours(perplexity, lambda logs: np.exp(-np.concatenate(logs).mean()))
with_add_one = [measure([add_one(n)]) for n in ORDERS]
print(f"a model that knows nothing: {measure([np.full(1000, -np.log(V))]):,.0f}")
for n, found in zip(ORDERS, with_add_one):
    print(f"add-one, n = {n}: {found:,.0f}")

# %% [markdown]
# Before you read on: why does it rise?
#
# Look at the formula. Most contexts of four words were seen once, if at all. The word that did follow gets
# $(1 + 1) / (1 + V)$, and the $V - 1$ others share nearly everything. Add-one treats each
# context as if it had been seen $V$ more times, with every word once. The rarer a context, the more of what was learned
# drowns in that; the model is on its way back to knowing nothing.
#
# ## 2. The company that a word keeps: Kneser-Ney
#
# Three ideas repair this. Take *less*: a part $D$ of each count, a **discount** between 0 and 1. Give
# what was taken to words that are likely after a *shorter* context, not to all words alike. And for the shorter
# context, do not ask how often a word occurs, but in how many different places (Kneser and Ney, 1995).
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
# Which words does your model expect after *the*? Change the word and try others.


# %%
def ours(counts, discount, before):  # the package's model takes the number of a word
    return dict(zip(names, KneserNey(learn, 2, V).probabilities([names.index(before)])))


pairs = {(names[left], names[right]): count for (left, right), count in seen[2].items()}
after = runtime.yours(kneser_ney_bigram, ours)(pairs, 0.7, "the")
print(", ".join(f"{word} {after[word]:.3f}" for word in sorted(after, key=after.get)[:-9:-1]))

# %% [markdown]
# With longer contexts the same formula is used again and again: what is saved after four words goes to the
# model of three, what that saves to the model of two, down to one that finds all words equally likely.
# Chen and Goodman (1998) improved it a little by *three* discounts, for n-grams counted once, twice, and more often, worked out from
# how many there are of each. That is **interpolated modified Kneser-Ney**, for twenty years the model to
# beat. `KneserNey` of this course is just that, in sorted arrays. Its probabilities add up to 1 after any
# context, even one that it has never seen.

# %%
kneser_ney = {n: KneserNey(learn, n, V) for n in ORDERS}
with_kneser_ney = [model.perplexity(judge) for model in kneser_ney.values()]
for context in ([], [5, 6], [7, 7, 7, 7]):  # nothing; two words; four that never stood in a row
    print(f"{kneser_ney[5].probabilities(context).sum():.9f}")

# %%
ax = plot_scaling(
    ORDERS,
    {"add-one": with_add_one, "Kneser-Ney": with_kneser_ney},
    level=("knows nothing", V),
    xlabel="n, words in a row",
    ylabel="perplexity",
    title="Does a longer context help?",
)

# %%
add_one_3, kneser_ney_3 = with_add_one[2], with_kneser_ney[2]
claim("ngram-unseen", unseen=unseen[3], add_one=add_one_3, kneser_ney=kneser_ney_3)

# %% [markdown]
# **What you saw.** With Kneser-Ney a longer context helps, as it should; after $n = 3$ it hardly helps
# any more, since most longer contexts are new. What separates the two lines is nothing but the question of what to do with what one has never
# seen.
#
# How about texts by people? gensim, which is installed with this course, brings some Australian news and
# some articles of Wikipedia; the last tenth of each is the test here. And if you have the **Penn Treebank**, a
# million words of the Wall Street Journal on which the field measured itself for decades (`course data fetch ptb`),
# you can check the model against the literature: 141.2.


# %% tags=["nbval-ignore-output"]
def on_text(learn, judge):  # perplexity of Kneser-Ney of order 5, and the words in the test
    known = Vocabulary.of(learn)
    learn, judge = ([known.ids(line) for line in part] for part in (learn, judge))
    return KneserNey(learn, 5, len(known)).perplexity(judge), sum(map(len, judge))


print(f"{'stories':10}{on_text(train, test)[0]:6.1f}")
for name, read in {"news": corpora.news, "Wikipedia": corpora.wikipedia}.items():
    lines = read()
    print(f"{name:10}{on_text(lines[: len(lines) * 9 // 10], lines[len(lines) * 9 // 10 :])[0]:6.1f}")
penn = local.if_present(ptb.load, "train", "test")

# %%
claim("kneser-ney-penn", **(dict(zip(("perplexity", "tokens"), on_text(*penn))) if penn else {}))

# %% [markdown]
# People are much harder to guess than our stories, which a program puts together from patterns. Keep that in
# mind and compare models on the *same* text only. Nor can perplexities of two vocabularies be compared:
# who turns more words into `<unk>` has fewer to choose from, and looks better.

# %% [markdown]
# ## 4. One character at a time
#
# Lecture 1 tells of Karpathy's character-level RNNs, which "can generate imitations of everything from Shakespeare to
# Linux source code". Such a network reads a text letter by letter and gives, at each one, probabilities for the
# next. It has no list of words, and there is no `<unk>`: whatever you type, it can read.
#
# Its measure is usually **bits per character**, the mean of $-\log_2 p$. A perplexity of 2 is 1 bit, one of 4 is 2 bits:
# bits are the logarithm of perplexity, to the base 2.

# %%
text, unread = stories.text(6_000, seed=6), stories.text(1_000, seed=7)
alphabet = sorted(set(text))
print(f"{len(text):,} characters to learn from, {len(unread):,} to be judged by, {len(alphabet)} different ones")


def numbers(characters):  # a text -> the number of each of its characters, (length,)
    return np.searchsorted(alphabet, list(characters))


# %% [markdown]
# The network: each character becomes 32 numbers, an LSTM reads them, and a dense layer gives one logit for each character that could come next
# (a *logit* is a number that softmax turns into a probability). The text is cut into 32 long rows, and each row into
# windows of 64 characters. With `stateful=True` the LSTM begins a window with the state that the one
# before it left, so that it may remember more than 64 characters (lab 05 is about this).

# %%
ROWS, STEPS, UNITS = 32, 64, 128


def build_writer(rows=ROWS):
    memory = layers.LSTM(UNITS, stateful=True, return_sequences=True, name="memory")
    return keras.Sequential(
        [
            keras.Input(batch_shape=(rows, None), dtype="int32"),
            layers.Embedding(len(alphabet), 32),
            memory,
            layers.Dense(len(alphabet)),
        ]
    )


# %% [markdown]
# To write, the network needs one row only. Choose the first character, draw the next one at random with the probabilities that the
# network gives, let the network read it, draw again.


# %%
def softmax(logits, t):
    return np.exp(logits / t - np.logaddexp.reduce(logits / t))


def write(net, length, begin="\n", t=1.0, choose=softmax):  # net: with one row
    rng = np.random.default_rng(6)
    net.get_layer("memory").reset_state()
    written = numbers(begin).tolist()
    unread_yet = written
    for _ in range(length):
        logits = np.asarray(net(np.array([unread_yet])))[0, -1].astype("float64")
        written.append(rng.choice(len(alphabet), p=choose(logits, t)))
        unread_yet = written[-1:]
    return "".join(alphabet[i] for i in written[len(begin) :])


# %% [markdown]
# Now watch it learn to write. An *update* is one step of the optimizer, on 32 windows.

# %% tags=["nbval-ignore-output"]
updates = runtime.budget(full=(0, 20, 80, 320, 800), quick=(0, 20))
net, pen = build_writer(), build_writer(rows=1)
rate = keras.optimizers.schedules.CosineDecay(0.0, updates[-1], 1.0, warmup_target=0.01, warmup_steps=20)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
net.compile(keras.optimizers.Adam(rate, clipnorm=1.0), loss, steps_per_execution=20)
learn, judge = numbers(text), numbers(unread)
data = stateful_batches(learn[:-1], learn[1:], ROWS, STEPS, drop_remainder=True).repeat()
for since, until in zip((0, *updates), updates):
    if until > since:
        net.fit(data.skip(since).take(until - since), verbose=0)
    pen.set_weights(net.get_weights())
    print(f"after {until} updates: {write(pen, 80)!r}")

# %% [markdown]
# **What you saw.** Letters at random; then letters as frequent as they are, with spaces at about the right distance; then pieces of words; then words that exist;
# then sentences. Nobody told it what a word is.
#
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
# ### How much better than counting?

# %% [markdown]
# ## 5. Compression: a good guesser needs few bits
#
# Under lecture 1 a reader asks: "could this help to compress, say, wikipedia any better than current techniques?" It could. Shannon
# showed in 1948 that a symbol to which a model gives the probability $p$ can be sent in $-\log_2 p$ bits, on
# average and nearly exactly. So bits per character are no mere measure: they are the size of a file.
#
# How do you send 0.3 of a bit? You do not. The whole message becomes *one* number. Begin with an interval and cut it into
# parts, one for each symbol, as wide as the symbol is probable. Take the part of the first
# symbol, cut that in the same way, take the part of the second symbol, and so on. The better the model guesses, the
# wider the parts, and the fewer digits it takes to name a number in the last one. This is **arithmetic
# coding**. Below, Kneser-Ney of order 6 (five letters of context) codes a word.

# %%
counts = KneserNey([numbers(text)], 6, len(alphabet))
message = "the house"
states = [counts.start()]
for symbol in numbers(message):
    states.append(counts.step(states[-1], symbol))
shares = [counts.distribution(state) for state in states[:-1]]
ax = plot_narrowing(
    alphabet, shares[:5], numbers(message)[:5], title=f"How does {message[:5]!r} become a number?"
)

# %% [markdown]
# Each bar is the orange part of the bar above it, opened to full width. The numbers on the right are the interval so far, and how
# many bits it takes to name it: the bits of all letters so far, added up.
#
# A computer has to do this in whole numbers, because encoder and decoder must agree on every border, to the last digit.
#
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

# %% [markdown]
# Here is your function at work, on an interval of 32 bits, with the count table of each letter. Look at the left ends of `low` and `high`.


# %%
def ours(low, high, counts, symbol):
    marks, width = borders(counts), high - low + 1
    return tuple(int(low + width * mark // marks[-1]) - late for late, mark in enumerate(marks[symbol : symbol + 2]))


narrow = runtime.yours(narrow_interval, ours)
low, high = 0, 2**32 - 1
for letter, share in zip(message, shares):
    low, high = narrow(low, high, frequencies(share).tolist(), alphabet.index(letter))
    print(f"{letter!r}  {low:032b}  {high:032b}")

# %% [markdown]
# Once the first bits of both ends agree, they can never change again. The coder writes them, drops them, and doubles what is left, so that 32
# bits are enough for a text of any length. `encode` and `decode` of this course do that. They take the model as one
# function `step`: the state and the last symbol in, probabilities of the next symbol and a new state out.


# %%
def count_step(state, symbol):
    state = counts.start() if symbol is None else counts.step(state, symbol)
    return counts.distribution(state), state


LENGTH = runtime.budget(full=6_000, quick=1_000)
secret = numbers(unread[:LENGTH])
code = encode(secret, count_step)
back = decode(code, LENGTH, count_step)
print(f"{LENGTH:,} characters became {len(code):,} bytes; {np.sum(back != secret)} came back wrong")

# %% [markdown]
# Now the comparison with the programs that everybody has. They start knowing nothing, while our models have read the training
# text: that would be unfair. So each of them also gets the training text first, and only the bytes
# that the test text *adds* are counted.


# %%
def added(pack, known, new):  # bytes that the new text adds to the known one
    return len(pack(known + new)) - len(pack(known))


packers = {"gzip": lambda data: gzip.compress(data, 9), "bz2": bz2.compress, "xz": lzma.compress}
known, new = text.encode(), unread[:LENGTH].encode()
alone = {name: len(pack(new)) for name, pack in packers.items()}
told = {name: added(pack, known, new) for name, pack in packers.items()}

# %% [markdown]
# BUTTERFLY
# ### The butterfly
#
# All this rests on one condition: the decoder must compute *exactly* the tables of the encoder. How exactly? Let the decoder make
# the smallest mistake there is: at character 100, a single count of a single symbol is off by one, in a table that adds up to
# 65,536.


# %%
def decode_with_a_slip(code, length, place):  # the count of the first symbol is off by one, once
    decoder, state, found = Decoder(code), counts.start(), []
    for here in range(length):
        table = frequencies(counts.distribution(state))
        table[0] += here == place
        found.append(decoder.read(borders(table)))
        state = counts.step(state, found[-1])
    return "".join(alphabet[i] for i in found)


# %%
SHOWN, SLIP = 320, 100
right, slipped = (decode_with_a_slip(code, SHOWN, at) for at in (SHOWN, SLIP))
axes = plot_survival(
    unread[:SHOWN],
    {"the same tables": right, "one count off by one": slipped},
    notes={"one count off by one": {SLIP: "one count of 65,536 is off by one here"}},
    title="What does the smallest possible mistake do?",
)

# %% [markdown]
# **What you saw.** For a few characters nothing happens: the interval is a little too long, but the number still lies in the right part. Then it
# falls into the wrong part, the decoder reads a wrong letter, asks for the table after that letter, and nothing is right any more. (A
# letter that is right now and then is right by chance.)
#
# Look at *what* it writes after that. It is no noise: these are words, nearly sentences. The decoder now reads
# bits that mean nothing to it, and **a decoder fed with random bits draws from the model**. Writing and compressing are the
# same thing, run in two directions.
