# %% [markdown]
# # Lab 11: from sounds to symbols
#
# Somebody says a number in one breath, three one four. You have the recording, and you know *what*
# was said. Nobody has noted *when* each digit begins and ends. How can a network learn from that?
# **Connectionist temporal classification**, CTC for short, answers with a sum over everything that
# may have happened. In this lab you hear the data, build that sum, see it find the borders that
# nobody told it, and train a network that recognises voices it has never heard. Then you push it
# until it breaks. At the end it meets a rival from the same lecture, which attends instead of
# adding up, is as good, and breaks where CTC does not.
#
# **The lecture:** 3 (ETH Zurich, *Deep Learning, lecture 9*), slides "Unsegmented Sequences",
# "Connectionist Temporal Classification", "Forward Backward for CTC" and "Seq2seq with Attention:
# Speech Recognition". **You need:** what a GRU is (lecture 3, "Gated Memory Units"), what a softmax
# and a logarithm are. For section 10 it helps to have seen attention (lab 10). **Time:** about two
# hours with the exercises; the cells themselves run in about a minute. Use headphones if you are
# not alone.
#
# | exercise | points |
# |---|---|
# | 1. from a path to its label | 1 |
# | 2. how many paths make one label? | 1 |
# | 3. the sum over all alignments | 3 |
# | 4. where is each symbol? | 2 |
# | 5. the label error rate | 2 |
# | 6. mel filters | 2 |
# | **in all** | **11** |

# %% setup=true
from course import runtime

runtime.start(seed=11)

import numpy as np

from course.checks import ctc as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*), and
# which machine and which versions you have. Every exercise needs this cell and its own cell, but
# nothing else. The words after the pictures describe a full run; a *quick* one trains too little to
# show all of it. The next cell imports what the demos need.
#
# ## 1. Three one four
#
# The voices of this lab are **computed**. A train of pulses stands for the vocal folds, noise for
# the breath, and a few resonators for the throat and the mouth; `course/speech/synthesis.py` has
# it in a page or two. Not beautiful, but a voice that is a formula can be varied without end, and
# that is what this lab needs. Four numbers make a voice: its pitch in hertz, the length of its
# *vocal tract* (from the folds to the lips, with 1 for a usual one), its tempo (1 is usual, 2 twice
# as fast), and the noise of the room (speech itself has 0.1).

# %%
from itertools import product

import keras
import tensorflow as tf
from course.claims import claim
from course.data import fsdd, spoken
from course.data.fetching import local
from course.errors import CourseError
from course.nets import hearing, listener, recordings, speller
from course.nets.training import optimizer
from course.plots.beyond import plot_beyond
from course.plots.lattice import plot_heat, plot_lattice, plot_pushes, plot_ways
from course.plots.sound import plot_sound
from course.plots.spelling import plot_where
from course.speech import decoding, features, lattice, synthesis
from course.speech.synthesis import RATE
from course.speech.voices import Voice
from IPython.display import Audio
from keras import layers, ops

# %%
voice = Voice(pitch=120, tract=1.0, tempo=1.0, noise=0.003)
sound, spans = synthesis.say_timed([3, 1, 4], voice, rng=np.random.default_rng(11))
labels = {"words": [3, 1, 4], "title": "Three, one, four: where would you say each begins?"}
axes = plot_sound(sound, features.log_mel(sound), rate=RATE, spans=spans, **labels)

# %% [markdown]
# Above is the pressure of the air, 8,000 numbers per second. In the middle is the **spectrogram**: how
# much energy the sound has at each frequency, at each moment. The bright bars are the resonances of
# the mouth, the *formants*; they move as the tongue moves, and a vowel is known by where they lie.
# Below is what the network reads: 80 times per second a **frame** of 40 numbers, the logarithms of the
# energy in 40 bands. The bands are narrow for low frequencies and wide for high ones, as in the ear,
# and each is shifted and scaled so that over this recording it has mean 0 and deviation 1. Section 11
# opens that box.
#
# The orange lines are where the digits begin and, dotted, end. (The *th* of *three* and the *f* of
# *four* are so soft that you hardly see them.) The synthesiser knows these places. **The network never
# will.**
#
# Listen to four voices that say it: this one, and three that are drawn at random.

# %%
rng = np.random.default_rng(5)
others = [synthesis.say([3, 1, 4], Voice.draw(rng), rng=rng) for _ in range(3)]
Audio(np.concatenate([sound, *others]), rate=RATE)

# %% [markdown]
# ## 2. Labels without borders
#
# The network will give, at every one of $T$ frames, a softmax $y^t$ over the ten digits and one
# symbol more, the **blank**, which says "nothing new here". (Its frames are longer than those
# above, 20 per second.) But the label, `3 1 4`, has $U = 3$ symbols, and $T$ is 26. The
# lecture's answer has two parts. First, choose any symbol at each frame, $\pi_1 \dots \pi_T$, and
# multiply their probabilities:
#
# $$p(\pi|x) = \prod_{t=1}^T y^t_{\pi_t}.$$
#
# Second, a rule $\mathcal B$ that turns such a path into a label.
#
# ### Exercise 1: from a path to its label (1 point)
#
# A network says one symbol for each frame, and the *blank* is one of its symbols. Such a row of
# symbols is a **path**. The function $\mathcal B$ of the lecture makes the label of it: symbols
# that are repeated in frames next to each other are one, and blanks are left out. So a blank
# between two equal symbols keeps them apart: with 0 as the blank, `[3, 0, 3, 3, 7, 0]` gives
# `[3, 3, 7]`. In this lab a symbol is a number, and so is the blank. Which one it is differs from
# program to program, so your function is told.


# %% exercise="collapse"
def collapse(path, blank):
    """What remains of a path when repetitions are merged and blanks left out.

    path: list of ints from 0 on, a symbol per frame; may be empty.
    blank: int, the symbol that is the blank; not always 0, and it need not be in the path.
    Returns a list of ints, the label; it may be empty.
    """
    ### BEGIN SOLUTION
    starts = [t for t in range(len(path)) if t == 0 or path[t] != path[t - 1]]
    return [path[t] for t in starts if path[t] != blank]
    ### END SOLUTION


# %% check="collapse"
checks.collapse(collapse)

