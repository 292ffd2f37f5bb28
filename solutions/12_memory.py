# %% [markdown]
# # Lab 12: a memory to write on
#
# A recurrent network remembers in its state, a few hundred numbers that change at every step. You
# do not do sums like that. You write things down, look them up, and cross them out, and the paper
# can be as long as you like without your head growing. This lab has two networks with such a
# paper. The **Neural Turing Machine** writes and reads rows of a memory, at places that it
# chooses itself; you watch it find a program, copy it out, and take it apart. The **memory
# network** reads a story, one row per line, and answers questions by looking at it several times.
# You read its looks as sentences, and you tell it stories of your own.
#
# **The lecture:** 3 (ETH Zurich, *Deep Learning, lecture 9*), section "Differentiable Memory",
# with the four slides on the Neural Turing Machine, and the slides "Memory Networks" and "Memory
# Networks: Example". **You need:** what an LSTM is (lecture 3, "Gated Memory Units"), what a
# softmax is, and how numpy adds up the rows of a matrix. **Time:** about two hours with the
# exercises; the cells themselves run in about a minute.
#
# | exercise | points |
# |---|---|
# | 1. erase and add | 1 |
# | 2. look for what is like a key | 2 |
# | 3. move, and sharpen | 2 |
# | 4. a batch of tapes | 2 |
# | 5. where a word stands | 1 |
# | 6. a hop | 3 |
# | **in all** | **11** |

# %% setup=true
from course import runtime

runtime.start(seed=12)

import numpy as np

from course.checks import memory as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*),
# and which machine and which versions you have. Every exercise needs this cell and its own cell,
# but nothing else. The words after the pictures describe a full run; a *quick* one trains too
# little to show all of it. The next cell imports what the demos need.
#
# ## 1. A paper beside the head
#
# In an LSTM, what remembers and what computes are the same numbers. For twice the memory you need
# four times the weights, because each number of the state is computed from all others. The Neural
# Turing Machine (Graves, Wayne and Danihelka, 2014) separates the two. A small network, the
# **controller**, computes. Beside it lies a **memory** $M$ of $N$ rows with $m$ numbers each, and
# the controller has two **heads** with which it reads and writes there. The weights belong to the
# controller and its heads, so the paper may be as long as you like:

# %%
import keras
from course.claims import claim
from course.data import babi, household, tapes
from course.data.fetching import local
from course.errors import CourseError
from course.layers.ntm import NTMCell
from course.nets import copying, memory_babi, memory_network, turing
from course.plots.beyond import plot_beyond
from course.plots.findings import plot_findings
from course.plots.heatmap import plot_heatmap
from course.plots.stories import plot_hops, plot_kinds, plot_plateaus
from course.plots.tapes import plot_addressing, plot_fall, plot_tape
from keras import layers, ops


# %%
def machine(rows=32):
    x = keras.Input((None, 7))
    cell = NTMCell(units=64, rows=rows, width=12, controller="dense")
    z = layers.RNN(cell, return_sequences=True)(x)
    return keras.Model(x, layers.Dense(6)(z))


for rows in (32, 320):
    print(f"machine, {rows * 12:5} numbers of memory {machine(rows).count_params():8,} weights")
for units in (64, 640):
    lstm = keras.Sequential([keras.Input((None, 7)), layers.LSTM(units), layers.Dense(6)])
    print(f"LSTM,    {units * 2:5} numbers of memory {lstm.count_params():8,} weights")

# %% [markdown]
# Ten times the memory costs the machine nothing, and the LSTM nearly a hundred times the weights.
# (An LSTM has two numbers per unit, $h$ and $C$. The 7 inputs and 6 outputs are those of a task
# that comes in section 4.)
#
# How does a network *learn* to read row 17? It cannot choose a row: a choice is yes or no and has
# no slope that a gradient could follow. So it chooses softly. A head has a weight $w(i)$ for each
# row, 0 or more, with a sum of 1: how much it looks there. The slide "Differentiable Memory"
# reads the mean of the rows by these weights (it calls them $\alpha$), one vector of $m$ numbers,
#
# $$r = \sum_i w(i) \, M(i),$$
#
# and everything in it has a derivative: by what is in the rows, and by where the head looks. To
# write is soft as well.
#
# ### Exercise 1: erase and add (1 point)
#
# A write head has a weight $w(i)$ for each row of the memory, and two vectors as wide as a row: what
# to *erase*, $e$, with numbers between 0 (keep) and 1 (wipe out), and what to *add*, $a$. First it
# erases, then it adds; each row takes part as far as the head looks at it:
#
# $$M(i) \leftarrow M(i) \odot (1 - w(i) \, e) + w(i) \, a.$$
#
# The lecture's write, $M(i) \leftarrow (1 - \beta(i)) M(i) + \beta(i) \, v$, is the same with
# $e = 1$: everything is erased, by the same weights.


# %% exercise="erase-and-add"
def erase_and_add(memory, weights, erase, add):
    """A memory after a head has written to it.

    memory: float array (rows, width).
    weights: float array (rows,), from 0 to 1; they sum to 1 or less.
    erase: float array (width,), from 0 to 1. add: float array (width,).
    Returns the new memory, a float array (rows, width).
    """
    ### BEGIN SOLUTION
    return memory * (1 - np.outer(weights, erase)) + np.outer(weights, add)
    ### END SOLUTION


# %% check="erase-and-add"
checks.erase_and_add(erase_and_add)

# %% [markdown]
# ## 2. Where to look?
#
# The next two slides, "Memory Controller (1 of 2)" and "(2 of 2)", show how a head gets its
# weights, in four steps. The first one finds a row by **what is in it**. A computer's memory
# cannot do that, but yours can: three notes, and you remember the song.
#
# ### Exercise 2: look for what is like a key (2 points)
#
# A head that looks by *content* has a key $k$ and a strength $\beta$ (the paper's letter; the
# $\beta(i)$ of the lecture's write is another thing). It compares the key with every row by their
# cosine, $\cos(k, M(i)) = k \cdot M(i) / (|k| \, |M(i)|)$, which does not depend on how long the
# two are. A softmax over the **rows** turns the similarities into weights:
#
# $$w(i) = \frac{e^{\beta \cos(k, M(i))}}{\sum_j e^{\beta \cos(k, M(j))}}.$$
#
# With $\beta = 0$ the head looks everywhere, and the larger $\beta$ is, the more it sees of the best
# row alone. Two traps: a vector of zeros has no direction, so let its cosine be 0 with everything;
# and $e^{1000}$ is more than a computer can hold, although the weights are ordinary numbers.


# %% exercise="content-addressing"
def content_addressing(memory, key, strength):
    """How much a head that looks for a key looks at each row.

    memory: float array (rows, width). key: float array (width,).
        A row, and the key, are all 0 or have a length from 0.5 to 50. If you add something to what
        you divide by, keep it at 1e-8 or below.
    strength: number from 0 to 1000.
    Returns the weights, a float array (rows,) that sums to 1.
    """
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key)
    cosines = memory @ key / np.where(lengths > 0, lengths, 1)
    powers = np.exp(strength * (cosines - cosines.max()))
    return powers / powers.sum()
    ### END SOLUTION


# %% check="content-addressing"
checks.content_addressing(content_addressing)

