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
from course.batches.pipeline import batches_by_length
from course.claims import claim
from course.errors import CourseError
from course.layers.attention import AttentionDecoder
from course.layers.positions import SinusoidalPositions
from course.nets import attention, maps, training
from course.nets.repeated import Repeated
from course.nets.translators import encode, translate
from course.plots.alignment import plot_attention, plot_links
from course.plots.alternative import Place
from course.plots.bars import plot_shares
from course.plots.dots import plot_dots
from course.plots.findings import plot_findings
from course.plots.heatmap import plot_heatmap
from course.plots.rotation import plot_clocks
from course.plots.training import GrowingCurve, plot_spread
from keras import layers, ops

splits = attention.data()
for name, part in zip(splits._fields, splits):
    print(f"{name:11}{len(part.source):6,} pairs, such as: {part.source[0]}")

# %%
test = splits.test
shown = test.source.index("we think that the rich boy does not follow her .")
sentence, alignment = test.source_words[shown], test.alignment[shown]
ax = plot_links(sentence, test.target_words[shown], alignment)

# %% [markdown]
# Adjectives change places with their noun, pronouns move before the verb, one word can become two,
# or two can become one. A dictionary is not enough. Networks learn from `train`, choices such as the
# learning rate were made with `validation`, and all numbers below are measured on `test`. No clause
# (one of the short sentences that are linked) is in two of the parts. The sentences have 3 to 20
# English words, without the full stop, and all lengths are about equally frequent.
#
# ## 2. The bottleneck
#
# First lab 09 again: an encoder ends with two vectors, $h$ and $C$, which the decoder starts from.
# They are all that it ever knows of the source. With 64 units, that is twice 64 numbers. Three such
# networks, with 64, 128 and 256 units, and one with attention (section 3 builds it) learned from the
# same 20,000 pairs in as many steps, each with three seeds. For each of them the best of three
# learning rates was chosen, on `validation`. (Those with one vector took the highest of the three; a
# rate twice as high made them worse.) They were trained before (`%run -m course train
# attention-vector-256` in a cell does it again, for example). How many sentences do they get right in
# *every* word (**exact match**), by length?
#
# The box below the picture is a **claim**: a statement of the lecture, the bar that was set for it in
# advance, and what was measured. A claim can fail, and then the lab says so.

# %%
files = {"attention, 96 units": "attention-states"}
files |= {f"one vector, {units} units": f"attention-vector-{units}" for units in (256, 128, 64)}
matches = {name: maps.by_length(file) for name, file in files.items()}  # (seeds, groups)
ax = plot_spread(maps.GROUPS, matches, xlabel="English words", ylabel="exact match")
_ = ax.set_title("How long may a sentence be?")
print("weights:", *[f"{name}: {attention.record(files[name])['parameters']:,};" for name in files])

# %%
attends, one_vector = matches["attention, 96 units"], matches["one vector, 256 units"]
gaps = attends.mean(axis=0) - one_vector.mean(axis=0)
longest = {"attention_longest": attends[:, -1].min(), "vector_longest": one_vector[:, -1].max()}
claim("attention-long", **longest, gap_shortest=gaps[0], gap_longest=gaps[-1])

# %% [markdown]
# **What you saw.** Each line is the mean of three seeds, the band around it their range. With one vector,
# twice the units buy a few words more, and then the line falls all the same: with 64 units it is below one
# half from 9 words on, with 256 from 15 words on. All networks had equally many steps. (Is it only that? When
# this lab was made, one with 256 units had four times as many, once: it then knew its training sentences by
# heart, and still got most of the longest test sentences wrong.) With attention, the line stays on top, and
# not because that network is larger: it has ⟨~171,000⟩ weights, and the one with 256 units has ⟨~595,000⟩.
#
# ## 3. Attention: look back and select
#
# Lecture 3 (*Attention Mechanisms*): a recurrent network must encode what *will be* relevant, before
# it knows; attention selects what is relevant in hindsight. At each step, the decoder has a vector
# that says what it is looking for, the **query** $q$ ($d$ numbers). Each source word $j$ offers two
# vectors, a **key** $k_j$ (also $d$ numbers), by which it is found, and a **value** $v_j$, which is
# what is read. A **score** says how well a key fits the query. The softmax turns the scores into
# **weights**, which are positive and add up to 1; and what is read is the weighted mean of the
# values:
#
# $$e_j = q \cdot k_j, \qquad \alpha_j = \frac{\exp e_j}{\sum_i \exp e_i}, \qquad
# r = \sum_j \alpha_j v_j.$$
#
# Here it is with made-up numbers. A key says how much of a noun, of an adjective and of a verb a
# word is. The query asks for a noun. As values, take one number for each word: its place, counted
# from 0.