# %% [markdown]
# The slide has two strings, with `-` for the blank, and says that both become `aab`. Keras has this
# rule in `ops.ctc_decode`, which expects what a network says, so give it one that is sure of each
# symbol of the path. Below is the first **claim** of this lab. A claim box holds a statement of a
# lecture against what was measured here; it says when the statement counts as holding, and
# whether it does.

# %%
LETTERS = "-ab"


def numbers(text):
    return [LETTERS.index(letter) for letter in text]


def written(paths):  # int array (n, frames), 0 the blank -> n texts
    sure = np.eye(3, dtype="float32")[paths]  # (n, frames, 3)
    found, _ = ops.ctc_decode(sure, [paths.shape[1]] * len(paths), "greedy", mask_index=0)
    return ["".join(LETTERS[i] for i in row if i > 0) for row in np.array(found[0])]


said = [written(np.array([numbers(path)]))[0] for path in ("a-ab-", "-aa--abb")]
claim("ctc-collapse", first=said[0], second=said[1])

# %% [markdown]
# Without the blank between them, the two `a` of `aab` could not be told from one long `a`. That is
# what the blank is for, more than for silence.
#
# ## 3. How many ways?
#
# Many paths make the same label. If you knew which one is the right one, you would have an ordinary
# classifier with a target for each frame. But nobody knows. How many are there?
#
# ### Exercise 2: how many paths make one label? (1 point)
#
# Each path that collapses to a label is an *alignment* of it: it says in which frames the symbols
# lie. With 3 frames, the label `[4]` has six: 4 in one frame and blanks in the others (3 ways), in
# the first two or the last two (2), or in all three (1). Write down those of `[4, 4]` and of
# `[4, 5]`, too, before you begin. A loop over all paths is right for a few frames, but then it
# never ends. Either find a formula, or go through the frames one by one and keep only numbers of
# paths.


# %% exercise="count-alignments"
def count_alignments(frames, label):
    """How many paths of so many frames collapse to a label.

    frames: int in 1..500. label: list of ints, symbols that are not the blank; may be empty.
    Returns an int, exact however large it is; 0 if the label does not fit into so few frames.
    """
    ### BEGIN SOLUTION
    from math import comb

    repeats = sum(symbol == following for symbol, following in zip(label, label[1:]))
    # every symbol has a first frame and a last one; a repeat needs a blank before it
    return comb(frames + len(label) - repeats, 2 * len(label))
    ### END SOLUTION


# %% check="count-alignments"
checks.count_alignments(count_alignments)


# %%
def by_keras(frames, label):  # where all paths are equally likely, p(label) counts them
    flat = np.zeros((1, frames, 11), "float32")
    loss = ops.ctc_loss(np.array([label]), flat, [len(label)], [frames], mask_index=0)
    return np.exp(frames * np.log(11) - float(loss[0]))


# Your function, from half a second to four seconds (20 frames per second).
your_count, frames = runtime.yours(count_alignments, by_keras), list(range(10, 81, 10))
labels = {f"{n} digits": list(range(1, n + 1)) for n in (2, 3, 5, 10)}
ways = {name: [your_count(t, label) for t in frames] for name, label in labels.items()}
day = 1e12, "a day of adding, at\n10 million a second"
ax = plot_ways(frames, ways, too_many=day, title="How many paths are there to add up?")

# %% [markdown]
# A label of three digits in two seconds (40 frames) has millions, ten digits in four seconds more
# than anyone could list. And training needs the sum for every recording, again and again.
#
# ## 4. All of them at once
#
# The second formula of the slide is the sum over all paths that the rule turns into the label:
#
# $$p(\ell|x) = \sum_{\pi \in \mathcal B^{-1}(\ell)} p(\pi|x).$$
#
# "Forward Backward for CTC" shows how to get it without a list. Draw the label from top to bottom
# with a blank before, between and after its symbols, and the frames from left to right. Each
# alignment is a way through this **lattice**. Here is the one of `aab` with eight frames; the darker a
# circle, the more of all the ways pass through it.

# %%
flat = np.full((8, 3), np.log(1 / 3))  # all paths are equally likely
share = lattice.heat(flat, [1, 1, 2])  # (frames, states); a is 1, b is 2
title = "All ways to write aab in eight frames; in blue, the lecture's -aa--abb"
ax = plot_lattice(list("-a-a-b-"), share, path=[0, 1, 1, 2, 2, 3, 5, 5], title=title)

# %% [markdown]
# Find the two things that a way may not do. It may not go from the first `a` straight to the second
# one: these two would be merged. And it may not be late: where there is only a dot, too few frames
# remain to get to the end (or too few have passed to get here).
#
# All ways that are in the same circle at the same frame go on in the same manner. So you need not
# know where each of them came from: the *sum* of their probabilities is enough, one number per
# circle. That turns millions of paths into $T$ times $2U + 1$ numbers.
#
# ### Exercise 3: the sum over all alignments (3 points)
#
# The probability of a path is the product of those of its symbols, $p(\pi|x) = \prod_t
# y^t_{\pi_t}$, and the probability of a label is the sum over all paths that collapse to it. Figure
# 7.2 of the lecture does it without listing them. Put blanks around and between the symbols of the
# label: blank, $\ell_1$, blank, $\ell_2$, ..., blank. These are $2U + 1$ *states*, numbered from 0.
# A path goes through them in this order. It begins in state 0 or 1 and ends in one of the
# last two. From one frame to the next it stays in its state, or moves on by one, or by two: from a
# symbol to the next, past the blank, but only if the two symbols **differ**. The table $\alpha_t(s)$
# has the sum of the probabilities of all beginnings of paths, from the first frame up to frame $t$
# with that one included, that are in state $s$ at frame $t$, whatever may come after it.
#
# Such sums of products soon are smaller than any number that a computer knows, so keep their
# logarithms: a product is then a sum, and `np.logaddexp(a, b)` is the logarithm of $e^a + e^b$,
# for $a = -\infty$, too.