# %% [markdown]
# The second step decides between *what* and *where*. The head still knows its weights of the step
# before, $w_{t-1}$. A **gate** $g$ between 0 and 1 mixes them with what was found by content,
# $c$:
#
# $$v(i) = g \, c(i) + (1 - g) \, w_{t-1}(i).$$
#
# With $g = 1$ the head jumps to what it looks for, with $g = 0$ it stays where it was. The other
# two steps let it walk from there.
#
# ### Exercise 3: move, and sharpen (2 points)
#
# A head can also go on from where it was. It has a share $s(j)$ for each *shift* $j$ that it may
# make, such as $-1$, 0 and 1. A shift of 1 takes the weight of each row to the **next** row, and the
# rows form a circle: after the last one comes the first. Soft shares make a mixture,
#
# $$u(i) = \sum_j s(j) \, w(i - j), \qquad w'(i) = \frac{u(i)^\gamma}{\sum_k u(k)^\gamma},$$
#
# and a mixture blurs, a little more at each step. So the head *sharpens* what comes out: a
# power $\gamma$ of at least 1 favours large weights, and the division makes them sum to 1 again.


# %% exercise="shift-and-sharpen"
def shift_and_sharpen(weights, shift, sharpness):
    """Weights that were moved along a circle of rows and sharpened after that.

    weights: float array (rows,), from 0 on, that sums to 1; from 1 to 50 rows.
    shift: float array of odd length 2 r + 1, at most as long as weights, from 0 on, that sums to 1:
        the shares of the shifts -r, ..., -1, 0, 1, ..., r, in this order.
    sharpness: number from 1 to 20.
    Returns a float array (rows,) that sums to 1.
    """
    ### BEGIN SOLUTION
    reach = len(shift) // 2
    moved = sum(share * np.roll(weights, j - reach) for j, share in enumerate(shift))
    powers = moved**sharpness
    return powers / powers.sum()
    ### END SOLUTION


# %% check="shift-and-sharpen"
checks.shift_and_sharpen(shift_and_sharpen)

# %% [markdown]
# Now you have all that a **program** needs. Here is one, written by hand: begin in row 0; for
# each vector, write it and go on by one row; at the end return to row 0; then read a row, say it,
# go on. That copies a **tape** (vectors that come one at a step), and a loop of two lines does it
# for tapes of any length. The head below is a little unsure of itself. Of its weight, 0.9 goes on
# by one row, 0.07 stays, and 0.03 goes back. (The functions are yours if they are there.)


# %%
def write(memory, weights, erase, add):  # each row moves towards `add`, by its weight
    return memory - weights[:, None] * (erase * memory - add)


def move(weights, shift, sharpness):  # on a circle, a convolution is a product of spectra
    spread = np.zeros(len(weights))
    spread[[-1, 0, 1]] = shift
    moved = np.fft.irfft(np.fft.rfft(weights) * np.fft.rfft(spread), len(weights)).clip(0)
    return moved**sharpness / (moved**sharpness).sum()


your_write, your_move = runtime.yours(erase_and_add, write), runtime.yours(shift_and_sharpen, move)


def walk(sharpness, steps=20, rows=24):  # -> where the head is at each step (steps, rows)
    heads = [np.eye(rows)[0]]
    while len(heads) < steps:
        heads.append(your_move(heads[-1], np.array([0.03, 0.07, 0.9]), sharpness))
    return np.array(heads)


vectors = np.random.default_rng(12).integers(0, 2, (20, 6))
labels = {"xlabel": "step", "ylabel": "row", "label": "weight"}

# %%
for gamma in (1, 2):
    heads, memory = walk(gamma), np.zeros((24, 6))
    for place, vector in enumerate(vectors):
        memory = your_write(memory, heads[place], np.ones(6), vector)
    title = f"gamma = {gamma}: {np.mean((heads @ memory > 0.5) != vectors):.0%} of the bits wrong"
    plot_heatmap(heads.T, limits=(0, 1), columns=range(20), **labels).set_title(title)

# %% [markdown]
# Above, nothing is sharpened ($\gamma = 1$ changes nothing). After a few steps the head is
# somewhere about there, it writes on many rows at once, each new vector wipes out a part of the
# ones before, and the program is lost. Below, a square at each step is enough to keep it
# together. That is what the slide's "additional accentuation" is for. (`heads @ memory` reads at
# all 20 places at once: it is the sum of the formula for $r$, twenty times.)
#
# ### Is that what the slides say?
#
# Take three rows, $(1, 0)$, $(0, 1)$ and $(6, 8)$, and the key $(3, 4)$. You can do all of it on
# paper. The cosines are 0.6, 0.8 and 1. With a strength of $5 \ln 2$, their powers are $2^3$,
# $2^4$ and $2^5$, so the head finds $(1, 2, 4) / 7$. It was in the first row before, and with
# $g = 7/8$ the mixture is $(2, 2, 4) / 8$. Stay with 1/4 and move on by one with 3/4:
# $(7, 4, 5) / 16$. Square and divide: $(49, 16, 25) / 90$. So it reads $(199, 216) / 90$. And if
# it then writes $(1, 1)$ in the lecture's way, the rows are $(90, 49)$, $(16, 90)$ and
# $(415, 545)$, all divided by 90.
#
# Here is the same in numpy. (It has two of the traps that your functions avoid. Which?)


# %%
def addressing(memory, before, key, strength, gate, shift, sharpness):
    rows = memory / np.linalg.norm(memory, axis=1, keepdims=True)  # (N, m), each of length 1
    likeness = np.exp(strength * (rows @ key) / np.linalg.norm(key))
    content = likeness / likeness.sum()  # (N,), as all that follow
    mixed = gate * content + (1 - gate) * before
    turns = [np.roll(np.eye(len(rows)), j, axis=0) for j in (-1, 0, 1)]  # row i goes to i + j
    moved = np.tensordot(shift, turns, axes=1) @ mixed
    powers = moved**sharpness
    return content, mixed, moved, powers / powers.sum()


memory, before = np.array([[1, 0], [0, 1], [6, 8]]), np.array([1, 0, 0])
found = addressing(memory, before, np.array([3, 4]), 5 * np.log(2), 7 / 8, [0, 1 / 4, 3 / 4], 2)
names = [
    "what is like\nthe key",
    "mixed,\ng = 7/8",
    "moved,\n3/4 by one row",
    "sharpened,\ngamma = 2",
]
steps = {"where the\nhead was": before} | dict(zip(names, found))
ax = plot_addressing(steps, title="From left to right: how a head finds its place")

# %%
on_paper = [[1 / 7, 2 / 7, 4 / 7], [2 / 8, 2 / 8, 4 / 8], [7 / 16, 4 / 16, 5 / 16]]
on_paper.append([49 / 90, 16 / 90, 25 / 90])
weights = found[-1]
gaps = {"addressing": np.abs(np.array(on_paper) - found).max()}
gaps["read"] = np.abs(weights @ memory - np.array([199, 216]) / 90).max()
after = np.array([[90, 49], [16, 90], [415, 545]]) / 90
lectures = (1 - weights[:, None]) * memory + weights[:, None] * np.array([1, 1])
gaps["write"] = np.abs(lectures - after).max()
gaps["erase_and_add"] = np.abs(write(memory, weights, np.ones(2), np.ones(2)) - after).max()

