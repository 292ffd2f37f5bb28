# %% [markdown]
# # Lab 14: what will tomorrow bring?
#
# A series of numbers, one for each day, and a question: what comes next? Lecture 5 names *Stock
# Price Prediction* among the uses of recurrent networks, lecture 4 *Forecasting weather
# conditions*. Many pages on the web show an LSTM that does the first, with a chart in which
# forecast and price lie on top of each other. You will make that chart, and then look at what it
# hides. The lesson of this lab is the **honest baseline**: a forecast that needs no network, and
# that every network has to beat before anyone calls it good. You will see an LSTM win by a lot,
# and you will see it lose against "tomorrow will be like today".
#
# **The lectures:** 4 (Leiden, *Recurrent Neural Networks*, slide "Motivation: Sequential Data")
# and 5 (University of Maryland, *Deep Learning for Sequences*, slide "Stock Price Prediction").
# **You need:** the idea of an LSTM (lecture 4). **Time:** about an hour and a half with the
# exercises; the cells themselves run in about a minute.
#
# | exercise | points |
# |---|---|
# | 1. three forecasts without a network | 2 |
# | 2. walk forward | 2 |
# | 3. an error without a unit | 1 |
# | 4. windows and their targets | 1 |
# | 5. a scaler that does not see the future | 1 |
# | 6. how late is a forecast? | 2 |
# | **in all** | **9** |

# %% setup=true
from course import runtime

runtime.start(seed=14)

import numpy as np

from course.checks import time_series as checks

# %% [markdown]
# The line above says which random seed is used, how much training the lab does (the *budget*), and
# which machine and which versions you have. Every exercise needs this cell and its own cell, but
# nothing else. The words after the pictures describe a full run; a *quick* one trains too little to
# show all of it. The next cell imports what the demos need.
#
# ## 1. Forecasts that need no network
#
# The first series has a temperature for each day of ten years. **It was made for this lab**, from
# a season and a rule: warmth builds up day after day, until a storm breaks it, and then it builds
# up again. It was made so that a network has something to find. If one wins here, you know why;
# real weather comes in section 6.

# %%
import keras
from course.batches.pipeline import batches
from course.claims import claim
from course.data import prices, seasons, weather
from course.data.fetching import local
from course.plots.series import plot_fan, plot_lines, plot_panels, plot_rule, plot_season
from course.plots.scores import plot_errors, plot_parts, plot_ratios, plot_walk
from course.series import leaks, models
from course.series.intervals import mean_interval
from course.series.models import YEAR, ahead, crystal_ball, recent, waves
from IPython.display import display
from keras import layers
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import TimeSeriesSplit, train_test_split
from sklearn.preprocessing import StandardScaler

season = seasons.temperatures(seed=14)
axes = plot_season(season, seasons.usual(season.dates), zoom=60, fall="storm")

# %% [markdown]
# On the right you see the rule at work, the teeth of a saw: warmer and warmer, then a storm.
#
# Two words that are used all the time. The last day that you know is the **origin** of a forecast.
# The **horizon** is how many days it reaches beyond the origin. With a horizon of 1 you know today
# and want tomorrow.
#
# ### Exercise 1: three forecasts without a network (2 points)
#
# Each of them looks at the series up to today and forecasts the next `horizon` days:
#
# - *naive*: every day will be as today;
# - *seasonal naive*: every day will be as the day one season before it. Where that day lies in the
#   future itself, go back by another season: the last `season` days repeat again and again;
# - *drift*: it goes on along the straight line through the first and the last value.


# %% exercise="baselines"
def baselines(series, horizon, season):
    """Forecast the next days of a series in three simple ways.

    series: float array (days,), at least two values and at least one season.
    horizon: int of at least 1, days to forecast. season: int of at least 1, days of a season.
    Returns naive, seasonal and drift: three arrays (horizon,), tomorrow first.
    """
    ### BEGIN SOLUTION
    ahead = np.arange(1, horizon + 1)  # (horizon,): days from today
    naive = np.full(horizon, series[-1])
    seasonal = series[-season:][(ahead - 1) % season]
    slope = (series[-1] - series[0]) / (len(series) - 1)
    return naive, seasonal, series[-1] + ahead * slope
    ### END SOLUTION


# %% check="baselines"
checks.baselines(baselines)

# %% [markdown]
# A fourth baseline is the **climatology**: what is usual for the day. The year is a circle, so the
# day of the year $d$ becomes an angle $\varphi = 2\pi d / 365.25$, and the angle becomes its sine
# and cosine. Then 31 December and 1 January are neighbours. One wave per year makes winter and
# summer, a second one, twice as fast, lets spring differ from autumn:
#
# $$\hat y = a + b_1 \sin\varphi + c_1 \cos\varphi + b_2 \sin 2\varphi + c_2 \cos 2\varphi.$$
#
# *Linear regression* finds the five numbers that make the sum of the squared errors smallest.
#
# `course.series.models` has all four in the form in which every model of this lab comes. A
# **model** takes the series, the *border* (only the days before it may be learned from), the
# origins and the horizon. It returns one row per origin and one column per day ahead. There is
# even a model that cheats, `crystal_ball`: it looks up what really came. You need it to compute
# errors.
#
# Here are the four at work, seen from one day in May. The first three are yours: `runtime.yours`
# takes your function if it works, and one of the lab's if it does not.

# %%
BORDER = len(season.values) - 2 * YEAR  # the last two years are for tests
today = np.array([BORDER + 140])
SIMPLE = {"naive": models.naive, "seasonal naive": models.seasonal_naive, "drift": models.drift}
SIMPLE["climatology"] = models.climatology
fan = {name: model(season, BORDER, today, 60)[0] for name, model in SIMPLE.items()}
by_lab = fan["naive"], fan["seasonal naive"], fan["drift"]
yours = runtime.yours(baselines, lambda *_: by_lab)(season.values[: today[0] + 1], 60, YEAR)
past, came = recent(season.values, today, 40)[0], crystal_ball(season, BORDER, today, 60)[0]
for name, forecast in zip(("naive", "seasonal naive", "drift"), yours):
    fan[name] = forecast
