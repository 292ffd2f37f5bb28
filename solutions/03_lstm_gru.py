# %% [markdown]
# # Lab 03: LSTM and GRU, gate by gate
#
# Lecture 4 says what an LSTM adds to a recurrent network: a mechanism that learns which
# information is worth keeping, and a *cell state* that keeps it. Lectures 3, 4 and 5 write it
# down as six short equations. Here you compute these equations yourself and get what Keras
# gets. You watch the gates of a trained network at work, compare the variants that the lectures
# name, and find out on which kernel of the graphics card a layer would run, and why.
#
# **You need:** lectures 3, 4 and 5 on LSTM and GRU; labs 01 and 02 help. **Time:** about an hour
# and a half with the exercises; the cells themselves run in about a minute.

# %% setup=true
from course import runtime

runtime.start(seed=3)

import keras
import numpy as np
from keras import layers

from course.checks import lstm_gru as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*), and
# which machine and which versions you have. Every exercise needs this cell and its own cell, but
# nothing else.

# %%
import itertools
import timeit

import matplotlib.pyplot as plt
import tensorflow as tf
from course import kernels
from course.batches.pipeline import batches
from course.claims import claim
from course.data.commands import FORGET, KEEP, NAMES, RELEASE, draw_commands, script
from course.layers.peephole import PeepholeLSTMCell
from course.plots.dots import plot_dots
from course.plots.gates import plot_gate_weights, plot_gates
from course.nets import variants

# %% [markdown]
# ## 1. What an LSTM layer keeps
#
# Lecture 4, slide "LSTM: Summary of parameters", has four matrices, $W_f$, $W_i$, $W_C$ and
# $W_o$, and four biases. Each matrix meets the old output and the input, written one below the
# other as $[h_{t-1}, x_t]$. Where are they in Keras? Take a layer with $n = 3$ inputs and $m = 4$
# units and look at its weights.

# %%
N, M = 3, 4
layer = layers.LSTM(M)
layer.build((None, None, N))
for weight in layer.weights:
    print(f"{weight.name:18} {tuple(weight.shape)}")

# %% [markdown]
# Three arrays, and each has $4m = 16$ columns. Keras splits every $W$ into the part that meets $x$,
# the *kernel*, and the part that meets $h$, the *recurrent kernel*. It transposes them and lays the
# four side by side, so that one multiplication does the work of four. The order is **i, f, c, o**.
# Other libraries have other orders, and nothing in the array tells you which.

# %%
ax = plot_gate_weights(layer.get_weights(), ["i: input", "f: forget", "c: candidate", "o: output"])

# %% [markdown]
# Each column produces one number: the second column of the block *f* belongs to the forget gate of
# unit 2. Look at the last row. A fresh layer has bias 0 everywhere, except that the forget gate's
# is 1. This is `unit_forget_bias=True`, the default: $\sigma(1) = 0.73$, so that a layer that has
# learned nothing yet tends to keep its memory. Section 3 shows how much that helps.
#
# ## 2. The equations
#
# Lectures 4 and 5 devote a slide to each gate of an LSTM. With $\sigma$ for the sigmoid, which
# squashes any number into 0 to 1, and $*$ for multiplying number by number:
#
# $$f_t = \sigma(W_f [h_{t-1}, x_t] + b_f), \quad
# i_t = \sigma(W_i [h_{t-1}, x_t] + b_i), \quad
# o_t = \sigma(W_o [h_{t-1}, x_t] + b_o)$$
#
# $$\tilde C_t = \tanh(W_C [h_{t-1}, x_t] + b_C), \qquad
# C_t = f_t * C_{t-1} + i_t * \tilde C_t, \qquad h_t = o_t * \tanh(C_t)$$
#
# All of $f$, $i$, $o$, $\tilde C$, $C$ and $h$ have $m$ numbers. Here they are with Keras'
# arrays, for several rows at once. The dictionary keeps everything, since you will want to look
# at the gates.
#
# Below, random weights and 8 rows of 50 steps are given to both. A computer rounds every result.
# In *float32*, the usual type of a network, it keeps about 7 digits; in *float64* about 16. If
# the equations are the same, the difference is of that size. If a single sign is wrong, it is
# not.


# %%
def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def numpy_lstm(x, weights):  # x (rows, steps, n) -> {name: (rows, steps, m)}
    kernel, recurrent, bias = weights
    h = c = np.zeros((len(x), len(recurrent)), x.dtype)
    trace = []
    for x_t in np.moveaxis(x, 1, 0):
        sums = x_t @ kernel + h @ recurrent + bias  # (rows, 4m)
        i, f, new, o = np.split(sums, 4, axis=1)
        i, f, new, o = sigmoid(i), sigmoid(f), np.tanh(new), sigmoid(o)
        c = f * c + i * new
        h = o * np.tanh(c)
        trace.append((i, f, new, o, c, h))
    return dict(zip(("i", "f", "new", "o", "C", "h"), np.moveaxis(trace, 0, 2)))


# %%
def random_layer(kind, dtype, **options):  # built, with random weights and biases
    layer = kind(M, return_sequences=True, dtype=dtype, **options)
    layer.build((None, None, N))
    rng = np.random.default_rng(3)
    layer.set_weights([rng.normal(0, 0.7, weight.shape) for weight in layer.weights])
    return layer


