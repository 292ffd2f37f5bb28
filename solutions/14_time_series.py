# %% [markdown]
# # Lab 14: what will tomorrow bring?
#
# A series of numbers, one for each day, and a question: what comes next? Lecture 5 names *Stock
# Price Prediction* among the uses of recurrent networks, lecture 4 *Forecasting weather conditions*.
# Thousands of pages on the web show an LSTM that does the first, with a chart in which forecast and
# price lie upon each other. You will make that chart, and then look at what it hides. The lesson of
# this lab is the **honest baseline**: a forecast that needs no network, and that every network has
# to beat before anyone calls it good. You will see an LSTM win by a lot, and you will see it lose
# against "tomorrow will be like today".
#
# **The lectures:** 4 (Leiden, *Recurrent Neural Networks*, slide "Motivation: Sequential Data") and
# 5 (University of Maryland, *Deep Learning for Sequences*, slide "Stock Price Prediction"). **You
# need:** the idea of an LSTM (lecture 4). **Time:** about an hour and a half with the exercises; the
# cells themselves run in about a minute.
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
# nothing else. The next cell imports what the demos need.

# %%
import keras
import matplotlib.pyplot as plt
from course.batches.pipeline import batches
from course.claims import claim
from course.data import prices, seasons, weather
from course.data.fetching import local
from course.plots.forecasts import plot_fan, plot_lines, plot_panels, plot_rule, plot_season
from course.plots.scores import plot_errors, plot_parts, plot_ratios
from course.series import leaks
from course.series.intervals import mean_interval
from IPython.display import display
from keras import layers
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## 1. Forecasts that need no network
#
# The first series has a temperature for each day of ten years. **It was made for this lab**, from a
# season and a rule: warmth builds up day after day, until a storm breaks it, and then it builds up
# again. It was made so that a network has something to find. If one wins here, you know why; real
# weather comes in section 6.

# %%
season = seasons.temperatures(seed=14)
axes = plot_season(season, seasons.usual(season.dates), zoom=60)

# %% [markdown]
# The panel on the right shows the first 60 days, and the rule: the teeth of a saw.
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
    Returns naive, seasonal and drift: three arrays (horizon,), the first day after the series first.
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
# The lab needs them for many origins at once, so it writes them in another form. Every model of
# this lab takes the same four things: the series, the *border* (only the days before it may be
# learned from), the origins, and the horizon. It gives back one row per origin and one column per
# day ahead. The first model, a crystal ball, looks up what really came. It is cheating, and you
# need it to compute errors.

# %%
YEAR = 365


def ahead(values, origins, horizon):  # the values after each origin: (origins, horizon)
    return values[origins[:, None] + np.arange(1, horizon + 1)]


def crystal_ball(series, border, origins, horizon):
    return ahead(series.values, origins, horizon)


def naive(series, border, origins, horizon):
    return np.repeat(series.values[origins, None], horizon, axis=1)


def seasonal_naive(series, border, origins, horizon):
    return ahead(series.values, origins - YEAR, horizon)


def drift(series, border, origins, horizon):
    slope = (series.values[origins] - series.values[0]) / origins
    return series.values[origins, None] + slope[:, None] * np.arange(1, horizon + 1)


# %% [markdown]
# A fourth baseline is the **climatology**, what is usual for the day. The year is a circle, so a
# day of the year $d$ becomes an angle, and the angle becomes its sine and cosine. Then 31 December
# and 1 January are neighbours, as they should be. One wave per year gives winter and summer, a
# second one, twice as fast, lets spring differ from autumn:
#
# $$\hat y = a + b_1 \sin\varphi + c_1 \cos\varphi + b_2 \sin 2\varphi + c_2 \cos 2\varphi, \qquad
# \varphi = 2\pi d / 365.25 .$$
#
# Linear regression (least squares, from scikit-learn) finds the five numbers from the days before
# the border.


# %%
def waves(dates):  # of the year: (..., 4)
    day = (dates - dates.astype("datetime64[Y]")).astype(int)
    angle = 2 * np.pi * day / 365.25
    return np.stack([np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)], axis=-1)


def climatology(series, border, origins, horizon):
    usual = LinearRegression().fit(waves(series.dates[:border]), series.values[:border])
    return ahead(usual.predict(waves(series.dates)), origins, horizon)


# %% [markdown]
# Here are the four at work, 60 days from one origin. The first three are yours: `runtime.yours`
# takes your function if it works, and one of the lab's if it does not.

