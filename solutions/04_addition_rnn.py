# %% [markdown]
# # Lab 04: a network reads "123+34" and writes "157"
#
# A recurrent network is shown a sum as text, character by character, and writes the answer as
# text. Nobody tells it what a digit is, or what + means. You train that network in about twenty
# seconds and watch it learn. Then you find out which sums it gets wrong, and you open it: what is
# in its 128 numbers when it has read a question? It turns out that it adds some columns while it
# reads, and leaves others for later. At the end you make it learn a secret arithmetic.
#
# **The lectures:** 4 (Leiden, *Recurrent Neural Networks*), the last item of the agenda and the
# slides "RNNs in Keras" and "LSTM in more detail"; 3 (ETH Zurich, *Deep Learning, lecture 9*), one
# tip on the slide "RNN Encoder/Decoder"; 1 (Dettmers, *Sequence Learning*), "Addition and
# subtraction in the same network". **You need:** what an LSTM does at each step (lecture 4), and
# numpy arrays with three axes. **Time:** about an hour and a half with the exercises; the cells
# themselves run in about a minute.
#
# | exercise | points |
# |---|---|
# | 1. encode one text | 1 |
# | 2. count the parameters of each layer | 2 |
# | 3. exact match | 1 |
# | 4. decode | 1 |
# | 5. count the carries | 2 |
# | 6. learn any operation from examples | 3 |
# | **in all** | **10** |

# %% setup=true
from course import runtime

runtime.start(seed=4)

import keras
import numpy as np
from keras import layers

from course.checks import addition_rnn as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*), and
# which machine and which versions you have. Every exercise needs this cell and its own cell, but
# nothing else: an answer must not call what another cell defines. The next cell imports what the
# demos need.
#
# ## 1. The data: sums as text
#
# Two numbers of one to three digits make a question such as `123+34`. There are 500,500 different
# sums of this kind, if a+b and b+a count as one. You draw 50,000 of them: 45,000 to learn from and
# 5,000 that the network never sees in training. Each number is drawn below 10, below 100 or below
# 1,000, equally often; otherwise nearly all would have three digits. The split is fair: if `12+7`
# is in one part, `7+12` is not in the other.

# %%
from course.batches.pipeline import batches
from course.claims import claim
from course.data import addition
from course.nets import addition_trials, readout
from course.nets.addition import match_in_batches
from course.plots.bars import plot_share_by_group, plot_shares
from course.plots.dots import plot_dots
from course.plots.heatmap import plot_heatmap
from course.plots.states import plot_alike, plot_border
from course.plots.training import GrowingCurve, plot_spread
from course.plots.unrolled import plot_encoder_decoder

# %%
data = addition.sums(50_000, digits=3, seed=4)
TRAIN = 45_000
for question, answer in list(zip(data.questions, data.answers))[:5]:
    print(f"{question:>8} -> {answer}")

# %% [markdown]
# A network reads numbers, so each character becomes a **one-hot vector**. Our alphabet has twelve
# characters, the ten digits, the plus and the space, so the vector has twelve numbers, all 0 except
# for a single 1. A question has at most 7 characters (three digits, the plus, three digits), an
# answer at most 4. Shorter texts are **padded** with spaces on the right, so a question is a matrix
# of shape (7, 12) and an answer one of shape (4, 12). Below, the comparison `==` does the work: each
# character is compared with all twelve, and exactly one of them is equal. The picture has "123+34",
# read from top to bottom. The sign ␣ stands for a space.

# %%
ALPHABET = np.array(list("0123456789+ "))


def one_hot(texts, length):  # n texts -> (n, length, 12)
    characters = np.array([list(text.ljust(length)) for text in texts])
    return (characters[:, :, None] == ALPHABET).astype("float32")


ax = plot_heatmap(
    one_hot(["123+34"], 7)[0],
    rows="123+34 ",
    columns=ALPHABET,
    xlabel="which character is it?",
    ylabel="time step",
    label="what the network reads",
)

# %% [markdown]
# ### Exercise 1: encode one text (1 point)
#
# Write the same thing for a single text and any alphabet. The check uses other alphabets than ours,
# including ones in which the space is not the last character, texts with spaces of their own, and
# the empty text. One way: make a matrix of zeros, then put a 1 into each row. To try it, call
# `encode("5+7", "0123456789+ ", 7)`.


# %% exercise="encode"
def encode(text, alphabet, length):
    """Turn a text into one-hot rows.

    text: str, 0 to `length` characters, all of them in the alphabet.
    alphabet: str of two or more different characters, in any order; the space is one of them.
    length: int, 1 or more.
    Returns an array (length, len(alphabet)) of numbers: row t has a 1 in the column of character t
    and 0 elsewhere. The text is padded with spaces on the right.
    """
    ### BEGIN SOLUTION
    matrix = np.zeros((length, len(alphabet)), dtype="float32")
    for step, character in enumerate(text.ljust(length)):
        matrix[step, alphabet.index(character)] = 1
    return matrix
    ### END SOLUTION


