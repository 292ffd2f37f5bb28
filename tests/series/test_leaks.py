"""The leak detector: six planted leaks, pipelines that are clean, and what it cannot judge."""

import re

import numpy as np
import pytest
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression

from course.series import leaks

DAYS, BORDER, WINDOW = 300, 220, 7


@pytest.fixture
def series():
    """A season with noise, around 10; no number is missing."""
    rng = np.random.default_rng(5)
    return 10 + 6 * np.sin(np.arange(DAYS) / 20) + rng.normal(size=DAYS)


def windows(series):
    """Rows of the WINDOW days before each target, the targets, and their days."""
    days = np.arange(WINDOW, len(series))
    return series[days[:, None] + np.arange(-WINDOW, 0)], series[days], days


def scaler_on_everything(series, border):
    return {"scaled": ((series - series.mean()) / series.std())[:border]}


def centred_mean(series, border):
    return {"level": np.convolve(series, np.ones(7) / 7, mode="same")}


def shifted_back(series, border):
    return {"tomorrow": np.append(series[1:], np.nan)}


def random_split(series, border):
    inputs, targets, days = windows(series)
    test = np.random.default_rng(1).permutation(len(days)) < len(days) // 5
    forest = RandomForestRegressor(5, random_state=1).fit(inputs[~test], targets[~test])
    return {"forecasts": (days[test] - 1, forest.predict(inputs[test]))}


def filled_from_the_future(series, border):
    filled = series.copy()
    for day in range(len(series) - 2, -1, -1):
        if np.isnan(filled[day]):
            filled[day] = filled[day + 1]
    return {"filled": filled}


def target_in_the_window(series, border):
    days = np.arange(WINDOW, len(series))
    inputs = series[days[:, None] + np.arange(-WINDOW + 1, 1)]  # one too far
    train = days < border
    net = LinearRegression().fit(inputs[train], series[days[train]])
    return {"forecasts": (days - 1, net.predict(inputs))}


PLANTED = {
    scaler_on_everything: "scaled knows .* all 220 days changed: something is computed or learned",
    centred_mean: "level knows .* 3 days from 217 to 219 changed: it looks 3 days ahead",
    shifted_back: "tomorrow knows .* day 219 changed: it looks 1 day ahead",
    random_split: "forecasts knows .* all 44 days changed: something is computed or learned",
    target_in_the_window: "forecasts knows .* day 219 changed: it looks 1 day ahead",
}


@pytest.mark.parametrize("pipeline", PLANTED, ids=lambda pipeline: pipeline.__name__)
def test_planted_leaks_are_named(series, pipeline):
    report = leaks.find(pipeline, series, BORDER)
    assert not report.clean and report.unseeded == []
    assert report.leaking == list(pipeline(series, BORDER))
    assert len(report.changes) == 1 and report.borders == [BORDER]
    assert re.fullmatch(PLANTED[pipeline] + "( from the whole series)?", repr(report))


@pytest.mark.parametrize("gap", [(100, 103), (219, 221), (250, 253)])
def test_a_gap_that_is_filled_from_its_end(series, gap):
    series[slice(*gap)] = np.nan
    report = leaks.find(filled_from_the_future, series, BORDER)
    assert report.leaking == ["filled"] and gap[1] in report.borders
    (at_the_gap,) = [change for change in report.changes if change.border == gap[1]]
    assert at_the_gap.days.tolist() == list(range(*gap))


def filled_from_the_past(series, border):
    filled = series.copy()
    for day in range(1, len(series)):
        if np.isnan(filled[day]):
            filled[day] = filled[day - 1]
    return {"filled": filled}


def test_a_gap_that_is_filled_from_its_start_is_clean(series):
    series[100:103] = np.nan
    report = leaks.find(filled_from_the_past, series, BORDER)
    assert report.clean and report.borders == [BORDER, 103]
    assert "with noise from day 220 and 103 on, none of 323 numbers" in repr(report)


