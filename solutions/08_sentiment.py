# %% [markdown]
# # Lab 08: did they like the film?
#
# A network reads a film review, word by word, and says at the end whether it is praise or blame.
# Lecture 4 lists this among its scenarios (sequence input, single output, slide "Various
# Scenario's"), and lecture 5 shows it as its first application (slide "Sentiment Analysis of
# Movie Reviews"). You train such a network, watch it change its mind as it reads, and ask which
# words made it do so. Then you build one that does not read from left to right at all, but up
# the tree of the sentence, as lecture 3 proposes.
#
# **You need:** the idea of an LSTM (lecture 4). **Time:** about one hour and a half with the
# exercises; the cells themselves run in about a minute.

# %% setup=true
from course import runtime

runtime.start(seed=8)

import keras
import numpy as np
from keras import layers, ops

from course.checks import sentiment as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*),
# and which machine and which versions you have. Every exercise needs this cell and its own
# cell, nothing else.

# %%
import re
import time
from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt
import tensorflow as tf
from course.claims import claim
from course.data import imdb, reviews, sst, trees
from course.data.pipeline import batches_by_length
from course.errors import CourseError
from course.plots.reading import plot_reading
from course.plots.training import GrowingCurve, plot_curves
from course.plots.trees import legend, plot_tree
from course.plots.unrolled import plot_many_to_one
from gensim.models import Word2Vec

# %% [markdown]
# ## 1. Many to one
#
# The reviews come from a grammar made for this course; its lexicon has about 800 words. You
# learn from `train`. `test` has other reviews: none of them has the same words, in whatever
# order, as one of `train`. `twins` is the hard part. Its reviews are unseen too, and come in
# pairs with *the same words* and opposite verdicts.

# %%
corpus = reviews.corpus(
    train=runtime.budget(full=12_000, quick=2_000),
    test=runtime.budget(full=2_000, quick=400),
    seed=8,
)


def good(part):  # 1 is praise, 0 is blame
    return np.array([tree.label > trees.NEUTRAL for tree in part], "float32")


for name, part in zip(corpus._fields, corpus):
    print(f"\n{name}, {len(part):,} reviews, {good(part).mean():.0%} of them praise, such as")
    for tree in part[:4]:
        print(f"    {'praise' if good([tree])[0] else 'blame '}  {' '.join(tree.words)}")

# %% [markdown]
# Each word gets a number, its **id**. Id 0 is padding: a batch is a rectangle, so short reviews
# are filled up with zeros on the right. Id 1 stands for every word that `train` does not have.

# %%
VOCABULARY = sorted({word for tree in corpus.train for word in tree.words})
IDS = {word: number for number, word in enumerate(VOCABULARY, 2)}
WORDS = len(VOCABULARY) + 2


def encode(texts):  # lists of words -> ids (n, longest)
    rows = np.zeros((len(texts), max(map(len, texts))), "int32")
    for row, words in zip(rows, texts):
        row[: len(words)] = [IDS.get(word, 1) for word in words]
    return rows


train, test, twins = (encode([tree.words for tree in part]) for part in corpus)
train_good, test_good, twins_good = map(good, corpus)
print(f"{WORDS} ids; {(train == 0).mean():.0%} of the places in `train` are padding")

# %% [markdown]
# The network reads one word a step. Only its last output counts. A dense layer with a sigmoid
# turns it into a number between 0 (blame) and 1 (praise):
#
# $$h_t = \mathrm{LSTM}(e_{w_t},\, h_{t-1}), \qquad p = \sigma(v \cdot h_T + b).$$
#
# Here $e_w$ is the vector of word $w$ (32 numbers, learned like all weights) and $T$ is the
# last word. Each $h_t$ has 32 numbers too.

# %%
ax = plot_many_to_one(corpus.twins[1].words, "blame")

# %% [markdown]
# `mask_zero=True` makes the `Embedding` say which steps are padding. The LSTM then leaves them
# out, so that its last output is the one at the last *word*.