# %% [markdown]
# The last line says that the lecture's write is erase-and-add with everything erased. The verdict
# comes at the end of the next section, because there is one more thing to compare with.
#
# ## 3. The machine
#
# Who says what the key is, the gate, the shift? The controller does. At each step it gets the
# input $x_t$ and the vector $r_{t-1}$ that was read in the step before, and computes $h_t$. A
# linear layer turns $h_t$ into 18 numbers for each head (12 for the key, as many as a row has, 1
# for the strength, 1 for the gate, 3 for the shift, 1 for the sharpness) and 24 for what the write
# head erases and adds. Each is brought into its range:
#
# $$k = \tanh, \quad \beta = \mathrm{softplus}, \quad g = \sigma, \quad s = \mathrm{softmax}, \quad
# \gamma = 1 + \mathrm{softplus}, \quad e = \sigma, \quad a = \tanh.$$
#
# ($\mathrm{softplus}(z) = \ln(1 + e^z)$ is always above 0.) Then the read head moves and reads,
# the write head moves and writes, and the step's output is $h_t$ and $r_t$. `NTMCell` in
# `course/layers/ntm.py` is one such step in Keras, and `layers.RNN` repeats it, as it does with
# an LSTM's cell. The state that goes from step to step is: the vector that was read, the weights
# of both heads, and the memory. Every tape of a batch has a memory of its own, and every tape
# begins with both heads in row 0 and nearly nothing (0.000001) in the memory.
#
# Here is that step in numpy, for one tape, with the weights of a small Keras cell (8 units, 5 rows
# of 3 numbers). The memory in this test is not empty but random.


# %%
def ntm_step(net, x, r, read, written, memory):
    h = np.tanh(np.concatenate([x, r]) @ net[0] + net[1])
    raw = np.split(h @ net[2] + net[3], np.cumsum([3, 1, 1, 3, 1, 3, 1, 1, 3, 1, 3]))
    softplus, sigmoid = (lambda z: np.log(1 + np.exp(z))), (lambda z: 1 / (1 + np.exp(-z)))

    def place(before, k, beta, g, s, gamma):
        key, gate, shift = np.tanh(k), sigmoid(g), np.exp(s) / np.exp(s).sum()
        return addressing(memory, before, key, softplus(beta), gate, shift, 1 + softplus(gamma))[3]

    read, written = place(read, *raw[:5]), place(written, *raw[5:10])
    out = np.concatenate([h, read @ memory, read, written])
    return out, write(memory, written, sigmoid(raw[10]), np.tanh(raw[11]))


rng = np.random.default_rng(12)
cell, x, r = NTMCell(8, 5, 3, controller="dense", show_heads=True), rng.normal(size=7), np.ones(3)
states = [r, *rng.dirichlet(np.ones(5), 2), rng.normal(size=(5, 3))]
shown, after = cell(x[None].astype("float32"), [s.reshape(1, -1).astype("float32") for s in states])
ours, memory = ntm_step(cell.get_weights(), x, *states)
gaps["keras_step"] = np.abs(np.array(shown[0]) - ours).max()
gaps["keras_memory"] = np.abs(np.array(after[-1][0]) - memory.ravel()).max()
claim("ntm-addressing", **gaps)

# %% [markdown]
# This is the first **claim** of the lab. A claim box holds a statement of a lecture against what
# was measured here; it says when the statement counts as holding, and whether it does. The first
# four numbers are differences from what you worked out on paper, the last two are between numpy
# and Keras (which computes with seven digits).
#
# ## 4. Learn a loop
#
# "NTM architectures can learn loops and simple programs", says the slide "Differentiable Memory:
# Discussion". The simplest is the one that you saw in section 2, *copy*. The machine gets vectors
# of six bits, then an order, and has to say the vectors again.
#
# ### Exercise 4: a batch of tapes (2 points)
#
# The copy task: read some vectors of bits, one a step, then say them from memory in the same order.
# A tape of $L$ vectors takes $2 L + 1$ steps. In the first $L$ it is read. In the next one the
# network reads the order to answer, a 1 in a channel of its own, after the bits. In the last $L$
# steps the input is nothing but zeros, and the targets are the vectors. The loss counts only steps
# in which an *answer* is due: what the network says while it reads does not matter. In a batch
# each tape does this at its own pace, from the first step on; then it waits for the longest one.


# %% exercise="copy-batch"
def copy_batch(tapes):
    """The copy task for tapes of different lengths, padded with zeros at the end.

    tapes: list of one or more arrays (length, bits) of 0 and 1; the lengths differ, from 1 on, the
        number of bits does not. A vector may be all 0.
    Returns three float arrays, where steps is 2 * (the largest length) + 1:
        inputs (tapes, steps, bits + 1), the last channel is 1 when the order comes, else 0,
        targets (tapes, steps, bits), 0 where no answer is due,
        answer (tapes, steps), 1 where an answer is due, else 0.
    """
    ### BEGIN SOLUTION
    steps = 2 * max(map(len, tapes)) + 1
    bits = np.shape(tapes[0])[1]
    inputs = np.zeros((len(tapes), steps, bits + 1))
    targets = np.zeros((len(tapes), steps, bits))
    answer = np.zeros((len(tapes), steps))
    for n, tape in enumerate(tapes):
        length = len(tape)
        due = slice(length + 1, 2 * length + 1)
        inputs[n, :length, :bits] = tape
        inputs[n, length, bits] = 1
        targets[n, due] = tape
        answer[n, due] = 1
    return inputs, targets, answer
    ### END SOLUTION


# %% check="copy-batch"
checks.copy_batch(copy_batch)


# %%
three = [np.random.default_rng(n).integers(0, 2, (n, 6)) for n in (8, 5, 2)]
instead = [[part[0] for part in tapes.copy(1, len(tape), seed=12)] for tape in three]
batch = runtime.yours(copy_batch, lambda _: zip(*instead))(three)
for tape, *parts in zip(three, *batch):
    plot_tape(parts, {}, parts[1], title=f"{len(tape)} vectors, and the answer that is due")

# %% [markdown]
# Each column is a step, and a dark cell is a 1. The bottom row of *read* is the channel with the
# order. Now let it learn. A batch has 16 tapes of equal length, from 1 to 10 vectors, and no
# vector in it is all zeros (that has a reason; section 8 tells you). The loss is the
# cross-entropy of each bit, over the answer alone.
#
# The recipe decides how long that takes. The published one has a learning rate of 0.0001 and
# learns where the heads begin. Here the heads begin in row 0, Adam begins with 0.005 and falls to
# 0 along a cosine, and gradients longer than 1 are cut to 1. (`benchmarks/ntm.py` runs both.)
#
# `copying.learn` has a second seed, and takes it if more than 1 % of the bits are wrong at the
# end: whether a machine finds the program is partly luck. The picture has the way there: that of
# your machine, of three others with the seeds 1 to 3, and of three LSTMs. (They come with the
# course.) Each LSTM has 128 units and ⟨70,406⟩ weights, 12 times as many as the machine, had twice
# the steps, and is the best of three learning rates.


# %% tags=["nbval-ignore-output"]
def watch(step, loss, error):
    print(f"step {step:3}: loss {loss:.3f}, {error:6.1%} of the bits wrong")


STEPS, SEEDS = runtime.budget(full=(600, (12, 112)), quick=(50, (12,)))
net, curve, _ = copying.learn(machine, seeds=SEEDS, steps=STEPS, progress=watch)