# %% exercise="ctc-forward"
def ctc_forward(log_probabilities, label, blank):
    """Go forward through all alignments of a label, in natural logarithms.

    log_probabilities: float array (frames, symbols), -inf where a probability is 0; a frame or more.
    label: list of ints, symbols that are not the blank; may be empty. blank: int, any of the symbols.
    Returns alpha, a float array (frames, 2 * len(label) + 1) of logarithms, -inf where no path leads,
        and the loss -ln p(label), a number, not divided by anything; inf if p is 0.
    """
    ### BEGIN SOLUTION
    states = [blank, *(s for symbol in label for s in (symbol, blank))]
    alpha = log_probabilities[:, states]  # a copy, (frames, states)
    alpha[0, 2:] = -np.inf
    for t in range(1, len(alpha)):
        for s in range(len(states)):
            skips = s > 1 and states[s] != states[s - 2]  # two blanks are equal, too
            before = alpha[t - 1, max(s - 1 - skips, 0) : s + 1]
            alpha[t, s] += np.logaddexp.reduce(before)
    return alpha, -np.logaddexp.reduce(alpha[-1, -2:])
    ### END SOLUTION


# %% check="ctc-forward"
checks.ctc_forward(ctc_forward)

# %% [markdown]
# **Is the sum right?** Without logarithms, the whole walk is one product of a row and a matrix per
# frame: `moves` has a 1 where a way may go. (Row and column are states. The tables are good as long
# as no probability falls below $10^{-308}$.) Hold it against two judges: up to six frames, a list
# of *all* paths, each turned into its label by Keras; for 50 frames, Keras' own loss, which is
# $-\ln p(\ell|x)$.


# %%
def forward(probabilities, label):  # (frames, symbols), U symbols -> alpha (frames, 2U + 1)
    states = lattice.states(label)  # blanks and symbols in turn
    moves = np.eye(len(states)) + np.eye(len(states), k=1)  # stay, move on by one
    for s in np.flatnonzero(states[2:] != states[:-2]):  # differ, so they are symbols
        moves[s, s + 2] = 1
    alpha = [(np.arange(len(states)) < 2) * probabilities[0, states]]
    for row in probabilities[1:, states]:
        alpha.append(alpha[-1] @ moves * row)
    return np.array(alpha)


def chance(probabilities, label):
    return forward(probabilities, label)[-1, -2:].sum()


# %%
rng, gaps = np.random.default_rng(11), []
for frames in range(1, 7):
    y = rng.dirichlet(np.ones(3), frames)  # (frames, 3), what a network might say
    paths = np.array(list(product(range(3), repeat=frames)))  # up to 729
    texts, p = np.array(written(paths)), y[np.arange(frames), paths].prod(axis=1)
    gaps += [abs(chance(y, numbers(t)) / p[texts == t].sum() - 1) for t in {*texts}]

# %%
y, labels = rng.dirichlet(np.ones(11), (20, 50)), rng.integers(1, 11, (20, 8))
losses = ops.ctc_loss(labels, np.log(y).astype("float32"), [8] * 20, [50] * 20, mask_index=0)
keras_gaps = [abs(np.log(chance(*x)) / float(loss) + 1) for *x, loss in zip(y, labels, losses)]
claim("ctc-forward-backward", by_hand=max(gaps), keras=max(keras_gaps), labels=len(gaps))

# %% [markdown]
# ## 5. The best path is not the best label
#
# An example by Alex Graves, the first author of the paper on CTC. Two frames; at each, the network
# gives the blank 0.6 and the letter `a` 0.4. What was said?

# %%
y = np.log([[0.6, 0.4], [0.6, 0.4]])  # (frames, symbols), the blank first
for path in product((0, 1), repeat=2):
    print(f"path {''.join('-a'[i] for i in path)}           {np.exp(y[[0, 1], path].sum()):.2f}")
your_forward = runtime.yours(ctc_forward, lambda y, *a: (0, -np.log(chance(np.exp(y), a[0]))))
for name, label in {"(nothing)": [], "a": [1]}.items():
    print(f"label {name:12}{np.exp(-your_forward(y, label, 0)[1]):.2f}")

# %% [markdown]
# The likeliest single path is `--`, with ⟨0.36⟩, and it says nothing. But three paths say `a`, and
# together they have ⟨0.64⟩. (The last two lines come from your exercise 3, if it is there.)
#
# So there are two ways to read a network. **Greedy**: take the likeliest symbol at each frame, and
# collapse. It is fast, and as you see, it can be wrong even if the network is right. **Prefix beam
# search** goes through the frames and keeps the ten most probable *beginnings of labels*, each with
# the sum of all its paths: two sums in fact, one for paths that end in a blank and one for the
# others, because only after a blank may the same symbol come again. Section 8 tells you what the
# difference is worth.
#
# ## 6. A network that listens
#
# Now the data. `lessons` are strings of three to five digits, spoken by voices that are drawn anew
# for each string. `exam` has **new voices**: their vocal tracts have lengths that no voice of the
# lessons has. `long` has new voices too, and strings of eight to ten digits, twice as long as
# what the network learns from. (The settings of this lab were chosen with other strings again, which
# are in none of the three.)

# %%
SIZE, EXAM, LONG, STEPS = runtime.budget(full=(640, 150, 50, 250), quick=(128, 20, 5, 30))
lessons = spoken.strings(SIZE, seed=11, voices="train")
exam = spoken.strings(EXAM, seed=13, voices="new")
long = spoken.strings(LONG, digits=(8, 10), seed=14, voices="new")
learn, hear_exam, hear_long = map(spoken.features, (lessons, exam, long))
print("the first labels:", *["".join(map(str, label)) for label in lessons.labels[:6]])

# %% [markdown]
# The network: two **convolutions**, each of which sees five frames and moves by two, so that four
# frames become one; a **GRU** in both directions (a digit is easier to tell if you also hear how it
# ends), and for each of the 11 symbols a *logit*, the number that a softmax makes a probability of.
# The blank is symbol 0, so digit $d$ is symbol $d + 1$. (Forget this shift, and every zero that was
# spoken becomes a blank.)
#
# The loss is one call: the labels, what the network says, the lengths of both, and which symbol is
# the blank. Take care of two of these. `ctc_loss` wants *logits*; give it probabilities, and it
# computes a plausible wrong number. And it wants the number of **outputs that belong to the
# sound**, not the width of the batch. The batch is padded with frames of zeros on the right, and
# `belongs` looks for them.


# %%
def belongs(x):  # features (n, frames, 40) -> (n, outputs), which outputs belong to the sound
    return ops.any(ops.not_equal(x, 0), axis=-1)[:, ::4]


