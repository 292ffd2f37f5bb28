# %% [markdown]
# # Lab 10: attention and the Transformer
#
# In lab 09 a network read a sentence, packed it into one vector, and unpacked the vector in another
# language. That vector is a bottleneck: however long the sentence, it has the same few hundred
# numbers. **Attention** removes it. The decoder may look back at the source at every word that it
# writes, and chooses where to look. You can draw where it looks, and such maps are shown
# everywhere as if they said why a network writes what it writes. In this lab you will *measure*
# when that is true. Then you will throw the recurrent network away and keep the attention, which
# is the **Transformer**, and operate on its masks, where most of its bugs live.
#
# **The lecture:** 3 (ETH Zurich, *Deep Learning, lecture 9*, section 3, *Attention*); lecture 5
# (University of Maryland, *Deep Learning for Sequences*) names attention in one sentence. **You
# need:** the idea of an encoder and a decoder (lecture 3, or sections 2 to 4 of lab 09), matrix
# products and the softmax. **Time:** about an hour and a half with the exercises; the cells
# themselves run in about a minute.
#
# | exercise | points |
# |---|---|
# | 1. attention weights | 1 |
# | 2. scaled dot products | 2 |
# | 3. does attention point at the right word? | 2 |
# | 4. split into heads, and merge | 2 |
# | 5. sinusoids | 2 |
# | 6. who may look at whom | 1 |
# | **in all** | **10** |

# %% setup=true
from course import runtime

runtime.start(seed=10)

import numpy as np

from course.checks import attention as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*), and
# which machine and which versions you have. Every exercise needs this cell and its own cell, but
# nothing else. The next cell imports what the demos need.
#
# ## 1. Sentences whose alignment is known
#
# To judge where a network looks, you must know where it *should* look. For real translations nobody
# knows that for sure. So the sentences of this lab, English with their French translation, come
# from a grammar made for this course, and the grammar keeps a record of which word was made from
# which: the **alignment**. Long sentences are short ones joined by *and*, *but*, *because* and the
# like. The full stop counts as a word and says that the sentence has ended.
#
# Each network of this lab reads and writes whole **words**, not letters as in lab 09.

# %%
import keras
import matplotlib.pyplot as plt
from course.layers.positions import SinusoidalPositions
from course.plots.alignment import plot_attention, plot_links
from course.plots.findings import plot_findings
from course.plots.heatmap import plot_heatmap
from course.plots.rotation import plot_clocks
from keras import layers, ops

# %% [markdown]
# ## 3. Attention: look back and select
#
# Lecture 3 (*Attention Mechanisms*): a recurrent network must encode what *will be* relevant, before
# it knows; attention selects what is relevant in hindsight. At each step, the decoder has a vector
# that says what it is looking for, the **query** $q$ ($d$ numbers). Each source word $j$ offers two
# vectors, a **key** $k_j$ (also $d$ numbers), by which it is found, and a **value** $v_j$, which is
# what is read. A **score** says how well a key fits the query; the softmax makes of the scores
# **weights**, which are positive and add up to 1; and what is read is the weighted mean of the
# values:
#
# $$e_j = q \cdot k_j, \qquad \alpha_j = \frac{\exp e_j}{\sum_i \exp e_i}, \qquad
# r = \sum_j \alpha_j v_j.$$
#
# Here it is with made-up numbers. A key says how much of a noun, of an adjective and of a verb a
# word is. The query asks for a noun. As values, take one number for each word: its place.

# %%
words = ["the", "red", "hat", "falls"]
keys = np.array([[0, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]])  # noun, adjective, verb
query = np.array([4, 0, 0])  # wants a noun
values = np.array([0, 1, 2, 3])

scores = keys @ query
weights = np.exp(scores) / np.exp(scores).sum()
for word, score, weight in zip(words, scores, weights):
    print(f"{word:6} score {score}   weight {weight:.3f}")
print(f"read: {weights @ values:.3f}, nearly the value of hat")

# %% [markdown]
# Nothing here is looked *up*: the query gets a bit of every value. That is why attention can be
# trained: nudge the query, and the weights move smoothly, so there is a gradient.
#
# Now put the sentence into a batch with longer ones. It gets padding, and padding has keys, too. If
# they are all zeros, their score is 0, and that is not nothing: $\exp 0 = 1$.