# %%
seeds = {"machine": [turing.record(f"turing-dense-{seed}") for seed in (1, 2, 3)]}
seeds["LSTM"] = [turing.record(f"turing-plain-{seed}") for seed in (1, 2, 3)]
runs = {name: [facts["curve"] for facts in group] for name, group in seeds.items()}
axes = plot_fall(runs | {"your machine": [curve]}, title="Who learns to copy up to ten vectors?")
print("weights:", *[f"{name} {group[0]['parameters']:,};" for name, group in seeds.items()])
print("below 1 % of wrong bits after", *[facts["solved"] for facts in seeds["machine"]], "steps")

# %% [markdown]
# **What you saw.** The LSTMs learn steadily and slowly. The machines of the seeds 1 to 3 stagger:
# for some 100 steps between a tenth and a third of the bits are wrong, up and down, and then,
# within 50 steps, less than 2 %. When that happens is luck. These three had less than 1 % wrong
# after ⟨225⟩, 225 and ⟨250⟩ steps, and when this page was made, yours needed only ⟨75⟩. And what was
# found can slip away for a moment, which is where a curve has a late spike. A program is found or
# not found; no half of it copies half of a tape. So do not stop early, and do not judge a recipe
# by one seed.
#
# ## 5. How far does it reach?
#
# It has practised with up to 10 vectors. If it has found the *program*, it can do 20 and 30 as
# well. And then? The memory has 32 rows. Say what you expect at 36, before you look at the
# picture. There are three seeds of each, the LSTM with 12 times as many weights; the line is their
# mean, the band their range. The sentences above the picture are about the machine of seed 1.

# %%
LENGTHS = [length for length, _ in seeds["machine"][0]["errors"]]
errors = {
    name: [[error for _, error in facts["errors"]] for facts in group]
    for name, group in seeds.items()
}
title = "Who can go on where the lessons end?"
labels = {"xlabel": "vectors on the tape", "ylabel": "share of bits wrong", "title": title}
ax = plot_beyond(LENGTHS, errors, trained=(1, 10), **labels)
ax.axvline(32, color="black", linestyle="--")
ax.text(32.4, 0.02, "32 rows")

first, wide = turing.load("turing-dense-1")[0], machine(rows=64)
beyond = copying.wrong(first, tapes.copy(100, 36, seed=5))  # (36,), of each vector
print(f"36 vectors: {beyond[:4].mean():.0%} of the bits of the first four are wrong,", end=" ")
print(f"{beyond[4:].mean():.0%} of the others")
wide.set_weights(first.get_weights())
for name, model in {"32 rows": first, "the same weights on 64 rows": wide}.items():
    print(f"50 vectors, {name}: {copying.bit_error(model, 50):.1%} of the bits are wrong")
yours = {length: copying.bit_error(net, length) for length in (1, 2, 3, 5, 10, 20, 30, 33)}
twenty = {name: [dict(facts["errors"])[20] for facts in group] for name, group in seeds.items()}
measured = {"within": max(yours[length] for length in (1, 2, 3, 5, 10)), "twice": yours[20]}
measured |= {"three_times": yours[30], "beyond_the_rows": yours[33]}
measured |= {"worst_of_three_twice": max(twenty["machine"]), "lstm_twice": min(twenty["LSTM"])}
claim("ntm-copy", **measured)

# %% [markdown]
# **What you saw.** Up to 30 vectors, three times what was practised, the machines have about ⟨1 %⟩
# of the bits wrong. Then the memory ends: ⟨2 %⟩ are wrong at 31, ⟨7 %⟩ at 32 already, where each vector
# could just have a row of its own. With 36 vectors on 32 rows, the last four are written over the
# first four, and of these four half of the bits are wrong: they are guessed. (The others suffer,
# too, the later the more.)
#
# Was it really the memory that ended? The weights know nothing of the number of rows (section 1).
# So give the same weights 64 rows, on which they have never practised. Now the machine copies 50
# vectors, five times what it practised, with ⟨0.5 %⟩ of the bits wrong instead of ⟨45 %⟩. (Seeds 2 and 3
# do, too.) It *is* a program, and the paper was too short.
#
# The LSTMs have learned to hold about five vectors. At ten, which they have practised, a quarter of
# the bits is wrong, and beyond that they soon guess. More steps may make them better within ten;
# this is a comparison at a given budget, not the best that an LSTM can do.
#
# ## 6. Two diagonals
#
# A score says that it works, not how. So look at the heads. For each step, here is the weight of
# each row. The rows form a circle, and row 0, where both heads begin, is drawn in the middle.


# %% tags=["nbval-ignore-output", "picture"]
def look_inside(machine, exam, title):  # -> weights of the heads (n, steps, rows), what is said
    read, written = turing.heads(machine, exam.inputs)
    said, tape = machine.predict_on_batch(exam.inputs) > 0, [part[0] for part in exam]
    plot_tape(tape, {"write head": written[0], "read head": read[0]}, said[0], title=title)
    return read, written, said


exam, title = tapes.copy(100, 10, seed=5), "It writes along a diagonal, and reads along the same"
read, written, said = look_inside(net, exam, title)

for lag in (8, 9, 10, 11, 12):
    there = np.minimum(read[:, lag:], written[:, : 21 - lag]).sum(axis=-1)[:, :9].mean()
    print(
        f"read head now, write head {lag:2} steps ago: {there:.2f} of the weight on the same rows"
    )
*cells, to_bits, bias = first.get_weights()  # to_bits: from h and from r, (64 + 12, 6)
first.set_weights([*cells, np.concatenate([to_bits[:64], np.zeros((12, 6))]), bias])
print(f"what is said does not see r: {copying.bit_error(first, 10):.1%} of the bits wrong")
first.set_weights([*cells, to_bits, bias])

# %% [markdown]
# **What you saw.** The write head takes a new row for each vector, a straight line through the
# memory. Meanwhile the read head waits in row 0. With the order it sets off, at the same pace,
# over the same rows. That is the program of section 2, and nobody wrote it: write, go on; return;
# read, go on. After the order the write head has nothing to do, and is everywhere at once. (When
# this page was made, your machine walked down the rows. Those of the seeds 1 to 3 walk up. On a
# circle both will do.)
#
# Look closely: when the first vector is *said*, the read head has already gone on to the row of the
# second. The numbers say so as well. The rows of now are those of the write head 10 steps ago,
# while a vector is said 11 steps after it came. It need not be so, because what is said is computed
# from $h_t$ and from $r_t$, which is read in the same step. But the controller gets $r_{t-1}$, what
# was read in the step before. The last number shows which way is used: the machine of seed 1 has no
# bit wrong without the weights by which $r_t$ is seen. So it reads a vector one step before it is
# due, and the controller passes it on.
#
# ## 7. Surgery
#
# Which of the four steps of the addressing does it need? Take one away **from the trained
# machine** and leave all weights as they are. Without *content* the gate is 0, so a head only
# goes on from where it was; without *interpolation* it is 1, so a head goes by content at every
# step. Without *shift* nothing moves, and without *sharpening* $\gamma$ is 1. Guess first: which
# can go? (Share of wrong bits; coloured where it is above 5 %. Seed 1 of the networks that come
# with the course; seeds 2 and 3 give the same picture. Below the table is your own machine.)