# %%
BORDER = len(season.values) - 2 * YEAR  # the last two years are for the tests
today, border = BORDER - 1 + 140, BORDER
models = {"naive": naive, "seasonal naive": seasonal_naive, "drift": drift}


def by_lab(values, horizon, period):
    return [model(season, border, np.array([today]), horizon)[0] for model in models.values()]


yours = runtime.yours(baselines, by_lab)(season.values[: today + 1], 60, YEAR)
forecasts = dict(zip(models, yours))
forecasts["climatology"] = climatology(season, border, np.array([today]), 60)[0]
came = crystal_ball(season, border, np.array([today]), 60)[0]
ax = plot_fan(season.values[today - 60 : today + 1], came, forecasts, ylabel="temperature (°C)")

# %% [markdown]
# The naive forecast is a flat line and soon wrong. Drift is almost the same here: over years, the
# line through the first and the last value is nearly flat. The seasonal naive forecast has the
# right shape and *last year's storms*, which do not return on the same day. The climatology knows of
# no storms.
#
# ## 2. How wrong, fairly measured
#
# One origin may be luck, so use hundreds. The **mean absolute error** (MAE) is the average of
# $|y - \hat y|$ over all of them, in degrees. A model must never be tested on days it has learned
# from, and in a series there is a second rule: it must not have learned from days *after* the ones it
# is tested on either, because on the day of the forecast nobody has them. So the border moves
# through the series, and the test always lies after it.
#
# ### Exercise 2: walk forward (2 points)
#
# A single split into training and test may be luck. *Walk-forward* evaluation makes many: train on
# the beginning of the series, test on the next `horizon` days, then move on by `horizon` days and
# train again on all that has come before. The first test begins on day `first`, tests follow on each
# other without a hole, and the last one ends with the series, so it may be shorter. Between the last
# training day and the first test day, `gap` days are left out (with windows, their targets would lie
# among the days that are tested). Days are counted from 0, and as in Python an end is the first day
# that does *not* belong to a part.


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

# %% [markdown]
# Your function draws the plan: a test every year, and a gap of 30 days, wide enough to be seen.

# %%
DAYS = len(season.values)


def by_lab(days, first, horizon, gap):
    return [(start - gap, start, start + horizon) for start in days - horizon * np.arange(4, 0, -1)]


plan = {}
for split in runtime.yours(walk_forward, by_lab)(DAYS, DAYS - 4 * YEAR, YEAR, 30):
    train_end, test_start, test_end = split
    part = np.zeros(DAYS, int)
    part[:train_end], part[test_start:test_end] = 1, 2
    plan[f"test from day {test_start}"] = part
ax = plot_parts(plan)

# %% [markdown]
# The lab does the same with the last two years: every model learns from what lies before 2009 and
# forecasts from each day of 2009, then it learns again, now with 2009, and forecasts from each day
# of 2010. (No gap is needed: the models below only learn from targets before the border.)

# %%
TESTED = runtime.budget(full=2, quick=1)  # years


def walk(model, series, horizon=1):  # -> forecasts (origins, horizon)
    forecasts = []
    for border in len(series.values) - YEAR * np.arange(TESTED, 0, -1):
        origins = np.arange(border - 1, border + YEAR - horizon)
        forecasts.append(model(series, border, origins, horizon))
    return np.concatenate(forecasts)


def errors_of(model, series, horizon=1):  # absolute errors (origins, horizon)
    return np.abs(walk(model, series, horizon) - walk(crystal_ball, series, horizon))


# %% [markdown]
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

# %% [markdown]
# Here are the four baselines, one day ahead, by your function. The first column has yesterday as
# its yardstick (a season of one day), the second the same day of the year before.

# %%
came = walk(crystal_ball, season)[:, 0]
learned = np.arange(YEAR, BORDER - 1)  # origins of the training part


def by_lab(train, period, actual, forecast):
    ruler = {1: naive, YEAR: seasonal_naive}[period]
    before = ruler(season, BORDER, learned, 1) - crystal_ball(season, BORDER, learned, 1)
    return np.abs(actual - forecast).mean() / np.abs(before).mean()


your_mase = runtime.yours(mase, by_lab)
for name, model in {**models, "climatology": climatology}.items():
    for_tomorrow = walk(model, season)[:, 0]
    scores = [your_mase(season.values[:BORDER], m, came, for_tomorrow) for m in (1, YEAR)]
    print(f"{name:15}  {scores[0]:.2f}  {scores[1]:.2f}")

