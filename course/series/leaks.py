"""Find out whether a pipeline looks into the future: run it again with another future, and see what changes.

    from course.series import leaks
    leaks.find(pipeline, series, border)

A number that was known before the border cannot depend on what came after it. So `pipeline` is run on the
series, and once more on a copy in which everything from the border on is noise. Each number of the past that is
not the same in both runs was made with the future. (A run in between, with nothing changed, shows what is
random anyway.)

What this cannot see:

- knowledge of the future that is in the code and not in the series: a window length or a net's size that was
  chosen because it did well on the test days; a list of outliers that was made by looking.
- what the pipeline reads elsewhere, such as other columns of a file that it opens itself.
- what it does not return. A scaler that was fitted on everything shows only if something scaled comes back.
- a leak that does nothing at this border: a gap that is filled from its end shows only at a border right there
  (where the series has gaps, one such border is tried, too).
- what changes by less than a millionth of the largest number of its output.
"""

import numpy as np

from course.series.report import Change, Report

SMALLEST = 1e-6  # share of an output's largest number; what changes by less is rounding
WIDER = 2.0  # noise: its standard deviation over the range of the series, so that old records are broken
SHOWN = 3  # examples of changed numbers in the table


def find(pipeline, series, border, *, seed=1):
    """Run a pipeline with two different futures and name what changed in the past.

    Args:
        pipeline: function of (series, border) that returns an array, or a dict of them by name: features,
            scaled numbers, forecasts, means, whatever it computes. An array as long as the series, or as the
            past, has a row for each day, and row i may depend on the days up to i. A pair (days, array) says
            it of each row itself: row j may depend on the days up to days[j]; so forecasts of the next day are
            (targets - 1, forecasts). Of these, the rows of the days before the border are compared. Any other
            array, no longer than the past, is compared as a whole: return it only if all of it should be known
            before the border.
            The pipeline gets copies of the series.
        series: array (days,) or (days, columns) of numbers, nan where one is missing.
        border: int, the first day of the future, 1 to days - 1.
        seed: int, for the noise.

    Returns:
        Report.

    Raises:
        ValueError: the border is not inside the series; or the pipeline returns nothing that can be compared.

    Source: metamorphic testing, Chen, Cheung & Yiu 1998: where nobody knows the right output, how it may change
    still tells of mistakes.
    """
    series = np.asarray(series)
    if series.dtype.kind not in "iuf" or series.ndim not in (1, 2):
        raise ValueError(
            f"the series has to be an array of numbers, (days,) or (days, columns), got {series.dtype} of "
            f"shape {series.shape}"
        )
    if np.isnan(series.astype(float)).all(axis=0).any():
        raise ValueError("the series has a column without any number")
    if not 1 <= border < len(series):
        raise ValueError(f"the border is a day from 1 to {len(series) - 1}, got {border}")
    changes, unseeded, compared = [], [], {}
    borders = [int(border), *_end_of_a_gap(series, border)]
    for day in borders:
        first, again, other = (
            _past(pipeline(run, day), len(series), day)
            for run in (series.copy(), series.copy(), _with_noise(series, day, seed))
        )
        for name in first:
            if _change(name, day, first[name], again.get(name)):
                unseeded.append(name)
                continue
            compared[name] = compared.get(name, 0) + first[name][1].size
            change = _change(name, day, first[name], other.get(name))
            if change:
                changes.append(change)
    return Report(changes, sorted(set(unseeded)), compared, borders)


def _end_of_a_gap(series, border):
    """The border, as a list of one, that shows whether the last gap before `border` is filled from its end."""
    missing = np.isnan(series.astype(float)).reshape(len(series), -1).any(axis=1)
    ends = np.flatnonzero(missing[:-1] & ~missing[1:]) + 1
    ends = ends[np.argsort(np.abs(ends - border), kind="stable")]
    return [int(end) for end in ends[:1] if end != border]


def _with_noise(series, border, seed):
    """A copy with another future: noise of the same kind of numbers, gaps where they were."""
    known = series.astype(float)
    low, high = np.nanmin(known, axis=0), np.nanmax(known, axis=0)
    noise = np.random.default_rng(seed).normal(size=known[border:].shape)
    noise[0] = np.abs(noise[0]) + 1  # a record at once, so that even one day of future has one
    width = np.where(high > low, high - low, np.maximum(np.abs(high), 1))
    future = np.where(
        low > 0,  # such as prices, of which a pipeline may take the logarithm
        high * np.exp(noise),
        (low + high) / 2 + WIDER * width * noise,
    )
    future[np.isnan(known[border:])] = np.nan
    if series.dtype.kind in "iu":
        limits = np.iinfo(series.dtype)
        future = np.clip(np.round(future), limits.min, limits.max)
    copy = series.copy()
    copy[border:] = future
    return copy


def _past(output, days, border):
    """{name: (days or None, float array)} of what belongs to the past."""
    outputs = output if isinstance(output, dict) else {"result": output}
    past = {
        str(name): _rows_of_the_past(str(name), value, days, border)
        for name, value in outputs.items()
    }
    if not past:
        raise ValueError(
            "the pipeline returned nothing: let it return what it computed for the past"
        )
    return past


def _rows_of_the_past(name, value, days, border):
    when = None
    if isinstance(value, tuple) and len(value) == 2 and np.ndim(value[0]) == 1:
        when, value = np.asarray(value[0]), value[1]
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name}: expected numbers, got {array.dtype}")
    array = array.astype(float)
    if when is None and array.ndim and len(array) in (days, border):
        when = np.arange(len(array))
    if when is None and array.ndim and len(array) > border:
        raise ValueError(
            f"{name} has {len(array)} rows, more than the {border} days before the border, and the series has "
            f"{days}: say which day each row belongs to, with a pair (days, array)"
        )
    if when is not None:
        if when.shape != array.shape[:1] or when.dtype.kind not in "iu":
            raise ValueError(
                f"{name}: a pair has a whole number, the day, for each row: got {when.shape} of "
                f"{when.dtype} for rows {array.shape}"
            )
        when, array = when[when < border], array[when < border]
    if not array.size:
        raise ValueError(f"{name}: none of its rows is known before the border, day {border}")
    return when, array


def _change(name, border, one, other):
    """The Change from one run's output to the other's, or None."""
    days, was = one
    problem, nothing = "", np.empty(0, int)
    of_days = 0 if days is None else len(np.unique(days))
    if other is None:
        problem = "it was gone"
    elif was.shape != other[1].shape:
        problem = f"it had the shape {was.shape}, and then {other[1].shape}"
    elif days is not None and (other[0] is None or (days != other[0]).any()):
        problem = "its days were others"
    if problem:
        return Change(name, border, nothing, of_days, was.size, was.size, [], problem)
    became = other[1]
    finite = np.abs(was[np.isfinite(was)])
    least = SMALLEST * finite.max(initial=0)
    with np.errstate(invalid="ignore"):
        same = (
            (was == became) | (np.abs(was - became) <= least) | (np.isnan(was) & np.isnan(became))
        )
    if same.all():
        return None
    places = np.argwhere(~same)
    examples = [
        (
            None if days is None else int(days[place[0]]),
            float(was[tuple(place)]),
            float(became[tuple(place)]),
        )
        for place in places[-SHOWN:]
    ]
    changed = nothing if days is None else np.unique(days[places[:, 0]])
    return Change(name, border, changed, of_days, len(places), was.size, examples)