ax = plot_fan(past, came, fan, title="Which forecast would you trust?", ylabel="°C")

# %% [markdown]
# The naive forecast is a flat line and soon wrong. Drift is nearly the same here: over years, the
# line through the first and the last value is almost flat. The seasonal naive forecast has the
# right shape and *last year's storms*, which do not return on the same day. The climatology knows
# of no storms at all.
#
# ## 2. How wrong, fairly measured
#
# One origin may be luck, so use hundreds. The **mean absolute error** (MAE) is the average of $|y
# - \hat y|$ over all of them, in degrees. No model may be tested on days that it has learned from.
#   In a series there is a second rule: it must not have learned from *later* days either, because
#   on the day of the forecast nobody has them. So the border moves through the series, and the
#   test always lies after it.
#
# ### Exercise 2: walk forward (2 points)
#
# A single split into training and test may be luck. *Walk-forward* evaluation makes many: train on
# the beginning of the series, test on the next `horizon` days, then move on by `horizon` days and
# train again on all that has come before. The first test begins on day `first`, tests follow on
# each other without a hole, and the last one ends with the series, so it may be shorter. Between
# the last training day and the first test day, `gap` days are left out. (Else an example whose
# target comes `gap` days after the end of its window would learn from days that are tested.) Days
# are counted from 0, and as in Python an end is the first day that does *not* belong to a part.


# %% exercise="walk-forward"
def walk_forward(days, first, horizon, gap):
    """Split the days 0..days-1 into a training part and a test part, again and again.

    days: int, length of the series. first: int in 1..days-1, the day on which the first test begins.
    horizon: int of at least 1, days of a test. gap: int in 0..first-1, days left out before a test.
    Returns a list of (train_end, test_start, test_end), ints: train on the days before train_end,
        test on those from test_start to before test_end; the earliest test first.
    """
    ### BEGIN SOLUTION
    starts = range(first, days, horizon)
    return [(start - gap, start, min(start + horizon, days)) for start in starts]
    ### END SOLUTION


# %% check="walk-forward"
checks.walk_forward(walk_forward)

# %%
# Your function makes the plan: four tests of a year, and a gap of 30 days, wide enough to be seen.
DAYS = len(season.values)
splits = TimeSeriesSplit(4, test_size=YEAR, gap=30).split(season.values)  # scikit-learn's way
by_lab = [(train[-1] + 1, test[0], test[-1] + 1) for train, test in splits]
plan = runtime.yours(walk_forward, lambda *_: by_lab)(DAYS, DAYS - 4 * YEAR, YEAR, 30)
ax = plot_walk(DAYS, plan)

# %% [markdown]
# The lab does this with the last two years: every model learns from what lies before 2009 and
# makes a forecast on each day for the next one, through 2009. Then it learns again, now from 2009
# as well, and goes through 2010. `models.walk` returns all these forecasts. It needs no gap: all
# models of this lab leave out the examples whose target lies after the border. One more thing is
# missing, an error that can be compared between series. It is called **MASE**; the exercise says
# what the letters stand for.
#
# ### Exercise 3: an error without a unit (1 point)
#
# An error of 2 degrees says little until you know how much the temperature changes anyway. The
# *mean absolute scaled error* divides the mean absolute error of a forecast by that of a yardstick:
# on the training part, each value is forecast by the value `season` days before it, wherever there
# is one. The yardstick never sees the days that are forecast, so it is the same for all forecasts
# of one series.


# %% exercise="mase"
def mase(train, season, actual, forecast):
    """Mean absolute scaled error of a forecast.

    train: float array (days,), the training part, longer than a season; not every value is equal to
        the one a season before it. season: int of at least 1, in days.
    actual, forecast: float arrays (steps,) of at least one value, what came and what was forecast.
    Returns a number: 0 for a perfect forecast.
    """
    ### BEGIN SOLUTION
    yardstick = np.abs(train[season:] - train[:-season]).mean()
    return np.abs(actual - forecast).mean() / yardstick
    ### END SOLUTION


# %% check="mase"
checks.mase(mase)

# %%
# Your function, by the yardstick of a season of one day, and of one of a year.
YEARS = runtime.budget(full=2, quick=1)  # years that are tested
came = models.walk(crystal_ball, season, YEARS)[:, 0]
said = {name: models.walk(model, season, YEARS)[:, 0] for name, model in SIMPLE.items()}
your_mase = runtime.yours(
    mase, lambda t, *where: models.scaled_error(season._replace(values=t), len(t), *where)
)
print("MASE, the yardstick looking back by: one day, one year")
for name, forecast in said.items():
    scores = [your_mase(season.values[:BORDER], m, came, forecast) for m in (1, YEAR)]
    print("{:34} {:.2f}     {:.2f}".format(name, *scores))

# %% [markdown]
# Below 1 is read as "better than the yardstick". The ranking is the same in both columns, as it
# must be; only the yardstick differs. But by the second one all four "beat the seasonal naive
# forecast", and even that forecast beats itself: its yardstick comes from the years before, and
# the years of the test were a little easier for it. Remember this when you read that a network
# beats the seasonal naive forecast. With a season of a year it is a weak one, and a fair
# comparison takes the strongest.
#
# ## 3. A linear model
#
# Before any network comes a model that has been in use for a century: tomorrow as a weighted sum
# of the last days (*autoregression*). To find the weights, linear regression needs pairs of what
# is known and what came.
#
# ### Exercise 4: windows and their targets (1 point)
#
# A network reads a window of `length` values in a row and forecasts one value: the one that comes
# `horizon` steps after the window's last value. With a horizon of 1 that is the very next value.
# Cut a series into all windows that have such a target; each begins one step after the one before.
# Try yours on `np.arange(10.0)`: every target must be the last value of its window plus the
# horizon.