# %% [markdown]
# The ranking is the same in both columns, as it must be: only the yardstick differs. But by the
# second one *every* forecast but one has "beaten the baseline". Remember this when you read that a
# network beats the seasonal naive forecast. It is a weak one, and a fair comparison takes the
# strongest.
#
# ### How sure?
#
# The test has 730 days. With 730 others, the numbers would be a little different. How much? Draw
# 730 days from the ones you have, with repetition, and take the mean; do it a thousand times, and
# see how far the means spread. That is the **bootstrap**. But days in a row resemble each other,
# and days drawn one by one would pretend to be independent. So draw *blocks* of days in a row, here
# of two weeks. The range in which 95 % of the means lie is the error bar, the *95 % interval*.


# %%
def with_bars(errors):  # -> mean, low, high
    return mean_interval(errors, block=14)


errors = {name: errors_of(model, season)[:, 0] for name, model in models.items()}
errors["climatology"] = errors_of(climatology, season)[:, 0]
for name, numbers in errors.items():
    print("{:15}  {:.2f} °C, from {:.2f} to {:.2f}".format(name, *with_bars(numbers)))

# %% [markdown]
# ## 3. A linear model
#
# Before any network comes a model that has been in use for a century: tomorrow as a weighted sum of
# the last days (*autoregression*). It needs pairs of what is known and what comes.
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

# %% [markdown]
# With your windows the model takes two lines. Which weights does it find?


# %%
LAGS = 7


def recent(values, origins, length):  # the last values up to each origin: (origins, length)
    return values[origins[:, None] + np.arange(1 - length, 1)]


def by_lab(values, length, horizon):
    origins = np.arange(length - 1, len(values) - horizon)
    return recent(values, origins, length), ahead(values, origins, horizon)[:, -1]


known, targets = runtime.yours(windows, by_lab)(season.values[:BORDER], LAGS, 1)
print(LinearRegression().fit(known, targets).coef_.round(2), "oldest day first")

# %% [markdown]
# Today counts most, as you would expect. Add the four waves of the year, and you have the model
# that the networks have to beat: eleven weights and a constant. For a horizon of seven days it has
# seven such formulas, one per day ahead.


# %%
def linear(series, border, origins, horizon):
    def known(days):
        return np.hstack([recent(series.values, days, LAGS), waves(series.dates[days])])

    past = np.arange(LAGS, border - horizon)  # origins whose targets lie before the border
    model = LinearRegression().fit(known(past), ahead(series.values, past, horizon))
    return model.predict(known(origins))


errors["linear, with season"] = errors_of(linear, season)[:, 0]

