"""A person's own series: what simple forecasts and a small net achieve on it, and is the net worth it?"""

import re
import textwrap
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np

from course import files, runtime
from course.data.shared import reading, table
from course.errors import CourseError
from course.nets import forecaster
from course.series import cycles, intervals, rivals

SHARE = 0.2  # of the rows, the newest: they are forecast
STRETCHES = 4  # at the start of each, all are fitted again
SHOWN = 120  # rows in the picture
BLOCK = 20  # rows that are drawn together for an interval
GAIN = 0.01  # share of the naive forecast's error: less is nothing to speak of
NET, NAIVE = "LSTM", "naive"
SAYS = {  # what each forecast of the next row is
    "naive": "the next row is like this one",
    "drift": "this row, plus the mean change so far",
    "seasonal naive": "the row one round ago",
    "climatology": "the mean of that time of the {cycle}",
    "linear": "least squares on past rows and the season",
    "LSTM": f"a net of {forecaster.UNITS} units that forecasts the change",
}


class Contest(NamedTuple):
    """What came of it.

    Attributes:
        start: int, the first row that was forecast.
        forecasts: {name: float array (rows,)}, the best of the simple ones and the net among them.
        errors: {name: float}, mean absolute error.
        scale: float, mean absolute change before `start`: the unit of MASE.
        against: {name: Interval}, error minus the naive forecast's.
        net_against: Interval, the net's error minus that of the best other forecast.
        cycles: list of Cycle that were used.
    """

    start: int
    forecasts: dict
    errors: dict
    scale: float
    against: dict
    net_against: intervals.Interval
    cycles: list

    @property
    def best_other(self):
        """The name of the best forecast that is not the net."""
        return min((name for name in self.errors if name != NET), key=self.errors.get)


def main(path, column, date=None):
    """Read a column, forecast its newest rows walking forward, print a table and save a picture.

    Args:
        path: a CSV file; it is only read. The picture is saved beside it.
        column: str, the column of numbers.
        date: str, the column of dates, or None to look for one.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the file, the column or what is in it cannot be used; or the picture cannot be saved.
    """
    found = table.read(path, column, date)
    contest = hold(found)
    print(report(Path(path).name, found, contest))
    picture = picture_path(path, found.name)
    with files.replacing(picture) as part, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter in the column's name that the font lacks
        draw(found, contest).savefig(part)
    print(f"\nPicture: {picture}")
    return 0