# %%
facts = seeds["machine"][0]
table = {f"without {part}": dict(errors) for part, errors in facts["surgery"].items()}
table = {"whole": dict(facts["errors"])} | table
CUT = list(table["without content"])  # lengths
numbers = np.array([[row[length] for length in CUT] for row in table.values()])
ax = plot_findings(numbers, numbers > 0.05, rows=list(table), columns=[f"{n} vec." for n in CUT])

# %%
blunt = turing.altered(net, without=["sharpening"])
found = look_inside(blunt, exam, "The same weights without sharpening")

# %% [markdown]
# **What you saw.** Without sharpening or shift, one vector still works, because for one vector
# nobody has to move; from two on it is lost. Without interpolation it cannot do even one: with
# $g = 1$ a head forgets where it was, and all rows of a memory in which nothing is written are
# equally like any key, so it looks everywhere. But **content can go**, and nothing is lost. (At
# 30 vectors the machine is even better without it.) Copying is walking, and looking for something
# is no part of it. The slide's *associative* memory is not used here. Section 9 has a task that
# needs it. (Surgery tells what *this* program needs. A machine that has to learn without a part
# may find another one.)
#
# ## 8. A puzzle: the empty vector
#
# In the lessons of section 4 no vector was all zeros. Trained on tapes that may have one, a
# machine of the same recipe gets stuck with ⟨7 %⟩ of the bits wrong, with both seeds that were
# tried. (One vector in 64 is empty, so 15 % of the tapes of ten have one.) Why? Give the machine
# of seed 1 a tape with an empty vector in the fifth place, and watch its heads. Find the reason
# before you read on.

# %%
blanks = turing.record("turing-blanks-1")["curve"][-1]
print(f"learned with empty vectors: {blanks[2]:.0%} of the bits wrong at step {blanks[0]}")
exam.inputs[:, 4], exam.targets[:, 11 + 4] = 0, 0
read, written, said = look_inside(first, exam, "The fifth vector is empty")
wrong, early = said[:, 11:] != exam.targets[:, 11:], said[:, 11:20] != exam.targets[:, 12:]
print(f"seed 1: {wrong.mean():.0%} of the bits wrong; against the next vector, {early.mean():.0%}")

# %% [markdown]
# **What you saw.** At the empty vector the *read* head takes a step. Of course: while the machine
# answers, its input is zeros, too, and its controller is a single layer that remembers nothing.
# Zeros without the order, zeros after the order: it can tell them apart only by what it has just
# read. So it does what it does with zeros, it moves the read head on. That is only one row, but
# it is never taken back. At the order the head is one row too far, and the machine says the
# *whole* tape one place early.
#
# The last number is the test of that sentence. Half of the bits are wrong, as if it guessed;
# but held against the vector that comes *next*, nine in ten are right. (Your own machine may go
# several rows too far. Try `net`.) The moral is worth more than the puzzle: **an input that is
# zeros is not "no input"**. Give every part of a task a mark of its own.
#
# ## 9. A loop in a loop
#
# The second task of the paper is *repeat copy*: a tape of up to 5 vectors, then a number from 1
# to 5, and the tape has to be said that many times, with an end mark after the last time. (The
# order's channel holds the number divided by ten, and the end mark is a seventh output.) Now the read
# head has to *return*, again and again. This takes five times as many steps, so the machines of
# this section come with the course (`%run -m course train turing-repeat-1` in a cell makes one again,
# in about a minute).
#
# First see how three of them learned, beside an LSTM of 128 units that had as many steps (again
# the best of three learning rates). Then, where the heads of one of them are. How does the read
# head find its way back, by what is in the row or by counting? Ask the surgeon. If it goes by
# content, then a machine without content says the tape once and is lost from the second time on.
# The tables at the end have the share of wrong bits of longer tapes and larger numbers (the mean of
# three machines, and the LSTM), coloured where it is above 5 %.

# %%
repeats = [turing.record(f"turing-repeat-{seed}") for seed in (1, 2, 3)]
runs = {"machine": [facts["curve"] for facts in repeats]}
runs["LSTM"] = [turing.record("turing-repeat-plain-1")["curve"]]
axes = plot_fall(runs, title="Repeat copy: a plateau, then a fall")

# %%
repeater, facts = turing.load("turing-repeat-1")
exam = tapes.repeats(100, 5, 4, seed=5)
found = look_inside(repeater, exam, "Five vectors, four times")

# %%
without = turing.altered(repeater, without=["content"])
for name, model in {"whole": repeater, "without content": without}.items():
    wrong = copying.wrong(model, exam)[:20].reshape(4, 5).mean(axis=1)
    print(f"{name:16} bits wrong, first to fourth time:", *[f"{share:6.1%}" for share in wrong])

# %%
rows = [f"{length} vector{'s' * (length > 1)}" for length, _, _ in facts["errors"][::5]]
columns = [f"{times} time{'s' * (times > 1)}" for _, times, _ in facts["errors"][:5]]
groups = {"three machines": repeats, "an LSTM": [turing.record("turing-repeat-plain-1")]}
for name, group in groups.items():
    errors = np.mean([[row[-1] for row in run["errors"]] for run in group], axis=0).reshape(5, 5)
    ax = plot_findings(errors, errors > 0.05, rows=rows, columns=columns, title=name)

# %% [markdown]
# **What you saw.** Here is the long plateau. For 700 to 1,300 steps about a quarter of the bits is
# wrong, and it hardly gets better; then within 100 steps more than half of these errors are gone.
# Nothing in the curve before tells that the fall is near. (The LSTM has its plateau, too, and falls
# later, and less far.)
#
# In the picture of the heads, the read head goes along its diagonal and jumps back, four times.
# The jump is a search. Without content the first time is as good as before, and from the second
# on the machine guesses: it walks by *place* and returns by *content*. So this task needs both
# parts of the slides. (Seed 2 does the same; seed 3 has a third of the bits wrong from the second
# time on. What they look for is likely a mark that they have written into the first row; that was
# not tested.) And the machines do not count well: asked for more than five times, which they never
# practised, they are soon lost, the LSTM later. But up to three times they can say ten vectors,
# twice what they practised, where a third of the LSTM's bits is wrong.
#
# ## 10. Stories
#
# The second half of the lab is about the slides "Memory Networks". There nothing is written: the
# memory is a text, one row per sentence, and the network learns to *ask* it. The lecture calls
# that "recursive associative recall: given query $q$, find best matching memory cell $i$; use
# $M_i$ and $x$ as new key; repeat". The texts of this lab come from a house of animals, and are
# made by a grammar with 75 words. Here are six stories with the six sorts of questions.

# %%
for question in household.draw(6, seed=12):
    print(f"{question.kind}, {len(question.facts)} of {len(question.lines)} lines")
    for number, line in enumerate(question.lines):
        print("  *" if number in question.facts else "   ", line)
    print(f"    {question.question} {question.answer}")

# %%
SIZE, EPOCHS, EXAM = runtime.budget(full=(40_000, 3, 1_200), quick=(1_000, 2, 120))
parts = household.split(SIZE, 0, EXAM, seed=1)
most = memory_network.majority(parts.train, parts.test)
print({kind: round(share, 2) for kind, share in most.items()})