# %%
differences = {}
for dtype in ("float64", "float32"):
    x = np.random.default_rng(4).normal(size=(8, 50, N)).astype(dtype)
    lstm = random_layer(layers.LSTM, dtype)
    differences[dtype] = np.abs(numpy_lstm(x, lstm.get_weights())["h"] - lstm(x))
claim("lstm-equations", **{dtype: found.max() for dtype, found in differences.items()})

# %%
fig, ax = plt.subplots(figsize=(7.5, 2.8))
for name, difference in differences.items():
    ax.plot(range(1, 51), difference.max(axis=(0, 2)) + 1e-18, label=name)
ax.set(yscale="log", ylim=(1e-18, 1e-4), xlabel="time step", ylabel="largest difference")
legend = ax.legend(frameon=False, ncols=2)

# %% [markdown]
# The differences are those of rounding. Here they stay as they are from step to step, because the
# weights are small: what is rounded away at one step fades in the next ones. Make the weights large
# (3 instead of 0.7, and 30 units), and a rounding error grows from step to step, as a gradient can
# in lab 02. Then numpy and Keras drift apart, although their equations are the same.
#
# Lecture 3 sums the LSTM up once more, "back to our notation". There $W$ meets $h$ alone and a
# second matrix $U$ meets $x$: $W^\kappa h^{t-1} + U^\kappa x^t + b^\kappa$. These are the same
# numbers; each matrix is only cut in two. In that summary the candidate, too, is written with
# $\sigma$. Its own earlier slides, the other lectures and Keras have $\tanh$, and so do we.
#
# ### Exercise 1: one step of an LSTM (1 point)
#
# Compute one step for a single row in numpy, with lecture 3's matrices. Note what is different from
# Keras: each gate has arrays of its own, and they stand on the left, $W h$ and not $h W$. The check
# lets Keras compute the same step. You may call `sigmoid` from above, here and in exercises 3 and 5.


# %% exercise="lstm-step"
def lstm_step(x, h, c, weights):
    """One step of an LSTM.

    x: array (n,). h, c: arrays (m,), the states before. n and m are 1 or more. All numbers are
    floats between -2 and 2.
    weights: dict with keys "f", "i", "C" and "o", in any order; each holds a tuple (W, U, b). W
    (m, m) meets h, U (m, n) meets x, b is (m,).
    Returns two arrays (m,): h and C after the step.
    """
    ### BEGIN SOLUTION
    sums = {gate: W @ h + U @ x + b for gate, (W, U, b) in weights.items()}
    f, i, o = (1 / (1 + np.exp(-sums[gate])) for gate in "fio")
    c = f * c + i * np.tanh(sums["C"])
    return o * np.tanh(c), c
    ### END SOLUTION


# %% check="lstm-step"
checks.lstm_step(lstm_step)

# %% [markdown]
# ## 3. The constant error carousel
#
# Why the cell at all? Lecture 1 explains it: an LSTM has a unit that is connected to itself with
# a weight of 1.0, so a value, or a gradient on its way back, can stay unchanged for as long as
# it is needed. Hochreiter and Schmidhuber called this the *constant error carousel*. In today's
# LSTM the weight is the forget gate. Along the cell alone,
#
# $$\frac{\partial C_T}{\partial C_0} = f_1 * f_2 * \dots * f_T .$$
#
# So take a `keras.layers.LSTM` with five units and make the gates independent of everything: all
# kernels 0, and a bias for each forget gate. $\sigma(40)$ is 1 to the last digit. The input gates
# are closed. Ask TensorFlow for the derivative after up to 1,000 steps.

# %%
forget = np.array([1, 0.999, 0.99, 0.9, sigmoid(1)])
forget_bias = [40, *(np.log(f / (1 - f)) for f in forget[1:])]
carousel = layers.LSTM(5, return_state=True, dtype="float64")
carousel.build((1, None, 1))
bias = np.concatenate([np.full(5, -40.0), forget_bias, np.zeros(10)])  # i, f, c, o
carousel.set_weights([np.zeros((1, 20)), np.zeros((5, 20)), bias])

# %%
start = tf.ones((1, 5), "float64")  # C(0); h(0) is 0


@tf.function(input_signature=[tf.TensorSpec((1, None, 1), "float64")])
def carry(x):  # C(T) and dC(T)/dC(0), each (1, 5)
    with tf.GradientTape() as tape:
        tape.watch(start)
        _, _, c = carousel(x, initial_state=[tf.zeros_like(start), start])
    return c, tape.gradient(c, start)


times = [1, 3, 10, 30, 100, 300, 1000]
measured = np.array([carry(np.zeros((1, T, 1))) for T in times])[:, :, 0]  # (times, 2, 5)
c, dc = measured[-1]  # after 1,000 steps
claim(
    "constant-error-carousel",
    **{"value_1": c[0], "gradient_1": dc[0], "gradient_09": dc[3], "ratio_09": dc[3] / 0.9**1000},
)

