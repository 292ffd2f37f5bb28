# %% [markdown]
# # Lab 01: a network that takes one number at a time
#
# An ordinary network has a fixed number of inputs. Life comes in sequences: words, frames, notes,
# as many as there are. Lecture 1 asks what a network needs to read a sequence, and builds the
# answer from sums: a network that adds two numbers, then three, then one that has to change its
# mind and subtract. You will train each of them, see where it fails, and end with a network whose
# weights you work out yourself, with no training, so that it counts without a single mistake.
#
# **You need:** what a dense layer is and what training means. Nothing else: the rest is explained
# here. **Time:** about an hour with the exercises; the cells themselves run in less than a minute.

# %% setup=true
from course import runtime

runtime.start(seed=1)

import keras
import numpy as np
from keras import layers

from course.checks import recurrence as checks

# %% [markdown]
# **How a lab works.** Click into a cell and press Shift+Enter: the cell runs and the next one is
# selected. Go through the whole lab like this once, from top to bottom. The code of the demos is
# short and meant to be read and changed; if you break something, choose *Restart Kernel* in the
# menu and run the cells again.
#
# Now and then there is an **exercise**: replace the line `raise NotImplementedError()` with your
# answer, run that cell, then run the **check** below it. The check tries your function on several
# inputs and gives you points at once, with a hint if it knows what went wrong. Try as often as you
# like; until you have tried, it says *not attempted*. An exercise needs the first code cell, above,
# and its own cell, but nothing else.
#
# The line above says which random seed is used, how much training the lab does (the *budget*),
# and which machine and which versions you have. The next cell imports what the demos need.

# %%
import matplotlib.pyplot as plt
from course.batches.pipeline import batches
from course.claims import claim
from course.data import digits
from course.data.arithmetic import chain_text, chains, signed_sums
from course.plots.arithmetic import plot_effects, plot_results
from course.plots.bars import plot_shares
from course.plots.recurrence import plot_folded_and_unrolled
from course.plots.scenarios import plot_answers, plot_scenarios

# %% [markdown]
# ## 1. A network that adds
#
# Lecture 1 (*Recurrent Neural Networks*) begins with a network that has two inputs $a$ and $b$
# and is trained to say $a+b$. Between inputs and output lies one hidden layer of 16 units:
#
# $$\text{hidden} = \tanh\big((a, b)\,U + \beta\big), \qquad \text{output} = \text{hidden}\;V + \gamma .$$
#
# Here $(a,b)$ is a row of 2 numbers, $U$ has shape (2, 16) and $V$ has shape (16, 1); $\beta$ and
# $\gamma$ are the biases. Nobody tells the network what a sum is. It sees 8,192 pairs of numbers
# between -3 and 3, each with its sum, 20 times over (20 *epochs*), in batches of 128 pairs.
#
# All training in this lab goes the same way, so it is written down once. Adam is a kind of gradient
# descent. Its learning rate rises during the first epoch and then falls to 0. The loss is the mean
# squared error (`mse`), and `steps_per_execution` runs a whole epoch in one go, which is faster.


# %%
def train(net, inputs, targets, epochs, rate, loss="mse", size=128):
    data = batches(inputs, targets, size)
    steps = len(data)  # in one epoch
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, max(1, epochs - 1) * steps, warmup_target=rate, warmup_steps=steps
    )
    net.compile(keras.optimizers.Adam(schedule, beta_2=0.98), loss, steps_per_execution=steps)
    net.fit(data, epochs=epochs, verbose=0)


# %% tags=["nbval-ignore-output"]
adder = keras.Sequential([keras.Input((2,)), layers.Dense(16, activation="tanh"), layers.Dense(1)])
pairs, sums = signed_sums(8192, "++", low=-3, high=3, seed=1)
train(adder, pairs, sums, epochs=runtime.budget(full=20, quick=3), rate=0.02)
for a, b in ([0.5, 0.25], [-0.8, 0.3], [2.0, -1.0]):
    said = float(adder(np.array([[a, b]], "float32"))[0, 0])
    print(f"{a} + {b} = {a + b:.3f}, the network says {said:.3f}")

# %% [markdown]
# It adds, nearly. Now there are **three** numbers. The lecture names two ways: give the network a
# third input and train it again, or *feed its output back*: let it add $a$ and $b$, then give it
# its own answer together with $c$. The second way needs no training at all, and it goes on: four
# numbers, five, twelve. `add_up` keeps all the answers along the way.


# %%
def add_up(numbers):  # (count, n) -> (count, n - 1): the network's a+b, a+b+c, a+b+c+d, ...
    totals = [adder(numbers[:, :2])]
    for place in range(2, numbers.shape[1]):
        totals.append(adder(np.hstack([totals[-1], numbers[:, place : place + 1]])))
    return np.hstack(totals)