# %%
UNITS, BATCH, EPOCHS = 32, 64, runtime.budget(full=3, quick=1)
model = keras.Sequential(
    [
        keras.Input((None,), dtype="int32"),  # ids (n, steps)
        layers.Embedding(WORDS, 32, mask_zero=True),  # (n, steps, 32)
        layers.LSTM(UNITS),  # (n, 32)
        layers.Dense(1, activation="sigmoid"),  # (n, 1)
    ]
)
model.summary()

# %% [markdown]
# `batches_by_length` puts reviews of about equal length into a batch, so that little of it is
# padding. The learning rate rises for a twentieth of the training and then falls along a
# cosine, as in lab 04. The curve shows the share of reviews that are judged right.


# %%
def compile_model(model, steps, each=None):  # steps: of the whole training; each: in one call
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - steps // 20, warmup_target=0.01, warmup_steps=steps // 20
    )
    optimizer = keras.optimizers.Nadam(rate, beta_2=0.98)
    model.compile(optimizer, "binary_crossentropy", steps_per_execution=each or steps)


def verdict(ids, model=model):  # ids (n, steps) -> probabilities of praise (n,)
    return model.predict_on_batch(np.asarray(ids))[:, 0]


def accuracy(ids, is_good, model=model):
    return np.mean((verdict(ids, model) > 0.5) == is_good)


