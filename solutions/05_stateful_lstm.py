# %% [markdown]
# # Lab 05: a network that remembers from one batch to the next
#
# Lecture 4 names two ways to train a recurrent network: *stateless*, where the state is reset
# after each batch, and *stateful*, where it is kept. Here you run both on the same data and see
# one of them fail. Then you look at everything that can go wrong with a kept state: shuffled
# windows, a last batch that is not full, an evaluation in between, a new epoch. At the end the
# network that learned from windows runs live, one day at a time.
#
# **The lecture:** 4 (Leiden, *Recurrent Neural Networks*), slide "LSTM in more detail", and the
# Keras example `lstm_stateful` that its slide "RNNs in Keras" links to. **You need:** what an LSTM
# does at each step (lecture 4), what a batch and an epoch are, and numpy arrays with four axes.
# **Time:** one and a half to two hours with the exercises; the cells themselves run in about a minute.
#
# | exercise | points |
# |---|---|
# | 1. how many numbers are kept? | 1 |
# | 2. where does a window begin? | 1 |
# | 3. put the outputs back in order | 2 |
# | 4. what no stateless network can know | 2 |
# | 5. the state that would be right | 2 |
# | 6. read packed documents | 3 |
# | **in all** | **11** |

# %% setup=true
from course import runtime

runtime.start(seed=5)

import keras
import numpy as np
from keras import layers

from course.checks import stateful_lstm as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*), and
# which machine and which versions you have. Every exercise needs this cell and its own cell, but
# nothing else: an answer must not call what another cell defines. The next cell imports what the
# demos need.
#
# ## 1. What is kept?
#
# An LSTM has two memories (lecture 4, slide "LSTM in more detail"): the hidden state $h_t$,
# which is also its output, and the cell state $C_t$. Each has as many numbers as the layer has
# units, and each step makes new ones from the old ones and the input $x_t$:
#
# $$(h_t, C_t) = \mathrm{LSTM}(x_t,\; h_{t-1}, C_{t-1}).$$
#
# A batch holds several rows, and every row has a state of its own. So $h$ and $C$ of a layer are
# matrices of shape (rows, units). The question of this lab is what $h_{t-1}$ and $C_{t-1}$ are at
# the *first* step of a batch. A stateless layer takes zeros. A stateful layer takes what the
# previous batch has left: row $i$ continues from row $i$. It therefore has to know the number of
# rows, which `batch_shape` tells it.

# %%
import tensorflow as tf
from course.batches.stateful import fold, noting, stateful_batches
from course.claims import claim
from course.plots.dots import plot_dots
from course.plots.fold import plot_documents, plot_fold
from course.plots.signal import plot_errors, plot_influence, plot_phases, plot_rain, plot_tracking

# %%
ROWS, STEPS, UNITS = 20, 4, 16


def build_net(rows=ROWS, steps=STEPS, stateful=True):  # one number in and one out, at every step
    memory = layers.LSTM(UNITS, stateful=stateful, return_sequences=True, name="memory")
    return keras.Sequential(
        [keras.Input(batch_shape=(rows, steps, 1)), memory, layers.Dense(1, name="level")]
    )


h, c = build_net().get_layer("memory").states
tuple(h.shape), tuple(c.shape)

# %% [markdown]
# Both have a row of 16 numbers, one per unit, for each of the 20 rows of a batch.
#
# ### Exercise 1: how many numbers are kept? (1 point)
#
# Recurrent layers can be stacked (lecture 4): each LSTM reads what the one below has output, and
# each keeps a state of its own, $h$ and $C$ of every row. How many numbers do all of them keep
# together from one batch to the next? The check asks Keras.


# %% exercise="state-numbers"
def state_numbers(rows, units):
    """Count the numbers that stacked stateful LSTM layers keep from one batch to the next.

    rows: int of at least 1, rows of a batch.
    units: list of at least one int, each at least 1: the units of each layer, first layer first.
    Returns an int.
    """
    ### BEGIN SOLUTION
    return rows * sum(2 * count for count in units)
    ### END SOLUTION


# %% check="state-numbers"
checks.state_numbers(state_numbers)

# %% [markdown]
# ## 2. One long series, cut into windows
#
# Think of a rain barrel with a leak. On day $t$ the rain $u_t$ falls into it, a number between
# -1 (the driest day) and 1 (the wettest), and a fifth of what was in it leaks out:
#
# $$y_t = 0.8\, y_{t-1} + u_t = u_t + 0.8\, u_{t-1} + 0.8^2 u_{t-2} + \dots$$
#
# Rain and level are counted from their averages, so both can be negative. The network is shown the
# rain, one number per day, and has to say the level. It is never shown the level, so it must
# remember: the rain of ten days ago still counts with $0.8^{10} \approx 0.11$. (The Keras example
# `lstm_stateful` that the lecture links to is the same in miniature. Its target is the mean of two
# numbers in a row, and the network sees them one at a time.)