class Listener(keras.Model):
    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        symbols = ops.sum(ops.cast(y > 0, "int32"), axis=1)  # (n,), U of each label
        outputs = ops.sum(ops.cast(belongs(x), "int32"), axis=1)  # (n,), T of each sound
        return ops.mean(ops.ctc_loss(y, y_pred, symbols, outputs, mask_index=0))


def build_model(units=64):
    x = keras.Input((None, 40))
    look = {"strides": 2, "padding": "same", "activation": "relu", "use_bias": False}
    z = layers.Conv1D(64, 5, **look)(x)
    z = layers.Conv1D(64, 5, **look)(z)  # (n, outputs, 64)
    z = layers.Bidirectional(layers.GRU(units, return_sequences=True))(z, mask=belongs(x))
    return Listener(x, layers.Dense(11)(z))


# %% [markdown]
# **The silent killer.** What if a recording is so short that its label does not fit? An output per
# symbol is needed, and one more between equal ones. Here is what the loss says about three digits,
# two of them equal, in three outputs, and what the course says *before* training:

# %%
loss = ops.ctc_loss([[5, 5, 8]], np.zeros((1, 3, 11), "float32"), [3], [3], mask_index=0)
print(f"ctc_loss: about {round(float(loss[0]), -1):.0f}, though p = 0 and so -ln p is infinite")
try:
    hearing.check_lengths([np.ones((12, 40))], [[4, 4, 7]])
except CourseError as problem:
    print(problem)

# %% [markdown]
# No error, no infinity, no NaN: just a number, about ⟨710⟩, with a gradient that means nothing. In
# thousands of recordings a few such labels go unnoticed and spoil the training. `hearing.batches`
# asks `check_lengths` first.
#
# Now train. The recipe matters here: the loss is a *sum* over some forty frames, so its first
# gradients are huge. `optimizer` (Nadam, a variant of Adam) cuts them to length 1, and its learning
# rate rises to 0.008 and falls to 0 along a cosine. While it learns, watch it write down one string
# that it does not learn from: a new voice says 3 1 1 4.

# %%
SAID, SHOWN = [3, 1, 1, 4], runtime.budget(full=(0, 20, 40, 250), quick=(0, 10, 20, 30))
example, spans = synthesis.say_timed(SAID, exam.voices[0], rng=np.random.default_rng(7))
bands, kept, early = features.log_mel(example), {}, []


def watch(net, step):
    if step in SHOWN:
        kept[step] = listener.hear(net, [bands])[0]  # (outputs, 11), logs
        digits = [symbol - 1 for symbol in decoding.greedy(kept[step])]
        print(f"after {step:3} steps: {' '.join(map(str, digits)) or '(nothing)'}")
    if step == SHOWN[2]:
        early.extend(listener.hear(net, hear_exam))


# %%
def train(sounds, labels, steps=STEPS, each=None):
    net, batches = build_model(), hearing.batches(sounds, labels)
    net.compile(optimizer(0.008, steps, clip=1.0), jit_compile=False)
    hearing.fit(net, batches, steps, seed=11, each=each and (lambda step: each(net, step)))
    return net


# %% tags=["nbval-ignore-output"]
net = train(learn, lessons.labels, each=watch)
Audio(example, rate=RATE)

# %% [markdown]
# What did it know at each of these moments? Take the *right* label, and ask how probable each state
# of its lattice is at each frame: $\alpha_t(s) \beta_t(s)$ divided by $p(\ell|x)$, where $\beta$,
# the backward table, goes through the lattice from its end. It is the picture of section 4 again,
# on a sound, and the darker, the more probable; call it the *heat* of the lattice. (Exercise 4 has
# the details.)

# %% tags=["picture"]
target = [digit + 1 for digit in SAID]
names = ["-" if symbol == 0 else str(symbol - 1) for symbol in lattice.states(target)]
heat = {f"after {step} steps": lattice.heat(kept[step], target) for step in SHOWN}
axes = plot_heat(bands, heat, names, seconds=len(example) / RATE, spans=spans / RATE)

# %% [markdown]
# **What you saw.** Time goes from left to right, the label from top to bottom, and the grey under
# the colour is the sound. Blue lines show where each digit truly begins and, dotted, ends; the
# network was never told. At first there is a broad band from corner to corner, as in section 4
# (uneven, because an untrained network likes some digits better than others): all that is known is
# the order. Then it learns that the blank is always a good guess, and waits in the blanks. Then it
# sharpens: each symbol lights up inside the digit that it stands for, and between the two ones the
# path *has* to pass a blank. It has found the borders although only the order was given. (The
# picture is told the label. So it can show four spikes where the network by itself writes fewer
# digits, as it does after 40 steps.)
#
# Two warnings. A spike is somewhere *inside* its digit, and says neither where the digit begins nor
# how long it is; some networks spike at its end. And how much of the path is blank says nothing
# of the quality.
#
# ## 7. What pushes the network
#
# Why does it sharpen? Ask the gradient. For a classifier, the derivative of the loss by the logits
# is the softmax minus the target, with a 1 at the right symbol and 0 elsewhere. CTC has no target
# for a frame. In its place stands how much each symbol *occupies* the frame:
#
# $$\frac{\partial\, (-\ln p(\ell|x))}{\partial z^t_k} = y^t_k - \gamma^t_k, \qquad
# \gamma^t_k = \frac{1}{p(\ell|x)} \sum_{s:\, \ell'_s = k} \alpha_t(s)\, \beta_t(s).$$
#
# $z$ are the logits, and $\ell'_s$ is the symbol of state $s$. So the network makes its own target:
# it takes its guess, and corrects it by what is known of the label.
#
# ### Exercise 4: where is each symbol? (2 points)
#
# The backward table $\beta_t(s)$ looks the other way: it has the sum of the probabilities of all
# ends of paths, from frame $t + 1$ to the last one, if the path is in state $s$ at frame $t$. So
# $\alpha$ has frame $t$ in it and $\beta$ does not, and $\alpha_t(s) \, \beta_t(s)$ is the
# probability of all alignments that are in state $s$ at frame $t$. (Some papers include frame $t$ in
# both tables, and divide by it here.) Divide by $p(\ell|x)$, and it becomes the share of them. Then
# add the shares of all states that stand for the same symbol: the blank has many states, and a
# symbol that is twice in the label has two. That is how much each symbol *occupies* each frame.