# %% tags=["nbval-ignore-output"]
steps = len(train) // BATCH  # of an epoch
compile_model(model, EPOCHS * steps, each=steps // 4)
curve = GrowingCurve(lambda model: {"unseen reviews": accuracy(test, test_good, model)}, goal=0.95)
data = batches_by_length(train, train_good, BATCH)
history = model.fit(data, epochs=EPOCHS, verbose=0, callbacks=[curve])

# %%
claim("sentiment-many-to-one", accuracy=accuracy(test, test_good))

# %% [markdown]
# **What you saw.** For a while the network learns little more than which words are nice. Then,
# within an epoch, it finds out how words work on each other.
#
# ### Exercise 1: the last output (1 point)
#
# What the mask did for you, do by hand. An LSTM with `return_sequences=True` gives an output at
# every step, those of the padding included. What stands there depends on the kernel: on a CPU
# the last output again, on a GPU zeros. So never take the last step; take that of the last
# word.


# %% exercise="last-outputs"
def last_outputs(outputs, ids):
    """The output of each review at its last word.

    outputs: array (reviews, steps, units). ids: int array (reviews, steps), 0 is padding, on the
    right; every review has at least one word.
    Returns an array (reviews, units).
    """
    ### BEGIN SOLUTION
    last = (ids != 0).sum(axis=1) - 1
    return outputs[np.arange(len(ids)), last]
    ### END SOLUTION


# %% check="last-outputs" points=1
checks.last_outputs(last_outputs)

# %% [markdown]
# ## 2. Does it need the order?
#
# Lecture 5 says that a feed-forward network takes an input of fixed size and has no notion of
# order. Take it at its word. To make the size fixed, count: how often does each word of the
# vocabulary occur in the review? That is a **bag of words**, a vector $x$ with one number for
# each id. Everything else about the review is gone.
#
# ### Exercise 2: a bag of words (1 point)
#
# Make the bags of some reviews.


# %% exercise="bag-of-words"
def bag_of_words(ids, words):
    """Count the words of each review.

    ids: int array (reviews, steps), each less than `words`; 0 is padding and does not count.
    words: int, size of the vocabulary.
    Returns an array (reviews, words): in column i, how often id i comes in each review.
    """
    ### BEGIN SOLUTION
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        for word in review[review != 0]:
            bag[word] += 1
    return bags
    ### END SOLUTION


# %% check="bag-of-words" points=1
checks.bag_of_words(bag_of_words)

# %% [markdown]
# Now train a feed-forward network on bags. It is no weak one: 64 hidden units, more weights
# than the LSTM has, and twice the epochs. (The Keras layer that counts also counts the padding.
# It does no harm here.)

# %%
feed_forward = keras.Sequential(
    [
        keras.Input((None,), dtype="int32"),
        layers.CategoryEncoding(WORDS, output_mode="count"),  # (n, words)
        layers.Dense(64, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
compile_model(feed_forward, 2 * EPOCHS * steps, each=2 * steps)
feed_forward.fit(batches_by_length(train, train_good, BATCH), epochs=2 * EPOCHS, verbose=0)
print(f"{feed_forward.count_params():,} weights against {model.count_params():,} of the LSTM")

# %% [markdown]
# Split the test. In some reviews a part says the opposite of the whole, as `bad` in *not bad*
# or the first half in *it starts well but ends badly*. `reviews.turns` counts how often. Where
# it is 0, praise is made of nice words and blame of nasty ones.

# %%
turned = np.array([reviews.turns(tree) > 0 for tree in corpus.test])
groups = {
    "nothing\nturned round": (test[~turned], test_good[~turned]),
    "negation,\ncontrast": (test[turned], test_good[turned]),
    "twins": (twins, twins_good),
}
nets = {"bag of words, feed-forward": feed_forward, "in order, LSTM": model}
shares = {name: [accuracy(*group, net) for group in groups.values()] for name, net in nets.items()}

# %%
fig, ax = plt.subplots(figsize=(7.5, 3))
for offset, (name, share) in zip((-0.2, 0.2), shares.items()):
    bars = ax.bar(np.arange(3) + offset, share, 0.38, label=name)
    ax.bar_label(bars, fmt="%.2f")
ax.axhline(0.5, color="#777777", linestyle=":", label="guessing")
ax.set_xticks(range(3), list(groups))
ax.set(ylabel="share right", ylim=(0, 1.12))
legend_box = ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)

# %%
bag, lstm = shares.values()
gap = 100 * (lstm[1] - bag[1])
claim("order-matters", bag=bag[1], lstm=lstm[1], gap=gap, bag_twins=bag[2], lstm_twins=lstm[2])

# %% [markdown]
# **What you saw.** With plain words the bag does well. With negation and contrast it still
# beats guessing, since `but` in a bag tells that *something* is turned round. For twins it gets
# exactly half, and no training can change that: both twins have the same bag, so both get the
# same verdict, and one of them is wrong.
#
# And the twins that the LSTM gets wrong? Sort its errors: does the review compare two things, with
# the word *than*?

# %%
wrong = (verdict(twins) > 0.5) != twins_good
than = np.array(["than" in tree.words for tree in corpus.twins])
for name, kind in (("comparisons", than), ("other twins", ~than)):
    print(f"wrong: {(wrong & kind).sum()} of {kind.sum()} {name}")
for index in np.flatnonzero(wrong)[:4]:
    print(f"    {' '.join(corpus.twins[index].words)}")

# %% [markdown]
# It has not learned to compare. *The book is worse than the film* praises the film, *the film is
# worse than the book* does not. Neither the first noun nor the word *worse* tells anything
# alone, only both together, and such reviews are rare in the training. A mean accuracy hides
# that; always look at what is wrong.
#
# ## 3. Watch it read
#
# The dense layer was trained on the last output. Nothing forbids to ask it at every step: what
# would you say if the review ended here? Take the same three layers, with
# `return_sequences=True`.

# %%
embedding, recurrent, dense = model.layers
every_step = layers.LSTM(UNITS, return_sequences=True)
reader = keras.Sequential([keras.Input((None,), dtype="int32"), embedding, every_step, dense])
every_step.set_weights(recurrent.get_weights())


def watch(review):  # a text; full stops and commas are words too
    words = re.findall(r"[a-z']+|[.,]", review.lower().replace("’", "'"))
    if not words:
        raise ValueError("there is no English word in this review")
    if unknown := [word for word in words if word not in IDS]:
        print(f"The network has never seen: {', '.join(unknown)}")
    after = reader.predict_on_batch(encode([words]))[0, :, 0]  # (steps,)
    return plot_reading(words, after, alone=verdict(encode([[word] for word in words])))


# %% tags=["nbval-ignore-output"]
ax = watch("The story starts well but the jokes are not funny.")

# %% [markdown]
# A bar starts at 0.5, where the network cannot decide. Up and blue is praise, down and red is
# blame. A ring is the verdict on a word that stands alone. Look at where a ring and its bar
# disagree: there the network did not add up words but read.
#
# Now write a review of your own, run the cell, and try to fool it. Words that it does not know
# are named; it knows about 800.

# %% tags=["nbval-ignore-output"]
my_review = "Although the plot is silly, I liked it."
ax = watch(my_review)

# %% [markdown]
# ### Exercise 3: leave one out (2 points)
#
# The bars show what a word did to the words *before* it. What did it do to the whole? Leave it
# out, and see how far the verdict falls:
#
# $$\text{influence}_i = p(w_1 \dots w_T) - p(w_1 \dots w_{i-1}\, w_{i+1} \dots w_T).$$
#
# The words behind it move up, so that there is no hole. If your check passes, try
# `from course.plots.reading import plot_influence` and
# `plot_influence(words, leave_one_out(verdict, encode([words])[0]))` with a list of words.


# %% exercise="leave-one-out"
def leave_one_out(verdict, ids):
    """What each word adds to the verdict on a review.

    verdict: function of an int array (reviews, steps), padded with 0 on the right if need be, that
    returns an array (reviews,) of numbers in 0..1. ids: int array (words,), at least two, no padding.
    Returns an array (words,); more than 0 if the verdict falls without the word.
    """
    ### BEGIN SOLUTION
    without = np.stack([np.delete(ids, place) for place in range(len(ids))])
    return verdict(ids[None])[0] - verdict(without)
    ### END SOLUTION


# %% check="leave-one-out" points=2
checks.leave_one_out(leave_one_out)

# %% [markdown]
# ## 4. Layers combine
#
# Lecture 4 remarks that recurrent layers can be stacked, and combined with convolutional and
# dense ones. Here are four ways to spend about 16,000 weights (the word vectors not counted),
# with the same data, the same number of updates and the same learning rate. A convolution looks
# at three words at a time; `causal` means these are the word and the two before it.
#
# A trap lies here. `Conv1D` drops the mask, with no more than a warning, and an LSTM behind it
# reads the padding as if it were words. So the mask is made once and handed to each LSTM.

# %%
bodies = {
    "one LSTM(48)": lambda x, mask: layers.LSTM(48)(x, mask=mask),
    "two LSTM(32), stacked": lambda x, mask: layers.LSTM(32)(
        layers.LSTM(32, return_sequences=True)(x, mask=mask), mask=mask
    ),
    "LSTM(32) in both directions": lambda x, mask: layers.Bidirectional(layers.LSTM(32))(
        x, mask=mask
    ),
    "Conv1D(32), then LSTM(42)": lambda x, mask: layers.LSTM(42)(
        layers.Conv1D(32, 3, padding="causal", activation="relu")(x), mask=mask
    ),
}


def build(body, masked=True):
    ids = keras.Input((None,), dtype="int32")
    mask = ops.not_equal(ids, 0) if masked else None  # (n, steps)
    summary = body(layers.Embedding(WORDS, 32)(ids), mask)
    return keras.Model(ids, layers.Dense(1, activation="sigmoid")(summary))


# %% tags=["nbval-ignore-output"]
table, epochs = {}, runtime.budget(full=2, quick=1)
for name, body in bodies.items():
    keras.utils.set_random_seed(8)
    net, started = build(body), time.perf_counter()
    compile_model(net, epochs * (len(train) // 48), each=len(train) // 48)
    net.fit(batches_by_length(train, train_good, 48), epochs=epochs, verbose=0)
    seconds = time.perf_counter() - started
    weights = net.count_params() - 32 * WORDS
    table[name] = {"accuracy": accuracy(test, test_good, net), "parameters": weights}
    table[name]["seconds"], trained = round(seconds, 1), net
    print(f"{name:30}{table[name]['accuracy']:.3f}  {weights:,} weights  {seconds:.1f} s")

# %%
names = ("lstm", "stacked", "both_ways", "convolution")
claim(
    "conv-and-recurrent",
    **{f"{name}_{what}": row[what] for name, row in zip(names, table.values()) for what in row},
)

# %% [markdown]
# All four work, and on these reviews they hardly differ in accuracy. They differ in time: two
# LSTMs cost more than one, whether they stand on each other or side by side. Do not conclude
# that layers never matter: the task is nearly solved by the first row, so there is nothing left
# to win.
#
# What would break it? Take the last network with the very same weights, and forget the mask.

# %%
forgetful = build(bodies["Conv1D(32), then LSTM(42)"], masked=False)
forgetful.set_weights(trained.get_weights())
for name, network in (("with the mask", trained), ("without", forgetful)):
    print(f"{name:15}{accuracy(test, test_good, network):.2f}")

# %% [markdown]
# The same weights, and most of what they know is lost: the padding behind a short review washes
# out what the state knew at its last word. This fault hides well. Train without the mask in
# batches of equal length, and there is hardly any padding to stumble over, so the loss looks
# fine; only the test falls.
#
# ## 5. Word vectors from reviews without labels
#
# Labels are dear, text is cheap. Lecture 5 recommends word vectors that somebody has trained
# already. So pretend that the 12,000 reviews have no labels, and train vectors on the bare text
# with skip-gram (lab 07). Then take labels for 100, 300 or 1,000 reviews only, and train an
# LSTM with these vectors, and another one that has to learn its own.

# %% tags=["nbval-ignore-output"]
SIZE = 64
text = [tree.words for tree in corpus.train]
vectors = Word2Vec(
    text,
    vector_size=SIZE,
    window=8,
    sg=1,
    epochs=runtime.budget(10, 2),
    workers=1,
    seed=8,
    min_count=1,
).wv
for word in ("superb", "dull", "acting", "not"):
    print(f"{word:10}{', '.join(other for other, _ in vectors.most_similar(word, topn=6))}")

# %% [markdown]
# Skip-gram knows nothing of praise or blame. But people who find the plot dull tend to find the
# jokes flat, so words of one opinion keep company.
#
# The vectors go into an `Embedding`. They are centred first (their mean says nothing) and
# brought to a length of about 3, which suits the LSTM. And they are *frozen*,
# `trainable=False`: otherwise a few labels would move the few words that they mention, away from
# the company of all others.


# %%
matrix = np.zeros((WORDS, SIZE), "float32")
matrix[2:] = np.stack([vectors[word] for word in VOCABULARY])
matrix[2:] -= matrix[2:].mean(axis=0)
matrix *= 3 / np.linalg.norm(matrix[2:], axis=1).mean()


def few_labels(count, pretrained):
    keras.utils.set_random_seed(8)
    words = layers.Embedding(WORDS, SIZE, mask_zero=True, trainable=not pretrained)
    net = keras.Sequential([keras.Input((None,), dtype="int32"), words, layers.LSTM(UNITS)])
    net.add(layers.Dense(1, activation="sigmoid"))
    if pretrained:
        words.set_weights([matrix])
    compile_model(net, 15 * (count // 20), each=count // 20)
    data = batches_by_length(train[:count], train_good[:count], 20)
    net.fit(data, epochs=15, verbose=0)
    return accuracy(test, test_good, net)


# %% tags=["nbval-ignore-output"]
counts = runtime.budget(full=(100, 300, 1000), quick=(100,))
learned = {"pretrained vectors": [], "vectors of its own": []}
for count in counts:
    for name, shares_right in learned.items():
        shares_right.append(few_labels(count, pretrained=name.startswith("pretrained")))
        print(f"{count:5,} labels, {name:20}{shares_right[-1]:.3f}")

# %%
ax = plot_curves(counts, learned, xlabel="reviews with a label", ylabel="share right, unseen")
ax.axhline(0.5, color="#777777", linestyle=":")
limits = ax.set_ylim(0.4, 1.03)

# %%
own, ready = learned["vectors of its own"], learned["pretrained vectors"]
claim(
    "pretrained-helps",
    own_few=own[0],
    pretrained_few=ready[0],
    own_many=own[-1],
    pretrained_many=ready[-1],
)

# %% [markdown]
# **What you saw.** With vectors from unlabelled text, a few hundred labels do what thousands
# did in section 1. A label says that *one* review is praise. If `superb` and `splendid` have
# like vectors, what is learned of the one holds for the other, and a rare word is no stranger.
# What would break it: a text in which praise and blame keep the same company.
#
# ## 6. Up the tree
#
# A recurrent network is a chain: the first word passes through as many steps as the review has
# words. Lecture 3 ("Recursive Networks") puts a *tree* in its place. A word's $h$ is its vector.
# Two neighbours that belong together are joined into one, and the same function joins all:
#
# $$h^{n} = F(h^{n.left}, h^{n.right}) = \tanh\left(W\, [h^{n.left};\, h^{n.right}] + b\right)$$
#
# with $h$ of $d$ numbers, $[\cdot\,;\cdot]$ for one behind the other, $W$ of shape $(d, 2d)$
# and $b$ of shape $(d,)$. Each node of the tree then stands for a phrase, and can be judged.
# Our grammar gives the tree of each review, and a label from 0 to 4 for *every* phrase.

# %%
print(legend())
ax = plot_tree(min(corpus.twins[:200], key=lambda tree: abs(len(tree.words) - 9.5)))

# %% [markdown]
# ### Exercise 4: join words into a sentence (2 points)
#
# Write the recursion. A tree is a word's id (an int) or a pair of trees: `((7, 3), 5)` joins
# words 7 and 3 first, and then the result with word 5. The check lets a Keras layer do the
# joining.


# %% exercise="compose"
def compose(tree, vectors, weights, bias):
    """The vector of a tree's root.

    tree: an int, or a pair (left, right) of trees. vectors: array (words, d); row i is the vector
    of word i. weights: array (d, 2d), W in the formula. bias: array (d,).
    Returns an array (d,).
    """
    ### BEGIN SOLUTION
    if isinstance(tree, int):
        return vectors[tree]
    left, right = (compose(child, vectors, weights, bias) for child in tree)
    return np.tanh(weights @ np.concatenate([left, right]) + bias)
    ### END SOLUTION


# %% check="compose" points=2
checks.compose(compose)

# %% [markdown]
# Node by node in Python, that would take minutes for our reviews. But all nodes of one
# *height*, of all trees of a batch, can be joined at once: first all pairs of words, then all
# nodes right above these, and so on. `trees.forests` sorts the nodes so. A batch of 32 trees
# then needs about ten matrix products instead of 350.


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
        words, *levels = forest  # (1, words), then (1, nodes, 2) for height 1, 2, ...
        h = self.embed(words)[0]  # (words, size)
        for children in levels:  # where the left and right children stand in h
            pairs = ops.take(h, children[0], axis=0)  # (nodes, 2, size)
            pairs = ops.reshape(pairs, (-1, 2 * h.shape[1]))  # [left; right]
            h = ops.concatenate([h, self.join(pairs)], axis=0)
        return self.judge(self.drop(h))[None]  # (1, all nodes, 5)


# %%
def fit_trees(net, part, ids, epochs, size=32, peak=0.01):
    forests = trees.forests(part[: len(part) // size * size], ids, size)
    inputs = (forests.words, *forests.children)
    data = tf.data.Dataset.from_tensor_slices((inputs, forests.labels, forests.weights))
    steps = len(forests.words)  # of an epoch; a step is one forest
    rate = keras.optimizers.schedules.CosineDecay(
        peak / 20, epochs * steps, warmup_target=peak, warmup_steps=epochs * steps // 20
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    net.compile(keras.optimizers.Nadam(rate, beta_2=0.98), loss, steps_per_execution=steps)
    net.fit(data.shuffle(steps).batch(1), epochs=epochs, verbose=0)


def judge_trees(net, part, ids):  # -> probabilities of the five labels at the roots (trees, 5)
    forest = trees.forests(part, ids, len(part))  # all in one
    logits = net((forest.words, *forest.children))[0]
    return ops.convert_to_numpy(ops.softmax(logits))[forest.roots[0]]


def praise(chances):  # (n, 5) -> bool (n,); the middle label does not count
    return chances[:, 3:].sum(axis=1) > chances[:, :2].sum(axis=1)


# %%
tree_net = TreeNet(len(IDS) + 2, 32)
tree_ids = {word: number - 1 for word, number in IDS.items()}  # forests: 1, 2, ...; no padding
fit_trees(tree_net, corpus.train[:8_000], tree_ids, epochs=EPOCHS)
tree_right = {}
for name in ("test", "twins"):
    part = getattr(corpus, name)
    tree_right[name] = np.mean(praise(judge_trees(tree_net, part, tree_ids)) == good(part))
    print(
        f"right at the root: {tree_right[name]:.3f} of {name}; the LSTM: "
        f"{accuracy(encode([tree.words for tree in part]), good(part)):.3f}"
    )

# %% [markdown]
# It has seen two thirds of the reviews that the LSTM had, and does better with the twins. It had
# help: a verdict on every phrase, not only on the whole, and somebody who drew the trees.
#
# Look inside. Write any sentence as a tree, and see the network's verdict at every node. The
# sign is the mean of the five labels, weighted with their probabilities.


# %%
def planted(nested):  # nested pairs of words -> Tree; its labels are not used
    if isinstance(nested, str):
        return trees.Tree(trees.NEUTRAL, nested)
    return trees.Tree(trees.NEUTRAL, None, *(planted(child) for child in nested))


def verdicts(tree):  # of every node, in the order of tree.nodes(): 0 to 4
    parts = list(tree.nodes())
    return judge_trees(tree_net, parts, tree_ids) @ np.arange(5)


# %% tags=["picture", "nbval-ignore-output"]
tree = planted((("it", ("is", (("not", "bad"), ("at", "all")))), "."))
ax = plot_tree(tree, verdicts(tree))

# %% [markdown]
# The first word of interest is nasty, and two joins later it has become praise. Now the
# promise of the lecture: the way from a word to the root is $O(\log n)$ steps instead of $n$.
# Two words more is one step more only if the tree branches well. Does it?

# %%
length = np.array([len(tree.words) for tree in corpus.train])
depth = np.array([tree.depth for tree in corpus.train])
lengths = np.unique(length)
fig, ax = plt.subplots(figsize=(7.5, 3))
ax.plot(lengths, lengths - 1, "--", color="#777777", label="chain: n - 1")
ax.plot(lengths, 2 * np.log2(lengths), ":", color="black", label="$2\\,\\log_2 n$")
ax.plot(lengths, [depth[length == n].mean() for n in lengths], "o", label="trees, mean")
ax.set(xlabel="words n", ylabel="steps to the root")
legend_box = ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)

# %%
claim(
    "recursive-sentiment",
    root=tree_right["test"],
    depth=depth.mean(),
    bound=np.mean(2 * np.log2(length)),
    chain=np.mean(length - 1),
)

# %% [markdown]
# ### Exercise 5: all trees at once (3 points)
#
# `forests` had the nodes sorted beforehand. Do it yourself. The nodes of several trees are
# numbered in any order, so a parent can come before its children. `left` and `right` say which
# nodes are the children; both are -1 for a word. Fill in the vectors of all nodes.
#
# `combine` is $F$ for many nodes at once: two arrays (nodes, d) go in, one comes out. It is the
# dear part, so it may be called only as often as the highest tree has levels above its words.
# In each call, join all nodes that are ready.


# %% exercise="levels"
def levels(left, right, leaves, combine):
    """The vectors of all nodes of some trees.

    left, right: int arrays (nodes,), numbers of the children, -1 for a word. leaves: float array
    (nodes, d); row i is the vector of node i if it is a word, else zeros.
    combine: function of two arrays (n, d) that returns an array (n, d).
    Returns an array (nodes, d).
    """
    ### BEGIN SOLUTION
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h
    ### END SOLUTION


# %% check="levels" points=3
checks.levels(levels)

# %% [markdown]
# If it passes, you have the idea that makes recursive networks fast. Libraries call it dynamic
# batching.
#
# ## 7. On the real thing
#
# Two public data sets are used everywhere for this task. **IMDB** has long reviews that people
# wrote, **SST** (the treebank that lecture 3 names) has single sentences with their trees.
# Neither is part of the course. `course data fetch imdb` and `course data fetch sst` get them,
# or set `COURSE_DATA` to a folder that has them. If they are here, the next cells train on
# them, each for half a minute or less.


# %%
def or_sentence(load, *parts):  # the parts, or a sentence that says how to get them
    try:
        return [load(part) for part in parts]
    except CourseError as problem:
        print(str(problem).replace(str(Path.home()), "~"))


# %% [markdown]
# For IMDB the network is the one of section 1, with two changes for long texts. It averages its
# outputs over all words instead of taking the last one, and dropout keeps it from learning
# single reviews by heart. It reads the last 200 words of a review.


# %%
def build_imdb(words):
    ids = keras.Input((None,), dtype="int32")
    h = layers.Embedding(words, 32, mask_zero=True)(ids)
    h = layers.LSTM(32, return_sequences=True)(layers.SpatialDropout1D(0.4)(h))
    summary = layers.Dropout(0.3)(layers.GlobalAveragePooling1D()(h))  # leaves padding out
    return keras.Model(ids, layers.Dense(1, activation="sigmoid")(summary))


# %% tags=["nbval-ignore-output"]
if real := or_sentence(imdb.load, "train", "test"):
    count = Counter(word for words in real[0].words for word in words)
    frequent = {word: i for i, (word, _) in enumerate(count.most_common(9_998), 2)}
    last = [
        [[frequent.get(word, 1) for word in words[-200:]] for words in part.words] for part in real
    ]
    learn, exam = (keras.utils.pad_sequences(rows, 200, padding="post") for rows in last)
    net, epochs = build_imdb(10_000), runtime.budget(full=3, quick=1)
    compile_model(net, epochs * (len(learn) // BATCH), each=len(learn) // BATCH)
    net.fit(batches_by_length(learn, real[0].labels, BATCH), epochs=epochs, verbose=0)
    right = np.mean((net.predict(exam, verbose=0)[:, 0] > 0.5) == real[1].labels)
    print(
        f"IMDB: {right:.3f} of {len(exam):,} unseen reviews, {len(learn):,} to learn from; bar 0.80"
    )

# %% [markdown]
# For SST it is the `TreeNet` above, with dropout.


# %%
def lowered(tree):  # without capitals
    if tree.word is not None:
        return tree._replace(word=tree.word.lower())
    return tree._replace(left=lowered(tree.left), right=lowered(tree.right))


# %% tags=["nbval-ignore-output"]
if real := or_sentence(sst.load, "train", "test"):
    learn, exam = ([lowered(tree) for tree in part] for part in real)
    count = Counter(word for tree in learn for word in tree.words)
    known = {word: i for i, word in enumerate([w for w, n in count.items() if n > 1], 1)}
    net = TreeNet(len(known) + 2, 32, dropout=0.3)
    fit_trees(net, learn, known, epochs=runtime.budget(full=3, quick=1))
    clear = [tree for tree in exam if tree.label != trees.NEUTRAL]
    right = np.mean(praise(judge_trees(net, clear, known)) == good(clear))
    deep = np.mean([tree.depth for tree in learn])
    log = np.mean([2 * np.log2(len(tree.words)) for tree in learn])
    print(f"SST: {right:.3f} of {len(clear):,} unseen sentences; bar 0.78")
    print(f"mean depth {deep:.1f}, mean of 2 log2 n {log:.1f}")

# %% [markdown]
# If you have the data: people are harder to read than a grammar, and both networks still pass
# their bars. We got 0.83 on IMDB with 5,000 reviews to learn from, and 0.83 on SST, whether a
# sentence is praise or blame. But SST's trees are *deeper* than $2 \log_2 n$, 9.8 steps on
# average against 8.1. Real sentences lean to the right: "a film that nobody who likes ..." opens
# one phrase inside the other, and a tree that leans is on its way to be a chain. The lecture's
# $O(\log n)$ holds for trees that branch well, and that is for the language to decide.
#
# ## What to take away
#
# - Many to one: read everything, take the output at the last *word*, ask one question. Padding
#   goes on the right and is masked, and the mask has to reach every recurrent layer.
# - A bag of words knows what is said, not how. Whoever ignores the order gets exactly half of
#   the twins.
# - The verdict after each word shows how a network reads; what it does without a word shows what
#   it relies on.
# - Vectors from text without labels make few labels go far, if words of one kind keep company.
# - A tree joins what belongs together, and can be told the verdict on every phrase. That is why
#   it learns more from fewer reviews. It needs somebody who draws the tree.
#
# In a terminal, `course demo sentiment` reads what you type and shows the verdict word by word.