# %%
keys = np.array([[0, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]])  # the red hat falls
scores = keys @ [4, 0, 0]  # wanted: a noun
weights = np.exp(scores) / np.exp(scores).sum()
for word, score, weight in zip("the red hat falls".split(), scores, weights):
    print(f"{word:6} score {score}   weight {weight:.3f}")
print(f"what is read: {weights @ [0, 1, 2, 3]:.2f}, nearly the place of hat")


padded = np.exp(np.concatenate([scores, np.zeros(20)]))  # the same, and 20 steps of padding
print(f"with padding, its weight in all: {padded[4:].sum() / padded.sum():.2f}")

# %% [markdown]
# Nothing is looked *up* here: the query gets a bit of every value. That is why attention can be
# trained. Nudge the query, and the weights move smoothly, so there is a gradient.
#
# The last line is what happens in a batch with longer sentences. Then there is padding, and padding
# has keys, too. If they are all zeros, their score is 0, and that is not nothing: $\exp 0 = 1$. A
# quarter of what is read comes from nowhere. So attention needs a **mask**, which tells words from
# padding.
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
# The Transformer divides the scores by $\sqrt d$. The reason: the dot product of two vectors of $d$
# random numbers, each with mean 0 and variance 1, has variance $d$. With $d = 64$ the scores would
# be about 8 in size, and the softmax of such scores picks one word and hardly changes when they do:
# nearly no gradient. Divided by $\sqrt d$ they are about 1 again.
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
# ### A decoder that attends
#
# Now the network. The encoder reads in both directions and keeps *all* of its states: $s_j$, one for
# each source word. The decoder is an LSTM; when it has read the word that it wrote last, its output is
# $y_t$. From $y_t$ comes the query; the states are the keys and also the values:
#
# $$q_t = W y_t, \qquad \alpha_{tj} = \underset{j}{\text{softmax}}\, \frac{q_t \cdot s_j}{\sqrt d},
# \qquad r_t = \sum_j \alpha_{tj}\, s_j, \qquad o_t = \tanh(V\,[y_t; r_t] + b).$$
#
# From $o_t$, a dense layer makes the logits of the next word. (This is the order of Luong, Pham and Manning,
# 2015, with the scale of the Transformer. Bahdanau, Cho and Bengio, whom the lecture cites, ask *before* the
# LSTM reads the last word, feed $r_t$ into it, and get their scores from a small network instead of a dot
# product.) `AttentionDecoder` is a layer of this course that does what the equation says. Encoder and decoder
# are two models here, so that you can ask each of them alone.

# %%
words = source_words, target_words = attention.vocabularies()  # their ids begin with 2
PADDING, WIDTH, UNITS = 0, 64, 96