# %% [markdown]
# ## 4. An LSTM, in three steps
#
# A network reads a window of 14 days, one day per time step, and its last output is the forecast.
# Two things help it to learn. It likes numbers around 0, so the series is scaled first.
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

    series: float array (days,). border: int in 1..days, the number of days of the training part.
    Returns scaled, an array (days,), mean and deviation, two numbers. The deviation is the root of
        the average over all training days (divide by their number). If all training values are
        equal, it counts as 1.
    """
    ### BEGIN SOLUTION
    train = series[:border]
    mean, deviation = train.mean(), train.std()
    if deviation == 0:
        deviation = 1.0
    return (series - mean) / deviation, mean, deviation
    ### END SOLUTION


# %% check="fit-scaler"
checks.fit_scaler(fit_scaler)

# %% [markdown]
# A test that you can use for anything that prepares data: replace the future by nonsense. Does a
# single number of the past change?


# %%
def by_lab(values, border):
    scaler = StandardScaler().fit(values[:border, None])
    return scaler.transform(values[:, None])[:, 0], scaler.mean_, scaler.scale_


your_scaler = runtime.yours(fit_scaler, by_lab)
nonsense = season.values.copy()
nonsense[BORDER:] = np.random.default_rng(14).normal(0, 1_000, 2 * YEAR)
before, after = (your_scaler(values, BORDER)[0][:BORDER] for values in (season.values, nonsense))
print("numbers of the past that changed:", (before != after).sum())

# %% [markdown]
# The second thing is *what* it reads and says. Let $x_t$ be the scaled temperature.
#
# 1. **Values.** It reads $x_t$ and says $x_{t+1}$.
# 2. **Changes.** It reads $x_t - x_{t-1}$ and says the next change, $x_{t+1} - x_t$. A network that
#    has learned nothing says 0, and that is the naive forecast: it *starts* at the baseline.
# 3. **Values, changes and season.** It reads both, and the sine and cosine of the day that is to be
#    forecast, and says the change.
#
# Changes are divided by their standard deviation, which is a scale of their own. For more than one
# day ahead there are two ways. *Recursive*: forecast tomorrow, add it to what is known as if it had
# happened, forecast the next day. *Direct*: the network has one output per day ahead.

# %%
LENGTH, UNITS, UPDATES = 14, 16, runtime.budget(full=700, quick=60)


def columns(level, last, reads, step):  # (n, LENGTH + 1) and dates (n,) -> (n, LENGTH, columns)
    named = {"values": level[:, 1:], "changes": np.diff(level) / step}
    tomorrow = waves(last[:, None] + np.arange(2 - LENGTH, 2))
    named["sine"], named["cosine"] = tomorrow[:, :, 0], tomorrow[:, :, 1]
    return np.stack([named[name] for name in reads], axis=-1).astype("float32")


def train(x, y, seed):
    keras.utils.set_random_seed(seed)
    out = layers.Dense(y.shape[1])
    net = keras.Sequential([keras.Input(x.shape[1:]), layers.LSTM(UNITS), out])
    data = batches(x, y.astype("float32"), 64)
    rate = keras.optimizers.schedules.CosineDecay(0.01, UPDATES)
    net.compile(keras.optimizers.Adam(rate), "mse", steps_per_execution=len(data))
    net.fit(data, epochs=-(-UPDATES // len(data)), verbose=0)
    return net


# %%
def lstm(*reads, direct=False, seed=14):
    changes = "changes" in reads

    def model(series, border, origins, horizon):
        scaler = StandardScaler().fit(series.values[:border, None])
        level = scaler.transform(series.values[:, None])[:, 0]
        step, outputs = np.diff(level[:border]).std(), horizon if direct else 1
        unit = step if changes else 1.0

        past = np.arange(LENGTH, border - outputs)
        window = recent(level, past, LENGTH + 1)
        targets = (ahead(level, past, outputs) - changes * window[:, -1:]) / unit
        net = train(columns(window, series.dates[past], reads, step), targets, seed)

        window = recent(level, origins, LENGTH + 1)
        for day in range(0, horizon, outputs):  # once if direct
            x = columns(window[:, -LENGTH - 1 :], series.dates[origins] + day, reads, step)
            window = np.hstack([window, net(x).numpy() * unit + changes * window[:, -1:]])
        return window[:, LENGTH + 1 :] * scaler.scale_ + scaler.mean_

    return model


# %%
ALL = ("values", "changes", "sine", "cosine")
nets = {"LSTM, values": lstm("values"), "LSTM, changes": lstm("changes")}
nets["LSTM, all and season"] = lstm(*ALL)
forecast = {name: walk(net, season)[:, 0] for name, net in nets.items()}
errors.update({name: np.abs(numbers - came) for name, numbers in forecast.items()})

# %% [markdown]
# How good can it get? Whoever knows the rule can do this: today's temperature is so many degrees
# above what is usual for the day. Up to 2.5 degrees, tomorrow will be 0.9 warmer; above, a storm
# takes 5 degrees. What remains is the part that was drawn at random.


# %%
def knows_the_rule(series, border, origins, horizon):
    usual = seasons.usual(series.dates)
    distance = series.values[origins] - usual[origins]
    change = np.where(distance <= seasons.LIMIT, seasons.RISE, -seasons.DROP)
    return (usual[origins + 1] + distance + change)[:, None]


bars = {name: with_bars(numbers) for name, numbers in errors.items()}
best = errors_of(knows_the_rule, season).mean()
ax = plot_errors(bars, xlabel="mean absolute error, one day ahead (°C)", nets=nets, best=best)

# %% [markdown]
# **What you saw.** The linear model beats all four baselines, and each step makes the LSTM better. The
# third one leaves the linear model far behind, and the bars do not even touch. What has it found?
# Draw the change that each forecasts for tomorrow against how far today is from what is usual.

# %% tags=["picture"]
origins = np.arange(len(season.values) - TESTED * YEAR - 1, len(season.values) - 1)
today = season.values[origins]
distance = today - seasons.usual(season.dates)[origins]
said = {"what came": came, "linear, with season": walk(linear, season)[:, 0], **forecast}
del said["LSTM, values"], said["LSTM, changes"]
rule = [-6, 2.5, 2.5, 6], [0.9, 0.9, -5, -5]
changes = {name: numbers - today for name, numbers in said.items()}
labels = {"xlabel": "today, °C above the usual", "ylabel": "change until tomorrow (°C)"}
axes = plot_rule(distance, changes, rule, **labels)

# %% [markdown]
# On the left is what came: the rule and the noise. The linear model draws a sloping line through it:
# the warmer, the more it will fall. That is right on average, and wrong on nearly every day. The
# LSTM has found the cliff. It is softer than the real one, because near the border a small mistake
# about what is usual decides between a storm and none, and a network that is punished for squared
# errors then says something in between.

# %%
rivals = {name: errors[name].mean() for name in (*models, "climatology", "linear, with season")}
net = errors["LSTM, all and season"]
strongest = min(("naive", "seasonal naive", "climatology"), key=rivals.get)
claim(
    "weather",
    lstm=net.mean(),
    naive=rivals["naive"],
    seasonal_naive=rivals["seasonal naive"],
    climatology=rivals["climatology"],
    linear=rivals["linear, with season"],
    gain=with_bars(errors[strongest] - net)[1],
)

# %% [markdown]
# The bar of the claim asks for more than the smaller number. Two forecasts err on the same days, so
# compare them day by day: the last value is the lower end of the interval of the *difference*. It
# is above 0, so luck with the days does not explain it.
#
# ## 5. A week ahead
#
# Tomorrow was easy. What about the day after, or this day next week?

# %%
HORIZON = 7
week = {"naive": naive, "climatology": climatology, "linear": linear}
week |= {"LSTM, recursive": lstm(*ALL), "LSTM, direct": lstm(*ALL, direct=True)}
by_day = {name: errors_of(model, season, HORIZON).mean(axis=0) for name, model in week.items()}
ax = plot_lines(np.arange(1, HORIZON + 1), by_day, xlabel="days ahead", ylabel="error (°C)")

# %% [markdown]
# **What you saw.** The network's advantage is gone after three or four days: then nobody knows where
# in the saw's tooth the weather will be, and the best one can say is what is usual. The direct
# network learns exactly that. The recursive one cannot: it was taught to say what comes after days
# that *happened*, and now reads days that it made up. On the first day they differ little. Then it
# believes in storms that it has invented itself, on days when none will come, and ends up worse than
# the climatology. The naive forecast has a hump: two or three days after a warm day, the storm has
# come, and a week later the next tooth is as high again.
#
# A warning about charts. A curve of forecasts over a whole year looks like foresight. If every point
# of it was made one day ahead, it is 365 small steps, each from the truth. A forecast of a week is
# what *one* origin says of seven days.
#
# ## 6. Real weather
#
# Melbourne's lowest temperature of each day from 1981 to 1990 is a series that many tutorials use;
# Seattle's from 2012 to 2015 is another. They are not part of the course. `course data fetch
# melbourne` and `course data fetch seattle` get them, or set `COURSE_DATA` to a folder that has
# them. If they are here, they go through the same functions, with nothing changed.

# %% tags=["nbval-ignore-output"]
measured = {}
contest = {"naive": naive, "seasonal naive": seasonal_naive, "climatology": climatology}
contest |= {"linear, with season": linear, "LSTM, all and season": lstm(*ALL)}
load = {"melbourne": weather.melbourne, "seattle": weather.seattle}
for city in load:
    for series in local.if_present(lambda name: load[name](), city) or ():
        measured[city] = {name: errors_of(model, series)[:, 0] for name, model in contest.items()}
        bars = {name: with_bars(numbers) for name, numbers in measured[city].items()}
        ax = plot_errors(bars, xlabel=f"{city}: error, one day ahead (°C)", nets=nets)


# %%
def rated(city):
    numbers = measured.get(city)
    if not numbers:
        return {}
    baselines = [numbers[name] for name in ("naive", "seasonal naive", "climatology")]
    best, net = min(baselines, key=np.mean), numbers["LSTM, all and season"]
    named = {name.replace(" ", "_").split(",")[0].lower(): e.mean() for name, e in numbers.items()}
    return {**named, "gain": with_bars(best - net)[1]}


for city in ("melbourne", "seattle"):
    display(claim(f"weather-{city}", **rated(city)))

# %% [markdown]
# If you have the data: on real weather the network is better than all four simple forecasts, and so
# is the linear model. Between the two of them there is nothing, or next to nothing. In the weather of
# these cities there is no cliff for a network to find, at least none that shows in fourteen
# temperatures. And look at the seasonal naive forecast, the weakest of all: "our LSTM beats the seasonal
# forecast" would have been true and would have meant nothing.
#
# ## 7. The beautiful chart
#
# Now the slide of lecture 5. Google's price per share, each trading day from August 2004 to October
# 2008, comes with matplotlib. Learn from the first 80 % of the days and forecast each of the last 210,
# one day ahead. The LSTM on *values* is the network of most tutorials. The one on *changes* gets
# logarithms of prices, so that its changes are, nearly, changes in percent.

# %%
google = prices.load()
noise = prices.random_walk(len(google.values), seed=14)
SPLIT = int(0.8 * len(google.values))
ON_TEST = np.arange(SPLIT - 1, len(google.values) - 1)  # origins


def in_percent(model):
    def on_logarithms(series, *where):
        return np.exp(model(series._replace(values=np.log(series.values)), *where))

    return on_logarithms


def tested(model, series):
    return model(series, SPLIT, ON_TEST, 1)[:, 0]


# %%
traders = {"yesterday's price": naive, "linear": in_percent(linear)}
traders |= {"LSTM, values": lstm("values"), "LSTM, changes": in_percent(lstm("changes"))}
traded = {name: tested(model, google) for name, model in traders.items()}
price = tested(crystal_ball, google)
chart = {"Google, and an LSTM's forecast for each day": (price, traded["LSTM, changes"])}
axes = plot_panels(chart, columns=1, xlabel="trading days of the test", ylabel="US dollars")

# %% [markdown]
# Is it not beautiful? Many pages end here, with a number that says how well the two lines agree.
# $R^2$ is 1 minus the mean squared error divided by the variance of the price: 1 is perfect, 0 as
# bad as always saying the mean.
#
# Do an experiment before you buy. A **random walk** is a series that nobody can forecast: every
# day's change in percent is drawn anew, and what came before has no say in it. This one has the same
# length and the same daily ups and downs as Google. And the forecast on it needs no network: it
# says yesterday's price.


# %%
def r2(came, forecast):
    return 1 - ((came - forecast) ** 2).mean() / came.var()


pairs = {
    "Google, LSTM": (price, traded["LSTM, changes"]),
    "noise, yesterday's value": (tested(crystal_ball, noise), tested(naive, noise)),
}
charts = {f"{name}: R² = {r2(*pair):.2f}": pair for name, pair in pairs.items()}
axes = plot_panels(charts, xlabel="trading days of the test", ylabel="US dollars", sharey=False)

# %% [markdown]
# The same beauty, and a similar number, for a forecast that knows nothing of a series about which
# nothing can be known. The reason: a price is never far from the one of the day before, compared with how
# far it travels in a year. So the chart and $R^2$ on *prices* say nothing about foresight.
#
# ### A quiz
#
# The last 60 days of the test. One panel shows yesterday's price, one an LSTM that has learned from
# values, one an LSTM that has learned from changes, one a linear model. Which is which?

# %%
order = ["LSTM, changes", "yesterday's price", "LSTM, values", "linear"]
quiz = {letter: (price[-60:], traded[name][-60:]) for letter, name in zip("ABCD", order)}
axes = plot_panels(quiz, xlabel="trading days", ylabel="US dollars")

# %% [markdown]
# <details><summary>The answer</summary>
#
# A is the LSTM on changes, B yesterday's price, C the LSTM on values, and D the linear model. If you could not tell A,
# B and D apart: neither could anybody else. What the LSTM on changes has learned is to say hardly any
# change, and that is yesterday's price. C stands out because it is *worse*.
#
# </details>
#
# ### Exercise 6: how late is a forecast? (2 points)
#
# `forecast[t]` was made for day `t`, and `actual[t]` is what came. A forecast that merely repeats
# yesterday looks like the series itself, one day late. To find out, compare the forecast with the
# values `lag` days *before*: for each lag from 0 to `most`, take the correlation (Pearson's, as
# `np.corrcoef` has it) of `forecast[t]` and `actual[t - lag]` over all days `t` on which there
# are both. The lag with the highest correlation is how late the forecast is. 0 is good; 1 means
# that it says what was true yesterday.


# %% exercise="lag-of-forecast"
def lag_of_forecast(actual, forecast, most):
    """The number of days by which a forecast comes late.

    actual, forecast: float arrays (days,); days 0..most of lag leave at least three days to compare,
        not all of them equal, and no two lags have the same highest correlation.
    most: int of at least 0, the largest lag to try.
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