def relative_error(said, right):  # mean error, as a fraction of the mean size of the right results
    return np.abs(said - right).mean() / np.abs(right).mean()


# %% [markdown]
# To see how well that works, take 4,000 rows of twelve new numbers. In one set they lie between
# -1 and 1, so that their sums stay small. In the other they lie between 0 and 1, so that the
# sums grow.

# %%
totals, errors = {}, {}
for name, low in {"numbers from -1 to 1": -1, "numbers from 0 to 1": 0}.items():
    numbers, _ = signed_sums(4000, "+" * 12, low=low, seed=101)
    totals[name] = add_up(numbers).T, np.cumsum(numbers, axis=1)[:, 1:].T  # both (11, 4000)
    errors[name] = [relative_error(said, right) for said, right in zip(*totals[name])]
two, three = errors["numbers from -1 to 1"][:2]
claim("sum-by-feedback", two=two, three=three)

# %%
counts = np.arange(2, 13)
said, right = totals["numbers from 0 to 1"]
fig, (left, middle) = plt.subplots(1, 2)
for name, mark in zip(errors, "os"):
    left.plot(counts, errors[name], mark + "-", label=name)
left.set(xlabel="numbers added", ylabel="relative error", ylim=0)
left.legend(frameon=False, fontsize=9)
middle.plot(counts, right.mean(axis=1), "k:", label="right sum")
middle.plot(counts, said.mean(axis=1), "s-", color="#e69f00", label="the network's sum")
middle.axhline(6, color="#777777", linewidth=1)
middle.text(2, 6.1, "largest sum in training", fontsize=9, color="#555555")
middle.set(xlabel="numbers added, from 0 to 1", ylabel="mean of 4,000 sums")
legend = middle.legend(frameon=False, fontsize=9)

# %% [markdown]
# **What you saw.** On the left, the error as a fraction of the size of the sums: 0.01 means that
# the network is wrong by one hundredth of a typical sum. For three numbers the error is about one
# and a half times that for two. So the lecture is right, and the network was never told that there
# are sums of three numbers. (Numbers from -1 to 1 have small sums, for which a mistake of the same
# size weighs more.)
#
# What would break it? Look at the numbers from 0 to 1. Their sums grow, and in training no input
# was larger than 3. The sum so far leaves this range after about six numbers; the network holds out
# a little longer, and from nine numbers on it falls behind (right). Each unit ends in a tanh, which
# is never larger than 1, so the output cannot grow for ever. The network can add *where it was
# trained*; it has not understood addition.
#
# ### Exercise 1: feed it back (1 point)
#
# Write it yourself, for any adder and any number of numbers. The adder takes an array of shape
# (rows, 2) and returns one of shape (rows, 1), as a Keras network does. First it gets the first two
# numbers of each row, then its own last answer and the third number, and so on. It is never quite
# exact, so the order matters: its last answer goes in as the first of the two. Only the sum of all the
# numbers is wanted. To try it after running the cells above: `feed_back(adder, np.array([[0.1, 0.2,
# 0.3]]))` should give about 0.6.


# %% exercise="feed-back"
def feed_back(adder, numbers):
    """Add up the numbers in each row with an adder that takes two numbers.

    adder: a function, array (rows, 2) -> array (rows, 1), for any number of rows. It adds what is in
        column 0, the sum so far, and in column 1, the next number; its answers are not quite exact.
    numbers: float array (rows, count), at least 1 row, count at least 2.
    Returns an array (rows,): the sum of all numbers in each row, from first to last, computed by `adder`.
    """
    ### BEGIN SOLUTION
    total = numbers[:, 0]
    for column in numbers.T[1:]:
        total = adder(np.stack([total, column], axis=1))[:, 0]
    return total
    ### END SOLUTION


# %% check="feed-back"
checks.feed_back(feed_back)

# %% [markdown]
# ## 2. The program must change
#
# Next the lecture asks for $a+b-c-d$: add two numbers, then subtract two others. Of course an
# adder does not do that. But could *any* network with two inputs do it, one that is trained for
# exactly this, with its output fed back?
#
# Let us be fair and try. `fed_back_net` calls the same two layers three times, and is trained end
# to end on the right results of $a+b-c-d$. Beside it stands the lecture's proposal. Here the
# **hidden layer** is fed back instead of the output, through weights of its own, the *recurrent
# weights*. Keras calls this layer `SimpleRNN`. It takes one number at a time: at step $t$ it reads
# the number $x(t)$ and its own previous hidden values $s(t-1)$. It gets 8 units, so that both
# networks have 89 weights to train.