def build_encoder():
    source = keras.Input((None,), dtype="int32")  # ids (n, s)
    vectors = layers.Embedding(len(source_words) + 2, WIDTH, mask_zero=True)(source)
    both = layers.LSTM(UNITS // 2, return_sequences=True, return_state=True)
    states, h, c, h_back, c_back = layers.Bidirectional(both)(vectors)  # states (n, s, UNITS)
    last = [ops.concatenate([h, h_back], -1), ops.concatenate([c, c_back], -1)]
    return keras.Model(source, [states, *last], name="encoder")


def build_decoder():
    written = keras.Input((None,), dtype="int32")  # ids (n, t), what it has written so far
    may_look = keras.Input((None,), dtype="bool")  # (n, s), True for words
    states, h, c = keras.Input((None, UNITS)), keras.Input((UNITS,)), keras.Input((UNITS,))
    vectors = layers.Embedding(len(target_words) + 2, WIDTH, name="written_vectors")(written)
    attend = AttentionDecoder(UNITS, name="attention")
    outputs, weights = attend(vectors, states, initial_state=[h, c], keys_mask=may_look)
    logits = layers.Dense(len(target_words) + 2)(outputs)  # (n, t, words)
    answers = [logits, weights[:, None]]  # weights (n, 1, t, s): one map
    return keras.Model([written, may_look, states, h, c], answers, name="decoder")


# %% [markdown]
# It learns before your eyes, with the right French words to read (*teacher forcing*: in training the decoder
# reads the right word, not its own). Two things are measured on 200 test sentences on the way: how many words
# it gets right, and how often its largest weight lies on a source word that the French word really comes
# from. **Nobody tells it the alignment.** It is only rewarded for right words. (`arrays` turns pairs into
# ids; `few` are those 200; the optimizer is Nadam, a variant of Adam, with a learning rate that rises and
# then falls to 0.)

# %%
source, written = (keras.Input((None,), dtype="int32") for _ in range(2))
encoder, decoder = build_encoder(), build_decoder()
logits, _ = decoder([written, ops.not_equal(source, PADDING), *encoder(source)])
model = keras.Model([source, written], logits)

# %% tags=["nbval-ignore-output"]
EPOCHS, BATCH = runtime.budget(full=3, quick=1), 64
inputs, targets = attention.arrays(splits.train, words)
few = type(test)(*(field[: runtime.budget(full=200, quick=30)] for field in test))
(few_source, few_written), few_targets = attention.arrays(few, words)
facts = {"source_words": source_words, "target_words": target_words}


def measure(model):
    hits = model.predict_on_batch([few_source, few_written]).argmax(axis=-1) == few_targets
    looks, _ = attention.agreement(model, facts, few)["attention"]
    return {"the word is right": hits[few_targets != PADDING].mean(), "the map is right": looks}


loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=PADDING)
learn = runtime.budget(full=len(targets), quick=20 * BATCH)
steps = learn // BATCH
rate = training.optimizer(0.006, EPOCHS * steps, clip=1.0)
model.compile(rate, loss, steps_per_execution=steps // 4)
curve, pairs = (
    GrowingCurve(measure),
    batches_by_length(tuple(ids[:learn] for ids in inputs), targets[:learn], BATCH),
)
history = model.fit(pairs, epochs=EPOCHS, verbose=0, callbacks=[curve])

# %% [markdown]
# **What you saw.** (The first seconds go into building the network. A dot is a quarter of an epoch.) After
# one epoch of the three nearly every word is right. The map becomes right at the same time, with no one
# teaching it: to say *chapeau*, the easiest thing is to look at *hat*. But the blue curve goes to ⟨1.00⟩, and
# the orange one stays below. Section 4 is about this gap.
#
# First let the network write alone. At each step it reads the word that it has just written, and adds
# one row to the map. Run the cell and watch it grow. (On the left stands what it wrote; each row of
# weights belongs to the word that was written then, and adds up to 1.)

# %% tags=["nbval-ignore-output", "picture"]
ids = encode([sentence], source_words)  # (1, s)
known, french, place = encoder.predict_on_batch(ids), [], Place()
while french[-1:] != ["."] and len(french) < 20:
    read = encode([french], target_words, start=True)  # start, and what it has written
    logits, weights = decoder.predict_on_batch([read, ids != PADDING, *known])
    french.append(target_words[logits[0, -1].argmax() - 2])
    place.show(plot_attention({"": weights[0, 0]}, sentence, french)[0].figure)

# %% [markdown]
# *Rich boy* becomes *garçon riche*, and the map crosses over. *Her* comes before the verb as *la*. *Not*
# is looked at twice, for *ne* and for *pas*. The network has found all this out by itself. But look at
# the row of *que*, which is the translation of *that*. In our run it looked at *think*. Keep this in
# mind for section 4.
#
# Nothing of it is hidden in Keras. Take the layer's weights, the states, and the outputs $y_t$ of its
# LSTM, and compute the same map in numpy, with your own function.

# %% tags=["nbval-ignore-output"]
attend, (states, h, c) = decoder.get_layer("attention"), known
y = attend.lstm(decoder.get_layer("written_vectors")(read), initial_state=[h, c])  # (1, t, UNITS)
scores = np.array(attend.query(y)) @ states.swapaxes(1, 2) / np.sqrt(UNITS)  # (1, t, s)
by_lab = np.array(ops.softmax(scores))  # one sentence has no padding
by_hand = runtime.yours(attention_weights, lambda *_: by_lab)(scores, ids != PADDING)
print(f"largest difference from the layer's map: {abs(by_hand - weights[:, 0]).max():.0e}")

# %% [markdown]
# ## 4. When may you read such a map?
#
# A map like this is beautiful, and it is tempting to read it as "*this* is why it wrote that". The
# lecture says *interpretable attention model (akin to alignments)*. Is it? You have what those who
# draw such maps rarely have: the true alignment. So count.
#
# ### Exercise 3: does attention point at the right word? (2 points)
#
# The grammar knows which source words each target word translates. Compare the weights with it.


# %% exercise="alignment-agreement"
def alignment_agreement(weights, links):
    """The share of target words whose attention points at a source word that they translate.

    weights: float array (sentences, targets, sources): in sentence n, weights[n, t, s] is the weight that
    target word t gives to source word s. From 0 to 1; padding can have weight, too.
    links: bool array of the same shape: True where target word t translates source word s. A target word
    can have several links. One without any is not counted: it translates nothing, or it is padding.
    A target word agrees if one of its links has more weight than every source word (or padding) that is
    not linked to it. A tie between the two is no agreement. If all are linked, it agrees.
    Returns a float from 0 to 1: of all target words with a link, in all sentences together, the share that
    agrees. There is at least one.
    """
    ### BEGIN SOLUTION
    best_linked = np.where(links, weights, -1.0).max(axis=-1)  # (sentences, targets)
    best_other = np.where(links, -1.0, weights).max(axis=-1)
    return (best_linked > best_other)[links.any(axis=-1)].mean()
    ### END SOLUTION


# %% check="alignment-agreement"
checks.alignment_agreement(alignment_agreement)


# %% tags=["nbval-ignore-output"]
# Your function, for the network that you have trained and the 200 sentences.
heads = maps.ask(model, few_source, few_written, few_source != PADDING)[1]  # (n, 1, t, s)
links = maps.linked(few, heads[:, 0].shape)  # bool (n, t, s): does word t come from word s?
by_lab, _ = attention.agreement(model, facts, few)["attention"]
print(f"{runtime.yours(alignment_agreement, lambda *_: by_lab)(heads[:, 0], links):.1%}")

# %% [markdown]
# Is that the number of *this* network, or of attention? Here are four designs, all with attention,
# trained alike (the same pairs, as many steps, three seeds each):
#
# - *states*: the network of section 3. What is read are the states of the encoder.
# - *embeddings*: the same, but what is read are the source words' own vectors, from before the
#   recurrent network. The keys are its states as before.
# - *Transformer 1+1*, with one layer in the encoder and one in the decoder, and *2+2*. Sections 5 to 8
#   build it; it has no recurrent network at all. Each layer of the decoder has four maps, its *heads*.
#   The mean of the four is taken, in the layer in which it agrees best on `validation`.
#
# And two baselines. *By chance*: look at any source word. *The diagonal*: look at the source word that
# stands as far along in its sentence; that needs no network.

# %%
DESIGNS = {"states": "attention-states", "embeddings": "attention-embeddings"}
DESIGNS |= {"Transformer 1+1": "attention-transformer-1"}
DESIGNS |= {"Transformer 2+2": "attention-transformer"}
exact = {name: maps.exact_matches(file) for name, file in DESIGNS.items()}
for name, shares in exact.items():
    print(f"{name:16} sentences right in every word: {np.mean(shares):.3f}")
agree = {name: maps.agreements(file) for name, file in DESIGNS.items()}
agree |= {"the diagonal": maps.agreements("attention-states", "proportional")}
agree |= {"by chance": maps.agreements("attention-states", "chance")}
ax = plot_dots(agree, xlabel="maps right (a dot is a seed, the line the mean)", limits=(0, 1.02))


means = {name: np.mean(agree[name]) for name in DESIGNS}
baseline = np.mean(agree["the diagonal"])
claim("alignments", best=max(means.values()), worst=min(means.values()), diagonal=baseline)

# %% [markdown]
# **What you saw.** All designs translate nearly every sentence without a fault, and all maps are far
# better than the diagonal. So maps *are* akin to alignments, and the claim holds. But equal accuracy
# does not mean equal maps. The Transformers' maps are right a little less often, and their seeds lie
# further apart. Here is one sentence with the four maps; the squares are the true
# alignment.

# %%
nets = {name: attention.load(file) for name, file in DESIGNS.items()}
drawn = {}
for name, net in nets.items():
    drawn[name], _, french = maps.drawn(*net, " ".join(sentence))
ax = plot_attention(drawn, sentence, french, links=alignment)

# %% [markdown]
# Look for squares without blue. (*Suit* comes from *does* and *follow*, and one of them is enough.) All
# four maps go wrong at *que*, and yet all four networks write it.
#
# ### Why do maps point at wrong words?
#
# The reason that is usually given: a recurrent encoder **smears**. A state $s_j$ has read the words around
# $j$ as well, so the decoder may find word $j$ in a neighbour's state. And indeed, three misses in four are
# near misses: ⟨95 of 100⟩ maps of *states* point at the right word and ⟨99 of 100⟩ at it or at one beside it
# (the next cell prints the numbers). Do not be too impressed: so do ⟨95 of 100⟩ on the diagonal.
#
# But that is a story until you test it. **Cover the word**: forbid the decoder to look at the very words that
# the French word comes from. The encoder reads them as before, so what it has smeared over the neighbours is
# still there. And then cover *all* words: what is right even now, the decoder knows without looking, from the
# French words that it has read. (The two networks with an LSTM also keep the $h$ and $C$ that they started
# from.) A caution: no network was trained with covered words, and some may stumble over the cover alone. So
# "needs the word" is, if anything, counted too often.


# %%
def cover(net, hidden):  # bool (n, t): is a word right if it may not look at the hidden ones?
    right = np.zeros(few_targets.shape, bool)
    for step in range(few_targets.shape[1]):
        may_look = (few_source != PADDING) & ~hidden[:, step]
        logits, _ = maps.ask(net, few_source, few_written, may_look)
        right[:, step] = logits[:, step].argmax(axis=-1) == few_targets[:, step]
    return right


def blind(net):  # the same with all words covered
    logits, _ = maps.ask(net, few_source, few_written, np.zeros(few_source.shape, bool))
    return logits.argmax(axis=-1) == few_targets


word = few_targets != PADDING  # (n, t)
for name, which in {"states": "attention", "the diagonal": "proportional"}.items():
    right, near = (np.mean(maps.agreements(DESIGNS["states"], which, near=n)) for n in (0, 1))
    print(f"{name:13} right {right:.3f}, right or one word beside it {near:.3f}")

# %%
points = {name: maps.points_right(*net, few) for name, net in nets.items()}
covered = {name: cover(net, links) for name, (net, _) in nets.items()}
knows = {name: blind(net) for name, (net, _) in nets.items()}
kinds = {"it needs the word": {name: word & ~covered[name] for name in nets}}
kinds["it finds it elsewhere"] = {n: word & covered[n] & ~knows[n] for n in nets}
kinds["it knows without looking"] = {n: word & covered[n] & knows[n] for n in nets}

# %%
shares = {}
for kind, these in kinds.items():
    frequent = np.mean([these[name][word].mean() for name in nets])
    shares[f"{kind}\n({frequent:.0%} of the words)"] = [points[n][these[n]].mean() for n in nets]
labels = [name.replace(" ", "\n") for name in nets]
ax = plot_shares(shares, labels, ylabel="maps right", title="When is the map right?")

# %% tags=["nbval-ignore-output"]
flags = [points["states"], *(these["states"] for these in kinds.values())]
table = maps.by_word(few, *flags)
print("french     times  map right  needs it  elsewhere  knows it")
for french, (times, *numbers) in sorted(table.items(), key=lambda row: row[1][1])[:30]:
    if times >= 25:
        print(f"{french:12}{times:4}", *(f"{number:10.0%}" for number in numbers))

# %% [markdown]
# **What you saw.** Four words in five need their source word, and for these the map is right in ⟨97 %⟩ to
# ⟨100 %⟩ of the cases, whatever the design. The smear is there, but it is small: about one word in twelve is
# found elsewhere in the source, and even then the map is mostly right. What is left are the words that
# the decoder **knows without looking**, about one in seven. There the map is right in ⟨53 %⟩ to
# ⟨75 %⟩ of the cases, and there are most of the misses.
#
# The table names the words that occur often, those with the worst maps first. After *pense* comes *que*:
# no need to look at *that*. Where nothing depends on the weights, nothing in training makes them point
# anywhere. (They may still point right, as those of *pas* do.) But they have to add up to 1, so they
# always show *something*.
#
# So here is when you may read a map: **where covering what it points at would change the output.** A
# map alone does not tell you where that is. The test does, and it costs one more pass.
#
# This language was made so that most words need their source word. In real text far more can be guessed
# from the words before, which is what a language model does. So expect more such words there, not fewer.
#
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


# %% tags=["nbval-ignore-output"]
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


layer = layers.MultiHeadAttention(num_heads=4, key_dim=16)
x = np.random.default_rng(10).normal(size=(2, 9, 64)).astype("float32")  # two sentences, nine words
by_keras = layer(x, x).numpy()
by_hand = self_attention(x, layer.get_weights(), heads=4)
print(
    f"numbers up to {abs(by_keras).max():.1f}, largest difference {abs(by_keras - by_hand).max():.0e}"
)

# %% [markdown]
# Equal but for rounding. Of these lines, four are attention; the others cut and join.
#
# ## 6. Without positions, a sentence is a bag of words
#
# There is a catch. A weighted mean does not ask in which order its terms come. Shuffle the words, and
# the outputs are the same vectors, shuffled in the same way. In the language of mathematics,
# self-attention is **equivariant** under permutations. That is no tendency but an exact property, and
# you can test it as one.
#
# So "the cat sees the dog" and "the dog sees the cat" must be the same to it. Here is a whole
# Transformer that was trained like the others, but never told where a word stands. First its
# encoder reads a sentence, and the same words shuffled. Are the outputs the same, shuffled? Then the
# whole network translates three sentences of the same words.

# %%
nets["no positions"] = attention.load("attention-no-positions")
bag, order = nets["no positions"][0].get_layer("encoder"), [4, 8, 0, 10, 7, 2, 9, 5, 1, 3, 6]
in_order, shuffled = (bag.predict_on_batch(row) for row in (ids, ids[:, order]))  # (1, s, 64)
moved = abs(shuffled - in_order[:, order]).max()
print("equal up to rounding:", moved < 1e-5)

# %%
texts = ["the cat sees the white dog", "the dog sees the white cat", "the white dog sees the cat"]
for english, french in zip(texts, translate(*nets["no positions"], texts).words):
    print(f"{english:28} {' '.join(french)}")

without, with_them = maps.exact_matches("attention-no-positions"), exact["Transformer 2+2"]
claim("positions-needed", without=max(without), with_them=min(with_them), shuffled=moved)

# %% [markdown]
# Three sentences, one translation. It is not nonsense: the network has learned which French sentences
# are likely, and found one that can be made of these words. (Short sentences it often gets right in this
# way. Its decoder does know a little of order, for it sees only what it has written before.) But who
# sees whom is lost.
#
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
table_of_positions = np.array(SinusoidalPositions()(np.zeros((1, 60, 64))))[0]
vectors = runtime.yours(sinusoids, lambda *_: table_of_positions)(np.arange(60.0), 64)
axes = plot_clocks(vectors[:40], [0, 4, 8], starts=[2, 9], steps=3)

# %% [markdown]
# Each dot is a position. Follow the arrows: three words further is the *same* turn, from word 2 to word 5 as
# from word 9 to word 12, and each clock has its own angle. So "three words further" is the same rotation for
# all positions (there is one matrix $R_k$ for each number $k$ of words, whatever $p$),
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
labels = {"xlabel": "position q", "ylabel": "position p", "label": "PE(p) · PE(q)"}
ax = plot_heatmap(products, **labels, ax=plt.figure(figsize=(5, 4)).gca())
_ = ax.set_title("The dot product depends on the distance only")

# %% [markdown]
# On the diagonal a vector meets itself: 32 pairs, each of length 1, make ⟨32⟩. Away from it, the fast
# clocks soon disagree, the slow ones agree for a long time.
#
# One practical point. The 64 numbers of a position vector have length $\sqrt{32}$, while those of a
# fresh `Embedding` are drawn from −0.05 to 0.05, so their length is at most 0.4. Added as they are, the
# position would drown the word. The paper multiplies the embeddings by $\sqrt d$ first; so does
# `course.layers.SinusoidalPositions`, which the networks of this lab use.
#
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
# Your mask for a sentence of four words, in a batch of six steps: yellow may be looked at.
by_lab = np.tril(np.arange(6) < 4) & (np.arange(6) < 4)[:, None]
mask = runtime.yours(causal_mask, lambda *_: [by_lab])(np.array([4, 6]), 6)[0]
labels = {"xlabel": "looks at step", "ylabel": "step", "label": "1: may look", "columns": "012345"}
ax = plot_heatmap(np.array(mask, int), **labels, ax=plt.figure(figsize=(4, 3.2)).gca())

# %% [markdown]
# Masks are a few characters of code, and faults in them survive even in published Transformers, for one
# reason: **a wrong mask raises no error, and the loss falls all the same.** (A well-known example translated
# from English to Spanish for years with a padding mask along the wrong axis.) So do an experiment: plant the
# five best-known faults, one at a time, and see what gives each of them away.
#
# The patient is a tiny Transformer: one layer, one head, 32 numbers a word. Its language is as simple as can
# be, 20 words, each with one translation, in the same order, so that it learns in seconds. Here is what it is
# fed: two rows of ids, and **the masks, as inputs**, where they can be operated on. Three of the five faults
# are in this cell; find them.

# %%
WORDS, STEPS, SIZE, START, END = 20, 8, 32, 1, 2  # id 0 is padding; words are 3 to 22


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
        self.query, self.key, self.value = (layers.Dense(SIZE) for _ in range(3))

    def call(self, asking, answering, mask):
        scores = self.query(asking) @ ops.swapaxes(self.key(answering), 1, 2) / SIZE**0.5
        weights = ops.softmax(ops.where(mask, scores, -1e9), axis=self.axis)
        return asking + weights @ self.value(answering), weights


def tiny_transformer(axis=-1):
    ids = [keras.Input((None,), dtype="int32") for _ in range(2)]  # source, read
    may_read, causal = (keras.Input((None, None), dtype="bool") for _ in range(2))
    x, y = (SinusoidalPositions()(layers.Embedding(WORDS + 3, SIZE)(row)) for row in ids)
    x, of_source = Attention(axis)(x, x, may_read)
    y, of_target = Attention(axis)(y, y, causal)
    y, across = Attention(axis)(y, x, may_read)
    y = y + layers.Dense(SIZE)(layers.Dense(2 * SIZE, "relu")(y))
    outputs = [layers.Dense(WORDS + 3)(y), of_source, of_target, across]
    return keras.Model([*ids, may_read, causal], outputs)


# %% [markdown]
# The fifth fault is in what is counted: padding in the loss and in the score (`counted`).
#
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
#
# All patients start from the same weights and learn from the same 6,400 sentences, four times. A dark field
# is an alarm: numbers 1 and 2 below 0.9, number 6 above 0.5, the others above 0.01.


# %%
def examine(fault, net):
    source, target = toy(200, np.random.default_rng(2))
    word, half = target != 0, STEPS // 2
    inputs = feed(source, target, fault)
    logits, *weights = net(inputs)
    written = np.zeros_like(target)
    for step in range(STEPS):  # writing alone, it can only read what it has written before
        now = feed(source, written, "" if fault == "target not shifted" else fault)
        written[:, step] = ops.argmax(net(now)[0][:, step], axis=-1)
    read = inputs[1].copy()
    read[:, half:] = np.random.default_rng(3).integers(3, WORDS + 3, read[:, half:].shape)
    later, before = (
        ops.softmax(x)[:, :half] for x in (net([source, read, *inputs[2:]])[0], logits)
    )
    to_padding = [
        w[word][~np.repeat(word, word.sum(axis=1), axis=0)] for w in map(np.array, weights)
    ]
    return {
        "exact match,\nwriting alone": ((written == target) | ~word).all(axis=1).mean(),
        "rows:\nfar from 1": max(abs(np.sum(w, axis=-1) - 1).max() for w in weights),
        "weight\non padding": max(to_padding[0].max(), to_padding[2].max()),
        "the future\nchanges": abs(later - before).numpy()[word[:, :half]].max(),
        "reads what\nit writes": (inputs[1] == target)[word].mean(),
        "score of\nnonsense": (target == 0)[counted(target, fault)].mean(),
    }


# %%
def counted(target, fault):  # the steps that count, in loss and score
    return np.ones(target.shape, bool) if fault == "padding counted" else target != 0


FAULTS = ["none", "softmax over the wrong axis", "mask along the wrong axis"]
FAULTS += ["causal mask off by one", "target not shifted", "padding counted"]
source, target = toy(runtime.budget(full=6_400, quick=640), np.random.default_rng(1))
patients, chart = Repeated(tiny_transformer, seed=10, rate=0.005, steps=10), {}
for fault in FAULTS:
    axis = -2 if fault == "softmax over the wrong axis" else -1
    fed, counts = feed(source, target, fault), counted(target, fault)
    net, accuracy = patients.train(axis, fed, target, counts, epochs=4)
    chart[fault] = {"accuracy\nin training": accuracy, **examine(fault, net)}

numbers = np.array([list(row.values()) for row in chart.values()])
alarms = numbers > [9, 9, 0.01, 0.01, 0.01, 0.5, 0.01]
alarms[:, :2] = numbers[:, :2] < 0.9
labels = {"rows": FAULTS, "columns": list(chart["none"])}
ax = plot_findings(numbers, alarms, **labels, title="Which number betrays which fault?")

# %% [markdown]
# **What you saw.** Look at the first column: *all six learn*, and report an accuracy of about ⟨1.00⟩.
# Anyone who looks at the loss sees nothing wrong.
#
# - *Softmax over the wrong axis*: the rows do not add up to 1. It also lets the future in, since now a
#   weight depends on the other queries, among them those of later words.
# - *Mask along the wrong axis*: words look at padding. Here is the most treacherous one, for even the
#   exact match is (nearly) perfect: the network has got used to its padding. How it does on a batch that
#   is padded to another length is anybody's guess. (Keras' `MultiHeadAttention` has a trap of this kind:
#   a mask of shape (n, s) raises an error, unless n happens to be the number of target words. Then it is
#   taken for (t, s).)
# - *Causal mask off by one*: later words change earlier outputs. It copies the next word, which is not
#   there when it writes alone.
# - *Target not shifted*: it reads what it should write. Perfect in training, nothing in use.
# - *Padding counted*: nothing is wrong with this network, but with its score. An answer that is wrong
#   in every word gets nearly a third of the points.
#
# Three of the five show when the network **writes alone**, which costs one loop. The other two need
# their own number. All five numbers are a few lines and need no training at all: a network with random
# weights fails the same tests. Keep them, and run them on any Transformer that you write.
#
# ## 8. The Transformer
#
# Now you have all of its parts: self-attention with heads, positions, masks. Lecture 3's slide has them in
# one picture: *Remove the LSTM for the input. Self-attention for the input and output. Positional encoding:
# sinusoids. Single hidden layer feed forward NN.* A layer of the encoder is self-attention and a feed-forward
# network, each added to what was there; a layer of the decoder has a third part in between, attention to the
# encoder's output. Before each part, the vectors are normalised (to mean 0 and variance 1). The paper does
# that after each part; before is easier to train.
#
# Does it do without the recurrence? And is it faster? The lecture's claim is measured on the network
# of two layers on each side, 64 numbers a word, four heads.

# %%
rates = [10_000 ** (i // 2 * 2 / 64) for i in range(64)]  # the paper's formula, number by number
formula = [[(np.sin, np.cos)[i % 2](p / rates[i]) for i in range(64)] for p in range(60)]
records = {name: attention.record(DESIGNS[name]) for name in ("Transformer 2+2", "states")}
time = {n: np.mean([run["seconds_per_epoch"] for run in r["runs"]]) for n, r in records.items()}
numbers = {"exact_match": min(exact["Transformer 2+2"]), "seconds": time["Transformer 2+2"]}
claim(
    "transformer",
    **numbers,
    longest=maps.by_length(DESIGNS["Transformer 2+2"])[:, -1].min(),
    formula=abs(table_of_positions - formula).max(),
    seconds_lstm=time["states"],
)

# %% [markdown]
# It holds: no recurrence, and the sentences are right, the longest too. The sinusoids are the paper's but for
# the rounding of `float32`.
#
# Is it faster? Not here. An epoch took twice as long as that of the LSTM with attention (seconds of one
# processor core, measured when the networks were trained). Its strength is that it works on all words at
# once; with sentences of 20 words on one core there is nothing to gain from that. What you buy here is
# not speed but the short way between any two words.
#
# And what do the heads do? Here are the four of the decoder's last layer, for the sentence that you
# know.

# %%
said = translate(*nets["Transformer 2+2"], " ".join(sentence))
french, last = said.words[0], said.weights[0, -4:, :, : len(sentence)]  # maps of the last layer
heads = {f"head {number}": head[: len(french)] for number, head in enumerate(last, 1)}
ax = plot_attention(heads, sentence, french, links=alignment)
for name in (*heads, "mean"):  # of this network, the first of the three seeds
    print(f"{name}: {maps.agreements(DESIGNS['Transformer 2+2'], f'layer 2, {name}')[0]:.3f}")

# %% [markdown]
# For most words all four look at the same place. Where they do not (*pas*), one head's map would mislead you.
# On the test sentences the single heads are right in ⟨79 %⟩ to ⟨88 %⟩ of the cases, and their mean in ⟨91 %⟩
# (the lines printed with the picture). So "the attention of a Transformer" is a choice of the person who
# draws it: which layer, which head, or the mean of some.
#
# ## 9. A place to play
#
# Type a sentence of the words below, spelled as there, without commas, and see what each network writes and
# where it looks. Some things to try, each with a guess *before* you run it:
#
# - A sentence longer than any in training: link three of them with *and*. Which design breaks?
# - A sentence that makes no sense, such as *the bread eats the king*.
# - The same word twice: *the cat sees the cat*. To which of the two does each map point?
# - `DESIGN = "no positions"`: what does it make of *the dog sees the cat*?
# - In section 7: two faults at once, or `epochs=1`: does the chart still name them?
# - The last line of the cell starts a conversation that says at which word it looked. (In a terminal, in
#   the folder of the course, it is `.venv/bin/course demo translate --show`, on Windows
#   `.venv\Scripts\course demo translate --show`.)

# %% tags=["nbval-ignore-output"]
print(*source_words)
DESIGN, SENTENCE = "Transformer 2+2", "the king thinks that the red cat does not see him"
try:
    your_map, english, french = maps.drawn(*maps.choose(nets, DESIGN), SENTENCE)
    ax = plot_attention({DESIGN: your_map}, english, french)
except CourseError as problem:
    print(problem)
# Take away the first "# " below, and run the cell; an empty line ends the conversation.
# %run -m course demo translate --show

# %% [markdown]
# ## What to take away
#
# - One vector holds a sentence of some length and no more. Attention keeps all the states and selects
#   when it knows what it needs; its weights are a softmax of scores between a query and keys.
# - A map shows where a network looked, not what it needed. Cover what the map points at: only where the
#   output changes does the map tell why. Equal accuracy says nothing about it.
# - Self-attention is a weighted mean in which all words ask all words at once. It knows nothing of
#   order; positions have to be added. Sinusoids make "three words further" the same rotation everywhere.
# - Mask faults raise no error, and the loss falls all the same. Test properties: rows sum to 1, padding
#   has no weight, the future changes nothing, nothing is read that is to be written.
# - Decode. A score that is measured while the network reads the right words hides three faults of five.
#
# The six exercises add up to 10 points; each check shows yours. Lab 11 goes on with the lecture's other
# answer to "which output belongs to which input?": CTC, and networks that listen.
#
# **Three things to read.**
#
# - D. Bahdanau, K. Cho and Y. Bengio, *Neural machine translation by jointly learning to align and
#   translate* (2015): the paper of section 3. Look at its figure 2 (exact match against length is its
#   BLEU against length) and at its maps.
# - A. Vaswani and others, *Attention is all you need* (2017): the Transformer in ten pages. You can now
#   read all of section 3.
# - S. Jain and B. Wallace, *Attention is not explanation*, and S. Wiegreffe and Y. Pinter, *Attention is
#   not not explanation* (both 2019): the question of section 4, argued by both sides, for networks that
#   judge real texts.