# %% exercise="windows"
def windows(series, length, horizon):
    """Cut a series into windows, each with the value to be forecast from it.

    series: float array (days,), of at least length + horizon values.
    length: int of at least 1, values in a window.
    horizon: int of at least 1, steps from the last value of a window to its target.
    Returns inputs, an array (count, length), and targets, an array (count,): earliest window first.
    """
    ### BEGIN SOLUTION
    count = len(series) - length - horizon + 1
    inputs = np.array([series[start : start + length] for start in range(count)])
    return inputs, series[length + horizon - 1 :]
    ### END SOLUTION


# %% check="windows"
checks.windows(windows)

# %%
# Which weights does linear regression find with your windows of seven days?
at = np.arange(6, BORDER - 1)  # origins
by_lab = recent(season.values, at, 7), ahead(season.values, at, 1)[:, 0]
inputs, targets = runtime.yours(windows, lambda *_: by_lab)(season.values[:BORDER], 7, 1)
print(LinearRegression().fit(inputs, targets).coef_.round(2), "oldest day first")

# %% [markdown]
# Today counts most, as you would expect. Yesterday counts next to nothing: what it could tell of
# tomorrow, today tells better. The older days add up to a mean of the week, which is all that the
# model knows of the season as yet. Add the two waves of the year, four numbers, and you have the
# model that the networks have to beat, `models.linear`: eleven weights and a constant. For a
# horizon of a week it has seven such formulas, one per day ahead.
#
# ## 4. An LSTM, in three steps
#
# A network reads a window of 14 days, one per time step, and makes the forecast from its last
# output.
#
# ### Exercise 5: a scaler that does not see the future (1 point)
#
# Networks learn best from numbers around 0 with a size of about 1. So you take away the mean and
# divide by the standard deviation (the root of the average squared distance from the mean). But on
# the day of the forecast you do not know the mean of what is still to come. Find both numbers on
# the training part alone, `series[:border]`, and scale the *whole* series with them. The part after
# the border need not get the mean 0.


# %% exercise="fit-scaler"
def fit_scaler(series, border):
    """Scale a series with the mean and the standard deviation of its training part.

    series: float array (days,); the deviation of its training part is at least 0.1, or all training
        values are equal. border: int in 1..days, the number of days of the training part.
    Returns scaled, an array (days,), mean and deviation, two numbers. For the average under the root
        divide by the number of training days, not by one less. If all training values are equal, the
        deviation counts as 1.
    """
    ### BEGIN SOLUTION
    train = series[:border]
    mean = train.mean()
    deviation = train.std() if train.max() > train.min() else 1.0
    return (series - mean) / deviation, mean, deviation
    ### END SOLUTION


# %% check="fit-scaler"
checks.fit_scaler(fit_scaler)

# %%
# A test of anything that prepares data: replace the future by nonsense. Does the past change?
your_scaler = runtime.yours(fit_scaler, lambda values, border: [models.scaled(values, border)])
nonsense = np.where(np.arange(DAYS) < BORDER, season.values, 1_000.0)
before, after = (your_scaler(values, BORDER)[0][:BORDER] for values in (season.values, nonsense))
print("numbers of the past that changed:", (before != after).sum())

# %% [markdown]
# Then there is the question *what* it reads and says. Let $x_t$ be the scaled temperature of day
# $t$.
#
# 1. **Values only.** It reads $x_t$ and says $x_{t+1}$.
# 2. **Changes only.** It reads $x_t - x_{t-1}$ and says the next change, $x_{t+1} - x_t$. A
#    network that has learned nothing says 0, and that is the naive forecast: it *starts* at the
#    baseline.
# 3. **Both, and the season.** It also reads the sine and cosine of the day that is to be forecast,
#    and says the change. From here on, "the LSTM" without a word after it is this one.
#
# Changes are divided by their standard deviation, a scale of their own. For more than one day
# ahead there are two ways. *Recursive*: forecast tomorrow, add it to what is known as if it had
# happened, forecast the next day from that. *Direct*: the network has one output per day ahead; if
# it says changes, each is the change since today.
#
# The network has 16 units and goes through all its windows 15 times (15 *epochs*), with a learning
# rate that falls from 0.01 to 0 along a cosine. (`steps_per_execution` makes a whole epoch one
# call, which saves time.) `columns` puts side by side what is read on each day of a window; `lstm`
# makes a model of the kind that you know, all of it: scale, cut windows, train, forecast, undo the
# scale. (It does what your `fit_scaler` and `windows` do, for several columns and days ahead.)

# %%
LENGTH, UNITS, EPOCHS = 14, 16, runtime.budget(full=15, quick=2)
ALL = ("value", "change", "sine", "cosine")


def columns(
    level, last, reads, step
):  # the values up to n origins (n, LENGTH + 1), their dates (n,)
    named = {"value": level[:, 1:], "change": np.diff(level) / step}
    tomorrow = waves(last[:, None] + np.arange(2 - LENGTH, 2))
    named["sine"], named["cosine"] = tomorrow[:, :, 0], tomorrow[:, :, 1]
    return np.stack([named[name] for name in reads], axis=-1).astype(
        "float32"
    )  # (n, LENGTH, reads)


def train(x, y, seed):
    keras.utils.set_random_seed(seed)
    layout = [keras.Input(x.shape[1:]), layers.LSTM(UNITS), layers.Dense(y.shape[1])]
    net, data = keras.Sequential(layout), batches(x, y.astype("float32"), 64)
    rate = keras.optimizers.schedules.CosineDecay(0.01, EPOCHS * len(data))  # to 0
    net.compile(keras.optimizers.Adam(rate), "mse", steps_per_execution=len(data))
    net.fit(data, epochs=EPOCHS, verbose=0)
    return net