# %% check="encode"
checks.encode(encode)

# %% [markdown]
# ## 2. The model: read, remember, write
#
# The answer to 123+34 is not one label but a text, and it cannot be started before the question has
# been read to the end: 999+1 has four digits. Lecture 4 calls this the scenario *sequence input,
# sequence output*. The network therefore has two halves.
#
# 1. The **encoder** reads 7 characters. Only its last output is kept: one vector of 128 numbers
#    that must hold everything about the question.
# 2. That vector is **repeated** 4 times, once for each character to write.
# 3. The **decoder** turns the 4 copies into 4 different outputs, because its own state changes
#    from step to step.
# 4. A **Dense** layer with softmax gives, at each of the 4 steps, a probability for each of the
#    12 characters.
#
# Both halves are LSTMs with $m = 128$ units. With $n$ inputs $x_t$ and the layer's own previous
# output $h_{t-1}$, each of the four parts of an LSTM (three gates and the new content) computes
# $U x_t + W h_{t-1} + b$. Here $U$ has shape $(m, n)$, $W$ has shape $(m, m)$ and $b$ has $m$
# numbers. (The names are those of lectures 1, 2 and 5. Lecture 4, on the slide "LSTM: Summary of
# parameters", writes $U$ and $W$ side by side as one matrix, times $[h_{t-1}, x_t]$.)

# %% tags=["picture"]
ax = plot_encoder_decoder(
    "␣43+321", "157␣", encoder="LSTM", decoder="LSTM", summary="128 numbers,\nrepeated 4 times"
)

# %% [markdown]
# Do you notice that the question is written backwards there? Reversing the source (the text that is
# read, here the question) is a tip from lecture 3 (Sutskever, Vinyals and Le). Section 6 measures
# how much it helps.

# %%
UNITS = 128


def build_model(read=None, write=4, units=UNITS, rows=None):  # rows: section 7 explains
    start, stateful = "he_normal", rows is not None
    return keras.Sequential(
        [
            keras.Input(batch_shape=(rows, read, 12)),  # None: any number of characters
            layers.LSTM(units, kernel_initializer=start, stateful=stateful, name="encoder"),
            layers.RepeatVector(write, name="repeat"),
            layers.LSTM(units, kernel_initializer=start, return_sequences=True, name="decoder"),
            layers.Dense(12, activation="softmax", name="characters"),
        ]
    )


model = build_model()
model.summary()

# %% [markdown]
# `he_normal` sets how large the weights in $U$ are at first: random numbers with a standard
# deviation of $\sqrt{2 / n}$. Keras' default for an LSTM is smaller, $\sqrt{2 / (n + 4 m)}$,
# because it counts outputs as well as inputs, and the four parts have $4 m$ of them. For the
# encoder, with $n = 12$, that is 0.41 against 0.06. Section 3 shows how much that matters. (Keras
# calls $U$ the *kernel*, hence the name of the argument.)
#
# ### Exercise 2: count the parameters of each layer (2 points)
#
# Lecture 4 asks: *how many parameters has an LSTM with n inputs and m outputs?* Each of its four
# parts has the $U$, $W$ and $b$ described above. Count the numbers in them, then do it for all
# four layers: what does each one read, and what does it have to train? The check asks Keras.


# %% exercise="layer-parameters"
def layer_parameters(symbols, units):
    """Count the trainable parameters of each layer of our network.

    symbols: int, 1 or more, size of the alphabet. units: int, 1 or more, the units of each LSTM.
    Returns four ints, one for each layer, in this order: encoder, repeat, decoder, dense.
    """
    ### BEGIN SOLUTION
    encoder = 4 * (symbols * units + units**2 + units)
    decoder = 4 * (units * units + units**2 + units)
    return encoder, 0, decoder, units * symbols + symbols
    ### END SOLUTION


# %% check="layer-parameters"
checks.layer_parameters(layer_parameters)

# %% [markdown]
# Here is your function for our network, with an alphabet of 12 and 128 units, next to what Keras
# says. (`runtime.yours` takes a function of the lab until yours is there.) Below it is the first
# **claim** of this lab: a statement of a lecture, held against what was measured here. The box says
# when it counts as holding. That is the *bar*, which was set before anything was measured, and a
# claim can fail it.

# %%
on_paper = 4 * (12 + 128 + 1) * 128, 0, 4 * (128 + 128 + 1) * 128, (128 + 1) * 12  # 128 units
by_hand = runtime.yours(layer_parameters, lambda *sizes: on_paper)(12, UNITS)
for layer, count in zip(model.layers, by_hand):
    print(f"{layer.name:12} {count:8,} by hand {layer.count_params():8,} by Keras")

claim("addition-parameters", by_hand=sum(on_paper), by_keras=model.count_params())

