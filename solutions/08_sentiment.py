# %% [markdown]
# # Lab 08: did they like the film?
#
# A network reads a film review, word by word, and says at the end whether it is praise or
# blame. You train such a network, watch it change its mind as it reads, and ask which words made
# it do so. You step into a trap that the loss does not show: a layer that loses the mask. Then you
# build a network that does not read from left to right at all, but up the tree of the sentence.
#
# **The lectures:** 4 (Leiden, *Recurrent Neural Networks*), slides "Various Scenario's" and
# "Remarks"; 5 (University of Maryland, *Deep Learning for Sequences*), slides "Sentiment Analysis of
# Movie Reviews", "Recurrent Neural Networks" and "Word2Vec (cont.)"; 3 (ETH Zurich, *Deep
# Learning, lecture 9*), section "Recursive Networks". **You need:** the idea of an LSTM (lecture
# 4), what an embedding and a dense layer are, and numpy's indexing. **Time:** about an hour and a
# half with the exercises; the cells themselves run in a minute and a half.
#
# | exercise | points |
# |---|---|
# | 1. the last output | 1 |
# | 2. a bag of words | 1 |
# | 3. leave one out | 2 |
# | 4. join words into a sentence | 2 |
# | 5. all trees at once | 3 |
# | **in all** | **9** |

# %% setup=true
from course import runtime

runtime.start(seed=8)

import keras
import numpy as np
from keras import layers, ops

from course.checks import sentiment as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*), and
# which machine and which versions you have. Every exercise needs this cell and its own cell, but
# nothing else. The next code cell imports what the demos need, and draws the reviews.
#
# ## 1. Many to one
#
# The reviews come from a grammar made for this course; its lexicon has about 800 words. You learn
# from `train`. `test` has other reviews: none of them has the same words, in whatever order, as one
# of `train`. `twins` is the hard part. Its reviews are unseen, too, and come in pairs with *the
# same words* and opposite verdicts.

# %%
import time
import warnings

from course.batches.pipeline import batches, batches_by_length, forest_batches
from course.claims import claim
from course.data import imdb, reviews, sst
from course.data.fetching import local
from course.data.shared import tree_arrays, trees, words
from course.nets import sentiment, training
from course.plots.bars import plot_shares
from course.plots.reading import plot_influence, plot_reading
from course.plots.training import GrowingCurve, plot_curves, plot_spread
from course.plots.trees import legend, plot_depths, plot_tree
from course.plots.unrolled import plot_many_to_one
from gensim.models import Word2Vec
from IPython.display import display

learn_from, test_with = runtime.budget(full=(12_000, 2_000), quick=(2_000, 400))
corpus = reviews.corpus(learn_from, test_with, seed=8)
print(reviews.samples(corpus))
ax = plot_many_to_one(corpus.twins[1].words, "blame")

# %% [markdown]
# Each word gets a number, its **id**. Id 0 is **padding**: a batch is a rectangle, so short reviews
# are filled up with zeros on the right. Id 1 stands for every word that `train` does not have. Full
# stops and commas are words, too.
#
# The network reads one word per step, as in the picture. Only its last output counts. A dense layer
# with a sigmoid turns it into a number between 0 (blame) and 1 (praise):
#
# $$h_t = \mathrm{LSTM}(e_{w_t},\, h_{t-1}), \qquad p = \sigma(v \cdot h_T + b).$$
#
# Here $e_w$ is the vector of word $w$ (32 numbers, learned like all weights) and $T$ is the last
# word. Each $h_t$ has 32 numbers, too.
#
# In the model, `mask_zero=True` makes the `Embedding` say which steps are padding (the
# **mask**). The LSTM leaves them out, so that its last output is the one at the last *word*.

# %%
texts, test_texts, twin_texts = ([review.words for review in part] for part in corpus)
IDS = words.number(texts)  # word -> id, from 2 on, in alphabetical order
WORDS = len(IDS) + 2
ids = words.encode(texts + test_texts + twin_texts, IDS)  # (reviews, 25): the longest has 25 words
train, test, twins = np.split(ids, [len(texts), len(texts) + len(test_texts)])
train_good, test_good, twins_good = map(reviews.praised, corpus)

# %%
UNITS = 32
model = keras.Sequential([keras.Input((None,), dtype="int32")])  # ids (n, steps)
model.add(layers.Embedding(WORDS, 32, mask_zero=True))  # (n, steps, 32)
model.add(layers.LSTM(UNITS))  # (n, units)
model.add(layers.Dense(1, activation="sigmoid"))  # (n, 1)
model.summary()

# %% [markdown]
# The loss is the binary cross-entropy: minus the logarithm of the probability that the right
# verdict got. `batches_by_length` puts reviews of about equal length in a batch, so that little of
# it is padding. `training.optimizer` is Nadam, a variant of Adam, with a learning rate that rises
# from 0 to 0.01 during the first twentieth of the steps (this is called the *warm-up*) and then
# falls back to 0 along a cosine.
#
# The curves show the share that is judged right, in `test` and in `twins`. Before you run it: which
# of the two will leave the line of guessing first, and why?