# %%
steps = np.arange(1001)[:, None]
lines, ax = plt.plot(steps, forget**steps), plt.gca()
lines[0].set_linewidth(6)  # it would hide under the next line
ax.set_prop_cycle(None)
ax.plot(times, measured[:, 1], "o")
names = [*(f"f = {f:.3g}" for f in forget[:-1]), "f = σ(1) = 0.731"]
ax.set(yscale="log", ylim=(1e-50, 1e4), xlabel="steps T", ylabel="dC(T) / dC(0)")
legend = ax.legend(lines, names, bbox_to_anchor=(1, 0.9), frameon=False)

# %% [markdown]
# The marks are TensorFlow's answers, the lines $f^T$; the one for 1 is drawn thick, since the one
# for 0.999 lies on it. $\sigma(1) = 0.731$ is the forget gate of a fresh layer. With a forget gate
# of 1 both the value and its gradient are exactly 1 after 1,000 steps. With 0.9 they are
# $0.9^{1000} = 1.7\cdot10^{-46}$. In float32 that would be 0: its smallest number is about
# $10^{-45}$. A gate of 0.99 is down to one half after 69 steps, 0.999 after 693.
#
# Roughly, a gate $f$ remembers for $1 / (1 - f)$ steps. For $f = 0.73$, where a fresh layer begins,
# that is 4 steps; with a forget bias of 0 it would be 2. So the bias of 1 is only a small push. If
# you know that 100 steps matter, start with a bias of $\ln 99 = 4.6$, which makes $f = 0.99$. In a
# real LSTM the gates also look at $h$, and the gradient can go that way, too. These are the ways
# from lab 02, along which it shrinks or grows.
#
# ### Exercise 2: the gradient through the cell (2 points)
#
# Go back through the cell by hand. The loss $L$ depends on every output $h_t$; `dh` holds $\partial
# L / \partial h_t$, as the layer above would pass it down. Treat the gates as given numbers. Then
# $C_t$ reaches the loss in two ways: through $h_t = o_t * \tanh(C_t)$, and through $C_{t+1} =
# f_{t+1} * C_t + \dots$, and so on to the last step. The derivative of $\tanh a$ is $1 - \tanh^2
# a$. The check moves each $C_t$ by a tiny amount and looks at the loss.


# %% exercise="cell-gradient"
def cell_gradient(dh, f, o, c):
    """The gradient of the loss with respect to the cell at every step, the gates being fixed.

    dh: array (steps, m), dL/dh. c: array (steps, m), the cell after each step. Both hold floats
    between -2 and 2. f, o: arrays (steps, m), forget and output gates, floats from 0 to 1; 0 and 1
    occur as well. steps and m are 1 or more; row 0 is the first step.
    Returns an array (steps, m), dL/dC.
    """
    ### BEGIN SOLUTION
    gradient = dh * o * (1 - np.tanh(c) ** 2)  # through h of the same step
    for step in reversed(range(len(c) - 1)):
        gradient[step] += f[step + 1] * gradient[step + 1]
    return gradient
    ### END SOLUTION


# %% check="cell-gradient"
checks.cell_gradient(cell_gradient)

# %% [markdown]
# ## 4. The GRU
#
# Lecture 4 presents the *gated recurrent unit* as a simpler LSTM: two gates, three matrices and no
# cell. The output $h$ itself is the memory. (Lecture 3 has the same formulas.)
#
# $$z_t = \sigma(W_z [h_{t-1}, x_t]), \qquad r_t = \sigma(W_r [h_{t-1}, x_t])$$
#
# $$\tilde h_t = \tanh(W [r_t * h_{t-1}, x_t]), \qquad
# h_t = (1 - z_t) * h_{t-1} + z_t * \tilde h_t$$
#
# $z$ decides how much of the memory is replaced, $r$ how much of it the candidate may see. Keras
# differs in three ways:
#
# - **The roles of z.** In Keras $h_t = z_t * h_{t-1} + (1 - z_t) * \tilde h_t$. Its $z$ is the
#   lecture's $1 - z$. Since $\sigma(-a) = 1 - \sigma(a)$, flipping the sign of all weights of $z$
#   turns one into the other. Trained from scratch they are the same family of networks.
# - **`reset_after`.** The lecture multiplies $h$ by $r$ *before* the matrix: $U (r * h)$. Keras'
#   default multiplies *after* it: $r * (U h)$. These are two different functions. Why the
#   second? $U h$ can be computed for all gates in one go, and it is what cuDNN computes.
# - **Biases.** The lecture has none. Keras has one per set of weights, and with `reset_after=True`
#   two: one for $x$ and one for $h$, which is multiplied by $r$ as well.
#
# The order of the three sets is **z, r, h**. Compare with Keras, with both values of `reset_after`
# and in both types. Then give the lecture's formula Keras' weights, once as they are and once with
# the signs of $z$ flipped.