# %% exercise="ctc-occupation"
def ctc_occupation(alpha, beta, label, blank, symbols):
    """The probability of each symbol at each frame, if the label is known.

    alpha, beta: float arrays (frames, 2 * len(label) + 1), natural logarithms of the tables above,
        -inf where no path leads; in hundreds of frames, all of them may be far below -1000.
    label: list of ints, may be empty; it has one alignment at least. blank: int, the blank's symbol.
    symbols: int, how many symbols there are, numbered from 0, the blank among them.
    Returns a float array (frames, symbols): probabilities, no logarithms; each row sums to 1.
    """
    ### BEGIN SOLUTION
    states = [blank, *(s for symbol in label for s in (symbol, blank))]
    both = alpha + beta
    shares = np.exp(both - np.logaddexp.reduce(both, axis=1, keepdims=True))
    occupation = np.zeros((len(both), symbols))
    for s, symbol in enumerate(states):
        occupation[:, symbol] += shares[:, s]
    return occupation
    ### END SOLUTION


# %% check="ctc-occupation"
checks.ctc_occupation(ctc_occupation)


# %%
# alpha goes forward; beta is the same for the reversed sound and label, without the frame itself
def tables(log_probabilities):  # (outputs, 11) -> alpha, beta: logs (outputs, 2U + 1)
    p, states = np.exp(log_probabilities), lattice.states(target)
    backward = forward(p[::-1], target[::-1])[::-1, ::-1] / p[:, states]
    with np.errstate(divide="ignore"):
        return np.log(forward(p, target)), np.log(backward)


def gradient(log_probabilities):  # Keras knows no occupation: it differentiates its own loss
    logits = tf.Variable(log_probabilities[None].astype("float32"))
    with tf.GradientTape() as tape:
        loss = ops.ctc_loss([target], logits, [len(target)], [len(logits[0])], mask_index=0)
    return tape.gradient(loss, logits).numpy()[0]


# %%
pushes, one_hot = {}, np.eye(11)[lattice.states(target)]  # (states, 11)
your_occupation = runtime.yours(
    ctc_occupation, lambda *_: lattice.heat(kept[step], target) @ one_hot
)
for step in (SHOWN[0], SHOWN[2]):
    push = your_occupation(*tables(kept[step]), target, 0, 11) - np.exp(kept[step])
    pushes[f"after {step} steps"] = push
    same = bool(np.abs(push + gradient(kept[step])).max() < 1e-4)
    print("occupation - softmax is minus Keras' gradient:", same)
rows, beside = ["blank", *map(str, range(10))], "output of the network, 20 per second"
axes = plot_pushes(pushes, rows, xlabel=beside)

# %% [markdown]
# Red is pushed up, blue is pushed down. Before the first step the network says about the same of
# everything, so its push is nearly all occupation: up with 3, then 1, then 4, each in its part of the
# sound, and with the blank at most places; down with the digits that were not said. Later, hardly
# anything is left to push, but at the few places where it is not sure. Where softmax and occupation
# agree, nothing moves.
#
# ## 8. How many digits are wrong?
#
# ### Exercise 5: the label error rate (2 points)
#
# What was spoken and what the network has written may have different lengths, so they cannot be
# compared place by place. Count the **errors** instead: the smallest number of symbols to
# substitute, insert and delete that turns the one into the other (the *edit distance*). To find it,
# fill a table row by row: the errors between the first $i$ symbols of the one and the first $j$ of
# the other follow from three neighbours. The rate of a whole test set is *all* errors divided by
# *all* symbols that were spoken, so a long utterance counts more than a short one.


# %% exercise="label-error-rate"
def label_error_rate(spoken, written):
    """Label error rate of a whole test set.

    spoken: list of labels, one per utterance, each a list of at least one int; at least one label.
    written: list of as many labels, what the network has written; any of them may be empty.
    Returns a float: 0 if all is right; it can be above 1, where too much is written.
    """
    ### BEGIN SOLUTION
    errors = 0
    for right, found in zip(spoken, written):
        row = list(range(len(found) + 1))  # errors between no symbol and the first j
        for i, symbol in enumerate(right, 1):
            above, row = row, [i]
            for j, other in enumerate(found, 1):
                row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (symbol != other)))
        errors += row[-1]
    return errors / sum(map(len, spoken))
    ### END SOLUTION


# %% check="label-error-rate"
checks.label_error_rate(label_error_rate)

# %% tags=["nbval-ignore-output"]
your_rate = runtime.yours(label_error_rate, lambda a, b: hearing.error_rate(lambda _: b, None, a))
right = [list(map(int, label)) for label in exam.labels]
for moment, logs in {"early": early, "at the end": listener.hear(net, hear_exam)}.items():
    greedy = [[k - 1 for k in decoding.greedy(table)] for table in logs]
    beam = [[k - 1 for k in decoding.beam(table)[0][0]] for table in logs]
    print(f"{moment:12} greedy {your_rate(right, greedy):.3f}   beam {your_rate(right, beam):.3f}")

# %% [markdown]
# These are the error rates of the exam by your measure, for the network early in its training and
# at the end. A beam pays while the network is unsure. A trained one is so sure that one path has
# nearly all of the probability, and adding up the others changes a digit here or there at most, not
# always for the better. (In real recognisers the beam also asks a language model, as in lab 06, which
# words are likely. In strings of digits, none is.)
#
# Now the claim. It asks for new voices; voices like those of the lessons, and strings twice as
# long, are shown beside them. `worst of three` is of the networks that come with the course, which
# were trained in the same way with the seeds 1 to 3, on six times as many strings and for twice as
# long (`%run -m course train listener-1` in a cell makes one of them again).

# %%
known = spoken.strings(EXAM, seed=16, voices="train")
rates = {"new_voices": listener.error_rate(net, hear_exam, exam.labels)}
rates["longer"] = listener.error_rate(net, hear_long, long.labels)
rates["known_voices"] = listener.error_rate(net, spoken.features(known), known.labels)
recorded = [listener.record(f"listener-{seed}")["errors"]["new"] for seed in (1, 2, 3)]
claim("ctc-spoken-digits", **rates, worst_of_three=max(recorded))

# %% [markdown]
# It holds. To the network, a vocal tract between two that it has heard is
# nothing new. Nor is a longer string: at each frame it looks at the surroundings and says what is
# there, however long it all goes on.
#
# Do not take these rates for those of real speech. These voices differ in four numbers and a little
# chance, all read the same script, and no door slams. Section 12 has recordings of people.
#
# ## 9. A voice at the edge
#
# A short vocal tract has high formants, a long one low ones. The lessons have lengths from 0.85 to
# 1.2. What about a giant and a mouse? Go on until it breaks. Listen first: 3 1 4 with a tract of
# 1.6, then of 0.6.