# %% tags=["nbval-ignore-output"]
def fit(net, data, epochs, loss="binary_crossentropy", pictures=()):
    steps = len(data)  # batches in an epoch
    calls = 4 if pictures else 1  # how often in an epoch Keras comes back to Python, to draw
    optimizer = training.optimizer(0.01, epochs * steps)
    net.compile(optimizer, loss, steps_per_execution=-(-steps // calls))
    return net.fit(data, epochs=epochs, verbose=0, callbacks=list(pictures))


def verdict(ids, net=model):  # ids (n, steps) -> probabilities of praise (n,)
    return net.predict_on_batch(np.asarray(ids))[:, 0]


def accuracy(ids, is_good, net=model):
    return np.mean((verdict(ids, net) > 0.5) == is_good)


def shares_right(net):
    parts = {"unseen reviews": (test, test_good), "twins": (twins, twins_good)}
    return {name: accuracy(*part, net) for name, part in parts.items()}


EPOCHS = runtime.budget(full=3, quick=1)
curve = GrowingCurve(shares_right, goal=0.95, chance=0.5, over="epochs")
history = fit(model, batches_by_length(train, train_good, 64), EPOCHS, pictures=[curve])

# %%
claim("sentiment-many-to-one", accuracy=accuracy(test, test_good))

# %% [markdown]
# The box above is a **claim**: a statement of a lecture, held against what was measured here. The
# number that the measurement has to reach, the *bar*, was set before; the statement counts as
# holding if all its bars are reached.
#
# **What you saw.** A dot is a quarter of an epoch. After the first, ⟨0.74⟩ of the unseen reviews
# are right, but only ⟨0.52⟩ of the twins, little more than by guessing: the network knows which
# words are nice and nothing of how words act on each other. That comes within the next half epoch,
# and both curves jump.
#
# ### Exercise 1: the last output (1 point)
#
# What the mask did for you, do by hand. An LSTM with `return_sequences=True` gives an output at
# every step, including those of the padding. What stands there depends on who computes it: on a
# CPU, Keras repeats the last output, on a GPU, NVIDIA's cuDNN gives zeros, and a layer without
# a mask gives something else; the check has all of these. So never take the last step; take the one
# at the last word. A review may also fill its row.


# %% exercise="last-outputs"
def last_outputs(outputs, ids):
    """The output of each review at its last word.

    outputs: float array (reviews, steps, units); in padded steps it may hold any numbers.
    ids: int array (reviews, steps); 0 is padding, on the right, and every other id is a word;
    every review has at least one. Returns an array (reviews, units).
    Example: outputs [[[3], [5], [9]]] and ids [[7, 2, 0]] give [[5]].
    """
    ### BEGIN SOLUTION
    last = (ids != 0).sum(axis=1) - 1
    return outputs[np.arange(len(ids)), last]
    ### END SOLUTION


# %% check="last-outputs"
checks.last_outputs(last_outputs)

# %% tags=["nbval-ignore-output"]
embedding, recurrent, dense = model.layers
every_step = layers.LSTM(UNITS, return_sequences=True)
reader = keras.Sequential([keras.Input((None,), dtype="int32"), embedding, every_step, dense])
every_step.set_weights(recurrent.get_weights())

vectors = ops.take(embedding.embeddings, test, axis=0)  # looked up by hand: no mask goes with them
outputs, masked = np.array(every_step(vectors)), np.array(recurrent(embedding(test)))
by_hand = runtime.yours(last_outputs, lambda *_: masked)(outputs.copy(), test.copy())
for name, h in {"last word": by_hand, "last step": outputs[:, -1], "mask": masked}.items():
    right = (np.array(dense(h))[:, 0] > 0.5) == test_good
    print(f"{name:10} {right.mean():.3f} right")

# %% [markdown]
# This used your function on the trained network, with all outputs of its LSTM and no mask. At the
# last word you get what the mask gives. At the last step, ⟨0.84⟩ are right: on the way there, the LSTM
# has read a dozen zeros as if they were words. Section 4 shows how easily that happens without
# anybody asking for it.
#
# ## 2. Does it need the order?
#
# Feed-forward networks, says lecture 5, "take in a fixed size input and have no notion of order in
# time". Take it at its word. One way to make the size fixed is to count: how often does each word
# of the vocabulary occur in the review? That is a **bag of words**, a vector $x$ with one number
# for each id. Everything else about the review is gone.
#
# ### Exercise 2: a bag of words (1 point)
#
# Make the bags of some reviews, a row for each. Some of them have no padding.


# %% exercise="bag-of-words"
def bag_of_words(ids, words):
    """Count the words of each review.

    ids: int array (reviews, steps), ids from 0 to words - 1; 0 is padding, on the right, and
    does not count; every review has at least one word. words: int, at least 2.
    Returns an array (reviews, words): in column i, how often id i occurs in each review; zeros
    in column 0.
    Example: ids [[3, 1, 3, 0]] and 5 words give [[0, 1, 0, 2, 0]].
    """
    ### BEGIN SOLUTION
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        for word in review[review != 0]:
            bag[word] += 1
    return bags
    ### END SOLUTION


# %% check="bag-of-words"
checks.bag_of_words(bag_of_words)

# %% [markdown]
# Both twins have the same bag, so a network that sees bags alone gives both the same verdict, and
# one of them is wrong. But a bag is not the only way to a fixed size. The longest review has 25
# words. So another feed-forward network gets **a place for each word**: the 25 word vectors one
# after the other (zeros are words, too), 800 numbers in all, each with weights of its own. Both have
# 64 hidden units, more weights than the LSTM, and twice its epochs.
#
# The picture below splits the test. In some reviews one part says the opposite of the whole, as `bad`
# in *not bad*, or the first half of *it starts well but ends badly*. `reviews.turns` counts these
# places: 1 in both examples, 0 in *a superb cast*. Where it is 0, praise is made of nice words and
# blame of nasty ones. The others are split again: those with a *but* or another word that contrasts
# two opinions, and those that only have a *not* or the like.


# %%
def feed_forward(ids, numbers):  # numbers (n, anything) -> probability of praise
    hidden = layers.Dense(64, activation="relu")(numbers)
    return keras.Model(ids, layers.Dense(1, activation="sigmoid")(hidden))


def build_bag_net(size):
    ids = keras.Input((None,), dtype="int32")
    count = layers.CategoryEncoding(size, output_mode="count")  # of padding, too: its weight is 0
    return feed_forward(ids, count(ids, count_weights=ops.sign(ids)))


bag_net = build_bag_net(WORDS)
bags = keras.Model(bag_net.input, bag_net.layers[-3].output)  # (n, words)
fit(bag_net, batches_by_length(train, train_good, 64), 2 * EPOCHS)

ids = keras.Input((train.shape[1],), dtype="int32")
vectors = layers.Embedding(WORDS, 32)(ids)  # (n, 25, 32)
place_net = feed_forward(ids, layers.Flatten()(vectors))  # from (n, 800)
fit(place_net, batches(train, train_good, 64), 2 * EPOCHS)

by_yours = np.array(runtime.yours(bag_of_words, lambda ids, _: bags(ids))(twins.copy(), WORDS))
differ = (by_yours[::2] != by_yours[1::2]).any(axis=1)
print(f"{differ.sum()} of {len(differ)} pairs of twins differ in their bags")
nets = {"a bag of words": bag_net, "a place per word": place_net, "in order, LSTM": model}
print({name: f"{net.count_params():,} weights" for name, net in nets.items()})

# %%
CONTRASTING = {"but", "although", "while", "still", "however", "despite", "than"}
turned = np.array([reviews.turns(review) > 0 for review in corpus.test])
contrast = turned & np.array([bool(CONTRASTING & set(review)) for review in test_texts])
kinds = {"nothing\nturned": ~turned, "negation": turned & ~contrast, "contrast": contrast}
groups = {name: (test[kind], test_good[kind]) for name, kind in kinds.items()}
groups["twins"] = twins, twins_good
shares = {name: [accuracy(*group, net) for group in groups.values()] for name, net in nets.items()}
title = "Who can judge a review in which something is turned round?"
ax = plot_shares(shares, list(groups), guessing=0.5, title=title)

bag, lstm = (accuracy(test[turned], test_good[turned], net) for net in (bag_net, model))
on_twins = {"bag_twins": shares["a bag of words"][-1], "lstm_twins": shares["in order, LSTM"][-1]}
claim("order-matters", gap=100 * (lstm - bag), bag=bag, lstm=lstm, **on_twins)

# %% [markdown]
# **What you saw.** With plain words the bag does well. With negation it still has ⟨0.8⟩ right: where a
# `not` is in the bag with only one opinion, that opinion must be what it turns round. A contrast
# leaves it with ⟨0.64⟩, for the bag does not tell which of the two opinions came after the `but`. For
# twins it gets exactly half, and no training can change that.
#
# The lecture's sentence, however, is not about bags but about feed-forward networks. With a place per
# word, such a network has ⟨0.91⟩ of the twins right: it has learned order. Has it learned order *in
# time*, what comes before and what after, wherever that is? Move the words to other places: put a
# sentence before the shorter twins that is nobody's opinion, or two. The same two sentences *after*
# the twins are the control, for they leave the twins' words in their places.

# %%
opening = ("It is based on a novel.", "The story takes place in Paris.")
first, second = map(words.split, opening)
short = [review for review in twin_texts if len(review) <= train.shape[1] - 14]  # still in pairs
texts_of = {
    "alone": short,
    "after one\nsentence": [first + review for review in short],
    "after two": [first + second + review for review in short],
    "before two": [review + first + second for review in short],
}
moved = {"a place per word": [], "in order, LSTM": []}
for texts_moved in texts_of.values():
    ids = words.encode(texts_moved, IDS)
    ids = np.pad(ids, [(0, 0), (0, train.shape[1] - ids.shape[1])])
    for name, column in moved.items():
        column.append(accuracy(ids, np.arange(len(ids)) % 2 == 0, nets[name]))
title = "The twins, with sentences that are no opinion"
ax = plot_shares(moved, list(texts_of), guessing=0.5, title=title)

reach = {f"place {place}": f"{(train[:, place - 1] > 0).mean():.0%}" for place in (11, 18, 25)}
print(f"reviews of `train` that have a word in {reach}")

place, lstm = moved.values()
display(claim("order-by-place", place_twins=shares["a place per word"][-1]))
measured = dict(zip(("still", "one", "two", "after"), place))
claim("order-in-time", **measured, lstm=lstm[2], lstm_after=lstm[3])

# %% [markdown]
# So there are two answers. A feed-forward network does have a notion of order, if it gets a place for
# each word; there the sentence says too much. But it is not order in *time*. After two sentences it
# gets ⟨0.5⟩ of the same twins, which is guessing, and with the two after them ⟨0.9⟩: what it knows of
# *not bad* in some places does not help it in places far from them. One sentence does little harm. We
# think that is because ⟨18 %⟩ of the training reviews reach place 18, where these twins end, and hardly
# any reaches place 25. An LSTM has the same weights at every step, and does not mind what comes before.
#
# It minds what comes *after*: with the sentences at the end it guesses, too. In `train` such a sentence
# is always the first, so nothing taught the LSTM to keep its verdict through one. Order in time is not
# all there is to know.
#
# And the twins that the LSTM gets wrong? Sort its errors: does the review compare two films?

# %% tags=["nbval-ignore-output"]
said, wrong = verdict(twins) > 0.5, (verdict(twins) > 0.5) != twins_good
for pair in (["better", "than"], ["worse", "than"]):
    asked, taught = (np.array([set(pair) <= set(x) for x in part]) for part in (twin_texts, texts))
    praised, real = said[asked & wrong], train_good[taught]  # the errors that say praise; `train`
    print(f"{pair[0]} than: {len(praised)} of all {wrong.sum()} errors, in {asked.sum()} twins")
    print(f"    {praised.sum()} say praise. `train` has {len(real)}, {real.mean():.0%} are praise")

# %% [markdown]
# Nearly all of its errors are comparisons. *The film is better than the book* praises the film, *the
# book is better than the film* does not: only the word and the order together tell. But few training
# reviews compare, and of those with *better than*, ⟨84 %⟩ are praise, with *worse than* ⟨11 %⟩. So where
# the network errs, it goes by the word alone: with *better* it says praise, nearly every time, with
# *worse* it never does. A mean accuracy hides that; always look at what is wrong.
#
# ## 3. Watch it read
#
# The dense layer was trained on the last output. But you can ask it at every step: what would
# you say if the review ended here? (`reader`, made after exercise 1, has the trained layers, and an
# output at every step.)


# %%
def watch(review):  # a text
    spoken, ids = words.typed(review, IDS)  # ids (1, steps)
    after = reader.predict_on_batch(ids)[0, :, 0]  # (steps,)
    alone = verdict(ids.T)  # each word as a review of its own
    return plot_reading(spoken, after, alone=alone, title="What does it say after each word?")


# %% tags=["nbval-ignore-output"]
my_review = "The story starts well but the jokes are not funny."
ax = watch(my_review)

# %% [markdown]
# A bar starts at 0.5, where the network cannot decide. Up and blue is praise, down and red is
# blame. A ring is the verdict on a word that stands alone. Look at where a ring and its bar
# disagree: there the network did not add up words, it read. *Funny* alone is praise, ⟨0.85⟩; after
# *not* it is blame. And see where the verdict turns. When this page was made, it was not at *but*,
# which hardly moves it, but at *not*: from ⟨0.67⟩ to ⟨0.03⟩, before *funny* was read.
#
# Two things look odd. After *the story starts* it is nearly sure of praise, and a full stop alone
# seems to be blame. What do they mean?

# %% tags=["nbval-ignore-output"]
begins = np.array([review[:2] == ["the", "story"] for review in texts])
print(f"{begins.sum()} reviews begin with *the story*; {train_good[begins].mean():.0%} are praise")
asked = [text.split() for text in (".", "and", "the", "the story")]
for phrase, here, demo in zip(asked, verdict(words.encode(asked, IDS)), sentiment.chances(asked)):
    print(f"{' '.join(phrase):10} {here:.2f} here, {demo:.2f} from the network of the demo")

# %% tags=["nbval-ignore-output"]
unstopped = words.encode([review[:-1] for review in test_texts], IDS)  # each ends with a full stop
for name, chances in {"without": verdict(unstopped), "with": verdict(test)}.items():
    is_open, right = abs(chances - 0.5) < 0.45, (chances > 0.5) == test_good
    print(f"{name:8}full stop: {is_open.mean():.1%} in 0.05 to 0.95, {right.mean():.3f} right")

# %% [markdown]
# The first bars mean nothing. Half of the reviews that begin with *the story* are praise, yet the
# network says ⟨0.92⟩. It was asked only at the end of reviews, never after two words, so nothing
# has taught it what to say there. It is the same with the rings of words that have no opinion. The
# network of the terminal's demo (at the end of this lab) has also learned from single words and
# phrases, with 0.5 where there is no opinion, and it says ⟨0.50⟩ to all four.
#
# And the full stop at the end? All reviews end with one, so that is where the question was asked
# in training. One word before, ⟨14 %⟩ of the verdicts are still open, between 0.05 and 0.95; with
# the full stop hardly any is. It does not add an opinion; it makes the network say what it knows.
#
# Now write a review of your own, run `watch` again, and try to fool it. Try *although*, *not at
# all*, *nothing about*. Words that it does not know are named; it knows about 800.
#
# ### Exercise 3: leave one out (2 points)
#
# The bars show what a word did to the words *before* it. What did it do to the whole? Leave it
# out of the whole review, and see how far the verdict falls:
#
# $$\text{influence}_i = p(w_1 \dots w_T) - p(w_1 \dots w_{i-1}\, w_{i+1} \dots w_T).$$
#
# The words after it move up, so that there is no gap. (The differences between the bars above are
# something else: they know nothing of the words that come later.)


# %% exercise="leave-one-out"
def leave_one_out(verdict, ids):
    """What each word adds to the verdict on a review.

    verdict: function of an int array (reviews, steps), padded with 0 on the right if need be, that
    returns a float array (reviews,) of numbers in 0..1. ids: int array (words,) of one review: at
    least two words, no padding; a word may occur more than once.
    Returns a float array (words,); number i is above 0 if the verdict falls without word i.
    Example: ids [7, 4], the verdict on [7, 4] is 0.9, on [7] 0.3, on [4] 0.8: gives [0.1, 0.6].
    """
    ### BEGIN SOLUTION
    without = np.stack([np.delete(ids, place) for place in range(len(ids))])
    return verdict(ids[None])[0] - verdict(without)
    ### END SOLUTION


# %% check="leave-one-out"
checks.leave_one_out(leave_one_out)

# %% tags=["nbval-ignore-output"]
influence = runtime.yours(
    leave_one_out, lambda judge, ids: judge(ids[None]) - judge(np.where(np.eye(len(ids)), 1, ids))
)
spoken, ids = words.typed(my_review, IDS)
ax = plot_influence(spoken, influence(verdict, ids[0]), title="What each word adds to p")


# %% tags=["nbval-ignore-output"]
def log_odds(ids):
    p = verdict(ids).clip(1e-7, 1 - 1e-7)  # never log 0
    return np.log(p / (1 - p))


ax = plot_influence(spoken, influence(log_odds, ids[0]), log_odds=True, title="In log-odds")

# %% [markdown]
# Both pictures ask your function about the review above, first with the verdict $p$, then with its
# **log-odds**, $\log \frac{p}{1 - p}$. That is $v \cdot h_T + b$, what the dense layer computes before its
# sigmoid. (Until your function is there, each word is replaced by id 1, an unknown word, instead of
# being left out.)
#
# **What you saw.** In $p$, *not* seems to do everything and all other words nothing. But $p$ is
# nearly 0, and there the sigmoid is flat: it is **saturated**. Whatever one word less does to the
# log-odds, $p$ stays at 0, unless the verdict flips. In the log-odds you see the others: *but*
# and *funny* pull down as well, and so does the full stop, as it makes the verdict firm. An
# influence of 0 does not say that a word is not used.
#
# ## 4. Layers combine, and a mask gets lost
#
# Lecture 4 remarks ("Remarks") that recurrent layers can be stacked, and combined with convolutional
# and dense ones. A **convolution** computes something at every place from the vectors of a few
# neighbours, with the same weights at every place. Here these are three words, the word and the
# two before it (`padding="causal"`: nothing that comes later), enough to see *not very good* at one
# glance. Put one between the embedding and the LSTM of section 1, and train. The loss will be
# splendid. Look at the test before you read on: has the network learned its reviews by heart?
#
# The picture asks something else. Take the test reviews of one length, so that there is no padding,
# and put zeros after them, more and more. A second network gets *exactly the same weights*. Only,
# it makes the mask by hand and gives it to the LSTM. A third has no mask, as the first, but was
# trained on padding: `batches` leaves all reviews at 25 steps.

# %% tags=["nbval-ignore-output"]
epochs = runtime.budget(full=2, quick=1)
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    trap = keras.Sequential([keras.Input((None,), dtype="int32")])
    trap.add(layers.Embedding(WORDS, 32, mask_zero=True))  # (n, steps, 32)
    trap.add(layers.Conv1D(32, kernel_size=3, padding="causal", activation="relu"))
    trap.add(layers.LSTM(42))  # (n, 42); about as many weights as the networks after it will have
    trap.add(layers.Dense(1, activation="sigmoid"))
    started = time.perf_counter()
    history = fit(trap, batches_by_length(train, train_good, 64), epochs)

warnings.filterwarnings("ignore", message=".*does not support masking")  # once is enough
trap_seconds = time.perf_counter() - started
loss = history.history["loss"][-1]
print(f"loss {loss:.3f} at the end: the right verdict got a probability of {np.exp(-loss):.2f}")
print(f"unseen reviews: {accuracy(test, test_good, trap):.2f} right, ", end="")
print(f"{(verdict(test, trap) > 0.5).mean():.2f} judged as praise")


# %% tags=["nbval-ignore-output"]
def build(body):
    ids = keras.Input((None,), dtype="int32")
    mask = ops.not_equal(ids, 0)  # (n, steps)
    x = layers.Embedding(WORDS, 32)(ids)
    for layer in body:  # a convolution takes no mask, an LSTM does
        x = layer(x) if isinstance(layer, layers.Conv1D) else layer(x, mask=mask)
    return keras.Model(ids, layers.Dense(1, activation="sigmoid")(x))


cured = build([layers.Conv1D(32, 3, padding="causal", activation="relu"), layers.LSTM(42)])
cured.set_weights(trap.get_weights())
padded = keras.models.clone_model(trap)  # new weights
fit(padded, batches(train, train_good, 64), epochs)

chosen = (test != 0).sum(axis=1) == 12
twelve, good, zeros = test[chosen][:, :12], test_good[chosen], [0, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16]
rows = [np.pad(twelve, [(0, 0), (0, n)]) for n in zeros]
asked = {"mask lost": trap, "same, mask by hand": cured, "trained on padding": padded}
right = {name: [accuracy(ids, good, net) for ids in rows] for name, net in asked.items()}
where = {"xlabel": "zeros after a review of 12 words", "chance": 0.5, "ends": False}
title = "What does padding do to a network that lost its mask?"
ax = plot_curves(zeros, right, **where).set_title(title)
print(f"{chosen.sum()} reviews; `test` with the mask: {accuracy(test, test_good, cured):.3f} right")
print(said[0].message if said else "no warning")

# %% [markdown]
# **What you saw.** The loss is splendid, and on the test the network guesses. `Conv1D` drops the
# mask, with no more than the warning above, which is easily lost in a long output. The LSTM after it
# reads the zeros as if they were words. Nobody has taught it what they mean, so what they do to its
# state is an accident of the training. When this page was made, two of them did no harm, but ten made
# it say the *opposite* of what it had read (only ⟨0.13⟩ right), and with 16 it guessed.
#
# Training hardly noticed, for in batches of equal length there is hardly any padding to stumble over.
# The third network tests that: it was trained on padding, and has learned what zeros mean. So nothing
# was learned by heart, and the fault is not in the weights: with the mask, the weights of the first
# have ⟨0.99⟩ of the test right. Whenever a score falls and the loss does not, ask what is different
# between the two inputs.
#
# Now to the lecture's remark. Here are four ways to spend about 16,000 weights (not counting the word
# vectors), with the same reviews, the same number of updates and the same learning rate, one seed each.
# The convolution is the network that you have just cured.

# %%
bodies = {
    "lstm": [layers.LSTM(48)],
    "stacked": [layers.LSTM(32, return_sequences=True), layers.LSTM(32)],
    "both_ways": [layers.Bidirectional(layers.LSTM(32))],
}
taken, networks = {"convolution": trap_seconds}, {"convolution": cured}
for name, body in bodies.items():
    networks[name], started = build(body), time.perf_counter()
    fit(networks[name], batches_by_length(train, train_good, 64), epochs)
    taken[name] = time.perf_counter() - started
measured = {f"{name}_accuracy": accuracy(test, test_good, net) for name, net in networks.items()}
measured |= {
    f"{name}_parameters": net.count_params() - 32 * WORDS for name, net in networks.items()
}
measured |= {f"{name}_seconds": round(seconds, 1) for name, seconds in taken.items()}
claim("conv-and-recurrent", **measured)

# %% [markdown]
# All four work, and on these reviews they hardly differ: the task is nearly solved by the first, so
# there is nothing left to win. What differs is how long they train: two LSTMs take longer than one,
# stacked or side by side.
#
# ## 5. Word vectors from reviews without labels
#
# Labels are expensive, text is cheap. Lecture 5 recommends word vectors that somebody has trained
# already. So pretend that the 12,000 reviews have no labels, and train vectors on the bare text
# with **skip-gram** (lab 07): a word's vector has to predict which words stand near it. Then take
# labels for only 100, 300 or 1,000 reviews, and train an LSTM with these vectors and another that
# has to learn its own.
#
# Skip-gram knows nothing of praise or blame. But people who find the plot dull tend to find the
# jokes flat, so words of one opinion keep company.
#
# The vectors go into an `Embedding`. They are centred first (what all have in common tells no word
# from another) and brought to a mean length of 3. (The length and the learning rate were chosen on
# reviews apart, not on `test`.) And they are *frozen*, `trainable=False`: we expect that a few labels
# only move the few words that they mention, away from their neighbours.
#
# Is it what the vectors know, or would any vectors of this length do? That needs a control in which
# one thing alone is different. So two more networks begin with vectors and *go on learning* them, as
# the first does: one with the pretrained vectors, one with the same vectors **dealt out to the wrong
# words**. They get 1,000 labels. All have the same number of updates, and three seeds, which also draw
# three choices of reviews.

# %% tags=["nbval-ignore-output"]
SIZE, epochs = 64, runtime.budget(full=10, quick=2)
how = {"vector_size": SIZE, "window": 8, "epochs": epochs, "min_count": 1, "workers": 1}
vectors = Word2Vec(texts, sg=1, seed=8, **how).wv  # sg=1: skip-gram
for word in ("superb", "dull", "acting", "not"):
    print(f"{word:10}{', '.join(other for other, _ in vectors.most_similar(word, topn=6))}")

table, dealt = np.zeros((2, WORDS, SIZE), "float32")  # ids 0 and 1 have no vector
table[2:] = vectors[list(IDS)] - vectors[list(IDS)].mean(axis=0)
table *= 3 / np.linalg.norm(table[2:], axis=1).mean()
dealt[2:] = np.random.default_rng(8).permutation(table[2:])


# %%
UPDATES = runtime.budget(full=100, quick=20)
counts, seeds = runtime.budget(full=((100, 300, 1000), (1, 2, 3)), quick=((100,), (1,)))


def reads_few(frozen):
    net = keras.Sequential([keras.Input((None,), dtype="int32")])
    net.add(layers.Embedding(WORDS, SIZE, mask_zero=True, trainable=not frozen))
    net.add(layers.LSTM(UNITS))
    net.add(layers.Dense(1, activation="sigmoid"))
    net.compile(training.optimizer(0.02, UPDATES), "binary_crossentropy", steps_per_execution=20)
    return net


def learn(net, count, seed, table=None):
    training.start_again(net, seed)  # new weights, without compiling it once more
    if table is not None:
        net.layers[0].set_weights([table])
    few = np.random.default_rng(seed).permutation(len(train))[:count]
    data = batches_by_length(train[few], train_good[few], 50)
    net.fit(data.repeat().take(UPDATES), verbose=0)
    return accuracy(test, test_good, net)


own, frozen = reads_few(frozen=False), reads_few(frozen=True)


# %%
learned = {
    "vectors of its own": [[learn(own, n, seed) for n in counts] for seed in seeds],
    "pretrained, frozen": [[learn(frozen, n, seed, table) for n in counts] for seed in seeds],
}
ax = plot_spread(counts, learned, xlabel="reviews with a label", ylabel="share right, unseen")
title = ax.set(ylim=(0.5, 1.0), title="How far do a few labels go, from 0.5, guessing?")

# %%
most, (alone, pretrained) = counts[-1], map(np.array, learned.values())
few = {"own_few": max(alone[:, 0]), "pretrained_few": min(pretrained[:, 0])}
many = {"own_many": max(alone[:, -1]), "pretrained_many": min(pretrained[:, -1])}
many["learning_many"] = min(learn(own, most, seed, table) for seed in seeds)
many["dealt_many"] = max(learn(own, most, seed, dealt) for seed in seeds)
claim("pretrained-helps", **few, **many)

# %% [markdown]
# **What you saw.** With vectors from text without labels, 300 labels are worth more than 1,000 without
# them. (Each line is the mean of three seeds, the band is their range.) A label says that *one* review
# is praise. If `superb` and `splendid` have similar vectors, what is learned about the one holds for
# the other, and a rare word is no stranger.
#
# Is it that? See the control. With 1,000 labels, vectors that go on learning have ⟨0.77⟩ right or more if
# they begin as the pretrained ones, and ⟨0.73⟩ at most if these were dealt out to the wrong words, hardly
# more than vectors of its own (⟨0.71⟩ at most). So it is what the vectors know that helps. And freezing
# them pays: ⟨0.82⟩ at least. What would break it, we expect: a text in which praise and blame keep the
# same company.
#
# ## 6. Up the tree
#
# A recurrent network is a chain: the first word passes through as many steps as the review has
# words. Lecture 3 ("Recursive Networks") puts a *tree* in its place. A word's $h$ is its vector.
# Two neighbours that belong together are joined into one, and the same function joins them all:
#
# $$h^{n} = F(h^{n.left}, h^{n.right}) = \tanh\left(W\, [h^{n.left};\, h^{n.right}] + b\right)$$
#
# with $h$ of $d$ numbers, $[\cdot\,;\cdot]$ for one after the other, $W$ of shape $(d, 2d)$ and $b$
# of shape $(d,)$. Each node of the tree stands for a phrase, and can be judged. Our grammar has made
# each review as such a tree all along, with a **label** for *every* phrase: 0 is very negative, 2 is
# neutral, 4 is very positive. The picture writes them as signs, so its 0 is label 2.

# %%
print(legend())
ax = plot_tree(corpus.twins[0], title="The labels of a review's phrases")

# %% [markdown]
# *Although* takes the weight from what follows it: the phrase that begins with it is blame, the
# review praise.
#
# ### Exercise 4: join words into a sentence (2 points)
#
# Write the recursion. A tree is a word's id (an int) or a pair of trees: `((7, 3), 5)` joins
# words 7 and 3 first, and then the result with word 5. (In numpy, $[h; h']$ is *one* array of $2d$
# numbers. If a product complains of sizes $d$ and $2d$, look at what you multiply with.) The check
# lets a Keras layer do the joining.


# %% exercise="compose"
def compose(tree, vectors, weights, bias):
    """The vector of a tree's root.

    tree: an int (a word's id, 0 or more), or a pair (left, right) of trees, a tuple.
    vectors: float array (words, d); row i is the vector of word i. weights: float array (d, 2d),
    W in the formula. bias: float array (d,), b.
    Returns a float array (d,); for a tree of one word, its vector as it is.
    Example: tree (1, 0), vectors [[2], [3]], weights [[1, -1]], bias [0] give [0.76], tanh of 3 - 2.
    """
    ### BEGIN SOLUTION
    if isinstance(tree, int):
        return vectors[tree]
    left, right = (compose(child, vectors, weights, bias) for child in tree)
    return np.tanh(weights @ np.concatenate([left, right]) + bias)
    ### END SOLUTION


# %% check="compose"
checks.compose(compose)

# %% [markdown]
# With a call of Keras for each node, training would take many minutes. But all nodes of one *height*, of
# all trees of a batch, can be joined at once: first all pairs of words, then all nodes right above
# these, and so on. `trees.forests` sorts the nodes in this way; a batch is then a *forest*. Here is
# the network. $F$ is a dense layer, and another one judges every node with five **logits**, the
# numbers from which a softmax makes the probabilities of the labels. (Dropout sets a random part of
# the numbers to 0 while training, so that the network relies on no single one. Only section 7 uses it.)
#
# The loss is the cross-entropy of the five labels, averaged over all nodes of a forest of 32 trees, so the
# network is told the verdict on every phrase, here of 8,000 reviews. A review counts as praise if labels
# 3 and 4 together are more probable than 0 and 1.
#
# What are the labels of the phrases worth, and what is the tree worth? Ask where reviews are few: 1,984
# of them (62 forests), and the same number of updates for all. One tree network is told the verdict on
# every phrase. One is told it on the whole review alone; so is an LSTM, the control for the tree. The
# last is told it on the whole, too, but joins its words along trees **drawn at random**, both when it is
# trained and when it is tested.


# %%
class TreeNet(keras.Model):
    """h = tanh(W [left; right] + b) from the words up, and a verdict at every node."""

    def __init__(self, words, size, dropout=0.0):
        super().__init__()
        self.embed = layers.Embedding(words, size)
        self.join = layers.Dense(size, activation="tanh")  # F
        self.drop = layers.Dropout(dropout)
        self.judge = layers.Dense(5)  # logits of very negative ... very positive

    def call(self, forest):
        words, *heights = forest  # (1, words), then (1, nodes, 2) for height 1, 2, ...
        h = self.embed(words)[0]  # (words, size)
        for children in heights:  # where the left and right children are in h
            pairs = ops.take(h, children[0], axis=0)  # (nodes, 2, size)
            pairs = ops.reshape(pairs, (-1, 2 * h.shape[1]))  # [left; right]
            h = ops.concatenate([h, self.join(pairs)], axis=0)
        return self.judge(self.drop(h))[None]  # (1, all nodes, 5)


def lessons(part, at_every_node=True):  # trees -> forests of 32, and where in them the loss counts
    forests = trees.forests(part, TREE_IDS, 32)
    at_roots = np.zeros_like(forests.weights)  # (forests, nodes)
    np.put_along_axis(at_roots, forests.roots, 1, axis=1)
    return forest_batches(forests if at_every_node else forests._replace(weights=at_roots))


# %%
TREE_IDS = {word: number - 1 for word, number in IDS.items()}  # from 1 on, unknown words last
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def judge(net, part, ids):  # trees -> probabilities of the five labels at the roots (n, 5)
    forest = trees.forests(part, ids, len(part))  # all in one
    logits = net((forest.words, *forest.children))[0]
    return ops.convert_to_numpy(ops.softmax(logits))[forest.roots[0]]


def share_right(net, part, ids=TREE_IDS):
    chances = judge(net, part, ids)
    says_praise = chances[:, 3:].sum(axis=1) > chances[:, :2].sum(axis=1)
    return np.mean(says_praise == reviews.praised(part))


few = corpus.train[: runtime.budget(full=1_984, quick=320)]
drawn, other_test = (tree_arrays.random_trees(part, seed=8) for part in (few, corpus.test))
tree_net, on_phrases, on_wholes, on_drawn = (TreeNet(WORDS, 32) for _ in range(4))
fit(tree_net, lessons(corpus.train[: runtime.budget(full=8_000, quick=1_600)]), EPOCHS, loss)
fit(on_phrases, lessons(few), 2 * EPOCHS, loss)
fit(on_wholes, lessons(few, at_every_node=False), 2 * EPOCHS, loss)
fit(on_drawn, lessons(drawn, at_every_node=False), 2 * EPOCHS, loss)
chain = keras.models.clone_model(model)  # an LSTM with new weights
history = fit(chain, batches_by_length(train[: len(few)], train_good[: len(few)], 32), 2 * EPOCHS)

# %%
by_few = {
    "tree, told\nall phrases": share_right(on_phrases, corpus.test),
    "tree, told\nthe whole": share_right(on_wholes, corpus.test),
    "LSTM, told\nthe whole": accuracy(test, test_good, chain),
    "random trees,\ntold the whole": share_right(on_drawn, other_test),
}
title = f"What can be learned from {len(few):,} reviews?"
ax = plot_shares({"unseen reviews": [*by_few.values()]}, list(by_few), guessing=0.5, title=title)
few_of = dict(zip(("few_phrases", "few_roots", "few_chain", "few_drawn"), by_few.values()))
parts = {"root": corpus.test, "root_twins": corpus.twins, "root_other_trees": other_test}
claim("recursive-sentiment", **few_of, **{n: share_right(tree_net, p) for n, p in parts.items()})

# %% [markdown]
# **What you saw.** Told the verdict on every phrase, the tree has ⟨0.97⟩ right from 1,984 reviews. Told it
# on the whole review alone, it has ⟨0.72⟩, and the LSTM, which is told the same, ⟨0.82⟩. So it is not the
# tree that makes up for few reviews: it is a label on every phrase, which only somebody who has the
# phrases can give. (With many reviews they are not needed: the LSTM of section 1 got 12,000.)
#
# Does the tree matter, then? Along random trees, a network that is told the whole alone has ⟨0.5⟩ right:
# it guesses. And the first network, trained on 8,000 reviews, which judges nearly all of the test right
# along our trees, has ⟨0.79⟩ along random ones, on which it was not trained. What it has learned are the
# joins of phrases. (This is one seed each; told the whole alone, trees differ much from seed to seed.)
#
# Look inside. Write any sentence as a tree, and see the network's verdict at every node. The sign
# is the mean of the five labels, weighted by their probabilities.


# %% tags=["picture", "nbval-ignore-output"]
tree = trees.plant((("it", ("is", (("not", "bad"), ("at", "all")))), "."))
chances = judge(tree_net, list(tree.nodes()), TREE_IDS)  # a node is a tree of its own
ax = plot_tree(tree, chances @ np.arange(5), title="What does the network say to every phrase?")

# %% [markdown]
# *Bad* is blame. One join later, with *not*, it has become praise, and with *at all* it is
# strong praise. Change the sentence and see.
#
# Now the promise of the lecture: the way from a word to the root takes $O(\log n)$ steps instead of
# $O(n)$. In a tree that branches evenly, twice as many words cost one more step. Do ours come
# close? The axis of words is logarithmic, so $O(\log n)$ is a straight line, and a chain bends up and
# leaves the picture.

# %%
ax = plot_depths(corpus.test, title="How many steps are the words from the root?")
n = np.array([len(tree.words) for tree in corpus.test])
depth = np.mean([tree.depth for tree in corpus.test])
sizes = {"depth": depth, "bound": np.mean(2 * np.log2(n)), "chain": np.mean(n - 1)}
claim("tree-depth", **sizes)

# %% [markdown]
# From ⟨4.3⟩ steps with 6 words to ⟨6.1⟩ with 12 and ⟨7.9⟩ with 24: nearly two steps for twice as many
# words, not one, but on a straight line. But a grammar that we wrote is no proof for languages;
# section 7 asks again.
#
# ### Exercise 5: all trees at once (3 points)
#
# `forests` had the nodes sorted beforehand. Do it yourself. The nodes of several trees are
# numbered in any order, so a parent can come before its children. `left` and `right` say which
# nodes are the children; both are -1 for a word. A tree may be a single word. Fill in the vectors
# of all nodes.
#
# `combine` is $F$ for many nodes at once: two arrays (n, d) go in, one comes out. It is the
# expensive part, so you may call it only once per height. A word has height 0, every other node is
# one higher than the higher one of its children. If the highest node of all trees has height 4,
# four calls must do. So join in each call all nodes that are ready (both children done).


# %% exercise="levels"
def levels(left, right, leaves, combine):
    """The vectors of all nodes of some trees.

    left, right: int arrays (nodes,), numbers of the children, both -1 for a word; at least one
    node is no word. leaves: float array (nodes, d); row i is the vector of node i if it is a
    word, else zeros; you may write into it. combine: function of two float arrays (n, d), vectors
    of n left and of n right children, n at least 1; it returns a float array (n, d) and may be
    called once per height.
    Returns a float array (nodes, d).
    Example: left [2, -1, -1], right [1, -1, -1]: node 0 joins node 2 and node 1, one call.
    """
    ### BEGIN SOLUTION
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h
    ### END SOLUTION


# %% check="levels"
checks.levels(levels)

# %% [markdown]
# If it passes, you have the idea that makes recursive networks fast. Libraries call it *dynamic
# batching*. The next cell lets your two functions compute what the trained network computes, from
# its own weights. (Until they are there, nodes are joined one by one.)


# %% tags=["nbval-ignore-output"]
left, right, ids, roots = tree_arrays.numbered(corpus.test[:32], TREE_IDS)
vectors, join = tree_net.embed.get_weights()[0], tree_arrays.Joining(*tree_net.join.get_weights())
leaves = np.where(left[:, None] < 0, vectors[ids], 0)
h = runtime.yours(levels, tree_arrays.joined_one_by_one)(left, right, leaves, join)
by_one = runtime.yours(compose, lambda *_: h[roots[0]])
by_one = by_one(tree_arrays.as_pairs(corpus.test[0], TREE_IDS), vectors, join.weights.T, join.bias)
both = np.array(ops.softmax(tree_net.judge(h[roots]))), judge(tree_net, corpus.test[:32], TREE_IDS)
print(f"{(left >= 0).sum()} joins in 32 trees, {join.calls} calls of F")
print(f"{abs(by_one - h[roots[0]]).max():.0e} between exercises 4 and 5, first root")
print(f"{abs(both[0] - both[1]).max():.0e} between exercise 5 and the network, all roots")

# %% [markdown]
# ## 7. On the real thing
#
# Two public data sets are used everywhere for this task. **IMDB** has long reviews that people
# wrote, **SST** (the treebank that lecture 3 names) has single sentences with their trees. Neither
# is part of the course. `%run -m course data fetch imdb` and `%run -m course data fetch sst` in a
# cell get them (or set `COURSE_DATA` to a folder that has them). Without them the next cells do
# nothing but say so; the text after them says what we found. With them they train: half a minute with
# our 5,000 IMDB reviews, a few minutes with all 25,000.
#
# For IMDB the network is the one of section 1, with two changes for long texts. It averages its
# outputs over all words instead of taking the last one, and dropout keeps it from learning
# individual reviews by heart. It reads the last 200 words of a review. So does the control, the bag
# of words of section 2.


# %%
def build_imdb(size):
    ids = keras.Input((None,), dtype="int32")
    x = layers.SpatialDropout1D(0.4)(layers.Embedding(size, 32, mask_zero=True)(ids))
    x = layers.LSTM(32, return_sequences=True)(x)  # (n, steps, 32)
    summary = layers.Dropout(0.3)(layers.GlobalAveragePooling1D()(x))  # leaves padding out
    return keras.Model(ids, layers.Dense(1, activation="sigmoid")(summary))


# %% tags=["nbval-ignore-output"]
on_imdb, on_sst, depths, epochs = {}, {}, {}, runtime.budget(full=3, quick=1)
if real := local.if_present(imdb.load, "train", "test"):
    known = words.number(real[0].words, most=9_998)
    read, exam = (words.encode([text[-200:] for text in part.words], known) for part in real)
    on_imdb = {"known": len(read)}
    for name, make in (("accuracy", build_imdb), ("bag", build_bag_net)):
        net = make(len(known) + 2)
        fit(net, batches_by_length(read, real[0].labels.astype("float32"), 64), epochs)
        on_imdb[name] = np.mean((net.predict(exam, verbose=0)[:, 0] > 0.5) == real[1].labels)
if real := local.if_present(sst.load, "train", "test"):
    read, exam = ([trees.parse(str(tree).lower()) for tree in part] for part in real)
    known = words.number([tree.words for tree in read], most=8_000)
    known = {word: number - 1 for word, number in known.items()}
    net = TreeNet(len(known) + 2, 32, dropout=0.3)
    fit(net, forest_batches(trees.forests(read[: len(read) // 32 * 32], known, 32)), epochs, loss)
    clear = [tree for tree in exam if tree.label != trees.NEUTRAL]
    on_sst = {"root": share_right(net, clear, known), "sentences": len(clear)}
    n = np.array([len(tree.words) for tree in read])
    depths = {"depth": np.mean([tree.depth for tree in read]), "bound": np.mean(2 * np.log2(n))}
    ax = plot_depths(read, title="The same for sentences that people wrote")
    joins = [node for tree in read[:1_000] for node in tree.nodes() if node.word is None]
    leans = np.sign([len(node.right.words) - len(node.left.words) for node in joins])
    print(f"{(leans[leans != 0] > 0).mean():.0%} of unequal joins have more words on the right")
claim("tree-depth-sst", **depths)

# %%
display(claim("sentiment-many-to-one-imdb", **on_imdb))
claim("recursive-sentiment-sst", **on_sst)

# %% [markdown]
# People are harder to read than a grammar, and both networks still reach their bars. When this page
# was made, with both data sets, it was ⟨0.83⟩ on IMDB with 5,000 reviews to learn from, and ⟨0.83⟩ on
# SST for whether a sentence is praise or blame. But the bag of words of section 2, which knows no order,
# has ⟨0.85⟩ on IMDB: on long reviews a recurrent network has to earn its place.
#
# SST's trees are *deeper* than $2 \log_2 n$, ⟨9.8⟩
# steps on average against ⟨8.1⟩, and in the picture the dots leave the straight line: from 12 to 24
# words they gain more steps than from 6 to 12. Real sentences lean to the right: "a film that nobody
# who likes ..." opens one phrase inside another. Where two parts of unequal length are joined, the
# right one is the longer in ⟨73 %⟩. A tree that leans is on its way to becoming a chain. The lecture's
# $O(\log n)$ holds for trees that branch well, and that is for the language to decide.
#
# ## 8. A place to play
#
# Change one thing, say what you expect, and run it again.
#
# - Here: a review of your own. Which word turns the verdict, and which word does `influence` blame?
#   Try two turns in one sentence, *although* first or in the middle, a comparison, no full stop.
# - Section 1: learn from `train[:1000]` instead of `train`. Does the line of the twins ever leave 0.5?
# - Section 4: `padding="same"` sees the next word, too. Does the network then survive more zeros?
# - Section 5: give skip-gram a window of 1. Which words keep company now, and do the labels go as far?
# - Section 6: plant the same words as another tree. Does it still understand them?
# - Talk to the demo's network: take away the `# ` before the last line of the cell; an empty line ends
#   the conversation. In a terminal, in the folder of the course, it is
#   `.venv/bin/course demo sentiment`, on Windows `.venv\Scripts\course demo sentiment`.

# %% tags=["nbval-ignore-output"]
REVIEW = "the plot is weak, but the cast is superb."
ax = watch(REVIEW)
spoken, ids = words.typed(REVIEW, IDS)
odds = influence(log_odds, ids[0])
ax = plot_influence(spoken, odds, log_odds=True, title="What each word adds to the log-odds")
# %run -m course demo sentiment

# %% [markdown]
# ## What to take away
#
# - Many to one: read everything, take the output at the last *word*, ask one question. Padding
#   goes on the right and is masked, and the mask has to reach every recurrent layer. If it does
#   not, a warning and a test with padding say so; the loss does not.
# - A bag of words knows what is said, not how, and gets exactly half of the twins. A feed-forward
#   network with a place per word does learn order, but for each place anew.
# - The verdict after each word shows how a network reads; what it does without a word shows
#   what it relies on. A saturated verdict hides both.
# - Vectors from text without labels make few labels go far, if words of one kind keep company.
# - A tree joins what belongs together, and can be told the verdict on every phrase. It needs
#   somebody who draws the tree.
#
# The five exercises add up to 9 points; each check shows yours. In the next lab, 09, a network no
# longer says one thing at the end: it writes a sentence in another language.
#
# **Three things to read.**
#
# - R. Socher and others, *Recursive Deep Models for Semantic Compositionality Over a Sentiment
#   Treebank* (EMNLP 2013): the trees of section 7 and the network of section 6. Its figures of *not*
#   and *but* are worth the time.
# - S. Wang and C. Manning, *Baselines and Bigrams: Simple, Good Sentiment and Topic Classification*
#   (ACL 2012): how far bags of words and of word pairs go on real reviews. Read it before you are
#   proud of a recurrent network.
# - J. Li, X. Chen, E. Hovy and D. Jurafsky, *Visualizing and Understanding Neural Models in NLP*
#   (NAACL 2016): more ways to ask a network what a word does to its verdict.