# %% [markdown]
# Your function answers the quiz. For each forecast, how well does it agree with the price 0, 1, 2, ...
# days before the day that it was made for? A ring marks the best agreement.


# %%
def by_lab(actual, forecast, most):
    shifted = [actual[most - lag : len(actual) - lag] for lag in range(most + 1)]
    table = np.corrcoef([forecast[most:], *shifted])[0, 1:]
    return int(table.argmax()), table


late = runtime.yours(lag_of_forecast, by_lab)
lags = {name: late(price, said, 8)[1] for name, said in traded.items() if name != "linear"}
labels = {"xlabel": "compared with the price so many days before", "ylabel": "correlation"}
ax = plot_lines(np.arange(9), lags, mark_highest=True, **labels)

# %% [markdown]
# No ring stands at 0, where a forecast of the day itself would have it. Yesterday's price is one day
# late, of course. So is the LSTM on changes. The LSTM on values is even later: it has learned a kind
# of average of the last days.
#
# ### Does a recurrent network predict the price?
#
# The error in dollars, with bars, and the gain on the naive forecast day by day. The claim takes the
# better one of the two LSTMs, although only the test tells which one that is, so it leans in favour of
# the lecture. Beside it stands the same network on the random walk.

# %%
misses = {name: np.abs(said - price) for name, said in traded.items()}
bars = {name: with_bars(numbers) for name, numbers in misses.items()}
ax = plot_errors(bars, xlabel="mean absolute error, one day ahead (US dollars)", nets=nets)