# %%
giant, mouse = Voice(tract=1.6, pitch=120), Voice(tract=0.6, pitch=120)
rng = np.random.default_rng(1)
Audio(np.concatenate([synthesis.say([3, 1, 4], who, rng=rng) for who in (giant, mouse)]), rate=RATE)

# %%
TRACTS = [0.6, 0.7, 0.75, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6]
said = [hearing.edge(tract, runtime.budget(full=20, quick=3)) for tract in TRACTS]


def at_speed(sound, speed):  # like a tape that runs faster: every frequency is multiplied by speed
    return np.interp(np.arange(0, len(sound) - 1, speed), np.arange(len(sound)), sound)


broken = {"as it is": [], "played at another speed": []}
for tract, x in zip(TRACTS, said):
    fast = [features.log_mel(at_speed(sound, tract)) for sound in x.sounds]
    for name, heard in zip(broken, (spoken.features(x), fast)):
        broken[name].append(listener.error_rate(net, heard, x.labels))
labels = {"xlabel": "length of the vocal tract", "ylabel": "label error rate", "goal": 0.05}
ax = plot_beyond(TRACTS, broken, trained=(0.85, 1.2), title="How far does it get?", **labels)

# %% [markdown]
# **What you saw.** Within the grey band it understands. At 0.8 and 1.3 it gets up to one digit in
# ten wrong, and then it breaks. Did you understand both? People often do, after a moment, because
# brains adjust to a speaker. The network has learned where the formants *lie*, not how they lie to
# each other. The red line is the test of that sentence. Play the recording of a tract of 1.4 at 1.4
# times its speed: now every formant lies where a tract of 1 would have it. Pitch and tempo are
# stranger than before, and yet at 1.4 and at 1.6 half of the errors are gone, or more. On the left it
# helps less, perhaps because a recording has nothing above 4,000 hertz: at 0.6 of its speed it has
# nothing above 2,400, and no lesson was like that.
#
# ## 10. The rival: listen, attend and spell
#
# The slide "Seq2seq with Attention: Speech Recognition" has another way. The same encoder listens.
# But then a **decoder**, a GRU, writes one digit after the other. For each it *attends*: it compares
# its state with every output of the encoder, a softmax makes weights of that, and it reads the
# weighted sum. There is no blank, no lattice and no sum over alignments. It learns from the same
# strings in as many steps, reading the right digits as it goes (*teacher forcing*). In the test it
# reads its own.
#
# Both were trained three times with different seeds, on the same 3,840 strings in 500 steps. The
# decoder makes the rival the larger one, with ⟨~214,000⟩ weights to ⟨~85,000⟩. (Networks and results come
# with the course; `%run -m course train speller-1` in a cell makes one of them again.)

# %%
runs = {"CTC": [listener.record(f"listener-{seed}") for seed in (1, 2, 3)]}
runs["attention"] = [speller.record(f"speller-{seed}") for seed in (1, 2, 3)]
rates = {name.lower(): max(run["errors"]["new"] for run in runs[name]) for name in runs}
longer = [np.mean([run["errors"]["long"] for run in group]) for group in runs.values()]
print(*[f"{name}: {group[0]['parameters']:,} weights" for name, group in runs.items()], sep="; ")
claim("listen-attend-spell", **rates, ctc_longer=longer[0], attention_longer=longer[1])

# %% [markdown]
# "The same" holds for strings as long as those of the lessons, and a claim for more was not made.
# (The worst rival has ⟨0.9 %⟩ of the digits wrong and the worst CTC ⟨0.4 %⟩: both are far below 5 %.)
# But look at the last two rows. Here are the error rates for each length (the line is the mean of
# three seeds, the band their range), and below, how many digits one network of each writes on
# average. The two numbers are the error rates of that rival on 40 strings of ten digits, by new
# voices: as they are, and with each of them cut in two, between the fifth digit and the sixth.
#
# Then see where in the sound each network is when it writes a digit: first four digits, then ten.
# For CTC that is the heat of the lattice of what it wrote, for the rival its weights; each row is
# drawn relative to its largest number. The orange lines (dotted where a digit ends) and the digits
# above them are what was said.

# %%
LENGTHS, labels = list(range(3, 13)), {"xlabel": "digits that are spoken", "trained": (3, 5)}
rates = {name: [[rate for _, rate in run["lengths"]] for run in runs[name]] for name in runs}
ax = plot_beyond(LENGTHS, rates, ylabel="label error rate", title="Who can go on?", **labels)

ctc, attention = listener.load()[0], speller.load()[0]
COUNTS, EACH = runtime.budget(full=((3, 5, 7, 9, 11), 15), quick=((3, 9), 3))
strings = [spoken.strings(EACH, digits=(n, n), seed=n, voices="new") for n in COUNTS]
sounds = [spoken.features(x) for x in strings]
found = {"CTC": [listener.written(ctc, x) for x in sounds]}
found["attention"] = [speller.spell(attention, x)[0] for x in sounds]
counts = {name: [np.mean([len(row) for row in rows]) for rows in found[name]] for name in found}
ax = plot_beyond(COUNTS, counts, ylabel="digits that are written", **labels)

rng, parts = np.random.default_rng(2), {"whole": [], "cut in two": []}
digits = rng.integers(0, 10, (runtime.budget(full=40, quick=4), 10))
for row, one in zip(digits, exam.voices):
    speech, borders = synthesis.say_timed(row, one, rng=rng)
    cut = (borders[4, 1] + borders[5, 0]) // 2  # samples
    for name, pieces in zip(parts, ([speech], [speech[:cut], speech[cut:]])):
        parts[name] += map(features.log_mel, pieces)
for name, inputs in parts.items():
    wrote, right = speller.spell(attention, inputs)[0], digits.reshape(len(inputs), -1)
    wrong = hearing.error_rate(lambda _, wrote=wrote: wrote, None, right)
    print(f"attention, ten digits {name:11}{wrong:.3f}")