# %%
padded = np.concatenate([scores, np.zeros(20)])  # 20 steps of padding
weights = np.exp(padded) / np.exp(padded).sum()
print(f"weight of hat: {weights[2]:.3f}; of all the padding together: {weights[4:].sum():.3f}")

# %% [markdown]
# A quarter of what is read now comes from nowhere. So attention needs a **mask**, which tells words
# from padding.
#
# ### Exercise 1: attention weights (1 point)
#
# Sentences in a batch have different lengths, so some keys are padding. Turn scores into weights
# that leave the padding out.


# %% exercise="attention-weights"
def attention_weights(scores, mask):
    """Turn the scores of a batch into attention weights: a softmax over the keys that are words.

    scores: float array (sentences, queries, keys), how well each key fits each query. Scores can be as
    large as 10,000 or as low as -10,000, and the highest one can be that of padding.
    mask: bool array (sentences, keys). True: this key of this sentence is a word. False: it is padding.
    Returns a float array like `scores`. The weights of padding are 0; those of the words, each from 0 to
    1, add up to 1 for every query. In a sentence in which no key is a word, all weights are 0.
    """
    ### BEGIN SOLUTION
    words = mask[:, np.newaxis, :]  # the same keys for every query of a sentence
    scores = np.where(words, scores, -1e9)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True)) * words
    total = powers.sum(axis=-1, keepdims=True)  # the best word has exp(0) = 1
    return powers / np.maximum(total, 1)
    ### END SOLUTION


# %% check="attention-weights"
checks.attention_weights(attention_weights)


# %% [markdown]
# The lecture's Transformer divides the scores by $\sqrt d$. The reason: the dot product of two
# vectors of $d$ random numbers, each of mean 0 and variance 1, has variance $d$. With $d = 64$ the
# scores would be about 8 in size, and the softmax of such scores picks one word and hardly changes
# when the scores do: no gradient. Divided by $\sqrt d$ they are about 1 again.
#
# ### Exercise 2: scaled dot products (2 points)
#
# The scores of the Transformer are dot products, divided by the square root of the number of
# entries of a key. Here nothing is padding.


# %% exercise="scaled-dot-product"
def scaled_dot_product(queries, keys, values):
    """Attend: softmax(Q K^T / sqrt(d)) V.

    queries: float array (..., t, d), t vectors that ask.
    keys: float array (..., s, d), s vectors that are compared with each query.
    values: float array (..., s, e), what is read; value number j belongs to key number j.
    The axes "..." are the same in all three: there can be none, one (sentences), or two (sentences,
    heads). Each entry of them is a problem of its own. t, s, d and e are 1 or more. Scores can be as large
    as 1,000 or as low as -1,000.
    Returns two float arrays: output (..., t, e) and weights (..., t, s). A query's weights add up to 1.
    """
    ### BEGIN SOLUTION
    scores = queries @ keys.swapaxes(-1, -2) / np.sqrt(keys.shape[-1])
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)
    return weights @ values, weights
    ### END SOLUTION


# %% check="scaled-dot-product"
checks.scaled_dot_product(scaled_dot_product)



# %% [markdown]
# ## 5. Self-attention: every word looks at every word
#
# Lecture 3 (*Attention is all you need?*) goes on: *Remove the LSTM. Self-attention for the input and
# output.* So far the decoder asked and the source answered. In **self-attention**, the words of one
# sentence ask each other. From each word's vector $x_t$ come three, by three matrices: its query, its
# key and its value. With the vectors as the rows of $X$ ($T \times d$):
#
# $$Q = X W_q, \quad K = X W_k, \quad V = X W_v, \qquad
# \text{output} = \text{softmax}\!\left(\frac{Q K^\top}{\sqrt{d_k}}\right) V \, W_o.$$
#
# No step waits for the step before, as in a recurrent network: all words are worked on at once. And
# the way from any word to any other is one step long, however far apart they stand.
#
# One softmax can look at one kind of thing. So the Transformer has several **heads**: each vector is
# cut into pieces, and each head attends with its own piece, so $d_k = d / \text{heads}$. Then the
# pieces are put together again, and $W_o$ mixes them.
#
# ### Exercise 4: split into heads, and merge (2 points)
#
# Split each vector into as many pieces as there are heads. Something works on the heads (attention,
# for example); then merge what it returns.