# %%
KEEP, TRAIN, TEST = 0.8, 8_000, 1_600
rain = np.random.default_rng(5).uniform(-1, 1, TRAIN + TEST).astype("float32")
level = rain.copy()
for day in range(1, len(level)):
    level[day] += KEEP * level[day - 1]
ax = plot_rain(rain[:60], level[:60])

# %% [markdown]
# You would not train on 8,000 days in one piece: all the steps would have to be kept to compute the
# gradient, and an epoch would be a single update of the weights. So the series is cut into
# **windows** of a few steps, and several windows make a batch. For a stateful layer there is one
# rule: **row $i$ of a batch must continue where row $i$ of the previous batch stopped.** First cut
# the series into as many parts as a batch has rows, then cut each part into windows. Here are 60
# points, 4 rows and windows of 3 steps. A box shows which points of the series it holds, and an
# arrow passes on the state.

# %%
places = fold(np.arange(60), rows=4, steps=3)  # (5, 4, 3): batches, rows, steps
ax = plot_fold(places)

# %% [markdown]
# Read a row from left to right: it is a piece of the series without a gap. Read a column: these
# windows are computed side by side, and they lie far apart in the series.
#
# ### Exercise 2: where does a window begin? (1 point)
#
# Find the place in the series at which the window in a given batch and row begins. Places, batches
# and rows are counted from 0. All rows hold the same number of whole windows, as many as fit; the
# points left over at the end of the series are not used. In the picture, batch 3 of row 2 begins
# at 39.


# %% exercise="window-start"
def window_start(length, rows, steps, batch, row):
    """The place in the series of the first point of a window.

    length: int, points in the series: enough for one batch or more, at most 100,000.
    rows, steps: ints of at least 1, windows in a batch and points in a window.
    batch, row: ints, which window, counted from 0; there is such a window.
    Returns an int.
    """
    ### BEGIN SOLUTION
    batches = length // (rows * steps)
    return (row * batches + batch) * steps
    ### END SOLUTION


# %% check="window-start"
checks.window_start(window_start)

# %% [markdown]
# ### Exercise 3: put the outputs back in order (2 points)
#
# Keras' `predict` gives the outputs batch after batch: all rows of batch 0, then all rows of
# batch 1, and so on. To draw them, or to compare them with the series, you need them in the
# order of time. Undo the fold: in the picture, the boxes come in column by column and go out
# row by row.


# %% exercise="unfold"
def unfold(outputs, rows):
    """Put the outputs of a stateful net into the order of the series.

    outputs: float32 array (batches * rows, steps, units), as `predict` returns it. rows: int.
        Each of the four sizes is at least 1.
    Returns an array (rows * batches * steps, units), row after row.
    """
    ### BEGIN SOLUTION
    windows, steps, units = outputs.shape
    by_batch = outputs.reshape(windows // rows, rows, steps, units)
    return by_batch.swapaxes(0, 1).reshape(windows * steps, units)
    ### END SOLUTION


# %% check="unfold"
checks.unfold(unfold)

# %% [markdown]
# ## 3. Both ways of training, side by side
#
# Both networks start from the same weights and see the same windows in the same order. They differ
# in a single word: `stateful`. The loss is the squared error of the level, averaged over all steps.
# `stateful_batches` folds rain and level as in the picture, 20 rows of 4 days. The callback resets
# the state when an epoch begins; section 6 shows why. You will also try windows of other lengths,
# which make fewer or more batches of the same 8,000 days. So the number of epochs is chosen such
# that each network gets 800 updates of its weights. Each way is trained from three seeds. (The
# learning rate falls from 0.02 to 0 along a cosine, and `steps_per_execution` makes a whole epoch
# one call, which is quicker.)

# %%
UPDATES, SEEDS = runtime.budget(full=800, quick=200), runtime.budget((5, 6, 7), (5,))


def resetting(net):
    return keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: net.get_layer("memory").reset_state()
    )