def in_order(series, border, *, seed=1):
    """Sound: scaled by the past, trained on the past, forecasts made day by day; random inside, but seeded."""
    past = series[:border]
    scaled = (series - past.mean()) / past.std()
    inputs, targets, days = windows(scaled)
    train = days < border
    forest = RandomForestRegressor(5, random_state=seed).fit(inputs[train], targets[train])
    return {
        "scale": [past.mean(), past.std()],
        "scaled": scaled[:border],
        "trailing mean": np.convolve(series, np.ones(7) / 7)[:DAYS],
        "forecasts": (days - 1, forest.predict(inputs)),
    }


CLEAN = {
    "in order": in_order,
    "the last value": lambda series, border: (np.arange(DAYS - 1), series[:-1]),
    "nothing is computed": lambda series, border: series,
    "a number": lambda series, border: series[:border].max(),
    "changed in place": lambda series, border: np.cumsum(series, out=series),
    "differences": lambda series, border: {"diff": np.diff(series, prepend=np.nan)},
    "counts": lambda series, border: np.arange(DAYS) > 3,
}


@pytest.mark.parametrize("name", CLEAN)
def test_clean_pipelines_pass(series, name):
    before = series.copy()
    report = leaks.find(CLEAN[name], series, BORDER)
    assert report.clean and report.changes == [] and "no leak found" in repr(report)
    assert (series == before).all()  # it works on copies


def test_a_pipeline_that_is_random_is_told_so(series):
    rng = np.random.default_rng(3)
    report = leaks.find(
        lambda series, border: {
            "drawn": rng.normal(size=4),
            "ahead": np.append(series[1:], 0),
            "known": series,
        },
        series,
        BORDER,
    )
    assert not report.clean and report.unseeded == ["drawn"] and report.leaking == ["ahead"]
    said = repr(report).splitlines()
    assert said[0].startswith(
        "not seeded: drawn came out differently when nothing was changed. Seed"
    )
    assert len(said) == 2


@pytest.mark.parametrize("border", [1, DAYS - 1])
def test_borders_at_the_ends(series, border):
    assert leaks.find(lambda series, border: series, series, border).clean
    scaled = lambda series, border: (series / series.max())[:border]  # noqa: E731
    assert leaks.find(scaled, series, border).leaking == ["result"]


@pytest.mark.parametrize(
    "values",
    [
        np.arange(1, DAYS + 1),  # whole numbers stay whole
        np.arange(DAYS).astype("uint8") // 2,
        np.exp(np.random.default_rng(1).normal(size=DAYS)),  # the logarithm must work
        np.zeros(DAYS),
        np.full(DAYS, -3.0),
        np.random.default_rng(1).normal(size=(DAYS, 3)),
        np.random.default_rng(1).normal(size=DAYS).astype("float32"),
    ],
    ids=["int", "uint8", "positive", "zeros", "negative", "columns", "float32"],
)
def test_any_kind_of_numbers(values):
    seen = []

    def pipeline(series, border):
        seen.append(series)
        return {"past": series[:border], "record": series.max(axis=0)}

    report = leaks.find(pipeline, values, BORDER)
    assert report.leaking == ["record"]
    first, again, other = seen
    assert (first == values).all() and (again == values).all()
    assert (other[:BORDER] == values[:BORDER]).all() and other.dtype == values.dtype
    assert (other[BORDER:] != values[BORDER:]).mean() > 0.9
    if values.min() > 0:
        assert other.min() > 0


def test_gaps_stay_where_they_are(series):
    series[[50, 240, 241]] = np.nan
    seen = []
    leaks.find(lambda series, border: seen.append(series) or series, series, BORDER)
    assert all((np.isnan(run) == np.isnan(series)).all() for run in seen)


def test_columns_that_leak_are_found_by_themselves():
    values = np.random.default_rng(1).normal(size=(DAYS, 2))
    report = leaks.find(
        lambda series, border: {"mixed": np.stack([series[:, 0], np.roll(series[:, 1], -2)], 1)},
        values,
        BORDER,
    )
    (change,) = report.changes
    assert change.days.tolist() == [218, 219] and change.count == 2 and change.of == 2 * BORDER
    (day, before, after) = change.examples[-1]
    assert day == 219 and before == values[221, 1] and after != before