# %%
def numpy_gru(x, weights, reset_after=True, lecture=False):  # -> h (rows, steps, m)
    kernel, recurrent, bias = weights
    bias_x, bias_h = bias if reset_after else (bias, 0)
    m = len(recurrent)
    h, outputs = np.zeros((len(x), m), x.dtype), []
    for x_t in np.moveaxis(x, 1, 0):
        x_z, x_r, x_new = np.split(x_t @ kernel + bias_x, 3, axis=1)
        h_z, h_r, h_new = np.split(h @ recurrent + bias_h, 3, axis=1)
        z, r = sigmoid(x_z + h_z), sigmoid(x_r + h_r)
        h_new = r * h_new if reset_after else (r * h) @ recurrent[:, 2 * m :]
        new = np.tanh(x_new + h_new)
        h = (1 - z) * h + z * new if lecture else z * h + (1 - z) * new
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %%
sign = np.where(np.arange(3 * M) < M, -1, 1)  # -1 for z, the first third of the columns
far = {}
for dtype, after in itertools.product(("float64", "float32"), (True, False)):
    x = np.random.default_rng(4).normal(size=(8, 50, N)).astype(dtype)
    gru = random_layer(layers.GRU, dtype, reset_after=after)
    weights, right = gru.get_weights(), np.asarray(gru(x))
    turned = [(weight * sign).astype(dtype) for weight in weights]
    for name, given in (("Keras", weights), ("lecture", weights), ("turned", turned)):
        ours = numpy_gru(x, given, reset_after=after, lecture=name != "Keras")
        far[dtype, after, name] = np.abs(ours - right).max()

claim(
    "gru-equations",
    reset_after=far["float32", True, "Keras"],
    reset_before=far["float32", False, "Keras"],
    lecture=max(far["float32", after, "turned"] for after in (True, False)),
    float64=max(far["float64", a, name] for a in (True, False) for name in ("Keras", "turned")),
    z_not_turned=min(far["float32", after, "lecture"] for after in (True, False)),
)

# %% [markdown]
# The last number is what you get if you do not know about the roles of $z$: an error as large as
# the outputs themselves, and no message.
#
# ### Exercise 3: one step of a GRU (2 points)
#
# Write the lecture's GRU in numpy: with its $z$, with $r$ before the matrix, and without biases.
# The check lets a Keras GRU with matching arguments and matching signs compute the same step.


# %% exercise="gru-step"
def gru_step(x, h, wz, wr, w):
    """One step of the GRU of lectures 3 and 4.

    x: array (n,). h: array (m,), the state before. n and m are 1 or more.
    wz, wr, w: arrays (m, m + n), as in the formulas: their first m columns meet h, or r * h, the
    other n meet x. All numbers are floats between -2 and 2.
    Returns an array (m,), h after the step.
    """
    ### BEGIN SOLUTION
    both = np.concatenate([h, x])
    z, r = 1 / (1 + np.exp(-wz @ both)), 1 / (1 + np.exp(-wr @ both))
    new = np.tanh(w @ np.concatenate([r * h, x]))
    return (1 - z) * h + z * new
    ### END SOLUTION


# %% check="gru-step"
checks.gru_step(gru_step)

# %% [markdown]
# ## 5. Counting weights
#
# Lecture 4, slide "LSTM in more detail", asks: how many parameters does an LSTM with $n$ inputs and
# $m$ outputs have? You know all the arrays now. Each of the four sets has $nm$ weights for $x$,
# $m^2$ for $h$ and $m$ biases, so it is $4(nm + m^2 + m)$. A GRU has three sets. With
# `reset_after=True` it has two biases in each, which makes $3(nm + m^2 + 2m)$, otherwise $3(nm +
# m^2 + m)$.


# %%
def count(kind, n, m, **options):  # what Keras counts
    layer = kind(m, **options)
    layer.build((None, None, n))
    return layer.count_params()


pairs = np.random.default_rng(3).integers(1, 60, size=(20, 2)).tolist()
equal = [count(layers.LSTM, n, m) == 4 * (n * m + m**2 + m) for n, m in pairs]
claim("lstm-parameters", tried=len(pairs), equal=sum(equal))

# %%
after = [count(layers.GRU, n, m) == 3 * (n * m + m**2 + 2 * m) for n, m in pairs]
before = [count(layers.GRU, n, m, reset_after=False) == 3 * (n * m + m**2 + m) for n, m in pairs]
claim("gru-parameters", tried=len(pairs), equal_after=sum(after), equal_before=sum(before))

# %% [markdown]
# With the same number of units a GRU is about a quarter smaller than an LSTM, and a SimpleRNN is a
# quarter of the size of an LSTM. So if you compare them unit for unit, the LSTM has more to learn
# with. A fair comparison gives each the same number of *weights*. Section 8 does so.
#
# ### Exercise 4: how many units may it have? (2 points)
#
# Turn the formulas around. Given a kind of layer, its inputs and a budget of weights (biases
# count), find the largest number of units. A SimpleRNN has one set: $nm + m^2 + m$. The layers are
# those of Keras with default arguments. Count with the formulas: building one layer of Keras after
# the other takes longer than the check waits, which is ten seconds a call.