# %%
def compare(digits, voice, seed=2):
    sound, spans = synthesis.say_timed(digits, voice, rng=np.random.default_rng(seed))
    bands = [features.log_mel(sound)]
    table, (written, looked) = listener.hear(ctc, bands)[0], speller.spell(attention, bands)
    symbols = decoding.greedy(table)
    panels = {"CTC": ([k - 1 for k in symbols], lattice.heat(table, symbols)[:, 1::2].T)}
    panels["attention"] = written[0], looked[0]
    plot_where(panels, digits, spans / RATE, seconds=len(sound) / RATE)
    return sound


sounds = [
    compare(digits, exam.voices[1]) for digits in ([3, 1, 4, 1], [2, 7, 1, 8, 0, 4, 9, 3, 6, 5])
]

# %% [markdown]
# **What you saw.** On four digits both walk through the sound step by step. (The rival looks at the
# beginning of a digit; its encoder reads in both directions and knows there what is to come.) On
# ten, CTC goes on as before. The rival begins well, then *leaps over the middle*, and writes about
# seven digits. It makes hardly anything up, it **leaves digits out**.
#
# Is it the digits, or the length? The two numbers say: about a third of the digits is wrong, and
# next to none if the same rival reads the halves. So it is the length. Nothing in these weights
# says that time goes on and that nothing may be left out; where to look next is decided by what the
# encoder's outputs look like, and for more than five digits that was never practised. CTC *cannot*
# leap. It has to say something at every frame, in order. A blank in the wrong place loses a digit,
# but only that one.
#
# So is attention worse? It needs no monotone order, which speech has and translation has not (lab
# 10), and it reads what it has written before, so it can learn which words follow each other. CTC
# says its symbols at each frame as if the others were not there. Systems in use put both together,
# or tell attention about positions.
#
# ## 11. The ear
#
# What are the 40 numbers that all these networks read? A frame of 200 samples, filled up to 256
# with zeros, goes through a Fourier transform. That tells how much of each frequency it has: 129 of
# them, equally far apart from 0 to 4,000 hertz. High up, that is finer than anyone hears. So they
# are summed into bands.
#
# ### Exercise 6: mel filters (2 points)
#
# The ear tells low pitches apart better than high ones. The *mel* scale says by how much:
# $\mathrm{mel}(f) = 2595 \log_{10}(1 + f / 700)$, with $f$ in hertz. A filter bank has one triangle
# per band. Take `bands + 2` points, at equal distances **in mel**, the first at `lowest` and the
# last at `highest`, and turn them back into hertz. Filter number $b$ is 0 up to point $b$, rises in
# a straight line to 1 at point $b + 1$, falls in a straight line to 0 at point $b + 2$, and stays
# 0. The lines are straight over the frequency in **hertz**. The Fourier transform of `size` samples
# gives the frequencies $0, r/n, 2r/n, \dots, r/2$ (rate $r$, size $n$). Read the triangles at these
# frequencies and do not round the points to them: with many bands, rounding leaves some filters
# empty.