# %%
def lstm(*reads, direct=False, seed=14):
    says_change = "change" in reads

    def model(series, border, origins, horizon):
        # scale by what lies before the border
        scaler = StandardScaler().fit(series.values[:border, None])
        level = scaler.transform(series.values[:, None])[:, 0]
        step, outputs = np.diff(level[:border]).std(), horizon if direct else 1
        unit = step if says_change else 1.0

        # train on the windows whose targets lie before the border
        past = np.arange(LENGTH, border - outputs)
        window = recent(level, past, LENGTH + 1)
        targets = (ahead(level, past, outputs) - says_change * window[:, -1:]) / unit
        net = train(columns(window, series.dates[past], reads, step), targets, seed)

        # forecast: one round if direct, else one for each day ahead
        window = recent(level, origins, LENGTH + 1)
        for day in range(0, horizon, outputs):
            x = columns(window[:, -LENGTH - 1 :], series.dates[origins] + day, reads, step)
            window = np.hstack([window, net(x).numpy() * unit + says_change * window[:, -1:]])
        return window[:, LENGTH + 1 :] * scaler.scale_ + scaler.mean_  # undo the scale

    return model


# %% [markdown]
# How good can it get? Anyone who knows the rule can do this: see how far today is above what is usual
# for the day. Up to 2.5 degrees, tomorrow will be 0.9 degrees further above; else a storm takes 5
# degrees. What remains is the part that was drawn at random. Nobody knows that, but for more than
# one day ahead one can draw many *futures* and say their median, the one in the middle.


# %%
def rule(noise=0.0, futures=1):
    def model(series, border, origins, horizon):
        usual = seasons.usual(series.dates)
        above = np.repeat((series.values - usual)[origins, None], futures, axis=1)
        forecast = []
        for drawn in np.random.default_rng(14).normal(0, noise, (horizon, *above.shape)):
            change = np.where(above <= seasons.LIMIT, seasons.RISE, -seasons.DROP)
            above = above + change + drawn
            forecast.append(usual[origins + 1 + len(forecast)] + np.median(above, axis=1))
        return np.stack(forecast, axis=1)

    return model


contest = {"linear": models.linear, "LSTM, values only": lstm("value")}
contest |= {"LSTM, changes only": lstm("change"), "LSTM": lstm(*ALL)}
said |= {name: models.walk(model, season, YEARS)[:, 0] for name, model in contest.items()}
errors = {name: np.abs(forecast - came) for name, forecast in said.items()}
nets = [name for name in errors if "LSTM" in name]

# %% [markdown]
# **How sure?** The test has 730 days. With 730 others the errors would be a little different. How
# much? Draw 730 days from those you have, with repetition, and take the mean; do it 2,000 times
# and see how far the means spread. That is the *bootstrap*. But days in a row resemble each other,
# and if you drew them one by one you would pretend that they do not. So draw *blocks* of two
# weeks; what is further apart hardly depends on each other. The range in which 95 % of the means
# lie is the *95 % interval*, the bar in the picture. It says nothing of another kind of luck, the
# seed of the training; section 10 lets you see that one.

# %%
bars = {name: mean_interval(misses, block=14) for name, misses in errors.items()}
best = models.errors(rule(), season, YEARS).mean()
labels = {"title": "Who is wrong by how much?", "xlabel": "error, one day ahead (°C)"}
ax = plot_errors(bars, nets=nets, best=best, **labels)
gain = mean_interval(errors["climatology"] - errors["linear"], block=14)
print("linear errs less than climatology by {:.2f} °C ({:.2f} to {:.2f})".format(*gain))

# %% [markdown]
# **What you saw.** The linear model beats all four simple forecasts. Its bar overlaps that of the
# climatology, but both were tested on the same days: day by day it errs less, and the interval of
# *this difference* (the line above the picture) does not reach 0. Each step makes the LSTM better,
# and the third one leaves the linear model far behind. The lab has also trained them with the
# seeds 1, 2 and 3: "values only" got errors from 1.35 to 1.51, so whether it beats the linear
# model is luck of the seed; "changes only" 1.23 to 1.25 and the third one 1.04 to 1.06, always
# in this order. What has it found? Draw the change that each forecasts for tomorrow, over how far
# today is above the usual.

# %% tags=["picture"]
origins = np.arange(len(season.values) - len(came), len(season.values)) - 1
today, usual = season.values[origins], seasons.usual(season.dates)[origins]
shown = {"what came": came, "the linear model": said["linear"], "the LSTM": said["LSTM"]}
changes = {name: values - today for name, values in shown.items()}
labels = {"xlabel": "°C above the usual, today", "ylabel": "change until tomorrow (°C)"}
labels["title"] = "Today is this much warmer than usual. What will tomorrow do?"
axes = plot_rule(today - usual, changes, ([-6, 2.5, 2.5, 6], [0.9, 0.9, -5, -5]), **labels)

# %% [markdown]
# On the left is what came: the rule, and the noise around it. The linear model draws a sloping
# line through it: the warmer today, the more it will fall. That is right on average and wrong on
# nearly every day. The LSTM has found the cliff. It is softer than the real one: a network that is
# punished for squared errors, and is not sure on which side of the cliff today is, says something
# in between. On the far right, where it has seen only few days, it goes too low.


# %%
def rated(errors):  # what the claim asks for
    kept = ("naive", "seasonal naive", "climatology", "linear", "LSTM")
    means = {name.replace(" ", "_").lower(): errors[name].mean() for name in kept}
    rival = min((errors[name] for name in kept[:3]), key=np.mean)
    return {**means, "gain": mean_interval(rival - errors["LSTM"], block=14).low}


claim("weather", **rated(errors))