# %%
def fed_back_net(units=22):
    hidden, output = layers.Dense(units, activation="tanh"), layers.Dense(1)
    numbers = keras.Input((4,))
    total = output(hidden(numbers[:, :2]))
    for place in (2, 3):
        total = output(hidden(layers.concatenate([total, numbers[:, place : place + 1]])))
    return keras.Model(numbers, total)


recurrent_net = keras.Sequential([keras.Input((4, 1)), layers.SimpleRNN(8), layers.Dense(1)])
rivals = {"output fed back": fed_back_net(), "hidden layer fed back": recurrent_net}

# %%
four, results = signed_sums(8192, "++--", seed=1)
for name, net in rivals.items():
    inputs = four.reshape(-1, *net.input_shape[1:])  # (8192, 4), and (8192, 4, 1) for SimpleRNN
    train(net, inputs, results, epochs=runtime.budget(full=30, quick=3), rate=0.02)
    print(f"{name}: {net.count_params()} weights")


# %%
def calculate(name, numbers):  # (count, 4) -> (count, 1)
    if name == "the adder of section 1":
        return add_up(numbers)[:, -1:]
    return np.array(rivals[name](numbers.reshape(-1, *rivals[name].input_shape[1:])))


new, right = signed_sums(4000, "++--", seed=102)
methods = ["the adder of section 1", *rivals]
adder_error, dense_error, recurrent_error = (
    relative_error(calculate(name, new), right) for name in methods
)
claim("program-change", adder=adder_error, dense=dense_error, recurrent=recurrent_error)

# %% [markdown]
# The recurrent network wins by far. To see what the networks do, ask how the result changes if
# *one* of the four numbers is made a little larger. For $a+b-c-d$ the answer is +1 for $a$ and $b$
# and -1 for $c$ and $d$. The bars are means over 4,000 rows of numbers, and on each bar a thin line
# shows the range in which nine rows out of ten lie. (In the tenth row the value can be so large
# that the mean lies outside this range.)


# %%
def effects(name, numbers, step=0.05):  # (count, 4): change in the result per change in a number
    moves = step * np.eye(4, dtype="float32")
    differences = [calculate(name, numbers + m) - calculate(name, numbers - m) for m in moves]
    return np.hstack(differences) / (2 * step)


measured = {name: effects(name, new) for name in methods}
ax = plot_effects(measured, ["a", "b", "c", "d"], [1, 1, -1, -1])

# %% [markdown]
# **What you saw.** The adder gives all four numbers a +1. The network with its output fed back was
# trained to do better, and did not learn to. If the number that it hands to itself is the result so
# far, then 0.3 before the second number and 0.3 before the third look the same to it, and yet the
# second number is to be added and the third subtracted. (The one number *could* say more, for
# example the result plus 5 after the second step and minus 7 after the third. A network that was
# taught such values step by step reached an error of 0.03 to 0.04. Training end to end did not find
# a trick of this kind: with 200 units, or with 1,000 epochs, the error stayed above 0.6.)
#
# The recurrent network has +1, +1, -1, -1. It also reads one number at a time through the same
# weights. But what it hands to itself is 8 numbers, not 1, and nobody told it what they should
# mean. They have room for the sum so far *and* for something that says which step it is. In the
# lecture's words, the network learns to change its program.
#
# ## 3. Any length, any operation
#
# Why should the signs be fixed? The lecture's last step is to send the **operation as a number**,
# too, namely a special one. As on some pocket calculators, an operation comes after the numbers
# that it joins: `a b + c -` is $(a+b)-c$. Numbers lie between -1 and 1, and 2 means plus, -2 means
# minus, so no number can be mistaken for an operation.

# %% tags=["nbval-ignore-output"]
sequences, results_so_far = chains(4096, operands=5, seed=1)  # (4096, 9, 1) and (4096, 4, 1)
print(chain_text(sequences[0]))
print(sequences[0].ravel().round(2))
print(results_so_far[0].ravel().round(2))

# %% [markdown]
# The first line is a chain of five numbers as people would write it, the second is what the
# network reads, nine numbers one by one. The third is what it should answer: the result so far,
# at each of the four operations. So one chain of five numbers trains the network for two, three,
# four and five at once. `return_sequences=True` makes `SimpleRNN` give its hidden values at every
# step, not only at the last one. `[:, 2::2]` keeps the steps 2, 4, 6, ..., at which an operation is
# read.

# %%
numbers_in = keras.Input((None, 1))  # None: any number of steps
states = layers.SimpleRNN(32, return_sequences=True)(numbers_in)
calculator = keras.Model(numbers_in, layers.Dense(1)(states)[:, 2::2])
train(calculator, sequences, results_so_far, epochs=runtime.budget(full=30, quick=4), rate=0.01)