# %% exercise="split-heads"
def split_heads(vectors, heads, work):
    """Split vectors into heads, let `work` change them, and merge them again.

    vectors: float array (sentences, steps, width). heads: int, 1 or more; it divides width.
    work: function. It takes a float array (sentences, heads, steps, width / heads): head 0 has the first
    width / heads entries of every vector, head 1 the next ones, and so on. It returns a float array
    (sentences, heads, steps, size); `size` need not be width / heads. Call it once.
    Returns a float array (sentences, steps, heads * size): at every step the vector that `work` gave for
    head 0, then that for head 1, and so on.
    """
    ### BEGIN SOLUTION
    sentences, steps, width = vectors.shape
    pieces = vectors.reshape(sentences, steps, heads, width // heads)
    done = work(pieces.swapaxes(1, 2))  # (sentences, heads, steps, size)
    return done.swapaxes(1, 2).reshape(sentences, steps, -1)
    ### END SOLUTION


# %% check="split-heads"
checks.split_heads(split_heads)


# %% [markdown]
# Here is all of it in numpy. Keras keeps $W_q$, $W_k$ and $W_v$ cut into heads, as arrays $(d,
# \text{heads}, d_k)$, and adds a bias to each; to get one matrix out of that, join the last two
# axes. Is it what Keras computes? `MultiHeadAttention` has random weights; give the numpy version
# the same weights and the same vectors.


# %%
def self_attention(x, weights, heads):  # (n, steps, d) -> (n, steps, d)
    (w_q, b_q), (w_k, b_k), (w_v, b_v), (w_o, b_o) = zip(weights[::2], weights[1::2])

    def project(kernel, bias):  # (n, steps, d) -> (n, heads, steps, d / heads)
        flat = x @ kernel.reshape(x.shape[-1], -1) + bias.ravel()
        return flat.reshape(*x.shape[:2], heads, -1).swapaxes(1, 2)

    q, k, v = project(w_q, b_q), project(w_k, b_k), project(w_v, b_v)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    alpha = powers / powers.sum(axis=-1, keepdims=True)  # (n, heads, steps, steps)
    merged = (alpha @ v).swapaxes(1, 2).reshape(*x.shape[:2], -1)
    return merged @ w_o.reshape(-1, x.shape[-1]) + b_o


# %% tags=["nbval-ignore-output"]
layer = layers.MultiHeadAttention(num_heads=4, key_dim=16)
x = np.random.default_rng(10).normal(size=(2, 9, 64)).astype("float32")  # two sentences, nine words
by_keras = layer(x, x).numpy()
by_hand = self_attention(x, layer.get_weights(), heads=4)
print(f"numbers up to {abs(by_keras).max():.1f}, largest difference {abs(by_keras - by_hand).max():.0e}")

# %% [markdown]
# Equal but for rounding. Sixteen lines, of which two are attention; the others cut and join.

# %% [markdown]
# ## 6. Without positions, a sentence is a bag of words
#
# There is a catch. A weighted mean does not ask in which order its terms come. Shuffle the words, and
# the outputs are the same vectors, shuffled in the same way. In the language of mathematics,
# self-attention is **equivariant** under permutations. That is no tendency but an exact property, and
# you can test it as one.

# %% tags=["nbval-ignore-output"]
shuffle = np.random.default_rng(1).permutation(9)
difference = abs(layer(x[:, shuffle], x[:, shuffle]).numpy() - by_keras[:, shuffle]).max()
print(f"new order {shuffle}: largest difference {difference:.0e}")

# %% [markdown]
# The Transformer's cure (lecture 3: *Positional Encoding: Sinusoids*) is to add to each word's vector
# another vector that says where it stands. Its numbers come in pairs, and each pair is the hand of a
# clock: the first clock turns fast, the last one hardly at all.
#
# ### Exercise 5: sinusoids (2 points)
#
# Columns come in pairs. For $i = 0, 1, \dots, d/2 - 1$,
# $$PE(p, 2i) = \sin\frac{p}{10000^{2i/d}}, \qquad PE(p, 2i+1) = \cos\frac{p}{10000^{2i/d}}.$$


# %% exercise="sinusoids"
def sinusoids(positions, width):
    """The position vectors of the Transformer.

    positions: float array (steps,), the position of each step: any numbers from -100 to 100, in any
    order, fractions too. width: int d, even, 2 or more.
    Returns a float array (steps, width). Columns 0, 2, 4, ... are sines, columns 1, 3, 5, ... cosines;
    a sine and the cosine to the right of it have the same angle.
    """
    ### BEGIN SOLUTION
    rates = 10_000 ** (-np.arange(0, width, 2) / width)  # 2i / d, one for each pair
    angles = positions[:, np.newaxis] * rates
    table = np.empty((len(positions), width))
    table[:, 0::2], table[:, 1::2] = np.sin(angles), np.cos(angles)
    return table
    ### END SOLUTION


# %% check="sinusoids"
checks.sinusoids(sinusoids)


# %%
# Your position vectors: what three of their clocks say at the positions 0 to 39.
table = keras.ops.convert_to_numpy(SinusoidalPositions()(np.zeros((1, 60, 64))))[0]
vectors = runtime.yours(sinusoids, lambda places, width: table)(np.arange(60.0), 64)
axes = plot_clocks(vectors[:40], [0, 4, 8], starts=[2, 9], steps=3)

# %% [markdown]
# Each dot is a position. Follow the arrows: three words further is the *same* turn, from word 2 to
# word 5 as from word 9 to word 12, and each clock has its own angle. So "three words further" is the
# same rotation for all positions,
#
# $$PE(p + k) = R_k \, PE(p),$$
#
# and rotations are linear: a matrix like $W_q$ can learn to ask for *the word three places before
# me*, wherever that is. From this follows a second property. The dot product of two position vectors
# depends only on how far apart they are, for turning both by the same angle changes nothing between
# them.

# %%
products = vectors @ vectors.T  # (60, 60)
same = [np.ptp(np.diagonal(products, distance)) for distance in range(60)]
print("equal along every diagonal:", max(same) < 1e-4)
ax = plot_heatmap(products, xlabel="position q", ylabel="position p", label="PE(p) · PE(q)")
_ = ax.set_title("The dot product depends on the distance only")

# %% [markdown]
# On the diagonal a vector meets itself: 32 pairs, each of length 1, make 32. Away from it, the fast
# clocks soon disagree, the slow ones agree for a long time.
#
# One practical point. The 64 numbers of a position vector have length $\sqrt{32}$, while those of a
# fresh `Embedding` are about 0.03 each, so their length is about 0.2. Added as they are, the position
# would drown the word. The paper multiplies the embeddings by $\sqrt d$ first; so does
# `course.layers.SinusoidalPositions`, which the networks of this lab use.

# %% [markdown]
# ## 7. Who may look at whom: surgery on masks
#
# The Transformer's decoder has self-attention, too. In training it reads the whole right
# translation at once, shifted by one word: *start* and the first word, to write the second. (This
# is the *teacher forcing* of lab 09.) So a word could simply look at the next one and copy it.
# A **causal mask** forbids it: each step sees itself and what comes before.
#
# ### Exercise 6: who may look at whom (1 point)
#
# A decoder that reads the right translation must not see the word that it is about to write. Padding
# is to be left out, too.


# %% exercise="causal-mask"
def causal_mask(lengths, steps):
    """The mask of a decoder's self-attention: causal, and without the padding.

    lengths: int array (sentences,), the number of words of each sentence, 0 to steps. The words come
    first, then the padding.
    steps: int, 1 or more, the number of steps of each row, words and padding together.
    Returns a bool array (sentences, steps, steps). Entry [n, a, b] says whether, in sentence n, step a
    may look at step b: True if both are words and b is a itself or comes before it, otherwise False.
    """
    ### BEGIN SOLUTION
    places = np.arange(steps)
    words = places < lengths[:, np.newaxis]  # (sentences, steps)
    earlier = places <= places[:, np.newaxis]  # (steps, steps): b in row a
    return earlier & words[:, np.newaxis, :] & words[:, :, np.newaxis]
    ### END SOLUTION


# %% check="causal-mask"
checks.causal_mask(causal_mask)


# %%
# Your mask for a sentence of six words and one of four, in a batch of six steps.
by_lab = np.tril(np.ones((6, 6), bool)) & (np.arange(6) < [[[6]], [[4]]])
by_lab = by_lab & by_lab.any(axis=1)[:, :, None]
masks = runtime.yours(causal_mask, lambda lengths, steps: by_lab)(np.array([6, 4]), 6)
_, axes = plt.subplots(1, 2, figsize=(7.5, 2.8))
for ax, mask, length in zip(axes, masks, (6, 4)):
    labels = {"xlabel": "looks at step", "ylabel": "step", "limits": (0, 1), "label": "1: may look"}
    plot_heatmap(mask.astype(int), ax=ax, **labels).set_title(f"{length} words")

# %% [markdown]
# Masks are a few characters of code, and the most frequent source of faults in published
# Transformers, for one reason: **a wrong mask raises no error, and the loss falls all the same.** (A
# well-known example translated from English to Spanish for years with a padding mask along the wrong
# axis.) So do an experiment: plant the five best-known faults, one at a time, and see what gives
# each of them away.
#
# The patient is a tiny Transformer: one layer, one head, 32 numbers a word. Its language is as
# simple as can be, 20 words, each with one translation, in the same order, so that it learns in
# seconds. Here is what it is fed: two rows of ids, and **the masks, as inputs**, where they can be
# operated on. Four of the faults are in this cell; find them.

# %%
WORDS, STEPS, WIDTH, START, END = 20, 8, 32, 1, 2  # id 0 is padding; words are 3 to 22


def toy(count, rng):  # source and target, ids (count, STEPS)
    lengths, places = rng.integers(2, STEPS, (count, 1)), np.arange(STEPS)
    words = rng.integers(3, WORDS + 3, (count, STEPS))
    source = np.select([places < lengths, places == lengths], [words, END])
    return source, np.where(source > END, (source + 4) % WORDS + 3, source)


def feed(source, target, fault):
    words, steps = source != 0, target.shape[1]
    may_read = words[:, None, :]  # (n, 1, s): the same keys for each query
    if fault == "mask along the wrong axis":
        may_read = words[:, :, None]  # (n, s, 1)
    ahead = 1 if fault == "causal mask off by one" else 0
    causal = np.tril(np.ones((1, steps, steps), bool), ahead)  # (1, t, t)
    read = np.pad(target[:, :-1], ((0, 0), (1, 0)), constant_values=START)
    if fault == "target not shifted":
        read = target
    square = (len(source), steps, steps)
    return source, read, np.broadcast_to(may_read, square), np.broadcast_to(causal, square)


# %% [markdown]
# And here is the patient, a Transformer in 20 lines. The encoder's words attend to each other, the
# decoder's words to each other, and then the decoder's to the encoder's. What attention reads is
# *added* to what was there. The last line of the decoder is the lecture's *single hidden layer feed
# forward NN*. The first fault is the argument `axis`: the softmax must run over the keys, which are
# the last axis, −1. Over axis −2 it runs over the queries, and the shapes are the same.


# %%
class Attention(layers.Layer):
    def __init__(self, axis):
        super().__init__()
        self.axis = axis
        self.query, self.key, self.value = (layers.Dense(WIDTH) for _ in range(3))

    def call(self, asking, answering, mask):
        scores = self.query(asking) @ ops.swapaxes(self.key(answering), 1, 2) / WIDTH**0.5
        weights = ops.softmax(ops.where(mask, scores, -1e9), axis=self.axis)
        return asking + weights @ self.value(answering), weights


def tiny_transformer(axis=-1):
    ids = [keras.Input((None,), dtype="int32") for _ in range(2)]  # source, read
    may_read, causal = (keras.Input((None, None), dtype="bool") for _ in range(2))
    x, y = (SinusoidalPositions()(layers.Embedding(WORDS + 3, WIDTH)(row)) for row in ids)
    x, of_source = Attention(axis)(x, x, may_read)
    y, of_target = Attention(axis)(y, y, causal)
    y, across = Attention(axis)(y, x, may_read)
    y = y + layers.Dense(WIDTH)(layers.Dense(2 * WIDTH, "relu")(y))
    outputs = [layers.Dense(WORDS + 3)(y), of_source, of_target, across]
    return keras.Model([*ids, may_read, causal], outputs)


# %% [markdown]
# The fifth fault is in what is counted: padding in the loss and in the score. All patients start from
# the same weights and learn from the same 6,400 sentences. (Building one anew takes longer than to
# train it, so there are two, one for each `axis`, which get their first weights back each time.)

# %%
FAULTS = ["none", "softmax over the wrong axis", "mask along the wrong axis"]
FAULTS += ["causal mask off by one", "target not shifted", "padding counted"]
lessons, exam = toy(6_400, np.random.default_rng(1)), toy(200, np.random.default_rng(2))
EPOCHS = runtime.budget(full=4, quick=1)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def admit(axis):
    keras.utils.set_random_seed(10)
    net = tiny_transformer(axis)
    learner = keras.Model(net.input, net.output[0])
    how = {"weighted_metrics": ["accuracy"], "steps_per_execution": 50}
    learner.compile(keras.optimizers.Adam(0.005), loss, **how)
    learner.optimizer.build(learner.trainable_variables)
    variables = learner.variables + learner.optimizer.variables
    return net, learner, [(v, ops.convert_to_numpy(v)) for v in variables]


def counted(target, fault):  # the steps that count
    return np.ones(target.shape, bool) if fault == "padding counted" else target != 0


def train_with(fault, learner, first):
    for variable, value in first:
        variable.assign(value)
    what, how = feed(*lessons, fault), {"batch_size": 64, "epochs": EPOCHS, "verbose": 0}
    weight = counted(lessons[1], fault).astype("float32")
    return learner.fit(what, lessons[1], sample_weight=weight, **how).history["accuracy"][-1]


# %% [markdown]
# Now the diagnosis. Seven numbers are taken from each patient; the first two are those that everyone
# looks at.
#
# 1. The accuracy at the end of training, as the training reports it.
# 2. The exact match when it writes alone: at each step it reads what it has written.
# 3. The sum of a row of weights: by how much is it farthest from 1?
# 4. The largest weight that a word gives to padding.
# 5. Replace the later half of what the decoder reads: by how much does a probability in the earlier
#    half change?
# 6. In how many steps is the word that is read the one that is to be written?
# 7. The score of an answer that is wrong in every word and has only the padding right.


# %%
def examine(fault, net):
    source, target = exam
    word, half = target != 0, STEPS // 2
    inputs = feed(source, target, fault)
    logits, *weights = net(inputs)
    written = np.zeros_like(target)
    for step in range(STEPS):  # writing alone, it can only read what it has written before
        now = feed(source, written, "" if fault == "target not shifted" else fault)
        written[:, step] = ops.argmax(net(now)[0][:, step], axis=-1)
    read = inputs[1].copy()
    read[:, half:] = np.random.default_rng(3).integers(3, WORDS + 3, read[:, half:].shape)
    later, before = (ops.softmax(x)[:, :half] for x in (net([source, read, *inputs[2:]])[0], logits))
    to_padding = [w[word][~np.repeat(word, word.sum(axis=1), axis=0)] for w in map(np.array, weights)]
    return {
        "exact match,\nwriting alone": ((written == target) | ~word).all(axis=1).mean(),
        "rows:\nfar from 1": max(abs(np.sum(w, axis=-1) - 1).max() for w in weights),
        "weight\non padding": max(to_padding[0].max(), to_padding[2].max()),
        "the future\nchanges": abs(later - before).numpy()[word[:, :half]].max(),
        "reads what\nit writes": (inputs[1] == target)[word].mean(),
        "score of\nnonsense": (target == 0)[counted(target, fault)].mean(),
    }


# %%
wards, chart = [admit(-1), admit(-2)], {}
for fault in FAULTS:
    net, learner, first = wards[fault == "softmax over the wrong axis"]
    accuracy = train_with(fault, learner, first)
    chart[fault] = {"accuracy\nin training": accuracy, **examine(fault, net)}

# %%
numbers = np.array([list(row.values()) for row in chart.values()])
alarms = numbers > [9, 9, 0.01, 0.01, 0.01, 0.5, 0.01]
alarms[:, :2] = numbers[:, :2] < 0.9
how = {"rows": list(chart), "columns": list(chart["none"]), "title": "Which number betrays which fault?"}
ax = plot_findings(numbers, alarms, **how)