# %% [markdown]
# The claim asks for more than a smaller number. The two forecasts were made on the same days, so
# compare them day by day: the last value is the lower end of the interval of the *difference*. It
# is above 0, so luck with the days does not explain it. The slide says only that a recurrent net
# forecasts weather, so the rivals are three forecasts that learn nothing from the last days.
# Whether the *network* was needed, the claim does not ask: compare the row `linear`.
#
# ## 5. A week ahead
#
# Tomorrow was easy. What about the day after, or a week from now?

# %%
week = {"naive": models.naive, "climatology": models.climatology, "linear": models.linear}
week |= {"LSTM, recursive": lstm(*ALL), "LSTM, direct": lstm(*ALL, direct=True)}
week |= {"the rule, recursive": rule(), "best possible": rule(seasons.NOISE, futures=1_000)}
weeks = {name: models.walk(model, season, YEARS, horizon=7) for name, model in week.items()}
weeks_came = models.walk(crystal_ball, season, YEARS, horizon=7)
by_day = {name: np.abs(said - weeks_came).mean(axis=0) for name, said in weeks.items()}
labels = {"xlabel": "days ahead", "ylabel": "error (°C)", "dotted": list(week)[-2:]}
ax = plot_lines(np.arange(1, 8), by_day, title="How long does the advantage last?", **labels)

# %% [markdown]
# **What you saw.** The advantage of the direct network is gone after three or four days, that of
# the recursive one after *one*. From the third day on the direct one lies nearly on the best that is
# possible: nobody knows any more where in the saw's tooth the weather will be, and the best that
# one can say is what is usual. (The linear model and the climatology lie on each other there.) The
# recursive network passes on *one* number a day, as if it were sure. After two days it is not, and
# a forecast on the wrong side of the cliff is wrong by a whole storm. It is not the network's
# fault: anyone who knew the rule itself and did the same would be worse than the climatology from the
# third day on, as the dotted line shows. The naive forecast has a hump: two or three days after a
# warm day the storm has come, and some days later the next tooth is as high again.
#
# A warning about charts. A curve of forecasts over a whole year looks like foresight. If every
# point of it was made one day ahead, it is 365 small steps, each from the truth. A forecast of a
# week is what *one* origin says of seven days. Here is one: after a day or two nobody draws a tooth
# of the saw any more.

# %%
ORIGIN = 140  # of the days that are tested
known = recent(season.values, np.array([len(season.values) - YEARS * YEAR + ORIGIN - 1]), 21)[0]
one = {name: weeks[name][ORIGIN] for name in ("LSTM, recursive", "LSTM, direct")}
labels = {"title": "What does one origin say of a week?", "ylabel": "°C"}
ax = plot_fan(known, weeks_came[ORIGIN], one, **labels)

# %% [markdown]
# ## 6. Real weather
#
# Melbourne's lowest temperature of each day from 1981 to 1990 is in many tutorials; Seattle's from
# 2012 to 2015 is another series. The course does not bring them along. `%run -m course data fetch
# melbourne` and `%run -m course data fetch seattle` in a cell get them, or set `COURSE_DATA` to a folder
# that has them. If they are here, they go through the same functions, and nothing is changed.

# %% tags=["nbval-ignore-output"]
load = {"melbourne": weather.melbourne, "seattle": weather.seattle}
contest = {**SIMPLE, "linear": models.linear, "LSTM": lstm(*ALL)}
measured = {"made for this lab": (season, errors)}
for city in load:
    found = local.if_present(lambda name: load[name](), city)
    for series in found or ():
        runs = {name: models.errors(model, series, YEARS)[:, 0] for name, model in contest.items()}
        measured[city] = series, runs
        bars = {name: mean_interval(misses, block=14) for name, misses in runs.items()}
        title = f"{city.title()}: what does the LSTM add?"
        ax = plot_errors(bars, title=title, xlabel="error (°C)", nets=nets)
for name, (series, runs) in measured.items():
    learned, zeros = series.values[: -YEARS * YEAR], np.zeros(len(runs["LSTM"]))
    scores = [your_mase(learned, 1, runs[model], zeros) for model in ("linear", "LSTM")]
    gain = mean_interval(runs["linear"] - runs["LSTM"], block=14)
    line = "{:18} MASE: linear {:.2f}, LSTM {:.2f} ({:.2f} °C); it errs less by {:.2f} °C ({:.2f} to {:.2f})"
    print(line.format(name, *scores, runs["LSTM"].mean(), *gain))

# %%
for name, city in {"weather-melbourne": "melbourne", "weather-seattle": "seattle"}.items():
    display(claim(name, **(rated(measured[city][1]) if city in measured else {})))

# %% [markdown]
# In case you do not have the data, this is what the lab has measured, as mean error in °C; the last
# column is the difference to the linear model day by day, with its interval.
#
# | | naive | seasonal naive | climatology | linear | LSTM | LSTM errs less than linear by |
# |---|---|---|---|---|---|---|
# | Melbourne | ⟨1.95⟩ | ⟨2.97⟩ | ⟨1.98⟩ | ⟨1.71⟩ | ⟨1.68⟩ | ⟨0.03⟩ (⟨−0.01⟩ to ⟨0.06⟩) |
# | Seattle | ⟨1.48⟩ | ⟨2.94⟩ | ⟨2.14⟩ | ⟨1.41⟩ | ⟨1.40⟩ | ⟨0.01⟩ (⟨−0.01⟩ to ⟨0.04⟩) |
#
# On real weather the network is better than all the simple forecasts, and so is the linear model.
# In Melbourne by far; in Seattle, with two or three years to learn from, by so little that the
# interval of the difference only just leaves 0 out, and with another seed it might not. So both
# claims hold; but in neither city was a *network* needed: its difference to the linear model is
# within luck. In these temperatures there is no cliff to be found, at least none that shows within
# fourteen days. And look at the seasonal naive forecast, by far the weakest: "our LSTM beats the
# seasonal forecast" would have been true, and would have meant nothing.
#
# Only MASE lets you compare *series*: the LSTM errs by ⟨1.07⟩ °C on the made weather and by ⟨1.40⟩ in
# Seattle, but how much do they change anyway? In units of the change from day to day it is ⟨0.65⟩ and
# ⟨0.90⟩: the made weather is the one that it has understood.
#
# ## 7. The beautiful chart
#
# Now the slide of lecture 5. Google's price per share on each trading day from August 2004 to
# October 2008 comes with matplotlib. Learn from the first 80 % of the days, and forecast each of
# the last 210 one day ahead. The LSTM on *values* is the one of most tutorials. The one on
# *changes* gets the logarithm of the price, so that its changes are in percent, nearly. Beside
# Google stands a **random walk**: a series that nobody can forecast, because every day's change in
# percent is drawn anew, whatever came before. It is as long as Google's and moves as much from day
# to day.