# %%
lone = np.abs(tested(in_percent(lstm("changes")), noise) - tested(crystal_ball, noise))
lazy = np.abs(tested(naive, noise) - tested(crystal_ball, noise))
better = min(misses["LSTM, values"], misses["LSTM, changes"], key=np.mean)
gain = with_bars(misses["yesterday's price"] - better)
claim(
    "stock-price",
    naive=misses["yesterday's price"].mean(),
    values=misses["LSTM, values"].mean(),
    changes=misses["LSTM, changes"].mean(),
    gain=gain[0],
    at_least=gain[1],
    on_noise=lone.mean() / lazy.mean(),
)

# %% [markdown]
# **The verdict.** The network on values is far worse than saying yesterday's price. The network on
# changes draws level with it, no more: it has learned that nothing can be learned, on Google's
# prices as on noise. This does not prove that prices cannot be forecast. It says that *this* network
# cannot do it from *these* prices, and that the chart would not have told you. It would be strange if
# it could: whoever knew that the price rises tomorrow would buy today, and then it would have risen
# already.
#
# ## 8. How to beat the market by a third
#
# Here is how people fool themselves, and it needs no network. Forecast the price 20 days ahead from
# the last 30 days, with a *random forest* (the average of 100 decision trees, from scikit-learn). Split
# the examples into 80 % training and 20 % test, **at random**, as is right for pictures of cats.
# Then split them in order. Both times on Google's prices, and on three random walks, where nothing
# can be forecast. The number is the forest's error divided by that of the naive forecast.

