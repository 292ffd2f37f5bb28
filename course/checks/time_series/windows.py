"""windows: all windows of a series, each with the value that lies a horizon after its last one.

Cases begin with the places of the windows, then days get their values.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    several, more = drawn(4, 7), drawn(7, 12)
    return [
        _case(rng, several, 3, 2, values=lambda days: rng.integers(0, 500) + np.arange(days)),
        _case(rng, more, drawn(4, 6), 3),
        _case(rng, several, drawn(6, 9), 2),
        _case(rng, several, 2, drawn(4, 7)),
        _case(rng, more, 3, 3),
        _case(rng, more, drawn(3, 6), 1),
        _case(rng, several, 1, drawn(2, 5)),
        _case(rng, 1, drawn(2, 5), drawn(5, 8)),
        _case(rng, 1, 1, 1),
        _case(rng, more, 4, 2, values=lambda days: rng.integers(0, 3, days) / 2),
        _case(rng, several + 9, 2, 3, values=lambda days: rng.integers(-1, 2, days)),
        _case(rng, drawn(30, 50), drawn(20, 30), drawn(9, 15)),
    ]


def _case(rng, count, length, horizon, values=None):
    """values: makes the values of so many days; None draws numbers of both signs."""
    places = np.arange(count)[:, None] + np.arange(length)  # (count, length)
    days = count + length + horizon - 1
    series = values(days).astype(float) if values else rng.uniform(-20, 20, days).round(3)
    right = series[places], series[places[:, -1] + horizon]
    asks = f"inputs of shape {right[0].shape} and {count} targets, each {horizon} after its window"
    return Case((series, length, horizon), right, asks)


def _cut(series, starts, length, places):
    """Windows that begin at `starts`, with the values at other `places` as targets."""
    inputs = [series[start : start + length] for start in starts]  # as most do: none have no length
    return np.array(inputs), series[np.array(places, int)]


def _with_targets(places, more):
    """The mistaken answer with other targets, and so many windows more.

    places: of the targets, a function of the beginnings of the windows, their length and the horizon.
    """

    def answer(series, length, horizon):
        starts = np.arange(max(len(series) - length - horizon + 1 + more, 0))
        return _cut(series, starts, length, places(starts, length, horizon))

    return answer


def _with_starts(starts, longer):
    """The mistaken answer with windows that start elsewhere, or are longer.

    starts: takes the number of windows, their length and the horizon.
    """

    def answer(series, length, horizon):
        begins = np.array(starts(len(series) - length - horizon + 1, length, horizon), int)
        return _cut(series, begins, length + longer, begins + length + horizon - 1)

    return answer


def _changed(change):
    """The mistaken answer that does something else with the right windows and targets."""

    def answer(series, length, horizon):
        starts = np.arange(1 + len(series) - length - horizon)
        return change(*_cut(series, starts, length, starts + length + horizon - 1))

    return answer


def _all_that_are_ahead(series, length, horizon):
    starts = np.arange(len(series) - length - horizon + 1)
    return _cut(series, starts, length, starts[:, None] + length + np.arange(horizon))


def _with_others(change):
    """The mistaken answer whose targets are made from (inputs, the days ahead of each)."""
    return lambda *arguments: change(*_all_that_are_ahead(*arguments))


def _without_horizon(series, length, horizon):
    starts = np.arange(len(series) - length)
    return _cut(series, starts, length, starts + length)


def _in_a_circle(series, length, horizon):
    starts = np.arange(len(series) - length + 1)
    return _cut(series, starts, length, (starts + length + horizon - 1) % len(series))


def _without_targets(series, length, horizon):
    starts = np.arange(len(series) - length + 1)
    return _cut(series, starts, length, np.arange(length + horizon - 1, len(series)))


def _as_far_as_windows_go(series, length, horizon):
    starts = np.arange(len(series) - length + 1)
    return _cut(series, starts, length, starts + length - 1)


def _until_the_target(series, length, horizon):
    starts = np.arange(len(series) - length - horizon + 1)
    return _cut(series, starts, length + horizon - 1, starts + length + horizon - 1)


def _with_the_target(series, length, horizon):
    starts = np.arange(len(series) - length - horizon + 1)
    return _cut(series, starts, length + horizon, starts + length + horizon - 1)


windows = Check(
    "windows",
    1,
    _cases,
    mistakes={
        "the horizon counts from the window's last value, not from its first": _with_targets(
            lambda starts, length, horizon: starts + horizon, more=0
        ),
        "the target is one step too late: horizon 1 is the value right after the window": (
            _with_targets(lambda starts, length, horizon: starts + length + horizon, more=-1)
        ),
        "the target is one step too early: horizon 1 is the value right after the window": (
            _with_targets(lambda starts, length, horizon: starts + length + horizon - 2, more=0)
        ),
        "the target is one step too early, so there is a window too many: horizon 1 is the value right "
        "after the window": _with_targets(
            lambda starts, length, horizon: starts + length + horizon - 2, more=1
        ),
        "the last window that has a target is missing": _with_targets(
            lambda starts, length, horizon: starts + length + horizon - 1, more=-1
        ),
        "the first window is missing: it begins at 0": _with_starts(
            lambda count, length, horizon: range(1, count), longer=0
        ),
        "the target is the value right after the window: is the horizon used?": _without_horizon,
        "the target is the value right after the window, in as many windows as there should be: use the "
        "horizon there, too": _with_targets(
            lambda starts, length, horizon: starts + length, more=0
        ),
        "the target lies ahead of the window, it is not its last value": _with_targets(
            lambda starts, length, horizon: starts + length - 1, more=0
        ),
        "the target lies ahead of the window, it is not the last value of each window of the series": (
            _as_far_as_windows_go
        ),
        "the target lies ahead of the window, it is not its first value": _with_targets(
            lambda starts, length, horizon: starts, more=0
        ),
        "a window begins at every step: windows overlap": _with_starts(
            lambda count, length, horizon: range(0, count, length), longer=0
        ),
        "a window begins at every step, not only once in a horizon": _with_starts(
            lambda count, length, horizon: range(0, count, horizon), longer=0
        ),
        "a window begins at every step, not where the target before it lies": _with_starts(
            lambda count, length, horizon: range(0, count, length + horizon), longer=0
        ),
        "a window runs from the earliest value to the latest": _changed(
            lambda inputs, targets: (inputs[:, ::-1], targets)
        ),
        "the earliest window comes first": _changed(
            lambda inputs, targets: (inputs[::-1], targets[::-1])
        ),
        "a window is a row of inputs, not a column": _changed(
            lambda inputs, targets: (inputs.T, targets)
        ),
        "the target is the value itself, not how far it lies from the window's last one": _changed(
            lambda inputs, targets: (inputs, targets - inputs[:, -1])
        ),
        "give back two arrays, inputs and targets, not a pair for each window": _changed(
            lambda inputs, targets: list(zip(inputs, targets, strict=True))
        ),
        "one value is the target, not all of those from the window to the horizon": (
            _all_that_are_ahead
        ),
        "the target is the value at the horizon, not the mean of all up to it": _with_others(
            lambda inputs, ahead: (inputs, ahead.mean(axis=1))
        ),
        "the target is the value at the horizon, not the sum of all up to it": _with_others(
            lambda inputs, ahead: (inputs, ahead.sum(axis=1))
        ),
        "a series is no circle: the last windows have no target and are left out": _in_a_circle,
        "only windows that have a target are inputs": _without_targets,
        "a window ends with its `length` values, the target is not in it": _with_the_target,
        "a window ends with its `length` values, it does not go on up to the target": (
            _until_the_target
        ),
        "a window holds `length` values, not one less": _with_starts(
            lambda count, length, horizon: range(count), longer=-1
        ),
        "a window holds `length` values, not one more": _with_starts(
            lambda count, length, horizon: range(count), longer=1
        ),
    },
    corners={
        "each value is one more than the one before it": lambda series, length, horizon: (
            np.diff(series) == 1
        ).all(),
        "there is only one window": lambda series, length, horizon: len(series) == length + horizon,
        "the series has two values": lambda series, length, horizon: len(series) == 2,
        "a window holds one value": lambda series, length, horizon: length == 1,
        "the horizon is 1": lambda series, length, horizon: horizon == 1,
        "length and horizon are equal": lambda series, length, horizon: length == horizon,
        "the horizon is longer than a window": lambda series, length, horizon: horizon > length,
        "a window is longer than the horizon": lambda series, length, horizon: length > horizon,
        "values occur several times": lambda series, length, horizon: (
            len(np.unique(series)) < len(series)
        ),
        "values are negative": lambda series, length, horizon: min(series) < 0,
        "there are more than 20 windows": lambda series, length, horizon: (
            len(series) - length - horizon + 1 > 20
        ),
    },
    parts=("inputs", "targets"),
    seconds=20.0,  # an answer may import TensorFlow
)