# %%
google = prices.load()
noise = prices.random_walk(len(google.values), seed=14)
SPLIT = int(0.8 * len(google.values))
price = models.after(crystal_ball, google, SPLIT)  # of the test
old = recent(price, np.arange(8, len(price)), 9).T[::-1]  # for later: 0 to 8 days before
traders = {"yesterday's price": models.naive, "linear": models.in_percent(models.linear)}

# %%
traders["LSTM on values"] = lstm("value")
traders["LSTM on changes"] = models.in_percent(lstm("change"))
traded = {name: models.after(model, google, SPLIT) for name, model in traders.items()}
chart = {"Google, and what an LSTM said the day before": (price, traded["LSTM on changes"])}
labels = {"title": "Does the LSTM see the next day?", "xlabel": "trading days of the test"}
axes = plot_panels(chart, columns=1, ylabel="US dollars", **labels)

# %% [markdown]
# Is it not beautiful? Many pages end here, with a number that says how well the lines agree: $R^2$
# is 1 minus the mean squared error divided by the variance of the price, its mean squared distance
# from its own mean. 1 is perfect, 0 is as bad as always saying the mean. Do an experiment before
# you buy: the same chart for the random walk, and a forecast that needs no network. It says
# yesterday's value.

# %%
on_walk = [models.after(model, noise, SPLIT) for model in (crystal_ball, models.naive)]
lstm_on_walk = models.after(traders["LSTM on changes"], noise, SPLIT)
pairs = {"Google, an LSTM": (price, traded["LSTM on changes"]), "noise, yesterday's value": on_walk}
charts = {f"{name}: R² = {r2_score(*pair):.2f}": pair for name, pair in pairs.items()}
labels = {"xlabel": "trading days of the test", "title": "Which of the two is skill?"}
axes = plot_panels(charts, ylabel="US dollars", sharey=False, **labels)

# %% [markdown]
# The same beauty, and a similar number, for a forecast that knows nothing of a series of which
# nothing can be known. The reason: from one day to the next a price moves little, compared with
# how far it travels in a year. So neither the chart nor $R^2$ on *prices* says anything about
# foresight.
#
# **A quiz.** The last 60 days of the test. One panel shows yesterday's price, one the LSTM on
# values, one the LSTM on changes, one a linear model of the last seven days. Which is which?

# %%
nets = ("LSTM on changes", "LSTM on values")
order = np.random.default_rng(14).permutation(list(traded))
quiz = {letter: (price[-60:], traded[name][-60:]) for letter, name in zip("ABCD", order)}
labels = {"title": "Which is yesterday's price, which is an LSTM?", "xlabel": "trading days"}
axes = plot_panels(quiz, ylabel="US dollars", **labels)

# %% [markdown]
# <details><summary>The answer</summary>
#
# A is yesterday's price, B the LSTM on changes, C the LSTM on values, and D the linear model. A is
# an exact copy of the grey line, one day late; anyone who measures that finds it. B and D differ from
# it by hairs: what the LSTM on changes has learned is to say hardly any change, and that is
# yesterday's price. C stands out because it is *worse*.
#
# </details>
#
# The eye is a poor judge. The *correlation* of two series is a better one: it is 1 if they rise
# and fall in proportion, and 0 if neither tells anything about the other in this way.
#
# ### Exercise 6: how late is a forecast? (2 points)
#
# `forecast[t]` was made for day `t`, and `actual[t]` is what came. A forecast that merely repeats
# yesterday looks like the series itself, one day late. To find out, compare the forecast with the
# values `lag` days *before*: for each lag from 0 to `most`, take the correlation (Pearson's, as
# `np.corrcoef` has it) of `forecast[t]` and `actual[t - lag]` over all days `t` on which there are
# both. (Mind lag 0: `actual[:-0]` is empty.) The lag with the highest correlation is how late the
# forecast is. One that repeats yesterday has lag 1. (So has one that knows a little of tomorrow's
# change: it takes more than half of its variance to get lag 0. The lag explains the *chart*;
# whether there is skill, the errors say.)


# %% exercise="lag-of-forecast"
def lag_of_forecast(actual, forecast, most):
    """The number of days by which a forecast comes late.

    actual, forecast: float arrays (days,); the values that are compared are never all equal.
    most: int in 0..days-3, the largest lag to try. One lag alone has the highest correlation.
    Returns the lag, an int in 0..most, and the correlations at all lags, an array (most + 1,).
    """
    ### BEGIN SOLUTION
    days = len(actual)
    correlations = np.array(
        [np.corrcoef(actual[: days - lag], forecast[lag:])[0, 1] for lag in range(most + 1)]
    )
    return int(correlations.argmax()), correlations
    ### END SOLUTION


# %% check="lag-of-forecast"
checks.lag_of_forecast(lag_of_forecast)

# %%
# Your function: how well does each forecast agree with the price so many days before? Ring: best.
late = runtime.yours(lag_of_forecast, lambda _, said, n: (0, np.corrcoef(old, said[n:])[-1, :-1]))
lags = {name: late(price, traded[name], 8)[1] for name in ("yesterday's price", *nets)}
labels = {"xlabel": "days before the day that was forecast", "ylabel": "correlation"}
labels["title"] = "The price of which day does it resemble most?"
ax = plot_lines(np.arange(9), lags, mark_highest=True, **labels)