# %% exercise="mel-filters"
def mel_filters(bands, lowest, highest, rate, size):
    """Triangles that sum the frequencies of a sound into bands of equal width in mel.

    bands: int of at least 1. lowest, highest: numbers in hertz, 0 <= lowest < highest <= rate / 2.
    rate: int, samples per second. size: even int, samples of a Fourier transform.
    Returns a float array (bands, size // 2 + 1), the height of each filter at each frequency, in 0..1.
    """
    ### BEGIN SOLUTION
    frequencies = np.arange(size // 2 + 1) * rate / size  # (size // 2 + 1,)
    ends = 2595 * np.log10(1 + np.array([lowest, highest]) / 700)
    points = 700 * (10 ** (np.linspace(*ends, bands + 2) / 2595) - 1)
    left, centre, right = points[:-2, None], points[1:-1, None], points[2:, None]  # (bands, 1)
    rising, falling = (
        (frequencies - left) / (centre - left),
        (right - frequencies) / (right - centre),
    )
    return np.maximum(np.minimum(rising, falling), 0)
    ### END SOLUTION


# %% check="mel-filters"
checks.mel_filters(mel_filters)

# %% tags=["nbval-ignore-output"]
filters = runtime.yours(mel_filters, lambda *_: features.triangles())(40, 50, 3_900, RATE, 256)


def through_your_filters(sound):  # (samples,) -> (frames, 40)
    frames = np.lib.stride_tricks.sliding_window_view(sound, 200)[::100] * np.hanning(201)[:-1]
    power = np.abs(np.fft.rfft(frames, 256)) ** 2  # (frames, 129)
    bands = np.log(power @ filters.T + 1e-5)
    return (bands - bands.mean(axis=0)) / bands.std(axis=0)  # over this recording alone


table = listener.hear(ctc, [through_your_filters(example)])[0]
print("heard through your filters:", [symbol - 1 for symbol in decoding.greedy(table)])

# %% [markdown]
# The last line of that function subtracts the mean of each band and divides by its deviation,
# **over this one recording**. Why? A quieter voice or another microphone multiplies the energy of
# each band by a factor. After the logarithm, that factor is a constant that is *added*, and it goes
# away with the mean. First see by how much the features of a sound change, in units of their
# deviation, if the sound is made softer, or loses much of its high frequencies. Then what it is
# worth: the network of the lab was trained three times like this, and three times with the mean and
# deviation of *all* lessons instead. The numbers are label error rates of three seeds, on new
# voices and on the same strings at a tenth of the loudness. (Recorded when the networks that come
# with the course were trained.)

# %%
changed = {"a tenth as loud": 0.1 * example, "a dull microphone": np.convolve(example, [1, 0.9])}
for name, other in changed.items():
    raw, other_raw = (features.log_mel(sound, normalise=False) for sound in (example, other))
    without = np.abs(other_raw[: len(raw)] - raw).mean() / raw.std()
    after = np.abs(features.log_mel(other)[: len(raw)] - features.log_mel(example)).mean()
    print(f"{name:20} without it {without:.1f}, with it {after:.1f}")
for way, name in {"each by itself": "listener", "all alike": "listener-global"}.items():
    errors = [listener.record(f"{name}-{seed}")["errors"] for seed in (1, 2, 3)]
    for kind in ("new", "quiet"):
        print(f"{way:16}{kind:8}", *[f"{error[kind]:.3f}" for error in errors])

# %% [markdown]
# Softness does not go away altogether: the `1e-5` that keeps the logarithm finite in silence is no
# factor. But it becomes small. At the loudness of the lessons, to normalise each recording by
# itself is worth nothing, even a little less. (Perhaps how loud a band is on the whole tells
# something of the voice; that is taken away.) But speak more softly, and the network without it
# hears hardly anything. You will rarely control how far people are from the microphone. (Lessons of
# every loudness would be another way.)
#
# ## 12. Real voices
#
# The **Free Spoken Digit Dataset** has recordings of people who say single digits; put together with
# gaps, they make strings. `%run -m course data fetch fsdd` in a cell gets it, or set `COURSE_DATA` to a
# folder that has it. If it is here, the next cells train on it for a minute, twice: once with recordings of all
# speakers, and once without Theo. No recording is used for both training and test.


# %% tags=["nbval-ignore-output"]
def with_people(people, left_out=None):  # -> a network and what it was not trained on
    known, unknown = fsdd.split(people, left_out=left_out)
    strings = fsdd.strings(known, runtime.budget(full=960, quick=64), seed=11)
    return train(spoken.features(strings), strings.labels, PEOPLE), unknown


def rate(net, people, digits=(3, 5)):
    strings = fsdd.strings(people, 100, digits, seed=13)
    return listener.error_rate(net, spoken.features(strings), strings.labels)


on_fsdd, PEOPLE = {}, runtime.budget(full=400, quick=10)  # steps
if real := local.if_present(lambda part: fsdd.load(), "fsdd"):
    (everybody, test), (three, theo) = with_people(real[0]), with_people(real[0], "theo")
    on_fsdd = {"known_speakers": rate(everybody, test), "new_speaker": rate(three, theo)}
    on_fsdd["longer"] = rate(everybody, test, (8, 10))
    print(f"the network of section 6, which never heard a person: {rate(net, test):.2f}")

# %%
recorded = recordings.record()
print("known speakers, new recordings and long strings:", [*recorded["known"].values()])
unheard = {name: rates["unheard"] for name, rates in recorded["left_out"].items()}
print("left out once:", unheard, "; computed voices only:", recorded["synthesised"])
claim("ctc-spoken-digits-fsdd", **on_fsdd)

# %% [markdown]
# In case you do not have the data, the table has what was recorded with somewhat more training (3,840
# strings, 600 steps).
#
# | trained on | tested on | label error rate |
# |---|---|---|
# | all four speakers, three seeds | new recordings of them | ⟨0.015⟩, ⟨0.038⟩, ⟨0.016⟩ |
# | the same | strings of 8 to 10 digits | ⟨0.014⟩, ⟨0.036⟩, ⟨0.014⟩ |
# | three of them, each left out once | the one who was left out | ⟨0.22⟩, ⟨0.23⟩, ⟨0.25⟩, ⟨0.27⟩ |
# | computed voices only, three seeds | the four people | ⟨0.40⟩, ⟨0.45⟩, ⟨0.36⟩ |
#
# People who were in the lessons are understood, whatever the length. Someone new is not, or not well.
# With computed voices a *new* one was no problem. The likely reason: hundreds of them fill the space
# of voices, while three speakers are three points in it. But they all speak like one formula, and a
# network that grew up with them gets six in ten digits of real people (guessing would get one).
# Recognisers that understand anyone have heard thousands of people.
#
# ## 13. A place to play
#
# Type a number, choose a voice, hear it, and see what both networks make of it. Say what you expect
# *before* you run the cell.
#
# - `tract=1.5`, then `0.7`. Then a `tempo` of 2, a `noise` of 0.2, a `pitch` of 300.
# - `"7777"`: what keeps four sevens apart? And `"2718049365"` in two halves: is it the length that
#   is too much for attention, or the digits?
# - Let the lessons have a giant, `more = hearing.edge(1.5, 100, seed=17)`: train on
#   `learn + spoken.features(more)` and `lessons.labels + more.labels`. How far does the curve of
#   section 9 reach then? Leave `seed=17` away, and there are hardly any errors from 1.2 to 1.6. Why is that
#   too good? (The curve has seed 15, as by default, and equal seeds give equal strings.)
# - Two digits only in all lessons: `digits=(2, 2)` where they are made. Does CTC still hold on long
#   strings?
# - The last line of the cell lets you type one number after the other. And `%run -m course demo listen
#   FILE.wav` listens to your own recording: the network has never heard a person, and knows digits only.
#   (In a terminal, in the folder of the course, it is `.venv/bin/course demo listen`, on Windows
#   `.venv\Scripts\course demo listen`.)

# %%
NUMBER, SPEAKER = "2718", Voice(pitch=180, tract=0.9, tempo=1.1, noise=0.01)
Audio(compare([int(digit) for digit in NUMBER], SPEAKER), rate=RATE)
# Take away the first "# " below, and run the cell; an empty line ends the conversation.
# %run -m course demo listen

# %% [markdown]
# ## What to take away
#
# - CTC needs to know what was said, not when. It adds up the probabilities of all ways in which the
#   label may lie in the sound: millions, but in a lattice one number per state and frame.
# - The gradient is the softmax minus how much each symbol occupies the frame. The network makes its
#   own targets, and finds the borders on the way.
# - Merge first, then leave out the blanks. Give the loss logits and the true lengths. Check that
#   every label fits, because the loss will not tell.
# - The best path is not the best label; a prefix beam adds up paths. A trained network hardly
#   needs it.
# - Attention is as good at the lengths that it has seen, and leaves digits out of longer strings. A
#   network knows the voices it was taught: ask how far it reaches, and *draw* where it breaks.
# - Normalise each recording by itself.
#
# The six exercises add up to 11 points; each check shows yours. In the next lab, 12, a network gets
# a memory that it can write to: lecture 3's Neural Turing Machines.
#
# **Three things to read.**
#
# - A. Graves, S. Fernández, F. Gomez and J. Schmidhuber, *Connectionist Temporal Classification*
#   (ICML 2006): ten pages, with the figure of the lecture, and with real speech.
# - A. Hannun, *Sequence Modeling with CTC* (Distill, 2017, free on the web): the same in pictures
#   that move, and the prefix beam search step by step.
# - W. Chan, N. Jaitly, Q. Le and O. Vinyals, *Listen, Attend and Spell* (ICASSP 2016): the rival at
#   full size, and what happens to it there with long utterances.