# %% [markdown]
# The number of time steps appears nowhere: the weights are shared by all of them. A network for
# sums of ten digits would have just as many parameters.
#
# ## 3. Training: two ways to be right
#
# The loss is the cross-entropy at each of the 4 characters, averaged. But what do we want to
# know?
#
# - **Per-character accuracy**: the share of characters that are right.
# - **Exact match**: the share of answers that are right in *every* character.
#
# A sum with three right characters out of four is a wrong sum, and the padding counts among the
# characters. So the first number flatters. How well does a network do if it writes the same text
# every time, the most frequent character at each of the 4 places?

# %%
x = one_hot(data.questions, 7)[:, ::-1]  # (50000, 7, 12), question reversed: spaces come first
y = one_hot(data.answers, 4)  # (50000, 4, 12)


def hits(model, x, y):  # which characters are right: (n, 4)
    return model.predict_on_batch(x).argmax(-1) == y.argmax(-1)


def shares(hits):
    return {"per character": hits.mean(), "exact match": hits.all(axis=1).mean()}


same_text = y[:TRAIN].mean(axis=0).argmax(axis=-1)  # (4,), the most frequent ones
guess = shares(same_text == y[TRAIN:].argmax(axis=-1))
print(f"always writing {''.join(ALPHABET[same_text])!r}:", end=" ")
print(f"{guess['per character']:.2f} per character, {guess['exact match']:.4f} exact match")

# %% [markdown]
# The learning rate rises for the first twentieth of the training and then falls along a cosine
# until it is 0 at the end. At its peak it is 0.018, eighteen times Keras' default. Nadam is the
# optimizer Adam with Nesterov's momentum, which looks one step ahead; with `beta_2=0.98` instead of
# 0.999 it forgets sooner how large the gradients were. `steps_per_execution` lets Keras run a
# quarter of an epoch before it comes back to Python, which saves waiting.
#
# Then train. The picture grows four times per epoch; both curves are measured on the 5,000 sums
# that are *not* trained on.

# %%
EPOCHS, BATCH = runtime.budget(full=4, quick=1), 64


def compile_model(model, steps, executions):
    warm_up = steps // 20
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warm_up, warmup_target=0.018, warmup_steps=warm_up
    )
    model.compile(
        keras.optimizers.Nadam(rate, beta_2=0.98),
        loss="categorical_crossentropy",
        steps_per_execution=int(np.ceil(steps / executions)),
    )