def train(seed=SEEDS[0], target=level, steps=STEPS, stateful=True):
    keras.utils.set_random_seed(seed)
    net = build_net(steps=steps, stateful=stateful)
    windows = stateful_batches(rain[:TRAIN, None], target[:TRAIN, None], ROWS, steps)
    epochs = max(1, UPDATES // len(windows))
    rate = keras.optimizers.schedules.CosineDecay(0.02, epochs * len(windows))
    net.compile(keras.optimizers.Adam(rate), "mse", steps_per_execution=len(windows))
    net.optimizer.build(net.trainable_variables)  # or `fit` would build its graph twice
    net.fit(windows, epochs=epochs, verbose=0, callbacks=[resetting(net)])
    return net


# %%
nets = {
    "stateless": [train(seed, stateful=False) for seed in SEEDS],
    "stateful": [train(seed, stateful=True) for seed in SEEDS],
}
stateful = nets["stateful"][0]

# %% [markdown]
# Now both read the part of the series that comes after the training, 80 days in each of the 20
# rows, window after window. For the stateful network each call continues where the last one
# stopped; the stateless one starts each call with zeros.
#
# The error is the root of the mean squared error, divided by the standard deviation of the level.
# So 0 is perfect, and 1 is as bad as always saying the average. The first 32 days of each row only
# warm up the memory and do not count: no network knows the level at which a row begins.
#
# The box is the first **claim** of this lab: a statement of the lecture, held against what was
# measured here. It says when the statement counts as holding. That is the *bar*, which was set
# before anything was measured, and a claim can fail it. This one compares the worst of the three
# stateful networks with the best stateless one.

# %%
WARM_UP = 32


def read(net, windows, start=None):  # (batches, rows, steps, 1) -> the same shape
    memory = net.get_layer("memory")
    memory.reset_state()
    if start is not None:  # h and C to start from instead of zeros
        for state, value in zip(memory.states, start):
            state.assign(value)
    return np.stack([net(window) for window in windows])


def test(net, target=level, steps=STEPS):  # -> outputs and targets, (batches, rows, steps, 1)
    x, y = (fold(series[TRAIN:, None], ROWS, steps) for series in (rain, target))
    return read(net, x), y


def error(outputs, targets, axis=None):  # 1 is one standard deviation
    counted = slice(WARM_UP // targets.shape[2], None)
    return np.sqrt(((outputs - targets)[counted] ** 2).mean(axis)) / targets[counted].std()


# %%
outputs = {name: [test(net)[0] for net in trained] for name, trained in nets.items()}
y = fold(level[TRAIN:, None], ROWS, STEPS)
errors = {name: [error(written, y) for written in found] for name, found in outputs.items()}
claim("stateful-keeps", stateless=min(errors["stateless"]), stateful=max(errors["stateful"]))

# %% [markdown]
# The picture shows 40 days of row 7 as one network of each kind read them. Your `unfold` puts the
# outputs in the order of time, and your `window_start` says where batch 8 of row 7 begins.
# (`runtime.yours` takes a function of the lab until yours is there.) A thin line marks where a
# window begins.

# %% tags=["picture"]
first = runtime.yours(window_start, lambda *_: 592)(TEST, ROWS, STEPS, 8, 7)
in_time = np.argsort(fold(np.arange(TEST), ROWS, STEPS).ravel())
your_unfold = runtime.yours(unfold, lambda boxes, _: boxes.reshape(-1, 1)[in_time])
boxes = {name: found[0].reshape(-1, STEPS, 1) for name, found in outputs.items()}
shown = {name: your_unfold(box, ROWS)[first : first + 40, 0] for name, box in boxes.items()}
axes = plot_tracking(level[TRAIN + first :][:40], shown, steps=STEPS, ylabel="level", xlabel="day")

# %% [markdown]
# **What you saw.** The stateful network follows the level. The stateless one starts every window as
# if the barrel were at its average, creeps towards the level, and is thrown back. It is not a bad
# network: it has nothing from which to know the level. How good can it be at best?
#
# At position $p$ of a window, counted from 0, it has seen $p+1$ days of rain. Everything older is
# in one number that it does not know, the level before the window, and that counts with
# $0.8^{p+1}$:
#
# $$y_t = \underbrace{u_t + 0.8\,u_{t-1} + \dots + 0.8^{p}\, u_{t-p}}_{\text{seen in this window}}
# \;+\; \underbrace{0.8^{\,p+1}\, y_{t-p-1}}_{\text{before the window}}$$
#
# The unknown part is 0 on average and independent of what was seen. So the best guess leaves it
# out, and the error that remains is $0.8^{p+1}$ standard deviations.

# %%
positions, by_position = np.arange(STEPS), {}
for name, found in outputs.items():
    by_position[name] = [error(written, y, axis=(0, 1, 3)) for written in found]
best = positions, KEEP ** (positions + 1)
ax = plot_errors(positions, by_position, bound=best, xlabel="position in the window")
ax.locator_params(axis="x", integer=True)

# %% [markdown]
# The curves are means of three seeds. Their ranges are drawn as well, too narrow to be seen here,
# so all three stateless networks lie close to the theoretical line. More units or more training
# cannot take them below it; only longer windows can.
#
# ### Exercise 4: what no stateless network can know (2 points)
#
# Find that line for any target that is a weighted sum of inputs, $y_t = w_0 u_t + w_1 u_{t-1} +
# \dots$ The inputs are independent of each other, with average 0 and the same variance. The
# variance of a sum of independent terms is the sum of their variances, and the term $w_k
# u_{t-k}$ has $w_k^2$ times that of $u$. Which *share of the target's variance* is unknown at
# each position? (The error in the picture is the square root of it.) Weights can be negative or
# 0, and there may be fewer or more of them than positions. For the weights 3 and 4 and windows of
# 3 steps the shares are 0.64, 0 and 0.


# %% exercise="unknown-share"
def unknown_share(weights, steps):
    """Share of the target's variance that comes from before the window, at each of its positions.

    weights: float array (count,), weights[k] belongs to the input k steps ago; not all are 0.
    steps: int of at least 1, positions in a window.
    Returns an array (steps,) of numbers in 0..1.
    """
    ### BEGIN SOLUTION
    squares = np.asarray(weights) ** 2
    unseen = [squares[position + 1 :].sum() for position in range(steps)]
    return np.array(unseen) / squares.sum()
    ### END SOLUTION


# %% check="unknown-share"
checks.unknown_share(unknown_share)

# %% [markdown]
# So how long would the windows have to be, if you did without a kept state? Train both ways with
# windows of 1 and of 16 days, too, once each, with as many updates. Your `unknown_share` draws the
# line: its mean over the positions of a window is the smallest share of the variance that any
# stateless network can leave.

# %%
tried = runtime.budget(full=(1, STEPS, 16), quick=(STEPS,))
by_length = {name: [] for name in nets}
for steps in tried:
    for name, kept in (("stateless", False), ("stateful", True)):
        net = nets[name][0] if steps == STEPS else train(steps=steps, stateful=kept)
        by_length[name].append(error(*test(net, steps=steps)))

# %%
weights, every = KEEP ** np.arange(60), np.arange(1, 17)
by_lab = {n: KEEP ** (2 * every[:n]) for n in every}
your_share = runtime.yours(unknown_share, lambda _, steps: by_lab[steps])
best = every, [np.sqrt(np.mean(your_share(weights, n))) for n in every]
ax = plot_errors(tried, by_length, bound=best, xlabel="days in a window")
ax.locator_params(axis="x", integer=True)

# %% [markdown]
# Longer windows help the stateless network, slowly, because the first days of every window stay
# bad: by the line, an error of 0.05 takes windows of about 700 days. With the state kept the error
# is small at every length, ⟨0.09⟩ or less. Even a window of a single day will do, as in the Keras
# example. That longer windows do better here too can have two reasons: the gradient reaches further
# back, or with as many updates the network reads more days. They are not told apart here.
#
# ## 4. What shuffling does
#
# Examples are usually shuffled, and `fit` does so with arrays unless you write `shuffle=False`.
# A stateless network does not care, as it starts every batch with zeros anyway. For a stateful
# one, this is what shuffled windows look like. A cross marks a state that is handed to a window
# it does not belong to. (The one arrow that is left is chance.)

# %%
shuffled = np.random.default_rng(5).permutation(places.reshape(20, 3)).reshape(places.shape)
ax = plot_fold(shuffled)

# %% [markdown]
# Train the stateful network once more, from the first seed and with exactly the same windows, as
# arrays and with nothing said about the order.

# %%
keras.utils.set_random_seed(SEEDS[0])
mixed = build_net()
windows = [fold(s[:TRAIN, None], ROWS, STEPS).reshape(-1, STEPS, 1) for s in (rain, level)]
count = len(windows[0]) // ROWS
rate = keras.optimizers.schedules.CosineDecay(0.02, UPDATES // count * count)
mixed.compile(keras.optimizers.Adam(rate), "mse", steps_per_execution=count)
mixed.optimizer.build(mixed.trainable_variables)
how = {"batch_size": ROWS, "epochs": UPDATES // count, "verbose": 0}
mixed.fit(*windows, callbacks=[resetting(mixed)], **how)
by_position["stateful, shuffled"] = error(*test(mixed), axis=(0, 1, 3))
best = positions, KEEP ** (positions + 1)
ax = plot_errors(positions, by_position, bound=best, xlabel="position in the window")
ax.locator_params(axis="x", integer=True)

# %% [markdown]
# There is no warning and no error message, and most of the gain is gone: the error is ⟨0.5⟩, where
# it was ⟨0.04⟩ with the windows in order. On the last day of a window that is worse than the
# stateless network. (The error is measured as for the others, with the windows in order.) In
# training, the state at the start of a window came from somewhere else in the series. The line is
# nearly flat, because a network that is not reset cannot tell where a window begins.
# `stateful_batches` has no option to shuffle.
#
# ## 5. What a partial last batch does
#
# Real series seldom fill every batch. Take 60 windows for a network of 20 rows: three batches. Take
# 50: the third batch has only 10. Take 41: it has only one. Keras' error is long, so here is its
# first line.

# %% tags=["nbval-ignore-output"]
windows_60 = windows[0][:60]
plain = build_net()
plain.compile("adam", "mse")


def attempt(count):
    try:
        answers = plain.predict(windows_60[:count], batch_size=ROWS, verbose=0)
        print(f"{count} windows in, answers to {len(answers)} windows out")
    except Exception as problem:
        print(f"{count} windows in, {type(problem).__name__}: {str(problem).splitlines()[0]}")


for count in (60, 50, 41):
    attempt(count)

# %% [markdown]
# For 50 windows, somewhere below its first line the message says that shapes do not fit, but not
# which number to change. And that is the lucky case: with 41 windows, on a CPU, there is no error
# at all. The single row was joined to all 20 states, because in numpy and TensorFlow one row can
# stand for any number of rows (*broadcasting*). So 20 answers come back for it, and all 20 states have
# now read that one window.
#
# So make sure that all batches are full *before* you train. `stateful_batches` refuses numbers that
# do not fit and says which ones would. If you do not mind losing the end of the series, tell it so.

# %%
try:
    stateful_batches(rain[:1000], level[:1000], rows=8, steps=3)
except ValueError as problem:
    print(problem)

len(stateful_batches(rain[:1000], level[:1000], rows=8, steps=3, drop_remainder=True))

# %% [markdown]
# That is 41 batches; the last 16 points are not used.
#
# ## 6. What resets the state, and what does not
#
# Does an epoch reset the state? Does `evaluate`, or `predict`? To find out, build an LSTM that
# counts. The slide's equation for the cell state is
#
# $$C_t = f_t\, C_{t-1} + i_t\, \tilde{C}_t .$$
#
# The forget gate $f_t$ says how much of the old cell state stays, the input gate $i_t$ how much of
# the new content $\tilde{C}_t$ comes in. Set all weights to 0 and all biases to 20. Then both gates
# are $\sigma(20) \approx 1$ and the new content is $\tanh(20) \approx 1$, so
# $C_t = C_{t-1} + 1$ whatever it reads. The cell state *is* the number of time steps since the
# state was zero. (A learning rate of 0 keeps the weights.)

# %%
counter = keras.Sequential([keras.Input(batch_shape=(2, 4, 1))])
counter.add(layers.LSTM(1, stateful=True, name="memory"))
counter.get_layer("memory").set_weights([np.zeros((1, 4)), np.zeros((1, 4)), np.full(4, 20.0)])
counter.compile(keras.optimizers.SGD(0.0), "mse")

# %% [markdown]
# Ten batches of 2 rows and 4 steps are 40 steps. Fit two epochs, evaluate, predict, and reset the
# layer. A `Model` has no method for that; only the layer does: `reset_state`. Then fit two more
# epochs, validated on half of the data. The callback `noting` writes down the cell state of row 0
# after every batch.

# %%
x_count, y_count, phases = np.zeros((20, 4, 1)), np.zeros((20, 1)), []
memory = counter.get_layer("memory")
how = {"batch_size": 2, "verbose": 0, "callbacks": [noting(memory, phases)]}
half = (x_count[:10], y_count[:10])

counter.fit(x_count, y_count, epochs=2, shuffle=False, **how)
counter.evaluate(x_count, y_count, **how)
counter.predict(x_count, **how)
memory.reset_state()
phases.append(("reset_state", float(memory.states[1][0, 0])))
how["callbacks"] = [noting(memory, phases, test="validation")]
counter.fit(x_count, y_count, epochs=2, shuffle=False, validation_data=half, **how)
ax = plot_phases(phases, xlabel="batches, one after the other", ylabel="steps counted by the state")

# %% [markdown]
# **What you saw.** Nothing but `reset_state` brings the count back to 0: no new epoch, no
# `evaluate`, no `predict`. On the right, the validation inside `fit` runs on the same state. The
# second epoch starts at a count of 60: 40 steps of training and, last, 20 of *validation* data. (A
# callback can reset it in `on_test_begin` and `on_epoch_begin`.)
#
# Does it matter to a network that has learned something? Take the weights of our three stateful
# networks (they do not depend on the number of rows) and read the training series in 100 rows, so
# that an epoch has 100 beginnings, two epochs one after the other. The first epoch starts from
# zeros, the second from what the first has left.

# %%
x_many, y_many = (fold(series[:TRAIN, None], 100, STEPS) for series in (rain, level))
many = build_net(rows=100)


def first_windows(written):  # the errors in the first ten windows of an epoch
    squares = ((written - y_many)[:10] ** 2).mean(axis=(1, 2, 3))
    return np.sqrt(squares) / level.std()


by_window, ends = {"not reset": [], "reset": []}, []
for net in nets["stateful"]:
    many.set_weights(net.get_weights())
    by_window["reset"].append(first_windows(read(many, x_many)))
    ends.append([keras.ops.convert_to_numpy(s) for s in many.get_layer("memory").states])
    by_window["not reset"].append(first_windows(read(many, x_many, start=ends[-1])))
ax = plot_errors(np.arange(10), by_window, xlabel="window of the epoch")

# %% [markdown]
# A left-over state is worse than zeros. It stands for a level, but the level of another time, while
# zeros stand for the average. Why worse by about $\sqrt 2$? With zeros the network misses the true
# level before the window. With the left-over state it also adds a wrong one, just as large and
# independent of it, and the variances add. After five windows, 20 days, both are forgotten:
# $0.8^{20} \approx 0.01$. A network with a longer memory pays for longer.
#
# The claim below sums up what you saw. It says nothing of the weights: of the 100 batches of an
# epoch in section 3 only the first few start from a wrong state, and what that does to training was
# not measured here.


# %%
counted = dict(phases[:41])  # the last count of each name

firsts = {
    name: np.array(runs)[:, :5].mean(axis=1) for name, runs in by_window.items()
}  # (3 seeds,)
claim(
    "state-reset",
    after_fit=round(counted["fit"]),
    after_evaluate=round(counted["evaluate"]),
    after_predict=round(counted["predict"]),
    after_reset=round(counted["reset_state"]),
    first_reset=max(firsts["reset"]),
    first_kept=min(firsts["not reset"]),
)

# %% [markdown]
# ### Exercise 5: the state that would be right (2 points)
#
# After a reset every row starts from zeros. For row 0 that is right, as nothing came before. For
# every other row zeros are wrong too, and yet the right state is there when an epoch ends. Look at
# the picture of the fold in section 2. Row 1 begins at point 15; which row has just read point 14?
# Given the states that all rows have at the end of an epoch, return those with which they should
# start the next one, over the same series. The weights stay the same, and the fold left no points
# over.
#
# After the check, the rows get the states that your function says, and the three networks read the
# epoch once more. (Until your function is there, the lab hands them zeros.)


# %% exercise="hand-down"
def hand_down(h, c):
    """The states to start an epoch with, from the states at the end of the previous epoch.

    h, c: float32 arrays (rows, units), the state of each row after its last window; at least one
        row and one unit.
    Returns two arrays (rows, units), h and c for the first window.
    """
    ### BEGIN SOLUTION
    nothing = np.zeros_like(h[:1])
    return np.concatenate([nothing, h[:-1]]), np.concatenate([nothing, c[:-1]])
    ### END SOLUTION


# %% check="hand-down"
checks.hand_down(hand_down)

# %%
your_states = runtime.yours(hand_down, lambda h, c: (0 * h, 0 * c))
handed = []
for net, (h, c) in zip(nets["stateful"], ends):
    many.set_weights(net.get_weights())
    handed.append(first_windows(read(many, x_many, your_states(h.copy(), c.copy()))))
ax = plot_errors(np.arange(10), {**by_window, "handed down": handed}, xlabel="window of the epoch")

# %% [markdown]
# With these states an epoch has no bad windows at its beginning. `fit` does not do that for you: it
# would need a callback, and as the weights change during an epoch, the states would be a little
# old.
#
# ## 7. Is it the same as one long sequence?
#
# If the state is all that a layer knows of the past, then a stateful layer that reads many windows
# must write the same as a stateless one that reads them in one piece. Put the 20 windows of each
# row together, 80 steps, and read them with a stateless network that has the same weights. As a
# control, the same network without the state: it reads the 20 windows one by one and is reset
# before each.

# %%
whole = build_net(steps=None, stateful=False)  # None: any number of steps
whole.set_weights(stateful.get_weights())
in_windows = np.concatenate(outputs["stateful"][0], axis=1)  # (20, 80, 1)
in_one_piece = whole(fold(rain[TRAIN:, None], ROWS, TEST // ROWS)[0])
windows_alone = [whole(window) for window in fold(rain[TRAIN:, None], ROWS, STEPS)]
claim(
    "stateful-is-long-sequence",
    difference=np.abs(in_windows - in_one_piece).max(),
    without_state=np.abs(np.concatenate(windows_alone, axis=1) - in_one_piece).max(),
)

# %% [markdown]
# The outputs are the same, to the last digit or nearly so. The *gradients* are not. The state is
# passed on as plain numbers, and the gradient stops there: this is **truncated backpropagation
# through time**. Ask how the last output, $\hat y_T$, depends on the rain $k$ days before it,
# $\partial \hat y_T / \partial u_{T-k}$, once in one piece of 24 days and once in windows of 4.
# TensorFlow notes on a `GradientTape` what is computed, and takes derivatives from that.

# %%
one_row = build_net(rows=1, steps=None)
one_row.set_weights(stateful.get_weights())
days = tf.constant(rain[None, TRAIN : TRAIN + 24, None])  # (1, 24, 1)


def influence(pieces):  # of the rain of each day on the last output, latest day first
    one_row.get_layer("memory").reset_state()
    with tf.GradientTape() as tape:
        tape.watch(days)
        for window in tf.split(days, pieces, axis=1):
            last = one_row(window)[0, -1, 0]
    return tape.gradient(last, days).numpy().ravel()[::-1]


influences = {"the network in one piece": influence(1), "in windows of 4": influence(6)}
ax = plot_influence(influences, KEEP ** np.arange(24), steps=STEPS)

# %% [markdown]
# In one piece the output depends on the past roughly as the barrel does, with bumps: the barrel is
# linear, an LSTM is not. In windows, the gradient knows only of the
# last 4 days; for all earlier days it is exactly 0. The forward pass remembers everything, the
# backward pass only one window.
#
# And yet the barrel was learned, even in windows of a single day. Why was that enough? Because the
# level is asked for *every day*. What the state holds today is worth something today: the better
# the weights read and renew it, the smaller the error of the same window, and that much the
# gradient can see. What would break it is something to remember that is of no use until later. Let
# the network say how much it rained four days ago: today's rain is asked for only when it is four
# days old. In windows of 4 days, no gradient ever links an output to its cause; in windows of 8 it
# does so at half of the positions. Three seeds each. In the last row of the picture, the networks
# that have learned in windows of 8 read windows of 4, without any further training.

# %%
four_ago = np.concatenate([np.zeros(4, "float32"), rain[:-4]])
in_four = [train(seed, four_ago) for seed in SEEDS]
in_eight = [train(seed, four_ago, steps=8) for seed in SEEDS]


def moved(net, rows=ROWS, steps=STEPS):  # the same weights in a network of another shape
    other = build_net(rows, steps)
    other.set_weights(net.get_weights())
    return other


found = {
    "learned in windows of 4, read in 4": [error(*test(net, four_ago)) for net in in_four],
    "learned in windows of 8, read in 8": [error(*test(net, four_ago, 8)) for net in in_eight],
    "learned in windows of 8, read in 4": [error(*test(moved(net), four_ago)) for net in in_eight],
}
ax = plot_dots(found, xlabel="error; 1 is as bad as always saying the average", limits=(0, 1.1))

# %% [markdown]
# The three networks that learned in windows of 8 read windows of 4 just as well as those of 8, with
# errors of ⟨0.04⟩ to ⟨0.05⟩. The three that learned in windows of 4 have ⟨0.7⟩ to ⟨1.0⟩. So a short
# window is enough to *use* such a memory, but not to *learn* it well. (With as many updates,
# windows of 8 also read twice as many days; what that adds was not measured.) Why not 1 for all of
# them? A guess: any state holds traces of the last few days, and the weights can learn to read what
# is there, although no gradient tells them what to keep.
#
# ## 8. Many documents in one stateful layer
#
# Texts are not one long series. A language model (lab 06) reads documents of different lengths. One
# document per row means padding: all rows become as long as the longest document. If lengths from 1
# to 60 words are equally frequent, that is an average of 30.5 words in rows of 60: half is padding.
#
# The alternative is to *pack* them: lay the documents end to end, fold the result as you would a
# series, and keep the state from window to window. But where a new document begins, the state of
# *that row* must be reset, while the other rows carry on. Here is such a batch plan to practise on:
# 4 rows, 6 windows of 4 steps. A change of colour marks the beginning of a document, a white line
# that of a window, and the numbers count the documents of a row. (At step 0 a document begins in
# every row; one that the fold has cut in two counts as two.)

# %%
rng = np.random.default_rng(5)
begins = rng.random((6, 4, 4)) < 0.2  # (batches, rows, steps): does a document begin here?
begins[0, :, 0] = True
ax = plot_documents(begins)

# %% [markdown]
# ### Exercise 6: read packed documents (3 points)
#
# Read all windows with one LSTM, so that every document comes out as if it had been read alone. A
# document can begin anywhere in a window and can extend over many windows, and several can begin
# in one window. The check reads each document alone with a stateless `layers.LSTM` and compares.
#
# Hints. The weights are the three arrays of `layers.LSTM(units).get_weights()`; the second has
# shape (units, 4 · units). You need to stop at every step, which `layers.LSTMCell` lets you do:
# after `cell = layers.LSTMCell(units)`, `cell.build((rows, inputs))` and
# `cell.set_weights(weights)`, a call `out, (h, c) = cell(x, [h, c])` reads one step of all
# rows. Or write the LSTM in numpy. To try it after running the cells above, call
# `read_documents(rng.normal(size=(6, 4, 4, 1)).astype("float32"), begins,
# stateful.get_layer("memory").get_weights())`: the result has shape (6, 4, 4, 16).


# %% exercise="read-documents"
def read_documents(windows, begins, weights):
    """The outputs of an LSTM for documents that lie end to end in the rows of a folded series.

    windows: float32 array (batches, rows, steps, inputs), every size at least 1.
    begins: bool array (batches, rows, steps), True where a document begins; begins[0, :, 0] is all True.
    weights: list of three float32 arrays, of a layers.LSTM(units).
    Returns an array (batches, rows, steps, units).
    """
    ### BEGIN SOLUTION
    batches, rows, steps, inputs = windows.shape
    units = weights[1].shape[0]
    cell = layers.LSTMCell(units)
    cell.build((rows, inputs))
    cell.set_weights(weights)
    h = c = np.zeros((rows, units), "float32")
    outputs = np.zeros((batches, rows, steps, units), "float32")
    for batch in range(batches):
        for step in range(steps):
            goes_on = 1.0 - begins[batch, :, step, None]  # (rows, 1): 0 where a document begins
            outputs[batch, :, step], (h, c) = cell(
                windows[batch, :, step], [h * goes_on, c * goes_on]
            )
    return outputs
    ### END SOLUTION


# %% check="read-documents"
checks.read_documents(read_documents)

# %% [markdown]
# If it passes, you have a reader that keeps all rows busy and lets no document know about the one
# before it. Let it read barrels. Say that each document of the plan is the rain at another place,
# with a barrel of its own that is at its average level when the document begins. The picture shows
# row 0, once with the state kept throughout, once as your function reads it. (Until your function
# is there, the lab keeps the state in both.) A thin line marks where a document begins.

# %%
packed = fold(rain[TRAIN : TRAIN + 96, None], rows=4, steps=4)  # (6, 4, 4, 1), for the plan above
lstm, to_level = moved(stateful, rows=4).layers


def never_reset(windows, *_):
    return np.stack([lstm(window) for window in windows])


your_reader = runtime.yours(read_documents, never_reset)
kept, yours = never_reset(packed), your_reader(packed, begins, lstm.get_weights())
names = {"state kept": kept, "reset where a document begins": yours}
shown = {n: np.concatenate(to_level(h), axis=1)[0, :, 0] for n, h in names.items()}
barrel = []
for today, begin in zip(packed[:, 0].ravel(), begins[:, 0].ravel()):  # row 0
    barrel.append(today if begin else today + KEEP * barrel[-1])
starts = np.flatnonzero(begins[:, 0])
axes = plot_tracking(barrel, shown, steps=starts, ylabel="level", xlabel="step")

# %% [markdown]
# With the state kept, a document starts with the level of the place before it, which takes days to
# fade: network and barrel lie ⟨0.37⟩ apart on average. Reset where a document begins, the same
# network is only ⟨0.03⟩ off.
#
# ## 9. A place to play: the network runs live
#
# The network has learned in 20 rows and windows of 4 days. Nobody has 20 rows of tomorrow's rain. But
# the weights depend neither on the rows nor on the steps. So build the same network for one row and
# one step, give it the weights (`moved`, in section 7, does both), and let it run: each call is a day,
# and the state waits in the layer until the next. The cell below lets it rain for a week. Then the
# rain is average (0) for three weeks, and the barrel goes back to its average level. A thin line
# marks each week.
#
# - Let it rain 1.0 on every day: the barrel rises towards 5. In training its level never came near
#   that. What does the network say?
# - Call `live.get_layer("memory").reset_state()` inside the loop, on day 5 only. How long does the
#   network take to recover?
# - Let the barrel keep more: in section 2, set `KEEP = 0.95`, and run the lab again from there. Is
#   `WARM_UP = 32` still enough? Which pictures change, and which lines move with them?

# %%
my_rain = [0.8] * 7 + [0.0] * 21
live, said, barrel = moved(stateful, rows=1, steps=1), [], [0.0]
for today in my_rain:
    said.append(float(live(np.full((1, 1, 1), today, "float32"))[0, 0, 0]))
    barrel.append(KEEP * barrel[-1] + today)
axes = plot_tracking(barrel[1:], {"live": np.array(said)}, steps=7, ylabel="level", xlabel="day")

# %% [markdown]
# Day by day, in one row, the network follows the barrel up and down, with the weights that it
# learned in 20 rows and windows of 4.
#
# ## What to take away
#
# - Stateless or stateful decides what a layer knows at the first step of a batch: nothing, or what
#   row $i$ of the previous batch has left.
# - Keeping the state is useful only if row $i$ really continues: windows folded by rows, never
#   shuffled, all batches full.
# - Only `layer.reset_state()` resets. An epoch does not, `evaluate` and `predict` do not, and all of
#   them change the state. Reset before each of them, unless its data continue where the last ones
#   stopped.
# - Outputs are those of one long sequence, gradients are not. What the state should carry forward
#   must be of some use inside a window, or it is hardly learned.
#
# One more thing: `lstm_stateful` trains one window of one step at a time. With 1,000 points that is
# 1,000 calls per epoch. `benchmarks/stateful.py` measures two ways to be faster: the same training
# with a whole epoch in one call, as in `train` above, and the series folded into 5 rows of 5 steps,
# where a learning rate ten times as large makes up for the fewer updates.
#
# The six exercises add up to 11 points; each check shows yours. In the next lab, 06, the long
# series is a text, and the network writes one of its own.
#
# **Three things to read.**
#
# - R. Williams and J. Peng, *An Efficient Gradient-Based Algorithm for On-Line Training of Recurrent
#   Network Trajectories* (Neural Computation 2, 1990): where truncated backpropagation through time
#   got its name, and how far back one has to look.
# - C. Tallec and Y. Ollivier, *Unbiasing Truncated Backpropagation Through Time* (arXiv 1705.08209,
#   2017): what the cut does to the gradient, with an example in which training goes the wrong way.
# - S. Merity, N. Keskar and R. Socher, *Regularizing and Optimizing LSTM Language Models* (ICLR 2018):
#   a kept state in earnest, and why the windows there have random lengths: with equal ones, the
#   same words always stand at the beginning of a window, where no gradient goes any further back.