# %% [markdown]
# The stars are the **facts**, the lines from which the answer follows. No network of this lab is
# ever told them. *before* is the hardest: who had the milk, where did this one go, and where was
# this one before? *induction* follows from a rule that nobody says: in a story, all animals of
# one kind have one colour.
#
# What would someone get who never reads the stories? For each sort of question, always say the
# answer that is the most frequent one in the lessons. Keep these numbers in mind; no result means
# anything without them.
#
# A line becomes a row of memory in two steps. Each word has a vector of 48 numbers, and the
# vector of a line is their sum. Two things would be lost in it. The first is the order of the
# words.
#
# ### Exercise 5: where a word stands (1 point)
#
# A memory network makes one vector of a sentence: the sum of the vectors of its words. But then
# "the cat chases the dog" and "the dog chases the cat" are the same. So each number of a word's
# vector is multiplied by a factor that depends on where the word stands. For word $j$ of $J$ and
# number $k$ of $d$, both counted from **1**,
#
# $$l_{jk} = 1 + \frac{4}{d J} \left(k - \frac{d + 1}{2}\right) \left(j - \frac{J + 1}{2}\right).$$
#
# The first numbers of a sentence's vector hear more of its first words, the last ones more of its last
# words.


# %% exercise="position-encoding"
def position_encoding(words, width):
    """The factors by which the vectors of a sentence's words are multiplied before they are added up.

    words: int of at least 1, the words J of the sentence. width: int of at least 1, the numbers d.
    Returns a float array (words, width).
    """
    ### BEGIN SOLUTION
    j = np.arange(1, words + 1)[:, None]
    k = np.arange(1, width + 1)
    return 1 + 4 * (k - (width + 1) / 2) * (j - (words + 1) / 2) / (width * words)
    ### END SOLUTION


# %% check="position-encoding"
checks.position_encoding(position_encoding)

# %%
your_factors = runtime.yours(position_encoding, lambda words, width: np.ones((words, width)))
vectors = dict(zip(["the", "cat", "dog", "chases"], np.random.default_rng(12).normal(size=(4, 48))))
first, second = "the cat chases the dog".split(), "the dog chases the cat".split()


def sentence(words, factors):  # -> (48,)
    return (factors * [vectors[word] for word in words]).sum(axis=0)


for name, factors in {"a bag": np.ones((5, 48)), "yours": your_factors(5, 48)}.items():
    apart = np.linalg.norm(sentence(first, factors) - sentence(second, factors))
    print(f"{name:6} the two sentences are {apart:.2f} apart")

# %% [markdown]
# (If your function is not there yet, both are bags. The formula is that of the authors' program;
# the paper prints another one.) No two sentences of our house have the same words in another order,
# so here the factors have little to do. In "Sam follows Mary" they would be all that tells who
# follows whom.
#
# The second thing is **when**. "Sam goes to the attic" and "Sam goes to the den" say where he is
# only if you know which was later. So a vector for its *age* is added to each line: 1 for the
# last line, 2 for the one before, and so on from the end. Why not count from the start? Because
# the latest line matters most, and from the start its number is different in every story.
#
# ## 11. A hop
#
# ### Exercise 6: a hop (3 points)
#
# A memory network keeps two vectors of each line of a story: $m_i$, by which the line is *found*, and
# $c_i$, what is then *taken away*. The network begins with the vector of the question, $u$. A hop
# looks at all lines by $p_i = \mathrm{softmax}_i(u \cdot m_i)$ and goes on with
#
# $$u' = u + \sum_i p_i \, c_i.$$
#
# The next hop looks with $u'$, so it can ask for what the first one has found: the apple, then the
# one who has it, then the room. In a batch the stories have different lengths. Their
# lines stand in the first slots, and what is in the slots after them must not count.


# %% exercise="memory-hop"
def memory_hop(state, inputs, outputs, filled):
    """One hop of a memory network, for a batch of stories.

    state: float array (stories, width), the vectors u; numbers within 5000 of 0.
    inputs, outputs: float arrays (stories, slots, width), the vectors m and c; numbers within 100 of 0.
    filled: int array (stories,), the lines of each story, from 0 to slots. They are in its first
        slots; the other slots are empty, whatever numbers stand in them.
    Returns the next state (stories, width) and the weights p (stories, slots), float arrays.
        The weights of a story sum to 1 and are exactly 0 in empty slots. A story without any line has
        weights of 0, and its state stays as it is.
    """
    ### BEGIN SOLUTION
    is_line = np.arange(inputs.shape[1]) < np.asarray(filled)[:, None]  # (stories, slots)
    scores = np.einsum("nw,nsw->ns", state, inputs)
    scores = scores - np.where(is_line, scores, -np.inf).max(axis=1, keepdims=True)
    powers = np.exp(np.where(is_line, scores, -np.inf))
    # the best line has a power of 1; only where there is none do the powers sum to less
    weights = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1)
    return state + np.einsum("ns,nsw->nw", weights, outputs), weights
    ### END SOLUTION


# %% check="memory-hop"
checks.memory_hop(memory_hop)

# %% [markdown]
# To see what two hops can do, make the vectors by hand: one number for each of five words, 10
# where a line is to be found by the word. In the first hop a line about a thing is found by the
# *thing*, and gives its *owner*. In the second, a line about a walk is found by its *walker*, and
# gives the *room*. (The lab's own hop is Keras' `Attention` plus the state: a hop **is** the
# dot-product attention of lab 10, with $m$ as keys and $c$ as values.)


# %%
def attend(state, inputs, outputs, filled):
    slots = np.arange(inputs.shape[1]) < filled[:, None]
    query, values, keys = (ops.cast(x, "float32") for x in (state[:, None], outputs, inputs))
    mask, attention = [None, ops.convert_to_tensor(slots)], layers.Attention()
    read, looked = attention([query, values, keys], mask=mask, return_attention_scores=True)
    return state + np.array(read)[:, 0], np.array(looked)[:, 0]


lines = ["Sam walks into the kitchen.", "Mary walks into the den.", "Sam picks up an apple."]
(apple, sam, mary, kitchen, den), nothing = np.eye(5), np.zeros(5)
found_by = [[nothing, nothing, apple], [sam, mary, nothing]]  # a list a hop, a vector a line
gives = [[nothing, nothing, sam], [kitchen, den, nothing]]
state, your_hop, looks = apple[None], runtime.yours(memory_hop, attend), []
for inputs, outputs in zip(10 * np.array(found_by)[:, None], np.array(gives)[:, None]):
    state, weights = your_hop(state, inputs, outputs, np.array([3]))
    looks.append(weights[0])
print("apple {:.2f}, Sam {:.2f}, Mary {:.2f}, kitchen {:.2f}, den {:.2f}".format(*state[0]))
ax = plot_hops(lines, looks, title="Where is the apple? Two hops, made by hand")

# %% [markdown]
# The question knows nothing of Sam. The first hop brings him, and only then can anyone ask where
# he is. In one hop it cannot be done, because the line that has the room does not have the apple.
#
# ## 12. Let it learn
#
# In the trained network nobody says what the vectors are. `MemoryHops` in `course/layers/hops.py`
# has tables of word vectors and of age vectors, and does three hops. What a line gives in one hop
# is also how it is found in the next one (the paper calls this *adjacent* tying), and the last
# state is compared with the vectors of all words: the softmax of that is the answer. The loss is
# the cross-entropy of the right word. The facts are not used.
#
# There is one trick, the **linear start**: for the first part of the training the softmax over
# the lines is left out, and the products $u \cdot m_i$ are the weights. The next picture shows
# what it is for. On your machine, a network now learns from 40,000 stories, three times, the
# first time with the linear start. The networks that come with the course read 100,000 stories
# eight times (`%run -m course train memory-3-1` in a cell, a minute or two); the picture has how one of
# them learned each sort of question, with the linear start and without. All are asked about new stories.