# %%
WINDOW, AHEAD, TREES = 30, 20, runtime.budget(full=100, quick=10)


def split(count, at_random):
    border = int(0.8 * count)
    if at_random:
        days = np.random.default_rng(14).permutation(count)
        return days[:border], days[border:]
    return np.arange(border - AHEAD), np.arange(border, count)  # targets before the border


def forest(series, at_random):  # its error, divided by the naive forecast's
    level = np.log(series.values)
    origins = np.arange(WINDOW - 1, len(level) - AHEAD)
    known = recent(level, origins, WINDOW)
    change = ahead(level, origins, AHEAD)[:, -1] - level[origins]
    learn, test = split(len(origins), at_random)
    trees = RandomForestRegressor(TREES, random_state=14).fit(known[learn], change[learn])
    return np.abs(trees.predict(known[test]) - change[test]).mean() / np.abs(change[test]).mean()


# %%
markets = {"Google": google}
for seed in (1, 2, 3):
    markets[f"noise {seed}"] = prices.random_walk(len(google.values), seed=seed)
ways = {"at random": True, "in order": False}
ratios = {m: {way: forest(markets[m], how) for way, how in ways.items()} for m in markets}
ax = plot_ratios(ratios, ylabel="error ÷ naive error")

# %% [markdown]
# **What you saw.** Split at random, the forest "beats the market" by a third. It beats *noise* by a third
# as well, and nobody can forecast noise. So it is not skill. Split in order, it loses everywhere. What
# happened? Here are the days of both splits, 200 of them.

# %%
parts = {}
for way, how in ways.items():
    learn, test = split(len(google.values) - WINDOW - AHEAD + 1, how)
    parts[way] = np.zeros(len(google.values), int)
    parts[way][learn], parts[way][test] = 1, 2
ax = plot_parts({way: part[700:900] for way, part in parts.items()}, xlabel="day, from day 700 on")