def hold(found):
    """Let the forecasts compete on the newest rows.

    Args:
        found: table.Table.

    Returns:
        Contest.

    Raises:
        CourseError: the rows to learn from are all the same.
    """
    values = found.values
    count = len(values)
    ahead = int(SHARE * count)
    borders = [count - ahead + ahead * number // STRETCHES for number in range(STRETCHES + 1)]
    start = borders[0]
    if (values[:start] == values[0]).all():
        raise CourseError(
            f"the first {start:,} rows of {found.name!r} are all {values[0]:g}: nothing to learn from"
        )
    if found.dates is None:
        repeating = cycles.of_values(values, start)
    else:
        repeating = cycles.of_dates(found.dates, start)
    parts = [
        rivals.next_rows(values, repeating, *stretch, calendar=found.dates is not None)
        for stretch in zip(borders[:-1], borders[1:], strict=True)
    ]
    said = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    said[NET] = _net(values, cycles.waves(repeating, count), borders)
    actual = values[start:]
    errors = {name: float(np.abs(row - actual).mean()) for name, row in said.items()}
    block = min(BLOCK, ahead // 2)
    against = {
        name: intervals.error_difference(actual, row, said[NAIVE], block=block)
        for name, row in said.items()
        if name != NAIVE
    }
    scale = float(np.abs(np.diff(values[:start])).mean())
    contest = Contest(start, said, errors, scale, against, None, repeating)
    other = said[contest.best_other]
    return contest._replace(
        net_against=intervals.error_difference(actual, said[NET], other, block=block)
    )


def _net(values, known, borders):
    runtime.quiet()
    with reading.progress(
        total=1000, desc="training", bar_format="{desc} {percentage:3.0f}%|{bar}|"
    ) as bar:
        return forecaster.next_rows(
            values, known, borders, progress=lambda share: bar.update(1000 * share)
        )


def report(name, found, contest):
    """The table and the verdict.

    Args:
        name: str, of the file.
        found: table.Table.
        contest: Contest.

    Returns:
        str.
    """
    count = len(found.values)
    span = ""
    if found.dates is not None:
        span = f", {_moment(found.dates[0])} to {_moment(found.dates[-1])}"
    season = " and ".join(_cycle(cycle) for cycle in contest.cycles) or "none that shows"
    rows = [("forecast", "error", "MASE", "error minus naive (95 %)", "what it says")]
    longest = contest.cycles[-1].name if contest.cycles else ""
    form = _form(contest.errors[NAIVE])
    for one, error in contest.errors.items():
        against = "" if one == NAIVE else _interval(contest.against[one], form)
        says = SAYS[one].format(cycle=longest)
        rows.append((one, f"{error:{form}}", f"{error / contest.scale:.2f}", against, says))
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        f"{name}, {table.shown(found.name)}: {count:,} rows{span}; what repeats: {season}",
        f"The newest {count - contest.start:,} rows are forecast, each from the rows before it; all is fitted "
        f"{STRETCHES} times, and never with a row that it forecasts.",
        "",
    ]
    for one, error, mase, against, says in rows:
        lines.append(
            f"{one:{wide[0]}}  {error:>{wide[1]}}  {mase:>{wide[2]}}  {against:{wide[3]}}  {says}"
        )
    lines += [
        "",
        "error: mean distance from what came. MASE: error over the mean change from row to row before the "
        "first forecast.",
        "An interval that holds 0: these rows cannot tell the two apart.",
        "",
        verdict(contest),
    ]
    return "\n".join(lines)


def verdict(contest):
    """One sentence or two: does anything beat the naive forecast, and is it the net?"""
    other = contest.best_other
    gain = {
        name: 1 - contest.errors[name] / contest.errors[NAIVE]
        for name, one in contest.against.items()
        if one.high < 0
    }
    better = [name for name in gain if gain[name] >= GAIN]
    if not better:
        return (
            f"Verdict: nothing is for certain, and by {GAIN:.0%} at least, better than to say that the next "
            "row is like this one."
        )
    if NET in better and contest.net_against.high < 0:
        return (
            f"Verdict: the net is best. Its error is {gain[NET]:.0%} below the naive forecast's, and "
            f"{1 - contest.errors[NET] / contest.errors[other]:.0%} below that of the best other one, {other}."
        )
    name = other if other in better else min(better, key=contest.errors.get)
    start = f"Verdict: {name} is {gain[name]:.0%} better than the naive forecast"
    if name == NET:
        return f"{start}, but these rows cannot tell it from {other}, which is cheaper."
    if contest.net_against.low > 0:
        return f"{start}, and the net is worse than that."
    return f"{start}, and these rows cannot tell whether the net is any better than that."


def draw(found, contest):
    """The picture: the newest rows with the best forecasts, and all errors against the naive one.

    Returns:
        matplotlib.figure.Figure.
    """
    from matplotlib.figure import Figure

    from course.plots import forecasts

    figure = Figure(figsize=(8.5, 6))
    figure.suptitle(textwrap.fill(verdict(contest), 90), fontsize=11, ha="left", x=0.02)
    above, below = figure.subplots(2, 1, height_ratios=(3, 2))
    shown = slice(-min(SHOWN, len(found.values) - contest.start), None)
    times = np.arange(1, len(found.values) + 1) if found.dates is None else found.dates
    named = dict.fromkeys((contest.best_other, NET))
    forecasts.plot_forecast(
        times[shown],
        found.values[shown],
        {name: contest.forecasts[name][shown] for name in named},
        ylabel=_label(found.name),
        ax=above,
    )
    if found.dates is None:
        above.set_xlabel("row")
    worst = max(contest.errors[NAIVE] / 4, *(-one.low for one in contest.against.values()))
    forecasts.plot_error_differences(contest.against, NAIVE, worst=worst, ax=below)
    return figure


def picture_path(path, column):
    """Where the picture goes: beside the file, named by it and by the column."""
    path = Path(path)
    tidy = re.sub(r"[^\w-]+", "-", column).strip("-")[:40] or "column"
    return path.with_name(f"{path.name.split('.')[0] or 'series'}-{tidy}-forecast.png")


def _label(name):
    """A column's name for an axis: what matplotlib takes for a formula is none."""
    return table.shown(name).replace("$", r"\$")


def _moment(date):
    day, clock = str(date).split("T")
    return day if clock == "00:00:00" else f"{day} {clock[:5]}"


def _cycle(cycle):
    return cycle.name if cycle.name.endswith("rows") else f"a {cycle.name} of {cycle.rows} rows"


def _form(error):
    """How numbers of this size are written: three decimals of an error of about 1."""
    if not 1e-6 < error < 1e9:
        return ".3e"
    return f".{int(np.clip(3 - np.floor(np.log10(error)), 0, 9))}f"


def _interval(one, form):
    return f"{one.mean:+{form}} ({one.low:+{form}} to {one.high:+{form}})"