# %% tags=["nbval-ignore-output"]
reader, lessons = memory_network.build_model(hops=3), household.encode(parts.train)
memory_network.learn(reader, lessons, epochs=EPOCHS, linear=1, seed=12)
mine = memory_network.by_kind(reader, parts.test)
print({kind: round(share, 2) for kind, share in mine.items()})

# %%
panels = {}
for start, name in {"with linear start": "3", "without": "softmax"}.items():
    records = [memory_network.record(f"memory-{name}-{seed}") for seed in (1, 2, 3)]
    panels[start] = [(step, shares) for step, _, shares in records[0]["curve"]]
    for kind in ("before", "induction"):
        print(f"{kind}, three seeds {start}:", *[run["test"][kind] for run in records])
axes = plot_plateaus(panels, title="Three hops: when does it get each sort of question?")
axes[0].axvline(1_562, color="black", linestyle="--")  # an epoch, the end of the linear start

trained, facts = memory_network.load()
asked = memory_network.ask(
    trained, household.encode(stories := [one for one, _ in household.lecture()])
)
said = [household.vocabulary()[word] for word in asked.probabilities.argmax(axis=1)]
own = memory_network.by_kind(trained, parts.test)
worst = min(min(memory_network.record(f"memory-3-{n}")["test"].values()) for n in (1, 2, 3))
right = sum(word == story.answer for word, story in zip(said, stories))
claim("memn2n-babi", worst_kind=min(own.values()), worst_of_three=worst,
      most_frequent=max(most.values()), lectures_three=right)  # fmt: skip

# %% [markdown]
# **What you saw.** The linear start was over after 1,562 steps, at the dashed line. Five of the
# six sorts hardly need it (*before*, with the largest difference, gets ⟨0.93⟩ without it and ⟨0.96⟩ to
# ⟨0.97⟩ with it). But *induction* is found in those first steps, in which there is no softmax, and
# without them it is not found in eight times as many, with none of three seeds. It stays at a half. (Such a
# story mostly names two or three colours, so that is little more than to pick one of them.) A
# plateau, or never? No curve tells. The networks differ in nothing but the start, so the softmax is
# to blame. The paper says that the linear start helps to avoid poor local minima. A guess at the
# reason: at first all lines look alike, and a softmax then brings the same mean of all lines from
# each hop. (That was not tested here.)
#
# ## 13. Hops as sentences
#
# The claim asked for the slide's own three questions, too. Here they are, with what each hop
# looked at. The facts are bold. The third story is **cut on the slide**: its answer is the
# hallway, and no sentence that is printed there has a hallway in it. So two lines were put before
# it here, *Mary went to the hallway* and *Mary picked up the milk*.

# %%
for (story, added), word, looked in zip(household.lecture(), said, asked.weights):
    title = f"{story.question} {word}" + f" (lines 1 and {added} were added)" * (added > 0)
    ax = plot_hops(story.lines, looked, facts=story.facts, title=title)

# %%
found = {
    kind: [memory_network.record(f"memory-3-{n}")["found"][kind] for n in (1, 2, 3)]
    for kind in most
}
print({kind: [round(share, 2) for share in shares] for kind, shares in found.items()})
names = {"1": "1 hop", "2": "2 hops", "3": "3 hops", "softmax": "3 hops, no linear start"}
for name, text in names.items():
    runs = [memory_network.record(f"memory-{name}-{n}")["lecture"] for n in (1, 2, 3)]
    right = [sum(word == answer for _, word, answer in run) for run in runs]
    print(f"of the slide's three questions, with {text}: {right} right")

# %% [markdown]
# **What you saw.** The apple: two looks at the lines about the apple, which bring Sam, and the
# third finds Sam's last room. Brian: the second hop finds both lions, and the third has all of
# its weight on *Julius is white*. Nobody told the network to look for another animal of the same
# kind. The milk: the den, who had the milk, and then where she was before. These are sentences
# that you could say.
#
# But do not believe every such picture. The first numbers below them count how often all facts of a
# question are among the three lines that the hops looked at most, for the three seeds. For one or
# two facts that is nearly always so, for *before* in two of three questions, and for *induction*
# in one of three. Yet the answers are right. Two lines can share a hop (both lions did), and a
# line can be looked at a little and still bring what is needed. **A hop is a place to look, not a
# step of an argument.**
#
# And three questions are few. The last lines say that one hop gets one or two of them, and that one
# of three networks without the linear start gets all three, although it guesses at induction. A
# short story with two colours leaves much to luck. So the claim does not rest on the slide's
# stories, but on 1,200 others.
#
# ## 14. One hop, two, three
#
# Is it the hops that do it? The same stories, as many steps, three seeds each. And section 10
# gave a reason for the ages. Test it, too: take the trained network, set the vectors of all ages
# to zero, and ask again. The last table has these shares (coloured below 90 %).

# %%
NAMES = {
    kind: f"{kind}\n{number} fact{'s' * (number > 1)}" for kind, number in household.FACTS.items()
}
by_hops = {}
for hops, name in enumerate(("1 hop", "2 hops", "3 hops"), 1):
    records = [memory_network.record(f"memory-{hops}-{n}") for n in (1, 2, 3)]
    by_hops[name] = [run["test"] for run in records]
    print(f"{name}: {records[0]['parameters']:,} weights")
ax = plot_kinds(
    by_hops, names=NAMES, majority=memory_network.record()["majority"], title="How many looks?"
)
ages = trained.get_layer("hops").ages
kept = ages.numpy()
ages.assign(np.zeros_like(kept))
table = [list(own.values()), list(memory_network.by_kind(trained, parts.test).values())]
ages.assign(kept)
rows = ["whole", "without ages", "most frequent"]
numbers = np.array([*table, list(most.values())])
ax = plot_findings(numbers, numbers < 0.9, rows=rows, columns=list(own))

one, two, three = ([run["thing"] for run in runs] for runs in by_hops.values())
easy = np.mean([run["person"] for run in by_hops["1 hop"]])
shares = {"one": max(one), "two": np.mean(two), "three": min(three), "one_fact_one_hop": easy}
claim("more-hops", gain=min(three) - max(one), **shares)

# %% [markdown]
# **What you saw.** One fact: one hop does it. Two facts (*thing*): one hop gets half, two are
# enough. Induction: two hops get half, and only three get it. *Before* is a matter of degree. The
# grey lines say what is no achievement. More hops also mean more tables, ⟨8,736⟩, ⟨13,104⟩ and ⟨17,472⟩
# weights. Is it these? One hop with vectors twice as wide has 17,472, too; it was tried, with the
# lessons of section 12, and got 0.52 of *thing* and 0.42 of *induction*. So it is the hops.
#
# And the ages: without them, what depends on the order gets worse (where is Sam *now*?), and what
# does not depend on it, colours and kinds, stays as it was. So ages do what section 10 said.
#
# ## 15. bAbI
#
# The paper's stories come from **bAbI** (Weston et al., 2015), twenty small tasks that were made
# by a simulation like our house. `%run -m course data fetch babi` in a cell gets it, or set `COURSE_DATA`
# to a folder that has it. If it is here, the next cells train on two of the tasks: number 1 (one fact)
# and 15 (deduction, as in *hens fear foxes, Berta is a hen: what does Berta fear?*), with 900 and
# 9,000 questions to learn from, and 1,000 others for the test. (Task 15 for 6 epochs instead of
# the 15 that were recorded.) What follows after that was recorded, also for 2 (two facts), 3
# (three facts) and 16 (induction, as in our house).