# %%
yesterday = traded["yesterday's price"]
pairs = {f"weather, {n}": (change, changes["what came"]) for n, change in changes.items()}
for name in ("linear", *nets):
    pairs[f"Google, {name}"] = traded[name] - yesterday, price - yesterday
for name, pair in pairs.items():
    print(f"{name:26} {np.corrcoef(*pair)[0, 1]:5.2f}")

# %% [markdown]
# Yesterday's price is one day late, of course. So is the LSTM on changes, whose curve is the same.
# The beautiful chart was yesterday's price, drawn a day late. The LSTM on values is even later:
# it has learned a kind of average of the last days.
#
# The last lines are a test of foresight. Take yesterday away from the forecast and from what came:
# does the *change* that was said go with the change that came? (The number is the correlation.)
# Both models of section 4 pass it (and yet the linear one has lag 1 there, too). On Google's
# prices nobody does: with 210 days, luck alone gives correlations of up to 0.14 (2 divided by the
# root of 210).
#
# Does a recurrent network predict the price, then? Here are the errors in dollars. The claim takes
# the better one of the two LSTMs, although only the test tells which one that is. So it leans
# towards the lecture.

# %%
misses = {name: np.abs(forecast - price) for name, forecast in traded.items()}
bars = {name: mean_interval(errors, block=14) for name, errors in misses.items()}
labels = {"title": "Does an LSTM know more than yesterday's price?", "xlabel": "error (US dollars)"}
ax = plot_errors(bars, nets=nets, **labels)
print(f"R² of the LSTM on values: {r2_score(price, traded['LSTM on values']):.2f}")
rival = misses["yesterday's price"]
gains = {n: mean_interval(rival - misses[n], block=14) for n in ("linear", "LSTM on changes")}
labels = {"title": "Day by day: how much less does it err?", "xlabel": "gain (US dollars)"}
ax = plot_errors(gains, nets=nets, best=0, best_label="yesterday's price", **labels)

# %%
naive, changes, values = (misses[name].mean() for name in ("yesterday's price", *nets))
gain = mean_interval(rival - misses[min(nets, key=lambda name: misses[name].mean())], block=14)
numbers = {"naive": naive, "values": values, "changes": changes, "gain": gain.mean}
ends = {"at_least": gain.low, "at_most": gain.high}
by_naive, by_lstm = (np.abs(said - on_walk[0]).mean() for said in (on_walk[1], lstm_on_walk))
claim("stock-price", **numbers, **ends, on_noise=by_lstm / by_naive)

# %% [markdown]
# **The verdict.** The network on values errs by half as much again as yesterday's price, and its
# $R^2$ of ⟨0.93⟩ would have looked like a success. The network on changes comes close and is still a
# little worse, with this seed by more than luck with the days: in the lower picture its whole
# interval lies below 0. The little that it says besides "no change" is noise that it has learned
# by heart. (On the random walk the ratio of the errors is ⟨1.00⟩.) The linear model errs a few cents
# *less* than yesterday's price: so prices can be forecast? Its interval reaches to both sides of
# 0; on other days the cents might be gone. This does not prove that prices cannot be forecast. It
# says that *these* networks cannot do it from *these* prices, and that the chart would not have
# told you. It would be strange if they could: anyone who knew that the price will rise tomorrow would
# buy today, and then it would have risen already.
#
# ## 8. How to beat the market by a third
#
# Here is how people fool themselves, and it takes no network. Forecast the price 20 days ahead
# from the last 30 days with a *random forest* (the average of 100 decision trees, each of which
# asks one yes-or-no question about the prices after another). Take 80 % of the examples for
# training and 20 % for the test: once **at random**, as is right for pictures of cats, and once
# **in order**. (Of Google's 1,047 days, 29 come before the first window's end and 20 after the last
# one's: 998 examples.) Here are 200 examples of both splits, in the order of time.

# %%
ways, parts = {"at random": True, "in order": False}, {}
for way, shuffle in ways.items():
    learn, test = train_test_split(np.arange(998), test_size=0.2, shuffle=shuffle, random_state=14)
    parts[way] = np.where(np.isin(np.arange(998), test), 2, 1)
ax = plot_parts({way: part[700:900] for way, part in parts.items()}, xlabel="example", first=700)

# %% [markdown]
# Do it for Google, and for three random walks, in which nothing can be forecast. The number is the
# error of the forest divided by the error of the naive forecast, which says that the price will
# not change: below 1 the forest wins.


# %%
def forest(series, shuffle):
    level = np.log(series.values)
    origins = np.arange(29, len(level) - 20)
    known, change = recent(level, origins, 30), ahead(level, origins, 20)[:, -1] - level[origins]
    learn, test = train_test_split(
        np.arange(len(known)), test_size=0.2, shuffle=shuffle, random_state=14
    )
    if not shuffle:
        learn = learn[:-20]  # no target of the training in the test
    trees = RandomForestRegressor(runtime.budget(full=100, quick=10), random_state=14)
    said = trees.fit(known[learn], change[learn]).predict(known[test])
    return np.abs(said - change[test]).mean() / np.abs(change[test]).mean()


# %%
walks = {f"noise {n}": prices.random_walk(len(google.values), seed=n) for n in (1, 2, 3)}
markets = {"Google": google, **walks}
ratios = {name: {w: forest(markets[name], ways[w]) for w in ways} for name in markets}
ax = plot_ratios(
    ratios, title="Does the forest beat the naive forecast?", ylabel="error ÷ naive error"
)

