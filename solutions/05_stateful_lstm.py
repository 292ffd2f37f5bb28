# %% [markdown]
# # Lab 05: a network that remembers from one batch to the next
#
# Lecture 4 names two ways to train a recurrent network: *stateless*, where the state is reset
# after each batch, and *stateful*, where it is kept. Here you run both on the same data and see
# one of them fail. Then you look at everything that can go wrong with a kept state: shuffled
# windows, a last batch that is not full, an evaluation in between, a new epoch.
#
# **You need:** the idea of an LSTM (lecture 4). **Time:** about an hour with the exercises; the
# cells themselves run in less than a minute.

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
# nothing else.

# %%
import matplotlib.pyplot as plt
import tensorflow as tf
from course.batches.stateful import fold, stateful_batches
from course.claims import claim
from course.plots.fold import plot_fold
from course.plots.heatmap import plot_heatmap
from course.plots.signal import plot_phases, plot_tracking
from course.plots.training import plot_curves

# %% [markdown]
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
ROWS, STEPS, UNITS = 20, 4, 16


def build_net(rows=ROWS, steps=STEPS, stateful=True):
    memory = layers.LSTM(UNITS, stateful=stateful, return_sequences=True, name="memory")
    return keras.Sequential(
        [keras.Input(batch_shape=(rows, steps, 1)), memory, layers.Dense(1, name="level")]
    )


h, c = build_net().get_layer("memory").states
tuple(h.shape), tuple(c.shape)

# %% [markdown]
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

# %%
fig, ax = plt.subplots()
ax.bar(range(60), rain[:60], color="#bbbbbb", label="rain: the network sees it")
ax.plot(level[:60], color="black", label="level: the network has to say it")
ax.set(xlabel="day", ylabel="rain and level", ylim=(-2.6, 3.4))
legend = ax.legend(loc="upper left", ncols=2, frameon=False)

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
# the state when an epoch begins; section 6 shows why.

# %%
EPOCHS = runtime.budget(full=10, quick=2)


def resetting(net):
    return keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: net.get_layer("memory").reset_state()
    )


def train(target=level, steps=STEPS, stateful=True, reset=True):
    keras.utils.set_random_seed(5)
    net = build_net(steps=steps, stateful=stateful)
    windows = stateful_batches(rain[:TRAIN, None], target[:TRAIN, None], ROWS, steps)
    rate = keras.optimizers.schedules.CosineDecay(0.02, EPOCHS * len(windows))
    net.compile(keras.optimizers.Adam(rate), "mse", steps_per_execution=len(windows))
    net.fit(windows, epochs=EPOCHS, verbose=0, callbacks=[resetting(net)] if reset else [])
    return net


# %%
stateless, stateful = train(stateful=False), train(stateful=True)

# %% [markdown]
# Now both read the part of the series that comes after the training, 80 days in each of the 20
# rows, window after window. For the stateful network each call continues where the last one
# stopped; the stateless one starts each call with zeros.
#
# The error is the root of the mean squared error, divided by the standard deviation of the level.
# So 0 is perfect, and 1 is as bad as always saying the average. The first 32 days of each row only
# warm up the memory and do not count, because the rows begin with a barrel that is not empty. The
# claim compares the two errors; the picture shows 40 of the days as both networks read them. A thin
# line marks where a window begins.

# %%
WARM_UP = 32


def read(net, windows):  # (batches, rows, steps, 1) -> the same shape
    net.get_layer("memory").reset_state()
    return np.stack([net(window) for window in windows])


def test(net, target=level, steps=STEPS):  # -> outputs and targets, (batches, rows, steps, 1)
    x, y = (fold(series[TRAIN:, None], ROWS, steps) for series in (rain, target))
    return read(net, x), y