# %% [markdown]
# How good are its answers? Here the measure is $R^2$. It is 1 if all answers are right, and 0 if
# they are no better than always saying the mean. The chains are new, and most of them are longer
# than any in training: up to 16 numbers.

# %%
new_chains, right = chains(4000, operands=16, seed=103)
said = np.array(calculator(new_chains))  # (4000, 15, 1)
r_squared = 1 - ((said - right) ** 2).mean((0, 2)) / right.var((0, 2))
claim("operator-token", within=r_squared[:4].min(), beyond=r_squared[4:7].min())

# %%
ax = plot_shares({"R²": r_squared}, [str(count) for count in range(2, 17)], ylabel="R²")
ax.axvline(3.5, color="#777777", linestyle=":")
ax.set(xlabel="numbers in the chain; the network was trained on 2 to 5")
ax.get_legend().remove()

# %%
shown = {f"{n} numbers": (right[:500, n - 2], said[:500, n - 2]) for n in (2, 5, 16)}
axes = plot_results(shown)

# %% [markdown]
# **What you saw.** In the second picture each point is a chain; on the line, the answer is right.
# One network, trained once, computes with any number of numbers, and with plus and minus in any
# order. It does so roughly, as the lecture itself says, and a little worse with each number beyond
# those of its training. Its mistakes add up, and large results bend away from the line: it has
# never seen results of that size, just as in section 1.
#
# The lecture mentions multiplication as well. With `operations="+-*"` in both calls to `chains` the
# same training ends at an $R^2$ of 0.995 for two numbers and 0.965 for five, so there the claim
# would not hold. Try it.
#
# ## 4. Folded and unrolled
#
# Now look inside. Lecture 4 (*Vanilla recurrent neural network*) writes the network like this:
#
# $$s(t) = f\big(x(t)\,U + s(t-1)\,W + b\big), \qquad y(t) = g\big(s(t)\,V\big).$$
#
# The row $s(t)$ is the **state**, one number for each unit, and $s(0)$ is all zeros. $x(t)$ is
# what is read at step $t$. $U$ leads from input to state, shape (inputs, units). $W$ leads from
# the old state to the new one, shape (units, units). $V$ leads from the state to the output,
# shape (units, outputs). (The lecture writes columns instead of rows, so its matrices stand on
# the left, and it leaves out the bias $b$.)
#
# The functions $f$ and $g$ are applied to what stands in the brackets: for $f$ the lecture takes the
# sigmoid, Keras takes tanh; $g$ is what the output needs, a softmax for words, nothing for our sums.
# (What we call $x(t)$ is $w(t)$ in the lecture, for word.)
#
# Here is a net so small that you can follow it with a pencil. It has two units, $f$ and $g$ do
# nothing at all, and $b=0$:
#
# $$U = \begin{pmatrix}1 & 0\end{pmatrix}, \quad
#   W = \begin{pmatrix}0 & 1\\ -1 & 0\end{pmatrix}, \quad
#   V = \begin{pmatrix}-1\\ -1\end{pmatrix}.$$

# %% tags=["picture"]
U, W, V = np.array([[1, 0]]), np.array([[0, 1], [-1, 0]]), np.array([[-1], [-1]])
read, s, states = np.array([[5], [2], [3], [1]]), np.zeros(2), []
for x in read:
    s = x @ U + s @ W
    states.append(s)
ax = plot_folded_and_unrolled(read, states, states @ V, U, W, V)

# %% [markdown]
# On the left the net is **folded**: one box, and an arrow that leads from the box back to itself.
# On the right it is **unrolled**: one box for each step, and an arrow with $W$ leads from each step
# to the next. It is the same net. $U$, $W$ and $V$ are written at every step, but they are the same
# numbers everywhere. Check one box: $s(3) = x(3)\,U + s(2)\,W = (3, 0) + (2\cdot 0 - 5,\; 2\cdot 1 +
# 5\cdot 0) = (-2, 2)$.
#
# Now look at the last output: it is 3, and $5+2-3-1=3$. With two units and no training this net
# computes $a+b-c-d$! $W$ turns the state by a quarter of a circle at each step. A number that has
# just been read stands in the first unit. One step later it stands in the second, then in the
# first again with a minus before it, then in the second with a minus. $V$ adds both units up and
# turns the sign once more: the two newest numbers count with a minus, the two before them with a
# plus. How a number counts depends on how long ago it was read.
#
# In numpy, a recurrent layer takes five lines. Here it is with everything that Keras has, bias and
# tanh included:


# %%
def recurrence(x, U, W, b, f=np.tanh):  # x: (steps, inputs)
    s, states = np.zeros(len(b)), []
    for x_t in x:
        s = f(x_t @ U + s @ W + b)
        states.append(s)
    return np.array(states)  # (steps, units)


# %% [markdown]
# Is it the same function as Keras' layer? Take the weights of the calculator from section 3, which
# Keras keeps in this order: $U$, $W$, $b$. Read 3 steps with them, then 9, then 29, and compare all
# states. The claim below shows the largest difference.

# %%
layer = calculator.layers[1]
weights = layer.get_weights()
print([array.shape for array in weights])
long = chains(1, operands=15, seed=7)[0][0]  # (29, 1)
differences = {
    steps: np.abs(recurrence(long[:steps], *weights) - layer(long[None, :steps])[0]).max()
    for steps in (3, 9, 29)
}
claim("unrolled-is-folded", largest_difference=max(differences.values()))

# %% [markdown]
# **What you saw.** The same up to rounding: Keras computes with 32 bits. And the same three arrays
# read 3 steps or 29. They do not grow with the length, because they are *shared* by all steps.
# Lectures 2 and 5 say so, and lecture 4 calls the unrolled net a deep one with shared weights.
#
# ### Exercise 2: count the weights (1 point)
#
# How many numbers are there to train in a `SimpleRNN` followed by a `Dense` layer? Count what is
# in $U$, $W$, $b$, then $V$ and the output's own bias. For the recurrent network in section 2 it
# was 89. The check asks Keras.


# %% exercise="count-weights"
def count_weights(steps, inputs, units, outputs):
    """Count the weights to train in SimpleRNN(units) followed by Dense(outputs), biases included.

    steps: int, time steps of a sequence. inputs: int, numbers that are read at each step.
    units, outputs: int. The layer gives its last state only. All four are from 1 to 200.
    Returns an int.
    """
    ### BEGIN SOLUTION
    return inputs * units + units**2 + units + units * outputs + outputs
    ### END SOLUTION


# %% check="count-weights"
checks.count_weights(count_weights)

# %% [markdown]
# ### Exercise 3: read rows of different lengths (2 points)
#
# In practice many sequences are read at once, as the rows of one array. They have different
# lengths, so the short ones are filled up with zeros on the right (*padding*). A zero that is read
# is not nothing: the bias and $W$ change the state all the same. So when a row has ended, its state
# must be **kept as it is** until all rows have ended. Write this in numpy, starting from the five
# lines above; `np.where` may help. (Keras calls it *masking*, and the check compares with Keras.)


# %% exercise="read-batch"
def read_batch(x, lengths, U, W, b):
    """The state of each row after its own last step, s(t) = tanh(x(t) U + s(t-1) W + b).

    x: float32 array (rows, steps, inputs), all at least 1. Row i has lengths[i] steps; after them comes
        padding, which is all zeros. A step that counts may be zeros, too, even the last one of a row.
    lengths: int array (rows,), each from 1 to steps, in any order. Perhaps no row has `steps` of them.
    U, W, b: float32 arrays (inputs, units), (units, units) and (units,). s(0) is all zeros.
    Returns an array (rows, units), the rows in the order of x.
    """
    ### BEGIN SOLUTION
    s = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ U + s @ W + b)
        s = np.where(t < lengths[:, None], new, s)
    return s
    ### END SOLUTION


# %% check="read-batch"
checks.read_batch(read_batch)

# %% [markdown]
# ### Exercise 4: write a program into the weights (2 points)
#
# The quarter turn does + + - -. For other signs you need other weights. Find $U$, $W$ and $V$ of a
# net as above, with no bias and with $f$ and $g$ that do nothing, for *any* signs. For `[1, -1,
# -1]` the last output must be $a-b-c$. Take as many units as you like, up to 200. One idea that works:
# let the numbers walk, at each step from one unit to the next. When the last number has been read,
# where is the first one? Note that the entry in row $i$ and column $j$ of $W$ leads **from unit $i$
# to unit $j$**.


# %% exercise="program-weights"
def program_weights(signs):
    """Weights of a linear recurrent net whose last output is the sum of signs[t] * x(t).

    signs: list of ints, each 1 or -1: one for each number that is read, 1 to 12 of them.
    Returns three arrays of real numbers: U (1, units), W (units, units), V (units, 1), 1 to 200 units.
    The net: s(t) = x(t) U + s(t-1) W, y(t) = s(t) V, s(0) = 0.
    """
    ### BEGIN SOLUTION
    units = len(signs)
    U = np.eye(1, units)  # unit 0 reads
    W = np.eye(units, k=1)  # each unit hands its number to the next one
    V = np.array(signs[::-1], float)[:, None]  # the first number is in the last unit
    return U, W, V
    ### END SOLUTION