# %% tags=["nbval-ignore-output"]
SHOWN = runtime.budget(full=TRAIN, quick=12_800)  # how many sums it learns from
compile_model(model, EPOCHS * (SHOWN // BATCH), executions=4 * EPOCHS)
curve = GrowingCurve(lambda model: shares(hits(model, x[TRAIN:], y[TRAIN:])), goal=0.99)
trained = batches(x[:SHOWN], y[:SHOWN], BATCH)
history = model.fit(trained, epochs=EPOCHS, verbose=0, callbacks=[curve])

# %% [markdown]
# **What you saw.** The first point comes late, because TensorFlow builds the training function
# first. For a while the network gets hardly any sum right, although half of its characters are.
# Then, within seconds, exact match jumps.
#
# Now ask it the lecture's question. One right answer can be luck, so the bar also asks that 99 % of
# the unseen sums are right.


# %%
def ask(questions):
    written = model.predict_on_batch(one_hot(questions, 7)[:, ::-1]).argmax(-1)  # (n, 4)
    return ["".join(row).rstrip() for row in ALPHABET[written]]


claim("addition-157", answer=ask(["123+34"])[0], exact_match=curve.shares["exact match"][-1])

# %% [markdown]
# What would break it? The same training was done again with one thing changed, always for the same
# number of steps. It takes minutes, so the answers were recorded. In a cell,
# `%run -m course train addition-trials` records all that this lab uses again, in about six minutes.
# One network per pair of bars, all with seed 4. *Known sums* are 5,000 that it was trained on.

# %%
trials = addition_trials.load()
changes = ("reversed", "Keras' own first weights", "5,000 examples")
names = ("as here", "Keras' first weights", "5,000 examples")
ax = plot_shares(addition_trials.at_end(trials, changes), names, ylabel="exact match")

# %% [markdown]
# *Fewer examples.* With 5,000 of them all known sums are right, ⟨1.00⟩, but only ⟨0.67⟩ of the unseen
# ones: the network has learned many by heart. *Keras' own first weights* cost very little in the
# end, ⟨0.99⟩, so `he_normal` was only a small help. *Longer numbers*: the network has never read a
# fourth digit, and nothing in it knows that digits can go on. Try it in section 8.
#
# ### Exercise 3: exact match (1 point)
#
# Write the measure yourself, for texts. Two answers agree if they are the same text, spaces
# included: neither `"0157"` nor `"157 "` is a right way to write `"157"`. A network can write
# anything, so an answer need not be a number.


# %% exercise="exact-match"
def exact_match(written, right):
    """Share of answers that are right in every character.

    written, right: lists of str, equally long, with one entry or more. Entry i of both belongs to sum
    i. Several sums may have the same answer, and a written one may be any text, the empty one, too.
    Returns a float from 0 to 1, not rounded.
    """
    ### BEGIN SOLUTION
    hits = [answer == truth for answer, truth in zip(written, right)]
    return sum(hits) / len(hits)
    ### END SOLUTION


# %% check="exact-match"
checks.exact_match(exact_match)

# %% [markdown]
# ### Exercise 4: decode (1 point)
#
# The network gives probabilities. Turn those of one answer into text, for any alphabet: take the
# likeliest character of each row, then drop the padding, that is, the spaces on the right. Other
# spaces stay: the text may begin with spaces and have some inside.


# %% exercise="decode"
def decode(probabilities, alphabet):
    """Turn a network's output into text.

    probabilities: array (length, len(alphabet)) of floats, length 1 or more; each row sums to 1, and
    one of its numbers is the largest.
    alphabet: str of two or more different characters, in any order. The space is one of them; there
    is no other white space, such as a tab.
    Returns a str: the likeliest character of each row, without the spaces on the right; "" if there
    is nothing else.
    """
    ### BEGIN SOLUTION
    characters = [alphabet[row.argmax()] for row in probabilities]
    return "".join(characters).rstrip()
    ### END SOLUTION


# %% check="decode"
checks.decode(decode)

# %% [markdown]
# ## 4. Which sums go wrong?
#
# A few of the 5,000 unseen sums are still wrong. Are they wrong by chance, or is there a kind of
# sum that the network finds hard? The cell prints some, but so few prove nothing. The recorded
# trainings help: three with the settings above, from three seeds, and each was asked the same 5,000
# sums after every quarter of an epoch. Go back to the moment when about 80 % were right, and ask
# which ones were not yet: first by the length of the question.

# %% tags=["nbval-ignore-output"]
unseen, truth = np.array(data.questions[TRAIN:]), np.array(data.answers[TRAIN:])
written = np.array(ask(unseen))
your_match = runtime.yours(exact_match, lambda a, b: np.mean(np.array(a) == np.array(b)))
print(f"{1 - your_match(list(written), list(truth)):.2%} of {len(unseen)} are wrong, for example")
for i in np.flatnonzero(written != truth)[:6]:
    print(f"{unseen[i]:>8} = {truth[i]:>4}, written {written[i]:>4}")

wrong = addition_trials.wrong_when(trials["reversed"], share=0.8)  # (3 seeds, 5000)
lengths = np.char.str_len(unseen)
titles = {"xlabel": "characters in the question", "ylabel": "share wrong (%)"}
ax = plot_share_by_group(np.tile(lengths, 3), wrong.ravel(), **titles)

# %% [markdown]
# The label above each bar says how many of how many were wrong, all three networks together; do
# not trust a bar with nine answers behind it. Apart from it, the longest questions are wrong most
# often. Long sums also have more **carries**. On paper, a column *carries* if it passes a one on to
# the next column. 123+34 has no carry, 999+1 has three. Are carries what makes sums hard?
#
# ### Exercise 5: count the carries (2 points)
#
# Add on paper, from the right, and count the columns that carry. A column with nothing to its left
# counts, too: 5+7 has one carry. The numbers can be far longer than those of the network.


# %% exercise="count-carries"
def count_carries(first, second):
    """How many columns carry a one to the next when first and second are added on paper.

    first, second: ints from 0 to 10**30 - 1, not always of the same length.
    Returns an int: how many carries there are in all.
    """
    ### BEGIN SOLUTION
    carry = carries = 0
    while first or second:
        carry = int(first % 10 + second % 10 + carry > 9)
        carries += carry
        first, second = first // 10, second // 10
    return carries
    ### END SOLUTION


# %% check="count-carries"
checks.count_carries(count_carries)

# %% [markdown]
# Now count with your function, among questions of 7 characters only. One more thing must be held
# equal. 555+555 has three carries *and* an answer of four digits: among these questions every sum
# without a carry has an answer of three digits, and every sum with three carries one of four. So
# the two lengths of answer stand apart. A dot is a network, the stroke their mean.

# %%
by_lab = dict(zip(unseen, data.carries[TRAIN:]))
your_carries = runtime.yours(count_carries, lambda a, b: by_lab[f"{a}+{b}"])
pairs = np.array([question.split("+") for question in unseen]).astype(int)  # (5000, 2)
groups = addition_trials.carry_groups([your_carries(int(a), int(b)) for a, b in pairs])
found = {name: wrong[:, group].mean(axis=1) for name, group in groups.items()}
ax = plot_dots(found, xlabel="share wrong, questions of 7 characters", limits=(0, 0.7))

# %% [markdown]
# Carries do not decide. With the lengths held equal, the three networks do not even agree whether
# sums with more carries are harder.
#
# Look at the printed sums again: many differ from the truth by one in a single digit. If it is not
# the last one, that looks as if a carry had been forgotten, or made up. So perhaps what is hard is
# to tell *whether* a column carries. That is a close thing where its two digits add up to 9 (with
# one more it carries) or to 10. Count in how many columns of a sum they do, again among questions
# of 7 characters. (Too few of these have three such columns.) The last row is a control: two
# columns that are one further from the border. And look late in training, after 2.75 epochs, when
# only hard sums are left.

# %%
columns = (pairs[:, :, None] // [1, 10, 100] % 10).sum(axis=1)  # (5000, 3 columns)
late = np.array([~trial.right[10] for trial in trials["reversed"]])  # after 2.75 epochs
found = {}
for a, b, count in ((9, 10, 0), (9, 10, 1), (9, 10, 2), (8, 11, 2)):
    group = (np.isin(columns, (a, b)).sum(axis=1) == count) & (lengths == 7)
    found[f"columns that give {a} or {b}: {count}"] = late[:, group].mean(axis=1)
ax = plot_dots(found, xlabel="share wrong, questions of 7 characters", limits=(0, 0.16))

# %% [markdown]
# Here the three networks agree: sums with two such columns are wrong twice as often as sums with
# none, ⟨13 %⟩ against ⟨6 %⟩. Two columns that give 8 or 11 do no harm on average, ⟨6 %⟩. What
# makes a sum of this length hard is not how many carries it has, but how near it comes to one more
# or one less.
#
# ## 5. What does it remember while it reads?
#
# All that the decoder ever hears of the question is the encoder's last output, 128 numbers. What is
# in them: the question, or the answer, or something between? And is one of them "the unit for the
# hundreds"? One question cannot tell. So take the encoder alone and ask it 4,000 of them, two
# numbers of three digits each (from 1 to 8, so that later a digit can grow or shrink by 1).


# %%
def last_output(digits):  # of the encoder, (n, 128)
    return encoder.predict_on_batch(one_hot(addition.written(digits), 7)[:, ::-1])


encoder = keras.Sequential([keras.Input((None, 12)), model.get_layer("encoder")])
digits = np.random.default_rng(4).integers(1, 9, (4_000, 2, 3))
outputs = last_output(digits)
addition.written(digits[:2]), outputs.shape

# %% [markdown]
# Now try to tell each digit of the sum, and each digit of the question (of its 1st and its 2nd
# number), from these 128 numbers: once from the best single unit, once from all of them. If you
# guess, you are right in about one case of 8. `readout` fits with half of the questions and is
# tested on the other half. For all units it takes weighted sums (least squares). For a single unit
# it may do anything: it cuts the unit's range into 20 parts and learns what each part means.

# %%
numbers = digits @ [100, 10, 1]  # (4000, 2)
read_from = {"sum": numbers.sum(axis=1), "1st": numbers[:, 0], "2nd": numbers[:, 1]}
told, groups = readout.digits_of(outputs, read_from)
ax = plot_shares(told, groups, ylabel="digit told right", guessing=1 / 8)
ax.tick_params(axis="x", labelsize=9)

# %% [markdown]
# Read the bars in threes, and note that the question was read from its end, so the ones came first
# and the hundreds last in each number.
#
# - *The sum.* Its ones can be told for ⟨0.8⟩ of the questions, its hundreds only for ⟨0.6⟩.
# - *The question.* Its hundreds can nearly always be told, ⟨1.0⟩. Its ones only in about
#   half of the cases. (If you know nothing but the sum of two digits, you guess each of them right in 15
#   cases of 64, that is 0.23. So more than their sum is left.)
#
# So the last output is neither the question nor the answer. The encoder seems to have added the
# ones while it read, and to hand over the hundreds as they were, for the decoder to add. And there is
# no "unit for the hundreds": the best single unit is always far behind all of them together. (A fit
# of weighted sums can miss something that is there in another form. It never finds what is not.)
#
# If that is so, then two questions whose *ones* give the same sum should look alike to the
# decoder, while two questions whose *hundreds* give the same sum should not. Change a column in
# two ways and measure how far the encoder's last output moves: one digit grows by 1 and the other
# shrinks by 1 (the column's sum stays), or one digit grows by 1 and the other stays (the sum
# grows). The dotted line is the mean distance between two unrelated questions.


# %%
def moved(column, first, second):  # how far the output moves, (4000,)
    other = digits.copy()
    other[:, 0, column] += first
    other[:, 1, column] += second
    return np.linalg.norm(last_output(other) - outputs, axis=1)


# %%
columns = {"ones": 2, "tens": 1, "hundreds": 0}
keeps = [moved(column, 1, -1) for column in columns.values()]
grows = [moved(column, 1, 0) for column in columns.values()]
unrelated = np.linalg.norm(outputs - np.roll(outputs, 1, axis=0), axis=1).mean()
alike = {"+1 and −1: same sum": keeps, "+1: the sum grows": grows}
ax = plot_alike(alike, tuple(columns), unrelated=unrelated)

# %% [markdown]
# It is so. For the ones, a change that keeps the sum moves the output by ⟨0.2⟩, and one that does not
# moves it more than three times as far. For the hundreds it is the other way round: the change that
# keeps the sum moves the output further. There the sum is nothing special. The tens lie between.
# (Networks from two other seeds gave the same picture.)
#
# If the encoder adds the ones, does it also know whether they carry? Let one of the two ones grow
# by 1, as before. How far does the output move, for each sum that the ones can have? A carry should
# be seen as a jump at one place.

# %%
steps, sum_of_ones = np.arange(2, 17), digits[:, :, columns["ones"]].sum(axis=1)
by_step = {"ones": [grows[0][sum_of_ones == step].mean() for step in steps]}
titles = {"words": ("no carry", "carry"), "xlabel": "sum of the ones, before and after"}
ax = plot_border(steps, by_step, border=10, **titles)

# %% [markdown]
# From 9 to 10 the output moves by more than 1, everywhere else by about ⟨0.7⟩. That one step changes more
# than the last digit of the answer: a carry begins. This is also the border on which section 4
# found the hard sums.
#
# ## 6. Is it easier backwards?
#
# Lecture 3 lists how Sutskever, Vinyals and Le made translation work, and one item is: *reverse
# the order of the source sequence*. You have done so from the start. Was it worth it?
#
# There is a trap. `12+7`, padded and then turned round as a whole, is `␣␣␣7+21`: the spaces come
# *first*. If you just do not turn it round, the network reads `12+7␣␣␣`, and now two things have
# changed, the order of the characters and the place of the spaces. So there are two ways to read in
# order: `␣␣␣12+7`, which changes nothing else, and `12+7␣␣␣`. All three were trained with the same
# 45,000 sums for the same number of steps, with three seeds; this, too, was recorded. A line is the
# mean of the three, the band around it their range. (The second picture leaves out the three unseen
# questions of 3 characters.)

# %%
epochs = np.arange(1, 17) / 4
orders = ("reversed", "reading order", "reading order, spaces last")
right = {name: np.array([trial.right for trial in trials[name]]) for name in orders}
matches = {name: found.mean(axis=2) for name, found in right.items()}  # (3 seeds, 16)
ax = plot_spread(epochs, matches, xlabel="epochs", ylabel="exact match", goal=0.9, log=False)

groups = [lengths == n for n in (4, 5, 6, 7)]
at_end = {  # (3 seeds, 4 lengths)
    name: np.array([found[:, -1, group].mean(axis=1) for group in groups]).T
    for name, found in right.items()
}
ax = plot_spread(list("4567"), at_end, xlabel="characters in the question", ylabel="exact match")

# %%
backward, plain = right["reversed"][:, -1], right["reading order"][:, -1]  # (3 seeds, 5000)
claim(
    "addition-reversed",
    reversed_epochs=max(addition_trials.epochs_to(0.9, trials["reversed"])),
    plain_epochs=min(addition_trials.epochs_to(0.9, trials["reading order"])),
    reversed_match=backward.mean(),
    plain_match=plain.mean(),
    difference=backward.mean() - plain.mean(),
    longest=backward[:, lengths == 7].mean() - plain[:, lengths == 7].mean(),
)

# %% [markdown]
# **What you saw.** By the bar that was set, the claim *does not hold*. Reversing does help: all three
# reversed networks reach 0.9 after ⟨2.5⟩ epochs, the fastest of the others after ⟨3⟩, and of the
# longest questions ⟨0.21⟩ more are right. But of all questions only ⟨0.08⟩ more are right in the
# end, less than the bar asks for. And look at the third line. With the spaces last the network ends
# at ⟨0.28⟩. If you compare it with the first, reversing seems to do wonders, and most of that is only
# where the padding goes.
#
# What is it that reversing helps with? In all these networks the *answer* begins with its first
# digit, which depends on all columns of the sum. On paper you write the last digit first. Let the
# network write `751` for 157, and read in either order. This, too, was recorded with three seeds.

# %%
ways = [f"{order}{how}" for how in ("", ", answer backwards") for order in orders[:2]]
found = {way: [trial.right[7].mean() for trial in trials[way]] for way in ways}  # 8th quarter
ax = plot_dots(found, xlabel="exact match after 2 of 4 epochs", limits=(0, 1.02))
rates = addition_trials.at_end(trials, ("reading order", "reading order, half the rate"))
at, half = rates["unseen sums"]
print(f"reading order, seed 4, in the end: {at:.2f}, at half the learning rate {half:.2f}")

# %% [markdown]
# With the last digit first, the order of the question makes hardly any difference, ⟨0.93⟩ and
# ⟨0.92⟩, and all these networks are ahead of those that begin with the first digit. So reversing the
# question helps as long as the answer begins at the wrong end; turn the answer round, and next to
# nothing is left to gain. (To write backwards also puts each column of the sum at one step of the
# decoder, however long the answer is. Which of the two helps was not separated here.) And the
# learning rate was not chosen at the expense of the reading order: at half of it, one of the
# networks that read in order ended at ⟨0.89⟩ instead of ⟨0.92⟩.
#
# ## 7. Stateful or stateless?
#
# Lecture 4 says: *stateless* means that the state ($h$ and $C$) is reset after each batch,
# *stateful* that it is kept. It also asks you to change one to the other and compare. Two-digit
# sums and 64 units are enough here. A stateful layer must know the batch size (`rows` in
# `build_model`), because row $i$ of a batch continues row $i$ of the one before. Only the encoder
# is made stateful.
#
# Suppose the stateful network does worse. That could be the fault of the *test*, where each
# question is read on top of another one, or of the *training*. So the stateful network is tested
# twice, the second time with its state reset before each batch.

# %%
small = addition.sums(5_000, digits=2, seed=4)
small_x, small_y = one_hot(small.questions, 5)[:, ::-1], one_hot(small.answers, 3)
SMALL_EPOCHS, ROWS, SEEDS = runtime.budget(full=10, quick=1), 50, runtime.budget((4, 5, 6), (4,))


def train_small(seed, rows=None):
    keras.utils.set_random_seed(seed)
    net = build_model(read=5, write=3, units=64, rows=rows)
    compile_model(net, SMALL_EPOCHS * (4_500 // ROWS), executions=SMALL_EPOCHS)
    net.fit(batches(small_x[:4_500], small_y[:4_500], ROWS), epochs=SMALL_EPOCHS, verbose=0)
    return net


# %%
test, compared = (small_x[4_500:], small_y[4_500:], ROWS), np.zeros((3, len(SEEDS)))
for i, seed in enumerate(SEEDS):
    stateless, stateful = train_small(seed), train_small(seed, rows=ROWS)
    compared[0, i] = match_in_batches(stateless, *test)
    compared[1, i] = match_in_batches(stateful, *test)
    compared[2, i] = match_in_batches(stateful, *test, reset=True)

# %%
ways = ("stateless", "stateful", "stateful, reset for the test")
ax = plot_dots(dict(zip(ways, compared)), xlabel="exact match, unseen sums", limits=(0, 1.02))

stateless, stateful, reset = compared.mean(axis=1)
claim(
    "addition-stateful",
    stateless=stateless,
    stateful=stateful,
    reset_for_the_test=reset,
    difference=stateless - stateful,
)

# %% [markdown]
# It does matter. With the encoder's state kept, the same training gets ⟨0.3⟩ of the sums right
# instead of ⟨0.9⟩, and the three networks lie far apart. A reset for the test does not help; it makes
# things worse. So the *training* is spoiled. Each sum is read on top of what is left of another sum
# that has nothing to do with it, and the network has got used to that. (The decoder is stateless in
# both.) Keeping the state can help only where row $i$ really continues in the next batch, as in one
# long text or signal cut into pieces. That is lab 05.
#
# ## 8. A place to play
#
# With `encode` and `decode` you can ask the network without any function of the lab. Type any
# questions you like into the list, and say what you expect *before* you run the cell. The last
# column is the smallest of the four probabilities: how sure was it of the character that it doubted
# most?
#
# - Numbers of four digits, or three numbers: `1234+5`, `1+2+3`. What does a network do that has
#   never read so many characters?
# - Texts that are not sums: `12+`, `+++`, `7`. And what do two spaces in front of a sum do?
# - Neighbours of the border: `4+5` and `4+6`, `204+305` and `204+306`.
# - Change one thing and run sections 2 and 3 again: `UNITS = 64`, a peak of the learning rate of
#   0.002 instead of 0.018, or a GRU instead of both LSTMs. What do you expect of each? (The claim of
#   section 2 counts for LSTMs of 128 units, so its box then says "does not hold".)

# %% tags=["nbval-ignore-output"]
my_sums = ["123+34", "999+1", "7+8", "204+305", "1234+5", "12+"]

your_encode = runtime.yours(encode, lambda text, _, length: one_hot([text], length)[0])
your_decode = runtime.yours(decode, lambda rows, _: "".join(ALPHABET[rows.argmax(1)]).strip())
alphabet = "".join(ALPHABET)
for question in my_sums:
    characters = your_encode(question, alphabet, max(7, len(question)))
    (rows,) = model.predict_on_batch(np.array(characters)[None, ::-1])
    print(f"{question:>8} -> {your_decode(rows, alphabet):>4}   {rows.max(axis=1).min():.2f}")

# %% [markdown]
# It always writes something. It has no way to say "I do not know", unless you teach it one. A
# longer question is simply read for more steps than any in training, and no training sum had a
# number like 1234. A character outside the alphabet, as in `7-2`, becomes a row of zeros with
# the lab's `one_hot`; your `encode` may stop with an error there, which is fine.
#
# **Talk to it.** Take away the `# ` in the cell below and run it; an empty line ends the
# conversation. In a terminal, in the folder of the course, it is `.venv/bin/course demo addition`,
# on Windows `.venv\Scripts\course demo addition`.

# %%
# %run -m course demo addition

# %% [markdown]
# ## 9. Add *and* subtract in the same network
#
# Lecture 1 calls it "addition and subtraction in the same network": nothing in the model is made
# for addition, so the examples alone decide what it computes. Make it learn both.
#
# ### Exercise 6: learn any operation from examples (3 points)
#
# Write a function that trains a network on questions such as `"3+5-7"` with their answers and then
# answers new questions. A question has three numbers of one digit with a plus or a minus between
# them, and an answer can be negative (`"-11"`).
#
# There is a twist. The check writes all digits in a **secret code**: wherever you would write 0 it
# may write 7, and so on, the same code for all questions and answers. A formula typed by hand gets
# nowhere. A network does not mind: to it, digits were never more than columns of a matrix. Of the
# 4,000 questions that there are you get about 3,600 with their answers. Of 400 unseen ones 90 %
# must be right, and half of those whose answer has a minus and two digits: these are judged apart,
# since they are rare. The split is fair: if `"3+5-7"` is unseen, you do not get `"5+3-7"` either.
# Our solution needs about 5 seconds; the check allows 60.
#
# Use only what the setup cell imports, and write the model out again: this cell must work on its
# own. Hints: the alphabet needs a minus. How many characters does a question have, how many the
# longest answer? So small a task needs fewer units than section 2 and fewer steps. Let the learning
# rate fall to 0 towards the end, as in section 3: at a constant rate the loss jumps now and then,
# and if it does so in the last epoch, a good network is caught at a bad moment. The check shows
# nothing while your network trains; the practice data below are like the check's, without the
# code and with fewer of the rare answers among the unseen ones. Once your function is there,
# `learn(practice.questions, practice.answers, practice.unseen)` shows what it writes, to compare
# with `practice.right`, and `fit(..., verbose=2)` shows the loss.

# %%
practice = addition.signed(unseen=400, seed=4)
print(f"{len(practice.questions)} to learn from, {len(practice.unseen)} unseen")
practice.questions[:6], practice.answers[:6]


# %% exercise="learn"
def learn(questions, answers, unseen):
    """Train a network on examples and answer unseen questions.

    questions, answers: lists of str, equally long, such as "3+5-7" and "1". unseen: list of str, new
    questions; their answers need not be among those that you are given.
    Returns a list of str, an answer for each unseen question, in order; spaces around do not count.
    """
    ### BEGIN SOLUTION
    alphabet = np.array(list("0123456789+- "))

    def one_hot(texts, length):
        characters = np.array([list(text.ljust(length)) for text in texts])
        return (characters[:, :, None] == alphabet).astype("float32")

    net = keras.Sequential([layers.LSTM(64, kernel_initializer="he_normal")])
    net.add(layers.RepeatVector(3))
    net.add(layers.LSTM(64, kernel_initializer="he_normal", return_sequences=True))
    net.add(layers.Dense(len(alphabet), activation="softmax"))
    rate = keras.optimizers.schedules.CosineDecay(0.02, 8 * len(questions) // 64)
    net.compile(keras.optimizers.Adam(rate), "categorical_crossentropy")
    x, y = one_hot(questions, 5)[:, ::-1], one_hot(answers, 3)
    net.fit(x, y, batch_size=64, epochs=8, verbose=0)
    written = net.predict(one_hot(unseen, 5)[:, ::-1], verbose=0).argmax(-1)
    return ["".join(row).strip() for row in alphabet[written]]
    ### END SOLUTION


# %% check="learn"
checks.learn(learn)

# %% [markdown]
# ## What to take away
#
# - A network that reads and writes text needs no knowledge of arithmetic, only examples and a
#   loss. Accuracy per character flatters: choose the measure that says what you want to know.
# - All of a question goes through one vector of fixed size. Inside, this network has added the
#   columns that it read first and still carries the others around as they were. Fits and distances
#   over thousands of questions show that; a picture of one question does not.
# - What makes a sum hard, among sums of one length, is not how many carries it has but how near its
#   columns come to a carry.
# - A comparison that changes two things at once measures nothing. Most of what reversing seems to
#   do for sums is where the padding goes.
# - A kept state is useful only if the next batch continues this one.
#
# The six exercises add up to 10 points; each check shows yours. In the next lab, 05, a state is
# kept where it belongs: in one long series.
#
# **Three things to read.**
#
# - W. Zaremba and I. Sutskever, *Learning to Execute* (arXiv 1410.4615, 2014): the same kind of
#   network reads small programs and long sums. The authors also reverse what is read, and try two
#   things that this lab does not: reading it twice, and starting with easy examples.
# - I. Sutskever, O. Vinyals and Q. Le, *Sequence to Sequence Learning with Neural Networks* (NIPS
#   2014): where lecture 3 has the tip from, with the authors' own explanation of why it helps.
# - N. Nanda et al., *Progress Measures for Grokking via Mechanistic Interpretability* (ICLR 2023):
#   people open a small network that has learned to add and find out exactly how it does that.