@pytest.mark.parametrize(
    "pipeline, said",
    [
        (lambda series, border: series[series > 12], "it had the shape"),
        (
            lambda series, border: {"a": 1.0} | ({"b": 1.0} if series[-1] == 7.0 else {}),
            "it was gone",
        ),
        (
            lambda series, border: (np.argsort(series)[:200], np.ones(200)),
            "its days were others|shape",
        ),
    ],
)
def test_an_output_of_another_form(series, pipeline, said):
    series[-1] = 7.0
    report = leaks.find(pipeline, series, BORDER)
    assert len(report.changes) == 1 and re.search(said, repr(report))
    assert said.split("|")[0] in report._repr_html_() or "shape" in report._repr_html_()


def test_rounding_is_no_leak(series):
    def rounded(series, border):
        return {"sum": series[:border] + 1e-12 * series[-1]}

    assert leaks.find(rounded, series, BORDER).clean


def test_the_table(series):
    html = leaks.find(centred_mean, series, BORDER)._repr_html_()
    assert html.count("<tr>") == 1 + leaks.SHOWN and "it looks 3 days ahead" in html
    assert "day 219" in html
    nasty = leaks.find(lambda s, b: {"<b>": np.append(s[1:], 0)}, series, BORDER)._repr_html_()
    assert "<b>" not in nasty and "&lt;b&gt;" in nasty
    clean = leaks.find(lambda s, b: s, series, BORDER)
    assert clean._repr_html_() == f"<p>{clean!r}</p>"


@pytest.mark.parametrize(
    "pipeline, border, said",
    [
        (lambda s, b: s, 0, "the border is a day from 1 to 299, got 0"),
        (lambda s, b: s, DAYS, "the border is a day from 1 to 299, got 300"),
        (lambda s, b: {}, BORDER, "the pipeline returned nothing"),
        (lambda s, b: None, BORDER, "result: expected numbers, got object"),
        (lambda s, b: {"names": ["a"]}, BORDER, "names: expected numbers"),
        (
            lambda s, b: {"late": (np.arange(250, 260), s[250:260])},
            BORDER,
            "late: none of its rows is known",
        ),
        (
            lambda s, b: (np.arange(3), s),
            BORDER,
            "result: a pair has a whole number, the day, for each row",
        ),
        (lambda s, b: (np.arange(3.0), s[:3]), BORDER, "result: a pair has a whole number"),
    ],
)
def test_what_cannot_be_compared_is_said(series, pipeline, border, said):
    with pytest.raises(ValueError, match=said):
        leaks.find(pipeline, series, border)


@pytest.mark.parametrize("values", [np.array(["a"] * 9), np.zeros((3, 3, 3)), np.full(9, np.nan)])
def test_what_is_no_series(values):
    with pytest.raises(ValueError, match="the series has"):
        leaks.find(lambda series, border: series, values, 2)


def test_forecasts_of_which_nobody_said_the_day(series):
    """Those after the border may change; the report says how to tell it."""
    report = leaks.find(lambda s, b: s[b - 1 : -1], series, BORDER)
    assert report.leaking == ["result"] and "if its rows belong to days, say to which" in repr(
        report
    )
    days = np.arange(BORDER - 1, DAYS - 1)
    assert leaks.find(lambda s, b: (days, s[b - 1 : -1]), series, BORDER).clean


def test_what_it_cannot_see(series):
    """As its docstring says: knowledge in the code, and a scaler of which nothing comes back."""
    length = (
        int(np.argmax(np.correlate(series, series, "full"))) % 5 + 2
    )  # chosen by looking at everything
    assert leaks.find(
        lambda s, b: {"mean": np.convolve(s, np.ones(length))[:DAYS]}, series, BORDER
    ).clean
    assert leaks.find(lambda s, b: [(s[:b] - s.mean()).argmax()], series, BORDER).clean