# %% check="program-weights"
checks.program_weights(program_weights)

# %% [markdown]
# ## 5. Five scenarios
#
# So far a net read several numbers and gave one, or one at each step. Lecture 4 (*Various
# Scenario's*, after Karpathy) lists five ways to go from input to output, each with an example:
#
# 1. one to one: an ordinary network, no recurrence;
# 2. one to many: a picture in, its caption out, word by word;
# 3. many to one: a text in, one judgement out;
# 4. many to many: a sentence in, its translation out;
# 5. many to many, *synced*: a film in, and a label for each frame.
#
# You will now train one of each, on handwritten digits. There are 1,797 of them, 8 by 8 pixels; 300
# are kept for the test. **(1)** An image is 64 numbers, and the answer is one of ten digits.
# `softmax` makes the output ten probabilities, and the loss is the cross-entropy: it is small if
# the right digit gets a high probability.

# %%
known, unseen = digits.load(unseen=300, seed=1)
pixels, new_pixels = known.images.reshape(-1, 64), unseen.images.reshape(-1, 64)
how = {"rate": 0.01, "loss": "sparse_categorical_crossentropy", "size": 32}
nets, replies, hits = {}, {}, {}  # per scenario: the net, its answers, which of them are right


def answers(net, inputs):  # the most probable symbol at each output
    return net.predict_on_batch(inputs).argmax(-1)


# %%
nets["one to one"] = keras.Sequential(
    [keras.Input((64,)), layers.Dense(128, "relu"), layers.Dense(10, "softmax")]
)
train(nets["one to one"], pixels, known.labels, runtime.budget(full=12, quick=2), **how)
replies["one to one"] = answers(nets["one to one"], new_pixels)  # (300,)
hits["one to one"] = replies["one to one"] == unseen.labels

# %% [markdown]
# **(2)** The same image in, but out comes its English name, letter by letter. The image is one
# vector, the name has 5 letters (short names end with spaces): `RepeatVector(5)` turns the vector
# into five equal steps, and the recurrent layer turns these into five different ones, because its
# state changes from step to step. A caption counts as right if all its letters are. (`unroll=True`
# tells Keras to write the steps out one after the other, as in the picture above. For few steps
# this is faster.)

# %%
LETTERS = np.array(sorted(set(" ".join(digits.DIGITS))))
names = np.array([list(name.ljust(5)) for name in digits.DIGITS])  # (10, 5)
captions = np.searchsorted(LETTERS, names)  # (10, 5), numbers of letters
nets["one to many"] = keras.Sequential(
    [
        keras.Input((64,)),
        layers.Dense(128, "relu"),
        layers.RepeatVector(5),
        layers.SimpleRNN(64, return_sequences=True, unroll=True),
        layers.Dense(len(LETTERS), "softmax"),
    ]
)

# %%
train(nets["one to many"], pixels, captions[known.labels], runtime.budget(full=20, quick=2), **how)
replies["one to many"] = answers(nets["one to many"], new_pixels)  # (300, 5)
hits["one to many"] = (replies["one to many"] == captions[unseen.labels]).all(axis=1)

# %% [markdown]
# **(3)** The same image once more, but the net may look at one row of 8 pixels at a time, from top to
# bottom. After the eighth row it has to say the digit.

# %%
nets["many to one"] = keras.Sequential(
    [keras.Input((8, 8)), layers.SimpleRNN(64, unroll=True), layers.Dense(10, "softmax")]
)
train(nets["many to one"], known.images, known.labels, runtime.budget(full=20, quick=2), **how)
replies["many to one"] = answers(nets["many to one"], unseen.images)  # (300,)
hits["many to one"] = replies["many to one"] == unseen.labels
# %% [markdown]
# **(4)** From a sequence to a sequence of another length: a number goes in as three digits, and
# comes out as one to four English words, `342` to *three hundred forty two*. As in a translation,
# the net must have read to the end before it can write. So one recurrent layer reads and passes on
# its last state, and a second one writes. The net learns from 800 numbers and is tested on the
# other 200. (`he_normal` makes the first weights larger, since only one input in ten is not 0.)