# %% [markdown]
# At random, nearly every test day has training days right beside it. Their windows share 29 of 30
# prices, and their targets, the change over the next 20 days, share 19 of 20 changes. The forest has
# only to look up the most similar window that it has seen: it knows the answer, or most of it. That
# is a **leak**: something from after the border has found its way into the training. The forecast of
# tomorrow will not have such neighbours.
#
# ## 9. A detector for leaks
#
# Leaks are easy to make and hard to see: a scaler that was fitted on everything, a moving average
# that is centred, a gap that is filled from the day after. But all of them have one thing in common.
# **What you knew in the past cannot depend on what came later.** So run the pipeline (everything from
# the raw numbers to the forecasts), replace the future by noise, and run it again. Every number of the
# past that has changed was made with the future. `leaks.find` does this. First with three leaks that
# were planted. An output has a row for each day; for the forecasts, it is told on which day each was made.


# %%
def careless(values, border):
    scaled = (values - values.mean()) / values.std()
    smooth = np.convolve(values, np.ones(5) / 5, mode="same")  # two days before, two days after
    made_on = np.arange(border - 100, border)
    tomorrow = crystal_ball(season._replace(values=values), border, made_on, 1)
    return {"scaled": scaled, "smooth": smooth, "crystal ball": (made_on, tomorrow)}


leaks.find(careless, season.values, BORDER)

# %% [markdown]
# It names each of them, and says how far it looks ahead. Now the lab's own best network, from the
# raw numbers to a forecast: it learns up to 100 days before the border, and then makes a forecast
# on each of the 100 days. None of them may change.


# %%
def ours(values, border):
    made_on = np.arange(border - 100, border)
    return {"LSTM": (made_on, lstm(*ALL)(season._replace(values=values), border - 100, made_on, 1))}


leaks.find(ours, season.values, BORDER)

# %% [markdown]
# Now yours. Put into `mine` whatever you would do before a forecast: other scales, averages,
# differences, gaps that are filled. Each output with a row for each day is compared. (What the detector
# cannot see: a window length, or a seed, that you chose *because* it did well on the test.)


# %%
def mine(values, border):
    scaled, mean, size = your_scaler(values, border)
    average = np.array([values[max(0, day - 6) : day + 1].mean() for day in range(len(values))])
    return {"scaled": scaled, "average of the last week": average}


leaks.find(mine, season.values, BORDER)

# %% [markdown]
# ## 10. A place to play
#
# Change one thing, run again, and write down what you expect *before* you look.
#
# - Another window: does the LSTM need 14 days? (`LENGTH` in section 4. The rule needs one.)
# - Another seed: `lstm(*ALL, seed=1)`. How much of a difference between two networks is luck?
# - A series of your own: in a terminal, `course demo forecast FILE --column NAME` reads a table from
#   a file, and says what the baselines and a network achieve on it.
# - Another walk: `prices.random_walk(1_047, seed=...)` until a network beats the naive forecast. How
#   many did you need? If it is about 20 or so, think of the 95 % interval.

# %%
what_if = lstm("values", "sine", "cosine", seed=1)
tried = with_bars(errors_of(what_if, season)[:, 0])
ax = plot_errors({"yours": tried, **{name: with_bars(errors[name]) for name in errors}}, nets=nets)

# %% [markdown]
# ## What to take away
#
# - First the baselines, then the network. A forecast is good if it beats the *strongest* of them, on
#   the same days, by more than the error bar.
# - The border moves through time, and nothing from after it is used: no neighbours, no scale, no
#   average. A random split is fine for pictures and wrong for a series.
# - A chart of forecasts one day ahead, and $R^2$ on prices, look good for any forecast that
#   repeats yesterday. Ask how late it is.
# - Teach a network changes, and it starts at the baseline. Tell it the season. Where there is a rule
#   that no straight line follows, it can win; on real temperatures a linear model is as good.
# - Replace the future by noise. If the past changes, you have a leak.
#
# The six exercises add up to 9 points; the check below each shows yours. This is the last lab. If you
# came here early: lab 05 has networks that keep their memory from one window of a series to the next,
# and lab 06 forecasts the next *word*, where counting is the baseline that is hard to beat.
#
# **Three things to read.**
#
# - R. Hyndman and G. Athanasopoulos, *Forecasting: Principles and Practice* (free on the web, third
#   edition 2021), chapter 5: baselines, errors and walk-forward by the people who invented MASE.
# - S. Kapoor and A. Narayanan, *Leakage and the reproducibility crisis in machine-learning-based
#   science* (Patterns, 2023): the mistake of section 8 in dozens of published papers, sorted by kind.
# - S. Makridakis, E. Spiliotis and V. Assimakopoulos, *Statistical and machine learning forecasting
#   methods: concerns and ways forward* (PLOS ONE, 2018): over a thousand series, and the simple methods were ahead.