# %% exercise="units-for"
def units_for(kind, inputs, budget):
    """The most units that a recurrent layer of Keras can have.

    kind: "SimpleRNN", "LSTM" or "GRU". inputs: int, from 1 to 1,000. budget: int, from 0 to
    1,000,000, the most weights and biases together.
    Returns an int, 0 if not even one unit fits.
    """
    ### BEGIN SOLUTION
    sets, biases = {"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 2)}[kind]
    units = 0
    while sets * (units + 1) * (inputs + units + 1 + biases) <= budget:
        units += 1
    return units
    ### END SOLUTION


# %% check="units-for"
checks.units_for(units_for)

# %% [markdown]
# ## 6. Gates at work
#
# Lecture 1 gives each gate a job. The forget gate *deletes* what the cell holds, without a word to
# the rest of the network. The input gate, when it is shut, *protects* it from what comes in. The
# output gate decides how much of it is *released*. Nobody tells a network this. Does it find out by
# itself?
#
# Give it a task made of these jobs. At every step it reads a value, -1, -0.5, 0.5 or 1, and at most
# one command: *store* this value, *release* what you hold, or *forget* it. Without a command it has
# to keep what it holds. It should answer with the value where it is released, and with 0 everywhere
# else and after *forget*.

# %%
EPOCHS, COUNT, BATCH = runtime.budget(full=8, quick=1), 12_800, 128


def train(units, memories, epochs=EPOCHS, rate=0.04, seed=3):
    keras.utils.set_random_seed(seed)
    examples = draw_commands(COUNT, memories=memories, seed=seed)  # 12,800 sequences of 20 steps
    net = keras.Sequential([keras.Input((None, 1 + 3 * memories))])
    net.add(layers.LSTM(units, return_sequences=True))
    net.add(layers.Dense(1))
    rate = keras.optimizers.schedules.CosineDecay(rate, epochs * (COUNT // BATCH))
    optimizer = keras.optimizers.Nadam(rate, beta_2=0.98)
    net.compile(optimizer, "mse", steps_per_execution=COUNT // BATCH)
    net.fit(batches(examples.inputs, examples.targets, BATCH), epochs=epochs, verbose=0)
    return net


net = train(units=1, memories=1)
print(f"{net.count_params()} numbers to learn")

# %% [markdown]
# One unit, 26 numbers in all: $4(nm + m^2 + m) = 4(4 + 1 + 1) = 24$ and 2 in the last layer. One
# unit is one cell, so you can look at all of it. Here it is on a hand-written script that it has
# not been trained on. A bar is a number at one step, and a shaded step has a command.


# %%
def draw(net, story, memories=1, units=slice(None), names=None):
    told = script(story, memories)  # one sequence
    trace = numpy_lstm(told.inputs, net.layers[0].get_weights())
    gates = {"input gate": "i", "forget gate": "f", "output gate": "o"}
    gates = {name: trace[key][0][:, units] for name, key in gates.items()}
    says, should = np.asarray(net(told.inputs))[0, :, 0], told.targets[0, :, 0]
    cells = trace["C"][0][:, units]
    return plot_gates(gates, cells, story, output=says, target=should, names=names)


# %% tags=["picture"]
story = (
    "store 1,,,release,,release,store -0.5,,release,,forget,,release,,store 0.5,store -1,,,,release"
)
axes = draw(net, story.split(","))

# %% [markdown]
# Read it from the left. At *store* the input gate opens and the forget gate shuts: old out, new
# in. Then the input gate is shut, so the values that keep coming are not heard, and the forget
# gate is open, so the cell stays. At *release* the output gate opens; the rest of the time it is
# shut, and the cell is silent. At *forget* the forget gate shuts, and the cell is empty.
#
# Now count on 1,000 sequences that it has not seen. An answer is right if it is within 0.25 of the
# right one, so that no other value is as near. Only the steps with *release* count; the other
# answers are easy. A memory is *kept* wherever there is no *store* and no *forget*.

# %%
unseen = draw_commands(1_000, seed=1_003)
answers = np.asarray(net(unseen.inputs))
released = unseen.commands == RELEASE
right = abs(answers - unseen.targets)[released] < 0.25
trace = numpy_lstm(unseen.inputs, net.layers[0].get_weights())
f, kept = trace["f"], np.isin(unseen.commands, (KEEP, RELEASE))
at_forget, while_kept = f[unseen.commands == FORGET].mean(), f[kept].mean()
claim("gates", accuracy=right.mean(), at_forget=at_forget, while_kept=while_kept)

# %% tags=["nbval-ignore-output"]
print(f"{'mean':12}" + "".join(f"{name:>9}" for name in NAMES))
for name in ("input", "forget", "output"):
    means = [trace[name[0]][unseen.commands == command].mean() for command in range(4)]
    print(f"{name:12}" + "".join(f"{mean:9.2f}" for mean in means))

# %% [markdown]
# Each row of the table is one gate, each column the steps with one command. The roles from lecture
# 1 are all there, and nobody asked for them: the loss only asked for right answers. (The cell holds
# the values in a code of its own: less than 1, and here with the sign flipped. The last layer flips
# it back. Near 0 the $\tanh$ is almost straight, which keeps the values apart.)
#
# What would spoil the picture? More units. Eight of them answer just as well, but they share the
# memory: in our training runs the forget gate of the most active cell was then anywhere between 0.5
# and 0.95 while it kept, depending on the seed. What a single gate of a large network means is hard
# to say; lecture 3 warns of that.
#
# ### Two memories that compete
#
# Lecture 1 goes on: with several memories, the output gates decide which of them may speak. So
# give the network two, A and B, with commands of their own, and four units. For each memory,
# look at its most active unit: the one whose $h$, times its weight in the last layer, is largest
# where this memory is released.

# %%
two = train(units=4, memories=2, epochs=runtime.budget(full=12, quick=1), rate=0.03, seed=1)
unseen = draw_commands(1_000, memories=2, seed=1_003)
h = numpy_lstm(unseen.inputs, two.layers[0].get_weights())["h"]
part = abs(h) * abs(two.layers[-1].kernel.numpy()[:, 0])  # in the output: (rows, steps, units)
released = unseen.commands == RELEASE
active = [part[released & (unseen.which == memory)].mean(axis=0).argmax() for memory in (0, 1)]
right = abs(np.asarray(two(unseen.inputs)) - unseen.targets)[released] < 0.25

# %% tags=["nbval-ignore-output"]
story = ",store A 1,,store B -0.5,,release A,,release B,,forget A,release A,release B,store A 0.5,"
story += ",store B 1,release A,release B,,forget B,release B,release A"
axes = draw(two, story.split(","), 2, active, ["memory A", "memory B"])
print(f"right where released, 1,000 unseen sequences: {right.mean():.1%}")

# %% [markdown]
# At *release A* only the output gate of A's cell opens, at *release B* only that of B's. *Forget A*
# empties A's cell and leaves B's alone. The other two units, not drawn, help along.
#
# Nothing in the equations says that a memory gets a cell of its own. With four units all five seeds
# got every answer right, but some protected a memory in another way: the input gate stayed half
# open, and a candidate near 0 let nothing in. With three units two of five seeds got stuck at about
# 0.85, with two units all of them did. One cell then held a mixture of both memories.
#
# ## 7. Peepholes
#
# Figure 1 of lecture 1 shows connections from the cell to the gates, *peepholes*, and says that
# they do not help much and are often left out. In the usual LSTM a gate sees the cell only through
# $h = o * \tanh(C)$: while the output gate is shut, it sees nothing. Lecture 3 writes $C$ into the
# vector that the gates look at:
#
# $$f_t = \sigma(W_f [C_{t-1}, h_{t-1}, x_t] + b_f), \quad
# i_t = \sigma(W_i [C_{t-1}, h_{t-1}, x_t] + b_i), \quad
# o_t = \sigma(W_o [C_t, h_{t-1}, x_t] + b_o)$$
#
# The candidate does not look, and the output gate looks at the *new* cell. Keras has no such layer,
# but `keras.layers.RNN` takes any cell, and `course.layers.peephole` has one. It follows the paper
# that lecture 3 cites (Gers and Schmidhuber, 2000): each gate sees only its own cell, so there are
# $3m$ more weights and not $3m^2$. With all of them at 0 it must be the usual LSTM.

# %%
peeping = layers.RNN(PeepholeLSTMCell(M), return_sequences=True)
peeping.build((None, None, N))
peeping.set_weights([*lstm.get_weights(), np.zeros((3, M))])  # the LSTM of section 2
with_zeros = np.abs(peeping(x) - lstm(x)).max()
print("equal within 1e-5" if with_zeros <= 1e-5 else with_zeros)

# %% [markdown]
# ### Exercise 5: a step with peepholes (2 points)
#
# Write lecture 3's version, in which every gate sees all cells. Each gate's matrix has $m$ more
# columns than usual, and they come first.


# %% exercise="peephole-step"
def peephole_step(x, h, c, weights):
    """One step of an LSTM with peepholes, as lecture 3 writes it.

    x: array (n,). h, c: arrays (m,), the states before. n and m are 1 or more.
    weights: dict with keys "f", "i", "C" and "o", in any order; each holds a tuple (W, b). W is
    (m, 2m + n), that of "C" is (m, m + n); its columns meet C, h and x, or h and x, in this order.
    b is (m,). All numbers are floats between -40 and 40.
    Returns two arrays (m,): h and C after the step.
    """

    ### BEGIN SOLUTION
    def look(gate, *seen):
        w, b = weights[gate]
        return w @ np.concatenate(seen) + b

    f, i = (1 / (1 + np.exp(-look(gate, c, h, x))) for gate in "fi")
    c = f * c + i * np.tanh(look("C", h, x))
    return np.tanh(c) / (1 + np.exp(-look("o", c, h, x))), c
    ### END SOLUTION


# %% check="peephole-step"
checks.peephole_step(peephole_step)

# %% [markdown]
# ## 8. Which one is best?
#
# There are several variants, and it is not clear which is best, says lecture 4. One training run
# tells you little: with another seed the order may be different. So here is a small study. It has
# four kinds of layer: SimpleRNN, GRU, LSTM and LSTM with peepholes. Each has about 4,000 weights.
# It has three puzzles that need different kinds of memory:
#
# - **adding**: 30 numbers between 0 and 1, one of them marked in each half; say the sum of these
#   two. An answer is right if it is off by less than 0.05.
# - **timing**: pulses in a row of 40 steps; say at each whether the wait before it was longer than
#   the wait before the last one.
# - **copying**: five symbols, a pause of ten steps; write the five symbols.
#
# Three seeds each, so 36 networks, all with the same number of examples and steps. The learning
# rate is the best of five for each kind and puzzle, chosen with another seed. That takes about 11
# minutes on one core, so the weights come with the course (`course train variants` makes them
# again). What is measured here, on 1,000 newly drawn examples for each puzzle, is the share that is
# right from beginning to end. (There are 32,768 lists to copy, and one new list in three was met in
# training.)

# %%
unseen = {name: puzzle.make(1_000, seed=2_003) for name, puzzle in variants.PUZZLES.items()}
shares = {name: {kind: [] for kind in variants.KINDS} for name in unseen}
for trained in variants.load()[:: runtime.budget(full=1, quick=3)]:  # quick: one seed out of three
    share = variants.share_right(trained.puzzle, trained.model, *unseen[trained.puzzle])
    shares[trained.puzzle][trained.kind].append(share)

# %% tags=["nbval-ignore-output"]
print(f"{'mean (worst to best)':22}" + "".join(f"{name:>25}" for name in shares))
for kind in variants.KINDS:
    cells = [shares[name][kind] for name in shares]
    cells = [f"{np.mean(v):.3f} ({min(v):.3f} to {max(v):.3f})" for v in cells]
    print(f"{kind:22}" + "".join(f"{cell:>25}" for cell in cells))

# %%
fig, axes = plt.subplots(3, 1, figsize=(7.5, 6.6), sharex=True)
for ax, (name, by_kind) in zip(axes, shares.items()):
    plot_dots(by_kind, limits=(-0.03, 1.03), ax=ax)
    ax.set_title(name, loc="left", fontsize=11)
label = axes[-1].set_xlabel("share right; one dot per seed, the line and the number are the mean")

# %% [markdown]
# **What you saw.** No kind is best everywhere, and the SimpleRNN, which the lectures leave behind,
# is both the worst and the best. It fails at *adding*, where a number has to be picked out of 15
# and kept: that is a job for a gate. There the GRU is best. It is much the same in *timing*. But in
# *copying* the SimpleRNN is perfect and the others are not. Why? We have not measured it; perhaps
# because for its 4,000 weights it has 55 units and the LSTM 26. And in all these layers Keras
# starts the recurrent matrix as an orthogonal one, which turns a vector without making it shorter;
# but only in the SimpleRNN does the state go through it without a gate. Ten steps are no distance
# for that.
#
# Is this the truth about these layers? It is the truth about this budget, 400 updates for each
# network. In a run with twice as many, all kinds with gates solved more than 0.98 of *adding*.
# Another budget, another table. That is why lecture 4 cannot name a winner.
#
# When is one kind *clearly* better than another? Say: if its mean leads by more than the spread of
# the seeds, the distance from the worst to the best seed of either.


# %%
def lead(puzzle, one, other):  # of the means, and the spread of the seeds
    one, other = shares[puzzle][one], shares[puzzle][other]
    return np.mean(one) - np.mean(other), max(np.ptp(one), np.ptp(other))


clear_wins = {kind: 0 for kind in variants.KINDS}
for puzzle, kind in itertools.product(shares, variants.KINDS):
    leads = [lead(puzzle, kind, other) for other in variants.KINDS if other != kind]
    clear_wins[kind] += all(ahead > spread for ahead, spread in leads)
nets = sum(len(seeds) for by_kind in shares.values() for seeds in by_kind.values())
claim("which-variant", nets=nets, most_clear_wins=max(clear_wins.values()))

# %% [markdown]
# And the peepholes? Lecture 1 says that they do not help much. The claim compares LSTMs with and
# without them. *Timing* is the kind of puzzle that they were invented for.

# %%
found = {"with_zeros": with_zeros}
for puzzle in shares:
    ahead, spread = lead(puzzle, "peephole LSTM", "LSTM")
    found |= {puzzle: abs(ahead), f"{puzzle}_spread": spread}
claim("peepholes", **found)

# %% [markdown]
# The differences are smaller than those between seeds. But look at the spreads: three seeds are a
# weak test. It says that peepholes do not make a difference large enough to catch the eye.
#
# ## 9. The kernel doctor
#
# Lecture 1 is a post that is tagged *cuDNN*. That is NVIDIA's library for neural networks, and it
# computes a whole sequence of an LSTM or a GRU in a single call. Otherwise Keras runs its *generic
# kernel*, a loop with several small calls per step. Keras chooses in silence. If you give a layer
# an argument that cuDNN does not know, you only notice that training takes longer.
# `kernels.explain` says beforehand what would happen, and why.

# %%
doubtful = {
    "fine": {}, "unrolled": {"unroll": True}, "relu": {"activation": "relu"},
    "hard": {"recurrent_activation": "hard_sigmoid"}, "no_bias": {"use_bias": False},
    "dropout": {"dropout": 0.2}, "recurrent_dropout": {"recurrent_dropout": 0.2},
}  # fmt: skip
stack = [layers.LSTM(8, return_sequences=True, name=name, **o) for name, o in doubtful.items()]
stack.append(layers.GRU(8, reset_after=False, return_sequences=True, name="lecture_gru"))
stack.append(layers.RNN(PeepholeLSTMCell(8), name="peephole"))
kernels.explain(keras.Sequential([keras.Input((None, 3)), *stack]))

# %% [markdown]
# Read the column "on a GPU". The lecture's GRU, with $r$ before the matrix, is one of those that
# cuDNN does not know, and a peephole cell is another. Dropout on the inputs is no obstacle, but
# recurrent dropout is.
#
# Is the doctor right? Keras can be asked, even without a GPU: `kernels.ask_keras` tells it that
# there is one and looks at which of the two kernels it reaches for. Ask for each argument that
# disqualifies a layer, and for all pairs of them.

# %%
wrong = {
    "activation": "relu", "recurrent_activation": "hard_sigmoid", "unroll": True,
    "use_bias": False, "recurrent_dropout": 0.2, "use_cudnn": False, "reset_after": False,
}  # fmt: skip
sequence, said, decided = np.zeros((1, 2, 1), "float32"), [], []
for kind, count in itertools.product(("LSTM", "GRU"), runtime.budget(full=(0, 1, 2), quick=(0, 1))):
    known = [name for name in wrong if kind == "GRU" or name != "reset_after"]
    for names in itertools.combinations(known, count):
        layer = getattr(layers, kind)(1, **{name: wrong[name] for name in names})
        said.append(kernels.explain(layer).rows[0].gpu)
        decided.append(kernels.ask_keras(layer, sequence))
agree = sum(a == b for a, b in zip(said, decided))
claim("cudnn", asked=len(said), agree=agree, cudnn=decided.count(kernels.CUDNN))

# %% [markdown]
# Only two of them run on cuDNN: an LSTM and a GRU with nothing wrong. (The tests of this course
# ask for all 1,440 combinations.)
#
# ### Padding on the wrong side
#
# A mask says which steps of a row are padding. cuDNN only takes rows that begin with something to
# read and have all their padding on the right. Pad on the left, and the network trains on your
# laptop. On a machine with a GPU the same `fit` ends with an error.

# %%
reader = keras.Sequential([keras.Input((None,), dtype="int32")])
reader.add(layers.Embedding(9, 4, mask_zero=True))
reader.add(layers.LSTM(8, name="reads"))
left = keras.utils.pad_sequences([[1, 2], [3, 4, 5, 6]], padding="pre")
print(left)
kernels.explain(reader, left)

# %%
right = keras.utils.pad_sequences([[1, 2], [3, 4, 5, 6]], padding="post")
print(right)
kernels.explain(reader, right)

# %% [markdown]
# So give `explain` one batch of your data before you rent a GPU. `padding="post"` is the cure, and
# what all labs in this course use. `course kernels net.keras` does the same in a terminal for a
# network that you have saved.
#
# ### How much faster?
#
# That depends on the card and on the sizes. If your machine has a GPU, the next cell measures it
# here: one pass through 256 steps with 256 units, on cuDNN and on the generic kernel.


# %% tags=["nbval-ignore-output"]
def seconds(use_cudnn, x):
    layer = layers.LSTM(256, use_cudnn=use_cudnn)
    layer.build(x.shape)
    run = tf.function(layer)  # compiled into a graph, as `fit` does
    run(x)  # the first call compiles
    return min(timeit.repeat(lambda: np.asarray(run(x)), number=1, repeat=5))


on_gpu = {}
if runtime.gpus():
    x = np.random.default_rng(3).normal(size=(64, 256, 64)).astype("float32")
    on_gpu = {"cudnn": seconds("auto", x), "generic": seconds(False, x)}

# %%
claim("cudnn-speed", **on_gpu)

# %% [markdown]
# On a CPU there is no cuDNN, but there is a choice as well. `unroll=True` writes the loop out, step
# by step; XLA compiles it. For XLA you have to say `compile(..., jit_compile=True)`: the default,
# `"auto"`, means no on a machine without a GPU. `benchmarks/kernels.py` measures both. On one core
# of a busy server, with batches of 64, layers of 32 or 128 units and 8 or 32 steps, a training step
# was 0.9 to 1.5 times as fast unrolled. With XLA it was 0.65 to 1.8 times as fast, and two runs of
# the same size differed almost as much as that. The first step took 0.3 to 0.7 s by default, up to
# 4 s unrolled and 1.2 to 3.8 s with XLA. So neither is sure to pay off on a CPU: measure it for
# your own network. On a GPU unrolling costs you cuDNN.
#
# ## What to take away
#
# - An LSTM is six lines of numpy. Keras keeps the four sets side by side in the order i, f, c, o.
# - The forget gate is the weight with which the cell is connected to itself. At 1, value and
#   gradient last for ever. A fresh layer starts at 0.73, which is 4 steps.
# - A GRU has no cell, and Keras' $z$ is the lecture's $1 - z$. If you copy weights from elsewhere,
#   compare one step with the formula.
# - Compare variants at equal numbers of weights and with several seeds. Here no kind was best at
#   all three puzzles, and peepholes made no difference.
# - `kernels.explain(model, batch)` says whether cuDNN takes your layer and your padding.