# %% [markdown]
# **What you saw.** Split at random, the forest "beats the market" by more than a third. It beats
# *noise* by a third as well, and nobody can forecast noise. Split in order, it loses everywhere.
# Look at the two strips again: at random, nearly every day of the test has days of the training
# right beside it. Their windows share 29 of 30 prices, and what is to be forecast, the change over
# the next 20 days, shares 19 of 20 changes. The forest only has to look up the most similar window
# it has seen. This is a **leak**: something from after the border has found its way into the
# training. A forecast of the real tomorrow has no such neighbours.
#
# ## 9. A detector for leaks
#
# Leaks are easily made and hard to see: a scaler that was fitted on everything, an average that is
# centred, a gap that is filled from the day after. But they have one thing in common. **What you
# knew in the past cannot depend on what came later.** So run the pipeline (all that happens from
# the raw numbers to the forecast), replace the future by noise, and run it again. Every number of
# the past that has changed was made with the future. `leaks.find` does this. First with three
# planted leaks: a *pipeline* returns its outputs by name, each with one number per day. (Forecasts
# come with the days on which they were made.)


# %%
def careless(values, border):
    scaled = (values - values.mean()) / values.std()
    smooth = np.convolve(values, np.ones(5) / 5, mode="same")  # two days before, two days after
    made_on = np.arange(border - 100, border)
    forecast = crystal_ball(season._replace(values=values), border, made_on, 1)
    return {"scaled": scaled, "smooth": smooth, "crystal ball": (made_on, forecast)}


leaks.find(careless, season.values, BORDER)


# %%
def clean(values, border):  # the LSTM learns up to 100 days before the border, then forecasts them
    made_on, series = np.arange(border - 100, border), season._replace(values=values)
    return {"the LSTM's forecasts": (made_on, lstm(*ALL)(series, border - 100, made_on, 1))}


leaks.find(clean, season.values, BORDER)


# %%
# Yours. Change it: other scales, averages, differences, whatever you would do before a forecast.
def mine(values, border):
    scaled, last_week = your_scaler(values, border)[0], np.arange(6, len(values))
    return {
        "scaled": scaled,
        "mean of a week": (last_week, recent(values, last_week, 7).mean(axis=1)),
    }


leaks.find(mine, season.values, BORDER)

# %% [markdown]
# The detector names each planted leak and says how far it looks ahead, and it finds none in the
# LSTM. (Should it say *not seeded* on your machine: then two runs differ there although nothing
# was changed, which happens on a GPU.) It has blind spots. It sees only what the pipeline returns.
# It would not find the leak of section 8 if all examples, also those of the test, lay before the
# border: no number there is made with what comes after it; what is wrong is the *test*. And it
# cannot see what is in no number: a window length, or a seed, that you have chosen *because* it did
# well on the test.
#
# ## 10. A place to play
#
# As it stands, the cell below changes one thing, the seed: how much of an error is luck? Change one
# thing yourself, and say what you expect *before* you run it.
#
# - Does the LSTM need 14 days? (`LENGTH` in section 4; the rule itself needs one.) Does it need
#   both the values and the changes? (`lstm("value", "sine", "cosine")`; without "change" it
#   also *says* the value, as section 4 has it.)
# - `EPOCHS = 60` in section 4. On Google's prices the LSTM on values gets better and the one on
#   changes gets worse: it learns noise by heart. Does either reach yesterday's price?
# - Other weather: put another `seed` into `seasons.temperatures` in section 1.
# - Another walk: `prices.random_walk(1_047, seed=...)` in section 7, until a network beats the
#   naive forecast by more than its error bar. (Of 40 networks that are neither better nor worse,
#   about one does so by luck: the interval leaves out 2.5 % on each side.)
# - Your own numbers: `%run -m course demo forecast FILE --column NAME` in a cell reads a table from a
#   file and says what the baselines and a network achieve on it. (In a terminal, in the folder of the
#   course, it is `.venv/bin/course demo forecast`, on Windows `.venv\Scripts\course demo forecast`.)

# %%
what_if = models.errors(lstm(*ALL, seed=1), season, YEARS)[:, 0]
shown = {name: mean_interval(e, block=14) for name, e in {"yours": what_if, **errors}.items()}
labels = {"title": "Where is yours?", "xlabel": "error (°C)"}
ax = plot_errors(shown, nets=["yours"], best=best, **labels)

# %% [markdown]
# ## What to take away
#
# - First the baselines, then the network. A forecast is good if it beats the *strongest* of them,
#   on the same days, by more than the error bar.
# - The border moves forward in time, and nothing from after it may be used: no neighbours, no
#   scale, no average. A random split is right for pictures and wrong for a series.
# - A chart of forecasts one day ahead, and $R^2$ on prices, look good for anything that repeats
#   yesterday. Ask how late a forecast is, and measure it against yesterday's value.
# - Teach a network changes, and it starts at the baseline. Tell it the season. Where there is a
#   rule that no weighted sum can follow, it can win by a lot; on the temperatures of two cities a
#   linear model is as good.
# - Replace the future by noise. If the past changes, you have a leak.
#
# The six exercises add up to 9 points; each check shows yours. By number this is the last lab. If
# you came here early: lab 05 has networks that keep their memory from one piece of a series to the
# next, and in lab 06 what comes next is a *word*, and counting is the baseline that is hard to
# beat.
#
# **Three things to read.**
#
# - R. Hyndman and G. Athanasopoulos, *Forecasting: Principles and Practice* (third edition, 2021,
#   free on the web), chapter 5: baselines and walk-forward, by one of the two inventors of MASE.
# - S. Kapoor and A. Narayanan, *Leakage and the reproducibility crisis in machine-learning-based
#   science* (Patterns, 2023): section 8 in hundreds of published papers, sorted by the kind of
#   leak.
# - S. Makridakis, E. Spiliotis and V. Assimakopoulos, *Statistical and machine learning
#   forecasting methods: concerns and ways forward* (PLOS ONE, 2018): a thousand series on which
#   the simple methods were ahead.