# %%
WORDS = np.array(["", *digits.WORDS])  # "" fills up the short ones
numbers = np.random.default_rng(1).permutation(1000)
figures = np.stack([numbers // 100, numbers // 10 % 10, numbers % 10], axis=1)
figures = np.eye(10, dtype="float32")[figures]  # (1000, 3, 10): a 1 for the digit, else 0
spelled = [(digits.in_words(number) + 4 * [""])[:4] for number in numbers]
words = (np.array(spelled)[..., None] == WORDS).argmax(-1)  # (1000, 4), numbers of words

# %%
nets["many to many"] = keras.Sequential(
    [
        keras.Input((3, 10)),
        layers.SimpleRNN(64, kernel_initializer="he_normal", unroll=True),
        layers.RepeatVector(4),
        layers.SimpleRNN(64, return_sequences=True, unroll=True),
        layers.Dense(len(WORDS), "softmax"),
    ]
)
train(nets["many to many"], figures[:800], words[:800], runtime.budget(full=40, quick=2), **how)
replies["many to many"] = answers(nets["many to many"], figures[800:])  # (200, 4)
hits["many to many"] = (replies["many to many"] == words[800:]).all(axis=1)

# %% [markdown]
# **(5)** Films of six digits. At each frame the net has to say at once: is this digit higher or
# lower than the one before, or the same? A single frame does not tell, so the state has to remember
# the digit before. At the first frame, with none before it, it has to say *start*; this one is not
# counted, but all the others are. (Without a memory, and even if it read every digit, a net could
# only say *lower* for small digits and *higher* for large ones. That would be right in 70 of 100
# frames.)

# %%
films = digits.films(known, runtime.budget(full=8_000, quick=3_000), frames=6, seed=1)
new_films = digits.films(unseen, 1_000, frames=6, seed=2)


def compare(labels):  # 1 lower, 2 same, 3 higher; 0 at the first frame, with none before
    return np.pad(np.sign(np.diff(labels, axis=1)) + 2, ((0, 0), (1, 0)))


# %%
nets["synced"] = keras.Sequential(
    [
        keras.Input((6, 64)),
        layers.Dense(128, "relu"),
        layers.SimpleRNN(64, return_sequences=True, unroll=True),
        layers.Dense(4, "softmax"),
    ]
)
frames, labels = films.images.reshape(-1, 6, 64), compare(films.labels)
train(nets["synced"], frames, labels, runtime.budget(full=4, quick=1), **how)
replies["synced"] = answers(nets["synced"], new_films.images.reshape(-1, 6, 64))  # (1000, 6)
right = replies["synced"] == compare(new_films.labels)
hits["synced"] = right[:, 1:]  # without the start

# %%
shares = {name.replace(" ", "_"): hit.mean() for name, hit in hits.items()}
claim("five-scenarios", **shares)

# %% [markdown]
# Here are the five nets with what they read and said. The boxes are drawn from the layers of the nets
# above, and the number in a box is the length of its vector. (A dense layer before a recurrent one
# is left out: it works on each vector by itself.)

# %%
SAYS = np.array(["start", "lower", "same", "higher"])
number = np.flatnonzero(numbers[800:] > 99)[0]
reads = {
    "many to many": list(str(numbers[800 + number])),
    "synced": list(map(str, new_films.labels[0])),
}
writes = {
    "one to one": [str(replies["one to one"][0])],
    "one to many": list(LETTERS[replies["one to many"][0]]),
    "many to one": [str(replies["many to one"][0])],
    "many to many": list(WORDS[replies["many to many"][number]]),
    "synced": list(SAYS[replies["synced"][0]]),
}
ax = plot_scenarios(nets, reads=reads, writes=writes)

# %%
show = np.argsort(hits["one to many"], kind="stable")[:10]  # the wrong ones first
written = ["".join(letters).strip() for letters in LETTERS[replies["one to many"][show]]]
truth = np.array(digits.DIGITS)[unseen.labels[show]]
spoken = [word if word == name else f"{word} ({name})" for word, name in zip(written, truth)]
ax = plot_answers(unseen.images[show], spoken, hits["one to many"][show], columns=5)

# %%
three = new_films.images[:3].reshape(-1, 8, 8)
spoken = [
    f"{digit}: {word}"
    for digit, word in zip(new_films.labels[:3].ravel(), SAYS[replies["synced"][:3]].ravel())
]
ax = plot_answers(three, spoken, right[:3].ravel())

# %% [markdown]
# **What you saw.** First come captions of unseen digits: the wrong ones at the front, each followed
# by the right name. Some mistakes are not words at all: each letter is chosen alone, and nothing
# tells the net which letter it has just written (in lab 09 it will be told). Then come three films,
# one per row, with the digits that they show: each answer depends on the frame *and* on the one
# before it. Five tasks, and they differ only in where a network reads and where it speaks.
#
# ### Exercise 5: which shape comes out? (1 point)
#
# What a stack of layers does to the shape decides which scenario it serves. Follow the shape of
# one example through the layers. Four rules:
#
# - `("Dense", n)` turns the last axis into a vector of n numbers. If there are steps, it does so at
#   each step.
# - `("SimpleRNN", n, True)` reads steps and gives n numbers at *every* step
#   (`return_sequences=True`).
# - `("SimpleRNN", n, False)` reads steps and gives n numbers *once*, after the last step.
# - `("RepeatVector", n)` takes a single vector and turns it into n identical steps.


# %% exercise="output-shape"
def output_shape(input_shape, stack):
    """The shape of what a stack of layers gives for one example.

    input_shape: tuple of ints, (steps, numbers) for a sequence or (numbers,) for a single vector.
    stack: list of at least one layer, in order: ("Dense", n), ("SimpleRNN", n, True or False) or
        ("RepeatVector", n), tuples. A SimpleRNN always gets a sequence, a RepeatVector a single vector.
        All numbers are ints, at least 1.
    Returns a tuple of ints, (steps, numbers) or (numbers,), without an axis for the batch. A sequence of
        one step stays a sequence.
    """
    ### BEGIN SOLUTION
    shape = input_shape
    for kind, size, *sequences in stack:
        if kind == "RepeatVector":
            shape = (size, *shape)
        elif kind == "Dense" or sequences[0]:
            shape = (*shape[:-1], size)
        else:
            shape = (size,)
    return shape
    ### END SOLUTION


# %% check="output-shape"
checks.output_shape(output_shape)

# %% [markdown]
# ## 6. A network that never makes a mistake
#
# ### Exercise 6: count in a circle (3 points)
#
# The calculator of section 3 is roughly right, up to a length. Can a recurrent network be *exactly*
# right, for ever? It can, if you choose the weights yourself. It reads zeros and ones, and at every
# step it says how many ones there have been. After $n-1$ it begins again at 0, as the hours of a
# clock do. So for $n=3$ the ones in `1 1 0 1 1` make it say `1 2 2 0 1`. For $n=2$ it says whether
# the number of ones is odd: no network without a memory can do that.
#
# The units are **threshold units**: $f(z)$ is 1 if $z>0$, else 0.
#
# $$s(t) = f\big(x(t)\,U + s(t-1)\,W + b\big), \qquad y(t) = s(t)\,V .$$
#
# One way to think of it, with $n$ units. Suppose the count so far is $c$, and $V$ can read it from
# the state, $c = s\,V$. Then give every unit $c + x(t)$ to look at: what must a column of $W$ be?
# Choose the thresholds so that the first unit switches on from 1, the second from 2, ..., the last
# from $n$. With $c + x(t) = 2$, two units are on: what must $V$ be to read a 2? And when it is $n$,
# all units are on: what must the last entry of $V$ be to read a 0? Begin with $n=2$ on paper.


# %% exercise="clock-weights"
def clock_weights(n):
    """Weights of a net of threshold units that counts ones and begins again at 0 after n - 1.

    n: int, from 2 to 12.
    Returns four arrays of real numbers: U (1, units), W (units, units), V (units, 1), b (units,), with
        1 to 200 units.
    The net: s(t) = f(x(t) U + s(t-1) W + b), y(t) = s(t) V, s(0) = 0, f(z) = 1 if z > 0 else 0.
    """
    ### BEGIN SOLUTION
    V = np.ones((n, 1))
    V[-1] = 1 - n  # all units are on: n - 1 of them make n - 1, and the last one takes it away
    W = V @ np.ones((1, n))  # every unit looks at the count so far, s V,
    U = np.ones((1, n))  # and at what is read
    b = -(np.arange(n) + 0.5)  # unit 0 is on from 1, unit 1 from 2, ...
    return U, W, V, b
    ### END SOLUTION


# %% check="clock-weights"
checks.clock_weights(clock_weights)

# %% [markdown]
# If it passes, the check has run your network on up to 500 steps, and 5,000 would have been no
# harder. The small mistakes of the calculator add up from step to step. Yours makes none that could
# grow: at every step each unit is either on or off.
#
# ## What to take away
#
# - A feed-forward network has a fixed number of inputs. Feeding its output back lets it go on, but
#   all it can hand on is one number, and it treats every step alike.
# - A recurrent network hands its hidden *state* on, through weights of its own. So it can keep what
#   it needs, and change what it does from step to step.
# - $U$, $W$ and $V$ are shared by all steps. Folded or unrolled, it is the same function, and it
#   has the same number of weights for 3 steps and for 3,000.
# - What it has learned holds where it was trained. Longer sequences and larger numbers are another
#   matter.
# - One input or many, one output or many: with `return_sequences` and `RepeatVector` the same
#   layers serve all five scenarios.
#
# How does such a network learn, and why did we stay with short sequences here? That is lab 02.