def error(outputs, targets, axis=None):  # 1 is one standard deviation
    counted = slice(WARM_UP // targets.shape[2], None)
    return np.sqrt(((outputs - targets)[counted] ** 2).mean(axis)) / targets[counted].std()


# %%
outputs = {}
outputs["stateless"], y = test(stateless)
outputs["stateful"], _ = test(stateful)
errors = {name: error(written, y) for name, written in outputs.items()}
claim("stateful-keeps", **errors)

# %% tags=["picture"]
shown, row = slice(8, 18), 7  # ten windows of one row
read_by = {
    "stateless: the state is reset after each batch": outputs["stateless"][shown, row].ravel(),
    "stateful: the state is kept": outputs["stateful"][shown, row].ravel(),
}
axes = plot_tracking(
    y[shown, row].ravel(), read_by, steps=STEPS, ylabel="level", xlabel="days shown"
)

# %% [markdown]
# **What you saw.** The stateful network follows the level. The stateless one starts every window as
# if the barrel were at its average, creeps towards the level, and is thrown back. It is not a bad
# network: it has nothing from which to know the level. How good can it be at best?
#
# At position $p$ of a window, counted from 0, it has seen $p+1$ days of rain. Everything older
# reaches it through one number that it does not know, the level before the window, and that counts
# with $0.8^{p+1}$:
#
# $$y_t = \underbrace{u_t + 0.8\,u_{t-1} + \dots + 0.8^{p}\, u_{t-p}}_{\text{seen in this window}}
# \;+\; \underbrace{0.8^{\,p+1}\, y_{t-p-1}}_{\text{before the window}}$$
#
# The average of the unknown part is 0, so the best guess leaves it out, and the error that
# remains is $0.8^{p+1}$ standard deviations.

# %%
positions = np.arange(STEPS)
by_position = {name: error(written, y, axis=(0, 1, 3)) for name, written in outputs.items()}
by_position["best without memory"] = KEEP ** (positions + 1)
ax = plot_curves(positions, by_position, xlabel="position in the window", ylabel="error")
ax.locator_params(axis="x", integer=True)

# %% [markdown]
# The stateless network lies on the theoretical line. More units or more training cannot help it;
# only longer windows can. (The number in the legend is the one for the last position.)
#
# ### Exercise 4: what no stateless network can know (2 points)
#
# Find that line for any target that is a weighted sum of inputs, $y_t = w_0 u_t + w_1 u_{t-1} +
# \dots$ The inputs are independent of each other, with average 0 and the same variance. The
# variance of a sum of independent terms is the sum of their variances, and the term $w_k
# u_{t-k}$ has $w_k^2$ times that of $u$. Which *share of the target's variance* is unknown at
# each position? (The error in the picture is the square root of it.) Weights can be negative or
# 0, and there may be fewer or more of them than positions.


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
# windows of 1 and of 16 days, too, on the same 8,000 days.

# %%
by_length = {name: {STEPS: errors[name]} for name in errors}
for steps in runtime.budget(full=(1, 16), quick=()):
    for name, kept in (("stateless", False), ("stateful", True)):
        by_length[name][steps] = error(*test(train(steps=steps, stateful=kept), steps=steps))

# %%
tried = {name: sorted(found) for name, found in by_length.items()}
curves = {name: [by_length[name][steps] for steps in tried[name]] for name in by_length}
tried["best without memory"] = every = np.arange(1, 17)
curves["best without memory"] = [np.sqrt(np.mean(KEEP ** (2 * every[:n]))) for n in every]
ax = plot_curves(tried, curves, xlabel="days in a window", ylabel="error")

# %% [markdown]
# Longer windows help the stateless network, slowly, because the first days of every window stay
# bad. With the state kept the error is small at every length. Even a window of a single day
# will do, as in the Keras example.
#
# ## 4. What shuffling does
#
# Examples are usually shuffled, and `fit` does so with arrays unless you write `shuffle=False`.
# A stateless network does not care, as it starts every batch with zeros anyway. For a stateful
# one, this is what shuffled windows look like. A cross marks a state that is handed to a window
# it does not belong to.

# %%
shuffled = np.random.default_rng(5).permutation(places.reshape(20, 3)).reshape(places.shape)
ax = plot_fold(shuffled)

# %% [markdown]
# Train the stateful network once more, with exactly the same windows, as arrays and with nothing
# said about the order.

# %%
keras.utils.set_random_seed(5)
mixed = build_net()
windows = [fold(s[:TRAIN, None], ROWS, STEPS).reshape(-1, STEPS, 1) for s in (rain, level)]
count = len(windows[0]) // ROWS
rate = keras.optimizers.schedules.CosineDecay(0.02, EPOCHS * count)
mixed.compile(keras.optimizers.Adam(rate), "mse", steps_per_execution=count)
mixed.fit(*windows, batch_size=ROWS, epochs=EPOCHS, verbose=0, callbacks=[resetting(mixed)])
by_position["stateful, shuffled"] = error(*test(mixed), axis=(0, 1, 3))
ax = plot_curves(positions, by_position, xlabel="position in the window", ylabel="error")
ax.locator_params(axis="x", integer=True)

# %% [markdown]
# There is no warning and no error message, and most of the gain is gone. On the later days of a
# window it does no better than a network without memory, or worse. (The error is measured as for
# the other two, with the windows in order.) In training, the state at the start of a window came
# from somewhere else in the series. It was noise, and the likely lesson is to forget it quickly.
# The line is flat, because a network that is not reset cannot tell where a window begins.
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
# at all. The single row was joined to all 20 states, because by the rule of numpy and TensorFlow
# one row can stand for any number of rows. So 20 answers come back for it, and all 20 states have
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
# Set all weights to 0 and all biases to 20. Then both gates are $\sigma(20) \approx 1$ and the
# new content is $\tanh(20) \approx 1$, so $C_t = C_{t-1} + 1$ whatever it reads. The cell state
# *is* the number of time steps since the state was zero. (A learning rate of 0 keeps the
# weights.)

# %%
counter = keras.Sequential([keras.Input(batch_shape=(2, 4, 1))])
counter.add(layers.LSTM(1, stateful=True, name="memory"))
counter.get_layer("memory").set_weights([np.zeros((1, 4)), np.zeros((1, 4)), np.full(4, 20.0)])
counter.compile(keras.optimizers.SGD(0.0), "mse")

# %%
phases = []


def note(doing):  # after every batch, the cell state of row 0
    return lambda batch, logs: phases.append((doing, counter.get_layer("memory").states[1][0, 0]))


noting = keras.callbacks.LambdaCallback(
    on_train_batch_end=note("fit"),
    on_test_batch_end=note("evaluate"),
    on_predict_batch_end=note("predict"),
)

# %% [markdown]
# Ten batches of 2 rows and 4 steps are 40 steps. Fit two epochs, evaluate, predict, and reset the
# layer. A `Model` has no method for that; only the layer does: `reset_state`. Then fit two more
# epochs, validated on half of the data.

# %%
x_count, y_count = np.zeros((20, 4, 1)), np.zeros((20, 1))
how = {"batch_size": 2, "verbose": 0, "callbacks": [noting]}
half = (x_count[:10], y_count[:10])

counter.fit(x_count, y_count, epochs=2, shuffle=False, **how)
counter.evaluate(x_count, y_count, **how)
counter.predict(x_count, **how)
counter.get_layer("memory").reset_state()
note("reset_state")(None, None)
counter.fit(x_count, y_count, epochs=2, shuffle=False, validation_data=half, **how)
ax = plot_phases(phases, xlabel="batches, one after the other", ylabel="steps counted by the state")

# %% [markdown]
# **What you saw.** Nothing but `reset_state` brings the count back to 0: no new epoch, no
# `evaluate`, no `predict`. On the right, the validation inside `fit` runs on the same state.
# The second epoch starts from a state that has read the *validation* data last, 60 steps in
# all. (A callback can reset it in `on_test_begin` and `on_epoch_begin`.)
#
# Does it matter to a network that has learned something? Take the weights of our stateful network
# (they do not depend on the number of rows) and read the training series in 100 rows, two epochs
# one after the other. The first epoch starts from zeros, the second from what the first has left.

# %%
many = build_net(rows=100)
many.set_weights(stateful.get_weights())
x_many, y_many = (fold(series[:TRAIN, None], 100, STEPS) for series in (rain, level))
after_reset = read(many, x_many)
after_epoch = np.stack([many(window) for window in x_many])  # as in `read`, but without the reset
by_window = {
    name: np.sqrt(((written - y_many)[:10] ** 2).mean(axis=(1, 2, 3))) / level.std()
    for name, written in (("not reset", after_epoch), ("reset", after_reset))
}
ax = plot_curves(np.arange(10), by_window, xlabel="window of the epoch", ylabel="error")

# %% [markdown]
# A left-over state is worse than zeros. It stands for a level, but the level of another time, while
# zeros stand for the average. Why worse by about $\sqrt 2$? With zeros the network misses the true
# level before the window. With the left-over state it also adds a wrong one, just as large and
# independent of it, and the variances add. After five windows, 20 days, both are forgotten:
# $0.8^{20} \approx 0.01$. A network with a longer memory pays for longer.
#
# The claim below sums up what you saw. It also shows the errors on unseen days after two training
# runs, one with and one without a reset at the start of every epoch. Of the 100 batches of an epoch
# only the first few start from a wrong state, so this difference is small compared with that
# between stateful and stateless, and with another seed it is a different one.


# %%
def count_after(doing):
    return round(float([count for name, count in phases[:41] if name == doing][-1]))


claim(
    "state-reset",
    after_fit=count_after("fit"),
    after_evaluate=count_after("evaluate"),
    after_predict=count_after("predict"),
    after_reset=count_after("reset_state"),
    first_reset=by_window["reset"][0],
    first_kept=by_window["not reset"][0],
    trained_reset=errors["stateful"],
    trained_kept=error(*test(train(reset=False))),
)

# %% [markdown]
# ### Exercise 5: the state that would be right (2 points)
#
# After a reset every row starts from zeros. For row 0 that is right, as nothing came before. For
# the other rows it is wrong as well, and yet the right state is available when an epoch ends. Look
# at the picture of the fold in section 2. Row 1 begins at point 15; which row has just read point
# 14? Given the states that all rows have at the end of an epoch, return those with which they
# should start the next one, as long as the weights stay the same. (The fold left no points over.)


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

# %% [markdown]
# ## 7. Is it the same as one long sequence?
#
# If the state is all that a layer knows of the past, then a stateful layer that reads many windows
# must write the same as a stateless one that reads them in one piece. Put the 20 windows of each
# row together, 80 steps, and read them with a stateless network that has the same weights.

# %%
whole = build_net(steps=None, stateful=False)  # None: any number of steps
whole.set_weights(stateful.get_weights())
in_windows = np.concatenate(outputs["stateful"], axis=1)  # (20, 80, 1)
in_one_piece = whole(fold(rain[TRAIN:, None], ROWS, TEST // ROWS)[0])
difference = np.abs(in_windows - in_one_piece).max()
claim("stateful-is-long-sequence", difference=difference)

# %% [markdown]
# The outputs are the same, to the last digit or nearly so. The *gradients* are not. The state is
# passed on as plain numbers, and the gradient stops there: this is **truncated backpropagation
# through time**. Ask how the last output depends on the rain of each day before it, $\partial \hat
# y_T / \partial u_{T-k}$, once in one piece of 24 days and once in windows of 4.

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


# %%
days_ago = np.arange(24)
influences = {"in one piece": influence(1), "in windows of 4": influence(6)}
influences["the barrel itself"] = KEEP**days_ago
ax = plot_curves(days_ago, influences, xlabel="days ago", ylabel="influence on the last output")

# %% [markdown]
# In one piece the output depends on the past roughly as the barrel does, with bumps, since what an
# LSTM makes of an input depends on the state it is in. In windows, the gradient knows only of the
# last 4 days; for all earlier days it is exactly 0. The forward pass remembers everything, the
# backward pass only one window. For the barrel that was enough: a network that learns from one day
# to the next that the level keeps four fifths has learned it for all days.
#
# What would break it is a target whose *whole* cause lies before the window. Let the network say
# how much it rained four days ago. In windows of 4 days, no gradient ever links an output to its
# cause; in windows of 8 it does so at half of the positions.

# %%
four_ago = np.concatenate([np.zeros(4, "float32"), rain[:-4]])
bars = [error(*test(train(four_ago, steps), four_ago, steps)) for steps in (4, 8)]
fig, ax = plt.subplots(figsize=(5, 2.6))
ax.bar_label(ax.bar(["windows of 4", "windows of 8"], bars, width=0.5), fmt="%.2f")
limits = ax.set(ylabel="error", ylim=(0, 1.3))

# %% [markdown]
# With windows of 4 the error is not far from that of always saying the average. The state was kept,
# but nothing told the network what to put in it. Keeping the state lets a network *use* a long
# memory; to *learn* one, the window has to reach the cause.
#
# ## 8. Many documents in one stateful layer
#
# Texts are not one long series. A language model (lab 06) reads documents of different lengths. One
# document per row means padding: all rows become as long as the longest document. How much of that
# is padding, for 300 documents of 1 to 60 words?

# %%
lengths = np.random.default_rng(5).integers(1, 61, size=300)
print(f"{lengths.sum():,} words in {300 * lengths.max():,} places")
print(f"{1 - lengths.sum() / (300 * lengths.max()):.0%} of the places are padding")

# %% [markdown]
# The alternative is to lay documents end to end, fold the rows into windows, and keep the state
# from window to window. But where a new document begins, the state of *that row* must be reset,
# while the other rows carry on. Here is such a batch plan to practise on: 4 rows, 6 windows of 4
# steps. A change of colour marks the beginning of a document, a white line that of a window. (At
# step 0 a document begins in every row; one that the fold has cut in two counts as two.)

# %%
rng = np.random.default_rng(5)
begins = rng.random((6, 4, 4)) < 0.2  # (batches, rows, steps): does a document begin here?
begins[0, :, 0] = True
documents = np.concatenate(begins, axis=1).cumsum(axis=1)  # (4, 24), numbered in each row
ax = plot_heatmap(documents, xlabel="step", ylabel="row", label="document of the row")
ax.set_yticks(range(4))
for window in range(1, 6):
    ax.axvline(4 * window - 0.5, color="white", linewidth=2)

# %% [markdown]
# ### Exercise 6: read packed documents (3 points)
#
# Read all windows with one LSTM, so that every document comes out as if it had been read alone. A
# document can begin anywhere in a window and can extend over many windows, and several can begin
# in one window. The check reads each document alone with a stateless `layers.LSTM` and compares.
#
# Hints. The weights are the three arrays of `layers.LSTM(units).get_weights()`; the second has
# shape (units, 4 units). You need to stop at every step, which `layers.LSTMCell` lets you do:
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
# before it.
#
# ## What to take away
#
# - Stateless or stateful decides what a layer knows at the first step of a batch: nothing, or what
#   row $i$ of the previous batch has left.
# - Keeping the state helps only if row $i$ really continues: windows folded by rows, never
#   shuffled, all batches full.
# - Only `layer.reset_state()` resets. An epoch does not, `evaluate` and `predict` do not, and both
#   change the state. Reset before each of them.
# - Outputs are those of one long sequence, gradients are not. The window must be long enough to
#   *learn* what the state then carries forward.
#
# One more thing: `lstm_stateful` trains one window of one step at a time. With 1,000 points that is
# 1,000 calls per epoch. Folded into 5 rows, and with a whole epoch in one call as in `train` above,
# the same data lead to a smaller error about ten times faster: see `benchmarks/stateful.py`.