# %% tags=["nbval-ignore-output"]
recorded, groups, measured = memory_babi.record()["tasks"], {}, {}
for task, found in recorded.items():
    for run in found["runs"]:
        name = f"{run['hops']} hop{'s' * (run['hops'] > 1)}" + ", linear start" * (
            run["linear"] > 0
        )
        groups.setdefault((task, name), []).append(run)
for (task, name), runs in groups.items():
    known, most_of = recorded[task]["train"], recorded[task]["majority"]
    shares = " ".join(f"{run['test']:.2f}" for run in runs)
    print(f"task {task}: {known:,} questions, most frequent {most_of:.2f}; {name}: {shares}")
if local.if_present(lambda part: babi.load(1), "babi"):
    EPOCHS = runtime.budget(full={1: 20, 15: 6}, quick={1: 1, 15: 1})
    for task, epochs in EPOCHS.items():
        measured[f"task_{task}"] = memory_babi.learn(task, epochs=epochs)[1]["test"]
    for task in ("2", "16"):
        shares = [run["test"] for run in groups[task, "3 hops, linear start"]]
        measured[f"task_{task}"] = np.mean(shares)
claim("memn2n-babi-tasks", **measured)

# %%
panels = {}
for (task, name), runs in groups.items():
    if task == "15":
        rows = [*zip(*(run["curve"] for run in runs))][:20]  # the first 2,000 steps, all seeds
        panels[name] = [(r[0][0], {f"seed {n}": x[2] for n, x in enumerate(r, 1)}) for r in rows]
axes = plot_plateaus(panels, guessing=recorded["15"]["majority"], title="bAbI's task 15")

# %% [markdown]
# **What you saw.** Task 1 needs one hop. Task 2 is the *thing* of our house, with human names:
# one hop gets ⟨0.43⟩, three hops get ⟨0.99⟩ with each seed; of three networks with two hops, one is
# late. Without the linear start, three hops get ⟨0.71⟩ in as many steps.
#
# Task 15 has a plateau that is easily taken for a failure. Look at seed 2: from step 200
# to 800 half of the answers are right, and nothing moves; then, within 300 steps, all are. The
# other two seeds hardly stop there, and at twice the learning rate one network never got away, in
# 4,200 steps (that was tried). With one hop the plateau is the end: ⟨0.56⟩ to ⟨0.60⟩. So what ends it
# is the second hop. (The linear start is no cure for everything. Here it was tried, too, and one
# of three networks stayed at 0.59.)
#
# Two tasks **fail**. Task 3 (three facts, in much longer stories) gets ⟨0.34⟩, task 16 gets ⟨0.46⟩.
# (A published implementation that kept the best of ten runs reports 0.54 and 0.44.) Our house has
# both sorts of questions, too, and there the same network answers them, with 100 times as many
# stories. Whether 900 questions are too few, or something else is hard about these two, was not
# tried.
#
# ## 16. A place to play
#
# Tell it a story of your own. At most 14 lines, in the words of the house; if it does not
# understand you, it says why. Say what you expect *before* you run the cell.
#
# - Let Sam take the apple to three rooms and leave it in the second. Which hop finds what?
# - Tell the same facts in another order: first all animals, then all colours.
# - Let a story begin with a line about an apple that nobody has taken yet, or have two animals of
#   one kind and two colours. What do you get told?
# - In section 4, let the machine have 8 rows: `lambda: machine(rows=8)` in place of `machine`.
#   How far does it get? And a curriculum: with `copying.LONGEST["copy"] = (1, 1)` all tapes have
#   one vector. Let it learn for 200 steps, set that back to `(10, 1)`, and go on with
#   `copying.learn(lambda: net, steps=400)`. Is it faster?
# - The last line of the second cell lets you talk to the network, and `%run -m course demo story FILE`
#   reads a story. There, ask what no line tells. The demo says "I do not know", because it follows
#   the story by rules; the network has to say something. (In a terminal, in the folder of the course, it
#   is `.venv/bin/course demo story`, on Windows `.venv\Scripts\course demo story`.)


# %%
def tell(text, question):
    try:
        story = household.read([line for line in text.split(".") if line.strip()], question)
    except CourseError as problem:
        print(problem)
        return
    asked = memory_network.ask(trained, household.encode([story]))
    best = asked.probabilities[0].argmax()
    word, sure = household.vocabulary()[best], asked.probabilities[0, best]
    title = f"{story.question} {word} ({sure:.0%} sure)" + " - wrong!" * (word != story.answer)
    plot_hops(story.lines, asked.weights[0], facts=story.facts, title=title)


tell("Sam walks into the attic. Sam flies to the moon.", "Where is Sam?")
tell("Sam walks into the attic. Mary drops the apple. Sam drops the apple.", "Where is Sam?")
tell("Sam walks into the attic.", "Where is Mary?")

# %%
STORY = """Nora walks into the pantry. Nora picks up a kettle. Otto goes to the den. Nora goes to the attic.
Nora drops the kettle. Nora hurries to the balcony."""
tell(STORY, "Where was the kettle before the attic?")
# Take away the first "# " below, and run the cell; an empty line ends the conversation.
# %run -m course demo story

# %% [markdown]
# ## What to take away
#
# - Reading and writing can be soft: weights over rows, with a derivative by what is there and by
#   where. Then a network can *learn* where to look.
# - A head finds its place by content, gate, shift and sharpening. Walking needs the shift, and
#   without sharpening a walk blurs; jumping back needs content. Surgery tells which part a trained
#   machine uses.
# - A machine that has found a loop goes on far beyond its lessons, until the memory ends, and with
#   more rows it goes on there, too. It has not learned to count. An LSTM with twelve times the
#   weights does not get there with twice the steps.
# - A flat loss is not the end. Programs and later hops are found late and all at once. A linear
#   start can shorten the wait.
# - A hop is attention. Several hops follow a chain of facts, and their looks can be read, but
#   they are not always the chain that you would follow.
# - Zeros are an input, too.
#
# The six exercises add up to 11 points; each check shows yours. In the next lab, 13, a network
# looks at pictures and answers questions about them.
#
# **Three things to read.**
#
# - A. Graves, G. Wayne and I. Danihelka, *Neural Turing Machines* (arXiv 1410.5401, 2014): the
#   five tasks, with the pictures of heads that sections 6 and 9 repeat.
# - S. Sukhbaatar, A. Szlam, J. Weston and R. Fergus, *End-To-End Memory Networks* (NIPS 2015):
#   the figure of the lecture, the linear start, and a table of all twenty tasks, also those that
#   fail.
# - M. Collier and J. Beel, *Implementing Neural Turing Machines* (ICANN 2018): why so many people
#   could not train one, and what the first contents of the memory have to do with it.
